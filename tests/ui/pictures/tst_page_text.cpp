#include "ui/pictures/page_text.h"

#include <QtTest>

namespace interleave::pictures {

class TestPageText : public QObject
{
    Q_OBJECT

private slots:
    void lines_data();
    void lines();
    void whoWroteWhat();
    void thePastIsKnown();
    void whatIsOverwrittenStandsWhereItWas();
    void partsOfPiecesAreOverwritten();
    void whatNobodyWroteWasThere();
    void anUnseenChangeIsItsWriters();
    void charactersStayWhole();
};

namespace {

constexpr LaneId a{1};
constexpr LaneId b{2};
constexpr LaneId c{3};

/// The page as words: pieces of a line with their writers, `!` before a torn line, `~` before what is overwritten.
QString shown(const PageText& page, Step moment = PagePiece::always)
{
    QStringList lines;
    for (const PageLine& line : linesAt(page, moment)) {
        QString words = line.tear == Tear::Mixed   ? QStringLiteral("!")
                        : line.tear == Tear::Empty ? QStringLiteral("!empty ")
                                                   : QString();
        for (const PagePart& part : line.parts) {
            words += part.isOverwritten ? QStringLiteral("~") : QString();
            words += QString::fromStdString(part.text) + (part.hasEnd ? QStringLiteral("$") : QString());
            const LaneId lane = page.pieces()[part.piece].lane;
            words += isNone(lane) ? QStringLiteral("(-)") : QStringLiteral("(%1)").arg(index(lane));
        }
        lines << words;
    }
    return lines.join(QLatin1Char(' '));
}

} // namespace

void TestPageText::lines_data()
{
    QTest::addColumn<QString>("writes"); // a letter is a lane that writes itself, a capital one that ends a line
    QTest::addColumn<QString>("page");
    QTest::newRow("empty") << "" << "";
    QTest::newRow("one line") << "aA" << "a(1)$(1)";
    QTest::newRow("one after the other") << "aAbB" << "a(1)$(1) b(2)$(2)";
    QTest::newRow("two texts on a line") << "abAB" << "!a(1)b(2)$(1) !empty $(2)";
    QTest::newRow("the same, ended by the other") << "abBA" << "!a(1)b(2)$(2) !empty $(1)";
    QTest::newRow("three texts") << "abcABC" << "!a(1)b(2)c(3)$(1) !empty $(2) !empty $(3)";
    QTest::newRow("an end on somebody else's line") << "abBcAC" << "!a(1)b(2)$(2) !c(3)$(1) !empty $(3)";
    QTest::newRow("a line that is not over") << "aAb" << "a(1)$(1) b(2)";
    QTest::newRow("an empty line on purpose") << "aAAbB" << "a(1)$(1) $(1) b(2)$(2)";
}

void TestPageText::lines()
{
    QFETCH(QString, writes);
    QFETCH(QString, page);
    for (const char end : {'/', '\n'}) {
        PageText text;
        std::string all;
        Step step = 0;
        for (const QChar each : writes) {
            const char letter = each.toLatin1();
            const bool isEnd = letter < 'a';
            all += isEnd ? end : letter;
            text.write(all, LaneId(static_cast<std::uint32_t>(isEnd ? letter - 'A' : letter - 'a') + 1), step++);
        }
        QCOMPARE(shown(text), page);
    }
}

void TestPageText::whoWroteWhat()
{
    PageText page;
    page.write("A/A/", a, 4);
    page.write("A/A/B", b, 9);
    QCOMPARE(shown(page), QStringLiteral("A$(1) A$(1) B(2)"));
    QCOMPARE(page.writes().size(), std::size_t(2));
    QCOMPARE(page.writes()[1].added, std::string("B"));
    QCOMPARE(page.writes()[1].step, Step(9));
    QVERIFY(page.writes()[1].lost.empty());
    QCOMPARE(page.writesBefore(9), std::size_t(1));
    QCOMPARE(page.writesBefore(10), std::size_t(2));
}

void TestPageText::thePastIsKnown()
{
    PageText page;
    page.write("A", a, 1);
    page.write("AB", b, 3);
    page.write("AB/", a, 5);
    QCOMPARE(shown(page, 1), QString());
    QCOMPARE(shown(page, 2), QStringLiteral("A(1)"));
    QCOMPARE(shown(page, 5), QStringLiteral("!A(1)B(2)"));
    QCOMPARE(shown(page, 6), QStringLiteral("!A(1)B(2)$(1)"));
}

// Both read the same page, and the second to write does not know of the first.
void TestPageText::whatIsOverwrittenStandsWhereItWas()
{
    PageText page;
    page.write("C/", c, 0);
    page.write("C/A/", a, 1);
    page.write("C/B/", b, 2);
    QCOMPARE(shown(page, 2), QStringLiteral("C$(3) A$(1)"));
    QCOMPARE(shown(page), QStringLiteral("C$(3) ~A$(1)B$(2)"));
    QCOMPARE(page.writes()[2].lost, std::string("A/"));
}

void TestPageText::partsOfPiecesAreOverwritten()
{
    PageText page;
    page.write("abcd", a, 0);
    page.write("abX", b, 1);
    QCOMPARE(shown(page, 1), QStringLiteral("ab(1)cd(1)"));
    QCOMPARE(shown(page), QStringLiteral("!ab(1)~cd(1)X(2)"));
    QCOMPARE(page.writes()[1].lost, std::string("cd"));
    // What is cut away without anything in its place is overwritten as well.
    page.write("a", c, 2);
    QCOMPARE(page.writes()[2].lost, std::string("bX"));
    QCOMPARE(shown(page), QStringLiteral("a(1)~b(1)~cd(1)~X(2)"));
}

void TestPageText::whatNobodyWroteWasThere()
{
    PageText page;
    page.see("title/", 3);
    page.write("title/A", a, 4);
    page.see("title/A", 5);
    QCOMPARE(shown(page), QStringLiteral("title$(-) A(1)"));
    QCOMPARE(page.writes().size(), std::size_t(2));
}

// A compare-and-swap does not tell what it put there; the next one to read does.
void TestPageText::anUnseenChangeIsItsWriters()
{
    PageText page;
    page.write("A", a, 1);
    page.changeUnseen(b, 2);
    page.see("AB", 7);
    QCOMPARE(shown(page), QStringLiteral("!A(1)B(2)"));
    QCOMPARE(page.writes()[1].step, Step(2));
}

void TestPageText::charactersStayWhole()
{
    PageText page;
    page.write("ä", a, 0);
    page.write("ö", b, 1);
    QCOMPARE(page.writes()[1].added, std::string("ö"));
    QCOMPARE(page.writes()[1].lost, std::string("ä"));
}

} // namespace interleave::pictures

QTEST_APPLESS_MAIN(interleave::pictures::TestPageText)
#include "tst_page_text.moc"

#include "ui/shell/explanation.h"

#include "tests/ui/session/small_catalogue.h"
#include "tests/ui/session/two_cooks.h"
#include "ui/theme/palette.h"

#include <QTextBlock>
#include <QTextBrowser>
#include <QtTest>

namespace interleave::shell {

class TestExplanation : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void aProgramNamesWhatBelongsToIt();
    void aProgramWithoutRelationsNamesNone();
    void aLinkChoosesItsProgram_data();
    void aLinkChoosesItsProgram();
    void aChapterIsShownUntilAProgramIs();
    void linksLookLikeLinks();

private:
    void choose(const char* program);
    QString words() const { return m_explanation->text()->toPlainText(); }
    /// The targets of links and their letters, in order.
    QList<std::pair<QString, QTextCharFormat>> links() const;

    std::unique_ptr<session::Session> m_session;
    std::unique_ptr<Explanation> m_explanation;
};

void TestExplanation::init()
{
    m_explanation.reset();
    m_session = std::make_unique<session::Session>();
    m_session->setCatalogue(session::smallCatalogue());
    m_explanation = std::make_unique<Explanation>(*m_session);
}

void TestExplanation::choose(const char* program)
{
    session::Choice choice;
    choice.program = program;
    m_session->setChoice(choice);
}

QList<std::pair<QString, QTextCharFormat>> TestExplanation::links() const
{
    QList<std::pair<QString, QTextCharFormat>> all;
    const QTextDocument* document = m_explanation->text()->document();
    for (QTextBlock block = document->begin(); block.isValid(); block = block.next())
        for (auto piece = block.begin(); !piece.atEnd(); ++piece)
            if (piece.fragment().charFormat().isAnchor())
                all.emplaceBack(piece.fragment().charFormat().anchorHref(), piece.fragment().charFormat());
    return all;
}

void TestExplanation::aProgramNamesWhatBelongsToIt()
{
    choose("kitchen-deadlock");
    QVERIFY(words().startsWith("Knife and pot\nTwo cooks take two tools."));
    // What is not in the catalogue cannot be chosen.
    QVERIFY2(words().endsWith("\nSee before: Hello\nBelongs together: ATM, locked · ATM"), qPrintable(words()));
    QCOMPARE(links().size(), 4);
    QCOMPARE(links()[1].first, QStringLiteral("program:say-hello"));
    QCOMPARE(links()[2].first, QStringLiteral("program:atm-overdraw:locked"));
}

void TestExplanation::aProgramWithoutRelationsNamesNone()
{
    choose("say-hello");
    QCOMPARE(words(), QStringLiteral("Hello\nOne line."));
    QVERIFY(links().isEmpty());
}

void TestExplanation::aLinkChoosesItsProgram_data()
{
    QTest::addColumn<QString>("link");
    QTest::addColumn<QString>("program");
    QTest::addColumn<QString>("variant");
    QTest::newRow("a program") << "program:say-hello" << "say-hello" << "";
    QTest::newRow("a variant") << "program:atm-overdraw:locked" << "atm-overdraw" << "locked";
}

void TestExplanation::aLinkChoosesItsProgram()
{
    QFETCH(QString, link);
    session::Choice choice;
    choice.program = "kitchen-deadlock";
    choice.settings["hold"] = "3";
    choice.seed = 7;
    m_session->setChoice(choice);
    emit m_explanation->text()->anchorClicked(QUrl(link));
    QTEST(QString::fromStdString(m_session->choice().program), "program");
    QTEST(QString::fromStdString(m_session->choice().variant), "variant");
    QVERIFY(m_session->choice().settings.empty());
    QCOMPARE(m_session->choice().seed, std::uint64_t(7));
    QVERIFY(!words().startsWith("Knife and pot"));
}

void TestExplanation::aChapterIsShownUntilAProgramIs()
{
    choose("say-hello");
    m_explanation->showChapter(QStringLiteral("Locks"));
    QCOMPARE(words(), QStringLiteral("Locks\nA lock makes threads take turns."));
    m_explanation->showProgram();
    QVERIFY(words().startsWith("Hello"));
    m_explanation->showChapter(QStringLiteral("Locks"));
    m_session->open(session::TwoCooks(1).trace, {}, QStringLiteral("saved"));
    QVERIFY(words().startsWith("Knife and pot"));
    m_explanation->showChapter(QStringLiteral("Not written yet"));
    QCOMPARE(words(), QStringLiteral("There is no explanation here yet."));
}

void TestExplanation::linksLookLikeLinks()
{
    choose("kitchen-deadlock");
    for (const auto& [target, letters] : links()) {
        QCOMPARE(letters.foreground().color(), theme::paletteFor(*m_explanation).accent);
        QVERIFY(letters.fontUnderline());
    }
}

} // namespace interleave::shell

QTEST_MAIN(interleave::shell::TestExplanation)
#include "tst_explanation.moc"

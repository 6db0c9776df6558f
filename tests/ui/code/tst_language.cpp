#include "ui/code/language.h"

#include "ui/code/highlighter.h"
#include "ui/theme/palette.h"

#include <QTextBlock>
#include <QTextDocument>
#include <QTextLayout>
#include <QtTest>

namespace interleave::code {

class TestLanguage : public QObject
{
    Q_OBJECT

private slots:
    void filesHaveTheirLanguage_data();
    void filesHaveTheirLanguage();
    void tokensOfALine_data();
    void tokensOfALine();
    void someThingsGoOnInTheNextLine_data();
    void someThingsGoOnInTheNextLine();
    void coloursAreThoseOfTheTheme();
};

namespace {

/// "keyword:void function:cookOne": the tokens of a line in words.
QString inWords(const QString& line, const std::vector<Token>& tokens)
{
    static const QMap<TokenKind, QString> names = {{TokenKind::Keyword, "keyword"},    {TokenKind::Type, "type"},
                                                   {TokenKind::Function, "function"},  {TokenKind::String, "string"},
                                                   {TokenKind::Number, "number"},      {TokenKind::Comment, "comment"},
                                                   {TokenKind::Directive, "directive"}};
    QStringList parts;
    for (const Token& token : tokens)
        parts << names[token.kind] + ":" + line.mid(token.start, token.length);
    return parts.join(" | ");
}

} // namespace

void TestLanguage::filesHaveTheirLanguage_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<int>("language");
    QTest::newRow("a C++ source") << "core/scenarios/kitchen_deadlock.cpp" << int(Language::Cpp);
    QTest::newRow("a header") << "core/sync/mutex.h" << int(Language::Cpp);
    QTest::newRow("Python") << ":/interleave/scenarios/kitchen-deadlock.py" << int(Language::Python);
    QTest::newRow("a text") << "notes.txt" << int(Language::Plain);
    QTest::newRow("no ending") << "cpp/Makefile" << int(Language::Plain);
}

void TestLanguage::filesHaveTheirLanguage()
{
    QFETCH(QString, file);
    QTEST(int(languageOf(file)), "language");
}

void TestLanguage::tokensOfALine_data()
{
    QTest::addColumn<int>("language");
    QTest::addColumn<QString>("line");
    QTest::addColumn<QString>("expected");
    const auto cpp = [](const char* name) -> QTestData& { return QTest::newRow(name) << int(Language::Cpp); };
    const auto python = [](const char* name) -> QTestData& { return QTest::newRow(name) << int(Language::Python); };

    cpp("nothing") << "" << "";
    cpp("a function's definition") << "void cookOne(Kitchen& kitchen)"
                                   << "keyword:void | function:cookOne | type:Kitchen";
    cpp("a call is no definition") << "    kitchen.knife.lock();" << "";
    cpp("a declared variable is no function") << "    LockGuard take(knife);" << "type:LockGuard";
    cpp("a type of a namespace") << "sync::Duration hold;" << "type:Duration";
    cpp("a constant in capitals is no type") << "x = MAX;" << "";
    cpp("a string") << "note(\"knife taken by 1\");" << "string:\"knife taken by 1\"";
    cpp("a quote inside a string") << R"(f("a\"b", x))" << R"(string:"a\"b")";
    cpp("a string without an end") << "f(\"abc" << "string:\"abc";
    cpp("a character") << "c == '\\'' ? 1 : 0" << "string:'\\'' | number:1 | number:0";
    cpp("a comment behind code") << "int i = 0; // for now" << "keyword:int | number:0 | comment:// for now";
    cpp("no comment inside a string") << "f(\"// no\");" << "string:\"// no\"";
    cpp("a comment inside a line") << "f(/* none */ 3);" << "comment:/* none */ | number:3";
    cpp("numbers") << "0x1F 1'000'000 2.5e-3 .5 1u"
                   << "number:0x1F | number:1'000'000 | number:2.5e-3 | number:.5 | number:1u";
    cpp("digits in a name") << "cook2 = a1;" << "";
    cpp("an include") << "#include <array>" << "directive:#include | string:<array>";
    cpp("less than is no include") << "if (a < b && c > d)" << "keyword:if";
    cpp("a raw string") << "x = R\"(a \" b)\";" << "string:R\"(a \" b)\"";
    cpp("coroutines") << "co_await sleep(1);" << "keyword:co_await | number:1";

    python("a function") << "def cook_one(hold):" << "keyword:def | function:cook_one";
    python("a comment") << "knife.acquire()  # line 38" << "comment:# line 38";
    python("no comment inside a string") << "print('#')" << "string:'#'";
    python("an f-string") << "print(f\"{n} taken\")" << "string:f\"{n} taken\"";
    python("a decorator") << "@dataclass" << "directive:@dataclass";
    python("with and as") << "with lock as held:" << "keyword:with | keyword:as";
    python("a class") << "t = Thread(target=f, args=(1_000,))" << "type:Thread | number:1_000";
    python("triple quotes in one line") << "x = '''a 'b' c'''" << "string:'''a 'b' c'''";

    QTest::newRow("plain text has no tokens") << int(Language::Plain) << "int i = 0; // \"x\"" << "";
}

void TestLanguage::tokensOfALine()
{
    QFETCH(int, language);
    QFETCH(QString, line);
    Lexer lexer{static_cast<Language>(language)};
    int state = 0;
    QTEST(inWords(line, lexer.tokens(line, state)).simplified(), "expected");
    QCOMPARE(state, 0);
}

void TestLanguage::someThingsGoOnInTheNextLine_data()
{
    QTest::addColumn<int>("language");
    QTest::addColumn<QStringList>("lines");
    QTest::addColumn<QStringList>("expected");
    QTest::newRow("a comment") << int(Language::Cpp) << QStringList{"int a; /* one", "two", "three */ int b;"}
                               << QStringList{"keyword:int | comment:/* one", "comment:two",
                                              "comment:three */ | keyword:int"};
    QTest::newRow("a raw string with a mark")
        << int(Language::Cpp) << QStringList{"x = R\"end(one", "two)\"", "three)end\"; int b;"}
        << QStringList{"string:R\"end(one", "string:two)\"", "string:three)end\" | keyword:int"};
    QTest::newRow("an empty line inside") << int(Language::Cpp) << QStringList{"/*", "", "*/ int b;"}
                                          << QStringList{"comment:/*", "", "comment:*/ | keyword:int"};
    QTest::newRow("a docstring") << int(Language::Python)
                                 << QStringList{"\"\"\"Two cooks.", "Look for 'it'.", "\"\"\"", "import time"}
                                 << QStringList{"string:\"\"\"Two cooks.", "string:Look for 'it'.", "string:\"\"\"",
                                                "keyword:import"};
    QTest::newRow("a string does not") << int(Language::Cpp) << QStringList{"f(\"abc", "int b;"}
                                       << QStringList{"string:\"abc", "keyword:int"};
}

void TestLanguage::someThingsGoOnInTheNextLine()
{
    QFETCH(int, language);
    QFETCH(QStringList, lines);
    QFETCH(QStringList, expected);
    Lexer lexer{static_cast<Language>(language)};
    int state = 0;
    for (qsizetype i = 0; i < lines.size(); ++i)
        QCOMPARE(inWords(lines[i], lexer.tokens(lines[i], state)), expected[i]);
}

void TestLanguage::coloursAreThoseOfTheTheme()
{
    QTextDocument document;
    Highlighter highlighter(&document);
    highlighter.setLanguage(Language::Cpp);
    document.setPlainText("/* x\ny */ return 1;");
    const auto coloursOf = [&](int block) {
        QVector<QColor> colours;
        for (const QTextLayout::FormatRange& range : document.findBlockByNumber(block).layout()->formats())
            colours << range.format.foreground().color();
        return colours;
    };
    for (const theme::Palette* palette : {&theme::light(), &theme::dark()}) {
        highlighter.setPalette(*palette);
        highlighter.rehighlight();
        QCOMPARE(coloursOf(0), QVector<QColor>{palette->codeComment});
        QCOMPARE(coloursOf(1), (QVector<QColor>{palette->codeComment, palette->codeKeyword, palette->codeString}));
    }
}

} // namespace interleave::code

QTEST_GUILESS_MAIN(interleave::code::TestLanguage)
#include "tst_language.moc"

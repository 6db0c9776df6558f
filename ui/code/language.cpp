#include "ui/code/language.h"

#include <QSet>

namespace interleave::code {
namespace {

// States of a line. Raw strings come after these: inRawString + the number of their end.
constexpr int plain = 0;
constexpr int inComment = 1;
constexpr int inTripleSingle = 2;
constexpr int inTripleDouble = 3;
constexpr int inRawString = 4;

QSet<QString> words(const char* list)
{
    const QStringList parts = QString::fromLatin1(list).split(QLatin1Char(' '));
    return {parts.begin(), parts.end()};
}

const QSet<QString>& keywords(Language language)
{
    static const QSet<QString> cpp = words(
        "alignas alignof auto bool break case catch char char8_t char16_t char32_t class co_await co_return co_yield "
        "concept const consteval constexpr constinit const_cast continue decltype default delete do double "
        "dynamic_cast else enum explicit export extern false final float for friend goto if inline int long mutable "
        "namespace new noexcept nullptr operator override private protected public register reinterpret_cast "
        "requires return short signed sizeof static static_assert static_cast struct switch template this "
        "thread_local throw true try typedef typeid typename union unsigned using virtual void volatile wchar_t while");
    static const QSet<QString> python = words(
        "False None True and as assert async await break class continue def del elif else except finally for from "
        "global if import in is lambda match case nonlocal not or pass raise return try while with yield self");
    static const QSet<QString> none;
    return language == Language::Cpp ? cpp : language == Language::Python ? python : none;
}

const QSet<QString>& types(Language language)
{
    static const QSet<QString> cpp = words(
        "size_t ptrdiff_t int8_t int16_t int32_t int64_t uint8_t uint16_t uint32_t uint64_t string string_view vector "
        "array map set deque optional pair tuple function unique_ptr shared_ptr weak_ptr atomic mutex thread jthread");
    static const QSet<QString> python =
        words("int float str bytes bool list dict set tuple object range type frozenset complex deque defaultdict");
    static const QSet<QString> none;
    return language == Language::Cpp ? cpp : language == Language::Python ? python : none;
}

bool isWordStart(QChar c)
{
    return c.isLetter() || c == QLatin1Char('_');
}

bool isWordPart(QChar c)
{
    return c.isLetterOrNumber() || c == QLatin1Char('_');
}

/// "LockGuard", not "MAX" and not "x": a capital and a small letter.
bool looksLikeType(const QString& word)
{
    if (word.isEmpty() || !word.front().isUpper())
        return false;
    for (const QChar c : word)
        if (c.isLower())
            return true;
    return false;
}

} // namespace

Language languageOf(const QString& fileName)
{
    const QString ending = fileName.section(QLatin1Char('.'), -1).toLower();
    if (ending == QLatin1String("py"))
        return Language::Python;
    static const QSet<QString> cpp = words("cpp cc cxx c h hpp hh hxx ipp");
    return cpp.contains(ending) ? Language::Cpp : Language::Plain;
}

/// One line on its way through the lexer.
class Lexer::Line
{
public:
    Line(Lexer& lexer, const QString& text, int& state) : m_lexer(lexer), m_text(text), m_state(state) {}

    std::vector<Token> read()
    {
        finishOpen();
        while (m_at < size()) {
            const QChar c = m_text[m_at];
            if (c.isSpace())
                ++m_at;
            else if (isCpp() ? readCpp(c) : readPython(c))
                m_isFirst = false;
            else
                readCommon(c);
        }
        return std::move(m_tokens);
    }

private:
    bool isCpp() const { return m_lexer.m_language == Language::Cpp; }
    int size() const { return static_cast<int>(m_text.size()); }
    bool follows(const char* sign) const { return QStringView(m_text).mid(m_at).startsWith(QLatin1String(sign)); }
    QChar charAt(int i) const { return i >= 0 && i < size() ? m_text[i] : QChar(); }

    void add(int end, TokenKind kind)
    {
        if (end > m_at)
            m_tokens.push_back({m_at, end - m_at, kind});
        m_at = end;
    }

    /// Adds all up to and with `sign`; what has no end in this line goes on in the next.
    void addUntil(const QString& sign, int from, TokenKind kind, int stateWithoutEnd)
    {
        const int found = static_cast<int>(m_text.indexOf(sign, from));
        m_state = found < 0 ? stateWithoutEnd : plain;
        add(found < 0 ? size() : found + static_cast<int>(sign.size()), kind);
    }

    void finishOpen()
    {
        if (m_state == inComment)
            addUntil(QStringLiteral("*/"), 0, TokenKind::Comment, inComment);
        else if (m_state == inTripleSingle)
            addUntil(QStringLiteral("'''"), 0, TokenKind::String, inTripleSingle);
        else if (m_state == inTripleDouble)
            addUntil(QStringLiteral("\"\"\""), 0, TokenKind::String, inTripleDouble);
        else if (m_state >= inRawString && m_state - inRawString < static_cast<int>(m_lexer.m_rawEnds.size()))
            addUntil(m_lexer.m_rawEnds[static_cast<std::size_t>(m_state - inRawString)], 0, TokenKind::String, m_state);
        else
            m_state = plain;
    }

    bool readCpp(QChar c)
    {
        if (follows("//")) {
            add(size(), TokenKind::Comment);
        } else if (follows("/*")) {
            addUntil(QStringLiteral("*/"), m_at + 2, TokenKind::Comment, inComment);
        } else if (c == QLatin1Char('#') && m_isFirst) {
            int end = m_at + 1;
            while (charAt(end).isSpace() || isWordPart(charAt(end)))
                ++end;
            m_isInclude = QStringView(m_text).mid(m_at, end - m_at).contains(QLatin1String("include"));
            add(end, TokenKind::Directive);
        } else if (m_isInclude && c == QLatin1Char('<')) {
            const int end = static_cast<int>(m_text.indexOf(QLatin1Char('>'), m_at));
            add(end < 0 ? size() : end + 1, TokenKind::String);
        } else if (c == QLatin1Char('R') && charAt(m_at + 1) == QLatin1Char('"')) {
            readRawString();
        } else {
            return false;
        }
        return true;
    }

    void readRawString()
    {
        const int bracket = static_cast<int>(m_text.indexOf(QLatin1Char('('), m_at));
        if (bracket < 0)
            return add(size(), TokenKind::String);
        const QString end = QLatin1Char(')') + m_text.mid(m_at + 2, bracket - m_at - 2) + QLatin1Char('"');
        std::vector<QString>& ends = m_lexer.m_rawEnds;
        std::size_t number = 0;
        while (number < ends.size() && ends[number] != end)
            ++number;
        if (number == ends.size())
            ends.push_back(end);
        addUntil(end, bracket + 1, TokenKind::String, inRawString + static_cast<int>(number));
    }

    bool readPython(QChar c)
    {
        if (m_lexer.m_language != Language::Python)
            return false;
        if (c == QLatin1Char('#')) {
            add(size(), TokenKind::Comment);
        } else if (follows("'''")) {
            addUntil(QStringLiteral("'''"), m_at + 3, TokenKind::String, inTripleSingle);
        } else if (follows("\"\"\"")) {
            addUntil(QStringLiteral("\"\"\""), m_at + 3, TokenKind::String, inTripleDouble);
        } else if (c == QLatin1Char('@') && m_isFirst) {
            int end = m_at + 1;
            while (isWordPart(charAt(end)) || charAt(end) == QLatin1Char('.'))
                ++end;
            add(end, TokenKind::Directive);
        } else {
            return false;
        }
        return true;
    }

    void readCommon(QChar c)
    {
        m_isFirst = false;
        if (m_lexer.m_language == Language::Plain)
            m_at = size();
        else if (c == QLatin1Char('"') || c == QLatin1Char('\''))
            readString(c);
        else if (c.isDigit() || (c == QLatin1Char('.') && charAt(m_at + 1).isDigit()))
            readNumber();
        else if (isWordStart(c))
            readWord();
        else
            ++m_at;
    }

    void readString(QChar quote)
    {
        int end = m_at + 1;
        while (end < size() && m_text[end] != quote)
            end += m_text[end] == QLatin1Char('\\') ? 2 : 1;
        add(std::min(end + 1, size()), TokenKind::String);
    }

    void readNumber()
    {
        int end = m_at + 1;
        const auto isSign = [&](int i) {
            const QChar before = charAt(i - 1).toLower();
            return (charAt(i) == QLatin1Char('+') || charAt(i) == QLatin1Char('-')) && before == QLatin1Char('e');
        };
        // Digits of C++ may be parted by single quotes, those of Python by underscores.
        const auto isParted = [&](int i) {
            return isCpp() && charAt(i) == QLatin1Char('\'') && isWordPart(charAt(i + 1));
        };
        while (isWordPart(charAt(end)) || charAt(end) == QLatin1Char('.') || isParted(end) || isSign(end))
            ++end;
        add(end, TokenKind::Number);
    }

    void readWord()
    {
        int end = m_at + 1;
        while (isWordPart(charAt(end)))
            ++end;
        const QString word = m_text.mid(m_at, end - m_at);
        const QChar next = charAt(end);
        const bool isPrefix = word.size() <= 2 && (next == QLatin1Char('"') || next == QLatin1Char('\''));
        const int begin = m_at;
        if (isPrefix) // f"", b'', L"", u8""
            readPrefixed(end, next);
        else if (keywords(m_lexer.m_language).contains(word))
            add(end, TokenKind::Keyword);
        else if (isDefinition(end))
            add(end, TokenKind::Function);
        else if (types(m_lexer.m_language).contains(word) || looksLikeType(word))
            add(end, TokenKind::Type);
        else
            m_at = end;
        m_before = isPrefix ? QString() : word;
        m_beforeEnd = begin + static_cast<int>(word.size());
    }

    void readPrefixed(int quoteAt, QChar quote)
    {
        const QString triple(3, quote);
        const int begin = m_at;
        if (m_lexer.m_language == Language::Python && QStringView(m_text).mid(quoteAt).startsWith(triple)) {
            addUntil(triple, quoteAt + 3, TokenKind::String,
                     quote == QLatin1Char('"') ? inTripleDouble : inTripleSingle);
            return;
        }
        m_at = quoteAt;
        readString(quote);
        m_tokens.back().start = begin;
        m_tokens.back().length = m_at - begin;
    }

    /// A word behind a type or a keyword and before a bracket, at the outer edge of a file; behind `def` in Python.
    bool isDefinition(int end) const
    {
        if (charAt(end) != QLatin1Char('('))
            return false;
        if (!isCpp())
            return m_before == QLatin1String("def");
        const bool isOutermost = !charAt(0).isSpace();
        const bool isBehindWord = !m_before.isEmpty() && m_beforeEnd < m_at && charAt(m_beforeEnd).isSpace();
        static const QSet<QString> results = words("auto bool char double float int long short signed unsigned void");
        const bool isResult = results.contains(m_before) || !keywords(Language::Cpp).contains(m_before);
        return isOutermost && isBehindWord && isResult;
    }

    Lexer& m_lexer;
    const QString& m_text;
    int& m_state;
    std::vector<Token> m_tokens;
    int m_at = 0;
    bool m_isFirst = true; ///< nothing but space came before
    bool m_isInclude = false;
    QString m_before; ///< the word before, and where it ended
    int m_beforeEnd = 0;
};

std::vector<Token> Lexer::tokens(const QString& line, int& state)
{
    return Line(*this, line, state).read();
}

} // namespace interleave::code

#include "ui/code/twin.h"

#include "ui/code/language.h"

#include <QStringList>

#include <algorithm>

namespace interleave::code {
namespace {

/// Lines [first, last].
struct Extent
{
    int first = 0;
    int last = 0;

    bool holds(int line) const { return first <= line && line <= last; }
};

/// A `def` or `class` whose lines are being read.
struct Scope
{
    int indent = 0;
    std::vector<Extent> extents; ///< of the functions of the source that its mark names; empty without a mark
};

const QString& markSign()
{
    static const QString sign = QStringLiteral("  #: ");
    return sign;
}

int indentOf(const QString& line)
{
    const auto first = std::find_if(line.begin(), line.end(), [](QChar each) { return !each.isSpace(); });
    return static_cast<int>(first - line.begin());
}

bool opensScope(const QString& line)
{
    const QString words = line.trimmed();
    return words.startsWith(QLatin1String("def ")) || words.startsWith(QLatin1String("class "))
           || words.startsWith(QLatin1String("async def "));
}

/// A C++ source: its lines, and by how many braces each is deeper at its end.
class Source
{
public:
    explicit Source(const QString& text) : m_lines(text.split(QLatin1Char('\n')))
    {
        Lexer lexer(Language::Cpp);
        int state = 0;
        for (const QString& line : m_lines) {
            QString code = line;
            for (const Token& token : lexer.tokens(line, state))
                if (token.kind == TokenKind::String || token.kind == TokenKind::Comment)
                    code.replace(token.start, token.length, QString(token.length, QLatin1Char(' ')));
            m_codes.append(code.remove(QLatin1String("{}"))); // opens nothing
        }
    }

    std::vector<int> linesWith(const QString& fragment) const
    {
        std::vector<int> found;
        for (int i = 0; i < m_lines.size(); ++i)
            if (m_lines[i].contains(fragment))
                found.push_back(i + 1);
        return found;
    }

    /// From a line to the brace that closes what it opens; a line that opens nothing is alone.
    Extent extentFrom(int line) const
    {
        int depth = 0;
        bool hasOpened = false;
        for (int i = line - 1; i < m_codes.size(); ++i) {
            for (const QChar each : m_codes[i]) {
                if (each == QLatin1Char(';') && !hasOpened)
                    return {line, line};
                hasOpened = hasOpened || each == QLatin1Char('{');
                depth += each == QLatin1Char('{') ? 1 : each == QLatin1Char('}') ? -1 : 0;
                if (hasOpened && depth == 0)
                    return {line, i + 1};
            }
        }
        return {line, line};
    }

private:
    QStringList m_lines;
    QStringList m_codes; ///< without what braces in strings and comments would disturb
};

std::vector<int> inside(const std::vector<int>& lines, const std::vector<Extent>& extents)
{
    std::vector<int> found;
    for (const int line : lines)
        if (std::any_of(extents.begin(), extents.end(), [&](const Extent& each) { return each.holds(line); }))
            found.push_back(line);
    return found;
}

/// What a fragment means inside of scopes: the innermost one that knows it decides.
std::vector<int> meant(const std::vector<int>& lines, const std::vector<Scope>& scopes)
{
    for (auto scope = scopes.rbegin(); scope != scopes.rend(); ++scope)
        if (std::vector<int> found = inside(lines, scope->extents); !found.empty())
            return found;
    return lines;
}

} // namespace

Twin Twin::read(const QString& twin, const QString& source)
{
    Twin result;
    const Source program(source);
    std::vector<Scope> scopes;
    std::map<std::vector<int>, std::vector<int>> twinLinesOf; // by what they mean
    QStringList shown;
    for (QString line : twin.split(QLatin1Char('\n'))) {
        const int number = static_cast<int>(shown.size()) + 1;
        const qsizetype mark = line.lastIndexOf(markSign());
        std::vector<int> lines;
        if (mark > 0)
            lines = program.linesWith(line.mid(mark + markSign().size()).trimmed());
        if (mark > 0)
            line.truncate(mark);
        shown.append(line);
        const int indent = indentOf(line);
        const QString words = line.trimmed();
        const bool isClosing = words.startsWith(QLatin1Char(')')) || words.startsWith(QLatin1Char(']'));
        if (!words.isEmpty() && !isClosing)
            while (!scopes.empty() && scopes.back().indent >= indent)
                scopes.pop_back();
        lines = meant(lines, scopes);
        if (opensScope(line)) {
            Scope scope{indent, {}};
            for (const int each : lines)
                scope.extents.push_back(program.extentFrom(each));
            scopes.push_back(std::move(scope));
        }
        if (!lines.empty())
            twinLinesOf[std::move(lines)].push_back(number);
    }
    for (const auto& [lines, numbers] : twinLinesOf) {
        const bool isOneByOne = lines.size() == numbers.size();
        for (std::size_t i = 0; i < numbers.size(); ++i)
            result.m_toSource[numbers[i]] = isOneByOne ? std::vector{lines[i]} : lines;
    }
    for (const auto& [number, lines] : result.m_toSource)
        for (const int line : lines)
            result.m_toTwin[line].push_back(number);
    result.m_text = shown.join(QLatin1Char('\n'));
    return result;
}

const std::vector<int>& Twin::sourceLines(int twinLine) const
{
    static const std::vector<int> none;
    const auto found = m_toSource.find(twinLine);
    return found == m_toSource.end() ? none : found->second;
}

const std::vector<int>& Twin::twinLines(int sourceLine) const
{
    static const std::vector<int> none;
    const auto found = m_toTwin.find(sourceLine);
    return found == m_toTwin.end() ? none : found->second;
}

QString twinPath(const QString& sourcePath)
{
    const QString name = sourcePath.section(QLatin1Char('/'), -1);
    const QString id = name.section(QLatin1Char('.'), 0, 0).replace(QLatin1Char('_'), QLatin1Char('-'));
    return QStringLiteral(":/interleave/scenarios/%1.py").arg(id);
}

} // namespace interleave::code

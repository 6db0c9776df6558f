#include "ui/code/highlighter.h"

#include "ui/theme/palette.h"

namespace interleave::code {
namespace {

QColor colourOf(TokenKind kind, const theme::Palette& palette)
{
    switch (kind) {
    case TokenKind::Keyword:
    case TokenKind::Directive: return palette.codeKeyword;
    case TokenKind::Type: return palette.codeType;
    case TokenKind::Function: return palette.accent;
    case TokenKind::String:
    case TokenKind::Number: return palette.codeString;
    case TokenKind::Comment: return palette.codeComment;
    }
    return palette.text;
}

} // namespace

Highlighter::Highlighter(QTextDocument* document) : QSyntaxHighlighter(document), m_palette(&theme::light()) {}

void Highlighter::setPalette(const theme::Palette& palette)
{
    if (m_palette == &palette)
        return;
    m_palette = &palette;
    rehighlight();
}

void Highlighter::highlightBlock(const QString& text)
{
    int state = std::max(previousBlockState(), 0);
    for (const Token& token : m_lexer.tokens(text, state))
        setFormat(token.start, token.length, colourOf(token.kind, *m_palette));
    setCurrentBlockState(state);
}

} // namespace interleave::code

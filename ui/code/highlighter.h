#pragma once

#include "ui/code/language.h"

#include <QSyntaxHighlighter>

namespace interleave::theme {
struct Palette;
}

namespace interleave::code {

/// Colours a source by the code roles of the theme.
class Highlighter : public QSyntaxHighlighter
{
    Q_OBJECT

public:
    explicit Highlighter(QTextDocument* document);

    /// Takes effect with the next rehighlight(), or with a new text.
    void setLanguage(Language language) { m_lexer = Lexer(language); }
    /// Colours anew. `palette` is one of the two there are.
    void setPalette(const theme::Palette& palette);

protected:
    void highlightBlock(const QString& text) override;

private:
    Lexer m_lexer;
    const theme::Palette* m_palette;
};

} // namespace interleave::code

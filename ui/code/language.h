#pragma once

#include <QString>

#include <vector>

namespace interleave::code {

/// The languages that sources are shown in.
enum class Language { Plain, Cpp, Python };

/// By the ending of a file's name.
Language languageOf(const QString& fileName);

/// What a piece of source is; names and signs are nothing in particular.
enum class TokenKind {
    Keyword,
    Type,     ///< built-in types of Python too; a name in capitals at the beginning of words
    Function, ///< the name of a function where it is defined
    String,
    Number,
    Comment,
    Directive, ///< of the preprocessor; a decorator
};

/// A piece of one line.
struct Token
{
    int start = 0;
    int length = 0;
    TokenKind kind = TokenKind::Keyword;

    friend bool operator==(const Token&, const Token&) = default;
};

/// Splits sources into tokens line by line, far enough to colour them.
///
/// What goes on in the next line (a comment, a raw or triple-quoted string) is the state, a small number for the
/// highlighter to keep per line; 0 at the beginning of a file.
class Lexer
{
public:
    explicit Lexer(Language language = Language::Plain) : m_language(language) {}

    Language language() const { return m_language; }
    /// The tokens of a line that begins in `state`, which becomes the state of the next line.
    std::vector<Token> tokens(const QString& line, int& state);

private:
    class Line;

    Language m_language;
    std::vector<QString> m_rawEnds; ///< how raw strings that are met end; a state refers to them
};

} // namespace interleave::code

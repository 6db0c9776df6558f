#pragma once

#include <chrono>
#include <cstdio>
#include <string>
#include <string_view>

namespace interleave::app {

enum class Tone { Plain, Good, Bad, Faint, Strong };

/// What is known of where the output goes.
struct Terminal
{
    bool isTerminal = false; ///< of standard output
    bool hasColour = false;  ///< a terminal, and NO_COLOR is not set
    int width = 80;

    /// Of this process. COLUMNS outranks the terminal's own width; without either it is 80.
    static Terminal ofOutput();

    /// The text with colour where there is one; the words alone have to say everything.
    std::string toned(std::string_view text, Tone tone) const;
};

/// How many columns a text takes.
int displayWidth(std::string_view text);
/// Without control characters, which a program under study might print.
std::string printable(std::string_view text);

/// A line on standard error that says how far something is, from its first second on; nothing when it is no terminal.
class Progress
{
public:
    Progress();
    ~Progress() { clear(); }
    void say(const std::string& text);
    void clear();

private:
    std::chrono::steady_clock::time_point m_start;
    std::chrono::steady_clock::time_point m_last;
    bool m_isTerminal;
    bool m_isShown = false;
};

/// Writes to standard output; what nobody reads is no error of ours.
void print(std::string_view text);

} // namespace interleave::app

#include "app/cli/terminal.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>

namespace interleave::app {
namespace {

/// Code points that most terminals draw two columns wide.
bool isWide(char32_t c)
{
    return (c >= 0x1100 && c <= 0x115f) || (c >= 0x2e80 && c <= 0xa4cf) || (c >= 0xac00 && c <= 0xd7a3)
           || (c >= 0xf900 && c <= 0xfaff) || (c >= 0xfe30 && c <= 0xfe6f) || (c >= 0xff00 && c <= 0xff60)
           || (c >= 0x1f300 && c <= 0x1faff);
}

} // namespace

Terminal Terminal::ofOutput()
{
    Terminal terminal;
    terminal.isTerminal = ::isatty(STDOUT_FILENO) != 0;
    const char* noColour = std::getenv("NO_COLOR");
    const char* kind = std::getenv("TERM");
    const bool isDumb = kind == nullptr || std::string_view(kind) == "dumb";
    terminal.hasColour = terminal.isTerminal && !isDumb && (noColour == nullptr || *noColour == '\0');
    const char* columns = std::getenv("COLUMNS");
    const int asked = columns == nullptr ? 0 : std::atoi(columns);
    winsize size{};
    if (asked > 0)
        terminal.width = asked;
    else if (::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
        terminal.width = size.ws_col;
    terminal.width = std::clamp(terminal.width, 40, 1000);
    return terminal;
}

std::string Terminal::toned(std::string_view text, Tone tone) const
{
    if (!hasColour || tone == Tone::Plain)
        return std::string(text);
    const char* code = tone == Tone::Good ? "32" : tone == Tone::Bad ? "31" : tone == Tone::Faint ? "2" : "1";
    return "\033[" + std::string(code) + "m" + std::string(text) + "\033[0m";
}

int displayWidth(std::string_view text)
{
    int width = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto lead = static_cast<unsigned char>(text[i]);
        if ((lead & 0xc0) == 0x80)
            continue;
        char32_t c = lead;
        if (lead >= 0xe0) {
            const std::size_t more = lead >= 0xf0 ? 3 : 2;
            c = lead & (more == 3 ? 0x07 : 0x0f);
            for (std::size_t k = 1; k <= more && i + k < text.size(); ++k)
                c = (c << 6) | (static_cast<unsigned char>(text[i + k]) & 0x3f);
        }
        width += isWide(c) ? 2 : 1;
    }
    return width;
}

std::string printable(std::string_view text)
{
    std::string clean(text);
    for (char& c : clean)
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f)
            c = ' ';
    return clean;
}

Progress::Progress()
    : m_start(std::chrono::steady_clock::now())
    , m_last(m_start)
    , m_isTerminal(::isatty(STDERR_FILENO) != 0)
{}

void Progress::say(const std::string& text)
{
    const auto now = std::chrono::steady_clock::now();
    if (!m_isTerminal || now - m_start < std::chrono::seconds(1) || now - m_last < std::chrono::milliseconds(100))
        return;
    m_last = now;
    m_isShown = true;
    std::fprintf(stderr, "\r\033[K%s", text.c_str());
    std::fflush(stderr);
}

void Progress::clear()
{
    if (m_isShown)
        std::fputs("\r\033[K", stderr);
    m_isShown = false;
}

void print(std::string_view text)
{
    std::fwrite(text.data(), 1, text.size(), stdout);
}

} // namespace interleave::app

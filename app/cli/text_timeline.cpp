#include "app/cli/text_timeline.h"

#include "core/analysis/event_text.h"
#include "core/base/step_number.h"

#include <fmt/format.h>

#include <algorithm>

namespace interleave::app {
namespace {

using trace::Event;

constexpr int marginWidth = 17; // step and time
constexpr int narrowest = 12;
constexpr int widest = 40;

std::string padded(const std::string& text, int width)
{
    return text + std::string(static_cast<std::size_t>(std::max(0, width - displayWidth(text))), ' ');
}

std::string withoutTrailingSpace(std::string line)
{
    line.erase(line.find_last_not_of(' ') + 1);
    return line;
}

Tone toneOf(const Event& event)
{
    if (event.isBlocked())
        return event.operation == trace::Operation::Sleep ? Tone::Faint : Tone::Bad;
    if (event.way() == trace::Way::Misuse || event.operation == trace::Operation::Fail)
        return Tone::Bad;
    return event.operation == trace::Operation::Create || event.operation == trace::Operation::Destroy ? Tone::Faint
                                                                                                    : Tone::Plain;
}

} // namespace

std::vector<std::string> wrapped(const std::string& text, int width)
{
    std::vector<std::string> lines;
    std::string line;
    int used = 0;
    std::string word;
    const auto addWord = [&] {
        const int needed = displayWidth(word);
        if (used > 0 && used + 1 + needed > width) {
            lines.push_back(line);
            line.clear();
            used = 0;
        }
        if (used > 0) {
            line += ' ';
            ++used;
        }
        // A word that is longer than a line is cut wherever a character ends.
        for (std::size_t i = 0; i < word.size();) {
            std::size_t length = 1;
            while (i + length < word.size() && (static_cast<unsigned char>(word[i + length]) & 0xc0) == 0x80)
                ++length;
            const std::string character = word.substr(i, length);
            if (used > 0 && used + displayWidth(character) > width) {
                lines.push_back(line);
                line.clear();
                used = 0;
            }
            line += character;
            used += displayWidth(character);
            i += length;
        }
        word.clear();
    };
    for (const char c : text) {
        if (c == ' ')
            addWord();
        else
            word += c;
    }
    addWord();
    lines.push_back(line);
    return lines;
}

TextTimeline::TextTimeline(const trace::Trace& trace, const Terminal& terminal)
    : m_trace(trace)
    , m_terminal(terminal)
    , m_follower(trace, *this)
{}

void TextTimeline::update()
{
    if (m_follower.step() < m_trace.size() && m_trace.laneCount() != m_lanes)
        layOut();
    m_follower.takeUntil(m_trace.size());
    print(m_output);
    m_output.clear();
    std::fflush(stdout);
}

void TextTimeline::layOut()
{
    m_lanes = m_trace.laneCount();
    const int available = m_terminal.width - marginWidth;
    const int share = available / static_cast<int>(std::min<std::size_t>(m_lanes, 1000)) - 1;
    m_columnWidth = share < narrowest ? 0 : std::min(share, widest);
    m_nameWidth = 4;
    for (std::size_t i = 0; i < m_lanes; ++i)
        m_nameWidth = std::max(m_nameWidth, displayWidth(printable(analysis::laneText(m_trace, LaneId(i)))));
    m_nameWidth = std::min(m_nameWidth, std::max(narrowest, available / 3));
    printHeading();
}

void TextTimeline::printHeading()
{
    std::vector<std::vector<std::string>> cells;
    std::size_t height = 1;
    if (m_columnWidth == 0) {
        cells.push_back({padded("lane", m_nameWidth) + "  event"});
    } else {
        for (std::size_t i = 0; i < m_lanes; ++i) {
            cells.push_back(wrapped(printable(analysis::laneText(m_trace, LaneId(i))), m_columnWidth));
            height = std::max(height, cells.back().size());
        }
    }
    for (std::size_t row = 0; row < height; ++row) {
        std::string line = row == 0 ? " step       time  " : std::string(marginWidth + 1, ' ');
        for (const std::vector<std::string>& cell : cells)
            line += padded(row < cell.size() ? cell[row] : "", m_columnWidth) + " ";
        m_output += m_terminal.toned(withoutTrailingSpace(line), Tone::Strong) + "\n";
    }
}

std::string TextTimeline::margin(Step step, Nanoseconds time) const
{
    return fmt::format("{:>5} {:>10}  ", stepNumber(step), fmt::format("{:.6f}", static_cast<double>(time) / 1e9));
}

void TextTimeline::event(Step step, const Event& event, const rules::State& state)
{
    std::string text = printable(analysis::eventText(m_trace, event, state));
    const std::string line = analysis::sourceText(m_trace, event.source);
    // The file is that of the scenario, nearly always: the number of the line is enough.
    if (!line.empty())
        text += " :" + line.substr(line.rfind(':') + 1);
    const Nanoseconds time = m_trace.info().mode == trace::Mode::Live ? m_trace.timeAt(step) : state.time();
    const std::string start = margin(step, time);
    const Tone tone = toneOf(event);
    const auto column = static_cast<std::size_t>(index(event.lane));
    if (!m_trace.knows(event.lane)) {
        m_output += start + m_terminal.toned(text, Tone::Faint) + "\n";
    } else if (m_columnWidth == 0) {
        const int left = std::max(20, m_terminal.width - marginWidth - m_nameWidth - 3);
        std::string prefix = start + padded(wrapped(printable(analysis::laneText(m_trace, event.lane)), m_nameWidth)[0], m_nameWidth) + "  ";
        for (const std::string& part : wrapped(text, left)) {
            m_output += prefix + m_terminal.toned(part, tone) + "\n";
            prefix.assign(static_cast<std::size_t>(marginWidth + 3 + m_nameWidth), ' ');
        }
    } else {
        std::string prefix = start;
        const std::string indent(std::min(column, m_lanes) * static_cast<std::size_t>(m_columnWidth + 1), ' ');
        for (const std::string& part : wrapped(text, m_columnWidth)) {
            m_output += prefix + indent + m_terminal.toned(part, tone) + "\n";
            prefix.assign(marginWidth + 1, ' ');
        }
    }
    if (m_output.size() > 65536) {
        print(m_output);
        m_output.clear();
    }
}

} // namespace interleave::app

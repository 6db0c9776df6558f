#pragma once

#include "app/cli/terminal.h"
#include "core/analysis/follower.h"

#include <string>
#include <vector>

namespace interleave::app {

/// A trace as text: a column per lane, a row per event, narrow columns wrapped.
///
/// Where the columns would be too narrow to read (too many lanes for the width), every event is a line that begins with
/// its lane's name.
class TextTimeline final : private analysis::Sink
{
public:
    /// Keeps a reference to the trace, which may grow.
    TextTimeline(const trace::Trace& trace, const Terminal& terminal);

    /// Prints what is new. Columns are laid out anew, with a new heading, when there are new lanes.
    void update();

private:
    void event(Step step, const trace::Event& event, const rules::State& state) override;
    void layOut();
    void printHeading();
    std::string margin(Step step, Nanoseconds time) const;

    const trace::Trace& m_trace;
    Terminal m_terminal;
    analysis::Follower m_follower;
    std::size_t m_lanes = 0;  ///< how many columns there are
    int m_columnWidth = 0;    ///< 0: a line per event
    int m_nameWidth = 0;
    std::string m_output;
};

/// The text in lines of at most `width` columns, broken at spaces where that is possible. Requires: width > 0.
std::vector<std::string> wrapped(const std::string& text, int width);

} // namespace interleave::app

#pragma once

#include "core/analysis/tight_list.h"
#include "core/trace/trace.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace interleave::analysis {

/// A line of one of the index's files.
struct LinePlace
{
    std::uint32_t file = 0; ///< index into LineIndex::files()
    std::uint32_t line = 0; ///< from 1

    friend bool operator==(const LinePlace&, const LinePlace&) = default;
};

/// Which lines of source a run came by: when each was first executed, its events, and where every lane was at any step.
///
/// Keeps no list of events: per line how many came before each block of 4,096 steps that has some, per block the last
/// line of every lane; inside a block the trace is read. That is well below a byte for every event, and an answer costs a
/// block.
/// Thread-safety: none.
class LineIndex
{
public:
    /// Keeps a reference: `trace` must outlive it.
    explicit LineIndex(const trace::Trace& trace) : m_trace(trace) {}

    /// How many events are in the index.
    Step size() const { return m_size; }
    /// Takes the events up to `until`. Requires: until ≤ trace.size(). Cost: linear in what is new.
    void extend(Step until);

    /// Files by their paths, in the order in which the run came by them.
    const std::vector<std::string>& files() const { return m_files; }
    std::optional<std::uint32_t> file(std::string_view path) const;
    /// Where a position in the source is; none when no event was there yet.
    std::optional<LinePlace> place(SourceId source) const;

    /// The lines of a file that were executed in the first `step` events, ascending.
    std::vector<std::uint32_t> executed(std::uint32_t file, Step step) const;
    /// By lane: the position of its last event that has one, of the first `step` events; none before that.
    /// Requires: step ≤ size().
    std::vector<SourceId> positions(Step step) const;

    /// How many of the first `step` events were at a line. Requires: step ≤ size().
    Step count(LinePlace place, Step step) const;
    /// At most `most` events at a line, from its `first`-th on, counted from 0.
    std::vector<Step> events(LinePlace place, Step first, std::size_t most) const;

    std::size_t bytes() const;

private:
    static constexpr Step blockSize = 4096;

    /// The first of a line's events in a block, and how many came before.
    struct Stretch
    {
        std::uint32_t block;
        std::uint32_t before;
    };
    struct Line
    {
        LinePlace place;
        Step first = 0; ///< its first event
        Step count = 0;
        TightList<Stretch> stretches;
    };
    struct Snapshot
    {
        Step step;
        std::vector<SourceId> last; ///< by lane, before `step`
    };

    std::uint32_t lineOf(SourceId source);
    std::uint32_t knownLineOf(SourceId source) const;
    const Line* find(LinePlace place) const;
    void take(const trace::Event& event);

    const trace::Trace& m_trace;
    Step m_size = 0;
    std::vector<std::string> m_files;
    std::vector<Line> m_lines;
    std::vector<std::uint32_t> m_lineOfSource; ///< by source, index into m_lines; unknownLine when not met yet
    std::vector<SourceId> m_last;              ///< by lane
    std::vector<Snapshot> m_snapshots;
};

} // namespace interleave::analysis

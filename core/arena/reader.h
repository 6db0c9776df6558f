#pragma once

#include "core/arena/mapping.h"
#include "core/trace/trace.h"

#include <cstdint>
#include <memory>
#include <vector>

namespace interleave::arena {

/// Reads an arena into a trace, and believes nothing that stands in it: sizes, ids and counts are bounded by the
/// layout that the host made itself, every event is copied before it is looked at, and unknown codes become unknown.
///
/// Thread-safety: one thread collects.
class Reader
{
public:
    explicit Reader(std::shared_ptr<const Mapping> mapping);

    /// The store behind the trace that this reader appends to.
    std::shared_ptr<const trace::EventStore> store() const { return m_store; }

    /// Appends the tables' new entries and all published events that are stamped at most `until`, in order of stamps.
    /// Yields how many events there were.
    ///
    /// An entry of a table whose writer was interrupted holds up those behind it, and the events that name them: they come
    /// with a later collection, in their order.
    ///
    /// Causally closed: a release is published before, an acquisition stamped after, the other one can happen; so
    /// whoever reads a clock, then collects up to it less speculationMargin, never sees an effect without its cause.
    std::size_t collect(trace::Trace& into, std::uint64_t until);

    /// Whether events wait for an entry that is not finished.
    bool isHeldUp() const { return !m_waiting.empty(); }

    /// A process died while it may have been appending to a table: what is half-written now, and still is a second later,
    /// is passed over.
    void writerDied();
    /// Nobody is left who could finish anything: what is half-written is passed over from now on.
    void skipUnfinished() { m_skipUnfinished = true; }

private:
    struct OpenChunk
    {
        std::uint32_t number;
        std::uint32_t read;
    };
    struct Found
    {
        std::uint64_t stamp;
        std::uint32_t place;
    };

    /// How many entries were taken of each table.
    struct Taken
    {
        std::uint32_t names = 0;
        std::uint32_t sources = 0;
        std::uint32_t objects = 0;
        std::uint32_t lanes = 0;
    };
    struct Death
    {
        Taken taken;
        std::int64_t due; ///< wall time from which on they are passed over
    };

    Taken taken() const;
    void collectTables(trace::Trace& into);
    void passOverTheDead();
    bool isWaitingFor(const trace::Event& event, const trace::Trace& into, const Taken& taken) const;

    std::shared_ptr<const Mapping> m_mapping;
    std::shared_ptr<const trace::EventStore> m_store;
    std::vector<OpenChunk> m_open;
    std::vector<Found> m_found;
    std::vector<Found> m_waiting; ///< in order; the first one names an entry that is not finished
    std::vector<Death> m_deaths;
    Taken m_passable; ///< unfinished entries below are passed over
    std::uint32_t m_chunksSeen = 0;
    bool m_skipUnfinished = false;
};

/// The time of the arena's clock now, in the unit of Live stamps.
std::uint64_t stampNow(const Control& control);

} // namespace interleave::arena

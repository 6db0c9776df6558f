#pragma once

#include "core/base/append_only.h"
#include "core/trace/event.h"
#include "core/trace/run.h"
#include "core/trace/tables.h"

#include <memory>
#include <string>
#include <string_view>

namespace interleave::trace {

/// Where the events of a trace lie: a mapped arena, or memory that a reader of files filled.
class EventStore
{
public:
    virtual ~EventStore() = default;

    /// The event at one place. Never fails: what cannot be read is an event of operation None.
    /// Thread-safety: any thread, for places that were handed out.
    virtual Event eventAt(std::uint32_t place) const = 0;
};

/// Everything that is known of a run: its events in the order of steps, and the tables they refer to.
///
/// Append-only; what was appended never changes. The order of events on one object is exact. In Live traces a late
/// event may carry a smaller stamp than its predecessor.
/// Thread-safety: one thread appends; any thread reads below the published sizes.
class Trace
{
public:
    /// An empty trace over `store`, which it shares. `ticksPerNanosecond` converts stamps of Live traces.
    explicit Trace(std::shared_ptr<const EventStore> store, RunInfo info = {});

    Step size() const { return m_places.size(); }
    /// The event that was step `step`. Requires: step < size().
    Event event(Step step) const { return m_store->eventAt(m_places[step]); }

    std::size_t laneCount() const { return m_lanes.size(); }
    std::size_t objectCount() const { return m_objects.size(); }
    std::size_t sourceCount() const { return m_sources.size(); }
    std::size_t nameCount() const { return m_names.size(); }
    bool knows(LaneId id) const { return index(id) < laneCount(); }
    bool knows(ObjectId id) const { return index(id) < objectCount(); }
    bool knows(SourceId id) const { return index(id) < sourceCount(); }
    /// What is unknown yields an entry without a name and of kind Unknown.
    const Lane& lane(LaneId id) const;
    const Object& object(ObjectId id) const;
    const Source& source(SourceId id) const;
    /// The text of a name; empty when it is unknown.
    std::string_view name(NameId id) const;
    std::string_view laneName(LaneId id) const { return name(lane(id).name); }
    std::string_view objectName(ObjectId id) const { return name(object(id).name); }
    /// "0", "0.2", "0.2.1": creation ordinals from the first lane on.
    std::string lanePath(LaneId id) const;

    const RunInfo& info() const { return m_info; }
    /// Nanoseconds of run time at which a step happened. Live: from its stamp. Controlled: the virtual time.
    Nanoseconds timeAt(Step step) const;
    /// Operating-system ids, outside of any comparison; 0 when unknown.
    std::uint32_t processNumber(LaneId id) const { return lane(id).process; }

    // For the one thread that appends.
    void appendEvent(std::uint32_t place);
    void appendLane(const Lane& lane) { m_lanes.append(lane); }
    void appendObject(const Object& object) { m_objects.append(object); }
    void appendSource(const Source& source) { m_sources.append(source); }
    void appendName(std::string name) { m_names.append(std::move(name)); }
    /// Live: how stamps become nanoseconds. Before the first event.
    void setClock(std::uint64_t firstStamp, double nanosecondsPerTick);
    std::uint64_t firstStamp() const { return m_firstStamp; }
    double nanosecondsPerTick() const { return m_nanosecondsPerTick; }
    RunInfo& mutableInfo() { return m_info; }

private:
    struct ClockChange
    {
        Step step;
        Nanoseconds time;
    };

    std::shared_ptr<const EventStore> m_store;
    RunInfo m_info;
    base::AppendOnly<std::uint32_t> m_places;
    base::AppendOnly<Lane> m_lanes;
    base::AppendOnly<Object> m_objects;
    base::AppendOnly<Source> m_sources;
    base::AppendOnly<std::string> m_names;
    base::AppendOnly<ClockChange> m_clock;
    std::uint64_t m_firstStamp = 0;
    double m_nanosecondsPerTick = 1.0;
};

/// Events in memory, for opened files and for tests. The reader appends, then hands it to a trace.
class MemoryStore final : public EventStore
{
public:
    /// The place of the appended event.
    std::uint32_t append(const Event& event);
    Event eventAt(std::uint32_t place) const override;

private:
    base::AppendOnly<Event> m_events;
};

} // namespace interleave::trace

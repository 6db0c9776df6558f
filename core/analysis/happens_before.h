#pragma once

#include "core/analysis/detector.h"
#include "core/analysis/vector_clock.h"

#include <limits>
#include <vector>

namespace interleave::analysis {

/// A point in what one carrier does: a thread, with the tasks that it carries.
struct Epoch
{
    std::uint32_t carrier = std::numeric_limits<std::uint32_t>::max();
    std::uint32_t time = 0;
    bool isNone() const { return carrier == std::numeric_limits<std::uint32_t>::max(); }
    friend bool operator==(const Epoch&, const Epoch&) = default;
};

/// Told of every edge of the order.
class EdgeListener
{
public:
    virtual ~EdgeListener() = default;
    /// What the carrier has done so far is left at a place, where others find it.
    virtual void left(std::uint32_t carrier, std::uint32_t place, bool replaces) = 0;
    virtual void found(std::uint32_t carrier, std::uint32_t place) = 0;
};

/// Which events happen before which in every run that takes these decisions, by vector clocks.
///
/// Ordered are the events of one carrier (tasks of one loop never run at the same time), and through objects:
///
///     start → begin · end → join, await · exit → join · cancel → resume
///     unlock → lock (readers' unlock → a writer's lock only) · wait (gives the mutex up) → lock · lock → wake
///     notify that woke somebody → wake · release → acquire · set → who finds it set · count down → zero
///     arrivals of a phase → passing it · put → get, and get → put where there is a bound · task done → all done
///     close → who finds it closed · resolve → await, resume · post → callback · send → receive, and back · leave → enter
///
/// Who acquires knows all that was released there before, as with an internal lock behind every object: of a semaphore,
/// queue or pipe not only the one permit or item. This orders more than a language may promise and never less, so that
/// nothing is called a race that is none.
/// Source: C. Flanagan, S. N. Freund, "FastTrack: Efficient and Precise Dynamic Race Detection", PLDI 2009.
class HappensBefore
{
public:
    /// Which events `take` is told of.
    enum class Edges {
        All,
        StartAndJoin, ///< what holds whatever the locks do
    };

    explicit HappensBefore(const trace::Trace& trace, EdgeListener* listener = nullptr)
        : m_trace(trace), m_listener(listener)
    {}

    /// Takes the edges of one event.
    void take(const trace::Event& event);
    /// The operations that have edges of this sort.
    static OperationSet operations(Edges edges);

    /// Now, in the carrier of a lane.
    Epoch now(LaneId lane);
    std::uint32_t carrierOf(LaneId lane);
    const VectorClock& clockOf(LaneId lane) { return m_clocks[carrierOf(lane)]; }
    /// Whether something that was done at `past` happened before whatever the lane does now.
    bool isBefore(Epoch past, LaneId lane);

    /// An access to a variable that orders others: what was left there is found, and own doings are left.
    void findAt(LaneId lane, ObjectId object) { find(carrierOf(lane), place(object, 0)); }
    void leaveAt(LaneId lane, ObjectId object) { leave(carrierOf(lane), place(object, 0), Way::Joins); }

private:
    enum class Way { Joins, Replaces };
    struct Place
    {
        VectorClock clock;
        Epoch last;              ///< who left it last
        bool isWhole = false;    ///< who knows `last` knows all of the clock
        std::int64_t phase = -1;   ///< of a barrier
        std::int64_t arrivals = 0; ///< in that phase
    };
    struct Awaited
    {
        ObjectId object = ObjectId::none;
    };

    static std::uint32_t place(ObjectId object, std::uint32_t which) { return index(object) * 3 + which; }
    void find(std::uint32_t carrier, std::uint32_t place);
    void leave(std::uint32_t carrier, std::uint32_t place, Way way);
    void takeLanes(const trace::Event& event, std::uint32_t carrier);
    void takeLocks(const trace::Event& event, std::uint32_t carrier);
    void takeSignals(const trace::Event& event, std::uint32_t carrier);
    void takeThings(const trace::Event& event, std::uint32_t carrier);
    void takeTasks(const trace::Event& event, std::uint32_t carrier);
    void arrive(const trace::Event& event, std::uint32_t carrier);
    void endProcess(const trace::Event& event, std::uint32_t carrier);

    const trace::Trace& m_trace;
    EdgeListener* m_listener;
    std::vector<std::uint32_t> m_carriers; ///< by lane, plus 1; 0 while unknown
    std::vector<LaneId> m_lanes;           ///< by carrier: its thread
    std::vector<VectorClock> m_clocks;     ///< by carrier
    std::vector<Place> m_places;
    std::vector<Awaited> m_awaited;        ///< by lane: what it gave its loop back for
};

} // namespace interleave::analysis

#pragma once

#include "core/explore/execution.h"
#include "core/explore/findings_watch.h"
#include "core/explore/inside_tables.h"
#include "core/runtime/context.h"
#include "core/schedule/conductor.h"

#include <exception>
#include <memory>
#include <optional>
#include <vector>

namespace interleave::explore {

/// Where a search is, kept where somebody can look it up who outlives this process.
class Lookout
{
public:
    virtual ~Lookout() = default;
    /// An execution is about to begin, from 1.
    virtual void begins(std::uint64_t execution) = 0;
    /// So many picks of it were granted; the lane of the last one has not moved yet.
    virtual void granted(std::uint64_t picks) = 0;
    /// It has come to its ending, and its lanes are about to be unwound.
    virtual void unwinds() = 0;
};

/// A place that ended an earlier process that searched the same way: it is not entered again.
struct FatalPlace
{
    std::uint64_t execution = 0;
    std::uint64_t picks = 0;   ///< after so many, the execution ends …
    trace::Ending ending = trace::Ending::Failed; ///< … so; what ended the process came after the last of them
    bool isUnwinding = false;  ///< it ends as it does, but its lanes are not unwound
};

/// Sees, beside the strategy, what an execution does between two choices. Ids are the execution's.
class Onlooker
{
public:
    virtual ~Onlooker() = default;

    /// The next pick when it is known beforehand to be possible: nobody is asked then what else could be done. Null: the
    /// strategy chooses.
    virtual const schedule::Candidate* known() = 0;
    virtual void onLocal(const trace::Event& event) = 0;
    /// An operation took another way than the one that was granted (a compare-and-swap that found another value).
    virtual void onOtherWay(LaneId lane, trace::Way way) = 0;
};

/// Runs a program inside this process, one execution after the other, with nothing recorded.
///
/// Lanes, and the lanes of played processes, are carried by carriers of the derived class (fibers, pooled threads) that
/// are used again. Exactly one lane runs at a time; whichever arrives last at its operation lets the conductor decide
/// and hands over to the lane that was picked, if that is not itself.
///
/// Thread-safety: the thread that made it calls run(); the lanes call the rest, one at a time.
class InsideDriver : public runtime::Driver
{
public:
    InsideDriver(const InsideDriver&) = delete;
    InsideDriver& operator=(const InsideDriver&) = delete;

    /// Runs the program to its ending under a strategy; what is left of it is unwound then. The result, and what the
    /// functions below say, hold until the next run. Throws EngineFault when the engine broke a promise of its own.
    /// Requires: the process is not Live, and no other run is under way.
    const Execution& run(const Program& program, schedule::Strategy& strategy, const RunOptions& options);

    /// The picks of the last execution, to run it again elsewhere; `info` has seed and time only.
    schedule::Schedule schedule() const;
    /// The same in another order: order[i] is which of the picks comes as the i-th.
    schedule::Schedule schedule(const std::vector<std::uint32_t>& order) const;
    /// How often the last execution went on with another lane than the one that had moved before.
    std::size_t switches() const;
    const InsideTables& tables() const { return m_tables; }
    const rules::State& state() const { return m_state; }
    const schedule::Conductor& conductor() const { return m_conductor; }
    /// All events of later executions go here, as a Controlled run would record them; null for none.
    void recordInto(std::vector<trace::Event>* events) { m_recorded = events; }
    /// Tells somebody where it is, from the next execution on; null for nobody. Must outlive the driver.
    void tell(Lookout* lookout) { m_lookout = lookout; }
    void avoid(const FatalPlace& place) { m_fatalPlaces.push_back(place); }
    /// How many executions there were, the one under way included.
    std::uint64_t executions() const { return m_executions; }
    /// Who sees what is done in later executions; null for nobody.
    void watch(Onlooker* onlooker) { m_onlooker = onlooker; }
    /// Whether a lane asked for something of a thread that another lane had made, in any execution so far.
    bool sawForeignThreads() const { return m_sawForeignThreads; }

    // runtime::Driver.
    LaneId createLane(const trace::Lane& lane) final;
    runtime::NewLane createLaneWithObject(const trace::Lane& lane, const trace::Object& object) final;
    ObjectId createObject(const trace::Object& object) final;
    NameId internName(std::string_view text) final { return m_tables.internName(text); }
    SourceId internSource(const runtime::Where& where) final { return m_tables.internSource(where); }
    runtime::Reply perform(const rules::Request& request) final;
    void performed(trace::Event event) final;
    void local(trace::Event event) final;
    std::uint32_t nextProcessNumber() final { return m_nextProcess++; }
    void startLane(runtime::LaneStart start) final;
    int startProcess(const runtime::ProcessStart& start) final;
    void leave(int exitCode) final;
    void operationAfterEnd() final;
    Nanoseconds now() final;
    std::int64_t storePayload(std::string_view bytes) final { return m_tables.storePayload(bytes); }
    std::string payload(std::int64_t handle) final { return m_tables.payload(handle); }
    char* sharedPlace(std::int64_t handle) final { return m_tables.payloadPlace(handle); }
    trace::TimeSetting timeSetting() const final { return m_options.time; }
    /// Errors: std::runtime_error; nobody can ask the world the same question thousands of times.
    void goOutside() final;
    std::uint64_t seed() const final { return m_options.seed; }

protected:
    /// What runs lanes one after the other. Derived classes add the fiber or thread.
    struct Carrier
    {
        virtual ~Carrier() = default;

        runtime::Context context;
        runtime::LaneLocal local;
        std::function<void()> body;
        Carrier* creator = nullptr; ///< who waits until this one stands at its first operation
        runtime::Reply reply;
        std::uint32_t silenced = 0; ///< operations since the execution was given up
        bool isBusy = false;
    };

    InsideDriver();

    virtual std::unique_ptr<Carrier> makeCarrier() = 0;
    /// Makes the runner's own carrier; called once, by the derived constructor.
    void setRunner(std::unique_ptr<Carrier> runner) { m_runner = std::move(runner); }
    /// Stops here and goes on there; returns when somebody goes on here again.
    virtual void transfer(Carrier& from, Carrier& to) = 0;
    /// The life of a carrier from its first transfer on: lane after lane, until close() was called.
    void carry(Carrier& self);
    void close() { m_isClosing = true; }

    Carrier& runner() { return *m_runner; }
    std::vector<std::unique_ptr<Carrier>>& carriers() { return m_carriers; }
    /// Carriers whose lanes never unwound; they stay as they are until the process ends.
    static std::vector<std::unique_ptr<Carrier>>& putAside();

private:
    struct Picked
    {
        LaneId lane;
        ObjectId object;
        trace::Operation operation;
        trace::Way way;
        std::uint16_t index;
        bool hadChoice;
    };

    void prepare(const RunOptions& options);
    Carrier& takeCarrier(LaneId lane, std::function<void()> body);
    void goOn(Carrier& from, Carrier& to);
    /// The carrier of the next lane to move; the runner when the execution is over.
    Carrier& decide() noexcept;
    Carrier& decideOrThrow();
    const schedule::Candidate* knownPick();
    Carrier& grant(const schedule::Candidate& candidate);
    Carrier& end(trace::Ending ending);
    void recordBlocked(const std::vector<rules::Request>& blocked);
    void record(trace::Event& event);
    double chanceOf(const schedule::Candidate& candidate) const;
    void beginsAt(std::uint64_t execution);
    void unwindLanes();
    void removeCarrier(Carrier& carrier);

    InsideTables m_tables;
    rules::State m_state;
    schedule::Conductor m_conductor{m_state};
    FindingsWatch m_watch;
    RunOptions m_options;
    Execution m_execution;
    const Program* m_program = nullptr;
    schedule::Strategy* m_strategy = nullptr;
    std::vector<trace::Event>* m_recorded = nullptr;
    Onlooker* m_onlooker = nullptr;

    std::unique_ptr<Carrier> m_runner;
    std::vector<std::unique_ptr<Carrier>> m_carriers;
    std::vector<Carrier*> m_free;
    std::vector<Carrier*> m_carrierOf; ///< by lane: where it last stood at an operation
    Carrier* m_current = nullptr;

    std::vector<Picked> m_picked;
    Lookout* m_lookout = nullptr;
    std::vector<FatalPlace> m_fatalPlaces;
    std::optional<FatalPlace> m_endsAt; ///< of this execution
    bool m_leavesLanes = false;         ///< of this execution: nobody is unwound
    std::uint64_t m_executions = 0;
    std::exception_ptr m_fault;
    std::uint32_t m_nextProcess = 1;
    bool m_isOver = false;
    bool m_isClosing = false;
    bool m_sawForeignThreads = false;
};

/// Runs a program once, as bulk runs do.
inline const Execution& runOnce(InsideDriver& driver, const Program& program, schedule::Strategy& strategy,
                                const RunOptions& options = {})
{
    return driver.run(program, strategy, options);
}

} // namespace interleave::explore

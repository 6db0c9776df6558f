#pragma once

#include "core/arena/mapping.h"
#include "core/arena/reader.h"
#include "core/arena/writer.h"
#include "core/base/result.h"
#include "core/host/processes.h"
#include "core/host/run_spec.h"
#include "core/host/warden.h"
#include "core/rules/judge.h"
#include "core/rules/state.h"
#include "core/schedule/conductor.h"
#include "core/schedule/schedule.h"
#include "core/trace/trace.h"

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace interleave::host {

/// What a lane of a run does as far as the host knows, beyond its state in the trace.
enum class LaneActivity {
    Unknown,
    AtGate,      ///< paused before its next operation
    AtOperation, ///< Controlled: stands at its next operation
    Blocked,     ///< inside a native lock or condition
    Sleeping,
    Outside,
    Computing,   ///< runs without reaching an operation
    Over,
};

/// A run: one or several target processes, watched and steered from here.
///
/// Whoever owns it calls turn() again and again from one thread; everything else is called from that thread too, but
/// for the trace, which any thread may read. Destroying it kills whatever is left of the run.
class Run
{
public:
    /// Starts the target. Errors: Missing (no target there), WrongUse (strategy, schedule), Broken.
    static base::Result<std::unique_ptr<Run>> start(RunSpec spec);
    virtual ~Run();
    Run(const Run&) = delete;
    Run& operator=(const Run&) = delete;

    const RunSpec& spec() const { return m_spec; }
    const trace::Trace& trace() const { return *m_trace; }
    std::shared_ptr<const trace::Trace> sharedTrace() const { return m_trace; }
    /// The state after everything in the trace.
    const rules::State& state() const { return m_state; }
    const rules::Judge& judge() const { return m_judge; }

    /// Reads what is new and moves what may move; waits at most `wait` when there is nothing to do. False once the run
    /// has ended and nothing more will come.
    bool turn(std::chrono::milliseconds wait);

    bool hasEnded() const { return m_verdict.ending != trace::Ending::None; }
    /// The ending, once there is one; its findings grow until then.
    const trace::Verdict& verdict() const { return m_verdict; }
    std::string outcome() const { return m_judge.outcome(); }

    /// Live: every lane parks at its next operation and time stands still. Controlled: no picks but by step().
    virtual void pause() = 0;
    virtual void resume() = 0;
    bool isPaused() const { return m_isPaused; }
    /// Paused, and nobody moves on its own any more: every lane is at a gate or operation, blocked, asleep, outside, or
    /// has computed for a second.
    virtual bool isAtRest() = 0;
    /// One step of whoever the strategy picks (Live: the next lane at a gate, in turn).
    virtual base::Result<void> step() = 0;
    /// One step of this lane; why it cannot move, and whom to step instead.
    virtual base::Result<void> stepLane(LaneId lane) = 0;
    /// What can be picked now; empty in Live and while somebody still runs.
    virtual std::vector<schedule::Candidate> candidates() { return {}; }
    /// Controlled: exactly this candidate.
    virtual base::Result<void> pick(const schedule::Candidate& candidate);
    /// What the lane would do next, when it stands at a known operation.
    virtual const rules::Request* nextOperation(LaneId) const { return nullptr; }
    /// The picks so far as text, to be replayed; empty in Live.
    virtual std::string scheduleText() const { return {}; }

    /// Of sleeps in Live; run time passes `speed` times as fast as wall time.
    virtual void setSpeed(double) {}
    LaneActivity activity(LaneId lane) const;
    /// For how long a lane has computed without reaching an operation, in wall nanoseconds; 0 when it does not.
    std::int64_t computingFor(LaneId lane) const;
    /// Kills the target at once; ending STOPPED unless there was one already.
    void stop();
    /// The first process; for a debugger.
    std::optional<int> pid() const { return m_processes.pidOf(0); }
    /// Leaves the processes of a stuck run alone when this object goes, for a debugger.
    void hold() { m_isHeld = true; }
    /// Bytes of memory that the arena really occupies.
    std::uint64_t arenaBytes() const { return m_mapping->occupied(); }

protected:
    Run(RunSpec spec, std::shared_ptr<arena::Mapping> mapping, Warden warden);

    /// One piece of work; true when something happened.
    virtual bool work(std::chrono::milliseconds wait) = 0;
    virtual void processDied(std::uint32_t process, int code) = 0;

    /// Appends what is published up to a stamp to the trace, and hands every new step to `take`.
    std::size_t collect(std::uint64_t until);
    /// Takes one new event into the state.
    virtual void take(Step step) = 0;
    /// Records an event of the host's own (blocked lanes, clock, ends of killed processes).
    void record(trace::Event event);
    /// Looks after processes that are new or have died, crashes, faults and a full arena; may end the run.
    void lookAfterProcesses();
    void end(trace::Verdict verdict);
    void end(trace::Ending ending, std::string sentence);
    /// Everybody of the run is gone: the ending that follows from the trace and the exit status.
    void endByExit();
    /// Takes what is new in the tables into the state.
    virtual void newcomers() { addNewcomers(m_state); }
    void addNewcomers(rules::State& state) const;

    RunSpec m_spec;
    std::shared_ptr<arena::Mapping> m_mapping;
    arena::Reader m_reader;
    std::shared_ptr<trace::Trace> m_trace;
    rules::State m_state;
    rules::Judge m_judge;
    arena::Writer m_writer;
    std::uint32_t m_writerSlot = 0;
    Processes m_processes;
    Warden m_warden;
    trace::Verdict m_verdict;
    bool m_isPaused = false;
    bool m_isHeld = false;
    bool m_isOver = false; ///< nothing more will come
    std::int64_t m_lastLook = 0;   ///< when processes were looked after; 0 to do it now
    std::optional<int> m_exitCode; ///< of the first process; 128 + signal when it was killed

private:
    void watchNewProcesses();
    void noteActivity();
    std::string lastLineOf(LaneId lane) const;

    struct Watch
    {
        std::uint64_t lastChange = 0; ///< wall nanoseconds
        std::uint32_t state = 0;
        std::uint32_t events = 0;
    };
    std::vector<Watch> m_activity; ///< by slot
    std::uint32_t m_slotsSeen = 0;
};

/// The path of interleave-target beside the running program.
std::string defaultTarget();

} // namespace interleave::host

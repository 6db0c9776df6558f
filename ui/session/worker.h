#pragma once

#include "core/host/run.h"
#include "ui/session/breakpoint.h"

#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace interleave::session {

/// What the worker says of its run; immutable once published.
struct Snapshot
{
    std::shared_ptr<const trace::Trace> trace; ///< null until the target was started
    Step length = 0;
    bool isPaused = false;
    bool isAtRest = false;
    bool hasEnded = false; ///< the verdict is in; in a stuck run the processes still hang
    bool isOver = false;   ///< nothing more will come
    trace::Verdict verdict;
    std::vector<trace::Finding> findings;
    std::vector<schedule::Candidate> candidates;
    std::vector<std::pair<LaneId, std::int64_t>> computing; ///< lanes and for how many nanoseconds
    int pid = 0;
    std::uint64_t arenaBytes = 0;
    std::string outcome;  ///< "balance=20 cash=80": what the program reported so far
    std::string schedule; ///< the picks up to the last rest, as text
    std::string fault;   ///< an engine fault: what was expected
    std::string failure; ///< why the run could not be started
};

/// One run on a thread of its own, which turns it, paces it, and stops it at breakpoints.
///
/// A thread per run, because a Controlled run pins its thread to a core, and a Live run must not inherit that.
/// Thread-safety: post() and snapshot() from any thread; `announce` is called on the worker's thread.
class Worker
{
public:
    using Command = std::function<void(Worker&, host::Run&)>;

    /// Starts the run. `announce` is called whenever a snapshot is new and the one before was taken.
    Worker(host::RunSpec spec, std::vector<Breakpoint> breakpoints, double speed, std::function<void()> announce);
    /// Ends the run and waits for the thread.
    ~Worker();

    /// AtRest: once nobody moves on its own any more, and in the order of posting.
    enum class When { Now, AtRest };
    void post(Command command, When when = When::Now);
    /// Ends the run and waits for the thread; yields the picks of the run as text.
    std::string finish();
    Snapshot snapshot();

    // For commands, on the worker's thread.
    /// Steps one after the other, `speed` times five a second and a unit of virtual time in 1/speed seconds.
    void play(host::Run& run);
    void pause(host::Run& run);
    void setSpeed(host::Run& run, double speed);
    void setBreakpoints(std::vector<Breakpoint> breakpoints) { m_breakpoints = std::move(breakpoints); }
    /// What a command could not do, in words; the next snapshot carries it.
    void refuse(const std::string& sentence);
    /// Takes what was refused since the last call. Any thread.
    std::vector<std::string> takeRefusals();

private:
    struct Posted
    {
        Command command;
        When when;
    };

    void work(std::stop_token stop, host::RunSpec spec);
    bool runCommands(host::Run& run);
    void turn(host::Run& run);
    bool pace(host::Run& run);
    bool isAtBreakpoint(const host::Run& run, Step from) const;
    void turnOnce(host::Run& run);
    void waitForCommands(std::stop_token stop, host::Run& run);
    void publish(host::Run& run, bool isForced);
    bool isControlled(const host::Run& run) const { return run.spec().info.mode == trace::Mode::Controlled; }

    // The worker's thread alone.
    std::vector<Breakpoint> m_breakpoints;
    std::function<void()> m_announce;
    double m_speed;
    std::deque<Command> m_later; ///< to be run at rest
    std::string m_schedule;      ///< of the run, once it is over; read after the thread was joined
    bool m_isPlaying = false;  ///< Controlled: steps are taken by pace()
    bool m_isOver = false;
    bool m_isReplaying = false; ///< a prefix is being replayed as fast as it goes
    std::int64_t m_nextStep = 0; ///< wall nanoseconds before which pace() takes none
    std::int64_t m_lastPublished = 0;
    Step m_watched = 0; ///< events up to here were compared with the breakpoints

    std::mutex m_mutex;
    std::condition_variable_any m_wake;
    std::vector<Posted> m_commands;         // guarded by m_mutex
    std::vector<std::string> m_refusals;    // guarded by m_mutex
    Snapshot m_snapshot;                    // guarded by m_mutex
    bool m_isAnnounced = false;             // guarded by m_mutex
    std::jthread m_thread;                  // last: ends before what it uses
};

} // namespace interleave::session

#pragma once

#include "core/arena/search_memory.h"
#include "core/arena/search_request.h"
#include "core/base/result.h"
#include "core/host/warden.h"
#include "core/trace/exploration.h"

#include <chrono>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace interleave::host {

/// What to search and with what.
struct ExploreSpec
{
    trace::ExploreSettings settings;
    std::string target;     ///< path of interleave-target; empty: beside this program
    /// How many processes search at once. 0: as many as there are processors, but one alone as long as it may be quick, for
    /// parts of a search run some executions that the whole of it need not.
    std::uint32_t jobs = 0;
    std::string prefix;     ///< a schedule as text: every execution begins with its picks; empty for none
    std::optional<arena::Avoided> avoided; ///< the search is over with the first execution that avoids this
};

/// A search through the orders of a program, in processes of its own.
///
/// Whoever owns it calls turn() again and again from one thread; everything else may be called from any thread.
/// A program that crashes is met as one of the results, and the search goes on. Destroying it kills what is left.
class Exploration
{
public:
    /// Starts the processes. Errors: WrongUse (the schedule to begin with, the shard), Missing (no target there).
    static base::Result<std::unique_ptr<Exploration>> start(ExploreSpec spec);
    ~Exploration();
    Exploration(const Exploration&) = delete;
    Exploration& operator=(const Exploration&) = delete;

    const ExploreSpec& spec() const { return m_spec; }

    /// Looks at what is new; waits at most `wait` for it. False once the search is over and nothing more will come.
    bool turn(std::chrono::milliseconds wait);

    trace::ExploreProgress progress() const;
    /// Everything met so far; at most a fifth of a second old while the search goes on.
    trace::ExploreResult result() const;
    /// Why it could not begin or go on; Broken when a promise of the engine was broken.
    std::optional<base::Error> failure() const;

    /// The processes come to rest after the executions that they are at; what they met so far is kept, and goOn() lets
    /// them go on. Nothing happens when it is over.
    void stop();
    void goOn();
    bool isResting() const;
    bool isOver() const;
    /// Ends the search; turn() yields false soon, and what was met stays.
    void quit() { end("stopped"); }

private:
    struct Worker
    {
        std::shared_ptr<arena::SearchMemory> memory;
        Warden warden;
        std::uint32_t seen = 0; ///< the number of the latest snapshot that was taken
        arena::SearchSnapshot snapshot;
        bool isOver = false;
    };
    using Clock = std::chrono::steady_clock;

    explicit Exploration(ExploreSpec spec);

    base::Result<void> startWorkers(std::uint32_t count);
    base::Result<void> startWorker(std::uint32_t number, std::uint32_t count);
    void spread();
    void giveUpWaiting();
    void command(arena::SearchCommand command);
    void end(const std::string& why);
    bool look();
    bool lookAt(Worker& worker);
    void takeIn();
    void updateProgress();
    void keepLimits();
    double seconds() const;

    ExploreSpec m_spec;
    mutable std::mutex m_mutex; ///< guards everything below
    std::vector<std::unique_ptr<Worker>> m_workers; ///< exchanged by the thread that calls turn() only
    trace::ExploreResult m_result;
    std::optional<base::Error> m_failure;
    std::string m_why; ///< why it was ended from here
    bool m_isAlone = false; ///< one process searches alone, and others may take over
    std::optional<Clock::time_point> m_quitAt; ///< when the processes were told to end
    bool m_isResting = false;
    bool m_isOver = false;
    Clock::time_point m_since;      ///< when it went on last
    double m_secondsBefore = 0;     ///< of searching, before that
    std::deque<std::pair<double, std::uint64_t>> m_history; ///< seconds and executions, of the last second
};

} // namespace interleave::host

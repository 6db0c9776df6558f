#pragma once

#include "core/analysis/level_of_detail.h"
#include "core/trace/trace.h"

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>

namespace interleave::timeline {

/// Follows a growing trace on a thread of its own and keeps the index from which the timeline draws.
///
/// Thread-safety: one thread (the UI's) owns it; the index is read under lock(). The trace is read up to the length that
/// was announced. `announce` is called on the indexer's thread when the index has grown, and not again before taken().
class Indexer
{
public:
    Indexer(std::shared_ptr<const trace::Trace> trace, std::function<void()> announce);
    ~Indexer();

    /// The trace has this many events now; `isOver` when no more will come.
    void grew(Step length, bool isOver);
    /// Holds the index still. Kept for the length of one painting.
    std::unique_lock<std::recursive_mutex> lock() const { return std::unique_lock(m_indexMutex); }
    const analysis::LevelOfDetail& index() const { return m_index; }
    const trace::Trace& trace() const { return *m_trace; }
    /// The owner has seen the last announcement.
    void taken();
    /// Waits until everything announced is in the index; for exports and tests.
    void waitUntilDone();

private:
    void work(std::stop_token stop);

    std::shared_ptr<const trace::Trace> m_trace;
    std::function<void()> m_announce;
    analysis::LevelOfDetail m_index;           // guarded by m_indexMutex
    mutable std::recursive_mutex m_indexMutex; ///< recursive: what a lock holder says may lead back

    std::mutex m_mutex;
    std::condition_variable_any m_wake;
    Step m_wanted = 0; // guarded by m_mutex, as the following
    bool m_isOver = false;
    bool m_isDone = true;
    bool m_isAnnounced = false;
    std::jthread m_thread; // last: ends before what it uses
};

} // namespace interleave::timeline

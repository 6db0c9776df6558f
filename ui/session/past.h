#pragma once

#include "core/analysis/ledger.h"
#include "core/rules/judge.h"
#include "core/rules/observe.h"
#include "core/rules/state.h"
#include "core/trace/trace.h"

#include <QObject>

#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace interleave::session {

/// The rules' state and what is to be said of a run, after the first so many of its events.
struct Moment
{
    Step step = 0;
    rules::State state;
    rules::Judge judge;
    analysis::Ledger ledger; ///< since when, whose, which items, which values
    std::optional<std::string> refusal; ///< the first event that the rules did not allow, in words

    explicit Moment(rules::Options options = {}) : state(options) {}
    /// Takes the event of `step` and moves behind it. Requires: step < trace.size().
    void advance(const trace::Trace& trace);
};

/// Knows what a run was like at any step, by replaying it with the rules from the nearest copy.
///
/// A thread of its own makes the copies, every 20,000 events and farther apart where the state is large, so that the UI
/// thread never replays more than that. Further back than the memory for 512 copies, every second one is given up.
/// Thread-safety: one thread (the UI's) asks; the copies are guarded by m_mutex.
class Past : public QObject
{
    Q_OBJECT

public:
    explicit Past(std::shared_ptr<const trace::Trace> trace, QObject* parent = nullptr);
    ~Past() override;

    /// More was recorded: the copies go on.
    void grew();

    /// The moment after the first `step` events, or the nearest earlier one while the copies are still on their way
    /// there; `reached` is emitted when they have come nearer. Requires: step ≤ trace.size().
    const Moment& at(Step step);

signals:
    void reached();

private:
    void makeCopies(std::stop_token stop);
    std::shared_ptr<const Moment> nearest(Step step);

    std::shared_ptr<const trace::Trace> m_trace;
    Moment m_here;

    std::mutex m_mutex;
    std::condition_variable_any m_wake;
    std::vector<std::shared_ptr<const Moment>> m_copies; ///< by step
    Step m_wanted = 0; ///< how far the copies are to go
    bool m_isAwaited = false;
    std::jthread m_thread; ///< last: ends before what it uses
};

} // namespace interleave::session

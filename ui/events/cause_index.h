#pragma once

#include "core/analysis/follower.h"
#include "core/base/append_only.h"

#include <QObject>

#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>

namespace interleave::events {

/// Which event made which possible, followed on a thread of its own; twelve bytes a cause.
///
/// Thread-safety: one thread (the UI's) owns and asks; what is published is append-only.
class CauseIndex final : public QObject, private analysis::Sink
{
    Q_OBJECT

public:
    explicit CauseIndex(std::shared_ptr<const trace::Trace> trace, QObject* parent = nullptr);
    ~CauseIndex() override;

    void grew(Step length);
    /// The first cause of an event; none when it needed none, or is not reached yet. Logarithmic.
    std::optional<analysis::Cause> causeOf(Step effect) const;
    /// Events whose causes are known.
    Step reachedStep() const { return m_reached; }

signals:
    /// More causes are known.
    void reached();

private:
    struct Entry
    {
        std::uint32_t effect = 0;
        std::uint32_t cause = 0;
        analysis::CauseKind kind = analysis::CauseKind::Spawn;
    };

    void caused(const analysis::Cause& cause) override;
    void work(std::stop_token stop);

    std::shared_ptr<const trace::Trace> m_trace;
    base::AppendOnly<Entry> m_entries; ///< by effect
    std::atomic<Step> m_reached{0};

    std::mutex m_mutex;
    std::condition_variable_any m_wake;
    Step m_wanted = 0; ///< guarded by m_mutex
    std::jthread m_thread; ///< last: ends before what it uses
};

} // namespace interleave::events

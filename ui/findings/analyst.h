#pragma once

#include "core/analysis/finding.h"
#include "core/trace/run.h"
#include "core/trace/trace.h"

#include <QObject>

#include <atomic>
#include <memory>
#include <optional>
#include <thread>
#include <vector>

namespace interleave::findings {

/// Analyses traces on a thread of its own, one at a time.
///
/// Thread-safety: one thread (the UI's) owns it; signals are emitted on that thread.
class Analyst : public QObject
{
    Q_OBJECT

public:
    explicit Analyst(QObject* parent = nullptr);
    ~Analyst() override;

    /// Analyses the first `length` events; what is under way is given up. `verdict` when the run has one.
    void start(std::shared_ptr<const trace::Trace> trace, Step length, std::optional<trace::Verdict> verdict);
    /// Gives up what is under way; its results are not announced any more.
    void stop();
    bool isActive() const { return m_isActive; }
    /// Of what is under way: events read, and in all.
    Step read() const { return m_read; }
    Step length() const { return m_length; }
    /// The findings of the last analysis that came to its end.
    const std::vector<analysis::Finding>& findings() const { return m_findings; }

signals:
    void progressed();
    void finished();

private:
    struct Work
    {
        std::shared_ptr<std::atomic<bool>> isDone;
        std::jthread thread; ///< last: ends before what it uses
    };

    void take(std::uint64_t number, std::vector<analysis::Finding> found);

    std::vector<analysis::Finding> m_findings;
    Step m_length = 0;
    bool m_isActive = false;
    std::uint64_t m_number = 0; ///< of the analysis under way: what an earlier one says is not heard
    std::atomic<Step> m_read{0};

    /// What is under way, last, and what was given up and is on its way out: nobody waits for that.
    std::vector<Work> m_works;
};

} // namespace interleave::findings

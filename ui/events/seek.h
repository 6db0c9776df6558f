#pragma once

#include "core/trace/trace.h"

#include <QObject>
#include <QTimer>

#include <functional>
#include <memory>

namespace interleave::events {

/// Looks for the nearest event of which something holds, in slices between which the window answers.
class Seek : public QObject
{
    Q_OBJECT

public:
    using Condition = std::function<bool(const trace::Event&)>;
    /// Events looked at between two answers to the user; about 4 ms.
    static constexpr Step slice = 100'000;

    explicit Seek(QObject* parent = nullptr);

    /// From `from` (exclusively) forwards to `length`, or backwards to the first event. One seek at a time.
    void start(std::shared_ptr<const trace::Trace> trace, Condition condition, Step from, bool isForward, Step length);
    void stop() { m_next.stop(); }
    bool isActive() const { return m_next.isActive(); }

signals:
    void found(Step step);
    void failed();

private:
    void work();

    std::shared_ptr<const trace::Trace> m_trace;
    Condition m_condition;
    Step m_at = 0;
    Step m_length = 0;
    bool m_isForward = true;
    QTimer m_next;
};

} // namespace interleave::events

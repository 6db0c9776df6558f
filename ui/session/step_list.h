#pragma once

#include "core/trace/trace.h"

#include <QObject>
#include <QTimer>

#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

namespace interleave::session {

/// The steps of a trace whose events satisfy a condition, in order.
///
/// They are found in slices between which the window answers: ten million events take about a second, and what was found
/// is there at once. What a running trace gains in a frame is looked at in the same frame.
class StepList : public QObject
{
    Q_OBJECT

public:
    using Condition = std::function<bool(const trace::Event&)>;
    /// Events looked at between two answers to the user; about 5 ms.
    static constexpr Step slice = 40'000;

    explicit StepList(QObject* parent = nullptr);

    /// Begins anew; nothing is found before work() or the next turn of the event loop.
    void start(std::shared_ptr<const trace::Trace> trace, Condition condition, Step length);
    void clear() { start(nullptr, nullptr, 0); }
    /// There are so many events now.
    void grew(Step length);

    std::size_t size() const { return m_steps.size(); }
    Step at(std::size_t place) const { return m_steps[place]; }
    /// How many of the steps lie before `step`; logarithmic.
    std::size_t countBefore(Step step) const;
    bool contains(Step step) const;
    Step looked() const { return m_looked; }
    Step length() const { return m_length; }
    bool isDone() const { return m_looked == m_length; }

    /// Looks at one slice.
    void work();

signals:
    /// The steps at the places [first, first + count) are about to be added, and have been.
    void adding(std::size_t first, std::size_t count);
    void added();
    /// A slice has been looked at.
    void worked();

private:
    std::shared_ptr<const trace::Trace> m_trace;
    Condition m_condition;
    std::vector<std::uint32_t> m_steps; ///< the places of events have 32 bits, so there are no more
    std::vector<std::uint32_t> m_new;
    Step m_looked = 0;
    Step m_length = 0;
    QTimer m_next;
};

} // namespace interleave::session

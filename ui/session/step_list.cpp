#include "ui/session/step_list.h"

#include <algorithm>

namespace interleave::session {

StepList::StepList(QObject* parent) : QObject(parent)
{
    m_next.setSingleShot(true);
    m_next.setInterval(0);
    connect(&m_next, &QTimer::timeout, this, &StepList::work);
}

void StepList::start(std::shared_ptr<const trace::Trace> trace, Condition condition, Step length)
{
    m_trace = std::move(trace);
    m_condition = std::move(condition);
    m_steps.clear();
    m_looked = 0;
    m_length = length;
    m_next.stop();
    if (!isDone())
        m_next.start();
}

void StepList::grew(Step length)
{
    m_length = std::max(m_length, length);
    if (isDone() || m_next.isActive())
        return;
    if (m_length - m_looked <= slice)
        work();
    else
        m_next.start();
}

std::size_t StepList::countBefore(Step step) const
{
    return static_cast<std::size_t>(std::lower_bound(m_steps.begin(), m_steps.end(), step) - m_steps.begin());
}

bool StepList::contains(Step step) const
{
    const std::size_t place = countBefore(step);
    return place < m_steps.size() && m_steps[place] == step;
}

void StepList::work()
{
    m_new.clear();
    const Step end = std::min(m_length, m_looked + slice);
    for (; m_looked < end; ++m_looked)
        if (m_condition(m_trace->event(m_looked)))
            m_new.push_back(static_cast<std::uint32_t>(m_looked));
    if (!m_new.empty()) {
        emit adding(m_steps.size(), m_new.size());
        m_steps.insert(m_steps.end(), m_new.begin(), m_new.end());
        emit added();
    }
    if (!isDone())
        m_next.start();
    emit worked();
}

} // namespace interleave::session

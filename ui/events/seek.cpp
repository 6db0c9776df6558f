#include "ui/events/seek.h"

namespace interleave::events {

Seek::Seek(QObject* parent) : QObject(parent)
{
    m_next.setInterval(0);
    connect(&m_next, &QTimer::timeout, this, &Seek::work);
}

void Seek::start(std::shared_ptr<const trace::Trace> trace, Condition condition, Step from, bool isForward, Step length)
{
    m_trace = std::move(trace);
    m_condition = std::move(condition);
    m_at = from;
    m_length = length;
    m_isForward = isForward;
    m_next.start();
    // What is near is found at once.
    work();
}

void Seek::work()
{
    for (Step looked = 0; looked < slice; ++looked) {
        if (m_isForward ? m_at + 1 >= m_length : m_at == 0) {
            stop();
            emit failed();
            return;
        }
        m_isForward ? ++m_at : --m_at;
        if (m_condition(m_trace->event(m_at))) {
            stop();
            emit found(m_at);
            return;
        }
    }
}

} // namespace interleave::events

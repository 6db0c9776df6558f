#include "ui/findings/analyst.h"

#include "core/analysis/analyze.h"

#include <QMetaObject>

#include <algorithm>
#include <utility>

namespace interleave::findings {

Analyst::Analyst(QObject* parent) : QObject(parent) {}

Analyst::~Analyst()
{
    stop();
    m_works.clear();
}

void Analyst::stop()
{
    for (Work& work : m_works)
        work.thread.request_stop();
    std::erase_if(m_works, [](const Work& work) { return work.isDone->load(); });
    ++m_number;
    m_isActive = false;
}

void Analyst::start(std::shared_ptr<const trace::Trace> trace, Step length, std::optional<trace::Verdict> verdict)
{
    stop();
    m_length = length;
    m_read = 0;
    m_isActive = true;
    auto isDone = std::make_shared<std::atomic<bool>>(false);
    auto work = [this, isDone, number = m_number, length, trace = std::move(trace),
                 verdict = std::move(verdict)](std::stop_token stop) {
        const auto progress = [&](Step read) {
            if (stop.stop_requested())
                return;
            m_read = read;
            QMetaObject::invokeMethod(this, [this] { emit progressed(); }, Qt::QueuedConnection);
        };
        auto found = analysis::analyze(*trace, length, verdict ? &*verdict : nullptr, progress, stop);
        QMetaObject::invokeMethod(
            this, [this, number, found = std::move(found)]() mutable { take(number, std::move(found)); }, Qt::QueuedConnection);
        *isDone = true;
    };
    m_works.push_back({std::move(isDone), std::jthread(std::move(work))});
}

void Analyst::take(std::uint64_t number, std::vector<analysis::Finding> found)
{
    if (number != m_number || !m_isActive)
        return;
    m_findings = std::move(found);
    m_isActive = false;
    emit finished();
}

} // namespace interleave::findings

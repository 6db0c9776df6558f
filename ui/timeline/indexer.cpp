#include "ui/timeline/indexer.h"

#include "core/analysis/collector.h"

#include <algorithm>
#include <utility>

namespace interleave::timeline {
namespace {

/// Events between two looks at whether to stop; short enough that the first picture of a long trace comes at once.
constexpr Step atOnce = 8192;

} // namespace

Indexer::Indexer(std::shared_ptr<const trace::Trace> trace, std::function<void()> announce)
    : m_trace(std::move(trace))
    , m_announce(std::move(announce))
    , m_thread([this](const std::stop_token& stop) { work(stop); })
{}

Indexer::~Indexer() = default;

void Indexer::grew(Step length, bool isOver)
{
    {
        const std::lock_guard guard(m_mutex);
        if (length <= m_wanted && isOver == m_isOver)
            return;
        m_wanted = std::max(m_wanted, length);
        m_isOver = isOver;
        m_isDone = false;
    }
    m_wake.notify_all();
}

void Indexer::taken()
{
    const std::lock_guard guard(m_mutex);
    m_isAnnounced = false;
}

void Indexer::waitUntilDone()
{
    std::unique_lock guard(m_mutex);
    m_wake.wait(guard, [this] { return m_isDone; });
}

void Indexer::work(std::stop_token stop)
{
    analysis::Collector collector(*m_trace);
    analysis::Batch batch;
    bool isFinished = false;
    while (!stop.stop_requested()) {
        Step wanted = 0;
        bool isOver = false;
        {
            std::unique_lock guard(m_mutex);
            const auto hasWork = [&] { return collector.step() < m_wanted || (m_isOver && !isFinished); };
            if (!hasWork()) {
                m_isDone = true;
                m_wake.notify_all();
            }
            if (!m_wake.wait(guard, stop, hasWork))
                return;
            wanted = m_wanted;
            isOver = m_isOver;
        }
        const bool hasMore = collector.collect(batch, std::min(wanted - collector.step(), atOnce));
        if (!hasMore && isOver) {
            collector.finish(batch);
            isFinished = true;
        }
        {
            const std::lock_guard guard(m_indexMutex);
            m_index.append(batch);
        }
        const std::lock_guard guard(m_mutex);
        if (!std::exchange(m_isAnnounced, true))
            m_announce();
    }
}

} // namespace interleave::timeline

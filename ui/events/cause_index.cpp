#include "ui/events/cause_index.h"

#include <algorithm>

namespace interleave::events {
namespace {

/// Events between two looks at whether to stop.
constexpr Step atOnce = 8192;
/// Events between two announcements: views paint again each time.
constexpr Step announced = 20 * atOnce;

} // namespace

CauseIndex::CauseIndex(std::shared_ptr<const trace::Trace> trace, QObject* parent)
    : QObject(parent), m_trace(std::move(trace)), m_thread([this](const std::stop_token& stop) { work(stop); })
{
}

CauseIndex::~CauseIndex()
{
    m_thread.request_stop();
    m_thread.join();
}

void CauseIndex::grew(Step length)
{
    {
        const std::lock_guard guard(m_mutex);
        m_wanted = std::max(m_wanted, length);
    }
    m_wake.notify_all();
}

std::optional<analysis::Cause> CauseIndex::causeOf(Step effect) const
{
    std::size_t first = 0;
    std::size_t count = m_entries.size();
    while (count > 0) {
        const std::size_t half = count / 2;
        const bool isBefore = m_entries[first + half].effect < effect;
        first = isBefore ? first + half + 1 : first;
        count = isBefore ? count - half - 1 : half;
    }
    if (first >= m_entries.size() || m_entries[first].effect != effect)
        return std::nullopt;
    return analysis::Cause{m_entries[first].cause, effect, m_entries[first].kind, ObjectId::none};
}

void CauseIndex::caused(const analysis::Cause& cause)
{
    m_entries.append({static_cast<std::uint32_t>(cause.effect), static_cast<std::uint32_t>(cause.cause), cause.kind});
}

void CauseIndex::work(std::stop_token stop)
{
    analysis::Follower follower(*m_trace, *this);
    Step told = 0;
    while (!stop.stop_requested()) {
        Step wanted = 0;
        {
            std::unique_lock guard(m_mutex);
            if (!m_wake.wait(guard, stop, [&] { return follower.step() < m_wanted; }))
                return;
            wanted = m_wanted;
        }
        follower.takeUntil(std::min(wanted, follower.step() + atOnce));
        m_reached = follower.step();
        if (follower.step() == wanted || follower.step() >= told + announced) {
            told = follower.step();
            emit reached();
        }
    }
}

} // namespace interleave::events

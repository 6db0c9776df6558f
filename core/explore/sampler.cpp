#include "core/explore/sampler.h"

#include <algorithm>
#include <tuple>

namespace interleave::explore {
namespace {

// Longer executions are sampled without their schedules.
constexpr std::size_t longestSchedule = 20'000;

} // namespace

void Sampler::take(std::uint64_t number, const Execution& execution, const InsideDriver& driver)
{
    if (number != m_latest + 1) {
        m_taken.clear();
        m_stride = 1;
    }
    m_latest = number;
    if ((number - 1) % m_stride != 0)
        return;
    if (m_taken.size() == m_most) {
        std::size_t kept = 1;
        for (std::size_t i = 2; i < m_taken.size(); i += 2)
            m_taken[kept++] = std::move(m_taken[i]);
        m_taken.resize(kept);
        m_stride *= 2;
        if ((number - 1) % m_stride != 0)
            return;
    }
    Taken taken{{}, execution.ending, execution.findings, execution.outcome};
    taken.sample.number = number;
    taken.sample.switches = static_cast<std::uint32_t>(driver.switches());
    taken.sample.steps = static_cast<std::uint32_t>(execution.picks);
    if (execution.picks <= longestSchedule)
        taken.sample.schedule = text(driver.schedule());
    m_taken.push_back(std::move(taken));
}

std::vector<trace::ExploredSample> Sampler::samples(const std::vector<Found>& found) const
{
    std::vector<trace::ExploredSample> all;
    all.reserve(m_taken.size());
    for (const Taken& taken : m_taken) {
        const auto key = std::tie(taken.ending, taken.findings, taken.outcome);
        const auto place = std::lower_bound(found.begin(), found.end(), key, [](const Found& one, const auto& wanted) {
            return std::tie(one.ending, one.findings, one.outcome) < wanted;
        });
        if (place == found.end() || std::tie(place->ending, place->findings, place->outcome) != key)
            continue;
        all.push_back(taken.sample);
        all.back().outcome = static_cast<std::uint32_t>(place - found.begin());
    }
    return all;
}

std::string Sampler::text(schedule::Schedule schedule) const
{
    const trace::RunInfo own = std::move(schedule.info);
    schedule.info = m_head.info;
    schedule.info.seed = own.seed;
    schedule.info.time = own.time;
    schedule.wakesAny = m_head.wakesAny;
    schedule.spuriousWakeUps = m_head.spuriousWakeUps;
    return schedule::toText(schedule);
}

} // namespace interleave::explore

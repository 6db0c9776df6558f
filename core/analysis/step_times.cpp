#include "core/analysis/step_times.h"

#include <algorithm>
#include <limits>

namespace interleave::analysis {

void StepTimes::append(Nanoseconds time)
{
    m_last = m_deltas.empty() ? time : std::max(m_last, time);
    if ((m_deltas.size() & (bucketSteps - 1)) == 0)
        addTight(m_buckets, {m_last, 0});
    Bucket& bucket = m_buckets.back();
    const auto delta = static_cast<std::uint64_t>(m_last - bucket.base);
    while ((delta >> bucket.shift) > std::numeric_limits<std::uint32_t>::max()) {
        ++bucket.shift;
        for (std::size_t i = (m_buckets.size() - 1) << bucketBits; i < m_deltas.size(); ++i)
            m_deltas[i] >>= 1;
    }
    m_deltas.push(static_cast<std::uint32_t>(delta >> bucket.shift));
}

Nanoseconds StepTimes::at(Step step) const
{
    if (step >= m_deltas.size())
        return m_last;
    const Bucket& bucket = m_buckets[step >> bucketBits];
    return bucket.base + static_cast<Nanoseconds>(std::uint64_t{m_deltas[step]} << bucket.shift);
}

Step StepTimes::countUntil(Nanoseconds time) const
{
    const auto after = std::upper_bound(m_buckets.begin(), m_buckets.end(), time,
                                        [](Nanoseconds wanted, const Bucket& bucket) { return wanted < bucket.base; });
    if (after == m_buckets.begin())
        return 0;
    const auto bucket = static_cast<std::size_t>(after - m_buckets.begin()) - 1;
    const std::size_t from = bucket << bucketBits;
    const std::size_t to = std::min(from + bucketSteps, m_deltas.size());
    const auto delta = static_cast<std::uint64_t>(time - m_buckets[bucket].base) >> m_buckets[bucket].shift;
    return m_deltas.firstWhere(from, to, [delta](std::uint32_t of) { return of > delta; });
}

std::size_t StepTimes::bytes() const
{
    return m_buckets.capacity() * sizeof(Bucket) + m_deltas.bytes();
}

} // namespace interleave::analysis

#include "core/explore/sampling.h"

#include "core/explore/prefix.h"
#include "core/schedule/pct.h"
#include "core/schedule/random.h"

#include <algorithm>

namespace interleave::explore {
namespace {

/// How many picks an execution of PCT is expected to have before there was one.
constexpr std::size_t firstLength = 64;

class Sampling final : public Walk, public schedule::Strategy
{
public:
    Sampling(const InsideDriver& driver, const SearchOptions& options)
        : m_driver(driver), m_options(options), m_prefix(driver, options.prefix), m_number(options.shard.number)
    {
        m_next = makeStrategy();
    }

    std::optional<std::size_t> choose(const schedule::Situation& situation) override
    {
        if (situation.pick < m_prefix.size())
            return m_prefix.choose(situation, situation.pick);
        return m_next->choose(situation);
    }

    schedule::Strategy& strategy() override { return *this; }
    Ran ended(const Execution& execution) override
    {
        m_longest = std::max(m_longest, execution.picks);
        return Ran::Whole;
    }
    bool next() override
    {
        m_number += m_options.shard.count;
        m_next = makeStrategy();
        return true;
    }
    Example example() const override { return {m_driver.schedule(), m_driver.switches()}; }
    std::size_t switches() const override { return m_driver.switches(); }

private:
    std::unique_ptr<schedule::Strategy> makeStrategy() const
    {
        const std::uint64_t seed = schedule::RandomNumbers(m_options.seed + 0x632be59bd9b4e019 * m_number).next();
        if (m_options.algorithm == Algorithm::Random)
            return std::make_unique<schedule::Random>(seed);
        const std::size_t length = m_options.pctLength != 0 ? m_options.pctLength
                                   : m_longest != 0         ? m_longest
                                                            : firstLength;
        return std::make_unique<schedule::Pct>(seed, m_options.pctDepth, length);
    }

    const InsideDriver& m_driver;
    SearchOptions m_options;
    Prefix m_prefix;
    std::uint64_t m_number;
    std::size_t m_longest = 0;
    std::unique_ptr<schedule::Strategy> m_next;
};

} // namespace

std::unique_ptr<Walk> makeSampling(const InsideDriver& driver, const SearchOptions& options)
{
    return std::make_unique<Sampling>(driver, options);
}

} // namespace interleave::explore

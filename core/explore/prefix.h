#pragma once

#include "core/explore/inside_driver.h"
#include "core/schedule/schedule.h"

#include <cstddef>
#include <vector>

namespace interleave::explore {

/// Finds the candidates that given first picks of an execution name. Keeps a reference to the driver.
class Prefix
{
public:
    Prefix(const InsideDriver& driver, std::vector<schedule::Pick> picks) : m_driver(driver), m_picks(std::move(picks)) {}

    std::size_t size() const { return m_picks.size(); }
    /// The candidate of the pick with this number. A fault of the engine when there is none: whoever gives a prefix took
    /// it from an execution of this program. Requires: number < size().
    std::size_t choose(const schedule::Situation& situation, std::size_t number) const;

private:
    const InsideDriver& m_driver;
    std::vector<schedule::Pick> m_picks;
};

} // namespace interleave::explore

#include "core/runtime/random.h"

#include "core/base/check.h"
#include "core/runtime/context.h"

namespace interleave::runtime {

std::uint64_t randomBits()
{
    LaneLocal& lane = *context().lane;
    const std::uint64_t stream = childPathHash(driver().seed(), 0) ^ lane.pathHash;
    return childPathHash(stream + lane.randomsDrawn++ * 0x9e3779b97f4a7c15, 1);
}

std::int64_t randomBetween(std::int64_t low, std::int64_t high)
{
    base::check(low <= high, "a range of random numbers is not empty");
    const std::uint64_t width = static_cast<std::uint64_t>(high) - static_cast<std::uint64_t>(low) + 1;
    if (width == 0)
        return static_cast<std::int64_t>(randomBits());
    // The high half of the product is uniform up to one part in 2^64 / width.
    __extension__ using Wide = unsigned __int128;
    const auto offset = static_cast<std::uint64_t>((static_cast<Wide>(randomBits()) * width) >> 64);
    return static_cast<std::int64_t>(static_cast<std::uint64_t>(low) + offset);
}

} // namespace interleave::runtime

#include "core/sync/random.h"

#include "core/runtime/random.h"

namespace interleave::sync {

std::int64_t random(std::int64_t low, std::int64_t high)
{
    return runtime::randomBetween(low, high);
}

Duration randomUnits(double low, double high)
{
    return Duration(runtime::randomBetween(units(low).count(), units(high).count()));
}

} // namespace interleave::sync

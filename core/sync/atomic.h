#pragma once

#include "core/sync/shared.h"

namespace interleave::sync {

/// A variable that is meant to be used without a lock: whoever reads what another lane wrote sees all that was done before
/// it was written, as with acquire and release.
///
/// Its accesses are those of Shared and are recorded alike; policy 2 of the object says that they order (so that they are
/// no races), and what was read may still be stale when it is used.
/// Thread-safety: any lane.
template <typename T>
class Atomic final : public Shared<T>
{
public:
    explicit Atomic(std::string_view name, T initial = T{}, Where where = Where::current())
        : Shared<T>(name, std::move(initial), policy, where)
    {}

private:
    static constexpr std::uint32_t policy = 2;
};

} // namespace interleave::sync

#include "core/runtime/context.h"

namespace interleave::runtime {

constinit thread_local Context* t_context = nullptr;
constinit bool g_isLive = false;

Context& contextAfterSwitch() { return *t_context; }

std::uint64_t childPathHash(std::uint64_t creatorHash, std::uint32_t ordinal)
{
    // splitmix64's finalizer: every bit of the path reaches every bit of the hash.
    std::uint64_t z = creatorHash + 0x9e3779b97f4a7c15 * (std::uint64_t{ordinal} + 1);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
    z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
    return z ^ (z >> 31);
}

SourceId internSlow(Context& context, const Where& where, const void* key)
{
    Context::CachedSource& cached = context.sources[(reinterpret_cast<std::uintptr_t>(key) >> 3) % 256];
    cached = {key, context.driver->internSource(where)};
    return cached.id;
}

} // namespace interleave::runtime

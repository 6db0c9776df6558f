#pragma once

#include "core/arena/writer.h"
#include "core/runtime/driver.h"

#include <array>
#include <bit>
#include <cstdint>

namespace interleave::runtime {

/// What belongs to a lane and is needed by whoever runs it. Lives as long as the lane runs.
struct LaneLocal
{
    LaneId id = LaneId::none;
    std::uint64_t pathHash = 0; ///< of the creation path: equal in every equivalent execution
    std::uint32_t lanesCreated = 0;
    std::uint32_t objectsCreated = 0;
    std::uint64_t randomsDrawn = 0;
    std::uint32_t process = 0;
    bool isDaemon = false;
    Nanoseconds now = 0; ///< Conducted and Inside: the lane's time after its last operation
    void* extension = nullptr; ///< what core/async keeps with a lane: the loop that it runs, or that runs it
};

/// The pathHash of the `ordinal`-th lane that a lane with `creatorHash` created.
std::uint64_t childPathHash(std::uint64_t creatorHash, std::uint32_t ordinal);

/// What a thread that carries lanes needs at hand. A fiber has one too; its driver installs it at every switch.
struct Context
{
    LaneLocal* lane = nullptr; ///< who acts; a task while its loop runs it
    Driver* driver = nullptr;
    arena::Writer writer; ///< Live and Conducted
    arena::ThreadSlot* slot = nullptr;
    std::uint64_t lastStamp = 0; ///< Live: of the event that this thread appended last
    bool isAbandoned = false; ///< the execution is given up: operations do nothing any more

    struct CachedSource
    {
        const void* key = nullptr;
        SourceId id = SourceId::none;
    };
    std::array<CachedSource, 256> sources;
};

/// The context of the calling thread. Never null inside a scenario.
/// Initial-exec: one load, no call; the target is an executable, never a library that is opened later.
[[gnu::tls_model("initial-exec")]] extern constinit thread_local Context* t_context;

inline Context& context()
{
    return *t_context;
}

/// For code that a fiber may leave and come back to: never inlined, so that no compiler keeps what it knew of this
/// thread's variable across a switch.
[[gnu::noinline]] Context& contextAfterSwitch();

inline LaneId currentLane()
{
    return context().lane->id;
}

inline Driver& driver()
{
    return *context().driver;
}

/// Whether primitives block natively and record what they did. The whole process runs in one way, decided before its
/// first lane.
extern constinit bool g_isLive;

inline bool isLive()
{
    return g_isLive;
}

SourceId internSlow(Context& context, const Where& where, const void* key);

/// The id of a source position; a load and a compare when this thread has seen it before.
inline SourceId sourceOf(Context& context, const Where& where)
{
    static_assert(sizeof(Where) == sizeof(const void*), "a source_location is one pointer to a constant");
    const auto* key = std::bit_cast<const void*>(where);
    const Context::CachedSource& cached = context.sources[(reinterpret_cast<std::uintptr_t>(key) >> 3) % 256];
    return cached.key == key ? cached.id : internSlow(context, where, key);
}

} // namespace interleave::runtime

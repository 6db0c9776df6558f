#include "core/scenarios/scenario.h"

namespace interleave::scenarios {

std::string_view name(Chapter chapter)
{
    switch (chapter) {
    case Chapter::Foundations: return "Foundations";
    case Chapter::Threads: return "Threads";
    case Chapter::Locks: return "Locks";
    case Chapter::SemaphoresAndEvents: return "Semaphores and events";
    case Chapter::Queues: return "Queues";
    case Chapter::Processes: return "Processes";
    case Chapter::Pools: return "Pools";
    case Chapter::Coroutines: return "Coroutines";
    case Chapter::Network: return "Network";
    case Chapter::Limits: return "Limits";
    }
    return "";
}

std::string_view name(Mark mark)
{
    switch (mark) {
    case Mark::None: return "";
    case Mark::Broken: return "broken";
    case Mark::Fixed: return "fixed";
    case Mark::Wasteful: return "wasteful";
    }
    return "";
}

} // namespace interleave::scenarios

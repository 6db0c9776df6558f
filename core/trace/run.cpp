#include "core/trace/run.h"

#include <array>

namespace interleave::trace {
namespace {

constexpr std::array<std::string_view, endingCount> endingNames = {
    "NONE", "COMPLETED", "DEADLOCK", "HANG", "FAILED", "KILLED", "STOPPED", "BOUND", "ARENA-FULL", "CONFIG-ERROR",
};

constexpr std::array<std::string_view, findingKindCount> findingNames = {
    "LOCK-LEAK", "MISUSE", "LANE-FAILED", "LOST-UPDATE", "RACE", "STUCK", "KILLED", "DESTROYED-IN-USE",
    "BROKEN-INVARIANT", "NEVER-AWAITED", "EXIT-STATUS",
};

} // namespace

std::string_view name(Mode mode) { return mode == Mode::Live ? "live" : "controlled"; }
std::string_view name(TimeSetting setting) { return setting == TimeSetting::Respected ? "respected" : "ignored"; }

std::string_view name(Ending ending)
{
    const auto i = static_cast<std::size_t>(ending);
    return i < endingNames.size() ? endingNames[i] : "UNKNOWN";
}

std::string_view name(FindingKind kind)
{
    const auto i = static_cast<std::size_t>(kind);
    return i < findingNames.size() ? findingNames[i] : "UNKNOWN";
}

std::optional<Ending> endingFromName(std::string_view wanted)
{
    for (std::size_t i = 0; i < endingNames.size(); ++i)
        if (endingNames[i] == wanted)
            return static_cast<Ending>(i);
    return std::nullopt;
}

std::optional<FindingKind> findingKindFromName(std::string_view wanted)
{
    for (std::size_t i = 0; i < findingNames.size(); ++i)
        if (findingNames[i] == wanted)
            return static_cast<FindingKind>(i);
    return std::nullopt;
}

} // namespace interleave::trace

#include "core/trace/operation.h"

#include <array>

namespace interleave::trace {
namespace {

constexpr std::array<std::string_view, objectKindCount> objectKindNames = {
    "unknown", "process", "thread",  "task",  "mutex", "recursive-mutex", "shared-mutex", "condition", "semaphore", "event",
    "latch",   "barrier", "queue",   "variable", "loop", "future",         "pipe",         "outcome",   "once",
};

constexpr std::array<std::string_view, operationCount> operationNames = {
    "none",        "create",     "destroy",      "begin",           "end",        "fail",       "clock",     "resume",
    "callback",    "start",      "join",         "set-daemon",      "kill",       "exit",       "sleep",     "yield",
    "note",        "outcome",    "lock",         "try-lock",        "unlock",     "lock-shared", "try-lock-shared",
    "unlock-shared", "wait",     "wake",         "notify-one",      "notify-all", "acquire",    "try-acquire", "release",
    "await-set",   "set",        "clear",        "is-set",          "count-down", "await-zero", "arrive",    "pass",
    "put",         "try-put",    "get",          "try-get",         "size",       "close",      "task-done", "await-done",
    "read",        "write",      "modify",       "compare-exchange", "await",     "select",     "post",      "resolve",
    "cancel",      "send",       "receive",      "close-end",       "open-end",   "enter-once", "leave-once",
};

constexpr std::array<std::string_view, wayCount> wayNames = {
    "success", "timed-out", "failed", "misuse", "spurious", "closed", "suspended", "timer", "cancelled",
};

template <typename Enum, std::size_t n>
std::optional<Enum> find(const std::array<std::string_view, n>& names, std::string_view wanted)
{
    for (std::size_t i = 0; i < n; ++i)
        if (names[i] == wanted)
            return static_cast<Enum>(i);
    return std::nullopt;
}

template <typename Enum, std::size_t n>
std::string_view at(const std::array<std::string_view, n>& names, Enum value)
{
    const auto i = static_cast<std::size_t>(value);
    return i < n ? names[i] : std::string_view("unknown");
}

} // namespace

std::string_view name(ObjectKind kind) { return at(objectKindNames, kind); }
std::string_view name(Operation operation) { return at(operationNames, operation); }
std::string_view name(Way way) { return at(wayNames, way); }

std::optional<ObjectKind> objectKindFromName(std::string_view wanted) { return find<ObjectKind>(objectKindNames, wanted); }
std::optional<Operation> operationFromName(std::string_view wanted) { return find<Operation>(operationNames, wanted); }
std::optional<Way> wayFromName(std::string_view wanted) { return find<Way>(wayNames, wanted); }

} // namespace interleave::trace

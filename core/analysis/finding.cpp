#include "core/analysis/finding.h"

#include <array>

namespace interleave::analysis {
namespace {

struct Words
{
    std::string_view name;
    std::string_view title;
};

constexpr std::array<Words, findingKindCount> kinds = {{
    {"data-race", "Data race"},
    {"unordered", "Unordered accesses"},
    {"lost-update", "Lost update"},
    {"stale-check", "Stale check"},
    {"deadlock", "Deadlock"},
    {"partial-deadlock", "Partial deadlock"},
    {"hang", "Hang"},
    {"lost-wake-up", "Lost wake-up"},
    {"missed-pulse", "Missed pulse"},
    {"lock-leak", "Lock leak"},
    {"lock-order", "Order of locks"},
    {"starvation", "Starvation"},
    {"long-wait", "Longest waits"},
    {"busy-wait", "Busy waiting"},
    {"contention", "Contention of locks"},
    {"queue-use", "Use of queues"},
    {"guard", "What guards what"},
    {"critical-path", "Critical path"},
    {"utilisation", "Utilisation"},
    {"misuse", "Misuse"},
    {"lane-failed", "Uncaught exception"},
    {"killed-lane", "Cut off"},
    {"destroyed-in-use", "Destroyed in use"},
    {"broken-invariant", "Broken invariant"},
    {"never-awaited", "Never awaited"},
    {"exit-status", "Exit status"},
    {"stuck", "Stuck"},
    {"against-the-rules", "Against the rules"},
}};

constexpr Words unknown = {"unknown", "Unknown"};

constexpr Words wordsOf(FindingKind kind)
{
    const auto i = static_cast<std::size_t>(kind);
    return i < kinds.size() ? kinds[i] : unknown;
}

} // namespace

std::string_view name(FindingKind kind) { return wordsOf(kind).name; }
std::string_view title(FindingKind kind) { return wordsOf(kind).title; }

std::string_view name(Severity severity)
{
    static constexpr std::array<std::string_view, severityCount> names = {"wrong", "suspicious", "observation"};
    const auto i = static_cast<std::size_t>(severity);
    return i < names.size() ? names[i] : std::string_view("unknown");
}

} // namespace interleave::analysis

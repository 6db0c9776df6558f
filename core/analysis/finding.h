#pragma once

#include "core/base/ids.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace interleave::analysis {

/// How much a finding matters.
enum class Severity : std::uint8_t {
    Wrong,       ///< it went wrong in this run, or whether it does is left to chance
    Suspicious,  ///< it did not go wrong in this run, but could, or costs more than it needs to
    Observation, ///< a number worth knowing
};
inline constexpr int severityCount = 3;

/// What a finding is about. The words of name() are part of the output for machines: append only.
enum class FindingKind : std::uint8_t {
    // Order of accesses.
    DataRace,   ///< two accesses of one variable, at least one of them a write, and nothing orders them
    Unordered,  ///< the same where the variable claims no order (Relaxed)
    LostUpdate, ///< a lane overwrote what another had written since it looked
    StaleCheck, ///< a lane changed what another had changed since it looked
    // Lanes that never move again.
    Deadlock,        ///< a ring of lanes each of which waits for the next; the run ended by it
    PartialDeadlock, ///< the same while others went on
    Hang,            ///< nobody is left who could help
    LostWakeUp,      ///< a notification that nobody waited for, then a wait that never ends
    MissedPulse,     ///< an event set and cleared while somebody was about to wait for it
    LockLeak,
    // What could happen in another order.
    LockOrder, ///< locks taken in orders that can close a ring
    // What costs time.
    Starvation, ///< somebody waits while others have the same thing again and again
    LongWait,
    BusyWait,   ///< looking again and again at what does not change
    Contention, ///< how often and how long a lock was waited for and held
    // Numbers.
    QueueUse,
    Guard,        ///< which locks were held at every access of a variable
    CriticalPath,
    Utilisation,
    // What the rules saw besides.
    Misuse,
    LaneFailed,
    KilledLane,
    DestroyedInUse,
    BrokenInvariant,
    NeverAwaited,
    ExitStatus,
    Stuck,
    AgainstTheRules, ///< the record itself does not fit together
};
inline constexpr int findingKindCount = 28;

/// Something worth knowing about a run, with the places that show it.
struct Finding
{
    FindingKind kind = FindingKind::Misuse;
    Severity severity = Severity::Observation;
    std::string sentence;             ///< in plain words, naming lanes, objects and lines; stands alone
    std::vector<LaneId> lanes;        ///< whom it concerns, the one of the first step first
    std::vector<ObjectId> objects;
    std::vector<Step> steps;          ///< the events that show it; the first is where a click goes. May be empty
    std::vector<SourceId> sources;    ///< lines that matter, each once; lines of `steps` and others
    std::uint64_t count = 1;          ///< how often it was seen; the sentence describes the first time
    std::optional<double> value = {}; ///< the number by which findings of one kind are ordered, largest first
};

/// "data-race", "lock-order", …: stable words for files and machines.
std::string_view name(FindingKind kind);
/// "wrong", "suspicious", "observation".
std::string_view name(Severity severity);
/// "Data race", "Order of locks", …: a heading for people.
std::string_view title(FindingKind kind);

} // namespace interleave::analysis

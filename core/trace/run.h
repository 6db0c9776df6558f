#pragma once

#include "core/base/ids.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace interleave::trace {

/// How the events of a trace came about; decides the unit of their stamps.
enum class Mode : std::uint8_t { Live, Controlled };

/// What a sleep means to the scheduler of a Controlled run.
enum class TimeSetting : std::uint8_t {
    Respected, ///< sleepers wake in the order of their deadlines, when nobody else can move
    Ignored,   ///< a sleep may last any time: a sleeper is always a candidate
};

/// How a run ended; exactly one.
enum class Ending : std::uint8_t {
    None, ///< it has not ended
    Completed,
    Deadlock,
    Hang,
    Failed, ///< an exception left `main`, or the process crashed
    Killed, ///< by somebody outside
    Stopped, ///< by the user
    Bound, ///< the limit on the number of steps was reached
    ArenaFull,
    ConfigError, ///< the program could not even start
};
inline constexpr int endingCount = 10;

/// Something worth knowing about a run besides its ending.
enum class FindingKind : std::uint8_t {
    LockLeak,     ///< a lane ended while it held a lock
    Misuse,       ///< an operation against the rules of its object
    LaneFailed,   ///< an exception that nobody caught ended a lane
    LostUpdate,
    Race,
    Stuck,        ///< some lanes can never move again while others go on
    KilledLane,   ///< a daemon lane was cut off by the end of its process
    DestroyedInUse, ///< an object was destroyed while held or waited for
    BrokenInvariant, ///< the program's own check of its result failed
    NeverAwaited,
    ExitStatus,   ///< a child process ended with a status that is not 0, or by a signal
};
inline constexpr int findingKindCount = 11;

struct Finding
{
    FindingKind kind = FindingKind::Misuse;
    std::string sentence;      ///< in plain words, naming lanes, objects and lines
    std::vector<LaneId> lanes; ///< whom it concerns
    std::vector<ObjectId> objects;
    std::optional<Step> step;  ///< the event that shows it
};

/// How the run ended and why, in words and for machines.
struct Verdict
{
    Ending ending = Ending::None;
    std::string sentence;
    std::vector<LaneId> lanes;     ///< deadlock: the cycle in waiting order; hang: who is stuck
    std::vector<ObjectId> objects; ///< deadlock: objects[i] is what lanes[i] waits for
    std::vector<Finding> findings;
};

/// What was run and how: enough to run it again.
struct RunInfo
{
    std::string scenario;
    std::string variant;
    std::map<std::string, std::string> parameters; ///< every parameter, as text, defaults included
    Mode mode = Mode::Controlled;
    TimeSetting time = TimeSetting::Respected;
    std::string strategy; ///< "by-hand", "round-robin", "random", "pct", "replay"; empty in Live
    std::uint64_t seed = 0;
    std::string schedule; ///< the picks so far, in the form of core/schedule; empty in Live
    double speed = 1.0;   ///< of sleeps in Live
};

std::string_view name(Mode mode);
std::string_view name(TimeSetting setting);
/// "COMPLETED", "DEADLOCK", …: the word that promises and reports use.
std::string_view name(Ending ending);
std::string_view name(FindingKind kind);
std::optional<Ending> endingFromName(std::string_view name);
std::optional<FindingKind> findingKindFromName(std::string_view name);

} // namespace interleave::trace

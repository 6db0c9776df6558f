#pragma once

#include "core/base/result.h"
#include "core/rules/request.h"
#include "core/trace/run.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

/// A schedule as text: what was run, then who moved.
///
///     interleave-schedule 1
///     scenario kitchen-deadlock as-written
///     set hold 2
///     seed 7
///     time ignored
///     notify any
///     spurious 1
///     picks
///     0 4
///     0.1 2
///     0.2 1 timed-out
///     0.1 1 success 1
///     check 64 9c1f07a2b3d4e5f6
///
/// `notify any` and `spurious` stand there when the run allowed more than a usual one. After `picks`, each line is a run
/// of picks of one lane: its creation path, how often it moved, and, where it had several alternatives, the way and the
/// alternative's index that were taken each time. After every 64 picks a line
/// `check` with their number and a hash over the operations and objects so far; a replay stops at the first check or
/// pick that differs. Version rule: a larger number than 1 is refused. Lines that begin with # are comments.
/// Why text: it is pasted, mailed, diffed, and passed on a command line.
namespace interleave::schedule {

/// One decision.
struct Pick
{
    std::string path; ///< the lane's creation path
    bool hadChoice = false; ///< the lane had several alternatives: way and index say which
    rules::Way way = rules::Way::Success;
    std::uint16_t index = 0;

    friend bool operator==(const Pick&, const Pick&) = default;
};

/// A hash over the operations that were picked, in order.
class PickHash
{
public:
    void add(rules::Operation operation, std::string_view objectPath);
    std::uint64_t value() const { return m_value; }

private:
    std::uint64_t m_value = 0xcbf29ce484222325;
};

inline constexpr std::size_t checkInterval = 64;

struct Schedule
{
    trace::RunInfo info; ///< scenario, variant, parameters, seed, time
    std::vector<Pick> picks;
    bool wakesAny = false;             ///< NotifyOne may wake any waiter
    std::uint32_t spuriousWakeUps = 0; ///< how many may be injected
    std::vector<std::uint64_t> checks; ///< checks[i] is the hash after (i + 1) · 64 picks
};

std::string toText(const Schedule& schedule);
/// BadFormat with the line's number; NewerVersion.
base::Result<Schedule> parseSchedule(std::string_view text);

} // namespace interleave::schedule

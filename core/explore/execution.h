#pragma once

#include "core/rules/state.h"
#include "core/trace/run.h"

#include <cstdint>
#include <functional>
#include <initializer_list>
#include <string>
#include <vector>

namespace interleave::explore {

/// What a child process runs: a function of values.
struct Role
{
    std::string name;
    std::function<int(const std::vector<std::string>&)> run;
};

/// A program to run again and again: its first lane, and what its child processes run. It must reach everything that
/// differs from run to run through operations, and keep nothing from one run to the next.
struct Program
{
    std::string name = "program";
    std::function<void()> main;
    std::vector<Role> roles = {};
};

struct RunOptions
{
    trace::TimeSetting time = trace::TimeSetting::Ignored;
    bool notifyWakesAny = false;
    std::uint32_t spuriousWakeUps = 0;
    std::size_t maxPicks = 100'000; ///< more than these end the execution with Bound
    std::uint64_t seed = 1;         ///< of the lanes' own random numbers
};

/// A set of kinds of findings.
class FindingSet
{
public:
    FindingSet() = default;
    FindingSet(std::initializer_list<trace::FindingKind> kinds)
    {
        for (const trace::FindingKind kind : kinds)
            add(kind);
    }

    void add(trace::FindingKind kind) { m_bits = static_cast<std::uint16_t>(m_bits | bit(kind)); }
    bool has(trace::FindingKind kind) const { return (m_bits & bit(kind)) != 0; }
    bool empty() const { return m_bits == 0; }
    /// In order of FindingKind.
    std::vector<trace::FindingKind> kinds() const;

    friend auto operator<=>(FindingSet, FindingSet) = default;

private:
    static unsigned bit(trace::FindingKind kind) { return 1U << static_cast<unsigned>(kind); }

    std::uint16_t m_bits = 0;
};

/// What one execution came to.
struct Execution
{
    trace::Ending ending = trace::Ending::None;
    FindingSet findings;       ///< of the kinds that rules::Judge finds
    std::string outcome;       ///< "balance=20 cash=80": keys in alphabetical order; as of rules::Judge
    std::size_t picks = 0;
    Nanoseconds makespan = 0;  ///< the virtual time at its end; 0 where time is ignored
    double probability = 1;    ///< of exactly these picks when every lane that can move, then every way, is as likely
    std::vector<std::string> refused; ///< lanes that did not unwind and were put aside
};

/// "DEADLOCK LOCK-LEAK balance=20", for messages.
std::string toText(trace::Ending ending, FindingSet findings, const std::string& outcome);

} // namespace interleave::explore

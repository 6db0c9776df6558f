#pragma once

#include "core/analysis/finding.h"
#include "core/analysis/held_locks.h"
#include "core/analysis/segment.h"
#include "core/rules/state.h"
#include "core/rules/stuck.h"
#include "core/trace/run.h"
#include "core/trace/trace.h"

#include <initializer_list>
#include <vector>

namespace interleave::analysis {

/// A set of operations.
class OperationSet
{
public:
    constexpr OperationSet() = default;
    constexpr OperationSet(std::initializer_list<trace::Operation> operations)
    {
        for (const trace::Operation operation : operations)
            m_bits |= bitOf(operation);
    }
    static constexpr OperationSet all()
    {
        OperationSet set;
        set.m_bits = ~std::uint64_t{0};
        return set;
    }
    constexpr bool contains(trace::Operation operation) const { return (m_bits & bitOf(operation)) != 0; }
    friend constexpr OperationSet operator|(OperationSet a, OperationSet b)
    {
        a.m_bits |= b.m_bits;
        return a;
    }

private:
    static_assert(trace::operationCount <= 64);
    static constexpr std::uint64_t bitOf(trace::Operation operation)
    {
        const auto number = static_cast<unsigned>(operation);
        return number < 64 ? std::uint64_t{1} << number : 0;
    }
    std::uint64_t m_bits = 0;
};

/// One event of the pass, and what is known of the run there.
struct Moment
{
    const trace::Trace& trace;
    const rules::State& state; ///< before or behind the event
    const HeldLocks& locks;    ///< likewise
    Step step = 0;
    trace::Event event;
    Nanoseconds time = 0; ///< run time: virtual in Controlled runs, from the stamp in Live ones

    bool isControlled() const { return trace.info().mode == trace::Mode::Controlled; }
    /// What durations are measured in where somebody waits or works: steps in Controlled runs, else nanoseconds.
    std::int64_t measure() const { return isControlled() ? static_cast<std::int64_t>(step) : time; }
    bool succeeded() const { return !event.isBlocked() && event.way() == trace::Way::Success; }
};

/// What is known behind the last event.
struct Conclusion
{
    const trace::Trace& trace;
    const rules::State& state;
    const HeldLocks& locks;
    Step size = 0;                          ///< how many events were read
    const trace::Verdict* verdict = nullptr; ///< may be null
    const rules::Stuck& stuck;              ///< who can never move again

    bool isControlled() const { return trace.info().mode == trace::Mode::Controlled; }
    Nanoseconds time() const { return isControlled() ? state.time() : size == 0 ? 0 : trace.timeAt(size - 1); }
    std::int64_t measure() const { return isControlled() ? static_cast<std::int64_t>(size) : time(); }
    bool isStuck(LaneId lane) const;
};

/// Who can never move again from `state` on; wake-ups that nobody causes are no hope.
rules::Stuck stuckIn(const rules::State& state);

/// Watches the events of one pass and says in the end what it found.
///
/// It streams: what it keeps grows with lanes, objects and lines, never with events.
class Detector
{
public:
    virtual ~Detector() = default;

    /// The operations of whose events, blocked ones included, it is told before and after they take effect.
    virtual OperationSet wantsBefore() const { return {}; }
    virtual OperationSet wantsAfter() const { return {}; }
    virtual void before(const Moment&) {}
    virtual void after(const Moment&) {}
    virtual void finish(const Conclusion& end, std::vector<Finding>& findings) = 0;
};

/// The element of a table by id, which grows as needed.
template <typename Thing, typename Id>
Thing& entry(std::vector<Thing>& table, Id id)
{
    if (index(id) >= table.size())
        table.resize(index(id) + 1);
    return table[index(id)];
}

/// " (kitchen_deadlock.cpp:31)", or "" when the line is unknown.
std::string atText(const trace::Trace& trace, SourceId source);
/// "a", "a and b", "a, b and c".
std::string joinedText(const std::vector<std::string>& parts);
/// "12 steps" in Controlled runs without time, else "1.5 ms".
std::string spanText(Step steps, Nanoseconds time, bool isControlled);
/// "1 time", "5 times".
std::string timesText(std::uint64_t count);
/// "37 %".
std::string shareText(double share);
/// Adds a line that is known and not yet there.
void addSource(Finding& finding, SourceId source);

} // namespace interleave::analysis

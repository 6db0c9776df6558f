#pragma once

#include "core/analysis/detector.h"
#include "core/analysis/happens_before.h"

#include <unordered_map>
#include <vector>

namespace interleave::analysis {

/// Data races: two accesses of one variable by different threads, at least one of them a write, that nothing orders.
///
/// A variable that is meant to (Atomic), or is changed indivisibly anywhere (Modify, CompareExchange), orders: none of its accesses
/// race, and who reads it knows what was done before it was written. A Relaxed variable claims no order: its pairs are
/// Unordered, which is an observation. Pairs of accesses are reported once per pair of lines, with their number.
/// As in the source, of several races on one variable at least the first is found.
/// Source: C. Flanagan, S. N. Freund, "FastTrack: Efficient and Precise Dynamic Race Detection", PLDI 2009.
class Races final : public Detector
{
public:
    explicit Races(const trace::Trace& trace, EdgeListener* listener = nullptr) : m_order(trace, listener) {}

    HappensBefore& order() { return m_order; }

    OperationSet wantsAfter() const override;
    void after(const Moment& moment) override;
    void finish(const Conclusion& end, std::vector<Finding>& findings) override;

private:
    struct Access
    {
        Epoch epoch;
        LaneId lane = LaneId::none;
        SourceId source = SourceId::none;
        Step step = 0;
        LockSetId locks = noLocks;
        bool isWrite = false;
    };
    struct Variable
    {
        Access write;
        std::vector<Access> reads; ///< since that write; of each carrier at most one
        bool isKnown = false;
        bool isAtomic = false;
    };
    struct Race
    {
        ObjectId variable;
        Access first;
        Access second;
        std::uint64_t count = 0;
    };

    void access(const Moment& moment);
    void read(Variable& variable, const Moment& moment, const Access& access);
    void write(Variable& variable, const Moment& moment, const Access& access);
    void accessAtomic(Variable& variable, const Moment& moment);
    void report(ObjectId variable, const Access& first, const Access& second);
    Finding describe(const Conclusion& end, const Race& race) const;

    HappensBefore m_order;
    std::vector<Variable> m_variables; ///< by object
    std::vector<Race> m_races;         ///< in the order in which they were found
    std::unordered_map<std::uint64_t, std::vector<std::size_t>> m_byLines;
};

} // namespace interleave::analysis

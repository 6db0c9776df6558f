#pragma once

#include "core/analysis/detector.h"

#include <vector>

namespace interleave::analysis {

/// Lanes that act on what they saw before somebody else changed it, whether or not locks order the accesses.
///
/// A lane read a variable, another changed it, and the lane writes it without having looked again: the other's change is
/// lost. If it changes it indivisibly instead, nothing is lost, but what it decided by is no longer true: a stale check,
/// as is reading again only after an await that came between the check and the act. A CompareExchange compares, so it
/// never acts on what is stale. Reported once per pair of lines, with a count.
/// Source: S. Lu, J. Tucek, F. Qin, Y. Zhou, "AVIO: Detecting Atomicity Violations via Access Interleaving Invariants",
///         ASPLOS 2006: its cases read, write elsewhere, write.
class StaleReads final : public Detector
{
public:
    OperationSet wantsAfter() const override;
    void after(const Moment& moment) override;
    void finish(const Conclusion& end, std::vector<Finding>& findings) override;

private:
    struct Look
    {
        LaneId lane = LaneId::none;
        Step step = noStep; ///< noStep: it has not looked since its own latest change
        SourceId source = SourceId::none;
        std::uint64_t version = 0;
        // The first look since its latest change, when an await came behind it.
        Step early = noStep;
        SourceId earlySource = SourceId::none;
        std::uint64_t earlyVersion = 0;
        std::uint32_t awaits = 0; ///< how often the lane had awaited when it looked
    };
    struct Variable
    {
        std::vector<Look> looks; ///< by lane that ever looked
        std::uint64_t version = 0;
        LaneId changedBy = LaneId::none;
        Step changedAt = noStep;
        SourceId changedSource = SourceId::none;
    };
    struct Case
    {
        FindingKind kind;
        ObjectId variable;
        LaneId lane;
        LaneId other;
        Step look;
        Step change;
        Step act;
        SourceId lookSource;
        SourceId changeSource;
        SourceId actSource;
        bool hasAwaited;
        std::uint64_t count = 1;
    };

    Look& lookOf(Variable& variable, LaneId lane);
    void read(Variable& variable, const Moment& moment);
    void change(Variable& variable, const Moment& moment);
    void report(const Case& seen);

    std::vector<Variable> m_variables;   ///< by object
    std::vector<std::uint32_t> m_awaits; ///< by lane
    std::vector<Case> m_cases;
};

} // namespace interleave::analysis

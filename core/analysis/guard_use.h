#pragma once

#include "core/analysis/detector.h"
#include "core/analysis/guards.h"

#include <unordered_map>
#include <vector>

namespace interleave::analysis {

/// Which locks guard which variable, as a finding for each variable that several lanes used.
///
/// Of a lock that is held to read, only reading is protected.
class GuardUse final : public Detector
{
public:
    OperationSet wantsAfter() const override;
    void after(const Moment& moment) override;
    void finish(const Conclusion& end, std::vector<Finding>& findings) override;

private:
    /// The latest access of a lane and sort: who does the same again learns nothing.
    struct Last
    {
        LaneId lane = LaneId::none;
        LockSetId locks = noLocks;
        Guards::Access access = Guards::Access::Read;
        std::uint64_t joins = 0;
        std::size_t users = 0; ///< lanes and sorts that had been seen then
        friend bool operator==(const Last&, const Last&) = default;
    };
    struct Variable
    {
        std::uint64_t accesses = 0;
        Step first = noStep;
        std::vector<Last> last; ///< of few lanes
    };

    const std::vector<ObjectId>& protecting(const HeldLocks& locks, LockSetId set, bool isWrite);
    std::string sentenceOf(const Conclusion& end, ObjectId variable, const Guard& guard) const;

    Guards m_guards;
    std::vector<Variable> m_variables; ///< by object
    std::unordered_map<LockSetId, std::vector<ObjectId>> m_toRead;
    std::unordered_map<LockSetId, std::vector<ObjectId>> m_toWrite;
    std::uint64_t m_joins = 0;
};

} // namespace interleave::analysis

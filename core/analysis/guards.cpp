#include "core/analysis/guards.h"

#include <algorithm>

namespace interleave::analysis {

Guards::Facts& Guards::factsOf(ObjectId variable)
{
    const auto place = std::lower_bound(m_facts.begin(), m_facts.end(), variable,
                                        [](const Facts& facts, ObjectId id) { return facts.variable < id; });
    if (place != m_facts.end() && place->variable == variable)
        return *place;
    return *m_facts.insert(place, Facts{.variable = variable});
}

const Guards::Facts* Guards::find(ObjectId variable) const
{
    const auto place = std::lower_bound(m_facts.begin(), m_facts.end(), variable,
                                        [](const Facts& facts, ObjectId id) { return facts.variable < id; });
    return place != m_facts.end() && place->variable == variable ? &*place : nullptr;
}

void Guards::access(ObjectId variable, LaneId lane, Access access, const std::vector<ObjectId>& held, Step step)
{
    Facts& facts = factsOf(variable);
    facts.lane = lane;
    if (std::find(facts.users.begin(), facts.users.end(), lane) == facts.users.end())
        facts.users.push_back(lane);
    if (facts.users.size() == 1)
        return; // Alone, or after the end of everybody else.
    if (!facts.isShared) {
        facts.isShared = true;
        facts.locks = held;
        std::sort(facts.locks.begin(), facts.locks.end());
    } else {
        std::erase_if(facts.locks, [&](ObjectId lock) {
            return std::find(held.begin(), held.end(), lock) == held.end();
        });
    }
    if (access != Access::Read) {
        facts.isWritten = true;
        facts.isIndivisible = facts.isIndivisible && access == Access::Indivisible;
    }
    if (facts.locks.empty() && facts.lost == noStep) {
        facts.lost = step;
        facts.lostBy = lane;
    }
}

void Guards::joined(LaneId lane)
{
    for (Facts& facts : m_facts)
        std::erase(facts.users, lane);
}

Guard Guards::guardOf(ObjectId variable) const
{
    const Facts* facts = find(variable);
    if (facts == nullptr)
        return {};
    Guard guard{.lane = facts->lane, .locks = facts->locks};
    if (!facts->isShared) {
        guard.kind = Guard::Kind::OneLane;
        return guard;
    }
    if (!facts->locks.empty()) {
        guard.kind = Guard::Kind::Guarded;
        return guard;
    }
    guard.kind = !facts->isWritten      ? Guard::Kind::ReadOnly
                 : facts->isIndivisible ? Guard::Kind::Indivisible
                                        : Guard::Kind::Unguarded;
    guard.lost = facts->lost;
    guard.lostBy = facts->lostBy;
    return guard;
}

} // namespace interleave::analysis

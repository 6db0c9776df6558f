#include "core/rules/stuck.h"

#include "core/rules/state.h"

#include <algorithm>

namespace interleave::rules {
namespace {

/// What one lane needs in order to move.
struct Need
{
    bool counts = false; ///< it lives, has started, and is not a task that its loop left behind
    bool hasHope = false;
    Hope hope;                        ///< of those it waits for
    ObjectId object = ObjectId::none; ///< what it waits for
    LaneId carrier = LaneId::none;    ///< it needs this lane's thread besides
};

class Search
{
public:
    explicit Search(const State& state) : m_state(state), m_needs(state.laneCount()) {}

    Stuck run();

private:
    bool isTask(LaneId id) const { return m_state.lane(id).facts.kind == trace::LaneKind::Task; }
    bool isLiving(LaneId id) const;
    bool hasHope(LaneId id) const { return m_state.knows(id) && m_needs[index(id)].hasHope; }
    bool isStuck(LaneId id) const { return m_state.knows(id) && m_needs[index(id)].counts && !hasHope(id); }
    ObjectId loopOf(LaneId task) const;

    void findOccupants();
    void describe(LaneId id);
    void describeWaiting(LaneId id, Need& need);
    void spread();
    bool mayHope(LaneId id, const Need& need) const;
    bool isEverybodyStuck() const;
    LaneId successor(LaneId id, std::size_t edge, ObjectId& object) const;
    void findCycle(Stuck& stuck) const;

    const State& m_state;
    std::vector<Need> m_needs;
    std::vector<LaneId> m_occupants; ///< per thread: the task that has it now
    std::size_t m_hopeful = 0;
};

bool Search::isLiving(LaneId id) const
{
    return m_state.knows(id) && m_state.lane(id).isAlive() && m_state.lane(id).hasStarted();
}

ObjectId Search::loopOf(LaneId task) const
{
    const ObjectId self = m_state.lane(task).facts.object;
    return m_state.knows(self) ? m_state.object(self).related : ObjectId::none;
}

void Search::findOccupants()
{
    m_occupants.assign(m_needs.size(), LaneId::none);
    for (std::size_t i = 0; i < m_needs.size(); ++i) {
        const LaneState& task = m_state.lane(LaneId(i));
        const bool hasThread = task.phase == LanePhase::Active || task.phase == LanePhase::Waiting;
        if (!isTask(LaneId(i)) || !hasThread || !m_state.knows(task.facts.home))
            continue;
        LaneId& occupant = m_occupants[index(task.facts.home)];
        if (isNone(occupant) || task.phase == LanePhase::Active)
            occupant = LaneId(i);
    }
}

void Search::describe(LaneId id)
{
    const LaneState& lane = m_state.lane(id);
    Need& need = m_needs[index(id)];
    const bool isLeftBehind = isTask(id) && m_state.knows(lane.facts.home) && !isLiving(lane.facts.home);
    need.counts = isLiving(id) && !isLeftBehind;
    if (!need.counts)
        return;
    LaneId carrier = LaneId::none;
    if (isTask(id) && m_state.knows(lane.facts.home)) {
        const LaneId occupant = m_occupants[index(lane.facts.home)];
        carrier = isNone(occupant) ? lane.facts.home : occupant;
    }
    switch (lane.phase) {
    case LanePhase::Waiting: describeWaiting(id, need); break;
    case LanePhase::Suspended:
        need.carrier = carrier;
        need.object = lane.pending.object;
        need.hope = lane.pending.deadline != never ? Hope{Hope::Kind::Owners, {}} : m_state.hope(id);
        break;
    case LanePhase::Scheduled:
        need.carrier = carrier;
        need.hope.kind = Hope::Kind::Owners;
        break;
    default:
        // A thread whose loop runs a task goes on when that task does.
        need.hasHope = isTask(id) || isNone(m_occupants[index(id)]);
        if (!need.hasHope) {
            need.hope = {Hope::Kind::Owners, {m_occupants[index(id)]}};
            need.object = m_state.lane(m_occupants[index(id)]).facts.object;
        }
        break;
    }
}

void Search::describeWaiting(LaneId id, Need& need)
{
    const Request& pending = m_state.lane(id).pending;
    AlternativeList list;
    m_state.alternatives(pending, list);
    need.hope = m_state.hope(id);
    need.hasHope = !list.empty() || need.hope.kind == Hope::Kind::Outside;
    // Who was woken from a condition and cannot move waits for the mutex.
    const bool needsMutex = pending.operation == Operation::Wake && need.hope.kind == Hope::Kind::Owners;
    need.object = needsMutex && !isNone(pending.other) ? pending.other : pending.object;
}

bool Search::mayHope(LaneId id, const Need& need) const
{
    if (!isNone(need.carrier) && !hasHope(need.carrier))
        return false;
    const auto hopes = [&](LaneId other) { return hasHope(other); };
    switch (need.hope.kind) {
    case Hope::Kind::Owners: return std::all_of(need.hope.lanes.begin(), need.hope.lanes.end(), hopes);
    case Hope::Kind::AnyOf: return std::any_of(need.hope.lanes.begin(), need.hope.lanes.end(), hopes);
    case Hope::Kind::Anybody: return m_hopeful > (hasHope(id) ? 1 : 0);
    case Hope::Kind::Outside: return true;
    }
    return false;
}

void Search::spread()
{
    m_hopeful = static_cast<std::size_t>(
        std::count_if(m_needs.begin(), m_needs.end(), [](const Need& need) { return need.hasHope; }));
    for (bool changed = true; changed;) {
        changed = false;
        for (std::size_t i = 0; i < m_needs.size(); ++i) {
            Need& need = m_needs[i];
            if (!need.counts || need.hasHope || !mayHope(LaneId(i), need))
                continue;
            need.hasHope = true;
            ++m_hopeful;
            changed = true;
        }
    }
}

bool Search::isEverybodyStuck() const
{
    bool exists = false;
    for (std::size_t i = 0; i < m_needs.size(); ++i) {
        const LaneState& lane = m_state.lane(LaneId(i));
        const LaneId home = lane.facts.home;
        const bool isDaemon = isTask(LaneId(i)) && m_state.knows(home) ? m_state.lane(home).daemon : lane.daemon;
        if (!m_needs[i].counts || isDaemon)
            continue;
        if (m_needs[i].hasHope)
            return false;
        exists = true;
    }
    return exists;
}

/// The `edge`-th lane that a stuck lane waits for as an owner, and through which object; none behind the last.
LaneId Search::successor(LaneId id, std::size_t edge, ObjectId& object) const
{
    const Need& need = m_needs[index(id)];
    const std::vector<LaneId>& owners = need.hope.lanes;
    object = need.object;
    if (need.hope.kind == Hope::Kind::Owners && edge < owners.size())
        return owners[edge];
    const std::size_t last = need.hope.kind == Hope::Kind::Owners ? owners.size() : 0;
    if (edge == last && !isNone(need.carrier)) {
        object = loopOf(id);
        return need.carrier;
    }
    return LaneId::none;
}

void Search::findCycle(Stuck& stuck) const
{
    struct Place
    {
        LaneId lane;
        std::size_t edge;
        ObjectId object;
    };
    enum class Colour : std::uint8_t { White, OnPath, Done };
    std::vector<Colour> colours(m_needs.size(), Colour::White);
    for (const LaneId start : stuck.lanes) {
        if (colours[index(start)] != Colour::White)
            continue;
        std::vector<Place> path{{start, 0, ObjectId::none}};
        colours[index(start)] = Colour::OnPath;
        while (!path.empty()) {
            Place& top = path.back();
            const LaneId next = successor(top.lane, top.edge++, top.object);
            if (isNone(next)) {
                colours[index(top.lane)] = Colour::Done;
                path.pop_back();
            } else if (isStuck(next) && colours[index(next)] == Colour::OnPath) {
                auto first = std::find_if(path.begin(), path.end(), [&](const Place& p) { return p.lane == next; });
                const auto lowest =
                    std::min_element(first, path.end(), [](const Place& a, const Place& b) { return a.lane < b.lane; });
                std::rotate(first, lowest, path.end());
                for (; first != path.end(); ++first) {
                    stuck.cycle.push_back(first->lane);
                    stuck.cycleObjects.push_back(first->object);
                }
                return;
            } else if (isStuck(next) && colours[index(next)] == Colour::White) {
                colours[index(next)] = Colour::OnPath;
                path.push_back({next, 0, ObjectId::none});
            }
        }
    }
}

Stuck Search::run()
{
    findOccupants();
    for (std::size_t i = 0; i < m_needs.size(); ++i)
        describe(LaneId(i));
    spread();
    Stuck stuck;
    for (std::size_t i = 0; i < m_needs.size(); ++i)
        if (isStuck(LaneId(i)))
            stuck.lanes.push_back(LaneId(i));
    stuck.everybody = isEverybodyStuck();
    findCycle(stuck);
    return stuck;
}

} // namespace

Stuck findStuck(const State& state)
{
    return Search(state).run();
}

} // namespace interleave::rules

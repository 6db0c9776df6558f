// The optimal search on its way down an execution.

#include "core/explore/optimal_search.h"

#include "core/base/check.h"

#include <algorithm>
#include <utility>

namespace interleave::explore {

using rules::Operation;

namespace {

// Of how many choices the tree above the shards consists: enough leaves to deal out evenly, few enough to be walked by
// everybody.
constexpr std::size_t shardChoices = 6;

// A lane that polls goes on for ever if it is let. From so many steps on, every so many steps somebody else is let: a
// prime number, so that it does not always meet the same place of a loop.
constexpr std::size_t fairFrom = 64;
constexpr std::size_t fairEvery = 17;

} // namespace

std::optional<std::size_t> Optimal::choose(const schedule::Situation& situation)
{
    if (m_depth == 0)
        begin();
    if (m_depth < m_known) {
        const Candidate& again = choiceAgain();
        for (std::size_t i = 0; i < situation.candidates.size(); ++i)
            if (situation.candidates[i].lane == again.lane && situation.candidates[i].alternative == again.alternative)
                return i;
        base::fault("the program is deterministic: what was possible is possible again");
    }
    if (m_depth >= m_bound) {
        m_isCut = true;
        return std::nullopt;
    }
    m_ids.follow(m_driver.tables());
    complete();
    if (m_depth == m_nodeCount)
        makeNode(situation);
    const auto choice = choiceAt(m_nodes[m_depth], situation);
    if (choice)
        take(situation, *choice);
    return choice;
}

void Optimal::begin()
{
    m_ids.restart();
    m_record.tables = &m_driver.tables();
    m_record.state = &m_driver.state();
    m_record.locals = &m_locals;
    m_record.firstLanes = m_driver.tables().laneCount();
    m_record.firstObjects = m_driver.tables().objectCount();
    m_record.firstLocals = m_locals.size();
}

const schedule::Candidate* Optimal::known()
{
    if (m_depth >= m_known)
        return nullptr;
    if (m_depth == 0)
        begin();
    return &choiceAgain();
}

/// The choice of the execution before.
const Candidate& Optimal::choiceAgain()
{
    m_otherWay.reset();
    const RanStep& step = m_happened.step(m_depth);
    const rules::Request* request = m_driver.conductor().standingAt(step.asked.lane);
    if (request == nullptr || request->operation != step.asked.operation || request->object != step.asked.object)
        base::fault(("the program is deterministic: after the same choices it does the same again, but at step "
                     + std::to_string(m_depth) + " it did not")
                        .c_str());
    ++m_depth;
    return step.candidate;
}

/// The last step is over: orders it among the others.
void Optimal::complete()
{
    const auto otherWay = std::exchange(m_otherWay, std::nullopt);
    if (m_happened.finished() == m_happened.size())
        return;
    RanStep& step = m_happened.step(m_happened.size() - 1);
    step.act.effect = otherWay.value_or(step.act.alternative.way);
    step.lanes = static_cast<std::uint32_t>(m_driver.tables().laneCount());
    step.objects = static_cast<std::uint32_t>(m_driver.tables().objectCount());
    step.locals = static_cast<std::uint32_t>(m_locals.size());
    announce(step);
    m_happened.finish();
    const std::size_t at = m_happened.size() - 1;
    step.firstRace = static_cast<std::uint32_t>(m_races.size());
    findRaces(step.act, step.asked, step.before, at, m_races);
}

/// A writer that arrives at a shared mutex which lets writers go first stands in the way of readers from then on.
void Optimal::announce(RanStep& step)
{
    if (!m_driver.state().hasWritersFirst())
        return;
    std::size_t count = 0;
    const schedule::Conductor& conductor = m_driver.conductor();
    for (std::size_t i = 0; i < conductor.standingCount(); ++i) {
        const rules::Request& request = conductor.standing(i);
        if (request.operation != Operation::Lock)
            continue;
        const auto* mutex = m_driver.state().findRules<rules::SharedMutexRules>(request.object);
        if (mutex == nullptr || !mutex->writersFirst)
            continue;
        // It arrived by this step if its lane moved in it, or was started by it.
        const bool isStarted = step.asked.operation == Operation::Start
                               && m_driver.state().object(step.asked.object).lane == request.lane;
        if (request.lane != step.asked.lane && !isStarted)
            continue;
        step.act.announced[count++] = m_ids.object(request.object);
        step.writers.push_back(request);
    }
}

/// What sleeps in a new state: what slept in the one before and is independent of the step from there.
void Optimal::makeNode(const schedule::Situation&)
{
    if (m_nodes.size() == m_nodeCount)
        m_nodes.emplace_back();
    Node& node = m_nodes[m_nodeCount++];
    node.sleep.clear();
    node.isFixed = m_depth < m_prefix.size();
    node.isAll = false;
    node.isChoice = false;
    node.tree = std::move(m_inherited);
    m_inherited.clear();
    if (m_depth == 0)
        return;
    const Act& last = m_happened.step(m_depth - 1).act;
    for (const Act& sleeping : m_nodes[m_nodeCount - 2].sleep)
        if (!dependent(facts(), sleeping, last))
            node.sleep.push_back(sleeping);
}

std::optional<std::size_t> Optimal::candidateFor(const Act& act, const schedule::Situation& situation) const
{
    for (std::size_t i = 0; i < situation.candidates.size(); ++i) {
        const Candidate& candidate = situation.candidates[i];
        if (m_ids.lane(candidate.lane) == act.request.lane
            && (act.isAnyWay
                || (candidate.alternative.way == act.alternative.way && candidate.alternative.index == act.alternative.index)))
            return i;
    }
    return std::nullopt;
}

bool Optimal::isAsleep(const Node& node, const Candidate& candidate) const
{
    const LaneId lane = m_ids.lane(candidate.lane);
    return std::any_of(node.sleep.begin(), node.sleep.end(), [&](const Act& sleeping) {
        return sleeping.request.lane == lane && sleeping.alternative.way == candidate.alternative.way
               && sleeping.alternative.index == candidate.alternative.index;
    });
}

bool Optimal::takeLeaf()
{
    m_isOwn = m_leaves++ % m_options.shard.count == m_options.shard.number;
    m_isElsewhere = !m_isOwn;
    return m_isOwn;
}

std::optional<std::size_t> Optimal::choiceAt(Node& node, const schedule::Situation& situation)
{
    if (node.isFixed)
        return m_prefix.choose(situation, m_depth);
    if (m_planned) {
        WakeupTree::Branch branch = *std::exchange(m_planned, std::nullopt);
        const auto choice = candidateFor(branch.act(), situation);
        if (choice) {
            m_inherited.becomeRest(std::move(branch));
            return choice;
        }
    }
    const bool isSharded = m_options.shard.count > 1;
    if (isSharded && !m_isOwn && m_choices == shardChoices && !takeLeaf())
        return std::nullopt;
    if (isSharded && !m_isOwn && node.tree.empty())
        branchToAll(node, situation);
    while (!node.tree.empty()) {
        WakeupTree::Branch branch = node.tree.takeFront();
        const auto choice = candidateFor(branch.act(), situation);
        if (choice) {
            m_inherited.becomeRest(std::move(branch));
            return choice;
        }
    }
    if (node.isAll) {
        m_isBlocked = true;
        return std::nullopt;
    }
    return freeChoice(node, situation);
}

/// Nothing is planned from here: the lane that moved last if it can, else the first. In a long execution now and then
/// whoever moved least recently.
std::optional<std::size_t> Optimal::freeChoice(Node& node, const schedule::Situation& situation)
{
    // What sleeps here does so without a plan for waking it: see the note on shards.
    for (Act& sleeping : node.sleep)
        sleeping.isForeign = true;
    std::optional<std::size_t> choice;
    const bool isFair = m_depth >= fairFrom && m_depth % fairEvery == 0;
    std::uint32_t leastRecent = 0;
    for (std::size_t i = 0; i < situation.candidates.size(); ++i) {
        if (isAsleep(node, situation.candidates[i]))
            continue;
        if (isFair) {
            const std::uint32_t recent = m_happened.lastOfLane(m_ids.lane(situation.candidates[i].lane));
            if (!choice || recent < leastRecent) {
                choice = i;
                leastRecent = recent;
            }
            continue;
        }
        if (situation.candidates[i].lane == situation.last)
            return i;
        if (!choice)
            choice = i;
    }
    m_isBlocked = !choice;
    return choice;
}

/// Above the shards: every candidate is a branch, or a single one that concerns nobody else.
void Optimal::branchToAll(Node& node, const schedule::Situation& situation)
{
    node.isAll = true;
    const auto add = [&](const Candidate& candidate) {
        if (!isAsleep(node, candidate))
            node.tree.append(makeAct(facts(), m_ids.translate(*m_driver.conductor().standingAt(candidate.lane)),
                                     candidate.alternative));
    };
    const auto local = localFirst(m_driver.conductor(), situation.state,
                                  m_driver.sawForeignThreads() ? LocalFirst::OnButStarts : LocalFirst::On);
    if (local) {
        add(situation.candidates[*local]);
        return;
    }
    node.isChoice = situation.candidates.size() > 1;
    for (const Candidate& candidate : situation.candidates)
        add(candidate);
}

void Optimal::take(const schedule::Situation& situation, std::size_t choice)
{
    const Candidate& candidate = situation.candidates[choice];
    const rules::Request& asked = *m_driver.conductor().standingAt(candidate.lane);
    RanStep& step = m_happened.append();
    step.asked = asked;
    step.candidate = candidate;
    step.act = makeAct(facts(), m_ids.translate(asked), candidate.alternative);
    if (!candidate.isOnlyOne && !m_nodes[m_depth].isFixed)
        for (const Candidate& other : situation.candidates)
            if (other.lane == candidate.lane && other.alternative != candidate.alternative)
                step.siblings.push_back(other.alternative);
    if (endsProcess(step.act)) {
        const schedule::Conductor& conductor = m_driver.conductor();
        for (std::size_t i = 0; i < conductor.standingCount(); ++i)
            if (conductor.standing(i).lane != asked.lane)
                m_killed.push_back({m_depth + 1, conductor.standing(i)});
    }
    m_choices += m_nodes[m_depth].isChoice ? 1 : 0;
    ++m_depth;
}

std::unique_ptr<Walk> makeOptimal(InsideDriver& driver, const SearchOptions& options)
{
    return std::make_unique<Optimal>(driver, options);
}

} // namespace interleave::explore

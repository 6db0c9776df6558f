#include "core/explore/optimal.h"

#include "core/base/check.h"
#include "core/explore/happened.h"
#include "core/explore/local_first.h"
#include "core/explore/path_ids.h"
#include "core/explore/prefix.h"
#include "core/explore/reversal.h"
#include "core/explore/wakeup_tree.h"

#include <algorithm>
#include <utility>

namespace interleave::explore {
namespace {

using rules::Operation;
using schedule::Candidate;
using trace::ObjectKind;

// Of how many choices the tree above the shards consists: enough leaves to deal out evenly, few enough to be walked by
// everybody.
constexpr std::size_t shardChoices = 6;

// A lane that polls goes on for ever if it is let. From so many steps on, every so many steps somebody else is let: a
// prime number, so that it does not always meet the same place of a loop.
constexpr std::size_t fairFrom = 64;
constexpr std::size_t fairEvery = 17;

// Bounds that are tried first when executions are cut off: the shortest, and by how much it grows.
constexpr std::size_t firstBound = 64;
constexpr std::size_t boundFactor = 4;

/// A state of the program on the path of the execution: what sleeps there, and what is still to be run from there.
struct Node
{
    std::vector<Act> sleep;
    WakeupTree tree; ///< without the branch that is being run
    bool isFixed = false;   ///< of the prefix
    bool isAll = false;     ///< above the shards: every candidate is a branch
    bool isChoice = false;  ///< above the shards, and there was more than one
};

/// A step that an act can be run before.
struct Race
{
    std::uint32_t first = 0;
    rules::Alternative alternative; ///< what it would be then
};

class Optimal final : public Walk, public schedule::Strategy, private Onlooker
{
public:
    Optimal(InsideDriver& driver, const SearchOptions& options)
        : m_driver(driver), m_options(options), m_prefix(driver, options.prefix),
          m_ids({options.run.time, options.run.notifyWakesAny, options.run.spuriousWakeUps}),
          m_bound(options.run.maxPicks)
    {
        m_isOwn = options.shard.count == 1;
        m_driver.watch(this);
    }
    ~Optimal() override { m_driver.watch(nullptr); }

    schedule::Strategy& strategy() override { return *this; }
    std::optional<std::size_t> choose(const schedule::Situation& situation) override;
    Ran ended(const Execution& execution) override;
    bool next() override;
    Example example() const override;
    std::size_t switches() const override { return m_driver.switches(); }

private:
    const schedule::Candidate* known() override;
    void onLocal(const trace::Event& event) override { m_locals.push_back(event); }
    void onOtherWay(LaneId, trace::Way way) override { m_otherWay = way; }

    // Going down.
    void begin();
    const schedule::Candidate& choiceAgain();
    void complete();
    void announce(RanStep& step);
    void makeNode(const schedule::Situation& situation);
    std::optional<std::size_t> choiceAt(Node& node, const schedule::Situation& situation);
    std::optional<std::size_t> freeChoice(Node& node, const schedule::Situation& situation);
    void branchToAll(Node& node, const schedule::Situation& situation);
    std::optional<std::size_t> candidateFor(const Act& act, const schedule::Situation& situation) const;
    bool isAsleep(const Node& node, const Candidate& candidate) const;
    void take(const schedule::Situation& situation, std::size_t choice);
    bool takeLeaf();

    // At the end.
    bool foundOrder();
    Ran countedAs(const Execution& execution);
    bool raiseBound();
    std::uint64_t classNumber() const;
    void turnRoundAtBound();
    void requireInstead(std::size_t last, Act act, const rules::Request& asked);
    void findRaces(const Act& act, const rules::Request& asked, std::uint32_t before, std::size_t end,
                   std::vector<Race>& into);
    bool isHeldBack(std::size_t first, const Act& act, std::size_t end) const;
    void turnRound();
    void turnRoundPending();
    void require(std::size_t first, Act act);
    bool isCovered(std::size_t first, const Act& act) const;
    bool isInitial(std::size_t first, const Act& sleeping, const Act& act) const;
    bool commutesWithRest(std::size_t first, const Act& sleeping) const;
    void restart();

    const rules::State& facts() const { return m_ids.facts(); }

    InsideDriver& m_driver;
    SearchOptions m_options;
    Prefix m_prefix;
    PathIds m_ids;
    Happened m_happened{m_ids.facts()};
    Reversal m_reversal{m_happened, m_ids};
    Reversal::Record m_record;

    std::vector<Node> m_nodes; ///< m_nodes[i]: before step i; those beyond m_nodeCount are kept for their memory
    std::size_t m_nodeCount = 0;
    std::optional<WakeupTree::Branch> m_planned; ///< the branch of the last node that is to be run next
    WakeupTree m_inherited;                      ///< what the step that was taken last left to be run behind it
    std::vector<Race> m_races;                   ///< of all steps, in their order
    std::vector<Race> m_pendingRaces;
    std::vector<trace::Event> m_locals;
    std::vector<std::uint32_t> m_gathered;
    std::vector<Happened::Clock> m_reach;

    struct Killed
    {
        std::size_t at;
        rules::Request asked;
    };
    std::vector<Killed> m_killed; ///< at what lanes stood whose process ended, and after how many steps

    std::size_t m_depth = 0;   ///< picks of this execution so far
    std::size_t m_known = 0;   ///< steps that are the same as in the execution before
    std::optional<trace::Way> m_otherWay;
    std::size_t m_choices = 0; ///< above the shards, on the path here
    std::uint64_t m_leaves = 0;
    bool m_isOwn = true;
    bool m_isElsewhere = false;
    bool m_isBlocked = false; ///< everybody who could move sleeps

    // Lower bounds that are tried first.
    std::size_t m_bound;          ///< of steps; at most that of the options
    std::size_t m_longest = 0;    ///< of the executions that ended by themselves
    std::size_t m_counted = 0;    ///< those that ended by themselves in so many steps were counted under a lower bound
    bool m_isCut = false;         ///< this execution has come to the bound
    bool m_isStaged = false;      ///< an execution was cut off: lower bounds were or are tried
    bool m_isToBegin = false;     ///< with the first of them
    std::optional<std::uint64_t> m_cutCounted; ///< the class of the one that was cut off and is counted already
};

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

Walk::Ran Optimal::ended(const Execution& execution)
{
    if (m_depth != execution.picks || m_depth < m_known)
        base::fault("the program is deterministic: after the same choices it goes on as before");
    m_ids.follow(m_driver.tables());
    complete();
    m_isCut = m_isCut || (execution.ending == trace::Ending::Bound && execution.picks == m_bound);
    if (foundOrder()) {
        restart();
        m_bound = m_options.run.maxPicks;
        m_longest = 0;
        m_counted = 0;
        m_isStaged = false;
        m_isCut = false;
        m_cutCounted.reset();
        return Ran::Restart;
    }
    if (m_isElsewhere || (m_options.shard.count > 1 && !m_isOwn && !takeLeaf()))
        return Ran::Elsewhere;
    turnRound();
    turnRoundPending();
    if (m_isCut)
        turnRoundAtBound();
    return m_isBlocked ? Ran::Redundant : countedAs(execution);
}

/// What an execution is that nothing sleeping has ended, with regard to bounds.
Walk::Ran Optimal::countedAs(const Execution& execution)
{
    if (!m_isCut) {
        m_longest = std::max(m_longest, execution.picks);
        return m_counted != 0 && execution.picks <= m_counted ? Ran::Redundant : Ran::Whole;
    }
    if (execution.ending != trace::Ending::Bound)
        return Ran::Redundant; // at a lower bound
    if (m_isStaged) {
        if (!m_cutCounted || *m_cutCounted != classNumber())
            return Ran::Whole;
        m_cutCounted.reset();
        return Ran::Redundant;
    }
    // The first. What was run until now ended by itself and is found again below the first bound.
    m_bound = std::min(m_bound, std::max(m_prefix.size() + firstBound, 2 * m_longest));
    m_isStaged = true;
    m_isToBegin = true;
    m_cutCounted = classNumber();
    return Ran::Anew;
}

/// Everything was run up to the bound: goes on with a higher one, if there is.
bool Optimal::raiseBound()
{
    if (m_bound >= m_options.run.maxPicks)
        return false;
    m_counted = m_bound;
    m_bound = m_bound > m_options.run.maxPicks / boundFactor ? m_options.run.maxPicks : m_bound * boundFactor;
    restart();
    return true;
}

/// A number that is the same for equivalent executions, and hardly ever for others: every step counts by what it is and
/// how many steps of each carrier come before it by causes.
std::uint64_t Optimal::classNumber() const
{
    constexpr std::uint64_t odd = 0x9E3779B97F4A7C15;
    std::uint64_t sum = 0;
    for (std::size_t at = 0; at < m_happened.size(); ++at) {
        const Act& act = m_happened.step(at).act;
        std::uint64_t one = index(act.carrier) * odd + static_cast<std::uint64_t>(act.alternative.way) * 31
                            + act.alternative.index;
        for (std::size_t i = 0; i < m_happened.carriers(); ++i) {
            const Happened::Clock latest = m_happened.clock(at)[i];
            const auto& own = m_happened.of(LaneId(static_cast<std::uint32_t>(i)));
            const auto before = std::lower_bound(own.begin(), own.end(), latest) - own.begin();
            one = (one ^ (one >> 29)) * odd + static_cast<std::uint64_t>(before) * (i + 1);
        }
        sum += one ^ (one >> 32);
    }
    return sum;
}

bool Optimal::next()
{
    if (std::exchange(m_isToBegin, false)) {
        restart();
        return true;
    }
    m_known = m_happened.size();
    std::optional<WakeupTree::Branch> next;
    while (m_nodeCount > 0 && !next) {
        Node& node = m_nodes[m_nodeCount - 1];
        // The last node has no step when its execution was cut off there.
        if (m_happened.size() == m_nodeCount) {
            node.sleep.push_back(m_happened.step(m_nodeCount - 1).act);
            m_races.resize(m_happened.step(m_nodeCount - 1).firstRace);
            m_happened.truncate(m_nodeCount - 1);
        }
        if (node.isFixed || node.tree.empty())
            --m_nodeCount;
        else
            next = node.tree.takeFront();
    }
    m_choices = 0;
    for (std::size_t i = 0; i + 1 < m_nodeCount; ++i)
        m_choices += m_nodes[i].isChoice ? 1 : 0;
    // What lies above the leaves is walked by every shard.
    m_isOwn = m_options.shard.count == 1 || (m_isOwn && next && !m_nodes[m_nodeCount - 1].isAll);
    m_planned = std::move(next);
    m_known = m_happened.size();
    std::erase_if(m_killed, [&](const Killed& killed) { return killed.at > m_known; });
    m_depth = 0;
    m_locals.clear();
    m_inherited.clear();
    m_isElsewhere = false;
    m_isBlocked = false;
    m_isCut = false;
    m_otherWay.reset();
    return m_planned.has_value() || raiseBound();
}

/// Takes over that the order of arrivals or of counting down showed at an object; whether that is news.
template <typename Rules>
bool takeOrder(const rules::State& state, ObjectId object, rules::State& facts, ObjectId known)
{
    const auto* rules = state.findRules<Rules>(object);
    return rules != nullptr && rules->isOrdered && !std::exchange(facts.rulesOf<Rules>(known).isOrdered, true);
}

/// Whether something that commutes as a rule was found not to at some object: there it does not in all of the search.
bool Optimal::foundOrder()
{
    bool isNew = false;
    const rules::State& state = m_driver.state();
    for (std::size_t i = 0; i < state.objectCount(); ++i) {
        const auto object = ObjectId(i);
        const ObjectKind kind = state.object(object).kind;
        if (kind == ObjectKind::Barrier)
            isNew = takeOrder<rules::BarrierRules>(state, object, m_ids.facts(), m_ids.object(object)) || isNew;
        else if (kind == ObjectKind::Latch)
            isNew = takeOrder<rules::LatchRules>(state, object, m_ids.facts(), m_ids.object(object)) || isNew;
    }
    return isNew;
}

void Optimal::restart()
{
    m_happened.truncate(0);
    m_nodeCount = 0;
    m_planned.reset();
    m_inherited.clear();
    m_races.clear();
    m_locals.clear();
    m_killed.clear();
    m_depth = 0;
    m_known = 0;
    m_choices = 0;
    m_leaves = 0;
    m_isOwn = m_options.shard.count == 1;
    m_isElsewhere = false;
    m_isBlocked = false;
    m_isCut = false;
    m_otherWay.reset();
}

/// The steps before `end` that `act` can be run before, none of which covers another.
void Optimal::findRaces(const Act& act, const rules::Request& asked, std::uint32_t before, std::size_t end,
                        std::vector<Race>& into)
{
    const std::size_t carriers = m_happened.carriers();
    m_reach.assign(carriers, 0);
    if (before != 0)
        std::copy_n(m_happened.clock(before - 1), carriers, m_reach.begin());
    const auto tryBefore = [&](std::uint32_t at) {
        const RanStep& step = m_happened.step(at);
        if (step.act.carrier == act.carrier || m_reach[index(step.act.carrier)] > at
            || !dependent(facts(), step.act, act) || at < m_prefix.size() || m_nodes[at].isAll)
            return;
        if (isHeldBack(at, act, end))
            return;
        const Reversal::Answer answer = m_reversal.without(at, act, asked, end, m_record);
        if (!answer.canRun)
            return;
        into.push_back({at, answer.alternative});
        const Happened::Clock* const clock = m_happened.clock(at);
        for (std::size_t i = 0; i < carriers; ++i)
            m_reach[i] = std::max(m_reach[i], clock[i]);
    };
    const Keys keys = keysOf(facts(), act);
    const std::vector<std::uint32_t>& onSelf = m_happened.on(facts().lane(act.request.lane).facts.object);
    if (act.isPlain && isNone(keys[1]) && onSelf.size() <= 1 && m_happened.ends().empty()) {
        const std::vector<std::uint32_t>& list = m_happened.on(keys[0]);
        for (auto at = list.rbegin(); at != list.rend(); ++at) {
            if (*at >= end)
                continue;
            tryBefore(*at);
            const Act& other = m_happened.step(*at).act;
            if (m_reach[index(other.carrier)] > *at && dominates(other))
                break;
        }
        return;
    }
    m_happened.gather(act, keys, end, m_gathered);
    for (const std::uint32_t at : m_gathered)
        tryBefore(at);
}

/// Whether an act sleeps before step `first` for what was run outside, and nothing would wake it.
bool Optimal::isHeldBack(std::size_t first, const Act& act, std::size_t end) const
{
    for (const Act& sleeping : m_nodes[first].sleep) {
        if (!sleeping.isForeign || sleeping.request.lane != act.request.lane)
            continue;
        const auto& own = m_happened.of(act.carrier);
        const auto later = std::upper_bound(own.begin(), own.end(), static_cast<std::uint32_t>(first));
        if (later != own.end() && *later < end)
            continue; // it was awake since
        bool isWoken = false;
        for (std::size_t at = first + 1; at < end && !isWoken; ++at)
            isWoken = !m_happened.isAfter(at, first) && dependent(facts(), m_happened.step(at).act, sleeping);
        if (!isWoken)
            return true;
    }
    return false;
}

void Optimal::turnRound()
{
    const std::size_t size = m_happened.size();
    for (std::size_t at = 0; at < size; ++at) {
        const RanStep& step = m_happened.step(at);
        const std::size_t last = at + 1 < size ? m_happened.step(at + 1).firstRace : m_races.size();
        for (std::size_t i = step.firstRace; i < last; ++i) {
            Act act = step.act;
            act.alternative = m_races[i].alternative;
            // Moved before what it depends on it may do something else.
            act.effect.reset();
            if (act.request.operation != Operation::CompareExchange)
                act.effect = act.alternative.way;
            require(m_races[i].first, std::move(act));
        }
        if (m_nodes[at].isAll)
            continue;
        for (const rules::Alternative& sibling : step.siblings) {
            Act act = step.act;
            act.alternative = sibling;
            act.effect = sibling.way;
            if (!isHeldBack(at, act, at))
                require(at, std::move(act));
        }
    }
}

/// What lanes still stand at, or stood at when their process ended.
void Optimal::turnRoundPending()
{
    const auto turn = [&](const rules::Request& asked, std::size_t end) {
        Act act = makeAct(facts(), m_ids.translate(asked), {});
        m_pendingRaces.clear();
        findRaces(act, asked, m_happened.beforeOf(act.request.lane, act.carrier), end, m_pendingRaces);
        for (const Race& race : m_pendingRaces) {
            act.alternative = race.alternative;
            act.effect.reset();
            if (act.request.operation != Operation::CompareExchange)
                act.effect = act.alternative.way;
            require(race.first, act);
        }
    };
    const schedule::Conductor& conductor = m_driver.conductor();
    for (std::size_t i = 0; i < conductor.standingCount(); ++i)
        turn(conductor.standing(i), m_happened.size());
    for (const Killed& killed : m_killed)
        if (!m_driver.state().lane(killed.asked.lane).isAlive() && conductor.standingAt(killed.asked.lane) == nullptr
            && m_happened.lastOfLane(m_ids.lane(killed.asked.lane)) <= killed.at)
            turn(killed.asked, m_happened.size());
}

/// At the bound there is no room for what other lanes would do, though nothing they meet stands in their way: it is to be
/// run in place of each step that nothing comes after.
void Optimal::turnRoundAtBound()
{
    const auto isLast = [&](std::uint32_t at, std::size_t carrier) {
        for (std::size_t i = 0; i < m_happened.carriers(); ++i) {
            const auto& own = m_happened.of(LaneId(static_cast<std::uint32_t>(i)));
            if (i != carrier && !own.empty() && m_happened.isAfter(own.back(), at))
                return false;
        }
        return true;
    };
    const schedule::Conductor& conductor = m_driver.conductor();
    for (std::size_t carrier = 0; carrier < m_happened.carriers(); ++carrier) {
        const auto& own = m_happened.of(LaneId(static_cast<std::uint32_t>(carrier)));
        if (own.empty() || own.back() < m_prefix.size() || m_nodes[own.back()].isAll || !isLast(own.back(), carrier))
            continue;
        for (std::size_t i = 0; i < conductor.standingCount(); ++i) {
            const rules::Request& asked = conductor.standing(i);
            Act act = makeAct(facts(), m_ids.translate(asked), {});
            if (index(act.carrier) != carrier)
                requireInstead(own.back(), std::move(act), asked);
        }
    }
}

/// Sees to it that `act`, with all that comes before it by causes, is run from before step `last`, to which it has no
/// relation and which nothing comes after. What was run from there stands for that only if it is part of it: beside
/// anything else there would be less room.
void Optimal::requireInstead(std::size_t last, Act act, const rules::Request& asked)
{
    const std::size_t end = m_happened.size();
    m_reach.assign(m_happened.carriers(), 0);
    const auto reach = [&](std::size_t at) {
        for (std::size_t i = 0; i < m_reach.size(); ++i)
            m_reach[i] = std::max(m_reach[i], m_happened.clock(at)[i]);
    };
    const std::uint32_t before = m_happened.beforeOf(act.request.lane, act.carrier);
    if (before != 0)
        reach(before - 1);
    m_happened.gather(act, keysOf(facts(), act), end, m_gathered);
    for (const std::uint32_t at : m_gathered)
        if (m_happened.step(at).act.carrier == act.carrier || dependent(facts(), m_happened.step(at).act, act))
            reach(at);
    const auto isCause = [&](std::size_t at) { return m_reach[index(m_happened.step(at).act.carrier)] > at; };
    if (isCause(last) || isHeldBack(last, act, end))
        return;
    const Reversal::Answer answer = m_reversal.without(last, act, asked, end, m_record);
    if (!answer.canRun)
        return;
    act.alternative = answer.alternative;
    act.effect.reset();
    if (act.request.operation != Operation::CompareExchange)
        act.effect = act.alternative.way;
    std::vector<Act> sequence;
    for (std::size_t at = last + 1; at < end; ++at)
        if (isCause(at))
            sequence.push_back(m_happened.step(at).act);
    sequence.push_back(std::move(act));
    Node& node = m_nodes[last];
    std::optional<std::size_t> place;
    for (const Act& sleeping : node.sleep)
        if (!sleeping.isForeign && isWeakInitial(facts(), sleeping, sequence, place) && place)
            return;
    node.tree.insert(facts(), std::move(sequence), WakeupTree::Covers::Contained);
}

/// The execution in the order of its class that goes on with the same lane as long as possible, and where it has to
/// change takes the lane that then gets furthest.
Walk::Example Optimal::example() const
{
    const std::size_t size = m_happened.size();
    std::vector<std::uint32_t> order;
    std::vector<std::uint32_t> done(m_happened.carriers(), 0); ///< 1 + the last step of each carrier that is in `order`
    std::vector<std::size_t> next(m_happened.carriers(), 0);
    const auto runOf = [&](std::size_t carrier, std::vector<std::uint32_t>* into) {
        const std::vector<std::uint32_t>& own = m_happened.of(LaneId(static_cast<std::uint32_t>(carrier)));
        std::size_t length = 0;
        for (std::size_t i = next[carrier]; i < own.size(); ++i, ++length) {
            const Happened::Clock* const clock = m_happened.clock(own[i]);
            for (std::size_t other = 0; other < done.size(); ++other)
                if (other != carrier && clock[other] > done[other])
                    return length;
            if (into != nullptr)
                into->push_back(own[i]);
        }
        return length;
    };
    std::size_t switches = 0;
    while (order.size() < size) {
        std::size_t best = 0;
        std::size_t longest = 0;
        for (std::size_t carrier = 0; carrier < done.size(); ++carrier) {
            const std::size_t length = runOf(carrier, nullptr);
            if (length > longest) {
                longest = length;
                best = carrier;
            }
        }
        base::check(longest > 0, "the order by causes has no cycle");
        switches += order.empty() ? 0 : 1;
        runOf(best, &order);
        next[best] += longest;
        done[best] = order.back() + 1;
    }
    // Tasks of one thread are lanes of their own: what was run may be better where there are such.
    if (switches >= m_driver.switches())
        return {m_driver.schedule(), m_driver.switches()};
    return {m_driver.schedule(order), switches};
}

/// Sees to it that what does not come after step `first` by causes, followed by `act`, is run from before that step.
void Optimal::require(std::size_t first, Act act)
{
    if (isCovered(first, act))
        return;
    // An alternative may depend on more than the one that was picked: what it depends on is left open.
    const bool isSibling = act.carrier == m_happened.step(first).act.carrier;
    std::vector<std::size_t> leftOpen;
    std::vector<Act> sequence;
    for (std::size_t at = first + 1; at < m_happened.size(); ++at) {
        const Act& other = m_happened.step(at).act;
        if (m_happened.isAfter(at, first))
            continue;
        if (isSibling
            && (dependent(facts(), other, act)
                || std::any_of(leftOpen.begin(), leftOpen.end(), [&](std::size_t of) { return m_happened.isAfter(at, of); })))
            leftOpen.push_back(at);
        else
            sequence.push_back(other);
    }
    sequence.push_back(std::move(act));
    m_nodes[first].tree.insert(facts(), std::move(sequence),
                               m_isStaged ? WakeupTree::Covers::Contained : WakeupTree::Covers::Compatible);
}

/// Whether something that was run from before step `first` stands for the sequence that `require` would add.
bool Optimal::isCovered(std::size_t first, const Act& act) const
{
    const auto& sleep = m_nodes[first].sleep;
    return std::any_of(sleep.begin(), sleep.end(),
                       [&](const Act& sleeping) { return !sleeping.isForeign && isInitial(first, sleeping, act); });
}

bool Optimal::isInitial(std::size_t first, const Act& sleeping, const Act& act) const
{
    const auto& own = m_happened.of(sleeping.carrier);
    const auto later = std::upper_bound(own.begin(), own.end(), static_cast<std::uint32_t>(first));
    if (later != own.end() && !m_happened.isAfter(*later, first)) {
        // Its lane moves in the sequence: is that the same, and first?
        if (!isSame(sleeping, m_happened.step(*later).act))
            return false;
        const Happened::Clock* const clock = m_happened.clock(*later);
        for (std::size_t i = 0; i < m_happened.carriers(); ++i)
            if (clock[i] > first && i != index(sleeping.carrier))
                return false;
        return true;
    }
    if (sleeping.carrier == act.carrier)
        return isSame(sleeping, act) && commutesWithRest(first, act);
    // Where executions are cut off there may be no room for it.
    return !m_isStaged && !dependent(facts(), sleeping, act) && commutesWithRest(first, sleeping);
}

/// Whether an act is independent of all steps behind `first` that do not come after it by causes.
bool Optimal::commutesWithRest(std::size_t first, const Act& act) const
{
    const auto isInTheWay = [&](std::size_t at) {
        return at > first && !m_happened.isAfter(at, first) && dependent(facts(), m_happened.step(at).act, act);
    };
    const std::vector<std::uint32_t>& onSelf = m_happened.on(facts().lane(act.request.lane).facts.object);
    if (act.isPlain && onSelf.size() <= 1 && m_happened.ends().empty() && isNone(act.announced[0])) {
        const auto& list = m_happened.on(act.request.object);
        for (auto at = list.rbegin(); at != list.rend() && *at > first; ++at)
            if (isInTheWay(*at))
                return false;
        return true;
    }
    for (std::size_t at = first + 1; at < m_happened.size(); ++at)
        if (isInTheWay(at))
            return false;
    return true;
}

} // namespace

std::unique_ptr<Walk> makeOptimal(InsideDriver& driver, const SearchOptions& options)
{
    return std::make_unique<Optimal>(driver, options);
}

} // namespace interleave::explore

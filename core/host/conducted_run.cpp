#include "core/host/conducted_run.h"

#include "core/arena/clock.h"
#include "core/base/check.h"
#include "core/rules/stuck.h"

#include <sched.h>

#include <algorithm>
#include <thread>

namespace interleave::host {
namespace {

using arena::SlotState;
using schedule::Candidate;
using schedule::Conductor;
using trace::Operation;

// How long one call of turn() may go on picking before its owner gets a say.
constexpr std::int64_t longestWork = 4'000'000;

} // namespace

ConductedRun::ConductedRun(RunSpec spec, std::shared_ptr<arena::Mapping> mapping, Warden warden,
                           std::unique_ptr<schedule::Strategy> strategy, schedule::Schedule prefix)
    : Run(std::move(spec), std::move(mapping), std::move(warden)), m_observer(m_state),
      m_granted(m_state.options()), m_conductor(m_granted), m_strategy(std::move(strategy))
{
    if (!prefix.picks.empty()) {
        auto replay = std::make_unique<schedule::Replay>(
            std::move(prefix), [this](LaneId lane) { return m_trace->lanePath(lane); }, std::move(m_strategy));
        m_replay = replay.get();
        m_strategy = std::move(replay);
    }
    m_recorded.info = m_spec.info;
    m_recorded.wakesAny = m_spec.wakesAny;
    m_recorded.spuriousWakeUps = m_spec.spuriousWakeUps;
}

std::optional<int> ConductedRun::pinHere()
{
    const int cpu = ::sched_getcpu();
    if (cpu < 0)
        return std::nullopt;
    cpu_set_t one;
    CPU_ZERO(&one);
    CPU_SET(cpu, &one);
    return ::sched_setaffinity(0, sizeof(one), &one) == 0 ? std::optional(cpu) : std::nullopt;
}

bool ConductedRun::work(std::chrono::milliseconds wait)
{
    const std::int64_t until = arena::wallNow() + longestWork;
    bool moved = false;
    do {
        if (!m_hasChoice) {
            if (!everybodyArrived(moved ? std::chrono::milliseconds(1) : wait)) {
                // Somebody computes, or a process is gone: what is published already can be shown.
                collect(UINT64_MAX);
                lookAfterProcesses();
                return moved;
            }
            takeArrivals();
            if (!findChoice()) {
                // Over, or somebody waits for the outside world: nothing here wakes us but time.
                if (!moved && wait.count() > 0)
                    std::this_thread::sleep_for(std::min<std::chrono::milliseconds>(wait, std::chrono::milliseconds(1)));
                m_lastLook = 0;
                break;
            }
        }
        if (!choose()) {
            // Waiting for a person: no need to hurry.
            lookAfterProcesses();
            if (!moved && wait.count() > 0 && m_hasChoice)
                arena::futexWait(m_mapping->control().owed, 0, std::chrono::nanoseconds(std::min<std::chrono::milliseconds>(wait, std::chrono::milliseconds(5))).count());
            return moved;
        }
        moved = true;
    } while (arena::wallNow() < until);
    lookAfterProcesses();
    return moved;
}

bool ConductedRun::everybodyArrived(std::chrono::nanoseconds wait)
{
    const arena::Control& control = m_mapping->control();
    std::int64_t left = wait.count();
    for (;;) {
        const std::uint32_t owed = control.owed.load(std::memory_order_acquire);
        if (owed == 0)
            return true;
        if (left <= 0 || control.full.load() != 0 || control.faulted.load() != 0)
            return false;
        const std::int64_t before = arena::wallNow();
        arena::futexWait(control.owed, owed, left);
        left -= arena::wallNow() - before;
    }
}

void ConductedRun::takeArrivals()
{
    collect(UINT64_MAX);
    std::vector<std::uint32_t> expected;
    expected.swap(m_expected);
    const std::uint32_t slots = std::min(m_mapping->control().threadSlots.load(std::memory_order_acquire), m_mapping->capacity().threadSlots);
    for (; m_slotsKnown < slots; ++m_slotsKnown)
        if (m_slotsKnown != m_writerSlot)
            expected.push_back(m_slotsKnown);
    for (const std::uint32_t slot : expected)
        arriveFrom(slot);
    recordBlocked();
}

void ConductedRun::arriveFrom(std::uint32_t number)
{
    const arena::ThreadSlot& slot = m_mapping->threadSlots()[number];
    const auto state = static_cast<SlotState>(slot.state.load(std::memory_order_acquire));
    if (state == SlotState::Outside || state == SlotState::Running)
        m_expected.push_back(number); // its thread waits for the world, and will come back
    if (state != SlotState::AtOperation)
        return;
    // A copy: the target may go wild and overwrite it while it is looked at.
    const arena::SlotRequest raw = slot.request;
    rules::Request request;
    request.lane = LaneId(raw.lane);
    request.operation = raw.operation < trace::operationCount ? static_cast<Operation>(raw.operation) : Operation::None;
    request.object = ObjectId(raw.object);
    request.other = ObjectId(raw.other);
    request.argument = raw.argument;
    request.deadline = raw.deadline;
    request.source = SourceId(raw.source);
    if (!m_granted.knows(request.lane) || !trace::isPick(request.operation) || m_conductor.standingAt(request.lane) != nullptr) {
        end(trace::Ending::Failed, "The target wrote an operation that cannot be: its memory is damaged. The trace was kept.");
        m_warden.killAll();
        return;
    }
    if (m_granted.lane(request.lane).isAlive())
        m_conductor.arrive(request);
}

void ConductedRun::recordBlocked()
{
    for (const rules::Request& request : m_conductor.newlyBlocked()) {
        trace::Event event;
        event.lane = request.lane;
        event.object = request.object;
        event.value = request.deadline;
        event.source = request.source;
        event.operation = request.operation;
        event.set(trace::EventFlag::Blocked);
        record(event);
    }
}

// Goes on to the moment at which somebody can move. False when there is none.
bool ConductedRun::findChoice()
{
    for (;;) {
        switch (m_conductor.turn()) {
        case Conductor::Kind::Choice: {
            collect(UINT64_MAX);
            m_hasChoice = true;
            return true;
        }
        case Conductor::Kind::Advance: {
            m_granted.setTime(m_conductor.nextTime());
            m_mapping->control().virtualTime.store(m_conductor.nextTime());
            trace::Event clock;
            clock.operation = Operation::Clock;
            clock.value = m_conductor.nextTime();
            record(clock);
            break;
        }
        case Conductor::Kind::Stuck: {
            collect(UINT64_MAX);
            if (hasEnded() || !m_expected.empty())
                return false;
            const rules::Stuck stuck = rules::findStuck(m_granted);
            if (stuck.everybody)
                end(rules::stuckVerdict(*m_trace, m_granted, stuck, m_judge));
            return false;
        }
        }
    }
}

bool ConductedRun::choose()
{
    if (hasEnded() || (m_isPaused && !m_wantsStep))
        return false;
    if (m_conductor.pickCount() >= m_spec.maxPicks) {
        m_warden.killAll();
        end(trace::Ending::Bound, "The run was stopped after " + std::to_string(m_spec.maxPicks) +
                                      " steps, the bound that it was given; it might have gone on.");
        return false;
    }
    if (m_replay != nullptr && m_spec.stopsAfterSchedule && m_replay->isOver() && !m_hasStoppedAfterSchedule) {
        m_hasStoppedAfterSchedule = true;
        m_isPaused = true;
        m_wantsStep = false;
        return false;
    }
    const schedule::Situation situation{m_granted, m_conductor.candidates(), m_conductor.lastLane(), m_conductor.pickCount()};
    const auto choice = m_strategy->choose(situation);
    if (m_replay != nullptr && !m_replay->difference().empty()) {
        m_warden.killAll();
        end(trace::Ending::Stopped, m_replay->difference());
        return false;
    }
    if (!choice) {
        // A person's turn.
        m_isPaused = true;
        m_wantsStep = false;
        return false;
    }
    m_wantsStep = false;
    grant(m_conductor.candidates()[*choice]);
    return true;
}

void ConductedRun::grant(const Candidate& candidate)
{
    m_hasChoice = false;
    const Candidate copy = candidate;
    m_recorded.picks.push_back({m_trace->lanePath(copy.lane), !copy.isOnlyOne, copy.alternative.way, copy.alternative.index});
    const Conductor::Granted granted = m_conductor.grant(copy);
    m_hash.add(granted.request.operation, objectPath(granted.request.object));
    if (m_conductor.pickCount() % schedule::checkInterval == 0) {
        m_recorded.checks.push_back(m_hash.value());
        if (m_replay != nullptr)
            m_replay->compareCheck(m_conductor.pickCount(), m_hash.value());
    }
    // Those of a process that just left stand at operations that will never be granted.
    if (granted.request.operation == Operation::Exit || granted.request.operation == Operation::Kill)
        for (std::size_t i = 0; i < m_granted.laneCount(); ++i)
            if (!m_granted.lane(LaneId(i)).isAlive())
                m_conductor.leave(LaneId(i));

    const std::uint32_t slots = std::min(m_mapping->control().threadSlots.load(), m_mapping->capacity().threadSlots);
    for (std::uint32_t number = 0; number < slots; ++number) {
        arena::ThreadSlot& slot = m_mapping->threadSlots()[number];
        if (slot.lane.load(std::memory_order_relaxed) != index(copy.lane) || slot.state.load() != static_cast<std::uint32_t>(SlotState::AtOperation))
            continue;
        slot.reply = {static_cast<std::uint32_t>(copy.alternative.way), copy.alternative.index, granted.value, granted.now};
        slot.state.store(static_cast<std::uint32_t>(SlotState::Running), std::memory_order_release);
        m_expected.push_back(number);
        m_mapping->control().owed.fetch_add(1, std::memory_order_acq_rel);
        slot.grant.fetch_add(1, std::memory_order_release);
        arena::futexWake(slot.grant);
        return;
    }
    base::fault("the lane that was picked has a thread");
}

void ConductedRun::newcomers()
{
    Run::newcomers();
    addNewcomers(m_granted);
}

void ConductedRun::take(Step step)
{
    if (const auto refusal = m_observer.observe(*m_trace, step))
        throw base::EngineFault("the rules do not allow what was recorded. " + *refusal);
    // There, picks took effect when they were granted, and blocked lanes and the clock when they were recorded.
    const trace::Event event = m_trace->event(step);
    if (!event.isBlocked() && !trace::isPick(event.operation) && event.operation != Operation::Clock)
        m_granted.applyLocal(event);
}

// What its lanes still owed is taken back, and the rules learn that the process is gone.
void ConductedRun::processDied(std::uint32_t process, int code)
{
    collect(UINT64_MAX);
    LaneId first = LaneId::none;
    for (std::size_t i = 0; i < m_granted.laneCount(); ++i)
        if (m_granted.lane(LaneId(i)).facts.process == process && m_granted.lane(LaneId(i)).facts.kind == trace::LaneKind::Process)
            first = LaneId(i);
    if (isNone(first) || !m_granted.lane(first).isAlive())
        return;
    std::uint32_t owed = 0;
    const std::uint32_t slots = std::min(m_mapping->control().threadSlots.load(), m_mapping->capacity().threadSlots);
    for (arena::ThreadSlot& slot : m_mapping->threadSlots().first(slots)) {
        if (slot.process.load() != process)
            continue;
        owed += slot.state.load() == static_cast<std::uint32_t>(SlotState::Running) ? 1 : 0;
        slot.state.store(static_cast<std::uint32_t>(SlotState::Ended));
    }
    rules::Request exit;
    exit.lane = first;
    exit.object = m_granted.lane(first).facts.object;
    exit.operation = Operation::Exit;
    exit.argument = code;
    trace::Event event;
    event.lane = first;
    event.object = exit.object;
    event.operation = Operation::Exit;
    event.value = code;
    event.set(trace::EventFlag::Implicit);
    record(event);
    collect(UINT64_MAX);
    m_granted.apply(exit, {});
    for (std::size_t i = 0; i < m_granted.laneCount(); ++i)
        if (!m_granted.lane(LaneId(i)).isAlive())
            m_conductor.leave(LaneId(i));
    m_hasChoice = false;
    if (owed > 0)
        m_mapping->control().owed.fetch_sub(owed, std::memory_order_acq_rel);
}

std::vector<Candidate> ConductedRun::candidates() { return m_hasChoice ? m_conductor.candidates() : std::vector<Candidate>(); }

base::Result<void> ConductedRun::step()
{
    if (hasEnded() || m_isOver)
        return base::Error{base::ErrorCode::WrongUse, "The run has ended: nobody can move any more."};
    m_isPaused = true;
    const bool isReplaying = m_replay != nullptr && !m_replay->isOver();
    if (m_spec.info.strategy == "by-hand" && m_hasChoice && !isReplaying) {
        // Nobody chose, so the step goes to whoever is next in turn.
        schedule::Situation situation{m_granted, m_conductor.candidates(), m_conductor.lastLane(), m_conductor.pickCount()};
        std::size_t next = 0;
        for (std::size_t i = situation.candidates.size(); i-- > 0;)
            if (!isNone(situation.last) && situation.candidates[i].lane >= situation.last)
                next = i;
        grant(situation.candidates[next]);
        return {};
    }
    m_wantsStep = true;
    return {};
}

base::Result<void> ConductedRun::stepLane(LaneId lane)
{
    if (!m_hasChoice)
        return base::Error{base::ErrorCode::WrongUse, hasEnded() ? "The run has ended: nobody can move any more."
                                                                 : "Somebody still computes; one step at a time."};
    for (const Candidate& candidate : m_conductor.candidates())
        if (candidate.lane == lane)
            return pick(candidate);
    return base::Error{base::ErrorCode::WrongUse, whyNot(lane)};
}

base::Result<void> ConductedRun::pick(const Candidate& wanted)
{
    if (!m_hasChoice || hasEnded())
        return base::Error{base::ErrorCode::WrongUse, "Nothing can be picked now."};
    for (const Candidate& candidate : m_conductor.candidates()) {
        if (candidate.lane == wanted.lane && candidate.alternative.way == wanted.alternative.way &&
            candidate.alternative.index == wanted.alternative.index) {
            m_isPaused = true;
            m_wantsStep = false;
            grant(candidate);
            return {};
        }
    }
    return base::Error{base::ErrorCode::WrongUse, whyNot(wanted.lane)};
}

std::string ConductedRun::whyNot(LaneId lane) const
{
    const std::string name = rules::nameText(*m_trace, lane);
    if (!m_granted.knows(lane) || !m_granted.lane(lane).isAlive())
        return name + " has ended.";
    if (!m_granted.lane(lane).hasStarted())
        return name + " has not been started yet.";
    std::string text = name + " cannot move";
    const std::string wait = rules::waitText(*m_trace, m_granted, lane, &m_judge);
    text += wait.empty() ? "" : ": it " + wait;
    if (!m_conductor.candidates().empty())
        text += ". Step " + rules::nameText(*m_trace, m_conductor.candidates().front().lane) + " instead";
    return text + ".";
}

std::string ConductedRun::scheduleText() const { return schedule::toText(m_recorded); }

std::string ConductedRun::objectPath(ObjectId id) const
{
    if (!m_trace->knows(id))
        return {};
    const trace::Object& object = m_trace->object(id);
    return m_trace->lanePath(object.creator) + ":" + std::to_string(object.ordinal);
}

} // namespace interleave::host

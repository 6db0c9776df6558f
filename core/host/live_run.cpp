#include "core/host/live_run.h"

#include "core/arena/clock.h"
#include "core/base/check.h"

#include <algorithm>
#include <thread>

namespace interleave::host {
namespace {

using arena::SlotState;

constexpr auto pollInterval = std::chrono::milliseconds(2);

} // namespace

LiveRun::LiveRun(RunSpec spec, std::shared_ptr<arena::Mapping> mapping, Warden warden)
    : Run(std::move(spec), std::move(mapping), std::move(warden)), m_observer(m_state),
      m_tickRate(m_mapping->control().stampIsTsc.load() != 0)
{
}

bool LiveRun::work(std::chrono::milliseconds wait)
{
    // Before anything is read, so that every event has run time from the first look on.
    if (!m_hasClock) {
        const std::uint64_t first = arena::stampNow(m_mapping->control());
        m_trace->setClock(first - static_cast<std::uint64_t>(2'000'000 / m_tickRate.nanosecondsPerTick()), m_tickRate.nanosecondsPerTick());
        m_hasClock = true;
    }
    std::size_t found = collectUpToNow();
    lookAfterProcesses();
    if (found == 0 && !m_isOver && wait.count() > 0) {
        std::this_thread::sleep_for(std::min<std::chrono::milliseconds>(wait, pollInterval));
        found = collectUpToNow();
    }
    m_quietCollections = found == 0 && !m_reader.isHeldUp() ? m_quietCollections + 1 : 0;
    for (auto death = m_deaths.begin(); death != m_deaths.end() && m_quietCollections >= 2;) {
        processDied(death->first, death->second);
        death = m_deaths.erase(death);
    }
    if (m_quietCollections >= 2 && m_judgedAt != m_trace->size())
        judgeStuck();
    return found > 0;
}

std::size_t LiveRun::collectUpToNow() { return collect(arena::stampNow(m_mapping->control()) - arena::speculationMargin); }

void LiveRun::take(Step step)
{
    if (const auto refusal = m_observer.observe(*m_trace, step))
        throw base::EngineFault("the rules do not allow what was recorded. " + *refusal);
}

// Two quiet collections in a row: whoever was about to move has said so, because what enables is published first.
void LiveRun::judgeStuck()
{
    if (hasEnded() || m_state.laneCount() == 0)
        return;
    // The world outside may still answer, and nothing in the trace would say so.
    const std::uint32_t slots = std::min(m_mapping->control().threadSlots.load(), m_mapping->capacity().threadSlots);
    for (const arena::ThreadSlot& slot : m_mapping->threadSlots().first(slots))
        if (slot.state.load() == static_cast<std::uint32_t>(SlotState::Outside))
            return;
    m_judgedAt = m_trace->size();
    const rules::Stuck stuck = rules::findStuck(m_state);
    if (stuck.everybody)
        end(rules::stuckVerdict(*m_trace, m_state, stuck, m_judge));
}

void LiveRun::processDied(std::uint32_t process, int code)
{
    // Its parent may be about to record the end with the right status; it is asked for first.
    LaneId first = LaneId::none;
    for (std::size_t i = 0; i < m_state.laneCount(); ++i)
        if (m_state.lane(LaneId(i)).facts.process == process && m_state.lane(LaneId(i)).facts.kind == trace::LaneKind::Process)
            first = LaneId(i);
    if (isNone(first) || !m_state.lane(first).isAlive())
        return;
    const bool isKnown = std::any_of(m_deaths.begin(), m_deaths.end(), [&](const auto& d) { return d.first == process; });
    if (!isKnown) {
        m_deaths.emplace_back(process, code);
        return;
    }
    trace::Event event;
    event.lane = first;
    event.object = m_state.lane(first).facts.object;
    event.operation = trace::Operation::Exit;
    event.value = code;
    event.set(trace::EventFlag::Implicit);
    record(event);
}

void LiveRun::pause()
{
    if (m_isPaused)
        return;
    m_isPaused = true;
    arena::setRate(m_mapping->control().clock, 0.0);
    m_mapping->control().gate.store(1, std::memory_order_seq_cst);
}

void LiveRun::resume()
{
    if (!m_isPaused)
        return;
    m_isPaused = false;
    arena::setRate(m_mapping->control().clock, m_spec.info.speed);
    m_mapping->control().gate.store(0, std::memory_order_seq_cst);
    wakeAll();
}

void LiveRun::wakeAll()
{
    const std::uint32_t slots = std::min(m_mapping->control().threadSlots.load(), m_mapping->capacity().threadSlots);
    for (arena::ThreadSlot& slot : m_mapping->threadSlots().first(slots)) {
        slot.tokens.store(0);
        slot.wake.fetch_add(1);
        arena::futexWake(slot.wake);
    }
}

void LiveRun::setSpeed(double speed)
{
    m_spec.info.speed = speed;
    if (!m_isPaused)
        arena::setRate(m_mapping->control().clock, speed);
}

arena::ThreadSlot* LiveRun::slotOf(LaneId lane)
{
    const std::uint32_t slots = std::min(m_mapping->control().threadSlots.load(), m_mapping->capacity().threadSlots);
    for (arena::ThreadSlot& slot : m_mapping->threadSlots().first(slots))
        if (slot.lane.load() == index(lane) && slot.state.load() != static_cast<std::uint32_t>(SlotState::Ended))
            return &slot;
    return nullptr;
}

bool LiveRun::isAtRest()
{
    if (!m_isPaused || m_state.laneCount() == 0)
        return false;
    const std::uint32_t slots = std::min(m_mapping->control().threadSlots.load(), m_mapping->capacity().threadSlots);
    for (const arena::ThreadSlot& slot : m_mapping->threadSlots().first(slots)) {
        if (slot.process.load() == arena::none)
            continue;
        const auto state = static_cast<SlotState>(slot.state.load());
        const bool isOnItsWay = state == SlotState::AtGate && slot.tokens.load() > 0;
        if (state == SlotState::Free || isOnItsWay)
            return false;
        if (state == SlotState::Running && computingFor(LaneId(slot.lane.load())) == 0)
            return false;
    }
    // Nobody moves, so nothing is stamped by guess any more, and the trace catches up with what the lanes did.
    collect(arena::stampNow(m_mapping->control()));
    // A lane that was started and has no thread yet is on its way.
    for (std::size_t i = 0; i < m_state.laneCount(); ++i)
        if (m_state.lane(LaneId(i)).phase == rules::LanePhase::Started && m_state.lane(LaneId(i)).facts.kind != trace::LaneKind::Task)
            return false;
    return true;
}

std::string LiveRun::whyNot(LaneId lane)
{
    const std::string name = rules::nameText(*m_trace, lane);
    if (!m_state.knows(lane) || !m_state.lane(lane).isAlive())
        return name + " has ended.";
    if (!m_state.lane(lane).hasStarted())
        return name + " has not been started yet.";
    const std::string wait = rules::waitText(*m_trace, m_state, lane, &m_judge);
    std::string text = name + (wait.empty() ? " is on its way to its next operation" : " " + wait);
    const rules::LaneState& state = m_state.lane(lane);
    if (!wait.empty()) {
        const rules::Hope hope = m_state.hope(lane);
        if (state.pending.operation == trace::Operation::Sleep)
            return text + ", and time stands still while the run is paused. Step somebody else, or go on.";
        for (const LaneId other : hope.lanes)
            if (const arena::ThreadSlot* slot = slotOf(other); slot != nullptr && slot->state.load() == static_cast<std::uint32_t>(SlotState::AtGate))
                return text + ". Step " + rules::nameText(*m_trace, other) + " instead.";
    }
    return text + ".";
}

base::Result<void> LiveRun::stepLane(LaneId lane)
{
    if (!m_isPaused)
        return base::Error{base::ErrorCode::WrongUse, "Pause the run first: a Live run is stepped while it is paused."};
    arena::ThreadSlot* slot = slotOf(lane);
    if (slot == nullptr || slot->state.load() != static_cast<std::uint32_t>(SlotState::AtGate) || slot->tokens.load() > 0)
        return base::Error{base::ErrorCode::WrongUse, whyNot(lane)};
    slot->tokens.fetch_add(1, std::memory_order_seq_cst);
    slot->wake.fetch_add(1, std::memory_order_seq_cst);
    arena::futexWake(slot->wake);
    m_lastStepped = lane;
    return {};
}

base::Result<void> LiveRun::step()
{
    if (!m_isPaused)
        return base::Error{base::ErrorCode::WrongUse, "Pause the run first: a Live run is stepped while it is paused."};
    const std::uint32_t slots = std::min(m_mapping->control().threadSlots.load(), m_mapping->capacity().threadSlots);
    std::optional<LaneId> first;
    std::optional<LaneId> next;
    for (const arena::ThreadSlot& slot : m_mapping->threadSlots().first(slots)) {
        if (slot.state.load() != static_cast<std::uint32_t>(SlotState::AtGate) || slot.tokens.load() > 0)
            continue;
        const LaneId lane{slot.lane.load()};
        if (!first || lane < *first)
            first = lane;
        if (!isNone(m_lastStepped) && lane > m_lastStepped && (!next || lane < *next))
            next = lane;
    }
    if (!first)
        return base::Error{base::ErrorCode::WrongUse, "Nobody stands at an operation: everybody waits, sleeps or has ended."};
    return stepLane(next.value_or(*first));
}

} // namespace interleave::host

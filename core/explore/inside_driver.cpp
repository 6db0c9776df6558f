#include "core/explore/inside_driver.h"

#include "core/base/check.h"
#include "core/rules/stuck.h"
#include "core/runtime/conduct.h"
#include "core/runtime/kept.h"
#include "core/runtime/program.h"

#include <algorithm>
#include <numeric>
#include <stdexcept>

namespace interleave::explore {

using schedule::Conductor;
using trace::Operation;

namespace {

// Operations that a lane may still try after its execution was given up, before it is called one that refuses.
constexpr std::uint32_t mostSilenced = 10'000;

} // namespace

InsideDriver::InsideDriver() = default;

std::vector<std::unique_ptr<InsideDriver::Carrier>>& InsideDriver::putAside()
{
    static auto* const all = new std::vector<std::unique_ptr<Carrier>>;
    return *all;
}

const Execution& InsideDriver::run(const Program& program, schedule::Strategy& strategy, const RunOptions& options)
{
    base::check(!runtime::isLive(), "a Live process runs its program once");
    base::check(m_current == nullptr, "an execution begins when the one before is over");
    prepare(options);
    beginsAt(++m_executions);
    m_program = &program;
    m_strategy = &strategy;

    trace::Lane lane;
    lane.kind = trace::LaneKind::Process;
    lane.name = m_tables.internName("main");
    trace::Object process;
    process.kind = trace::ObjectKind::Process;
    process.name = m_tables.internName(program.name);
    const runtime::NewLane first = createLaneWithObject(lane, process);
    Carrier& main = takeCarrier(first.lane, [&program, object = first.object] {
        runtime::runProcess(object, [&program] {
            program.main();
            return 0;
        });
    });
    m_current = m_runner.get();
    if (m_endsAt && m_endsAt->picks == 0)
        end(m_endsAt->ending);
    else
        goOn(*m_runner, main);
    if (m_lookout != nullptr)
        m_lookout->unwinds();
    unwindLanes();
    m_current = nullptr;
    runtime::destroyKept();

    m_execution.findings = m_watch.findings();
    m_execution.outcome = m_watch.outcome(m_tables);
    m_execution.picks = m_picked.size();
    m_execution.makespan = m_state.time();
    if (m_fault != nullptr)
        std::rethrow_exception(std::exchange(m_fault, nullptr));
    return m_execution;
}

void InsideDriver::goOutside()
{
    throw std::runtime_error("a program that waits for the world outside cannot be run in every order");
}

void InsideDriver::prepare(const RunOptions& options)
{
    m_options = options;
    m_tables.reset();
    m_state.reset({options.time, options.notifyWakesAny, options.spuriousWakeUps});
    m_conductor.reset();
    m_watch.reset();
    m_execution = {};
    m_carrierOf.clear();
    m_picked.clear();
    m_nextProcess = 1;
    m_isOver = false;
    if (m_recorded != nullptr)
        m_recorded->clear();
}

void InsideDriver::beginsAt(std::uint64_t execution)
{
    if (m_lookout != nullptr)
        m_lookout->begins(execution);
    m_endsAt.reset();
    m_leavesLanes = false;
    for (const FatalPlace& place : m_fatalPlaces) {
        if (place.execution != execution)
            continue;
        if (place.isUnwinding)
            m_leavesLanes = true;
        else
            m_endsAt = place;
    }
}

InsideDriver::Carrier& InsideDriver::takeCarrier(LaneId lane, std::function<void()> body)
{
    if (m_free.empty()) {
        m_carriers.push_back(makeCarrier());
        m_free.push_back(m_carriers.back().get());
    }
    Carrier& carrier = *m_free.back();
    m_free.pop_back();
    carrier.local = {};
    carrier.local.id = lane;
    carrier.local.pathHash = m_tables.pathHash(lane);
    carrier.local.process = m_tables.lane(lane).process;
    carrier.context.lane = &carrier.local;
    carrier.context.driver = this;
    carrier.context.isAbandoned = false;
    carrier.body = std::move(body);
    carrier.creator = nullptr;
    carrier.silenced = 0;
    carrier.isBusy = true;
    return carrier;
}

void InsideDriver::carry(Carrier& self)
{
    while (!m_isClosing) {
        try {
            self.body();
        } catch (const runtime::Abandoned&) {
        } catch (...) {
            // A promise of the engine was broken, or somebody threw what no lane may throw.
            m_fault = std::current_exception();
            m_isOver = true;
        }
        // What the body holds goes without a trace, as it does when a thread has ended.
        self.context.isAbandoned = true;
        self.body = nullptr;
        self.isBusy = false;
        m_free.push_back(&self);
        Carrier* const creator = std::exchange(self.creator, nullptr);
        goOn(self, m_isOver ? *m_runner : creator != nullptr ? *creator : decide());
    }
}

void InsideDriver::goOn(Carrier& from, Carrier& to)
{
    m_current = &to;
    transfer(from, to);
}

runtime::Reply InsideDriver::perform(const rules::Request& request)
{
    Carrier& self = *m_current;
    if (m_isOver)
        return {trace::Way::Cancelled, 0, 0, 0};
    if (request.operation <= Operation::Kill && m_tables.knows(request.object)
        && m_tables.object(request.object).creator != request.lane)
        m_sawForeignThreads = true;
    if (index(request.lane) >= m_carrierOf.size())
        m_carrierOf.resize(index(request.lane) + 1, nullptr);
    m_carrierOf[index(request.lane)] = &self;
    m_conductor.arrive(request);
    Carrier* const creator = std::exchange(self.creator, nullptr);
    Carrier& next = creator != nullptr ? *creator : decide();
    if (&next != &self)
        goOn(self, next);
    if (self.context.isAbandoned)
        return {trace::Way::Cancelled, 0, 0, 0};
    self.context.lane->now = self.reply.now;
    return self.reply;
}

InsideDriver::Carrier& InsideDriver::decide() noexcept
{
    try {
        return decideOrThrow();
    } catch (...) {
        // Never through the program: it might catch it.
        m_fault = std::current_exception();
        m_isOver = true;
        return *m_runner;
    }
}

InsideDriver::Carrier& InsideDriver::decideOrThrow()
{
    if (m_conductor.standingCount() == 0) {
        const bool failed = m_state.laneCount() > 0 && m_state.lane(LaneId(0)).failed;
        return end(failed ? trace::Ending::Failed : trace::Ending::Completed);
    }
    if (const schedule::Candidate* known = knownPick())
        return grant(*known);
    for (;;) {
        const bool isPlain = m_recorded == nullptr && m_options.time == trace::TimeSetting::Ignored
                             && !m_state.hasWritersFirst();
        if (!isPlain)
            recordBlocked(m_conductor.newlyBlocked());
        switch (isPlain ? m_conductor.blockAndTurn() : m_conductor.turn()) {
        case Conductor::Kind::Choice: {
            if (m_picked.size() >= m_options.maxPicks)
                return end(trace::Ending::Bound);
            const auto choice = m_strategy->choose(
                {m_state, m_conductor.candidates(), m_conductor.lastLane(), m_conductor.pickCount()});
            if (!choice)
                return end(trace::Ending::Stopped);
            m_execution.probability *= chanceOf(m_conductor.candidates()[*choice]);
            return grant(m_conductor.candidates()[*choice]);
        }
        case Conductor::Kind::Advance: {
            m_state.setTime(m_conductor.nextTime());
            trace::Event clock;
            clock.operation = Operation::Clock;
            clock.value = m_conductor.nextTime();
            record(clock);
            break;
        }
        case Conductor::Kind::Stuck:
            return end(rules::findStuck(m_state).cycle.empty() ? trace::Ending::Hang : trace::Ending::Deadlock);
        }
    }
}

/// Who waits is told so at the first choice that is not known. Where that would show, every pick is asked for.
const schedule::Candidate* InsideDriver::knownPick()
{
    const bool isAsked = m_onlooker == nullptr || m_recorded != nullptr || m_state.hasWritersFirst()
                         || m_options.time == trace::TimeSetting::Respected || m_picked.size() >= m_options.maxPicks;
    return isAsked ? nullptr : m_onlooker->known();
}

InsideDriver::Carrier& InsideDriver::grant(const schedule::Candidate& candidate)
{
    const schedule::Candidate picked = candidate;
    const rules::Request request = *m_conductor.standingAt(picked.lane);
    m_picked.push_back({picked.lane, request.object, request.operation, picked.alternative.way, picked.alternative.index,
                        !picked.isOnlyOne});
    if (request.operation == Operation::Exit)
        m_watch.beforeExit(picked.lane, request.argument, m_state);
    const Conductor::Granted granted = m_conductor.grant(picked);
    // Those of a process that just left stand at operations that will never be granted.
    if (request.operation == Operation::Exit || request.operation == Operation::Kill)
        for (std::size_t i = 0; i < m_state.laneCount(); ++i)
            if (!m_state.lane(LaneId(i)).isAlive())
                m_conductor.leave(LaneId(i));
    if (m_lookout != nullptr)
        m_lookout->granted(m_picked.size());
    if (m_endsAt && m_picked.size() == m_endsAt->picks)
        return end(m_endsAt->ending);
    Carrier& carrier = *m_carrierOf[index(picked.lane)];
    carrier.reply = {picked.alternative.way, picked.alternative.index, granted.value, granted.now};
    return carrier;
}

double InsideDriver::chanceOf(const schedule::Candidate& picked) const
{
    const auto& candidates = m_conductor.candidates();
    std::size_t lanes = 0;
    std::size_t ways = 0;
    for (std::size_t i = 0; i < candidates.size(); ++i) {
        lanes += i == 0 || candidates[i].lane != candidates[i - 1].lane ? 1 : 0;
        ways += candidates[i].lane == picked.lane ? 1 : 0;
    }
    return 1.0 / static_cast<double>(lanes * ways);
}

InsideDriver::Carrier& InsideDriver::end(trace::Ending ending)
{
    m_execution.ending = ending;
    m_isOver = true;
    return *m_runner;
}

void InsideDriver::unwindLanes()
{
    m_isOver = true;
    // Youngest first; the first lane, on whose locals the others may still look, last.
    std::vector<Carrier*> left;
    for (const auto& carrier : m_carriers)
        if (carrier->isBusy)
            left.push_back(carrier.get());
    std::sort(left.begin(), left.end(), [](const Carrier* a, const Carrier* b) { return a->local.id > b->local.id; });
    for (Carrier* carrier : left) {
        carrier->context.isAbandoned = true;
        carrier->creator = nullptr;
        if (!m_leavesLanes)
            goOn(*m_runner, *carrier);
        if (carrier->isBusy)
            removeCarrier(*carrier);
    }
}

void InsideDriver::removeCarrier(Carrier& carrier)
{
    m_execution.refused.push_back(m_tables.lanePath(carrier.local.id));
    const auto place =
        std::find_if(m_carriers.begin(), m_carriers.end(), [&](const auto& owned) { return owned.get() == &carrier; });
    putAside().push_back(std::move(*place));
    m_carriers.erase(place);
}

void InsideDriver::operationAfterEnd()
{
    Carrier& self = *m_current;
    if (m_isOver && ++self.silenced > mostSilenced)
        goOn(self, *m_runner); // for good
}

void InsideDriver::recordBlocked(const std::vector<rules::Request>& blocked)
{
    if (m_recorded == nullptr)
        return;
    for (const rules::Request& request : blocked) {
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

void InsideDriver::record(trace::Event& event)
{
    if (m_recorded == nullptr)
        return;
    event.stamp = m_recorded->size();
    m_recorded->push_back(event);
}

void InsideDriver::performed(trace::Event event)
{
    m_watch.before(event, m_state);
    if (m_onlooker != nullptr && event.way() != m_current->reply.way)
        m_onlooker->onOtherWay(event.lane, event.way());
    record(event);
}

void InsideDriver::local(trace::Event event)
{
    if (m_isOver)
        return;
    m_watch.before(event, m_state);
    m_state.applyLocal(event);
    if (m_onlooker != nullptr)
        m_onlooker->onLocal(event);
    record(event);
}

LaneId InsideDriver::createLane(const trace::Lane& lane)
{
    const LaneId id = m_tables.addLane(lane);
    m_state.addLane(id, lane);
    return id;
}

runtime::NewLane InsideDriver::createLaneWithObject(const trace::Lane& lane, const trace::Object& object)
{
    const runtime::NewLane made = m_tables.addLaneWithObject(lane, object);
    m_state.addLane(made.lane, m_tables.lane(made.lane));
    m_state.addObject(made.object, m_tables.object(made.object));
    return made;
}

ObjectId InsideDriver::createObject(const trace::Object& object)
{
    const ObjectId id = m_tables.addObject(object);
    m_state.addObject(id, object);
    return id;
}

void InsideDriver::startLane(runtime::LaneStart start)
{
    if (m_isOver)
        return;
    Carrier& self = *m_current;
    Carrier& child = takeCarrier(start.lane, std::move(start.body));
    child.creator = &self;
    goOn(self, child);
}

int InsideDriver::startProcess(const runtime::ProcessStart& start)
{
    const auto& roles = m_program->roles;
    const auto role = std::find_if(roles.begin(), roles.end(), [&](const Role& r) { return r.name == start.role; });
    base::check(role != roles.end(), "the role of a child process is in the program's list of roles");
    startLane({start.lane, [&run = role->run, object = start.object, arguments = start.arguments] {
                   runtime::runProcess(object, [&] { return run(arguments); });
               }});
    return 0;
}

// The body of the process returns next; an exception would cost more than a small program's whole execution.
void InsideDriver::leave(int)
{
    m_current->context.isAbandoned = true;
}

Nanoseconds InsideDriver::now() { return runtime::context().lane->now; }

std::size_t InsideDriver::switches() const
{
    std::size_t switches = 0;
    for (std::size_t i = 1; i < m_picked.size(); ++i)
        switches += m_picked[i].lane != m_picked[i - 1].lane ? 1 : 0;
    return switches;
}

schedule::Schedule InsideDriver::schedule() const
{
    std::vector<std::uint32_t> order(m_picked.size());
    std::iota(order.begin(), order.end(), 0U);
    return schedule(order);
}

schedule::Schedule InsideDriver::schedule(const std::vector<std::uint32_t>& order) const
{
    schedule::Schedule schedule;
    schedule.info.seed = m_options.seed;
    schedule.info.time = m_options.time;
    schedule::PickHash hash;
    for (const std::uint32_t which : order) {
        const Picked& picked = m_picked[which];
        schedule.picks.push_back({m_tables.lanePath(picked.lane), picked.hadChoice, picked.way, picked.index});
        hash.add(picked.operation, m_tables.objectPath(picked.object));
        if (schedule.picks.size() % schedule::checkInterval == 0)
            schedule.checks.push_back(hash.value());
    }
    return schedule;
}

} // namespace interleave::explore

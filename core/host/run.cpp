#include "core/host/run.h"

#include "core/arena/clock.h"
#include "core/arena/tables.h"
#include "core/base/check.h"
#include "core/host/conducted_run.h"
#include "core/host/live_run.h"
#include "core/rules/observe.h"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstring>

namespace interleave::host {
namespace {

using trace::Ending;
using trace::Operation;

constexpr std::int64_t lookInterval = 10'000'000;       // how often processes are looked after while all goes well
constexpr std::int64_t computingAfter = 1'000'000'000;  // from when on a lane is said to compute

std::string optionsText(const RunSpec& spec)
{
    std::string text = "scenario " + spec.info.scenario + "\nvariant " + spec.info.variant + "\n";
    for (const auto& [key, value] : spec.info.parameters)
        text += "set " + key + " " + value + "\n";
    return text;
}

std::string fullSentence(arena::Table table)
{
    const char* what = "events";
    switch (table) {
    case arena::Table::Slots: what = "threads"; break;
    case arena::Table::Lanes: what = "lanes"; break;
    case arena::Table::Objects: what = "objects"; break;
    case arena::Table::Names: what = "texts"; break;
    case arena::Table::Sources: what = "lines"; break;
    case arena::Table::Payloads: what = "messages"; break;
    case arena::Table::Chunks:
    case arena::Table::None: break;
    }
    return std::string("The memory for ") + what +
           " is full, so the run was stopped; everything recorded up to here was kept. Run it with more memory for events "
           "or with smaller parameters.";
}

} // namespace

std::string defaultTarget()
{
    std::array<char, 4096> path{};
    const ssize_t length = ::readlink("/proc/self/exe", path.data(), path.size() - 1);
    std::string self(path.data(), length > 0 ? static_cast<std::size_t>(length) : 0);
    self.resize(self.rfind('/') == std::string::npos ? 0 : self.rfind('/') + 1);
    return self + "interleave-target";
}

base::Result<std::unique_ptr<Run>> Run::start(RunSpec spec)
{
    if (spec.target.empty())
        spec.target = defaultTarget();
    const bool isLive = spec.info.mode == trace::Mode::Live;
    // A wrong strategy or schedule is found before anything is started.
    std::unique_ptr<schedule::Strategy> strategy;
    schedule::Schedule prefix;
    if (!isLive) {
        auto made = schedule::makeStrategy(spec.info.strategy.empty() ? "round-robin" : spec.info.strategy, spec.info.seed);
        if (!made)
            return made.error();
        strategy = std::move(*made);
        if (!spec.schedule.empty()) {
            auto parsed = schedule::parseSchedule(spec.schedule);
            if (!parsed)
                return parsed.error();
            prefix = std::move(*parsed);
            // What the schedule was recorded with, it needs again.
            spec.wakesAny = spec.wakesAny || prefix.wakesAny;
            spec.spuriousWakeUps = std::max(spec.spuriousWakeUps, prefix.spuriousWakeUps);
        }
    }

    const arena::Capacity capacity = arena::Capacity::forEvents(spec.events);
    auto mapping = arena::Mapping::create(capacity);
    if (!mapping)
        return mapping.error();
    arena::Control& control = (*mapping)->control();
    control.drive.store(static_cast<std::uint32_t>(isLive ? arena::Drive::Live : arena::Drive::Conducted));
    control.time.store(static_cast<std::uint32_t>(spec.info.time));
    control.seed.store(spec.info.seed);
    control.stampIsTsc.store(arena::hasInvariantTsc() ? 1 : 0);
    control.gate.store(isLive && spec.startsPaused ? 1 : 0);
    control.owed.store(1);
    const std::string options = optionsText(spec);
    if (options.size() + 1 > (*mapping)->options().size())
        return base::Error{base::ErrorCode::WrongUse, "The parameters of the run are too long."};
    std::memcpy((*mapping)->options().data(), options.data(), options.size());
    arena::setRate(control.clock, isLive && spec.startsPaused ? 0.0 : spec.info.speed);

    std::optional<int> cpu;
    if (!isLive)
        cpu = ConductedRun::pinHere();
    auto warden = Warden::launch(spec.target, {"--run", std::to_string(capacity.chunks)}, (*mapping)->fd(), cpu);
    if (!warden)
        return warden.error();
    std::unique_ptr<Run> run;
    if (isLive)
        run.reset(new LiveRun(std::move(spec), std::move(*mapping), std::move(*warden)));
    else
        run.reset(new ConductedRun(std::move(spec), std::move(*mapping), std::move(*warden), std::move(strategy),
                                   std::move(prefix)));
    return run;
}

Run::Run(RunSpec spec, std::shared_ptr<arena::Mapping> mapping, Warden warden)
    : m_spec(std::move(spec)), m_mapping(std::move(mapping)), m_reader(m_mapping),
      m_trace(std::make_shared<trace::Trace>(m_reader.store(), m_spec.info)),
      m_state(rules::Options{m_spec.info.time, m_spec.wakesAny, m_spec.spuriousWakeUps}),
      m_writerSlot(arena::appendSlot(*m_mapping, arena::none)), m_warden(std::move(warden))
{
    m_writer = arena::Writer(*m_mapping, m_writerSlot);
    m_mapping->threadSlots()[m_writerSlot].state.store(static_cast<std::uint32_t>(arena::SlotState::Free));
    m_isPaused = m_spec.startsPaused;
}

Run::~Run()
{
    if (m_isHeld)
        m_warden.release();
    else
        m_warden.killAll();
}

base::Result<void> Run::pick(const schedule::Candidate&)
{
    return base::Error{base::ErrorCode::WrongUse, "In a Live run the operating system decides who moves."};
}

bool Run::turn(std::chrono::milliseconds wait)
{
    if (m_isOver)
        return false;
    work(wait);
    return !m_isOver;
}

std::size_t Run::collect(std::uint64_t until)
{
    const Step before = m_trace->size();
    m_reader.collect(*m_trace, until);
    newcomers();
    for (Step step = before; step < m_trace->size(); ++step) {
        m_judge.before(*m_trace, step, m_state);
        take(step);
    }
    return m_trace->size() - before;
}

void Run::addNewcomers(rules::State& state) const
{
    for (std::size_t i = state.objectCount(); i < m_trace->objectCount(); ++i)
        state.addObject(ObjectId(i), m_trace->object(ObjectId(i)));
    for (std::size_t i = state.laneCount(); i < m_trace->laneCount(); ++i)
        state.addLane(LaneId(i), m_trace->lane(LaneId(i)));
}

void Run::record(trace::Event event)
{
    arena::Control& control = m_mapping->control();
    event.stamp = m_spec.info.mode == trace::Mode::Controlled ? control.sequence.fetch_add(1) : arena::stampNow(control);
    m_writer.tryAppend(event);
}

void Run::watchNewProcesses()
{
    const std::uint32_t slots = std::min(m_mapping->control().threadSlots.load(std::memory_order_acquire), m_mapping->capacity().threadSlots);
    for (; m_slotsSeen < slots; ++m_slotsSeen) {
        const arena::ThreadSlot& slot = m_mapping->threadSlots()[m_slotsSeen];
        if (slot.state.load(std::memory_order_acquire) == static_cast<std::uint32_t>(arena::SlotState::Free)) {
            if (m_slotsSeen == m_writerSlot)
                continue;
            return; // its writer is about to fill it
        }
        // The first thread of a process has its process's id.
        const std::uint32_t process = slot.process.load();
        if (process != arena::none && !m_processes.isWatched(process))
            m_processes.watch(process, static_cast<int>(slot.tid.load()));
    }
}

void Run::noteActivity()
{
    const auto now = static_cast<std::uint64_t>(arena::wallNow());
    m_activity.resize(m_slotsSeen);
    for (std::uint32_t i = 0; i < m_slotsSeen; ++i) {
        const arena::ThreadSlot& slot = m_mapping->threadSlots()[i];
        const std::uint32_t state = slot.state.load();
        const std::uint32_t events = slot.grant.load() + slot.passes.load() + static_cast<std::uint32_t>(m_trace->size());
        Watch& watch = m_activity[i];
        if (watch.lastChange == 0 || watch.state != state || watch.events != events)
            watch = {now, state, events};
    }
}

void Run::lookAfterProcesses()
{
    const std::int64_t now = arena::wallNow();
    watchNewProcesses();
    if (now - m_lastLook < lookInterval && m_mapping->control().full.load() == 0 && m_mapping->control().faulted.load() == 0)
        return;
    m_lastLook = now;
    noteActivity();

    for (const Processes::Death& death : m_processes.poll()) {
        m_reader.writerDied();
        // After the verdict it is we who killed it, and the trace is over.
        if (!hasEnded())
            processDied(death.process, death.code);
    }
    for (const Warden::Report& report : m_warden.poll()) {
        if (report.pid == m_warden.targetPid())
            m_exitCode = WIFSIGNALED(report.status) ? 128 + WTERMSIG(report.status) : WEXITSTATUS(report.status);
    }
    if (!hasEnded() && m_mapping->control().full.load() != 0) {
        m_warden.killAll();
        end(Ending::ArenaFull, fullSentence(static_cast<arena::Table>(m_mapping->control().full.load())));
    }
    if (m_warden.isOver())
        endByExit();
}

std::string Run::lastLineOf(LaneId lane) const
{
    for (Step step = m_trace->size(); step > 0; --step) {
        const trace::Event event = m_trace->event(step - 1);
        if (event.lane == lane && m_trace->knows(event.source))
            return rules::lineText(*m_trace, event.source);
    }
    return {};
}

void Run::endByExit()
{
    m_reader.skipUnfinished();
    collect(UINT64_MAX);
    m_isOver = true;
    if (hasEnded())
        return;
    const arena::Control& control = m_mapping->control();
    if (control.configError.load() != 0) {
        end(Ending::ConfigError, m_mapping->faultText());
        return;
    }
    if (control.faulted.load() != 0)
        throw base::EngineFault(m_mapping->faultText());
    const int code = m_exitCode.value_or(128 + SIGKILL);
    if (const std::uint32_t signal = control.crashed.load(); signal != 0 && code > 128) {
        const LaneId lane{control.crashedLane.load()};
        const std::string line = lastLineOf(lane);
        const std::string text = m_mapping->faultText();
        end(Ending::Failed, rules::nameText(*m_trace, lane) + " crashed with " + ::strsignal(static_cast<int>(signal)) +
                                (line.empty() ? "" : ", after " + line) + (text.empty() ? "" : ": " + text) +
                                ". The trace ends here.");
    } else if (code > 128) {
        end(Ending::Killed, std::string("The program was killed from outside (") + ::strsignal(code - 128) +
                                "). The trace holds everything up to that moment.");
    } else if (m_state.laneCount() > 0 && m_state.lane(LaneId(0)).failed) {
        end(Ending::Failed, "An exception left main.");
    } else if (m_state.laneCount() == 0) {
        end(Ending::ConfigError, "The program ended before it began, with status " + std::to_string(code) + ".");
    } else {
        end(Ending::Completed, "Everybody came to an end.");
    }
}

void Run::end(trace::Verdict verdict)
{
    if (hasEnded())
        return;
    verdict.findings = m_judge.findings();
    m_verdict = std::move(verdict);
}

void Run::end(Ending ending, std::string sentence)
{
    trace::Verdict verdict;
    verdict.ending = ending;
    verdict.sentence = std::move(sentence);
    end(std::move(verdict));
}

void Run::stop()
{
    if (m_isOver)
        return;
    m_warden.killAll();
    m_reader.skipUnfinished();
    collect(UINT64_MAX);
    end(Ending::Stopped, "The run was stopped.");
    m_isOver = true;
}

LaneActivity Run::activity(LaneId lane) const
{
    if (m_state.knows(lane) && !m_state.lane(lane).isAlive())
        return LaneActivity::Over;
    for (std::uint32_t i = 0; i < m_slotsSeen; ++i) {
        const arena::ThreadSlot& slot = m_mapping->threadSlots()[i];
        if (slot.lane.load() != index(lane))
            continue;
        switch (static_cast<arena::SlotState>(slot.state.load())) {
        case arena::SlotState::AtGate: return LaneActivity::AtGate;
        case arena::SlotState::AtOperation: return LaneActivity::AtOperation;
        case arena::SlotState::BlockedNatively: return LaneActivity::Blocked;
        case arena::SlotState::Sleeping: return LaneActivity::Sleeping;
        case arena::SlotState::Outside: return LaneActivity::Outside;
        case arena::SlotState::Ended: return LaneActivity::Over;
        case arena::SlotState::Running: return LaneActivity::Computing;
        case arena::SlotState::Free: break;
        }
    }
    return LaneActivity::Unknown;
}

std::int64_t Run::computingFor(LaneId lane) const
{
    for (std::uint32_t i = 0; i < m_activity.size(); ++i) {
        const arena::ThreadSlot& slot = m_mapping->threadSlots()[i];
        if (slot.lane.load() != index(lane) || slot.state.load() != static_cast<std::uint32_t>(arena::SlotState::Running))
            continue;
        const std::int64_t since = arena::wallNow() - static_cast<std::int64_t>(m_activity[i].lastChange);
        return since >= computingAfter ? since : 0;
    }
    return 0;
}

} // namespace interleave::host

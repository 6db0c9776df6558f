#include "ui/session/worker.h"

#include "core/base/check.h"

#include <algorithm>
#include <chrono>

namespace interleave::session {
namespace {

using namespace std::chrono_literals;

constexpr auto longestWait = 5ms;          // of one turn: how late a command may be
constexpr auto stillWait = 40ms;           // between looks at a run in which nobody moves
constexpr std::int64_t publishEvery = 8'000'000;
constexpr double stepsPerSecond = 5;       // at speed 1
constexpr double unpacedSpeed = 200;       // from here on steps follow each other without a wait
constexpr std::int64_t longestBurst = 6'000'000; // of unpaced steps before commands get a say

std::int64_t now()
{
    return std::chrono::steady_clock::now().time_since_epoch().count();
}

} // namespace

Worker::Worker(host::RunSpec spec, std::vector<Breakpoint> breakpoints, double speed, std::function<void()> announce)
    : m_breakpoints(std::move(breakpoints)), m_announce(std::move(announce)), m_speed(speed)
{
    m_thread = std::jthread([this, spec = std::move(spec)](std::stop_token stop) mutable { work(stop, std::move(spec)); });
}

Worker::~Worker()
{
    finish();
}

std::string Worker::finish()
{
    if (m_thread.joinable()) {
        m_thread.request_stop();
        m_wake.notify_all();
        m_thread.join();
    }
    return m_schedule;
}

void Worker::post(Command command, When when)
{
    const std::lock_guard lock(m_mutex);
    m_commands.push_back({std::move(command), when});
    m_wake.notify_all();
}

Snapshot Worker::snapshot()
{
    const std::lock_guard lock(m_mutex);
    m_isAnnounced = false;
    return m_snapshot;
}

void Worker::refuse(const std::string& sentence)
{
    const std::lock_guard lock(m_mutex);
    m_refusals.push_back(sentence);
}

std::vector<std::string> Worker::takeRefusals()
{
    const std::lock_guard lock(m_mutex);
    return std::exchange(m_refusals, {});
}

void Worker::work(std::stop_token stop, host::RunSpec spec)
{
    m_isReplaying = !spec.schedule.empty() && spec.stopsAfterSchedule;
    auto started = host::Run::start(std::move(spec));
    if (!started) {
        {
            const std::lock_guard lock(m_mutex);
            m_snapshot.failure = started.error().message;
            m_snapshot.isOver = true;
        }
        m_announce();
        return;
    }
    const std::unique_ptr<host::Run> run = std::move(*started);
    try {
        while (!stop.stop_requested()) {
            const bool hadCommands = runCommands(*run);
            turn(*run);
            publish(*run, hadCommands);
            waitForCommands(stop, *run);
        }
        m_schedule = run->scheduleText();
    } catch (const base::EngineFault& fault) {
        // The run cannot be trusted any more; what was recorded stays visible, and the window lives on.
        {
            const std::lock_guard lock(m_mutex);
            m_schedule = run->scheduleText();
            m_snapshot.schedule = m_schedule;
            m_snapshot.fault = fault.what();
            m_snapshot.length = run->trace().size();
            m_snapshot.isOver = true;
            m_snapshot.isAtRest = false;
            m_snapshot.candidates.clear();
            m_commands.clear();
        }
        m_announce();
    }
}

// Where nothing moves but by a command, the thread sleeps until one comes.
void Worker::waitForCommands(std::stop_token stop, host::Run& run)
{
    const bool isStill = run.isPaused() && !m_isPlaying && run.isAtRest();
    if ((!m_isOver && !isStill && !run.hasEnded()) || !m_later.empty())
        return;
    std::unique_lock lock(m_mutex);
    const auto hasCommands = [this] { return !m_commands.empty(); };
    if (m_isOver)
        m_wake.wait(lock, stop, hasCommands);
    else
        m_wake.wait_for(lock, stop, stillWait, hasCommands);
}

bool Worker::runCommands(host::Run& run)
{
    std::vector<Posted> commands;
    {
        const std::lock_guard lock(m_mutex);
        commands.swap(m_commands);
    }
    for (Posted& posted : commands) {
        if (posted.when == When::AtRest)
            m_later.push_back(std::move(posted.command));
        else
            posted.command(*this, run);
    }
    // One at a time: it usually makes somebody move.
    if (!m_later.empty() && !m_isReplaying && run.isAtRest()) {
        const Command next = std::move(m_later.front());
        m_later.pop_front();
        next(*this, run);
        return true;
    }
    return !commands.empty();
}

void Worker::turn(host::Run& run)
{
    const Step before = run.trace().size();
    if (isControlled(run) && m_isPlaying && run.isPaused()) {
        if (!pace(run))
            turnOnce(run);
    } else {
        turnOnce(run);
    }
    if (m_isReplaying && (run.isPaused() || run.hasEnded())) {
        m_isReplaying = false;
        m_watched = run.trace().size();
    }
    if (m_isReplaying || m_breakpoints.empty() || run.isPaused())
        return;
    // A Live run is paused behind the event that was waited for, as soon as it is seen.
    if (isAtBreakpoint(run, std::max(before, m_watched)))
        pause(run);
    m_watched = run.trace().size();
}

void Worker::turnOnce(host::Run& run)
{
    m_isOver = !run.turn(longestWait) && run.hasEnded();
}

// Takes the steps that are due. False when none was.
bool Worker::pace(host::Run& run)
{
    const std::int64_t begin = now();
    bool hasMoved = false;
    while (m_isPlaying && !run.hasEnded() && run.isAtRest() && now() >= m_nextStep && now() - begin < longestBurst) {
        const Step before = run.trace().size();
        const Nanoseconds timeBefore = run.state().time();
        if (const auto stepped = run.step(); !stepped) {
            m_isPlaying = false;
            refuse(stepped.error().message);
            return hasMoved;
        }
        hasMoved = true;
        turnOnce(run);
        if (m_speed < unpacedSpeed) {
            const auto jump = static_cast<double>(run.state().time() - timeBefore);
            m_nextStep = now() + static_cast<std::int64_t>((1e9 / stepsPerSecond + jump) / m_speed);
        }
        if (isAtBreakpoint(run, before))
            m_isPlaying = false;
    }
    if (run.hasEnded())
        m_isPlaying = false;
    return hasMoved;
}

bool Worker::isAtBreakpoint(const host::Run& run, Step from) const
{
    if (m_breakpoints.empty())
        return false;
    const trace::Trace& trace = run.trace();
    for (Step step = from; step < trace.size(); ++step) {
        const trace::Event event = trace.event(step);
        for (const Breakpoint& breakpoint : m_breakpoints) {
            // In Controlled runs a line is where somebody stands next, see below.
            if (breakpoint.kind == Breakpoint::Kind::Line && isControlled(run))
                continue;
            if (hits(breakpoint, trace, event))
                return true;
        }
        if (!isControlled(run) || event.isBlocked())
            continue;
        const rules::Request* next = run.nextOperation(event.lane);
        if (next != nullptr && std::any_of(m_breakpoints.begin(), m_breakpoints.end(), [&](const Breakpoint& each) {
                return hits(each, trace, next->source);
            }))
            return true;
    }
    return false;
}

void Worker::play(host::Run& run)
{
    if (!isControlled(run)) {
        run.resume();
        return;
    }
    // Steps are taken one by one in every Controlled run: that paces them, and no breakpoint is run over.
    run.pause();
    m_isPlaying = true;
    m_nextStep = 0;
}

void Worker::pause(host::Run& run)
{
    m_later.clear();
    m_isPlaying = false;
    run.pause();
}

void Worker::setSpeed(host::Run& run, double speed)
{
    m_speed = speed;
    m_nextStep = 0;
    if (!isControlled(run))
        run.setSpeed(speed);
}

void Worker::publish(host::Run& run, bool isForced)
{
    const bool isStill = run.isPaused() && !m_isPlaying;
    const bool isAtRest = (isStill && run.isAtRest()) || run.hasEnded();
    bool isNews = isForced;
    {
        const std::lock_guard lock(m_mutex);
        isNews = isNews || !m_snapshot.trace || m_snapshot.isPaused != isStill || m_snapshot.isAtRest != isAtRest ||
                 m_snapshot.hasEnded != run.hasEnded() || m_snapshot.isOver != m_isOver;
        if (!isNews && now() - m_lastPublished < publishEvery)
            return;
        isNews = isNews || m_snapshot.length != run.trace().size();
    }
    m_lastPublished = now();
    Snapshot fresh;
    fresh.trace = run.sharedTrace();
    fresh.length = run.trace().size();
    fresh.isPaused = isStill;
    fresh.isAtRest = isAtRest;
    fresh.hasEnded = run.hasEnded();
    fresh.isOver = m_isOver;
    fresh.verdict = run.verdict();
    fresh.findings = run.judge().findings();
    fresh.outcome = run.outcome();
    fresh.schedule = isAtRest && isNews ? run.scheduleText() : m_snapshot.schedule;
    if (isAtRest && !fresh.hasEnded)
        fresh.candidates = run.candidates();
    for (std::uint32_t i = 0; i < run.state().laneCount(); ++i)
        if (const std::int64_t duration = run.computingFor(LaneId(i)); duration > 0)
            fresh.computing.emplace_back(LaneId(i), duration);
    fresh.pid = run.pid().value_or(0);
    fresh.arenaBytes = m_snapshot.arenaBytes;
    if (isNews)
        fresh.arenaBytes = run.arenaBytes();
    {
        const std::lock_guard lock(m_mutex);
        isNews = isNews || fresh.computing != m_snapshot.computing || !m_refusals.empty();
        m_snapshot = std::move(fresh);
        if (!isNews || m_isAnnounced)
            return;
        m_isAnnounced = true;
    }
    m_announce();
}

} // namespace interleave::session

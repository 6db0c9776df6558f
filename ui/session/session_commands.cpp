#include "ui/session/session.h"

#include <algorithm>

namespace interleave::session {

void Session::post(Worker::Command command, Worker::When when)
{
    if (m_worker)
        m_worker->post(std::move(command), when);
}

void Session::start(const Choice& choice)
{
    setChoice(choice);
    start();
}

void Session::start()
{
    auto spec = specOf(m_catalogue, m_choice);
    if (!spec) {
        emit said(QString::fromStdString(spec.error().message), Severity::Warning);
        return;
    }
    const bool isLive = m_choice.mode == trace::Mode::Live;
    spec->startsPaused = !isLive;
    launch(std::move(*spec), isLive ? Drive::Live : m_choice.schedule.empty() ? Drive::Controlled : Drive::Replayed);
}

void Session::play()
{
    if (!m_trace && !m_worker) {
        start();
        if (m_choice.mode == trace::Mode::Controlled)
            post([](Worker& worker, host::Run& run) { worker.play(run); });
        return;
    }
    if (m_trace && !isAtEdge()) {
        playBack(Direction::Forward);
        return;
    }
    if (m_status.activity == Activity::Ended) {
        // As a player does at the end: what is recorded, from the beginning.
        movePlayhead(0);
        setFollowsEdge(false);
        playBack(Direction::Forward);
        return;
    }
    setFollowsEdge(true);
    post([](Worker& worker, host::Run& run) { worker.play(run); });
}

void Session::pause()
{
    if (m_direction) {
        stopPlayingBack();
        return;
    }
    post([](Worker& worker, host::Run& run) { worker.pause(run); });
}

bool Session::isPlaying() const
{
    return m_direction.has_value() || m_status.activity == Activity::Running;
}

void Session::stepBack()
{
    if (m_status.activity == Activity::Running)
        pause();
    if (m_playhead > 0)
        setPlayhead(m_playhead - 1);
}

void Session::step()
{
    if (m_trace && !isAtEdge()) {
        setPlayhead(m_playhead + 1);
        return;
    }
    if (!m_trace && !m_worker)
        start();
    const auto when = m_choice.mode == trace::Mode::Controlled ? Worker::When::AtRest : Worker::When::Now;
    post(
        [](Worker& worker, host::Run& run) {
            if (run.spec().info.mode == trace::Mode::Controlled)
                worker.pause(run);
            if (const auto stepped = run.step(); !stepped)
                worker.refuse(stepped.error().message);
        },
        when);
}

void Session::stepLane(LaneId lane)
{
    if (!m_trace || !m_trace->knows(lane))
        return;
    if (!isAtEdge() || !m_worker) {
        if (const QString why = whyNotStep(lane); !why.isEmpty())
            emit said(why, Severity::Warning);
        else
            goOnFromHere(lane);
        return;
    }
    post(
        [lane](Worker& worker, host::Run& run) {
            if (const auto stepped = run.stepLane(lane); !stepped)
                worker.refuse(stepped.error().message);
        },
        isLive() ? Worker::When::Now : Worker::When::AtRest);
}

void Session::pick(const schedule::Candidate& candidate)
{
    post(
        [candidate](Worker& worker, host::Run& run) {
            if (const auto picked = run.pick(candidate); !picked)
                worker.refuse(picked.error().message);
        },
        Worker::When::AtRest);
}

void Session::stop()
{
    stopPlayingBack();
    post([](Worker&, host::Run& run) { run.stop(); });
}

void Session::setSpeed(double speed)
{
    speed = std::clamp(speed, 0.1, unlimitedSpeed);
    if (speed == m_speed)
        return;
    m_speed = speed;
    post([speed](Worker& worker, host::Run& run) { worker.setSpeed(run, speed); });
    emit speedChanged(speed);
}

QString Session::whyNotGoOn() const
{
    if (!m_trace)
        return tr("Nothing has run yet.");
    if (m_trace->info().mode == trace::Mode::Live)
        return tr("A Live run cannot be repeated step by step: the operating system decided who moved. Run it in Controlled.");
    if (!m_worker && scheduleText().empty())
        return tr("This trace has no schedule, so its run cannot be repeated up to here.");
    if (!m_catalogue.find(m_trace->info().scenario))
        return tr("The program of this trace is not in the gallery.");
    return {};
}

// The recorded picks that led to the first `step` events; what the host recorded by itself is no pick.
std::size_t Session::picksBefore(Step step, const schedule::Schedule& schedule) const
{
    std::size_t picks = 0;
    for (Step i = 0; i < step && picks < schedule.picks.size(); ++i) {
        const trace::Event event = m_trace->event(i);
        const bool isPicked = !event.isBlocked() && trace::isPick(event.operation);
        if (isPicked && m_trace->lanePath(event.lane) == schedule.picks[picks].path)
            ++picks;
    }
    return picks;
}

void Session::goOnFromHere(std::optional<LaneId> first)
{
    if (const QString why = whyNotGoOn(); !why.isEmpty()) {
        emit said(why, Severity::Warning);
        return;
    }
    if (m_worker)
        m_schedule = m_worker->finish();
    auto recorded = schedule::parseSchedule(scheduleText());
    if (!recorded) {
        emit said(QString::fromStdString(recorded.error().message), Severity::Error);
        return;
    }
    const std::size_t picks = picksBefore(m_playhead, *recorded);
    recorded->picks.resize(picks);
    recorded->checks.resize(std::min(recorded->checks.size(), picks / schedule::checkInterval));

    host::RunSpec spec;
    spec.info = m_trace->info();
    spec.info.schedule.clear();
    // From here on as the user has chosen since.
    spec.info.strategy = m_choice.strategy;
    spec.info.seed = m_trace->info().seed;
    spec.schedule = picks > 0 ? schedule::toText(*recorded) : std::string();
    spec.stopsAfterSchedule = true;
    spec.startsPaused = picks == 0;
    const LaneId selected = m_lane;
    launch(std::move(spec), Drive::Controlled);
    if (first)
        post(
            [lane = *first](Worker& worker, host::Run& run) {
                if (const auto stepped = run.stepLane(lane); !stepped)
                    worker.refuse(stepped.error().message);
            },
            Worker::When::AtRest);
    selectLane(first.value_or(selected));
}

void Session::addBreakpoint(const Breakpoint& breakpoint)
{
    if (std::find(m_breakpoints.begin(), m_breakpoints.end(), breakpoint) != m_breakpoints.end())
        return;
    m_breakpoints.push_back(breakpoint);
    post([all = m_breakpoints](Worker& worker, host::Run&) { worker.setBreakpoints(all); });
    emit breakpointsChanged();
}

void Session::removeBreakpoint(const Breakpoint& breakpoint)
{
    std::erase(m_breakpoints, breakpoint);
    post([all = m_breakpoints](Worker& worker, host::Run&) { worker.setBreakpoints(all); });
    emit breakpointsChanged();
}

} // namespace interleave::session

#include "ui/session/session.h"

#include <algorithm>
#include <chrono>

namespace interleave::session {
namespace {

constexpr int frame = 16; // milliseconds
constexpr std::size_t mostEarlier = 8;

QString activityWord(Activity activity, trace::Ending ending)
{
    switch (activity) {
    case Activity::Empty: return {};
    case Activity::Starting: return Session::tr("starting");
    case Activity::Running: return Session::tr("running");
    case Activity::Paused: return Session::tr("paused");
    case Activity::Ended: break;
    }
    switch (ending) {
    case trace::Ending::Deadlock: return Session::tr("deadlock");
    case trace::Ending::Hang: return Session::tr("hangs");
    case trace::Ending::Failed: return Session::tr("failed");
    case trace::Ending::Killed: return Session::tr("killed");
    case trace::Ending::Stopped: return Session::tr("stopped");
    case trace::Ending::Bound: return Session::tr("bound reached");
    case trace::Ending::ArenaFull: return Session::tr("memory full");
    default: return Session::tr("ended");
    }
}

} // namespace

void Session::launch(host::RunSpec spec, Drive drive)
{
    putAway();
    m_drive = drive;
    spec.target = m_target;
    spec.info.speed = m_speed;
    showTrace(nullptr);
    m_worker = std::make_unique<Worker>(std::move(spec), m_breakpoints, m_speed, [this] {
        QMetaObject::invokeMethod(this, &Session::takeSnapshot, Qt::QueuedConnection);
    });
    updateStatus();
}

// Ends the run, and keeps what it recorded at hand.
void Session::putAway()
{
    stopPlayingBack();
    if (m_worker) {
        m_schedule = m_worker->finish();
        applySnapshot(m_worker->snapshot());
    }
    if (m_trace && m_length > 0) {
        trace::Verdict verdict = m_verdict;
        if (verdict.ending == trace::Ending::None) {
            verdict.ending = trace::Ending::Stopped;
            verdict.sentence = tr("The run was stopped.").toStdString();
        }
        verdict.findings = m_findings;
        const bool isKnown = std::any_of(m_earlier.begin(), m_earlier.end(),
                                         [this](const Recorded& each) { return each.trace == m_trace; });
        if (!isKnown)
            m_earlier.push_front({m_trace, verdict, m_schedule, m_drive, m_title});
        if (m_earlier.size() > mostEarlier)
            m_earlier.pop_back();
    }
    m_worker.reset();
}

// Everything that belongs to the trace before is forgotten.
void Session::showTrace(std::shared_ptr<const trace::Trace> trace)
{
    m_trace = std::move(trace);
    m_past.reset();
    m_length = 0;
    m_playhead = 0;
    m_verdict = {};
    m_snapshot = {};
    m_schedule.clear();
    m_saidFault = false;
    m_saidRefusal = false;
    m_followsEdge = true;
    m_lane = LaneId::none;
    m_object = ObjectId::none;
    m_event.reset();
    m_range = {};
    m_rateFrom = 0;
    m_findings.clear();
    m_candidates.clear();
    m_computing.clear();
    if (m_trace) {
        const trace::RunInfo& info = m_trace->info();
        m_title = QString::fromStdString(info.scenario + (info.variant.empty() ? "" : " : " + info.variant));
        m_past = std::make_unique<Past>(m_trace);
        connect(m_past.get(), &Past::reached, this, [this] { emit playheadMoved(m_playhead); });
    }
    emit runStarted();
    emit laneSelected(m_lane);
    emit objectSelected(m_object);
    emit eventSelected(m_event);
    emit rangeSelected(m_range);
    emit findingsChanged();
    emit candidatesChanged();
    emit followsEdgeChanged(m_followsEdge);
    emit playheadMoved(m_playhead);
    updateStatus();
}

void Session::show(const Recorded& recorded)
{
    putAway();
    m_drive = recorded.drive;
    showTrace(recorded.trace);
    m_title = recorded.title;
    m_schedule = recorded.schedule;
    m_verdict = recorded.verdict;
    m_findings = recorded.verdict.findings;
    m_length = m_trace ? m_trace->size() : 0;
    if (m_length > 0)
        emit grew(0, m_length);
    movePlayhead(m_length);
    emit findingsChanged();
    updateStatus();
    emit ended();
}

void Session::open(std::shared_ptr<const trace::Trace> trace, trace::Verdict verdict, const QString& title)
{
    const std::string schedule = trace ? trace->info().schedule : std::string();
    show({std::move(trace), std::move(verdict), schedule, Drive::OpenedFile, title});
}

void Session::showEarlier(std::size_t number)
{
    if (number < m_earlier.size())
        show(Recorded(m_earlier[number]));
}

std::string Session::scheduleText() const
{
    if (!m_schedule.empty())
        return m_schedule;
    return !m_snapshot.schedule.empty() || !m_trace ? m_snapshot.schedule : m_trace->info().schedule;
}

std::string Session::outcome()
{
    if (m_worker)
        return m_snapshot.outcome;
    return m_past ? m_past->at(m_length).judge.outcome() : std::string();
}

// The worker has something new; it is taken once a frame.
void Session::takeSnapshot()
{
    if (m_frame.isActive())
        return;
    const qint64 since = m_sinceFrame.elapsed();
    if (since >= frame)
        takeFrame();
    else
        m_frame.start(static_cast<int>(frame - since));
}

void Session::takeFrame()
{
    m_sinceFrame.restart();
    if (m_worker)
        applySnapshot(m_worker->snapshot());
}

void Session::applySnapshot(const Snapshot& snapshot)
{
    sayRefusals();
    if (snapshot.trace && snapshot.trace != m_trace)
        showTrace(snapshot.trace);
    const bool hasEndedNow = snapshot.hasEnded && !m_snapshot.hasEnded;
    const bool areOtherFindings = snapshot.findings.size() != m_findings.size();
    const auto isSame = [](const schedule::Candidate& one, const schedule::Candidate& other) {
        return one.lane == other.lane && one.alternative == other.alternative;
    };
    const bool areOtherCandidates = !std::equal(snapshot.candidates.begin(), snapshot.candidates.end(),
                                                m_candidates.begin(), m_candidates.end(), isSame);
    m_snapshot = snapshot;
    m_computing = snapshot.computing;
    m_findings = snapshot.findings;
    m_candidates = snapshot.candidates;
    if (snapshot.hasEnded)
        m_verdict = snapshot.verdict;

    if (m_trace && snapshot.length > m_length) {
        const Step from = m_length;
        m_length = snapshot.length;
        m_past->grew();
        emit grew(from, m_length);
        if (m_followsEdge && !m_direction)
            movePlayhead(m_length);
    }
    if (areOtherFindings)
        emit findingsChanged();
    if (areOtherCandidates)
        emit candidatesChanged();
    updateStatus();
    if (hasEndedNow)
        emit ended();
    if (!snapshot.failure.empty() && !m_saidFault) {
        m_saidFault = true;
        emit said(QString::fromStdString(snapshot.failure), Severity::Error);
    }
    if (!snapshot.fault.empty() && !m_saidFault) {
        m_saidFault = true;
        emit said(tr("The engine broke a promise of its own, so this run was ended; what it recorded is kept. Expected: %1")
                      .arg(QString::fromStdString(snapshot.fault)),
                  Severity::Error);
    }
}

void Session::sayRefusals()
{
    if (!m_worker)
        return;
    for (const std::string& sentence : m_worker->takeRefusals())
        emit said(QString::fromStdString(sentence), Severity::Warning);
}

void Session::updateStatus()
{
    Status status;
    status.drive = m_drive;
    status.isPlayingBack = m_direction.has_value();
    status.isInPast = m_playhead < m_length;
    status.isAtRest = m_snapshot.isAtRest;
    status.pid = m_snapshot.pid;
    status.arenaBytes = m_snapshot.arenaBytes;
    const bool isGone = m_verdict.ending != trace::Ending::None || !m_snapshot.fault.empty() || !m_snapshot.failure.empty();
    if (isGone || (m_trace && !m_worker))
        status.activity = m_trace ? Activity::Ended : Activity::Empty;
    else if (!m_trace)
        status.activity = m_worker ? Activity::Starting : Activity::Empty;
    else
        status.activity = m_snapshot.isPaused ? Activity::Paused : Activity::Running;

    const QString word = activityWord(status.activity, m_verdict.ending);
    if (!m_trace || m_length == 0)
        status.detail = word;
    else if (m_trace->info().mode == trace::Mode::Live && !status.isInPast)
        status.detail = tr("%1 · %2").arg(word, timeText(*m_trace, m_trace->timeAt(m_length - 1)));
    else
        status.detail = tr("%1 · %2 / %3").arg(word).arg(m_playhead).arg(m_length);

    status.eventsPerSecond = m_status.eventsPerSecond;
    if (status.activity != Activity::Running) {
        status.eventsPerSecond = 0;
    } else if (m_sinceRate.elapsed() >= 1000) {
        status.eventsPerSecond = static_cast<double>(m_length - m_rateFrom) * 1000.0 / static_cast<double>(m_sinceRate.elapsed());
        m_rateFrom = m_length;
        m_sinceRate.restart();
    }
    if (status == m_status)
        return;
    m_status = status;
    emit statusChanged();
}

} // namespace interleave::session

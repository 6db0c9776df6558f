#include "ui/session/session.h"

#include "core/rules/judge.h"

#include <algorithm>

namespace interleave::session {

Session::Session(QObject* parent) : QObject(parent)
{
    m_frame.setSingleShot(true);
    m_frame.setTimerType(Qt::PreciseTimer);
    connect(&m_frame, &QTimer::timeout, this, &Session::takeFrame);
    m_playBack.setInterval(16);
    m_playBack.setTimerType(Qt::PreciseTimer);
    connect(&m_playBack, &QTimer::timeout, this, &Session::moveOn);
    m_sinceFrame.start();
    m_sinceRate.start();
}

Session::~Session() = default;

void Session::setCatalogue(host::Catalogue catalogue)
{
    m_catalogue = std::move(catalogue);
    emit catalogueChanged();
}

const host::ProgramInfo* Session::program() const
{
    const auto found = m_catalogue.find(m_choice.program);
    return found ? *found : nullptr;
}

const host::VariantInfo* Session::variant() const
{
    const host::ProgramInfo* chosen = program();
    if (chosen == nullptr)
        return nullptr;
    const auto found = chosen->findVariant(m_choice.variant);
    return found ? *found : nullptr;
}

void Session::setChoice(const Choice& choice)
{
    if (choice == m_choice)
        return;
    const bool isAnother = !isSameProgram(choice, m_choice);
    m_choice = choice;
    if (isAnother && (m_trace || m_worker)) {
        putAway();
        m_drive = choice.mode == trace::Mode::Live ? Drive::Live : Drive::Controlled;
        showTrace(nullptr);
    } else if (isAnother) {
        m_drive = choice.mode == trace::Mode::Live ? Drive::Live : Drive::Controlled;
        updateStatus();
    }
    emit choiceChanged();
}

// The playhead.

void Session::setPlayhead(Step step)
{
    stopPlayingBack();
    movePlayhead(step);
    setFollowsEdge(m_playhead == m_length);
}

void Session::movePlayhead(Step step)
{
    step = std::min(step, m_length);
    if (step == m_playhead)
        return;
    m_playhead = step;
    emit playheadMoved(m_playhead);
    updateStatus();
}

void Session::setFollowsEdge(bool follows)
{
    if (follows == m_followsEdge)
        return;
    m_followsEdge = follows;
    emit followsEdgeChanged(follows);
    if (follows && !m_direction)
        movePlayhead(m_length);
}

const Moment& Session::moment()
{
    static const Moment nothing;
    if (!m_past)
        return nothing;
    const Moment& here = m_past->at(m_playhead);
    if (here.refusal && !m_saidRefusal) {
        m_saidRefusal = true;
        const QString sentence = tr("The rules do not allow what was recorded, so what is shown of resources may be wrong. %1")
                                     .arg(QString::fromStdString(*here.refusal));
        // Not from here: whoever asks for the moment is in the middle of something.
        QMetaObject::invokeMethod(this, [this, sentence] { emit said(sentence, Severity::Error); }, Qt::QueuedConnection);
    }
    return here;
}

const Moment& Session::momentAt(Step step)
{
    return m_past ? m_past->at(std::min(step, m_length)) : moment();
}

void Session::playBack(Direction direction)
{
    if (!m_trace)
        return;
    m_direction = direction;
    m_carry = 0;
    m_sincePlayBack.start();
    m_playBack.start();
    updateStatus();
}

void Session::stopPlayingBack()
{
    if (!m_direction)
        return;
    m_direction.reset();
    m_playBack.stop();
    updateStatus();
}

// One frame of play-back: a Live trace moves along its time, another along its steps.
void Session::moveOn()
{
    const double seconds = static_cast<double>(m_sincePlayBack.nsecsElapsed()) / 1e9;
    m_sincePlayBack.restart();
    const int direction = *m_direction == Direction::Forward ? 1 : -1;
    if (m_speed >= unlimitedSpeed)
        movePlayhead(direction > 0 ? m_length : 0);
    else
        moveOnInTime(seconds, direction);
    const bool isOver = direction > 0 ? m_playhead == m_length : m_playhead == 0;
    if (isOver) {
        stopPlayingBack();
        setFollowsEdge(m_playhead == m_length);
    }
}

void Session::moveOnInTime(double seconds, int direction)
{
    Step target = m_playhead;
    if (m_trace->info().mode == trace::Mode::Live) {
        const Nanoseconds from = m_trace->timeAt(std::min(m_playhead, m_length - 1)) + static_cast<Nanoseconds>(m_carry);
        const Nanoseconds until = from + static_cast<Nanoseconds>(direction * seconds * 1e9 * m_speed);
        if (direction > 0)
            while (target < m_length && m_trace->timeAt(target) <= until)
                ++target;
        else
            while (target > 0 && m_trace->timeAt(target - 1) >= until)
                --target;
        const Nanoseconds reached = m_trace->timeAt(std::min(target, m_length - 1));
        m_carry = static_cast<double>(until - reached);
    } else {
        constexpr double stepsPerSecond = 5;
        m_carry += seconds * stepsPerSecond * m_speed;
        const auto whole = static_cast<Step>(m_carry);
        m_carry -= static_cast<double>(whole);
        target = direction > 0 ? m_playhead + whole : m_playhead - std::min(whole, m_playhead);
    }
    movePlayhead(target);
}

// The selection.

void Session::selectLane(LaneId lane)
{
    if (lane == m_lane)
        return;
    m_lane = lane;
    emit laneSelected(lane);
}

void Session::selectObject(ObjectId object)
{
    if (object == m_object)
        return;
    m_object = object;
    emit objectSelected(object);
}

void Session::selectEvent(Step step)
{
    if (!m_trace || step >= m_length)
        return;
    setPlayhead(step + 1);
    const trace::Event event = m_trace->event(step);
    if (!isNone(event.lane))
        selectLane(event.lane);
    if (m_event != step) {
        m_event = step;
        emit eventSelected(m_event);
    }
}

void Session::clearEvent()
{
    if (!m_event)
        return;
    m_event.reset();
    emit eventSelected(m_event);
}

void Session::selectRange(Step begin, Step end)
{
    const StepRange range{std::min(begin, m_length), std::min(end, m_length)};
    if (range == m_range)
        return;
    m_range = range;
    emit rangeSelected(range);
}

// Who can move.

std::vector<LaneId> Session::lanesThatCanMove() const
{
    std::vector<LaneId> lanes;
    for (const schedule::Candidate& candidate : m_candidates)
        if (lanes.empty() || lanes.back() != candidate.lane)
            lanes.push_back(candidate.lane);
    return lanes;
}

QString Session::whyNotStep(LaneId lane)
{
    if (!m_trace || !m_trace->knows(lane))
        return tr("Nothing has run yet.");
    const bool isHere = isAtEdge() && m_worker;
    if (isHere && std::any_of(m_candidates.begin(), m_candidates.end(), [&](const auto& each) { return each.lane == lane; }))
        return {};
    const QString name = laneName(*m_trace, lane);
    const rules::State& state = stateAtPlayhead();
    if (!state.knows(lane) || !state.lane(lane).hasStarted())
        return tr("%1 has not been started yet.").arg(name);
    if (!state.lane(lane).isAlive())
        return tr("%1 has ended.").arg(name);
    const rules::LaneState& facts = state.lane(lane);
    const bool waits = facts.phase == rules::LanePhase::Waiting || facts.phase == rules::LanePhase::Suspended;
    if (waits && !state.canMove(facts.pending))
        return tr("%1 cannot move: it %2.")
            .arg(name, QString::fromStdString(rules::waitText(*m_trace, state, lane, &judgeAtPlayhead())));
    if (!isHere)
        return whyNotGoOn();
    if (isLive() && m_status.activity != Activity::Paused)
        return tr("Pause the run first: a Live run is stepped while it is paused.");
    return {};
}

} // namespace interleave::session

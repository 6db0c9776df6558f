// First of all: the rules have a member that Qt's keywords would rename.
#include "ui/session/session.h"

#include "ui/code/standing.h"

#include "core/analysis/waiting.h"

#include <QCoreApplication>

namespace interleave::code {
namespace {

using analysis::LaneStatus;
using rules::LanePhase;
using trace::ObjectKind;
using trace::Operation;

/// Where translators find these texts.
struct Words
{
    Q_DECLARE_TR_FUNCTIONS(code)
};

/// What one lane's sentence is made from.
struct Case
{
    const trace::Trace& trace;
    const session::Moment& moment;
    const analysis::LineIndex& index;
    const rules::LaneState& lane;
    analysis::Lack lack;
    analysis::LinePlace place;
    const ShownLine& shownLine;
};

QString nameOf(const trace::Trace& trace, ObjectId object)
{
    const LaneId lane = trace.object(object).lane;
    return trace.knows(lane) ? session::laneName(trace, lane) : session::resourceName(trace, object);
}

/// ", line 26": where the holder took what it holds; with the file where that is another one.
QString takenAtText(const Case& at)
{
    const auto step = at.moment.judge.takenAt(at.lack.holder, at.lack.object);
    if (!step)
        return {};
    const auto place = at.index.place(at.trace.event(*step).source);
    if (!place)
        return {};
    const auto line = at.shownLine ? at.shownLine(*place) : std::optional(static_cast<int>(place->line));
    return line && place->file == at.place.file
               ? Words::tr(", line %1").arg(*line)
               : Words::tr(", %1:%2").arg(fileTitle(at.index.files()[place->file])).arg(place->line);
}

bool isPut(Operation operation)
{
    return operation == Operation::Put || operation == Operation::TryPut || operation == Operation::Send;
}

QString blockedText(const Case& at)
{
    const QString what = nameOf(at.trace, at.lack.object);
    const bool isPutting = isPut(at.lane.pending.operation);
    switch (at.trace.object(at.lack.object).kind) {
    case ObjectKind::Queue:
        return isPutting ? Words::tr("blocked: %1 is full, waits for a get").arg(what)
                         : Words::tr("blocked: %1 is empty, waits for a put").arg(what);
    case ObjectKind::Pipe:
        return isPutting ? Words::tr("blocked: %1 is full, waits for a receiver").arg(what)
                         : Words::tr("blocked: %1 is empty, waits for a sender").arg(what);
    case ObjectKind::Semaphore: return Words::tr("blocked: no permit of %1 is free").arg(what);
    default: break;
    }
    const std::size_t holders = rules::holders(at.moment.state, at.lack.object).size();
    if (holders > 1)
        return Words::tr("blocked: %1 is held by %2 readers").arg(what).arg(holders);
    if (isNone(at.lack.holder))
        return Words::tr("blocked: wants %1").arg(what);
    const QString holder =
        at.lack.holder == at.lane.pending.lane ? Words::tr("itself") : session::laneName(at.trace, at.lack.holder);
    return Words::tr("blocked: %1 is held by %2%3").arg(what, holder, takenAtText(at));
}

QString waitingText(const Case& at)
{
    const QString what = isNone(at.lack.object) ? QString() : nameOf(at.trace, at.lack.object);
    switch (at.lane.pending.operation) {
    case Operation::Join: return Words::tr("waits until %1 has ended").arg(what);
    case Operation::AwaitSet: return Words::tr("waits until %1 is set").arg(what);
    case Operation::Wake: return Words::tr("waits for a signal of %1").arg(what);
    case Operation::Arrive:
    case Operation::Pass: return Words::tr("waits at %1 for the others").arg(what);
    case Operation::AwaitZero: return Words::tr("waits until %1 is zero").arg(what);
    case Operation::AwaitDone: return Words::tr("waits until all of %1 is done").arg(what);
    case Operation::Select: return Words::tr("waits until something is ready");
    case Operation::Exit: return Words::tr("waits until its threads have ended");
    default: return what.isEmpty() ? Words::tr("waits") : Words::tr("waits for %1").arg(what);
    }
}

QString sentenceOf(const Case& at)
{
    switch (at.lack.status) {
    case LaneStatus::Blocked: return blockedText(at);
    case LaneStatus::Waiting: return waitingText(at);
    case LaneStatus::Sleeping: {
        const Nanoseconds until = at.lane.pending.deadline;
        return until == never ? Words::tr("sleeps")
                              : Words::tr("sleeps until %1").arg(session::timeText(at.trace, until));
    }
    case LaneStatus::Suspended: return Words::tr("suspended: awaits %1").arg(nameOf(at.trace, at.lack.object));
    default: return {};
    }
}

QString briefOf(LaneStatus status)
{
    switch (status) {
    case LaneStatus::Blocked: return Words::tr("blocked");
    case LaneStatus::Waiting: return Words::tr("waits");
    case LaneStatus::Sleeping: return Words::tr("sleeps");
    case LaneStatus::Suspended: return Words::tr("suspended");
    default: return {};
    }
}

bool stands(LanePhase phase)
{
    return phase == LanePhase::Waiting || phase == LanePhase::Suspended;
}

} // namespace

std::vector<Standing> standingsAt(const trace::Trace& trace, const session::Moment& moment,
                                  const analysis::LineIndex& index, const ShownLine& shownLine)
{
    std::vector<Standing> all;
    const rules::State& state = moment.state;
    const std::vector<SourceId> positions = index.positions(moment.step);
    const bool isControlled = trace.info().mode == trace::Mode::Controlled;
    const LaneId runner = moment.step > 0 ? trace.event(moment.step - 1).lane : LaneId::none;
    for (std::uint32_t i = 0; i < positions.size(); ++i) {
        const LaneId id{i};
        const auto place = index.place(positions[i]);
        if (!place || !state.knows(id) || !state.lane(id).isAlive())
            continue;
        const rules::LaneState& lane = state.lane(id);
        Standing standing{.lane = id, .place = *place};
        // As the timeline has it: what could go on at the gate is ready.
        const bool couldMove =
            lane.phase == LanePhase::Waiting && isControlled && analysis::couldMove(state, lane.pending);
        if (stands(lane.phase) && !couldMove) {
            const Case at{trace, moment, index, lane, analysis::lackOf(state, lane.pending, lane.phase), *place, shownLine};
            standing.status = at.lack.status;
            standing.sentence = sentenceOf(at);
            standing.brief = briefOf(at.lack.status);
        } else if (isControlled && id != runner) {
            standing.status = LaneStatus::Ready;
        }
        all.push_back(std::move(standing));
    }
    return all;
}

QString whereabouts(const trace::Trace& trace, const Standing& standing, int line)
{
    const QString name = session::laneName(trace, standing.lane);
    switch (standing.status) {
    case LaneStatus::Blocked: return Words::tr("%1 is blocked at line %2").arg(name).arg(line);
    case LaneStatus::Waiting: return Words::tr("%1 waits at line %2").arg(name).arg(line);
    case LaneStatus::Sleeping: return Words::tr("%1 sleeps at line %2").arg(name).arg(line);
    case LaneStatus::Suspended: return Words::tr("%1 is suspended at line %2").arg(name).arg(line);
    case LaneStatus::Ready: return Words::tr("%1 is ready at line %2").arg(name).arg(line);
    default: return Words::tr("%1 is at line %2").arg(name).arg(line);
    }
}

theme::State stateOf(LaneStatus status)
{
    switch (status) {
    case LaneStatus::Ready: return theme::State::Ready;
    case LaneStatus::Running: return theme::State::Running;
    case LaneStatus::Blocked: return theme::State::Blocked;
    case LaneStatus::Waiting: return theme::State::Waiting;
    case LaneStatus::Sleeping: return theme::State::Sleeping;
    case LaneStatus::Suspended: return theme::State::Suspended;
    case LaneStatus::Ended: return theme::State::Ended;
    case LaneStatus::Killed: return theme::State::Killed;
    }
    return theme::State::Ready;
}

QString fileTitle(const std::string& path)
{
    return QString::fromStdString(path).section(QLatin1Char('/'), -1);
}

} // namespace interleave::code

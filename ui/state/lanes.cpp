#include "ui/state/lanes.h"

#include "core/analysis/event_text.h"
#include "core/analysis/waiting.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>

namespace interleave::state {
namespace {

using analysis::WaitEdge;
using analysis::WaitKind;
using rules::LanePhase;
using theme::State;
using trace::ObjectKind;
using trace::Operation;

/// Where translators find these texts.
struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(state)
};

bool isPut(Operation operation)
{
    return operation == Operation::Put || operation == Operation::Send;
}

/// Who ran in the last step, and whose thread that was.
bool ranLast(const Scene& scene, LaneId lane)
{
    if (scene.step == 0)
        return false;
    const trace::Event last = scene.trace.event(scene.step - 1);
    if (last.isBlocked() || !scene.trace.knows(last.lane))
        return false;
    return last.lane == lane || scene.trace.lane(last.lane).home == lane;
}

State stateOf(analysis::LaneStatus status)
{
    switch (status) {
    case analysis::LaneStatus::Ready: return State::Ready;
    case analysis::LaneStatus::Running: return State::Running;
    case analysis::LaneStatus::Blocked: return State::Blocked;
    case analysis::LaneStatus::Waiting: return State::Waiting;
    case analysis::LaneStatus::Sleeping: return State::Sleeping;
    case analysis::LaneStatus::Suspended: return State::Suspended;
    case analysis::LaneStatus::Ended: return State::Ended;
    case analysis::LaneStatus::Killed: break;
    }
    return State::Killed;
}

QString has(const Scene& scene, LaneId lane)
{
    QStringList names;
    for (const ObjectId lock : scene.ledger.held(lane))
        names << nameOf(scene, lock);
    return names.isEmpty() ? QString() : Texts::tr("has %1").arg(names.join(QStringLiteral(", ")));
}

/// " for 0.8 s" in Live runs, where waiting takes time that one feels.
QString waitedText(const Scene& scene, LaneId lane)
{
    const Step since = scene.ledger.waitingSince(lane);
    if (scene.isControlled() || since == analysis::noStep)
        return {};
    const Nanoseconds waited = std::max<Nanoseconds>(0, scene.time - scene.trace.timeAt(since));
    return Texts::tr(" for %1").arg(lengthText(scene, waited));
}

void describeBlocked(const Scene& scene, LaneId lane, const analysis::Lack& lack, LaneWords& words,
                     QStringList& details)
{
    const QString what = nameOf(scene, lack.object);
    const Operation operation = scene.state.lane(lane).pending.operation;
    const QString waited = waitedText(scene, lane);
    switch (scene.trace.object(lack.object).kind) {
    case ObjectKind::Queue:
        words.sentence = isPut(operation) ? Texts::tr("waits for a free slot in %1%2").arg(what, waited)
                                          : Texts::tr("waits for an item in %1%2").arg(what, waited);
        details << (isPut(operation) ? Texts::tr("can go on after the next get")
                                     : Texts::tr("can go on after the next put"));
        return;
    case ObjectKind::Pipe:
        words.sentence = isPut(operation) ? Texts::tr("waits for room in %1%2").arg(what, waited)
                                          : Texts::tr("waits for a message from %1%2").arg(what, waited);
        return;
    case ObjectKind::Semaphore:
        words.sentence = Texts::tr("waits for a permit of %1%2").arg(what, waited);
        details << Texts::tr("can go on after the next release");
        return;
    default: break;
    }
    const std::vector<analysis::Taking>& takings = scene.ledger.takings(lack.object);
    if (takings.empty()) {
        words.sentence = Texts::tr("wants %1%2").arg(what, waited);
        return;
    }
    const analysis::Taking& first = takings.front();
    const QString holder = first.lane == lane ? Texts::tr("itself") : nameOf(scene, first.lane);
    words.sentence = takings.size() == 1
                         ? Texts::tr("wants %1, held by %2").arg(what, holder)
                         : Texts::tr("wants %1, held by %2 and %3 more").arg(what, holder).arg(takings.size() - 1);
    if (first.step != analysis::noStep) {
        words.since = Texts::tr("since %1").arg(momentText(scene, first.step));
        words.link = first.step;
    }
}

void describeWaiting(const Scene& scene, LaneId lane, const analysis::Lack& lack, LaneWords& words,
                     QStringList& details)
{
    const rules::Request& pending = scene.state.lane(lane).pending;
    const QString what = isNone(lack.object) ? QString() : nameOf(scene, lack.object);
    switch (pending.operation) {
    case Operation::Join: words.sentence = Texts::tr("waits until %1 has ended").arg(what); return;
    case Operation::Exit: words.sentence = Texts::tr("waits until its threads have ended"); return;
    case Operation::AwaitSet: words.sentence = Texts::tr("waits until %1 is set").arg(what); return;
    case Operation::AwaitZero: words.sentence = Texts::tr("waits until %1 is at zero").arg(what); return;
    case Operation::AwaitDone: words.sentence = Texts::tr("waits until all of %1 is done").arg(what); return;
    case Operation::Select: words.sentence = Texts::tr("has nothing to run"); return;
    case Operation::Pass:
    case Operation::Arrive:
        words.sentence = Texts::tr("waits for the others at %1").arg(what);
        if (const auto* barrier = scene.state.findRules<rules::BarrierRules>(lack.object))
            details << Texts::tr("%1 of %2 arrived").arg(barrier->arrived).arg(barrier->parties);
        return;
    case Operation::Wake:
        words.sentence = scene.trace.object(lack.object).kind == ObjectKind::Event
                             ? Texts::tr("waits until %1 is set").arg(what)
                             : Texts::tr("waits to be notified by %1").arg(what);
        return;
    case Operation::Await:
        words.sentence = Texts::tr("awaits %1").arg(what);
        if (const auto* future = scene.state.findRules<rules::FutureRules>(lack.object)) {
            const std::int64_t needed = std::max<std::int64_t>(1, scene.trace.object(lack.object).bound);
            if (needed > 1)
                details << Texts::tr("%1 of %2 results").arg(needed - future->remaining).arg(needed);
        }
        return;
    default: words.sentence = what.isEmpty() ? Texts::tr("waits") : Texts::tr("waits for %1").arg(what);
    }
}

void describeSleep(const Scene& scene, LaneId lane, LaneWords& words, QStringList& details)
{
    const rules::LaneState& facts = scene.state.lane(lane);
    const Step since = scene.ledger.waitingSince(lane);
    const bool isTask = facts.facts.kind == trace::LaneKind::Task;
    if (facts.pending.deadline == never || since == analysis::noStep)
        words.sentence = Texts::tr("sleeps");
    else if (scene.isControlled())
        words.sentence = isTask
                             ? Texts::tr("awaits its timer, due at %1").arg(lengthText(scene, facts.pending.deadline))
                             : Texts::tr("sleeps until %1").arg(lengthText(scene, facts.pending.deadline));
    else
        words.sentence = Texts::tr("sleeps for %1").arg(
            lengthText(scene, std::max<Nanoseconds>(0, facts.pending.deadline - scene.trace.timeAt(since))));
    if (isTask && since != analysis::noStep)
        details << Texts::tr("suspended at %1").arg(momentText(scene, since));
    else if (has(scene, lane).isEmpty())
        details << Texts::tr("holds nothing");
}

void describeActive(const Scene& scene, LaneId lane, LaneWords& words)
{
    words.state = !scene.isControlled() || ranLast(scene, lane) ? State::Running : State::Ready;
    for (const auto& [computing, nanoseconds] : scene.computing) {
        if (computing == lane) {
            words.sentence = Texts::tr("computing, no operation for %1").arg(lengthText(scene, nanoseconds));
            return;
        }
    }
    const Step last = scene.ledger.lastStep(lane);
    if (last == analysis::noStep)
        words.sentence = words.state == State::Running ? Texts::tr("runs") : Texts::tr("is ready");
    else if (words.state == State::Running)
        words.sentence = Texts::tr("runs: %1").arg(
            QString::fromStdString(analysis::eventText(scene.trace, scene.trace.event(last))));
    else
        words.sentence = Texts::tr("is ready, not picked since %1").arg(momentText(scene, last));
}

void describeEnd(const rules::LaneState& facts, LaneWords& words)
{
    words.state = facts.phase == LanePhase::Ended ? State::Ended : State::Killed;
    if (facts.phase == LanePhase::Killed)
        words.sentence = Texts::tr("was killed");
    else if (facts.failed)
        words.sentence = Texts::tr("ended by an exception");
    else if (facts.cancelled)
        words.sentence = Texts::tr("ended, cancelled");
    else
        words.sentence = Texts::tr("has ended");
    if (facts.facts.kind == trace::LaneKind::Process && facts.exitCode != 0)
        words.sentence += Texts::tr(" with status %1").arg(facts.exitCode);
}

/// One edge of a chain; `isFirst` when its lane was named already.
QString linkText(const Scene& scene, const WaitEdge& edge, bool isFirst)
{
    const analysis::WaitNode& to = scene.graph.nodes()[edge.to];
    const QString name = to.isLane() ? nameOf(scene, to.lane) : nameOf(scene, to.object);
    const QString who = isFirst ? QString() : Texts::tr(", who");
    switch (edge.kind) {
    case WaitKind::Wants:
    case WaitKind::Awaits: return who + Texts::tr(" waits for %1").arg(name);
    case WaitKind::HeldBy: {
        const QString since = sinceText(scene, edge.since, edge.source);
        return Texts::tr(", held by %1").arg(name) + (since.isEmpty() ? QString() : QLatin1Char(' ') + since);
    }
    case WaitKind::Joins: return who + Texts::tr(" waits until %1 has ended").arg(name);
    case WaitKind::Behind: return who + Texts::tr(" waits behind %1").arg(name);
    case WaitKind::NeedsThread: return who + Texts::tr(" needs the thread that %1 blocks").arg(name);
    case WaitKind::MayHelp: break;
    }
    return {};
}

} // namespace

LaneWords laneWords(const Scene& scene, LaneId lane)
{
    LaneWords words;
    if (!scene.state.knows(lane)) {
        words.sentence = Texts::tr("has not been created yet");
        return words;
    }
    const rules::LaneState& facts = scene.state.lane(lane);
    const bool waits = facts.phase == LanePhase::Waiting || facts.phase == LanePhase::Suspended;
    QStringList details;
    const QString line =
        lineText(scene, waits && !isNone(facts.pending.source) ? facts.pending.source : scene.ledger.lastSource(lane));
    if (!line.isEmpty() && facts.isAlive())
        details << line;
    switch (facts.phase) {
    case LanePhase::New: words.sentence = Texts::tr("has not been started yet"); break;
    case LanePhase::Started: words.sentence = Texts::tr("is ready, not picked yet"); break;
    case LanePhase::Scheduled: words.sentence = Texts::tr("is ready, its loop will resume it"); break;
    case LanePhase::Active: describeActive(scene, lane, words); break;
    case LanePhase::Ended:
    case LanePhase::Killed: describeEnd(facts, words); break;
    case LanePhase::Waiting:
    case LanePhase::Suspended: {
        if (facts.phase == LanePhase::Waiting && scene.isControlled()
            && analysis::couldMove(scene.state, facts.pending)) {
            words.sentence = Texts::tr("is ready to %1").arg(
                QString::fromStdString(analysis::requestText(scene.trace, facts.pending)));
            break;
        }
        const analysis::Lack lack = analysis::lackOf(scene.state, facts.pending, facts.phase);
        words.state = stateOf(lack.status);
        if (lack.status == analysis::LaneStatus::Sleeping)
            describeSleep(scene, lane, words, details);
        else if (lack.status == analysis::LaneStatus::Blocked)
            describeBlocked(scene, lane, lack, words, details);
        else
            describeWaiting(scene, lane, lack, words, details);
        break;
    }
    }
    if (const QString locks = has(scene, lane); !locks.isEmpty())
        details << locks;
    words.detail = details.join(QStringLiteral(" · "));
    return words;
}

QString chainText(const Scene& scene, LaneId lane)
{
    const std::vector<std::size_t> chain = scene.graph.chain(lane);
    if (chain.empty())
        return {};
    QString text = nameOf(scene, lane);
    constexpr std::size_t longest = 24;
    for (std::size_t i = 0; i < chain.size(); ++i) {
        if (i == longest)
            return text + Texts::tr(", and so on");
        text += linkText(scene, scene.graph.edges()[chain[i]], i == 0);
    }
    return text;
}

Block laneBlock(const Scene& scene, LaneId lane, RowLines lines)
{
    const LaneWords words = laneWords(scene, lane);
    const bool isTask = scene.trace.lane(lane).kind == trace::LaneKind::Task;
    const bool isNamed = isTask || lines == RowLines::One;
    Line first;
    first.left = {signOf(scene, lane), Swatch{words.state}};
    if (isNamed)
        first.left.push_back(Words{nameOf(scene, lane), theme::TextRole::Body});
    first.left.push_back(Words{words.sentence, theme::TextRole::Body});
    if (!words.since.isEmpty())
        first.left.push_back(Words{words.since, theme::TextRole::Body, theme::Role::Text, words.link});
    Block block;
    block.lane = lane;
    const Step since = scene.ledger.waitingSince(lane);
    block.step = since != analysis::noStep ? since : scene.ledger.lastStep(lane);
    if (lines == RowLines::Two) {
        Line second{{Words{words.detail, theme::TextRole::SecondaryLine, theme::Role::Secondary}}, {}, 17, 46};
        block.lines = {std::move(first), std::move(second)};
    } else {
        block.lines = {std::move(first)};
    }
    const QString chain = chainText(scene, lane);
    const QString brief =
        QStringList{nameOf(scene, lane), words.sentence, words.since}.join(QLatin1Char(' ')).trimmed();
    block.name =
        (chain.isEmpty() ? brief : chain) + (words.detail.isEmpty() ? QString() : QStringLiteral(". ") + words.detail);
    block.tip = block.name;
    return block;
}

QString laneCountText(const Scene& scene)
{
    std::int64_t tasks = 0;
    const auto all = static_cast<std::int64_t>(scene.state.laneCount());
    for (std::size_t i = 0; i < scene.state.laneCount(); ++i)
        tasks += scene.state.lane(LaneId(i)).facts.kind == trace::LaneKind::Task ? 1 : 0;
    if (tasks == 0)
        return QString::number(all);
    return Texts::tr("%1, %2").arg(countText(all - tasks, Texts::tr("1 thread"), Texts::tr("%1 threads")),
                                   countText(tasks, Texts::tr("1 task"), Texts::tr("%1 tasks")));
}

} // namespace interleave::state

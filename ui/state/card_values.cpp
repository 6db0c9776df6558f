// What cards say of kinds that nobody holds.

#include "ui/state/card.h"

#include <QCoreApplication>

#include <algorithm>

namespace interleave::state {
namespace {

using theme::Role;
using theme::TextRole;
using trace::ObjectKind;
using trace::Operation;

constexpr std::size_t mostNamed = Card::mostNamed;

/// Where translators find these texts.
struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(state)
};

void addChange(const Scene& scene, ObjectId id, const QString& label, Card& card)
{
    const analysis::Change& change = scene.ledger.lastChange(id);
    if (change.step != analysis::noStep && !isNone(change.lane))
        card.row(label, change.lane, sinceText(scene, change.step, change.source), change.step);
}

} // namespace

void describeEvent(const Scene& scene, ObjectId id, Card& card)
{
    const auto& flag = *scene.state.findRules<rules::EventFlagRules>(id);
    addChange(scene, id, flag.isSet ? Texts::tr("set by") : Texts::tr("changed by"), card);
    std::vector<LaneId> lanes;
    for (const auto& waiter : flag.waiters)
        if (!waiter.isReleased)
            lanes.push_back(waiter.lane);
    card.waiters(Texts::tr("waiting"), lanes);
    card.note(flag.resetsItself ? Texts::tr("event, resets itself") : Texts::tr("event"),
              flag.isSet ? Texts::tr("set") : Texts::tr("clear"));
}

void describeCount(const Scene& scene, ObjectId id, Card& card)
{
    if (const auto* latch = scene.state.findRules<rules::LatchRules>(id)) {
        card.dots(Texts::tr("to go"), latch->count, std::max(scene.trace.object(id).initial, latch->count));
        card.waiters(Texts::tr("waiting"), waitersOf(scene, id));
        card.note(Texts::tr("latch"), latch->count == 0 ? Texts::tr("open") : Texts::tr("%1 to go").arg(latch->count));
        return;
    }
    const auto& barrier = *scene.state.findRules<rules::BarrierRules>(id);
    card.dots(Texts::tr("arrived"), barrier.arrived, barrier.parties);
    card.waiters(Texts::tr("waiting"), waitersOf(scene, id));
    const QString status = Texts::tr("%1 of %2, phase %3").arg(barrier.arrived).arg(barrier.parties).arg(barrier.phase);
    card.note(Texts::tr("barrier"), barrier.isBroken ? Texts::tr("broken") : status,
              barrier.isBroken ? Role::Error : Role::Hint);
}

void describeCondition(const Scene& scene, ObjectId id, Card& card)
{
    const auto& condition = *scene.state.findRules<rules::ConditionRules>(id);
    std::size_t shown = 0;
    for (const auto& waiter : condition.waiters) {
        if (shown == mostNamed) {
            card.row(QString(), Texts::tr("and %1 more").arg(condition.waiters.size() - shown));
            break;
        }
        const Step since = scene.ledger.waitingSince(waiter.lane);
        const QString right = waiter.isSignalled ? Texts::tr("notified, wants %1").arg(nameOf(scene, waiter.mutex))
                                                 : sinceText(scene, since);
        card.row(shown++ == 0 ? Texts::tr("waiting") : QString(), waiter.lane, right, since);
    }
    if (condition.waiters.empty())
        card.row(Texts::tr("waiting"), Texts::tr("nobody"));
    card.note(Texts::tr("condition"), countText(static_cast<std::int64_t>(condition.waiters.size()),
                                                Texts::tr("1 waits"), Texts::tr("%1 wait")));
}

void describeValue(const Scene& scene, ObjectId id, Card& card)
{
    const trace::Object& facts = scene.trace.object(id);
    const analysis::Change& change = scene.ledger.lastChange(id);
    const bool isOutcome = facts.kind == ObjectKind::Outcome;
    const bool isInitial = !isOutcome && change.step == analysis::noStep && !change.isKnown;
    QString value = change.isKnown ? valueText(scene, change.value, change.isText)
                    : isInitial    ? QString::number(facts.initial)
                                   : Texts::tr("not known until it is read");
    if (isOutcome && change.step == analysis::noStep)
        value = Texts::tr("not reported yet");
    card.row(Texts::tr("value"), value, {}, noLink, TextRole::Code);
    addChange(scene, id, isOutcome ? Texts::tr("reported by") : Texts::tr("written by"), card);
    card.note(isOutcome ? Texts::tr("outcome") : Texts::tr("variable"), isInitial ? Texts::tr("as made") : QString());
}

void describeFuture(const Scene& scene, ObjectId id, Card& card)
{
    const auto& future = *scene.state.findRules<rules::FutureRules>(id);
    const std::int64_t needed = std::max<std::int64_t>(1, scene.trace.object(id).bound);
    const analysis::Change& change = scene.ledger.lastChange(id);
    if (needed > 1) {
        card.dots(Texts::tr("results"), needed - future.remaining, needed);
        card.row(QString(), Texts::tr("%1 of %2 results").arg(needed - future.remaining).arg(needed));
    } else if (future.isDone && !future.isCancelled && change.isKnown) {
        card.row(change.isException ? Texts::tr("exception") : Texts::tr("result"),
                 valueText(scene, change.value, change.isText), {}, noLink, TextRole::Code);
    } else if (!future.isDone) {
        card.row(Texts::tr("result"), Texts::tr("no result yet"));
    }
    addChange(scene, id, Texts::tr("last by"), card);
    card.waiters(Texts::tr("awaited by"), waitersOf(scene, id));
    card.note(Texts::tr("future"), future.isCancelled ? Texts::tr("cancelled")
                                   : future.isDone    ? Texts::tr("done")
                                                      : Texts::tr("pending"));
}

void describePipe(const Scene& scene, ObjectId id, Card& card)
{
    const auto& pipe = *scene.state.findRules<rules::PipeRules>(id);
    const auto fill = static_cast<std::int64_t>(pipe.messages.size());
    card.dots(Texts::tr("messages"), fill, static_cast<std::int64_t>(pipe.capacity));
    const auto ends = [&](const QString& label, bool isSending) {
        QStringList names;
        for (const auto& holder : pipe.holders)
            if ((isSending ? holder.sending : holder.receiving) > 0)
                names << Texts::tr("process %1").arg(holder.process);
        card.row(label, names.isEmpty() ? Texts::tr("nobody: closed") : names.join(QStringLiteral(", ")));
    };
    ends(Texts::tr("can send"), true);
    ends(Texts::tr("can receive"), false);
    card.waiters(Texts::tr("wait to send"), waitersFor(scene, id, {Operation::Send}));
    card.waiters(Texts::tr("wait to receive"), waitersFor(scene, id, {Operation::Receive}));
    card.note(Texts::tr("pipe"), Texts::tr("%1 of %2").arg(fill).arg(pipe.capacity));
}

void describeProcess(const Scene& scene, ObjectId id, Card& card)
{
    const LaneId lane = scene.trace.object(id).lane;
    const bool isFirst = scene.trace.knows(lane) && isNone(scene.trace.lane(lane).creator);
    if (isFirst && scene.firstPid != 0)
        card.row(Texts::tr("pid"), QString::number(scene.firstPid), {}, noLink, TextRole::Code);
    QString status = Texts::tr("not started");
    if (scene.state.knows(lane)) {
        const rules::LaneState& facts = scene.state.lane(lane);
        std::int64_t threads = 0;
        for (std::size_t i = 0; i < scene.state.laneCount(); ++i) {
            const rules::LaneState& other = scene.state.lane(LaneId(i));
            threads += other.facts.process == facts.facts.process && other.hasStarted() && other.isAlive() ? 1 : 0;
        }
        if (facts.isAlive() && facts.hasStarted())
            status = countText(threads, Texts::tr("1 lane runs"), Texts::tr("%1 lanes run"));
        else if (!facts.isAlive())
            status = facts.exitCode > 128 ? Texts::tr("ended by signal %1").arg(facts.exitCode - 128)
                                          : Texts::tr("exit code %1").arg(facts.exitCode);
    }
    card.waiters(Texts::tr("joined by"), waitersOf(scene, id));
    card.note(Texts::tr("process %1").arg(scene.trace.lane(lane).process), status);
}

} // namespace interleave::state

#include "ui/state/cards.h"

#include "ui/state/card.h"

#include <QCoreApplication>
#include <QStringList>

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

void describeLock(const Scene& scene, ObjectId id, Card& card)
{
    const ObjectKind kind = scene.trace.object(id).kind;
    const std::vector<analysis::Taking>& takings = scene.ledger.takings(id);
    const auto* mutex = scene.state.findRules<rules::MutexRules>(id);
    const auto* shared = scene.state.findRules<rules::SharedMutexRules>(id);
    const bool isRead = shared != nullptr && isNone(shared->owner);
    const QString name = kind == ObjectKind::SharedMutex      ? Texts::tr("shared mutex")
                         : kind == ObjectKind::RecursiveMutex ? Texts::tr("recursive mutex")
                         : kind == ObjectKind::Once           ? Texts::tr("once")
                                                              : Texts::tr("mutex");
    for (std::size_t i = 0; i < takings.size() && i <= mostNamed; ++i) {
        if (i == mostNamed) {
            card.row(QString(), Texts::tr("and %1 more").arg(takings.size() - i));
            break;
        }
        const QString label = i > 0                       ? QString()
                              : kind == ObjectKind::Once  ? Texts::tr("runs")
                              : isRead                    ? Texts::tr("readers")
                                                          : Texts::tr("holder");
        card.row(label, takings[i].lane, sinceText(scene, takings[i].step, takings[i].source), takings[i].step);
    }
    card.waiters(Texts::tr("waiting"), waitersOf(scene, id));
    QString status = Texts::tr("free");
    if (const auto* once = scene.state.findRules<rules::OnceRules>(id))
        status = once->isDone ? Texts::tr("done") : takings.empty() ? Texts::tr("not run yet") : Texts::tr("running");
    else if (isRead && !takings.empty())
        status = countText(static_cast<std::int64_t>(takings.size()), Texts::tr("1 reader"), Texts::tr("%1 readers"));
    else if (!takings.empty())
        status =
            mutex != nullptr && mutex->depth > 1 ? Texts::tr("locked %1 times").arg(mutex->depth) : Texts::tr("locked");
    card.note(name, status);
}

void describeSemaphore(const Scene& scene, ObjectId id, Card& card)
{
    const auto& semaphore = *scene.state.findRules<rules::SemaphoreRules>(id);
    const trace::Object& facts = scene.trace.object(id);
    const std::int64_t all = std::max({facts.initial, semaphore.isBounded ? semaphore.bound : 0, semaphore.permits});
    card.dots(Texts::tr("permits"), semaphore.permits, all);
    card.waiters(Texts::tr("waiting"), waitersOf(scene, id));
    card.note(semaphore.isBounded ? Texts::tr("bounded semaphore") : Texts::tr("semaphore"),
              Texts::tr("%1 of %2 free").arg(semaphore.permits).arg(all));
}

void describeQueue(const Scene& scene, ObjectId id, Card& card)
{
    const auto& queue = *scene.state.findRules<rules::QueueRules>(id);
    const std::uint32_t policy = scene.trace.object(id).policy;
    const std::vector<analysis::Item>* items = scene.ledger.items(id);
    if (items != nullptr && (!items->empty() || queue.bound > 0)) {
        Boxes boxes;
        constexpr std::size_t mostBoxes = 24;
        const std::size_t count = std::min(items->size(), mostBoxes);
        for (std::size_t i = 0; i < count; ++i) {
            // What comes out next stands first.
            const analysis::Item& item = policy == 1 ? (*items)[items->size() - 1 - i] : (*items)[i];
            boxes.boxes.push_back({valueText(scene, item.value, item.isText), signOf(scene, item.lane), item.step});
        }
        boxes.more = static_cast<std::int64_t>(items->size() - count);
        boxes.free = queue.bound > 0 ? std::max<std::int64_t>(0, queue.bound - queue.count) : 0;
        card.boxes(std::move(boxes));
        if (!items->empty())
            card.captions(policy == 2 ? Texts::tr("first in, the best goes first") : Texts::tr("next out"),
                          policy == 1 ? Texts::tr("first in") : Texts::tr("last in"));
    } else if (items == nullptr) {
        card.row(QString(), Texts::tr("too many items to list"));
    }
    const auto wait = [&](const QString& label, const std::vector<LaneId>& lanes) {
        if (lanes.empty())
            card.row(label, Texts::tr("nobody"));
        else
            card.waiters(label, lanes);
    };
    wait(Texts::tr("wait to put"), waitersFor(scene, id, {Operation::Put}));
    wait(Texts::tr("wait to get"), waitersFor(scene, id, {Operation::Get}));
    // Most programs never say that they are done with an item, so the number means something only to who waits for it.
    if (const auto done = waitersFor(scene, id, {Operation::AwaitDone}); !done.empty()) {
        card.row(Texts::tr("not done"), QString::number(queue.unfinished));
        card.waiters(Texts::tr("wait for all"), done);
    }
    const QString kind = policy == 1   ? Texts::tr("stack")
                         : policy == 2 ? Texts::tr("priority queue")
                                       : Texts::tr("queue");
    QString status = queue.bound > 0 ? Texts::tr("%1 of %2").arg(queue.count).arg(queue.bound)
                                     : countText(queue.count, Texts::tr("1 item"), Texts::tr("%1 items"));
    if (queue.isClosed)
        status += Texts::tr(", closed");
    card.note(kind, status);
}

/// The ready queue and the timers of a loop.
void addLoop(const Scene& scene, ObjectId id, std::vector<Block>& cards)
{
    const auto& loop = *scene.state.findRules<rules::LoopRules>(id);
    const QString kind = Texts::tr("event loop");
    Card ready(scene, id, Texts::tr("ready queue"));
    QStringList running;
    std::size_t shown = 0;
    for (std::size_t i = 0; i < scene.state.laneCount(); ++i) {
        const rules::LaneState& lane = scene.state.lane(LaneId(i));
        const bool isOwn = lane.facts.kind == trace::LaneKind::Task && scene.state.knows(lane.facts.object) &&
                           scene.state.object(lane.facts.object).related == id;
        if (isOwn && lane.phase == rules::LanePhase::Active)
            running << nameOf(scene, LaneId(i));
        if (isOwn && (lane.phase == rules::LanePhase::Scheduled || lane.phase == rules::LanePhase::Started))
            if (++shown <= mostNamed)
                ready.row(shown == 1 ? Texts::tr("ready") : QString(), LaneId(i), {});
    }
    if (shown > mostNamed)
        ready.row(QString(), Texts::tr("and %1 more").arg(shown - mostNamed));
    if (shown == 0)
        ready.row(Texts::tr("next"), running.isEmpty() ? Texts::tr("nobody")
                                                       : Texts::tr("nobody: %1 is running").arg(running.first()));
    ready.note(kind, loop.ready == 0 ? Texts::tr("empty") : Texts::tr("%1 ready").arg(loop.ready));
    cards.push_back(ready.take());
    if (loop.timers.empty())
        return;
    Card timers(scene, id, Texts::tr("timers"));
    for (std::size_t i = 0; i < loop.timers.size() && i < mostNamed; ++i)
        timers.row(i == 0 ? Texts::tr("next") : QString(), loop.timers[i].lane,
                   Texts::tr("at %1").arg(lengthText(scene, loop.timers[i].deadline)));
    timers.note(kind, Texts::tr("%1 pending").arg(loop.timers.size()));
    cards.push_back(timers.take());
}

bool isShown(const Scene& scene, ObjectId id)
{
    const rules::ObjectEntry& entry = scene.state.object(id);
    if (!entry.isAdded || entry.isDestroyed)
        return false;
    switch (entry.kind) {
    case ObjectKind::Unknown:
    case ObjectKind::Thread:
    case ObjectKind::Task: return false;
    case ObjectKind::Process: return !isNone(entry.lane) && !isNone(scene.trace.lane(entry.lane).creator);
    default: return true;
    }
}

void addCards(const Scene& scene, ObjectId id, std::vector<Block>& cards)
{
    const ObjectKind kind = scene.state.object(id).kind;
    if (kind == ObjectKind::Loop)
        return addLoop(scene, id, cards);
    Card card(scene, id);
    switch (kind) {
    case ObjectKind::Semaphore: describeSemaphore(scene, id, card); break;
    case ObjectKind::Queue: describeQueue(scene, id, card); break;
    case ObjectKind::Event: describeEvent(scene, id, card); break;
    case ObjectKind::Latch:
    case ObjectKind::Barrier: describeCount(scene, id, card); break;
    case ObjectKind::Condition: describeCondition(scene, id, card); break;
    case ObjectKind::Variable:
    case ObjectKind::Outcome: describeValue(scene, id, card); break;
    case ObjectKind::Future: describeFuture(scene, id, card); break;
    case ObjectKind::Pipe: describePipe(scene, id, card); break;
    case ObjectKind::Process: describeProcess(scene, id, card); break;
    default: describeLock(scene, id, card); break;
    }
    cards.push_back(card.take());
}

bool isAtRest(const Scene& scene, ObjectId id)
{
    return scene.state.object(id).waiters.empty() && scene.ledger.takings(id).empty();
}

} // namespace

std::vector<Block> cardsOf(const Scene& scene, std::size_t most)
{
    std::vector<ObjectId> shown;
    for (std::size_t i = 0; i < scene.state.objectCount(); ++i)
        if (isShown(scene, ObjectId(i)))
            shown.push_back(ObjectId(i));
    std::size_t leftOut = 0;
    if (shown.size() > most) {
        const std::size_t all = shown.size();
        std::erase_if(shown, [&](ObjectId id) { return isAtRest(scene, id); });
        shown.resize(std::min(shown.size(), most));
        leftOut = all - shown.size();
    }
    std::vector<Block> cards;
    for (const ObjectId id : shown)
        addCards(scene, id, cards);
    if (leftOut > 0) {
        Block rest;
        rest.name = Texts::tr("%1 more are not shown, most of them at rest").arg(leftOut);
        rest.lines = {{{Words{rest.name, TextRole::SecondaryLine, Role::Secondary}}, {}, 20, 0}};
        cards.push_back(std::move(rest));
    }
    return cards;
}

QString resourceCountText(const Scene& scene)
{
    std::int64_t count = 0;
    std::optional<theme::ResourceKind> kind;
    bool isMixed = false;
    for (std::size_t i = 0; i < scene.state.objectCount(); ++i) {
        if (!isShown(scene, ObjectId(i)))
            continue;
        ++count;
        const theme::ResourceKind own = signOf(scene, ObjectId(i)).kind;
        isMixed = isMixed || (kind && *kind != own);
        kind = own;
    }
    if (count == 0)
        return {};
    if (!isMixed && kind == theme::ResourceKind::Lock)
        return countText(count, Texts::tr("1 lock"), Texts::tr("%1 locks"));
    if (!isMixed && kind == theme::ResourceKind::Queue)
        return countText(count, Texts::tr("1 queue"), Texts::tr("%1 queues"));
    return QString::number(count);
}

} // namespace interleave::state

// Places that lanes have for a while and give back: permits and locks.

// First of all: the rules have a member that Qt's keywords would rename.
#include "ui/session/session.h"

#include "ui/pictures/places.h"

#include "ui/pictures/paint_words.h"
#include "ui/pictures/words.h"
#include "ui/session/identity.h"

#include <QCoreApplication>

#include <algorithm>

namespace interleave::pictures {
namespace {

using analysis::Taking;
using theme::Role;
using trace::ObjectKind;
using trace::Operation;

/// Where translators find these texts.
struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(pictures)
};

bool isOver(const Scene& scene, LaneId lane)
{
    return scene.state.knows(lane) && !scene.state.lane(lane).isAlive();
}

/// Who has something; who has ended will not give it back.
Tile holderTile(const Scene& scene, ObjectId id, const Taking& taking)
{
    Tile tile = laneTile(scene, Look::Holder, id, taking.lane, taking.step);
    if (isOver(scene, taking.lane)) {
        tile.look = Look::Gone;
        tile.note = Texts::tr("has ended");
        tile.words = Texts::tr("%1, which has ended and never gave it back").arg(tile.words);
    }
    return tile;
}

/// The tiles of the takings; only the first of a lane moves with it.
void addHolders(const Scene& scene, ObjectId id, const std::vector<Taking>& takings, Group& group)
{
    for (std::size_t i = 0; i < takings.size(); ++i) {
        if (group.tiles.size() == mostTiles) {
            group.more = static_cast<std::int64_t>(takings.size() - i);
            group.moreWords = Texts::tr("and %1 more");
            return;
        }
        Tile tile = holderTile(scene, id, takings[i]);
        const auto isSame = [&](const Tile& other) { return other.key == tile.key; };
        if (std::any_of(group.tiles.begin(), group.tiles.end(), isSame))
            tile.key = 0;
        group.tiles.push_back(std::move(tile));
    }
}

/// A permit came back from a lane that had none.
QString remarkOn(const Scene& scene, const analysis::Change& change)
{
    if (change.step == analysis::noStep || !change.isKnown)
        return {};
    const auto owner = static_cast<LaneId>(static_cast<std::uint32_t>(change.value));
    if (owner == change.lane)
        return {};
    return Texts::tr("%1 gave back a permit at %2 and had none: the one taken longest ago, %3's, counts as given back")
        .arg(session::laneName(scene.trace, change.lane), whenText(scene.trace, change.step),
             session::laneName(scene.trace, owner));
}

/// Who waits for a lock, and who was notified and wants it back.
std::vector<LaneId> lockWaiters(const Scene& scene, ObjectId lock)
{
    std::vector<LaneId> lanes = waitersAt(scene, lock);
    for (std::size_t i = 0; i < scene.state.objectCount(); ++i)
        if (const auto* condition = scene.state.findRules<rules::ConditionRules>(ObjectId(i)))
            for (const auto& waiter : condition->waiters)
                if (waiter.isSignalled && waiter.mutex == lock)
                    lanes.push_back(waiter.lane);
    return lanes;
}

void describeSharedMutex(const Scene& scene, ObjectId id, Section& section)
{
    const auto& lock = *scene.state.findRules<rules::SharedMutexRules>(id);
    const std::vector<Taking>& takings = scene.ledger.takings(id);
    const bool isWritten = !isNone(lock.owner);
    section.kind = lock.writersFirst ? Texts::tr("shared mutex, writers first") : Texts::tr("shared mutex");
    section.status = isWritten         ? Texts::tr("written")
                     : takings.empty() ? Texts::tr("free")
                                       : countText(static_cast<std::int64_t>(takings.size()), Texts::tr("1 reader"),
                                                   Texts::tr("%1 readers"));
    Group writer;
    writer.title = Texts::tr("writer's place");
    Group readers;
    readers.title = Texts::tr("readers' seats");
    addHolders(scene, id, takings, isWritten ? writer : readers);
    const QString open = Texts::tr("free");
    const QString shut = Texts::tr("closed");
    if (!isWritten && takings.empty())
        addFree(writer, id, 1, open, open);
    else if (!isWritten)
        addFree(writer, id, 1, shut, Texts::tr("empty while somebody reads"));
    addFree(readers, id, 1, isWritten ? shut : open,
            isWritten ? Texts::tr("empty while somebody writes") : Texts::tr("room for any number"));
    section.rooms = {std::move(writer), std::move(readers)};
    section.waits = {waitingGroup(scene, Texts::tr("wait to write"), id, waitersAt(scene, id, {Operation::Lock})),
                     waitingGroup(scene, Texts::tr("wait to read"), id, waitersAt(scene, id, {Operation::LockShared}))};
}

/// Who starts without permits is no room: one lane makes a permit, another takes it and never gives it back.
void describeSignal(const rules::SemaphoreRules& semaphore, ObjectId id, Section& section)
{
    section.isSingle = true;
    section.status = semaphore.permits == 0
                         ? Texts::tr("no permit")
                         : countText(semaphore.permits, Texts::tr("1 permit"), Texts::tr("%1 permits"));
    Group permits;
    addFree(permits, id, std::max<std::int64_t>(1, semaphore.permits),
            semaphore.permits > 0 ? Texts::tr("permit") : Texts::tr("no permit"),
            semaphore.permits > 0 ? Texts::tr("a permit") : Texts::tr("no permit"));
    for (Tile& tile : permits.tiles)
        tile.look = semaphore.permits > 0 ? Look::Here : Look::Free;
    section.rooms = {std::move(permits)};
}

} // namespace

void describeSemaphore(const Scene& scene, ObjectId id, Section& section)
{
    const auto& semaphore = *scene.state.findRules<rules::SemaphoreRules>(id);
    section.kind = semaphore.isBounded ? Texts::tr("bounded semaphore") : Texts::tr("semaphore");
    section.waits = {waitingGroup(scene, Texts::tr("waiting outside"), id, waitersAt(scene, id))};
    const std::int64_t first = scene.trace.object(id).initial;
    const std::int64_t meant = std::max(first, semaphore.isBounded ? semaphore.bound : 0);
    if (meant <= 0)
        return describeSignal(semaphore, id, section);
    const std::vector<Taking>& takings = scene.ledger.takings(id);
    const auto taken = static_cast<std::int64_t>(takings.size());
    const std::int64_t all = std::max(meant, semaphore.permits + taken);
    const std::int64_t extra = all - meant;
    section.status = Texts::tr("%1 of %2 free").arg(semaphore.permits).arg(all);
    Group seats;
    addHolders(scene, id, takings, seats);
    addFree(seats, id, semaphore.permits, Texts::tr("free"), Texts::tr("free"));
    // Permits that a bounded semaphore could have more than it was given: nobody can sit there yet.
    addFree(seats, id, all - taken - semaphore.permits, Texts::tr("no permit"), Texts::tr("no permit yet"));
    for (auto i = static_cast<std::size_t>(meant); i < seats.tiles.size(); ++i) {
        Tile& tile = seats.tiles[i];
        tile.isMarked = true;
        (tile.look == Look::Free ? tile.text : tile.note) = Texts::tr("extra");
        tile.words = Texts::tr("%1, an extra seat").arg(tile.words);
    }
    const auto forgotten =
        std::count_if(seats.tiles.begin(), seats.tiles.end(), [](const Tile& tile) { return tile.look == Look::Gone; });
    section.rooms = {std::move(seats)};
    section.remark = remarkOn(scene, scene.ledger.lastChange(id));
    if (extra > 0) {
        section.status = Texts::tr("%1 of %2 free, meant for %3").arg(semaphore.permits).arg(all).arg(meant);
        section.statusRole = section.remarkRole = Role::Warning;
        if (section.remark.isEmpty())
            section.remark = countText(extra, Texts::tr("A permit too many came back: there is an extra seat"),
                                       Texts::tr("%1 permits too many came back: there are extra seats"));
    } else if (forgotten > 0) {
        section.statusRole = section.remarkRole = Role::Error;
        section.remark = countText(forgotten, Texts::tr("A permit was forgotten: its lane has ended with it"),
                                   Texts::tr("%1 permits were forgotten: their lanes have ended with them"));
    }
}

void describeLock(const Scene& scene, ObjectId id, Section& section)
{
    const ObjectKind kind = scene.trace.object(id).kind;
    if (kind == ObjectKind::SharedMutex)
        return describeSharedMutex(scene, id, section);
    const std::vector<Taking>& takings = scene.ledger.takings(id);
    const auto* mutex = scene.state.findRules<rules::MutexRules>(id);
    const auto* once = scene.state.findRules<rules::OnceRules>(id);
    section.isSingle = true;
    section.kind = kind == ObjectKind::RecursiveMutex ? Texts::tr("recursive mutex")
                   : kind == ObjectKind::Once         ? Texts::tr("once")
                                                      : Texts::tr("mutex");
    section.status = once != nullptr && once->isDone        ? Texts::tr("done")
                     : takings.empty()                      ? Texts::tr("free")
                     : once != nullptr                      ? Texts::tr("running")
                     : mutex != nullptr && mutex->depth > 1 ? Texts::tr("locked %1 times").arg(mutex->depth)
                                                            : Texts::tr("locked");
    Group place;
    addHolders(scene, id, takings, place);
    if (takings.empty())
        addFree(place, id, 1, section.status, section.status);
    section.waits = {waitingGroup(scene, Texts::tr("waiting"), id, lockWaiters(scene, id))};
    const auto gone =
        std::find_if(place.tiles.begin(), place.tiles.end(), [](const Tile& tile) { return tile.look == Look::Gone; });
    if (gone != place.tiles.end()) {
        section.status = Texts::tr("locked for ever");
        section.statusRole = section.remarkRole = Role::Error;
        section.remark = Texts::tr("%1 has ended with it: nobody can ever unlock it").arg(gone->text);
    }
    section.rooms = {std::move(place)};
}

} // namespace interleave::pictures

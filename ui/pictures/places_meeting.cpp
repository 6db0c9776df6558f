// Places where lanes wait for something to happen: barriers, latches, events, conditions.

// First of all: the rules have a member that Qt's keywords would rename.
#include "ui/session/session.h"

#include "ui/pictures/places.h"

#include "ui/pictures/paint_words.h"
#include "ui/pictures/words.h"
#include "ui/session/identity.h"
#include "ui/session/signs.h"

#include <QCoreApplication>

#include <algorithm>

namespace interleave::pictures {
namespace {

using theme::Role;

/// Where translators find these texts.
struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(pictures)
};

/// Lanes that need wait no longer, and have not gone on yet.
Group readyGroup(const Scene& scene, const QString& title, ObjectId at, const std::vector<LaneId>& lanes)
{
    Group group = waitingGroup(scene, title, at, lanes);
    for (Tile& tile : group.tiles) {
        tile.state = theme::State::Ready;
        tile.note = Texts::tr("may go on");
        tile.words = Texts::tr("%1 may go on").arg(tile.text);
    }
    return group;
}

void describeBarrier(const Scene& scene, ObjectId id, Section& section)
{
    const auto& barrier = *scene.state.findRules<rules::BarrierRules>(id);
    section.kind = Texts::tr("barrier");
    section.status = Texts::tr("phase %1, %2 of %3 here").arg(barrier.phase).arg(barrier.arrived).arg(barrier.parties);
    if (barrier.isBroken) {
        section.status = Texts::tr("broken");
        section.statusRole = Role::Error;
    }
    Group places;
    places.moreWords = Texts::tr("and %1 more");
    std::vector<LaneId> released;
    for (const LaneId lane : waitersAt(scene, id))
        if (scene.state.lane(lane).pending.argument < barrier.phase)
            released.push_back(lane);
    for (const auto& visitor : barrier.visitors) {
        if (visitor.phase != barrier.phase || static_cast<std::int64_t>(places.tiles.size()) >= barrier.arrived)
            continue;
        if (places.tiles.size() == mostTiles) {
            ++places.more;
            continue;
        }
        const std::vector<LaneId>& standing = scene.state.object(id).waiters;
        const bool waits = std::find(standing.begin(), standing.end(), visitor.lane) != standing.end();
        places.tiles.push_back(laneTile(scene, waits ? Look::Stands : Look::Here, id, visitor.lane,
                                        waits ? scene.ledger.waitingSince(visitor.lane) : analysis::noStep));
        if (!waits)
            places.tiles.back().note = Texts::tr("has arrived");
    }
    // Who arrives twice in a phase fills two places.
    const auto known = static_cast<std::int64_t>(places.tiles.size()) + places.more;
    for (std::int64_t i = known; i < barrier.arrived && places.tiles.size() < mostTiles; ++i) {
        Tile tile;
        tile.look = Look::Here;
        tile.text = tile.words = Texts::tr("arrived again");
        tile.object = id;
        places.tiles.push_back(std::move(tile));
    }
    addFree(places, id, barrier.parties - barrier.arrived, Texts::tr("not here yet"), Texts::tr("not here yet"));
    section.rooms = {std::move(places)};
    if (!released.empty())
        section.waits = {readyGroup(scene, Texts::tr("of the phase before, not gone on yet"), id, released)};
}

void describeLatch(const Scene& scene, ObjectId id, Section& section)
{
    const auto& latch = *scene.state.findRules<rules::LatchRules>(id);
    const std::int64_t all = std::max(scene.trace.object(id).initial, latch.count);
    const std::int64_t done = all - latch.count;
    section.kind = Texts::tr("latch");
    section.status = latch.count == 0 ? Texts::tr("open") : Texts::tr("%1 of %2 to go").arg(latch.count).arg(all);
    section.statusRole = latch.count == 0 ? Role::Ok : Role::Hint;
    Group places;
    // Who counted is known as long as everybody counts once.
    const std::vector<LaneId>& givers = scene.ledger.givers(id);
    const analysis::Change& last = scene.ledger.lastChange(id);
    for (std::int64_t i = 0; i < done && places.tiles.size() < mostTiles; ++i) {
        const bool isLast = i + 1 == done && last.step != analysis::noStep;
        const bool isNamed = static_cast<std::int64_t>(givers.size()) == done;
        Tile tile;
        if (isNamed || isLast)
            tile = laneTile(scene, Look::Here, id, isNamed ? givers[static_cast<std::size_t>(i)] : last.lane,
                            isLast ? last.step : analysis::noStep);
        else
            tile.text = Texts::tr("counted");
        tile.look = Look::Here;
        tile.object = id;
        tile.note = tile.chip ? Texts::tr("has counted") : QString();
        tile.words = tile.chip ? Texts::tr("counted down by %1").arg(tile.text) : Texts::tr("counted down");
        // The same lane may wait here afterwards: what it counted stays where it is.
        tile.key = 0;
        places.tiles.push_back(std::move(tile));
    }
    addFree(places, id, latch.count, Texts::tr("to go"), Texts::tr("to go"));
    section.rooms = {std::move(places)};
    section.waits = {latch.count == 0 ? readyGroup(scene, Texts::tr("at the open gate"), id, waitersAt(scene, id))
                                      : waitingGroup(scene, Texts::tr("waiting for zero"), id, waitersAt(scene, id))};
}

} // namespace

void describeCount(const Scene& scene, ObjectId id, Section& section)
{
    if (scene.state.findRules<rules::LatchRules>(id) != nullptr)
        describeLatch(scene, id, section);
    else
        describeBarrier(scene, id, section);
}

void describeEvent(const Scene& scene, ObjectId id, Section& section)
{
    const auto& flag = *scene.state.findRules<rules::EventFlagRules>(id);
    section.kind = flag.resetsItself ? Texts::tr("event, lets one through") : Texts::tr("event");
    section.status = flag.isSet ? Texts::tr("set") : Texts::tr("clear");
    section.statusRole = flag.isSet ? Role::Ok : Role::Hint;
    Tile door;
    door.look = Look::Door;
    door.isMarked = flag.isSet;
    door.text = flag.isSet ? Texts::tr("The door is open") : Texts::tr("The door is closed");
    door.object = id;
    const analysis::Change& change = scene.ledger.lastChange(id);
    if (change.step == analysis::noStep) {
        door.note = Texts::tr("as it was made");
    } else {
        const bool wasSet =
            change.step < scene.trace.size() && scene.trace.event(change.step).operation == trace::Operation::Set;
        door.chip = session::signOf(scene.trace, change.lane);
        door.note = (wasSet ? Texts::tr("last set by %1, %2") : Texts::tr("last cleared by %1, %2"))
                        .arg(session::laneName(scene.trace, change.lane), whenText(scene.trace, change.step));
        door.lane = change.lane;
        door.step = change.step;
    }
    door.words = Texts::tr("%1, %2").arg(door.text, door.note);
    Group room;
    room.size = Group::Size::Wide;
    room.tiles = {std::move(door)};
    section.rooms = {std::move(room)};
    std::vector<LaneId> waiting;
    std::vector<LaneId> released;
    for (const auto& waiter : flag.waiters)
        (waiter.isReleased ? released : waiting).push_back(waiter.lane);
    section.waits = {waitingGroup(scene, Texts::tr("at the door"), id, waiting)};
    if (!released.empty())
        section.waits.push_back(readyGroup(scene, Texts::tr("let through"), id, released));
}

void describeCondition(const Scene& scene, ObjectId id, Section& section)
{
    const auto& condition = *scene.state.findRules<rules::ConditionRules>(id);
    section.kind = Texts::tr("condition");
    const auto count = static_cast<std::int64_t>(condition.waiters.size());
    section.status = count == 0 ? Texts::tr("empty") : countText(count, Texts::tr("1 waits"), Texts::tr("%1 wait"));
    Group set;
    set.moreWords = Texts::tr("and %1 more");
    for (const auto& waiter : condition.waiters) {
        if (set.tiles.size() == mostTiles) {
            ++set.more;
            continue;
        }
        Tile tile = laneTile(scene, Look::Stands, id, waiter.lane, scene.ledger.waitingSince(waiter.lane));
        if (waiter.isSignalled) {
            const QString mutex = session::resourceName(scene.trace, waiter.mutex);
            tile.note = Texts::tr("notified, wants %1").arg(mutex);
            tile.words = Texts::tr("%1, notified, wants %2 back").arg(tile.text, mutex);
        }
        set.tiles.push_back(std::move(tile));
    }
    if (set.tiles.empty())
        addFree(set, id, 1, Texts::tr("nobody waits"), Texts::tr("nobody waits"));
    section.rooms = {std::move(set)};
    const analysis::Change& change = scene.ledger.lastChange(id);
    section.remarkRole = Role::Warning;
    if (change.step != analysis::noStep && change.value == 0)
        section.remark = Texts::tr("%1 notified at %2, and nobody was waiting")
                             .arg(session::laneName(scene.trace, change.lane), whenText(scene.trace, change.step));
}

} // namespace interleave::pictures

// A queue: a basket with places, who waits to take something out of it and who to put something in.

// First of all: the rules have a member that Qt's keywords would rename.
#include "ui/session/session.h"

#include "ui/pictures/heap.h"
#include "ui/pictures/places.h"
#include "ui/pictures/words.h"

#include <QCoreApplication>

#include <algorithm>
#include <numeric>

namespace interleave::pictures {
namespace {

using theme::Role;
using trace::Operation;

constexpr std::uint32_t youngestFirst = 1;
constexpr std::uint32_t smallestFirst = 2;

/// Where translators find these texts.
struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(pictures)
};

/// The items in the order in which they will go.
std::vector<std::size_t> leaving(const Scene& scene, const std::vector<analysis::Item>& items, std::uint32_t policy)
{
    if (policy == smallestFirst)
        return orderOut(ranksOf(scene.trace, items));
    std::vector<std::size_t> order(items.size());
    std::iota(order.begin(), order.end(), std::size_t(0));
    if (policy == youngestFirst)
        std::reverse(order.begin(), order.end());
    return order;
}

/// One more place, however many there are.
Tile openEnd(ObjectId id)
{
    Tile tile;
    tile.text = QStringLiteral("∞");
    tile.object = id;
    tile.words = Texts::tr("no bound: there is always room");
    return tile;
}

} // namespace

void describeQueue(const Scene& scene, ObjectId id, Section& section)
{
    const auto& queue = *scene.state.findRules<rules::QueueRules>(id);
    const std::uint32_t policy = scene.trace.object(id).policy;
    const bool isBounded = queue.bound > 0;
    section.kind = policy == youngestFirst   ? Texts::tr("stack, last in first out")
                   : policy == smallestFirst ? Texts::tr("priority queue, best first")
                                             : Texts::tr("queue, first in first out");
    section.status = isBounded ? Texts::tr("%1 of %2").arg(queue.count).arg(queue.bound)
                               : Texts::tr("%1, no bound").arg(queue.count);
    if (queue.isClosed) {
        section.status = Texts::tr("%1, closed").arg(section.status);
        section.statusRole = Role::Warning;
    }

    Group basket;
    basket.size = Group::Size::Item;
    if (const std::vector<analysis::Item>* items = scene.ledger.items(id)) {
        for (const std::size_t place : leaving(scene, *items, policy)) {
            if (basket.tiles.size() == mostTiles) {
                basket.more = static_cast<std::int64_t>(items->size() - mostTiles);
                basket.moreWords = Texts::tr("and %1 more");
                break;
            }
            Tile tile = itemTile(scene, Look::Item, id, (*items)[place]);
            tile.isMarked = basket.tiles.empty();
            tile.corner = tile.isMarked ? Texts::tr("next out") : QString::number(basket.tiles.size() + 1);
            if (tile.isMarked)
                tile.words = Texts::tr("next out: %1").arg(tile.words);
            basket.tiles.push_back(std::move(tile));
        }
    } else {
        basket.more = queue.count;
        basket.moreWords = Texts::tr("%1 items, too many to draw");
    }
    const std::size_t first = basket.tiles.size();
    if (isBounded && basket.more == 0)
        addFree(basket, id, std::max<std::int64_t>(0, queue.bound - queue.count), {}, Texts::tr("a free place"));
    else if (!isBounded && basket.more == 0)
        basket.tiles.push_back(openEnd(id));
    for (std::size_t i = first; isBounded && i < basket.tiles.size(); ++i)
        basket.tiles[i].corner = QString::number(i + 1);
    section.rooms = {std::move(basket)};

    Group out = waitingGroup(scene, Texts::tr("wait to get"), id, waitersAt(scene, id, {Operation::Get}));
    Group in = waitingGroup(scene, queue.isClosed ? Texts::tr("closed to puts") : Texts::tr("wait to put"), id,
                            waitersAt(scene, id, {Operation::Put}));
    in.isRight = true;
    section.waits = {std::move(out), std::move(in)};
    // Most programs never say that they are done with an item, so the number means something only to who waits for it.
    const std::vector<LaneId> done = waitersAt(scene, id, {Operation::AwaitDone});
    if (!done.empty())
        section.waits.push_back(
            waitingGroup(scene, Texts::tr("wait until all is done, %1 left").arg(queue.unfinished), id, done));
}

} // namespace interleave::pictures

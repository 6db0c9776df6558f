// First of all: the rules have a member that Qt's keywords would rename.
#include "ui/session/session.h"

#include "ui/pictures/places.h"

#include "core/analysis/waiting.h"
#include "ui/pictures/words.h"
#include "ui/session/identity.h"
#include "ui/session/signs.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>

namespace interleave::pictures {
namespace {

using analysis::LaneStatus;
using trace::ObjectKind;

/// Where translators find these texts.
struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(pictures)
};

// What a key begins with, so that things of different kinds have different ones.
constexpr std::uint64_t laneKey = std::uint64_t(2) << 60;
constexpr std::uint64_t freeKey = std::uint64_t(3) << 60;

theme::State stateOf(const Scene& scene, LaneId id)
{
    const rules::LaneState& lane = scene.state.lane(id);
    // It waited, and need not any longer; only nobody has let it go on yet.
    if (lane.phase == rules::LanePhase::Waiting && analysis::couldMove(scene.state, lane.pending))
        return theme::State::Ready;
    switch (analysis::lackOf(scene.state, lane.pending, lane.phase).status) {
    case LaneStatus::Blocked: return theme::State::Blocked;
    case LaneStatus::Suspended: return theme::State::Suspended;
    case LaneStatus::Sleeping: return theme::State::Sleeping;
    default: return theme::State::Waiting;
    }
}

QString groupWords(const Group& group)
{
    QStringList words;
    for (const Tile& tile : group.tiles)
        words << tile.words;
    // Many free places in a row are one fact.
    QStringList said;
    for (qsizetype i = 0; i < words.size();) {
        qsizetype same = 1;
        while (i + same < words.size() && words[i + same] == words[i])
            ++same;
        said << (same == 1 ? words[i] : Texts::tr("%1 times %2").arg(same).arg(words[i]));
        i += same;
    }
    if (group.more > 0)
        said << group.moreWords.arg(group.more);
    if (said.isEmpty())
        said << Texts::tr("nobody");
    const QString list = said.join(QStringLiteral(", "));
    return group.title.isEmpty() ? list : Texts::tr("%1: %2").arg(group.title, list);
}

void describe(const Scene& scene, ObjectId id, Section& section)
{
    switch (scene.trace.object(id).kind) {
    case ObjectKind::Queue: return describeQueue(scene, id, section);
    case ObjectKind::Semaphore: return describeSemaphore(scene, id, section);
    case ObjectKind::Barrier:
    case ObjectKind::Latch: return describeCount(scene, id, section);
    case ObjectKind::Event: return describeEvent(scene, id, section);
    case ObjectKind::Condition: return describeCondition(scene, id, section);
    default: return describeLock(scene, id, section);
    }
}

} // namespace

QString Section::words() const
{
    QStringList sentences{Texts::tr("%1, %2, %3").arg(name, kind, status)};
    for (const std::vector<Group>* groups : {&rooms, &waits})
        for (const Group& group : *groups)
            sentences << groupWords(group);
    if (!remark.isEmpty())
        sentences << remark;
    return sentences.join(QStringLiteral(". ")) + QLatin1Char('.');
}

std::vector<Section> sectionsOf(const Scene& scene, const std::vector<ObjectId>& objects, std::size_t most)
{
    std::vector<ObjectId> there;
    std::vector<ObjectId> gone;
    for (const ObjectId id : objects)
        if (scene.state.knows(id) && scene.state.object(id).isAdded)
            (scene.state.object(id).isDestroyed ? gone : there).push_back(id);
    const bool isOver = there.empty();
    std::vector<Section> sections;
    for (const ObjectId id : isOver ? gone : there) {
        if (sections.size() == most)
            break;
        Section section;
        section.object = id;
        section.sign = session::signOf(scene.trace, id);
        section.name = session::resourceName(scene.trace, id);
        describe(scene, id, section);
        if (isOver) {
            section.status = Texts::tr("no longer there");
            section.statusRole = theme::Role::Hint;
        }
        sections.push_back(std::move(section));
    }
    return sections;
}

Tile laneTile(const Scene& scene, Look look, ObjectId at, LaneId lane, Step step)
{
    Tile tile;
    tile.look = look;
    tile.text = session::laneName(scene.trace, lane);
    tile.note = sinceText(scene.trace, step);
    tile.chip = session::signOf(scene.trace, lane);
    tile.lane = lane;
    tile.object = at;
    tile.step = step;
    tile.key = laneKey | (std::uint64_t(index(at)) & 0xfffffff) << 32 | index(lane);
    tile.words = Texts::tr("%1 %2").arg(tile.text, tile.note).trimmed();
    if (look == Look::Stands && scene.state.knows(lane)) {
        tile.state = stateOf(scene, lane);
        if (tile.state == theme::State::Ready) {
            tile.note = Texts::tr("may go on");
            tile.words = Texts::tr("%1, may go on").arg(tile.words);
        }
    }
    return tile;
}

std::vector<LaneId> waitersAt(const Scene& scene, ObjectId object, std::initializer_list<trace::Operation> operations)
{
    std::vector<LaneId> lanes;
    for (const LaneId lane : scene.state.object(object).waiters) {
        const trace::Operation pending = scene.state.lane(lane).pending.operation;
        if (operations.size() == 0 || std::find(operations.begin(), operations.end(), pending) != operations.end())
            lanes.push_back(lane);
    }
    return lanes;
}

Group waitingGroup(const Scene& scene, const QString& title, ObjectId at, const std::vector<LaneId>& lanes)
{
    Group group;
    group.title = title;
    group.moreWords = Texts::tr("and %1 more");
    for (const LaneId lane : lanes) {
        if (group.tiles.size() == mostTiles) {
            group.more = static_cast<std::int64_t>(lanes.size() - mostTiles);
            break;
        }
        group.tiles.push_back(laneTile(scene, Look::Stands, at, lane, scene.ledger.waitingSince(lane)));
    }
    return group;
}

void addFree(Group& group, ObjectId at, std::int64_t count, const QString& text, const QString& words)
{
    for (std::int64_t i = 0; i < count; ++i) {
        if (group.tiles.size() >= mostTiles) {
            group.more += count - i;
            group.moreWords = Texts::tr("and %1 more free");
            return;
        }
        Tile tile;
        tile.text = text;
        tile.object = at;
        tile.words = words;
        tile.key = freeKey | (std::uint64_t(index(at)) & 0xfffffff) << 32 | group.tiles.size();
        group.tiles.push_back(std::move(tile));
    }
}

} // namespace interleave::pictures

#pragma once

#include "core/analysis/ledger.h"
#include "core/rules/state.h"
#include "core/trace/trace.h"
#include "ui/pictures/drawing.h"

#include <QString>

#include <vector>

namespace interleave::pictures {

/// One moment of a run.
struct Scene
{
    const trace::Trace& trace;
    const rules::State& state;
    const analysis::Ledger& ledger;
};

/// Tiles that stand together: the places of a room, or who waits at one side of it. They have no rectangles yet.
struct Group
{
    enum class Size {
        Item,   ///< as wide as what lies there
        Person, ///< a chip and a name
        Wide,   ///< the whole width
    };

    QString title;
    std::vector<Tile> tiles;
    Size size = Size::Person;
    bool isRight = false;  ///< who waits stands at the right side
    std::int64_t more = 0; ///< places that have no tile
    QString moreWords;     ///< "and %1 more free"
};

/// What there is to be drawn of one object: places, who waits for them, and what is to be said.
struct Section
{
    ObjectId object = ObjectId::none;
    theme::ResourceSign sign;
    QString name;
    QString kind;   ///< "queue, first in first out"
    QString status; ///< "3 of 5"
    theme::Role statusRole = theme::Role::Hint;
    std::vector<Group> rooms; ///< one, or two beside each other of which the first has a single place
    std::vector<Group> waits; ///< one, or two: left and right
    QString remark;           ///< something out of the ordinary; empty for none
    theme::Role remarkRole = theme::Role::Secondary;
    bool isSingle = false; ///< one place and one kind of waiting: fits into a row

    /// All of it, for screen readers.
    QString words() const;
};

/// The kinds of objects that have places.
inline constexpr std::initializer_list<trace::ObjectKind> placeKinds = {
    trace::ObjectKind::Mutex,     trace::ObjectKind::RecursiveMutex, trace::ObjectKind::SharedMutex,
    trace::ObjectKind::Once,      trace::ObjectKind::Semaphore,      trace::ObjectKind::Queue,
    trace::ObjectKind::Barrier,   trace::ObjectKind::Latch,          trace::ObjectKind::Event,
    trace::ObjectKind::Condition,
};

/// A section for each of these objects that is there at the moment; when all of them are gone already, as at the end of
/// a program, for those that were there. More than `most` are left out.
///
/// Who has a permit is derived (see analysis::Ledger::takings): a semaphore counts permits and knows no owners.
std::vector<Section> sectionsOf(const Scene& scene, const std::vector<ObjectId>& objects, std::size_t most = 60);

// For the files that describe one kind each.
/// The most tiles of a group.
inline constexpr std::size_t mostTiles = 60;
/// A tile of a lane; `step` is when it came.
Tile laneTile(const Scene& scene, Look look, ObjectId at, LaneId lane, Step step);
/// Who waits at an object, in the order in which they came, or those of them that stand at one of some operations.
std::vector<LaneId> waitersAt(const Scene& scene, ObjectId object,
                              std::initializer_list<trace::Operation> operations = {});
/// A group of lanes that wait.
Group waitingGroup(const Scene& scene, const QString& title, ObjectId at, const std::vector<LaneId>& lanes);
/// `count` free places of a group from the number `from` on.
void addFree(Group& group, ObjectId at, std::int64_t count, const QString& text, const QString& words);
void describeQueue(const Scene& scene, ObjectId id, Section& section);
void describeSemaphore(const Scene& scene, ObjectId id, Section& section);
/// Mutexes, shared mutexes and what runs once.
void describeLock(const Scene& scene, ObjectId id, Section& section);
/// Barriers and latches.
void describeCount(const Scene& scene, ObjectId id, Section& section);
void describeEvent(const Scene& scene, ObjectId id, Section& section);
void describeCondition(const Scene& scene, ObjectId id, Section& section);

} // namespace interleave::pictures

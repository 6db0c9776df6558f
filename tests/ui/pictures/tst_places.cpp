// What the places of each kind of object are, and who is in them.

// First of all: the rules have a member that Qt's keywords would rename.
#include "ui/session/session.h"

#include "ui/pictures/places_picture.h"

#include "tests/ui/pictures/shown_picture.h"
#include "ui/theme/theme.h"

#include <QApplication>

using namespace interleave;
using namespace interleave::pictures;
using test::begun;
using test::tilesOf;
using trace::ObjectKind;
using trace::Operation;
using trace::Way;
using Shown = test::ShownPicture<PlacesPicture>;

class TestPlaces : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void aBasketHasPlaces();
    void aQueueWithoutBoundAndAClosedOne();
    void aStackGivesTheYoungestFirst();
    void manyItemsAreCounted();
    void aRoomHasSeats();
    void permitsGivenBackByOthersAndTooMany();
    void forgottenPermits();
    void aSignalIsNoRoom();
    void readersAndAWriter();
    void aLockThatDied();
    void partiesOfABarrier();
    void aLatchCounts();
    void aDoor();
    void aWaitSet();

private:
    theme::Theme m_theme{*qApp};
};

void TestPlaces::initTestCase()
{
    m_theme.setScheme(theme::Scheme::Light);
    m_theme.setMotion(theme::Motion::Reduced);
}

void TestPlaces::aBasketHasPlaces()
{
    auto b = begun();
    const LaneId baker = b->started("baker");
    const LaneId other = b->started("other baker");
    const LaneId guest = b->started("guest");
    const ObjectId basket = b->object(ObjectKind::Queue, "basket", 0, 3);
    b->blocked(guest, Operation::Get, basket);
    const Step hungry = b->trace().size();
    const Step first = b->add(baker, Operation::Put, basket, 7);
    b->add(other, Operation::Put, basket, 8);
    const Step two = b->trace().size();
    b->add(baker, Operation::Put, basket, 9);
    b->blocked(other, Operation::Put, basket);
    Shown shown(std::move(b));
    const Section& full = shown.picture.sections().front();
    QCOMPARE(full.status, QString("3 of 3"));
    QCOMPARE(full.kind, QString("queue, first in first out"));
    const Group& room = full.rooms.front();
    QCOMPARE(room.tiles.size(), std::size_t(3));
    QCOMPARE(room.tiles[0].text, QString("7"));
    QVERIFY(room.tiles[0].isMarked);
    QCOMPARE(room.tiles[0].lane, baker);
    QCOMPARE(room.tiles[0].step, first);
    QCOMPARE(room.tiles[1].corner, QString("2"));
    QCOMPARE(room.tiles[1].lane, other);
    QCOMPARE(full.waits[1].tiles.size(), std::size_t(1));
    QCOMPARE(full.waits[1].tiles[0].lane, other);
    QVERIFY(full.waits[1].tiles[0].state == theme::State::Blocked);
    QVERIFY(shown.says("next out: 7, put by baker at step 9"));
    QVERIFY(shown.says("wait to put: other baker since step 12"));
    // Who waits to put stands at the right side, who waits to get at the left one.
    const QRectF card = shown.picture.drawing().frames.front().rect;
    QVERIFY(shown.tile("other baker since")->rect.center().x() > card.center().x());
    shown.checkLayout();

    shown.goTo(two);
    const Section& middle = shown.picture.sections().front();
    QCOMPARE(tilesOf(middle.rooms.front(), Look::Item).size(), std::size_t(2));
    const auto free = tilesOf(middle.rooms.front(), Look::Free);
    QCOMPARE(free.size(), std::size_t(1));
    QCOMPARE(free.front()->corner, QString("3"));
    shown.goTo(hungry);
    QCOMPARE(shown.picture.sections().front().waits[0].tiles.size(), std::size_t(1));
    QVERIFY(shown.says("wait to get: guest since step 8"));
    QVERIFY(shown.tile("guest since")->rect.center().x() < card.center().x());
    QVERIFY(shown.says("3 times a free place"));
    QVERIFY(shown.picture.sections().front().waits[0].tiles[0].state == theme::State::Blocked);
    // With an item in the basket nothing keeps the guest any longer.
    shown.goTo(two);
    QVERIFY(shown.picture.sections().front().waits[0].tiles[0].state == theme::State::Ready);
    QVERIFY(shown.says("wait to get: guest since step 8, may go on"));
}

void TestPlaces::aQueueWithoutBoundAndAClosedOne()
{
    auto b = begun();
    const ObjectId queue = b->object(ObjectKind::Queue, "numbers");
    b->add(b->main, Operation::Put, queue, 1);
    const Step open = b->trace().size();
    b->add(b->main, Operation::Close, queue);
    Shown shown(std::move(b));
    const Section& closed = shown.picture.sections().front();
    QCOMPARE(closed.status, QString("1, no bound, closed"));
    QCOMPARE(closed.waits[1].title, QString("closed to puts"));
    QCOMPARE(closed.rooms[0].tiles.back().text, QStringLiteral("∞"));
    shown.goTo(open);
    QCOMPARE(shown.picture.sections().front().status, QString("1, no bound"));
    QVERIFY(shown.says("there is always room"));
}

void TestPlaces::aStackGivesTheYoungestFirst()
{
    auto b = begun();
    const auto stack = ObjectId(b->trace().objectCount());
    b->trace().appendObject(
        {.kind = ObjectKind::Queue, .name = b->text("stack"), .creator = b->main, .bound = 4, .policy = 1});
    for (const int item : {1, 2, 3})
        b->add(b->main, Operation::Put, stack, item);
    Shown shown(std::move(b));
    const Section& section = shown.picture.sections().front();
    QCOMPARE(section.kind, QString("stack, last in first out"));
    QCOMPARE(section.rooms[0].tiles[0].text, QString("3"));
    QVERIFY(section.rooms[0].tiles[0].isMarked);
    QCOMPARE(section.rooms[0].tiles[2].text, QString("1"));
}

void TestPlaces::manyItemsAreCounted()
{
    auto b = begun();
    const ObjectId queue = b->object(ObjectKind::Queue, "numbers");
    for (int i = 0; i < 200; ++i)
        b->add(b->main, Operation::Put, queue, i);
    const Step many = b->trace().size();
    for (int i = 0; i < 900; ++i)
        b->add(b->main, Operation::Put, queue, i);
    Shown shown(std::move(b));
    QVERIFY(shown.says("1100 items, too many to draw"));
    QVERIFY(shown.picture.sections().front().rooms[0].tiles.empty());
    shown.goTo(many);
    QCOMPARE(shown.picture.sections().front().rooms[0].tiles.size(), mostTiles);
    QVERIFY(shown.says("and 140 more"));
    shown.checkLayout();
}

void TestPlaces::aRoomHasSeats()
{
    auto b = begun();
    const LaneId a = b->started("anna");
    const LaneId c = b->started("carl");
    const LaneId d = b->started("dora");
    const ObjectId room = b->object(ObjectKind::Semaphore, "seats", 2);
    const Step sat = b->add(a, Operation::Acquire, room);
    b->add(c, Operation::Acquire, room);
    b->blocked(d, Operation::Acquire, room);
    b->blocked(b->main, Operation::Acquire, room);
    const Step crowded = b->trace().size();
    b->add(a, Operation::Release, room, 1);
    b->add(d, Operation::Acquire, room);
    Shown shown(std::move(b));
    const std::vector<Tile>& after = shown.picture.sections().front().rooms[0].tiles;
    QCOMPARE(after.size(), std::size_t(2));
    QCOMPARE(after[0].lane, c);
    QCOMPARE(after[1].lane, d);
    shown.goTo(crowded);
    const Section& section = shown.picture.sections().front();
    QCOMPARE(section.status, QString("0 of 2 free"));
    QVERIFY(section.rooms[0].tiles[0].look == Look::Holder);
    QCOMPARE(section.rooms[0].tiles[0].lane, a);
    QCOMPARE(section.rooms[0].tiles[0].step, sat);
    QCOMPARE(section.waits[0].tiles.size(), std::size_t(2));
    QCOMPARE(section.waits[0].tiles[0].lane, d); // in the order in which they came
    QVERIFY(section.remark.isEmpty());
}

void TestPlaces::permitsGivenBackByOthersAndTooMany()
{
    auto b = begun();
    const LaneId a = b->started("anna");
    const ObjectId room = b->object(ObjectKind::Semaphore, "seats", 1);
    b->add(a, Operation::Acquire, room);
    b->add(b->main, Operation::Release, room, 1);
    const Step foreign = b->trace().size();
    b->add(a, Operation::Release, room, 1);
    Shown shown(std::move(b));
    const Section& over = shown.picture.sections().front();
    QCOMPARE(over.status, QString("2 of 2 free, meant for 1"));
    QCOMPARE(over.rooms[0].tiles.size(), std::size_t(2));
    QVERIFY(!over.rooms[0].tiles[0].isMarked);
    QVERIFY(over.rooms[0].tiles[1].isMarked);
    QVERIFY(shown.says("an extra seat"));
    shown.goTo(foreign);
    QVERIFY(shown.says("main gave back a permit at step 5 and had none"));
    QVERIFY(shown.says("anna's, counts as given back"));
    QVERIFY(shown.picture.sections().front().rooms[0].tiles[0].look == Look::Free);
    shown.checkLayout();
}

void TestPlaces::forgottenPermits()
{
    auto b = begun();
    const LaneId a = b->started("anna");
    const ObjectId room = b->object(ObjectKind::Semaphore, "seats", 2);
    b->add(a, Operation::Acquire, room);
    b->add(a, Operation::End, b->objectOf(a));
    Shown shown(std::move(b));
    const Section& section = shown.picture.sections().front();
    QVERIFY(section.rooms[0].tiles[0].look == Look::Gone);
    QCOMPARE(section.rooms[0].tiles[0].lane, a);
    QVERIFY(shown.says("anna since step 4, which has ended and never gave it back"));
    QVERIFY(shown.says("A permit was forgotten"));
}

void TestPlaces::aSignalIsNoRoom()
{
    auto b = begun();
    const LaneId a = b->started("anna");
    const ObjectId light = b->object(ObjectKind::Semaphore, "light", 0);
    b->blocked(a, Operation::Acquire, light);
    const Step dark = b->trace().size();
    b->add(b->main, Operation::Release, light, 2);
    const Step lit = b->trace().size();
    b->add(a, Operation::Acquire, light);
    Shown shown(std::move(b));
    QCOMPARE(shown.picture.sections().front().status, QString("1 permit"));
    shown.goTo(dark);
    QCOMPARE(shown.picture.sections().front().status, QString("no permit"));
    QCOMPARE(shown.picture.sections().front().waits[0].tiles.size(), std::size_t(1));
    shown.goTo(lit);
    QCOMPARE(tilesOf(shown.picture.sections().front().rooms[0], Look::Here).size(), std::size_t(2));
}

void TestPlaces::readersAndAWriter()
{
    auto b = begun();
    const LaneId a = b->started("anna");
    const LaneId c = b->started("carl");
    const ObjectId file = b->object(ObjectKind::SharedMutex, "file");
    b->add(a, Operation::LockShared, file);
    b->add(b->main, Operation::LockShared, file);
    b->blocked(c, Operation::Lock, file);
    const Step reading = b->trace().size();
    b->add(a, Operation::UnlockShared, file);
    b->add(b->main, Operation::UnlockShared, file);
    b->add(c, Operation::Lock, file);
    b->blocked(a, Operation::LockShared, file);
    Shown shown(std::move(b));
    const Section& written = shown.picture.sections().front();
    QCOMPARE(written.status, QString("written"));
    QCOMPARE(written.rooms[0].tiles[0].lane, c);
    QVERIFY(written.rooms[1].tiles[0].look == Look::Free);
    QCOMPARE(written.waits[1].tiles[0].lane, a);
    QVERIFY(written.waits[0].tiles.empty());
    shown.goTo(reading);
    const Section& read = shown.picture.sections().front();
    QCOMPARE(read.status, QString("2 readers"));
    QCOMPARE(tilesOf(read.rooms[1], Look::Holder).size(), std::size_t(2));
    QVERIFY(read.rooms[0].tiles[0].look == Look::Free);
    QCOMPARE(read.waits[0].tiles[0].lane, c);
    shown.checkLayout();
}

void TestPlaces::aLockThatDied()
{
    auto b = begun();
    const LaneId a = b->started("anna");
    const LaneId c = b->started("carl");
    const ObjectId machine = b->object(ObjectKind::Mutex, "machine");
    b->add(a, Operation::Lock, machine);
    b->add(a, Operation::End, b->objectOf(a));
    b->blocked(c, Operation::Lock, machine);
    Shown shown(std::move(b));
    const Section& section = shown.picture.sections().front();
    QCOMPARE(section.status, QString("locked for ever"));
    QVERIFY(section.statusRole == theme::Role::Error);
    QVERIFY(section.rooms[0].tiles[0].look == Look::Gone);
    QCOMPARE(section.waits[0].tiles[0].lane, c);
    QVERIFY(shown.says("anna has ended with it: nobody can ever unlock it"));
}

void TestPlaces::partiesOfABarrier()
{
    auto b = begun();
    const LaneId a = b->started("anna");
    const LaneId c = b->started("carl");
    const ObjectId barrier = b->object(ObjectKind::Barrier, "coat", 2);
    b->add(a, Operation::Arrive, barrier, 0);
    b->blocked(a, Operation::Pass, barrier);
    const Step one = b->trace().size();
    b->add(c, Operation::Arrive, barrier, 0);
    Shown shown(std::move(b));
    const Section& next = shown.picture.sections().front();
    QCOMPARE(next.status, QString("phase 1, 0 of 2 here"));
    QCOMPARE(tilesOf(next.rooms[0], Look::Free).size(), std::size_t(2));
    QCOMPARE(next.waits[0].tiles.size(), std::size_t(1));
    QVERIFY(next.waits[0].tiles[0].state == theme::State::Ready);
    shown.goTo(one);
    const Section& section = shown.picture.sections().front();
    QCOMPARE(section.status, QString("phase 0, 1 of 2 here"));
    QCOMPARE(section.rooms[0].tiles[0].lane, a);
    QVERIFY(section.rooms[0].tiles[0].look == Look::Stands);
    QVERIFY(section.rooms[0].tiles[0].state == theme::State::Waiting);
    QCOMPARE(tilesOf(section.rooms[0], Look::Free).size(), std::size_t(1));
}

void TestPlaces::aLatchCounts()
{
    auto b = begun();
    const LaneId a = b->started("anna");
    const ObjectId latch = b->object(ObjectKind::Latch, "gun", 3);
    b->blocked(b->main, Operation::AwaitZero, latch);
    b->add(a, Operation::CountDown, latch, 1);
    const Step one = b->trace().size();
    b->add(a, Operation::CountDown, latch, 2);
    Shown shown(std::move(b));
    QCOMPARE(shown.picture.sections().front().status, QString("open"));
    QVERIFY(shown.says("at the open gate: main may go on"));
    shown.goTo(one);
    const Section& section = shown.picture.sections().front();
    QCOMPARE(section.status, QString("2 of 3 to go"));
    QVERIFY(shown.says("counted down by anna, 2 times to go"));
    QVERIFY(shown.says("waiting for zero: main"));
}

void TestPlaces::aDoor()
{
    auto b = begun();
    const LaneId a = b->started("anna");
    const ObjectId flag = b->object(ObjectKind::Event, "boiling");
    const Step wait = b->add(a, Operation::AwaitSet, flag, never, Way::Suspended);
    const Step closed = b->trace().size();
    const Step set = b->add(b->main, Operation::Set, flag);
    Shown shown(std::move(b));
    const Section& open = shown.picture.sections().front();
    QCOMPARE(open.status, QString("set"));
    QVERIFY(open.rooms[0].tiles[0].isMarked);
    QCOMPARE(open.rooms[0].tiles[0].step, set);
    QVERIFY(shown.says("The door is open, last set by main, step 5"));
    QVERIFY(shown.says("let through: anna may go on"));
    shown.goTo(closed);
    const Section& shut = shown.picture.sections().front();
    QVERIFY(!shut.rooms[0].tiles[0].isMarked);
    QCOMPARE(shut.waits[0].tiles[0].lane, a);
    QCOMPARE(shut.waits[0].tiles[0].step, wait);
    QVERIFY(shut.waits[0].tiles[0].state == theme::State::Waiting);
}

void TestPlaces::aWaitSet()
{
    auto b = begun();
    const LaneId a = b->started("anna");
    const ObjectId lock = b->object(ObjectKind::Mutex, "lock");
    const ObjectId bell = b->object(ObjectKind::Condition, "bell");
    b->add(b->main, Operation::NotifyOne, bell, 0);
    const Step lost = b->trace().size();
    b->add(a, Operation::Lock, lock);
    b->add(a, Operation::Wait, bell, index(lock));
    const Step waits = b->trace().size();
    b->add(b->main, Operation::Lock, lock);
    b->add(b->main, Operation::NotifyOne, bell, 1);
    Shown shown(std::move(b));
    QVERIFY(shown.says("bell, condition, 1 waits. anna, notified, wants lock back"));
    QVERIFY(shown.says("lock, mutex, locked. main since step 7. waiting: anna"));
    shown.goTo(waits);
    QVERIFY(shown.says("bell, condition, 1 waits. anna since step 6"));
    shown.goTo(lost);
    QVERIFY(shown.says("main notified at step 4, and nobody was waiting"));
    QVERIFY(shown.says("nobody waits"));
}

QTEST_MAIN(TestPlaces)
#include "tst_places.moc"

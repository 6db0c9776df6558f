// First of all: the rules have a member that Qt's keywords would rename.
#include "ui/session/session.h"

#include "ui/pictures/places_picture.h"

#include "tests/ui/pictures/shown_picture.h"
#include "ui/pictures/picture_set.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QHelpEvent>
#include <QToolTip>

using namespace interleave;
using namespace interleave::pictures;
using test::begun;
using test::tilesOf;
using trace::ObjectKind;
using trace::Operation;
using Shown = test::ShownPicture<PlacesPicture>;

class TestPlacesPicture : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void nothingHasRun();
    void manyLocksAreRows();
    void clicksAndKeys();
    void thePast();
    void whatMovesCanBePointedAtAtOnce();
    void widths_data();
    void widths();
    void whatIsGoneIsSaid();

private:
    theme::Theme m_theme{*qApp};
};

void TestPlacesPicture::initTestCase()
{
    m_theme.setScheme(theme::Scheme::Light);
    m_theme.setMotion(theme::Motion::Reduced);
}

void TestPlacesPicture::nothingHasRun()
{
    session::Session session;
    PlacesPicture picture(session, {trace::PictureKind::Places, "Places", {}});
    picture.resize(300, picture.heightForWidth(300));
    QVERIFY(picture.heightForWidth(300) > 20);
    picture.refreshNow();
    picture.grab();
    QVERIFY(picture.drawing().tiles.empty());
    Shown shown(begun());
    QVERIFY(shown.picture.drawing().tiles.empty());
    QVERIFY(shown.says("Nothing of it is there"));
    shown.picture.grab();
    // The factory knows it.
    const std::unique_ptr<Picture> made(makePicture(session, {trace::PictureKind::Places, "Places", {}}));
    QVERIFY(qobject_cast<PlacesPicture*>(made.get()) != nullptr);
}

void TestPlacesPicture::manyLocksAreRows()
{
    auto b = begun();
    const LaneId a = b->started("anna");
    std::vector<ObjectId> forks;
    for (int i = 0; i < 200; ++i)
        forks.push_back(b->object(ObjectKind::Mutex, "fork " + std::to_string(i)));
    b->object(ObjectKind::Mutex, "knife");
    for (const ObjectId fork : forks)
        b->add(b->main, Operation::Lock, fork);
    b->blocked(a, Operation::Lock, forks[1]);
    Shown shown(std::move(b), {"fork *"});
    QCOMPARE(shown.picture.sections().size(), std::size_t(60));
    QVERIFY(shown.picture.drawing().rooms.empty());
    QVERIFY(shown.picture.drawing().frames[1].rect.height() < 50);
    QVERIFY(shown.says("fork 1, mutex, locked"));
    QVERIFY(shown.says("waiting: anna"));
    QVERIFY(!shown.says("knife"));
    shown.checkLayout();
}

void TestPlacesPicture::clicksAndKeys()
{
    auto b = begun();
    const LaneId a = b->started("anna");
    const ObjectId room = b->object(ObjectKind::Semaphore, "seats", 2);
    const Step sat = b->add(a, Operation::Acquire, room);
    Shown shown(std::move(b));
    QTest::mouseClick(&shown.picture, Qt::LeftButton, {}, shown.at("anna since"));
    QCOMPARE(shown.session.selectedLane(), a);
    QVERIFY(isNone(shown.session.selectedObject()));
    QTest::mouseClick(&shown.picture, Qt::LeftButton, {}, shown.at("seats, semaphore"));
    QCOMPARE(shown.session.selectedObject(), room);
    QTest::mouseDClick(&shown.picture, Qt::LeftButton, {}, shown.at("anna since"));
    QCOMPARE(shown.session.selectedEvent(), std::optional<Step>(sat));
    shown.session.clearEvent();
    shown.session.selectLane(LaneId::none);
    // From the head down to the seat; Enter goes to its event.
    QTest::mouseClick(&shown.picture, Qt::LeftButton, {}, shown.at("seats, semaphore"));
    QTest::keyClick(&shown.picture, Qt::Key_Down);
    QCOMPARE(shown.session.selectedLane(), a);
    QVERIFY(shown.picture.accessibleName().contains("anna since step 4"));
    QTest::keyClick(&shown.picture, Qt::Key_Return);
    QCOMPARE(shown.session.selectedEvent(), std::optional<Step>(sat));
    QTest::keyClick(&shown.picture, Qt::Key_Escape);
    QCOMPARE(shown.picture.accessibleName(), shown.picture.title());
    QHelpEvent help(QEvent::ToolTip, shown.at("anna since"), shown.picture.mapToGlobal(shown.at("anna since")));
    QApplication::sendEvent(&shown.picture, &help);
    QCOMPARE(QToolTip::text(), QString("anna since step 4"));
    shown.picture.grab();
}

void TestPlacesPicture::thePast()
{
    auto b = begun();
    const ObjectId queue = b->object(ObjectKind::Queue, "numbers", 0, 5);
    std::vector<Step> after;
    for (int i = 0; i < 5; ++i) {
        b->add(b->main, Operation::Put, queue, i);
        after.push_back(b->trace().size());
    }
    Shown shown(std::move(b));
    for (const std::size_t i : {4, 0, 3, 1}) {
        shown.goTo(after[i]);
        const Group& room = shown.picture.sections().front().rooms[0];
        QCOMPARE(tilesOf(room, Look::Item).size(), i + 1);
        QCOMPARE(tilesOf(room, Look::Free).size(), 4 - i);
    }
    shown.goTo(1);
    QVERIFY(shown.picture.sections().empty());
}

void TestPlacesPicture::whatMovesCanBePointedAtAtOnce()
{
    auto b = begun();
    const LaneId a = b->started("anna");
    const LaneId c = b->started("carl");
    const ObjectId room = b->object(ObjectKind::Semaphore, "seats", 1);
    b->add(a, Operation::Acquire, room);
    b->blocked(c, Operation::Acquire, room);
    const Step waits = b->trace().size();
    b->add(a, Operation::Release, room, 1);
    b->add(c, Operation::Acquire, room);
    Shown shown(std::move(b));
    m_theme.setMotion(theme::Motion::Full);
    shown.goTo(waits);
    const QPoint outside = shown.at("carl since");
    QCOMPARE(shown.tile("carl since")->key, shown.picture.sections().front().waits[0].tiles[0].key);
    shown.goTo(shown.session.length());
    // The tile is on its way into the seat; what counts is where it will be.
    shown.picture.grab();
    const QPoint inside = shown.at("carl since");
    QVERIFY(inside.y() < outside.y());
    QTest::mouseClick(&shown.picture, Qt::LeftButton, {}, inside);
    QCOMPARE(shown.session.selectedLane(), c);
    m_theme.setMotion(theme::Motion::Reduced);
    shown.goTo(waits);
    shown.picture.grab();
}

void TestPlacesPicture::widths_data()
{
    QTest::addColumn<int>("width");
    for (const int width : {200, 260, 348, 700})
        QTest::addRow("%d", width) << width;
}

void TestPlacesPicture::widths()
{
    QFETCH(const int, width);
    auto b = begun();
    const LaneId a = b->started("a lane with a rather long name");
    const LaneId c = b->started("carl");
    const ObjectId queue = b->object(ObjectKind::Queue, "a queue with a name that needs much room", 0, 9);
    const ObjectId file = b->object(ObjectKind::SharedMutex, "file");
    const ObjectId seats = b->object(ObjectKind::Semaphore, "seats", 70);
    for (const char* text : {"one", "twenty-two items in a row that nobody reads", "three"})
        b->addText(a, Operation::Put, queue, text);
    b->add(a, Operation::LockShared, file);
    b->add(a, Operation::Acquire, seats);
    b->blocked(c, Operation::Lock, file);
    Shown shown(std::move(b), {}, width);
    QCOMPARE(shown.picture.sections().size(), std::size_t(3));
    shown.checkLayout();
    shown.picture.grab();
    // Another width is another height, and asking for it changes nothing.
    const double height = shown.picture.drawing().height;
    QVERIFY(shown.picture.heightForWidth(180) >= shown.picture.heightForWidth(900));
    QCOMPARE(shown.picture.drawing().height, height);
}

void TestPlacesPicture::whatIsGoneIsSaid()
{
    auto b = begun();
    const ObjectId queue = b->object(ObjectKind::Queue, "numbers", 0, 5);
    b->add(b->main, Operation::Put, queue, 3);
    b->add(b->main, Operation::Destroy, queue);
    const ObjectId other = b->object(ObjectKind::Queue, "others", 0, 5);
    const Step before = b->trace().size();
    b->add(b->main, Operation::Put, other, 4);
    Shown shown(std::move(b));
    QCOMPARE(shown.picture.sections().size(), std::size_t(1));
    QCOMPARE(shown.picture.sections().front().object, other);
    shown.goTo(before);
    QCOMPARE(shown.picture.sections().front().object, queue);
    QCOMPARE(shown.picture.sections().front().status, QString("no longer there"));
}

QTEST_MAIN(TestPlacesPicture)
#include "tst_places_picture.moc"

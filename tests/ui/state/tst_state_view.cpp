// First of all: the rules have a member that Qt's keywords would rename.
#include "ui/session/session.h"

#include "ui/state/state_view.h"

#include "tests/ui/timeline/sample_traces.h"
#include "ui/state/block_list.h"
#include "ui/state/cards.h"
#include "ui/state/lanes.h"
#include "ui/theme/theme.h"
#include "ui/widgets/section_head.h"

#include <QAccessible>
#include <QApplication>
#include <QElapsedTimer>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace interleave;
using namespace interleave::state;
using test::TraceBuilder;
using trace::ObjectKind;
using trace::Operation;
using trace::Way;

namespace {

/// The panel that shows a recorded run at its end.
struct Shown
{
    std::unique_ptr<TraceBuilder> built;
    session::Session session;
    StateView view{session};

    explicit Shown(std::unique_ptr<TraceBuilder> trace) : built(std::move(trace))
    {
        // The session never outlives the builder.
        session.open(std::shared_ptr<const trace::Trace>(&built->trace(), [](const trace::Trace*) {}), {}, "run");
        view.resize(320, 900);
        view.show();
        view.refresh();
        QCoreApplication::processEvents();
    }
    QString lane(int row) const { return view.lanes()->block(row).name; }
    QString card(int row) const { return view.resources()->block(row).name; }
};

std::unique_ptr<TraceBuilder> began(trace::Mode mode = trace::Mode::Controlled)
{
    auto b = std::make_unique<TraceBuilder>(mode);
    b->add(b->main, Operation::Begin, b->objectOf(b->main));
    return b;
}

} // namespace

class TestStateView : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void nothingHasRun();
    void lanesSayWhy();
    void theWholeChainIsTold();
    void clicksSelectAndGo();
    void keysWalkAndGo();
    void cardsOfLocks();
    void cardsOfEveryKind();
    void itemsOfAQueue();
    void liveSaysTimes();
    void lockOrderAndGuards();
    void conditionsAreComputed();
    void sixtyLanes();
    void manyResources();
    void foldingIsRemembered();
    void followsThePlayhead();
    void screenReadersHearRows();
    void darkAndLight();

private:
    theme::Theme m_theme{*qApp};
};

void TestStateView::initTestCase()
{
    m_theme.setScheme(theme::Scheme::Light);
    m_theme.setMotion(theme::Motion::Reduced);
}

void TestStateView::nothingHasRun()
{
    session::Session session;
    StateView view(session);
    view.resize(320, 400);
    view.show();
    QCOMPARE(view.lanes()->count(), 0);
    QVERIFY(!view.lanes()->isVisible());
}

void TestStateView::lanesSayWhy()
{
    Shown shown(test::kitchenDeadlock());
    QCOMPARE(shown.view.lanes()->count(), 3);
    const Block& cook = shown.view.lanes()->block(1);
    QCOMPARE(cook.lines.size(), std::size_t(2));
    QCOMPARE(std::get<Words>(cook.lines[0].left[2]).text, QString("wants pot, held by cook 2"));
    QCOMPARE(std::get<Words>(cook.lines[0].left[3]).text, QString("since step 10"));
    QCOMPARE(std::get<Swatch>(cook.lines[0].left[1]).state, theme::State::Blocked);
    QCOMPARE(std::get<Words>(cook.lines[1].left[0]).text, QString("has knife"));
    const Block& main = shown.view.lanes()->block(0);
    QCOMPARE(std::get<Words>(main.lines[0].left[2]).text, QString("waits until cook 1 has ended"));
    QCOMPARE(std::get<Swatch>(main.lines[0].left[1]).state, theme::State::Waiting);
}

void TestStateView::theWholeChainIsTold()
{
    Shown shown(test::kitchenDeadlock());
    QCOMPARE(shown.lane(1),
             QString("cook 1 waits for pot, held by cook 2 since step 10, who waits for knife, held by cook 1 "
                     "since step 5. has knife"));
    QVERIFY(shown.lane(0).startsWith("main waits until cook 1 has ended, who waits for pot, held by cook 2"));
}

void TestStateView::clicksSelectAndGo()
{
    Shown shown(test::kitchenDeadlock());
    BlockList* const lanes = shown.view.lanes();
    const QRect row = lanes->visualRect(lanes->model()->index(2, 0));
    QTest::mouseClick(lanes->viewport(), Qt::LeftButton, {}, row.topLeft() + QPoint(20, 12));
    QCOMPARE(shown.session.selectedLane(), LaneId(2));
    QVERIFY(lanes->isChosen(lanes->block(2)));
    // "since step 10" is a link to step 10.
    const QRect cook = lanes->visualRect(lanes->model()->index(1, 0));
    QPoint link;
    for (int x = cook.left(); x < cook.right() && link.isNull(); ++x)
        if (linkAt(cook, lanes->block(1), QPointF(x, cook.top() + 12)) == 9)
            link = QPoint(x, cook.top() + 12);
    QVERIFY(!link.isNull());
    QTest::mouseClick(lanes->viewport(), Qt::LeftButton, {}, link);
    QCOMPARE(shown.session.selectedEvent(), std::optional<Step>(9));
    QCOMPARE(shown.session.playhead(), Step(10));
}

void TestStateView::keysWalkAndGo()
{
    Shown shown(test::kitchenDeadlock());
    BlockList* const lanes = shown.view.lanes();
    lanes->setFocus();
    lanes->setCurrentIndex(lanes->model()->index(0, 0));
    QTest::keyClick(lanes, Qt::Key_Down);
    QCOMPARE(lanes->currentIndex().row(), 1);
    QTest::keyClick(lanes, Qt::Key_Return);
    QCOMPARE(shown.session.selectedLane(), LaneId(1));
    QCOMPARE(shown.session.selectedEvent(), std::optional<Step>(13));
}

void TestStateView::cardsOfLocks()
{
    Shown shown(test::kitchenDeadlock());
    QCOMPARE(shown.view.resources()->count(), 2);
    QCOMPARE(shown.card(0), QString("knife, mutex locked, holder cook 1 since step 5, waiting cook 2 since step 11"));
    QCOMPARE(shown.card(1), QString("pot, mutex locked, holder cook 2 since step 10, waiting cook 1 since step 14"));
    shown.session.setPlayhead(4);
    shown.view.refresh();
    QCOMPARE(shown.view.resources()->count(), 0);
}

void TestStateView::cardsOfEveryKind()
{
    auto b = began();
    const LaneId cook = b->started("cook");
    const auto object = [&](ObjectKind kind, const char* name, std::int64_t initial = 0, std::int64_t bound = 0) {
        return b->object(kind, name, initial, bound);
    };
    b->add(b->main, Operation::Acquire, object(ObjectKind::Semaphore, "stools", 3));
    b->add(b->main, Operation::Set, object(ObjectKind::Event, "bell"));
    b->add(b->main, Operation::CountDown, object(ObjectKind::Latch, "gate", 2), 1);
    b->add(b->main, Operation::Arrive, object(ObjectKind::Barrier, "table", 2), 0);
    b->add(b->main, Operation::Write, object(ObjectKind::Variable, "soup", 1), 7);
    b->add(b->main, Operation::Resolve, object(ObjectKind::Future, "cake"), 42);
    b->add(b->main, Operation::EnterOnce, object(ObjectKind::Once, "light"), 1);
    b->add(b->main, Operation::LockShared, object(ObjectKind::SharedMutex, "menu"));
    b->add(b->main, Operation::Lock, object(ObjectKind::RecursiveMutex, "door"));
    b->add(b->main, Operation::Outcome, object(ObjectKind::Outcome, "meals"), 2);
    b->add(b->main, Operation::Send, object(ObjectKind::Pipe, "hatch", 0, 4), 1);
    b->add(cook, Operation::NotifyAll, object(ObjectKind::Condition, "ready"), 0);
    Shown shown(std::move(b));
    QStringList names;
    for (int i = 0; i < shown.view.resources()->count(); ++i)
        names << shown.card(i);
    const auto has = [&](const QString& text) {
        return std::any_of(names.begin(), names.end(), [&](const QString& name) { return name.startsWith(text); });
    };
    QVERIFY2(has("stools, semaphore 2 of 3 free"), qPrintable(names.join('\n')));
    QVERIFY(has("bell, event set, set by main since step 5"));
    QVERIFY(has("gate, latch 1 to go"));
    QVERIFY(has("table, barrier 1 of 2, phase 0"));
    QVERIFY(has("soup, variable, value 7, written by main"));
    QVERIFY(has("cake, future done, result 42"));
    QVERIFY(has("light, once running, runs main"));
    QVERIFY(has("menu, shared mutex 1 reader, readers main"));
    QVERIFY(has("door, recursive mutex locked, holder main"));
    QVERIFY(has("meals, outcome, value 2, reported by main"));
    QVERIFY(has("hatch, pipe 1 of 4, can send process 0, can receive process 0"));
    QVERIFY(has("ready, condition 0 wait, waiting nobody"));
}

void TestStateView::itemsOfAQueue()
{
    auto b = began();
    const ObjectId basket = b->object(ObjectKind::Queue, "basket", 0, 3);
    const LaneId cook = b->started("cook");
    b->add(b->main, Operation::Put, basket, 12);
    b->add(cook, Operation::Put, basket, 13);
    b->add(b->main, Operation::Get, basket, 12);
    b->add(b->main, Operation::Put, basket, 14);
    b->add(b->main, Operation::Put, basket, 15);
    b->blocked(cook, Operation::Put, basket);
    Shown shown(std::move(b));
    QCOMPARE(shown.card(0),
             QString("basket, queue 3 of 3, 13, 14, 15, wait to put cook since step 9, wait to get nobody"));
    QCOMPARE(shown.view.section(shown.view.resources())->title(), QString("Resources"));
    QVERIFY(shown.lane(1).contains("cook waits for basket"));
    QCOMPARE(std::get<Words>(shown.view.lanes()->block(1).lines[0].left[2]).text,
             QString("waits for a free slot in basket"));
}

void TestStateView::liveSaysTimes()
{
    Shown shown(test::bunBasket());
    const QString basket = shown.card(0);
    QVERIFY2(basket.startsWith("basket, queue "), qPrintable(basket));
    // In Live runs a moment is a time.
    bool hasTime = false;
    for (int i = 0; i < shown.view.lanes()->count(); ++i)
        hasTime = hasTime || shown.lane(i).contains("sleeps for ");
    QVERIFY(hasTime);
    for (int i = 0; i < shown.view.lanes()->count(); ++i)
        QVERIFY(!shown.lane(i).contains("since step"));
}

void TestStateView::lockOrderAndGuards()
{
    auto b = began();
    const ObjectId knife = b->object(ObjectKind::Mutex, "knife");
    const ObjectId pot = b->object(ObjectKind::Mutex, "pot");
    const ObjectId soup = b->object(ObjectKind::Variable, "soup");
    const LaneId cook = b->started("cook");
    b->add(b->main, Operation::Lock, knife);
    b->add(b->main, Operation::Lock, pot);
    b->add(b->main, Operation::Write, soup, 1);
    b->add(b->main, Operation::Unlock, pot);
    b->add(b->main, Operation::Unlock, knife);
    b->add(cook, Operation::Lock, pot);
    b->add(cook, Operation::Write, soup, 2);
    const Step half = b->trace().size();
    b->add(cook, Operation::Lock, knife);
    b->add(cook, Operation::Unlock, knife);
    b->add(cook, Operation::Unlock, pot);
    b->add(cook, Operation::Write, soup, 3);
    Shown shown(std::move(b));
    QCOMPARE(shown.view.lockOrder()->count(), 2);
    QVERIFY(shown.view.lockOrder()->block(0).name.contains("the other way round"));
    QCOMPARE(shown.view.guards()->count(), 1);
    QVERIFY(shown.view.guards()->block(0).name.contains("cook used it without one at step"));
    shown.session.setPlayhead(half);
    shown.view.refresh();
    QCOMPARE(shown.view.lockOrder()->count(), 1);
    QVERIFY(
        shown.view.lockOrder()->block(0).name.startsWith("main takes pot while holding knife, first at step 5, once"));
    QVERIFY(shown.view.guards()->block(0).name.startsWith("soup: guarded by pot"));
    QVERIFY(shown.view.section(shown.view.guards())->isVisible());
    shown.session.setPlayhead(1);
    shown.view.refresh();
    QVERIFY(!shown.view.section(shown.view.guards())->isVisible());
    QVERIFY(!shown.view.section(shown.view.lockOrder())->isVisible());
}

void TestStateView::conditionsAreComputed()
{
    Shown shown(test::kitchenDeadlock());
    QCOMPARE(shown.view.conditions()->count(), 4);
    QCOMPARE(shown.view.conditions()->block(3).name, QString("circular wait holds: cook 1 is in a ring"));
    shown.session.setPlayhead(13);
    shown.view.refresh();
    QCOMPARE(shown.view.conditions()->block(3).name, QString("circular wait does not hold: no ring is closed"));
    QCOMPARE(shown.view.conditions()->block(1).name, QString("hold and wait holds: cook 2 has pot"));
    shown.session.setPlayhead(10);
    shown.view.refresh();
    QVERIFY(shown.view.conditions()->block(0).name.startsWith("mutual exclusion does not hold"));
}

void TestStateView::sixtyLanes()
{
    auto b = began();
    const ObjectId door = b->object(ObjectKind::Mutex, "door");
    b->add(b->main, Operation::Lock, door);
    for (int i = 0; i < 5'000; ++i)
        b->blocked(b->started("guest " + std::to_string(i)), Operation::Lock, door);
    Shown shown(std::move(b));
    QCOMPARE(shown.view.lanes()->count(), 5'001);
    QCOMPARE(shown.view.lanes()->block(0).lines.size(), std::size_t(1));
    QVERIFY(shown.view.lanes()->height() <= 400);
    QVERIFY(shown.lane(4'000).startsWith("guest 3999 waits for door, held by main since step 2"));
    QElapsedTimer time;
    time.start();
    shown.view.refresh();
    QVERIFY2(time.elapsed() < 1'000, qPrintable(QString::number(time.elapsed())));
    // The card names a few and counts the others.
    QVERIFY(shown.card(0).contains("and 4994 more"));
}

void TestStateView::manyResources()
{
    auto b = began();
    for (int i = 0; i < 300; ++i)
        b->add(b->main, Operation::Unlock, [&] {
            const ObjectId lock = b->object(ObjectKind::Mutex, "lock " + std::to_string(i));
            b->add(b->main, Operation::Lock, lock);
            return lock;
        }());
    const ObjectId last = b->object(ObjectKind::Mutex, "last");
    b->add(b->main, Operation::Lock, last);
    Shown shown(std::move(b));
    QCOMPARE(shown.view.resources()->count(), 2);
    QVERIFY(shown.card(0).startsWith("last, mutex locked"));
    QVERIFY(shown.card(1).startsWith("300 more"));
}

void TestStateView::foldingIsRemembered()
{
    QTemporaryDir folder;
    QSettings settings(folder.filePath("settings.ini"), QSettings::IniFormat);
    {
        Shown shown(test::kitchenDeadlock());
        shown.view.section(shown.view.resources())->setFolded(true);
        QVERIFY(!shown.view.resources()->isVisible());
        shown.view.save(settings);
    }
    Shown shown(test::kitchenDeadlock());
    QVERIFY(!shown.view.section(shown.view.resources())->isFolded());
    shown.view.restore(settings);
    QVERIFY(shown.view.section(shown.view.resources())->isFolded());
    QVERIFY(!shown.view.section(shown.view.lanes())->isFolded());
    // Unfolded, it is filled at once.
    shown.view.section(shown.view.resources())->setFolded(false);
    QTRY_COMPARE(shown.view.resources()->count(), 2);
}

void TestStateView::followsThePlayhead()
{
    Shown shown(test::kitchenDeadlock());
    shown.session.setPlayhead(5);
    QTRY_VERIFY(shown.lane(1).startsWith("cook 1 runs: locks knife"));
    QCOMPARE(std::get<Swatch>(shown.view.lanes()->block(1).lines[0].left[1]).state, theme::State::Running);
    QVERIFY(shown.lane(0).startsWith("main is ready"));
    shown.session.setPlayhead(7);
    QTRY_VERIFY(shown.lane(1).startsWith("cook 1 sleeps until 2 u"));
}

void TestStateView::screenReadersHearRows()
{
    Shown shown(test::kitchenDeadlock());
    QAccessibleInterface* list = QAccessible::queryAccessibleInterface(shown.view.lanes());
    QVERIFY(list != nullptr);
    QCOMPARE(list->text(QAccessible::Name), QString("Lanes"));
    QCOMPARE(list->childCount(), 3);
    QVERIFY(list->child(1)->text(QAccessible::Name).startsWith("cook 1 waits for pot, held by cook 2"));
}

void TestStateView::darkAndLight()
{
    Shown shown(test::kitchenDeadlock());
    const QImage light = shown.view.grab().toImage();
    m_theme.setScheme(theme::Scheme::Dark);
    QCoreApplication::processEvents();
    const QImage dark = shown.view.grab().toImage();
    m_theme.setScheme(theme::Scheme::Light);
    QVERIFY(qGray(light.pixel(310, 60)) > 200);
    QVERIFY(qGray(dark.pixel(310, 60)) < 60);
}

QTEST_MAIN(TestStateView)
#include "tst_state_view.moc"

#include "tests/ui/pictures/small_run.h"

#include "ui/pictures/picture_set.h"
#include "ui/pictures/spaces_picture.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QtTest>

using namespace interleave;
using namespace interleave::pictures;
using test::SmallRun;
using trace::LaneKind;
using trace::ObjectKind;
using trace::Operation;

namespace {

using Shown = test::Shown<SpacesPicture>;

/// Two processes: main with a worker, and a child. Each has a global and a local; both processes touch `total`.
struct TwoProcesses : SmallRun
{
    ObjectId global = make(main, ObjectKind::Variable, "global");
    ObjectId total = make(main, ObjectKind::Variable, "total");
    LaneId worker = lane("worker", LaneKind::Thread, main);
    ObjectId local = make(worker, ObjectKind::Variable, "local", 0, 0, "count");
    Step counted = add(worker, Operation::Modify, local, 1);
    LaneId child = lane("child", LaneKind::Process, main);
    ObjectId childGlobal = make(child, ObjectKind::Variable, "child's global", 0, 0, "countInChild");
    ObjectId childLocal = make(child, ObjectKind::Variable, "child's local", 0, 0, "count");
    Step inChild = add(child, Operation::Modify, childLocal, 7);
    Step shared = add(child, Operation::Modify, total, 3);
};

const SpacesLayout::Cell* cell(const SpacesPicture& picture, ObjectId object)
{
    for (const SpacesLayout::Cell& each : picture.layoutOfSpaces().cells)
        if (each.object == object)
            return &each;
    return nullptr;
}

} // namespace

class TestSpacesPicture : public QObject
{
    Q_OBJECT

private slots:
    void whereVariablesLive();
    void saysAllInWords();
    void whoCanTouchWhat();
    void thePastKnowsLess();
    void aWorkersVariableThatOthersTouch();
    void everythingHasItsPlace_data();
    void everythingHasItsPlace();
    void clicksAndKeys();
    void whatIsGoneIsSaid();
    void noProcess();
    void hundredsAreCounted();
    void programsOfThreads();
    void isMadeForItsKind();

private:
    theme::Theme m_theme{*qApp};
};

void TestSpacesPicture::whereVariablesLive()
{
    const TwoProcesses run;
    Shown shown(run);
    const Spaces& spaces = shown.picture.spaces();
    QCOMPARE(spaces.between, std::vector<ObjectId>{run.total});
    QCOMPARE(spaces.processes.size(), std::size_t(2));
    const Space& first = spaces.processes[0];
    QCOMPARE(first.main, run.main);
    QCOMPARE(first.shared, std::vector<ObjectId>{run.global});
    QCOMPARE(first.lanes.size(), std::size_t(2));
    QVERIFY(first.lanes[0].cells.empty());
    QCOMPARE(first.lanes[1].lane, run.worker);
    QCOMPARE(first.lanes[1].cells, std::vector<ObjectId>{run.local});
    const Space& second = spaces.processes[1];
    QCOMPARE(second.shared, (std::vector<ObjectId>{run.childGlobal, run.childLocal}));
    QVERIFY(second.isAlone && !first.isAlone);
}

void TestSpacesPicture::saysAllInWords()
{
    const TwoProcesses run;
    Shown shown(run);
    QVERIFY(shown.says("2 processes, 5 variables."));
    QVERIFY(shown.says("Shared memory: total is 3, by child."));
    QVERIFY(shown.says("Process 0, main: global is 0."));
    QVERIFY(shown.says("Own of worker: local is 1, by worker."));
    QVERIFY(shown.says("Process 1, child: child's global is 0, child's local is 7, by child."));
}

void TestSpacesPicture::whoCanTouchWhat()
{
    const TwoProcesses run;
    Shown shown(run);
    const Spaces& spaces = shown.picture.spaces();
    const auto can = [&](LaneId lane, ObjectId object) { return canTouch(*run.trace, spaces, lane, object); };
    QVERIFY(can(run.worker, run.local) && can(run.worker, run.global) && can(run.worker, run.total));
    QVERIFY(!can(run.worker, run.childGlobal) && !can(run.worker, run.childLocal));
    QVERIFY(!can(run.main, run.local) && can(run.main, run.global));
    QVERIFY(can(run.child, run.childLocal) && can(run.child, run.total) && !can(run.child, run.global));
    shown.session.selectLane(run.worker);
    shown.settle();
    QCOMPARE(shown.picture.headline(), QStringLiteral("worker can touch 3 of 5 variables"));
    shown.session.selectLane(LaneId::none);
    shown.session.selectObject(run.global);
    QCOMPARE(shown.picture.headline(), QStringLiteral("2 lanes can touch global"));
    shown.session.selectObject(run.local);
    QCOMPARE(shown.picture.headline(), QStringLiteral("1 lane can touch local"));
}

// Where a variable lives does not change when the playhead moves; what there is and its value do.
void TestSpacesPicture::thePastKnowsLess()
{
    const TwoProcesses run;
    Shown shown(run);
    shown.goTo(run.counted);
    QCOMPARE(shown.picture.spaces().processes.size(), std::size_t(1));
    QCOMPARE(shown.picture.spaces().between, std::vector<ObjectId>{run.total});
    QVERIFY(shown.says("Own of worker: local is 0."));
    shown.goTo(run.counted + 1);
    QVERIFY(shown.says("Own of worker: local is 1, by worker."));
    shown.goTo(0);
    QVERIFY(!shown.says("global"));
}

void TestSpacesPicture::aWorkersVariableThatOthersTouch()
{
    TwoProcesses run;
    run.add(run.main, Operation::Read, run.local, 1);
    Shown shown(run);
    QCOMPARE(shown.picture.spaces().processes[0].shared, (std::vector<ObjectId>{run.global, run.local}));
}

void TestSpacesPicture::everythingHasItsPlace_data()
{
    QTest::addColumn<int>("width");
    for (const int width : {260, 348, 700})
        QTest::addRow("%d px", width) << width;
}

void TestSpacesPicture::everythingHasItsPlace()
{
    QFETCH(int, width);
    const TwoProcesses run;
    Shown shown(run, {}, width);
    const SpacesLayout& layout = shown.picture.layoutOfSpaces();
    QCOMPARE(layout.boxes.size(), std::size_t(3));
    const QRectF all(shown.picture.rect());
    for (std::size_t i = 0; i < layout.boxes.size(); ++i) {
        QVERIFY(all.contains(layout.boxes[i].rect));
        for (std::size_t k = 0; k < i; ++k)
            QVERIFY(!layout.boxes[i].rect.intersects(layout.boxes[k].rect));
    }
    QCOMPARE(layout.cells.size(), std::size_t(5));
    for (std::size_t i = 0; i < layout.cells.size(); ++i) {
        QCOMPARE(std::count_if(layout.boxes.begin(), layout.boxes.end(),
                               [&](const SpacesLayout::Box& box) { return box.rect.contains(layout.cells[i].rect); }),
                 1);
        for (std::size_t k = 0; k < i; ++k)
            QVERIFY(!layout.cells[i].rect.intersects(layout.cells[k].rect));
        for (const SpacesLayout::Lane& lane : layout.lanes)
            QVERIFY(!layout.cells[i].rect.intersects(lane.rect));
    }
    QVERIFY(!shown.picture.grab().isNull());
}

void TestSpacesPicture::clicksAndKeys()
{
    const TwoProcesses run;
    Shown shown(run);
    shown.click(cell(shown.picture, run.local)->rect.center());
    QCOMPARE(shown.session.selectedObject(), run.local);
    QTest::keyClick(&shown.picture, Qt::Key_Return);
    QCOMPARE(shown.session.selectedEvent(), std::optional(run.counted));
    shown.goTo(run.trace->size());
    for (const SpacesLayout::Lane& lane : shown.picture.layoutOfSpaces().lanes)
        if (lane.lane == run.worker)
            shown.click(lane.rect.center());
    QCOMPARE(shown.session.selectedLane(), run.worker);
    QVERIFY(isNone(shown.session.selectedObject()));
    QTest::keyClick(&shown.picture, Qt::Key_Right);
    QCOMPARE(shown.session.selectedObject(), run.local);
}

void TestSpacesPicture::whatIsGoneIsSaid()
{
    TwoProcesses run;
    run.add(run.worker, Operation::Destroy, run.local);
    Shown shown(run);
    QVERIFY(shown.says("local is 1, by worker, gone"));
    QVERIFY(!shown.picture.grab().isNull());
}

void TestSpacesPicture::noProcess()
{
    session::Session empty;
    SpacesPicture picture(empty, {trace::PictureKind::AddressSpaces, "Spaces", {}});
    picture.show();
    picture.refreshNow();
    QVERIFY(!picture.grab().isNull());
    QTest::keyClick(&picture, Qt::Key_Down);
}

void TestSpacesPicture::hundredsAreCounted()
{
    SmallRun run;
    for (int i = 0; i < 100; ++i)
        run.make(run.main, ObjectKind::Variable, "global " + std::to_string(i));
    for (int i = 0; i < 100; ++i)
        run.make(run.lane("worker " + std::to_string(i), LaneKind::Thread, run.main), ObjectKind::Variable, "local");
    Shown shown(run);
    const SpacesLayout& layout = shown.picture.layoutOfSpaces();
    QCOMPARE(layout.cells.size(), 2 * mostInSpace);
    QCOMPARE(layout.boxes.front().left, 100 - mostInSpace + 2 * (100 - mostInSpace));
    QVERIFY(!shown.picture.grab().isNull());
}

// Nobody but the workers' own lanes touch what they made; the counter is everybody's.
void TestSpacesPicture::programsOfThreads()
{
#ifdef INTERLEAVE_TARGET
    auto catalogue = host::Catalogue::load(INTERLEAVE_TARGET);
    QVERIFY(bool(catalogue));
    session::Session session;
    session.setCatalogue(std::move(*catalogue));
    session.setTarget(INTERLEAVE_TARGET);
    session.setSpeed(session::Session::unlimitedSpeed);
    SpacesPicture picture(session, {trace::PictureKind::AddressSpaces, "Spaces", {}});
    picture.resize(348, 300);
    picture.show();
    session::Choice choice;
    choice.program = "lost-update-counter";
    choice.strategy = "random";
    session.start(choice);
    session.play();
    QTRY_COMPARE_WITH_TIMEOUT(session.verdict().ending, trace::Ending::Completed, 20'000);
    QTRY_COMPARE(session.moment().step, session.length());
    QTRY_VERIFY(!picture.spaces().processes.empty() && !picture.spaces().processes.front().shared.empty());
    QCOMPARE(picture.spaces().processes.size(), std::size_t(1));
    const Space& space = picture.spaces().processes.front();
    QCOMPARE(space.lanes.size(), session.trace()->laneCount());
    QVERIFY(picture.accessibleDescription().contains(QStringLiteral("counter is ")));
    QVERIFY(picture.spaces().between.empty());
#else
    QSKIP("There is no target to run.");
#endif
}

void TestSpacesPicture::isMadeForItsKind()
{
    session::Session session;
    const std::unique_ptr<Picture> picture(makePicture(session, {trace::PictureKind::AddressSpaces, "Spaces", {}}));
    QVERIFY(qobject_cast<SpacesPicture*>(picture.get()) != nullptr);
}

QTEST_MAIN(TestSpacesPicture)
#include "tst_spaces_picture.moc"

#include "tests/ui/timeline/sample_traces.h"

#include "ui/theme/theme.h"
#include "ui/timeline/canvas.h"

#include <QAccessible>
#include <QApplication>
#include <QFile>
#include <QImage>
#include <QPainter>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QWheelEvent>

using namespace interleave;
using namespace interleave::timeline;

namespace {

/// A canvas that shows a finished run, and what it rests on.
struct Shown
{
    std::unique_ptr<test::TraceBuilder> built;
    Canvas canvas;

    explicit Shown(std::unique_ptr<test::TraceBuilder> trace, Ruler ruler = Ruler::Steps) : built(std::move(trace))
    {
        canvas.resize(870, 420);
        canvas.show();
        // The canvas never outlives the builder.
        canvas.setTrace(std::shared_ptr<const trace::Trace>(&built->trace(), [](const trace::Trace*) {}));
        canvas.setRuler(ruler);
        canvas.setEnding(true, true);
        canvas.grew(built->trace().size(), true);
        canvas.indexer()->waitUntilDone();
        QCoreApplication::processEvents();
    }
    QPoint at(double position, int row) const
    {
        const Picture& picture = canvas.picture();
        const Row& place = canvas.layoutOfRows().rows()[static_cast<std::size_t>(row)];
        return {static_cast<int>(picture.axis.x(position)), static_cast<int>(picture.y(place) + place.height / 2)};
    }
    QImage image() { return canvas.viewport()->grab().toImage(); }
};

int pixelsOf(const QImage& image, const QRect& where, const QColor& colour)
{
    int count = 0;
    for (int y = where.top(); y <= where.bottom(); ++y)
        for (int x = where.left(); x <= where.right(); ++x)
            count += image.pixelColor(x, y) == colour ? 1 : 0;
    return count;
}

} // namespace

class CanvasTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void wholeRunIsShown();
    void wheelZoomsAndMoves();
    void keysZoomMoveAndFit();
    void clickSelectsTheEventThatBeganASegment();
    void arrowKeysWalkOverEventsAndLanes();
    void headersSelectStepAndFold();
    void headersAreReordered();
    void shiftDragSelectsARange();
    void rulerMovesThePlayhead();
    void filterNarrowsRowsAndJumps();
    void growingRunStaysInView();
    void blockedHasItsPattern();
    void runningIsSolid();
    void moreStatesThanPixels();
    void exportsAreWritten_data();
    void exportsAreWritten();
    void screenReadersSeeRowsAndSegments();

private:
    theme::Theme m_theme{*qApp};
};

void CanvasTest::initTestCase()
{
    m_theme.setScheme(theme::Scheme::Light);
    m_theme.setMotion(theme::Motion::Reduced);
}

void CanvasTest::wholeRunIsShown()
{
    Shown shown(test::kitchenDeadlock());
    QCOMPARE(shown.canvas.picture().index->size(), Step{14});
    QCOMPARE(shown.canvas.layoutOfRows().rows().size(), std::size_t{6});
    QVERIFY(shown.canvas.picture().axis.from < 1);
    QVERIFY(shown.canvas.picture().axis.to > 14);
    shown.canvas.setPlayhead(14);
    shown.image();
    QVERIFY(shown.canvas.painted().arrows >= 4);
    QVERIFY(shown.canvas.painted().labels >= 8);
}

void CanvasTest::wheelZoomsAndMoves()
{
    Shown shown(test::kitchenDeadlock());
    const QPoint at = shown.at(8, 0);
    const Axis before = shown.canvas.picture().axis;
    const auto turn = [&](int angle, Qt::KeyboardModifiers keys) {
        QWheelEvent event(at, shown.canvas.viewport()->mapToGlobal(at), {}, {0, angle}, Qt::NoButton, keys,
                          Qt::NoScrollPhase, false);
        QApplication::sendEvent(shown.canvas.viewport(), &event);
    };
    turn(120, Qt::ControlModifier);
    const Axis closer = shown.canvas.picture().axis;
    QVERIFY(closer.to - closer.from < before.to - before.from);
    QVERIFY(std::abs(closer.position(at.x()) - before.position(at.x())) < 1e-6);
    turn(-120, Qt::ShiftModifier);
    QVERIFY(shown.canvas.picture().axis.from > closer.from);
    turn(-1200, Qt::ControlModifier);
    QCOMPARE(shown.canvas.picture().axis, before);
}

void CanvasTest::keysZoomMoveAndFit()
{
    Shown shown(test::kitchenDeadlock());
    const Axis whole = shown.canvas.picture().axis;
    QTest::keyClick(&shown.canvas, Qt::Key_W);
    const Axis closer = shown.canvas.picture().axis;
    QVERIFY(closer.to - closer.from < whole.to - whole.from);
    QTest::keyClick(&shown.canvas, Qt::Key_D);
    QVERIFY(shown.canvas.picture().axis.from > closer.from);
    QTest::keyClick(&shown.canvas, Qt::Key_A);
    QVERIFY(std::abs(shown.canvas.picture().axis.from - closer.from) < 1e-6);
    QTest::keyClick(&shown.canvas, Qt::Key_S);
    QTest::keyClick(&shown.canvas, Qt::Key_F);
    QCOMPARE(shown.canvas.picture().axis, whole);
}

void CanvasTest::clickSelectsTheEventThatBeganASegment()
{
    Shown shown(test::kitchenDeadlock());
    QSignalSpy chosen(&shown.canvas, &Canvas::eventChosen);
    // Cook 1 began to sleep with the seventh event.
    QTest::mouseClick(shown.canvas.viewport(), Qt::LeftButton, {}, shown.at(9.5, 1));
    QCOMPARE(chosen.size(), 1);
    QCOMPARE(chosen[0][0].value<Step>(), Step{6});
}

void CanvasTest::arrowKeysWalkOverEventsAndLanes()
{
    Shown shown(test::kitchenDeadlock());
    QSignalSpy lanes(&shown.canvas, &Canvas::laneChosen);
    QSignalSpy events(&shown.canvas, &Canvas::eventChosen);
    QSignalSpy objects(&shown.canvas, &Canvas::objectChosen);
    QTest::keyClick(&shown.canvas, Qt::Key_Down);
    QTest::keyClick(&shown.canvas, Qt::Key_Down);
    QCOMPARE(lanes.size(), 2);
    QCOMPARE(lanes[1][0].value<LaneId>(), LaneId(1));
    QTest::keyClick(&shown.canvas, Qt::Key_Right);
    QTest::keyClick(&shown.canvas, Qt::Key_Right);
    QCOMPARE(events.size(), 2);
    QVERIFY(events[1][0].value<Step>() > events[0][0].value<Step>());
    QTest::keyClick(&shown.canvas, Qt::Key_Left);
    QCOMPARE(events[2][0].value<Step>(), events[0][0].value<Step>());
    // Below the last lane are the locks.
    QTest::keyClick(&shown.canvas, Qt::Key_Down);
    QTest::keyClick(&shown.canvas, Qt::Key_Down);
    QCOMPARE(objects.size(), 1);
}

void CanvasTest::headersSelectStepAndFold()
{
    Shown shown(test::kitchenDeadlock());
    QSignalSpy lanes(&shown.canvas, &Canvas::laneChosen);
    QSignalSpy steps(&shown.canvas, &Canvas::stepLaneWanted);
    QTest::mouseClick(shown.canvas.viewport(), Qt::LeftButton, {}, QPoint(60, shown.at(1, 2).y()));
    QCOMPARE(lanes.size(), 1);
    QCOMPARE(lanes[0][0].value<LaneId>(), LaneId(2));
    const Picture& picture = shown.canvas.picture();
    const int badge = static_cast<int>(picture.y(shown.canvas.layoutOfRows().rows()[2])) + 16;
    QTest::mouseClick(shown.canvas.viewport(), Qt::LeftButton, {},
                      QPoint(static_cast<int>(picture.headerWidth) - 19, badge));
    QCOMPARE(steps.size(), 1);
    QTest::keyClick(&shown.canvas, Qt::Key_1);
    QCOMPARE(steps[1][0].value<LaneId>(), LaneId(1));
    QTest::mouseClick(shown.canvas.viewport(), Qt::LeftButton, {}, QPoint(60, shown.at(1, 3).y()));
    QCOMPARE(shown.canvas.layoutOfRows().rows().size(), std::size_t{4});
}

void CanvasTest::headersAreReordered()
{
    Shown shown(test::kitchenDeadlock());
    QWidget* const view = shown.canvas.viewport();
    QTest::mousePress(view, Qt::LeftButton, {}, QPoint(60, shown.at(1, 2).y()));
    QTest::mouseMove(view, QPoint(60, shown.at(1, 1).y()));
    QTest::mouseMove(view, QPoint(60, shown.at(1, 0).y() - 15));
    QTest::mouseRelease(view, Qt::LeftButton, {}, QPoint(60, shown.at(1, 0).y() - 15));
    QCOMPARE(shown.canvas.layoutOfRows().rows()[0].lane(), LaneId(2));
    QCOMPARE(shown.canvas.layoutOfRows().rows()[1].lane(), LaneId(0));
}

void CanvasTest::shiftDragSelectsARange()
{
    Shown shown(test::kitchenDeadlock());
    QSignalSpy ranges(&shown.canvas, &Canvas::rangeChosen);
    QWidget* const view = shown.canvas.viewport();
    QTest::mousePress(view, Qt::LeftButton, Qt::ShiftModifier, shown.at(4, 0));
    QTest::mouseMove(view, shown.at(6, 0));
    QTest::mouseMove(view, shown.at(9, 0));
    QTest::mouseRelease(view, Qt::LeftButton, Qt::ShiftModifier, shown.at(9, 0));
    QCOMPARE(ranges.size(), 1);
    QVERIFY(ranges[0][1].value<Step>() > ranges[0][0].value<Step>());
    const QStringList words = shown.canvas.rangeWords();
    QVERIFY(words.size() >= 3);
    QVERIFY(words[0].contains("events"));
    QVERIFY2(words.join(' ').contains("sleeping"), qPrintable(words.join('\n')));
}

void CanvasTest::rulerMovesThePlayhead()
{
    Shown shown(test::kitchenDeadlock());
    QSignalSpy moved(&shown.canvas, &Canvas::playheadWanted);
    const QPoint at(static_cast<int>(shown.canvas.picture().axis.x(7)),
                    static_cast<int>(shown.canvas.picture().rowsTop()) - 8);
    QTest::mouseClick(shown.canvas.viewport(), Qt::LeftButton, {}, at);
    QCOMPARE(moved.size(), 1);
    QCOMPARE(moved[0][0].value<Step>(), Step{7});
    QTest::keyClick(&shown.canvas, Qt::Key_End);
    QCOMPARE(moved[1][0].value<Step>(), Step{14});
    QTest::keyClick(&shown.canvas, Qt::Key_Home);
    QCOMPARE(moved[2][0].value<Step>(), Step{1});
}

void CanvasTest::filterNarrowsRowsAndJumps()
{
    Shown shown(test::kitchenDeadlock());
    shown.canvas.setFilter("cook 1");
    QCOMPARE(shown.canvas.layoutOfRows().rows().size(), std::size_t{1});
    // No row is called so: all stay, and the events are found.
    shown.canvas.setFilter("taken by 1");
    QCOMPARE(shown.canvas.layoutOfRows().rows().size(), std::size_t{6});
    QCOMPARE(shown.canvas.picture().hits, std::vector<Step>{5});
    QVERIFY(shown.canvas.jumpToHit(true));
    QCOMPARE(shown.canvas.picture().selectedEvent, std::optional<Step>(5));
    shown.canvas.setFilter("spoon");
    QVERIFY(!shown.canvas.jumpToHit(true));
}

void CanvasTest::growingRunStaysInView()
{
    auto built = std::make_unique<test::TraceBuilder>(trace::Mode::Live);
    built->add(built->main, trace::Operation::Begin, built->objectOf(built->main));
    Shown shown(std::move(built), Ruler::Time);
    for (int round = 1; round <= 3; ++round) {
        for (int i = 0; i < 500; ++i) {
            shown.built->stamp += 1'000'000;
            shown.built->add(shown.built->main, trace::Operation::Yield);
        }
        shown.canvas.grew(shown.built->trace().size(), round == 3);
        shown.canvas.indexer()->waitUntilDone();
        QTRY_VERIFY(shown.canvas.picture().axis.to
                    >= static_cast<double>(shown.canvas.picture().index->times().last()));
    }
    QCOMPARE(shown.canvas.picture().index->size(), Step{1501});
}

void CanvasTest::blockedHasItsPattern()
{
    Shown shown(test::kitchenDeadlock());
    const QImage image = shown.image();
    const theme::StateColours& blocked = theme::light().state(theme::State::Blocked);
    // At the right end of cook 2's last segment no text stands.
    const QPoint middle = shown.at(17.5, 2);
    const QRect where(middle - QPoint(25, 10), QSize(50, 20));
    const int fill = pixelsOf(image, where, blocked.fill);
    QVERIFY2(fill > 300 && fill < 950, qPrintable(QString::number(fill)));
    // Diagonals lean right: a row further up is the same row further right.
    int same = 0;
    int straight = 0;
    for (int x = where.left(); x < where.right() - 4; ++x) {
        const bool isLine = image.pixelColor(x, where.center().y()) == blocked.fill;
        same += isLine == (image.pixelColor(x + 4, where.center().y() - 4) == blocked.fill) ? 1 : 0;
        straight += isLine == (image.pixelColor(x, where.center().y() - 4) == blocked.fill) ? 1 : 0;
    }
    QVERIFY(same > straight);
    QCOMPARE(same, where.width() - 5);
}

void CanvasTest::runningIsSolid()
{
    Shown shown(test::kitchenDeadlock());
    const QImage image = shown.image();
    const QPoint middle = shown.at(3.2, 0);
    const QRect where(middle - QPoint(5, 8), QSize(10, 16));
    QCOMPARE(pixelsOf(image, where, theme::light().state(theme::State::Running).fill), where.width() * where.height());
}

void CanvasTest::moreStatesThanPixels()
{
    // Every state within every column, in rows of six pixels and minimap rows of one: under AddressSanitizer a slice
    // too many is seen at once.
    trace::Trace trace(std::make_shared<trace::MemoryStore>(), {.mode = trace::Mode::Live});
    trace.setClock(0, 1.0);
    analysis::Batch batch;
    for (std::uint32_t lane = 0; lane < 50; ++lane)
        trace.appendLane({.creator = lane == 0 ? LaneId::none : LaneId(0)});
    for (std::uint32_t step = 0; step < 400'000; ++step) {
        batch.times.push_back(step);
        batch.lanes.push_back({step, step % 50, (step / 50) % 8 & 0xfU, 0});
    }
    analysis::LevelOfDetail index;
    index.append(batch);
    RowWishes wishes;
    const RowLayout rows = RowLayout::of(trace, wishes, [](ObjectId) { return true; });
    Picture picture;
    picture.trace = &trace;
    picture.index = &index;
    picture.palette = &theme::light();
    picture.rows = &rows;
    picture.wishes = &wishes;
    picture.size = {500, 400};
    picture.bounds = boundsOf(index, Ruler::Steps, true, false);
    picture.axis = {picture.bounds.from, picture.bounds.to, picture.headerWidth, 336};
    QImage image(500, 400, QImage::Format_ARGB32_Premultiplied);
    QPainter painter(&image);
    paintInto(painter, picture);
    painter.end();
    // No grey box: what runs and what is blocked are both there in any column.
    const QRect column(300, static_cast<int>(picture.rowsTop()), 1, 300);
    QVERIFY(pixelsOf(image, column, theme::light().state(theme::State::Running).outline) >= 50);
    QVERIFY(pixelsOf(image, column, theme::light().state(theme::State::Blocked).outline) >= 50);
}

void CanvasTest::exportsAreWritten_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("start");
    QTest::newRow("PNG") << "run.png" << QByteArray("\x89PNG");
    QTest::newRow("SVG") << "run.svg" << QByteArray("<?xml");
    QTest::newRow("PDF") << "run.pdf" << QByteArray("%PDF");
}

void CanvasTest::exportsAreWritten()
{
    QFETCH(QString, name);
    QFETCH(QByteArray, start);
    Shown shown(test::kitchenDeadlock());
    const QTemporaryDir folder;
    const QString path = folder.filePath(name);
    QVERIFY(shown.canvas.exportTo(path, *formatOf(path)).hasValue());
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray content = file.readAll();
    QVERIFY(content.startsWith(start));
    if (name.endsWith("svg")) {
        QVERIFY(content.contains("blocked: wants knife"));
        QVERIFY(content.contains("held by cook 1"));
    }
    const auto refused = shown.canvas.exportTo(folder.filePath("no/such/folder.png"), ImageFormat::Png);
    QVERIFY(!refused.hasValue());
    QCOMPARE(refused.error().code, base::ErrorCode::Unwritable);
}

void CanvasTest::screenReadersSeeRowsAndSegments()
{
    Shown shown(test::kitchenDeadlock());
    shown.canvas.setPlayhead(14);
    QAccessibleInterface* const table = QAccessible::queryAccessibleInterface(&shown.canvas);
    QVERIFY(table != nullptr);
    QCOMPARE(table->role(), QAccessible::Table);
    QCOMPARE(table->childCount(), 6);
    QAccessibleInterface* const cook = table->child(2);
    QCOMPARE(cook->role(), QAccessible::Row);
    QCOMPARE(cook->text(QAccessible::Name), QStringLiteral("cook 2"));
    QCOMPARE(cook->text(QAccessible::Value), QStringLiteral("blocked on knife"));
    QCOMPARE(table->indexOfChild(cook), 2);
    QVERIFY(cook->childCount() >= 3);
    QAccessibleInterface* const last = cook->child(cook->childCount() - 1);
    QCOMPARE(last->role(), QAccessible::Cell);
    QCOMPARE(last->text(QAccessible::Name), QStringLiteral("blocked: wants knife"));
    QVERIFY(last->text(QAccessible::Description).contains("held by cook 1 since step 5"));
    QCOMPARE(last->parent(), cook);
    QCOMPARE(cook->indexOfChild(last), cook->childCount() - 1);
    QVERIFY(cook->rect().contains(last->rect()));
    QCOMPARE(table->child(4)->text(QAccessible::Name), QStringLiteral("knife"));
    QVERIFY(table->child(4)->text(QAccessible::Value).contains("held by cook 1"));
}

QTEST_MAIN(CanvasTest)
#include "tst_canvas.moc"

#include "ui/events/events_view.h"

#include "tests/ui/session/long_trace.h"
#include "tests/ui/timeline/sample_traces.h"
#include "ui/events/breakpoint_list.h"
#include "ui/events/cause_index.h"
#include "ui/events/csv.h"
#include "ui/events/events_model.h"
#include "ui/events/filter_bar.h"
#include "ui/events/seek.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/lane_filter.h"
#include "ui/widgets/row_table.h"
#include "ui/widgets/search_field.h"

#include <QComboBox>
#include <QHeaderView>
#include <QListWidget>
#include <QMenu>
#include <QSettings>
#include <QSignalSpy>
#include <QStringListModel>
#include <QTemporaryDir>
#include <QtTest>

namespace interleave::events {

using session::Breakpoint;
using trace::Operation;

class TestEvents : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void aRowIsAnEvent();
    void rowsAndPlayheadGoTogether();
    void causesAreFollowed();
    void filters_data();
    void filters();
    void aSearchMarksAndGoesFromHitToHit();
    void onlyHitsAreLeft();
    void theMenuGoesToNeighbours();
    void theMenuSetsBreakpoints();
    void breakpointsAreListedAndRemoved();
    void rowsAreCopiedAsCsv();
    void csvQuotesWhatNeedsIt();
    void columnWidthsAreRemembered();
    void tenMillionRowsCostWhatIsVisible();
    void aSearchOfTenMillionEventsLetsTheWindowAnswer();
    void followsARunThatGrows();

private:
    void openKitchen();
    void trigger(int row, const QString& text);
    QString cell(int row, int column) const { return m_view->model().index(row, column).data().toString(); }
    int rows() const { return m_view->model().rowCount(); }
    QRect rowRect(int row) const { return m_table->visualRect(m_view->model().index(row, EventsModel::What)); }

    std::unique_ptr<session::Session> m_session;
    std::unique_ptr<EventsView> m_view;
    widgets::RowTable* m_table = nullptr;
    widgets::SearchField* m_search = nullptr;
};

void TestEvents::init()
{
    m_view.reset();
    m_session = std::make_unique<session::Session>();
    m_view = std::make_unique<EventsView>(*m_session);
    m_view->resize(900, 320);
    m_view->show();
    m_table = m_view->findChild<widgets::RowTable*>();
    m_search = m_view->findChild<widgets::SearchField*>();
}

// Fourteen events: see sample_traces.h.
void TestEvents::openKitchen()
{
    const std::shared_ptr<test::TraceBuilder> builder = test::kitchenDeadlock();
    m_session->open(std::shared_ptr<const trace::Trace>(builder, &builder->trace()), {}, QStringLiteral("kitchen"));
}

void TestEvents::trigger(int row, const QString& text)
{
    const std::unique_ptr<QMenu> menu = m_view->menuOf(row);
    for (QAction* action : menu->actions())
        if (action->text() == text)
            return action->trigger();
    QFAIL(qPrintable(QStringLiteral("no action ") + text));
}

void TestEvents::aRowIsAnEvent()
{
    QVERIFY(m_view->findChild<widgets::EmptyState*>()->isVisible());
    QSignalSpy counted(m_view.get(), &EventsView::countChanged);
    openKitchen();
    QCOMPARE(rows(), 14);
    QCOMPARE(counted.last().first().toInt(), 14);
    QCOMPARE(cell(4, EventsModel::Number), QStringLiteral("5"));
    QCOMPARE(cell(4, EventsModel::Lane), QStringLiteral("cook 1"));
    QCOMPARE(cell(4, EventsModel::What), QStringLiteral("locks knife"));
    QCOMPARE(cell(4, EventsModel::Object), QStringLiteral("knife"));
    QCOMPARE(cell(5, EventsModel::Value), QStringLiteral("knife taken by 1"));
    QCOMPARE(cell(11, EventsModel::Lane), QStringLiteral("the clock"));
    QCOMPARE(cell(13, EventsModel::What), QStringLiteral("waits to lock pot"));
}

void TestEvents::rowsAndPlayheadGoTogether()
{
    openKitchen();
    QCOMPARE(m_table->currentIndex().row(), 13);
    m_session->setPlayhead(5);
    QCOMPARE(m_table->selectedRows(10), QList<int>{4});
    QTest::mouseClick(m_table->viewport(), Qt::LeftButton, {}, rowRect(7).center());
    QCOMPARE(m_session->playhead(), Step(8));
    QCOMPARE(m_session->selectedEvent(), std::optional<Step>(7));
    QTest::keyClick(m_table, Qt::Key_Up);
    QCOMPARE(m_session->playhead(), Step(7));
    QTest::keyClick(m_table, Qt::Key_End);
    QCOMPARE(m_session->playhead(), Step(14));
    QVERIFY(m_session->followsEdge());
    m_session->setPlayhead(0);
    QVERIFY(m_table->selectedRows(10).isEmpty());
    QTest::mouseClick(m_table->viewport(), Qt::LeftButton, {},
                      m_table->visualRect(m_view->model().index(4, EventsModel::Object)).center());
    QCOMPARE(m_session->selectedObject(), m_session->trace()->event(4).object);
}

void TestEvents::causesAreFollowed()
{
    openKitchen();
    // cook 1 begins because main started it.
    QTRY_COMPARE(cell(3, EventsModel::Cause), QStringLiteral("spawn, step 2"));
    QCOMPARE(cell(4, EventsModel::Cause), QString());
    trigger(3, QStringLiteral("Go to its cause, step 2"));
    QCOMPARE(m_session->selectedEvent(), std::optional<Step>(1));
}

void TestEvents::filters_data()
{
    QTest::addColumn<QString>("object");
    QTest::addColumn<QString>("operation");
    QTest::addColumn<int>("hiddenPill");
    QTest::addColumn<QList<int>>("steps");
    QTest::newRow("an object") << "knife" << "" << -1 << QList<int>{4, 10};
    QTest::newRow("an operation") << "" << "lock" << -1 << QList<int>{4, 9, 10, 13};
    QTest::newRow("what waits") << "" << "begins to wait" << -1 << QList<int>{6, 7, 10, 13};
    QTest::newRow("all but a lane") << "" << "lock" << 1 << QList<int>{9, 10};
    QTest::newRow("object and lane") << "knife" << "" << 2 << QList<int>{4};
}

void TestEvents::filters()
{
    QFETCH(QString, object);
    QFETCH(QString, operation);
    QFETCH(int, hiddenPill);
    QFETCH(QList<int>, steps);
    openKitchen();
    const auto boxes = m_view->findChildren<QComboBox*>();
    QCOMPARE(boxes.size(), 2);
    if (!object.isEmpty())
        boxes[0]->setCurrentText(object);
    if (!operation.isEmpty())
        boxes[1]->setCurrentText(operation);
    if (hiddenPill >= 0)
        QTest::mouseClick(m_view->findChildren<widgets::ChipToggle*>()[hiddenPill], Qt::LeftButton);
    QTRY_COMPARE(rows(), steps.size());
    for (int row = 0; row < rows(); ++row)
        QCOMPARE(static_cast<int>(m_view->model().step(row)), steps[row]);
    // The same again in the next run.
    openKitchen();
    QTRY_COMPARE(rows(), steps.size());
    trigger(0, QStringLiteral("Show all"));
    QCOMPARE(rows(), 14);
}

void TestEvents::aSearchMarksAndGoesFromHitToHit()
{
    openKitchen();
    QTest::keyClicks(m_search, QStringLiteral("pot"));
    QTRY_COMPARE(m_view->model().hits().size(), std::size_t(2));
    QCOMPARE(rows(), 14);
    QVERIFY(m_view->model().isHit(9));
    QVERIFY(!m_view->model().isHit(4));
    m_session->setPlayhead(0);
    QTest::keyClick(m_search, Qt::Key_Return);
    QCOMPARE(m_session->selectedEvent(), std::optional<Step>(9));
    QTest::keyClick(m_search, Qt::Key_Return);
    QCOMPARE(m_session->selectedEvent(), std::optional<Step>(13));
    QTest::keyClick(m_search, Qt::Key_Return);
    QCOMPARE(m_session->selectedEvent(), std::optional<Step>(9));
    m_view->goToHit(false);
    QCOMPARE(m_session->selectedEvent(), std::optional<Step>(13));
}

void TestEvents::onlyHitsAreLeft()
{
    openKitchen();
    QTest::keyClicks(m_search, QStringLiteral("cook 2 waits"));
    QTRY_COMPARE(m_view->model().hits().size(), std::size_t(1));
    for (auto* button : m_view->findChildren<widgets::IconButton*>())
        if (button->text() == QStringLiteral("Only hits"))
            button->click();
    QTRY_COMPARE(rows(), 1);
    QCOMPARE(m_view->model().step(0), Step(10));
    QTest::keyClick(m_search, Qt::Key_Escape);
    QCOMPARE(rows(), 14);
}

void TestEvents::theMenuGoesToNeighbours()
{
    openKitchen();
    trigger(4, QStringLiteral("Next event of cook 1"));
    QCOMPARE(m_session->selectedEvent(), std::optional<Step>(5));
    trigger(4, QStringLiteral("Next event on knife"));
    QCOMPARE(m_session->selectedEvent(), std::optional<Step>(10));
    trigger(10, QStringLiteral("Previous event of cook 2"));
    QCOMPARE(m_session->selectedEvent(), std::optional<Step>(9));
    QSignalSpy said(m_session.get(), &session::Session::said);
    trigger(13, QStringLiteral("Next event on pot"));
    QCOMPARE(said.last().first().toString(), QStringLiteral("There is no event on pot after this one."));
    trigger(2, QStringLiteral("Go here"));
    QCOMPARE(m_session->playhead(), Step(3));
}

void TestEvents::theMenuSetsBreakpoints()
{
    openKitchen();
    trigger(13, QStringLiteral("Pause when anyone blocks on pot"));
    trigger(13, QStringLiteral("Pause when cook 1 blocks on pot"));
    const std::vector<Breakpoint> expected = {{.kind = Breakpoint::Kind::Blocks, .object = "pot"},
                                              {.kind = Breakpoint::Kind::Blocks, .lane = "cook 1", .object = "pot"}};
    QCOMPARE(m_session->breakpoints(), expected);
    // Once more takes it back.
    trigger(13, QStringLiteral("Pause when anyone blocks on pot"));
    QCOMPARE(m_session->breakpoints().size(), std::size_t(1));
}

void TestEvents::breakpointsAreListedAndRemoved()
{
    auto* list = m_view->findChild<BreakpointList*>();
    QVERIFY(!list->isVisible());
    m_view->showBreakpoints();
    QVERIFY(list->isVisible());
    m_session->addBreakpoint({.kind = Breakpoint::Kind::Line, .file = "core/scenarios/kitchen.cpp", .line = 31});
    m_session->addBreakpoint({.kind = Breakpoint::Kind::Blocks, .object = "pot"});
    m_session->addBreakpoint({.kind = Breakpoint::Kind::Acts, .lane = "cook 1", .object = "pot"});
    auto* rows = list->findChild<QListWidget*>();
    QCOMPARE(rows->count(), 3);
    QCOMPARE(rows->item(0)->text(), QStringLiteral("kitchen.cpp:31 is reached"));
    QCOMPARE(rows->item(1)->text(), QStringLiteral("anyone blocks on pot"));
    QCOMPARE(rows->item(2)->text(), QStringLiteral("cook 1 does something with pot"));
    rows->setCurrentRow(0);
    QCOMPARE(rows->currentRow(), 0);
    const auto links = list->findChildren<widgets::LinkButton*>();
    QVERIFY(links[0]->width() > 0);
    QTest::mouseClick(links[0], Qt::LeftButton);
    QCOMPARE(m_session->breakpoints().size(), std::size_t(2));
    QTest::mouseClick(links[1], Qt::LeftButton);
    QVERIFY(m_session->breakpoints().empty());
}

void TestEvents::rowsAreCopiedAsCsv()
{
    openKitchen();
    QTest::mouseClick(m_table->viewport(), Qt::LeftButton, {}, rowRect(4).center());
    QTest::mouseClick(m_table->viewport(), Qt::LeftButton, Qt::ShiftModifier, rowRect(6).center());
    const QStringList lines = m_view->csvToCopy().split(QLatin1Char('\n'), Qt::SkipEmptyParts);
    QCOMPARE(lines.size(), 4);
    QCOMPARE(lines[0], QStringLiteral("Step,Time,Lane,Event,Object,Value,Line,Cause"));
    QCOMPARE(lines[1], QStringLiteral("5,0 u,cook 1,locks knife,knife,,,"));
    QCOMPARE(lines[2], QStringLiteral("6,0 u,cook 1,\"notes \"\"knife taken by 1\"\"\",,knife taken by 1,,"));
}

void TestEvents::csvQuotesWhatNeedsIt()
{
    QStringListModel model({QStringLiteral("plain"), QStringLiteral("a,b"), QStringLiteral("say \"x\""), QStringLiteral("two\nlines")});
    QCOMPARE(csvText(model, {0, 1, 2, 3}), QStringLiteral("1\nplain\n\"a,b\"\n\"say \"\"x\"\"\"\n\"two\nlines\"\n"));
}

void TestEvents::columnWidthsAreRemembered()
{
    const QTemporaryDir folder;
    QSettings settings(folder.filePath(QStringLiteral("settings.ini")), QSettings::IniFormat);
    m_table->header()->resizeSection(EventsModel::Lane, 187);
    QCOMPARE(m_table->header()->sectionSize(EventsModel::Lane), 187);
    m_view->save(settings);
    EventsView another(*m_session);
    another.restore(settings);
    QCOMPARE(another.findChild<widgets::RowTable*>()->header()->sectionSize(EventsModel::Lane), 187);
}

void TestEvents::tenMillionRowsCostWhatIsVisible()
{
    const session::LongTrace longTrace(10'000'000);
    m_session->open(longTrace.trace, {}, QStringLiteral("long"));
    QCOMPARE(rows(), 10'000'000);
    const std::uint64_t before = longTrace.store->reads;
    for (const Step step : {Step(5'000'000), Step(17), Step(9'999'999)}) {
        m_session->selectEvent(step);
        m_view->grab();
        QCOMPARE(m_table->currentIndex().row(), static_cast<int>(step));
    }
    m_table->selectAll();
    QTest::keyClick(m_table, Qt::Key_Home);
    QCOMPARE(m_session->playhead(), Step(1));
    const std::uint64_t read = longTrace.store->reads - before;
    const auto perPainting = static_cast<std::uint64_t>(m_table->shownRows()) * EventsModel::columnCountOf * 8;
    QVERIFY2(read < 8 * perPainting, qPrintable(QString::number(read)));
}

void TestEvents::aSearchOfTenMillionEventsLetsTheWindowAnswer()
{
    const session::LongTrace longTrace(10'000'000);
    m_session->open(longTrace.trace, {}, QStringLiteral("long"));
    QTest::keyClicks(m_search, QStringLiteral("taste"));
    // Between two turns of the event loop no more than a slice is looked at.
    std::uint64_t most = 0;
    std::uint64_t seen = longTrace.store->reads;
    while (!m_view->model().hits().isDone()) {
        QCoreApplication::processEvents(QEventLoop::AllEvents, 0);
        const std::uint64_t now = longTrace.store->reads;
        most = std::max(most, now - seen);
        seen = now;
    }
    QCOMPARE(m_view->model().hits().size(), std::size_t(10'000));
    QVERIFY2(most < 4 * session::StepList::slice, qPrintable(QString::number(most)));
    m_session->setPlayhead(4'000'500);
    m_view->goToHit(true);
    QCOMPARE(m_session->selectedEvent(), std::optional<Step>(4'001'000));
}

void TestEvents::followsARunThatGrows()
{
    const session::LongTrace longTrace(1000);
    EventsModel model;
    model.setTrace(longTrace.trace, 400);
    QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
    model.grew(1000);
    QCOMPARE(model.rowCount(), 1000);
    QCOMPARE(inserted.size(), 1);
    QCOMPARE(inserted[0][1].toInt(), 400);
    model.setFilter([](const trace::Event& event) { return event.operation == Operation::Note; });
    QTRY_COMPARE(model.rowCount(), 100);
    for (std::uint32_t place = 1000; place < 1200; ++place)
        longTrace.trace->appendEvent(place);
    model.grew(1200);
    QCOMPARE(model.rowCount(), 120);
    QCOMPARE(model.step(119), Step(1190));
    QCOMPARE(model.rowBefore(1191), 119);
    QCOMPARE(model.rowBefore(1190), 118);
}

} // namespace interleave::events

QTEST_MAIN(interleave::events::TestEvents)
#include "tst_events.moc"

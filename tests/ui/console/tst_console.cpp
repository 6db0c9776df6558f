#include "ui/console/console_view.h"

#include "tests/core/analysis/trace_builder.h"
#include "tests/ui/session/long_trace.h"
#include "ui/console/console_model.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/lane_filter.h"
#include "ui/widgets/row_table.h"
#include "ui/widgets/search_field.h"

#include <QAccessible>
#include <QLabel>
#include <QSignalSpy>
#include <QtTest>

namespace interleave::console {

using trace::ObjectKind;
using trace::Operation;

class TestConsole : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void linesAreNotesAndOutcomes();
    void saysWhenNothingWasPrinted();
    void aClickSelectsTheEvent();
    void linesAfterThePlayheadAreTold();
    void filtersByWords_data();
    void filtersByWords();
    void filtersByLane();
    void enterGoesFromLineToLine();
    void copiesWhatIsSelected();
    void keepsTheFilterInTheNextRun();
    void aMillionLinesCostWhatIsVisible();
    void screenReadersHearTheVisibleRows();

private:
    void openKitchen();
    Step note(LaneId lane, const char* text)
    {
        return m_builder->add(lane, Operation::Note, ObjectId::none, static_cast<std::int64_t>(index(m_builder->text(text))));
    }
    QRect rowRect(int row) const { return m_table->visualRect(m_view->model().index(row, ConsoleModel::Text)); }

    std::shared_ptr<test::TraceBuilder> m_builder;
    std::vector<Step> m_notes;
    std::unique_ptr<session::Session> m_session;
    std::unique_ptr<ConsoleView> m_view;
    widgets::RowTable* m_table = nullptr;
    widgets::SearchField* m_search = nullptr;
};

void TestConsole::init()
{
    m_view.reset();
    m_session = std::make_unique<session::Session>();
    m_view = std::make_unique<ConsoleView>(*m_session);
    m_view->resize(700, 300);
    m_view->show();
    m_table = m_view->findChild<widgets::RowTable*>();
    m_search = m_view->findChild<widgets::SearchField*>();
}

void TestConsole::openKitchen()
{
    m_builder = std::make_shared<test::TraceBuilder>();
    m_notes.clear();
    test::TraceBuilder& b = *m_builder;
    b.add(b.main, Operation::Begin, b.objectOf(b.main));
    const LaneId one = b.started("cook 1");
    const LaneId two = b.started("cook 2");
    const ObjectId meals = b.object(ObjectKind::Outcome, "meals");
    m_notes.push_back(note(one, "knife taken"));
    b.add(one, Operation::Yield);
    m_notes.push_back(note(two, "pot taken"));
    m_notes.push_back(note(one, "Knife put back"));
    m_notes.push_back(b.add(two, Operation::Outcome, meals, 2));
    m_session->open(std::shared_ptr<const trace::Trace>(m_builder, &m_builder->trace()), {}, QStringLiteral("kitchen"));
    QTRY_VERIFY(m_view->model().shown().isDone());
}

void TestConsole::linesAreNotesAndOutcomes()
{
    QSignalSpy counted(m_view.get(), &ConsoleView::countChanged);
    openKitchen();
    const ConsoleModel& model = m_view->model();
    QCOMPARE(model.rowCount(), 4);
    QCOMPARE(counted.last().first().toInt(), 4);
    for (int row = 0; row < 4; ++row)
        QCOMPARE(model.step(row), m_notes[static_cast<std::size_t>(row)]);
    QCOMPARE(model.index(0, ConsoleModel::Text).data().toString(), QStringLiteral("knife taken"));
    QCOMPARE(model.index(0, ConsoleModel::Lane).data().toString(), QStringLiteral("cook 1"));
    QCOMPARE(model.index(0, ConsoleModel::Number).data().toString(), QString::number(m_notes[0] + 1));
    QCOMPARE(model.index(3, ConsoleModel::Text).data().toString(), QStringLiteral("meals = 2"));
}

void TestConsole::saysWhenNothingWasPrinted()
{
    auto* empty = m_view->findChild<widgets::EmptyState*>();
    QVERIFY(empty->isVisible());
    QCOMPARE(empty->accessibleName(), QStringLiteral("This program has printed nothing up to here."));
    openKitchen();
    QVERIFY(!empty->isVisible());
    QVERIFY(m_table->isVisible());
}

void TestConsole::aClickSelectsTheEvent()
{
    openKitchen();
    QTest::mouseClick(m_table->viewport(), Qt::LeftButton, {}, rowRect(1).center());
    QCOMPARE(m_session->selectedEvent(), std::optional<Step>(m_notes[1]));
    QCOMPARE(m_session->playhead(), m_notes[1] + 1);
    QCOMPARE(m_session->selectedLane(), LaneId(2));
    QCOMPARE(m_table->selectedRows(10), QList<int>{1});
    QTest::keyClick(m_table, Qt::Key_Down);
    QCOMPARE(m_session->selectedEvent(), std::optional<Step>(m_notes[2]));
}

void TestConsole::linesAfterThePlayheadAreTold()
{
    openKitchen();
    m_session->setPlayhead(m_notes[1]);
    const ConsoleModel& model = m_view->model();
    QVERIFY(!model.isAfterPlayhead(0));
    QVERIFY(model.isAfterPlayhead(1));
    QCOMPARE(model.rowBefore(m_session->playhead()), 0);
    QCOMPARE(m_table->currentIndex().row(), 0);
    QVERIFY(m_table->selectedRows(10).isEmpty());
    bool isTold = false;
    for (const QLabel* label : m_view->findChildren<QLabel*>())
        isTold |= label->text() == QStringLiteral("1 of 4 up to here");
    QVERIFY(isTold);
}

void TestConsole::filtersByWords_data()
{
    QTest::addColumn<QString>("words");
    QTest::addColumn<int>("count");
    QTest::newRow("a word of two lines, in any case") << "knife" << 2;
    QTest::newRow("two words of one line") << "knife back" << 1;
    QTest::newRow("a lane and a word") << "cook 2 pot" << 1;
    QTest::newRow("the key of an outcome") << "meals" << 1;
    QTest::newRow("what the engine calls it is no text of the program") << "notes" << 0;
    QTest::newRow("nothing") << "zebra" << 0;
}

void TestConsole::filtersByWords()
{
    QFETCH(QString, words);
    QFETCH(int, count);
    openKitchen();
    QTest::keyClicks(m_search, words);
    QTRY_VERIFY(m_view->model().shown().isDone());
    QCOMPARE(m_view->model().rowCount(), count);
    QCOMPARE(m_table->isVisible(), count > 0);
    QTest::keyClick(m_search, Qt::Key_Escape);
    QCOMPARE(m_view->model().rowCount(), 4);
}

void TestConsole::filtersByLane()
{
    openKitchen();
    const auto pills = m_view->findChildren<widgets::ChipToggle*>();
    QCOMPARE(pills.size(), 2);
    QTest::mouseClick(pills[0], Qt::LeftButton);
    QTRY_COMPARE(m_view->model().rowCount(), 2);
    QCOMPARE(m_view->model().step(0), m_notes[1]);
    QTest::keyClick(pills[1], Qt::Key_Space);
    QTRY_COMPARE(m_view->model().rowCount(), 0);
    // The way out is offered.
    QVERIFY(m_view->findChild<widgets::EmptyState*>()->isVisible());
}

void TestConsole::enterGoesFromLineToLine()
{
    openKitchen();
    QTest::keyClicks(m_search, QStringLiteral("knife"));
    QTRY_COMPARE(m_view->model().rowCount(), 2);
    QTest::keyClick(m_search, Qt::Key_Return);
    const auto first = m_session->selectedEvent();
    QTest::keyClick(m_search, Qt::Key_Return);
    const auto second = m_session->selectedEvent();
    QVERIFY(first && second && first != second);
    QTest::keyClick(m_search, Qt::Key_Return);
    QCOMPARE(m_session->selectedEvent(), first);
}

void TestConsole::copiesWhatIsSelected()
{
    openKitchen();
    QCOMPARE(m_view->textToCopy().count(QLatin1Char('\n')), 4);
    QTest::mouseClick(m_table->viewport(), Qt::LeftButton, {}, rowRect(0).center());
    QTest::mouseClick(m_table->viewport(), Qt::LeftButton, Qt::ShiftModifier, rowRect(1).center());
    const QStringList lines = m_view->textToCopy().split(QLatin1Char('\n'), Qt::SkipEmptyParts);
    QCOMPARE(lines.size(), 2);
    QVERIFY(lines[1].contains(QStringLiteral("cook 2\tpot taken")));
}

void TestConsole::keepsTheFilterInTheNextRun()
{
    openKitchen();
    QTest::mouseClick(m_view->findChildren<widgets::ChipToggle*>()[0], Qt::LeftButton);
    QTRY_COMPARE(m_view->model().rowCount(), 2);
    openKitchen();
    QTRY_COMPARE(m_view->model().rowCount(), 2);
    QCOMPARE(m_view->model().step(0), m_notes[1]);
}

void TestConsole::aMillionLinesCostWhatIsVisible()
{
    const session::LongTrace longTrace(10'000'000);
    m_session->open(longTrace.trace, {}, QStringLiteral("long"));
    const ConsoleModel& model = m_view->model();
    QTRY_VERIFY_WITH_TIMEOUT(model.shown().isDone(), 60'000);
    QCOMPARE(model.rowCount(), 1'000'000);
    // Each event was looked at once by the list; who printed is asked of each line once more.
    const std::uint64_t before = longTrace.store->reads;
    m_session->setPlayhead(5'000'001);
    m_session->selectEvent(7'000'000);
    m_view->grab();
    QCOMPARE(m_table->selectedRows(10), QList<int>{700'000});
    const std::uint64_t perPainting = static_cast<std::uint64_t>(m_table->shownRows()) * ConsoleModel::columnCountOf * 8;
    QVERIFY2(longTrace.store->reads - before < 4 * perPainting, qPrintable(QString::number(longTrace.store->reads - before)));
}

void TestConsole::screenReadersHearTheVisibleRows()
{
    openKitchen();
    QAccessibleInterface* table = QAccessible::queryAccessibleInterface(m_table);
    QVERIFY(table != nullptr);
    QCOMPARE(table->text(QAccessible::Name), QStringLiteral("Console"));
    QCOMPARE(table->childCount(), 4);
    QVERIFY(table->child(1)->text(QAccessible::Name).contains(QStringLiteral("pot taken")));
    m_session->selectEvent(m_notes[1]);
    QVERIFY(table->child(1)->state().selected);
    QVERIFY(!table->child(0)->state().selected);
}

} // namespace interleave::console

QTEST_MAIN(interleave::console::TestConsole)
#include "tst_console.moc"

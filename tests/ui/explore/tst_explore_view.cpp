// The view on a real search: its outcomes, its map, and the way back to a run.

#include "ui/explore/execution_map.h"
#include "ui/explore/explore_view.h"
#include "ui/explore/outcome_model.h"

#include <QListView>
#include <QPushButton>
#include <QSignalSpy>
#include <QtTest>

namespace interleave::explore {

class TestExploreView : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void everyOutcomeIsFound();
    void anExecutionIsPickedFromTheMap();
    void aFoundDeadlockIsReplayed();
    void anotherProgramForgetsIt();
    void theMapZoomsAboutThePointer();

private:
    void explore();
    QAbstractItemModel& rows() { return *m_view->findChild<QListView*>()->model(); }

    std::unique_ptr<session::Session> m_session;
    std::unique_ptr<session::Search> m_search;
    std::unique_ptr<ExploreView> m_view;
};

void TestExploreView::init()
{
    m_session = std::make_unique<session::Session>();
    auto catalogue = host::Catalogue::load(INTERLEAVE_TARGET);
    QVERIFY(bool(catalogue));
    m_session->setCatalogue(std::move(*catalogue));
    m_session->setTarget(INTERLEAVE_TARGET);
    m_session->setSpeed(session::Session::unlimitedSpeed);
    session::Choice choice;
    choice.program = "kitchen-deadlock";
    m_session->setChoice(choice);
    m_search = std::make_unique<session::Search>(*m_session, INTERLEAVE_TARGET);
    m_view = std::make_unique<ExploreView>(*m_search);
    m_view->resize(900, 360);
    m_view->show();
}

void TestExploreView::cleanup()
{
    m_view.reset();
    m_search.reset();
    m_session.reset();
}

void TestExploreView::explore()
{
    m_view->explore();
    QTRY_COMPARE_WITH_TIMEOUT(m_search->phase(), session::Search::Phase::Over, 30'000);
    QVERIFY2(m_search->failure().isEmpty(), qPrintable(m_search->failure()));
}

void TestExploreView::everyOutcomeIsFound()
{
    QCOMPARE(m_search->phase(), session::Search::Phase::Nothing);
    explore();
    QVERIFY(m_search->result().isComplete);
    QCOMPARE(rows().rowCount(), 2);
    QStringList words;
    double shares = 0;
    for (int row = 0; row < rows().rowCount(); ++row) {
        words << rows().index(row, 0).data().toString();
        shares += rows().index(row, 0).data(OutcomeModel::ShareRole).toDouble();
        QVERIFY(!rows().index(row, 0).data(OutcomeModel::ScheduleRole).toString().isEmpty());
    }
    QVERIFY(words.contains("deadlock"));
    QVERIFY(words.contains("completed, meals = 2"));
    QVERIFY(qAbs(shares - 1) < 1e-9);
    QCOMPARE(m_view->map().tree().rows.size(), m_search->result().progress.executions);
}

void TestExploreView::anExecutionIsPickedFromTheMap()
{
    explore();
    ExecutionMap& map = m_view->map();
    QSignalSpy selected(&map, &ExecutionMap::selectedChanged);
    const std::size_t row = map.tree().rows.size() - 1;
    QTest::mouseClick(&map, Qt::LeftButton, {}, map.signRect(row).center().toPoint());
    QCOMPARE(map.selected(), std::optional<std::size_t>(map.tree().rows[row]));
    QCOMPARE(selected.size(), 1);
    // Its outcome is the selected row of the table.
    const auto outcome = m_search->executions()[*map.selected()].outcome;
    QCOMPARE(m_view->findChild<QListView*>()->currentIndex().row(), static_cast<int>(outcome));
    QTest::keyClick(&map, Qt::Key_Up);
    QCOMPARE(map.selected(), std::optional<std::size_t>(map.tree().rows[row - 1]));
    // The grid shows the same ones.
    map.setForm(ExecutionMap::Form::Grid);
    QTest::mouseClick(&map, Qt::LeftButton, {}, map.signRect(0).center().toPoint());
    QCOMPARE(map.selected(), std::optional<std::size_t>(map.tree().rows[0]));
}

void TestExploreView::aFoundDeadlockIsReplayed()
{
    explore();
    int deadlock = -1;
    for (int row = 0; row < rows().rowCount(); ++row)
        if (rows().index(row, 0).data().toString() == "deadlock")
            deadlock = row;
    QVERIFY(deadlock >= 0);
    m_view->findChild<QListView*>()->setCurrentIndex(rows().index(deadlock, 0));
    QPushButton* replay = nullptr;
    for (QPushButton* button : m_view->findChildren<QPushButton*>())
        if (button->text() == "Replay")
            replay = button;
    QVERIFY(replay != nullptr && replay->isEnabled());
    replay->click();
    QTRY_COMPARE_WITH_TIMEOUT(m_session->verdict().ending, trace::Ending::Deadlock, 20'000);
    QCOMPARE(m_session->status().drive, session::Drive::Replayed);
    QCOMPARE(m_search->phase(), session::Search::Phase::Over);
    QTRY_COMPARE(m_search->outcomeOfShownRun(), std::optional<std::size_t>(deadlock));
}

void TestExploreView::anotherProgramForgetsIt()
{
    explore();
    session::Choice choice = m_session->choice();
    choice.variant = "same-order";
    m_session->setChoice(choice);
    QCOMPARE(m_search->phase(), session::Search::Phase::Nothing);
    QCOMPARE(rows().rowCount(), 0);
    explore();
    QCOMPARE(rows().rowCount(), 1);
}

void TestExploreView::theMapZoomsAboutThePointer()
{
    explore();
    ExecutionMap& map = m_view->map();
    // So low that the rows do not fit any more once they are far apart.
    m_view->resize(900, 200);
    map.setMinimumHeight(0);
    map.setFixedHeight(60);
    QCoreApplication::processEvents();
    const std::size_t row = map.tree().rows.size() / 2;
    map.zoomBy(100, 0);
    map.zoomBy(0.5, 0);
    QVERIFY(map.signRect(map.tree().rows.size() - 1).bottom() > map.height());
    const double before = map.signRect(row).center().y();
    map.zoomBy(1.5, before);
    QVERIFY(qAbs(map.signRect(row).center().y() - before) < 1.5);
    QVERIFY(map.zoom() > 0);
    map.fit();
    QCOMPARE(map.zoom(), 0.0);
    QVERIFY(map.signRect(0).top() >= 0);
    QVERIFY(map.signRect(map.tree().rows.size() - 1).bottom() <= map.height());
}

} // namespace interleave::explore

QTEST_MAIN(interleave::explore::TestExploreView)
#include "tst_explore_view.moc"

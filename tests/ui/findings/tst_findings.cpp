#include "ui/findings/findings_view.h"

#include "tests/ui/session/long_trace.h"
#include "tests/ui/timeline/sample_traces.h"
#include "ui/findings/analyst.h"
#include "ui/findings/finding_details.h"
#include "ui/findings/findings_model.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/row_table.h"

#include <QLabel>
#include <QListView>
#include <QPushButton>
#include <QSignalSpy>
#include <QtTest>

namespace interleave::findings {

using analysis::Finding;
using analysis::FindingKind;
using analysis::Severity;

class TestFindings : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void saysWhenNothingIsWrong();
    void aDeadlockIsFound();
    void aClickGoesToTheEvent();
    void detailsNameTheEvents();
    void findingsAreGroupedAndMerged();
    void aHeadFoldsItsGroup();
    void whereItShowsIsSaid();
    void anotherRunForgetsTheFindings();
    void anAnalysisCanBeGivenUp();

private:
    void open(std::shared_ptr<test::TraceBuilder> builder, const trace::Verdict& verdict);
    void openKitchen();
    int rowOf(FindingKind kind) const;

    std::unique_ptr<session::Session> m_session;
    std::unique_ptr<FindingsView> m_view;
    QListView* m_list = nullptr;
    int m_count = 0;
};

void TestFindings::init()
{
    m_view.reset();
    m_session = std::make_unique<session::Session>();
    m_view = std::make_unique<FindingsView>(*m_session);
    m_view->resize(900, 320);
    m_view->show();
    m_list = m_view->findChild<QListView*>();
    m_count = 0;
    connect(m_view.get(), &FindingsView::countChanged, this, [this](int count) { m_count = count; });
}

void TestFindings::open(std::shared_ptr<test::TraceBuilder> builder, const trace::Verdict& verdict)
{
    const trace::Trace* trace = &builder->trace();
    m_session->open(std::shared_ptr<const trace::Trace>(std::move(builder), trace), verdict, QStringLiteral("by hand"));
    QTRY_VERIFY(m_view->isSettled());
}

// Stopped where neither cook can move: see sample_traces.h.
void TestFindings::openKitchen()
{
    std::shared_ptr<test::TraceBuilder> kitchen = test::kitchenDeadlock();
    trace::Verdict verdict;
    verdict.ending = trace::Ending::Deadlock;
    verdict.sentence = "cook 1 → pot → cook 2 → knife → cook 1: nobody can ever move again.";
    verdict.lanes = {LaneId(1), LaneId(2)};
    verdict.objects = {kitchen->trace().event(9).object, kitchen->trace().event(4).object};
    open(std::move(kitchen), verdict);
}

int TestFindings::rowOf(FindingKind kind) const
{
    for (int row = 0; row < m_view->model().rowCount(); ++row)
        if (const Finding* finding = m_view->model().finding(row); finding != nullptr && finding->kind == kind)
            return row;
    return -1;
}

void TestFindings::saysWhenNothingIsWrong()
{
    auto* empty = m_view->findChild<widgets::EmptyState*>();
    QCOMPARE(empty->accessibleName(), QStringLiteral("Nothing has run yet."));
    auto builder = std::make_shared<test::TraceBuilder>();
    builder->add(builder->main, trace::Operation::Begin, builder->objectOf(builder->main));
    builder->add(builder->main, trace::Operation::Exit, builder->objectOf(builder->main));
    open(builder, {.ending = trace::Ending::Completed});
    QCOMPARE(m_view->model().count(Severity::Wrong), std::size_t(0));
    QCOMPARE(m_count, 0);
    // Said in the middle, or above what is worth knowing all the same.
    const QString sentence = QStringLiteral("Nothing wrong in this run. Other orders may differ.");
    bool isSaid = false;
    for (const QLabel* label : m_view->findChildren<QLabel*>())
        isSaid |= label->isVisible() && label->text().startsWith(sentence);
    QVERIFY(isSaid);
    QSignalSpy explore(m_view.get(), &FindingsView::exploreWanted);
    emit empty->actionTriggered();
    QCOMPARE(explore.size(), 1);
}

void TestFindings::aDeadlockIsFound()
{
    openKitchen();
    QVERIFY(m_view->model().count(Severity::Wrong) >= 1);
    QCOMPARE(m_count, static_cast<int>(m_view->model().count(Severity::Wrong)));
    const int row = rowOf(FindingKind::Deadlock);
    QVERIFY(row > 0);
    QVERIFY(m_view->model().isHead(0));
    QCOMPARE(m_view->model().data(m_view->model().index(0)).toString(), QStringLiteral("Wrong"));
    const QString sentence = m_view->model().data(m_view->model().index(row)).toString();
    QVERIFY2(sentence.contains(QStringLiteral("cook 1")) && sentence.contains(QStringLiteral("pot")), qPrintable(sentence));
}

void TestFindings::aClickGoesToTheEvent()
{
    openKitchen();
    const int row = rowOf(FindingKind::Deadlock);
    const Finding finding = *m_view->model().finding(row);
    QVERIFY(!finding.steps.empty());
    m_session->setPlayhead(0);
    QTest::mouseClick(m_list->viewport(), Qt::LeftButton, {}, m_list->visualRect(m_view->model().index(row)).center());
    QCOMPARE(m_session->selectedEvent(), std::optional<Step>(finding.steps.front()));
    QCOMPARE(m_session->selectedLane(), finding.lanes.front());
    QCOMPARE(m_session->selectedObject(), finding.objects.front());
}

void TestFindings::detailsNameTheEvents()
{
    openKitchen();
    const int row = rowOf(FindingKind::Deadlock);
    m_list->setCurrentIndex(m_view->model().index(row));
    const auto* details = m_view->findChild<FindingDetails*>();
    auto* table = details->findChild<widgets::RowTable*>();
    const Finding finding = *m_view->model().finding(row);
    QCOMPARE(table->model()->rowCount(), static_cast<int>(finding.steps.size()));
    bool isWhole = false;
    for (const QLabel* label : details->findChildren<QLabel*>())
        isWhole |= label->text() == QString::fromStdString(finding.sentence);
    QVERIFY(isWhole);
    const int last = table->model()->rowCount() - 1;
    QTest::mouseClick(table->viewport(), Qt::LeftButton, {}, table->visualRect(table->model()->index(last, InvolvedEvents::What)).center());
    QCOMPARE(m_session->selectedEvent(), std::optional<Step>(finding.steps.back()));
}

void TestFindings::findingsAreGroupedAndMerged()
{
    const std::shared_ptr<test::TraceBuilder> kitchen = test::kitchenDeadlock();
    const std::shared_ptr<const trace::Trace> trace(kitchen, &kitchen->trace());
    const Finding wait{.kind = FindingKind::LongWait, .severity = Severity::Suspicious, .sentence = "cook 1 waits long."};
    const Finding queue{.kind = FindingKind::QueueUse, .severity = Severity::Observation, .sentence = "The basket was full once."};
    const Finding leak{.kind = FindingKind::LockLeak, .severity = Severity::Wrong, .sentence = "cook 1 ended and still holds pot."};
    FindingsModel model;
    model.setFindings(trace, {queue, wait, leak},
                      {{trace::FindingKind::LockLeak, leak.sentence, {}, {}, std::nullopt},
                       {trace::FindingKind::Misuse, "cook 2 did what pot does not allow.", {}, {}, Step(9)}});
    QCOMPARE(model.rowCount(), 3 + 4);
    QCOMPARE(model.count(Severity::Wrong), std::size_t(2));
    QVERIFY(model.isHead(0));
    QCOMPARE(model.finding(1)->kind, FindingKind::LockLeak);
    QCOMPARE(model.finding(2)->kind, FindingKind::Misuse);
    QCOMPARE(model.finding(2)->steps, std::vector<Step>{9});
    QVERIFY(model.isHead(3));
    QCOMPARE(model.finding(4)->kind, FindingKind::LongWait);
    QCOMPARE(model.finding(6)->kind, FindingKind::QueueUse);
    QCOMPARE(model.rowOf(wait), 4);
}

void TestFindings::aHeadFoldsItsGroup()
{
    openKitchen();
    const int rows = m_view->model().rowCount();
    const auto wrong = static_cast<int>(m_view->model().count(Severity::Wrong));
    m_list->setFocus();
    m_list->setCurrentIndex(m_view->model().index(0));
    QTest::keyClick(m_list, Qt::Key_Return);
    QCOMPARE(m_view->model().rowCount(), rows - wrong);
    QTest::keyClick(m_list, Qt::Key_Return);
    QCOMPARE(m_view->model().rowCount(), rows);
}

void TestFindings::whereItShowsIsSaid()
{
    const std::shared_ptr<test::TraceBuilder> kitchen = test::kitchenDeadlock();
    trace::Trace& trace = kitchen->trace();
    const NameId file = kitchen->text("core/scenarios/kitchen_deadlock.cpp");
    for (const std::uint32_t line : {20U, 28U})
        trace.appendSource({.file = file, .line = line});
    FindingsModel model;
    model.setFindings(std::shared_ptr<const trace::Trace>(kitchen, &trace), {}, {});
    QCOMPARE(model.whereText({.steps = {9, 13}, .sources = {SourceId(0), SourceId(1)}}),
             QStringLiteral("steps 10, 14 · kitchen_deadlock.cpp:20, 28"));
    QCOMPARE(model.whereText({.steps = {4}, .count = 3}), QStringLiteral("step 5 · 3 times"));
    QCOMPARE(model.whereText({}), QString());
}

void TestFindings::anotherRunForgetsTheFindings()
{
    openKitchen();
    QVERIFY(m_count > 0);
    session::Choice choice;
    choice.program = "another";
    m_session->setChoice(choice);
    QVERIFY(m_view->model().isEmpty());
    QCOMPARE(m_count, 0);
}

void TestFindings::anAnalysisCanBeGivenUp()
{
    const session::LongTrace longTrace(3'000'000);
    Analyst analyst;
    QSignalSpy finished(&analyst, &Analyst::finished);
    analyst.start(longTrace.trace, 3'000'000, std::nullopt);
    QVERIFY(analyst.isActive());
    // The second one is heard, the first is not.
    analyst.start(longTrace.trace, 1000, std::nullopt);
    QTRY_COMPARE(finished.size(), 1);
    QCOMPARE(analyst.length(), Step(1000));
    QVERIFY(!analyst.isActive());
    analyst.stop();
    QCoreApplication::processEvents();
    QCOMPARE(finished.size(), 1);
}

} // namespace interleave::findings

QTEST_MAIN(interleave::findings::TestFindings)
#include "tst_findings.moc"

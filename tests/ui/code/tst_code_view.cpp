#include "ui/code/code_view.h"

#include "tests/ui/code/kitchen_trace.h"
#include "ui/code/lane_strip.h"
#include "ui/code/line_events.h"
#include "ui/code/source_margin.h"
#include "ui/code/source_pane.h"
#include "ui/theme/fonts.h"
#include "ui/theme/theme.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/segmented_control.h"

#include <QAbstractTextDocumentLayout>
#include <QAccessible>
#include <QApplication>
#include <QComboBox>
#include <QLabel>
#include <QListView>
#include <QScrollBar>
#include <QTextBlock>
#include <QtTest>

namespace interleave::code {

class TestCodeView : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void nothingIsShownAtFirst();
    void aSourceThatIsNotAtHandIsSaid();
    void lanesStandAtTheirLines();
    void marksAreThoseOfThePlayhead_data();
    void marksAreThoseOfThePlayhead();
    void linesLieWhereTheArithmeticSays();
    void aClickOnANumberTogglesABreakpoint();
    void f9TogglesABreakpointAtTheCaret();
    void aClickOnALineListsItsEvents();
    void aLineWithoutEventsListsNothing();
    void eventsAreWalkedByKey();
    void aLongLineIsCapped();
    void theViewFollowsTheSelectedLane();
    void theViewStaysWhenItDoesNotFollow();
    void lanesOutOfSightAreNamedBelow();
    void severalFilesCanBeChosen();
    void aScreenReaderHearsTheMarks();
    void aProgramWithoutATwinHasNoTabs();
    void theTwinHasTheSameMarks();
    void aLineOfTheTwinListsTheEventsOfItsLines();
    void aBreakpointOfTheTwinIsOneOfTheProgram();
    void theLanguageIsKept();
    void aLaneWithoutALineInTheTwinIsNamedBelow();
    void spaceIsLeftToTheWindow();
    void coloursChangeWithTheTheme();

private:
    /// The view over a trace, rendered.
    void show(std::shared_ptr<const trace::Trace> trace);
    /// The same with the tab of the other language.
    void showTwin();
    void clickLine(int line) const;
    void clickNumber(int line) const;
    QImage image() const { return m_view->grab().toImage(); }

    theme::Theme m_theme{*qApp};
    std::unique_ptr<session::Session> m_session;
    std::unique_ptr<CodeView> m_view;
    SourcePane* m_pane = nullptr;
};

namespace {

int pixelsOf(const QImage& image, const QRect& where, const QColor& colour)
{
    int count = 0;
    for (int y = where.top(); y <= where.bottom(); ++y)
        for (int x = where.left(); x <= where.right(); ++x)
            count += image.pixelColor(x, y) == colour ? 1 : 0;
    return count;
}

QStringList signsOf(const LineMarks& marks)
{
    QStringList signs;
    for (const Chip& chip : marks.chips)
        signs << chip.sign;
    return signs;
}

} // namespace

void TestCodeView::initTestCase()
{
    m_theme.setScheme(theme::Scheme::Light);
    m_theme.setMotion(theme::Motion::Reduced);
}

void TestCodeView::init()
{
    m_view.reset();
    m_session = std::make_unique<session::Session>();
    m_view = std::make_unique<CodeView>(*m_session);
    m_pane = m_view->pane();
    m_view->resize(570, 330);
    m_view->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_view.get()));
}

void TestCodeView::show(std::shared_ptr<const trace::Trace> trace)
{
    const Step length = trace->size();
    m_session->open(std::move(trace), {.ending = trace::Ending::Deadlock}, QStringLiteral("kitchen"));
    QTRY_COMPARE(m_session->moment().step, length);
    QTRY_VERIFY(!m_view->standings().empty() || length == 0);
}

void TestCodeView::showTwin()
{
    show(KitchenTrace("tests/sources/two_cooks.cpp").trace);
    QVERIFY(m_view->languages()->isVisible());
    m_view->languages()->setCurrent(1);
}

void TestCodeView::clickLine(int line) const
{
    const QRect row = m_pane->lineRect(line);
    QTest::mouseClick(m_pane->viewport(), Qt::LeftButton, {}, {row.left() + 40, row.center().y()});
}

void TestCodeView::clickNumber(int line) const
{
    auto* margin = m_pane->findChild<SourceMargin*>();
    QTest::mouseClick(margin, Qt::LeftButton, {}, {margin->width() - 20, m_pane->lineRect(line).center().y()});
}

void TestCodeView::nothingIsShownAtFirst()
{
    QVERIFY(!m_pane->isVisible());
    QVERIFY(m_view->file().empty());
    m_session->open(KitchenTrace().trace, {}, {});
    QTRY_VERIFY(m_pane->isVisible());
    QCOMPARE(m_view->file(), std::string(kitchenFile));
    QCOMPARE(m_pane->lineText(11), QStringLiteral("knife.lock();"));
}

void TestCodeView::aSourceThatIsNotAtHandIsSaid()
{
    show(KitchenTrace("home/of/somebody/else.cpp").trace);
    QVERIFY(!m_pane->isVisible());
    QStringList said;
    for (auto* label : m_view->findChildren<QLabel*>())
        if (label->isVisible())
            said << label->text();
    QVERIFY2(said.join(' ').contains("The source else.cpp is not at hand."), qPrintable(said.join('|')));
}

void TestCodeView::lanesStandAtTheirLines()
{
    show(KitchenTrace().trace);
    QTRY_COMPARE(m_pane->marks().count(14), std::size_t(1));
    const LineMarks& first = m_pane->marks().at(14);
    QCOMPARE(signsOf(first), QStringList{"1"});
    QVERIFY(first.state == theme::State::Blocked);
    QCOMPARE(first.sentence, QStringLiteral("blocked: pot is held by cook 2, line 22"));
    const LineMarks& second = m_pane->marks().at(24);
    QCOMPARE(signsOf(second), QStringList{"2"});
    QCOMPARE(second.sentence, QStringLiteral("blocked: knife is held by cook 1, line 11"));
    const LineMarks& join = m_pane->marks().at(62);
    QCOMPARE(signsOf(join), QStringList{"M"});
    QVERIFY(join.state == theme::State::Waiting);
    QCOMPARE(join.sentence, QStringLiteral("waits until cook 1 has ended"));
    QVERIFY(m_pane->marks().at(12).isExecuted);
    QVERIFY(!m_pane->marks().contains(15));
}

void TestCodeView::marksAreThoseOfThePlayhead_data()
{
    QTest::addColumn<int>("playhead");
    QTest::addColumn<QString>("executed");
    QTest::addColumn<QString>("chips");
    QTest::addColumn<QString>("sentences");
    QTest::newRow("before anything") << 0 << "" << "" << "";
    QTest::newRow("main has started cook 1") << 2 << "60" << "M@60" << "";
    QTest::newRow("cook 1 has the knife") << 5 << "11 60 61" << "1@11 M@61" << "";
    QTest::newRow("cook 1 sleeps") << 7 << "11 12 13 60 61" << "1@13 M@61" << "sleeps until 2 u";
    QTest::newRow("main waits") << 8 << "11 12 13 60 61 62" << "1@13 M@62"
                                << "sleeps until 2 u|waits until cook 1 has ended";
    QTest::newRow("cook 2 is blocked")
        << 11 << "11 12 13 22 24 60 61 62" << "1@13 2@24 M@62"
        << "sleeps until 2 u|blocked: knife is held by cook 1, line 11|waits until cook 1 has ended";
}

void TestCodeView::marksAreThoseOfThePlayhead()
{
    QFETCH(int, playhead);
    show(KitchenTrace().trace);
    m_session->setPlayhead(static_cast<Step>(playhead));
    const auto inWords = [this] {
        QStringList executed;
        QStringList chips;
        QStringList sentences;
        for (const auto& [line, marks] : m_pane->marks()) {
            if (marks.isExecuted)
                executed << QString::number(line);
            for (const Chip& chip : marks.chips)
                chips << QString("%1@%2").arg(chip.sign).arg(line);
            if (marks.state)
                sentences << marks.sentence;
        }
        return QStringList{executed.join(' '), chips.join(' '), sentences.join('|')};
    };
    QFETCH(QString, executed);
    QFETCH(QString, chips);
    QFETCH(QString, sentences);
    QTRY_COMPARE(inWords(), (QStringList{executed, chips, sentences}));
}

void TestCodeView::linesLieWhereTheArithmeticSays()
{
    show(KitchenTrace().trace);
    for (const int line : {1, 2, 14, 40, 64}) {
        const QTextBlock block = m_pane->document()->findBlockByNumber(line - 1);
        const QRectF laidOut = m_pane->document()->documentLayout()->blockBoundingRect(block);
        QCOMPARE(m_pane->lineRect(line).top() + m_pane->verticalScrollBar()->value(), qRound(laidOut.top()));
    }
    QVERIFY(!m_pane->lineAt(-10'000));
    QCOMPARE(m_pane->lineAt(m_pane->lineRect(7).center().y()), std::optional(7));
    QVERIFY(!m_pane->lineAt(m_pane->lineRect(m_pane->lineCount()).bottom() + 1));
}

void TestCodeView::aClickOnANumberTogglesABreakpoint()
{
    show(KitchenTrace().trace);
    m_pane->verticalScrollBar()->setValue(0);
    clickNumber(12);
    const session::Breakpoint expected{.kind = session::Breakpoint::Kind::Line, .file = kitchenFile, .line = 12};
    QCOMPARE(m_session->breakpoints(), std::vector<session::Breakpoint>{expected});
    QTRY_VERIFY(m_pane->marks().at(12).hasBreakpoint);
    auto* margin = m_pane->findChild<SourceMargin*>();
    const QRect row(0, m_pane->lineRect(12).top(), margin->width(), m_pane->lineRect(12).height());
    QVERIFY(pixelsOf(margin->grab().toImage(), row, theme::light().error) > 20);
    clickNumber(12);
    QVERIFY(m_session->breakpoints().empty());
    QTRY_VERIFY(!m_pane->marks().at(12).hasBreakpoint);
}

void TestCodeView::f9TogglesABreakpointAtTheCaret()
{
    show(KitchenTrace().trace);
    m_pane->setCaretLine(5);
    QTest::keyClick(m_pane, Qt::Key_Down);
    QTest::keyClick(m_pane, Qt::Key_F9);
    QCOMPARE(m_session->breakpoints().size(), std::size_t(1));
    QCOMPARE(m_session->breakpoints().front().line, std::uint32_t(6));
    // Breakpoints hold for the next run, too.
    m_session->open(KitchenTrace().trace, {}, {});
    QTRY_VERIFY(m_pane->marks().contains(6) && m_pane->marks().at(6).hasBreakpoint);
    m_pane->setCaretLine(6);
    QTest::keyClick(m_pane, Qt::Key_F9);
    QVERIFY(m_session->breakpoints().empty());
}

void TestCodeView::aClickOnALineListsItsEvents()
{
    show(KitchenTrace().trace);
    m_pane->verticalScrollBar()->setValue(0);
    clickLine(13);
    LineEvents* events = m_view->lineEvents();
    QVERIFY(events->isVisible());
    QCOMPARE(events->steps(), (std::vector<Step>{6, 12}));
    QListView* list = events->list();
    QCOMPARE(list->model()->index(0, 0).data().toString(), QStringLiteral("step 7, cook 1 sleeps until 2 s"));
    QCOMPARE(events->accessibleName(), QStringLiteral("Line 13, 2 events"));
    QVERIFY(m_pane->viewport()->geometry().contains(events->geometry()));
    QVERIFY(!events->geometry().intersects(m_pane->lineRect(13).translated(m_pane->viewport()->pos())));
    QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, list->visualRect(list->model()->index(0, 0)).center());
    QCOMPARE(m_session->selectedEvent(), std::optional<Step>(6));
    QCOMPARE(m_session->playhead(), Step(7));
    QTRY_VERIFY(m_pane->marks().at(13).isSelected);
    QVERIFY(events->isVisible());
    QTest::keyClick(list, Qt::Key_Escape);
    QVERIFY(!events->isVisible());
    QVERIFY(!events->line());
}

void TestCodeView::aLineWithoutEventsListsNothing()
{
    show(KitchenTrace().trace);
    m_pane->verticalScrollBar()->setValue(0);
    clickLine(13);
    QVERIFY(m_view->lineEvents()->isVisible());
    clickLine(2);
    QVERIFY(!m_view->lineEvents()->isVisible());
    clickLine(15); // not reached by this run
    QVERIFY(!m_view->lineEvents()->isVisible());
}

void TestCodeView::eventsAreWalkedByKey()
{
    show(KitchenTrace().trace);
    m_pane->setCaretLine(13);
    QTest::keyClick(m_pane, Qt::Key_Return);
    LineEvents* events = m_view->lineEvents();
    QVERIFY(events->isVisible());
    m_session->setPlayhead(0);
    QTRY_VERIFY(m_view->standings().empty());
    QTest::keyClick(events->list(), Qt::Key_F4);
    QCOMPARE(m_session->selectedEvent(), std::optional<Step>(6));
    QTRY_COMPARE(m_view->standings().size(), std::size_t(2));
    QTest::keyClick(m_pane, Qt::Key_F4);
    QCOMPARE(m_session->selectedEvent(), std::optional<Step>(12));
    QTRY_COMPARE(m_view->standings().size(), std::size_t(3));
    QTest::keyClick(m_pane, Qt::Key_F4); // there is none
    QCOMPARE(m_session->selectedEvent(), std::optional<Step>(12));
    QTest::keyClick(m_pane, Qt::Key_F4, Qt::ShiftModifier);
    QCOMPARE(m_session->selectedEvent(), std::optional<Step>(6));
    // Down and return choose from the list.
    QTest::keyClick(events->list(), Qt::Key_Down);
    QTest::keyClick(events->list(), Qt::Key_Return);
    QCOMPARE(m_session->selectedEvent(), std::optional<Step>(12));
}

void TestCodeView::aLongLineIsCapped()
{
    KitchenTrace kitchen;
    const SourceId line = kitchen.source(25);
    for (int i = 0; i < 50'000; ++i)
        kitchen.append({.stamp = kitchen.trace->size(),
                        .lane = kitchen.main,
                        .value = 0,
                        .source = i % 2 == 0 ? line : SourceId::none,
                        .operation = trace::Operation::Yield});
    show(kitchen.trace);
    m_session->setPlayhead(30'000);
    QTRY_VERIFY(m_pane->isVisible());
    QTest::qWait(50);
    m_pane->setCaretLine(25);
    QTest::keyClick(m_pane, Qt::Key_Return);
    LineEvents* events = m_view->lineEvents();
    QVERIFY(events->isVisible());
    QCOMPARE(events->steps().size(), LineEvents::mostListed);
    QVERIFY(events->steps().front() < 30'000 && events->steps().back() > 30'000);
    QVERIFY2(events->accessibleName().contains("200 of 25"), qPrintable(events->accessibleName()));
}

void TestCodeView::theViewFollowsTheSelectedLane()
{
    show(KitchenTrace().trace);
    m_session->selectLane(LaneId(0));
    QTRY_VERIFY(m_pane->sightOf(62) == SourcePane::Sight::Visible);
    QVERIFY(m_pane->sightOf(14) == SourcePane::Sight::Above);
    m_session->selectLane(LaneId(1));
    QTRY_VERIFY(m_pane->sightOf(14) == SourcePane::Sight::Visible);
    QVERIFY(m_pane->sightOf(24) == SourcePane::Sight::Visible); // cook 2 is near enough to be seen, too
    m_session->selectLane(LaneId(0));
    QTRY_VERIFY(m_pane->sightOf(62) == SourcePane::Sight::Visible);
    // Scrolled away by hand it stays, until the lane goes elsewhere.
    m_pane->verticalScrollBar()->setValue(0);
    m_session->selectObject(ObjectId(3));
    m_session->setPlayhead(13);
    QTest::qWait(50);
    QCOMPARE(m_pane->verticalScrollBar()->value(), 0);
    m_session->setPlayhead(3); // from the join at 62 to the start at 61
    QTRY_VERIFY(m_pane->sightOf(61) == SourcePane::Sight::Visible);
}

void TestCodeView::theViewStaysWhenItDoesNotFollow()
{
    show(KitchenTrace().trace);
    m_view->strip()->setFollowing(false);
    m_pane->verticalScrollBar()->setValue(0);
    m_session->selectLane(LaneId(0));
    QTest::qWait(50);
    QCOMPARE(m_pane->verticalScrollBar()->value(), 0);
    m_view->strip()->setFollowing(true);
    QTRY_VERIFY(m_pane->sightOf(62) == SourcePane::Sight::Visible);
}

void TestCodeView::lanesOutOfSightAreNamedBelow()
{
    show(KitchenTrace().trace);
    m_session->selectLane(LaneId(1));
    QTRY_VERIFY(m_pane->sightOf(14) == SourcePane::Sight::Visible);
    LaneStrip* strip = m_view->strip();
    const auto said = [strip](LaneId lane) {
        for (const Elsewhere& each : strip->elsewhere())
            if (each.lane == lane)
                return QString(each.words + ' ' + each.code);
        return QString();
    };
    QTRY_COMPARE(said(LaneId(0)), QStringLiteral("main waits at line 62, below: one.join();"));
    QVERIFY(said(LaneId(1)).isEmpty());
    auto* button = strip->findChild<QToolButton*>(QString(), Qt::FindChildrenRecursively);
    for (auto* each : strip->findChildren<QToolButton*>())
        if (each->accessibleName().startsWith("main"))
            button = each;
    QTest::mouseClick(button, Qt::LeftButton);
    QTRY_VERIFY(m_pane->sightOf(62) == SourcePane::Sight::Visible);
    QTRY_COMPARE(said(LaneId(1)), QStringLiteral("cook 1 is blocked at line 14, above: pot.lock();"));
    QVERIFY(said(LaneId(0)).isEmpty());
}

void TestCodeView::severalFilesCanBeChosen()
{
    show(KitchenTrace().trace);
    auto* files = m_view->findChild<QComboBox*>();
    QVERIFY(!files->isVisible());
    KitchenTrace kitchen;
    kitchen.trace->appendSource({.file = kitchen.addName(helpFile), .line = 3, .column = 1});
    const auto help = SourceId(static_cast<std::uint32_t>(kitchen.trace->sourceCount() - 1));
    kitchen.append(
        {.stamp = kitchen.trace->size(), .lane = kitchen.two, .source = help, .operation = trace::Operation::Yield});
    m_session->open(kitchen.trace, {}, {});
    QTRY_VERIFY(files->isVisible());
    QCOMPARE(files->count(), 2);
    m_session->selectLane(LaneId(1));
    QTRY_COMPARE(m_view->file(), std::string(kitchenFile));
    files->setCurrentIndex(1);
    emit files->activated(1);
    QCOMPARE(m_view->file(), std::string(helpFile));
    QCOMPARE(m_pane->lineText(3), QStringLiteral("void help();"));
    // Whom it follows decides which file is shown.
    m_session->selectLane(LaneId(0));
    QTRY_COMPARE(m_view->file(), std::string(kitchenFile));
}

void TestCodeView::aScreenReaderHearsTheMarks()
{
    show(KitchenTrace().trace);
    m_session->addBreakpoint({.kind = session::Breakpoint::Kind::Line, .file = kitchenFile, .line = 9});
    QTRY_COMPARE(m_pane->accessibleDescription(),
                 QStringLiteral("line 62: main, waits until cook 1 has ended; "
                                "line 14: cook 1, blocked: pot is held by cook 2, line 22; "
                                "line 24: cook 2, blocked: knife is held by cook 1, line 11; breakpoints at 9"));
    QCOMPARE(m_pane->accessibleName(), QStringLiteral("Source, kitchen.cpp"));
    QAccessibleInterface* reader = QAccessible::queryAccessibleInterface(m_pane);
    QVERIFY(reader != nullptr && reader->textInterface() != nullptr);
    QVERIFY(reader->textInterface()->text(0, 200).contains("std::mutex knife;"));
}

void TestCodeView::aProgramWithoutATwinHasNoTabs()
{
    show(KitchenTrace().trace);
    QVERIFY(!m_view->languages()->isVisible());
    show(KitchenTrace("tests/sources/two_cooks.cpp").trace);
    QVERIFY(m_view->languages()->isVisible());
    QCOMPARE(m_view->languages()->current(), 0);
    QCOMPARE(m_pane->lineText(11), QStringLiteral("knife.lock();"));
}

void TestCodeView::theTwinHasTheSameMarks()
{
    showTwin();
    QCOMPARE(m_pane->lineText(10), QStringLiteral("with knife:"));
    QCOMPARE(m_pane->accessibleName(), QStringLiteral("The same program in Python, two-cooks.py"));
    QTRY_VERIFY(m_pane->marks().contains(13) && m_pane->marks().contains(20));
    const LineMarks& first = m_pane->marks().at(13);
    QCOMPARE(signsOf(first), QStringList{"1"});
    QVERIFY(first.state == theme::State::Blocked);
    // The text's own numbers: of `with pot` in cook_two, and of `with knife` in cook_one.
    QCOMPARE(first.sentence, QStringLiteral("blocked: pot is held by cook 2, line 18"));
    QCOMPARE(m_pane->marks().at(20).sentence, QStringLiteral("blocked: knife is held by cook 1, line 10"));
    QCOMPARE(signsOf(m_pane->marks().at(28)), QStringList{"M"});
    QStringList executed;
    for (const auto& [line, marks] : m_pane->marks())
        if (marks.isExecuted)
            executed << QString::number(line);
    QCOMPARE(executed.join(' '), QStringLiteral("10 11 12 13 18 20 25 26 28"));
    QVERIFY(m_pane->accessibleDescription().contains("line 13: cook 1, blocked"));
}

void TestCodeView::aLineOfTheTwinListsTheEventsOfItsLines()
{
    showTwin();
    m_pane->setCaretLine(12);
    QTest::keyClick(m_pane, Qt::Key_Return);
    LineEvents* events = m_view->lineEvents();
    QVERIFY(events->isVisible());
    QCOMPARE(events->steps(), (std::vector<Step>{6, 12}));
    QCOMPARE(events->accessibleName(), QStringLiteral("Line 12, 2 events"));
    m_pane->setCaretLine(14); // has no counterpart
    QTest::keyClick(m_pane, Qt::Key_Return);
    QVERIFY(!events->isVisible());
    // Another language: what is listed belongs to a line that is gone.
    m_pane->setCaretLine(12);
    QTest::keyClick(m_pane, Qt::Key_Return);
    QVERIFY(events->isVisible());
    m_view->languages()->setCurrent(0);
    QVERIFY(!events->isVisible());
}

void TestCodeView::aBreakpointOfTheTwinIsOneOfTheProgram()
{
    showTwin();
    m_pane->setCaretLine(28); // one.join() and two.join()
    QTest::keyClick(m_pane, Qt::Key_F9);
    QCOMPARE(m_session->breakpoints().size(), std::size_t(2));
    QCOMPARE(m_session->breakpoints().front().line, std::uint32_t(62));
    QTRY_VERIFY(m_pane->marks().contains(28) && m_pane->marks().at(28).hasBreakpoint);
    m_session->removeBreakpoint(m_session->breakpoints().front());
    QTest::keyClick(m_pane, Qt::Key_F9);
    QVERIFY(m_session->breakpoints().empty());
    m_pane->setCaretLine(3);
    QTest::keyClick(m_pane, Qt::Key_F9);
    QVERIFY(m_session->breakpoints().empty());
}

void TestCodeView::theLanguageIsKept()
{
    QString title;
    connect(m_view.get(), &CodeView::titleChanged, this, [&title](const QString& each) { title = each; });
    showTwin();
    QCOMPARE(title, QStringLiteral("two-cooks.py"));
    show(KitchenTrace().trace);
    QCOMPARE(title, QStringLiteral("kitchen.cpp"));
    QVERIFY(!m_view->languages()->isVisible());
    QCOMPARE(m_pane->lineText(11), QStringLiteral("knife.lock();"));
    show(KitchenTrace("tests/sources/two_cooks.cpp").trace);
    QCOMPARE(m_view->languages()->current(), 1);
    m_view->disconnect(this);
    QCOMPARE(m_pane->lineText(10), QStringLiteral("with knife:"));
}

void TestCodeView::aLaneWithoutALineInTheTwinIsNamedBelow()
{
    KitchenTrace kitchen("tests/sources/two_cooks.cpp");
    kitchen.add(kitchen.two, trace::Operation::Note, ObjectId::none, 23);
    show(kitchen.trace);
    m_view->languages()->setCurrent(1);
    m_session->selectLane(kitchen.two);
    const auto said = [this] {
        const auto& all = m_view->strip()->elsewhere();
        return all.empty() ? QString() : all.front().words;
    };
    QTRY_VERIFY2(said().startsWith("cook 2 ") && said().endsWith("line 23 of two_cooks.cpp"), qPrintable(said()));
    QCOMPARE(m_view->languages()->current(), 1); // it follows, but does not take the twin away
    for (auto* each : m_view->strip()->findChildren<QToolButton*>())
        if (each->accessibleName().startsWith("cook 2"))
            QTest::mouseClick(each, Qt::LeftButton);
    QCOMPARE(m_view->languages()->current(), 0);
    QTRY_VERIFY(m_pane->sightOf(23) == SourcePane::Sight::Visible);
}

void TestCodeView::spaceIsLeftToTheWindow()
{
    show(KitchenTrace().trace);
    m_pane->verticalScrollBar()->setValue(0);
    for (const int key : {Qt::Key_Space, Qt::Key_1}) {
        QKeyEvent event(QEvent::KeyPress, key, Qt::NoModifier, key == Qt::Key_Space ? " " : "1");
        event.ignore();
        static_cast<QObject*>(m_pane)->event(&event);
        QVERIFY(!event.isAccepted());
    }
    QCOMPARE(m_pane->verticalScrollBar()->value(), 0);
}

void TestCodeView::coloursChangeWithTheTheme()
{
    show(KitchenTrace().trace);
    m_session->selectLane(LaneId(1));
    QTRY_VERIFY(m_pane->marks().contains(14) && m_pane->sightOf(14) == SourcePane::Sight::Visible);
    const auto row = [this] {
        const QRect line = m_pane->lineRect(14);
        return QRect(0, m_pane->mapTo(m_view.get(), QPoint()).y() + line.top(), m_view->width(), line.height());
    };
    QVERIFY(pixelsOf(image(), row(), theme::light().state(theme::State::Blocked).outline) > 20);
    m_theme.setScheme(theme::Scheme::Dark);
    QTRY_VERIFY(pixelsOf(image(), row(), theme::dark().state(theme::State::Blocked).outline) > 20);
    const QTextBlock comment = m_pane->document()->findBlockByNumber(0);
    QTRY_COMPARE(comment.layout()->formats().value(0).format.foreground().color(), theme::dark().codeComment);
    m_theme.setScheme(theme::Scheme::Light);
}

} // namespace interleave::code

QTEST_MAIN(interleave::code::TestCodeView)
#include "tst_code_view.moc"

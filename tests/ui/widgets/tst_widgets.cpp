#include "ui/theme/metrics.h"
#include "ui/theme/theme.h"
#include "ui/widgets/badges.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/option_rows.h"
#include "ui/widgets/search_field.h"
#include "ui/widgets/section_head.h"
#include "ui/widgets/segmented_control.h"
#include "ui/widgets/splitter.h"
#include "ui/widgets/unit_spin_box.h"

#include <QAccessible>
#include <QApplication>
#include <QLabel>
#include <QSignalSpy>
#include <QTest>
#include <QVBoxLayout>
#include <QWheelEvent>

using namespace interleave;
using namespace interleave::widgets;
namespace metrics = interleave::theme::metrics;

class WidgetsTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void sectionFoldsByMouseAndKey();
    void fixedSectionStaysOpen();
    void segmentsChooseByArrowKeys();
    void choosingASegmentMovesNothing();
    void iconButtonTellsItsNameAndKey();
    void primaryButtonIsAccented();
    void searchFieldClearsOnEscape();
    void badgeKeepsItsWord();
    void countIsWideEnough();
    void bannerOpensAtOnceWhenMotionIsReduced();
    void bannerOpensInTime();
    void bannerReplacesActions();
    void emptyStateHasOneAction();
    void labelElidesItsMiddle();
    void unitFieldStaysInItsRange();
    void wheelLeavesAFieldWithoutFocusAlone();
    void splitterMovesByKey();
    void rowsExcludeEachOther();
    void rolesOnTheAccessibleTree();

private:
    theme::Theme m_theme{*qApp};
};

void WidgetsTest::initTestCase()
{
    m_theme.setMotion(theme::Motion::Full);
}

void WidgetsTest::sectionFoldsByMouseAndKey()
{
    QWidget window;
    auto* column = new QVBoxLayout(&window);
    auto* section = new SectionHead(QStringLiteral("Lanes"));
    auto* body = new QLabel(QStringLiteral("cook 1"));
    section->setBody(body);
    column->addWidget(section);
    window.show();
    QSignalSpy folded(section, &SectionHead::foldedChanged);
    auto* head = section->findChild<QPushButton*>();
    QCOMPARE(head->height(), metrics::sectionHeadHeight);
    QVERIFY(body->isVisible());
    QTest::mouseClick(head, Qt::LeftButton);
    QVERIFY(section->isFolded() && !body->isVisible());
    QTest::keyClick(head, Qt::Key_Space);
    QVERIFY(!section->isFolded() && body->isVisible());
    QCOMPARE(folded.count(), 2);
}

void WidgetsTest::fixedSectionStaysOpen()
{
    SectionHead section(QStringLiteral("Variant"), SectionHead::Folding::Fixed);
    section.setBody(new QLabel);
    QTest::mouseClick(section.findChild<QPushButton*>(), Qt::LeftButton);
    section.setFolded(true);
    QVERIFY(!section.isFolded());
}

void WidgetsTest::segmentsChooseByArrowKeys()
{
    SegmentedControl control(QStringLiteral("Mode"), {QStringLiteral("Live"), QStringLiteral("Controlled")});
    control.show();
    QVERIFY(QTest::qWaitForWindowExposed(&control));
    QCOMPARE(control.current(), 0);
    QSignalSpy changed(&control, &SegmentedControl::currentChanged);
    const auto parts = control.findChildren<QRadioButton*>();
    parts[0]->setFocus();
    QTest::keyClick(parts[0], Qt::Key_Right);
    QCOMPARE(control.current(), 1);
    QCOMPARE(changed.count(), 1);
    QTest::mouseClick(parts[0], Qt::LeftButton);
    QCOMPARE(control.current(), 0);
    control.setCurrent(7);
    QCOMPARE(control.current(), 0);
    QCOMPARE(parts[1]->accessibleName(), QStringLiteral("Mode: Controlled"));
}

void WidgetsTest::choosingASegmentMovesNothing()
{
    SegmentedControl control(QStringLiteral("Ruler"), {QStringLiteral("Steps"), QStringLiteral("Time")});
    const QSize before = control.sizeHint();
    control.setCurrent(1);
    QCOMPARE(control.sizeHint(), before);
    QCOMPARE(before.height(), metrics::fieldHeight);
    control.setHeight(metrics::transportFieldHeight);
    QCOMPARE(control.sizeHint().height(), metrics::transportFieldHeight);
}

void WidgetsTest::iconButtonTellsItsNameAndKey()
{
    IconButton button(theme::Icon::Restart, QStringLiteral("Restart"), QKeySequence(Qt::Key_F4));
    QCOMPARE(button.toolTip(), QStringLiteral("Restart (F4)"));
    QCOMPARE(button.accessibleName(), QStringLiteral("Restart"));
    QCOMPARE(button.sizeHint(), QSize(28, 28));
    button.setFace(theme::Icon::Pause, QStringLiteral("Pause"));
    QCOMPARE(button.toolTip(), QStringLiteral("Pause (F4)"));
    button.setTextShown(true);
    QVERIFY(button.sizeHint().width() > 60);
}

void WidgetsTest::primaryButtonIsAccented()
{
    for (const auto scheme : {theme::Scheme::Light, theme::Scheme::Dark}) {
        m_theme.setScheme(scheme);
        PrimaryButton button(theme::Icon::Play, QStringLiteral("Play"));
        button.resize(90, 32);
        QCOMPARE(button.grab().toImage().pixelColor(4, 6), m_theme.palette().accent);
        button.setEnabled(false);
        QVERIFY(button.grab().toImage().pixelColor(4, 6) != m_theme.palette().accent);
    }
}

void WidgetsTest::searchFieldClearsOnEscape()
{
    SearchField field(QStringLiteral("Search programs"), QKeySequence(Qt::CTRL | Qt::Key_K));
    QTest::keyClicks(&field, QStringLiteral("deadlock"));
    QCOMPARE(field.text(), QStringLiteral("deadlock"));
    QTest::keyClick(&field, Qt::Key_Escape);
    QVERIFY(field.text().isEmpty());
    QVERIFY(field.toolTip().contains(QStringLiteral("Ctrl+K")));
}

void WidgetsTest::badgeKeepsItsWord()
{
    m_theme.setScheme(theme::Scheme::Light);
    Badge badge;
    badge.setMode(Badge::Mode::Controlled);
    badge.setDetail(QStringLiteral("paused · 14 / 14"));
    QCOMPARE(badge.accessibleName(), QStringLiteral("Mode: Controlled"));
    QVERIFY(badge.sizeHint().width() > badge.minimumSizeHint().width());
    badge.resize(badge.sizeHint());
    QCOMPARE(badge.grab().toImage().pixelColor(badge.width() / 2, 0), theme::light().accent);
    badge.setMode(Badge::Mode::Live);
    QCOMPARE(badge.grab().toImage().pixelColor(badge.width() / 2, 0), theme::light().ok);
    badge.setMode(Badge::Mode::Replayed);
    QCOMPARE(badge.grab().toImage().pixelColor(badge.width() / 2, 0), theme::light().violet);
}

void WidgetsTest::countIsWideEnough()
{
    CountBadge badge;
    badge.setCount(1);
    const int one = badge.sizeHint().width();
    badge.setCount(123456);
    QVERIFY(badge.sizeHint().width() > one);
}

void WidgetsTest::bannerOpensAtOnceWhenMotionIsReduced()
{
    m_theme.setMotion(theme::Motion::Reduced);
    Banner banner;
    QVERIFY(!banner.isVisible());
    banner.open(Banner::Tone::Error, QStringLiteral("Deadlock at step 14."), QStringLiteral("Nobody can move."));
    QVERIFY(banner.isVisible());
    QCOMPARE(banner.maximumHeight(), banner.sizeHint().height());
    banner.close();
    QVERIFY(!banner.isVisible() && !banner.isOpen());
    m_theme.setMotion(theme::Motion::Full);
}

void WidgetsTest::bannerOpensInTime()
{
    Banner banner;
    banner.open(Banner::Tone::Warning, QStringLiteral("The arena is full."), {},
                QStringLiteral("The trace ends here."));
    QVERIFY(banner.maximumHeight() < banner.sizeHint().height());
    QTRY_COMPARE(banner.maximumHeight(), banner.sizeHint().height());
}

void WidgetsTest::bannerReplacesActions()
{
    Banner banner;
    banner.open(Banner::Tone::Error, QStringLiteral("One"), {}, QStringLiteral("<a href='step:9'>before step 10</a>"));
    banner.addAction(theme::Icon::Flag, QStringLiteral("Go to step 9"));
    banner.addAction(QStringLiteral("Why?"));
    QCOMPARE(banner.findChildren<QPushButton*>().size(), 2);
    QSignalSpy link(&banner, &Banner::linkActivated);
    emit banner.findChildren<QLabel*>().at(1)->linkActivated(QStringLiteral("step:9"));
    QCOMPARE(link.count(), 1);
    banner.open(Banner::Tone::Ok, QStringLiteral("Two"), {});
    QCOMPARE(banner.findChildren<QPushButton*>().size(), 0);
}

void WidgetsTest::emptyStateHasOneAction()
{
    EmptyState state(QStringLiteral("Nothing has run yet."));
    auto* button = state.findChild<QPushButton*>();
    QVERIFY(button->isHidden());
    state.setAction(QStringLiteral("Open…"));
    QVERIFY(!button->isHidden());
    QSignalSpy triggered(&state, &EmptyState::actionTriggered);
    button->click();
    QCOMPARE(triggered.count(), 1);
}

void WidgetsTest::labelElidesItsMiddle()
{
    ElidedLabel label(QStringLiteral("kitchen_deadlock.cpp"));
    label.resize(label.sizeHint());
    QVERIFY(!label.isElided());
    QVERIFY(label.toolTip().isEmpty());
    label.resize(40, 16);
    label.show();
    QTRY_VERIFY(label.isElided());
    QCOMPARE(label.toolTip(), label.text());
    QVERIFY(label.minimumSizeHint().width() <= 24);
}

void WidgetsTest::unitFieldStaysInItsRange()
{
    UnitSpinBox field(QStringLiteral("Hold"), 0, 5, QStringLiteral("u"), 1);
    QCOMPARE(field.rangeText(), QStringLiteral("0 – 5"));
    field.setValue(9);
    QCOMPARE(field.value(), 5.0);
    QTest::keyClick(&field, Qt::Key_Down);
    QCOMPARE(field.value(), 4.5);
    QVERIFY(field.accessibleDescription().contains(QLatin1Char('5')));
}

void WidgetsTest::wheelLeavesAFieldWithoutFocusAlone()
{
    UnitSpinBox field(QStringLiteral("Cooks"), 2, 6);
    field.setValue(3);
    QWheelEvent turn(QPointF(5, 5), QPointF(5, 5), {}, QPoint(0, 120), Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase,
                     false);
    QApplication::sendEvent(&field, &turn);
    QCOMPARE(field.value(), 3.0);
    QVERIFY(!turn.isAccepted());
}

void WidgetsTest::splitterMovesByKey()
{
    Splitter splitter(Qt::Horizontal);
    splitter.addWidget(new QWidget);
    splitter.addWidget(new QWidget);
    splitter.resize(401, 100);
    splitter.setSizes({200, 200});
    splitter.show();
    QVERIFY(QTest::qWaitForWindowExposed(&splitter));
    QCOMPARE(splitter.handleWidth(), 1);
    QCOMPARE(splitter.widget(0)->width(), 200);
    QTest::keyClick(splitter.handle(1), Qt::Key_Right);
    QCOMPARE(splitter.widget(0)->width(), 216);
    QTest::keyClick(splitter.handle(1), Qt::Key_Left);
    QCOMPARE(splitter.widget(0)->width(), 200);
}

void WidgetsTest::rowsExcludeEachOther()
{
    QWidget list;
    auto* column = new QVBoxLayout(&list);
    auto* broken =
        new RadioRow(QStringLiteral("as-written"), {QStringLiteral("broken"), theme::Icon::Broken, theme::Role::Error});
    auto* repaired =
        new RadioRow(QStringLiteral("same-order"), {QStringLiteral("fixed"), theme::Icon::Ok, theme::Role::Ok});
    column->addWidget(broken);
    column->addWidget(repaired);
    list.resize(240, 80);
    list.show();
    list.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&list));
    broken->setChecked(true);
    QCOMPARE(broken->sizeHint().height(), metrics::rowHeight);
    // The whole row is the target, not only its words.
    QTest::mouseClick(repaired, Qt::LeftButton, {}, QPoint(repaired->width() - 3, 3));
    QVERIFY(repaired->isChecked() && !broken->isChecked());
    QTest::keyClick(repaired, Qt::Key_Up);
    QVERIFY(broken->isChecked());
    QCOMPARE(broken->accessibleDescription(), QStringLiteral("broken"));

    ToggleRow toggle(QStringLiteral("Reduced motion"));
    QTest::mouseClick(&toggle, Qt::LeftButton, {}, QPoint(2, 2));
    QVERIFY(toggle.isChecked());
}

void WidgetsTest::rolesOnTheAccessibleTree()
{
    const auto role = [](QWidget& widget) { return QAccessible::queryAccessibleInterface(&widget)->role(); };
    RadioRow radio(QStringLiteral("as-written"));
    ToggleRow toggle(QStringLiteral("Wrap"));
    IconButton button(theme::Icon::Stop, QStringLiteral("Stop"));
    UnitSpinBox field(QStringLiteral("Hold"), 0, 5);
    QCOMPARE(role(radio), QAccessible::RadioButton);
    QCOMPARE(role(toggle), QAccessible::CheckBox);
    QCOMPARE(role(button), QAccessible::Button);
    QCOMPARE(role(field), QAccessible::SpinBox);
    QCOMPARE(QAccessible::queryAccessibleInterface(&button)->text(QAccessible::Name), QStringLiteral("Stop"));
}

QTEST_MAIN(WidgetsTest)
#include "tst_widgets.moc"

#include "ui/theme/metrics.h"
#include "ui/theme/style.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QFocusFrame>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QSlider>
#include <QSpinBox>
#include <QTabBar>
#include <QTest>

using namespace interleave::theme;

namespace {

QColor at(QWidget& widget, int x, int y)
{
    return widget.grab().toImage().pixelColor(x, y);
}

} // namespace

class StyleTest : public QObject
{
    Q_OBJECT

private slots:
    void fieldsAreEquallyHigh();
    void coloursFollowTheTheme_data();
    void coloursFollowTheTheme();
    void tabTellsTheSelectedOne();
    void ringComesWithTheKeyboardOnly();
    void sliderGoesWhereItIsClicked();
    void scrollBarKeepsAHandleToCatch();

private:
    Theme m_theme{*qApp};
};

void StyleTest::fieldsAreEquallyHigh()
{
    QPushButton button(QStringLiteral("Compare…"));
    QLineEdit field;
    QComboBox choice;
    choice.addItem(QStringLiteral("by hand"));
    QSpinBox number;
    for (const QWidget* control : std::initializer_list<QWidget*>{&button, &field, &choice, &number}) {
        QCOMPARE(control->sizeHint().height(), metrics::fieldHeight);
    }
    QTabBar tabs;
    tabs.addTab(QStringLiteral("Code"));
    QCOMPARE(tabs.sizeHint().height(), metrics::tabBarHeight);
}

void StyleTest::coloursFollowTheTheme_data()
{
    QTest::addColumn<bool>("isDark");
    QTest::newRow("light") << false;
    QTest::newRow("dark") << true;
}

void StyleTest::coloursFollowTheTheme()
{
    QFETCH(bool, isDark);
    m_theme.setScheme(isDark ? Scheme::Dark : Scheme::Light);
    const Palette& colours = m_theme.palette();

    QPushButton button;
    button.resize(80, 28);
    QCOMPARE(at(button, 40, 0), colours.controlOutline);
    QCOMPARE(at(button, 40, 14), colours.panel);
    button.setEnabled(false);
    QCOMPARE(at(button, 40, 0), colours.hairline);

    QPushButton accented;
    accented.resize(80, 28);
    accented.setDefault(true);
    QCOMPARE(at(accented, 40, 14), colours.accent);

    QPushButton checked;
    checked.setCheckable(true);
    checked.setChecked(true);
    checked.resize(80, 28);
    QCOMPARE(at(checked, 40, 0), colours.accent);
    QCOMPARE(at(checked, 40, 14), colours.checked);

    QLineEdit field;
    field.resize(80, 28);
    QCOMPARE(at(field, 40, 0), colours.controlOutline);
    QCOMPARE(at(field, 60, 14), colours.field);
    field.setEnabled(false);
    QCOMPARE(at(field, 60, 14), colours.raised);

    QCheckBox box;
    box.setChecked(true);
    box.resize(30, 20);
    const QImage image = box.grab().toImage();
    QCOMPARE(image.pixelColor(4, 6), colours.accent);
}

void StyleTest::tabTellsTheSelectedOne()
{
    m_theme.setScheme(Scheme::Light);
    QTabBar tabs;
    tabs.addTab(QStringLiteral("Code"));
    tabs.addTab(QStringLiteral("Console"));
    tabs.setExpanding(false);
    tabs.resize(400, metrics::tabBarHeight);
    tabs.show();
    QVERIFY(QTest::qWaitForWindowExposed(&tabs));
    const QRect other = tabs.tabRect(1);
    QCOMPARE(at(tabs, tabs.tabRect(0).center().x(), 0), light().accent);
    QCOMPARE(at(tabs, other.center().x(), 0), light().sectionHead);
    QCOMPARE(at(tabs, 390, 10), light().sectionHead);
    QCOMPARE(at(tabs, 390, metrics::tabBarHeight - 1), light().hairline);
}

void StyleTest::ringComesWithTheKeyboardOnly()
{
    QWidget window;
    auto* row = new QHBoxLayout(&window);
    auto* first = new QPushButton(QStringLiteral("Play"));
    auto* second = new QPushButton(QStringLiteral("Step"));
    row->addWidget(first);
    row->addWidget(second);
    window.show();
    window.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&window));

    const auto ring = [&window] { return window.findChild<QFocusFrame*>(); };
    first->setFocus(Qt::MouseFocusReason);
    QVERIFY(ring() == nullptr || ring()->widget() == nullptr);
    QTest::keyClick(first, Qt::Key_Tab);
    QVERIFY(second->hasFocus());
    QVERIFY(ring() != nullptr);
    QCOMPARE(ring()->widget(), static_cast<QWidget*>(second));
    QTRY_VERIFY(ring()->isVisible());

    // 2 px of accent, 1 px off the button's outline.
    const QImage image = window.grab().toImage();
    const QPoint below(second->geometry().center().x(), second->geometry().bottom());
    const Palette& colours = paletteFor(window);
    QCOMPARE(image.pixelColor(below + QPoint(0, 1)), colours.panel);
    QCOMPARE(image.pixelColor(below + QPoint(0, 2)), colours.accent);
    QCOMPARE(image.pixelColor(below + QPoint(0, 3)), colours.accent);
    QCOMPARE(image.pixelColor(below + QPoint(0, 4)), colours.panel);
}

void StyleTest::sliderGoesWhereItIsClicked()
{
    QSlider slider(Qt::Horizontal);
    slider.setRange(0, 100);
    slider.resize(214, 20);
    QTest::mouseClick(&slider, Qt::LeftButton, {}, QPoint(107, 10));
    QVERIFY2(std::abs(slider.value() - 50) <= 1, qPrintable(QString::number(slider.value())));
}

void StyleTest::scrollBarKeepsAHandleToCatch()
{
    QScrollBar bar(Qt::Vertical);
    bar.setRange(0, 10'000'000);
    bar.setPageStep(100);
    bar.resize(10, 300);
    bar.setValue(bar.maximum());
    const QImage image = bar.grab().toImage();
    int handle = 0;
    for (int y = 0; y < 300; ++y) {
        handle += image.pixelColor(5, y) == paletteFor(bar).hairline ? 1 : 0;
    }
    QVERIFY2(handle >= 20, qPrintable(QString::number(handle)));
    QCOMPARE(image.pixelColor(5, 150), paletteFor(bar).panel);
}

QTEST_MAIN(StyleTest)
#include "tst_style.moc"

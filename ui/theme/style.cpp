#include "ui/theme/style.h"

#include "ui/theme/focus_ring.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAbstractSpinBox>
#include <QApplication>
#include <QComboBox>
#include <QLineEdit>
#include <QMenu>
#include <QSlider>
#include <QStyleFactory>
#include <QStyleOption>
#include <QTabBar>
#include <QVariant>

namespace interleave::theme {
namespace {

bool getsRing(const QWidget& widget)
{
    return widget.property("interleaveFocusRadius").isValid()
           || qobject_cast<const QAbstractButton*>(&widget) != nullptr
           || qobject_cast<const QLineEdit*>(&widget) != nullptr || qobject_cast<const QComboBox*>(&widget) != nullptr
           || qobject_cast<const QAbstractSpinBox*>(&widget) != nullptr
           || qobject_cast<const QSlider*>(&widget) != nullptr;
}

} // namespace

Style::Style(const Palette& palette)
    : QProxyStyle(QStyleFactory::create(QStringLiteral("Fusion")))
    , m_palette(&palette)
    , m_ring(new FocusRing(this))
{
    setObjectName(QStringLiteral("interleave"));
}

QPalette Style::standardPalette() const
{
    return toQPalette(*m_palette);
}

void Style::polish(QWidget* widget)
{
    QProxyStyle::polish(widget);
    if (getsRing(*widget)) {
        widget->setAttribute(Qt::WA_Hover);
        // The field inside a spin box or combo box passes its focus on to the whole control.
        const bool isInner = qobject_cast<QLineEdit*>(widget) != nullptr
                             && (qobject_cast<QAbstractSpinBox*>(widget->parentWidget()) != nullptr
                                 || qobject_cast<QComboBox*>(widget->parentWidget()) != nullptr);
        if (!isInner) {
            m_ring->watch(*widget);
        }
    }
    if (qobject_cast<QTabBar*>(widget) != nullptr) {
        widget->setAttribute(Qt::WA_Hover);
        // Only a styled ground reaches the part of the bar that has no tab.
        widget->setAttribute(Qt::WA_StyledBackground);
    }
}

void Style::unpolish(QWidget* widget)
{
    widget->removeEventFilter(m_ring);
    QProxyStyle::unpolish(widget);
}

int Style::pixelMetric(PixelMetric metric, const QStyleOption* option, const QWidget* widget) const
{
    switch (metric) {
    case PM_ButtonShiftHorizontal:
    case PM_ButtonShiftVertical:
    case PM_MenuPanelWidth:
    case PM_MenuBarPanelWidth:
    case PM_MenuBarHMargin:
    case PM_MenuBarVMargin:
    case PM_ToolBarFrameWidth:
    case PM_ToolBarItemMargin:
    case PM_TabBarTabOverlap:
    case PM_TabBarTabShiftVertical:
    case PM_TabBarBaseOverlap:
    case PM_TabBarTabVSpace:
    case PM_ButtonDefaultIndicator: return 0;
    case PM_ButtonMargin: return metrics::padding;
    case PM_ButtonIconSize:
    case PM_SmallIconSize:
    case PM_ToolBarIconSize:
    case PM_TabBarIconSize:
    case PM_ListViewIconSize: return metrics::iconSize;
    case PM_DefaultFrameWidth: return 1;
    case PM_ScrollBarExtent: return 10;
    case PM_ScrollBarSliderMin: return 28;
    case PM_SliderThickness:
    case PM_SliderControlThickness:
    case PM_SliderLength: return 16;
    case PM_SplitterWidth:
    case PM_DockWidgetSeparatorExtent: return 5;
    case PM_DockWidgetFrameWidth: return 0;
    case PM_DockWidgetTitleMargin: return 6;
    case PM_MenuHMargin:
    case PM_MenuVMargin: return metrics::base;
    case PM_MenuBarItemSpacing: return metrics::base;
    case PM_ToolBarItemSpacing: return metrics::paddingSmall;
    case PM_TabBarTabHSpace: return 2 * metrics::padding;
    case PM_IndicatorWidth:
    case PM_IndicatorHeight:
    case PM_ExclusiveIndicatorWidth:
    case PM_ExclusiveIndicatorHeight: return 14;
    case PM_CheckBoxLabelSpacing:
    case PM_RadioButtonLabelSpacing: return metrics::paddingSmall;
    case PM_FocusFrameHMargin:
    case PM_FocusFrameVMargin: return metrics::focusRing + metrics::focusGap;
    case PM_LayoutHorizontalSpacing:
    case PM_LayoutVerticalSpacing: return metrics::paddingSmall;
    case PM_LayoutLeftMargin:
    case PM_LayoutTopMargin:
    case PM_LayoutRightMargin:
    case PM_LayoutBottomMargin: return metrics::padding;
    case PM_TreeViewIndentation: return metrics::groupGap;
    case PM_ToolTipLabelFrameWidth: return 4;
    default: return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

int Style::styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget,
                     QStyleHintReturn* returnData) const
{
    switch (hint) {
    case SH_Widget_Animate: return m_isMotionReduced ? 0 : 1;
    case SH_Widget_Animation_Duration: return m_isMotionReduced ? 0 : metrics::bannerMotion;
    case SH_EtchDisabledText:
    case SH_DitherDisabledText:
    case SH_ComboBox_Popup:
    case SH_DialogButtonBox_ButtonsHaveIcons:
    case SH_ScrollBar_Transient:
    case SH_ScrollView_FrameOnlyAroundContents:
    case SH_BlinkCursorWhenTextSelected: return 0;
    case SH_MenuBar_AltKeyNavigation:
    case SH_FocusFrame_AboveWidget:
    case SH_ItemView_ShowDecorationSelected: return 1;
    case SH_Slider_AbsoluteSetButtons: return static_cast<int>(Qt::LeftButton);
    default: return QProxyStyle::styleHint(hint, option, widget, returnData);
    }
}

QIcon Style::standardIcon(StandardPixmap which, const QStyleOption* option, const QWidget* widget) const
{
    // Those of the desktop cannot be read on a dark ground.
    switch (which) {
    case SP_LineEditClearButton:
    case SP_TitleBarCloseButton:
    case SP_DockWidgetCloseButton: return icon(Icon::Clear);
    case SP_TitleBarNormalButton:
    case SP_TitleBarMaxButton: return icon(Icon::Fit);
    case SP_ToolBarHorizontalExtensionButton: return icon(Icon::ChevronRight);
    case SP_ToolBarVerticalExtensionButton: return icon(Icon::ChevronDown);
    case SP_MessageBoxWarning: return icon(Icon::Warning, Role::Warning);
    case SP_MessageBoxCritical: return icon(Icon::Deadlock, Role::Error);
    case SP_MessageBoxInformation:
    case SP_MessageBoxQuestion: return icon(Icon::Info, Role::Accent);
    default: return QProxyStyle::standardIcon(which, option, widget);
    }
}

void Style::drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                          const QWidget* widget) const
{
    const bool isDrawn = drawButtonPrimitive(element, *option, *painter, widget)
                         || drawFieldPrimitive(element, *option, *painter, widget)
                         || drawItemPrimitive(element, *option, *painter, widget)
                         || drawFramePrimitive(element, *option, *painter, widget);
    if (!isDrawn) {
        QProxyStyle::drawPrimitive(element, option, painter, widget);
    }
}

void Style::drawControl(ControlElement element, const QStyleOption* option, QPainter* painter,
                        const QWidget* widget) const
{
    const bool isDrawn = drawButtonLabel(element, *option, *painter, widget)
                         || drawItemControl(element, *option, *painter, widget)
                         || drawTabControl(element, *option, *painter, widget);
    if (!isDrawn) {
        QProxyStyle::drawControl(element, option, painter, widget);
    }
}

void Style::drawComplexControl(ComplexControl control, const QStyleOptionComplex* option, QPainter* painter,
                               const QWidget* widget) const
{
    switch (control) {
    case CC_ComboBox:
    case CC_SpinBox: drawField(*option, *painter, widget); break;
    case CC_Slider: drawSlider(*option, *painter); break;
    case CC_ScrollBar: drawScrollBar(*option, *painter); break;
    default: QProxyStyle::drawComplexControl(control, option, painter, widget);
    }
}

int motionTime(const QWidget& widget, int milliseconds)
{
    const bool isReduced = widget.style()->styleHint(QStyle::SH_Widget_Animation_Duration, nullptr, &widget) == 0;
    return isReduced ? 0 : milliseconds;
}

} // namespace interleave::theme

// Text fields, combo boxes, spin boxes, sliders and scroll bars.

#include "ui/theme/icons.h"
#include "ui/theme/patterns.h"
#include "ui/theme/style.h"
#include "ui/theme/style_paint.h"

#include <QAbstractSpinBox>
#include <QComboBox>
#include <QStyleOption>

namespace interleave::theme {
namespace {

constexpr int textMargin = 8;
constexpr int arrowRoom = 24;
constexpr int handleSize = 14;
constexpr int grooveHeight = 4;

void paintField(QPainter& painter, const QStyleOption& option, const Palette& colours)
{
    const bool isEnabled = isOn(option, QStyle::State_Enabled);
    const bool hasFocus = isOn(option, QStyle::State_HasFocus);
    const QColor outline = !isEnabled ? colours.hairline : hasFocus ? colours.accent : colours.controlOutline;
    paintBox(painter, option.rect, isEnabled ? colours.field : colours.raised, outline);
}

QRect sliderHandle(const QStyleOptionSlider& slider)
{
    const bool isFlat = slider.orientation == Qt::Horizontal;
    const int length = isFlat ? slider.rect.width() : slider.rect.height();
    const int at = QStyle::sliderPositionFromValue(slider.minimum, slider.maximum, slider.sliderPosition,
                                                   length - handleSize, slider.upsideDown);
    const QPoint middle = slider.rect.center();
    return isFlat ? QRect(slider.rect.left() + at, middle.y() - handleSize / 2 + 1, handleSize, handleSize)
                  : QRect(middle.x() - handleSize / 2 + 1, slider.rect.top() + at, handleSize, handleSize);
}

QRect scrollHandle(const QStyleOptionSlider& bar, int shortest)
{
    const bool isFlat = bar.orientation == Qt::Horizontal;
    const int length = isFlat ? bar.rect.width() : bar.rect.height();
    int handle = length;
    if (bar.maximum != bar.minimum) {
        const qint64 range = qint64(bar.maximum) - bar.minimum;
        handle = static_cast<int>(qint64(bar.pageStep) * length / (range + bar.pageStep));
        handle = std::min(length, std::max(handle, shortest));
    }
    const int at =
        QStyle::sliderPositionFromValue(bar.minimum, bar.maximum, bar.sliderPosition, length - handle, bar.upsideDown);
    return isFlat ? QRect(bar.rect.left() + at, bar.rect.top(), handle, bar.rect.height())
                  : QRect(bar.rect.left(), bar.rect.top() + at, bar.rect.width(), handle);
}

QRect fieldPart(const QRect& rect, QStyle::SubControl part, bool hasButtons)
{
    const int room = hasButtons ? arrowRoom : textMargin - 4;
    const QRect buttons(rect.right() + 1 - room, rect.top(), room, rect.height());
    switch (part) {
    case QStyle::SC_ComboBoxEditField: // the same bit as SC_SpinBoxFrame is told apart by the caller
        return rect.adjusted(textMargin, 1, -room, -1);
    case QStyle::SC_ComboBoxArrow: return buttons;
    default: return rect;
    }
}

} // namespace

bool Style::drawFieldPrimitive(PrimitiveElement element, const QStyleOption& option, QPainter& painter,
                               const QWidget*) const
{
    const Palette& colours = paletteFor(option.palette);
    switch (element) {
    case PE_PanelLineEdit: {
        const auto* frame = qstyleoption_cast<const QStyleOptionFrame*>(&option);
        if (frame == nullptr || frame->lineWidth > 0) {
            paintField(painter, option, colours);
        }
        return true;
    }
    case PE_FrameLineEdit: return true;
    case PE_IndicatorArrowDown:
    case PE_IndicatorArrowUp:
    case PE_IndicatorArrowLeft:
    case PE_IndicatorArrowRight: {
        const Icon chevron = element == PE_IndicatorArrowDown   ? Icon::ChevronDown
                             : element == PE_IndicatorArrowUp   ? Icon::ChevronUp
                             : element == PE_IndicatorArrowLeft ? Icon::ChevronLeft
                                                                : Icon::ChevronRight;
        const int side = std::min({option.rect.width(), option.rect.height(), metrics::iconSize});
        QRect box(0, 0, side, side);
        box.moveCenter(option.rect.center());
        paintIcon(painter, box, chevron, isOn(option, State_Enabled) ? colours.secondary : colours.hint);
        return true;
    }
    default: return false;
    }
}

void Style::drawField(const QStyleOptionComplex& option, QPainter& painter, const QWidget* widget) const
{
    const Palette& colours = paletteFor(option.palette);
    paintField(painter, option, colours);
    const QColor arrow = isOn(option, State_Enabled) ? colours.secondary : colours.hint;
    const auto paintArrow = [&](SubControl part, ComplexControl control, Icon chevron, int size) {
        QRectF box(0, 0, size, size);
        box.moveCenter(QRectF(proxy()->subControlRect(control, &option, part, widget)).center());
        paintIcon(painter, box, chevron, arrow);
    };
    if (qstyleoption_cast<const QStyleOptionComboBox*>(&option) != nullptr) {
        paintArrow(SC_ComboBoxArrow, CC_ComboBox, Icon::ChevronDown, metrics::iconSize);
    } else if (const auto* spin = qstyleoption_cast<const QStyleOptionSpinBox*>(&option);
               spin != nullptr && spin->buttonSymbols != QAbstractSpinBox::NoButtons) {
        paintArrow(SC_SpinBoxUp, CC_SpinBox, Icon::ChevronUp, 12);
        paintArrow(SC_SpinBoxDown, CC_SpinBox, Icon::ChevronDown, 12);
    }
}

void Style::drawSlider(const QStyleOptionComplex& option, QPainter& painter) const
{
    const auto* slider = qstyleoption_cast<const QStyleOptionSlider*>(&option);
    if (slider == nullptr) {
        return;
    }
    const Palette& colours = paletteFor(option.palette);
    const bool isEnabled = isOn(option, State_Enabled);
    const bool isFlat = slider->orientation == Qt::Horizontal;
    const QRectF handle = sliderHandle(*slider);
    const QRectF all = slider->rect;
    QRectF groove = isFlat ? QRectF(all.left(), handle.center().y() - grooveHeight / 2.0, all.width(), grooveHeight)
                           : QRectF(handle.center().x() - grooveHeight / 2.0, all.top(), grooveHeight, all.height());
    paintBox(painter, groove, colours.hairline, QColor(), grooveHeight / 2.0);
    if (isFlat != slider->upsideDown) {
        isFlat ? groove.setRight(handle.center().x()) : groove.setBottom(handle.center().y());
    } else {
        isFlat ? groove.setLeft(handle.center().x()) : groove.setTop(handle.center().y());
    }
    const QColor line = isEnabled ? colours.accent : colours.hint;
    paintBox(painter, groove, line, QColor(), grooveHeight / 2.0);
    const bool isHovered = isEnabled && isOn(option, State_MouseOver);
    paintBox(painter, handle, isHovered ? colours.checked : colours.panel, line, handleSize / 2.0, 2);
}

void Style::drawScrollBar(const QStyleOptionComplex& option, QPainter& painter) const
{
    const auto* bar = qstyleoption_cast<const QStyleOptionSlider*>(&option);
    if (bar == nullptr || bar->maximum <= bar->minimum) {
        return;
    }
    const Palette& colours = paletteFor(option.palette);
    const bool isActive = isOn(option, State_MouseOver) || isOn(option, State_Sunken);
    const int margin = isActive ? 2 : 3;
    QRectF handle = scrollHandle(*bar, proxy()->pixelMetric(PM_ScrollBarSliderMin, &option, nullptr));
    handle = bar->orientation == Qt::Horizontal ? handle.adjusted(2, margin, -2, -margin)
                                                : handle.adjusted(margin, 2, -margin, -2);
    paintBox(painter, handle, isActive ? colours.controlOutline : colours.hairline, QColor(),
             std::min(handle.width(), handle.height()) / 2);
}

QRect Style::subControlRect(ComplexControl control, const QStyleOptionComplex* option, SubControl part,
                            const QWidget* widget) const
{
    if (control == CC_ComboBox && (part == SC_ComboBoxEditField || part == SC_ComboBoxArrow)) {
        return visualRect(option->direction, option->rect, fieldPart(option->rect, part, true));
    }
    if (const auto* spin = qstyleoption_cast<const QStyleOptionSpinBox*>(option); control == CC_SpinBox && spin) {
        const bool hasButtons = spin->buttonSymbols != QAbstractSpinBox::NoButtons;
        QRect buttons = fieldPart(spin->rect, SC_ComboBoxArrow, hasButtons);
        switch (part) {
        case SC_SpinBoxEditField:
            return visualRect(spin->direction, spin->rect, fieldPart(spin->rect, SC_ComboBoxEditField, hasButtons));
        case SC_SpinBoxUp:
            buttons.setHeight(hasButtons ? buttons.height() / 2 : 0);
            return visualRect(spin->direction, spin->rect, buttons);
        case SC_SpinBoxDown:
            buttons.setTop(hasButtons ? buttons.top() + buttons.height() / 2 : buttons.bottom() + 1);
            return visualRect(spin->direction, spin->rect, buttons);
        default: return spin->rect;
        }
    }
    if (const auto* slider = qstyleoption_cast<const QStyleOptionSlider*>(option); slider != nullptr) {
        if (control == CC_Slider) {
            return part == SC_SliderHandle ? sliderHandle(*slider) : slider->rect;
        }
        if (control == CC_ScrollBar) {
            const QRect handle = scrollHandle(*slider, proxy()->pixelMetric(PM_ScrollBarSliderMin, option, widget));
            const bool isFlat = slider->orientation == Qt::Horizontal;
            QRect rest = slider->rect;
            switch (part) {
            case SC_ScrollBarSlider: return handle;
            case SC_ScrollBarGroove: return slider->rect;
            case SC_ScrollBarSubPage:
                isFlat ? rest.setRight(handle.left() - 1) : rest.setBottom(handle.top() - 1);
                return rest;
            case SC_ScrollBarAddPage:
                isFlat ? rest.setLeft(handle.right() + 1) : rest.setTop(handle.bottom() + 1);
                return rest;
            default: return {};
            }
        }
    }
    return QProxyStyle::subControlRect(control, option, part, widget);
}

QRect Style::subElementRect(SubElement element, const QStyleOption* option, const QWidget* widget) const
{
    switch (element) {
    case SE_LineEditContents: {
        const auto* frame = qstyleoption_cast<const QStyleOptionFrame*>(option);
        if (frame != nullptr && frame->lineWidth == 0) {
            return option->rect;
        }
        // QLineEdit keeps 2 px of its own on either side.
        return option->rect.adjusted(textMargin - 2, 1, -(textMargin - 2), -1);
    }
    case SE_SliderFocusRect: return option->rect;
    default: return QProxyStyle::subElementRect(element, option, widget);
    }
}

QSize Style::sizeFromContents(ContentsType type, const QStyleOption* option, const QSize& contents,
                              const QWidget* widget) const
{
    QSize size = QProxyStyle::sizeFromContents(type, option, contents, widget);
    switch (type) {
    case CT_PushButton:
        // Fusion widens every button to 80 px; a row of ours is as wide as its words.
        if (const auto* button = qstyleoption_cast<const QStyleOptionButton*>(option); button != nullptr) {
            // Qt counts 4 px between icon and words, we paint 8.
            const int gap = button->icon.isNull() || button->text.isEmpty() ? 0 : 4;
            size.setWidth(contents.width() + gap + 2 * metrics::padding);
        }
        size.setHeight(metrics::fieldHeight);
        break;
    case CT_LineEdit: size.setHeight(std::max(contents.height(), metrics::fieldHeight)); break;
    case CT_ComboBox: size = QSize(contents.width() + textMargin + arrowRoom + 4, metrics::fieldHeight); break;
    case CT_SpinBox: size = QSize(contents.width() + textMargin + arrowRoom, metrics::fieldHeight); break;
    case CT_ToolButton:
        size = QSize(std::max(contents.width() + metrics::padding, metrics::fieldHeight), metrics::fieldHeight);
        break;
    case CT_TabBarTab: size.setHeight(metrics::tabBarHeight); break;
    case CT_MenuBarItem: size = QSize(contents.width() + 2 * metrics::paddingSmall, metrics::menuHeight); break;
    case CT_HeaderSection: size.setHeight(24); break;
    case CT_ItemViewItem: size.setHeight(std::max(size.height(), metrics::rowHeight)); break;
    case CT_MenuItem:
        if (const auto* item = qstyleoption_cast<const QStyleOptionMenuItem*>(option); item != nullptr) {
            const bool isSeparator = item->menuItemType == QStyleOptionMenuItem::Separator;
            const int shortcutGap = item->text.contains(QLatin1Char('\t')) ? 2 * metrics::padding : 0;
            // Room for the mark on the left and the chevron of a submenu on the right.
            size = QSize(contents.width() + 28 + shortcutGap + 28, isSeparator ? 9 : 26);
        }
        break;
    default: break;
    }
    return size;
}

} // namespace interleave::theme

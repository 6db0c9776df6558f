// Push buttons, tool buttons, radio buttons, check boxes, and the focus ring around them.

#include "ui/theme/contrast.h"
#include "ui/theme/focus_ring.h"
#include "ui/theme/icons.h"
#include "ui/theme/style.h"
#include "ui/theme/style_paint.h"

#include <QAbstractItemView>
#include <QStyleOptionButton>
#include <QVariant>

namespace interleave::theme {
namespace {

constexpr int buttonIconGap = 8;

bool isAccented(const QStyleOption& option)
{
    const auto* button = qstyleoption_cast<const QStyleOptionButton*>(&option);
    return button != nullptr && button->features.testFlag(QStyleOptionButton::DefaultButton);
}

void paintButton(QPainter& painter, const QStyleOption& option, const Palette& colours)
{
    const bool isEnabled = isOn(option, QStyle::State_Enabled);
    const bool isDown = isOn(option, QStyle::State_Sunken);
    const bool isHovered = isEnabled && isOn(option, QStyle::State_MouseOver);
    if (isAccented(option) && isEnabled) {
        const double towardsText = isDown ? 0.24 : isHovered ? 0.12 : 0.0;
        paintBox(painter, option.rect, blend(colours.accent, colours.text, towardsText), QColor());
    } else if (isOn(option, QStyle::State_On)) {
        paintBox(painter, option.rect, isHovered ? colours.selection : colours.checked,
                 isEnabled ? colours.accent : colours.hairline);
    } else {
        const QColor ground = isDown ? colours.hairline : isHovered ? colours.hover : colours.panel;
        paintBox(painter, option.rect, ground, isEnabled ? colours.controlOutline : colours.hairline);
    }
}

void paintFlatButton(QPainter& painter, const QStyleOption& option, const Palette& colours)
{
    const bool isEnabled = isOn(option, QStyle::State_Enabled);
    if (isOn(option, QStyle::State_On)) {
        paintBox(painter, option.rect, colours.checked, isEnabled ? colours.accent : colours.hairline);
    } else if (isEnabled && isOn(option, QStyle::State_Sunken)) {
        paintBox(painter, option.rect, colours.hairline, QColor());
    } else if (isEnabled && isOn(option, QStyle::State_MouseOver)) {
        paintBox(painter, option.rect, colours.hover, QColor());
    }
}

void paintButtonLabel(QPainter& painter, const QStyleOptionButton& button, const Palette& colours)
{
    const bool isEnabled = isOn(button, QStyle::State_Enabled);
    const bool isChecked = isOn(button, QStyle::State_On);
    const QFontMetrics words(painter.font());
    const int mark = button.icon.isNull() ? 0 : button.iconSize.width();
    const int gap = mark > 0 && !button.text.isEmpty() ? buttonIconGap : 0;
    const int room = button.rect.width() - mark - gap - 2 * metrics::base;
    const bool doesFit = words.size(Qt::TextShowMnemonic, button.text).width() <= room;
    const QString text = doesFit ? button.text : words.elidedText(button.text, Qt::ElideMiddle, room);
    const int textWidth = text.isEmpty() ? 0 : words.size(Qt::TextShowMnemonic, text).width();
    int left = button.rect.left() + (button.rect.width() - mark - gap - textWidth) / 2;
    if (mark > 0) {
        const QRect box(left, button.rect.top() + (button.rect.height() - mark) / 2, mark, mark);
        button.icon.paint(&painter, box, Qt::AlignCenter, isEnabled ? QIcon::Normal : QIcon::Disabled,
                          isChecked ? QIcon::On : QIcon::Off);
        left += mark + gap;
    }
    const QColor pressedIn = isChecked ? colours.accent : colours.text;
    const QColor active = isAccented(button) ? colours.onAccent : pressedIn;
    painter.setPen(isEnabled ? active : colours.hint);
    painter.drawText(QRect(left, button.rect.top(), textWidth + 1, button.rect.height()),
                     Qt::AlignLeft | Qt::AlignVCenter | Qt::TextShowMnemonic | Qt::TextSingleLine, text);
}

void paintMark(QPainter& painter, const QStyleOption& option, const Palette& colours, bool isRound)
{
    const bool isEnabled = isOn(option, QStyle::State_Enabled);
    const bool isSet = isOn(option, QStyle::State_On);
    const QRectF box = QRectF(option.rect).adjusted(0.5, 0.5, -0.5, -0.5);
    const QColor line = !isEnabled ? colours.hairline : isSet ? colours.accent : colours.controlOutline;
    if (isRound) {
        paintBox(painter, box, colours.field, line, box.width() / 2, 1.5);
        if (isSet) {
            paintBox(painter, box.adjusted(3.5, 3.5, -3.5, -3.5), isEnabled ? colours.accent : colours.hint, QColor(),
                     (box.width() - 7) / 2);
        }
        return;
    }
    const bool isPart = isOn(option, QStyle::State_NoChange);
    paintBox(painter, box, isSet && isEnabled ? colours.accent : colours.field, line, 3, 1.5);
    if (isSet) {
        paintIcon(painter, box.adjusted(1, 1, -1, -1), Icon::Ok, isEnabled ? colours.onAccent : colours.hint);
    } else if (isPart) {
        painter.fillRect(QRectF(box.left() + 3, box.center().y() - 1, box.width() - 6, 2), line);
    }
}

void paintFocusRing(QPainter& painter, const QStyleOption& option, const QWidget* widget, const Palette& colours)
{
    const auto* frame = qobject_cast<const QFocusFrame*>(widget);
    const QWidget* control = frame != nullptr ? frame->widget() : widget;
    const QVariant own = control != nullptr ? control->property("interleaveFocusRadius") : QVariant();
    const double corner = own.isValid() ? own.toDouble() : metrics::controlRadius;
    paintBox(painter, option.rect, QColor(), colours.accent, corner + metrics::focusGap + metrics::focusRing,
             metrics::focusRing);
}

} // namespace

bool Style::drawButtonPrimitive(PrimitiveElement element, const QStyleOption& option, QPainter& painter,
                                const QWidget* widget) const
{
    const Palette& colours = paletteFor(option.palette);
    switch (element) {
    case PE_PanelButtonCommand: {
        const auto* button = qstyleoption_cast<const QStyleOptionButton*>(&option);
        if (button != nullptr && button->features.testFlag(QStyleOptionButton::Flat)) {
            paintFlatButton(painter, option, colours);
        } else {
            paintButton(painter, option, colours);
        }
        return true;
    }
    case PE_FrameDefaultButton: return true;
    case PE_PanelButtonTool:
    case PE_PanelButtonBevel:
        if (isOn(option, State_AutoRaise)) {
            paintFlatButton(painter, option, colours);
        } else {
            paintButton(painter, option, colours);
        }
        return true;
    case PE_FrameButtonTool: return true;
    case PE_IndicatorRadioButton: paintMark(painter, option, colours, true); return true;
    case PE_IndicatorCheckBox:
    case PE_IndicatorItemViewItemCheck: paintMark(painter, option, colours, false); return true;
    case PE_FrameFocusRect:
        // Controls have the ring; only rows of a list show their focus inside themselves.
        if (qobject_cast<const QAbstractItemView*>(widget) != nullptr && isOn(option, State_KeyboardFocusChange)) {
            paintBox(painter, QRectF(option.rect).adjusted(1, 1, -1, -1), QColor(), colours.accent,
                     metrics::controlRadius, metrics::focusRing);
        }
        return true;
    default: return false;
    }
}

bool Style::drawButtonLabel(ControlElement element, const QStyleOption& option, QPainter& painter,
                            const QWidget* widget) const
{
    const Palette& colours = paletteFor(option.palette);
    if (element == CE_FocusFrame) {
        paintFocusRing(painter, option, widget, colours);
        return true;
    }
    if (element == CE_PushButtonLabel) {
        const auto* button = qstyleoption_cast<const QStyleOptionButton*>(&option);
        if (button == nullptr) {
            return false;
        }
        paintButtonLabel(painter, *button, colours);
        return true;
    }
    if (element == CE_ToolButtonLabel && isOn(option, State_On)) {
        const auto* tool = qstyleoption_cast<const QStyleOptionToolButton*>(&option);
        if (tool == nullptr) {
            return false;
        }
        QStyleOptionToolButton label(*tool);
        label.palette.setColor(QPalette::ButtonText, isOn(option, State_Enabled) ? colours.accent : colours.hint);
        QProxyStyle::drawControl(element, &label, &painter, widget);
        return true;
    }
    return false;
}

} // namespace interleave::theme

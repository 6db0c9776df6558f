// Rows of lists, trees and tables, menus, frames, splitters and tool tips.

#include "ui/theme/fonts.h"
#include "ui/theme/icons.h"
#include "ui/theme/patterns.h"
#include "ui/theme/style.h"
#include "ui/theme/style_paint.h"

#include <QComboBox>
#include <QSplitter>
#include <QStyleOption>
#include <QTabBar>

namespace interleave::theme {
namespace {

void paintRowGround(QPainter& painter, const QStyleOption& option, const Palette& colours)
{
    if (isOn(option, QStyle::State_Selected)) {
        painter.fillRect(option.rect, colours.selection);
    } else if (isOn(option, QStyle::State_MouseOver) && isOn(option, QStyle::State_Enabled)) {
        painter.fillRect(option.rect, colours.hover);
    }
}

void paintMenuItem(QPainter& painter, const QStyleOptionMenuItem& item, const Palette& colours)
{
    const QRect rect = item.rect;
    if (item.menuItemType == QStyleOptionMenuItem::Separator) {
        paintHairline(painter, QLineF(rect.left() + 8, rect.center().y(), rect.right() - 7, rect.center().y()),
                      colours.hairline);
        return;
    }
    const bool isEnabled = isOn(item, QStyle::State_Enabled);
    if (isEnabled && isOn(item, QStyle::State_Selected)) {
        paintBox(painter, QRectF(rect).adjusted(4, 1, -4, -1), colours.selection, QColor());
    }
    QRect mark(rect.left() + 10, rect.top() + (rect.height() - 16) / 2, 16, 16);
    if (item.checkType != QStyleOptionMenuItem::NotCheckable && item.checked) {
        paintIcon(painter, mark, Icon::Ok, isEnabled ? colours.accent : colours.hint);
    } else if (!item.icon.isNull()) {
        item.icon.paint(&painter, mark, Qt::AlignCenter, isEnabled ? QIcon::Normal : QIcon::Disabled);
    }
    const auto parts = item.text.split(QLatin1Char('\t'));
    const QRect text = rect.adjusted(34, 0, -14, 0);
    painter.setFont(item.font);
    painter.setPen(isEnabled ? colours.text : colours.hint);
    painter.drawText(text, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextShowMnemonic | Qt::TextSingleLine,
                     parts.value(0));
    if (parts.size() > 1) {
        painter.setPen(colours.hint);
        painter.drawText(text, Qt::AlignRight | Qt::AlignVCenter | Qt::TextSingleLine, parts.value(1));
    }
    if (item.menuItemType == QStyleOptionMenuItem::SubMenu) {
        paintIcon(painter, QRect(rect.right() - 22, mark.top(), 16, 16), Icon::ChevronRight, colours.secondary);
    }
}

void paintHeader(QPainter& painter, const QStyleOption& option, const Palette& colours)
{
    painter.fillRect(option.rect, colours.sectionHead);
    const QRectF rect = option.rect;
    paintHairline(painter, QLineF(rect.left(), rect.bottom() - 1, rect.right(), rect.bottom() - 1), colours.hairline);
}

void paintProgress(QPainter& painter, const QStyleOptionProgressBar& bar, const Palette& colours)
{
    QRectF groove(bar.rect.left(), QRectF(bar.rect).center().y() - 2, bar.rect.width(), 4);
    paintBox(painter, groove, colours.hairline, QColor(), 2);
    // How far is unknown: a fixed third, since nothing here loops.
    const bool isUnknown = bar.maximum <= bar.minimum;
    const double share = isUnknown ? 1.0 / 3 : double(bar.progress - bar.minimum) / (bar.maximum - bar.minimum);
    groove.setWidth(groove.width() * std::clamp(share, 0.0, 1.0));
    paintBox(painter, groove, colours.accent, QColor(), 2);
}

} // namespace

bool Style::drawItemPrimitive(PrimitiveElement element, const QStyleOption& option, QPainter& painter,
                              const QWidget*) const
{
    const Palette& colours = paletteFor(option.palette);
    switch (element) {
    case PE_PanelItemViewItem:
        if (const auto* item = qstyleoption_cast<const QStyleOptionViewItem*>(&option);
            item != nullptr && item->backgroundBrush.style() != Qt::NoBrush) {
            painter.fillRect(option.rect, item->backgroundBrush);
        }
        paintRowGround(painter, option, colours);
        return true;
    case PE_PanelItemViewRow:
        if (isOn(option, State_Selected)) {
            paintRowGround(painter, option, colours);
        }
        return true;
    case PE_IndicatorBranch:
        if (isOn(option, State_Selected)) {
            painter.fillRect(option.rect, colours.selection);
        }
        if (isOn(option, State_Children)) {
            QRect box(0, 0, metrics::iconSize, metrics::iconSize);
            box.moveCenter(option.rect.center());
            paintIcon(painter, box, isOn(option, State_Open) ? Icon::ChevronDown : Icon::ChevronRight,
                      colours.secondary);
        }
        return true;
    default: return false;
    }
}

bool Style::drawFramePrimitive(PrimitiveElement element, const QStyleOption& option, QPainter& painter,
                               const QWidget* widget) const
{
    const Palette& colours = paletteFor(option.palette);
    const QRectF rect = option.rect;
    switch (element) {
    case PE_Frame:
    case PE_FrameGroupBox:
        paintBox(painter, rect, QColor(), colours.hairline, element == PE_Frame ? 0.5 : metrics::cardRadius);
        return true;
    case PE_FrameMenu:
    case PE_PanelMenu:
        painter.fillRect(rect, colours.panel);
        paintBox(painter, rect, QColor(), colours.hairline, 0.5);
        return true;
    case PE_PanelMenuBar:
    case PE_FrameStatusBarItem:
    case PE_FrameDockWidget:
    case PE_FrameWindow:
    case PE_FrameTabWidget: return true;
    case PE_PanelStatusBar:
        painter.fillRect(rect, colours.panel);
        paintHairline(painter, QLineF(rect.topLeft(), rect.topRight()), colours.hairline);
        return true;
    case PE_PanelTipLabel: painter.fillRect(rect, colours.playhead); return true;
    case PE_IndicatorToolBarSeparator:
        paintHairline(painter, QLineF(rect.center().x(), rect.top() + 4, rect.center().x(), rect.bottom() - 4),
                      colours.hairline);
        return true;
    case PE_Widget:
        if (qobject_cast<const QTabBar*>(widget) != nullptr) {
            painter.fillRect(rect, colours.sectionHead);
            paintHairline(painter, QLineF(rect.left(), rect.bottom() - 1, rect.right(), rect.bottom() - 1),
                          colours.hairline);
            return true;
        }
        return false;
    case PE_FrameTabBarBase: return true;
    default: return false;
    }
}

bool Style::drawItemControl(ControlElement element, const QStyleOption& option, QPainter& painter,
                            const QWidget* widget) const
{
    const Palette& colours = paletteFor(option.palette);
    switch (element) {
    case CE_MenuItem:
        // The popup of a combo box draws its rows as menu items in Fusion; ours is a list.
        if (const auto* item = qstyleoption_cast<const QStyleOptionMenuItem*>(&option);
            item != nullptr && qobject_cast<const QComboBox*>(widget) == nullptr) {
            painter.save();
            paintMenuItem(painter, *item, colours);
            painter.restore();
            return true;
        }
        return false;
    case CE_MenuBarItem:
        if (const auto* item = qstyleoption_cast<const QStyleOptionMenuItem*>(&option); item != nullptr) {
            painter.fillRect(item->rect, colours.panel);
            if (isOn(option, State_Selected) && isOn(option, State_Enabled)) {
                paintBox(painter, QRectF(item->rect).adjusted(0, 2, 0, -2),
                         isOn(option, State_Sunken) ? colours.selection : colours.hover, QColor());
            }
            painter.setPen(isOn(option, State_Enabled) ? colours.text : colours.hint);
            // The underlines show while the keyboard walks through the bar.
            const int mnemonic = isOn(option, State_HasFocus) ? Qt::TextShowMnemonic : Qt::TextHideMnemonic;
            painter.drawText(item->rect, Qt::AlignCenter | Qt::TextSingleLine | mnemonic, item->text);
            return true;
        }
        return false;
    case CE_MenuBarEmptyArea: painter.fillRect(option.rect, colours.panel); return true;
    case CE_ToolBar: {
        const QRectF rect = option.rect;
        painter.fillRect(rect, colours.panel);
        paintHairline(painter, QLineF(rect.left(), rect.bottom() - 1, rect.right(), rect.bottom() - 1),
                      colours.hairline);
        return true;
    }
    case CE_Splitter: {
        const QRectF rect = option.rect;
        const QColor line = isOn(option, State_MouseOver) ? colours.accent : colours.hairline;
        const bool isUpright = rect.width() <= rect.height();
        const QPointF middle(std::floor(rect.center().x()), std::floor(rect.center().y()));
        paintHairline(painter,
                      isUpright ? QLineF(middle.x(), rect.top(), middle.x(), rect.bottom())
                                : QLineF(rect.left(), middle.y(), rect.right(), middle.y()),
                      line);
        return true;
    }
    case CE_HeaderSection:
    case CE_HeaderEmptyArea: paintHeader(painter, option, colours); return true;
    case CE_HeaderLabel:
        if (const auto* header = qstyleoption_cast<const QStyleOptionHeader*>(&option); header != nullptr) {
            painter.setFont(font(TextRole::SegmentStrong));
            painter.setPen(colours.secondary);
            const QRect text = header->rect.adjusted(4, 0, -4, 0);
            const QString words = QFontMetrics(painter.font()).elidedText(header->text, Qt::ElideMiddle, text.width());
            painter.drawText(text, int(header->textAlignment) | Qt::AlignVCenter | Qt::TextSingleLine, words);
            return true;
        }
        return false;
    case CE_ProgressBar:
        if (const auto* bar = qstyleoption_cast<const QStyleOptionProgressBar*>(&option); bar != nullptr) {
            paintProgress(painter, *bar, colours);
            return true;
        }
        return false;
    case CE_SizeGrip: return true;
    case CE_RubberBand: {
        QColor ground = colours.accent;
        ground.setAlphaF(0.1F);
        paintBox(painter, option.rect, ground, colours.accent, 0.5);
        return true;
    }
    default: return false;
    }
}

} // namespace interleave::theme

// Tabs and the titles of docks.

#include "ui/theme/fonts.h"
#include "ui/theme/patterns.h"
#include "ui/theme/style.h"
#include "ui/theme/style_paint.h"

#include <QStyleOption>

namespace interleave::theme {
namespace {

bool isUpright(const QStyleOptionTab& tab)
{
    return tab.shape == QTabBar::RoundedEast || tab.shape == QTabBar::RoundedWest
           || tab.shape == QTabBar::TriangularEast || tab.shape == QTabBar::TriangularWest;
}

void paintTab(QPainter& painter, const QStyleOptionTab& tab, const Palette& colours)
{
    const QRectF rect = tab.rect;
    const bool isSelected = isOn(tab, QStyle::State_Selected);
    if (!isSelected) {
        const bool isHovered = isOn(tab, QStyle::State_MouseOver) && isOn(tab, QStyle::State_Enabled);
        painter.fillRect(rect.adjusted(0, 0, 0, -1), isHovered ? colours.hairline : colours.sectionHead);
        return;
    }
    painter.fillRect(rect, colours.panel);
    painter.fillRect(QRectF(rect.left(), rect.top(), rect.width(), 2), colours.accent);
    if (tab.position != QStyleOptionTab::Beginning && tab.position != QStyleOptionTab::OnlyOneTab) {
        paintHairline(painter, QLineF(rect.left(), rect.top() + 2, rect.left(), rect.bottom()), colours.hairline);
    }
    paintHairline(painter, QLineF(rect.right() - 1, rect.top() + 2, rect.right() - 1, rect.bottom()), colours.hairline);
    if (isOn(tab, QStyle::State_HasFocus)) {
        paintBox(painter, rect.adjusted(3, 4, -3, -3), QColor(), colours.accent, metrics::controlRadius,
                 metrics::focusRing);
    }
}

} // namespace

bool Style::drawTabControl(ControlElement element, const QStyleOption& option, QPainter& painter,
                           const QWidget* widget) const
{
    const Palette& colours = paletteFor(option.palette);
    if (element == CE_DockWidgetTitle) {
        const auto* dock = qstyleoption_cast<const QStyleOptionDockWidget*>(&option);
        if (dock == nullptr) {
            return false;
        }
        painter.fillRect(option.rect, colours.panel);
        painter.setFont(font(TextRole::Title));
        painter.setPen(colours.text);
        const QRect text = subElementRect(SE_DockWidgetTitleBarText, &option, widget).adjusted(6, 0, -6, 0);
        painter.drawText(text, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextShowMnemonic,
                         QFontMetrics(painter.font()).elidedText(dock->title, Qt::ElideMiddle, text.width()));
        return true;
    }
    const auto* tab = qstyleoption_cast<const QStyleOptionTab*>(&option);
    if (tab == nullptr || isUpright(*tab)) {
        return false;
    }
    if (element == CE_TabBarTabShape) {
        paintTab(painter, *tab, colours);
        return true;
    }
    if (element == CE_TabBarTabLabel) {
        const bool isSelected = isOn(option, State_Selected);
        QRect text = subElementRect(SE_TabBarTabText, tab, widget);
        painter.save();
        painter.setFont(font(isSelected ? TextRole::BodyStrong : TextRole::Body));
        painter.setPen(!isOn(option, State_Enabled) ? colours.hint : isSelected ? colours.text : colours.secondary);
        if (!tab->icon.isNull()) {
            const QRect mark(text.left(), text.center().y() - 7, 16, 16);
            tab->icon.paint(&painter, mark, Qt::AlignCenter, QIcon::Normal, isSelected ? QIcon::On : QIcon::Off);
            text.setLeft(mark.right() + 6);
        } else {
            text.adjust(-4, 0, 4, 0); // the room was measured for lighter letters
        }
        painter.drawText(text, Qt::AlignCenter | Qt::TextShowMnemonic | Qt::TextSingleLine, tab->text);
        painter.restore();
        return true;
    }
    return false;
}

} // namespace interleave::theme

#include "ui/shell/shortcut_overlay.h"

#include "ui/theme/fonts.h"
#include "ui/theme/metrics.h"
#include "ui/theme/palette.h"
#include "ui/theme/patterns.h"

#include <QEvent>
#include <QKeyEvent>
#include <QMenu>
#include <QMenuBar>
#include <QPainter>

#include <algorithm>

namespace interleave::shell {

namespace metrics = theme::metrics;

namespace {

constexpr int rowHeight = 20;
constexpr int titleHeight = 28;
constexpr int columnWidth = 290;
constexpr int columnGap = 36;
constexpr int frame = 28;

QString plain(QString text)
{
    return text.remove(QLatin1Char('&'));
}

void collect(const QMenu& menu, std::vector<ShortcutOverlay::Row>& rows)
{
    for (const QAction* action : menu.actions()) {
        if (action->menu() != nullptr)
            collect(*action->menu(), rows);
        else if (!action->shortcut().isEmpty() && action->isVisible())
            rows.push_back({plain(action->text()), action->shortcut().toString(QKeySequence::NativeText)});
    }
}

int heightOf(const ShortcutOverlay::Group& group)
{
    return titleHeight + rowHeight * static_cast<int>(group.rows.size()) + 10;
}

} // namespace

ShortcutOverlay::ShortcutOverlay(QWidget* window) : QWidget(window)
{
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Keyboard shortcuts"));
    window->installEventFilter(this);
    hide();
}

void ShortcutOverlay::open(const QMenuBar& menus)
{
    m_groups.clear();
    for (const QAction* entry : menus.actions()) {
        Group group{plain(entry->text()), {}};
        if (entry->menu() != nullptr)
            collect(*entry->menu(), group.rows);
        if (!group.rows.empty())
            m_groups.push_back(std::move(group));
    }
    m_groups.push_back({tr("In the views"),
                        {{tr("Play or pause"), tr("Space")},
                         {tr("Step the lane with this number"), QStringLiteral("0 – 9")},
                         {tr("Zoom the timeline"), tr("W S, Ctrl+wheel")},
                         {tr("Pan the timeline"), tr("A D, wheel")},
                         {tr("The whole run"), QStringLiteral("F")}}});
    QString spoken;
    for (const Group& group : m_groups)
        for (const Row& row : group.rows)
            spoken += row.command + QStringLiteral(": ") + row.key + QStringLiteral("; ");
    setAccessibleDescription(spoken);
    setGeometry(parentWidget()->rect());
    show();
    raise();
    setFocus(Qt::PopupFocusReason);
}

void ShortcutOverlay::paintEvent(QPaintEvent*)
{
    const theme::Palette& colours = theme::paletteFor(*this);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QColor veil = colours.window;
    veil.setAlphaF(0.8F);
    painter.fillRect(rect(), veil);

    int total = 0;
    for (const Group& group : m_groups)
        total += heightOf(group);
    const int columns = std::clamp((width() - 2 * frame - 80) / (columnWidth + columnGap), 1, 3);
    const int limit = total / columns + 70;
    // First where everything goes, then the box around it.
    std::vector<QPoint> places;
    int column = 0;
    int y = 0;
    int lowest = 0;
    for (const Group& group : m_groups) {
        if (y > 0 && y + heightOf(group) > limit && column + 1 < columns) {
            ++column;
            y = 0;
        }
        places.emplace_back(column * (columnWidth + columnGap), y);
        y += heightOf(group);
        lowest = std::max(lowest, y);
    }
    const QSize inner((column + 1) * (columnWidth + columnGap) - columnGap, lowest);
    QRect box(QPoint(0, 0), inner + QSize(2 * frame, 2 * frame + 30));
    box.moveCenter(rect().center());
    painter.setPen(QPen(colours.controlOutline, 1));
    painter.setBrush(colours.panel);
    painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), metrics::cardRadius, metrics::cardRadius);
    painter.setFont(theme::font(theme::TextRole::Title));
    painter.setPen(colours.text);
    painter.drawText(QPointF(box.left() + frame, box.top() + frame + 8), tr("Keyboard shortcuts"));
    painter.setFont(theme::font(theme::TextRole::SecondaryLine));
    painter.setPen(colours.hint);
    painter.drawText(QRect(box.left(), box.top() + frame - 6, box.width() - frame, 20), Qt::AlignRight, tr("any key closes"));

    for (std::size_t i = 0; i < m_groups.size(); ++i) {
        const QPoint origin = box.topLeft() + QPoint(frame, frame + 30) + places[i];
        painter.setFont(theme::font(theme::TextRole::BodyStrong));
        painter.setPen(colours.text);
        painter.drawText(QRect(origin, QSize(columnWidth, titleHeight - 4)), Qt::AlignVCenter, m_groups[i].title);
        theme::paintHairline(painter, QLineF(origin.x(), origin.y() + titleHeight - 3, origin.x() + columnWidth, origin.y() + titleHeight - 3),
                             colours.hairline);
        int rowTop = origin.y() + titleHeight;
        for (const Row& row : m_groups[i].rows) {
            const QRect line(origin.x(), rowTop, columnWidth, rowHeight);
            painter.setFont(theme::font(theme::TextRole::Body));
            painter.setPen(colours.secondary);
            painter.drawText(line, Qt::AlignVCenter, row.command);
            painter.setFont(theme::font(theme::TextRole::CodeStrong));
            painter.setPen(colours.text);
            painter.drawText(line, Qt::AlignVCenter | Qt::AlignRight, row.key);
            rowTop += rowHeight;
        }
    }
}

void ShortcutOverlay::keyPressEvent(QKeyEvent*)
{
    hide();
}

void ShortcutOverlay::mousePressEvent(QMouseEvent*)
{
    hide();
}

bool ShortcutOverlay::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == parentWidget() && event->type() == QEvent::Resize)
        setGeometry(parentWidget()->rect());
    return QWidget::eventFilter(watched, event);
}

} // namespace interleave::shell

#include "ui/code/source_margin.h"

#include "ui/code/source_pane.h"
#include "ui/theme/fonts.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/theme/palette.h"
#include "ui/theme/patterns.h"

#include <QApplication>
#include <QHelpEvent>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>

namespace interleave::code {

namespace metrics = theme::metrics;
using theme::TextRole;

namespace {

constexpr int chipSize = 16;
constexpr int chipLeft = 6;
constexpr int breakpointSize = 14;
constexpr int barWidth = 3;
constexpr int mostChips = 3;
constexpr int fewestDigits = 2;

} // namespace

SourceMargin::SourceMargin(SourcePane& pane) : QWidget(&pane), m_pane(pane)
{
    setMouseTracking(true);
    setCursor(Qt::PointingHandCursor);
    setAccessibleName(tr("Breakpoints"));
}

int SourceMargin::wantedWidth() const
{
    const int digits = std::max(fewestDigits, static_cast<int>(QString::number(m_pane.lineCount()).size()));
    const int number = theme::textWidth(QString(digits, QLatin1Char('0')), TextRole::CodeStrong);
    return chipLeft + chipSize + 2 + breakpointSize + 2 + number + metrics::paddingSmall + barWidth + 1;
}

void SourceMargin::paintEvent(QPaintEvent* event)
{
    const theme::Palette& colours = theme::paletteFor(*this);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillRect(rect(), colours.raised);
    static const LineMarks none;
    const int first = std::max(1, m_pane.lineAt(std::max(event->rect().top(), m_pane.lineRect(1).top())).value_or(1));
    for (int line = first; line <= m_pane.lineCount(); ++line) {
        if (m_pane.lineRect(line).top() > event->rect().bottom())
            break;
        const auto found = m_pane.marks().find(line);
        paintLine(painter, line, found == m_pane.marks().end() ? none : found->second);
    }
    const double edge = width() - 0.5;
    theme::paintHairline(painter, QLineF(edge, 0, edge, height()), colours.hairline);
}

void SourceMargin::paintLine(QPainter& painter, int line, const LineMarks& marks)
{
    const theme::Palette& colours = theme::paletteFor(*this);
    const QRect row(0, m_pane.lineRect(line).top(), width() - 1, m_pane.lineRect(line).height());
    const int barLeft = row.right() - barWidth + 1;
    if (marks.isExecuted || marks.state) {
        const QColor bar = marks.state ? colours.state(*marks.state).outline : colours.ok;
        painter.fillRect(QRect(barLeft, row.top() + 1, barWidth, row.height() - 2), bar);
    }
    const bool isCurrent = !marks.chips.empty();
    painter.setFont(theme::font(isCurrent ? TextRole::CodeStrong : TextRole::Code));
    painter.setPen(isCurrent ? colours.text : colours.hint);
    const QString number = QString::number(line);
    const double left = barLeft - metrics::paddingSmall + 2 - QFontMetricsF(painter.font()).horizontalAdvance(number);
    painter.drawText(QPointF(left, row.top() + SourcePane::baseline()), number);

    const QRectF dot(chipLeft + chipSize + 2, row.top() + (row.height() - breakpointSize) / 2, breakpointSize,
                     breakpointSize);
    if (marks.hasBreakpoint)
        theme::paintIcon(painter, dot, theme::Icon::Breakpoint, colours.error);
    else if (line == m_hovered)
        theme::paintIcon(painter, dot, theme::Icon::Breakpoint, colours.controlOutline);
    paintChips(painter, row, marks);
}

// Up to three chips; more are a number in the last one's place. They overlap where a breakpoint needs the room.
void SourceMargin::paintChips(QPainter& painter, const QRect& row, const LineMarks& marks)
{
    const int count = static_cast<int>(marks.chips.size());
    const int shown = std::min(count, mostChips);
    if (shown == 0)
        return;
    const theme::Palette& colours = theme::paletteFor(*this);
    const int room = marks.hasBreakpoint ? 5 : breakpointSize;
    const double apart = shown > 1 ? std::min<double>(chipSize + 1, double(room) / (shown - 1)) : 0;
    // From the last to the first, which says the sentence and lies on top.
    for (int i = shown - 1; i >= 0; --i) {
        const QRectF place(chipLeft + i * apart, row.top() + (row.height() - chipSize) / 2.0, chipSize, chipSize);
        painter.setPen(Qt::NoPen);
        painter.setBrush(colours.raised);
        if (i > 0 || count > 1)
            painter.drawEllipse(place.adjusted(-1, -1, 1, 1));
        theme::paintLaneChip(painter, place, marks.chips[static_cast<std::size_t>(i)].laneSign(), colours);
    }
    if (count <= mostChips)
        return;
    painter.setFont(theme::font(TextRole::Tick));
    painter.setPen(colours.text);
    const QRectF more(chipLeft + chipSize + room - 2, row.top(), 20, row.height());
    painter.drawText(more, Qt::AlignVCenter | Qt::AlignLeft, QStringLiteral("+%1").arg(count - mostChips));
}

void SourceMargin::mousePressEvent(QMouseEvent* event)
{
    const auto line = m_pane.lineAt(event->position().toPoint().y());
    if (event->button() != Qt::LeftButton || !line)
        return;
    m_pane.finishMotion();
    emit m_pane.breakpointToggled(*line);
}

void SourceMargin::mouseMoveEvent(QMouseEvent* event)
{
    setHovered(m_pane.lineAt(event->position().toPoint().y()).value_or(0));
}

void SourceMargin::leaveEvent(QEvent*)
{
    setHovered(0);
}

void SourceMargin::wheelEvent(QWheelEvent* event)
{
    QApplication::sendEvent(m_pane.viewport(), event);
}

bool SourceMargin::event(QEvent* event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const auto line = m_pane.lineAt(help->pos().y());
        return line && m_pane.showToolTip(*line, help->globalPos());
    }
    return QWidget::event(event);
}

void SourceMargin::setHovered(int line)
{
    if (line == m_hovered)
        return;
    m_hovered = line;
    update();
}

} // namespace interleave::code

// How a source is painted: grounds of lines below the text, plates with reasons above it.

#include "ui/code/source_pane.h"
#include "ui/theme/contrast.h"
#include "ui/theme/fonts.h"
#include "ui/theme/metrics.h"
#include "ui/theme/palette.h"

#include <QPaintEvent>
#include <QPainter>
#include <QScrollBar>
#include <QTextBlock>

#include <algorithm>

namespace interleave::code {

namespace metrics = theme::metrics;
using theme::TextRole;

namespace {

constexpr double groundShare = 0.7; ///< of a state's fill in the ground of its line
constexpr int plateMinimum = 160;   ///< a sentence that is cut shorter says nothing
constexpr int plateInset = 1;
constexpr int selectedEdge = 2;

int plateWidth(const QString& text)
{
    return metrics::base + metrics::smallChipSize + metrics::base + theme::textWidth(text, TextRole::SegmentStrong)
           + metrics::paddingSmall;
}

} // namespace

void SourcePane::paintEvent(QPaintEvent* event)
{
    {
        QPainter painter(viewport());
        paintGrounds(painter, event->rect());
    }
    QTextEdit::paintEvent(event);
    QPainter painter(viewport());
    painter.setRenderHint(QPainter::Antialiasing);
    paintPlates(painter, event->rect());
}

void SourcePane::paintGrounds(QPainter& painter, const QRect& clip)
{
    const theme::Palette& colours = theme::paletteFor(*this);
    if (hasFocus() && !textCursor().hasSelection())
        painter.fillRect(lineRect(caretLine()), colours.hover);
    for (const auto& [line, marks] : m_marks) {
        const QRect row = lineRect(line);
        if (!row.intersects(clip))
            continue;
        if (marks.state)
            painter.fillRect(row, theme::blend(colours.panel, colours.state(*marks.state).fill, groundShare));
        else if (marks.isSelected)
            painter.fillRect(row, colours.selection);
        if (marks.isSelected)
            painter.fillRect(QRect(row.left(), row.top(), selectedEdge, row.height()), colours.accent);
    }
}

void SourcePane::paintPlates(QPainter& painter, const QRect& clip)
{
    // All of one width, so that they stand in a column.
    int width = 0;
    for (const auto& [line, marks] : m_marks)
        if (marks.state && lineRect(line).intersects(viewport()->rect()))
            width = std::max(width, plateWidth(marks.sentence));
    for (const auto& [line, marks] : m_marks)
        if (marks.state && lineRect(line).intersects(clip))
            paintPlate(painter, line, marks, width);
}

void SourcePane::paintPlate(QPainter& painter, int line, const LineMarks& marks, int width)
{
    const theme::Palette& colours = theme::paletteFor(*this);
    const theme::StateColours& state = colours.state(*marks.state);
    const QRect row = lineRect(line);
    const int right = row.right() - metrics::paddingSmall;
    const int room = right - textEnd(line) - metrics::groupGap;
    QString text = marks.sentence;
    if (room < width && room < std::max(plateMinimum, plateWidth(marks.brief))) {
        text = marks.brief;
        width = plateWidth(text);
        if (room < width)
            return;
    }
    width = std::min(width, room);
    const QRectF plate(right - width + 0.5, row.top() + plateInset + 0.5, width - 1, row.height() - 2 * plateInset - 1);
    painter.setPen(state.pattern);
    painter.setBrush(colours.panel);
    painter.drawRoundedRect(plate, metrics::controlRadius, metrics::controlRadius);
    const QRectF chip(plate.left() + metrics::base - 1, plate.center().y() - metrics::smallChipSize / 2.0,
                      metrics::smallChipSize, metrics::smallChipSize);
    if (!marks.chips.empty())
        theme::paintLaneChip(painter, chip, marks.chips.front().laneSign(), colours);
    const QRectF words(chip.right() + metrics::base, plate.top(), plate.right() - chip.right() - 2 * metrics::base,
                       plate.height());
    painter.setFont(theme::font(TextRole::SegmentStrong));
    painter.setPen(state.text);
    const QString shown = QFontMetricsF(painter.font()).elidedText(text, Qt::ElideRight, words.width() + 1);
    painter.drawText(words, Qt::AlignVCenter | Qt::TextSingleLine, shown);
}

int SourcePane::textEnd(int line) const
{
    const QTextBlock block = document()->findBlockByNumber(line - 1);
    const qreal width =
        block.isValid() && block.layout()->lineCount() > 0 ? block.layout()->lineAt(0).naturalTextWidth() : 0;
    return static_cast<int>(document()->documentMargin() + width) - horizontalScrollBar()->value();
}

} // namespace interleave::code

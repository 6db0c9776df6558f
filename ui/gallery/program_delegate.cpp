#include "ui/gallery/program_delegate.h"

#include "ui/theme/fonts.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"

#include <QPainter>

namespace interleave::gallery {

namespace metrics = theme::metrics;

namespace {

constexpr int chapterHeight = 24;
constexpr int chevronLeft = 10;
constexpr int textLeft = 28;
constexpr int markSize = 13;
constexpr int finishedSize = 12;
constexpr int edge = 3;

QString chapterCount(int finished, int count)
{
    return finished > 0 ? ProgramDelegate::tr("%1 of %2").arg(finished).arg(count) : QString::number(count);
}

/// A check in a disc before the name: unlike the marks of variants, which say what is right.
void paintFinished(QPainter& painter, const QRect& rect, const theme::Palette& colours)
{
    const QRectF disc(rect.left() + chevronLeft + 1, rect.top() + 6, finishedSize, finishedSize);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colours.secondary);
    painter.drawEllipse(disc);
    theme::paintIcon(painter, disc.adjusted(1.5, 1.5, -1.5, -1.5), theme::Icon::Ok, colours.panel);
}

void paintChapter(QPainter& painter, const QStyleOptionViewItem& option, const QModelIndex& index,
                  const theme::Palette& colours)
{
    const QRect rect = option.rect;
    const bool isOpen = option.state.testFlag(QStyle::State_Open);
    if (option.state.testFlag(QStyle::State_Selected) || option.state.testFlag(QStyle::State_MouseOver))
        painter.fillRect(rect, option.state.testFlag(QStyle::State_Selected) ? colours.selection : colours.hover);
    const QRectF mark(rect.left() + chevronLeft, rect.top() + (rect.height() - 14) / 2.0, 14, 14);
    theme::paintIcon(painter, mark, isOpen ? theme::Icon::ChevronDown : theme::Icon::ChevronRight, colours.secondary);
    painter.setFont(theme::font(theme::TextRole::BodyStrong));
    painter.setPen(colours.text);
    painter.drawText(rect.adjusted(textLeft, 0, -metrics::padding, 0), Qt::AlignVCenter, index.data().toString());
    painter.setFont(theme::font(theme::TextRole::SecondaryLine));
    painter.setPen(colours.hint);
    painter.drawText(rect.adjusted(0, 0, -metrics::padding, 0), Qt::AlignVCenter | Qt::AlignRight,
                     chapterCount(index.data(FinishedRole).toInt(), index.data(CountRole).toInt()));
}

int paintMarks(QPainter& painter, const QRect& rect, const QModelIndex& index, const theme::Palette& colours)
{
    int right = rect.right() + 1 - metrics::padding;
    const auto mark = [&](theme::Icon icon, theme::Role role) {
        right -= markSize;
        theme::paintIcon(painter, QRectF(right, rect.top() + 5, markSize, markSize), icon, colours.colour(role));
        right -= 3;
    };
    if (index.data(FixedRole).toBool())
        mark(theme::Icon::Ok, theme::Role::Ok);
    if (index.data(BrokenRole).toBool())
        mark(theme::Icon::Broken, theme::Role::Error);
    return right;
}

void paintProgram(QPainter& painter, const QStyleOptionViewItem& option, const QModelIndex& index,
                  const theme::Palette& colours)
{
    const QRect rect = option.rect;
    const bool isSelected = option.state.testFlag(QStyle::State_Selected);
    const QRectF ground = QRectF(rect).adjusted(metrics::base, 0, -metrics::base, 0);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    if (isSelected || option.state.testFlag(QStyle::State_MouseOver)) {
        painter.setBrush(isSelected ? colours.selection : colours.hover);
        painter.drawRoundedRect(ground, metrics::controlRadius, metrics::controlRadius);
    }
    if (isSelected)
        painter.fillRect(QRect(rect.left(), rect.top(), edge, rect.height()), colours.accent);
    const int right = paintMarks(painter, rect, index, colours);
    if (index.data(FinishedRole).toBool())
        paintFinished(painter, rect, colours);

    painter.setFont(theme::font(isSelected ? theme::TextRole::BodyStrong : theme::TextRole::Body));
    painter.setPen(colours.text);
    const QRect first(rect.left() + textLeft, rect.top() + 3, right - rect.left() - textLeft - 4, 17);
    painter.drawText(first, Qt::AlignVCenter,
                     painter.fontMetrics().elidedText(index.data().toString(), Qt::ElideMiddle, first.width()));
    painter.setFont(theme::font(theme::TextRole::SecondaryLine));
    painter.setPen(colours.secondary);
    const QRect second(first.left(), rect.top() + 20, rect.right() + 1 - metrics::padding - first.left(), 16);
    painter.drawText(second, Qt::AlignVCenter,
                     painter.fontMetrics().elidedText(index.data(SummaryRole).toString(), Qt::ElideRight, second.width()));
}

} // namespace

void ProgramDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const theme::Palette& colours = theme::paletteFor(option.palette);
    painter->save();
    if (index.data(IdRole).isValid())
        paintProgram(*painter, option, index, colours);
    else
        paintChapter(*painter, option, index, colours);
    if (option.state.testFlag(QStyle::State_HasFocus) && option.state.testFlag(QStyle::State_KeyboardFocusChange)) {
        painter->setBrush(Qt::NoBrush);
        painter->setPen(QPen(colours.accent, metrics::focusRing));
        painter->drawRoundedRect(QRectF(option.rect).adjusted(5, 2, -5, -2), metrics::controlRadius, metrics::controlRadius);
    }
    painter->restore();
}

QSize ProgramDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex& index) const
{
    return {120, index.data(IdRole).isValid() ? metrics::twoLineRowHeight : chapterHeight};
}

} // namespace interleave::gallery

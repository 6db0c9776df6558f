#include "ui/explore/outcome_delegate.h"

#include "ui/explore/outcome_model.h"
#include "ui/theme/fonts.h"
#include "ui/theme/metrics.h"

#include <QLocale>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace interleave::explore {

namespace metrics = theme::metrics;

namespace {

constexpr int rowHeight = 36;
constexpr int edge = 3;
constexpr int markSize = 12;
constexpr int textLeft = 36;
constexpr int barHeight = 14;
constexpr int barMost = 130;
constexpr int numbersWidth = 96;

QString shareText(double share)
{
    const double percent = share * 100;
    if (percent > 0 && percent < 0.1)
        return QStringLiteral("< 0.1 %");
    return QLocale().toString(percent, 'f', percent < 10 && percent != std::round(percent) ? 1 : 0) + QStringLiteral(" %");
}

} // namespace

void OutcomeDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const theme::Palette& colours = theme::paletteFor(option.palette);
    const QRect rect = option.rect;
    const bool isSelected = option.state.testFlag(QStyle::State_Selected);
    painter->save();
    if (isSelected || option.state.testFlag(QStyle::State_MouseOver))
        painter->fillRect(rect, isSelected ? colours.selection : colours.hover);
    if (isSelected)
        painter->fillRect(QRect(rect.left(), rect.top(), edge, rect.height()), colours.accent);
    painter->fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), colours.hairline);

    const Mark mark{static_cast<std::size_t>(index.data(OutcomeModel::MarkNumberRole).toInt()),
                    index.data(OutcomeModel::IsGoodRole).toBool()};
    paintMark(*painter, QRectF(rect.left() + metrics::padding, rect.top() + (rect.height() - markSize) / 2.0, markSize, markSize),
              mark, colours);

    // From the right: the size of the shortest, numbers, bar; the words take what is left.
    painter->setFont(theme::font(theme::TextRole::SecondaryLine));
    const QString size = index.data(OutcomeModel::SizeRole).toString();
    const int sizeWidth = theme::textWidth(size, theme::TextRole::SecondaryLine);
    int right = rect.right() - metrics::padding;
    if (rect.width() > 420) {
        painter->setPen(colours.hint);
        painter->drawText(QRect(right - sizeWidth, rect.top(), sizeWidth, rect.height()), Qt::AlignVCenter, size);
        right -= std::max(sizeWidth, 120) + metrics::groupGap;
    }
    const int barWidth = std::clamp(rect.width() / 5, 40, barMost);
    const int numbersLeft = right - numbersWidth;
    const QString executions = QLocale().toString(index.data(OutcomeModel::ExecutionsRole).toULongLong());
    painter->setFont(theme::font(theme::TextRole::BodyStrong));
    painter->setPen(colours.text);
    painter->drawText(QRect(numbersLeft, rect.top(), numbersWidth, rect.height()), Qt::AlignVCenter, executions);
    const int after = numbersLeft + theme::textWidth(executions, theme::TextRole::BodyStrong) + 6;
    painter->setFont(theme::font(theme::TextRole::SecondaryLine));
    painter->setPen(colours.secondary);
    painter->drawText(QRect(after, rect.top(), right - after, rect.height()), Qt::AlignVCenter,
                      shareText(index.data(OutcomeModel::ShareRole).toDouble()));
    const int barLeft = numbersLeft - metrics::paddingSmall - barWidth;
    const double share = index.data(OutcomeModel::BarRole).toDouble();
    painter->fillRect(QRectF(barLeft, rect.top() + (rect.height() - barHeight) / 2.0, std::max(2.0, barWidth * share), barHeight),
                      colourOf(mark, colours));

    QString words = index.data(OutcomeModel::ShortRole).toString();
    const bool isThisRun = index.data(OutcomeModel::ThisRunRole).toBool();
    if (isThisRun)
        words.prepend(tr("this run") + QStringLiteral(" · "));
    const QRect room(rect.left() + textLeft, rect.top(), barLeft - metrics::paddingSmall - rect.left() - textLeft, rect.height());
    painter->setFont(theme::font(isSelected || isThisRun ? theme::TextRole::BodyStrong : theme::TextRole::Body));
    painter->setPen(colours.text);
    painter->drawText(room, Qt::AlignVCenter, painter->fontMetrics().elidedText(words, Qt::ElideRight, room.width()));
    if (option.state.testFlag(QStyle::State_HasFocus) && option.state.testFlag(QStyle::State_KeyboardFocusChange)) {
        painter->setPen(QPen(colours.accent, metrics::focusRing));
        painter->setBrush(Qt::NoBrush);
        painter->drawRect(QRectF(rect).adjusted(1, 1, -1, -2));
    }
    painter->restore();
}

QSize OutcomeDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const
{
    return {240, rowHeight};
}

} // namespace interleave::explore

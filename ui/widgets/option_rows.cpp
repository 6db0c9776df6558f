#include "ui/widgets/option_rows.h"

#include "ui/theme/fonts.h"
#include "ui/theme/metrics.h"

#include <QPainter>
#include <QStyle>
#include <QStyleOptionButton>

namespace interleave::widgets {

namespace metrics = theme::metrics;

namespace {

constexpr int outerMargin = 4; // the selection's ground keeps this much off the panel's edges
constexpr int markLeft = 12;
constexpr int textLeft = 34;

/// Chosen rows of a radio list are selected as in any list; a switched-on row is not a selection.
enum class Choice { One, Any };

void paintRow(QAbstractButton& row, const RowVerdict& verdict, Choice choice)
{
    const theme::Palette& colours = theme::paletteFor(row);
    const bool isSelected = choice == Choice::One && row.isChecked();
    QPainter painter(&row);
    painter.setRenderHint(QPainter::Antialiasing);
    if (isSelected || (row.underMouse() && row.isEnabled())) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(isSelected ? colours.selection : colours.hover);
        painter.drawRoundedRect(QRectF(row.rect()).adjusted(outerMargin, 0, -outerMargin, 0), metrics::controlRadius,
                                metrics::controlRadius);
    }

    QStyleOptionButton mark;
    mark.initFrom(&row);
    mark.rect = QRect(markLeft, (row.height() - 14) / 2, 14, 14);
    mark.state.setFlag(QStyle::State_On, row.isChecked());
    mark.state.setFlag(QStyle::State_Off, !row.isChecked());
    row.style()->drawPrimitive(choice == Choice::One ? QStyle::PE_IndicatorRadioButton : QStyle::PE_IndicatorCheckBox,
                               &mark, &painter, &row);

    int right = row.width() - metrics::padding;
    if (!verdict.word.isEmpty()) {
        const QColor colour = colours.colour(verdict.role);
        const QRectF icon(right - metrics::iconSize + 1, (row.height() - 14) / 2.0, 14, 14);
        theme::paintIcon(painter, icon, verdict.icon, colour);
        right -= metrics::iconSize + 6;
        painter.setFont(theme::font(theme::TextRole::SecondaryLine));
        painter.setPen(colour);
        const int width = painter.fontMetrics().horizontalAdvance(verdict.word);
        painter.drawText(QRect(right - width, 0, width, row.height()), Qt::AlignVCenter, verdict.word);
        right -= width + metrics::paddingSmall;
    }
    painter.setFont(theme::font(isSelected ? theme::TextRole::BodyStrong : theme::TextRole::Body));
    painter.setPen(row.isEnabled() ? colours.text : colours.hint);
    const QRect text(textLeft, 0, right - textLeft, row.height());
    painter.drawText(text, Qt::AlignVCenter | Qt::TextSingleLine,
                     painter.fontMetrics().elidedText(row.text(), Qt::ElideMiddle, text.width()));
}

QSize rowSize(const QAbstractButton& row, const RowVerdict& verdict)
{
    const int name = theme::textWidth(row.text(), theme::TextRole::BodyStrong);
    const int verdictWidth =
        verdict.word.isEmpty() ? 0 : theme::textWidth(verdict.word, theme::TextRole::SecondaryLine) + 30;
    return {textLeft + name + verdictWidth + metrics::padding, metrics::rowHeight};
}

void setUp(QAbstractButton& row, const RowVerdict& verdict)
{
    row.setAttribute(Qt::WA_Hover);
    row.setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    row.setAccessibleName(row.text());
    row.setAccessibleDescription(verdict.word);
}

} // namespace

RadioRow::RadioRow(const QString& name, const RowVerdict& verdict, QWidget* parent)
    : QRadioButton(name, parent)
    , m_verdict(verdict)
{
    setUp(*this, verdict);
}

QSize RadioRow::sizeHint() const
{
    return rowSize(*this, m_verdict);
}

QSize RadioRow::minimumSizeHint() const
{
    return {metrics::leftDockMinimum / 2, metrics::rowHeight};
}

void RadioRow::paintEvent(QPaintEvent*)
{
    paintRow(*this, m_verdict, Choice::One);
}

ToggleRow::ToggleRow(const QString& name, const RowVerdict& verdict, QWidget* parent)
    : QCheckBox(name, parent)
    , m_verdict(verdict)
{
    setUp(*this, verdict);
}

QSize ToggleRow::sizeHint() const
{
    return rowSize(*this, m_verdict);
}

QSize ToggleRow::minimumSizeHint() const
{
    return {metrics::leftDockMinimum / 2, metrics::rowHeight};
}

void ToggleRow::paintEvent(QPaintEvent*)
{
    paintRow(*this, m_verdict, Choice::Any);
}

} // namespace interleave::widgets

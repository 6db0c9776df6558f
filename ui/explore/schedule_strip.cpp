#include "ui/explore/schedule_strip.h"

#include "ui/theme/chips.h"
#include "ui/theme/fonts.h"
#include "ui/theme/metrics.h"

#include <QPainter>

namespace interleave::explore {

namespace metrics = theme::metrics;

namespace {

constexpr int gap = 5;

} // namespace

ScheduleStrip::ScheduleStrip(QWidget* parent) : QWidget(parent)
{
    setAccessibleName(tr("Schedule of the selected execution"));
}

void ScheduleStrip::setSchedule(const std::vector<std::uint16_t>& picks, const std::vector<session::PickedLane>& lanes)
{
    m_turns.clear();
    std::uint16_t before = 0;
    for (const std::uint16_t pick : picks) {
        if (m_turns.empty() || pick != before)
            m_turns.push_back({lanes[pick], 0});
        ++m_turns.back().steps;
        before = pick;
    }
    QStringList words;
    for (const Turn& turn : m_turns)
        words << (turn.steps == 1 ? turn.lane.name : tr("%1, %2 steps").arg(turn.lane.name).arg(turn.steps));
    setAccessibleDescription(words.join(QStringLiteral("; ")));
    setToolTip(words.mid(0, 40).join(QStringLiteral("; ")));
    update();
}

QSize ScheduleStrip::sizeHint() const
{
    return {200, metrics::fieldHeight};
}

QSize ScheduleStrip::minimumSizeHint() const
{
    return {60, metrics::fieldHeight};
}

void ScheduleStrip::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const theme::Palette& colours = theme::paletteFor(*this);
    painter.setFont(theme::font(theme::TextRole::SecondaryLine));
    double x = 0;
    const double y = (height() - metrics::smallChipSize) / 2.0;
    const QString more = QStringLiteral("…");
    const int moreWidth = theme::textWidth(more, theme::TextRole::SecondaryLine) + gap;
    for (std::size_t i = 0; i < m_turns.size(); ++i) {
        const Turn& turn = m_turns[i];
        const QString number = turn.steps > 1 ? QStringLiteral("×%1").arg(turn.steps) : QString();
        const int numberWidth = number.isEmpty() ? 0 : theme::textWidth(number, theme::TextRole::SecondaryLine) + 2;
        const bool isLast = i + 1 == m_turns.size();
        painter.setPen(colours.secondary);
        if (x + metrics::smallChipSize + numberWidth + (isLast ? 0 : moreWidth) > width()) {
            painter.drawText(QRectF(x, 0, moreWidth, height()), Qt::AlignVCenter, more);
            break;
        }
        theme::paintLaneChip(painter, QRectF(x, y, metrics::smallChipSize, metrics::smallChipSize),
                             {turn.lane.identity.sign, turn.lane.identity.colour}, colours);
        x += metrics::smallChipSize + 2;
        painter.setPen(colours.secondary);
        painter.drawText(QRectF(x, 0, numberWidth, height()), Qt::AlignVCenter, number);
        x += numberWidth + gap;
    }
}

} // namespace interleave::explore

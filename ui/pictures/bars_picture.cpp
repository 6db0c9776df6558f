#include "ui/pictures/bars_picture.h"

#include "ui/session/signs.h"
#include "ui/theme/contrast.h"
#include "ui/theme/fonts.h"
#include "ui/theme/metrics.h"
#include "ui/theme/patterns.h"

#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>

namespace interleave::pictures {

namespace metrics = theme::metrics;
using session::Session;
using theme::Palette;
using theme::TextRole;

namespace {

constexpr double chip = 16;
constexpr int emptyHeight = 56;
constexpr double moreHeight = 22;
constexpr double ratioRoom = 58;

QString text(const std::string& words)
{
    return QString::fromStdString(words);
}

std::optional<Measurement> measurementOf(const trace::Trace& trace, const trace::Event& event)
{
    if (event.operation != trace::Operation::Note || event.isBlocked())
        return std::nullopt;
    return parseMeasurement(trace.name(static_cast<NameId>(event.value)));
}

QString valueText(const Measurement& measurement)
{
    return text(measurement.unit.empty() ? measurement.number : measurement.number + " " + measurement.unit);
}

} // namespace

BarsPicture::BarsPicture(Session& session, host::PictureInfo info, QWidget* parent)
    : RowPicture(session, std::move(info), parent)
{
    connect(&session, &Session::runStarted, this, &BarsPicture::takeTrace);
    connect(&session, &Session::grew, this, [this](Step, Step to) { m_notes.grew(to); });
    connect(&m_notes, &session::StepList::added, this, &BarsPicture::soon);
    takeTrace();
}

void BarsPicture::takeTrace()
{
    const auto trace = session().trace();
    m_groups.clear();
    m_layout = {};
    m_shown = 0;
    rowsChanged();
    const auto isMeasurement = [raw = trace.get()](const trace::Event& event) {
        return measurementOf(*raw, event).has_value();
    };
    if (trace)
        m_notes.start(trace, isMeasurement, session().length());
    else
        m_notes.clear();
    setAccessibleDescription(emptyText());
    updateGeometry();
    update();
}

void BarsPicture::refresh()
{
    const auto trace = session().trace();
    const std::size_t known = m_notes.countBefore(session().playhead());
    if (known != m_shown) {
        std::vector<Bar> bars;
        for (std::size_t i = 0; i < std::min(known, most); ++i) {
            const trace::Event event = trace->event(m_notes.at(i));
            bars.push_back({m_notes.at(i), event.lane, *measurementOf(*trace, event)});
        }
        m_shown = known;
        m_groups = groupBars(std::move(bars));
        place();
        rowsChanged();
        updateGeometry();
    }
    setAccessibleDescription(description());
    update();
}

void BarsPicture::place()
{
    m_layout = layOutBars(m_groups, width());
}

int BarsPicture::heightForWidth(int width) const
{
    if (m_groups.empty())
        return emptyHeight;
    return static_cast<int>(layOutBars(m_groups, width).height + (m_shown > most ? moreHeight : 0));
}

QSize BarsPicture::sizeHint() const
{
    return {260, heightForWidth(std::max(width(), 260))};
}

QString BarsPicture::emptyText() const
{
    const auto trace = session().trace();
    if (trace && trace->info().mode == trace::Mode::Live)
        return tr("Nothing has been measured up to here.");
    return tr("Costs are measured in Live runs.");
}

QString BarsPicture::sentence(const BarPlace& place) const
{
    const BarGroup& group = m_groups[place.group];
    const Bar& one = bar(place);
    QString words = tr("%1 = %2").arg(text(one.measurement.name), valueText(one.measurement));
    if (const std::string ratio = ratioOf(group, one); !ratio.empty())
        words +=
            one.measurement.base <= group.smallest ? tr(", the smallest") : tr(", %1 the smallest").arg(text(ratio));
    return words;
}

QString BarsPicture::description() const
{
    if (m_groups.empty())
        return emptyText();
    QStringList sentences;
    for (const BarPlace& place : m_layout.bars)
        sentences << sentence(place) + QLatin1Char('.');
    if (m_shown > most)
        sentences << tr("And %1 more.").arg(m_shown - most);
    return sentences.join(QLatin1Char(' '));
}

void BarsPicture::choose(std::size_t number)
{
    setCurrent(number);
    session().selectEvent(bar(m_layout.bars[number]).step);
    update();
}

// Painting.

void BarsPicture::paintGroup(QPainter& painter, std::size_t number, const Palette& colours) const
{
    const BarGroup& group = m_groups[number];
    const GroupPlace& place = m_layout.groups[number];
    const QString title = group.quantity == Quantity::Time     ? tr("Time")
                          : group.quantity == Quantity::Memory ? tr("Memory")
                          : group.unit.empty()                 ? tr("Numbers")
                                                               : tr("In %1").arg(text(group.unit));
    painter.setFont(theme::font(TextRole::BodyStrong));
    painter.setPen(colours.text);
    painter.drawText(place.head, Qt::AlignLeft | Qt::AlignVCenter, title);
    if (group.isLogarithmic) {
        painter.setFont(theme::font(TextRole::SecondaryLine));
        painter.setPen(colours.secondary);
        const QString note = tr("logarithmic: every line %1 times the one before").arg(group.factor);
        const double room = place.head.width() - theme::textWidth(title, TextRole::BodyStrong) - 12;
        painter.drawText(place.head, Qt::AlignRight | Qt::AlignVCenter,
                         theme::textWidth(note, TextRole::SecondaryLine) <= room ? note : tr("logarithmic axis"));
    }
    painter.setFont(theme::font(TextRole::Tick));
    double free = place.ticks.left() - 20;
    for (const AxisTick& tick : group.ticks) {
        const double x = place.track.left() + tick.share * (place.track.width() - 1);
        // Not through the words above the bars.
        for (const BarPlace& bar : m_layout.bars)
            if (bar.group == number)
                theme::paintHairline(painter, QLineF(x, bar.track.top() - 2, x, bar.track.bottom() + 2), colours.hairline);
        theme::paintHairline(painter, QLineF(x, place.ticks.top() - 2, x, place.ticks.top() + 3), colours.hairline);
        const QString label = text(tick.text);
        const double wide = theme::textWidth(label, TextRole::Tick);
        const double left = std::clamp(x - wide / 2, place.ticks.left(), place.ticks.right() - wide);
        if (left < free)
            continue;
        free = left + wide + metrics::paddingSmall;
        painter.setPen(colours.hint);
        painter.drawText(QRectF(left, place.ticks.top() + 3, wide + 1, place.ticks.height() - 3), Qt::AlignCenter,
                         label);
    }
}

void BarsPicture::paintBar(QPainter& painter, std::size_t number, const Palette& colours) const
{
    const BarPlace& place = m_layout.bars[number];
    const BarGroup& group = m_groups[place.group];
    const Bar& one = bar(place);
    const theme::LaneSign sign = session::signOf(*session().trace(), one.lane);
    const bool isSelected = session().selectedEvent() == one.step;
    if (isSelected || hovered() == number) {
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(isSelected ? colours.selection : colours.hover);
        painter.drawRoundedRect(place.whole, metrics::controlRadius, metrics::controlRadius);
    }

    QRectF words = place.words;
    theme::paintLaneChip(painter, QRectF(words.left(), words.center().y() - chip / 2, chip, chip), sign, colours);
    words.setLeft(words.left() + chip + 7);
    if (group.bars.size() > 1) {
        painter.setFont(theme::font(TextRole::SecondaryLine));
        painter.setPen(colours.secondary);
        painter.drawText(words, Qt::AlignRight | Qt::AlignVCenter, text(ratioOf(group, one)));
        words.setRight(words.right() - ratioRoom);
    }
    const QString value = valueText(one.measurement);
    painter.setFont(theme::font(TextRole::BodyStrong));
    painter.setPen(colours.text);
    painter.drawText(words, Qt::AlignRight | Qt::AlignVCenter, value);
    words.setRight(words.right() - theme::textWidth(value, TextRole::BodyStrong) - 10);
    painter.setFont(theme::font(TextRole::Body));
    painter.drawText(
        words, Qt::AlignLeft | Qt::AlignVCenter,
        painter.fontMetrics().elidedText(text(one.measurement.name), Qt::ElideMiddle, static_cast<int>(words.width())));

    const double share = shareOf(group, one);
    if (share <= 0)
        return;
    QRectF rect = place.track;
    rect.setWidth(std::max(3.0, std::round(share * place.track.width())));
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(isSelected ? colours.accent : colours.lane(sign.colour), isSelected ? 2 : 1));
    painter.setBrush(theme::blend(colours.panel, colours.lane(sign.colour), 0.45));
    painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), metrics::segmentRadius, metrics::segmentRadius);
    painter.setRenderHint(QPainter::Antialiasing, false);
}

void BarsPicture::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const Palette& colours = theme::paletteFor(*this);
    painter.fillRect(rect(), colours.panel);
    if (m_groups.empty()) {
        painter.setFont(theme::font(TextRole::Body));
        painter.setPen(colours.secondary);
        painter.drawText(rect().adjusted(12, 8, -12, -8), Qt::AlignCenter | Qt::TextWordWrap, emptyText());
    }
    for (std::size_t i = 0; i < m_groups.size(); ++i)
        paintGroup(painter, i, colours);
    for (std::size_t i = 0; i < m_layout.bars.size(); ++i)
        paintBar(painter, i, colours);
    if (m_shown > most) {
        painter.setFont(theme::font(TextRole::SecondaryLine));
        painter.setPen(colours.secondary);
        painter.drawText(QRectF(metrics::padding, m_layout.height, width() - 24, moreHeight),
                         Qt::AlignLeft | Qt::AlignVCenter, tr("and %1 more").arg(m_shown - most));
    }
    if (!hasFocus())
        return;
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(colours.accent, metrics::focusRing));
    painter.setBrush(Qt::NoBrush);
    const QRectF ring = current() ? m_layout.bars[*current()].whole : QRectF(rect()).adjusted(3, 3, -3, -3);
    painter.drawRoundedRect(ring.adjusted(1, 1, -1, -1), metrics::controlRadius, metrics::controlRadius);
}

void BarsPicture::resizeEvent(QResizeEvent* event)
{
    RowPicture::resizeEvent(event);
    place();
}

// Input.

std::optional<std::size_t> BarsPicture::rowAt(QPointF at) const
{
    const BarPlace* place = m_layout.at(at);
    return place != nullptr ? std::optional(static_cast<std::size_t>(place - m_layout.bars.data())) : std::nullopt;
}

bool BarsPicture::event(QEvent* event)
{
    if (event->type() != QEvent::ToolTip)
        return RowPicture::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    const BarPlace* place = m_layout.at(help->pos());
    if (place == nullptr) {
        QToolTip::hideText();
        return true;
    }
    const Bar& one = bar(*place);
    const auto trace = session().trace();
    QToolTip::showText(help->globalPos(),
                       sentence(*place) + QLatin1Char('\n')
                           + tr("noted by %1 at step %2").arg(session::laneName(*trace, one.lane)).arg(one.step + 1),
                       this, place->whole.toAlignedRect());
    return true;
}

} // namespace interleave::pictures

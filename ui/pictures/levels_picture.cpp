#include "ui/pictures/levels_picture.h"

#include "ui/pictures/paint_words.h"
#include "ui/session/signs.h"
#include "ui/theme/contrast.h"
#include "ui/theme/metrics.h"
#include "ui/theme/patterns.h"

#include <QPaintEvent>
#include <QPainter>

#include <algorithm>

namespace interleave::pictures {

namespace metrics = theme::metrics;
using theme::TextRole;

namespace {

constexpr double side = 12;
constexpr double gutter = 34; ///< left of the curves, for the numbers at their side
constexpr double headHeight = 20;
constexpr double plotHeight = 30;
constexpr double moreHeight = 22;
constexpr double tickApart = 56;

} // namespace

LevelsPicture::LevelsPicture(session::Session& session, host::PictureInfo info, QWidget* parent)
    : Picture(session, std::move(info), parent)
    , m_steps(new session::StepList(this))
{
    setMouseTracking(true);
    connect(m_steps, &session::StepList::added, this, &LevelsPicture::takeSteps);
    connect(m_steps, &session::StepList::worked, this, [this] { soon(); });
    connect(&session, &session::Session::runStarted, this, &LevelsPicture::follow);
    connect(&session, &session::Session::grew, this, [this](Step, Step to) {
        follow();
        m_steps->grew(to);
        soon();
    });
    follow();
}

// A run that is shown anew is read anew.
void LevelsPicture::follow()
{
    const auto trace = session().trace();
    if (trace == m_trace)
        return;
    m_trace = trace;
    m_taken = 0;
    m_charts.clear();
    m_current.reset();
    m_index.start(m_trace.get(), info().objects, [this](std::string_view name) { return asksFor(name); });
    m_steps->start(
        m_trace, [this](const trace::Event& event) { return m_index.concerns(event); },
        m_trace ? session().length() : 0);
}

void LevelsPicture::takeSteps()
{
    for (; m_taken < m_steps->size(); ++m_taken)
        m_index.take(m_trace->event(m_steps->at(m_taken)), m_steps->at(m_taken));
}

void LevelsPicture::refresh()
{
    follow();
    m_charts.clear();
    const std::vector<Level>& levels = m_index.levels();
    for (std::size_t i = 0; i < levels.size(); ++i)
        if (!levels[i].isText && !levels[i].course.empty())
            m_charts.push_back(i);
    if (m_current && *m_current >= m_charts.size())
        m_current.reset();
    m_playhead = session().playhead();
    makeAxis();
    QStringList words;
    for (std::size_t chart = 0; chart < std::min(m_charts.size(), mostCharts); ++chart)
        words << wordsOf(chart);
    setAccessibleDescription(words.isEmpty() ? tr("There is nothing to measure yet.") : words.join(QLatin1Char(' ')));
    if (height() != heightForWidth(width()))
        updateGeometry();
    update();
}

void LevelsPicture::makeAxis()
{
    m_axis =
        m_trace ? LevelAxis(*m_trace, session().length(), side + gutter, width() - 2 * side - gutter - LevelAxis::tail) : LevelAxis();
}

QSize LevelsPicture::sizeHint() const
{
    return {metrics::rightDockMinimum, heightForWidth(metrics::rightDockMinimum)};
}

int LevelsPicture::heightForWidth(int) const
{
    const auto shown = static_cast<int>(std::min(m_charts.size(), mostCharts));
    const bool hasMore = m_charts.size() > mostCharts;
    return axisHeight + std::max(1, shown) * chartHeight + (hasMore ? static_cast<int>(moreHeight) : 0);
}

QRectF LevelsPicture::plotOf(std::size_t chart) const
{
    const double top = axisHeight + static_cast<double>(chart) * chartHeight + headHeight + 4;
    return {m_axis.left(), top, m_axis.width() + LevelAxis::tail, plotHeight};
}

std::optional<std::size_t> LevelsPicture::chartAt(QPointF at) const
{
    const double place = (at.y() - axisHeight) / chartHeight;
    if (place < 0 || place >= static_cast<double>(std::min(m_charts.size(), mostCharts)))
        return std::nullopt;
    return static_cast<std::size_t>(place);
}

LevelScale LevelsPicture::scaleOf(std::size_t chart) const
{
    const Level& shown = level(chart);
    const Course::Range range = shown.course.range(0, shown.course.size());
    LevelScale scale{std::min<std::int64_t>(0, range.least), std::max<std::int64_t>(0, range.greatest)};
    if (shown.bound)
        scale.greatest = std::max(scale.greatest, *shown.bound);
    if (scale.greatest == scale.least)
        ++scale.greatest;
    return scale;
}

QString LevelsPicture::nameText(std::size_t chart) const
{
    const Level& shown = level(chart);
    const QString name = QString::fromStdString(shown.name);
    if (shown.terms.empty() || !m_index.isAmbiguous(shown))
        return name;
    // Several of one name: whose it is tells them apart.
    return tr("%1 of %2").arg(name, session::laneName(*m_trace, m_trace->object(shown.object()).creator));
}

QString LevelsPicture::valueText(std::size_t chart) const
{
    const Level& shown = level(chart);
    if (m_steps->looked() < m_playhead)
        return QStringLiteral("…");
    if (shown.unread && m_playhead > *shown.unread)
        return QStringLiteral("?");
    const auto value = shown.course.valueBefore(m_playhead);
    return value ? QString::number(*value) : QString();
}

QString LevelsPicture::boundText(std::size_t chart) const
{
    const Level& shown = level(chart);
    const Course::Range range = shown.course.range(0, shown.course.size());
    QString text =
        range.least < 0 ? tr("%1 to %2").arg(range.least).arg(range.greatest) : tr("max %1").arg(range.greatest);
    if (shown.bound)
        text = tr("%1 · of %2").arg(text).arg(*shown.bound);
    return text;
}

QString LevelsPicture::wordsOf(std::size_t chart) const
{
    const Level& shown = level(chart);
    const QString value = valueText(chart);
    const QString words =
        tr("%1: %2, over the run %3")
            .arg(nameText(chart), value.isEmpty() ? tr("not made yet") : tr("%1 now").arg(value), boundText(chart));
    return shown.initial && *shown.initial != 0 ? tr("%1, made with %2.").arg(words).arg(*shown.initial)
                                                : words + QLatin1Char('.');
}

void LevelsPicture::paintEvent(QPaintEvent* event)
{
    QPainter painter(this);
    const theme::Palette& colours = theme::paletteFor(*this);
    painter.setRenderHint(QPainter::Antialiasing);
    if (m_charts.empty()) {
        paintWords(painter, rect(), tr("There is nothing to measure yet."), TextRole::Body, colours.secondary,
                   Qt::AlignCenter);
        return;
    }
    paintAxis(painter, colours);
    const std::size_t shown = std::min(m_charts.size(), mostCharts);
    for (std::size_t chart = 0; chart < shown; ++chart) {
        const QRect room(0, axisHeight + static_cast<int>(chart) * chartHeight, width(), chartHeight);
        if (event->rect().intersects(room))
            paintChart(painter, chart, colours);
    }
    if (m_charts.size() > shown)
        paintWords(painter, QRectF(side, height() - moreHeight, width() - 2 * side, moreHeight),
                   moreText(m_charts.size() - shown), TextRole::SecondaryLine, colours.hint);
    // The playhead lies above all charts, at the same place in each, and spares their names.
    const double x = std::round(m_axis.xOf(m_playhead)) - 1;
    painter.fillRect(QRectF(x, axisHeight - 8, metrics::playheadLine, 8), colours.playhead);
    for (std::size_t chart = 0; chart < shown; ++chart)
        painter.fillRect(QRectF(x, plotOf(chart).top() - 4, metrics::playheadLine, plotHeight + 8), colours.playhead);
}

void LevelsPicture::paintAxis(QPainter& painter, const theme::Palette& colours) const
{
    const double line = axisHeight - 1;
    theme::paintHairline(painter, QLineF(m_axis.left(), line, m_axis.left() + m_axis.width() + LevelAxis::tail, line), colours.hairline);
    if (!m_axis.isByTime())
        paintWords(painter, QRectF(side, 0, gutter - 4, line), tr("step"), TextRole::Tick, colours.hint);
    for (const LevelAxis::Tick& tick : m_axis.ticks(tickApart)) {
        theme::paintHairline(painter, QLineF(tick.x, line - 4, tick.x, line), colours.controlOutline);
        const double wide = theme::textWidth(tick.text, TextRole::Tick);
        const double left = std::clamp(tick.x - wide / 2, m_axis.left() - 4, std::max(0.0, width() - wide - 2));
        paintWords(painter, QRectF(left, 2, wide, line - 6), tick.text, TextRole::Tick, colours.hint);
    }
}

void LevelsPicture::paintChart(QPainter& painter, std::size_t chart, const theme::Palette& colours) const
{
    const Level& shown = level(chart);
    const QRectF plot = plotOf(chart);
    const QRectF head(side, plot.top() - headHeight - 2, width() - 2 * side, headHeight);
    const ObjectId object = shown.object();
    const bool isSelected = !isNone(object) && session().selectedObject() == object;
    if (isSelected)
        painter.fillRect(QRectF(0, head.top() - 2, width(), chartHeight), colours.selection);
    QColor colour = colours.accent;
    if (!isNone(object)) {
        const theme::ResourceSign sign = session::signOf(*m_trace, object);
        colour = colours.resource(sign.kind, sign.nthOfKind);
        theme::paintResourceChip(painter, QRectF(head.left(), head.top() + 3, 14, 14), sign, colours);
    }
    const QString value = valueText(chart);
    const QString bound = boundText(chart);
    const double boundWide = theme::textWidth(bound, TextRole::SecondaryLine);
    paintWords(painter, QRectF(head.right() - boundWide, head.top(), boundWide, headHeight), bound,
               TextRole::SecondaryLine, colours.secondary, Qt::AlignRight | Qt::AlignVCenter);
    const double valueWide = theme::textWidth(value, TextRole::CodeStrong);
    const double valueLeft = head.right() - boundWide - 10 - valueWide;
    paintWords(painter, QRectF(valueLeft, head.top(), valueWide, headHeight), value, TextRole::CodeStrong,
               colours.text);
    const double nameLeft = isNone(object) ? head.left() : head.left() + 20;
    paintWords(painter, QRectF(nameLeft, head.top(), valueLeft - nameLeft - 8, headHeight), nameText(chart),
               TextRole::BodyStrong, colours.text);

    const LevelScale scale = scaleOf(chart);
    const double zero = scale.yOf(0, plot);
    theme::paintHairline(painter, QLineF(plot.left(), zero, plot.right(), zero), colours.hairline);
    const QRectF numbers(side, plot.top() - 7, gutter - 5, 14);
    const auto right = Qt::AlignRight | Qt::AlignVCenter;
    paintWords(painter, numbers, QString::number(scale.greatest), TextRole::Tick, colours.hint, right);
    paintWords(painter, numbers.translated(0, plot.height()), QString::number(scale.least), TextRole::Tick,
               colours.hint, right);
    // Capacity in the colour of a limit, what it was made with in grey.
    const auto dashed = [&](std::int64_t at, const QColor& pen) {
        painter.setPen(QPen(pen, metrics::hairline, Qt::CustomDashLine));
        QPen dashes(pen, metrics::hairline);
        dashes.setDashPattern({4, 3});
        painter.setPen(dashes);
        const double y = scale.yOf(at, plot);
        painter.drawLine(QLineF(plot.left(), y, plot.right(), y));
    };
    if (shown.bound)
        dashed(*shown.bound, colours.warning);
    else if (shown.initial && *shown.initial != 0)
        dashed(*shown.initial, colours.hint);

    const Step known = std::max(std::min<Step>(m_steps->looked(), session().length()), m_playhead);
    const QColor pale = theme::blend(colours.panel, colour, 0.45);
    paintCourse(painter, plot, shown.course, m_axis, scale, {pale, QColor()}, m_playhead, known);
    paintCourse(painter, plot, shown.course, m_axis, scale, {colour, theme::blend(colours.panel, colour, 0.18)}, 0,
                m_playhead);
    if (hasFocus() && m_current == chart) {
        painter.setPen(QPen(colours.accent, metrics::focusRing));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(QRectF(4, head.top() - 1, width() - 8, chartHeight - 2), metrics::controlRadius,
                                metrics::controlRadius);
    }
}

} // namespace interleave::pictures

#include "ui/pictures/makespans_layout.h"

#include "ui/session/outcome_words.h"
#include "ui/theme/fonts.h"
#include "ui/theme/metrics.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace interleave::pictures {
namespace {

namespace metrics = theme::metrics;
using session::Makespan;

/// Where translators find these texts.
struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(pictures)
};

constexpr double headHeight = 22;
constexpr double rulerHeight = 18;
constexpr double titleHeight = 19;
constexpr double countersHeight = 16;
constexpr double legendHeight = 24;
constexpr double rowPad = 5;
constexpr double wideFrom = 600; ///< from this width on a strip stands beside its words
constexpr double mostStrip = 96; ///< lanes get thinner where there are many
constexpr double promisedRoom = 104;
constexpr double tickApart = 44;

double laneHeightFor(std::size_t lanes)
{
    return std::clamp(std::floor(mostStrip / static_cast<double>(std::max<std::size_t>(lanes, 1))), 2.0,
                      static_cast<double>(metrics::collapsed.lane));
}

// 1, 2 or 5 times a power of ten.
double roundStep(double rough)
{
    const double power = std::pow(10, std::floor(std::log10(rough)));
    for (const double step : {1.0, 2.0, 5.0})
        if (step * power >= rough * 0.999)
            return step * power;
    return 10 * power;
}

void addTicks(MakespansLayout& layout)
{
    const double units = layout.longest / 1e9;
    const double step = roundStep(units * tickApart / layout.ruler.width());
    for (int i = 0; i * step <= units * 1.0001; ++i)
        layout.ticks.push_back({layout.x(i * step * 1e9), QString::number(i * step, 'g', 6)});
    layout.ticks.back().text = Texts::tr("%1 u").arg(layout.ticks.back().text);
}

} // namespace

QRectF MakespanPlace::lane(std::size_t which) const
{
    return QRectF(strip.left(), strip.top() + static_cast<double>(which) * laneHeight, strip.width(), laneHeight);
}

double MakespansLayout::x(double nanoseconds) const
{
    return ruler.left() + (longest > 0 ? nanoseconds / longest * ruler.width() : 0);
}

std::optional<std::size_t> MakespansLayout::at(QPointF place) const
{
    for (std::size_t i = 0; i < rows.size(); ++i)
        if (rows[i].whole.contains(place))
            return i;
    return std::nullopt;
}

MakespansLayout layOutMakespans(const std::vector<Makespan>& rows, Nanoseconds longest, double width)
{
    const bool isWide = width >= wideFrom;
    const double left = metrics::padding;
    const double right = width - metrics::padding;
    const double stripLeft = isWide ? std::floor(left + (right - left) * 0.44) : left;
    const double stripRight = isWide ? right - promisedRoom - metrics::padding : right;
    MakespansLayout layout;
    layout.longest = static_cast<double>(longest);
    layout.head = QRectF(left, 4, right - left, headHeight);
    double y = layout.head.bottom();
    if (longest > 0) {
        layout.ruler = QRectF(stripLeft, y, stripRight - stripLeft, rulerHeight);
        y += rulerHeight;
        addTicks(layout);
    }
    for (const Makespan& row : rows) {
        MakespanPlace place;
        place.laneHeight = laneHeightFor(row.run.lanes.size());
        const double strip = longest > 0 ? place.laneHeight * static_cast<double>(row.run.lanes.size()) : 0;
        const double top = y + rowPad;
        const double wordsRight = isWide ? stripLeft - metrics::padding : right;
        place.title = QRectF(left, top, wordsRight - left, titleHeight);
        place.number = isWide ? QRectF(right - promisedRoom, top, promisedRoom, titleHeight) : place.title;
        place.promised = QRectF(right - promisedRoom, top + titleHeight, promisedRoom, countersHeight);
        place.counters = QRectF(left, top + titleHeight, wordsRight - left, countersHeight);
        if (!isWide && row.promised)
            place.counters.setRight(place.promised.left() - metrics::base);
        const double words = titleHeight + countersHeight;
        place.strip = isWide
                          ? QRectF(stripLeft, top + std::max(0.0, (words - strip) / 2), stripRight - stripLeft, strip)
                          : QRectF(stripLeft, top + words + (strip > 0 ? 3 : 0), stripRight - stripLeft, strip);
        const double bottom = std::max(top + words, place.strip.bottom()) + rowPad + 2;
        place.whole = QRectF(4, y, width - 8, bottom - y);
        layout.rows.push_back(place);
        y = bottom;
    }
    if (longest > 0) {
        layout.legend = QRectF(left, y, right - left, legendHeight);
        y += legendHeight;
    }
    layout.height = y + 2;
    return layout;
}

QString unitsText(Nanoseconds time)
{
    return Texts::tr("%1 u").arg(QString::number(static_cast<double>(time) / 1e9, 'g', 10));
}

QString numberOf(const Makespan& row)
{
    switch (row.phase) {
    case Makespan::Phase::Waiting: return QStringLiteral("–");
    case Makespan::Phase::Running: return Texts::tr("running…");
    case Makespan::Phase::Over: break;
    }
    if (row.hasTime())
        return unitsText(row.run.makespan);
    if (row.ending == trace::Ending::Bound)
        return Texts::tr("no end in %1 000 steps").arg(session::Makespans::mostPicks / 1000);
    return session::endingText(row.ending);
}

QString countersOf(const Makespan& row)
{
    if (row.phase != Makespan::Phase::Over)
        return {};
    const session::TimedRun& run = row.run;
    QStringList words;
    if (run.makespan > 0) {
        words << Texts::tr("%1 of %2 busy").arg(run.busyThreads).arg(run.threads);
        if (run.busyThreads > 0)
            words << Texts::tr("%1 %").arg(std::round(100 * run.utilisation));
    }
    words << (run.switches == 1 ? Texts::tr("1 switch") : Texts::tr("%1 switches").arg(run.switches));
    if (run.blocked > 0)
        words << Texts::tr("blocked %1").arg(unitsText(run.blocked));
    return words.join(QStringLiteral(" · "));
}

QString promisedOf(const Makespan& row)
{
    return row.promised ? Texts::tr("promised %1 u").arg(QString::number(*row.promised, 'g', 10)) : QString();
}

QString markOf(const Makespan& row)
{
    const std::string& mark = row.variant.mark;
    return mark == "broken"     ? Texts::tr("broken")
           : mark == "fixed"    ? Texts::tr("fixed")
           : mark == "wasteful" ? Texts::tr("wasteful")
                                : QString();
}

QString sentenceOf(const Makespan& row, std::optional<Nanoseconds> shortest)
{
    QString words = QString::fromStdString(row.variant.title);
    if (const QString mark = markOf(row); !mark.isEmpty())
        words += Texts::tr(" (%1)").arg(mark);
    if (row.phase != Makespan::Phase::Over)
        return words + (row.phase == Makespan::Phase::Running ? Texts::tr(": running") : Texts::tr(": not run yet"));
    words += Texts::tr(": %1").arg(numberOf(row));
    if (shortest && row.hasTime() && row.run.makespan == *shortest)
        words += Texts::tr(", the shortest");
    if (const auto kept = row.isAsPromised())
        words += *kept ? Texts::tr(", as promised") : Texts::tr(", against what was %1").arg(promisedOf(row));
    const session::TimedRun& run = row.run;
    if (run.makespan > 0)
        words += Texts::tr("; %1 of %2 threads are busy at all, %3 at the same time on average, each %4 % of the time")
                     .arg(run.busyThreads)
                     .arg(run.threads)
                     .arg(QString::number(run.parallelism, 'f', 1))
                     .arg(std::round(100 * run.utilisation));
    words += run.switches == 1 ? Texts::tr("; 1 lane switch") : Texts::tr("; %1 lane switches").arg(run.switches);
    if (run.blocked > 0)
        words += Texts::tr("; lanes were blocked for %1 in all").arg(unitsText(run.blocked));
    return words;
}

} // namespace interleave::pictures

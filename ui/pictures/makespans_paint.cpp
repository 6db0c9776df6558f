#include "ui/pictures/makespans_paint.h"

#include "ui/theme/contrast.h"
#include "ui/theme/fonts.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/theme/patterns.h"

#include <QCoreApplication>
#include <QPainter>

#include <array>
#include <cmath>

namespace interleave::pictures {
namespace {

namespace metrics = theme::metrics;
using analysis::LaneStatus;
using session::Makespan;
using theme::Palette;
using theme::TextRole;

/// Where translators find these texts.
struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(pictures)
};

constexpr double icon = 14;
constexpr double step = 2;       ///< the width of a step
constexpr double stepsApart = 3; ///< steps nearer than this are one

/// What can last in the order of the legend.
constexpr std::array lasting = {LaneStatus::Sleeping, LaneStatus::Blocked, LaneStatus::Waiting, LaneStatus::Suspended,
                                LaneStatus::Ready};

theme::State stateOf(LaneStatus status)
{
    switch (status) {
    case LaneStatus::Running: return theme::State::Running;
    case LaneStatus::Blocked: return theme::State::Blocked;
    case LaneStatus::Waiting: return theme::State::Waiting;
    case LaneStatus::Sleeping: return theme::State::Sleeping;
    case LaneStatus::Suspended: return theme::State::Suspended;
    case LaneStatus::Ended: return theme::State::Ended;
    case LaneStatus::Killed: return theme::State::Killed;
    case LaneStatus::Ready: break;
    }
    return theme::State::Ready;
}

// Patterns do not fit: what runs is full, blocked is full with a notch, everything else half. As in collapsed lanes.
void paintPiece(QPainter& painter, const QRectF& rect, LaneStatus status, const Palette& colours)
{
    const theme::StateColours& state = colours.state(stateOf(status));
    const bool isFull = status == LaneStatus::Running || status == LaneStatus::Blocked;
    const double height = std::max(1.0, rect.height() > 3 ? rect.height() - 1 : rect.height());
    const double part = isFull ? height : std::ceil(height / 2);
    const QRectF painted(rect.left(), rect.top() + height - part, rect.width(), part);
    painter.fillRect(painted, isFull ? state.outline : theme::blend(state.fill, state.outline, 0.55));
    if (status == LaneStatus::Blocked && rect.width() > 6 && height > 3)
        painter.fillRect(QRectF(painted.center().x() - 2, painted.top(), 4, 2), colours.panel);
}

void paintStrip(QPainter& painter, const MakespansLayout& layout, const MakespanPlace& place, const Makespan& row,
                const Palette& colours)
{
    for (const UnitTick& tick : layout.ticks)
        theme::paintHairline(painter, QLineF(tick.x, place.strip.top(), tick.x, place.strip.bottom()),
                             colours.hairline);
    // What was cut off may go on beyond the axis.
    const double border = place.strip.right();
    const auto x = [&](Nanoseconds time) { return std::min(layout.x(static_cast<double>(time)), border); };
    for (std::size_t i = 0; i < row.run.lanes.size(); ++i) {
        const session::TimedLane& lane = row.run.lanes[i];
        const QRectF track = place.lane(i);
        for (const session::TimedPiece& piece : lane.pieces) {
            const double left = x(piece.begin);
            if (left >= border)
                break;
            // A hairline of ground tells neighbours apart.
            const double width = x(piece.end) - left;
            const QRectF rect(left, track.top(), width > 3 ? width - 1 : width, track.height());
            paintPiece(painter, rect, piece.status, colours);
        }
        double last = -stepsApart;
        for (const Nanoseconds moment : lane.moments) {
            const double at = std::min(x(moment), border - step);
            if (at - last < stepsApart)
                continue;
            paintPiece(painter, QRectF(at, track.top(), step, track.height()), LaneStatus::Running, colours);
            last = at;
        }
    }
    if (static_cast<double>(row.run.makespan) > layout.longest)
        return;
    const double end = std::min(x(row.run.makespan), border - 1);
    painter.fillRect(QRectF(end, place.strip.top() - 2, 1.5, place.strip.height() + 3), colours.text);
}

/// A word in a pill, ending at `right`; where it begins.
double paintShortest(QPainter& painter, const QRectF& line, double right, const Palette& colours)
{
    const QString word = Texts::tr("shortest");
    const double width = theme::textWidth(word, TextRole::Tick) + 12;
    const QRectF pill(right - width, line.center().y() - 7.5, width, 15);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colours.okGround);
    painter.drawRoundedRect(pill, 7.5, 7.5);
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setFont(theme::font(TextRole::Tick));
    painter.setPen(colours.ok);
    painter.drawText(pill, Qt::AlignCenter, word);
    return pill.left();
}

struct Sign
{
    theme::Icon icon;
    theme::Role role;
};

std::optional<Sign> signOfMark(const Makespan& row)
{
    const std::string& mark = row.variant.mark;
    if (mark == "broken")
        return Sign{theme::Icon::Broken, theme::Role::Error};
    if (mark == "fixed")
        return Sign{theme::Icon::Ok, theme::Role::Ok};
    if (mark == "wasteful")
        return Sign{theme::Icon::Warning, theme::Role::Warning};
    return std::nullopt;
}

/// The makespan or what there is instead; where it begins.
double paintNumber(QPainter& painter, const MakespanPlace& place, const Makespan& row, const MakespanLook& look,
                   const Palette& colours)
{
    const QString number = numberOf(row);
    const bool isOver = row.phase == Makespan::Phase::Over;
    const bool isTime = row.hasTime();
    const bool isBound = row.ending == trace::Ending::Bound || row.ending == trace::Ending::Stopped;
    const QColor colour = isTime ? colours.text : !isOver ? colours.hint : isBound ? colours.warning : colours.error;
    const TextRole font = isTime ? TextRole::BodyStrong : TextRole::Body;
    painter.setFont(theme::font(font));
    painter.setPen(colour);
    painter.drawText(place.number, Qt::AlignRight | Qt::AlignVCenter, number);
    double left = place.number.right() - theme::textWidth(number, font) - 6;
    if (isOver && !isTime) {
        theme::paintIcon(painter, QRectF(left - icon, place.number.center().y() - icon / 2, icon, icon),
                         isBound ? theme::Icon::Warning : theme::Icon::Deadlock, colour);
        left -= icon + 6;
    }
    if (look.isShortest)
        left = paintShortest(painter, place.number, left, colours) - 6;
    return left;
}

void paintWordsOf(QPainter& painter, const MakespanPlace& place, const Makespan& row, const MakespanLook& look,
                  const Palette& colours)
{
    const double numberLeft = paintNumber(painter, place, row, look, colours);
    const std::optional<Sign> sign = signOfMark(row);
    QRectF title = place.title;
    title.setRight(std::min(title.right(), numberLeft - metrics::base));
    if (sign) {
        theme::paintIcon(painter, QRectF(title.left(), title.center().y() - icon / 2, icon, icon), sign->icon,
                         colours.colour(sign->role));
        title.setLeft(title.left() + icon + 5);
    }
    painter.setFont(theme::font(TextRole::BodyStrong));
    painter.setPen(colours.text);
    painter.drawText(title, Qt::AlignLeft | Qt::AlignVCenter,
                     painter.fontMetrics().elidedText(QString::fromStdString(row.variant.title), Qt::ElideMiddle,
                                                      static_cast<int>(title.width())));

    painter.setFont(theme::font(TextRole::SecondaryLine));
    QRectF counters = place.counters;
    if (sign) {
        const QString mark = markOf(row) + (countersOf(row).isEmpty() ? QString() : QStringLiteral(" · "));
        painter.setPen(colours.colour(sign->role));
        painter.drawText(counters, Qt::AlignLeft | Qt::AlignVCenter, mark);
        counters.setLeft(counters.left() + painter.fontMetrics().horizontalAdvance(mark));
    }
    painter.setPen(colours.secondary);
    painter.drawText(
        counters, Qt::AlignLeft | Qt::AlignVCenter,
        painter.fontMetrics().elidedText(countersOf(row), Qt::ElideRight, static_cast<int>(counters.width())));
    if (!row.promised)
        return;
    const std::optional<bool> kept = row.isAsPromised();
    const QString promised = promisedOf(row);
    painter.setPen(kept == false ? colours.error : colours.secondary);
    painter.drawText(place.promised, Qt::AlignRight | Qt::AlignVCenter, promised);
    if (!kept)
        return;
    const double left = place.promised.right() - painter.fontMetrics().horizontalAdvance(promised) - 3;
    theme::paintIcon(painter, QRectF(left - 12, place.promised.center().y() - 6, 12, 12),
                     *kept ? theme::Icon::Ok : theme::Icon::Broken, *kept ? colours.ok : colours.error);
}

} // namespace

QString statusWord(LaneStatus status)
{
    switch (status) {
    case LaneStatus::Running: return Texts::tr("makes a step");
    case LaneStatus::Sleeping: return Texts::tr("works or sleeps");
    case LaneStatus::Blocked: return Texts::tr("blocked");
    case LaneStatus::Waiting: return Texts::tr("waits");
    case LaneStatus::Suspended: return Texts::tr("suspended");
    case LaneStatus::Ready: return Texts::tr("ready");
    case LaneStatus::Ended:
    case LaneStatus::Killed: break;
    }
    return Texts::tr("over");
}

void paintRuler(QPainter& painter, const MakespansLayout& layout, const Palette& colours)
{
    painter.setFont(theme::font(TextRole::Tick));
    painter.setPen(colours.hint);
    for (const UnitTick& tick : layout.ticks) {
        const double wide = theme::textWidth(tick.text, TextRole::Tick);
        const double left = std::clamp(tick.x - wide / 2, layout.ruler.left(), layout.ruler.right() - wide);
        painter.drawText(QRectF(left, layout.ruler.top(), wide + 1, layout.ruler.height()), Qt::AlignCenter, tick.text);
    }
    const double bottom = layout.ruler.bottom();
    theme::paintHairline(painter, QLineF(layout.ruler.left(), bottom, layout.ruler.right(), bottom), colours.hairline);
}

void paintMakespan(QPainter& painter, const MakespansLayout& layout, const MakespanPlace& place, const Makespan& row,
                   const MakespanLook& look, const Palette& colours)
{
    if (look.isChosen || look.isHovered)
        painter.fillRect(place.whole, look.isChosen ? colours.selection : colours.hover);
    if (look.isChosen)
        painter.fillRect(QRectF(place.whole.left(), place.whole.top(), 3, place.whole.height()), colours.accent);
    paintWordsOf(painter, place, row, look, colours);
    if (layout.longest > 0 && !row.run.lanes.empty())
        paintStrip(painter, layout, place, row, colours);
    if (!look.isCurrent)
        return;
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(colours.accent, metrics::focusRing));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(place.whole.adjusted(1, 1, -1, -1), metrics::controlRadius, metrics::controlRadius);
    painter.setRenderHint(QPainter::Antialiasing, false);
}

void paintLegend(QPainter& painter, const MakespansLayout& layout, const std::vector<Makespan>& rows,
                 const Palette& colours)
{
    std::array<bool, analysis::laneStatusCount> occurs{};
    for (const Makespan& row : rows)
        for (const session::TimedLane& lane : row.run.lanes)
            for (const session::TimedPiece& piece : lane.pieces)
                occurs[static_cast<std::size_t>(piece.status)] = true;
    painter.setFont(theme::font(TextRole::Tick));
    double left = layout.legend.left();
    const auto add = [&](LaneStatus status, double width) {
        const QString word = statusWord(status);
        const double room = width + 4 + theme::textWidth(word, TextRole::Tick);
        if (left + room > layout.legend.right())
            return;
        const double middle = layout.legend.center().y();
        paintPiece(painter, QRectF(left, middle - 3, width, 6), status, colours);
        painter.setPen(colours.secondary);
        painter.drawText(QRectF(left + width + 4, layout.legend.top(), room, layout.legend.height()),
                         Qt::AlignLeft | Qt::AlignVCenter, word);
        left += room + metrics::padding;
    };
    add(LaneStatus::Running, step);
    for (const LaneStatus status : lasting)
        if (occurs[static_cast<std::size_t>(status)])
            add(status, 16);
}

} // namespace interleave::pictures

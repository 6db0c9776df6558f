#include "ui/timeline/paint_parts.h"

#include "ui/theme/contrast.h"
#include "ui/theme/metrics.h"
#include "ui/theme/patterns.h"

#include <QImage>

#include <algorithm>
#include <cmath>

namespace interleave::timeline {
namespace {

namespace metrics = theme::metrics;
using theme::State;

/// Boxes narrower than this lose rounded corners when there are many of them.
constexpr double fineBox = 14;
constexpr std::size_t fineBoxes = 400;

/// The order of states in a column that holds several, from the top.
constexpr std::array<State, 7> stackOrder = {State::Blocked,  State::Running,   State::Ready, State::Waiting,
                                             State::Sleeping, State::Suspended, State::Killed};
constexpr std::size_t statusNumber(State state)
{
    using analysis::LaneStatus;
    constexpr LaneStatus of[] = {LaneStatus::Running,  LaneStatus::Ready,     LaneStatus::Blocked, LaneStatus::Waiting,
                                 LaneStatus::Sleeping, LaneStatus::Suspended, LaneStatus::Ended,   LaneStatus::Killed};
    return static_cast<std::size_t>(of[static_cast<std::size_t>(state)]);
}

/// The colour of a state where its pattern does not fit: what executes is solid, the rest between fill and outline.
QColor denseColour(const theme::Palette& palette, State state)
{
    const theme::StateColours& colours = palette.state(state);
    if (state == State::Running || state == State::Blocked)
        return colours.outline;
    return theme::blend(colours.fill, colours.outline, 0.55);
}

struct Slice
{
    State state;
    int height; ///< device pixels
};

/// Cuts a column of `height` device pixels by the shares of its states; what is there has at least one pixel.
int sliceColumn(const analysis::Shares& shares, int height, std::array<Slice, 7>& slices)
{
    int count = 0;
    int sum = 0;
    for (const State state : stackOrder)
        sum += shares[statusNumber(state)];
    if (sum == 0)
        return 0;
    // Fixed point: this runs for every column of every lane.
    const int part = (height << 16) / sum;
    int used = 0;
    for (const State state : stackOrder) {
        const int share = shares[statusNumber(state)];
        if (share == 0)
            continue;
        const int wanted = std::max(1, (share * part + 0x8000) >> 16);
        slices[static_cast<std::size_t>(count++)] = {state, wanted};
        used += wanted;
    }
    // Rounding is the affair of whoever is largest; where there are more states than pixels the least go without.
    // Of equal ones the lower goes: what blocks and what runs stay.
    const auto largest = [&] {
        auto found = slices.begin();
        for (auto slice = slices.begin(); slice != slices.begin() + count; ++slice)
            if (slice->height >= found->height)
                found = slice;
        return found;
    };
    if (used < height)
        largest()->height += height - used;
    for (int excess = used - height; excess > 0; --excess)
        --largest()->height;
    return count;
}

} // namespace

void Painting::paintMixes(const QRectF& lane, const std::vector<Mix>& mixes, Density)
{
    if (mixes.empty())
        return;
    const int height = std::max(1, static_cast<int>(std::lround(lane.height() * m_scale)));
    std::array<QRgb, theme::allStates.size()> colours{};
    for (const State state : stackOrder)
        colours[static_cast<std::size_t>(state)] = denseColour(m_palette, state).rgb();
    std::array<Slice, 7> slices;
    if (m_isVector) {
        for (const Mix& mix : mixes) {
            double top = lane.top();
            const int count = sliceColumn(mix.shares, height, slices);
            for (int i = 0; i < count; ++i) {
                const double part = slices[static_cast<std::size_t>(i)].height / m_scale;
                m_painter.fillRect(
                    QRectF(m_picture.axis.left + mix.column / m_scale, top, 1 / m_scale, part),
                    QColor(colours[static_cast<std::size_t>(slices[static_cast<std::size_t>(i)].state)]));
                top += part;
            }
        }
        return;
    }
    const int first = mixes.front().column;
    const int columns = mixes.back().column - first + 1;
    QImage image(columns, height, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    const auto stride = static_cast<std::size_t>(image.bytesPerLine()) / sizeof(QRgb);
    auto* const pixels = reinterpret_cast<QRgb*>(image.bits());
    for (const Mix& mix : mixes) {
        QRgb* pixel = pixels + (mix.column - first);
        const int count = sliceColumn(mix.shares, height, slices);
        for (int i = 0; i < count; ++i) {
            const QRgb colour = colours[static_cast<std::size_t>(slices[static_cast<std::size_t>(i)].state)];
            for (int row = 0; row < slices[static_cast<std::size_t>(i)].height; ++row, pixel += stride)
                *pixel = colour;
        }
    }
    image.setDevicePixelRatio(m_scale);
    m_painter.drawImage(QPointF(m_picture.axis.left + first / m_scale, lane.top()), image);
}

void Painting::paintBox(const Row& row, const QRectF& whole, const Box& box)
{
    const theme::StateColours& colours = m_palette.state(box.state);
    // Outlines end outside the view, so that a segment that goes on does not look closed.
    const QRectF rect = whole.intersected(m_tracks.adjusted(m_isVector ? 0 : -8, 0, m_isVector ? 0 : 8, 0));
    if (rect.width() <= 0)
        return;
    if (box.state == State::Ended) {
        theme::paintSegment(m_painter,
                            QRectF(whole.left() - 2, rect.top(), std::min(8.0, rect.width() + 2), rect.height()),
                            State::Ended, m_palette, rect.topLeft());
        return;
    }
    if (row.density == Density::Collapsed) {
        // Patterns do not fit: what runs is full, blocked is full with a notch, everything else half.
        const QColor colour = denseColour(m_palette, box.state);
        const bool isFull = box.state == State::Running || box.state == State::Blocked || box.state == State::Killed;
        const double top = isFull ? rect.top() : rect.top() + std::floor(rect.height() / 2);
        m_painter.fillRect(QRectF(rect.left(), top, rect.width(), rect.bottom() - top), colour);
        if (box.state == State::Blocked && rect.width() > 6)
            m_painter.fillRect(QRectF(rect.center().x() - 2, rect.top(), 4, 2), m_palette.panel);
        return;
    }
    if (rect.width() >= fineBox || (m_boxes < fineBoxes && rect.width() >= 6)) {
        if (m_isVector || m_boxes++ < fineBoxes) {
            theme::paintSegment(m_painter, rect, box.state, m_palette, QPointF(m_picture.axis.left, rect.top()));
            return;
        }
    }
    m_painter.fillRect(rect, colours.outline);
    if (box.state == State::Running)
        return;
    const double edge = box.state == State::Blocked ? std::min(4.0, rect.width() / 2) : 1;
    const double line = box.state == State::Blocked ? 2 : 1;
    const QRectF inside = rect.adjusted(edge, line, -line, -line);
    if (inside.width() <= 0)
        return;
    m_painter.fillRect(inside, colours.fill);
    if (inside.width() > metrics::segmentPatternMinimum)
        theme::paintPattern(m_painter, inside, box.state, m_palette, QPointF(m_picture.axis.left, rect.top()));
}

void Painting::paintLane(const Row& row)
{
    const LaneScene scene = m_scenes.lane(row.lane());
    const double height = row.density == Density::Comfortable && row.height < metrics::comfortable.lane
                              ? row.height - 14
                              : segmentHeight(row.density);
    QRectF lane = trackOf(row, 0);
    lane.setTop(m_picture.y(row) + std::floor((row.height - height) / 2));
    lane.setHeight(height);
    paintMixes(lane, scene.mixes, row.density);
    const bool hasText = row.density != Density::Collapsed;
    for (const Box& box : scene.boxes) {
        // A hairline of ground tells neighbours apart.
        const double gap = row.density == Density::Collapsed || box.right - box.left < 6 ? 0 : 0.5;
        const QRectF rect(box.left, lane.top(), std::max(box.right - box.left - gap, 1.0), height);
        paintBox(row, rect, box);
        const QRectF visible = rect.intersected(m_tracks);
        const double least = 8 + metrics::segmentLabelSpare;
        if (!hasText || visible.width() < least || box.state == State::Ended)
            continue;
        const theme::StateColours& colours = m_palette.state(box.state);
        m_labels.push_back({visible, segmentWords(m_picture, row.lane(), box.piece), colours.text, colours.fill,
                            box.state == State::Blocked && rect.left() >= m_tracks.left() ? 9.0 : 6.0,
                            box.state != State::Ready && box.state != State::Sleeping});
        if (row.density != Density::Comfortable)
            m_labels.back().words.second.clear();
    }
    if (m_picture.selectedEvent) {
        const auto piece = m_picture.index->lane(row.lane()).find(*m_picture.selectedEvent);
        const trace::Event event = m_picture.trace->event(*m_picture.selectedEvent);
        if (piece && event.lane == row.lane()) {
            const double at = m_picture.x(*m_picture.selectedEvent);
            if (at >= m_tracks.left() && at <= m_tracks.right()) {
                m_painter.setRenderHint(QPainter::Antialiasing);
                m_painter.setPen(QPen(m_palette.accent, 2));
                m_painter.setBrush(m_palette.panel);
                m_painter.drawEllipse(QPointF(at, lane.center().y()), 4, 4);
                m_painter.setRenderHint(QPainter::Antialiasing, false);
            }
        }
    }
}

void Painting::paintMarks()
{
    const auto& marks = m_picture.index->marks();
    const auto first = std::lower_bound(marks.begin(), marks.end(), m_scenes.from(),
                                        [](const analysis::Mark& mark, Step step) { return mark.step < step; });
    double last = -100;
    std::uint32_t lastLane = 0;
    int drawn = 0;
    for (auto mark = first; mark != marks.end() && mark->step < m_scenes.to() && drawn < 300; ++mark) {
        const Row* row = m_picture.rows->laneRow(LaneId(mark->lane));
        const double x = m_picture.x(mark->step) + 12;
        if (row == nullptr || !isVisible(*row) || row->height < metrics::standard.lane || x < m_tracks.left() + 4
            || x > m_tracks.right() - 12 || (mark->lane == lastLane && x - last < 18))
            continue;
        const auto piece = m_picture.index->lane(LaneId(mark->lane)).find(mark->step);
        const auto status =
            piece ? m_picture.index->lane(LaneId(mark->lane)).piece(*piece).status : analysis::LaneStatus::Ready;
        const bool isSolid = status == analysis::LaneStatus::Running;
        const QRectF rect(x - 7, std::floor(m_picture.y(*row) + row->height / 2.0) - 7, 14, 14);
        // A little page: its ground keeps it apart from patterns.
        m_painter.setRenderHint(QPainter::Antialiasing);
        m_painter.setPen(isSolid ? QPen(Qt::NoPen) : QPen(m_palette.controlOutline, 1));
        m_painter.setBrush(m_palette.panel);
        m_painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 2, 2);
        m_painter.setRenderHint(QPainter::Antialiasing, false);
        theme::paintIcon(m_painter, rect.adjusted(1, 1, -1, -1), theme::Icon::ConsoleMark, m_palette.text);
        last = x;
        lastLane = mark->lane;
        ++drawn;
    }
}

} // namespace interleave::timeline

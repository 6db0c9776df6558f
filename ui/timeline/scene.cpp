#include "ui/timeline/scene.h"

#include <algorithm>
#include <bit>
#include <cmath>

namespace interleave::timeline {
namespace {

using analysis::LaneStatus;
using analysis::LaneTrack;
using analysis::Shares;

/// From this many steps in a column on the pyramid is asked.
constexpr double stepsPerColumn = 384;
/// A stretch of columns with one state only becomes a box from this many on.
constexpr int pureColumns = 12;

/// Gathers what falls into columns of pixels, from left to right.
class ColumnSums
{
public:
    explicit ColumnSums(std::vector<Mix>& mixes) : m_mixes(mixes) {}

    /// `from` and `to` in columns.
    void add(double from, double to, LaneStatus status)
    {
        // What lasts no time was there all the same.
        to = std::max(to, from + 0.02);
        while (from < to) {
            const double column = std::floor(from);
            if (column != m_column)
                flush();
            m_column = column;
            const double end = std::min(to, column + 1);
            m_parts[static_cast<std::size_t>(status)] += end - from;
            from = end;
        }
    }
    bool isEmpty() const { return m_column < 0; }
    void flush()
    {
        if (m_column >= 0) {
            double sum = 0;
            for (const double part : m_parts)
                sum += part;
            Mix mix{static_cast<int>(m_column), {}};
            const double whole = std::max(sum, 1.0);
            for (std::size_t i = 0; i < m_parts.size(); ++i)
                if (m_parts[i] > 0)
                    mix.shares[i] = static_cast<std::uint8_t>(std::clamp(m_parts[i] / whole * 255, 1.0, 255.0));
            if (sum > 0)
                m_mixes.push_back(mix);
        }
        m_parts.fill(0);
        m_column = -1;
    }

private:
    std::vector<Mix>& m_mixes;
    std::array<double, analysis::laneStatusCount> m_parts{};
    double m_column = -1;
};

/// The status that fills a column all alone; none for a mix.
std::optional<LaneStatus> pureOf(const Shares& shares)
{
    // Hardly any column of a busy lane has a share above one half.
    if ((std::bit_cast<std::uint64_t>(shares) & 0x8080808080808080ULL) == 0)
        return std::nullopt;
    for (std::size_t i = 0; i < shares.size(); ++i)
        if (shares[i] >= 253)
            return static_cast<LaneStatus>(i);
    return std::nullopt;
}

bool isOver(LaneStatus status)
{
    return status == LaneStatus::Ended || status == LaneStatus::Killed;
}

} // namespace

theme::State stateOf(LaneStatus status)
{
    switch (status) {
    case LaneStatus::Ready: return theme::State::Ready;
    case LaneStatus::Running: return theme::State::Running;
    case LaneStatus::Blocked: return theme::State::Blocked;
    case LaneStatus::Waiting: return theme::State::Waiting;
    case LaneStatus::Sleeping: return theme::State::Sleeping;
    case LaneStatus::Suspended: return theme::State::Suspended;
    case LaneStatus::Ended: return theme::State::Ended;
    case LaneStatus::Killed: break;
    }
    return theme::State::Killed;
}

SceneMaker::SceneMaker(const Picture& picture, double scale) : m_picture(picture), m_scale(scale)
{
    const Axis& axis = picture.axis;
    const Step size = picture.index->size();
    m_from = picture.eventAt(axis.from).value_or(0);
    const auto last = picture.eventAt(axis.to);
    m_to = last ? std::min(*last + 1, size) : 0;
    const double columns = std::ceil(axis.width * scale);
    if (static_cast<double>(m_to - std::min(m_from, m_to)) <= columns * stepsPerColumn)
        return;
    std::vector<Step> edges;
    edges.reserve(static_cast<std::size_t>(columns) + 1);
    for (int column = 0; column <= static_cast<int>(columns); ++column) {
        const auto event = picture.eventAt(axis.position(axis.left + column / scale));
        edges.push_back(std::min(event ? *event : 0, size));
    }
    m_plan = analysis::planColumns(picture.index->times(), edges, picture.ruler == Ruler::Time);
}

LaneScene SceneMaker::lane(LaneId lane) const
{
    LaneScene scene;
    const LaneTrack& track = m_picture.index->lane(lane);
    if (track.size() == 0)
        return scene;
    if (isExact())
        addExact(track, scene);
    else
        addColumns(track, scene);
    return scene;
}

void SceneMaker::addExact(const LaneTrack& track, LaneScene& scene) const
{
    const Axis& axis = m_picture.axis;
    const double openEnd = axis.x(m_picture.openEnd());
    ColumnSums sums(scene.mixes);
    const std::size_t first = track.find(m_from).value_or(0);
    double right = m_picture.x(track.piece(first).begin);
    for (std::size_t i = first; i < track.size() && right <= axis.right(); ++i) {
        const LaneTrack::Piece piece = track.piece(i);
        const bool isOpen = piece.end == analysis::noStep || piece.end >= m_picture.index->size();
        const double left = right;
        right = piece.end == analysis::noStep ? openEnd : m_picture.x(piece.end);
        if (right < axis.left)
            continue;
        bool isNarrow = (right - left) * m_scale < leastBox && !isOver(piece.status);
        // Between two wide segments a moment of running is shown three pixels wide: its neighbour has them to spare.
        if (isNarrow && piece.status == LaneStatus::Running && i + 1 < track.size()) {
            const LaneTrack::Piece next = track.piece(i + 1);
            const double nextRight = next.end == analysis::noStep ? openEnd : m_picture.x(next.end);
            const bool isAlone = scene.mixes.empty() || axis.left + (scene.mixes.back().column + 4) / m_scale < left;
            if (isAlone && sums.isEmpty() && nextRight - left >= 8) {
                right = left + leastBox;
                isNarrow = false;
            }
        }
        if (!isNarrow) {
            sums.flush();
            scene.boxes.push_back({left, right, stateOf(piece.status), i, isOpen});
        } else {
            const double from = std::max((left - axis.left) * m_scale, 0.0);
            sums.add(from, std::max((right - axis.left) * m_scale, from), piece.status);
        }
    }
    sums.flush();
}

void SceneMaker::addColumns(const LaneTrack& track, LaneScene& scene) const
{
    const Axis& axis = m_picture.axis;
    std::vector<Shares> shares;
    track.shares(m_plan, shares);
    const int columns = static_cast<int>(shares.size());
    // What lies behind the last event is drawn as what is open there.
    const int edge = std::clamp(
        static_cast<int>((axis.x(m_picture.position(m_picture.index->size() - 1)) - axis.left) * m_scale), 0, columns);
    for (int column = 0; column < edge;) {
        const auto pure = pureOf(shares[static_cast<std::size_t>(column)]);
        int end = column + 1;
        while (pure && end < edge && pureOf(shares[static_cast<std::size_t>(end)]) == pure)
            ++end;
        if (pure && isOver(*pure)) {
            column = end;
            continue;
        }
        if (pure && end - column >= pureColumns) {
            const double left = axis.left + column / m_scale;
            const auto step = m_picture.eventAt(axis.position(axis.left + (column + end) / 2.0 / m_scale));
            const std::size_t piece = track.find(step.value_or(0)).value_or(0);
            scene.boxes.push_back({left, axis.left + end / m_scale, stateOf(*pure), piece, false});
        } else {
            for (int i = column; i < end; ++i)
                if (std::bit_cast<std::uint64_t>(shares[static_cast<std::size_t>(i)]) != 0)
                    scene.mixes.push_back({i, shares[static_cast<std::size_t>(i)]});
        }
        column = end;
    }
    const LaneTrack::Piece last = track.piece(track.size() - 1);
    const double openEnd = axis.x(m_picture.openEnd());
    const double left = axis.left + edge / m_scale;
    if (!isOver(last.status) && openEnd > left && left < axis.right())
        scene.boxes.push_back({left, openEnd, stateOf(last.status), track.size() - 1, true});
}

} // namespace interleave::timeline

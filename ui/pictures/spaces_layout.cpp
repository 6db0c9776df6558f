#include "ui/pictures/spaces_layout.h"

#include <algorithm>

namespace interleave::pictures {
namespace {

constexpr double side = 10;
constexpr double gap = 10;    ///< between boxes
constexpr double padding = 8; ///< inside of them
constexpr double headHeight = 26;
constexpr double cellHeight = 24;
constexpr double rowHeight = 30;
constexpr double labelWidth = 84;
constexpr double twoColumns = 560;

/// Writes into a box from left to right and from top to bottom.
class Flow
{
public:
    Flow(double left, double right, double top) : m_left(left), m_right(right), m_x(left), m_y(top) {}

    QRectF next(double wide)
    {
        const double fitting = std::min(wide, m_right - m_left);
        if (m_x > m_left && m_x + fitting > m_right) {
            m_x = m_left;
            m_y += rowHeight;
        }
        const QRectF rect(m_x, m_y + (rowHeight - cellHeight) / 2, fitting, cellHeight);
        m_x += fitting + 6;
        return rect;
    }
    double bottom() const { return m_y + rowHeight; }

private:
    double m_left;
    double m_right;
    double m_x;
    double m_y;
};

class Placer
{
public:
    Placer(SpacesLayout& layout, const std::function<double(ObjectId)>& cellWidth,
           const std::function<double(LaneId)>& laneWidth)
        : m_layout(layout)
        , m_cellWidth(cellWidth)
        , m_laneWidth(laneWidth)
    {}

    /// The bottom of the box.
    double process(const Space& space, double left, double top, double width)
    {
        SpacesLayout::Box box;
        box.process = space.process;
        box.main = space.main;
        box.isAlone = space.isAlone;
        box.head = {left, top, width, headHeight};
        const double inner = left + padding;
        const double right = left + width - padding;
        double y = top + headHeight;
        if (!space.shared.empty()) {
            box.sharedLabel = {inner, y, labelWidth - 8, rowHeight};
            y = cells(space.shared, inner + labelWidth, right, y, box);
        }
        // Who has nothing of his own comes first, in one row.
        std::vector<LaneId> bare;
        for (const SpaceLane& lane : space.lanes)
            if (lane.cells.empty() && !space.isAlone)
                bare.push_back(lane.lane);
        if (!bare.empty()) {
            Flow flow(inner, right, y);
            for (std::size_t i = 0; i < std::min(bare.size(), mostInSpace); ++i)
                m_layout.lanes.push_back({bare[i], flow.next(m_laneWidth(bare[i]))});
            box.left += bare.size() - std::min(bare.size(), mostInSpace);
            y = flow.bottom();
        }
        std::size_t shown = 0;
        for (const SpaceLane& lane : space.lanes) {
            if (lane.cells.empty())
                continue;
            if (shown == mostInSpace) {
                box.left += 1 + lane.cells.size();
                continue;
            }
            ++shown;
            m_layout.lanes.push_back({lane.lane, {inner, y + 3, labelWidth - 8, cellHeight}});
            y = cells(lane.cells, inner + labelWidth, right, y, box);
        }
        return finish(box, left, top, width, y);
    }

    double between(const std::vector<ObjectId>& objects, double left, double top, double width)
    {
        SpacesLayout::Box box;
        box.isBetween = true;
        box.head = {left, top, width, headHeight};
        const double y = cells(objects, left + padding, left + width - padding, top + headHeight, box);
        return finish(box, left, top, width, y);
    }

private:
    double cells(const std::vector<ObjectId>& objects, double left, double right, double y, SpacesLayout::Box& box)
    {
        Flow flow(left, right, y);
        const std::size_t shown = std::min(objects.size(), mostInSpace);
        for (std::size_t i = 0; i < shown; ++i)
            m_layout.cells.push_back({objects[i], flow.next(m_cellWidth(objects[i]))});
        box.left += objects.size() - shown;
        return flow.bottom();
    }

    double finish(SpacesLayout::Box& box, double left, double top, double width, double y)
    {
        if (box.left > 0) {
            box.more = {left + padding, y, width - 2 * padding, 20};
            y += 20;
        }
        box.rect = {left, top, width, y + 4 - top};
        m_layout.boxes.push_back(box);
        return box.rect.bottom();
    }

    SpacesLayout& m_layout;
    const std::function<double(ObjectId)>& m_cellWidth;
    const std::function<double(LaneId)>& m_laneWidth;
};

} // namespace

SpacesLayout layOutSpaces(const Spaces& spaces, double top, double width,
                          const std::function<double(ObjectId)>& cellWidth,
                          const std::function<double(LaneId)>& laneWidth)
{
    SpacesLayout layout;
    Placer placer(layout, cellWidth, laneWidth);
    const std::size_t boxes = spaces.processes.size();
    const std::size_t columns = width >= twoColumns && boxes > 1 ? 2 : 1;
    const double wide = (width - 2 * side - static_cast<double>(columns - 1) * gap) / static_cast<double>(columns);
    double y = top;
    if (!spaces.between.empty())
        y = placer.between(spaces.between, side, y, width - 2 * side) + gap;
    // Each box goes where there is room first.
    std::vector<double> bottoms(columns, y);
    for (const Space& space : spaces.processes) {
        const auto column =
            static_cast<std::size_t>(std::min_element(bottoms.begin(), bottoms.end()) - bottoms.begin());
        const double left = side + static_cast<double>(column) * (wide + gap);
        bottoms[column] = placer.process(space, left, bottoms[column], wide) + gap;
    }
    layout.bottom = *std::max_element(bottoms.begin(), bottoms.end());
    return layout;
}

} // namespace interleave::pictures

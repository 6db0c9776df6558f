#pragma once

#include "core/analysis/level_of_detail.h"
#include "ui/theme/state.h"
#include "ui/timeline/picture.h"

#include <utility>
#include <vector>

namespace interleave::timeline {

/// A segment wide enough to be drawn as one.
struct Box
{
    double left = 0; ///< may lie outside the view
    double right = 0;
    theme::State state = theme::State::Running;
    std::size_t piece = 0; ///< of the lane's track
    bool isOpen = false;
};

/// A column of pixels in which several states are mixed, with the share of each.
struct Mix
{
    int column = 0; ///< device pixels from the left of the axis
    analysis::Shares shares{};
};

/// What a lane looks like in a view.
struct LaneScene
{
    std::vector<Box> boxes;
    std::vector<Mix> mixes;
};

/// Makes the scenes of all lanes of one view; what they have in common is computed once.
class SceneMaker
{
public:
    /// `scale`: device pixels per device-independent one.
    SceneMaker(const Picture& picture, double scale);

    LaneScene lane(LaneId lane) const;
    /// Whether segments are drawn exactly; else columns come from the pyramid.
    bool isExact() const { return m_plan.columns() == 0; }
    const analysis::ColumnPlan& plan() const { return m_plan; }
    double columnWidth() const { return 1 / m_scale; }
    Step from() const { return m_from; }
    Step to() const { return m_to; }

    /// Segments narrower than this many device pixels are mixed into their columns.
    static constexpr double leastBox = 3;

private:
    void addExact(const analysis::LaneTrack& track, LaneScene& scene) const;
    void addColumns(const analysis::LaneTrack& track, LaneScene& scene) const;

    const Picture& m_picture;
    double m_scale;
    Step m_from = 0; ///< steps that the view may show
    Step m_to = 0;
    analysis::ColumnPlan m_plan;
};

theme::State stateOf(analysis::LaneStatus status);

} // namespace interleave::timeline

#pragma once

#include "ui/theme/chips.h"
#include "ui/theme/fonts.h"
#include "ui/timeline/picture.h"
#include "ui/timeline/scene.h"
#include "ui/timeline/words.h"

#include <QCoreApplication>
#include <QPainter>

#include <vector>

namespace interleave::timeline {

/// Words that lie above everything else of the tracks, on a plate of what they stand in.
struct Label
{
    QRectF room; ///< of the segment within the view
    SegmentWords words;
    QColor text;
    QColor plate; ///< invalid: none
    double indent = 6;
    bool isStrong = false;
};

/// A painting in progress: what its parts share.
///
/// All drawing is clipped to rectangles by arithmetic, since SVG export knows no clipping.
class Painting
{
    Q_DECLARE_TR_FUNCTIONS(timeline)

public:
    Painting(QPainter& painter, const Picture& picture);

    void paint();
    Painted painted() const { return m_painted; }

private:
    // paint_lanes.cpp
    void paintLane(const Row& row);
    void paintMixes(const QRectF& lane, const std::vector<Mix>& mixes, Density density);
    void paintBox(const Row& row, const QRectF& rect, const Box& box);
    void paintMarks();
    // paint_objects.cpp
    void paintObject(const Row& row);
    void paintLock(const Row& row);
    void paintQueue(const Row& row);
    void paintValue(const Row& row, const QRectF& rect, const QColor& colour, double most, bool isFilled);
    void paintFlag(const Row& row);
    void paintVariable(const Row& row);
    void paintTimers(const Row& row);
    void paintFuture(const Row& row);
    void paintDenseHolds(const Row& row, const QRectF& rect);
    // paint_arrows.cpp
    void paintArrows();
    // paint_frame.cpp
    void paintGround();
    void paintHeads(const Row& row);
    void paintHeader(const Row& row);
    void paintRuler();
    void paintMinimap();
    void paintPlayhead();
    void paintFlagLine();
    void paintLabels();
    void paintRulerMarks();

    bool isVisible(const Row& row) const;
    QRectF trackOf(const Row& row, double inset) const;
    /// The part of a bar from one event to another that lies in the view.
    QRectF barRect(Step begin, Step end, bool isOpen, double top, double height) const;
    QColor laneColour(LaneId lane) const;
    theme::LaneSign signOf(LaneId lane) const;
    theme::ResourceSign signOf(ObjectId object) const;
    QColor colourOf(ObjectId object) const;
    QString laneName(LaneId lane) const;

    QPainter& m_painter;
    const Picture& m_picture;
    const theme::Palette& m_palette;
    QRectF m_tracks;
    double m_scale;
    bool m_isVector;
    SceneMaker m_scenes;
    std::vector<Label> m_labels;
    std::size_t m_boxes = 0; ///< drawn with all their finery so far
    Painted m_painted;
};

/// Draws `text` on one line with its left end and the middle of its capitals at a point.
void drawLine(QPainter& painter, QPointF leftMiddle, const QString& text, theme::TextRole role, const QColor& colour);
/// The text shortened in its middle to a width.
QString elided(const QString& text, theme::TextRole role, double width);
/// Width of a text; remembered, because measuring costs as much as drawing.
double widthOf(const QString& text, theme::TextRole role);

} // namespace interleave::timeline

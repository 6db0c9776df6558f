#pragma once

#include "ui/timeline/export.h"
#include "ui/timeline/hit.h"
#include "ui/timeline/indexer.h"
#include "ui/timeline/picture.h"
#include "ui/timeline/search.h"

#include <QAbstractScrollArea>
#include <QVariantAnimation>

#include <memory>

namespace interleave::timeline {

/// The timeline itself: minimap, ruler, headers and rows in one surface.
///
/// Wheel scrolls rows, Ctrl+wheel zooms at the pointer, Shift+wheel moves along the ruler; W and S zoom, A and D move,
/// F fits; dragging moves, dragging with Shift selects a range, a double click zooms to a segment. Arrow keys move the
/// selection over events and lanes, Home and End go to the ends, brackets set the ends of the range.
/// It knows no session: what is shown is set, what is wanted is signalled.
class Canvas : public QAbstractScrollArea
{
    Q_OBJECT

public:
    explicit Canvas(QWidget* parent = nullptr);
    ~Canvas() override;

    // What is shown.
    void setTrace(std::shared_ptr<const trace::Trace> trace);
    void grew(Step length, bool isOver);
    void setEnding(bool hasEnded, bool isStuck);
    void setPlayhead(Step step);
    void setLastAvoidable(std::optional<Step> step);
    void selectLane(LaneId lane);
    void selectObject(ObjectId object);
    void selectEvent(std::optional<Step> step);
    void selectRange(StepSpan range);

    // How.
    void setRuler(Ruler ruler);
    Ruler ruler() const { return m_picture.ruler; }
    void setHasArrows(bool hasArrows);
    void setFollowing(bool isFollowing);
    bool isFollowing() const { return m_isFollowing; }
    void setDensity(std::optional<Density> density);
    void setFilter(const QString& words);
    /// The next event that the filter names. False when there is none.
    bool jumpToHit(bool isForward);
    void fit();
    void zoom(double factor);
    void pan(double pixels);
    /// Brings an event into view, moving there in a moment.
    void reveal(Step step);
    void toggleFold(const RowKey& key);

    /// What is on the screen now; valid until the event loop goes on, under indexer()->lock().
    const Picture& picture() const { return m_picture; }
    const RowLayout& layoutOfRows() const { return m_rows; }
    const Painted& painted() const { return m_painted; }
    Indexer* indexer() const { return m_indexer.get(); }
    base::Result<void> exportTo(const QString& path, ImageFormat format, StepSpan range = {});
    /// Statistics of the selected range in words, a line each.
    QStringList rangeWords() const;
    QSize sizeHint() const override { return {840, 420}; }

signals:
    void playheadWanted(Step step);
    void eventChosen(Step step);
    void laneChosen(LaneId lane);
    void objectChosen(ObjectId object);
    void rangeChosen(Step begin, Step end);
    void stepLaneWanted(LaneId lane);
    void followingChanged(bool isFollowing);
    /// Another stretch is seen, or more was indexed.
    void viewChanged();

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void scrollContentsBy(int dx, int dy) override;
    void wheelEvent(QWheelEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void leaveEvent(QEvent* event) override;
    bool viewportEvent(QEvent* event) override;

private:
    enum class Drag { None, Press, Pan, Range, Playhead, Minimap, Header, HeaderWidth };

    void takeIndex();
    void relayout();
    void moveTo(const Axis& axis, bool isSudden);
    void setAxis(const Axis& axis);
    void placeScrollBar();
    void followEdge();
    void findHits();
    void chooseAt(const Hit& hit);
    void moveSelection(int rows);
    void moveToNeighbour(bool isForward);
    void dropHeader(double y);
    void dragMinimap(double x);
    QString toolTipAt(QPointF point);
    void tell();

    std::unique_ptr<Indexer> m_indexer;
    std::unique_ptr<Search> m_search;
    Picture m_picture;
    Painted m_painted;
    RowLayout m_rows;
    RowWishes m_wishes;
    Axis m_target; ///< where a motion leads
    QVariantAnimation m_motion;
    Step m_length = 0;
    bool m_isOver = false;
    bool m_isFollowing = true;
    bool m_isWhole = true; ///< the whole run is shown, and stays so as it grows
    std::size_t m_knownObjects = 0;
    std::size_t m_knownLanes = 0;

    Drag m_drag = Drag::None;
    QPointF m_pressedAt;
    QPointF m_lastAt;
    Hit m_pressed;
    RowKey m_draggedRow;
    Step m_rangeFrom = 0;
};

} // namespace interleave::timeline

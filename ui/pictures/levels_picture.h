#pragma once

#include "ui/pictures/picture.h"

#include "ui/pictures/level_axis.h"
#include "ui/pictures/level_index.h"
#include "ui/pictures/level_paint.h"
#include "ui/session/step_list.h"
#include "ui/theme/palette.h"

#include <optional>
#include <vector>

namespace interleave::pictures {

/// Values of variables, depths of queues, permits of semaphores: one step curve each over the whole run, one below the
/// other on a common axis.
///
/// What comes after the playhead is known from the record and drawn pale. A click or a drag sets the playhead, a click
/// on a name selects the object. Up and Down go from chart to chart, Left and Right to the change before and after the
/// playhead, Enter goes to the event that made the value.
class LevelsPicture : public Picture
{
    Q_OBJECT

public:
    static constexpr std::size_t mostCharts = 40;
    static constexpr int chartHeight = 62;
    static constexpr int axisHeight = 24;

    LevelsPicture(session::Session& session, host::PictureInfo info, QWidget* parent = nullptr);

    const LevelIndex& index() const { return m_index; }
    /// The levels that have charts, as numbers of index().levels(), in their order on the screen.
    const std::vector<std::size_t>& charts() const { return m_charts; }
    /// What stands at the right of a chart's name: "3"; empty when nothing is known.
    QString valueText(std::size_t chart) const;
    QRectF plotOf(std::size_t chart) const;
    const LevelAxis& axis() const { return m_axis; }
    QSize sizeHint() const override;
    int heightForWidth(int width) const override;

protected:
    void refresh() override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool event(QEvent* event) override;

private:
    const Level& level(std::size_t chart) const { return m_index.levels()[m_charts[chart]]; }
    void follow();
    void takeSteps();
    void makeAxis();
    LevelScale scaleOf(std::size_t chart) const;
    QString nameText(std::size_t chart) const;
    QString boundText(std::size_t chart) const;
    QString wordsOf(std::size_t chart) const;
    std::optional<std::size_t> chartAt(QPointF at) const;
    void setPlayheadAt(QPointF at);
    void walk(int direction);
    void choose(std::size_t chart);
    void paintChart(QPainter& painter, std::size_t chart, const theme::Palette& colours) const;
    void paintAxis(QPainter& painter, const theme::Palette& colours) const;

    std::shared_ptr<const trace::Trace> m_trace; ///< of which the index tells
    LevelIndex m_index;
    session::StepList* m_steps;
    std::size_t m_taken = 0; ///< of the steps
    std::vector<std::size_t> m_charts;
    LevelAxis m_axis;
    Step m_playhead = 0;
    std::optional<std::size_t> m_current;
    bool m_isDragging = false;
};

} // namespace interleave::pictures

#pragma once

#include "ui/code/marks.h"

#include <QWidget>

namespace interleave::code {

class SourcePane;

/// What stands left of a source: chips of lanes, breakpoints, numbers, and a bar at every line that was executed.
///
/// A click toggles a breakpoint. It takes no focus: the pane has the keys.
class SourceMargin : public QWidget
{
    Q_OBJECT

public:
    explicit SourceMargin(SourcePane& pane);

    int wantedWidth() const;

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    bool event(QEvent* event) override;

private:
    void paintLine(QPainter& painter, int line, const LineMarks& marks);
    void paintChips(QPainter& painter, const QRect& row, const LineMarks& marks);
    void setHovered(int line);

    SourcePane& m_pane;
    int m_hovered = 0; ///< line under the pointer; 0: none
};

} // namespace interleave::code

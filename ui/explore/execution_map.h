#pragma once

#include "ui/explore/execution_tree.h"
#include "ui/session/search.h"

#include <QWidget>

#include <optional>

namespace interleave::explore {

/// The executions of a search as a tree of choices or as a grid of squares; one can be selected.
///
/// Wheel and arrow keys move, Ctrl+wheel, + and − zoom, F shows all of it.
class ExecutionMap : public QWidget
{
    Q_OBJECT

public:
    enum class Form { Tree, Grid };

    /// Keeps a reference to the search, which must outlive it.
    explicit ExecutionMap(const session::Search& search, QWidget* parent = nullptr);

    /// The executions are others, or there are more.
    void refresh();
    void setForm(Form form);
    Form form() const { return m_form; }
    /// Only executions of this outcome are in full colour; none for all.
    void setOutcome(std::optional<std::size_t> outcome);

    /// Index into Search::executions().
    std::optional<std::size_t> selected() const { return m_selected; }
    void select(std::optional<std::size_t> execution);
    const ExecutionTree& tree() const { return m_tree; }
    /// Where the sign of a row is painted; may lie outside of the widget.
    QRectF signRect(std::size_t row) const;
    double zoom() const { return m_zoom; }
    void fit();
    void zoomBy(double factor, double y);

    QSize minimumSizeHint() const override { return {160, 80}; }
    QSize sizeHint() const override { return {360, 240}; }

signals:
    void selectedChanged(std::optional<std::size_t> execution);
    /// Double click, Return: it is to be run again.
    void replayWanted(std::size_t execution);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    bool event(QEvent* event) override;

private:
    void paintTree(QPainter& painter);
    void paintGrid(QPainter& painter);
    QPointF placeOf(const TreeNode& node) const;
    double rowY(double row) const;
    std::size_t gridColumns() const;
    double contentHeight() const;
    std::optional<std::size_t> rowAt(QPointF place) const;
    std::optional<std::size_t> rowOf(std::size_t execution) const;
    void keepInside();
    void showRow(std::size_t row);
    QString wordsOf(std::size_t execution) const;
    void tell();

    const session::Search& m_search;
    ExecutionTree m_tree;
    Form m_form = Form::Tree;
    std::optional<std::size_t> m_outcome;
    std::optional<std::size_t> m_selected;
    double m_zoom = 0;   ///< pixels from row to row, or of a square of the grid; 0: all rows fit
    double m_scroll = 0; ///< pixels above the first that is shown
    std::optional<QPointF> m_dragged;
};

} // namespace interleave::explore

#pragma once

#include <QAbstractItemView>

class QHeaderView;

namespace interleave::widgets {

/// A table of rows of one height, as many as there are.
///
/// What is visible is found by arithmetic, and nothing is kept per row: ten million rows scroll, grow and are selected
/// like ten. (Qt's own views keep an entry per row and go over all of them when rows come.) It paints the ground of rows;
/// what is in the cells is up to the delegate. One row at a time is current; several can be selected.
class RowTable : public QAbstractItemView
{
    Q_OBJECT

public:
    /// `name` is what a screen reader says.
    explicit RowTable(const QString& name, QWidget* parent = nullptr);

    QHeaderView* header() const { return m_header; }
    void setHeaderShown(bool isShown);
    /// The column that takes the room that is left.
    void setStretchedColumn(int column);
    int rowHeight() const;
    int firstRow() const;
    /// How many rows fit, the last of which may be cut.
    int shownRows() const;
    /// The column at an x of the viewport; -1 right of the last one.
    int columnAt(int x) const;
    /// The selected rows in order, at most so many.
    QList<int> selectedRows(int most) const;
    /// Makes a row current and selects it alone, without telling that it was chosen.
    void showRow(int row);
    /// Makes a row current, or none for -1, with nothing selected: where the arrow keys go on from.
    void standAt(int row);
    /// The cells of a row in words, for screen readers.
    QString rowText(int row) const;

    void setModel(QAbstractItemModel* model) override;
    QRect visualRect(const QModelIndex& index) const override;
    void scrollTo(const QModelIndex& index, ScrollHint hint = EnsureVisible) override;
    QModelIndex indexAt(const QPoint& point) const override;
    void keyboardSearch(const QString&) override {} // would go over all rows

signals:
    /// The user made this row current.
    void rowChosen(int row);

protected:
    QModelIndex moveCursor(CursorAction action, Qt::KeyboardModifiers modifiers) override;
    int horizontalOffset() const override;
    int verticalOffset() const override { return 0; }
    bool isIndexHidden(const QModelIndex&) const override { return false; }
    void setSelection(const QRect& rect, QItemSelectionModel::SelectionFlags command) override;
    QRegion visualRegionForSelection(const QItemSelection& selection) const override;
    void updateGeometries() override;
    void rowsInserted(const QModelIndex& parent, int start, int end) override;
    void currentChanged(const QModelIndex& current, const QModelIndex& previous) override;
    void scrollContentsBy(int dx, int dy) override;
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    bool viewportEvent(QEvent* event) override;

private:
    void paintRow(QPainter& painter, int row, const QStyleOptionViewItem& plain);
    int rowCount() const { return model() == nullptr ? 0 : model()->rowCount(rootIndex()); }
    int wholeRows() const;

    QHeaderView* m_header;
    int m_hovered = -1;
    int m_stretched = -1;
    bool m_isShowing = false;
    bool m_hasHeader = true;
};

} // namespace interleave::widgets

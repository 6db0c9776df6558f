#include "ui/widgets/row_table.h"

#include "ui/theme/metrics.h"
#include "ui/theme/palette.h"
#include "ui/widgets/row_table_accessible.h"

#include <QHeaderView>
#include <QHoverEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QScopedValueRollback>
#include <QScrollBar>

#include <algorithm>

namespace interleave::widgets {

namespace metrics = theme::metrics;

namespace {

constexpr int headerHeight = 24;
constexpr int edge = 3; // of the current row

} // namespace

RowTable::RowTable(const QString& name, QWidget* parent)
    : QAbstractItemView(parent), m_header(new QHeaderView(Qt::Horizontal, this))
{
    installRowTableAccessibility();
    setAccessibleName(name);
    setFrameShape(QFrame::NoFrame);
    setSelectionBehavior(SelectRows);
    setSelectionMode(ExtendedSelection);
    setEditTriggers(NoEditTriggers);
    setVerticalScrollMode(ScrollPerItem);
    setHorizontalScrollMode(ScrollPerPixel);
    setMouseTracking(true);
    m_header->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_header->setHighlightSections(false);
    m_header->setSectionsMovable(false);
    m_header->setMinimumSectionSize(32);
    m_header->setStretchLastSection(false);
    connect(m_header, &QHeaderView::sectionResized, this, [this] {
        updateGeometries();
        viewport()->update();
    });
}

void RowTable::setHeaderShown(bool isShown)
{
    m_hasHeader = isShown;
    updateGeometries();
}

void RowTable::setStretchedColumn(int column)
{
    m_stretched = column;
    if (model() != nullptr && column < model()->columnCount())
        m_header->setSectionResizeMode(column, QHeaderView::Stretch);
}

void RowTable::setModel(QAbstractItemModel* model)
{
    QAbstractItemView::setModel(model);
    m_header->setModel(model);
    setStretchedColumn(m_stretched);
    if (model != nullptr)
        connect(model, &QAbstractItemModel::modelReset, this, [this] { updateGeometries(); });
    updateGeometries();
}

int RowTable::rowHeight() const
{
    return metrics::rowHeight;
}

int RowTable::firstRow() const
{
    return verticalScrollBar()->value();
}

int RowTable::shownRows() const
{
    return (viewport()->height() + rowHeight() - 1) / rowHeight();
}

int RowTable::wholeRows() const
{
    return std::max(1, viewport()->height() / rowHeight());
}

int RowTable::columnAt(int x) const
{
    return m_header->logicalIndexAt(x);
}

int RowTable::horizontalOffset() const
{
    return horizontalScrollBar()->value();
}

QList<int> RowTable::selectedRows(int most) const
{
    QList<std::pair<int, int>> ranges;
    if (selectionModel() != nullptr)
        for (const QItemSelectionRange& range : selectionModel()->selection())
            ranges.append({range.top(), range.bottom()});
    std::sort(ranges.begin(), ranges.end());
    QList<int> rows;
    for (const auto& [top, bottom] : ranges)
        for (int row = top; row <= bottom && rows.size() < most; ++row)
            rows.append(row);
    return rows;
}

void RowTable::showRow(int row)
{
    if (model() == nullptr || row < 0 || row >= rowCount())
        return;
    const QScopedValueRollback showing(m_isShowing, true);
    const QModelIndex index = model()->index(row, 0, rootIndex());
    if (currentIndex().row() != row || !selectionModel()->isRowSelected(row))
        selectionModel()->setCurrentIndex(index, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    scrollTo(index);
}

void RowTable::standAt(int row)
{
    if (model() == nullptr)
        return;
    const QScopedValueRollback showing(m_isShowing, true);
    const bool isRow = row >= 0 && row < rowCount();
    const QModelIndex index = isRow ? model()->index(row, 0, rootIndex()) : QModelIndex();
    if (currentIndex().row() != index.row() || selectionModel()->hasSelection())
        selectionModel()->setCurrentIndex(index, QItemSelectionModel::Clear);
    if (isRow)
        scrollTo(index);
    else
        verticalScrollBar()->setValue(0);
}

QString RowTable::rowText(int row) const
{
    QStringList parts;
    for (int column = 0; model() != nullptr && column < model()->columnCount(); ++column)
        if (const QString text = model()->index(row, column, rootIndex()).data().toString(); !text.isEmpty())
            parts << text;
    return parts.join(QStringLiteral(", "));
}

QRect RowTable::visualRect(const QModelIndex& index) const
{
    if (!index.isValid())
        return {};
    const int away = index.row() - firstRow();
    // Far away rows lie outside anyway; their pixels need not fit a number.
    const int y = std::clamp(away, -10'000, 10'000) * rowHeight();
    return {m_header->sectionViewportPosition(index.column()), y, m_header->sectionSize(index.column()), rowHeight()};
}

void RowTable::scrollTo(const QModelIndex& index, ScrollHint hint)
{
    if (!index.isValid())
        return;
    const int first = firstRow();
    const int whole = wholeRows();
    const int row = index.row();
    QScrollBar& bar = *verticalScrollBar();
    if (hint == PositionAtCenter || (hint == EnsureVisible && (row < first - whole || row >= first + 2 * whole)))
        bar.setValue(row - whole / 2);
    else if (hint == PositionAtTop || row < first)
        bar.setValue(row);
    else if (hint == PositionAtBottom || row >= first + whole)
        bar.setValue(row - whole + 1);
}

QModelIndex RowTable::indexAt(const QPoint& point) const
{
    if (model() == nullptr || point.y() < 0)
        return {};
    const int row = firstRow() + point.y() / rowHeight();
    const int column = columnAt(point.x());
    return row < rowCount() ? model()->index(row, std::max(column, 0), rootIndex()) : QModelIndex();
}

QModelIndex RowTable::moveCursor(CursorAction action, Qt::KeyboardModifiers)
{
    const int rows = rowCount();
    if (rows == 0)
        return {};
    const int here = currentIndex().isValid() ? currentIndex().row() : -1;
    int row = here;
    switch (action) {
    case MoveUp:
    case MovePrevious: row = here < 0 ? rows - 1 : here - 1; break;
    case MoveDown:
    case MoveNext: row = here + 1; break;
    case MovePageUp: row = here - wholeRows(); break;
    case MovePageDown: row = here + std::min(wholeRows(), rows - 1 - here); break;
    case MoveHome: row = 0; break;
    case MoveEnd: row = rows - 1; break;
    default: break;
    }
    return model()->index(std::clamp(row, 0, rows - 1), std::max(currentIndex().column(), 0), rootIndex());
}

void RowTable::setSelection(const QRect& rect, QItemSelectionModel::SelectionFlags command)
{
    const int rows = rowCount();
    if (rows == 0 || selectionModel() == nullptr)
        return;
    // Of the two ends one may be a row that is not visible: the rectangle is then beyond the viewport.
    const int top = std::clamp(firstRow() + rect.top() / rowHeight(), 0, rows - 1);
    const int bottom = std::clamp(firstRow() + rect.bottom() / rowHeight(), 0, rows - 1);
    const QModelIndex first = model()->index(std::min(top, bottom), 0, rootIndex());
    const QModelIndex last = model()->index(std::max(top, bottom), model()->columnCount() - 1, rootIndex());
    selectionModel()->select(QItemSelection(first, last), command);
}

QRegion RowTable::visualRegionForSelection(const QItemSelection& selection) const
{
    QRegion region;
    const int first = firstRow();
    const int last = first + shownRows();
    for (const QItemSelectionRange& range : selection) {
        const int top = std::max(range.top(), first);
        const int bottom = std::min(range.bottom(), last);
        if (top <= bottom)
            region += QRect(0, (top - first) * rowHeight(), viewport()->width(), (bottom - top + 1) * rowHeight());
    }
    return region;
}

void RowTable::updateGeometries()
{
    const int top = m_hasHeader ? headerHeight : 0;
    setViewportMargins(0, top, 0, 0);
    const QRect inside = viewport()->geometry();
    m_header->setGeometry(inside.left(), inside.top() - top, inside.width(), top);
    m_header->setVisible(true);
    verticalScrollBar()->setRange(0, std::max(0, rowCount() - wholeRows()));
    verticalScrollBar()->setPageStep(wholeRows());
    verticalScrollBar()->setSingleStep(1);
    horizontalScrollBar()->setRange(0, std::max(0, m_header->length() - viewport()->width()));
    horizontalScrollBar()->setPageStep(viewport()->width());
    m_header->setOffset(horizontalOffset());
    QAbstractItemView::updateGeometries();
}

void RowTable::rowsInserted(const QModelIndex& parent, int start, int end)
{
    updateGeometries();
    QAbstractItemView::rowsInserted(parent, start, end);
    if (start <= firstRow() + shownRows())
        viewport()->update();
}

void RowTable::currentChanged(const QModelIndex& current, const QModelIndex& previous)
{
    QAbstractItemView::currentChanged(current, previous);
    viewport()->update();
    if (!m_isShowing && current.isValid() && current.row() != previous.row())
        emit rowChosen(current.row());
}

void RowTable::scrollContentsBy(int, int)
{
    m_header->setOffset(horizontalOffset());
    viewport()->update();
}

void RowTable::resizeEvent(QResizeEvent* event)
{
    QAbstractItemView::resizeEvent(event);
    updateGeometries();
}

void RowTable::mousePressEvent(QMouseEvent* event)
{
    const QModelIndex before = currentIndex();
    QAbstractItemView::mousePressEvent(event);
    // A click on the current row chooses it once more: the playhead may have gone elsewhere.
    const QModelIndex pressed = indexAt(event->pos());
    if (event->button() == Qt::LeftButton && pressed.isValid() && before.isValid() && pressed.row() == before.row())
        emit rowChosen(pressed.row());
}

void RowTable::mouseMoveEvent(QMouseEvent* event)
{
    QAbstractItemView::mouseMoveEvent(event);
    const QModelIndex under = indexAt(event->pos());
    if (const int row = under.isValid() ? under.row() : -1; row != m_hovered) {
        m_hovered = row;
        viewport()->update();
    }
}

bool RowTable::viewportEvent(QEvent* event)
{
    if (event->type() == QEvent::Leave) {
        m_hovered = -1;
        viewport()->update();
    }
    return QAbstractItemView::viewportEvent(event);
}

void RowTable::paintEvent(QPaintEvent* event)
{
    QPainter painter(viewport());
    painter.fillRect(event->rect(), theme::paletteFor(*this).panel);
    QStyleOptionViewItem plain;
    initViewItemOption(&plain);
    const int first = firstRow();
    const int last = std::min(rowCount() - 1, first + event->rect().bottom() / rowHeight());
    for (int row = first + event->rect().top() / rowHeight(); row <= last; ++row)
        paintRow(painter, row, plain);
}

void RowTable::paintRow(QPainter& painter, int row, const QStyleOptionViewItem& plain)
{
    const theme::Palette& colours = theme::paletteFor(*this);
    const QRect all(0, (row - firstRow()) * rowHeight(), viewport()->width(), rowHeight());
    const bool isCurrent = currentIndex().row() == row;
    const bool isSelected = selectionModel()->isSelected(model()->index(row, 0, rootIndex()));
    if (isSelected)
        painter.fillRect(all, colours.selection);
    else if (row == m_hovered)
        painter.fillRect(all, colours.hover);
    for (int column = 0; column < model()->columnCount(); ++column) {
        const QModelIndex index = model()->index(row, column, rootIndex());
        QStyleOptionViewItem option = plain;
        option.rect = visualRect(index);
        option.state.setFlag(QStyle::State_Selected, isSelected);
        option.state.setFlag(QStyle::State_MouseOver, row == m_hovered);
        if (option.rect.width() > 0 && option.rect.right() >= 0 && option.rect.left() < viewport()->width())
            itemDelegateForIndex(index)->paint(&painter, option, index);
    }
    if (isCurrent && isSelected)
        painter.fillRect(QRect(all.left(), all.top(), edge, all.height()), colours.accent);
    if (isCurrent && hasFocus() && window()->testAttribute(Qt::WA_KeyboardFocusChange)) {
        painter.setPen(QPen(colours.accent, metrics::focusRing));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(QRectF(all).adjusted(1, 1, -1, -1));
    }
}

} // namespace interleave::widgets

#include "ui/state/block_list.h"

#include "ui/theme/metrics.h"

#include <QKeyEvent>
#include <QPainter>
#include <QScrollBar>

#include <algorithm>

namespace interleave::state {
namespace {

class BlockDelegate : public QStyledItemDelegate
{
public:
    explicit BlockDelegate(BlockList* list) : QStyledItemDelegate(list), m_list(list) {}

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        const Block& block = m_list->block(index.row());
        BlockLook look;
        look.isSelected = m_list->isChosen(block);
        look.isHovered = option.state.testFlag(QStyle::State_MouseOver);
        look.isCurrent = m_list->hasFocus() && m_list->currentIndex() == index;
        if (look.isHovered)
            look.hoveredLink = m_list->hoveredLink();
        paintBlock(*painter, option.rect, block, look, theme::paletteFor(option.palette));
    }
    QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex& index) const override
    {
        const int height = m_list->rowHeight();
        return {120, height > 0 ? height : m_list->block(index.row()).height()};
    }

private:
    BlockList* m_list;
};

} // namespace

void BlockModel::show(int count, Maker make)
{
    m_make = std::move(make);
    m_made.clear();
    if (count > m_count) {
        beginInsertRows({}, m_count, count - 1);
        m_count = count;
        endInsertRows();
    } else if (count < m_count) {
        beginRemoveRows({}, count, m_count - 1);
        m_count = count;
        endRemoveRows();
    }
    if (count > 0)
        emit dataChanged(index(0), index(count - 1));
}

const Block& BlockModel::block(int row) const
{
    auto place = m_made.find(row);
    if (place == m_made.end())
        place = m_made.emplace(row, m_make(row)).first;
    return place->second;
}

QVariant BlockModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || index.row() >= m_count)
        return {};
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole: return block(index.row()).name;
    case Qt::ToolTipRole: return block(index.row()).tip;
    default: return {};
    }
}

BlockList::BlockList(const QString& name, QWidget* parent) : QListView(parent), m_model(new BlockModel(this))
{
    setModel(m_model);
    setItemDelegate(new BlockDelegate(this));
    setFrameShape(QFrame::NoFrame);
    setAccessibleName(name);
    setSelectionMode(QAbstractItemView::NoSelection);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setResizeMode(QListView::Adjust);
    setMouseTracking(true);
    viewport()->setMouseTracking(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setFixedHeight(0);
}

void BlockList::show(int count, BlockModel::Maker make, int rowHeight, int mostHeight)
{
    const bool isOtherHeight = rowHeight != m_rowHeight;
    m_rowHeight = rowHeight;
    setUniformItemSizes(rowHeight > 0);
    const int countBefore = m_model->rowCount();
    m_model->show(count, std::move(make));
    // What is seen at once is made now: the moment that a maker describes may be another when it is painted.
    constexpr int mostSeen = 64;
    for (int row = 0; row < std::min(count, mostSeen); ++row)
        m_model->block(row);
    int height = rowHeight * count;
    for (int row = 0; rowHeight == 0 && row < count; ++row)
        height += m_model->block(row).height();
    height = std::min(height, mostHeight);
    if (isOtherHeight || rowHeight == 0 || count != countBefore)
        scheduleDelayedItemsLayout();
    if (height != this->height() || minimumHeight() != height)
        setFixedHeight(height);
}

bool BlockList::isChosen(const Block& block) const
{
    return (!isNone(block.lane) && block.lane == m_lane) || (!isNone(block.object) && block.object == m_object);
}

void BlockList::setSelection(LaneId lane, ObjectId object)
{
    m_lane = lane;
    m_object = object;
    viewport()->update();
}

void BlockList::choose(int row)
{
    const Block& chosen = block(row);
    const LaneId lane = chosen.lane;
    const ObjectId object = chosen.object;
    if (!isNone(lane))
        emit laneChosen(lane);
    if (!isNone(object))
        emit objectChosen(object);
}

void BlockList::mousePressEvent(QMouseEvent* event)
{
    QListView::mousePressEvent(event);
    const QModelIndex index = indexAt(event->pos());
    if (event->button() != Qt::LeftButton || !index.isValid())
        return;
    const Step link = linkAt(visualRect(index), block(index.row()), event->position());
    choose(index.row());
    if (link != noLink)
        emit eventChosen(link);
}

void BlockList::mouseMoveEvent(QMouseEvent* event)
{
    QListView::mouseMoveEvent(event);
    const QModelIndex index = indexAt(event->pos());
    const Step link = index.isValid() ? linkAt(visualRect(index), block(index.row()), event->position()) : noLink;
    const std::optional<Step> hovered = link == noLink ? std::nullopt : std::optional(link);
    if (hovered != m_hoveredLink) {
        m_hoveredLink = hovered;
        viewport()->setCursor(hovered ? Qt::PointingHandCursor : Qt::ArrowCursor);
        viewport()->update();
    }
}

void BlockList::leaveEvent(QEvent* event)
{
    QListView::leaveEvent(event);
    m_hoveredLink.reset();
    viewport()->update();
}

// What does not scroll leaves the wheel to the panel around it.
void BlockList::wheelEvent(QWheelEvent* event)
{
    if (verticalScrollBar()->maximum() == 0)
        event->ignore();
    else
        QListView::wheelEvent(event);
}

void BlockList::keyPressEvent(QKeyEvent* event)
{
    const bool isEnter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (!isEnter || !currentIndex().isValid()) {
        // Letters and Space are commands of the window, not a search in this list.
        if (!event->text().isEmpty() && event->text().at(0).isPrint())
            event->ignore();
        else
            QListView::keyPressEvent(event);
        return;
    }
    const Step step = block(currentIndex().row()).step;
    choose(currentIndex().row());
    if (step != noLink)
        emit eventChosen(step);
}

void BlockList::currentChanged(const QModelIndex& current, const QModelIndex& previous)
{
    QListView::currentChanged(current, previous);
    viewport()->update();
    if (current.isValid() && hasFocus())
        emit caretMoved(visualRect(current));
}

} // namespace interleave::state

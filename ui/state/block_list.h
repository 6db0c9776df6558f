#pragma once

#include "ui/state/block.h"

#include <QAbstractListModel>
#include <QListView>
#include <QStyledItemDelegate>

#include <functional>
#include <map>
#include <optional>

namespace interleave::state {

/// Rows that are made when they are looked at.
class BlockModel : public QAbstractListModel
{
    Q_OBJECT

public:
    using Maker = std::function<Block(int row)>;

    explicit BlockModel(QObject* parent = nullptr) : QAbstractListModel(parent) {}

    /// Other rows, of which each is made when somebody wants to see it; what was made before is forgotten.
    void show(int count, Maker make);
    const Block& block(int row) const;

    int rowCount(const QModelIndex& parent = {}) const override { return parent.isValid() ? 0 : m_count; }
    QVariant data(const QModelIndex& index, int role) const override;

private:
    int m_count = 0;
    Maker m_make;
    mutable std::map<int, Block> m_made;
};

/// A list of blocks as tall as its rows, up to a height from which on it scrolls.
///
/// The arrow keys walk, Enter goes to a row's event, a click selects its lane or resource, or goes to what it names.
class BlockList : public QListView
{
    Q_OBJECT

public:
    /// `name` is for screen readers.
    explicit BlockList(const QString& name, QWidget* parent = nullptr);

    /// Rows all `rowHeight` high, or, when that is 0, each as high as it is.
    void show(int count, BlockModel::Maker make, int rowHeight, int mostHeight);
    const Block& block(int row) const { return m_model->block(row); }
    int count() const { return m_model->rowCount(); }
    int rowHeight() const { return m_rowHeight; }
    /// What is selected in the session is marked here.
    void setSelection(LaneId lane, ObjectId object);
    std::optional<Step> hoveredLink() const { return m_hoveredLink; }
    bool isChosen(const Block& block) const;

signals:
    void laneChosen(LaneId lane);
    void objectChosen(ObjectId object);
    void eventChosen(Step step);
    /// The caret came to these pixels of this list.
    void caretMoved(const QRect& rect);

protected:
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void currentChanged(const QModelIndex& current, const QModelIndex& previous) override;

private:
    void choose(int row);

    BlockModel* m_model;
    int m_rowHeight = 0;
    LaneId m_lane = LaneId::none;
    ObjectId m_object = ObjectId::none;
    std::optional<Step> m_hoveredLink;
};

} // namespace interleave::state

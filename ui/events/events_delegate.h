#pragma once

#include "core/trace/event.h"

#include <QStyledItemDelegate>

namespace interleave::events {

class EventsModel;

/// Paints the cells of an EventsModel: chips for lanes and objects, what waits in the colour of its state, hits on a
/// ground of their own, and what comes after the playhead pale.
class EventsDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    /// Keeps a reference to the model.
    explicit EventsDelegate(EventsModel& model, QObject* parent = nullptr);

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    /// Paints the chip of a lane or object and answers how much room it took.
    int paintChip(QPainter& painter, const QRect& cell, const QModelIndex& index, const trace::Event& event) const;

    EventsModel& m_model;
};

} // namespace interleave::events

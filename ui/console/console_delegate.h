#pragma once

#include <QStyledItemDelegate>

namespace interleave::console {

class ConsoleModel;

/// Paints the lines of a ConsoleModel; lines after the playhead are pale.
class ConsoleDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    /// Keeps a reference to the model.
    explicit ConsoleDelegate(const ConsoleModel& model, QObject* parent = nullptr);

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    const ConsoleModel& m_model;
};

} // namespace interleave::console

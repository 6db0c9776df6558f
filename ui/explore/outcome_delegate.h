#pragma once

#include <QStyledItemDelegate>

namespace interleave::explore {

/// Paints an outcome: its sign and words, a bar for its executions, the size of its shortest one.
class OutcomeDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

} // namespace interleave::explore

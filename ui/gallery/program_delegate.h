#pragma once

#include <QStyledItemDelegate>

namespace interleave::gallery {

/// What a row of the tree is given, beside its text.
enum ProgramRole {
    IdRole = Qt::UserRole, ///< a program's id; invalid for a chapter
    SummaryRole,
    BrokenRole,  ///< some variant is broken
    FixedRole,   ///< some variant is fixed
    CountRole,   ///< of the programs of a chapter that are shown
    FinishedRole, ///< a program was run to the end; of a chapter, how many of those that are shown were
};

/// Paints chapters in one line with a count, programs in two lines with marks.
class ProgramDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

} // namespace interleave::gallery

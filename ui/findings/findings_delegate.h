#pragma once

#include "ui/session/identity.h"

#include <QStyledItemDelegate>

namespace interleave::findings {

class FindingsModel;

/// Paints the rows of a FindingsModel: heads, and findings in two lines.
class FindingsDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    /// Keeps a reference to the model.
    explicit FindingsDelegate(const FindingsModel& model, QObject* parent = nullptr);

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    void paintHead(QPainter& painter, const QRect& rect, int row) const;
    void paintFinding(QPainter& painter, const QRect& rect, int row) const;

    const FindingsModel& m_model;
    mutable session::ObjectOrdinals m_ordinals;
    mutable const trace::Trace* m_counted = nullptr; ///< the trace of m_ordinals
};

} // namespace interleave::findings

#pragma once

#include "ui/explore/marks.h"
#include "ui/session/search.h"

#include <QAbstractListModel>

namespace interleave::explore {

/// The outcomes of a search as rows, in the order of the result.
class OutcomeModel : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role {
        MarkNumberRole = Qt::UserRole,
        IsGoodRole,
        ExecutionsRole, ///< how many
        ShareRole,      ///< of all executions, 0 – 1
        BarRole,        ///< of the most frequent outcome's, 0 – 1
        SizeRole,       ///< "3 switches · 12 steps"
        ThisRunRole,    ///< the run that is shown came to it
        ScheduleRole,   ///< of the shortest execution, as text
    };

    /// Keeps a reference to the search, which must outlive it.
    explicit OutcomeModel(const session::Search& search, QObject* parent = nullptr);

    /// The result is another one, or has grown.
    void refresh();

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;

private:
    const session::Search& m_search;
    int m_rows = 0;
    std::uint64_t m_most = 0;
    std::uint64_t m_all = 0;
    std::optional<std::size_t> m_thisRun;
};

} // namespace interleave::explore

#pragma once

#include "ui/explore/marks.h"
#include "ui/session/search.h"

#include <QAbstractListModel>

#include <set>
#include <string>

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
        ShortRole,      ///< only what tells the outcome from the others, for narrow lists
    };

    /// Keeps a reference to the search, which must outlive it.
    explicit OutcomeModel(const session::Search& search, QObject* parent = nullptr);

    /// The result is another one, or has grown.
    void refresh();

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;

private:
    void findCommon();
    QString shortText(const trace::ExploredOutcome& one) const;

    const session::Search& m_search;
    std::set<std::string> m_common; ///< "results=pd,hq": what every outcome that reported something has
    int m_rows = 0;
    std::uint64_t m_most = 0;
    std::uint64_t m_all = 0;
    std::optional<std::size_t> m_thisRun;
};

} // namespace interleave::explore

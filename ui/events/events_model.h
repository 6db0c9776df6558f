#pragma once

#include "ui/session/identity.h"
#include "ui/session/step_list.h"

#include <QAbstractTableModel>

namespace interleave::events {

class CauseIndex;

/// The events of a trace as rows: all of them without anything being kept per row, or those that a filter leaves.
class EventsModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Number, Time, Lane, What, Object, Value, Line, Cause, columnCountOf };
    using Condition = session::StepList::Condition;

    explicit EventsModel(QObject* parent = nullptr);

    void setTrace(std::shared_ptr<const trace::Trace> trace, Step length);
    void grew(Step length);
    /// Leaves only events that satisfy it; null leaves all.
    void setFilter(Condition condition);
    /// Events to be marked among the rows; null for none.
    void setSearch(Condition condition);
    void setPlayhead(Step playhead) { m_playhead = playhead; }
    /// Where causes come from; null for nowhere. Keeps the pointer.
    void setCauses(const CauseIndex* causes) { m_causes = causes; }

    const trace::Trace* trace() const { return m_trace.get(); }
    Step length() const { return m_length; }
    bool isFiltered() const { return m_isFiltered; }
    bool isSearched() const { return m_isSearched; }
    const session::StepList& filtered() const { return m_filtered; }
    const session::StepList& hits() const { return m_hits; }
    bool isHit(int row) const { return m_isSearched && m_hits.contains(step(row)); }
    bool isAfterPlayhead(int row) const { return step(row) >= m_playhead; }

    Step step(int row) const { return m_isFiltered ? m_filtered.at(static_cast<std::size_t>(row)) : static_cast<Step>(row); }
    trace::Event event(int row) const { return m_trace->event(step(row)); }
    /// The row of the last event before `step`; -1 when there is none. Logarithmic at most.
    int rowBefore(Step step) const;
    /// The n-th object of its kind, for its chip; counted once per object.
    int ordinal(ObjectId object);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    QString cellText(Step step, int column) const;

signals:
    /// Another part of a long trace has been looked at by the filter or the search.
    void looked();

private:
    std::shared_ptr<const trace::Trace> m_trace;
    session::StepList m_filtered;
    session::StepList m_hits;
    session::ObjectOrdinals m_ordinals;
    const CauseIndex* m_causes = nullptr;
    bool m_isFiltered = false;
    bool m_isSearched = false;
    Step m_length = 0;
    Step m_playhead = 0;
};

} // namespace interleave::events

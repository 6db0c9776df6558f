#pragma once

#include "ui/session/step_list.h"

#include <QAbstractTableModel>

namespace interleave::console {

/// The lines that a program printed, as rows; texts are made when they are asked for.
class ConsoleModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Number, Time, Lane, Text, Line, columnCountOf };

    explicit ConsoleModel(QObject* parent = nullptr);

    /// Another trace; null for none.
    void setTrace(std::shared_ptr<const trace::Trace> trace, Step length);
    void grew(Step length);
    /// Leaves only lines that satisfy it; null leaves all.
    void setFilter(session::StepList::Condition condition);
    bool isFiltered() const { return m_isFiltered; }
    void setPlayhead(Step playhead) { m_playhead = playhead; }

    const trace::Trace* trace() const { return m_trace.get(); }
    /// All that was printed, whatever the filter.
    const session::StepList& lines() const { return m_lines; }
    /// What the rows are.
    const session::StepList& shown() const { return m_isFiltered ? m_filtered : m_lines; }
    Step step(int row) const { return shown().at(static_cast<std::size_t>(row)); }
    trace::Event event(int row) const { return m_trace->event(step(row)); }
    /// The row of the last line before the playhead stands at `playhead`; -1 when there is none.
    int rowBefore(Step playhead) const { return static_cast<int>(shown().countBefore(playhead)) - 1; }
    bool isAfterPlayhead(int row) const { return step(row) >= m_playhead; }
    /// A line as it is copied: its cells with tabs between them.
    QString lineText(int row) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;

signals:
    /// More lines were printed than before, or another part of a long trace has been looked at.
    void looked();

private:
    QString cellText(int row, int column) const;
    void bind(session::StepList& list, bool isFilter);

    std::shared_ptr<const trace::Trace> m_trace;
    session::StepList m_lines;
    session::StepList m_filtered;
    bool m_isFiltered = false;
    Step m_playhead = 0;
};

} // namespace interleave::console

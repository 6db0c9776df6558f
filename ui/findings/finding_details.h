#pragma once

#include "core/analysis/finding.h"
#include "core/trace/trace.h"

#include <QAbstractTableModel>
#include <QWidget>

#include <memory>

class QLabel;

namespace interleave::widgets {
class RowTable;
}

namespace interleave::findings {

/// The events that show a finding.
class InvolvedEvents : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Number, Lane, What, Line, columnCountOf };

    using QAbstractTableModel::QAbstractTableModel;

    void setEvents(std::shared_ptr<const trace::Trace> trace, std::vector<Step> steps);
    const trace::Trace* trace() const { return m_trace.get(); }
    Step step(int row) const { return m_steps[static_cast<std::size_t>(row)]; }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;

private:
    std::shared_ptr<const trace::Trace> m_trace;
    std::vector<Step> m_steps;
};

/// One finding: the whole of its sentence, and all events that show it with their lines.
class FindingDetails : public QWidget
{
    Q_OBJECT

public:
    explicit FindingDetails(QWidget* parent = nullptr);

    /// Null shows nothing.
    void show(std::shared_ptr<const trace::Trace> trace, const analysis::Finding* finding);

signals:
    void eventChosen(Step step);

private:
    QLabel* m_title;
    QLabel* m_sentence;
    QLabel* m_lines;
    InvolvedEvents* m_events;
    widgets::RowTable* m_table;
};

} // namespace interleave::findings

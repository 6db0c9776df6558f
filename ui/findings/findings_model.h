#pragma once

#include "core/analysis/finding.h"
#include "core/trace/run.h"
#include "core/trace/trace.h"

#include <QAbstractListModel>

#include <array>
#include <memory>
#include <vector>

namespace interleave::findings {

/// A finding of the run itself as one of the analysis: the same words, the severity that its kind has.
analysis::Finding asAnalysed(const trace::Finding& finding);

/// Findings as rows: a head for each severity that occurs, and the findings below it, each once.
class FindingsModel : public QAbstractListModel
{
    Q_OBJECT

public:
    explicit FindingsModel(QObject* parent = nullptr);

    /// The findings of the analysis and those that the run reported: what both say is shown once.
    void setFindings(std::shared_ptr<const trace::Trace> trace, const std::vector<analysis::Finding>& analysed,
                     const std::vector<trace::Finding>& reported);

    const trace::Trace* trace() const { return m_trace.get(); }
    std::size_t count(analysis::Severity severity) const;
    bool isEmpty() const { return m_findings.empty(); }
    bool isHead(int row) const { return m_rows[static_cast<std::size_t>(row)].finding < 0; }
    analysis::Severity severity(int row) const { return m_rows[static_cast<std::size_t>(row)].severity; }
    /// Null for heads.
    const analysis::Finding* finding(int row) const;
    /// The row of the finding that says the same; -1 when there is none.
    int rowOf(const analysis::Finding& finding) const;
    bool isFolded(analysis::Severity severity) const { return m_isFolded[static_cast<std::size_t>(severity)]; }
    void setFolded(analysis::Severity severity, bool isFolded);

    /// "steps 10, 14 · kitchen_deadlock.cpp:20, 28": where it shows.
    QString whereText(const analysis::Finding& finding) const;
    static QString severityText(analysis::Severity severity);

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;

private:
    struct Row
    {
        analysis::Severity severity;
        int finding; ///< -1 for a head
    };

    void makeRows();

    std::shared_ptr<const trace::Trace> m_trace;
    std::vector<analysis::Finding> m_findings; ///< by severity
    std::vector<Row> m_rows;
    std::array<bool, analysis::severityCount> m_isFolded{};
};

} // namespace interleave::findings

#pragma once

#include "ui/session/session.h"

#include "core/analysis/finding.h"

#include <QTimer>
#include <QWidget>

#include <optional>

class QLabel;
class QListView;
class QProgressBar;
class QStackedLayout;

namespace interleave::widgets {
class EmptyState;
} // namespace interleave::widgets

namespace interleave::findings {

class Analyst;
class FindingDetails;
class FindingsModel;

/// What is wrong in this run, what is suspicious and what is worth knowing, with the events that show it.
class FindingsView : public QWidget
{
    Q_OBJECT

public:
    /// Keeps a reference to the session, which must outlive it.
    explicit FindingsView(session::Session& session, QWidget* parent = nullptr);
    ~FindingsView() override;

    const FindingsModel& model() const { return *m_model; }
    /// Everything recorded has been looked at, as far as the run stands still.
    bool isSettled() const;

signals:
    /// How many things are wrong; numbers worth knowing are not counted.
    void countChanged(int count);
    /// *Explore*: other orders are wanted.
    void exploreWanted();

private:
    QWidget* makeHead();
    void showRun();
    void analyseSoon();
    void analyse();
    void showFindings();
    void showSummary();
    void choose(int row);
    void showCurrent();

    session::Session& m_session;
    FindingsModel* m_model;
    Analyst* m_analyst;
    QListView* m_list;
    FindingDetails* m_details;
    widgets::EmptyState* m_empty;
    QStackedLayout* m_pages;
    QLabel* m_summary;
    QProgressBar* m_progress;
    QTimer m_soon;
    Step m_analysed = 0; ///< events of the analysis that was begun last
    bool m_knewEnding = false;
    std::optional<analysis::Finding> m_current; ///< kept while findings come and go
};

} // namespace interleave::findings

#pragma once

#include "ui/session/search.h"

#include <QWidget>

#include <optional>
#include <string>

class QListView;
class QPushButton;
class QStackedLayout;

namespace interleave::widgets {
class ElidedLabel;
class EmptyState;
class SegmentedControl;
} // namespace interleave::widgets

namespace interleave::explore {

class ExecutionMap;
class OutcomeModel;
class ScheduleStrip;
class SearchBar;

/// All that the chosen program can come to: outcomes, the map of executions, and the schedule of the selected one.
class ExploreView : public QWidget
{
    Q_OBJECT

public:
    /// Keeps a reference to the search, which must outlive it.
    explicit ExploreView(session::Search& search, QWidget* parent = nullptr);

    const OutcomeModel& model() const { return *m_model; }
    ExecutionMap& map() { return *m_map; }
    /// Starts the search if none is under way; what *Explore* does elsewhere in the window.
    void explore();

signals:
    /// For the badge of the tab: executions that were met.
    void countChanged(int count);
    /// The selected schedule is to be shown beside the run that is shown.
    void compareWanted(const std::string& schedule);

private:
    QWidget* makeOutcomes();
    QWidget* makeMap();
    QWidget* makeSelection();
    void refresh();
    void selectOutcome(int row);
    void selectExecution(std::optional<std::size_t> execution);
    void showSchedule(const std::string& schedule, const QString& of);
    void exportSchedule();

    session::Search& m_search;
    OutcomeModel* m_model;
    SearchBar* m_bar;
    QStackedLayout* m_pages;
    QListView* m_list = nullptr;
    ExecutionMap* m_map = nullptr;
    widgets::SegmentedControl* m_form = nullptr;
    widgets::ElidedLabel* m_note = nullptr;
    widgets::ElidedLabel* m_of = nullptr;
    ScheduleStrip* m_strip = nullptr;
    QPushButton* m_replay = nullptr;
    QPushButton* m_compare = nullptr;
    QPushButton* m_export = nullptr;
    std::string m_schedule; ///< the selected one, as text
    std::string m_wanted;   ///< ending, findings and outcome of the selected row, to find it again
};

} // namespace interleave::explore

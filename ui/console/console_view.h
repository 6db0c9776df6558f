#pragma once

#include "ui/session/session.h"

#include <QWidget>

class QLabel;
class QStackedLayout;

namespace interleave::widgets {
class EmptyState;
class LaneFilter;
class RowTable;
class SearchField;
} // namespace interleave::widgets

namespace interleave::console {

class ConsoleModel;

/// What the program printed up to the playhead, and, paler, what it prints after it.
class ConsoleView : public QWidget
{
    Q_OBJECT

public:
    /// Keeps a reference to the session, which must outlive it.
    explicit ConsoleView(session::Session& session, QWidget* parent = nullptr);

    const ConsoleModel& model() const { return *m_model; }
    /// Moves to the next or previous line that is shown, around the end.
    void goToNeighbour(bool isForward);
    /// The selected lines, or all when none is; at most a hundred thousand.
    QString textToCopy() const;

public slots:
    void find();

signals:
    /// How many lines were printed in all.
    void countChanged(int count);

private:
    QWidget* makeTools();
    void bindSession();
    void showRun();
    void takeLines();
    void filter();
    void showPlayhead();
    void showPage();
    void copy();
    void save();

    session::Session& m_session;
    ConsoleModel* m_model;
    widgets::SearchField* m_search;
    widgets::LaneFilter* m_lanes;
    widgets::RowTable* m_table;
    widgets::EmptyState* m_empty;
    QLabel* m_note;
    QStackedLayout* m_pages;
    std::vector<LaneId> m_printers; ///< lanes of the filter, in the order in which they first printed
    std::vector<bool> m_isPrinter;  ///< by lane
    std::size_t m_taken = 0;        ///< lines whose lanes are known
};

} // namespace interleave::console

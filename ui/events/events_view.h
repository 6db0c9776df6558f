#pragma once

#include "ui/session/session.h"

#include <QWidget>

#include <memory>

class QMenu;
class QSettings;
class QStackedLayout;

namespace interleave::widgets {
class EmptyState;
class IconButton;
class RowTable;
} // namespace interleave::widgets

namespace interleave::events {

class BreakpointList;
class CauseIndex;
class EventsModel;
class FilterBar;
class Seek;

/// Every event of the run in a table; the current row is where the playhead stands.
class EventsView : public QWidget
{
    Q_OBJECT

public:
    /// Keeps a reference to the session, which must outlive it.
    explicit EventsView(session::Session& session, QWidget* parent = nullptr);
    ~EventsView() override;

    const EventsModel& model() const { return *m_model; }
    /// To the next or previous event that is found by the search, around the end; without a search to the next row.
    void goToHit(bool isForward);
    /// What can be done with the event of a row; the caller owns it.
    std::unique_ptr<QMenu> menuOf(int row);
    /// The selected rows as comma-separated values; at most a hundred thousand.
    QString csvToCopy() const;

    /// Widths of the columns, and whether the breakpoints are shown.
    void restore(const QSettings& settings);
    void save(QSettings& settings) const;

public slots:
    void find();
    void showBreakpoints();

signals:
    /// How many events there are.
    void countChanged(int count);

protected:
    void showEvent(QShowEvent* event) override;

private:
    void bindSession();
    void bindKeys();
    void showRun();
    void takeGrowth();
    void followCauses();
    void filter();
    void search();
    void showPlayhead();
    void showPage();
    void tellBreakpoints();
    void seek(LaneId lane, ObjectId object, Step from, bool isForward);
    void addPauses(QMenu& menu, const trace::Event& event);
    void copy() const;

    session::Session& m_session;
    EventsModel* m_model;
    FilterBar* m_filter;
    widgets::RowTable* m_table;
    widgets::EmptyState* m_empty;
    widgets::IconButton* m_breakpointsButton;
    BreakpointList* m_breakpoints;
    QStackedLayout* m_pages;
    Seek* m_seek;
    QString m_sought; ///< what a seek that finds nothing has to say
    std::unique_ptr<CauseIndex> m_causes;
};

} // namespace interleave::events

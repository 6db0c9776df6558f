#pragma once

#include "ui/events/events_model.h"

#include <QWidget>

#include <optional>

class QComboBox;
class QHBoxLayout;
class QLabel;

namespace interleave::widgets {
class IconButton;
class LaneFilter;
class SearchField;
} // namespace interleave::widgets

namespace interleave::events {

/// Which events are shown, by lane, object and operation, and which are looked for, by words.
class FilterBar : public QWidget
{
    Q_OBJECT

public:
    /// More objects than this are not offered in the list; a click on one in the table still filters by it.
    static constexpr std::size_t mostObjects = 300;

    explicit FilterBar(QWidget* parent = nullptr);

    /// Another trace, of which the same is to be shown as far as it has things of the same names.
    void setTrace(std::shared_ptr<const trace::Trace> trace);
    /// Lanes and objects may have come.
    void grew();

    /// What the rows have to satisfy; null when all are shown.
    EventsModel::Condition filter() const;
    /// What is looked for; null for nothing.
    EventsModel::Condition search() const;
    bool showsOnlyHits() const;

    void showOnlyLane(LaneId lane);
    void showOnlyObject(ObjectId object);
    void showAll();
    void setNote(const QString& note);
    /// Puts a control at the right end.
    void addCorner(QWidget* corner);
    void find();

signals:
    void filterChanged();
    void searchChanged();
    /// From hit to hit, forwards or backwards.
    void hitWanted(bool isForward);

private:
    EventsModel::Condition narrowed() const;

    std::shared_ptr<const trace::Trace> m_trace;
    widgets::SearchField* m_search;
    widgets::IconButton* m_onlyHits;
    widgets::LaneFilter* m_lanes;
    QComboBox* m_objects;
    QComboBox* m_operations;
    QLabel* m_note;
    QHBoxLayout* m_row;
    std::size_t m_listedObjects = 0;
    QString m_wantedObject; ///< by name, until the trace has one of this name
};

} // namespace interleave::events

#pragma once

#include "ui/widgets/badges.h"

#include <QTabWidget>

#include <map>

namespace interleave::widgets {
class ElidedLabel;
}

namespace interleave::shell {

/// The tabs below the timeline, with a count beside a title and a note at the right end of their bar.
class BottomTabs : public QTabWidget
{
    Q_OBJECT

public:
    explicit BottomTabs(QWidget* parent = nullptr);

    /// Adds a page in front of the first one with a higher `rank`.
    void add(QWidget* page, const QString& title, int rank);
    void remove(QWidget* page);
    bool has(QWidget* page) const { return indexOf(page) >= 0; }
    /// The count beside the title; 0 shows none.
    void setCount(QWidget* page, int count, widgets::CountBadge::Tone tone = widgets::CountBadge::Tone::Neutral);
    void setNote(const QString& note);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void placeNote();

    std::map<QWidget*, int> m_ranks;
    widgets::ElidedLabel* m_note;
};

} // namespace interleave::shell

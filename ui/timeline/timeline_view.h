#pragma once

#include "ui/timeline/canvas.h"

#include <QWidget>

class QLabel;
class QStackedLayout;
class QToolButton;

namespace interleave::session {
class Session;
}
namespace interleave::widgets {
class EmptyState;
class IconButton;
class SearchField;
class SegmentedControl;
} // namespace interleave::widgets

namespace interleave::timeline {

/// The timeline with its tools above and its legend below, bound to the session.
class TimelineView : public QWidget
{
    Q_OBJECT

public:
    /// Keeps a reference to the session, which must outlive it.
    explicit TimelineView(session::Session& session, QWidget* parent = nullptr);

    Canvas* canvas() const { return m_canvas; }
    /// The event that made the ending certain: up to it one can still get away. None hides the flag.
    void setLastAvoidable(std::optional<Step> step) { m_canvas->setLastAvoidable(step); }
    /// Writes the whole run, or a range, as PNG, SVG or PDF by the ending of the name. Errors: WrongUse, Unwritable.
    base::Result<void> exportTo(const QString& path, StepSpan range = {});
    /// Puts the caret into the field that filters and searches.
    void find();

signals:
    /// The empty timeline's button: a file is to be opened.
    void openWanted();

private:
    class Legend;

    QWidget* makeTools();
    void bindSession();
    void showRun();
    void takeGrowth();
    void tellView();

    session::Session& m_session;
    Canvas* m_canvas;
    Legend* m_legend;
    widgets::SearchField* m_filter = nullptr;
    widgets::SegmentedControl* m_ruler = nullptr;
    widgets::IconButton* m_arrows = nullptr;
    widgets::IconButton* m_fit = nullptr;
    widgets::IconButton* m_follow = nullptr;
    QLabel* m_note = nullptr;
    QStackedLayout* m_pages = nullptr;
};

} // namespace interleave::timeline

#pragma once

#include "core/analysis/line_index.h"
#include "core/trace/trace.h"

#include <QFrame>

#include <memory>
#include <optional>
#include <vector>

class QListView;

namespace interleave::widgets {
class ElidedLabel;
class IconButton;
} // namespace interleave::widgets

namespace interleave::code {

/// What happened at one line, as a list over the text: step, lane, and what it did.
///
/// Lists at most 200 events, those around the playhead, and says of how many.
class LineEvents : public QFrame
{
    Q_OBJECT

public:
    explicit LineEvents(QWidget* parent = nullptr);
    ~LineEvents() override;

    static constexpr std::size_t mostListed = 200;

    /// Lists the events of a line, which is called `line` and is one or several places in the source. Requires: the index
    /// is of this trace and knows `playhead` steps.
    void showLine(std::shared_ptr<const trace::Trace> trace, const analysis::LineIndex& index, int line,
                  std::vector<analysis::LinePlace> places, Step playhead);
    /// The same line at another moment, or with more events.
    void update(const analysis::LineIndex& index, Step playhead);
    /// The selected event's row is the current one.
    void setSelected(std::optional<Step> step);
    /// Nothing is listed any more, and it is hidden.
    void dismiss();

    /// The line whose events are listed.
    std::optional<int> line() const { return m_line; }
    /// The events that are listed.
    const std::vector<Step>& steps() const;
    QListView* list() const { return m_list; }
    /// For as many rows as are listed, at most seven.
    QSize sizeHint() const override;

signals:
    void eventChosen(Step step);
    /// The next or previous event of the line is wanted.
    void neighbourWanted(int direction);
    void dismissed();

protected:
    void paintEvent(QPaintEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    class Model;
    class Row;

    Model* m_model;
    QListView* m_list;
    widgets::ElidedLabel* m_title;
    widgets::ElidedLabel* m_note;
    widgets::IconButton* m_previous;
    widgets::IconButton* m_next;
    std::optional<int> m_line;
    std::vector<analysis::LinePlace> m_places;
    Step m_count = 0;
    Step m_before = 0; ///< of them up to the playhead
    Step m_first = 0;  ///< of them before the first one listed
};

} // namespace interleave::code

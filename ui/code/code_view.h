#pragma once

#include "ui/session/session.h"

#include "core/analysis/line_index.h"
#include "ui/code/marks.h"
#include "ui/code/standing.h"
#include "ui/code/twin.h"

#include <QElapsedTimer>
#include <QTimer>
#include <QWidget>

#include <memory>
#include <optional>
#include <string>
#include <vector>

class QComboBox;
class QStackedLayout;

namespace interleave::widgets {
class EmptyState;
class SegmentedControl;
}

namespace interleave::code {

class LaneStrip;
class LineEvents;
class SourcePane;

/// The program's own source at the playhead's moment, bound to the session.
///
/// It shows who stands where and why, what was executed, the events of a line, and breakpoints, and scrolls along with
/// the selected lane. A program's twin in Python is shown instead when that is wanted, with the same marks at the lines that
/// correspond.
class CodeView : public QWidget
{
    Q_OBJECT

public:
    /// Keeps a reference to the session, which must outlive it.
    explicit CodeView(session::Session& session, QWidget* parent = nullptr);
    ~CodeView() override;

    SourcePane* pane() const { return m_pane; }
    LineEvents* lineEvents() const { return m_events; }
    LaneStrip* strip() const { return m_strip; }
    /// The path of the file that is shown; empty for none.
    const std::string& file() const { return m_file; }
    /// The tabs C++ and Python; hidden while the program has no twin.
    widgets::SegmentedControl* languages() const { return m_languages; }
    /// The lanes at the moment that is shown.
    const std::vector<Standing>& standings() const { return m_standings; }

    /// The text of a source that is inside this program; none when it is not at hand.
    static std::optional<QString> sourceText(const std::string& path);

signals:
    /// The name of the file whose text is shown; empty for none.
    void titleChanged(const QString& title);

protected:
    void showEvent(QShowEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void bindSession();
    QWidget* makeFileBar();
    void showRun();
    void showFiles();
    void showFile(const std::string& path);
    void schedule();
    void refresh();
    bool extendIndex();
    void showMarks();
    void showElsewhere();
    void follow();
    std::pair<int, int> linesWith(const Standing& followed) const;
    void showFollowed();
    void describe();
    LaneId followed() const;
    std::string firstFile() const;
    const Standing* standingOf(LaneId lane) const;
    std::vector<int> shownLines(const Standing& standing) const;
    QString toolTipOf(int line) const;
    void showEvents(int line);
    void updateEvents();
    void placeEvents();
    void dismissEvents();
    void goToNeighbour(int line, int direction);
    void goToLane(LaneId lane);
    void toggleBreakpoint(int line);
    std::vector<analysis::LinePlace> placesOf(int line) const;
    widgets::SegmentedControl* makeLanguages();
    void showText(const QString& source);
    void setTwinWanted(bool isWanted);
    bool showsTwin() const { return m_twin && m_wantsTwin; }
    std::vector<std::uint32_t> sourceLines(int shownLine) const;
    std::vector<int> shownLines(std::uint32_t sourceLine) const;

    session::Session& m_session;
    SourcePane* m_pane;
    LineEvents* m_events;
    LaneStrip* m_strip;
    widgets::SegmentedControl* m_languages;
    QComboBox* m_files = nullptr; // before the bar that is made with it
    QWidget* m_fileChoice = nullptr;
    QWidget* m_fileBar;
    QStackedLayout* m_pages;
    widgets::EmptyState* m_empty;

    std::shared_ptr<const trace::Trace> m_trace;
    std::unique_ptr<analysis::LineIndex> m_index; ///< of m_trace
    std::vector<std::string> m_paths;             ///< of the chooser
    std::string m_file;
    std::optional<Twin> m_twin; ///< of m_file
    bool m_wantsTwin = false;   ///< where there is one
    std::vector<Standing> m_standings;
    Step m_shown = 0; ///< the moment of m_standings
    /// Where the view scrolled to last; it scrolls again when the lane is elsewhere.
    std::optional<std::pair<LaneId, analysis::LinePlace>> m_followed;
    QTimer m_frame;
    QElapsedTimer m_sinceFrame;
    QElapsedTimer m_sinceEvents;
};

} // namespace interleave::code

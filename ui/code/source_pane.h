#pragma once

#include "ui/code/language.h"
#include "ui/code/marks.h"

#include <QTextEdit>
#include <QVariantAnimation>

#include <functional>

namespace interleave::code {

class Highlighter;
class SourceMargin;

/// One source text with what happens at its lines: chips, executed lines, breakpoints, and why a lane does not go on.
///
/// Knows no run: it is given marks by the number of its own lines, so that texts of several languages can be shown for
/// one run. Lines count from 1.
class SourcePane : public QTextEdit
{
    Q_OBJECT

public:
    explicit SourcePane(QWidget* parent = nullptr);
    ~SourcePane() override;

    /// Another text; marks are gone, and it is shown from its beginning.
    void setSource(const QString& text, Language language);
    int lineCount() const;
    /// Without the space around it.
    QString lineText(int line) const;

    const Marks& marks() const { return m_marks; }
    void setMarks(Marks marks);
    /// What a line says when the pointer rests on it; asked only then.
    void setToolTipSource(std::function<QString(int line)> source) { m_toolTipSource = std::move(source); }

    /// The line of the caret.
    int caretLine() const;
    void setCaretLine(int line);
    /// The line at a height of the viewport; none outside of the text.
    std::optional<int> lineAt(int y) const;
    /// Of a line in the viewport, over its whole width; it may lie outside.
    QRect lineRect(int line) const;
    /// The height of a line's letters above their base, to write beside them.
    static int baseline();

    enum class Sight { Above, Visible, Below };
    Sight sightOf(int line) const;
    /// How many lines fit into the view with one above and below them.
    int linesInView() const;
    /// Scrolls lines into view, with some around them; in 160 ms, or at once when motion is reduced. Of more than fit
    /// the first ones are shown.
    void showLines(int first, int last);
    void showLine(int line) { showLines(line, line); }

signals:
    /// A line was clicked, or the return key pressed on it: its events are wanted.
    void lineChosen(int line);
    void breakpointToggled(int line);
    /// The next or previous event of a line is wanted.
    void neighbourWanted(int line, int direction);
    /// Escape: whatever lies above the text is to go.
    void dismissed();
    /// Other lines are in view.
    void viewMoved();

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    bool viewportEvent(QEvent* event) override;
    void scrollContentsBy(int dx, int dy) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    void arrangeLines();
    void placeMargin();
    void showColours();
    void paintGrounds(QPainter& painter, const QRect& clip);
    void paintPlates(QPainter& painter, const QRect& clip);
    void paintPlate(QPainter& painter, int line, const LineMarks& marks, int width);
    int textEnd(int line) const;
    bool showToolTip(int line, const QPoint& at);
    void finishMotion();

    Highlighter* m_highlighter;
    SourceMargin* m_margin;
    Marks m_marks;
    std::function<QString(int)> m_toolTipSource;
    QVariantAnimation m_motion;
    QPoint m_pressedAt;

    friend class SourceMargin;
};

} // namespace interleave::code

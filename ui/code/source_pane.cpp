#include "ui/code/source_pane.h"

#include "ui/code/highlighter.h"
#include "ui/code/source_margin.h"
#include "ui/theme/fonts.h"
#include "ui/theme/metrics.h"
#include "ui/theme/palette.h"
#include "ui/theme/style.h"

#include <QApplication>
#include <QContextMenuEvent>
#include <QHelpEvent>
#include <QMenu>
#include <QScrollBar>
#include <QTextBlock>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace interleave::code {

namespace metrics = theme::metrics;
using theme::TextRole;

namespace {

constexpr int lineHeight = theme::codeLineHeight;
constexpr int linesAround = 2; ///< kept in view above and below lines that are shown, where there is room

} // namespace

SourcePane::SourcePane(QWidget* parent)
    : QTextEdit(parent)
    , m_highlighter(new Highlighter(document()))
    , m_margin(new SourceMargin(*this))
{
    setReadOnly(true);
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    setUndoRedoEnabled(false);
    setTabChangesFocus(true);
    setFrameShape(QFrame::NoFrame);
    setLineWrapMode(QTextEdit::NoWrap);
    setFont(theme::font(TextRole::Code));
    document()->setDefaultFont(theme::font(TextRole::Code));
    document()->setDocumentMargin(metrics::paddingSmall);
    setTabStopDistance(4 * QFontMetricsF(theme::font(TextRole::Code)).horizontalAdvance(QLatin1Char(' ')));
    setAccessibleName(tr("Source"));
    m_motion.setEasingCurve(QEasingCurve::OutQuad);
    connect(&m_motion, &QVariantAnimation::valueChanged, this,
            [this](const QVariant& value) { verticalScrollBar()->setValue(value.toInt()); });
    connect(this, &QTextEdit::cursorPositionChanged, viewport(), qOverload<>(&QWidget::update));
    showColours();
    placeMargin();
}

SourcePane::~SourcePane() = default;

void SourcePane::setSource(const QString& text, Language language)
{
    m_motion.stop();
    m_marks.clear();
    m_highlighter->setLanguage(language);
    setPlainText(text);
    arrangeLines();
    setCaretLine(1);
    verticalScrollBar()->setValue(0);
    placeMargin();
    emit viewMoved();
}

// Every line is equally high, whatever its letters: what is drawn beside the text needs no layout.
void SourcePane::arrangeLines()
{
    QTextCursor all(document());
    all.select(QTextCursor::Document);
    QTextBlockFormat format;
    format.setLineHeight(lineHeight, QTextBlockFormat::FixedHeight);
    all.mergeBlockFormat(format);
}

int SourcePane::lineCount() const
{
    return document()->blockCount();
}

QString SourcePane::lineText(int line) const
{
    return document()->findBlockByNumber(line - 1).text().trimmed();
}

void SourcePane::setMarks(Marks marks)
{
    if (marks == m_marks)
        return;
    m_marks = std::move(marks);
    viewport()->update();
    m_margin->update();
}

int SourcePane::caretLine() const
{
    return textCursor().blockNumber() + 1;
}

void SourcePane::setCaretLine(int line)
{
    const QTextBlock block = document()->findBlockByNumber(line - 1);
    if (!block.isValid())
        return;
    // The caret must not scroll: where the view goes is showLine()'s business.
    const int before = verticalScrollBar()->value();
    setTextCursor(QTextCursor(block));
    verticalScrollBar()->setValue(before);
}

QRect SourcePane::lineRect(int line) const
{
    const int top = static_cast<int>(document()->documentMargin()) + (line - 1) * lineHeight;
    return {0, top - verticalScrollBar()->value(), viewport()->width(), lineHeight};
}

std::optional<int> SourcePane::lineAt(int y) const
{
    const int line = static_cast<int>(std::floor(double(y - lineRect(1).top()) / lineHeight)) + 1;
    return line >= 1 && line <= lineCount() ? std::optional(line) : std::nullopt;
}

int SourcePane::baseline()
{
    return lineHeight * 4 / 5; // as QTextDocument places letters in lines of fixed height
}

SourcePane::Sight SourcePane::sightOf(int line) const
{
    const QRect row = lineRect(line);
    if (row.top() < 0)
        return Sight::Above;
    return row.bottom() >= viewport()->height() ? Sight::Below : Sight::Visible;
}

int SourcePane::linesInView() const
{
    return std::max(1, viewport()->height() / lineHeight - 2);
}

void SourcePane::showLines(int first, int last)
{
    finishMotion();
    last = std::min(last, first + linesInView() - 1);
    const int top = lineRect(first).top();
    const int bottom = lineRect(last).bottom();
    const int around = std::clamp((viewport()->height() - (bottom - top)) / 2, 0, linesAround * lineHeight);
    if (top >= around && bottom + around < viewport()->height())
        return;
    // The middle of the lines stands a little above the middle of the view; the topmost line is whole.
    const int above = std::max(std::min(around, lineHeight), (viewport()->height() * 4 / 5 - (bottom - top)) / 2);
    QScrollBar* bar = verticalScrollBar();
    const int offset = static_cast<int>(document()->documentMargin());
    const int wanted = (bar->value() + top - above - offset) / lineHeight * lineHeight + offset;
    const int to = std::clamp(wanted <= offset ? 0 : wanted, bar->minimum(), bar->maximum());
    const int duration = isVisible() ? theme::motionTime(*this, metrics::jumpMotion) : 0;
    if (duration == 0) {
        bar->setValue(to);
        return;
    }
    m_motion.setDuration(duration);
    m_motion.setStartValue(bar->value());
    m_motion.setEndValue(to);
    m_motion.start();
}

// Whatever the user does next must not wait for a motion.
void SourcePane::finishMotion()
{
    if (m_motion.state() != QAbstractAnimation::Running)
        return;
    m_motion.stop();
    verticalScrollBar()->setValue(m_motion.endValue().toInt());
}

void SourcePane::placeMargin()
{
    const int width = m_margin->wantedWidth();
    setViewportMargins(width, 0, 0, 0);
    const QRect inside = contentsRect();
    m_margin->setGeometry(inside.left(), inside.top(), width, viewport()->height());
    m_margin->update();
}

void SourcePane::resizeEvent(QResizeEvent* event)
{
    QTextEdit::resizeEvent(event);
    placeMargin();
    emit viewMoved();
}

void SourcePane::scrollContentsBy(int dx, int dy)
{
    QTextEdit::scrollContentsBy(dx, dy);
    if (dx != 0)
        viewport()->update(); // plates stay at the right
    if (dy != 0) {
        m_margin->update();
        emit viewMoved();
    }
}

void SourcePane::changeEvent(QEvent* event)
{
    QTextEdit::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::StyleChange)
        showColours();
}

void SourcePane::showColours()
{
    m_highlighter->setPalette(theme::paletteFor(*this));
}

// Input.

void SourcePane::keyPressEvent(QKeyEvent* event)
{
    finishMotion();
    const bool isPlain = event->modifiers() == Qt::NoModifier || event->modifiers() == Qt::KeypadModifier;
    const bool isShifted = event->modifiers() == Qt::ShiftModifier;
    if (event->key() == Qt::Key_F9 && isPlain)
        emit breakpointToggled(caretLine());
    else if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && isPlain)
        emit lineChosen(caretLine());
    else if (event->key() == Qt::Key_F4 && (isPlain || isShifted))
        emit neighbourWanted(caretLine(), isShifted ? -1 : 1);
    else if (event->key() == Qt::Key_Escape && isPlain)
        emit dismissed();
    else if (event->key() == Qt::Key_Space)
        event->ignore(); // the window plays or pauses
    else
        QTextEdit::keyPressEvent(event);
}

void SourcePane::mousePressEvent(QMouseEvent* event)
{
    finishMotion();
    m_pressedAt = event->position().toPoint();
    QTextEdit::mousePressEvent(event);
}

void SourcePane::mouseReleaseEvent(QMouseEvent* event)
{
    QTextEdit::mouseReleaseEvent(event);
    const QPoint at = event->position().toPoint();
    const bool isClick = (at - m_pressedAt).manhattanLength() < QApplication::startDragDistance();
    if (event->button() != Qt::LeftButton || !isClick || textCursor().hasSelection())
        return;
    if (const auto line = lineAt(m_pressedAt.y()))
        emit lineChosen(*line);
    else
        emit dismissed();
}

void SourcePane::wheelEvent(QWheelEvent* event)
{
    finishMotion();
    QTextEdit::wheelEvent(event);
}

void SourcePane::contextMenuEvent(QContextMenuEvent* event)
{
    const bool isKeyboard = event->reason() == QContextMenuEvent::Keyboard;
    const int line = isKeyboard ? caretLine() : lineAt(event->pos().y()).value_or(caretLine());
    QMenu* menu = createStandardContextMenu();
    QAction* first = menu->actions().value(0);
    const auto found = m_marks.find(line);
    const bool hasBreakpoint = found != m_marks.end() && found->second.hasBreakpoint;
    auto* toggle = new QAction(
        hasBreakpoint ? tr("Do not pause at line %1\tF9").arg(line) : tr("Pause at line %1\tF9").arg(line), menu);
    auto* events = new QAction(tr("Events of line %1\tReturn").arg(line), menu);
    connect(toggle, &QAction::triggered, this, [this, line] { emit breakpointToggled(line); });
    connect(events, &QAction::triggered, this, [this, line] { emit lineChosen(line); });
    menu->insertActions(first, {toggle, events});
    menu->insertSeparator(first);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->popup(isKeyboard ? viewport()->mapToGlobal(lineRect(line).bottomLeft()) : event->globalPos());
}

bool SourcePane::viewportEvent(QEvent* event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const auto line = lineAt(help->pos().y());
        if (line && showToolTip(*line, help->globalPos()))
            return true;
    }
    return QTextEdit::viewportEvent(event);
}

bool SourcePane::showToolTip(int line, const QPoint& at)
{
    const QString text = m_toolTipSource ? m_toolTipSource(line) : QString();
    QToolTip::showText(at, text, this);
    return !text.isEmpty();
}

void SourcePane::focusInEvent(QFocusEvent* event)
{
    QTextEdit::focusInEvent(event);
    viewport()->update();
}

void SourcePane::focusOutEvent(QFocusEvent* event)
{
    QTextEdit::focusOutEvent(event);
    viewport()->update();
}

} // namespace interleave::code

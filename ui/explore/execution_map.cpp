#include "ui/explore/execution_map.h"

#include "ui/explore/marks.h"
#include "ui/session/outcome_words.h"
#include "ui/theme/fonts.h"
#include "ui/theme/metrics.h"
#include "ui/theme/palette.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>
#include <QToolTip>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

namespace interleave::explore {

namespace metrics = theme::metrics;

namespace {

constexpr double margin = 14;
constexpr double widestRow = 26;
constexpr double largestSign = 10;
constexpr double largestSquare = 24;
constexpr double smallestSquare = 5;
constexpr double curvesFrom = 4; ///< pixels from row to row; nearer ones are drawn as straight lines

} // namespace

ExecutionMap::ExecutionMap(const session::Search& search, QWidget* parent) : QWidget(parent), m_search(search)
{
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Map of executions"));
    setMouseTracking(false);
}

void ExecutionMap::refresh()
{
    // Which number an execution has may change while a search goes on; its picks do not.
    std::vector<std::uint16_t> picks;
    if (m_selected && *m_selected < m_search.executions().size())
        picks = m_search.executions()[*m_selected].picks;
    m_tree = treeOf(m_search.executions());
    if (m_selected && (*m_selected >= m_search.executions().size() || m_search.executions()[*m_selected].picks != picks))
        select(std::nullopt);
    keepInside();
    tell();
    update();
}

void ExecutionMap::setForm(Form form)
{
    m_form = form;
    fit();
}

void ExecutionMap::setOutcome(std::optional<std::size_t> outcome)
{
    m_outcome = outcome;
    update();
}

void ExecutionMap::select(std::optional<std::size_t> execution)
{
    if (execution == m_selected)
        return;
    m_selected = execution;
    tell();
    update();
    emit selectedChanged(m_selected);
}

void ExecutionMap::fit()
{
    m_zoom = 0;
    m_scroll = 0;
    update();
}

double ExecutionMap::rowY(double row) const
{
    const double room = height() - 2 * margin;
    const double all = static_cast<double>(std::max<std::size_t>(m_tree.rows.size(), 1));
    const double pitch = m_zoom > 0 ? m_zoom : std::min(widestRow, room / all);
    return margin - m_scroll + (row + 0.5) * pitch;
}

std::size_t ExecutionMap::gridColumns() const
{
    const double room = width() - 2 * margin;
    const double high = std::max(height() - 2 * margin, 1.0);
    const double all = static_cast<double>(std::max<std::size_t>(m_tree.rows.size(), 1));
    const double square = m_zoom > 0 ? m_zoom : std::clamp(std::floor(std::sqrt(room * high / all)), smallestSquare, largestSquare);
    return static_cast<std::size_t>(std::max(1.0, std::floor(room / square)));
}

QRectF ExecutionMap::signRect(std::size_t row) const
{
    if (m_form == Form::Grid) {
        const std::size_t columns = gridColumns();
        const double square = m_zoom > 0 ? m_zoom
                                         : std::min(largestSquare, (width() - 2 * margin) / static_cast<double>(columns));
        const auto column = static_cast<double>(row % columns);
        const auto line = static_cast<double>(row / columns);
        return QRectF(margin + column * square, margin - m_scroll + line * square, square, square).adjusted(0.5, 0.5, -0.5, -0.5);
    }
    const double size = std::clamp(rowY(1) - rowY(0) - 1, 1.0, largestSign);
    return {width() - margin - largestSign - size / 2, rowY(static_cast<double>(row)) - size / 2, size, size};
}

double ExecutionMap::contentHeight() const
{
    if (m_tree.rows.empty())
        return 0;
    return signRect(m_tree.rows.size() - 1).bottom() + m_scroll + margin;
}

void ExecutionMap::keepInside()
{
    m_scroll = std::clamp(m_scroll, 0.0, std::max(0.0, contentHeight() - height()));
}

QPointF ExecutionMap::placeOf(const TreeNode& node) const
{
    const double left = margin + 4;
    const double right = width() - margin - 2 * largestSign;
    const double step = (right - left) / std::max(1U, m_tree.mostChoices);
    const double x = node.isLeaf() ? right : left + step * node.choices;
    return {x, rowY(ExecutionTree::middle(node))};
}

void ExecutionMap::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const theme::Palette& colours = theme::paletteFor(*this);
    painter.fillRect(rect(), colours.panel);
    if (m_form == Form::Tree)
        paintTree(painter);
    else
        paintGrid(painter);
    if (hasFocus()) {
        painter.setPen(QPen(colours.accent, metrics::focusRing));
        painter.drawRect(QRectF(rect()).adjusted(1, 1, -1, -1));
    }
}

void ExecutionMap::paintTree(QPainter& painter)
{
    const theme::Palette& colours = theme::paletteFor(*this);
    const double pitch = rowY(1) - rowY(0);
    const bool isFine = pitch >= curvesFrom;
    painter.setRenderHint(QPainter::Antialiasing, isFine);
    const std::size_t noRow = m_tree.rows.size();
    const std::size_t selectedRow = m_selected ? rowOf(*m_selected).value_or(noRow) : noRow;
    const auto holdsSelected = [&](const TreeNode& node) { return node.from <= selectedRow && selectedRow < node.to; };
    const auto paintEdge = [&](const TreeNode& node, const QPen& pen) {
        const QPointF from = placeOf(m_tree.nodes[node.parent]);
        const QPointF to = placeOf(node);
        if (std::max(from.y(), to.y()) < 0 || std::min(from.y(), to.y()) > height())
            return;
        painter.setPen(pen);
        if (!isFine || std::abs(from.y() - to.y()) < 0.5) {
            painter.drawLine(from, to);
            return;
        }
        // A leaf lies at the right edge: the curve ends one column on, and a line goes from there.
        const double column = (width() - 2 * margin - 2 * largestSign) / std::max(1U, m_tree.mostChoices);
        const QPointF bend(std::min(to.x(), from.x() + column), to.y());
        QPainterPath path(from);
        path.cubicTo({(from.x() + bend.x()) / 2, from.y()}, {(from.x() + bend.x()) / 2, to.y()}, bend);
        path.lineTo(to);
        painter.setBrush(Qt::NoBrush);
        painter.drawPath(path);
    };
    for (std::size_t i = 1; i < m_tree.nodes.size(); ++i)
        if (!holdsSelected(m_tree.nodes[i]))
            paintEdge(m_tree.nodes[i], QPen(colours.controlOutline, 1));
    for (std::size_t i = 1; i < m_tree.nodes.size(); ++i)
        if (holdsSelected(m_tree.nodes[i]))
            paintEdge(m_tree.nodes[i], QPen(colours.accent, metrics::cycleLine));
    painter.setRenderHint(QPainter::Antialiasing);
    for (const TreeNode& node : m_tree.nodes) {
        const bool isOnPath = holdsSelected(node);
        const double room = static_cast<double>(node.to - node.from) * pitch;
        if (node.isLeaf() || (room < 9 && !isOnPath))
            continue;
        painter.setPen(QPen(isOnPath ? colours.accent : colours.secondary, isOnPath ? 2 : 1));
        painter.setBrush(colours.panel);
        painter.drawEllipse(placeOf(node), isOnPath ? 4 : 3, isOnPath ? 4 : 3);
    }
    for (std::size_t row = 0; row < m_tree.rows.size(); ++row) {
        const QRectF sign = signRect(row);
        if (sign.bottom() < 0 || sign.top() > height())
            continue;
        const session::ShownExecution& one = m_search.executions()[m_tree.rows[row]];
        const bool isMeant = !m_outcome || *m_outcome == one.outcome;
        painter.setOpacity(isMeant ? 1 : 0.25);
        paintMark(painter, sign, {one.outcome, isGood(m_search.result().outcomes[one.outcome])}, colours);
    }
    painter.setOpacity(1);
}

void ExecutionMap::paintGrid(QPainter& painter)
{
    const theme::Palette& colours = theme::paletteFor(*this);
    for (std::size_t row = 0; row < m_tree.rows.size(); ++row) {
        const QRectF square = signRect(row);
        if (square.bottom() < 0 || square.top() > height())
            continue;
        const session::ShownExecution& one = m_search.executions()[m_tree.rows[row]];
        const Mark mark{one.outcome, isGood(m_search.result().outcomes[one.outcome])};
        painter.setOpacity(!m_outcome || *m_outcome == one.outcome ? 1 : 0.25);
        if (square.width() < 9) {
            painter.fillRect(square, colourOf(mark, colours));
        } else {
            const double inset = square.width() / 5;
            paintMark(painter, square.adjusted(inset, inset, -inset, -inset), mark, colours);
        }
        if (m_selected == m_tree.rows[row]) {
            painter.setOpacity(1);
            painter.setPen(QPen(colours.accent, 2));
            painter.setBrush(Qt::NoBrush);
            painter.drawRect(square);
        }
    }
    painter.setOpacity(1);
}

std::optional<std::size_t> ExecutionMap::rowOf(std::size_t execution) const
{
    const auto found = std::find(m_tree.rows.begin(), m_tree.rows.end(), execution);
    return found == m_tree.rows.end() ? std::nullopt : std::optional<std::size_t>(found - m_tree.rows.begin());
}

std::optional<std::size_t> ExecutionMap::rowAt(QPointF place) const
{
    if (m_tree.rows.empty())
        return std::nullopt;
    if (m_form == Form::Grid) {
        const QRectF first = signRect(0).adjusted(-0.5, -0.5, 0.5, 0.5);
        const double column = std::floor((place.x() - first.left()) / first.width());
        const double line = std::floor((place.y() - first.top()) / first.height());
        if (column < 0 || line < 0 || column >= static_cast<double>(gridColumns()))
            return std::nullopt;
        const double row = line * static_cast<double>(gridColumns()) + column;
        return row < static_cast<double>(m_tree.rows.size()) ? std::optional(static_cast<std::size_t>(row)) : std::nullopt;
    }
    const double row = std::floor((place.y() - rowY(-0.5)) / (rowY(1) - rowY(0)));
    if (row < 0 || row >= static_cast<double>(m_tree.rows.size()))
        return std::nullopt;
    return static_cast<std::size_t>(row);
}

void ExecutionMap::showRow(std::size_t row)
{
    const QRectF sign = signRect(row);
    if (sign.top() < margin)
        m_scroll -= margin - sign.top();
    else if (sign.bottom() > height() - margin)
        m_scroll += sign.bottom() - (height() - margin);
    keepInside();
    update();
}

void ExecutionMap::zoomBy(double factor, double y)
{
    if (m_tree.rows.empty())
        return;
    const double before = m_form == Form::Grid ? signRect(0).width() + 1 : rowY(1) - rowY(0);
    const double least = m_form == Form::Grid ? smallestSquare : 0.2;
    const double after = std::clamp(before * factor, least, 2 * widestRow);
    m_scroll = (m_scroll + y - margin) * after / before - (y - margin);
    m_zoom = after;
    keepInside();
    update();
}

QString ExecutionMap::wordsOf(std::size_t execution) const
{
    const session::ShownExecution& one = m_search.executions()[execution];
    const trace::ExploredOutcome& outcome = m_search.result().outcomes[one.outcome];
    return tr("%1; %2 switches, %3 steps")
        .arg(session::resultText(outcome.ending, outcome.findings, outcome.outcome))
        .arg(one.switches)
        .arg(one.steps);
}

void ExecutionMap::tell()
{
    QString words = tr("%n executions", nullptr, static_cast<int>(m_tree.rows.size()));
    if (m_selected && *m_selected < m_search.executions().size())
        words += QStringLiteral(". ") + tr("Selected: %1").arg(wordsOf(*m_selected));
    setAccessibleDescription(words);
}

void ExecutionMap::mousePressEvent(QMouseEvent* event)
{
    m_dragged = event->position();
    if (const auto row = rowAt(event->position()))
        select(m_tree.rows[*row]);
}

void ExecutionMap::mouseMoveEvent(QMouseEvent* event)
{
    if (!m_dragged || !event->buttons().testFlag(Qt::LeftButton))
        return;
    m_scroll -= event->position().y() - m_dragged->y();
    m_dragged = event->position();
    keepInside();
    update();
}

void ExecutionMap::mouseReleaseEvent(QMouseEvent*)
{
    m_dragged.reset();
}

void ExecutionMap::mouseDoubleClickEvent(QMouseEvent* event)
{
    if (const auto row = rowAt(event->position()))
        emit replayWanted(m_tree.rows[*row]);
}

void ExecutionMap::wheelEvent(QWheelEvent* event)
{
    const double notches = event->angleDelta().y() / 120.0;
    if (event->modifiers().testFlag(Qt::ControlModifier)) {
        zoomBy(std::pow(1.25, notches), event->position().y());
    } else {
        m_scroll -= notches * 48;
        keepInside();
        update();
    }
    event->accept();
}

void ExecutionMap::keyPressEvent(QKeyEvent* event)
{
    const auto moveTo = [&](std::ptrdiff_t by) {
        if (m_tree.rows.empty())
            return;
        const std::size_t last = m_tree.rows.size() - 1;
        const std::size_t row = m_selected ? rowOf(*m_selected).value_or(last + 1) : last + 1;
        const auto wanted = static_cast<std::ptrdiff_t>(row) + by;
        const std::size_t next =
            row > last ? 0 : static_cast<std::size_t>(std::clamp<std::ptrdiff_t>(wanted, 0, static_cast<std::ptrdiff_t>(last)));
        select(m_tree.rows[next]);
        showRow(next);
    };
    const auto line = m_form == Form::Grid ? static_cast<std::ptrdiff_t>(gridColumns()) : 1;
    switch (event->key()) {
    case Qt::Key_Down: moveTo(line); break;
    case Qt::Key_Up: moveTo(-line); break;
    case Qt::Key_Right: moveTo(1); break;
    case Qt::Key_Left: moveTo(-1); break;
    case Qt::Key_Plus: zoomBy(1.25, height() / 2.0); break;
    case Qt::Key_Minus: zoomBy(0.8, height() / 2.0); break;
    case Qt::Key_F: fit(); break;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (m_selected)
            emit replayWanted(*m_selected);
        break;
    default: QWidget::keyPressEvent(event);
    }
}

void ExecutionMap::resizeEvent(QResizeEvent*)
{
    keepInside();
}

bool ExecutionMap::event(QEvent* event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        if (const auto row = rowAt(help->pos()))
            QToolTip::showText(help->globalPos(), wordsOf(m_tree.rows[*row]), this);
        else
            QToolTip::hideText();
        return true;
    }
    return QWidget::event(event);
}

} // namespace interleave::explore

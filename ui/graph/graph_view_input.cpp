// What mouse and keyboard do in the graph.

#include "ui/graph/graph_view.h"

#include "ui/graph/words.h"

#include <QAccessible>
#include <QApplication>
#include <QClipboard>
#include <QFileDialog>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMenu>
#include <QMouseEvent>
#include <QSaveFile>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace interleave::graph {

using analysis::WaitEdge;
using analysis::WaitNode;

namespace {

constexpr double reach = 6; ///< how near to an edge the mouse has to be

double distanceTo(const QLineF& line, QPointF at)
{
    const QPointF way = line.p2() - line.p1();
    const double length = QPointF::dotProduct(way, way);
    const double share = length == 0 ? 0 : std::clamp(QPointF::dotProduct(at - line.p1(), way) / length, 0.0, 1.0);
    return QLineF(at, line.p1() + way * share).length();
}

} // namespace

std::optional<std::size_t> GraphView::nodeAt(QPointF at) const
{
    for (std::size_t i = 0; i < m_shown.nodes.size(); ++i)
        if (m_shown.nodes[i].contains(inGraph(at)))
            return i;
    return std::nullopt;
}

std::optional<std::size_t> GraphView::edgeAt(QPointF at) const
{
    std::optional<std::size_t> nearest;
    double least = reach;
    for (std::size_t i = 0; i < m_shown.edges.size(); ++i)
        for (int k = 1; k < m_shown.edges[i].points.size(); ++k) {
            const QLineF line(m_shown.edges[i].points[k - 1], m_shown.edges[i].points[k]);
            if (const double distance = distanceTo(line, inGraph(at)); distance < least) {
                least = distance;
                nearest = i;
            }
        }
    return nearest;
}

QString GraphView::tipAt(QPointF at) const
{
    if (const auto node = nodeAt(at)) {
        QStringList lines{nameOf(*m_trace, m_graph.nodes()[*node])};
        for (const WaitEdge& edge : m_graph.edges())
            if (edge.from == *node || edge.to == *node)
                lines << sentence(*m_trace, m_graph, edge);
        return lines.mid(0, 8).join(QLatin1Char('\n'));
    }
    const auto edge = edgeAt(at);
    return edge ? sentence(*m_trace, m_graph, m_graph.edges()[*edge]) : QString();
}

bool GraphView::event(QEvent* event)
{
    if (event->type() == QEvent::ToolTip) {
        auto* help = static_cast<QHelpEvent*>(event);
        QToolTip::showText(help->globalPos(), tipAt(help->pos()), this);
        return true;
    }
    return QWidget::event(event);
}

void GraphView::mouseMoveEvent(QMouseEvent* event)
{
    const bool isOnLink = linkRect().contains(event->position());
    const auto node = nodeAt(event->position());
    const auto edge = node ? std::nullopt : edgeAt(event->position());
    setCursor(isOnLink || node || edge ? Qt::PointingHandCursor : Qt::ArrowCursor);
    if (edge != m_hoveredEdge) {
        m_hoveredEdge = edge;
        update();
    }
}

void GraphView::leaveEvent(QEvent*)
{
    m_hoveredEdge.reset();
    update();
}

void GraphView::mousePressEvent(QMouseEvent* event)
{
    endMotion();
    if (event->button() != Qt::LeftButton)
        return;
    if (linkRect().contains(event->position())) {
        m_session.setPlayhead(*m_lastAvoidable);
    } else if (const auto node = nodeAt(event->position())) {
        m_current = node;
        choose(*node);
    } else if (const auto edge = edgeAt(event->position())) {
        if (const Step since = m_graph.edges()[*edge].since; since != analysis::noStep)
            m_session.selectEvent(since);
    }
}

void GraphView::choose(std::size_t node)
{
    const WaitNode chosen = m_graph.nodes()[node];
    if (chosen.isLane())
        m_session.selectLane(chosen.lane);
    else
        m_session.selectObject(chosen.object);
    update();
}

// To the event that made somebody wait, or that took the resource.
void GraphView::goTo(std::size_t node)
{
    choose(node);
    for (const WaitEdge& edge : m_graph.edges()) {
        if (edge.from == node && edge.since != analysis::noStep) {
            m_session.selectEvent(edge.since);
            return;
        }
    }
}

void GraphView::keyPressEvent(QKeyEvent* event)
{
    endMotion();
    switch (event->key()) {
    case Qt::Key_Left:
    case Qt::Key_Right:
    case Qt::Key_Up:
    case Qt::Key_Down: walk(event->key()); return;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (m_current)
            goTo(*m_current);
        else if (!linkRect().isEmpty())
            m_session.setPlayhead(*m_lastAvoidable);
        return;
    case Qt::Key_Escape:
        if (m_current) {
            m_current.reset();
            update();
            return;
        }
        break;
    default: break;
    }
    if (event->matches(QKeySequence::Copy))
        QApplication::clipboard()->setText(dot());
    else
        QWidget::keyPressEvent(event);
}

// To the nearest node in a direction; sideways counts twice.
void GraphView::walk(int key)
{
    if (m_layout.nodes.empty())
        return;
    if (!m_current) {
        m_current = selectedNode().value_or(0);
    } else {
        const QPointF from = m_layout.nodes[*m_current].center();
        std::optional<std::size_t> best;
        double least = 1e9;
        for (std::size_t i = 0; i < m_layout.nodes.size(); ++i) {
            const QPointF way = m_layout.nodes[i].center() - from;
            const bool isAcross = key == Qt::Key_Left || key == Qt::Key_Right;
            const bool isBack = key == Qt::Key_Left || key == Qt::Key_Up;
            const double ahead = (isAcross ? way.x() : way.y()) * (isBack ? -1 : 1);
            const double aside = std::abs(isAcross ? way.y() : way.x());
            if (ahead > 1 && ahead + 2 * aside < least) {
                least = ahead + 2 * aside;
                best = i;
            }
        }
        if (best)
            m_current = best;
    }
    choose(*m_current);
    const QPointF at = m_layout.nodes[*m_current].center() * m_scale;
    setAccessibleName(tr("Wait-for graph: %1").arg(tipAt(at)));
    QAccessibleEvent changed(this, QAccessible::NameChanged);
    QAccessible::updateAccessibility(&changed);
}

void GraphView::focusInEvent(QFocusEvent* event)
{
    QWidget::focusInEvent(event);
    update();
}

void GraphView::focusOutEvent(QFocusEvent* event)
{
    QWidget::focusOutEvent(event);
    update();
}

void GraphView::contextMenuEvent(QContextMenuEvent* event)
{
    QMenu menu(this);
    QAction* copy = menu.addAction(tr("Copy as DOT"), this, [this] { QApplication::clipboard()->setText(dot()); });
    copy->setShortcut(QKeySequence::Copy);
    QAction* save = menu.addAction(tr("Save as DOT…"), this, &GraphView::saveDot);
    copy->setEnabled(!m_graph.nodes().empty());
    save->setEnabled(!m_graph.nodes().empty());
    menu.addSeparator();
    QAction* joins = menu.addAction(tr("Show who waits for the end of others"));
    joins->setCheckable(true);
    joins->setChecked(m_showsJoins);
    connect(joins, &QAction::toggled, this, &GraphView::setShowsJoins);
    menu.exec(event->globalPos());
}

void GraphView::saveDot()
{
    const QString path = QFileDialog::getSaveFileName(this, tr("Save the wait-for graph"), QStringLiteral("waits.dot"),
                                                      tr("Graphviz (*.dot *.gv)"));
    if (path.isEmpty())
        return;
    QSaveFile file(path);
    const QByteArray text = dot().toUtf8();
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size() || !file.commit())
        emit m_session.said(tr("%1 cannot be written: %2").arg(path, file.errorString()), session::Severity::Warning);
}

} // namespace interleave::graph

#include "ui/graph/graph_view.h"

#include "ui/graph/words.h"
#include "ui/theme/fonts.h"
#include "ui/theme/metrics.h"
#include "ui/theme/style.h"

#include <QPainter>
#include <QResizeEvent>

#include <algorithm>
#include <cmath>

namespace interleave::graph {

namespace metrics = theme::metrics;
using analysis::WaitEdge;
using analysis::WaitForGraph;
using analysis::WaitKind;
using analysis::WaitNode;

namespace {

constexpr double emptyHeight = 56;
constexpr double tallest = 900;   // taller graphs are scaled down
constexpr double leastScale = 0.6;
constexpr int wholeMotion = metrics::graphMotion + metrics::edgeGrowMotion;

} // namespace

GraphView::GraphView(session::Session& session, QWidget* parent)
    : QWidget(parent), m_session(session), m_refresher(*this, [this] { takeMoment(); })
{
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setContextMenuPolicy(Qt::DefaultContextMenu);
    setAccessibleName(tr("Wait-for graph"));
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setSizePolicy(policy);
    m_motion.setStartValue(0.0);
    m_motion.setEndValue(1.0);
    connect(&m_motion, &QVariantAnimation::valueChanged, this, [this] {
        const double at = m_motion.currentValue().toDouble() * m_motion.duration();
        const double left = 1 - std::min(1.0, at / metrics::graphMotion);
        m_moved = 1 - left * left * left;
        m_grown = std::clamp((at - metrics::graphMotion) / metrics::edgeGrowMotion, 0.0, 1.0);
        moveNodes();
        update();
    });
    using session::Session;
    connect(&m_session, &Session::runStarted, &m_refresher, &widgets::Refresher::soon);
    connect(&m_session, &Session::playheadMoved, &m_refresher, &widgets::Refresher::soon);
    connect(&m_session, &Session::laneSelected, this, qOverload<>(&QWidget::update));
    connect(&m_session, &Session::objectSelected, this, qOverload<>(&QWidget::update));
    refresh();
}

void GraphView::takeMoment()
{
    const QString noteBefore = note();
    const QString titleBefore = title();
    std::map<WaitNode, QPointF> before;
    for (std::size_t i = 0; i < m_graph.nodes().size(); ++i)
        before[m_graph.nodes()[i]] = m_shown.nodes[i].center();
    std::set<std::pair<WaitNode, WaitNode>> red;
    for (const WaitEdge& edge : m_graph.edges())
        if (edge.isInCycle)
            red.emplace(m_graph.nodes()[edge.from], m_graph.nodes()[edge.to]);
    const std::optional<WaitNode> current = m_current ? std::optional(m_graph.nodes()[*m_current]) : std::nullopt;

    const bool isOther = m_trace != m_session.trace();
    m_trace = m_session.trace();
    m_graph = {};
    m_joins = 0;
    if (m_trace) {
        const session::Moment& moment = m_session.moment();
        const WaitForGraph all = WaitForGraph::of(*m_trace, moment.state, moment.ledger);
        m_graph = m_showsJoins ? all : all.without(WaitKind::Joins);
        m_joins = all.edges().size() - m_graph.edges().size();
    }
    m_hoveredEdge.reset();
    m_current = current ? m_graph.find(*current) : std::nullopt;
    m_isNew.assign(m_graph.edges().size(), false);
    for (std::size_t i = 0; i < m_graph.edges().size(); ++i) {
        const WaitEdge& edge = m_graph.edges()[i];
        m_isNew[i] = edge.isInCycle && !red.contains({m_graph.nodes()[edge.from], m_graph.nodes()[edge.to]});
    }
    place();
    startMotion(isOther ? std::map<WaitNode, QPointF>() : before);
    setAccessibleDescription(m_trace ? description(*m_trace, m_graph) : QString());
    tellHead(noteBefore, titleBefore);
    update();
}

void GraphView::place()
{
    std::vector<double> widths;
    for (const WaitNode& node : m_graph.nodes())
        widths.push_back(widthOf(*m_trace, node));
    m_layout = layOut(m_graph, widths, std::max(width(), 200));
    m_scale = std::clamp(tallest / std::max(1.0, m_layout.size.height()), leastScale, 1.0);
    if (m_scale < 1) {
        m_layout = layOut(m_graph, widths, std::max(width(), 200) / m_scale);
        m_scale = std::clamp(tallest / std::max(1.0, m_layout.size.height()), m_scale, 1.0);
        m_layout = layOut(m_graph, widths, std::max(width(), 200) / m_scale);
    }
    m_shown = m_layout;
    const int height = sizeHint().height();
    if (height != this->height())
        setFixedHeight(height);
}

QSize GraphView::sizeHint() const
{
    const double link = m_lastAvoidable && !m_graph.cycles().empty() ? 24 : 0;
    const double height = m_graph.nodes().empty() ? emptyHeight : m_layout.size.height() * m_scale + link;
    return {metrics::rightDockMinimum, static_cast<int>(std::ceil(height))};
}

// Nodes go to their new places, then what closed a ring grows along its length, once.
void GraphView::startMotion(const std::map<WaitNode, QPointF>& before)
{
    m_motion.stop();
    m_from.clear();
    for (std::size_t i = 0; i < m_graph.nodes().size(); ++i)
        if (const auto place = before.find(m_graph.nodes()[i]); place != before.end())
            if (place->second != m_layout.nodes[i].center())
                m_from.insert(*place);
    const bool hasNew = std::find(m_isNew.begin(), m_isNew.end(), true) != m_isNew.end();
    const bool moves = !m_from.empty() || hasNew;
    m_moved = m_grown = 1;
    if (!moves || theme::motionTime(*this, wholeMotion) == 0 || !isVisible())
        return;
    m_moved = m_grown = 0;
    m_motion.setDuration(hasNew ? wholeMotion : metrics::graphMotion);
    m_motion.start();
    moveNodes();
}

void GraphView::endMotion()
{
    if (m_motion.state() == QAbstractAnimation::Stopped)
        return;
    m_motion.stop();
    m_moved = m_grown = 1;
    moveNodes();
    update();
}

void GraphView::moveNodes()
{
    m_shown = m_layout;
    if (m_moved >= 1 || m_from.empty())
        return;
    for (std::size_t i = 0; i < m_graph.nodes().size(); ++i)
        if (const auto from = m_from.find(m_graph.nodes()[i]); from != m_from.end())
            m_shown.nodes[i].moveCenter(from->second + (m_layout.nodes[i].center() - from->second) * m_moved);
    for (std::size_t i = 0; i < m_graph.edges().size(); ++i) {
        const WaitEdge& edge = m_graph.edges()[i];
        if (edge.from == edge.to)
            continue;
        const QRectF& from = m_shown.nodes[edge.from];
        const QRectF& to = m_shown.nodes[edge.to];
        m_shown.edges[i].points = {borderPoint(from, to.center()), borderPoint(to, from.center())};
        m_shown.edges[i].hasLabel = false;
    }
}

QString GraphView::note() const
{
    const std::size_t cycles = m_graph.cycles().size();
    if (cycles == 0)
        return m_graph.nodes().empty() ? QString() : tr("no cycle");
    return cycles == 1 ? tr("1 cycle") : tr("%1 cycles").arg(cycles);
}

QString GraphView::title() const
{
    const bool isAwaiting =
        !m_graph.edges().empty() &&
        std::all_of(m_graph.edges().begin(), m_graph.edges().end(), [this](const WaitEdge& edge) {
            return edge.kind == WaitKind::Awaits && word(*m_trace, m_graph, edge) == tr("awaits");
        });
    return isAwaiting ? tr("Await graph") : tr("Wait-for graph");
}

void GraphView::tellHead(const QString& noteBefore, const QString& titleBefore)
{
    if (note() != noteBefore || title() != titleBefore)
        emit headChanged();
}

void GraphView::setShowsJoins(bool shows)
{
    if (shows == m_showsJoins)
        return;
    m_showsJoins = shows;
    refresh();
}

void GraphView::setLastAvoidable(std::optional<Step> step)
{
    m_lastAvoidable = step;
    place();
    update();
}

QString GraphView::dot() const
{
    return m_trace ? QString::fromStdString(analysis::dotText(*m_trace, m_graph)) : QString();
}

std::optional<std::size_t> GraphView::selectedNode() const
{
    if (!isNone(m_session.selectedObject()))
        if (const auto node = m_graph.find({LaneId::none, m_session.selectedObject()}))
            return node;
    return isNone(m_session.selectedLane()) ? std::nullopt
                                            : m_graph.find({m_session.selectedLane(), ObjectId::none});
}

QRectF GraphView::linkRect() const
{
    if (!m_lastAvoidable || m_graph.cycles().empty())
        return {};
    return QRectF(margin, height() - 28, width() - 2 * margin, 20);
}

void GraphView::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const theme::Palette& colours = theme::paletteFor(*this);
    painter.fillRect(rect(), colours.panel);
    if (m_graph.nodes().empty()) {
        painter.setFont(theme::font(theme::TextRole::Body));
        painter.setPen(colours.secondary);
        QString text = tr("Nobody waits for anybody.");
        if (m_joins > 0)
            text += QLatin1Char('\n')
                    + (m_joins == 1 ? tr("1 lane waits for the end of another.")
                                    : tr("%1 times a lane waits for the end of another.").arg(m_joins));
        painter.drawText(rect(), Qt::AlignCenter, text);
    } else {
        painter.save();
        painter.scale(m_scale, m_scale);
        Picture picture{m_trace.get(), &m_graph, &m_shown, m_grown, m_isNew, m_hoveredEdge, selectedNode(), {}};
        if (hasFocus())
            picture.current = m_current;
        paintGraph(painter, picture, colours);
        painter.restore();
    }
    if (const QRectF link = linkRect(); !link.isEmpty()) {
        QFont font = theme::font(theme::TextRole::SecondaryLine);
        font.setUnderline(true);
        painter.setFont(font);
        painter.setPen(colours.accent);
        painter.drawText(link, Qt::AlignCenter, tr("Still open before step %1").arg(*m_lastAvoidable + 1));
    }
    if (hasFocus() && !m_current) {
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(QPen(colours.accent, metrics::focusRing));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(QRectF(rect()).adjusted(3, 3, -3, -3), metrics::controlRadius, metrics::controlRadius);
    }
}

void GraphView::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    if (event->size().width() != event->oldSize().width()) {
        endMotion();
        place();
    }
}

void GraphView::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    m_refresher.soon();
}

} // namespace interleave::graph

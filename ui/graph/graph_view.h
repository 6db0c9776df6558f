#pragma once

#include "ui/session/session.h"

#include "core/analysis/wait_for_graph.h"
#include "ui/graph/layout.h"
#include "ui/graph/paint.h"
#include "ui/widgets/refresher.h"

#include <QVariantAnimation>
#include <QWidget>

#include <map>
#include <optional>
#include <set>

namespace interleave::graph {

/// Who waits for whom at the playhead, drawn, as the body of a section.
///
/// A click on a node selects its lane or resource, a click on an arrow goes to the event that made it. The arrow keys
/// walk from node to node, Enter goes to the event, the menu key opens the menu (DOT, joins).
class GraphView : public QWidget
{
    Q_OBJECT

public:
    /// Keeps a reference to the session, which must outlive it.
    explicit GraphView(session::Session& session, QWidget* parent = nullptr);

    const analysis::WaitForGraph& graph() const { return m_graph; }
    const Layout& layoutOfGraph() const { return m_layout; }
    /// What stands beside the section's title: "1 cycle".
    QString note() const;
    /// "Wait-for graph", or "Await graph" where results are what is waited for.
    QString title() const;
    /// Whether lanes that only wait for the end of others are shown; a ring shows them in any case.
    bool showsJoins() const { return m_showsJoins; }
    void setShowsJoins(bool shows);
    /// The event before which the ring of the ending could still be avoided; none hides the link to it.
    void setLastAvoidable(std::optional<Step> step);
    /// The whole graph in the language of Graphviz.
    QString dot() const;
    /// Shows the moment of the playhead at once instead of in the next frame.
    void refresh() { m_refresher.now(); }
    QSize sizeHint() const override;

signals:
    /// note() or title() are others.
    void headChanged();

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    bool event(QEvent* event) override;

private:
    void takeMoment();
    void place();
    void startMotion(const std::map<analysis::WaitNode, QPointF>& before);
    void endMotion();
    void moveNodes();
    void tellHead(const QString& noteBefore, const QString& titleBefore);
    std::optional<std::size_t> nodeAt(QPointF at) const;
    std::optional<std::size_t> edgeAt(QPointF at) const;
    std::optional<std::size_t> selectedNode() const;
    QPointF inGraph(QPointF at) const { return at / m_scale; }
    QRectF linkRect() const;
    QString tipAt(QPointF at) const;
    void choose(std::size_t node);
    void goTo(std::size_t node);
    void walk(int key);
    void saveDot();

    session::Session& m_session;
    std::shared_ptr<const trace::Trace> m_trace; ///< the graph's
    analysis::WaitForGraph m_graph;
    std::size_t m_joins = 0; ///< edges that are left out
    Layout m_layout;         ///< where everything comes to rest
    Layout m_shown;          ///< where it is now
    double m_scale = 1;
    bool m_showsJoins = false;
    std::optional<Step> m_lastAvoidable;
    std::optional<std::size_t> m_current;
    std::optional<std::size_t> m_hoveredEdge;

    QVariantAnimation m_motion; ///< of nodes, then of new red edges
    std::map<analysis::WaitNode, QPointF> m_from;
    std::vector<bool> m_isNew;
    double m_moved = 1;
    double m_grown = 1;
    widgets::Refresher m_refresher;
};

} // namespace interleave::graph

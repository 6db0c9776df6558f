// First of all: the rules have a member that Qt's keywords would rename.
#include "ui/session/session.h"

#include "ui/graph/paint.h"

#include "ui/graph/words.h"
#include "ui/theme/fonts.h"
#include "ui/theme/metrics.h"

#include <QFontMetricsF>
#include <QPainterPath>

#include <algorithm>
#include <cmath>

namespace interleave::graph {
namespace {

namespace metrics = theme::metrics;
using analysis::WaitEdge;
using analysis::WaitKind;
using theme::TextRole;

constexpr double chipLeft = 6;
constexpr double textLeft = 30;
constexpr double textRight = 12;
constexpr double headLength = 9;
constexpr double headWidth = 8;

struct Stroke
{
    QColor colour;
    double width;
    QVector<qreal> dashes; ///< in widths; empty for solid
};

Stroke strokeOf(const Picture& picture, std::size_t number, const theme::Palette& colours)
{
    const WaitEdge& edge = picture.graph->edges()[number];
    Stroke stroke{colours.secondary, metrics::arrowLine, {}};
    switch (edge.kind) {
    case WaitKind::Wants: stroke.colour = colours.error; break;
    case WaitKind::Awaits: stroke.colour = colours.futureColour; break;
    case WaitKind::HeldBy:
    case WaitKind::Joins:
    case WaitKind::Behind:
    case WaitKind::NeedsThread: break;
    case WaitKind::MayHelp: stroke.colour = colours.hint; break;
    }
    if (edge.isInCycle)
        stroke = {colours.error, metrics::cycleLine, {}};
    else if (picture.hoveredEdge == number)
        stroke.width = metrics::strongOutline;
    // Lengths in pixels, whatever the width.
    const auto pixels = [&](qreal on, qreal off) { stroke.dashes = {on / stroke.width, off / stroke.width}; };
    if (edge.kind == WaitKind::MayHelp)
        pixels(2, 3);
    else if (edge.kind != WaitKind::HeldBy)
        pixels(8, 4);
    return stroke;
}

void paintHead(QPainter& painter, QPointF tip, QPointF from, const Stroke& stroke, bool isOpen)
{
    const QPointF way = tip - from;
    const double length = std::max(1e-6, std::hypot(way.x(), way.y()));
    const QPointF along = way / length;
    const QPointF across(-along.y(), along.x());
    const QPointF foot = tip - along * headLength;
    const QPolygonF head{foot + across * headWidth / 2, tip, foot - across * headWidth / 2};
    painter.setPen(isOpen ? QPen(stroke.colour, stroke.width) : QPen(Qt::NoPen));
    painter.setBrush(isOpen ? QBrush(Qt::NoBrush) : QBrush(stroke.colour));
    if (isOpen)
        painter.drawPolyline(head);
    else
        painter.drawPolygon(head);
}

/// The first `share` of a line.
QPolygonF part(const QPolygonF& points, double share)
{
    if (share >= 1)
        return points;
    double length = 0;
    for (int i = 1; i < points.size(); ++i)
        length += QLineF(points[i - 1], points[i]).length();
    double left = length * share;
    QPolygonF rest{points.first()};
    for (int i = 1; i < points.size() && left > 0; ++i) {
        const QLineF line(points[i - 1], points[i]);
        rest << (line.length() <= left ? points[i] : line.pointAt(left / line.length()));
        left -= line.length();
    }
    return rest;
}

void paintEdge(QPainter& painter, const Picture& picture, std::size_t number, const theme::Palette& colours)
{
    const Stroke stroke = strokeOf(picture, number, colours);
    const bool isNew = number < picture.isNew.size() && picture.isNew[number];
    QPolygonF points = part(picture.layout->edges[number].points, isNew ? picture.grown : 1);
    if (points.size() < 2)
        return;
    const bool isOpen = picture.graph->edges()[number].kind == WaitKind::Awaits;
    const bool hasHead = picture.graph->edges()[number].kind != WaitKind::MayHelp;
    const QPointF tip = points.last();
    const QPointF before = points[points.size() - 2];
    if (hasHead && !isOpen) {
        // The line ends inside the head: a thick one would show beyond the tip.
        const QLineF last(before, tip);
        if (last.length() > headLength)
            points.last() = last.pointAt(1 - (headLength - 1) / last.length());
    }
    QPen pen(stroke.colour, stroke.width, Qt::SolidLine, Qt::FlatCap);
    if (!stroke.dashes.isEmpty())
        pen.setDashPattern(stroke.dashes);
    painter.setPen(pen);
    painter.setBrush(Qt::NoBrush);
    painter.drawPolyline(points);
    if (hasHead)
        paintHead(painter, tip, before, stroke, isOpen);
}

QRectF plateOf(const Layout::Path& path, const QSizeF& text)
{
    QRectF plate({}, text);
    plate.moveCenter(path.label);
    if (path.side & Qt::AlignLeft)
        plate.moveLeft(path.label.x());
    else if (path.side & Qt::AlignRight)
        plate.moveRight(path.label.x());
    return plate;
}

void paintLabel(QPainter& painter, const Picture& picture, std::size_t number, const theme::Palette& colours)
{
    const WaitEdge& edge = picture.graph->edges()[number];
    const Layout::Path& path = picture.layout->edges[number];
    const bool isShown = path.hasLabel || picture.hoveredEdge == number;
    // Dotted lines say the same of everybody they lead to.
    const bool isRepeated = edge.kind == WaitKind::MayHelp && number > 0 &&
                            picture.graph->edges()[number - 1].kind == WaitKind::MayHelp &&
                            picture.graph->edges()[number - 1].from == edge.from;
    if (!isShown || isRepeated)
        return;
    const QString text = word(*picture.trace, *picture.graph, edge);
    painter.setFont(theme::font(edge.kind == WaitKind::MayHelp ? TextRole::SecondaryLine : TextRole::SegmentStrong));
    const QFontMetricsF measure(painter.font());
    const QRectF plate = plateOf(path, QSizeF(measure.horizontalAdvance(text), measure.height()));
    painter.fillRect(plate.adjusted(-2, 0, 2, 0), colours.panel);
    painter.setPen(edge.kind == WaitKind::MayHelp ? colours.secondary : strokeOf(picture, number, colours).colour);
    painter.drawText(plate, Qt::AlignCenter | Qt::TextDontClip, text);
}

void paintNode(QPainter& painter, const Picture& picture, std::size_t number, const theme::Palette& colours)
{
    const analysis::WaitNode& node = picture.graph->nodes()[number];
    const QRectF rect = picture.layout->nodes[number];
    const auto sign = signOf(*picture.trace, node);
    const auto* lane = std::get_if<theme::LaneSign>(&sign);
    const auto* resource = std::get_if<theme::ResourceSign>(&sign);
    const QColor colour =
        lane != nullptr ? colours.lane(lane->colour) : colours.resource(resource->kind, resource->nthOfKind);
    const double radius = lane != nullptr ? rect.height() / 2 : metrics::resourceRadius;
    painter.setPen(QPen(colour, metrics::strongOutline));
    painter.setBrush(picture.selected == number ? colours.selection : colours.panel);
    painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), radius, radius);
    if (picture.current == number) {
        painter.setPen(QPen(colours.accent, metrics::focusRing));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(rect.adjusted(-2, -2, 2, 2), radius + 2, radius + 2);
    }
    const QRectF chip(rect.left() + chipLeft, rect.center().y() - 9, metrics::chipSize, metrics::chipSize);
    if (lane != nullptr)
        theme::paintLaneChip(painter, chip, *lane, colours);
    else
        theme::paintResourceChip(painter, chip, *resource, colours);
    painter.setFont(theme::font(TextRole::BodyStrong));
    painter.setPen(colours.text);
    const QRectF text = rect.adjusted(textLeft, 0, -textRight + 4, 0);
    painter.drawText(text, Qt::AlignVCenter,
                     painter.fontMetrics().elidedText(nameOf(*picture.trace, node), Qt::ElideMiddle,
                                                      static_cast<int>(text.width())));
}

void paintRing(QPainter& painter, const Picture& picture, std::size_t number, const theme::Palette& colours)
{
    const analysis::WaitCycle& cycle = picture.graph->cycles()[number];
    const QRectF room = picture.layout->rings[number];
    if (room.isEmpty())
        return;
    const QPointF middle = room.center();
    painter.setFont(theme::font(TextRole::BodyStrong));
    painter.setPen(colours.error);
    painter.drawText(QRectF(room.left(), middle.y() - 17, room.width(), 16), Qt::AlignCenter | Qt::TextDontClip,
                     ringTitle(cycle));
    painter.setFont(theme::font(TextRole::SecondaryLine));
    painter.setPen(colours.secondary);
    painter.drawText(QRectF(room.left(), middle.y() - 1, room.width(), 16), Qt::AlignCenter | Qt::TextDontClip,
                     ringNote(*picture.trace, cycle));
}

} // namespace

double widthOf(const trace::Trace& trace, const analysis::WaitNode& node)
{
    return textLeft + theme::textWidth(nameOf(trace, node), TextRole::BodyStrong) + textRight;
}

void paintGraph(QPainter& painter, const Picture& picture, const theme::Palette& colours)
{
    painter.setRenderHint(QPainter::Antialiasing);
    // What is in a ring lies above what is not.
    for (const bool isInCycle : {false, true})
        for (std::size_t i = 0; i < picture.graph->edges().size(); ++i)
            if (picture.graph->edges()[i].isInCycle == isInCycle)
                paintEdge(painter, picture, i, colours);
    for (std::size_t i = 0; i < picture.graph->edges().size(); ++i)
        paintLabel(painter, picture, i, colours);
    for (std::size_t i = 0; i < picture.graph->cycles().size(); ++i)
        paintRing(painter, picture, i, colours);
    for (std::size_t i = 0; i < picture.graph->nodes().size(); ++i)
        paintNode(painter, picture, i, colours);
}

} // namespace interleave::graph

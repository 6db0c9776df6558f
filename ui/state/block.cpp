#include "ui/state/block.h"

#include "ui/theme/contrast.h"
#include "ui/theme/metrics.h"
#include "ui/theme/patterns.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <functional>

namespace interleave::state {
namespace {

namespace metrics = theme::metrics;
using theme::Palette;
using theme::TextRole;

constexpr double pieceGap = 7;
constexpr double wordGap = 4;
constexpr double chip = 16;
constexpr double arrowLength = 28;
constexpr double dot = 9;
constexpr double dotGap = 4;
constexpr std::int64_t mostDots = 20;
constexpr int cardGap = 4;   ///< above and below a card
constexpr int cardPad = 5;
constexpr int rowPad = 2;
constexpr double boxGap = 5;
constexpr double leastBox = 30;
constexpr double mostBox = 50;
constexpr double boxHeight = 37;

QRectF middled(double x, const QRectF& line, double width, double height)
{
    return QRectF(x, line.center().y() - height / 2, width, height);
}

/// How wide a piece wants to be.
double widthOf(const Piece& piece)
{
    if (const auto* words = std::get_if<Words>(&piece))
        return theme::textWidth(words->text, words->font);
    if (std::holds_alternative<Swatch>(piece))
        return chip;
    if (std::holds_alternative<Arrow>(piece))
        return arrowLength;
    if (const auto* dots = std::get_if<Dots>(&piece))
        return static_cast<double>(std::min(dots->all, mostDots)) * (dot + dotGap);
    return std::holds_alternative<Mark>(piece) ? 14 : chip;
}

bool isText(const Piece& piece)
{
    return std::holds_alternative<Words>(piece);
}

void paintDots(QPainter& painter, const QRectF& line, double x, const Dots& dots, const Palette& colours)
{
    painter.setRenderHint(QPainter::Antialiasing);
    for (std::int64_t i = 0; i < std::min(dots.all, mostDots); ++i) {
        const QRectF rect = middled(x + static_cast<double>(i) * (dot + dotGap), line, dot, dot);
        const bool isFilled = i < dots.filled;
        painter.setPen(QPen(isFilled ? colours.accent : colours.controlOutline, 1.25));
        painter.setBrush(isFilled ? QBrush(colours.accent) : QBrush(Qt::NoBrush));
        painter.drawEllipse(rect.adjusted(0.6, 0.6, -0.6, -0.6));
    }
}

void paintArrow(QPainter& painter, const QRectF& line, double x, const Palette& colours)
{
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(colours.secondary, metrics::arrowLine));
    const double y = line.center().y();
    painter.drawLine(QPointF(x, y), QPointF(x + arrowLength - 6, y));
    painter.setPen(Qt::NoPen);
    painter.setBrush(colours.secondary);
    painter.drawPolygon(QPolygonF{QPointF(x + arrowLength - 8, y - 4), QPointF(x + arrowLength, y),
                                  QPointF(x + arrowLength - 8, y + 4)});
}

void paintPiece(QPainter& painter, const QRectF& line, double x, double width, const Piece& piece,
                const BlockLook& look, const Palette& colours)
{
    if (const auto* words = std::get_if<Words>(&piece)) {
        QFont font = theme::font(words->font);
        const bool isHovered = words->link != noLink && look.hoveredLink == words->link;
        font.setUnderline(isHovered);
        painter.setFont(font);
        painter.setPen(isHovered ? colours.accent : colours.colour(words->colour));
        painter.drawText(QRectF(x, line.top(), width + 1, line.height()), Qt::AlignVCenter | Qt::TextSingleLine,
                         painter.fontMetrics().elidedText(words->text, Qt::ElideMiddle, static_cast<int>(width)));
    } else if (const auto* lane = std::get_if<theme::LaneSign>(&piece)) {
        theme::paintLaneChip(painter, middled(x, line, chip, chip), *lane, colours);
    } else if (const auto* resource = std::get_if<theme::ResourceSign>(&piece)) {
        theme::paintResourceChip(painter, middled(x, line, chip, chip), *resource, colours);
    } else if (const auto* swatch = std::get_if<Swatch>(&piece)) {
        const QRectF rect = middled(x, line, chip, 12);
        theme::paintSegment(painter, rect, swatch->state, colours, rect.topLeft());
    } else if (const auto* mark = std::get_if<Mark>(&piece)) {
        theme::paintIcon(painter, middled(x, line, 14, 14), mark->icon, colours.colour(mark->colour));
    } else if (const auto* dots = std::get_if<Dots>(&piece)) {
        paintDots(painter, line, x, *dots, colours);
    } else {
        paintArrow(painter, line, x, colours);
    }
}

using Visit = std::function<void(double x, double width, const Piece&)>;

/// Gives every piece its place; what comes from the right goes first, what comes from the left has the rest.
void visitPieces(const QRectF& line, const Line& content, const Visit& visit)
{
    double right = line.right();
    for (auto piece = content.right.rbegin(); piece != content.right.rend(); ++piece) {
        const double width = std::min(widthOf(*piece), right - line.left());
        right -= width;
        visit(right, width, *piece);
        right -= pieceGap;
    }
    double x = line.left() + content.indent;
    for (std::size_t i = 0; i < content.left.size() && x < right; ++i) {
        const double least = i == 0 ? content.labelWidth : 0;
        const double width = std::min(std::max(least, widthOf(content.left[i])), right - x);
        visit(x, width, content.left[i]);
        const bool isRunOn = isText(content.left[i]) && i + 1 < content.left.size() && isText(content.left[i + 1]);
        x += width + (isRunOn ? wordGap : pieceGap);
    }
}

struct BoxPlaces
{
    std::vector<QRectF> items;
    std::vector<QRectF> free;
    std::int64_t hidden = 0;
};

BoxPlaces placesOf(const QRectF& line, const Boxes& boxes)
{
    BoxPlaces places;
    const auto all =
        static_cast<double>(boxes.boxes.size()) + static_cast<double>(std::min<std::int64_t>(boxes.free, 100));
    const double width = std::clamp((line.width() + boxGap) / std::max(1.0, all) - boxGap, leastBox, mostBox);
    const bool isTight = all * (width + boxGap) - boxGap > line.width() + 0.5 || boxes.more > 0;
    const auto fit = static_cast<std::size_t>((line.width() - (isTight ? 40 : 0) + boxGap) / (width + boxGap));
    double x = line.left();
    for (std::size_t i = 0; i < boxes.boxes.size() && i < fit; ++i, x += width + boxGap)
        places.items.emplace_back(x, line.top(), width, boxHeight);
    for (std::int64_t i = 0; i < boxes.free && places.items.size() + places.free.size() < fit; ++i, x += width + boxGap)
        places.free.emplace_back(x, line.top(), width, boxHeight);
    places.hidden = static_cast<std::int64_t>(boxes.boxes.size() - places.items.size()) + boxes.more;
    return places;
}

void paintBoxes(QPainter& painter, const QRectF& line, const Boxes& boxes, const BlockLook& look,
                const Palette& colours)
{
    painter.setRenderHint(QPainter::Antialiasing);
    const BoxPlaces places = placesOf(line, boxes);
    for (std::size_t i = 0; i < places.items.size(); ++i) {
        const Boxes::Box& box = boxes.boxes[i];
        const QRectF rect = places.items[i];
        const QColor colour = box.lane ? colours.lane(box.lane->colour) : colours.controlOutline;
        painter.setPen(QPen(colour, box.link != noLink && look.hoveredLink == box.link ? 2 : 1));
        painter.setBrush(theme::blend(colours.panel, colour, 0.12));
        painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), metrics::segmentRadius, metrics::segmentRadius);
        painter.setFont(theme::font(TextRole::BodyStrong));
        painter.setPen(colours.text);
        const QRectF text(rect.left() + 3, rect.top() + 3, rect.width() - 6, 16);
        painter.drawText(text, Qt::AlignCenter,
                         painter.fontMetrics().elidedText(box.text, Qt::ElideRight, static_cast<int>(text.width())));
        if (box.lane)
            theme::paintLaneChip(painter, QRectF(rect.center().x() - 6, rect.bottom() - 15, 12, 12), *box.lane,
                                 colours);
    }
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(colours.controlOutline, 1, Qt::DashLine));
    for (const QRectF& rect : places.free)
        painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), metrics::segmentRadius, metrics::segmentRadius);
    if (places.hidden > 0) {
        painter.setFont(theme::font(TextRole::SecondaryLine));
        painter.setPen(colours.secondary);
        painter.drawText(QRectF(line.right() - 38, line.top(), 38, boxHeight), Qt::AlignRight | Qt::AlignVCenter,
                         QStringLiteral("+ %1").arg(places.hidden));
    }
}

QRectF insideOf(const QRectF& rect, const Block& block)
{
    if (!block.card)
        return rect.adjusted(metrics::padding, rowPad, -metrics::padding, -rowPad);
    return rect.adjusted(8 + 11, cardGap + cardPad, -8 - 10, -cardGap - cardPad);
}

void visitLines(const QRectF& rect, const Block& block, const std::function<void(const QRectF&, const Line&)>& visit)
{
    QRectF inside = insideOf(rect, block);
    for (const Line& line : block.lines) {
        inside.setHeight(line.height);
        visit(inside, line);
        inside.moveTop(inside.top() + line.height);
    }
}

const Boxes* boxesOf(const Line& line)
{
    return line.left.size() == 1 ? std::get_if<Boxes>(&line.left.front()) : nullptr;
}

void paintGround(QPainter& painter, const QRectF& rect, const Block& block, const BlockLook& look,
                 const Palette& colours)
{
    if (!block.card) {
        if (look.isSelected || look.isHovered)
            painter.fillRect(rect, look.isSelected ? colours.selection : colours.hover);
        return;
    }
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF frame = rect.adjusted(8.5, cardGap + 0.5, -8.5, -cardGap - 0.5);
    painter.setPen(QPen(look.isSelected ? colours.accent : colours.controlOutline, look.isSelected ? 2 : 1));
    painter.setBrush(look.isHovered && !look.isSelected ? colours.hover : colours.raised);
    painter.drawRoundedRect(frame, metrics::cardRadius, metrics::cardRadius);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colours.resource(block.card->kind, block.card->nthOfKind));
    painter.drawRoundedRect(QRectF(frame.left() - 0.5, frame.top() + 1, 4, frame.height() - 2), 2, 2);
}

} // namespace

int Block::height() const
{
    int height = card ? 2 * (cardGap + cardPad) : 2 * rowPad;
    for (const Line& line : lines)
        height += line.height;
    return height;
}

void paintBlock(QPainter& painter, const QRectF& rect, const Block& block, const BlockLook& look,
                const Palette& colours)
{
    painter.save();
    paintGround(painter, rect, block, look, colours);
    visitLines(rect, block, [&](const QRectF& line, const Line& content) {
        if (const Boxes* boxes = boxesOf(content))
            return paintBoxes(painter, line, *boxes, look, colours);
        visitPieces(line, content, [&](double x, double width, const Piece& piece) {
            paintPiece(painter, line, x, width, piece, look, colours);
        });
    });
    if (look.isCurrent) {
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(colours.accent, metrics::focusRing));
        const QRectF ring = block.card ? rect.adjusted(6, cardGap - 2, -6, -cardGap + 2) : rect.adjusted(4, 1, -4, -1);
        painter.drawRoundedRect(ring, metrics::controlRadius, metrics::controlRadius);
    }
    painter.restore();
}

Step linkAt(const QRectF& rect, const Block& block, QPointF at)
{
    Step link = noLink;
    visitLines(rect, block, [&](const QRectF& line, const Line& content) {
        if (const Boxes* boxes = boxesOf(content)) {
            const BoxPlaces places = placesOf(line, *boxes);
            for (std::size_t i = 0; i < places.items.size(); ++i)
                if (places.items[i].contains(at))
                    link = boxes->boxes[i].link;
            return;
        }
        visitPieces(line, content, [&](double x, double width, const Piece& piece) {
            const auto* words = std::get_if<Words>(&piece);
            if (words != nullptr && words->link != noLink && QRectF(x, line.top(), width, line.height()).contains(at))
                link = words->link;
        });
    });
    return link;
}

} // namespace interleave::state

#include "ui/pictures/drawing.h"

#include "ui/pictures/paint_words.h"
#include "ui/theme/contrast.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/theme/patterns.h"

#include <QPainter>

#include <algorithm>

namespace interleave::pictures {
namespace {

namespace metrics = theme::metrics;
using theme::Palette;
using theme::TextRole;

constexpr Qt::Alignment left = Qt::AlignLeft | Qt::AlignVCenter;

constexpr double itemShare = 0.12; ///< of an item's ground that is the colour of who put it
constexpr double textLeft = 27;    ///< behind a chip
constexpr double plateSpare = 3;
constexpr double headLeft = 22;

void paintBox(QPainter& painter, const QRectF& rect, const QColor& ground, const QPen& pen)
{
    const double inset = pen.widthF() / 2;
    painter.setPen(pen);
    painter.setBrush(ground.isValid() ? QBrush(ground) : QBrush(Qt::NoBrush));
    painter.drawRoundedRect(rect.adjusted(inset, inset, -inset, -inset), metrics::segmentRadius,
                            metrics::segmentRadius);
}

QPen dashed(const QColor& colour)
{
    QPen pen(colour, 1);
    pen.setDashPattern({4, 3});
    return pen;
}

/// One or two lines beside a chip, or in the whole of a tile that has none.
void paintPerson(QPainter& painter, const QRectF& rect, const Tile& tile, bool isOnBar, const QColor& text,
                 const QColor& note, const QColor& plate, const Palette& colours)
{
    const bool hasTwo = !tile.note.isEmpty() && rect.height() >= 32;
    QRectF words = rect.adjusted(tile.chip ? textLeft : 8, 3, -6, -3);
    if (plate.isValid()) {
        const int first = theme::textWidth(tile.text, TextRole::BodyStrong);
        const int second = hasTwo ? theme::textWidth(tile.note, TextRole::Tick) : 0;
        const double width = std::min(words.width(), static_cast<double>(std::max(first, second)) + 1);
        painter.fillRect(
            QRectF(rect.left() + 5, words.top(), words.left() - rect.left() - 5 + width + plateSpare, words.height()),
            plate);
    }
    if (tile.chip) {
        const QRectF chip(rect.left() + 7, rect.center().y() - 8, 16, 16);
        if (isOnBar)
            theme::paintLaneChipOnBar(painter, chip, *tile.chip, colours);
        else
            theme::paintLaneChip(painter, chip, *tile.chip, colours);
    }
    const QRectF first = hasTwo ? QRectF(words.left(), words.top(), words.width(), 16) : words;
    paintWords(painter, first, tile.text, TextRole::BodyStrong, text, left);
    if (hasTwo)
        paintWords(painter,
                   QRectF(words.left(), first.bottom() - 1, words.width(), words.bottom() - first.bottom() + 1),
                   tile.note, TextRole::Tick, note, left);
}

void paintGone(QPainter& painter, const QRectF& rect, const Tile& tile, const Palette& colours)
{
    const theme::StateColours& killed = colours.state(theme::State::Killed);
    paintBox(painter, rect, killed.fill, QPen(colours.error, 2));
    theme::paintPattern(painter, rect.adjusted(2, 2, -2, -2), theme::State::Killed, colours, rect.topLeft());
    Tile words = tile;
    paintPerson(painter, rect.adjusted(0, 0, -20, 0), words, false, killed.text, killed.text, killed.fill, colours);
    const QRectF mark(rect.right() - 22, rect.center().y() - 8, 16, 16);
    painter.fillRect(mark.adjusted(-2, -2, 2, 2), killed.fill);
    theme::paintIcon(painter, mark, theme::Icon::Broken, colours.error);
}

void paintItem(QPainter& painter, const QRectF& rect, const Tile& tile, const Palette& colours)
{
    const QColor colour = tile.chip ? colours.lane(tile.chip->colour) : colours.controlOutline;
    paintBox(painter, rect, theme::blend(colours.panel, colour, itemShare),
             QPen(tile.isMarked ? colours.text : colour, tile.isMarked ? 2 : 1));
    const QRectF inside = rect.adjusted(4, 3, -4, -3);
    paintWords(painter, QRectF(inside.left(), inside.top(), inside.width(), 11), tile.corner, TextRole::Tick,
               tile.isMarked ? colours.text : colours.hint, tile.isMarked ? Qt::AlignCenter : left);
    paintWords(painter, QRectF(inside.left(), inside.top() + 11, inside.width(), 16), tile.text, TextRole::BodyStrong,
               colours.text, Qt::AlignCenter);
    if (tile.chip)
        theme::paintLaneChip(painter, QRectF(rect.center().x() - 7, rect.bottom() - 18, 14, 14), *tile.chip, colours);
}

void paintNode(QPainter& painter, const QRectF& rect, const Tile& tile, const Palette& colours)
{
    const QColor colour = tile.chip ? colours.lane(tile.chip->colour) : colours.controlOutline;
    paintBox(painter, rect, theme::blend(colours.panel, colour, itemShare),
             QPen(tile.isMarked ? colours.text : colour, tile.isMarked ? 2 : 1));
    const bool hasChip = tile.chip && rect.width() >= 24;
    const QRectF inside = rect.adjusted(2, 2, -2, -2);
    const bool isWhole = theme::textWidth(tile.text, TextRole::BodyStrong) <= inside.width();
    const QString text = isWhole || tile.brief.isEmpty() ? tile.text : tile.brief;
    paintWords(painter, hasChip ? QRectF(inside.left(), inside.top(), inside.width(), 16) : inside, text,
               rect.width() < 24 ? TextRole::Tick : TextRole::BodyStrong, colours.text, Qt::AlignCenter);
    if (hasChip)
        theme::paintLaneChip(painter, QRectF(rect.center().x() - 7, rect.bottom() - 17, 14, 14), *tile.chip, colours);
}

void paintFree(QPainter& painter, const QRectF& rect, const Tile& tile, const Palette& colours)
{
    paintBox(painter, rect, tile.isMarked ? colours.warningGround : QColor(),
             dashed(tile.isMarked ? colours.warning : colours.controlOutline));
    const QRectF inside = rect.adjusted(4, 3, -4, -3);
    paintWords(painter, QRectF(inside.left(), inside.top(), inside.width(), 11), tile.corner, TextRole::Tick,
               colours.hint, left);
    const QColor text = tile.isMarked ? colours.warning : colours.hint;
    paintWords(painter, inside, tile.text, TextRole::SecondaryLine, text, Qt::AlignCenter);
}

void paintDoor(QPainter& painter, const QRectF& rect, const Tile& tile, const Palette& colours)
{
    const QColor colour = tile.isMarked ? colours.ok : colours.secondary;
    const QRectF frame(rect.left() + 1, rect.top() + 1, 22, rect.height() - 2);
    paintBox(painter, frame, tile.isMarked ? colours.okGround : QColor(), QPen(colour, 2));
    painter.setBrush(colour);
    painter.setPen(QPen(colour, 1));
    if (tile.isMarked) // the leaf stands open, seen from the side
        painter.drawPolygon(QPolygonF{frame.topLeft(), QPointF(frame.left() + 8, frame.top() + 5),
                                      QPointF(frame.left() + 8, frame.bottom() - 1), frame.bottomLeft()});
    else
        painter.drawRect(frame.adjusted(3, 3, -3, -2));
    if (!tile.isMarked) {
        painter.setBrush(colours.panel);
        painter.drawEllipse(QPointF(frame.right() - 6, frame.center().y()), 1.5, 1.5);
    }
    const double beside = frame.right() + 9;
    const QRectF first(beside, rect.top() + 1, rect.right() - beside, 17);
    paintWords(painter, first, tile.text, TextRole::BodyStrong, colours.text, left);
    double noteLeft = beside;
    if (tile.chip) {
        theme::paintLaneChip(painter, QRectF(beside, first.bottom() + 1, 14, 14), *tile.chip, colours);
        noteLeft += 19;
    }
    paintWords(painter, QRectF(noteLeft, first.bottom(), rect.right() - noteLeft, 16), tile.note,
               TextRole::SecondaryLine, colours.secondary, left);
}

} // namespace

void paintGround(QPainter& painter, const Drawing& drawing, ObjectId selected, const Palette& colours)
{
    painter.setRenderHint(QPainter::Antialiasing);
    for (const Frame& frame : drawing.frames) {
        const bool isSelected = !isNone(selected) && frame.object == selected;
        const QRectF rect = frame.rect.adjusted(0.5, 0.5, -0.5, -0.5);
        painter.setPen(QPen(isSelected ? colours.accent : colours.controlOutline, isSelected ? 2 : 1));
        painter.setBrush(colours.raised);
        painter.drawRoundedRect(rect, metrics::cardRadius, metrics::cardRadius);
        painter.setPen(Qt::NoPen);
        painter.setBrush(colours.resource(frame.sign.kind, frame.sign.nthOfKind));
        painter.drawRoundedRect(QRectF(rect.left() - 0.5, rect.top() + 1, 4, rect.height() - 2), 2, 2);
    }
    for (const Room& room : drawing.rooms)
        paintBox(painter, room.rect, colours.panel, QPen(colours.resource(room.sign.kind, room.sign.nthOfKind), 1.5));
    painter.setPen(QPen(colours.controlOutline, metrics::arrowLine));
    painter.drawLines(drawing.links.data(), static_cast<int>(drawing.links.size()));
    for (const Label& label : drawing.labels)
        paintWords(painter, label.rect, label.text, label.font, colours.colour(label.colour),
                   label.align | Qt::AlignVCenter);
}

void paintTile(QPainter& painter, const QRectF& rect, const Tile& tile, const TileLook& look, const Palette& colours)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    switch (tile.look) {
    case Look::Head: {
        const QColor colour = look.isHovered ? colours.accent : colours.text;
        if (tile.sign)
            theme::paintResourceChip(painter, QRectF(rect.left(), rect.center().y() - 8, 16, 16), *tile.sign, colours);
        paintWords(painter, rect.adjusted(headLeft, 0, 0, 0), tile.text, TextRole::Title, colour, left);
        break;
    }
    case Look::Item: paintItem(painter, rect, tile, colours); break;
    case Look::Node: paintNode(painter, rect, tile, colours); break;
    case Look::Holder: {
        const QColor colour = tile.chip ? colours.lane(tile.chip->colour) : colours.secondary;
        paintBox(painter, rect, colour, QPen(tile.isMarked ? colours.text : colour, tile.isMarked ? 2 : 1));
        paintPerson(painter, rect, tile, true, colours.onIdentity, colours.onIdentity, {}, colours);
        break;
    }
    case Look::Gone: paintGone(painter, rect, tile, colours); break;
    case Look::Here: {
        const QColor colour = tile.chip ? colours.lane(tile.chip->colour) : colours.ok;
        paintBox(painter, rect, theme::blend(colours.panel, colour, itemShare), QPen(colour, 1));
        paintPerson(painter, rect, tile, false, colours.text, colours.secondary, {}, colours);
        break;
    }
    case Look::Stands: {
        theme::paintSegment(painter, rect, tile.state, colours, rect.topLeft());
        const theme::StateColours& state = colours.state(tile.state);
        paintPerson(painter, rect, tile, false, state.text, state.text, state.fill, colours);
        break;
    }
    case Look::Free: paintFree(painter, rect, tile, colours); break;
    case Look::Door: paintDoor(painter, rect, tile, colours); break;
    }
    painter.setBrush(Qt::NoBrush);
    if (look.isSelected || (look.isHovered && tile.look != Look::Head)) {
        painter.setPen(QPen(look.isSelected ? colours.accent : colours.secondary, look.isSelected ? 2 : 1));
        painter.drawRoundedRect(rect.adjusted(-1, -1, 1, 1), metrics::controlRadius, metrics::controlRadius);
    }
    if (look.isCurrent) {
        painter.setPen(QPen(colours.accent, metrics::focusRing));
        painter.drawRoundedRect(rect.adjusted(-3, -3, 3, 3), metrics::controlRadius, metrics::controlRadius);
    }
    painter.restore();
}

} // namespace interleave::pictures

// First of all: the rules have a member that Qt's keywords would rename.
#include "ui/session/session.h"

#include "ui/pictures/card_layout.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>
#include <cmath>

namespace interleave::pictures {
namespace {

using theme::Role;
using theme::TextRole;

constexpr double side = 8;     ///< beside a card
constexpr double padLeft = 12; ///< its coloured edge is a part of it
constexpr double pad = 10;
constexpr double padTop = 6;
constexpr double headHeight = 22;
constexpr double lineHeight = 15;
constexpr double personHeight = 36;
constexpr double widestPerson = 150;
constexpr double leastItem = 44;
constexpr double widestItem = 112;
constexpr std::uint64_t headKey = std::uint64_t(5) << 60;

double widthOfItems(const Group& group, double room)
{
    double width = leastItem;
    for (const Tile& tile : group.tiles)
        width = std::max(width, theme::textWidth(tile.text, TextRole::BodyStrong) + 12.0);
    for (const Tile& tile : group.tiles)
        width = std::max(width, theme::textWidth(tile.corner, TextRole::Tick) + 9.0);
    return std::min({width, widestItem, room});
}

/// Enough for every name of a group and since when.
double widthOfPeople(const Group& group, double room)
{
    double width = personWidth;
    for (const Tile& tile : group.tiles) {
        const int text = theme::textWidth(tile.text, TextRole::BodyStrong);
        const int note = theme::textWidth(tile.note, TextRole::Tick);
        width = std::max(width, std::max(text, note) + (tile.look == Look::Gone ? 58.0 : 34.0));
    }
    return std::min({width, widestPerson, room});
}

/// The lines into which a text falls at a width.
QStringList wrapped(const QString& text, double width)
{
    QStringList lines;
    QString line;
    for (const QString& word : text.split(QLatin1Char(' '))) {
        const QString longer = line.isEmpty() ? word : line + QLatin1Char(' ') + word;
        if (!line.isEmpty() && theme::textWidth(longer, TextRole::SecondaryLine) > width) {
            lines << line;
            line = word;
        } else {
            line = longer;
        }
    }
    return lines << line;
}

} // namespace

std::size_t beginCard(Drawing& drawing, ObjectId object, const theme::ResourceSign& sign, double top, double width)
{
    drawing.frames.push_back({QRectF(side, top, width - 2 * side, 0), sign, object});
    return drawing.frames.size() - 1;
}

QRectF insideOf(const Frame& frame)
{
    return frame.rect.adjusted(padLeft, padTop, -pad, 0);
}

double endCard(Drawing& drawing, std::size_t frame, double bottom)
{
    drawing.frames[frame].rect.setBottom(bottom + padTop + 2);
    return drawing.frames[frame].rect.bottom();
}

Tile headTile(const Frame& frame, const QString& name, const QString& words)
{
    Tile head;
    head.look = Look::Head;
    head.text = name;
    head.object = frame.object;
    head.sign = frame.sign;
    head.words = words;
    head.key = headKey | index(frame.object);
    return head;
}

double placeHead(Drawing& drawing, std::size_t frame, const QString& name, const QString& kind, const QString& status,
                 Role role, const QString& words)
{
    const QRectF inside = insideOf(drawing.frames[frame]);
    Tile head = headTile(drawing.frames[frame], name, words);
    const double needed = theme::textWidth(name, TextRole::Title) + 26.0;
    head.rect = QRectF(inside.left(), inside.top(), std::min(needed, inside.width()), headHeight);
    const double left = head.rect.right() + 10;
    drawing.tiles.push_back(std::move(head));
    const double kindWidth = theme::textWidth(kind, TextRole::SecondaryLine) + 2.0;
    const double statusWidth = theme::textWidth(status, TextRole::SegmentStrong) + 2.0;
    const bool isOneLine = left + kindWidth + 10 + statusWidth <= inside.right();
    double y = inside.top();
    if (!isOneLine && left + statusWidth > inside.right())
        y += headHeight - 4;
    const Role colour = role == Role::Hint ? Role::Secondary : role;
    drawing.labels.push_back({QRectF(inside.right() - std::min(statusWidth, inside.width()), y,
                                     std::min(statusWidth, inside.width()), headHeight),
                              status, TextRole::SegmentStrong, colour, Qt::AlignRight});
    if (isOneLine) {
        drawing.labels.push_back(
            {QRectF(left, y, kindWidth, headHeight), kind, TextRole::SecondaryLine, Role::Hint, Qt::AlignLeft});
        return y + headHeight;
    }
    y += headHeight - 4;
    drawing.labels.push_back({QRectF(inside.left(), y, inside.width(), lineHeight), kind, TextRole::SecondaryLine,
                              Role::Hint, Qt::AlignLeft});
    return y + lineHeight + 3;
}

double placeText(Drawing& drawing, const QString& text, Role role, const QRectF& inside, double top)
{
    for (const QString& line : wrapped(text, inside.width())) {
        drawing.labels.push_back({QRectF(inside.left(), top, inside.width(), lineHeight), line, TextRole::SecondaryLine,
                                  role, Qt::AlignLeft});
        top += lineHeight;
    }
    return top;
}

double placeTiles(Drawing& drawing, const Group& group, double left, double top, double width, double height)
{
    const bool isItems = group.size == Group::Size::Item;
    const double least = isItems ? widthOfItems(group, width) : widthOfPeople(group, width);
    const auto columns = static_cast<std::size_t>(std::max(1.0, std::floor((width + tileGap) / (least + tileGap))));
    // Where fewer stand than fit, each has more room.
    const std::size_t sharing = std::min(columns, std::max<std::size_t>(1, group.tiles.size()));
    // People share the width of their row; items are as wide as they have to be.
    double each = least;
    if (group.size == Group::Size::Wide)
        each = width;
    else if (!isItems)
        each = std::min(widestPerson, (width + tileGap) / static_cast<double>(sharing) - tileGap);
    const double tall = height > 0 ? height : isItems ? itemHeight : personHeight;
    const std::size_t inRow = group.size == Group::Size::Wide ? 1 : columns;
    double bottom = top;
    for (std::size_t i = 0; i < group.tiles.size(); ++i) {
        const double across = static_cast<double>(i % inRow) * (each + tileGap);
        const double down = static_cast<double>(i / inRow) * (tall + tileGap);
        Tile tile = group.tiles[i];
        const double x = group.isRight ? left + width - each - across : left + across;
        tile.rect = QRectF(x, top + down, each, tall);
        bottom = tile.rect.bottom();
        drawing.tiles.push_back(std::move(tile));
    }
    if (group.more <= 0)
        return bottom;
    drawing.labels.push_back({QRectF(left, bottom + 3, width, lineHeight), group.moreWords.arg(group.more),
                              TextRole::SecondaryLine, Role::Hint, group.isRight ? Qt::AlignRight : Qt::AlignLeft});
    return bottom + 3 + lineHeight;
}

} // namespace interleave::pictures

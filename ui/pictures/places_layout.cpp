// First of all: the rules have a member that Qt's keywords would rename.
#include "ui/session/session.h"

#include "ui/pictures/places_layout.h"

#include "ui/pictures/card_layout.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace interleave::pictures {
namespace {

using theme::Role;
using theme::TextRole;

constexpr double roomPad = 6;
constexpr double writerWidth = 132; ///< the most that the first of two rooms has
constexpr double columnGap = 12;
constexpr double titleHeight = 17;
constexpr double compactName = 0.36; ///< the most of a row's width that the name has
constexpr double compactHeight = 26;
constexpr std::size_t mostFull = 2; ///< sections of a single place that are drawn as rooms

/// Where translators find these texts.
struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(pictures)
};

/// What stands over those who wait at a side, or instead of them; shorter where there is little room.
QString sideTitle(const Group& group, bool hasSides, double width)
{
    const auto pointed = [&](const QString& text) {
        return !hasSides ? text : group.isRight ? Texts::tr("%1 ◂").arg(text) : Texts::tr("◂ %1").arg(text);
    };
    if (!group.tiles.empty())
        return pointed(group.title);
    const QString whole = pointed(Texts::tr("%1: nobody").arg(group.title));
    return theme::textWidth(whole, TextRole::SecondaryLine) <= width ? whole
                                                                     : pointed(Texts::tr("%1: –").arg(group.title));
}

/// A room with its places; yields where it ends.
double placeRoom(Drawing& drawing, const Section& section, const Group& group, double left, double top, double width)
{
    if (!group.title.isEmpty()) {
        drawing.labels.push_back({QRectF(left, top, width, titleHeight - 2), group.title, TextRole::SecondaryLine,
                                  Role::Secondary, Qt::AlignLeft});
        top += titleHeight;
    }
    const double bottom = placeTiles(drawing, group, left + roomPad, top + roomPad, width - 2 * roomPad) + roomPad;
    if (group.size != Group::Size::Wide)
        drawing.rooms.push_back({QRectF(left, top, width, bottom - top), section.sign});
    return bottom;
}

double placeRooms(Drawing& drawing, const Section& section, const QRectF& inside, double top)
{
    if (section.rooms.size() < 2)
        return section.rooms.empty()
                   ? top
                   : placeRoom(drawing, section, section.rooms[0], inside.left(), top, inside.width());
    const double first = std::clamp((inside.width() - columnGap) * 0.4, 60.0, writerWidth);
    const std::size_t from = drawing.rooms.size();
    const double one = placeRoom(drawing, section, section.rooms[0], inside.left(), top, first);
    const double other = placeRoom(drawing, section, section.rooms[1], inside.left() + first + columnGap, top,
                                   inside.width() - first - columnGap);
    const double bottom = std::max(one, other);
    for (std::size_t i = from; i < drawing.rooms.size(); ++i)
        drawing.rooms[i].rect.setBottom(bottom);
    return bottom;
}

/// Who waits: at a side with its title.
double placeWaits(Drawing& drawing, const Group& group, bool hasSides, double left, double top, double width)
{
    const bool isEmpty = group.tiles.empty();
    drawing.labels.push_back({QRectF(left, top, width, titleHeight), sideTitle(group, hasSides, width),
                              TextRole::SecondaryLine, isEmpty ? Role::Hint : Role::Secondary,
                              group.isRight ? Qt::AlignRight : Qt::AlignLeft});
    return isEmpty ? top + titleHeight : placeTiles(drawing, group, left, top + titleHeight, width);
}

double placeAllWaits(Drawing& drawing, const Section& section, const QRectF& inside, double top)
{
    const double half = (inside.width() - columnGap) / 2;
    const bool hasSides = section.waits.size() > 1 && section.waits[1].isRight;
    double bottom = top;
    for (std::size_t i = 0; i < section.waits.size(); ++i) {
        const bool isBeside = section.waits.size() > 1 && i < 2;
        const double left = inside.left() + (isBeside && i == 1 ? half + columnGap : 0);
        const double from = i < 2 ? top : bottom + 4;
        bottom = std::max(bottom, placeWaits(drawing, section.waits[i], hasSides && i < 2, left, from,
                                             isBeside ? half : inside.width()));
    }
    return bottom;
}

double placeSection(Drawing& drawing, const Section& section, double top, double width)
{
    const std::size_t frame = beginCard(drawing, section.object, section.sign, top, width);
    const QRectF inside = insideOf(drawing.frames[frame]);
    double y =
        placeHead(drawing, frame, section.name, section.kind, section.status, section.statusRole, section.words());
    y = placeRooms(drawing, section, inside, y + 2) + 5;
    y = placeAllWaits(drawing, section, inside, y);
    if (!section.remark.isEmpty())
        y = placeText(drawing, section.remark, section.remarkRole, inside, y + 3);
    return endCard(drawing, frame, y);
}

/// One place and who waits for it in a row behind the name.
double placeRow(Drawing& drawing, const Section& section, double top, double width, double nameWidth)
{
    const std::size_t frame = beginCard(drawing, section.object, section.sign, top, width);
    const QRectF inside = insideOf(drawing.frames[frame]);
    const double name = std::min(nameWidth + 32, std::floor(inside.width() * compactName));
    Tile head = headTile(drawing.frames[frame], section.name, section.words());
    head.rect = QRectF(inside.left(), inside.top(), name - 6, compactHeight);
    drawing.tiles.push_back(std::move(head));
    Group row;
    row.tiles = section.rooms.front().tiles;
    for (const Group& group : section.waits) {
        row.tiles.insert(row.tiles.end(), group.tiles.begin(), group.tiles.end());
        row.more += group.more;
        row.moreWords = group.moreWords;
    }
    for (Tile& tile : row.tiles) {
        tile.note.clear(); // there is one line
        if (tile.look == Look::Gone)
            tile.text = Texts::tr("%1, ended").arg(tile.text);
    }
    double y = placeTiles(drawing, row, inside.left() + name, inside.top(), inside.width() - name, compactHeight);
    return endCard(drawing, frame, y);
}

} // namespace

Drawing layOut(const std::vector<Section>& sections, double width)
{
    Drawing drawing;
    const auto isRow = [&](const Section& section) { return section.isSingle && sections.size() > mostFull; };
    int widest = 0;
    for (const Section& section : sections)
        if (isRow(section))
            widest = std::max(widest, theme::textWidth(section.name, TextRole::Title));
    double y = cardGap;
    for (const Section& section : sections)
        y = (isRow(section) ? placeRow(drawing, section, y, width, widest) : placeSection(drawing, section, y, width))
            + cardGap;
    drawing.height = y;
    return drawing;
}

} // namespace interleave::pictures

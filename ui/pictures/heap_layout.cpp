// First of all: the rules have a member that Qt's keywords would rename.
#include "ui/session/session.h"

#include "ui/pictures/card_layout.h"
#include "ui/pictures/places_layout.h"

#include <QCoreApplication>

#include <algorithm>
#include <bit>
#include <cmath>

namespace interleave::pictures {
namespace {

using theme::Role;
using theme::TextRole;

constexpr double leastNode = 18; ///< on a level that has no room for more
constexpr double wideNode = 36;
constexpr double widestNode = 96;
constexpr double nodeHeight = 38;
constexpr double levelGap = 16;
constexpr double titleHeight = 18;

/// Where translators find these texts.
struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(pictures)
};

std::size_t levelOf(std::size_t node)
{
    return static_cast<std::size_t>(std::bit_width(node + 1)) - 1;
}

double placeTree(Drawing& drawing, const HeapSection& section, const QRectF& inside, double top)
{
    const auto levels =
        static_cast<std::size_t>(std::max(1.0, std::floor(std::log2(inside.width() / (leastNode + 2))) + 1));
    const std::size_t fitting = (std::size_t(1) << levels) - 1;
    const std::size_t shown = std::min(section.nodes.size(), fitting);
    const std::size_t first = drawing.tiles.size();
    double widest = wideNode;
    for (std::size_t i = 0; i < shown; ++i)
        widest = std::max(widest, theme::textWidth(section.nodes[i].text, TextRole::BodyStrong) + 14.0);
    double bottom = top;
    for (std::size_t i = 0; i < shown; ++i) {
        const std::size_t level = levelOf(i);
        const std::size_t before = (std::size_t(1) << level) - 1;
        const double room = inside.width() / static_cast<double>(std::size_t(1) << level);
        Tile tile = section.nodes[i];
        const double width = std::max(leastNode, std::min({widest, widestNode, room - (room < 40 ? 2 : 8)}));
        const double middle = inside.left() + (static_cast<double>(i - before) + 0.5) * room;
        tile.rect =
            QRectF(middle - width / 2, top + static_cast<double>(level) * (nodeHeight + levelGap), width, nodeHeight);
        bottom = std::max(bottom, tile.rect.bottom());
        if (i > 0) {
            const QRectF& parent = drawing.tiles[first + (i - 1) / 2].rect;
            drawing.links.emplace_back(QPointF(parent.center().x(), parent.bottom()), QPointF(middle, tile.rect.top()));
        }
        drawing.tiles.push_back(std::move(tile));
    }
    const auto hidden = static_cast<qsizetype>(section.row.size()) + section.more - static_cast<qsizetype>(shown);
    return hidden > 0 ? placeText(drawing, Texts::tr("and %1 more below").arg(hidden), Role::Hint, inside, bottom + 3)
                      : bottom;
}

double placeTitle(Drawing& drawing, const QString& title, const QRectF& inside, double top)
{
    drawing.labels.push_back({QRectF(inside.left(), top, inside.width(), titleHeight - 2), title,
                              TextRole::SecondaryLine, Role::Secondary, Qt::AlignLeft});
    return top + titleHeight;
}

double placeSection(Drawing& drawing, const HeapSection& section, double top, double width)
{
    const std::size_t frame = beginCard(drawing, section.object, section.sign, top, width);
    const QRectF inside = insideOf(drawing.frames[frame]);
    const QString kind = section.isPriority ? Texts::tr("smallest first, equal ones as they came")
                                            : Texts::tr("no priority queue: there is no heap");
    double y = placeHead(drawing, frame, section.name, kind, section.status, Role::Hint, section.words()) + 4;
    if (!section.isKnown)
        return endCard(drawing, frame, placeText(drawing, Texts::tr("Too many items to draw."), Role::Hint, inside, y));
    if (section.row.empty())
        return endCard(drawing, frame, placeText(drawing, Texts::tr("It is empty."), Role::Hint, inside, y));
    if (section.isPriority) {
        y = placeTitle(drawing, Texts::tr("as a heap: above is never after below"), inside, y);
        y = placeTree(drawing, section, inside, y) + 10;
    }
    y = placeTitle(drawing, Texts::tr("as they came"), inside, y);
    Group row;
    row.size = Group::Size::Item;
    row.tiles = section.row;
    row.more = section.more;
    row.moreWords = Texts::tr("and %1 more");
    return endCard(drawing, frame, placeTiles(drawing, row, inside.left(), y, inside.width()));
}

} // namespace

Drawing layOut(const std::vector<HeapSection>& sections, double width)
{
    Drawing drawing;
    double y = cardGap;
    for (const HeapSection& section : sections)
        y = placeSection(drawing, section, y, width) + cardGap;
    drawing.height = y;
    return drawing;
}

} // namespace interleave::pictures

#pragma once

#include "core/analysis/segment.h"
#include "core/base/ids.h"
#include "ui/theme/chips.h"
#include "ui/theme/fonts.h"
#include "ui/theme/palette.h"

#include <QLineF>
#include <QRectF>
#include <QString>

#include <cstdint>
#include <optional>
#include <vector>

class QPainter;

namespace interleave::pictures {

/// How a tile looks.
enum class Look {
    Head,   ///< the name of an object
    Item,   ///< something that lies there, in the colour of who put it
    Node,   ///< the same as a node of a tree: narrow ones show the value alone
    Holder, ///< who has the place: solid, in the lane's colour
    Gone,   ///< who has the place, and has ended: it will never be given back
    Here,   ///< who or what has come and does not wait: an outline in the lane's colour
    Stands, ///< a lane that waits: in the colours and pattern of `state`
    Free,   ///< nobody's: dashed
    Door,   ///< of an event: open or closed
};

/// One thing of a picture that can be pointed at.
struct Tile
{
    Look look = Look::Free;
    QRectF rect;
    QString text;
    QString brief;  ///< instead of `text` where that does not fit; empty for none
    QString note;   ///< under the text, smaller
    QString corner; ///< of items: the number of the place, or that it is the next one out
    std::optional<theme::LaneSign> chip;
    std::optional<theme::ResourceSign> sign; ///< of heads
    theme::State state = theme::State::Blocked;
    bool isMarked = false; ///< the next one out; an open door; a place that there was not at first

    LaneId lane = LaneId::none;       ///< selected by a click
    ObjectId object = ObjectId::none; ///< the same, where no lane is meant
    Step step = analysis::noStep;     ///< the event that made it so
    std::uint64_t key = 0;            ///< the same thing at another moment has the same; 0 never moves
    QString words;                    ///< all of it, for screen readers and under the pointer
};

struct Label
{
    QRectF rect;
    QString text;
    theme::TextRole font = theme::TextRole::SecondaryLine;
    theme::Role colour = theme::Role::Secondary;
    Qt::Alignment align = Qt::AlignLeft;
};

/// The card around what belongs to one object, with an edge in its colour.
struct Frame
{
    QRectF rect;
    theme::ResourceSign sign;
    ObjectId object = ObjectId::none;
};

/// Walls around places, in the colour of their object.
struct Room
{
    QRectF rect;
    theme::ResourceSign sign;
};

/// Everything of a picture in the places where it comes to rest, in device-independent pixels.
struct Drawing
{
    std::vector<Frame> frames;
    std::vector<Room> rooms;
    std::vector<QLineF> links; ///< branches of a tree
    std::vector<Label> labels;
    std::vector<Tile> tiles;
    double height = 0;
};

/// What of a tile depends on the moment of looking.
struct TileLook
{
    bool isSelected = false;
    bool isHovered = false;
    bool isCurrent = false; ///< has the keyboard's caret
};

/// Everything but the tiles. `selected` is the object whose frame is to be marked.
void paintGround(QPainter& painter, const Drawing& drawing, ObjectId selected, const theme::Palette& colours);
void paintTile(QPainter& painter, const QRectF& rect, const Tile& tile, const TileLook& look,
               const theme::Palette& colours);

} // namespace interleave::pictures

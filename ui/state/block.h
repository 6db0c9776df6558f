#pragma once

#include "core/base/ids.h"
#include "ui/theme/chips.h"
#include "ui/theme/fonts.h"
#include "ui/theme/icons.h"
#include "ui/theme/palette.h"

#include <QRectF>
#include <QString>

#include <limits>
#include <optional>
#include <variant>
#include <vector>

class QPainter;

namespace interleave::state {

/// The number of no step.
inline constexpr Step noLink = std::numeric_limits<Step>::max();

/// A run of text; a click on it goes to the event `link`.
struct Words
{
    QString text;
    theme::TextRole font = theme::TextRole::Body;
    theme::Role colour = theme::Role::Text;
    Step link = noLink;
};

/// A little field in the colours and pattern of a state.
struct Swatch
{
    theme::State state = theme::State::Ready;
};

/// A thin arrow between two things.
struct Arrow
{
};

struct Mark
{
    theme::Icon icon = theme::Icon::Ok;
    theme::Role colour = theme::Role::Ok;
};

/// So many of so many: filled dots, then empty ones.
struct Dots
{
    std::int64_t filled = 0;
    std::int64_t all = 0;
};

/// What lies in a queue: boxes with a value, the lane that put it, and free places.
struct Boxes
{
    struct Box
    {
        QString text;
        std::optional<theme::LaneSign> lane;
        Step link = noLink;
    };
    std::vector<Box> boxes;
    std::int64_t free = 0; ///< places without an item
    std::int64_t more = 0; ///< items that are not in `boxes`
};

using Piece = std::variant<Words, theme::LaneSign, theme::ResourceSign, Swatch, Arrow, Mark, Dots, Boxes>;

/// One line of a block: pieces from the left, elided where they meet those from the right.
struct Line
{
    std::vector<Piece> left;
    std::vector<Piece> right;
    int height = 18;
    int indent = 0;
    int labelWidth = 0; ///< the first piece has at least this much room, so that the next ones stand in a column
};

/// A row of a list or a card: what is shown of one lane, resource, pair of locks, ….
struct Block
{
    std::vector<Line> lines;
    std::optional<theme::ResourceSign> card; ///< framed, with an edge in this resource's colour
    LaneId lane = LaneId::none;              ///< selected by a click
    ObjectId object = ObjectId::none;        ///< the same
    Step step = noLink;                      ///< where Enter goes
    QString name;                            ///< for screen readers: all of it in words
    QString tip;

    int height() const;
};

/// Everything that painting a block depends on besides itself.
struct BlockLook
{
    bool isSelected = false;
    bool isHovered = false;
    bool isCurrent = false; ///< has the keyboard's caret
    std::optional<Step> hoveredLink;
};

void paintBlock(QPainter& painter, const QRectF& rect, const Block& block, const BlockLook& look,
                const theme::Palette& colours);

/// The event to which a click at a place goes; noLink where there is none.
Step linkAt(const QRectF& rect, const Block& block, QPointF at);

} // namespace interleave::state

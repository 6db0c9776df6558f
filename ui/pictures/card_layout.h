#pragma once

#include "ui/pictures/places.h"

namespace interleave::pictures {

// What the layouts of pictures of tiles have in common.

inline constexpr double cardGap = 8;      ///< around cards
inline constexpr double personWidth = 90; ///< the least that a tile of a lane is wide
inline constexpr double itemHeight = 47;
inline constexpr double tileGap = 6;

/// A card from `top` on, as wide as the picture but for its margins; its height is not known yet. Yields its number.
std::size_t beginCard(Drawing& drawing, ObjectId object, const theme::ResourceSign& sign, double top, double width);
/// Where the contents of a card lie; only the bottom is open.
QRectF insideOf(const Frame& frame);
/// The contents end at `bottom`; yields where the card does.
double endCard(Drawing& drawing, std::size_t frame, double bottom);

Tile headTile(const Frame& frame, const QString& name, const QString& words);
/// The first lines of a card: name and what is said of it, in one line where there is room. Yields where they end.
double placeHead(Drawing& drawing, std::size_t frame, const QString& name, const QString& kind, const QString& status,
                 theme::Role role, const QString& words);
/// Sentences in as many lines as they need; yields where they end.
double placeText(Drawing& drawing, const QString& text, theme::Role role, const QRectF& inside, double top);
/// The tiles of a group row by row, all of the same width; yields where they end. `height` 0: as it suits them.
double placeTiles(Drawing& drawing, const Group& group, double left, double top, double width, double height = 0);

} // namespace interleave::pictures

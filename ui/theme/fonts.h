#pragma once

#include <QFont>
#include <QString>

namespace interleave::theme {

/// What a text is for; decides size, weight and family.
enum class TextRole {
    Title,         ///< panel and card titles
    Body,          ///< fields, lists
    BodyStrong,    ///< names in lists, first line of a lane header
    SecondaryLine, ///< second lines
    Segment,       ///< segments, ruler, table notes
    SegmentStrong, ///< first line in a segment
    Tick,          ///< ticks, map axis: the smallest text there is
    Code,          ///< code, values, schedules
    CodeStrong,    ///< the current line
};

/// The font of a role: the system's families, sizes in pixels (points come out wrong in PDFs), figures of equal width.
QFont font(TextRole role);

/// Room that `text` needs in `role`, in whole device-independent pixels: never so little that eliding sets in.
int textWidth(const QString& text, TextRole role);

/// Height of a line of code, in device-independent pixels.
inline constexpr int codeLineHeight = 18;

} // namespace interleave::theme

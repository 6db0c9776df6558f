#pragma once

#include "ui/theme/state.h"

#include <QColor>

#include <array>

class QPalette;
class QWidget;

namespace interleave::theme {

/// Colours of one state: `pattern` is the outline thinned into the fill, opaque so that exports look the same.
struct StateColours
{
    QColor fill;
    QColor outline;
    QColor text;
    QColor pattern;
};

/// A colour role of the interface that icons and texts can ask for by name.
enum class Role {
    Text,
    Secondary,
    Hint,
    Accent,
    OnAccent,
    Error,
    Warning,
    Ok,
    Violet,
    Playhead,
};

/// Every colour of one theme, by role. There are two, `light()` and `dark()`; nobody else writes a literal colour.
///
/// Thread-safety: immutable; any thread may read it.
struct Palette
{
    bool isDark = false;

    QColor window;
    QColor panel;
    QColor raised;
    QColor sectionHead;
    QColor field; ///< ground of text fields and lists that are typed into
    QColor hover; ///< ground of a control or row under the pointer
    QColor hairline;
    QColor controlOutline;

    QColor text;
    QColor secondary;
    QColor hint;
    QColor accent;
    QColor selection; ///< ground of what is selected
    QColor checked;   ///< ground of a pressed-in button or of a badge in accent
    QColor onAccent;

    QColor error;
    QColor errorGround;
    QColor warning;
    QColor warningGround;
    QColor ok;
    QColor okGround;
    QColor violet; ///< replayed runs and futures
    QColor violetGround;

    QColor playhead;
    QColor onPlayhead;

    QColor codeKeyword;
    QColor codeType;
    QColor codeString;
    QColor codeComment;

    std::array<StateColours, allStates.size()> states;
    std::array<QColor, 8> lanes;
    QColor lockColour;
    QColor tealColour;
    QColor futureColour;
    QColor onIdentity; ///< digit, letter or icon inside a chip

    const StateColours& state(State which) const { return states[static_cast<std::size_t>(which)]; }

    /// Colour of the n-th lane, from 0; repeats after eight.
    QColor lane(int index) const;

    /// Colour of the n-th resource of its kind, from 0: locks, queues and futures have their own, more take lane
    /// colours 7, 5, 2 in turn.
    QColor resource(ResourceKind kind, int nthOfKind = 0) const;

    QColor colour(Role role) const;
};

const Palette& light();
const Palette& dark();

/// The palette that goes with `palette`: told by the lightness of its window ground.
const Palette& paletteFor(const QPalette& palette);

/// The palette a widget is to be painted with; follows the theme without being told.
const Palette& paletteFor(const QWidget& widget);

/// What Qt's own widgets need to know of `palette`.
QPalette toQPalette(const Palette& palette);

} // namespace interleave::theme

#pragma once

#include "ui/theme/chips.h"
#include "ui/theme/state.h"

#include <QString>

#include <map>
#include <optional>
#include <vector>

namespace interleave::code {

/// The chip of a lane that stands at a line.
struct Chip
{
    QString sign;
    int colour = 0;

    theme::LaneSign laneSign() const { return {sign, colour}; }
    friend bool operator==(const Chip&, const Chip&) = default;
};

/// What is to be shown at one line.
struct LineMarks
{
    bool isExecuted = false;
    bool isSelected = false; ///< the selected event happened here
    bool hasBreakpoint = false;
    std::vector<Chip> chips; ///< of the lanes that stand here; the first says `sentence`
    /// Why that lane does not go on; none when it does.
    std::optional<theme::State> state;
    QString sentence; ///< "blocked: pot is held by cook 2, line 26"
    QString brief;    ///< "blocked"

    friend bool operator==(const LineMarks&, const LineMarks&) = default;
};

/// By number of the line, from 1.
using Marks = std::map<int, LineMarks>;

} // namespace interleave::code

#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace interleave::trace {

/// The pictures that a program may ask for, each drawn from the events of its run alone.
enum class PictureKind : std::uint8_t {
    Places,       ///< places and who or what is in them: the items of a queue, who has a permit or a lock, who has arrived
    Heap,         ///< a priority queue as the tree in which it is kept, beside the order of arrival
    AddressSpaces, ///< a box for each process, with the variables in it and who can touch them
    Page,         ///< a text that several lanes write, each piece in its writer's colour, torn lines marked
    Bars,         ///< what the run measured, as bars
    Levels,       ///< variables, depths and permits as steps over the run
    Makespans,    ///< all variants of the program side by side: how long each takes, with time respected
};
inline constexpr int pictureKindCount = 7;

/// The word for machines: "places"; stable.
std::string_view name(PictureKind kind);
std::optional<PictureKind> pictureKindFromName(std::string_view name);

} // namespace interleave::trace

#include "core/trace/picture.h"

#include <algorithm>
#include <array>

namespace interleave::trace {
namespace {

constexpr std::array<std::string_view, pictureKindCount> names = {"places", "heap",   "address-spaces", "page",
                                                                  "bars",   "levels", "makespans"};

} // namespace

std::string_view name(PictureKind kind)
{
    const auto i = static_cast<std::size_t>(kind);
    return i < names.size() ? names[i] : std::string_view("unknown");
}

std::optional<PictureKind> pictureKindFromName(std::string_view wanted)
{
    const auto found = std::find(names.begin(), names.end(), wanted);
    return found == names.end() ? std::nullopt : std::optional(static_cast<PictureKind>(found - names.begin()));
}

} // namespace interleave::trace

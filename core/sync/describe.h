#pragma once

#include "core/runtime/primitive.h"

#include <concepts>
#include <optional>
#include <sstream>
#include <string>
#include <string_view>
#include <type_traits>

namespace interleave::sync {

/// A type whose own namespace says how the picture shows its values: `runtime::Value describe(const T&)`.
template <typename T>
concept DescribesItself = requires(const T& value) {
    { describe(value) } -> std::convertible_to<runtime::Value>;
};

template <typename T>
concept Printable = requires(std::ostream& out, const T& value) { out << value; };

/// What an event says of a value: what its own `describe` says, integers and enumerations as they are, texts and what
/// can be printed as text; nothing for anything else, which is then counted.
template <typename T>
std::optional<runtime::Value> described(const T& value)
{
    if constexpr (DescribesItself<T>) {
        return runtime::Value(describe(value));
    } else if constexpr (std::is_integral_v<T>) {
        return runtime::Value(static_cast<std::int64_t>(value));
    } else if constexpr (std::is_enum_v<T>) {
        return runtime::Value(static_cast<std::int64_t>(static_cast<std::underlying_type_t<T>>(value)));
    } else if constexpr (std::is_convertible_v<const T&, std::string_view>) {
        return runtime::Value(runtime::nameOf(std::string_view(value)));
    } else if constexpr (Printable<T> && !std::is_pointer_v<T>) {
        std::ostringstream text;
        text << value;
        return runtime::Value(runtime::nameOf(text.str()));
    } else {
        return std::nullopt;
    }
}

} // namespace interleave::sync

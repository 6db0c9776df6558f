#pragma once

#include "core/runtime/driver.h"
#include "core/runtime/kept.h"

#include <memory>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace interleave::sync {

/// A name with its place in the text, so that what is made elsewhere on the caller's behalf shows the caller's line.
struct NameHere
{
    NameHere(const char* text, runtime::Where position = runtime::Where::current()) : name(text), where(position) {}
    NameHere(const std::string& text, runtime::Where position = runtime::Where::current()) : name(text), where(position)
    {}
    std::string_view name;
    runtime::Where where;
};

/// Makes something that the run owns: it lives until the run is over, whoever has returned by then. For what lanes use
/// that nobody joins.
template <typename T, typename... Arguments>
    requires std::is_constructible_v<T, std::string_view, Arguments..., runtime::Where>
T& kept(NameHere name, Arguments&&... arguments)
{
    const auto made = std::make_shared<T>(name.name, std::forward<Arguments>(arguments)..., name.where);
    runtime::keep(made);
    return *made;
}

/// The same for anything else, a struct of primitives for example.
template <typename T, typename... Arguments>
    requires(!std::is_constructible_v<T, std::string_view, runtime::Where>)
T& kept(Arguments&&... arguments)
{
    // Not make_shared: an aggregate is made with braces.
    const std::shared_ptr<T> made(new T{std::forward<Arguments>(arguments)...});
    runtime::keep(made);
    return *made;
}

} // namespace interleave::sync

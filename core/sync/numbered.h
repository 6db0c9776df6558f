#pragma once

#include "core/runtime/driver.h"

#include <array>
#include <cstddef>
#include <deque>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace interleave::sync {

/// One of several things that are called alike: "fork 3". Built in place, since nothing here can be copied.
template <typename T, typename... Arguments>
T named(std::string_view name, std::size_t number, runtime::Where where, const Arguments&... arguments)
{
    return T(std::string(name) + " " + std::to_string(number), arguments..., where);
}

/// `count` things called "name 0", "name 1", …, each made with `arguments` after its name; in order of their numbers.
template <typename T, std::size_t count, typename... Arguments>
auto numberedWith(std::string_view name, runtime::Where where, const Arguments&... arguments)
{
    return [&]<std::size_t... number>(std::index_sequence<number...>) {
        return std::array<T, count>{named<T>(name, number, where, arguments...)...};
    }(std::make_index_sequence<count>());
}

/// `count` mutexes, events, …: "fork 0", "fork 1", ….
template <typename T, std::size_t count>
std::array<T, count> numbered(std::string_view name, runtime::Where where = runtime::Where::current())
{
    return numberedWith<T, count>(name, where);
}

/// The same with one more argument for each, as a semaphore's permits or a variable's value.
template <typename T, std::size_t count, typename Argument>
    requires(!std::is_same_v<Argument, runtime::Where>)
std::array<T, count> numbered(std::string_view name, const Argument& argument,
                              runtime::Where where = runtime::Where::current())
{
    return numberedWith<T, count>(name, where, argument);
}

/// The same for a number that is only known when the program runs.
template <typename T>
std::deque<T> numbered(std::size_t count, std::string_view name, runtime::Where where = runtime::Where::current())
{
    std::deque<T> all;
    for (std::size_t number = 0; number < count; ++number)
        all.emplace_back(std::string(name) + " " + std::to_string(number), where);
    return all;
}

template <typename T, typename Argument>
    requires(!std::is_same_v<Argument, runtime::Where>)
std::deque<T> numbered(std::size_t count, std::string_view name, const Argument& argument,
                       runtime::Where where = runtime::Where::current())
{
    std::deque<T> all;
    for (std::size_t number = 0; number < count; ++number)
        all.emplace_back(std::string(name) + " " + std::to_string(number), argument, where);
    return all;
}

} // namespace interleave::sync

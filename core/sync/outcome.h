#pragma once

#include "core/runtime/driver.h"

#include <concepts>
#include <cstdint>
#include <string_view>

namespace interleave::sync {

/// Reports one result of the program: "balance" = 20. What is reported last under a key counts.
void outcome(std::string_view key, std::string_view text, runtime::Where where = runtime::Where::current());
void outcomeNumber(std::string_view key, std::int64_t number, const runtime::Where& where);

template <std::integral Number>
void outcome(std::string_view key, Number number, runtime::Where where = runtime::Where::current())
{
    outcomeNumber(key, static_cast<std::int64_t>(number), where);
}

} // namespace interleave::sync

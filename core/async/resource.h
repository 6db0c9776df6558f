#pragma once

#include "core/async/task.h"

#include <optional>
#include <utility>

namespace interleave::async {

/// Uses a resource whose opening and closing take time: `body(resource)` between `enter()` and `exit(resource)`, all
/// three coroutines. However the body ends, by an exception or by cancellation too, the resource is closed before its
/// result goes on; when it could not be opened, neither of the others runs.
template <typename Enter, typename Body, typename Exit>
auto withAsync(Enter enter, Body body, Exit exit)
    -> std::invoke_result_t<Body&, typename ResultOf<std::invoke_result_t<Enter&>>::type&>
{
    auto resource = co_await enter();
    using Result = typename ResultOf<std::invoke_result_t<Body&, decltype(resource)&>>::type;
    std::optional<Stored<Result>> result;
    std::exception_ptr error;
    try {
        if constexpr (std::is_void_v<Result>)
            co_await body(resource);
        else
            result.emplace(co_await body(resource));
    } catch (const runtime::Abandoned&) {
        throw;
    } catch (...) {
        error = std::current_exception();
    }
    co_await exit(resource);
    if (error)
        std::rethrow_exception(error);
    if constexpr (!std::is_void_v<Result>)
        co_return std::move(*result);
}

} // namespace interleave::async

#pragma once

#include "core/async/task.h"

#include <memory>

namespace interleave::async {

/// A coroutine that yields values one by one and may await in between: `while (auto item = co_await items.next())`.
///
/// It runs inside the task that asks for the next value. Dropping it before its end destroys it where it stands.
template <typename T>
class [[nodiscard]] AsyncGenerator
{
public:
    class promise_type : public PromiseBase
    {
    public:
        AsyncGenerator get_return_object()
        {
            return AsyncGenerator(std::coroutine_handle<promise_type>::from_promise(*this));
        }
        HandBack final_suspend() noexcept { return {}; }
        HandBack yield_value(T value)
        {
            current.emplace(std::move(value));
            return {};
        }
        void return_void() {}

        std::optional<T> current;
    };
    using Handle = std::coroutine_handle<promise_type>;

    AsyncGenerator(AsyncGenerator&& other) noexcept : m_handle(std::exchange(other.m_handle, {})) {}
    AsyncGenerator& operator=(AsyncGenerator&& other) noexcept
    {
        std::swap(m_handle, other.m_handle);
        return *this;
    }
    ~AsyncGenerator()
    {
        if (m_handle)
            m_handle.destroy();
    }

    class [[nodiscard]] Next
    {
    public:
        Next(Handle generator, TaskState* task) : m_generator(generator), m_task(task) {}
        Next awaitedBy(TaskState& task, const runtime::Where&) const { return {m_generator, &task}; }

        bool await_ready() const noexcept { return m_generator.done(); }
        void await_suspend(std::coroutine_handle<> consumer) const noexcept
        {
            promise_type& promise = m_generator.promise();
            promise.current.reset();
            promise.task = m_task;
            promise.continuation = consumer;
            m_task->next = m_generator;
        }
        std::optional<T> await_resume() const
        {
            promise_type& promise = m_generator.promise();
            if (const std::exception_ptr error = std::exchange(promise.error, nullptr))
                std::rethrow_exception(error);
            return std::exchange(promise.current, std::nullopt);
        }

    private:
        Handle m_generator;
        TaskState* m_task;
    };

    /// The next value; nothing after the last. Throws what ended the generator, once.
    Next next() { return {m_handle, nullptr}; }

private:
    explicit AsyncGenerator(Handle handle) : m_handle(handle) {}

    Handle m_handle;
};

} // namespace interleave::async

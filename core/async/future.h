#pragma once

#include "core/async/await.h"

#include <string>
#include <string_view>

namespace interleave::async {

/// A future with its value.
template <typename T>
class FutureOf final : public PlainFuture, public ValuePlace<T>
{
public:
    using PlainFuture::PlainFuture;
};

/// A result that somebody will set, and that tasks of one loop await. Copies are handles to the same future.
///
/// Setting what is set already is misuse: recorded, and the first result stays. Awaiting yields a copy of the value, as
/// often as one likes. When an awaiting task is cancelled, so is the future.
/// Thread-safety: any lane may set and cancel it; the loop wakes up for it.
template <typename T = void>
class Future
{
public:
    /// Of the loop on which the current task runs. Errors: InvalidState outside of a loop.
    explicit Future(std::string_view name = {}, const runtime::Where& where = runtime::Where::current())
        : Future(LoopCore::current(), name, where)
    {}
    Future(LoopCore& loop, std::string_view name, const runtime::Where& where)
        : m_state(std::make_shared<FutureOf<T>>(loop.shared_from_this(), create(loop, name, where)))
    {}

    template <typename U = Stored<T>>
    void setResult(U&& value, const runtime::Where& where = runtime::Where::current()) const
        requires(!std::is_void_v<T>)
    {
        m_state->loop().resolve(*m_state, recorded(value), where, [&] {
            m_state->value.emplace(std::forward<U>(value));
            return true;
        });
    }
    void setResult(const runtime::Where& where = runtime::Where::current()) const
        requires(std::is_void_v<T>)
    {
        m_state->loop().resolve(*m_state, {}, where, [&] {
            m_state->value.emplace();
            return true;
        });
    }
    void setException(std::exception_ptr error, const runtime::Where& where = runtime::Where::current()) const
    {
        LoopCore::Effect effect;
        effect.index = 1;
        m_state->loop().resolve(*m_state, effect, where, [&] {
            m_state->error = std::move(error);
            return true;
        });
    }
    template <typename Exception>
        requires std::is_base_of_v<std::exception, Exception>
    void setException(Exception exception, const runtime::Where& where = runtime::Where::current()) const
    {
        setException(std::make_exception_ptr(std::move(exception)), where);
    }
    /// Ends it with Cancelled for whoever awaits it. False when it was done.
    bool cancel(const runtime::Where& where = runtime::Where::current()) const
    {
        return m_state->loop().cancel(*m_state, where);
    }

    ObjectId id() const { return m_state->id(); }
    bool isDone() const { return m_state->loop().isDone(*m_state); }
    bool isCancelled() const { return isDone() && m_state->isCancelled; }

    ValueAwaiter<T> awaitedBy(TaskState& task, const runtime::Where& where) const
    {
        return {m_state, *m_state, task, where};
    }

    const std::shared_ptr<FutureOf<T>>& state() const { return m_state; }

private:
    static ObjectId create(const LoopCore& loop, std::string_view name, const runtime::Where& where)
    {
        runtime::PrimitiveFacts facts;
        facts.kind = trace::ObjectKind::Future;
        facts.name = name;
        facts.related = loop.id();
        return runtime::createObject(facts, where);
    }

    /// The value as the trace shows it: numbers and texts; others only as "set".
    template <typename U>
    static LoopCore::Effect recorded(const U& value)
    {
        LoopCore::Effect effect;
        if constexpr (std::is_integral_v<U> || std::is_enum_v<U>) {
            effect.value = static_cast<std::int64_t>(value);
        } else if constexpr (std::is_convertible_v<const U&, std::string_view>) {
            effect.value = static_cast<std::int64_t>(index(runtime::nameOf(value)));
            effect.isText = true;
        }
        return effect;
    }

    std::shared_ptr<FutureOf<T>> m_state;
};

} // namespace interleave::async

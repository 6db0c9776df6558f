#pragma once

#include "core/base/check.h"

#include <string>
#include <utility>
#include <variant>

namespace interleave::base {

/// What kind of expected failure it was, to branch on; the command line maps it to an exit code.
enum class ErrorCode {
    WrongUse,     ///< the user asked for something that does not exist or is out of range
    Unreadable,   ///< a file or source of data cannot be opened or read
    Unwritable,   ///< a file cannot be written completely
    BadFormat,    ///< data is not what its format says
    NewerVersion, ///< data was written by a newer version
    Missing,      ///< something this needs is not installed or not running
    Broken,       ///< a target or an arena did something that it never should
};

/// An expected failure: a code for programs, a sentence for people that says what happened, what was kept, what to do.
struct Error
{
    ErrorCode code = ErrorCode::WrongUse;
    std::string message;
};

/// A value or the reason why there is none. Stands in for std::expected, which the oldest supported compiler lacks.
template <typename T>
class [[nodiscard]] Result
{
public:
    Result(T value) : m_state(std::in_place_index<0>, std::move(value)) {}
    Result(Error error) : m_state(std::in_place_index<1>, std::move(error)) {}

    bool hasValue() const { return m_state.index() == 0; }
    explicit operator bool() const { return hasValue(); }

    /// Requires: hasValue().
    T& value() &
    {
        check(hasValue(), "a result that is used holds a value");
        return std::get<0>(m_state);
    }
    const T& value() const& { return const_cast<Result*>(this)->value(); }
    T&& value() && { return std::move(value()); }
    T& operator*() & { return value(); }
    const T& operator*() const& { return value(); }
    T&& operator*() && { return std::move(*this).value(); }
    T* operator->() { return &value(); }
    const T* operator->() const { return &value(); }

    /// Requires: !hasValue().
    const Error& error() const
    {
        check(!hasValue(), "a result that is asked for its error has failed");
        return std::get<1>(m_state);
    }

private:
    std::variant<T, Error> m_state;
};

/// Success without a value, or the reason of a failure.
template <>
class [[nodiscard]] Result<void>
{
public:
    Result() = default;
    Result(Error error) : m_error(std::move(error)), m_failed(true) {}

    bool hasValue() const { return !m_failed; }
    explicit operator bool() const { return hasValue(); }
    const Error& error() const
    {
        check(m_failed, "a result that is asked for its error has failed");
        return m_error;
    }

private:
    Error m_error;
    bool m_failed = false;
};

} // namespace interleave::base

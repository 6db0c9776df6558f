#pragma once

#include "core/process/ends.h"
#include "core/process/errors.h"

#include <chrono>
#include <concepts>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace interleave::process {

/// The items of a ProcessQueue as text.
///
/// Every process that has the queue may put and get, any number of lanes at once. A slot holds one item of up to 4,088
/// bytes; a longer one takes a slot for every 4,088 bytes begun, and lies in the run's shared memory (16 MiB at most).
class TextQueue
{
public:
    TextQueue(std::string_view name, std::int64_t capacity, const Where& where);
    /// std::invalid_argument when an end is missing.
    explicit TextQueue(EndPair ends);

    /// False when the deadline came first. What a longer item had put by then keeps its slots until it is taken out.
    bool putUntil(std::string_view item, Nanoseconds deadline, const Where& where) const;
    /// Nothing when the deadline came first.
    std::optional<std::string> getUntil(Nanoseconds deadline, const Where& where) const;
    std::int64_t size(const Where& where) const;
    const EndPair& pair() const { return m_ends; }

private:
    EndPair m_ends;
};

/// How items of type T travel: as text, so that the picture can show them.
template <typename T>
struct Travel
{
    static_assert(std::integral<T>, "items are text or whole numbers; give other types a Travel of their own");
    static std::string toText(const T& item) { return std::to_string(item); }
    static T fromText(const std::string& text) { return static_cast<T>(std::stoll(text)); }
};
template <>
struct Travel<std::string>
{
    static std::string toText(std::string item) { return item; }
    static std::string fromText(std::string text) { return text; }
};

/// A first-in, first-out queue between processes with `capacity` slots: a pipe of packets underneath.
///
/// Handed to a child like a Connection: named among its `inherits`, passed as `argument()`, made again there with
/// `fromArgument`. Whoever only gets should `closePutting()`, in every process: once nobody can put any more, getting from
/// the empty queue throws EndOfFile. BrokenPipe: nobody can get any more. WrongEnd: this process closed that end.
/// Thread-safety: any lane of any process that has it.
template <typename T = std::string>
class ProcessQueue
{
public:
    explicit ProcessQueue(std::string_view name = {}, std::int64_t capacity = 0, const Where& where = Where::current())
        : m_text(name, capacity, where)
    {
    }

    void put(const T& item, const Where& where = Where::current()) const
    {
        m_text.putUntil(Travel<T>::toText(item), never, where);
    }
    bool putFor(const T& item, std::chrono::nanoseconds timeout, const Where& where = Where::current()) const
    {
        return m_text.putUntil(Travel<T>::toText(item), deadlineAfter(timeout), where);
    }
    bool tryPut(const T& item, const Where& where = Where::current()) const { return putFor(item, {}, where); }

    T get(const Where& where = Where::current()) const { return Travel<T>::fromText(*m_text.getUntil(never, where)); }
    std::optional<T> getFor(std::chrono::nanoseconds timeout, const Where& where = Where::current()) const
    {
        std::optional<std::string> text = m_text.getUntil(deadlineAfter(timeout), where);
        return text ? std::optional<T>(Travel<T>::fromText(std::move(*text))) : std::nullopt;
    }
    std::optional<T> tryGet(const Where& where = Where::current()) const { return getFor({}, where); }

    /// How many slots are taken: a snapshot, which may be wrong as soon as it is known.
    std::int64_t size(const Where& where = Where::current()) const { return m_text.size(where); }
    bool isEmpty(const Where& where = Where::current()) const { return size(where) == 0; }

    void closePutting(const Where& where = Where::current()) const { m_text.pair().sending->close(where); }
    void closeGetting(const Where& where = Where::current()) const { m_text.pair().receiving->close(where); }

    std::string argument() const { return m_text.pair().argument(); }
    static ProcessQueue fromArgument(const std::string& argument, const Where& where = Where::current())
    {
        return ProcessQueue(TextQueue(EndPair::fromArgument(argument, where)));
    }
    std::vector<std::shared_ptr<PipeEnd>> ends() const { return {m_text.pair().receiving, m_text.pair().sending}; }

private:
    explicit ProcessQueue(TextQueue text) : m_text(std::move(text)) {}

    TextQueue m_text;
};

} // namespace interleave::process

#pragma once

#include "core/rules/request.h"
#include "core/trace/tables.h"

#include <vector>

namespace interleave::rules {

class State;

/// A pipe of messages between processes, with a number of slots, whose ends are counted per process.
///
/// Its creator's process holds both ends. OpenEnd and CloseEnd speak of the lane's own process with the argument `end`
/// (0 receiving, 1 sending), of another one with `end + 2 * (1 + process)`; closing what is not held is Misuse, as is
/// sending or receiving without the end. Send waits for a slot, and is Closed when no process can receive; Receive
/// waits for a message, and is Closed (the end of the file) when the pipe is empty and no process can send. A message is a
/// handle: the argument of Send, the value of Receive.
struct PipeRules
{
    enum class End : std::uint8_t { Receiving, Sending };

    struct Holder
    {
        std::uint32_t process = 0;
        std::uint32_t receiving = 0; ///< how many descriptors of that end the process has
        std::uint32_t sending = 0;
    };

    std::size_t capacity = 16; ///< in messages
    std::vector<std::int64_t> messages; ///< the oldest first
    std::vector<Holder> holders;        ///< in the order in which the processes came to an end of it
    /// Received before the sending was seen: in a Live trace the fill of a pipe is known only within a range.
    std::uint32_t receivedEarly = 0;

    explicit PipeRules(const trace::Object& facts);
    void alternatives(const State& state, const Request& request, AlternativeList& into) const;
    std::int64_t apply(State& state, const Request& request, Alternative alternative);
    Hope hope(const State& state, const Request& request) const;

    void open(std::uint32_t process, End end);
    /// All ends that the process holds are closed.
    void processEnded(std::uint32_t process);
    bool isHeld(End end) const;
    bool isHeldBy(std::uint32_t process, End end) const;

private:
    void close(std::uint32_t process, End end);
    std::int64_t receive(std::int64_t otherwise);
};

} // namespace interleave::rules

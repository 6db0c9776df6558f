#pragma once

#include "core/process/ends.h"
#include "core/process/errors.h"

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace interleave::process {

enum class Duplex { No, Yes };

/// One side of a pipe between processes: sends and receives messages of any length.
///
/// A value: copies within a process are the same connection. To hand it to a child, name it among the child's
/// `inherits` and pass `argument()`; the child makes its own copy with `fromArgument`. Parent and child then have to close
/// theirs separately, and **a forgotten copy of the sending end keeps the end of the file away** from the receiver.
/// A connection whose last copy goes is closed.
///
/// A message longer than a packet is cut into parts, one operation each. Several may send at once; who receives long
/// messages should be one, for two receivers would each get some parts.
/// Thread-safety: any lane of its process; one at a time receives.
class Connection
{
public:
    /// EndOfFile, BrokenPipe and WrongEnd are thrown by what they describe.
    void send(std::string_view message, const Where& where = Where::current()) const;
    /// Waits for a message.
    std::string receive(const Where& where = Where::current()) const;
    /// The same, but at most until `timeout` has passed; nothing then.
    std::optional<std::string> receiveFor(std::chrono::nanoseconds timeout, const Where& where = Where::current()) const;
    std::optional<std::string> tryReceive(const Where& where = Where::current()) const;
    /// Whether `receive` would not have to wait: a message has come, or the end of the file. What has come is taken out
    /// of the pipe here and kept for `receive`.
    bool poll(std::chrono::nanoseconds timeout = {}, const Where& where = Where::current()) const;
    /// Closes what this process has of both directions.
    void close(const Where& where = Where::current()) const;

    std::string argument() const { return m_ends->pair.argument(); }
    static Connection fromArgument(const std::string& argument, const Where& where = Where::current());
    std::vector<std::shared_ptr<PipeEnd>> ends() const;

private:
    friend std::pair<Connection, Connection> makePipe(Duplex, std::string_view, std::int64_t, const Where&);

    struct Ends
    {
        EndPair pair;
        std::map<std::uint32_t, std::string> parts; ///< of messages that have not come whole, by sender
        std::optional<std::string> ready;           ///< what poll took out
    };

    explicit Connection(EndPair pair) : m_ends(std::make_shared<Ends>(Ends{std::move(pair), {}, {}})) {}
    std::optional<std::string> receiveUntil(Nanoseconds deadline, const Where& where) const;

    std::shared_ptr<Ends> m_ends;
};

/// A pipe of messages with `slots` places for packets (16 with 0; the system rounds up to a power of two) in each direction.
///
/// Duplex: both connections send and receive, over one pipe each way. Simplex: the first only receives, the second only
/// sends. The current process has all ends.
std::pair<Connection, Connection> makePipe(Duplex duplex, std::string_view name = {}, std::int64_t slots = 0,
                                           const Where& where = Where::current());

} // namespace interleave::process

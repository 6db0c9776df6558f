#pragma once

#include "core/async/task.h"
#include "core/base/unique_fd.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace interleave::async {

/// One end of a TCP connection on this machine (127.0.0.1): bytes in order, in both directions.
///
/// Whether and when the other end answers is up to the world outside: a replay may differ (see descriptor.h). A task always
/// asks whether something has come before it reads, so what it does depends on that as little as possible.
/// A value with one owner; closed when it goes. One task at a time reads, and one writes.
/// Errors: std::system_error, in a sentence, when the system refuses or the other end is gone in the middle.
class Stream
{
public:
    /// A connection to whoever listens on a port. The picture calls what is waited for "`name` readable".
    static Task<Stream> connect(std::uint16_t port, std::string name, runtime::Where where = runtime::Where::current());

    /// What has come, at most `most` bytes; waits for it. Empty when the other end has sent everything and closed.
    Task<std::string> read(std::size_t most = 4096, runtime::Where where = runtime::Where::current());
    /// What comes before the next '\n', which is taken out too; at the end whatever is left.
    Task<std::string> readLine(runtime::Where where = runtime::Where::current());
    /// Sends all of it, waiting where the system's buffer is full.
    Task<void> write(std::string text, runtime::Where where = runtime::Where::current());
    /// The other end reads its end of the stream once it has read everything. Nothing the second time.
    void close() { m_fd.reset(); }
    bool isOpen() const { return m_fd.isOpen(); }

private:
    friend class Listener;
    Stream(base::UniqueFd fd, std::string name) : m_fd(std::move(fd)), m_name(std::move(name)) {}

    base::UniqueFd m_fd;
    std::string m_name;
    std::string m_come; ///< read from the system and not yet asked for
};

/// A port of this machine (127.0.0.1) on which streams come in. Closed when it goes.
class Listener
{
public:
    /// Port 0: one that is free. Errors: std::system_error when there is none, or no loopback interface.
    explicit Listener(std::uint16_t port = 0);

    std::uint16_t port() const { return m_port; }
    /// The next stream; waits for it.
    Task<Stream> accept(std::string name, runtime::Where where = runtime::Where::current());

private:
    base::UniqueFd m_fd;
    std::uint16_t m_port = 0;
};

} // namespace interleave::async

#include "core/async/stream.h"

#include "core/async/descriptor.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <system_error>

namespace interleave::async {
namespace {

[[noreturn]] void fail(int error, const std::string& sentence)
{
    throw std::system_error(error, std::generic_category(), sentence);
}

sockaddr_in loopback(std::uint16_t port)
{
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons(port);
    return address;
}

/// What the system's calls want is a pointer to what every kind of address begins with.
const sockaddr* general(const sockaddr_in& address) { return reinterpret_cast<const sockaddr*>(&address); }

base::UniqueFd openSocket()
{
    base::UniqueFd fd(::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
    if (!fd.isOpen())
        fail(errno, "the system has no socket for one more connection");
    return fd;
}

bool isLater(int error) { return error == EAGAIN || error == EINTR; }

} // namespace

Task<Stream> Stream::connect(std::uint16_t port, std::string name, runtime::Where where)
{
    const std::string sentence = "nobody could be reached on port " + std::to_string(port) + " of 127.0.0.1";
    Stream made(openSocket(), std::move(name));
    const sockaddr_in address = loopback(port);
    if (::connect(made.m_fd.get(), general(address), sizeof(address)) != 0 && errno != EINPROGRESS)
        fail(errno, sentence);
    co_await whenWritable(made.m_fd.get(), made.m_name, where);
    int error = 0;
    socklen_t size = sizeof(error);
    if (::getsockopt(made.m_fd.get(), SOL_SOCKET, SO_ERROR, &error, &size) != 0 || error != 0)
        fail(error != 0 ? error : errno, sentence);
    // Short messages leave at once instead of waiting for more.
    const int yes = 1;
    ::setsockopt(made.m_fd.get(), IPPROTO_TCP, TCP_NODELAY, &yes, sizeof(yes));
    co_return made;
}

Task<std::string> Stream::read(std::size_t most, runtime::Where where)
{
    if (!m_come.empty()) {
        std::string first = m_come.substr(0, most);
        m_come.erase(0, first.size());
        co_return first;
    }
    for (;;) {
        co_await whenReadable(m_fd.get(), m_name, where);
        std::string come(most, '\0');
        const ssize_t size = ::recv(m_fd.get(), come.data(), come.size(), 0);
        if (size < 0 && isLater(errno))
            continue;
        if (size < 0)
            fail(errno, "the other end of \"" + m_name + "\" is gone");
        come.resize(static_cast<std::size_t>(size));
        co_return come;
    }
}

Task<std::string> Stream::readLine(runtime::Where where)
{
    std::string line;
    for (;;) {
        std::string come = co_await read(4096, where);
        const std::size_t end = come.find('\n');
        line += come.substr(0, end);
        if (end != std::string::npos)
            m_come.insert(0, come, end + 1);
        if (end != std::string::npos || come.empty())
            co_return line;
    }
}

Task<void> Stream::write(std::string text, runtime::Where where)
{
    for (std::size_t sent = 0; sent < text.size();) {
        const ssize_t size = ::send(m_fd.get(), text.data() + sent, text.size() - sent, MSG_NOSIGNAL);
        if (size >= 0)
            sent += static_cast<std::size_t>(size);
        else if (isLater(errno))
            co_await whenWritable(m_fd.get(), m_name, where);
        else
            fail(errno, "the other end of \"" + m_name + "\" is gone");
    }
}

Listener::Listener(std::uint16_t port) : m_fd(openSocket())
{
    const std::string sentence = port == 0 ? "127.0.0.1 has no free port to listen on"
                                           : "port " + std::to_string(port) + " of 127.0.0.1 cannot be listened on";
    sockaddr_in address = loopback(port);
    socklen_t size = sizeof(address);
    if (::bind(m_fd.get(), general(address), sizeof(address)) != 0 || ::listen(m_fd.get(), SOMAXCONN) != 0
        || ::getsockname(m_fd.get(), reinterpret_cast<sockaddr*>(&address), &size) != 0)
        fail(errno, sentence);
    m_port = ntohs(address.sin_port);
}

Task<Stream> Listener::accept(std::string name, runtime::Where where)
{
    for (;;) {
        co_await whenReadable(m_fd.get(), name, where);
        base::UniqueFd fd(::accept4(m_fd.get(), nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC));
        if (fd.isOpen()) {
            const int yes = 1;
            ::setsockopt(fd.get(), IPPROTO_TCP, TCP_NODELAY, &yes, sizeof(yes));
            co_return Stream(std::move(fd), std::move(name));
        }
        // Who asked may have gone away again meanwhile.
        if (!isLater(errno) && errno != ECONNABORTED)
            fail(errno, "the system has no socket for one more connection");
    }
}

} // namespace interleave::async

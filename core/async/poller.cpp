#include "core/async/poller.h"

#include "core/async/state.h"

#include <poll.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <system_error>

namespace interleave::async {
namespace {

[[noreturn]] void throwErrno(const char* what) { throw std::system_error(errno, std::generic_category(), what); }

} // namespace

void Poller::open()
{
    m_epoll = base::UniqueFd(::epoll_create1(EPOLL_CLOEXEC));
    m_wake = base::UniqueFd(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK));
    if (!m_epoll.isOpen() || !m_wake.isOpen())
        throwErrno("an event loop needs two more descriptors");
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.fd = m_wake.get();
    if (::epoll_ctl(m_epoll.get(), EPOLL_CTL_ADD, m_wake.get(), &event) != 0)
        throwErrno("epoll_ctl");
}

void Poller::tellKernel(int fd, int operation, const Watched& watched) const
{
    epoll_event event{};
    event.events = (watched.reader.future ? EPOLLIN : 0U) | (watched.writer.future ? EPOLLOUT : 0U);
    event.data.fd = fd;
    if (::epoll_ctl(m_epoll.get(), operation, fd, &event) != 0)
        throwErrno("epoll_ctl");
}

bool Poller::watch(int fd, Readiness readiness, std::shared_ptr<FutureState> future, const runtime::Where& where)
{
    if (!m_epoll.isOpen())
        open();
    const auto known = m_watched.find(fd);
    Watched watched = known == m_watched.end() ? Watched{} : known->second;
    Answered& side = readiness == Readiness::Readable ? watched.reader : watched.writer;
    if (side.future)
        throw InvalidState("two tasks wait for the same readiness of one descriptor");
    side = {std::move(future), where};
    try {
        tellKernel(fd, known == m_watched.end() ? EPOLL_CTL_ADD : EPOLL_CTL_MOD, watched);
    } catch (const std::system_error& error) {
        if (error.code().value() == EPERM)
            return false;
        throw;
    }
    m_watched[fd] = std::move(watched);
    return true;
}

void Poller::forget(int fd, Readiness readiness)
{
    const auto known = m_watched.find(fd);
    if (known == m_watched.end())
        return;
    (readiness == Readiness::Readable ? known->second.reader : known->second.writer).future.reset();
    if (known->second.reader.future || known->second.writer.future) {
        tellKernel(fd, EPOLL_CTL_MOD, known->second);
        return;
    }
    m_watched.erase(known);
    // Fails when the descriptor was closed meanwhile, which took it out of the set.
    ::epoll_ctl(m_epoll.get(), EPOLL_CTL_DEL, fd, nullptr);
}

std::vector<Poller::Answered> Poller::wait(std::int64_t longest)
{
    // Polling the epoll descriptor itself: its own wait knows milliseconds only.
    pollfd set{.fd = m_epoll.get(), .events = POLLIN, .revents = 0};
    const timespec time{.tv_sec = longest / 1'000'000'000, .tv_nsec = longest % 1'000'000'000};
    ::ppoll(&set, 1, longest < 0 ? nullptr : &time, nullptr);
    std::array<epoll_event, 64> events;
    const int count = ::epoll_wait(m_epoll.get(), events.data(), static_cast<int>(events.size()), 0);
    std::vector<Answered> answered;
    for (int i = 0; i < count; ++i) {
        const epoll_event& event = events[static_cast<std::size_t>(i)];
        const int fd = event.data.fd;
        if (fd == m_wake.get()) {
            std::uint64_t wakes = 0;
            [[maybe_unused]] const ssize_t size = ::read(fd, &wakes, sizeof(wakes));
            continue;
        }
        const auto known = m_watched.find(fd);
        if (known == m_watched.end())
            continue;
        const bool isBroken = (event.events & (EPOLLERR | EPOLLHUP)) != 0;
        const Watched watched = known->second;
        if (watched.reader.future && (isBroken || (event.events & EPOLLIN) != 0)) {
            answered.push_back(watched.reader);
            forget(fd, Readiness::Readable);
        }
        if (watched.writer.future && (isBroken || (event.events & EPOLLOUT) != 0)) {
            answered.push_back(watched.writer);
            forget(fd, Readiness::Writable);
        }
    }
    return answered;
}

void Poller::wake()
{
    const std::uint64_t one = 1;
    if (m_wake.isOpen())
        [[maybe_unused]] const ssize_t size = ::write(m_wake.get(), &one, sizeof(one));
}

} // namespace interleave::async

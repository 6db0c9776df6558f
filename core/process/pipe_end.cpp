#include "core/process/pipe_end.h"

#include "core/base/check.h"
#include "core/process/errors.h"
#include "core/process/packet.h"
#include "core/runtime/gate.h"
#include "core/runtime/lane_body.h"
#include "core/runtime/primitive.h"
#include "core/runtime/record.h"

#include <poll.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <map>
#include <optional>
#include <tuple>

namespace interleave::process {
namespace {

using runtime::Context;
using trace::Operation;
using trace::Way;

/// Every end that a lane of this operating-system process uses. The number of the process is part of the key because
/// where processes are only played, several share this memory.
struct Registry
{
    using Key = std::tuple<std::uint32_t, ObjectId, Side>;
    std::mutex mutex; // guards ends
    std::map<Key, std::weak_ptr<PipeEnd>> ends;
};

// Never destroyed: daemon threads may close their ends until the very end of the process.
Registry& registry()
{
    static Registry* const all = new Registry;
    return *all;
}

/// What the picture shows of a packet.
runtime::Value valueOf(std::string_view packet)
{
    return runtime::nameOf(describe(decode(packet)));
}

void waitFor(int fd, Side side, std::int64_t slice)
{
    pollfd watched{.fd = fd, .events = static_cast<short>(side == Side::Sending ? POLLOUT : POLLIN), .revents = 0};
    const timespec timeout{.tv_sec = slice / 1'000'000'000, .tv_nsec = slice % 1'000'000'000};
    ::ppoll(&watched, 1, &timeout, nullptr);
}

} // namespace

PipeEnd::PipeEnd(ObjectId pipe, Side side, int fd, const Where& where)
    : m_pipe(pipe), m_side(side), m_where(where), m_process(runtime::context().lane->process), m_fd(fd),
      m_isClosed(runtime::isLive() && fd < 0) // never handed over
{
}

std::shared_ptr<PipeEnd> PipeEnd::own(ObjectId pipe, Side side, int fd, const Where& where)
{
    std::shared_ptr<PipeEnd> end(new PipeEnd(pipe, side, fd, where));
    const std::lock_guard lock(registry().mutex);
    registry().ends[{end->m_process, pipe, side}] = end;
    return end;
}

std::shared_ptr<PipeEnd> PipeEnd::find(ObjectId pipe, Side side)
{
    const std::lock_guard lock(registry().mutex);
    const auto place = registry().ends.find({runtime::context().lane->process, pipe, side});
    return place == registry().ends.end() ? nullptr : place->second.lock();
}

bool PipeEnd::isHeldHere(ObjectId pipe, Side side)
{
    const std::shared_ptr<PipeEnd> end = find(pipe, side);
    return end != nullptr && !end->isClosed();
}

PipeEnd::~PipeEnd()
{
    if (!m_isClosed && runtime::t_context != nullptr && !runtime::context().isAbandoned) {
        try {
            close(m_where, static_cast<std::uint8_t>(trace::EventFlag::EndOfScope));
        } catch (const runtime::Abandoned&) {
            // The next operation outside of a destructor throws it again.
        }
    }
    if (m_fd >= 0)
        ::close(m_fd);
    const std::lock_guard lock(registry().mutex);
    const auto place = registry().ends.find({m_process, m_pipe, m_side});
    if (place != registry().ends.end() && place->second.expired())
        registry().ends.erase(place);
}

bool PipeEnd::isClosed()
{
    const std::lock_guard lock(m_mutex);
    return m_isClosed;
}

PipeEnd::Use::Use(PipeEnd& end) : m_end(end)
{
    const std::lock_guard lock(end.m_mutex);
    ++end.m_users;
    m_fd = end.m_isClosed ? -1 : end.m_fd;
}

PipeEnd::Use::~Use()
{
    const std::lock_guard lock(m_end.m_mutex);
    // Closed while it was in use: a descriptor must not be closed under a system call, its number could be given anew.
    if (--m_end.m_users == 0 && m_end.m_isClosed && m_end.m_fd >= 0)
        ::close(std::exchange(m_end.m_fd, -1));
}

/// One try, without waiting: how it went, or nothing when it has to wait.
std::optional<Way> PipeEnd::tryTransfer(int fd, std::string_view sent, std::string* received)
{
    if (fd < 0 || isClosed())
        return Way::Misuse;
    std::array<char, packetBytes> buffer;
    ssize_t moved = 0;
    do {
        moved = received == nullptr ? ::write(fd, sent.data(), sent.size()) : ::read(fd, buffer.data(), buffer.size());
    } while (moved < 0 && errno == EINTR);
    if (moved < 0 && errno == EAGAIN)
        return std::nullopt;
    if (moved <= 0) {
        base::check(moved == 0 || errno == EPIPE, "a pipe is ready, full, empty or closed");
        return Way::Closed;
    }
    if (received != nullptr)
        received->assign(buffer.data(), static_cast<std::size_t>(moved));
    return Way::Success;
}

trace::Way PipeEnd::transferLive(const rules::Request& request, std::string_view sent, std::string* received)
{
    Context& here = runtime::context();
    runtime::passGate(here);
    const Use use(*this);
    const bool isSend = received == nullptr;
    runtime::Value value = isSend ? valueOf(sent) : runtime::Value();
    std::uint64_t began = runtime::stamp();
    std::optional<Way> way = tryTransfer(use.fd(), sent, received);
    std::int64_t slice = way ? 0 : runtime::sliceUntil(request.deadline);
    const bool hasToWait = slice != 0;
    if (hasToWait) {
        runtime::recordBlocked(here, request.operation, request.object, request.source, request.deadline);
        const runtime::SlotStateScope waiting(here, arena::SlotState::BlockedNatively);
        for (; slice != 0 && !way; slice = runtime::sliceUntil(request.deadline)) {
            waitFor(use.fd(), m_side, slice);
            began = runtime::stamp();
            way = tryTransfer(use.fd(), sent, received);
        }
    }
    const Way ended = way.value_or(Way::TimedOut);
    if (!isSend && ended == Way::Success)
        value = valueOf(*received);
    // Nothing but the kernel is held around a sending, so its event carries the interval of the call: stamped before it,
    // published after it. Who receives the packet stamps after that; stamps never contradict the order of cause.
    const bool isRelease = isSend && ended == Way::Success;
    runtime::append(here, isRelease ? began : runtime::stampAfter(), request.operation, request.object, request.source,
                    {.value = value.number, .way = ended, .flags = value.flags()});
    if (hasToWait)
        runtime::passGate(here);
    return ended;
}

trace::Way PipeEnd::conducted(Way way)
{
    // The rules know what this process has; an end that it lacks needs no closing.
    if (way == Way::Misuse) {
        const std::lock_guard lock(m_mutex);
        m_isClosed = true;
    }
    return way;
}

trace::Way PipeEnd::send(std::string_view packet, Nanoseconds deadline, const Where& where)
{
    rules::Request request = runtime::request(Operation::Send, m_pipe, where);
    request.deadline = deadline;
    if (runtime::isLive())
        return transferLive(request, packet, nullptr);
    request.argument = runtime::driver().storePayload(packet);
    return conducted(runtime::conduct(request, [&](const runtime::Reply&) { return valueOf(packet); }).way);
}

trace::Way PipeEnd::receive(std::string& packet, Nanoseconds deadline, const Where& where)
{
    rules::Request request = runtime::request(Operation::Receive, m_pipe, where);
    request.deadline = deadline;
    if (runtime::isLive())
        return transferLive(request, {}, &packet);
    return conducted(runtime::conduct(request, [&](const runtime::Reply& reply) {
                         if (reply.way != Way::Success)
                             return runtime::Value();
                         packet = runtime::driver().payload(reply.value);
                         return valueOf(packet);
                     }).way);
}

std::int64_t PipeEnd::size(const Where& where)
{
    const rules::Request request = runtime::request(Operation::Size, m_pipe, where);
    std::int64_t size = 0;
    runtime::conduct(request, [&](const runtime::Reply& reply) {
        size = reply.value;
        if (runtime::isLive()) {
            const Use use(*this);
            int bytes = 0;
            if (use.fd() >= 0)
                ::ioctl(use.fd(), FIONREAD, &bytes);
            size = static_cast<std::int64_t>(static_cast<std::size_t>(bytes) / packetBytes);
        }
        return runtime::Value(size);
    });
    return size;
}

void PipeEnd::close(const Where& where, std::uint8_t flags)
{
    rules::Request request = runtime::request(Operation::CloseEnd, m_pipe, where);
    request.argument = static_cast<std::int64_t>(m_side);
    if (!runtime::isLive()) {
        runtime::conduct(request, flags);
        const std::lock_guard lock(m_mutex);
        m_isClosed = true;
        return;
    }
    Context& here = runtime::context();
    runtime::passGate(here);
    const std::lock_guard lock(m_mutex);
    const Way way = m_isClosed || m_fd < 0 ? Way::Misuse : Way::Success;
    // Before the descriptor goes: whoever finds the end of the file has a cause that is in the trace.
    runtime::record(here, request.operation, request.object, request.source,
                    {.value = request.argument, .way = way, .flags = flags});
    m_isClosed = true;
    if (m_users == 0 && m_fd >= 0)
        ::close(std::exchange(m_fd, -1));
}

void PipeEnd::openFor(std::uint32_t process, const Where& where)
{
    if (isClosed() || (runtime::isLive() && Use(*this).fd() < 0))
        throw WrongEnd("an end of a pipe that is closed here cannot be handed to another process");
    rules::Request request = runtime::request(Operation::OpenEnd, m_pipe, where);
    request.argument = static_cast<std::int64_t>(m_side) + 2 * (1 + static_cast<std::int64_t>(process));
    runtime::conduct(request);
}

Nanoseconds deadlineAfter(std::chrono::nanoseconds timeout)
{
    const Nanoseconds now = runtime::driver().now();
    const Nanoseconds wait = std::max<Nanoseconds>(timeout.count(), 0);
    return wait < never - now ? now + wait : never;
}

} // namespace interleave::process

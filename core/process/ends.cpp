#include "core/process/ends.h"

#include "core/base/check.h"
#include "core/process/errors.h"
#include "core/process/packet.h"
#include "core/runtime/primitive.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <bit>
#include <sstream>
#include <stdexcept>

namespace interleave::process {
namespace {

constexpr std::int64_t usualSlots = 16;
constexpr std::int64_t mostSlots = 256; // 1 MiB: what /proc/sys/fs/pipe-max-size allows everybody

struct NativePipe
{
    int receivingFd = -1;
    int sendingFd = -1;
    std::int64_t slots = 0;
};

// Sending into a pipe that nobody reads is an end of the operation, not of the process.
void ignoreBrokenPipes()
{
    static const auto previous = ::signal(SIGPIPE, SIG_IGN);
    static_cast<void>(previous);
}

NativePipe makeNativePipe(std::int64_t slots)
{
    ignoreBrokenPipes();
    std::array<int, 2> fds{};
    // Non-blocking: an operation first tries, says that it is blocked, and only then waits.
    base::check(::pipe2(fds.data(), O_DIRECT | O_CLOEXEC | O_NONBLOCK) == 0, "the operating system has room for one more pipe");
    // One packet takes one page; more than the system allows is answered by what it gives.
    ::fcntl(fds[1], F_SETPIPE_SZ, static_cast<int>(slots * static_cast<std::int64_t>(packetBytes)));
    const int given = ::fcntl(fds[1], F_GETPIPE_SZ);
    return {fds[0], fds[1], given / static_cast<std::int64_t>(packetBytes)};
}

/// A number that no other pipe has while this one lives; 0 when `fd` is no pipe.
std::uint64_t pipeNumber(int fd)
{
    struct stat status
    {
    };
    return fd >= 0 && ::fstat(fd, &status) == 0 && S_ISFIFO(status.st_mode) ? status.st_ino : 0;
}

void write(std::ostream& text, const std::shared_ptr<PipeEnd>& end)
{
    if (end == nullptr) {
        text << " - - -";
        return;
    }
    const PipeEnd::Use use(*end);
    text << ' ' << index(end->pipe()) << ' ' << use.fd() << ' ' << pipeNumber(use.fd());
}

std::shared_ptr<PipeEnd> read(std::istream& text, Side side, const Where& where)
{
    std::string pipe;
    std::string fd;
    std::string number;
    if (!(text >> pipe >> fd >> number))
        throw std::invalid_argument("no connection is described by this argument");
    if (pipe == "-")
        return nullptr;
    const auto object = static_cast<ObjectId>(std::stoul(pipe));
    if (auto end = PipeEnd::find(object, side))
        return end;
    const int inherited = std::stoi(fd);
    const bool isHandedOver = inherited >= 0 && pipeNumber(inherited) == std::stoull(number);
    if (isHandedOver) {
        ignoreBrokenPipes();
        // Children of this process get it only when it is handed over once more.
        ::fcntl(inherited, F_SETFD, FD_CLOEXEC);
    }
    return PipeEnd::own(object, side, isHandedOver ? inherited : -1, where);
}

} // namespace

std::string EndPair::argument() const
{
    std::ostringstream text;
    text << "pipe";
    write(text, receiving);
    write(text, sending);
    return text.str();
}

EndPair EndPair::fromArgument(const std::string& argument, const Where& where)
{
    std::istringstream text(argument);
    std::string word;
    if (!(text >> word) || word != "pipe")
        throw std::invalid_argument("no connection is described by this argument");
    EndPair ends;
    ends.receiving = read(text, Side::Receiving, where);
    ends.sending = read(text, Side::Sending, where);
    return ends;
}

EndPair makeEnds(std::string_view name, std::int64_t slots, ObjectId related, const Where& where)
{
    if (slots <= 0)
        slots = usualSlots;
    // A whole number of pages that is a power of two is what the kernel gives; played pipes have as many.
    NativePipe native{.slots = static_cast<std::int64_t>(std::bit_ceil(static_cast<std::uint64_t>(std::min(slots, mostSlots))))};
    if (runtime::isLive())
        native = makeNativePipe(native.slots);
    const ObjectId pipe =
        runtime::createObject({.kind = trace::ObjectKind::Pipe, .name = name, .bound = native.slots, .related = related}, where);
    return {PipeEnd::own(pipe, Side::Receiving, native.receivingFd, where), PipeEnd::own(pipe, Side::Sending, native.sendingFd, where)};
}

void throwWrongEnd(Side side)
{
    throw WrongEnd(side == Side::Sending ? "this process does not have the sending end of the pipe"
                                         : "this process does not have the receiving end of the pipe");
}

} // namespace interleave::process

#include "core/base/unique_fd.h"
#include "core/exchange/packet_stream.h"
#include "core/exchange/perfetto_trace.h"
#include "core/exchange/record_reader.h"

#include <fmt/format.h>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace interleave::exchange {
namespace {

using namespace perfetto;
using base::Error;
using base::ErrorCode;

constexpr std::uint64_t progressInterval = std::uint64_t{1} << 22;

Error badFormat(std::string sentence) { return {ErrorCode::BadFormat, std::move(sentence)}; }

} // namespace

base::Result<OpenedRun> openRun(const ReadPiece& read, const std::string& name,
                                const std::function<bool(std::uint64_t)>& progress)
{
    PacketStream stream(read);
    RecordReader reader;
    std::string_view packet;
    std::uint64_t packets = 0;
    std::uint64_t told = 0;
    PacketStream::Found found = PacketStream::Found::End;
    std::uint64_t position = 0;
    const auto broken = [&](const std::string& what) {
        return badFormat(fmt::format("{} is damaged: at byte {} there is {}.", name, position, what));
    };
    try {
        while ((found = stream.next(packet)) == PacketStream::Found::Packet) {
            reader.take(packet);
            position = stream.position();
            ++packets;
            if (reader.newerVersion())
                return Error{ErrorCode::NewerVersion,
                             fmt::format("{} was saved by a newer version (format {}, this one reads {}): open it with that one.",
                                         name, *reader.newerVersion(), formatVersion)};
            if (progress && position - told >= progressInterval) {
                told = position;
                if (!progress(position))
                    return Error{ErrorCode::Unreadable, name + " was not opened: it was given up."};
            }
        }
    } catch (const Broken& problem) {
        return broken(problem.what);
    } catch (const protozero::exception&) {
        return reader.hasRun() ? broken("something that is no packet of a trace")
                               : badFormat(name + " is no saved run: only .pftrace files that Interleave saved can be opened.");
    }
    if (found == PacketStream::Found::Failed)
        return Error{ErrorCode::Unreadable, name + " cannot be read to its end."};
    if (!reader.hasRun()) {
        if (packets == 0 && found == PacketStream::Found::End)
            return badFormat(name + " is empty.");
        if (packets > 0 && found == PacketStream::Found::End)
            return badFormat(name + " is a Perfetto trace, but not of a run that Interleave saved: look at it in the Perfetto viewer.");
        if (found == PacketStream::Found::Cut)
            return badFormat(name + " is no saved run, or was cut off before its first event: there is nothing to open.");
        return badFormat(name + " is no saved run: only .pftrace files that Interleave saved can be opened.");
    }
    if (found == PacketStream::Found::Broken)
        return broken("something that is no packet of a trace");
    if (!reader.isWhole() && reader.size() == 0)
        return badFormat(name + " was cut off before its first event: there is nothing to open.");
    const bool isWhole = reader.isWhole();
    const Step size = reader.size();
    OpenedRun run = reader.finish();
    if (!isWhole)
        run.warning = reader.promised() > size
                          ? fmt::format("{} was cut off: it holds {} of {} events, and not how the run ended.", name, size,
                                        reader.promised())
                          : fmt::format("{} was cut off: its {} events are there, but not how the run ended.", name, size);
    return run;
}

base::Result<OpenedRun> openRun(const std::string& path, const std::function<bool(std::uint64_t)>& progress)
{
    const auto unreadable = [&](int error) {
        return Error{ErrorCode::Unreadable, path + " cannot be opened: " + std::strerror(error) + "."};
    };
    struct stat found{};
    if (::stat(path.c_str(), &found) != 0)
        return unreadable(errno);
    if (S_ISDIR(found.st_mode))
        return unreadable(EISDIR);
    const base::UniqueFd file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (!file.isOpen())
        return unreadable(errno);
    const auto read = [&](char* buffer, std::size_t size) -> std::optional<std::size_t> {
        for (;;) {
            const ssize_t got = ::read(file.get(), buffer, size);
            if (got >= 0)
                return static_cast<std::size_t>(got);
            if (errno != EINTR)
                return std::nullopt;
        }
    };
    return openRun(read, path, progress);
}

} // namespace interleave::exchange

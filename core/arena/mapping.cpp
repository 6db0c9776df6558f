#include "core/arena/mapping.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace interleave::arena {
namespace {

base::Error systemError(base::ErrorCode code, const std::string& what)
{
    return {code, what + ": " + std::strerror(errno) + "."};
}

base::Result<char*> map(int fd, std::uint64_t size)
{
    void* memory = ::mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_NORESERVE, fd, 0);
    if (memory == MAP_FAILED)
        return systemError(base::ErrorCode::Missing, "The memory that a run is recorded in cannot be mapped");
    return static_cast<char*>(memory);
}

} // namespace

Mapping::Mapping(base::UniqueFd fd, const Capacity& capacity, char* memory)
    : m_fd(std::move(fd)), m_capacity(capacity), m_layout(capacity), m_memory(memory)
{
}

Mapping::~Mapping() { ::munmap(m_memory, m_layout.total); }

base::Result<std::shared_ptr<Mapping>> Mapping::create(const Capacity& capacity, const std::string& path)
{
    const Layout layout(capacity);
    base::UniqueFd fd(path.empty() ? ::memfd_create("interleave-arena", MFD_CLOEXEC | MFD_ALLOW_SEALING)
                                   : ::open(path.c_str(), O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600));
    if (!fd.isOpen())
        return systemError(base::ErrorCode::Unwritable, "The memory that a run is recorded in cannot be created");
    if (::ftruncate(fd.get(), static_cast<off_t>(layout.total)) != 0)
        return systemError(base::ErrorCode::Unwritable, "The memory that a run is recorded in cannot have its size");
    // A target that shrinks the file under our feet would be a SIGBUS in the host.
    if (path.empty())
        ::fcntl(fd.get(), F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL);
    auto memory = map(fd.get(), layout.total);
    if (!memory)
        return memory.error();
    auto* header = reinterpret_cast<Header*>(*memory);
    header->magic = magic;
    header->version = version;
    header->controlSize = sizeof(Control);
    header->totalSize = layout.total;
    return std::shared_ptr<Mapping>(new Mapping(std::move(fd), capacity, *memory));
}

base::Result<std::shared_ptr<Mapping>> Mapping::open(int fd, const Capacity& capacity)
{
    const Layout layout(capacity);
    struct stat status
    {
    };
    if (::fstat(fd, &status) != 0)
        return systemError(base::ErrorCode::Unreadable, "The memory that a run is recorded in was not handed over");
    if (status.st_size != static_cast<off_t>(layout.total))
        return base::Error{base::ErrorCode::BadFormat, "The memory that a run is recorded in has an unexpected size."};
    auto memory = map(fd, layout.total);
    if (!memory)
        return memory.error();
    auto mapping = std::shared_ptr<Mapping>(new Mapping(base::UniqueFd(::fcntl(fd, F_DUPFD_CLOEXEC, 3)), capacity, *memory));
    const auto* header = reinterpret_cast<const Header*>(*memory);
    if (header->magic != magic || header->version != version || header->controlSize != sizeof(Control) ||
        header->totalSize != layout.total)
        return base::Error{base::ErrorCode::NewerVersion,
                           "The target and the program that started it were not built together: build both again."};
    return mapping;
}

std::uint64_t Mapping::occupied() const
{
    struct stat status
    {
    };
    return ::fstat(m_fd.get(), &status) == 0 ? static_cast<std::uint64_t>(status.st_blocks) * 512 : 0;
}

void Mapping::reportFull(Table table) const
{
    std::uint32_t expected = 0;
    control().full.compare_exchange_strong(expected, static_cast<std::uint32_t>(table));
    // A conductor that waits for arrivals looks up.
    futexWake(control().owed);
}

void Mapping::reportFault(std::string_view text) const
{
    // Not from a signal handler: there the crash fields are used.
    static std::atomic_flag once = ATOMIC_FLAG_INIT;
    if (once.test_and_set())
        return;
    auto& buffer = control().faultText;
    const std::size_t length = std::min(text.size(), buffer.size() - 1);
    std::memcpy(buffer.data(), text.data(), length);
    buffer[length] = '\0';
    control().faulted.store(1, std::memory_order_release);
    futexWake(control().owed);
}

void Mapping::reportConfigError(std::string_view text) const
{
    reportFault(text);
    control().configError.store(1, std::memory_order_release);
}

std::string Mapping::faultText() const
{
    const auto& buffer = control().faultText;
    const auto end = std::find(buffer.begin(), buffer.end(), '\0');
    return {buffer.begin(), end};
}

} // namespace interleave::arena

#include "core/host/processes.h"

#include <poll.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <string>

namespace interleave::host {
namespace {

/// The wait status of a process that is dead but not reaped, from the last field of /proc/PID/stat.
int codeOfZombie(int pid)
{
    std::ifstream file("/proc/" + std::to_string(pid) + "/stat");
    std::string line;
    if (!std::getline(file, line))
        return 0;
    const std::size_t end = line.find_last_of(' ');
    const int status = end == std::string::npos ? 0 : std::atoi(line.c_str() + end + 1);
    const int signal = status & 0x7f;
    return signal != 0 ? 128 + signal : (status >> 8) & 0xff;
}

bool hasEnded(int fd)
{
    pollfd entry{fd, POLLIN, 0};
    return ::poll(&entry, 1, 0) > 0 && (entry.revents & POLLIN) != 0;
}

} // namespace

void Processes::watch(std::uint32_t process, int pid)
{
    base::UniqueFd fd(static_cast<int>(::syscall(SYS_pidfd_open, pid, 0)));
    const bool isDead = !fd.isOpen();
    m_watched.push_back({process, pid, std::move(fd), isDead});
}

bool Processes::isWatched(std::uint32_t process) const
{
    return std::any_of(m_watched.begin(), m_watched.end(), [&](const Watched& w) { return w.process == process; });
}

std::optional<int> Processes::pidOf(std::uint32_t process) const
{
    for (const Watched& watched : m_watched)
        if (watched.process == process)
            return watched.pid;
    return std::nullopt;
}

std::vector<Processes::Death> Processes::poll()
{
    std::vector<Death> deaths;
    for (Watched& watched : m_watched) {
        if (watched.isDead || !hasEnded(watched.fd.get()))
            continue;
        watched.isDead = true;
        deaths.push_back({watched.process, codeOfZombie(watched.pid)});
    }
    return deaths;
}

std::size_t Processes::aliveCount() const
{
    return static_cast<std::size_t>(
        std::count_if(m_watched.begin(), m_watched.end(), [](const Watched& w) { return !w.isDead; }));
}

} // namespace interleave::host

#pragma once

#include "core/base/unique_fd.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace interleave::host {

/// Watches the processes of a run, of which only the first is reported by the warden: their parents reap the others.
///
/// Thread-safety: one thread.
class Processes
{
public:
    struct Death
    {
        std::uint32_t process; ///< number within the run
        int code;              ///< exit status, or 128 + signal; 0 where the system no longer knows
    };

    /// A process of the run was seen with its operating-system id.
    void watch(std::uint32_t process, int pid);
    bool isWatched(std::uint32_t process) const;
    std::optional<int> pidOf(std::uint32_t process) const;
    /// Those that died since the last call. No wait.
    std::vector<Death> poll();
    std::size_t aliveCount() const;

private:
    struct Watched
    {
        std::uint32_t process;
        int pid;
        base::UniqueFd fd;
        bool isDead = false;
    };
    std::vector<Watched> m_watched;
};

} // namespace interleave::host

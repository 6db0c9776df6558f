#pragma once

#include "core/arena/search_memory.h"
#include "core/explore/inside_driver.h"

#include <sys/types.h>

#include <chrono>
#include <optional>
#include <vector>

namespace interleave::app {

/// Lets a search outlive the programs that it runs: one that crashes, or computes for ever, costs the process that ran it,
/// and another goes on.
///
/// At a checkpoint the process forks. The child goes on with the search; the parent waits, and when the child dies it
/// books the place where that happened (the execution, and how many steps of it were granted, both kept in shared
/// memory) and goes on from the checkpoint itself, through a new child: as a search does the same again, it comes to the
/// same place, where the execution now ends instead. So a crash costs what was done since the last checkpoint, and no
/// search has to know how to be saved. Who dies is tried a second time before the program is blamed: it may have been
/// killed by somebody who knew nothing of it.
/// Requires: a process of one thread, whose parent takes care of orphans (the warden).
class Keeper final : public explore::Lookout
{
public:
    /// For how long a lane may compute without reaching an operation, or a process may be held up.
    static constexpr std::chrono::seconds patience{10};

    Keeper(arena::SearchMemory& memory, explore::InsideDriver& driver);

    /// Returns in a process that may go on; its parent keeps watch until it has ended. To be called between executions.
    void checkpoint();
    /// How many executions were ended because they ended a process before.
    std::size_t crashes() const { return m_crashes.size(); }
    /// Whether one of them was ended because it computed for too long.
    bool hasCutOff() const;

    void begins(std::uint64_t execution) override;
    void granted(std::uint64_t picks) override;
    void unwinds() override;

private:
    enum class Fate { Done, Died, Hangs };

    Fate waitFor(pid_t child, int& status);
    bool isStill();
    void book(Fate fate, int status);

    arena::SearchMemory& m_memory;
    explore::InsideDriver& m_driver;
    std::vector<explore::FatalPlace> m_crashes;
    std::optional<explore::FatalPlace> m_suspect; ///< where the child before died
    pid_t m_keeper = 0; ///< who watches this process; 0 for nobody
    // What was seen when it last moved.
    std::uint64_t m_execution = 0;
    std::uint64_t m_picks = 0;
    std::uint32_t m_unwinding = 0;
    std::chrono::steady_clock::time_point m_moved;
};

} // namespace interleave::app

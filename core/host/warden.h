#pragma once

#include "core/base/result.h"
#include "core/base/unique_fd.h"

#include <sys/types.h>

#include <optional>
#include <string>
#include <vector>

namespace interleave::host {

/// The body of the first process of a run: a small, single-threaded one, of a session of its own, that outlives the run's
/// other processes and sees to it that none of them outlives the host.
///
/// Called with the words `PROGRAM --warden REPORT LIFE CPU WORDS…`: starts its own program again with WORDS, on processor
/// CPU (−1: any); becomes the parent of all orphans among its descendants; writes a WardenReport to descriptor REPORT for
/// the start and for every status it reaps; ends when no descendant is left. When descriptor LIFE breaks, or a `k` comes
/// from it, it kills every descendant; after an `r` a broken LIFE means nothing any more.
/// Yields the exit status, 2 for wrong words.
/// Why not a parent-death signal: it follows threads, and forbids orphans.
int runWarden(int argc, char** argv);

/// What the warden writes: which process, and its raw status as of waitpid(2). The first one tells of the start.
struct WardenReport
{
    static constexpr int started = -1; ///< no raw status is negative

    int pid = 0; ///< 0 when the target could not be started; `status` is the errno then
    int status = 0;
};

/// The host's hold on a run's processes.
///
/// Destroying it kills them all and waits until they are gone.
/// Thread-safety: one thread.
class Warden
{
public:
    using Report = WardenReport;

    /// Starts `target` as a warden that starts `target` with `arguments`, into which the number of the inherited arena
    /// descriptor is inserted as the second word. Standard input and output are /dev/null; errors go where ours go.
    /// Missing when there is no such program, Broken when the system has no room for it.
    static base::Result<Warden> launch(const std::string& target, const std::vector<std::string>& arguments, int arenaFd,
                                       std::optional<int> cpu = std::nullopt);

    Warden(Warden&& other) noexcept;
    Warden& operator=(Warden&& other) noexcept;
    ~Warden();

    /// The statuses that were reported since the last call: of the first process of the run and of orphans. A child whose
    /// parent lives is reaped by that parent. Does not wait.
    std::vector<Report> poll();
    /// Readable when poll() has something new.
    int reportFd() const { return m_reports.get(); }
    /// The first process of the run; 0 until poll() has learnt it. Waits for a warden that has not said it yet.
    pid_t targetPid();
    /// Whether the warden and everything that it watched is gone, and poll() has told all.
    bool isOver() const { return m_isOver; }
    /// The errno with which the target could not be started; 0 when it could.
    int startError() const { return m_startError; }
    /// Kills every process of the run. Returns at once; poll() tells when they are gone.
    void killAll();
    /// Leaves the processes alone from now on, for a debugger: they outlive this object and the host.
    void release();

private:
    Warden() = default;
    bool readSome();
    void reap();
    void end();

    pid_t m_pid = 0; ///< of the warden itself; 0 once reaped
    pid_t m_target = 0;
    base::UniqueFd m_reports;
    base::UniqueFd m_life;
    std::vector<Report> m_pending;
    int m_startError = 0;
    bool m_isOver = false;
    bool m_isReleased = false;
};

} // namespace interleave::host

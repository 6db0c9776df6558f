#include "app/target/keeper.h"

#include <poll.h>
#include <signal.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <string>

namespace interleave::app {
namespace {

using arena::SearchState;

constexpr int lookInterval = 100; // milliseconds

bool isSamePlace(const explore::FatalPlace& a, const explore::FatalPlace& b)
{
    return a.execution == b.execution && a.picks == b.picks && a.isUnwinding == b.isUnwinding;
}

} // namespace

Keeper::Keeper(arena::SearchMemory& memory, explore::InsideDriver& driver) : m_memory(memory), m_driver(driver)
{
    driver.tell(this);
}

bool Keeper::hasCutOff() const
{
    return std::any_of(m_crashes.begin(), m_crashes.end(),
                       [](const explore::FatalPlace& one) { return one.ending == trace::Ending::Bound; });
}

void Keeper::begins(std::uint64_t execution)
{
    arena::SearchPlace& place = m_memory.control().place;
    place.isUnwinding.store(0, std::memory_order_relaxed);
    place.steps.store(0, std::memory_order_relaxed);
    place.execution.store(execution, std::memory_order_relaxed);
}

void Keeper::granted(std::uint64_t picks)
{
    m_memory.control().place.steps.store(picks, std::memory_order_relaxed);
}

void Keeper::unwinds()
{
    m_memory.control().place.isUnwinding.store(1, std::memory_order_relaxed);
}

void Keeper::checkpoint()
{
    // The one who kept watch so far is not needed any more; it may have gone by itself.
    if (m_keeper != 0 && ::getppid() == m_keeper)
        ::kill(m_keeper, SIGKILL);
    m_keeper = 0;
    for (;;) {
        const pid_t self = ::getpid();
        const pid_t child = ::fork();
        if (child == 0)
            m_keeper = self;
        if (child <= 0)
            return; // without room for another process it goes on unwatched
        int status = 0;
        const Fate fate = waitFor(child, status);
        if (fate == Fate::Done)
            ::_exit(0);
        book(fate, status);
    }
}

Keeper::Fate Keeper::waitFor(pid_t child, int& status)
{
    const int watched = static_cast<int>(::syscall(SYS_pidfd_open, child, 0));
    m_moved = std::chrono::steady_clock::now();
    bool hangs = false;
    for (;;) {
        pollfd entry{watched, POLLIN, 0};
        ::poll(&entry, 1, lookInterval);
        const pid_t reaped = ::waitpid(child, &status, WNOHANG);
        if (reaped == child)
            break;
        if (!hangs && isStill()) {
            hangs = true;
            ::kill(child, SIGKILL);
        }
    }
    ::close(watched);
    if (hangs)
        return Fate::Hangs;
    const auto state = static_cast<SearchState>(m_memory.control().state.load(std::memory_order_acquire));
    const bool isOver = state == SearchState::Over || state == SearchState::Refused || state == SearchState::Faulted;
    return WIFEXITED(status) && isOver ? Fate::Done : Fate::Died;
}

/// Whether nothing has happened in the child for too long.
bool Keeper::isStill()
{
    const arena::SearchControl& control = m_memory.control();
    const auto now = std::chrono::steady_clock::now();
    const std::uint64_t execution = control.place.execution.load(std::memory_order_relaxed);
    const std::uint64_t picks = control.place.steps.load(std::memory_order_relaxed);
    const std::uint32_t unwinding = control.place.isUnwinding.load(std::memory_order_relaxed);
    const bool isSearching = control.state.load() == static_cast<std::uint32_t>(SearchState::Searching);
    if (!isSearching || execution != m_execution || picks != m_picks || unwinding != m_unwinding) {
        m_execution = execution;
        m_picks = picks;
        m_unwinding = unwinding;
        m_moved = now;
    }
    return now - m_moved > patience;
}

void Keeper::book(Fate fate, int status)
{
    arena::SearchControl& control = m_memory.control();
    explore::FatalPlace place;
    place.execution = control.place.execution.load();
    place.picks = control.place.steps.load();
    place.isUnwinding = control.place.isUnwinding.load() != 0;
    // One that computes for ever was cut off; one that was killed says so; everything else is a crash.
    place.ending = fate == Fate::Hangs                                ? trace::Ending::Bound
                   : WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL ? trace::Ending::Killed
                                                                      : trace::Ending::Failed;
    if (fate == Fate::Died && (!m_suspect || !isSamePlace(*m_suspect, place))) {
        m_suspect = place;
        return;
    }
    m_suspect.reset();
    const bool isKnown = std::any_of(m_crashes.begin(), m_crashes.end(),
                                     [&](const explore::FatalPlace& one) { return isSamePlace(one, place); });
    if (isKnown || place.execution == 0) {
        m_memory.refuse(SearchState::Faulted, "The searching process died at execution " + std::to_string(place.execution) +
                                                  " and did so again when that execution was left out.");
        ::_exit(3);
    }
    m_crashes.push_back(place);
    m_driver.avoid(place);
    control.crashes.fetch_add(1);
}

} // namespace interleave::app

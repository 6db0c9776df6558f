#include "core/process/process.h"

#include "core/base/check.h"
#include "core/process/errors.h"
#include "core/base/unique_fd.h"
#include "core/runtime/gate.h"
#include "core/runtime/lane_body.h"
#include "core/runtime/primitive.h"
#include "core/runtime/record.h"

#include <poll.h>
#include <signal.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <list>
#include <mutex>
#include <utility>

namespace interleave::process {

using runtime::Context;
using trace::Operation;
using trace::Way;

struct Process::Life
{
    runtime::NewLane child;
    std::uint32_t number = 0;
    Where where;
    std::string role;
    std::vector<std::string> arguments;
    ProcessOptions options;

    mutable std::mutex mutex; // guards what follows
    bool isStarted = false;
    bool isReaped = false;
    bool isKilled = false;
    bool hasStoodStart = false; ///< its ends are open on its behalf
    int pid = 0;
    int exitCode = 0;
    base::UniqueFd pidFd; ///< readable once the process has ended

    Way start(const Where& at);
    Way join(Nanoseconds deadline, const Where& at, std::uint8_t flags = 0);
    void kill(int signal, const Where& at, std::uint8_t flags = 0);
    void finish();

private:
    void launch();
    Way joinLive(const rules::Request& request, std::uint8_t flags);
    bool reap(int waitOptions);
    void waitAWhile(std::int64_t slice) const;
};

void Process::Life::launch()
{
    // The descriptors stay open until the child has its copies.
    std::list<PipeEnd::Use> uses;
    runtime::ProcessStart start{child.lane, child.object, role, arguments, {}};
    for (const Inherited& inherited : options.inherits)
        for (const auto& end : inherited.ends)
            if (const int fd = uses.emplace_back(*end).fd(); fd >= 0)
                start.inherited.push_back(fd);
    pid = runtime::driver().startProcess(start);
    if (pid > 0)
        pidFd = base::UniqueFd(static_cast<int>(::syscall(SYS_pidfd_open, pid, 0)));
}

Way Process::Life::start(const Where& at)
{
    bool isFirst = false;
    {
        const std::lock_guard lock(mutex);
        isFirst = !std::exchange(hasStoodStart, true);
    }
    if (isFirst)
        for (const Inherited& inherited : options.inherits)
            for (const auto& end : inherited.ends)
                end->openFor(number, at);
    const rules::Request request = runtime::request(Operation::Start, child.object, at);
    if (!runtime::isLive()) {
        const runtime::Done done = runtime::conduct(request);
        if (done.succeeded()) {
            launch();
            isStarted = true;
        }
        return done.way;
    }
    Context& here = runtime::context();
    runtime::passGate(here);
    const std::lock_guard lock(mutex);
    const Way way = isStarted ? Way::Misuse : Way::Success;
    runtime::record(here, request.operation, request.object, request.source, {.way = way});
    if (way == Way::Success) {
        launch();
        isStarted = true;
    }
    return way;
}

/// Whether the process has ended, and if so with which code. Requires: the mutex is held.
bool Process::Life::reap(int waitOptions)
{
    if (isReaped)
        return true;
    int status = 0;
    pid_t reaped = 0;
    do {
        reaped = ::waitpid(pid, &status, waitOptions);
    } while (reaped < 0 && errno == EINTR);
    if (reaped == 0)
        return false;
    base::check(reaped == pid, "a child process is waited for by its parent alone");
    isReaped = true;
    exitCode = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    if (runtime::isLive() && WIFSIGNALED(status) && !isKilled) {
        // It could not say so itself.
        trace::Event exit;
        exit.stamp = runtime::stampAfter();
        exit.lane = child.lane;
        exit.object = child.object;
        exit.value = exitCode;
        exit.operation = Operation::Exit;
        exit.set(trace::EventFlag::Implicit);
        runtime::context().writer.append(exit);
    }
    return true;
}

void Process::Life::waitAWhile(std::int64_t slice) const
{
    // Without a descriptor for processes (before Linux 5.3) looking again and again has to do.
    constexpr std::int64_t step = 1'000'000;
    pollfd watched{.fd = pidFd.get(), .events = POLLIN, .revents = 0};
    if (!pidFd.isOpen())
        slice = std::min(slice, step);
    const timespec timeout{.tv_sec = slice / 1'000'000'000, .tv_nsec = slice % 1'000'000'000};
    ::ppoll(&watched, 1, &timeout, nullptr);
}

Way Process::Life::joinLive(const rules::Request& request, std::uint8_t flags)
{
    Context& here = runtime::context();
    runtime::passGate(here);
    std::unique_lock lock(mutex);
    Way way = isStarted ? Way::Success : Way::Misuse;
    bool hasBlocked = false;
    if (isStarted && !reap(WNOHANG)) {
        std::int64_t slice = runtime::sliceUntil(request.deadline);
        if (slice != 0) {
            hasBlocked = true;
            runtime::recordBlocked(here, request.operation, request.object, request.source, request.deadline);
            const runtime::SlotStateScope waiting(here, arena::SlotState::BlockedNatively);
            bool hasEnded = false;
            while (slice != 0 && !hasEnded) {
                // Whoever of several joining lanes comes first reaps; the others find it done.
                lock.unlock();
                waitAWhile(slice);
                lock.lock();
                hasEnded = reap(WNOHANG);
                slice = runtime::sliceUntil(request.deadline);
            }
        }
        way = isReaped ? Way::Success : Way::TimedOut;
    }
    runtime::recordAfter(here, request.operation, request.object, request.source,
                         {.value = way == Way::Success ? exitCode : 0, .way = way, .flags = flags});
    lock.unlock();
    if (hasBlocked)
        runtime::passGate(here);
    return way;
}

Way Process::Life::join(Nanoseconds deadline, const Where& at, std::uint8_t flags)
{
    rules::Request request = runtime::request(Operation::Join, child.object, at);
    request.deadline = deadline;
    if (runtime::isLive())
        return joinLive(request, flags);
    return runtime::conduct(
               request,
               [&](const runtime::Reply& reply) {
                   if (reply.way != Way::Success)
                       return runtime::Value();
                   const std::lock_guard lock(mutex);
                   if (pid > 0)
                       reap(0);
                   isReaped = true;
                   exitCode = static_cast<int>(reply.value);
                   return runtime::Value(reply.value);
               },
               flags)
        .way;
}

void Process::Life::kill(int signal, const Where& at, std::uint8_t flags)
{
    rules::Request request = runtime::request(Operation::Kill, child.object, at);
    request.argument = signal;
    const auto carryOut = [&] {
        if (isReaped || !isStarted)
            return;
        isKilled = true;
        if (pid > 0)
            ::kill(pid, signal);
    };
    if (!runtime::isLive()) {
        runtime::conduct(
            request,
            [&](const runtime::Reply& reply) {
                const std::lock_guard lock(mutex);
                if (reply.way == Way::Success)
                    carryOut();
                return runtime::Value(signal);
            },
            flags);
        return;
    }
    Context& here = runtime::context();
    runtime::passGate(here);
    const std::lock_guard lock(mutex);
    runtime::record(here, request.operation, request.object, request.source,
                    {.value = signal, .way = isStarted ? Way::Success : Way::Misuse, .flags = flags});
    carryOut();
}

/// The end of the object: what was started does not outlive it.
void Process::Life::finish()
{
    if (runtime::t_context == nullptr || runtime::context().isAbandoned)
        return;
    const auto flags = static_cast<std::uint8_t>(trace::EventFlag::Implicit);
    try {
        if (isStarted && !isReaped) {
            if (options.daemon)
                kill(SIGKILL, where, flags);
            join(never, where, flags);
        }
        runtime::destroyObject(child.object);
    } catch (const runtime::Abandoned&) {
        // The next operation outside of a destructor throws it again.
    }
}

Process::Process(std::string_view name, std::string role, std::vector<std::string> arguments, ProcessOptions options,
                 const Where& where)
    : m_life(std::make_unique<Life>())
{
    m_life->child =
        runtime::createLane({.kind = trace::LaneKind::Process, .name = name, .isDaemon = options.daemon}, where);
    m_life->where = where;
    m_life->number = m_life->child.process;
    m_life->role = std::move(role);
    m_life->arguments = std::move(arguments);
    m_life->options = std::move(options);
}

Process::Process(Process&&) noexcept = default;

Process& Process::operator=(Process&& other) noexcept
{
    if (this != &other) {
        if (m_life != nullptr)
            m_life->finish();
        m_life = std::move(other.m_life);
    }
    return *this;
}

Process::~Process()
{
    if (m_life != nullptr)
        m_life->finish();
}

void Process::start(const Where& where) { m_life->start(where); }

int Process::join(const Where& where)
{
    return m_life->join(never, where) == Way::Success ? *exitCode() : -1;
}

std::optional<int> Process::joinFor(std::chrono::nanoseconds timeout, const Where& where)
{
    return m_life->join(deadlineAfter(timeout), where) == Way::Success ? exitCode() : std::nullopt;
}

void Process::kill(int signal, const Where& where) { m_life->kill(signal, where); }

bool Process::isAlive(const Where& where) { return m_life->join(deadlineAfter({}), where) == Way::TimedOut; }

std::optional<int> Process::exitCode() const
{
    const std::lock_guard lock(m_life->mutex);
    return m_life->isReaped ? std::optional<int>(m_life->exitCode) : std::nullopt;
}

int Process::pid() const
{
    const std::lock_guard lock(m_life->mutex);
    return m_life->pid;
}

ObjectId Process::id() const { return m_life->child.object; }

} // namespace interleave::process

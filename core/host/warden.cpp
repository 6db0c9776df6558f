#include "core/host/warden.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <utility>

extern char** environ;

namespace interleave::host {
namespace {

// What the warden finds its descriptors under.
constexpr int arenaNumber = 3;
constexpr int reportNumber = 4;
constexpr int lifeNumber = 5;
constexpr int firstFreeNumber = 10;

void say(const base::UniqueFd& life, char word)
{
    // A warden that is gone must not end us with a signal.
    if (life.isOpen())
        [[maybe_unused]] const ssize_t sent = ::send(life.get(), &word, 1, MSG_NOSIGNAL);
}

/// A copy out of the way of the numbers that are about to be given.
base::UniqueFd outOfTheWay(int fd) { return base::UniqueFd(::fcntl(fd, F_DUPFD_CLOEXEC, firstFreeNumber)); }

} // namespace

base::Result<Warden> Warden::launch(const std::string& target, const std::vector<std::string>& arguments, int arenaFd,
                                    std::optional<int> cpu)
{
    std::array<int, 2> reports{-1, -1};
    std::array<int, 2> life{-1, -1};
    const bool hasPipes = ::pipe2(reports.data(), O_CLOEXEC) == 0 &&
                          ::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, life.data()) == 0;
    Warden warden;
    warden.m_reports = base::UniqueFd(reports[0]);
    warden.m_life = base::UniqueFd(life[0]);
    const base::UniqueFd reportWriting(reports[1]);
    const base::UniqueFd lifeReading(life[1]);
    if (!hasPipes)
        return base::Error{base::ErrorCode::Broken, "The system has no room for the pipes to a new target."};
    ::fcntl(reports[0], F_SETFL, O_NONBLOCK);
    const base::UniqueFd arena = outOfTheWay(arenaFd);
    const base::UniqueFd reportEnd = outOfTheWay(reports[1]);
    const base::UniqueFd lifeEnd = outOfTheWay(life[1]);

    std::vector<std::string> words = {target, "--warden", std::to_string(reportNumber), std::to_string(lifeNumber),
                                      std::to_string(cpu.value_or(-1))};
    words.insert(words.end(), arguments.begin(), arguments.end());
    if (!arguments.empty())
        words.insert(words.begin() + 6, std::to_string(arenaNumber));
    std::vector<char*> argv;
    for (std::string& word : words)
        argv.push_back(word.data());
    argv.push_back(nullptr);

    posix_spawn_file_actions_t actions;
    ::posix_spawn_file_actions_init(&actions);
    ::posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    ::posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    ::posix_spawn_file_actions_adddup2(&actions, arena.get(), arenaNumber);
    ::posix_spawn_file_actions_adddup2(&actions, reportEnd.get(), reportNumber);
    ::posix_spawn_file_actions_adddup2(&actions, lifeEnd.get(), lifeNumber);
#if __GLIBC_PREREQ(2, 34)
    // Descriptors of the host that are not closed on exec are none of the target's business.
    ::posix_spawn_file_actions_addclosefrom_np(&actions, lifeNumber + 1);
#endif
    const int error = ::posix_spawn(&warden.m_pid, target.c_str(), &actions, nullptr, argv.data(), environ);
    ::posix_spawn_file_actions_destroy(&actions);
    if (error != 0) {
        warden.m_pid = 0;
        return base::Error{base::ErrorCode::Missing,
                           "The program \"" + target + "\" cannot be started: " + std::strerror(error) + "."};
    }
    return warden;
}

Warden::Warden(Warden&& other) noexcept
    : m_pid(std::exchange(other.m_pid, 0)), m_target(other.m_target), m_reports(std::move(other.m_reports)),
      m_life(std::move(other.m_life)), m_pending(std::move(other.m_pending)), m_startError(other.m_startError),
      m_isOver(other.m_isOver), m_isReleased(other.m_isReleased)
{
}

Warden& Warden::operator=(Warden&& other) noexcept
{
    if (this != &other) {
        end();
        m_pid = std::exchange(other.m_pid, 0);
        m_target = other.m_target;
        m_reports = std::move(other.m_reports);
        m_life = std::move(other.m_life);
        m_pending = std::move(other.m_pending);
        m_startError = other.m_startError;
        m_isOver = other.m_isOver;
        m_isReleased = other.m_isReleased;
    }
    return *this;
}

Warden::~Warden() { end(); }

/// Takes what lies in the pipe. False when there is nothing now.
bool Warden::readSome()
{
    if (m_isOver)
        return false;
    std::array<Report, 64> reports;
    const ssize_t size = ::read(m_reports.get(), reports.data(), sizeof(reports));
    if (size < 0)
        return errno == EINTR;
    if (size == 0) {
        m_isOver = true;
        reap();
        return false;
    }
    // Writes of this size are never torn.
    for (std::size_t i = 0; i < static_cast<std::size_t>(size) / sizeof(Report); ++i) {
        if (reports[i].pid == 0)
            m_startError = reports[i].status;
        else if (reports[i].status == Report::started)
            m_target = reports[i].pid;
        else
            m_pending.push_back(reports[i]);
    }
    return true;
}

/// Waits for the warden itself. What it left behind because it was killed goes with its process group.
void Warden::reap()
{
    if (m_pid == 0)
        return;
    int status = 0;
    ::waitpid(std::exchange(m_pid, 0), &status, 0);
    if (WIFSIGNALED(status) && m_target > 0 && !m_isReleased)
        ::kill(-m_target, SIGKILL);
}

std::vector<Warden::Report> Warden::poll()
{
    while (readSome()) {
    }
    return std::exchange(m_pending, {});
}

pid_t Warden::targetPid()
{
    while (m_target == 0 && m_startError == 0 && !m_isOver) {
        pollfd watched{m_reports.get(), POLLIN, 0};
        ::poll(&watched, 1, -1);
        readSome();
    }
    return m_target;
}

void Warden::killAll()
{
    say(m_life, 'k');
}

void Warden::release()
{
    say(m_life, 'r');
    m_isReleased = true;
}

void Warden::end()
{
    if (m_isReleased || m_pid == 0) {
        m_life.reset();
        return;
    }
    m_life.reset();
    // A warden has nothing to do but to kill and to go; one that was stopped itself is not waited for for ever.
    constexpr int patience = 2000; // milliseconds
    pollfd watched{m_reports.get(), POLLIN, 0};
    while (!m_isOver && ::poll(&watched, 1, patience) > 0)
        readSome();
    if (m_pid > 0) {
        ::kill(m_pid, SIGKILL);
        reap();
    }
}

} // namespace interleave::host

// The warden's own process. Single-threaded, no allocation of note, nothing of the engine but this file.

#include "core/host/warden.h"

#include <dirent.h>
#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <spawn.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <string>
#include <vector>

extern char** environ;

namespace interleave::host {
namespace {

void report(int fd, WardenReport told)
{
    // A host that is gone breaks the other pipe too; nobody is left to be told.
    [[maybe_unused]] const ssize_t written = ::write(fd, &told, sizeof(told));
}

/// Nothing of ours reaches the target: neither descriptors (close-on-exec) nor the mask of signals.
int startTarget(char** words, pid_t& pid)
{
    posix_spawnattr_t attributes;
    ::posix_spawnattr_init(&attributes);
    sigset_t none;
    sigset_t all;
    ::sigemptyset(&none);
    ::sigfillset(&all);
    ::posix_spawnattr_setsigmask(&attributes, &none);
    ::posix_spawnattr_setsigdefault(&attributes, &all);
    ::posix_spawnattr_setpgroup(&attributes, 0);
    ::posix_spawnattr_setflags(&attributes, static_cast<short>(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP));
    const int error = ::posix_spawn(&pid, "/proc/self/exe", nullptr, &attributes, words, environ);
    ::posix_spawnattr_destroy(&attributes);
    return error;
}

/// Kills what descends from `pid`, children before grandchildren, so that the dead start no more. Orphans that come of
/// it are children of the warden and are met at the next call.
void killDescendants(pid_t pid)
{
    const std::string tasks = "/proc/" + std::to_string(pid) + "/task";
    std::vector<pid_t> children;
    if (DIR* folder = ::opendir(tasks.c_str())) {
        while (const dirent* entry = ::readdir(folder)) {
            std::ifstream list(tasks + "/" + entry->d_name + "/children");
            for (pid_t child = 0; list >> child;)
                children.push_back(child);
        }
        ::closedir(folder);
    }
    for (const pid_t child : children)
        ::kill(child, SIGKILL);
    for (const pid_t child : children)
        killDescendants(child);
}

/// Reports everybody who has ended. False when nobody is left to wait for.
bool reapAll(int reportFd)
{
    for (;;) {
        int status = 0;
        const pid_t pid = ::waitpid(-1, &status, WNOHANG);
        if (pid > 0)
            report(reportFd, {pid, status});
        else if (pid == 0)
            return true;
        else if (errno == ECHILD)
            return false;
    }
}

/// What the host says through the pipe of life.
enum class Word { Nothing, Kill, Release };

Word listen(int lifeFd)
{
    char said = 'k';
    const ssize_t size = ::read(lifeFd, &said, 1);
    if (size < 0 && (errno == EINTR || errno == EAGAIN))
        return Word::Nothing;
    return size == 1 && said == 'r' ? Word::Release : Word::Kill;
}

void watch(int reportFd, int lifeFd, int signals)
{
    // While killing, look again soon: who was forked meanwhile must not get away.
    constexpr int again = 5;
    bool isKilling = false;
    while (reapAll(reportFd)) {
        if (isKilling)
            killDescendants(::getpid());
        pollfd watched[] = {{signals, POLLIN, 0}, {lifeFd, POLLIN, 0}};
        ::poll(watched, 2, isKilling ? again : -1);
        signalfd_siginfo ended;
        while (::read(signals, &ended, sizeof(ended)) > 0) {
        }
        if (watched[1].revents == 0)
            continue;
        switch (listen(lifeFd)) {
        case Word::Kill: isKilling = true; [[fallthrough]];
        case Word::Release: lifeFd = -1; break; // poll(2) passes over negative descriptors
        case Word::Nothing: break;
        }
    }
}

} // namespace

int runWarden(int argc, char** argv)
{
    if (argc < 6 || std::strcmp(argv[1], "--warden") != 0)
        return 2;
    const int reportFd = std::atoi(argv[2]);
    const int lifeFd = std::atoi(argv[3]);
    const int cpu = std::atoi(argv[4]);
    for (const int fd : {reportFd, lifeFd})
        if (::fcntl(fd, F_SETFD, FD_CLOEXEC) != 0)
            return 2;
    ::setsid();
    ::prctl(PR_SET_NAME, "warden");
    ::prctl(PR_SET_CHILD_SUBREAPER, 1);
    if (cpu >= 0) {
        cpu_set_t one;
        CPU_ZERO(&one);
        CPU_SET(static_cast<std::size_t>(cpu), &one);
        ::sched_setaffinity(0, sizeof(one), &one);
    }
    // A key pressed in the host's terminal, or its closing, is the host's to answer: it ends the pipe of life.
    for (const int signal : {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGPIPE})
        ::signal(signal, SIG_IGN);
    sigset_t ended;
    ::sigemptyset(&ended);
    ::sigaddset(&ended, SIGCHLD);
    ::sigprocmask(SIG_SETMASK, &ended, nullptr);
    const int signals = ::signalfd(-1, &ended, SFD_CLOEXEC | SFD_NONBLOCK);

    // The words of the target: the program's own name, then what follows our own words.
    argv[4] = argv[0];
    pid_t target = 0;
    if (const int error = startTarget(argv + 4, target); error != 0) {
        report(reportFd, {0, error});
        return 3;
    }
    report(reportFd, {target, WardenReport::started});
    watch(reportFd, lifeFd, signals);
    return 0;
}

} // namespace interleave::host

#include "core/host/command_output.h"

#include "core/base/unique_fd.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>

extern char** environ;

namespace interleave::host {
namespace {

using base::Error;
using base::ErrorCode;

std::string readAll(int fd)
{
    std::string text;
    std::array<char, 65536> block;
    for (;;) {
        const ssize_t n = ::read(fd, block.data(), block.size());
        if (n > 0)
            text.append(block.data(), static_cast<std::size_t>(n));
        else if (n == 0 || errno != EINTR)
            return text;
    }
}

} // namespace

base::Result<std::string> commandOutput(const std::vector<std::string>& words)
{
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0)
        return Error{ErrorCode::Missing, "There is no room for a pipe: " + std::string(std::strerror(errno)) + "."};
    base::UniqueFd reading(ends[0]);
    base::UniqueFd writing(ends[1]);

    std::vector<char*> argv;
    for (const std::string& word : words)
        argv.push_back(const_cast<char*>(word.c_str()));
    argv.push_back(nullptr);
    posix_spawn_file_actions_t actions;
    ::posix_spawn_file_actions_init(&actions);
    ::posix_spawn_file_actions_adddup2(&actions, writing.get(), STDOUT_FILENO);
    pid_t pid = 0;
    const int failure = ::posix_spawn(&pid, argv[0], &actions, nullptr, argv.data(), environ);
    ::posix_spawn_file_actions_destroy(&actions);
    if (failure != 0)
        return Error{ErrorCode::Missing, words[0] + " cannot be started (" + std::strerror(failure)
                                             + "): it belongs beside this program."};
    writing.reset();
    std::string text = readAll(reading.get());
    int status = 0;
    while (::waitpid(pid, &status, 0) < 0 && errno == EINTR) {
    }
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
        return Error{ErrorCode::Broken, words[0] + " ended badly when it was asked what it can run."};
    return text;
}

} // namespace interleave::host

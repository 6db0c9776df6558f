#pragma once

#include "core/process/pipe_end.h"

#include <chrono>
#include <concepts>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace interleave::process {

/// What a child process gets of its parent's connections and queues: a copy of every end.
struct Inherited
{
    template <typename Holder>
        requires requires(const Holder& holder) {
            { holder.ends() } -> std::same_as<std::vector<std::shared_ptr<PipeEnd>>>;
        }
    Inherited(const Holder& holder) : ends(holder.ends())
    {
    }

    std::vector<std::shared_ptr<PipeEnd>> ends;
};

struct ProcessOptions
{
    bool daemon = false;                  ///< killed when this object goes, instead of waited for
    std::vector<Inherited> inherits = {}; ///< connections and queues
};

/// A child process: a real one, with a process id of its own, running a function named in the program's list of roles.
///
/// The child shares no variables with its parent; it gets its arguments, which are texts, and what it inherits.
/// When the object goes, a started child that was not joined is waited for; a daemon is killed. Both are recorded as done
/// on the program's behalf. Against the rules, hence findings: starting twice, joining or killing what was not started.
/// Thread-safety: any lane of the parent.
class Process
{
public:
    explicit Process(std::string_view name, std::string role, std::vector<std::string> arguments = {},
                     ProcessOptions options = {}, const Where& where = Where::current());
    Process(Process&&) noexcept;
    Process& operator=(Process&&) noexcept;
    ~Process();

    /// WrongEnd when something to be inherited is closed here.
    void start(const Where& where = Where::current());
    /// Waits until the process has ended; yields its exit code, 128 + n after signal n, −1 when it was not started.
    int join(const Where& where = Where::current());
    /// The exit code, or nothing when the process goes on after `timeout`.
    std::optional<int> joinFor(std::chrono::nanoseconds timeout, const Where& where = Where::current());
    /// Ends the process at once. `signal` is one that ends a process: SIGTERM, SIGKILL, SIGINT, …
    void kill(int signal = 15, const Where& where = Where::current());
    /// A join that does not wait: false once the process has ended.
    bool isAlive(const Where& where = Where::current());
    /// Known after a join or `isAlive` has found the process ended.
    std::optional<int> exitCode() const;
    /// The operating system's number; 0 before the start, and where processes are only played.
    int pid() const;
    ObjectId id() const;

private:
    struct Life;
    std::unique_ptr<Life> m_life;
};

} // namespace interleave::process

#pragma once

#include "core/base/unique_fd.h"
#include "core/runtime/driver.h"

#include <cstdint>
#include <map>
#include <memory>
#include <vector>

namespace interleave::async {

class FutureState;

/// The descriptors for which the tasks of one loop wait: an epoll set, with an event descriptor that ends a wait.
///
/// Thread-safety: the loop's thread, but for wake().
class Poller
{
public:
    enum class Readiness { Readable, Writable };

    /// A descriptor is ready, or broken, which whoever uses it will see.
    struct Answered
    {
        std::shared_ptr<FutureState> future;
        runtime::Where where;
    };

    bool isEmpty() const { return m_watched.empty(); }
    /// Watches until the descriptor is ready once. False when it is of a kind that is always ready (a file on disk).
    /// Errors: std::system_error, InvalidState when somebody waits for the same already.
    bool watch(int fd, Readiness readiness, std::shared_ptr<FutureState> future, const runtime::Where& where);
    void forget(int fd, Readiness readiness);
    /// Waits until a descriptor is ready, wake() was called or `longest` nanoseconds are over; negative: for ever.
    std::vector<Answered> wait(std::int64_t longest);
    /// Ends a wait that is under way, or the next one. Any thread.
    void wake();

private:
    struct Watched
    {
        Answered reader;
        Answered writer;
    };

    void open();
    void tellKernel(int fd, int operation, const Watched& watched) const;

    base::UniqueFd m_epoll;
    base::UniqueFd m_wake;
    std::map<int, Watched> m_watched;
};

} // namespace interleave::async

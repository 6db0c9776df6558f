#pragma once

#include "core/runtime/conduct.h"

#include <chrono>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

namespace interleave::process {

using runtime::Where;

/// Which end of a pipe; the numbers are those of the rules.
enum class Side : std::uint8_t { Receiving = 0, Sending = 1 };

/// One end of one pipe as this process has it: a descriptor in Live runs, else what the rules know.
///
/// A process has an end at most once; connections and queues that are copied within a process share it. It is closed by
/// `close`, or when the last of them goes.
/// Thread-safety: any lane of its process. Closing an end on which another lane waits makes that wait Misuse.
class PipeEnd
{
public:
    /// A new end of this process. `fd`, non-blocking, is owned from now on; −1 where pipes are played.
    static std::shared_ptr<PipeEnd> own(ObjectId pipe, Side side, int fd, const Where& where);
    /// The end as this process has it; null when no lane uses it.
    static std::shared_ptr<PipeEnd> find(ObjectId pipe, Side side);
    /// Whether this process has the end and has not closed it.
    static bool isHeldHere(ObjectId pipe, Side side);

    ~PipeEnd();
    PipeEnd(const PipeEnd&) = delete;
    PipeEnd& operator=(const PipeEnd&) = delete;

    ObjectId pipe() const { return m_pipe; }
    Side side() const { return m_side; }

    /// One packet into the pipe: Success, TimedOut, Closed or Misuse.
    trace::Way send(std::string_view packet, Nanoseconds deadline, const Where& where);
    /// One packet out of the pipe: Success, TimedOut, Closed or Misuse.
    trace::Way receive(std::string& packet, Nanoseconds deadline, const Where& where);
    /// How many packets lie in the pipe: a snapshot. Live: requires that all packets are full.
    std::int64_t size(const Where& where);
    void close(const Where& where, std::uint8_t flags = 0);

    /// Hands a copy of the end to another process that is about to start: performs OpenEnd on its behalf.
    /// WrongEnd when it is closed here.
    void openFor(std::uint32_t process, const Where& where);

    /// The descriptor, kept open while this lives; −1 when there is none or the end is closed.
    class Use
    {
    public:
        explicit Use(PipeEnd& end);
        ~Use();
        Use(const Use&) = delete;
        Use& operator=(const Use&) = delete;
        int fd() const { return m_fd; }

    private:
        PipeEnd& m_end;
        int m_fd;
    };

private:
    PipeEnd(ObjectId pipe, Side side, int fd, const Where& where);

    bool isClosed();
    trace::Way conducted(trace::Way way);
    std::optional<trace::Way> tryTransfer(int fd, std::string_view sent, std::string* received);
    trace::Way transferLive(const rules::Request& request, std::string_view sent, std::string* received);

    ObjectId m_pipe;
    Side m_side;
    Where m_where;
    std::uint32_t m_process;
    std::mutex m_mutex; // guards what follows
    int m_fd;
    int m_users = 0;
    bool m_isClosed = false;
};

/// A moment `timeout` from now in the current lane's time.
Nanoseconds deadlineAfter(std::chrono::nanoseconds timeout);

} // namespace interleave::process

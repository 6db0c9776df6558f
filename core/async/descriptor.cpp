#include "core/async/descriptor.h"

#include "core/async/await.h"

#include <string>
#include <utility>

namespace interleave::async {
namespace {

/// Whatever ends the wait, the poller forgets the descriptor.
class Watch
{
public:
    Watch(LoopCore& loop, int fd, Poller::Readiness readiness, std::shared_ptr<FutureState> future,
          const runtime::Where& where)
        : m_loop(loop), m_fd(fd), m_readiness(readiness)
        , m_isWatched(loop.poller().watch(fd, readiness, std::move(future), where))
    {}
    ~Watch()
    {
        if (m_isWatched)
            m_loop.poller().forget(m_fd, m_readiness);
    }
    Watch(const Watch&) = delete;
    Watch& operator=(const Watch&) = delete;

    bool isWatched() const { return m_isWatched; }

private:
    LoopCore& m_loop;
    int m_fd;
    Poller::Readiness m_readiness;
    bool m_isWatched;
};

std::string numbered(int fd) { return "descriptor " + std::to_string(fd); }

Task<void> whenReady(int fd, Poller::Readiness readiness, std::string name, runtime::Where where)
{
    LoopCore& loop = LoopCore::current();
    name += readiness == Poller::Readiness::Readable ? " readable" : " writable";
    runtime::PrimitiveFacts facts;
    facts.kind = trace::ObjectKind::Future;
    facts.name = name;
    facts.related = loop.id();
    const auto future = std::make_shared<PlainFuture>(loop.shared_from_this(), runtime::createObject(facts, where));
    const Watch watch(loop, fd, readiness, future, where);
    if (watch.isWatched())
        co_await At(Completion(future, never, OnCancel::LeaveIt), where);
}

} // namespace

Task<void> whenReadable(int fd, std::string name, runtime::Where where)
{
    return whenReady(fd, Poller::Readiness::Readable, std::move(name), where);
}

Task<void> whenWritable(int fd, std::string name, runtime::Where where)
{
    return whenReady(fd, Poller::Readiness::Writable, std::move(name), where);
}

Task<void> whenReadable(int fd, runtime::Where where) { return whenReadable(fd, numbered(fd), where); }
Task<void> whenWritable(int fd, runtime::Where where) { return whenWritable(fd, numbered(fd), where); }

} // namespace interleave::async

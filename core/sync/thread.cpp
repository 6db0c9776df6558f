#include "core/sync/thread.h"

#include "core/runtime/lane_body.h"
#include "core/runtime/primitive.h"

#include <atomic>

namespace interleave::sync {

using runtime::Value;

/// What the handle knows of the lane. Live: hasStarted and isDaemon are guarded by the join point's monitor.
struct Thread::Life
{
    runtime::NewLane made;
    std::string name;
    std::function<void()> body;
    bool hasStarted = false;
    std::atomic<bool> isDaemon = false;
    std::shared_ptr<runtime::JoinPoint> joinPoint = std::make_shared<runtime::JoinPoint>();
};

Thread::Thread(std::string_view name, std::function<void()> body, Where where)
    : Thread(name, std::move(body), ThreadOptions{}, where)
{}

Thread::Thread(std::string_view name, std::function<void()> body, ThreadOptions options, Where where)
    : m_life(std::make_shared<Life>())
{
    const runtime::LaneLocal& creator = *runtime::context().lane;
    m_life->isDaemon = options.isDaemon.value_or(creator.isDaemon);
    m_life->name = name.empty() ? "thread " + std::to_string(creator.lanesCreated + 1) : std::string(name);
    m_life->body = std::move(body);
    m_life->made = runtime::createLane({.name = m_life->name, .isDaemon = m_life->isDaemon}, where);
}

bool Thread::isCurrent() const
{
    return m_life->made.lane == runtime::currentLane();
}

const std::string& Thread::name() const
{
    return m_life->name;
}
ObjectId Thread::id() const
{
    return m_life->made.object;
}
bool Thread::isDaemon() const
{
    return m_life->isDaemon;
}

void Thread::start(Where where)
{
    const std::shared_ptr<Life> life = m_life;
    const rules::Request start = runtime::request(Operation::Start, life->made.object, where);
    Way way = Way::Success;
    if (runtime::isLive()) {
        const auto take = [&] {
            Value value;
            if (std::exchange(life->hasStarted, true))
                value.way = Way::Misuse;
            return value;
        };
        way = life->joinPoint->monitor.performNow(start, take, 0).way;
    } else {
        way = runtime::conduct(start).way;
        life->hasStarted = true;
    }
    if (way == Way::Success)
        runtime::startLane({.lane = life->made.lane,
                            .object = life->made.object,
                            .pathHash = life->made.pathHash,
                            .isDaemon = life->isDaemon,
                            .joinPoint = life->joinPoint,
                            .body = std::move(life->body)});
}

void Thread::setDaemon(bool isDaemon, Where where)
{
    const std::shared_ptr<Life> life = m_life;
    rules::Request set = runtime::request(Operation::SetDaemon, life->made.object, where);
    set.argument = isDaemon ? 1 : 0;
    if (!runtime::isLive()) {
        if (runtime::conduct(set).succeeded())
            life->isDaemon = isDaemon;
        return;
    }
    const auto take = [&] {
        Value value(set.argument);
        if (life->hasStarted)
            value.way = Way::Misuse;
        else
            life->isDaemon = isDaemon;
        return value;
    };
    life->joinPoint->monitor.performNow(set, take, 0);
}

bool Thread::waitUntil(Nanoseconds deadline, std::uint8_t flags, const Where& where)
{
    // The handle may go while its lane is waited for.
    const std::shared_ptr<Life> life = m_life;
    rules::Request join = runtime::request(Operation::Join, life->made.object, where);
    join.deadline = deadline;
    if (!runtime::isLive())
        return runtime::conduct(join, flags).succeeded();
    const auto isMisuse = [&] { return !life->hasStarted || life->made.lane == join.lane; };
    const auto take = [&] {
        Value value;
        if (isMisuse())
            value.way = Way::Misuse;
        return value;
    };
    return life->joinPoint->monitor
        .perform(
            join, [&] { return isMisuse() || life->joinPoint->hasEnded; }, take, 0, flags)
        .succeeded();
}

bool Thread::isAlive(Where where)
{
    if (!m_life->hasStarted || isCurrent())
        return m_life->hasStarted;
    return !waitUntil(deadlineAfter(Duration::zero()), static_cast<std::uint8_t>(trace::EventFlag::Implicit), where);
}

Thread& ThreadGroup::start(std::string_view name, std::function<void()> body, Where where)
{
    m_threads.push_back(std::make_unique<Thread>(name, std::move(body), where));
    Thread& started = *m_threads.back();
    started.start(where);
    return started;
}

void ThreadGroup::joinAll(Where where)
{
    for (const std::unique_ptr<Thread>& thread : m_threads)
        thread->join(where);
}

} // namespace interleave::sync

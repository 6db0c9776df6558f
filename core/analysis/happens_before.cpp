#include "core/analysis/happens_before.h"

namespace interleave::analysis {
namespace {

using trace::Event;
using trace::ObjectKind;
using trace::Operation;

// The places of an object.
constexpr std::uint32_t main = 0;    ///< what start, unlock, put, … leave
constexpr std::uint32_t done = 1;    ///< a lane's end, a future's result
constexpr std::uint32_t readers = 1; ///< a shared mutex: what its readers leave to writers
constexpr std::uint32_t room = 1;    ///< a queue or pipe: what those who get leave to those who put
constexpr std::uint32_t allDone = 2; ///< a queue: what TaskDone leaves

ObjectId mutexOf(const Event& event)
{
    return static_cast<ObjectId>(static_cast<std::uint32_t>(event.value));
}

} // namespace

OperationSet HappensBefore::operations(Edges edges)
{
    if (edges == Edges::StartAndJoin)
        return {Operation::Start, Operation::Begin, Operation::End,  Operation::Join,
                Operation::Exit,  Operation::Await, Operation::Resume};
    OperationSet set = {Operation::Begin,    Operation::End,           Operation::Resume,       Operation::Callback,
                        Operation::Start,    Operation::Join,          Operation::Exit,         Operation::Lock,
                        Operation::TryLock,  Operation::Unlock,        Operation::LockShared,   Operation::TryLockShared,
                        Operation::UnlockShared, Operation::Wait,      Operation::Wake,         Operation::NotifyOne,
                        Operation::NotifyAll, Operation::Acquire,      Operation::TryAcquire,   Operation::Release,
                        Operation::AwaitSet, Operation::Set,           Operation::IsSet,        Operation::CountDown,
                        Operation::AwaitZero, Operation::Arrive,       Operation::Pass,         Operation::Put,
                        Operation::TryPut,   Operation::Get,           Operation::TryGet,       Operation::Close,
                        Operation::TaskDone, Operation::AwaitDone,     Operation::Await,        Operation::Post,
                        Operation::Resolve,  Operation::Cancel,        Operation::Send,         Operation::Receive,
                        Operation::CloseEnd, Operation::EnterOnce,     Operation::LeaveOnce};
    return set;
}

std::uint32_t HappensBefore::carrierOf(LaneId lane)
{
    std::uint32_t& known = entry(m_carriers, lane);
    if (known != 0)
        return known - 1;
    const trace::Lane& facts = m_trace.lane(lane);
    const bool isCarried = facts.kind == trace::LaneKind::Task && m_trace.knows(facts.home) && facts.home != lane
                           && m_trace.lane(facts.home).kind != trace::LaneKind::Task;
    const std::uint32_t carrier = isCarried ? carrierOf(facts.home) : static_cast<std::uint32_t>(m_clocks.size());
    if (!isCarried) {
        m_clocks.emplace_back().set(carrier, 1);
        m_lanes.push_back(lane);
    }
    m_carriers[index(lane)] = carrier + 1;
    return carrier;
}

Epoch HappensBefore::now(LaneId lane)
{
    const std::uint32_t carrier = carrierOf(lane);
    return {carrier, m_clocks[carrier].at(carrier)};
}

bool HappensBefore::isBefore(Epoch past, LaneId lane)
{
    return past.isNone() || m_clocks[carrierOf(lane)].at(past.carrier) >= past.time;
}

void HappensBefore::find(std::uint32_t carrier, std::uint32_t number)
{
    if (number >= m_places.size())
        return;
    const Place& place = m_places[number];
    if (place.last.isNone())
        return;
    if (m_listener != nullptr)
        m_listener->found(carrier, number);
    VectorClock& clock = m_clocks[carrier];
    if (!place.isWhole || clock.at(place.last.carrier) < place.last.time)
        clock.raise(place.clock);
}

void HappensBefore::leave(std::uint32_t carrier, std::uint32_t number, Way way)
{
    if (number >= m_places.size())
        m_places.resize(number + number / 2 + 3);
    Place& place = m_places[number];
    VectorClock& clock = m_clocks[carrier];
    const std::uint32_t time = clock.at(carrier);
    const bool knewAll = place.last.isNone()
                         || (place.isWhole && clock.at(place.last.carrier) >= place.last.time);
    if (way == Way::Replaces || knewAll) {
        place.clock = clock;
        place.isWhole = true;
    } else {
        place.clock.raise(clock);
        place.isWhole = false;
    }
    place.last = {carrier, time};
    clock.set(carrier, time + 1);
    if (m_listener != nullptr)
        m_listener->left(carrier, number, way == Way::Replaces);
}

void HappensBefore::take(const Event& event)
{
    if (event.isBlocked() || !m_trace.knows(event.lane))
        return;
    const std::uint32_t carrier = carrierOf(event.lane);
    const Operation operation = event.operation;
    if (operation >= Operation::Lock && operation <= Operation::UnlockShared)
        takeLocks(event, carrier);
    else if (operation >= Operation::Wait && operation <= Operation::Pass)
        takeSignals(event, carrier);
    else if ((operation >= Operation::Put && operation <= Operation::AwaitDone)
             || (operation >= Operation::Send && operation <= Operation::OpenEnd))
        takeThings(event, carrier);
    else if (operation >= Operation::Await && operation <= Operation::Cancel)
        takeTasks(event, carrier);
    else
        takeLanes(event, carrier);
}

void HappensBefore::takeLanes(const Event& event, std::uint32_t carrier)
{
    const bool succeeded = event.way() == trace::Way::Success;
    const ObjectId own = m_trace.lane(event.lane).object;
    switch (event.operation) {
    case Operation::Start:
        if (succeeded)
            leave(carrier, place(event.object, main), Way::Joins);
        break;
    case Operation::Begin: find(carrier, place(own, main)); break;
    case Operation::Resume: {
        find(carrier, place(own, main));
        ObjectId& awaited = entry(m_awaited, event.lane).object;
        if (!isNone(awaited))
            find(carrier, place(awaited, done));
        awaited = ObjectId::none;
        break;
    }
    case Operation::Callback: find(carrier, place(event.object, main)); break;
    case Operation::End: leave(carrier, place(own, done), Way::Joins); break;
    case Operation::Join:
        if (succeeded)
            find(carrier, place(event.object, done));
        break;
    case Operation::Exit: endProcess(event, carrier); break;
    case Operation::EnterOnce:
        if (succeeded)
            find(carrier, place(event.object, main));
        break;
    case Operation::LeaveOnce:
        if (succeeded)
            leave(carrier, place(event.object, main), Way::Joins);
        break;
    default: break;
    }
}

// Whoever waits for a process sees what all its threads did: none of them goes on behind its end.
void HappensBefore::endProcess(const Event& event, std::uint32_t carrier)
{
    const std::uint32_t process = m_trace.lane(event.lane).process;
    for (std::uint32_t other = 0; other < m_clocks.size(); ++other)
        if (other != carrier && m_trace.lane(m_lanes[other]).process == process)
            m_clocks[carrier].raise(m_clocks[other]);
    leave(carrier, place(event.object, done), Way::Joins);
}

void HappensBefore::takeLocks(const Event& event, std::uint32_t carrier)
{
    if (event.way() != trace::Way::Success)
        return;
    switch (event.operation) {
    case Operation::Lock:
    case Operation::TryLock:
        find(carrier, place(event.object, main));
        find(carrier, place(event.object, readers));
        break;
    case Operation::LockShared:
    case Operation::TryLockShared: find(carrier, place(event.object, main)); break;
    case Operation::Unlock: leave(carrier, place(event.object, main), Way::Replaces); break;
    case Operation::UnlockShared: leave(carrier, place(event.object, readers), Way::Joins); break;
    default: break;
    }
}

void HappensBefore::takeSignals(const Event& event, std::uint32_t carrier)
{
    const bool succeeded = event.way() == trace::Way::Success;
    switch (event.operation) {
    case Operation::Wait:
        if (succeeded)
            leave(carrier, place(mutexOf(event), main), Way::Replaces);
        break;
    case Operation::Wake:
        // However the wait ended, the mutex was taken again.
        if (m_trace.object(event.object).kind == ObjectKind::Condition && m_trace.knows(mutexOf(event)))
            find(carrier, place(mutexOf(event), main));
        if (succeeded)
            find(carrier, place(event.object, main));
        break;
    case Operation::NotifyOne:
    case Operation::NotifyAll:
        if (event.value > 0)
            leave(carrier, place(event.object, main), Way::Joins);
        break;
    case Operation::Release:
    case Operation::Set:
    case Operation::CountDown:
        if (succeeded)
            leave(carrier, place(event.object, main), Way::Joins);
        break;
    case Operation::Acquire:
    case Operation::TryAcquire:
    case Operation::AwaitSet:
    case Operation::AwaitZero:
        if (succeeded)
            find(carrier, place(event.object, main));
        break;
    case Operation::IsSet:
        if (event.value == 1)
            find(carrier, place(event.object, main));
        break;
    case Operation::Arrive: arrive(event, carrier); break;
    case Operation::Pass:
        if (succeeded)
            find(carrier, place(event.object, static_cast<std::uint32_t>(event.value & 1)));
        break;
    default: break;
    }
}

// Two phases at a time: whoever arrives in the next one may do so before all have left this one.
void HappensBefore::arrive(const Event& event, std::uint32_t carrier)
{
    if (event.way() != trace::Way::Success)
        return;
    const std::uint32_t number = place(event.object, static_cast<std::uint32_t>(event.value & 1));
    const bool isNew = number >= m_places.size() || m_places[number].phase != event.value;
    const std::int64_t arrivals = isNew ? 1 : m_places[number].arrivals + 1;
    const trace::Object& barrier = m_trace.object(event.object);
    // Where a function completes the phase, the last of the parties runs it and sees what all have done.
    if (barrier.policy == 1 && arrivals == barrier.bound)
        find(carrier, number);
    leave(carrier, number, isNew ? Way::Replaces : Way::Joins);
    m_places[number].phase = event.value;
    m_places[number].arrivals = arrivals;
}

void HappensBefore::takeThings(const Event& event, std::uint32_t carrier)
{
    const bool succeeded = event.way() == trace::Way::Success;
    const trace::Object& object = m_trace.object(event.object);
    const bool isBounded = object.bound > 0 || object.kind == ObjectKind::Pipe;
    switch (event.operation) {
    case Operation::Put:
    case Operation::TryPut:
    case Operation::Send:
        if (!succeeded)
            break;
        if (isBounded)
            find(carrier, place(event.object, room));
        leave(carrier, place(event.object, main), Way::Joins);
        break;
    case Operation::Get:
    case Operation::TryGet:
    case Operation::Receive:
        if (!succeeded && event.way() != trace::Way::Closed)
            break;
        find(carrier, place(event.object, main));
        if (succeeded && isBounded)
            leave(carrier, place(event.object, room), Way::Joins);
        break;
    case Operation::Close:
    case Operation::CloseEnd:
        if (succeeded)
            leave(carrier, place(event.object, main), Way::Joins);
        break;
    case Operation::TaskDone:
        if (succeeded)
            leave(carrier, place(event.object, allDone), Way::Joins);
        break;
    case Operation::AwaitDone:
        if (succeeded)
            find(carrier, place(event.object, allDone));
        break;
    default: break;
    }
}

void HappensBefore::takeTasks(const Event& event, std::uint32_t carrier)
{
    const bool isLoop = m_trace.object(event.object).kind == ObjectKind::Loop;
    switch (event.operation) {
    case Operation::Await:
        if (event.way() == trace::Way::Suspended)
            entry(m_awaited, event.lane).object = isLoop ? ObjectId::none : event.object;
        else if (event.way() == trace::Way::Success)
            find(carrier, place(event.object, done));
        break;
    case Operation::Post: leave(carrier, place(event.object, main), Way::Joins); break;
    case Operation::Resolve:
        if (event.way() == trace::Way::Success)
            leave(carrier, place(event.object, done), Way::Joins);
        break;
    case Operation::Cancel:
        if (event.way() == trace::Way::Success) {
            const bool isTask = m_trace.object(event.object).kind == ObjectKind::Task;
            leave(carrier, place(event.object, isTask ? main : done), Way::Joins);
        }
        break;
    default: break;
    }
}

} // namespace interleave::analysis

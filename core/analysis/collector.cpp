#include "core/analysis/collector.h"

namespace interleave::analysis {
namespace {

using Kind = Batch::ObjectChange::Kind;
using trace::Operation;
using trace::Way;

constexpr std::uint32_t noObject = 0xffffffU;

/// Where a waiting lane stands in the row of an object: tasks that sleep stand in their loop's timers.
bool standsAtObject(const Segment& segment)
{
    return !isNone(segment.object) && segment.status != LaneStatus::Ready && segment.status != LaneStatus::Running;
}

/// The value of what holds one and is not counted by the follower.
std::optional<std::int64_t> valueOf(const trace::Event& event, const rules::State& state)
{
    if (const auto* flag = state.findRules<rules::EventFlagRules>(event.object))
        return flag->isSet ? 1 : 0;
    if (const auto* future = state.findRules<rules::FutureRules>(event.object); future != nullptr && !future->isTask)
        return future->isDone ? 0 : future->remaining;
    if (state.findRules<rules::VariableRules>(event.object) != nullptr) {
        switch (event.operation) {
        case Operation::Create: return std::nullopt;
        case Operation::Write:
        case Operation::Modify:
        case Operation::Read: return event.value;
        default: return std::nullopt;
        }
    }
    return std::nullopt;
}

} // namespace

bool Collector::collect(Batch& batch, Step most)
{
    batch.clear();
    m_batch = &batch;
    const Step from = m_follower.step();
    m_follower.takeUntil(from + most);
    m_batch = nullptr;
    return m_follower.step() > from;
}

void Collector::finish(Batch& batch)
{
    batch.clear();
    m_batch = &batch;
    m_follower.finish();
    m_batch = nullptr;
}

std::uint32_t Collector::detailOf(const Segment& segment)
{
    if (segment.operation == Operation::None && isNone(segment.object) && !segment.hasFailed)
        return 0;
    const Key key{std::uint64_t{index(segment.object)} << 32 | index(segment.holder),
                  std::uint64_t{index(segment.source)} << 16 | static_cast<std::uint64_t>(segment.operation) << 1
                      | (segment.hasFailed ? 1U : 0U)};
    const auto [place, isNew] = m_details.try_emplace(key, static_cast<std::uint32_t>(m_details.size() + 1));
    if (isNew)
        m_batch->details.push_back(
            {segment.operation, segment.object, segment.holder, segment.source, segment.hasFailed});
    return place->second;
}

void Collector::segmentBegan(const Segment& segment)
{
    m_batch->lanes.push_back({static_cast<std::uint32_t>(segment.begin), index(segment.lane),
                              static_cast<std::uint32_t>(segment.status) & 0xfU, detailOf(segment) & 0x0fffffffU});
    if (standsAtObject(segment))
        addObject(segment.begin, segment.object, segment.lane,
                  segment.status == LaneStatus::Sleeping ? Kind::TimerBegan : Kind::WaitBegan);
}

void Collector::segmentEnded(const Segment& segment)
{
    if (standsAtObject(segment))
        addObject(segment.end, segment.object, segment.lane, Kind::WaitEnded);
}

void Collector::holdBegan(const Hold& hold)
{
    addObject(hold.begin, hold.object, hold.holder, Kind::HoldBegan);
}
void Collector::holdEnded(const Hold& hold)
{
    addObject(hold.end, hold.object, hold.holder, Kind::HoldEnded);
}

void Collector::levelChanged(const Level& level)
{
    addObject(level.step, level.object, LaneId::none, Kind::Value, level.value);
}

void Collector::event(Step step, const trace::Event& event, const rules::State& state)
{
    m_batch->times.push_back(m_trace.timeAt(step));
    if (event.isBlocked())
        return;
    if (event.operation == Operation::Note && !isNone(event.lane))
        m_batch->marks.push_back({static_cast<std::uint32_t>(step), index(event.lane)});
    if (isNone(event.object))
        return;
    if (const auto value = valueOf(event, state))
        addObject(step, event.object, event.lane, Kind::Value, *value);
    if (event.way() != Way::Success || state.findRules<rules::QueueRules>(event.object) == nullptr)
        return;
    if (event.operation == Operation::Put || event.operation == Operation::TryPut)
        addObject(step, event.object, event.lane, Kind::Put, event.value);
    else if (event.operation == Operation::Get || event.operation == Operation::TryGet)
        addObject(step, event.object, event.lane, Kind::Taken, event.value);
}

void Collector::caused(const Cause& cause)
{
    m_batch->causes.push_back({static_cast<std::uint32_t>(cause.cause), static_cast<std::uint32_t>(cause.effect),
                               static_cast<std::uint32_t>(cause.kind) & 0xffU,
                               isNone(cause.object) ? noObject : index(cause.object) & 0xffffffU});
}

void Collector::addObject(Step step, ObjectId object, LaneId lane, Kind kind, std::int64_t value)
{
    m_batch->objects.push_back({static_cast<std::uint32_t>(step), index(object), index(lane), kind, value});
}

} // namespace interleave::analysis

#include "core/analysis/level_of_detail.h"

#include <algorithm>
#include <thread>

namespace interleave::analysis {
namespace {

/// Below this a second thread costs more than it brings.
constexpr std::size_t worthAThread = 200'000;

template <typename Thing>
void addAll(std::vector<Thing>& list, const std::vector<Thing>& more)
{
    if (list.size() + more.size() > list.capacity())
        list.reserve(list.size() + more.size() + list.size() / 4);
    list.insert(list.end(), more.begin(), more.end());
}

} // namespace

void Batch::clear()
{
    times.clear();
    lanes.clear();
    objects.clear();
    details.clear();
    causes.clear();
    marks.clear();
}

void LevelOfDetail::append(const Batch& batch)
{
    std::uint32_t lanes = 0;
    for (const Batch::LaneChange& change : batch.lanes)
        lanes = std::max(lanes, change.lane + 1);
    if (lanes > m_lanes.size())
        m_lanes.resize(lanes);
    std::uint32_t objects = 0;
    for (const Batch::ObjectChange& change : batch.objects)
        objects = std::max(objects, change.object + 1);
    if (objects > m_objects.size())
        m_objects.resize(objects);

    addAll(m_details, batch.details);
    addAll(m_causes, batch.causes);
    addAll(m_marks, batch.marks);
    for (const Nanoseconds time : batch.times)
        m_times.append(time);
    if (batch.lanes.size() + batch.objects.size() < worthAThread) {
        appendLanes(batch, 0, 1);
        appendObjects(batch, 0, 1);
        return;
    }
    std::jthread other([&] {
        appendLanes(batch, 1, 2);
        appendObjects(batch, 1, 2);
    });
    appendLanes(batch, 0, 2);
    appendObjects(batch, 0, 2);
}

void LevelOfDetail::appendLanes(const Batch& batch, std::uint32_t part, std::uint32_t parts)
{
    for (const Batch::LaneChange& change : batch.lanes)
        if (change.lane % parts == part)
            m_lanes[change.lane].change(change.step, static_cast<LaneStatus>(change.status), change.detail, m_times);
}

void LevelOfDetail::appendObjects(const Batch& batch, std::uint32_t part, std::uint32_t parts)
{
    using Kind = Batch::ObjectChange::Kind;
    for (const Batch::ObjectChange& change : batch.objects) {
        if (change.object % parts != part)
            continue;
        ObjectTrack& object = m_objects[change.object];
        switch (change.kind) {
        case Kind::HoldBegan: object.holdBegan(change.step, change.lane); break;
        case Kind::HoldEnded: object.holdEnded(change.step); break;
        case Kind::WaitBegan: object.waitBegan(change.step, change.lane, Bar::Kind::Wait); break;
        case Kind::TimerBegan: object.waitBegan(change.step, change.lane, Bar::Kind::Timer); break;
        case Kind::WaitEnded: object.waitEnded(change.step, change.lane); break;
        case Kind::Value: object.valueChanged(change.step, change.value); break;
        case Kind::Put: object.itemPut(change.step, change.lane, change.value); break;
        case Kind::Taken: object.itemTaken(change.step, change.value); break;
        }
    }
}

const LaneTrack& LevelOfDetail::lane(LaneId id) const
{
    static const LaneTrack none;
    return index(id) < m_lanes.size() ? m_lanes[index(id)] : none;
}

const ObjectTrack& LevelOfDetail::object(ObjectId id) const
{
    static const ObjectTrack none;
    return index(id) < m_objects.size() ? m_objects[index(id)] : none;
}

const Detail& LevelOfDetail::detail(std::uint32_t number) const
{
    static const Detail none;
    return number > 0 && number <= m_details.size() ? m_details[number - 1] : none;
}

std::pair<std::size_t, std::size_t> LevelOfDetail::causesWithin(Step from, Step to) const
{
    const auto place = [this](Step step) {
        return static_cast<std::size_t>(
            std::lower_bound(m_causes.begin(), m_causes.end(), step,
                             [](const PackedCause& cause, Step wanted) { return cause.effect < wanted; })
            - m_causes.begin());
    };
    return {place(from), place(to)};
}

Step LevelOfDetail::heldSince(ObjectId id, Step step) const
{
    const ObjectTrack& track = object(id);
    const auto hold = track.holdAt(step);
    return hold ? track.holds()[*hold].begin : noStep;
}

std::size_t LevelOfDetail::bytes() const
{
    std::size_t sum = m_times.bytes() + m_details.capacity() * sizeof(Detail)
                      + m_causes.capacity() * sizeof(PackedCause) + m_marks.capacity() * sizeof(Mark);
    for (const LaneTrack& lane : m_lanes)
        sum += lane.bytes();
    for (const ObjectTrack& object : m_objects)
        sum += object.bytes();
    return sum;
}

} // namespace interleave::analysis

#include "ui/timeline/rows.h"

#include "ui/theme/metrics.h"

#include <algorithm>
#include <map>

namespace interleave::timeline {
namespace {

namespace metrics = theme::metrics;
using trace::LaneKind;
using trace::ObjectKind;
using trace::Trace;

/// Sections of objects, in the order in which they stand.
enum Section : std::uint32_t { Locks, Semaphores, Queues, Flags, Variables, LoopObjects };

Section sectionOf(RowKind kind)
{
    switch (kind) {
    case RowKind::Lock: return Locks;
    case RowKind::Semaphore: return Semaphores;
    case RowKind::Queue: return Queues;
    case RowKind::Flag: return Flags;
    case RowKind::Variable: return Variables;
    default: return LoopObjects;
    }
}

const metrics::Density& sizesOf(Density density)
{
    switch (density) {
    case Density::Comfortable: return metrics::comfortable;
    case Density::Standard: return metrics::standard;
    case Density::Compact: return metrics::compact;
    case Density::Collapsed: break;
    }
    return metrics::collapsed;
}

int slotsOf(const trace::Object& object)
{
    return object.bound > 0 && object.bound <= metrics::queueSlotsShown ? static_cast<int>(object.bound) : 0;
}

int objectHeight(RowKind kind, Density density, int slotRows)
{
    if (density != Density::Comfortable)
        return laneHeight(density);
    switch (kind) {
    case RowKind::Lock:
    case RowKind::Semaphore: return metrics::lockLane;
    case RowKind::Queue: return 8 + slotRows * metrics::queueSlot + metrics::depthGraph + 8;
    case RowKind::Timers: return 40;
    case RowKind::Future: return 32;
    default: return 36;
    }
}

bool contains(std::string_view name, const QString& filter)
{
    return filter.isEmpty()
           || QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size())).contains(filter, Qt::CaseInsensitive);
}

/// Collects rows without their places.
class Builder
{
public:
    Builder(const Trace& trace, const RowWishes& wishes) : m_trace(trace), m_wishes(wishes) {}

    std::vector<Row> lanes(Density density)
    {
        std::map<LaneId, std::vector<LaneId>> tasks;
        std::map<std::uint32_t, std::vector<LaneId>> processes;
        for (std::size_t i = 0; i < m_trace.laneCount(); ++i) {
            const auto id = LaneId(i);
            const trace::Lane& lane = m_trace.lane(id);
            if (lane.kind == LaneKind::Task && m_trace.knows(lane.home) && lane.home != id)
                tasks[lane.home].push_back(id);
            else
                processes[lane.process].push_back(id);
        }
        const bool hasHeads = processes.size() > 1 || !tasks.empty();
        std::vector<Row> rows;
        for (auto& [process, lanes] : processes) {
            std::vector<Row> group;
            sort(lanes);
            for (const LaneId lane : lanes)
                addLane(lane, tasks[lane], density, group);
            if (group.empty())
                continue;
            const RowKey key{RowKind::Process, process};
            if (hasHeads)
                rows.push_back({.key = key, .height = 22, .count = static_cast<int>(group.size())});
            if (!hasHeads || !m_wishes.folded.contains(key))
                rows.insert(rows.end(), group.begin(), group.end());
        }
        return rows;
    }

    std::vector<Row> objects(Density density, const std::function<bool(ObjectId)>& isShown)
    {
        std::map<Section, std::vector<Row>> sections;
        for (std::size_t i = 0; i < m_trace.objectCount(); ++i) {
            const trace::Object& object = m_trace.object(ObjectId(i));
            const auto kind = rowKindOf(object.kind);
            if (!kind || !isShown(ObjectId(i)) || !contains(m_trace.objectName(ObjectId(i)), m_wishes.filter))
                continue;
            const int slotRows = *kind == RowKind::Queue ? slotsOf(object) : 0;
            sections[sectionOf(*kind)].push_back({.key = {*kind, static_cast<std::uint32_t>(i)},
                                                  .height = objectHeight(*kind, density, slotRows),
                                                  .density = density,
                                                  .slotRows = density == Density::Comfortable ? slotRows : 0});
        }
        std::vector<Row> rows;
        for (auto& [section, members] : sections) {
            std::stable_sort(members.begin(), members.end(),
                             [this](const Row& a, const Row& b) { return rank(a.key) < rank(b.key); });
            const RowKey key{RowKind::Section, section};
            rows.push_back({.key = key, .height = 22, .count = static_cast<int>(members.size())});
            if (!m_wishes.folded.contains(key))
                rows.insert(rows.end(), members.begin(), members.end());
        }
        return rows;
    }

private:
    std::size_t rank(const RowKey& key) const
    {
        const auto place = std::find(m_wishes.order.begin(), m_wishes.order.end(), key);
        return static_cast<std::size_t>(place - m_wishes.order.begin());
    }
    void sort(std::vector<LaneId>& lanes) const
    {
        std::stable_sort(lanes.begin(), lanes.end(), [this](LaneId a, LaneId b) {
            return rank({RowKind::Lane, index(a)}) < rank({RowKind::Lane, index(b)});
        });
    }
    void addLane(LaneId lane, std::vector<LaneId>& tasks, Density density, std::vector<Row>& rows)
    {
        sort(tasks);
        std::vector<Row> children;
        for (const LaneId task : tasks)
            if (contains(m_trace.laneName(task), m_wishes.filter))
                children.push_back(laneRow(task, density, 1));
        if (children.empty() && !contains(m_trace.laneName(lane), m_wishes.filter))
            return;
        rows.push_back(laneRow(lane, density, 0));
        rows.back().count = static_cast<int>(children.size());
        if (children.empty() || m_wishes.folded.contains(rows.back().key))
            return;
        // The thread of a loop says less than its tasks.
        if (density == Density::Comfortable)
            rows.back().height = 36;
        children.back().isLastChild = true;
        rows.insert(rows.end(), children.begin(), children.end());
    }
    Row laneRow(LaneId lane, Density density, int indent) const
    {
        Row row{
            .key = {RowKind::Lane, index(lane)}, .height = laneHeight(density), .indent = indent, .density = density};
        if (density == Density::Collapsed && m_wishes.opened == row.key) {
            row.density = Density::Standard;
            row.height = metrics::openedCollapsedLane;
        }
        return row;
    }

    const Trace& m_trace;
    const RowWishes& m_wishes;
};

} // namespace

Density densityFor(std::size_t lanes)
{
    return lanes <= 8    ? Density::Comfortable
           : lanes <= 20 ? Density::Standard
           : lanes <= 40 ? Density::Compact
                         : Density::Collapsed;
}

int laneHeight(Density density)
{
    return sizesOf(density).lane;
}
int segmentHeight(Density density)
{
    return sizesOf(density).segment;
}

std::optional<RowKind> rowKindOf(ObjectKind kind)
{
    switch (kind) {
    case ObjectKind::Mutex:
    case ObjectKind::RecursiveMutex:
    case ObjectKind::SharedMutex:
    case ObjectKind::Once: return RowKind::Lock;
    case ObjectKind::Semaphore:
    case ObjectKind::Latch:
    case ObjectKind::Barrier: return RowKind::Semaphore;
    case ObjectKind::Queue:
    case ObjectKind::Pipe: return RowKind::Queue;
    case ObjectKind::Event:
    case ObjectKind::Condition: return RowKind::Flag;
    case ObjectKind::Variable: return RowKind::Variable;
    case ObjectKind::Loop: return RowKind::Timers;
    case ObjectKind::Future: return RowKind::Future;
    default: return std::nullopt;
    }
}

RowLayout RowLayout::of(const Trace& trace, const RowWishes& wishes, const std::function<bool(ObjectId)>& isShown)
{
    RowLayout layout;
    layout.m_density = wishes.density.value_or(densityFor(trace.laneCount()));
    Builder builder(trace, wishes);
    layout.m_rows = builder.lanes(layout.m_density);
    const std::vector<Row> objects = builder.objects(layout.m_density, isShown);
    layout.m_rows.insert(layout.m_rows.end(), objects.begin(), objects.end());
    int top = 0;
    for (Row& row : layout.m_rows) {
        row.top = top;
        top += row.height;
    }
    return layout;
}

const Row* RowLayout::at(int y) const
{
    const std::size_t i = firstBelow(y);
    return i < m_rows.size() && m_rows[i].top <= y ? &m_rows[i] : nullptr;
}

std::size_t RowLayout::firstBelow(int y) const
{
    const auto place = std::upper_bound(m_rows.begin(), m_rows.end(), y,
                                        [](int wanted, const Row& row) { return wanted < row.bottom(); });
    return static_cast<std::size_t>(place - m_rows.begin());
}

const Row* RowLayout::find(const RowKey& key) const
{
    const auto place = std::find_if(m_rows.begin(), m_rows.end(), [&](const Row& row) { return row.key == key; });
    return place == m_rows.end() ? nullptr : &*place;
}

const Row* RowLayout::objectRow(ObjectId object) const
{
    const auto place = std::find_if(m_rows.begin(), m_rows.end(),
                                    [&](const Row& row) { return row.isObject() && row.object() == object; });
    return place == m_rows.end() ? nullptr : &*place;
}

} // namespace interleave::timeline

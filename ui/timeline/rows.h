#pragma once

#include "core/trace/trace.h"

#include <QString>

#include <functional>
#include <optional>
#include <set>
#include <vector>

namespace interleave::timeline {

/// What a row of the timeline shows.
enum class RowKind {
    Process, ///< head of a group of lanes
    Section, ///< head of a group of objects
    Lane,
    Lock,
    Semaphore, ///< and whatever else is a number that goes up and down: latches, barriers
    Queue,
    Flag,
    Variable,
    Timers,
    Future,
};

enum class Density { Comfortable, Standard, Compact, Collapsed };

/// Identifies a row over changes of the layout.
struct RowKey
{
    RowKind kind = RowKind::Lane;
    std::uint32_t id = 0; ///< lane, object, process or section
    friend auto operator<=>(const RowKey&, const RowKey&) = default;
};

/// One row, placed: device-independent pixels from the top of all rows.
struct Row
{
    RowKey key;
    int top = 0;
    int height = 0;
    int indent = 0;           ///< levels: tasks stand under their loop's thread
    bool isLastChild = false; ///< the elbow of a task ends here
    Density density = Density::Comfortable;
    int slotRows = 0; ///< Queue: rows for items
    int count = 0;    ///< heads: rows below them

    bool isHead() const { return key.kind == RowKind::Process || key.kind == RowKind::Section; }
    bool isLane() const { return key.kind == RowKind::Lane; }
    bool isObject() const { return !isHead() && !isLane(); }
    LaneId lane() const { return isLane() ? LaneId(key.id) : LaneId::none; }
    ObjectId object() const { return isObject() ? ObjectId(key.id) : ObjectId::none; }
    int bottom() const { return top + height; }
};

/// What the user decided about rows; kept for the run.
struct RowWishes
{
    std::optional<Density> density; ///< none: by the number of lanes
    std::set<RowKey> folded;        ///< heads whose rows are hidden, loops whose tasks are
    std::vector<RowKey> order;      ///< rows that were dragged, in the order wanted
    QString filter;                 ///< only rows whose name contains it
    std::optional<RowKey> opened;   ///< a collapsed lane that is pointed at or selected
};

/// Where every row lies.
class RowLayout
{
public:
    /// Rows for everything in the trace's tables; objects of which `isShown` is false have none.
    static RowLayout of(const trace::Trace& trace, const RowWishes& wishes,
                        const std::function<bool(ObjectId)>& isShown);

    const std::vector<Row>& rows() const { return m_rows; }
    int height() const { return m_rows.empty() ? 0 : m_rows.back().bottom(); }
    Density density() const { return m_density; }
    /// The row at a height; null between and behind rows.
    const Row* at(int y) const;
    const Row* find(const RowKey& key) const;
    const Row* laneRow(LaneId lane) const { return find({RowKind::Lane, index(lane)}); }
    const Row* objectRow(ObjectId object) const;
    /// The first row that reaches below `y`.
    std::size_t firstBelow(int y) const;

private:
    std::vector<Row> m_rows;
    Density m_density = Density::Comfortable;
};

/// The density for a number of lanes: up to 8, 20, 40, and more.
Density densityFor(std::size_t lanes);
/// The kind of row an object has; none for objects without one.
std::optional<RowKind> rowKindOf(trace::ObjectKind kind);
/// Height of a lane and of the segments in it.
int laneHeight(Density density);
int segmentHeight(Density density);

} // namespace interleave::timeline

#include "core/exchange/perfetto_picture.h"

#include "core/analysis/event_text.h"

#include <protozero/pbf_writer.hpp>

#include <algorithm>
#include <set>

namespace interleave::exchange::perfetto {
namespace {

using analysis::LaneStatus;
using analysis::noStep;
using trace::ObjectKind;

enum class NameOf : std::uint64_t { Segment, Hold, Cause };

/// Being ready is a gap, and who is over has nothing to show.
bool isShown(LaneStatus status)
{
    return status != LaneStatus::Ready && status != LaneStatus::Ended && status != LaneStatus::Killed;
}

/// What a counter counts; null for things without a level.
const char* unitOf(ObjectKind kind)
{
    switch (kind) {
    case ObjectKind::Semaphore: return "permits";
    case ObjectKind::Latch: return "count";
    case ObjectKind::Pipe: return "messages";
    case ObjectKind::Queue: return "items";
    default: return nullptr;
    }
}

bool isHeldByLanes(ObjectKind kind)
{
    return kind == ObjectKind::Mutex || kind == ObjectKind::RecursiveMutex || kind == ObjectKind::SharedMutex
           || kind == ObjectKind::Once;
}

std::string holdText(const trace::Trace& trace, const analysis::Hold& hold)
{
    if (hold.readers > 1)
        return std::to_string(hold.readers) + " readers";
    return (hold.readers == 1 ? "read by " : "held by ") + analysis::laneText(trace, hold.holder);
}

} // namespace

Picture::Picture(const trace::Trace& trace, std::string& output)
    : m_trace(trace)
    , m_output(output)
    , m_packets(pictureSequence, trace, output)
    , m_lastTime(trace.laneCount(), -1)
    , m_lastStep(trace.laneCount(), noStep)
    , m_isOpen(trace.laneCount())
    , m_isHeld(trace.objectCount())
{
}

void Picture::putTracks()
{
    const auto put = [this](std::uint64_t id, std::string_view name) {
        std::string text;
        protozero::pbf_writer descriptor(text);
        descriptor.add_uint64(track::uuid, id);
        descriptor.add_string(track::name, name.data(), name.size());
        descriptor.add_uint64(track::childOrdering, track::explicitOrder);
        m_packets.putTrack(text);
    };
    put(runTrack, "Run");
    if (!isLive())
        put(trackOf(LaneId::none), "Virtual time");
    for (std::size_t i = 0; i < m_trace.laneCount(); ++i)
        putLaneTrack(LaneId(i));
    put(resourceTrack, "Resources");
    for (std::size_t i = 0; i < m_trace.objectCount(); ++i)
        putObjectTrack(ObjectId(i));
}

// The numbers of processes are those of their first lane: a process and its first thread have the same, as on Linux, and
// no thread of another one has it.
void Picture::putLaneTrack(LaneId lane)
{
    const trace::Lane& known = m_trace.lane(lane);
    const std::string name = analysis::laneText(m_trace, lane);
    std::string text;
    protozero::pbf_writer descriptor(text);
    if (known.kind == trace::LaneKind::Task) {
        descriptor.add_uint64(track::uuid, trackOf(lane));
        descriptor.add_uint64(track::parent, isNone(known.home) ? runTrack : trackOf(known.home));
        descriptor.add_string(track::name, name);
        descriptor.add_uint64(track::rank, index(lane));
        m_packets.putTrack(text);
        return;
    }
    std::uint32_t first = index(lane);
    if (known.kind != trace::LaneKind::Process)
        for (std::size_t depth = 0; depth <= m_trace.laneCount() && m_trace.lane(LaneId{first}).kind != trace::LaneKind::Process
                                    && m_trace.knows(m_trace.lane(LaneId{first}).creator);
             ++depth)
            first = index(m_trace.lane(LaneId{first}).creator);
    if (first == index(lane)) {
        const bool isMain = first == 0 && !m_trace.info().scenario.empty();
        std::string process;
        protozero::pbf_writer whole(process);
        whole.add_uint64(track::uuid, firstProcessTrack + first);
        protozero::pbf_writer facts(whole, track::process);
        facts.add_int32(track::processPid, static_cast<std::int32_t>(first + 1));
        facts.add_string(track::processName, isMain ? m_trace.info().scenario : name);
        facts.commit();
        m_packets.putTrack(process);
    }
    descriptor.add_uint64(track::uuid, trackOf(lane));
    descriptor.add_uint64(track::parent, firstProcessTrack + first);
    descriptor.add_uint64(track::rank, index(lane));
    protozero::pbf_writer facts(descriptor, track::thread);
    facts.add_int32(track::threadPid, static_cast<std::int32_t>(first + 1));
    facts.add_int64(track::threadTid, std::int64_t{index(lane)} + 1);
    facts.add_string(track::threadName, name);
    facts.commit();
    m_packets.putTrack(text);
}

void Picture::putObjectTrack(ObjectId object)
{
    const ObjectKind kind = m_trace.object(object).kind;
    const char* unit = unitOf(kind);
    if (unit == nullptr && !isHeldByLanes(kind))
        return;
    std::string text;
    protozero::pbf_writer descriptor(text);
    descriptor.add_uint64(track::uuid, trackOf(object));
    descriptor.add_uint64(track::parent, resourceTrack);
    descriptor.add_string(track::name, analysis::objectText(m_trace, object));
    descriptor.add_uint64(track::rank, index(object));
    if (unit != nullptr) {
        protozero::pbf_writer counter(descriptor, track::counter);
        counter.add_string(track::counterUnitName, unit);
    }
    m_packets.putTrack(text);
}

std::int64_t Picture::timeOf(Step step) const
{
    if (!isLive())
        return static_cast<std::int64_t>(step) * 1000;
    if (m_trace.size() == 0)
        return 0;
    return std::max<std::int64_t>(0, m_trace.timeAt(std::min<Step>(step, m_trace.size() - 1)));
}

std::int64_t Picture::laneTime(LaneId lane, Step step)
{
    if (index(lane) >= m_lastTime.size())
        return timeOf(step);
    std::int64_t& last = m_lastTime[index(lane)];
    if (m_lastStep[index(lane)] != step) {
        m_lastStep[index(lane)] = step;
        last = std::max(timeOf(step), last + 1);
    }
    return last;
}

void Picture::begin(std::int64_t time, std::uint64_t track, Category category, std::uint64_t name, SourceId source)
{
    ShortMessage<64> mark;
    mark.number(event::type, event::sliceBegin);
    mark.number(event::track, track);
    mark.number(event::categoryId, static_cast<std::uint64_t>(category));
    mark.number(event::nameId, name);
    if (m_trace.knows(source))
        mark.number(event::sourceId, m_packets.source(source));
    m_packets.put(time, mark.text());
}

void Picture::end(std::int64_t time, std::uint64_t track)
{
    ShortMessage<32> mark;
    mark.number(event::type, event::sliceEnd);
    mark.number(event::track, track);
    m_packets.put(time, mark.text());
}

void Picture::segmentBegan(const analysis::Segment& segment)
{
    if (!isShown(segment.status) || index(segment.lane) >= m_isOpen.size())
        return;
    m_isOpen[index(segment.lane)] = true;
    const NameKey key{static_cast<std::uint64_t>(NameOf::Segment) | std::uint64_t{static_cast<std::uint8_t>(segment.status)} << 8,
                      std::uint64_t{index(segment.object)} << 32 | index(segment.holder)};
    const std::uint64_t name = m_packets.name(key, [&] { return analysis::segmentText(m_trace, segment); });
    begin(laneTime(segment.lane, segment.begin), trackOf(segment.lane), Category::Lane, name, segment.source);
}

void Picture::segmentEnded(const analysis::Segment& segment)
{
    if (index(segment.lane) >= m_isOpen.size() || !m_isOpen[index(segment.lane)])
        return;
    m_isOpen[index(segment.lane)] = false;
    end(laneTime(segment.lane, segment.end), trackOf(segment.lane));
}

void Picture::holdBegan(const analysis::Hold& hold)
{
    if (index(hold.object) >= m_isHeld.size())
        return;
    m_isHeld[index(hold.object)] = true;
    const NameKey key{static_cast<std::uint64_t>(NameOf::Hold), std::uint64_t{hold.readers} << 32 | index(hold.holder)};
    const std::uint64_t name = m_packets.name(key, [&] { return holdText(m_trace, hold); });
    begin(timeOf(hold.begin), trackOf(hold.object), Category::Hold, name, SourceId::none);
}

void Picture::holdEnded(const analysis::Hold& hold)
{
    if (index(hold.object) >= m_isHeld.size() || !m_isHeld[index(hold.object)])
        return;
    m_isHeld[index(hold.object)] = false;
    end(timeOf(hold.end), trackOf(hold.object));
}

void Picture::levelChanged(const analysis::Level& level)
{
    if (unitOf(m_trace.object(level.object).kind) == nullptr)
        return;
    ShortMessage<64> mark;
    mark.number(event::type, event::counter);
    mark.number(event::track, trackOf(level.object));
    mark.number(event::categoryId, static_cast<std::uint64_t>(Category::Level));
    mark.number(event::counterValue, static_cast<std::uint64_t>(level.value));
    m_packets.put(timeOf(level.step), mark.text());
}

void Picture::putMark(std::int64_t time, LaneId lane, std::uint64_t name, std::uint32_t flowField, std::uint64_t flow)
{
    ShortMessage<64> mark;
    mark.number(event::type, event::instant);
    mark.number(event::track, trackOf(lane));
    mark.number(event::categoryId, static_cast<std::uint64_t>(Category::Cause));
    mark.number(event::nameId, name);
    mark.fixed64(flowField, flow);
    m_packets.put(time, mark.text());
}

// The cause is long written when its effect comes, so both ends are marks of their own.
void Picture::caused(const analysis::Cause& cause)
{
    const LaneId from = m_trace.event(cause.cause).lane;
    const LaneId to = m_trace.event(cause.effect).lane;
    if (!m_trace.knows(from) || !m_trace.knows(to))
        return;
    const std::uint64_t flow = ++m_flows;
    const NameKey key{static_cast<std::uint64_t>(NameOf::Cause), static_cast<std::uint64_t>(cause.kind)};
    const auto text = [&] { return name(cause.kind); };
    const std::int64_t effect = laneTime(to, cause.effect);
    putMark(std::min(timeOf(cause.cause), effect), from, m_packets.name(key, text), event::flow, flow);
    putMark(effect, to, m_packets.name(key, text), event::endingFlow, flow);
}

void Picture::finish(const analysis::Follower& follower, Step size)
{
    for (analysis::Segment segment : follower.openSegments()) {
        segment.end = size;
        segmentEnded(segment);
    }
    for (analysis::Hold hold : follower.openHolds()) {
        hold.end = size;
        holdEnded(hold);
    }
}

} // namespace interleave::exchange::perfetto

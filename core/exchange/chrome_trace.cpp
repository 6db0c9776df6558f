#include "core/exchange/chrome_trace.h"

#include "core/analysis/event_text.h"
#include "core/analysis/follower.h"
#include "core/base/step_number.h"
#include "core/exchange/output_file.h"
#include "core/exchange/sorted_window.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <vector>

namespace interleave::exchange {
namespace {

using analysis::LaneStatus;
using trace::Event;
using trace::Operation;
using trace::Trace;

using Write = std::function<void(std::string_view)>;

constexpr std::size_t windowSize = 65536;
constexpr Step progressInterval = 65536;

/// Microseconds with decimals, of nanoseconds.
std::string microseconds(std::int64_t nanoseconds)
{
    if (nanoseconds % 1000 == 0)
        return fmt::format("{}", nanoseconds / 1000);
    return fmt::format("{}.{:03}", nanoseconds / 1000, nanoseconds % 1000);
}

/// How many bytes the UTF-8 sequence at `i` has; 0 when it is none.
std::size_t sequenceLength(std::string_view text, std::size_t i)
{
    const auto lead = static_cast<unsigned char>(text[i]);
    const std::size_t length = lead >= 0xc2 && lead < 0xe0 ? 2 : lead >= 0xe0 && lead < 0xf0 ? 3 : lead >= 0xf0 && lead < 0xf5 ? 4 : 0;
    if (length == 0 || i + length > text.size())
        return 0;
    for (std::size_t k = 1; k < length; ++k)
        if ((static_cast<unsigned char>(text[i + k]) & 0xc0) != 0x80)
            return 0;
    return length;
}

class Writer final : public analysis::Sink
{
public:
    Writer(const Trace& trace, const Write& write, const ExportOptions& options);

    bool run(const trace::Verdict* verdict);

private:
    void event(Step step, const Event& event, const rules::State& state) override;
    void segmentBegan(const analysis::Segment& segment) override;
    void segmentEnded(const analysis::Segment& segment) override;
    void holdBegan(const analysis::Hold& hold) override;
    void holdEnded(const analysis::Hold& hold) override;
    void levelChanged(const analysis::Level& level) override;
    void caused(const analysis::Cause& cause) override;

    void writeMetadata();
    void writeMetadata(std::string_view kind, std::uint64_t process, std::uint64_t thread, std::string_view key,
                       const std::string& value);
    void writeOtherData(const trace::Verdict* verdict);
    void put(const std::string& record);
    void closeOpen(const analysis::Follower& follower);
    void openAtStart(const analysis::Follower& follower);

    bool isLive() const { return m_trace.info().mode == trace::Mode::Live; }
    bool isInside(Step step) const { return step >= m_begin && step < m_end; }
    std::int64_t timeOf(Step step) const;
    std::string track(LaneId lane) const;
    std::string track(ObjectId object) const;
    std::uint64_t processOf(LaneId lane) const;
    void begin(std::int64_t time, const std::string& track, const std::string& name, const std::string& arguments);
    void end(std::int64_t time, const std::string& track);
    /// When a step is on a lane: every step later than the one before, if only by a nanosecond.
    std::int64_t laneTime(LaneId lane, Step step);

    const Trace& m_trace;
    const Write& m_write;
    const ExportOptions& m_options;
    SortedWindow m_window;
    Step m_begin;
    Step m_end;
    std::int64_t m_origin = 0;
    std::uint64_t m_resources = 1; ///< the process that holds locks and counters
    std::uint64_t m_flows = 0;
    bool m_isFirst = true;
    std::vector<std::int64_t> m_lastTime; ///< by lane: of its latest event in the file
    std::vector<bool> m_isOpen;           ///< by lane: a slice is open in the file
    std::vector<bool> m_isHeld;           ///< by object: likewise
    std::vector<Step> m_lastStep;         ///< by lane: of that event
};

Writer::Writer(const Trace& trace, const Write& write, const ExportOptions& options)
    : m_trace(trace)
    , m_write(write)
    , m_options(options)
    , m_window(windowSize, [this](const std::string& record) { put(record); })
    , m_begin(std::min<Step>(options.begin, trace.size()))
    , m_end(std::clamp<Step>(options.end, m_begin, trace.size()))
    , m_lastTime(trace.laneCount(), -1)
    , m_isOpen(trace.laneCount())
    , m_isHeld(trace.objectCount())
    , m_lastStep(trace.laneCount(), analysis::noStep)
{
    for (std::size_t i = 0; i < trace.laneCount(); ++i)
        m_resources = std::max<std::uint64_t>(m_resources, std::uint64_t{trace.lane(LaneId(i)).process} + 2);
    m_origin = isLive() && m_begin < trace.size() ? trace.timeAt(m_begin) : 0;
}

void Writer::put(const std::string& record)
{
    m_write(m_isFirst ? "\n" : ",\n");
    m_write(record);
    m_isFirst = false;
}

bool Writer::run(const trace::Verdict* verdict)
{
    m_write("{\"displayTimeUnit\":\"ns\",\"traceEvents\":[");
    writeMetadata();
    analysis::Follower follower(m_trace, *this);
    while (follower.step() < m_begin) {
        follower.takeUntil(std::min<Step>(m_begin, follower.step() + progressInterval));
        if (m_options.progress && !m_options.progress(0))
            return false;
    }
    openAtStart(follower);
    while (follower.step() < m_end) {
        follower.takeUntil(std::min<Step>(m_end, follower.step() + progressInterval));
        if (m_options.progress && !m_options.progress(follower.step() - m_begin))
            return false;
    }
    if (m_end == m_trace.size())
        follower.finish();
    closeOpen(follower);
    m_window.finish();
    m_write("\n],\"otherData\":");
    writeOtherData(verdict);
    m_write("}\n");
    return true;
}

void Writer::writeMetadata(std::string_view kind, std::uint64_t process, std::uint64_t thread, std::string_view key,
                           const std::string& value)
{
    put(fmt::format(R"({{"ph":"M","name":"{}","pid":{},"tid":{},"args":{{"{}":{}}}}})", kind, process, thread, key, value));
}

void Writer::writeMetadata()
{
    std::vector<bool> isNamed(m_resources);
    for (std::size_t i = 0; i < m_trace.laneCount(); ++i) {
        const LaneId lane{static_cast<std::uint32_t>(i)};
        const std::uint64_t process = processOf(lane);
        if (!isNamed[process]) {
            isNamed[process] = true;
            const bool isFirst = process == 1 && !m_trace.info().scenario.empty();
            writeMetadata("process_name", process, i + 1, "name",
                          jsonString(isFirst ? m_trace.info().scenario : analysis::laneText(m_trace, lane)));
            writeMetadata("process_sort_index", process, i + 1, "sort_index", std::to_string(process));
        }
        writeMetadata("thread_name", process, i + 1, "name", jsonString(analysis::laneText(m_trace, lane)));
        writeMetadata("thread_sort_index", process, i + 1, "sort_index", std::to_string(i + 1));
    }
    bool hasResources = false;
    for (std::size_t i = 0; i < m_trace.objectCount(); ++i) {
        const ObjectId object{static_cast<std::uint32_t>(i)};
        const trace::ObjectKind kind = m_trace.object(object).kind;
        const bool isLock = kind == trace::ObjectKind::Mutex || kind == trace::ObjectKind::RecursiveMutex
                            || kind == trace::ObjectKind::SharedMutex || kind == trace::ObjectKind::Once;
        if (!isLock)
            continue;
        const std::uint64_t thread = m_lastTime.size() + i + 1;
        if (!hasResources) {
            writeMetadata("process_name", m_resources, thread, "name", "\"Resources\"");
            writeMetadata("process_sort_index", m_resources, thread, "sort_index", std::to_string(m_resources));
        }
        hasResources = true;
        writeMetadata("thread_name", m_resources, thread, "name", jsonString(analysis::objectText(m_trace, object)));
        writeMetadata("thread_sort_index", m_resources, thread, "sort_index", std::to_string(thread));
    }
}

void Writer::writeOtherData(const trace::Verdict* verdict)
{
    const trace::RunInfo& info = m_trace.info();
    std::string text = fmt::format(R"({{"scenario":{},"variant":{},"mode":{},"time":{},"strategy":{},"seed":"{}",)",
                                   jsonString(info.scenario), jsonString(info.variant), jsonString(name(info.mode)),
                                   jsonString(name(info.time)), jsonString(info.strategy), info.seed);
    for (const auto& [id, value] : info.parameters)
        text += fmt::format("{}:{},", jsonString("parameter " + id), jsonString(value));
    text += fmt::format(R"("schedule":{},"steps":"{}")", jsonString(info.schedule), m_trace.size());
    if (verdict != nullptr) {
        text += fmt::format(R"(,"ending":{},"sentence":{})", jsonString(name(verdict->ending)), jsonString(verdict->sentence));
        for (std::size_t i = 0; i < verdict->findings.size(); ++i)
            text += fmt::format(R"(,"finding {}":{})", i + 1,
                                jsonString(std::string(name(verdict->findings[i].kind)) + ": " + verdict->findings[i].sentence));
    }
    m_write(text + "}");
}

// In nanoseconds, for both modes: a step of a Controlled run lasts one microsecond.
std::int64_t Writer::timeOf(Step step) const
{
    if (!isLive())
        return static_cast<std::int64_t>(step - m_begin) * 1000;
    if (m_trace.size() == 0)
        return 0;
    return std::max<std::int64_t>(0, m_trace.timeAt(std::min<Step>(step, m_trace.size() - 1)) - m_origin);
}

std::int64_t Writer::laneTime(LaneId lane, Step step)
{
    std::int64_t& last = m_lastTime[index(lane)];
    if (m_lastStep[index(lane)] != step) {
        m_lastStep[index(lane)] = step;
        last = std::max(timeOf(step), last + 1);
    }
    return last;
}

std::uint64_t Writer::processOf(LaneId lane) const { return std::uint64_t{m_trace.lane(lane).process} + 1; }

std::string Writer::track(LaneId lane) const
{
    return fmt::format(R"("pid":{},"tid":{})", processOf(lane), std::uint64_t{index(lane)} + 1);
}

std::string Writer::track(ObjectId object) const
{
    return fmt::format(R"("pid":{},"tid":{})", m_resources, m_lastTime.size() + index(object) + 1);
}

void Writer::begin(std::int64_t time, const std::string& where, const std::string& name, const std::string& arguments)
{
    m_window.add(time, fmt::format(R"({{"ph":"B","ts":{},{},"name":{}{}}})", microseconds(time), where, jsonString(name),
                                   arguments));
}

void Writer::end(std::int64_t time, const std::string& where)
{
    m_window.add(time, fmt::format(R"({{"ph":"E","ts":{},{}}})", microseconds(time), where));
}

void Writer::event(Step step, const Event& event, const rules::State& state)
{
    if (!isInside(step) || !m_trace.knows(event.lane) || event.isBlocked())
        return;
    const bool isLast = event.operation == Operation::End || event.operation == Operation::Exit;
    // What a lane still records while its process leaves lies in no slice.
    if (!m_isOpen[index(event.lane)] && !isLast)
        return;
    const std::int64_t time = laneTime(event.lane, step);
    const std::string name = jsonString(analysis::eventText(m_trace, event));
    const std::string line = analysis::sourceText(m_trace, event.source);
    std::string arguments = fmt::format(R"("step":{})", stepNumber(step));
    if (!line.empty())
        arguments += fmt::format(R"(,"line":{})", jsonString(line));
    if (!isLive())
        arguments += fmt::format(R"(,"time":{})", jsonString(analysis::durationText(state.time())));
    const std::string where = track(event.lane);
    m_window.add(time, fmt::format(R"({{"ph":"X","ts":{},"dur":{},{},"name":{},"args":{{{}}}}})", microseconds(time),
                                   isLive() ? "0.001" : "1", where, name, arguments));
    if (event.operation == Operation::Note)
        m_window.add(time, fmt::format(R"({{"ph":"i","s":"t","ts":{},{},"name":{},"cat":"note"}})", microseconds(time),
                                       where, jsonString(m_trace.name(static_cast<NameId>(static_cast<std::uint32_t>(event.value))))));
}

void Writer::segmentBegan(const analysis::Segment& segment)
{
    if (segment.begin < m_begin || segment.begin > m_end)
        return;
    if (segment.status == LaneStatus::Ended || segment.status == LaneStatus::Killed)
        return;
    m_isOpen[index(segment.lane)] = true;
    std::string arguments;
    const std::string line = analysis::sourceText(m_trace, segment.source);
    if (!line.empty())
        arguments = fmt::format(R"(,"args":{{"line":{}}})", jsonString(line));
    begin(laneTime(segment.lane, segment.begin), track(segment.lane), analysis::segmentText(m_trace, segment), arguments);
}

void Writer::segmentEnded(const analysis::Segment& segment)
{
    if (segment.end < m_begin || segment.end > m_end || !m_isOpen[index(segment.lane)])
        return;
    m_isOpen[index(segment.lane)] = false;
    std::int64_t time = laneTime(segment.lane, segment.end);
    // The event by which a lane ends still has to lie inside a slice of it.
    const Event event = segment.end < m_trace.size() ? m_trace.event(segment.end) : Event{};
    if (isLive() && event.lane == segment.lane && (event.operation == Operation::End || event.operation == Operation::Exit))
        time += 1;
    end(time, track(segment.lane));
}

void Writer::holdBegan(const analysis::Hold& hold)
{
    if (hold.begin < m_begin || hold.begin >= m_end)
        return;
    m_isHeld[index(hold.object)] = true;
    const std::string name = hold.readers == 0  ? "held by " + analysis::laneText(m_trace, hold.holder)
                             : hold.readers == 1 ? "read by " + analysis::laneText(m_trace, hold.holder)
                                                 : fmt::format("{} readers", hold.readers);
    begin(timeOf(hold.begin), track(hold.object), name, "");
}

void Writer::holdEnded(const analysis::Hold& hold)
{
    if (hold.end < m_begin || hold.end >= m_end || !m_isHeld[index(hold.object)])
        return;
    m_isHeld[index(hold.object)] = false;
    end(timeOf(hold.end), track(hold.object));
}

void Writer::levelChanged(const analysis::Level& level)
{
    if (!isInside(level.step))
        return;
    const trace::ObjectKind kind = m_trace.object(level.object).kind;
    const char* what = kind == trace::ObjectKind::Semaphore ? "permits"
                       : kind == trace::ObjectKind::Latch   ? "count"
                       : kind == trace::ObjectKind::Pipe    ? "messages"
                                                            : "items";
    const std::int64_t time = timeOf(level.step);
    m_window.add(time, fmt::format(R"({{"ph":"C","ts":{},"pid":{},"name":{},"args":{{"{}":{}}}}})", microseconds(time),
                                   m_resources, jsonString(analysis::objectText(m_trace, level.object) + " " + what),
                                   what, level.value));
}

void Writer::caused(const analysis::Cause& cause)
{
    const Event from = m_trace.event(cause.cause);
    const Event to = m_trace.event(cause.effect);
    if (!isInside(cause.cause) || !isInside(cause.effect) || !m_trace.knows(from.lane) || !m_trace.knows(to.lane))
        return;
    const std::uint64_t id = ++m_flows;
    const std::int64_t effect = laneTime(to.lane, cause.effect);
    // A hair of disorder in Live stamps must not turn an arrow around.
    const std::int64_t start = std::min(timeOf(cause.cause), effect);
    const std::string_view kind = name(cause.kind);
    m_window.add(start, fmt::format(R"({{"ph":"s","ts":{},{},"id":{},"cat":"cause","name":"{}"}})", microseconds(start),
                                    track(from.lane), id, kind));
    m_window.add(effect, fmt::format(R"({{"ph":"f","bp":"e","ts":{},{},"id":{},"cat":"cause","name":"{}"}})",
                                     microseconds(effect), track(to.lane), id, kind));
}

void Writer::openAtStart(const analysis::Follower& follower)
{
    for (analysis::Segment segment : follower.openSegments()) {
        segment.begin = m_begin;
        if (m_begin > 0)
            segmentBegan(segment);
    }
    for (analysis::Hold hold : follower.openHolds()) {
        hold.begin = m_begin;
        if (m_begin > 0)
            holdBegan(hold);
    }
}

void Writer::closeOpen(const analysis::Follower& follower)
{
    for (analysis::Segment segment : follower.openSegments()) {
        segment.end = m_end;
        segmentEnded(segment);
    }
    for (const analysis::Hold& hold : follower.openHolds()) {
        if (m_isHeld[index(hold.object)])
            end(timeOf(m_end), track(hold.object));
    }
}

} // namespace

std::string jsonString(std::string_view text)
{
    std::string json = "\"";
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto c = static_cast<unsigned char>(text[i]);
        if (c == '"' || c == '\\') {
            json += '\\';
            json += text[i];
        } else if (c < 0x20 || c == 0x7f) {
            fmt::format_to(std::back_inserter(json), "\\u{:04x}", c);
        } else if (c < 0x80) {
            json += text[i];
        } else if (const std::size_t length = sequenceLength(text, i); length > 0) {
            json += text.substr(i, length);
            i += length - 1;
        } else {
            json += "\uFFFD";
        }
    }
    return json + '"';
}

bool writeChromeTrace(const Trace& trace, const trace::Verdict* verdict, const Write& write, const ExportOptions& options)
{
    return Writer(trace, write, options).run(verdict);
}

base::Result<void> writeChromeTrace(const Trace& trace, const trace::Verdict* verdict, const std::string& path,
                                    const ExportOptions& options)
{
    auto file = OutputFile::create(path);
    if (!file)
        return file.error();
    if (!writeChromeTrace(trace, verdict, [&](std::string_view text) { (*file)->write(text); }, options))
        return base::Error{base::ErrorCode::Unwritable, path + " was not written: the export was given up."};
    return (*file)->commit();
}

} // namespace interleave::exchange

#include "core/analysis/event_text.h"
#include "core/exchange/output_file.h"
#include "core/exchange/perfetto_picture.h"
#include "core/exchange/perfetto_trace.h"

#include <protozero/pbf_writer.hpp>

#include <algorithm>

namespace interleave::exchange {
namespace {

using namespace perfetto;
using protozero::pbf_writer;
using trace::Event;
using trace::EventFlag;
using trace::Operation;
using trace::Trace;

using Write = std::function<void(std::string_view)>;

constexpr std::size_t pieceSize = std::size_t{1} << 16;
constexpr Step progressInterval = 65536;
constexpr std::size_t tablePiece = 512;

/// A track event that carries annotations.
class Record
{
public:
    explicit Record(std::string_view name, std::uint64_t track = runTrack) : m_event(m_text)
    {
        m_event.add_uint64(event::type, event::instant);
        m_event.add_uint64(event::track, track);
        m_event.add_uint64(event::categoryId, static_cast<std::uint64_t>(Category::Run));
        m_event.add_string(event::name, name.data(), name.size());
    }

    void add(Key key, std::string_view text)
    {
        open(key).add_string(annotation::stringValue, text.data(), text.size());
    }
    void add(Key key, std::uint64_t value) { open(key).add_uint64(annotation::unsignedValue, value); }
    void add(Key key, double value) { open(key).add_double(annotation::doubleValue, value); }
    void add(Key key, const std::map<std::string, std::string>& entries)
    {
        pbf_writer all = open(key);
        for (const auto& [name, value] : entries) {
            pbf_writer entry(all, annotation::entry);
            entry.add_string(annotation::name, name);
            entry.add_string(annotation::stringValue, value);
        }
    }
    void add(Key key, const std::vector<std::int64_t>& numbers)
    {
        pbf_writer all = open(key);
        for (const std::int64_t number : numbers) {
            pbf_writer element(all, annotation::element);
            element.add_int64(annotation::signedValue, number);
        }
    }
    void add(Key key, const std::vector<std::string_view>& texts)
    {
        pbf_writer all = open(key);
        for (const std::string_view text : texts) {
            pbf_writer element(all, annotation::element);
            element.add_string(annotation::stringValue, text.data(), text.size());
        }
    }
    template <typename Id>
    void addIds(Key key, const std::vector<Id>& ids)
    {
        std::vector<std::int64_t> numbers;
        for (const Id id : ids)
            numbers.push_back(index(id));
        add(key, numbers);
    }

    const std::string& text() const { return m_text; }

private:
    pbf_writer open(Key key)
    {
        pbf_writer writer(m_event, event::annotation);
        writer.add_uint64(annotation::nameId, static_cast<std::uint64_t>(key));
        return writer;
    }

    std::string m_text;
    pbf_writer m_event;
};

/// "try-lock knife: failed", "waits: lock pot", or what a note says.
std::string nameOf(const Trace& trace, const Event& event)
{
    if (event.operation == Operation::Note && !event.isBlocked())
        return std::string(trace.name(static_cast<NameId>(static_cast<std::uint32_t>(event.value))));
    std::string text = event.isBlocked() ? "waits: " : "";
    text += name(event.operation);
    if (!isNone(event.object))
        text += " " + analysis::objectText(trace, event.object);
    if (!event.isBlocked() && event.way() != trace::Way::Success)
        text += ": " + std::string(name(event.way()));
    return text;
}

class Writer final : private analysis::Sink
{
public:
    Writer(const Trace& trace, const Write& write, const SaveOptions& options)
        : m_trace(trace)
        , m_write(write)
        , m_options(options)
        , m_end(std::min<Step>(options.end, trace.size()))
        , m_record(recordSequence, trace, m_output)
        , m_picture(trace, m_output)
    {
    }

    bool run(const trace::Verdict* verdict);

private:
    void event(Step step, const Event& event, const rules::State& state) override;
    void segmentBegan(const analysis::Segment& segment) override { m_picture.segmentBegan(segment); }
    void segmentEnded(const analysis::Segment& segment) override { m_picture.segmentEnded(segment); }
    void holdBegan(const analysis::Hold& hold) override { m_picture.holdBegan(hold); }
    void holdEnded(const analysis::Hold& hold) override { m_picture.holdEnded(hold); }
    void levelChanged(const analysis::Level& level) override { m_picture.levelChanged(level); }
    void caused(const analysis::Cause& cause) override { m_picture.caused(cause); }

    void putRun();
    void putNames();
    template <typename Fields>
    void putTable(Key key, std::size_t count, Fields fields);
    void putTables();
    void putEnding(const trace::Verdict* verdict);
    void put(const Record& record, Step step = 0);
    void flush();

    const Trace& m_trace;
    const Write& m_write;
    const SaveOptions& m_options;
    Step m_end;
    std::string m_output;
    PacketSequence m_record;
    Picture m_picture;
};

void Writer::flush()
{
    if (m_output.size() < pieceSize)
        return;
    m_write(m_output);
    m_output.clear();
}

void Writer::put(const Record& record, Step step)
{
    m_record.put(m_picture.timeOf(step), record.text());
    flush();
}

void Writer::putRun()
{
    const trace::RunInfo& info = m_trace.info();
    Record record("run");
    record.add(Key::Format, formatName);
    record.add(Key::Version, formatVersion);
    record.add(Key::Program, m_options.program);
    record.add(Key::Events, std::uint64_t{m_end});
    record.add(Key::Scenario, info.scenario);
    record.add(Key::Variant, info.variant);
    record.add(Key::Parameters, info.parameters);
    record.add(Key::Mode, name(info.mode));
    record.add(Key::Time, name(info.time));
    record.add(Key::Strategy, info.strategy);
    record.add(Key::Seed, info.seed);
    record.add(Key::Speed, info.speed);
    record.add(Key::FirstStamp, m_trace.firstStamp());
    record.add(Key::NanosecondsPerTick, m_trace.nanosecondsPerTick());
    put(record);
}

void Writer::putNames()
{
    std::vector<std::string_view> piece;
    std::size_t bytes = 0;
    for (std::size_t i = 0; i < m_trace.nameCount(); ++i) {
        piece.push_back(m_trace.name(NameId(i)));
        bytes += piece.back().size();
        if (piece.size() < tablePiece && bytes < pieceSize && i + 1 < m_trace.nameCount())
            continue;
        Record record("names");
        record.add(Key::Names, piece);
        put(record);
        piece.clear();
        bytes = 0;
    }
}

template <typename Fields>
void Writer::putTable(Key key, std::size_t count, Fields fields)
{
    for (std::size_t from = 0; from < count; from += tablePiece) {
        std::vector<std::int64_t> numbers;
        for (std::size_t i = from; i < std::min(count, from + tablePiece); ++i)
            fields(static_cast<std::uint32_t>(i), numbers);
        Record record(keyNames[static_cast<std::size_t>(key)]);
        record.add(key, numbers);
        put(record);
    }
}

void Writer::putTables()
{
    putNames();
    using Numbers = std::vector<std::int64_t>;
    putTable(Key::Sources, m_trace.sourceCount(), [this](std::uint32_t i, Numbers& into) {
        const trace::Source& source = m_trace.source(SourceId{i});
        into.insert(into.end(), {index(source.file), index(source.function), source.line, source.column});
    });
    putTable(Key::Objects, m_trace.objectCount(), [this](std::uint32_t i, Numbers& into) {
        const trace::Object& object = m_trace.object(ObjectId{i});
        into.insert(into.end(), {static_cast<std::int64_t>(object.kind), index(object.name), index(object.creator),
                                 object.ordinal, index(object.lane), index(object.related), object.initial, object.bound,
                                 object.policy, index(object.source)});
    });
    putTable(Key::Lanes, m_trace.laneCount(), [this](std::uint32_t i, Numbers& into) {
        const trace::Lane& lane = m_trace.lane(LaneId{i});
        into.insert(into.end(), {static_cast<std::int64_t>(lane.kind), index(lane.name), index(lane.creator), lane.ordinal,
                                 index(lane.object), index(lane.home), lane.process,
                                 (lane.daemon ? 1 : 0) + (lane.usesPool ? 2 : 0)});
    });
}

void Writer::event(Step step, const Event& event, const rules::State&)
{
    const bool isNote = event.operation == Operation::Note && !event.isBlocked();
    const std::uint64_t code = std::uint64_t{static_cast<std::uint8_t>(event.operation)}
                               | std::uint64_t{event.wayAndFlags} << 8 | std::uint64_t{event.index} << 16;
    const NameKey key{(isNote ? static_cast<std::uint64_t>(event.value) : std::uint64_t{index(event.object)}), code & 0xffff};
    ShortMessage<160> mark;
    mark.number(event::type, event::instant);
    mark.number(event::track, trackOf(event.lane));
    mark.number(event::categoryId, static_cast<std::uint64_t>(Category::Event));
    mark.number(event::nameId, m_record.name(key, [&] { return nameOf(m_trace, event); }));
    if (!isNone(event.source))
        mark.number(event::sourceId, m_record.source(event.source));
    const auto annotate = [&](Key which, std::uint32_t field, std::uint64_t value) {
        ShortMessage<24> one;
        one.number(annotation::nameId, static_cast<std::uint64_t>(which));
        one.number(field, value);
        mark.bytes(event::annotation, one.text());
    };
    annotate(Key::Code, annotation::unsignedValue, code);
    if (event.value != 0)
        annotate(Key::Value, annotation::signedValue, static_cast<std::uint64_t>(event.value));
    if (!isNone(event.object))
        annotate(Key::Object, annotation::unsignedValue, index(event.object));
    const std::uint64_t origin = m_trace.info().mode == trace::Mode::Live ? m_trace.firstStamp() : step;
    if (event.stamp != origin)
        annotate(Key::Stamp, annotation::signedValue, event.stamp - origin);
    m_record.put(m_picture.laneTime(event.lane, step), mark.text());
    flush();
}

void Writer::putEnding(const trace::Verdict* verdict)
{
    const std::string& schedule = m_options.schedule.empty() ? m_trace.info().schedule : m_options.schedule;
    for (std::size_t from = 0; from < schedule.size(); from += pieceSize) {
        Record record("schedule");
        record.add(Key::Schedule, std::string_view(schedule).substr(from, pieceSize));
        put(record, m_end);
    }
    const trace::Verdict none;
    const trace::Verdict& known = verdict == nullptr ? none : *verdict;
    for (const trace::Finding& finding : known.findings) {
        Record record(name(finding.kind));
        record.add(Key::Finding, name(finding.kind));
        record.add(Key::Sentence, finding.sentence);
        record.addIds(Key::FindingLanes, finding.lanes);
        record.addIds(Key::FindingObjects, finding.objects);
        if (finding.step)
            record.add(Key::FindingStep, std::uint64_t{*finding.step});
        put(record, finding.step.value_or(m_end));
    }
    Record record(name(known.ending));
    record.add(Key::Ending, name(known.ending));
    record.add(Key::Sentence, known.sentence);
    record.addIds(Key::EndingLanes, known.lanes);
    record.addIds(Key::EndingObjects, known.objects);
    record.add(Key::End, std::uint64_t{m_end});
    put(record, m_end);
}

bool Writer::run(const trace::Verdict* verdict)
{
    m_picture.putTracks();
    putRun();
    putTables();
    analysis::Follower follower(m_trace, *this);
    while (follower.step() < m_end) {
        follower.takeUntil(std::min<Step>(m_end, follower.step() + progressInterval));
        if (m_options.progress && !m_options.progress(follower.step()))
            return false;
    }
    if (m_end == m_trace.size())
        follower.finish();
    m_picture.finish(follower, m_end);
    putEnding(verdict);
    m_write(m_output);
    return true;
}

} // namespace

bool saveRun(const Trace& trace, const trace::Verdict* verdict, const Write& write, const SaveOptions& options)
{
    return Writer(trace, write, options).run(verdict);
}

base::Result<void> saveRun(const Trace& trace, const trace::Verdict* verdict, const std::string& path,
                           const SaveOptions& options)
{
    auto file = OutputFile::create(path);
    if (!file)
        return file.error();
    if (!saveRun(trace, verdict, [&](std::string_view text) { (*file)->write(text); }, options))
        return base::Error{base::ErrorCode::Unwritable, path + " was not written: the saving was given up."};
    return (*file)->commit();
}

} // namespace interleave::exchange

#include "core/exchange/record_reader.h"

#include <fmt/format.h>

#include <cmath>

namespace interleave::exchange::perfetto {

using protozero::data_view;
using protozero::pbf_reader;
using trace::Event;

namespace {

/// Run time beyond it is nobody's: 146 years.
constexpr double longestTime = 4.6e18;

std::string_view view(const data_view& data) { return {data.data(), data.size()}; }

template <typename Id>
std::vector<Id> idsOf(const std::vector<std::int64_t>& numbers)
{
    std::vector<Id> ids;
    for (const std::int64_t number : numbers)
        ids.push_back(static_cast<Id>(static_cast<std::uint32_t>(number)));
    return ids;
}

} // namespace

/// The value of one annotation, of whatever kind it is.
struct RecordReader::Value
{
    Key key = Key::None;
    std::int64_t number = 0;
    double fraction = 0;
    std::string_view text;
    std::vector<std::pair<std::string, std::string>> entries;
    std::vector<std::int64_t> numbers;
    std::vector<std::string> texts;
};

void RecordReader::take(std::string_view packet)
{
    std::uint64_t sequence = 0;
    std::uint64_t flags = 0;
    data_view names;
    data_view trackEvent;
    for (pbf_reader fields(packet.data(), packet.size()); fields.next();) {
        switch (fields.tag_and_type()) {
        case protozero::tag_and_type(packet::sequenceId, protozero::pbf_wire_type::varint):
            sequence = fields.get_uint64();
            // What was derived is passed over.
            if (sequence != recordSequence)
                return;
            break;
        case protozero::tag_and_type(packet::sequenceFlags, protozero::pbf_wire_type::varint):
            flags = fields.get_uint64();
            break;
        case protozero::tag_and_type(packet::internedData, protozero::pbf_wire_type::length_delimited):
            names = fields.get_view();
            break;
        case protozero::tag_and_type(packet::trackEvent, protozero::pbf_wire_type::length_delimited):
            trackEvent = fields.get_view();
            break;
        default: fields.skip();
        }
    }
    if (sequence != recordSequence || trackEvent.empty())
        return;
    if ((flags & packet::stateCleared) != 0)
        m_keys.clear();
    if (!names.empty())
        intern(pbf_reader(names));
    takeEvent(pbf_reader(trackEvent));
}

void RecordReader::intern(pbf_reader data)
{
    while (data.next(interned::annotationNames, protozero::pbf_wire_type::length_delimited)) {
        std::uint64_t id = 0;
        std::string_view name;
        for (pbf_reader entry = data.get_message(); entry.next();) {
            if (entry.tag() == interned::id && entry.wire_type() == protozero::pbf_wire_type::varint)
                id = entry.get_uint64();
            else if (entry.tag() == interned::name && entry.wire_type() == protozero::pbf_wire_type::length_delimited)
                name = view(entry.get_view());
            else
                entry.skip();
        }
        constexpr std::uint64_t mostNames = 4096;
        if (id == 0 || id > mostNames)
            throw Broken{"a name of an annotation without a sensible number"};
        if (m_keys.size() <= id)
            m_keys.resize(id + 1, Key::None);
        for (std::size_t i = 1; i < keyNames.size(); ++i)
            if (keyNames[i] == name)
                m_keys[id] = static_cast<Key>(i);
    }
}

RecordReader::Value RecordReader::valueOf(pbf_reader data) const
{
    Value value;
    const auto elementOf = [](pbf_reader element, Value& into) {
        while (element.next()) {
            switch (element.tag_and_type()) {
            case protozero::tag_and_type(annotation::unsignedValue, protozero::pbf_wire_type::varint):
            case protozero::tag_and_type(annotation::signedValue, protozero::pbf_wire_type::varint):
                into.numbers.push_back(element.get_int64());
                break;
            case protozero::tag_and_type(annotation::stringValue, protozero::pbf_wire_type::length_delimited):
                into.texts.push_back(element.get_string());
                break;
            default: element.skip();
            }
        }
    };
    while (data.next()) {
        switch (data.tag_and_type()) {
        case protozero::tag_and_type(annotation::nameId, protozero::pbf_wire_type::varint):
            value.key = keyOf(data.get_uint64());
            break;
        case protozero::tag_and_type(annotation::unsignedValue, protozero::pbf_wire_type::varint):
        case protozero::tag_and_type(annotation::signedValue, protozero::pbf_wire_type::varint):
            value.number = data.get_int64();
            break;
        case protozero::tag_and_type(annotation::doubleValue, protozero::pbf_wire_type::fixed64):
            value.fraction = data.get_double();
            break;
        case protozero::tag_and_type(annotation::stringValue, protozero::pbf_wire_type::length_delimited):
            value.text = view(data.get_view());
            break;
        case protozero::tag_and_type(annotation::element, protozero::pbf_wire_type::length_delimited):
            elementOf(data.get_message(), value);
            break;
        case protozero::tag_and_type(annotation::entry, protozero::pbf_wire_type::length_delimited): {
            std::pair<std::string, std::string> entry;
            for (pbf_reader part = data.get_message(); part.next();) {
                const bool isText = part.wire_type() == protozero::pbf_wire_type::length_delimited;
                if (isText && part.tag() == annotation::name)
                    entry.first = part.get_string();
                else if (isText && part.tag() == annotation::stringValue)
                    entry.second = part.get_string();
                else
                    part.skip();
            }
            value.entries.push_back(std::move(entry));
            break;
        }
        default: data.skip();
        }
    }
    return value;
}

void RecordReader::takeEvent(pbf_reader data)
{
    Event event;
    std::uint64_t track = 0;
    std::int64_t stamp = 0;
    bool isEvent = false;
    std::vector<Value> values;
    while (data.next()) {
        switch (data.tag_and_type()) {
        case protozero::tag_and_type(event::track, protozero::pbf_wire_type::varint): track = data.get_uint64(); break;
        case protozero::tag_and_type(event::sourceId, protozero::pbf_wire_type::varint):
            event.source = static_cast<SourceId>(static_cast<std::uint32_t>(data.get_uint64() - 1));
            break;
        case protozero::tag_and_type(event::annotation, protozero::pbf_wire_type::length_delimited): {
            Value value = valueOf(data.get_message());
            switch (value.key) {
            case Key::Code: {
                const auto code = static_cast<std::uint64_t>(value.number);
                isEvent = true;
                event.operation = static_cast<trace::Operation>(code & 0xff);
                event.wayAndFlags = static_cast<std::uint8_t>(code >> 8);
                event.index = static_cast<std::uint16_t>(code >> 16);
                break;
            }
            case Key::Value: event.value = value.number; break;
            case Key::Object: event.object = static_cast<ObjectId>(static_cast<std::uint32_t>(value.number)); break;
            case Key::Stamp: stamp = value.number; break;
            default: values.push_back(std::move(value));
            }
            break;
        }
        default: data.skip();
        }
    }
    if (!isEvent) {
        takeRecord(values);
        return;
    }
    if (track < firstLaneTrack || track - firstLaneTrack > index(LaneId::none))
        throw Broken{"an event that is on no lane"};
    event.lane = static_cast<LaneId>(static_cast<std::uint32_t>(track - firstLaneTrack));
    append(event, stamp);
}

void RecordReader::append(Event event, std::int64_t stamp)
{
    if (!hasRun())
        throw Broken{"an event before it is said of what run"};
    if (m_isWhole)
        throw Broken{"an event behind the end"};
    // As the arena's reader does: what this version does not know is nothing.
    if (static_cast<int>(event.operation) >= trace::operationCount)
        event.operation = trace::Operation::None;
    if (static_cast<int>(event.way()) >= trace::wayCount)
        event.setWay(trace::Way::Success);
    const bool isLive = m_info.mode == trace::Mode::Live;
    if (isLive && std::abs(static_cast<double>(stamp)) > m_largestStamp)
        throw Broken{"an event at an impossible time"};
    event.stamp = (isLive ? m_firstStamp : size()) + static_cast<std::uint64_t>(stamp);
    m_run.trace->appendEvent(m_store->append(event));
}

void RecordReader::takeRecord(const std::vector<Value>& values)
{
    if (values.empty())
        return;
    for (const Value& value : values) {
        switch (value.key) {
        case Key::Format: beginRun(values); return;
        case Key::Finding: takeFinding(values); return;
        case Key::Ending: takeEnding(values); return;
        case Key::Names:
        case Key::Sources:
        case Key::Objects:
        case Key::Lanes: takeTable(value); break;
        case Key::Schedule: m_schedule += value.text; break;
        default: break;
        }
    }
}

void RecordReader::beginRun(const std::vector<Value>& values)
{
    if (hasRun())
        throw Broken{"a second run"};
    double nanosecondsPerTick = 1;
    std::uint64_t version = 0;
    for (const Value& value : values) {
        switch (value.key) {
        case Key::Format:
            if (value.text != formatName)
                return;
            break;
        case Key::Version: version = static_cast<std::uint64_t>(value.number); break;
        case Key::Program: m_run.program = value.text; break;
        case Key::Events: m_promised = static_cast<std::uint64_t>(value.number); break;
        case Key::Scenario: m_info.scenario = value.text; break;
        case Key::Variant: m_info.variant = value.text; break;
        case Key::Parameters: m_info.parameters = {value.entries.begin(), value.entries.end()}; break;
        case Key::Mode: m_info.mode = value.text == name(trace::Mode::Live) ? trace::Mode::Live : trace::Mode::Controlled; break;
        case Key::Time:
            m_info.time = value.text == name(trace::TimeSetting::Ignored) ? trace::TimeSetting::Ignored
                                                                           : trace::TimeSetting::Respected;
            break;
        case Key::Strategy: m_info.strategy = value.text; break;
        case Key::Seed: m_info.seed = static_cast<std::uint64_t>(value.number); break;
        case Key::Speed: m_info.speed = value.fraction; break;
        case Key::FirstStamp: m_firstStamp = static_cast<std::uint64_t>(value.number); break;
        case Key::NanosecondsPerTick: nanosecondsPerTick = value.fraction; break;
        default: break;
        }
    }
    if (version > formatVersion) {
        m_newerVersion = version;
        return;
    }
    if (version == 0)
        throw Broken{"a run without a version"};
    if (!std::isfinite(nanosecondsPerTick) || nanosecondsPerTick <= 0 || !std::isfinite(m_info.speed))
        throw Broken{"a clock that cannot be"};
    m_largestStamp = longestTime / std::max(nanosecondsPerTick, 1.0);
    m_store = std::make_shared<trace::MemoryStore>();
    m_run.trace = std::make_shared<trace::Trace>(m_store, m_info);
    m_run.trace->setClock(m_firstStamp, nanosecondsPerTick);
}

void RecordReader::takeTable(const Value& value)
{
    if (!hasRun())
        throw Broken{"a table before it is said of what run"};
    trace::Trace& trace = *m_run.trace;
    if (value.key == Key::Names) {
        for (const std::string& text : value.texts)
            trace.appendName(text);
        return;
    }
    const std::size_t width = value.key == Key::Sources ? 4 : value.key == Key::Objects ? 10 : 8;
    if (value.numbers.size() % width != 0)
        throw Broken{"a table with half an entry"};
    for (std::size_t i = 0; i < value.numbers.size(); i += width) {
        const std::int64_t* row = value.numbers.data() + i;
        const auto small = [row](std::size_t column) { return static_cast<std::uint32_t>(row[column]); };
        if (value.key == Key::Sources) {
            trace.appendSource({NameId{small(0)}, NameId{small(1)}, small(2), small(3)});
        } else if (value.key == Key::Objects) {
            trace::Object object;
            object.kind = small(0) < trace::objectKindCount ? static_cast<trace::ObjectKind>(small(0))
                                                            : trace::ObjectKind::Unknown;
            object.name = NameId{small(1)};
            object.creator = LaneId{small(2)};
            object.ordinal = small(3);
            object.lane = LaneId{small(4)};
            object.related = ObjectId{small(5)};
            object.initial = row[6];
            object.bound = row[7];
            object.policy = small(8);
            object.source = SourceId{small(9)};
            trace.appendObject(object);
        } else {
            trace::Lane lane;
            lane.kind = static_cast<trace::LaneKind>(std::min<std::uint32_t>(small(0), 2));
            lane.name = NameId{small(1)};
            lane.creator = LaneId{small(2)};
            lane.ordinal = small(3);
            lane.object = ObjectId{small(4)};
            lane.home = LaneId{small(5)};
            lane.process = small(6);
            lane.daemon = (row[7] & 1) != 0;
            lane.usesPool = (row[7] & 2) != 0;
            trace.appendLane(lane);
        }
    }
}

void RecordReader::takeFinding(const std::vector<Value>& values)
{
    trace::Finding finding;
    bool isKnown = false;
    for (const Value& value : values) {
        switch (value.key) {
        case Key::Finding: {
            const auto kind = trace::findingKindFromName(value.text);
            isKnown = kind.has_value();
            finding.kind = kind.value_or(finding.kind);
            break;
        }
        case Key::Sentence: finding.sentence = value.text; break;
        case Key::FindingLanes: finding.lanes = idsOf<LaneId>(value.numbers); break;
        case Key::FindingObjects: finding.objects = idsOf<ObjectId>(value.numbers); break;
        case Key::FindingStep: finding.step = static_cast<Step>(value.number); break;
        default: break;
        }
    }
    if (finding.step && *finding.step >= size())
        throw Broken{"a finding behind the last event"};
    if (isKnown)
        m_run.verdict.findings.push_back(std::move(finding));
}

void RecordReader::takeEnding(const std::vector<Value>& values)
{
    for (const Value& value : values) {
        switch (value.key) {
        case Key::Ending: m_run.verdict.ending = trace::endingFromName(value.text).value_or(trace::Ending::None); break;
        case Key::Sentence: m_run.verdict.sentence = value.text; break;
        case Key::EndingLanes: m_run.verdict.lanes = idsOf<LaneId>(value.numbers); break;
        case Key::EndingObjects: m_run.verdict.objects = idsOf<ObjectId>(value.numbers); break;
        case Key::End:
            if (static_cast<std::uint64_t>(value.number) != size())
                throw Broken{fmt::format("{} events where {} were saved", size(), static_cast<std::uint64_t>(value.number))};
            m_isWhole = true;
            break;
        default: break;
        }
    }
}

OpenedRun RecordReader::finish()
{
    m_run.trace->mutableInfo().schedule = std::move(m_schedule);
    return std::move(m_run);
}

} // namespace interleave::exchange::perfetto

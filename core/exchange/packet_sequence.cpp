#include "core/exchange/packet_sequence.h"

#include <protozero/pbf_writer.hpp>

namespace interleave::exchange::perfetto {
namespace {

constexpr std::size_t mostNames = 65536;

} // namespace

PacketSequence::PacketSequence(std::uint32_t id, const trace::Trace& trace, std::string& output)
    : m_id(id), m_trace(trace), m_output(output)
{
    begin();
}

void PacketSequence::begin()
{
    m_isCleared = true;
    m_names.clear();
    m_isSourceKnown.assign(m_trace.sourceCount(), false);
    m_interned.clear();
    for (std::size_t i = 1; i < categoryNames.size(); ++i)
        addName(interned::categories, i, categoryNames[i]);
    if (m_id != recordSequence)
        return;
    for (std::size_t i = 1; i < keyNames.size(); ++i)
        addName(interned::annotationNames, i, keyNames[i]);
}

void PacketSequence::addName(std::uint32_t table, std::uint64_t id, std::string_view text)
{
    protozero::pbf_writer all(m_interned);
    protozero::pbf_writer entry(all, table);
    entry.add_uint64(interned::id, id);
    entry.add_string(interned::name, text.data(), text.size());
}

std::uint64_t PacketSequence::source(SourceId source)
{
    if (index(source) < m_isSourceKnown.size() && !m_isSourceKnown[index(source)]) {
        m_isSourceKnown[index(source)] = true;
        const trace::Source& line = m_trace.source(source);
        const std::string_view file = m_trace.name(line.file);
        const std::string_view function = m_trace.name(line.function);
        protozero::pbf_writer all(m_interned);
        protozero::pbf_writer entry(all, interned::sources);
        entry.add_uint64(interned::id, std::uint64_t{index(source)} + 1);
        entry.add_string(interned::name, file.data(), file.size());
        entry.add_string(interned::sourceFunction, function.data(), function.size());
        entry.add_uint32(interned::sourceLine, line.line);
    }
    return std::uint64_t{index(source)} + 1;
}

void PacketSequence::put(std::int64_t time, std::string_view trackEvent)
{
    ShortMessage<64> head;
    head.number(packet::sequenceId, m_id);
    head.number(packet::timestamp, static_cast<std::uint64_t>(time));
    head.number(packet::sequenceFlags, packet::needsState | (m_isCleared ? packet::stateCleared : 0));
    m_isCleared = false;
    const auto lengthOf = [](std::string_view part) {
        return part.empty() ? 0 : 1 + static_cast<std::size_t>(protozero::length_of_varint(part.size())) + part.size();
    };
    const auto open = [this](std::uint32_t field, std::size_t length) {
        char bytes[16];
        bytes[0] = static_cast<char>(field << 3 | 2);
        m_output.append(bytes, 1 + static_cast<std::size_t>(protozero::add_varint_to_buffer(bytes + 1, length)));
    };
    open(tracePacket, head.text().size() + lengthOf(m_interned) + lengthOf(trackEvent));
    m_output += head.text();
    if (!m_interned.empty()) {
        open(packet::internedData, m_interned.size());
        m_output += m_interned;
    }
    open(packet::trackEvent, trackEvent.size());
    m_output += trackEvent;
    m_interned.clear();
    if (m_names.size() >= mostNames)
        begin();
}

void PacketSequence::putTrack(std::string_view descriptor)
{
    protozero::pbf_writer all(m_output);
    protozero::pbf_writer one(all, tracePacket);
    one.add_uint32(packet::sequenceId, static_cast<std::uint32_t>(m_id));
    one.add_message(packet::trackDescriptor, descriptor.data(), descriptor.size());
}

} // namespace interleave::exchange::perfetto

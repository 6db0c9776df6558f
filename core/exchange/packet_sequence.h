#pragma once

#include "core/exchange/perfetto_fields.h"
#include "core/trace/trace.h"

#include <protozero/varint.hpp>

#include <cstring>
#include <string>
#include <unordered_map>
#include <vector>

namespace interleave::exchange::perfetto {

/// A protobuf message of a few numbers, put together where it stands: no memory is taken, nothing is moved.
template <std::size_t capacity>
class ShortMessage
{
public:
    void number(std::uint32_t field, std::uint64_t value)
    {
        tag(field, 0);
        m_size += protozero::add_varint_to_buffer(m_bytes + m_size, value);
    }
    void fixed64(std::uint32_t field, std::uint64_t value)
    {
        tag(field, 1);
        for (int i = 0; i < 8; ++i)
            m_bytes[m_size++] = static_cast<char>(value >> (8 * i));
    }
    /// Requires: there is room.
    void bytes(std::uint32_t field, std::string_view value)
    {
        tag(field, 2);
        m_size += protozero::add_varint_to_buffer(m_bytes + m_size, value.size());
        std::memcpy(m_bytes + m_size, value.data(), value.size());
        m_size += static_cast<int>(value.size());
    }
    std::string_view text() const { return {m_bytes, static_cast<std::size_t>(m_size)}; }

private:
    void tag(std::uint32_t field, std::uint32_t wireType)
    {
        m_size += protozero::add_varint_to_buffer(m_bytes + m_size, field << 3 | wireType);
    }

    char m_bytes[capacity];
    int m_size = 0;
};

/// What an interned name stands for.
struct NameKey
{
    std::uint64_t what = 0;
    std::uint64_t rest = 0;
    friend bool operator==(const NameKey&, const NameKey&) = default;
};

/// One sequence of packets. Names and sources are written once and then referred to by numbers; after so many of them all
/// are forgotten and numbered anew, as the format provides for, so that memory stays bounded.
class PacketSequence
{
public:
    /// Packets go to the end of `output`. Keeps references.
    PacketSequence(std::uint32_t id, const trace::Trace& trace, std::string& output);

    /// The number of a name; `text` makes it when it is new. Use the number in the next packet.
    template <typename Text>
    std::uint64_t name(const NameKey& key, Text text)
    {
        const auto [place, isNew] = m_names.try_emplace(key, m_names.size() + 1);
        if (isNew)
            addName(interned::eventNames, place->second, text());
        return place->second;
    }
    /// The number of a source line; it is written so that viewers know it.
    std::uint64_t source(SourceId source);

    /// A packet with a track event at a time.
    void put(std::int64_t time, std::string_view trackEvent);
    void putTrack(std::string_view descriptor);

private:
    struct KeyHash
    {
        std::size_t operator()(const NameKey& key) const
        {
            return (key.what * 0x9e3779b97f4a7c15ULL ^ key.rest * 0xc2b2ae3d27d4eb4fULL) >> 16;
        }
    };

    void addName(std::uint32_t table, std::uint64_t id, std::string_view text);
    void begin();

    std::uint64_t m_id;
    const trace::Trace& m_trace;
    std::string& m_output;
    std::unordered_map<NameKey, std::uint64_t, KeyHash> m_names;
    std::vector<bool> m_isSourceKnown;
    std::string m_interned; ///< what the next packet brings along
    bool m_isCleared = true;
};

} // namespace interleave::exchange::perfetto

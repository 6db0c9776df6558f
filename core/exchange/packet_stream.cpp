#include "core/exchange/packet_stream.h"

#include "core/exchange/perfetto_fields.h"

#include <algorithm>
#include <cstring>

namespace interleave::exchange::perfetto {
namespace {

constexpr std::size_t pieceSize = std::size_t{1} << 20;
/// A packet of ours has 64 KiB and one entry; other programs' traces have larger ones.
constexpr std::uint64_t largestPacket = std::uint64_t{1} << 28;
constexpr char packetTag = static_cast<char>(tracePacket << 3 | 2);
constexpr int longestLength = 5;

} // namespace

// Whether so many bytes are in the buffer. It grows by what was really read, whatever a length says.
bool PacketStream::need(std::size_t bytes)
{
    while (m_to - m_from < bytes && !m_isAtEnd) {
        if (m_from > 0) {
            std::memmove(m_buffer.data(), m_buffer.data() + m_from, m_to - m_from);
            m_to -= m_from;
            m_from = 0;
        }
        if (m_buffer.size() - m_to < pieceSize)
            m_buffer.resize(std::max(2 * m_buffer.size(), m_to + pieceSize));
        const auto got = m_read(m_buffer.data() + m_to, m_buffer.size() - m_to);
        m_hasFailed = !got;
        m_isAtEnd = !got || *got == 0;
        m_to += std::min(got.value_or(0), m_buffer.size() - m_to);
    }
    return m_to - m_from >= bytes;
}

PacketStream::Found PacketStream::next(std::string_view& packet)
{
    if (!need(1))
        return m_hasFailed ? Found::Failed : Found::End;
    if (m_buffer[m_from] != packetTag)
        return Found::Broken;
    std::uint64_t length = 0;
    std::size_t head = 1;
    for (int i = 0;; ++i) {
        if (i == longestLength)
            return Found::Broken;
        if (!need(head + 1))
            return m_hasFailed ? Found::Failed : Found::Cut;
        const auto byte = static_cast<unsigned char>(m_buffer[m_from + head++]);
        length |= std::uint64_t{byte & 0x7fu} << (7 * i);
        if (byte < 0x80)
            break;
    }
    if (length > largestPacket)
        return Found::Broken;
    if (!need(head + length))
        return m_hasFailed ? Found::Failed : Found::Cut;
    packet = {m_buffer.data() + m_from + head, static_cast<std::size_t>(length)};
    m_from += head + length;
    m_position += head + length;
    return Found::Packet;
}

} // namespace interleave::exchange::perfetto

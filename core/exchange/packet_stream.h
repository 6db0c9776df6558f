#pragma once

#include "core/exchange/perfetto_trace.h"

#include <string_view>
#include <vector>

namespace interleave::exchange::perfetto {

/// Takes a Perfetto trace apart into packets, with a buffer that grows to the largest packet only.
class PacketStream
{
public:
    enum class Found {
        Packet,
        End,    ///< behind the last packet
        Cut,    ///< in the middle of a packet
        Broken, ///< what is there is no packet
        Failed, ///< reading failed
    };

    explicit PacketStream(const ReadPiece& read) : m_read(read) {}

    /// The next packet, which is valid until the next call.
    Found next(std::string_view& packet);
    /// How many bytes were taken: where the next packet begins.
    std::uint64_t position() const { return m_position; }

private:
    bool need(std::size_t bytes);

    const ReadPiece& m_read;
    std::vector<char> m_buffer;
    std::size_t m_from = 0;
    std::size_t m_to = 0;
    std::uint64_t m_position = 0;
    bool m_isAtEnd = false;
    bool m_hasFailed = false;
};

} // namespace interleave::exchange::perfetto

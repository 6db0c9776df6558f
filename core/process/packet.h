#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace interleave::process {

/// What one slot of a pipe holds: a whole message or a part of one.
///
/// Layout, all in the byte order of the machine, because it never leaves it: kind (1 byte), zero (1), length of the body
/// (2), lane of the sender (4), body, and, where asked for, zeros up to 4,096 bytes in all.
struct Packet
{
    enum class Kind : std::uint8_t {
        Last,   ///< a message, or its last part
        More,   ///< a part of a message; more of the same sender follows
        Weight, ///< takes a slot for an item that comes in a later packet
        Stored, ///< an item that lies in the run's shared memory: its handle (8 bytes), then a description
    };
    Kind kind = Kind::Last;
    std::uint32_t sender = 0;
    std::string_view body;
};

inline constexpr std::size_t packetBytes = 4096;
inline constexpr std::size_t packetHeaderBytes = 8;
inline constexpr std::size_t packetBodyBytes = packetBytes - packetHeaderBytes;

enum class PacketSize { AsNeeded, Full };

/// Requires: the body fits. Full packets can be counted from the number of bytes that lie in a pipe.
std::string encode(const Packet& packet, PacketSize size = PacketSize::AsNeeded);
/// The packet in `bytes`, which it refers to; an empty Last when they are no packet.
Packet decode(std::string_view bytes);

/// A message in at most 64 characters for the picture; what cannot be shown becomes a middle dot.
std::string describe(std::string_view message);
std::string describe(const Packet& packet);

} // namespace interleave::process

#include "core/process/packet.h"

#include "core/base/check.h"

#include <algorithm>
#include <cstring>

namespace interleave::process {
namespace {

constexpr std::size_t shownCharacters = 64;

/// How many bytes the UTF-8 character at the front of `text` has; 0 when there is none that could be shown.
std::size_t characterLength(std::string_view text)
{
    const auto first = static_cast<unsigned char>(text.front());
    if (first < 0x80)
        return first >= 0x20 && first != 0x7f ? 1 : 0;
    const std::size_t length = first >= 0xf0 && first < 0xf5 ? 4 : first >= 0xe0 && first < 0xf0 ? 3 : first >= 0xc2 && first < 0xe0 ? 2 : 0;
    if (length == 0 || text.size() < length)
        return 0;
    for (std::size_t i = 1; i < length; ++i)
        if ((static_cast<unsigned char>(text[i]) & 0xc0) != 0x80)
            return 0;
    return length;
}

} // namespace

std::string encode(const Packet& packet, PacketSize size)
{
    base::check(packet.body.size() <= packetBodyBytes, "a part of a message fits into a packet");
    std::string bytes(packetHeaderBytes, '\0');
    bytes[0] = static_cast<char>(packet.kind);
    const auto length = static_cast<std::uint16_t>(packet.body.size());
    std::memcpy(bytes.data() + 2, &length, sizeof(length));
    std::memcpy(bytes.data() + 4, &packet.sender, sizeof(packet.sender));
    bytes += packet.body;
    if (size == PacketSize::Full)
        bytes.resize(packetBytes);
    return bytes;
}

Packet decode(std::string_view bytes)
{
    Packet packet;
    std::uint16_t length = 0;
    if (bytes.size() < packetHeaderBytes || static_cast<std::uint8_t>(bytes[0]) > static_cast<std::uint8_t>(Packet::Kind::Stored))
        return packet;
    std::memcpy(&length, bytes.data() + 2, sizeof(length));
    if (length > bytes.size() - packetHeaderBytes)
        return packet;
    packet.kind = static_cast<Packet::Kind>(bytes[0]);
    std::memcpy(&packet.sender, bytes.data() + 4, sizeof(packet.sender));
    packet.body = bytes.substr(packetHeaderBytes, length);
    return packet;
}

std::string describe(std::string_view message)
{
    std::string shown;
    for (std::size_t characters = 0; !message.empty(); ++characters) {
        const std::size_t length = characterLength(message);
        if (characters + 1 == shownCharacters && message.size() > (length == 0 ? 1 : length))
            return shown + "…";
        shown += length == 0 ? std::string_view("·") : message.substr(0, length);
        message.remove_prefix(length == 0 ? 1 : length);
    }
    return shown;
}

std::string describe(const Packet& packet)
{
    if (packet.kind == Packet::Kind::Stored)
        return describe(packet.body.substr(std::min(packet.body.size(), sizeof(std::int64_t))));
    return describe(packet.body);
}

} // namespace interleave::process

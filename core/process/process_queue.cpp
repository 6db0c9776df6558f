#include "core/process/process_queue.h"

#include "core/process/packet.h"
#include "core/runtime/driver.h"

#include <cstring>
#include <stdexcept>
#include <utility>

namespace interleave::process {

using trace::Way;

TextQueue::TextQueue(std::string_view name, std::int64_t capacity, const Where& where)
    : m_ends(makeEnds(name, capacity, ObjectId::none, where))
{
}

TextQueue::TextQueue(EndPair ends) : m_ends(std::move(ends))
{
    if (m_ends.receiving == nullptr || m_ends.sending == nullptr)
        throw std::invalid_argument("no queue is described by this argument");
}

bool TextQueue::putUntil(std::string_view item, Nanoseconds deadline, const Where& where) const
{
    const std::uint32_t sender = index(runtime::currentLane());
    const auto sendFull = [&](Packet::Kind kind, std::string_view body) {
        switch (m_ends.sending->send(encode({kind, sender, body}, PacketSize::Full), deadline, where)) {
        case Way::TimedOut: return false;
        case Way::Closed: throw BrokenPipe();
        case Way::Misuse: throwWrongEnd(Side::Sending);
        default: return true;
        }
    };
    if (item.size() <= packetBodyBytes)
        return sendFull(Packet::Kind::Last, item);
    // Parts of one item could reach different getters. So they only take the slots that the item deserves; the item
    // itself is behind a handle, in the last one.
    const std::int64_t handle = runtime::driver().storePayload(item);
    for (std::string_view rest = item; rest.size() > packetBodyBytes; rest.remove_prefix(packetBodyBytes))
        if (!sendFull(Packet::Kind::Weight, rest.substr(0, packetBodyBytes)))
            return false;
    std::string body(sizeof(handle), '\0');
    std::memcpy(body.data(), &handle, sizeof(handle));
    return sendFull(Packet::Kind::Stored, body + describe(item));
}

std::optional<std::string> TextQueue::getUntil(Nanoseconds deadline, const Where& where) const
{
    std::string bytes;
    for (;;) {
        switch (m_ends.receiving->receive(bytes, deadline, where)) {
        case Way::TimedOut: return std::nullopt;
        case Way::Closed: throw EndOfFile();
        case Way::Misuse: throwWrongEnd(Side::Receiving);
        default: break;
        }
        const Packet packet = decode(bytes);
        std::int64_t handle = 0;
        if (packet.kind == Packet::Kind::Stored && packet.body.size() >= sizeof(handle)) {
            std::memcpy(&handle, packet.body.data(), sizeof(handle));
            return runtime::driver().payload(handle);
        }
        if (packet.kind == Packet::Kind::Last)
            return std::string(packet.body);
    }
}

std::int64_t TextQueue::size(const Where& where) const
{
    const bool canGet = PipeEnd::isHeldHere(m_ends.receiving->pipe(), Side::Receiving);
    return (canGet ? m_ends.receiving : m_ends.sending)->size(where);
}

} // namespace interleave::process

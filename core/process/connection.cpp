#include "core/process/connection.h"

#include "core/process/packet.h"

#include <algorithm>
#include <utility>

namespace interleave::process {

using trace::Way;

namespace {

/// Records the misuse of an end that this process does not have, so that it is a finding. Where the process has the end
/// as part of another connection, the rules would find nothing wrong, and nothing is recorded.
void recordLack(const std::shared_ptr<PipeEnd>& other, Side side, const Where& where)
{
    if (PipeEnd::isHeldHere(other->pipe(), side))
        return;
    const auto lacked = PipeEnd::own(other->pipe(), side, -1, where);
    std::string packet;
    if (side == Side::Sending)
        lacked->send(encode({}), never, where);
    else
        lacked->receive(packet, never, where);
}

} // namespace

std::pair<Connection, Connection> makePipe(Duplex duplex, std::string_view name, std::int64_t slots, const Where& where)
{
    if (duplex == Duplex::No) {
        EndPair ends = makeEnds(name, slots, ObjectId::none, where);
        return {Connection(EndPair{std::move(ends.receiving), nullptr}), Connection(EndPair{nullptr, std::move(ends.sending)})};
    }
    const std::string base(name);
    EndPair there = makeEnds(base.empty() ? base : base + " →", slots, ObjectId::none, where);
    EndPair back = makeEnds(base.empty() ? base : base + " ←", slots, there.sending->pipe(), where);
    return {Connection(EndPair{std::move(back.receiving), std::move(there.sending)}),
            Connection(EndPair{std::move(there.receiving), std::move(back.sending)})};
}

void Connection::send(std::string_view message, const Where& where) const
{
    const auto& end = m_ends->pair.sending;
    if (end == nullptr) {
        recordLack(m_ends->pair.receiving, Side::Sending, where);
        throwWrongEnd(Side::Sending);
    }
    const std::uint32_t sender = index(runtime::currentLane());
    do {
        const std::string_view part = message.substr(0, packetBodyBytes);
        message.remove_prefix(part.size());
        const auto kind = message.empty() ? Packet::Kind::Last : Packet::Kind::More;
        switch (end->send(encode({kind, sender, part}), never, where)) {
        case Way::Closed: throw BrokenPipe();
        case Way::Misuse: throwWrongEnd(Side::Sending);
        default: break;
        }
    } while (!message.empty());
}

std::optional<std::string> Connection::receiveUntil(Nanoseconds deadline, const Where& where) const
{
    Ends& ends = *m_ends;
    if (ends.ready)
        return std::exchange(ends.ready, std::nullopt);
    if (ends.pair.receiving == nullptr) {
        recordLack(ends.pair.sending, Side::Receiving, where);
        throwWrongEnd(Side::Receiving);
    }
    std::string bytes;
    for (;;) {
        switch (ends.pair.receiving->receive(bytes, deadline, where)) {
        case Way::TimedOut: return std::nullopt;
        case Way::Closed: throw EndOfFile();
        case Way::Misuse: throwWrongEnd(Side::Receiving);
        default: break;
        }
        const Packet packet = decode(bytes);
        std::string& message = ends.parts[packet.sender];
        message += packet.body;
        if (packet.kind != Packet::Kind::More)
            return std::move(ends.parts.extract(packet.sender).mapped());
    }
}

std::string Connection::receive(const Where& where) const
{
    return *receiveUntil(never, where);
}

std::optional<std::string> Connection::receiveFor(std::chrono::nanoseconds timeout, const Where& where) const
{
    return receiveUntil(deadlineAfter(timeout), where);
}

std::optional<std::string> Connection::tryReceive(const Where& where) const
{
    return receiveFor({}, where);
}

bool Connection::poll(std::chrono::nanoseconds timeout, const Where& where) const
{
    try {
        m_ends->ready = receiveFor(timeout, where);
    } catch (const EndOfFile&) {
        return true;
    }
    return m_ends->ready.has_value();
}

void Connection::close(const Where& where) const
{
    for (const auto& end : ends())
        end->close(where);
}

Connection Connection::fromArgument(const std::string& argument, const Where& where)
{
    return Connection(EndPair::fromArgument(argument, where));
}

std::vector<std::shared_ptr<PipeEnd>> Connection::ends() const
{
    std::vector<std::shared_ptr<PipeEnd>> all;
    for (const auto& end : {m_ends->pair.sending, m_ends->pair.receiving})
        if (end != nullptr)
            all.push_back(end);
    return all;
}

} // namespace interleave::process

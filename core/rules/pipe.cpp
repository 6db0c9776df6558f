#include "core/rules/pipe.h"

#include "core/rules/state.h"

#include <algorithm>

namespace interleave::rules {
namespace {

struct Subject
{
    std::uint32_t process;
    PipeRules::End end;
};

/// Of which end of which process an OpenEnd or CloseEnd speaks.
Subject subject(const State& state, const Request& request)
{
    const auto end = (request.argument & 1) != 0 ? PipeRules::End::Sending : PipeRules::End::Receiving;
    if (request.argument < 2)
        return {state.lane(request.lane).facts.process, end};
    return {static_cast<std::uint32_t>(request.argument / 2 - 1), end};
}

std::uint32_t& count(PipeRules::Holder& holder, PipeRules::End end)
{
    return end == PipeRules::End::Sending ? holder.sending : holder.receiving;
}

std::uint32_t count(const PipeRules::Holder& holder, PipeRules::End end)
{
    return end == PipeRules::End::Sending ? holder.sending : holder.receiving;
}

} // namespace

PipeRules::PipeRules(const trace::Object& facts) : capacity(facts.bound > 0 ? static_cast<std::size_t>(facts.bound) : 16)
{}

bool PipeRules::isHeld(End end) const
{
    return std::any_of(holders.begin(), holders.end(), [&](const Holder& holder) { return count(holder, end) > 0; });
}

bool PipeRules::isHeldBy(std::uint32_t process, End end) const
{
    return std::any_of(holders.begin(), holders.end(),
                       [&](const Holder& holder) { return holder.process == process && count(holder, end) > 0; });
}

void PipeRules::alternatives(const State& state, const Request& request, AlternativeList& into) const
{
    const std::uint32_t process = state.lane(request.lane).facts.process;
    switch (request.operation) {
    case Operation::Send:
        if (!isHeldBy(process, End::Sending))
            into.add({.way = Way::Misuse});
        else if (!isHeld(End::Receiving))
            into.add({.way = Way::Closed});
        else if (messages.size() < capacity)
            into.add({});
        else if (request.deadline != never)
            into.add({.way = Way::TimedOut, .due = request.deadline});
        break;
    case Operation::Receive:
        if (!isHeldBy(process, End::Receiving))
            into.add({.way = Way::Misuse});
        else if (!messages.empty())
            into.add({});
        else if (!isHeld(End::Sending))
            into.add({.way = Way::Closed});
        else if (request.deadline != never)
            into.add({.way = Way::TimedOut, .due = request.deadline});
        break;
    case Operation::CloseEnd: {
        const Subject closed = subject(state, request);
        into.add({.way = isHeldBy(closed.process, closed.end) ? Way::Success : Way::Misuse});
        break;
    }
    case Operation::OpenEnd:
    case Operation::Size: into.add({}); break;
    default: break;
    }
}

std::int64_t PipeRules::apply(State& state, const Request& request, Alternative alternative)
{
    if (alternative.way != Way::Success)
        return request.argument;
    switch (request.operation) {
    case Operation::Send:
        if (receivedEarly > 0)
            --receivedEarly;
        else
            messages.push_back(request.argument);
        break;
    case Operation::Receive: return receive(request.argument);
    case Operation::OpenEnd: {
        const Subject opened = subject(state, request);
        open(opened.process, opened.end);
        break;
    }
    case Operation::CloseEnd: {
        const Subject closed = subject(state, request);
        close(closed.process, closed.end);
        break;
    }
    case Operation::Size: return static_cast<std::int64_t>(messages.size());
    default: break;
    }
    return request.argument;
}

std::int64_t PipeRules::receive(std::int64_t otherwise)
{
    if (messages.empty()) {
        ++receivedEarly;
        return otherwise;
    }
    const std::int64_t message = messages.front();
    messages.erase(messages.begin());
    return message;
}

void PipeRules::open(std::uint32_t process, End end)
{
    for (Holder& holder : holders) {
        if (holder.process == process) {
            ++count(holder, end);
            return;
        }
    }
    holders.push_back({.process = process});
    ++count(holders.back(), end);
}

void PipeRules::close(std::uint32_t process, End end)
{
    for (Holder& holder : holders)
        if (holder.process == process && count(holder, end) > 0)
            --count(holder, end);
}

void PipeRules::processEnded(std::uint32_t process)
{
    std::erase_if(holders, [&](const Holder& holder) { return holder.process == process; });
}

Hope PipeRules::hope(const State& state, const Request& request) const
{
    const End other = request.operation == Operation::Send ? End::Receiving : End::Sending;
    Hope hope{Hope::Kind::AnyOf, {}};
    for (std::size_t i = 0; i < state.laneCount(); ++i) {
        const LaneState& lane = state.lane(LaneId(i));
        if (lane.hasStarted() && lane.isAlive() && isHeldBy(lane.facts.process, other))
            hope.lanes.push_back(LaneId(i));
    }
    return hope;
}

} // namespace interleave::rules

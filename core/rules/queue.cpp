#include "core/rules/queue.h"

#include "core/rules/state.h"

namespace interleave::rules {
namespace {

void addWaiting(const Request& request, bool isReady, AlternativeList& into)
{
    if (isReady)
        into.add({});
    else if (request.deadline != never)
        into.add({.way = Way::TimedOut, .due = request.deadline});
}

} // namespace

QueueRules::QueueRules(const trace::Object& facts) : count(facts.initial), bound(facts.bound), unfinished(facts.initial)
{}

void QueueRules::alternatives(const State&, const Request& request, AlternativeList& into) const
{
    switch (request.operation) {
    case Operation::Put:
        if (isClosed)
            into.add({.way = Way::Closed});
        else
            addWaiting(request, hasRoom(), into);
        break;
    case Operation::TryPut: into.add({.way = isClosed ? Way::Closed : hasRoom() ? Way::Success : Way::Failed}); break;
    case Operation::Get:
        if (count == 0 && isClosed)
            into.add({.way = Way::Closed});
        else
            addWaiting(request, count > 0, into);
        break;
    case Operation::TryGet: into.add({.way = count > 0 ? Way::Success : isClosed ? Way::Closed : Way::Failed}); break;
    case Operation::TaskDone: into.add({.way = unfinished > 0 ? Way::Success : Way::Misuse}); break;
    case Operation::AwaitDone: addWaiting(request, unfinished == 0, into); break;
    case Operation::Size:
    case Operation::Close: into.add({}); break;
    default: break;
    }
}

std::int64_t QueueRules::apply(State&, const Request& request, Alternative alternative)
{
    if (alternative.way != Way::Success)
        return request.argument;
    switch (request.operation) {
    case Operation::Put:
    case Operation::TryPut:
        ++count;
        ++unfinished;
        break;
    case Operation::Get:
    case Operation::TryGet: --count; break;
    case Operation::TaskDone: --unfinished; break;
    case Operation::Close: isClosed = true; break;
    case Operation::Size: return count;
    default: break;
    }
    return request.argument;
}

Hope QueueRules::hope(const State&, const Request&) const
{
    return {};
}

} // namespace interleave::rules

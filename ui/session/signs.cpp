#include "ui/session/signs.h"

#include "ui/session/identity.h"

namespace interleave::session {

using trace::ObjectKind;

theme::ResourceKind resourceKindOf(ObjectKind kind)
{
    switch (kind) {
    case ObjectKind::Semaphore:
    case ObjectKind::Latch: return theme::ResourceKind::Semaphore;
    case ObjectKind::Barrier: return theme::ResourceKind::Barrier;
    case ObjectKind::Queue: return theme::ResourceKind::Queue;
    case ObjectKind::Pipe: return theme::ResourceKind::Pipe;
    case ObjectKind::Event: return theme::ResourceKind::Event;
    case ObjectKind::Condition: return theme::ResourceKind::Condition;
    case ObjectKind::Variable:
    case ObjectKind::Outcome: return theme::ResourceKind::Variable;
    case ObjectKind::Loop: return theme::ResourceKind::Loop;
    case ObjectKind::Future:
    case ObjectKind::Task: return theme::ResourceKind::Future;
    case ObjectKind::Process:
    case ObjectKind::Thread: return theme::ResourceKind::Process;
    default: return theme::ResourceKind::Lock;
    }
}

theme::LaneSign signOf(const trace::Trace& trace, LaneId lane)
{
    const LaneIdentity identity = identityOf(trace, lane);
    return {identity.sign, identity.colour};
}

theme::ResourceSign signOf(const trace::Trace& trace, ObjectId object)
{
    return {resourceKindOf(trace.object(object).kind), ordinalOfKind(trace, object)};
}

} // namespace interleave::session

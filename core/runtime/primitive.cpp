#include "core/runtime/primitive.h"

#include <string>

namespace interleave::runtime {
namespace {

trace::ObjectKind objectKindOf(trace::LaneKind kind)
{
    switch (kind) {
    case trace::LaneKind::Process: return trace::ObjectKind::Process;
    case trace::LaneKind::Task: return trace::ObjectKind::Task;
    case trace::LaneKind::Thread: break;
    }
    return trace::ObjectKind::Thread;
}

/// The object with what every object has; its creation counts from here on.
trace::Object newObject(Context& here, trace::ObjectKind kind, std::string_view name, const Where& where)
{
    trace::Object object;
    object.kind = kind;
    object.creator = here.lane->id;
    object.ordinal = here.lane->objectsCreated++;
    object.name = here.driver->internName(
        name.empty() ? std::string(trace::name(kind)) + " " + std::to_string(object.ordinal + 1) : std::string(name));
    object.source = sourceOf(here, where);
    return object;
}

void recordCreate(Context& here, ObjectId id, const trace::Object& object)
{
    trace::Event event;
    event.lane = here.lane->id;
    event.object = id;
    event.value = object.initial;
    event.source = object.source;
    event.operation = trace::Operation::Create;
    here.driver->local(event);
}

} // namespace

ObjectId createObject(const PrimitiveFacts& facts, const Where& where)
{
    Context& here = context();
    trace::Object object = newObject(here, facts.kind, facts.name, where);
    object.lane = facts.lane;
    object.related = facts.related;
    object.initial = facts.initial;
    object.bound = facts.bound;
    object.policy = facts.policy;
    const ObjectId id = here.driver->createObject(object);
    recordCreate(here, id, object);
    return id;
}

NewLane createLane(const LaneFacts& facts, const Where& where)
{
    Context& here = context();
    trace::Object object = newObject(here, objectKindOf(facts.kind), facts.name, where);
    object.related = facts.related;
    trace::Lane lane;
    lane.kind = facts.kind;
    lane.name = object.name;
    lane.creator = here.lane->id;
    lane.ordinal = here.lane->lanesCreated++;
    lane.home = facts.home;
    lane.process = facts.kind == trace::LaneKind::Process ? here.driver->nextProcessNumber() : here.lane->process;
    lane.daemon = facts.isDaemon;
    NewLane made = here.driver->createLaneWithObject(lane, object);
    made.process = lane.process;
    made.pathHash = childPathHash(here.lane->pathHash, lane.ordinal);
    recordCreate(here, made.object, object);
    return made;
}

void destroyObject(ObjectId object)
{
    // A lane that outlives the run's bookkeeping (statics) has nothing to record any more.
    if (t_context == nullptr || context().isAbandoned)
        return;
    trace::Event event;
    event.lane = currentLane();
    event.object = object;
    event.operation = trace::Operation::Destroy;
    driver().local(event);
}

} // namespace interleave::runtime

#include "core/runtime/primitive.h"

#include <string>

namespace interleave::runtime {

ObjectId createObject(const PrimitiveFacts& facts, const Where& where)
{
    Context& here = context();
    trace::Object object;
    object.kind = facts.kind;
    object.creator = here.lane->id;
    object.ordinal = here.lane->objectsCreated++;
    object.name = here.driver->internName(facts.name.empty() ? std::string(trace::name(facts.kind)) + " " +
                                                                   std::to_string(object.ordinal + 1)
                                                             : std::string(facts.name));
    object.lane = facts.lane;
    object.related = facts.related;
    object.initial = facts.initial;
    object.bound = facts.bound;
    object.policy = facts.policy;
    object.source = sourceOf(here, where);
    const ObjectId id = here.driver->createObject(object);
    trace::Event event;
    event.lane = here.lane->id;
    event.object = id;
    event.value = facts.initial;
    event.source = object.source;
    event.operation = trace::Operation::Create;
    here.driver->local(event);
    return id;
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

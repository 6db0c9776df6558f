#pragma once

#include "core/runtime/context.h"

#include <exception>
#include <optional>

namespace interleave::runtime {

/// What an operation did to values, as it is recorded.
struct Value
{
    std::int64_t number = 0;
    bool isText = false;           ///< `number` is a NameId
    std::optional<trace::Way> way; ///< replaces the granted way (a compare-and-swap that found another value)

    Value() = default;
    Value(std::int64_t n) : number(n) {}
    Value(NameId name) : number(static_cast<std::int64_t>(index(name))), isText(true) {}

    std::uint8_t flags() const { return isText ? static_cast<std::uint8_t>(trace::EventFlag::Text) : std::uint8_t{0}; }
};

/// Thrown at parked operations of an execution that is given up, so that its lanes unwind. Derives from nothing: only
/// `catch (...)` sees it, and has to rethrow.
struct Abandoned
{
};

/// How an operation ended, for the primitive.
struct Done
{
    trace::Way way = trace::Way::Success;
    std::uint16_t index = 0;
    std::int64_t value = 0; ///< Reply::value; Live: the recorded value

    bool succeeded() const { return way == trace::Way::Success; }
};

/// A request of the current lane.
inline rules::Request request(trace::Operation operation, ObjectId object, const Where& where)
{
    Context& here = context();
    rules::Request request;
    request.lane = here.lane->id;
    request.operation = operation;
    request.object = object;
    request.source = sourceOf(here, where);
    return request;
}

/// The event of a request that took effect.
inline trace::Event eventOf(const rules::Request& request, const Reply& reply, const Value& value, std::uint8_t flags)
{
    trace::Event event;
    event.lane = request.lane;
    event.object = request.object;
    event.value = value.number;
    event.source = request.source;
    event.operation = request.operation;
    event.wayAndFlags =
        static_cast<std::uint8_t>(static_cast<std::uint8_t>(value.way.value_or(reply.way)) | flags | value.flags());
    event.index = reply.index;
    return event;
}

/// What is left of operations once the execution is given up: nothing while the lane unwinds or ends a scope, else
/// Abandoned. So a lane that was given up inside a destructor, which must not throw, unwinds from its next operation on.
inline Done abandoned(std::uint8_t flags)
{
    driver().operationAfterEnd();
    const bool endsScope = (flags & static_cast<std::uint8_t>(trace::EventFlag::EndOfScope)) != 0;
    if (!endsScope && std::uncaught_exceptions() == 0)
        throw Abandoned{};
    return {trace::Way::Cancelled, 0, 0};
}

/// Stands at an operation until it is granted, then carries out `effect(reply)` on values and records the operation with
/// the Value that `effect` yields. `effect` runs for every way and must not perform operations itself.
/// In Live mode the operation is granted at once: for operations that never block and have no native side.
/// Cancelled, and no effect, once the execution is given up (see `abandoned`).
template <typename Effect>
Done conduct(const rules::Request& request, Effect effect, std::uint8_t flags = 0)
{
    if (context().isAbandoned) [[unlikely]]
        return abandoned(flags);
    Driver& drive = driver();
    const Reply reply = drive.perform(request);
    // Given up while it stood there.
    if (context().isAbandoned) [[unlikely]]
        return abandoned(flags);
    const Value value = effect(reply);
    drive.performed(eventOf(request, reply, value, flags));
    return {value.way.value_or(reply.way), reply.index, reply.value};
}

/// The same without an effect on values: what the rules know of the value (the request's argument, mostly) is recorded.
inline Done conduct(const rules::Request& request, std::uint8_t flags = 0)
{
    return conduct(request, [](const Reply& reply) { return Value(reply.value); }, flags);
}

} // namespace interleave::runtime

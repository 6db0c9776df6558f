#include "core/explore/local_first.h"

namespace interleave::explore {

using trace::Operation;

namespace {

bool maySurelyGoOn(const rules::State& state, LaneId id)
{
    const rules::LaneState* lane = &state.lane(id);
    if (lane->facts.kind == trace::LaneKind::Task && state.knows(lane->facts.home))
        lane = &state.lane(lane->facts.home);
    return !lane->daemon && lane->facts.process == 0;
}

bool isLocal(const rules::State& state, const rules::Request& request, LocalFirst setting)
{
    switch (request.operation) {
    case Operation::Note:
    case Operation::Yield:
    case Operation::Sleep: return true;
    case Operation::Join: {
        const LaneId target = state.knows(request.object) ? state.object(request.object).lane : LaneId::none;
        return state.knows(target) && state.lane(target).hasStarted() && !state.lane(target).isAlive();
    }
    case Operation::Start: {
        const LaneId target = state.knows(request.object) ? state.object(request.object).lane : LaneId::none;
        return setting == LocalFirst::On && state.knows(target) && !state.lane(target).hasStarted()
               && state.lane(target).facts.kind != trace::LaneKind::Task
               && state.lane(target).facts.creator == request.lane;
    }
    default: return false;
    }
}

} // namespace

std::optional<std::size_t> localFirst(const schedule::Conductor& conductor, const rules::State& state, LocalFirst setting)
{
    if (setting == LocalFirst::Off || state.hasWritersFirst())
        return std::nullopt;
    const auto& candidates = conductor.candidates();
    for (std::size_t i = 0; i < candidates.size(); ++i) {
        const rules::Request* request = conductor.standingAt(candidates[i].lane);
        if (candidates[i].isOnlyOne && request != nullptr && maySurelyGoOn(state, request->lane)
            && isLocal(state, *request, setting))
            return i;
    }
    return std::nullopt;
}

} // namespace interleave::explore

#pragma once

#include "core/trace/trace.h"
#include "ui/theme/chips.h"

namespace interleave::session {

/// Which icon stands for objects of a kind.
theme::ResourceKind resourceKindOf(trace::ObjectKind kind);

/// The chip of a lane or an object, the same in every view.
theme::LaneSign signOf(const trace::Trace& trace, LaneId lane);
theme::ResourceSign signOf(const trace::Trace& trace, ObjectId object);

} // namespace interleave::session

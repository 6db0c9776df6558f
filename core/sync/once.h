#pragma once

#include "core/runtime/monitor.h"
#include "core/runtime/primitive.h"
#include "core/sync/numbered.h"
#include "core/sync/operation.h"

#include <functional>

namespace interleave::sync {

/// Something that is initialised once, by whoever comes first; the others wait until that is done.
///
/// When an exception leaves the initialiser, the next lane runs it. Live: an internal monitor. Thread-safety: any lane.
class Once : public runtime::Primitive
{
public:
    explicit Once(std::string_view name = {}, Where where = Where::current());

    /// Runs `initialise` unless that has been done. Who calls it from within waits for itself, for ever.
    void call(const std::function<void()>& initialise, Where where = Where::current());

private:
    bool enter(const Where& where);
    void leave(bool hasFailed, const Where& where);

    runtime::Monitor m_monitor;
    bool m_isRunning = false; // guarded by m_monitor, as m_isDone; Live only
    bool m_isDone = false;
};

} // namespace interleave::sync

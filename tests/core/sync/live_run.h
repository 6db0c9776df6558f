#pragma once

#include "core/arena/mapping.h"
#include "core/arena/reader.h"
#include "core/runtime/arena_driver.h"
#include "core/trace/trace.h"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace interleave::tests {

/// A Live run inside the test's own process: `program` on a main lane, its threads on real threads, the arena read back
/// when the process of the run would have left.
class LiveRun
{
public:
    /// `rate`: how much faster run time goes than wall time.
    explicit LiveRun(const std::function<void()>& program, double rate = 1.0);

    const trace::Trace& trace() const { return *m_trace; }
    /// What the rules do not allow, in sentences; empty for every right recording.
    std::vector<std::string> complaints() const;
    /// "main lock", "cook lock timed-out", "cook ?lock" (blocked): the events on one object in the order of steps.
    std::vector<std::string> eventsOn(const std::string& object) const;
    /// The same with values: "main put 3".
    std::vector<std::string> valuesOn(const std::string& object) const;
    /// Every event of an operation, in the order of steps.
    std::vector<trace::Event> all(trace::Operation operation) const;

private:
    std::shared_ptr<arena::Mapping> m_mapping;
    runtime::LiveDriver* m_driver = nullptr;
    std::unique_ptr<trace::Trace> m_trace;
};

/// Inside a program: waits until `count` other lanes of this run are blocked natively.
void awaitBlocked(int count);

/// The events of a trace on the objects of a name, as LiveRun::eventsOn and valuesOn say them.
std::vector<std::string> eventTexts(const trace::Trace& trace, const std::string& object, bool withValues);

} // namespace interleave::tests

#pragma once

#include "core/trace/trace.h"

#include <functional>
#include <string>
#include <vector>

namespace interleave::tests {

/// What a child process of a test runs.
struct Role
{
    std::string name;
    std::function<int(const std::vector<std::string>&)> run;
};

/// The lives that this executable can lead besides that of a test: yields nothing when it was started as the test.
bool isChild(int argc, char** argv);
int runChild(int argc, char** argv, const std::vector<Role>& roles);

/// Runs `body` as the first lane of a Live run in this process and yields the trace. Fails the calling test, by a sentence
/// in `complaint`, when the rules do not allow an event.
struct LiveRun
{
    std::shared_ptr<trace::Trace> trace;
    std::string complaint;

    /// How many events there are of an operation that ended in a way.
    int count(trace::Operation operation, trace::Way way = trace::Way::Success) const;
    int countBlocked(trace::Operation operation) const;
};
LiveRun runLive(const std::function<void()>& body);

/// A thread that carries a lane of the current process; joined natively, not by the run.
void runBeside(const std::string& name, const std::function<void()>& beside, const std::function<void()>& meanwhile);

/// Waits until somebody is blocked natively in the run.
void awaitBlocked();

} // namespace interleave::tests

#pragma once

#include "core/host/run.h"

#include <functional>

namespace interleave::app {

/// From here on Ctrl+C asks for a stop instead of ending this program, which would leave nothing to see; asked twice, it
/// ends the program.
void catchInterrupts();
bool wasInterrupted();

/// Keeps a run going until it has ended or `isEnough` says so; stops it when the user asks. `shown` is called after each
/// piece of work.
void runUntil(host::Run& run, const std::function<bool()>& isEnough, const std::function<void()>& shown);

} // namespace interleave::app

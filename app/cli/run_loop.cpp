#include "app/cli/run_loop.h"

#include <signal.h>

#include <atomic>

namespace interleave::app {
namespace {

std::atomic<bool> g_interrupted{false};
static_assert(std::atomic<bool>::is_always_lock_free);

} // namespace

void catchInterrupts()
{
    struct sigaction action{};
    action.sa_handler = [](int) { g_interrupted.store(true); };
    // Without SA_RESTART, so that waiting for a line of input ends too.
    action.sa_flags = SA_RESETHAND;
    ::sigemptyset(&action.sa_mask);
    ::sigaction(SIGINT, &action, nullptr);
    ::sigaction(SIGTERM, &action, nullptr);
    // A pipe that nobody reads any more is noticed by writing, not by dying.
    ::signal(SIGPIPE, SIG_IGN);
}

bool wasInterrupted() { return g_interrupted.load(); }

void runUntil(host::Run& run, const std::function<bool()>& isEnough, const std::function<void()>& shown)
{
    while (!run.hasEnded() && !isEnough()) {
        if (wasInterrupted())
            run.stop();
        const bool goesOn = run.turn(std::chrono::milliseconds(20));
        shown();
        if (!goesOn)
            break;
    }
}

} // namespace interleave::app

#pragma once

#include "core/host/run.h"

#include <QtTest>

namespace interleave::tests {

/// A run of the tests' own target.
inline host::RunSpec oddSpec(const std::string& variant, int n = 10)
{
    host::RunSpec spec;
    spec.target = ODD_TARGET;
    spec.info.scenario = "odd";
    spec.info.variant = variant;
    spec.info.parameters = {{"n", std::to_string(n)}};
    spec.info.strategy = "round-robin";
    return spec;
}

inline host::RunSpec oddLiveSpec(const std::string& variant, int n = 10)
{
    host::RunSpec spec = oddSpec(variant, n);
    spec.info.mode = trace::Mode::Live;
    spec.info.speed = 1000;
    return spec;
}

/// Starts a run; fails the test when it cannot be started.
inline std::unique_ptr<host::Run> startRun(host::RunSpec spec)
{
    auto run = host::Run::start(std::move(spec));
    if (!run) {
        QTest::qFail(run.error().message.c_str(), __FILE__, __LINE__);
        return nullptr;
    }
    return std::move(*run);
}

/// Turns until the condition holds, for a minute at most; whether it came to hold.
template <typename Condition>
bool turnUntil(host::Run& run, Condition condition)
{
    const auto end = std::chrono::steady_clock::now() + std::chrono::minutes(1);
    while (!condition()) {
        if (std::chrono::steady_clock::now() > end)
            return false;
        run.turn(std::chrono::milliseconds(10));
    }
    return true;
}

inline bool turnToEnding(host::Run& run)
{
    return turnUntil(run, [&] { return run.hasEnded(); });
}

} // namespace interleave::tests

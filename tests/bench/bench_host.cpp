// What a run costs from the host's side: a step of a Controlled run on real threads, and the way to the first event.

#include "core/host/run.h"

#include <benchmark/benchmark.h>

using namespace interleave;

namespace {

host::RunSpec specOf(const char* variant, int n, trace::Mode mode)
{
    host::RunSpec spec;
    spec.target = ODD_TARGET;
    spec.info.scenario = "odd";
    spec.info.variant = variant;
    spec.info.parameters = {{"n", std::to_string(n)}};
    spec.info.strategy = "round-robin";
    spec.info.mode = mode;
    return spec;
}

std::unique_ptr<host::Run> start(benchmark::State& state, host::RunSpec spec)
{
    auto run = host::Run::start(std::move(spec));
    if (!run) {
        state.SkipWithError(run.error().message.c_str());
        return nullptr;
    }
    return std::move(*run);
}

/// Two lanes that take turns at every operation: the dearest case, a hand-over each step.
void controlledStep(benchmark::State& state)
{
    constexpr int perLane = 5'000;
    std::size_t steps = 0;
    for (auto _ : state) {
        const auto run = start(state, specOf("counters", perLane, trace::Mode::Controlled));
        if (!run)
            return;
        while (!run->hasEnded())
            run->turn(std::chrono::milliseconds(5));
        steps += run->trace().size();
        if (run->verdict().ending != trace::Ending::Completed)
            state.SkipWithError(run->verdict().sentence.c_str());
    }
    state.counters["steps/s"] = benchmark::Counter(static_cast<double>(steps), benchmark::Counter::kIsRate);
    state.counters["s/step"] =
        benchmark::Counter(static_cast<double>(steps), benchmark::Counter::kIsRate | benchmark::Counter::kInvert);
}
BENCHMARK(controlledStep)->Unit(benchmark::kMillisecond)->UseRealTime();

void startToFirstEvent(benchmark::State& state)
{
    const auto mode = state.range(0) == 0 ? trace::Mode::Controlled : trace::Mode::Live;
    for (auto _ : state) {
        const auto run = start(state, specOf("yields", 1, mode));
        if (!run)
            return;
        while (run->trace().size() == 0)
            run->turn(std::chrono::milliseconds(5));
        state.PauseTiming();
        run->stop();
        state.ResumeTiming();
    }
}
BENCHMARK(startToFirstEvent)->Arg(0)->Arg(1)->Unit(benchmark::kMillisecond)->UseRealTime();

void startToEnd(benchmark::State& state)
{
    const auto mode = state.range(0) == 0 ? trace::Mode::Controlled : trace::Mode::Live;
    for (auto _ : state) {
        const auto run = start(state, specOf("yields", 10, mode));
        if (!run)
            return;
        while (run->turn(std::chrono::milliseconds(5))) {
        }
    }
}
BENCHMARK(startToEnd)->Arg(0)->Arg(1)->Unit(benchmark::kMillisecond)->UseRealTime();

} // namespace

BENCHMARK_MAIN();

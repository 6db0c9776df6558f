// Whole executions of small programs inside this process: how many a second, and what a step costs.

#include "core/explore/depth_first.h"
#include "core/explore/search.h"
#include "core/schedule/random.h"
#include "tests/core/explore/programs.h"

#include <benchmark/benchmark.h>

#include <fstream>
#include <string>

namespace {

using namespace interleave;
using namespace interleave::explore;

double residentMegabytes()
{
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);)
        if (line.starts_with("VmRSS:"))
            return std::stod(line.substr(6)) / 1024;
    return 0;
}

void execute(benchmark::State& state, Executor executor, const Program& program)
{
    const auto driver = makeDriver(executor);
    schedule::Random random(1);
    std::size_t picks = 0;
    for (auto _ : state)
        picks += runOnce(*driver, program, random).picks;
    state.counters["executions"] =
        benchmark::Counter(static_cast<double>(state.iterations()), benchmark::Counter::kIsRate);
    state.counters["steps"] = benchmark::Counter(static_cast<double>(picks), benchmark::Counter::kIsRate);
}

/// AB-BA with two lanes: 13 steps when it comes through, 7 to 10 when it does not.
void abbaOnFibers(benchmark::State& state) { execute(state, Executor::Fibers, abba()); }
void abbaOnPooledThreads(benchmark::State& state) { execute(state, Executor::Pool, abba()); }
BENCHMARK(abbaOnFibers);
BENCHMARK(abbaOnPooledThreads)->UseRealTime();

/// Many steps in one execution: two lanes of 500 writes.
void stepsOnFibers(benchmark::State& state) { execute(state, Executor::Fibers, independentWriters(2, 500)); }
void stepsOnPooledThreads(benchmark::State& state) { execute(state, Executor::Pool, independentWriters(2, 500)); }
BENCHMARK(stepsOnFibers);
BENCHMARK(stepsOnPooledThreads)->UseRealTime();

/// Every order of two lanes that add 1 four times: 12,870 executions.
void searchOnFibers(benchmark::State& state)
{
    const auto driver = makeDriver(Executor::Fibers);
    const Program program = lostUpdate(2, 4);
    std::uint64_t executions = 0;
    for (auto _ : state)
        executions += depthFirst(*driver, program).executions;
    state.counters["executions"] = benchmark::Counter(static_cast<double>(executions), benchmark::Counter::kIsRate);
}
BENCHMARK(searchOnFibers)->Unit(benchmark::kMillisecond);

/// Whole searches that run one execution of every class. The label says how many that are.
void searchOptimally(benchmark::State& state, const Program& program)
{
    const auto driver = makeDriver(Executor::Fibers);
    SearchOptions options;
    options.wallLimit = std::chrono::hours(1);
    std::uint64_t executions = 0;
    std::uint64_t picks = 0;
    const double before = residentMegabytes();
    SearchReport report;
    for (auto _ : state) {
        report = search(*driver, program, options);
        executions += report.executions;
        picks += report.picks;
    }
    state.SetLabel(std::to_string(report.executions) + " classes, " + std::to_string(report.redundant) + " redundant");
    state.counters["executions"] = benchmark::Counter(static_cast<double>(executions), benchmark::Counter::kIsRate);
    state.counters["steps"] = benchmark::Counter(static_cast<double>(picks), benchmark::Counter::kIsRate);
    state.counters["MiB"] = residentMegabytes();
    state.counters["grownMiB"] = residentMegabytes() - before;
}
BENCHMARK_CAPTURE(searchOptimally, abba, abba())->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(searchOptimally, counter4, lostUpdate(4, 1))->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(searchOptimally, counter6, lostUpdate(6, 1))->Unit(benchmark::kMillisecond)->Iterations(1);
BENCHMARK_CAPTURE(searchOptimally, lastZero10, lastZero(10))->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(searchOptimally, philosophers3, philosophers(3, false))->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(searchOptimally, philosophers5, philosophers(5, false))->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(searchOptimally, philosophers12, philosophers(12, false))->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(searchOptimally, placeForOne5, placeForOne(5))->Unit(benchmark::kMillisecond);

/// Memory between the 1,000th and the 500,000th execution.
void halfAMillionExecutions(benchmark::State& state)
{
    const auto driver = makeDriver(Executor::Fibers);
    const Program program = abba();
    schedule::Random random(1);
    double grown = 0;
    for (auto _ : state) {
        double before = 0;
        for (int i = 0; i < 500'000; ++i) {
            if (i == 1'000)
                before = residentMegabytes();
            runOnce(*driver, program, random);
        }
        grown = residentMegabytes() - before;
    }
    state.counters["grownMiB"] = grown;
}
BENCHMARK(halfAMillionExecutions)->Unit(benchmark::kMillisecond)->Iterations(1);

} // namespace

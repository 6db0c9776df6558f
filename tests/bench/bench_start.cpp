// From the command to the first frame of the window, on whatever platform QT_QPA_PLATFORM names.

#include <benchmark/benchmark.h>

#include <chrono>
#include <cstdio>
#include <cstring>
#include <string>

namespace {

void firstFrame(benchmark::State& state, const char* words)
{
    const std::string command = std::string(WINDOW) + " --fresh --first-frame " + words + " 2>/dev/null";
    for (auto _ : state) {
        const auto start = std::chrono::steady_clock::now();
        FILE* const window = popen(command.c_str(), "r");
        char line[64] = {};
        const bool isShown = window != nullptr && std::fgets(line, sizeof(line), window) != nullptr;
        state.SetIterationTime(std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
        if (window != nullptr)
            pclose(window);
        if (!isShown || std::strncmp(line, "first frame", 11) != 0) {
            state.SkipWithError("the window did not show a frame");
            return;
        }
    }
}

} // namespace

BENCHMARK_CAPTURE(firstFrame, nothing, "")->UseManualTime()->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(firstFrame, kitchenDeadlock, "kitchen-deadlock")->UseManualTime()->Unit(benchmark::kMillisecond);

// What recording costs: one event into warm and into untouched memory, and a whole uncontended pair of a Live mutex
// beside a bare std::mutex. Run on a quiet machine; the table in README.md says machine, build type and sizes.

#include "core/arena/mapping.h"
#include "core/arena/tables.h"
#include "core/runtime/arena_driver.h"
#include "core/runtime/record.h"
#include "core/sync/mutex.h"

#include <benchmark/benchmark.h>

#include <atomic>
#include <mutex>
#include <thread>

namespace {

using namespace interleave;

/// A Live run of one lane; `body` runs on it.
template <typename Body>
void onLane(std::uint64_t events, Body body)
{
    auto mapping = arena::Mapping::create(arena::Capacity::forEvents(events));
    arena::Control& control = (*mapping)->control();
    control.stampIsTsc.store(arena::hasInvariantTsc() ? 1 : 0);
    arena::setRate(control.clock, 1.0);
    runtime::LiveDriver driver(*mapping);
    const arena::LaneWithObject main = arena::appendLaneWithObject(**mapping, {.kind = trace::LaneKind::Process},
                                                                   {.kind = trace::ObjectKind::Process});
    runtime::LaneLocal lane;
    lane.id = main.lane;
    driver.carry(lane, body);
}

/// The system's mutexes are cheaper while a process has one thread; no run has.
class SecondThread
{
public:
    ~SecondThread()
    {
        m_isOver = true;
        m_isOver.notify_one();
        m_thread.join();
    }

private:
    std::atomic<bool> m_isOver = false;
    std::thread m_thread{[this] { m_isOver.wait(false); }};
};

constexpr std::uint32_t chunkCount = 64;

/// Lets the writer begin at the first chunk again once it has come to the last: memory that was touched before.
void recycle(std::uint32_t& used)
{
    if (++used % chunkCount == 0)
        runtime::runMapping().control().chunks.store(0);
}

void recordChunk(runtime::Context& here)
{
    for (std::uint32_t event = 0; event < arena::chunkEvents; ++event)
        runtime::record(here, trace::Operation::Yield, ObjectId::none, SourceId::none);
}

void eventIntoWarmMemory(benchmark::State& state)
{
    onLane(chunkCount * arena::chunkEvents, [&] {
        std::uint32_t used = 0;
        for (auto _ : state) {
            recordChunk(runtime::context());
            recycle(used);
        }
    });
    state.SetItemsProcessed(state.iterations() * arena::chunkEvents);
}

void eventWithFirstTouch(benchmark::State& state)
{
    onLane(static_cast<std::uint64_t>(state.max_iterations + 1) * arena::chunkEvents, [&] {
        for (auto _ : state)
            recordChunk(runtime::context());
    });
    state.SetItemsProcessed(state.iterations() * arena::chunkEvents);
}

constexpr std::uint32_t pairs = arena::chunkEvents / 2;

void mutexPairRecorded(benchmark::State& state)
{
    onLane(chunkCount * arena::chunkEvents, [&] {
        const SecondThread second;
        sync::Mutex mutex("mutex");
        std::uint32_t used = 0;
        for (auto _ : state) {
            for (std::uint32_t pair = 0; pair < pairs; ++pair) {
                mutex.lock();
                benchmark::ClobberMemory();
                mutex.unlock();
            }
            recycle(used);
        }
    });
    state.SetItemsProcessed(state.iterations() * pairs);
}

void mutexPairBare(benchmark::State& state)
{
    const SecondThread second;
    std::mutex mutex;
    for (auto _ : state) {
        for (std::uint32_t pair = 0; pair < pairs; ++pair) {
            mutex.lock();
            benchmark::ClobberMemory();
            mutex.unlock();
        }
    }
    state.SetItemsProcessed(state.iterations() * pairs);
}

void stampPlain(benchmark::State& state)
{
    for (auto _ : state)
        benchmark::DoNotOptimize(runtime::stamp());
}

void stampAfterAcquisition(benchmark::State& state)
{
    for (auto _ : state)
        benchmark::DoNotOptimize(runtime::stampAfter());
}

} // namespace

BENCHMARK(eventIntoWarmMemory);
BENCHMARK(eventWithFirstTouch)->Iterations(2000);
BENCHMARK(mutexPairBare);
BENCHMARK(mutexPairRecorded);
BENCHMARK(stampPlain);
BENCHMARK(stampAfterAcquisition);

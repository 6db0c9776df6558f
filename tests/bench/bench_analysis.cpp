// Events per second of the analyses, on 10 million events of threads that lock, read, write and unlock.
//
// The events are computed from their place, not stored: 16 lanes take turns, each does a critical section of five events
// (lock, read, write, unlock, and a note of its own) on one of eight locks that guard a variable each.

#include "core/analysis/analyze.h"

#include <benchmark/benchmark.h>

#include <memory>

using namespace interleave;

namespace {

constexpr std::uint32_t laneCount = 16;
constexpr std::uint32_t lockCount = 8;
constexpr std::uint32_t sectionLength = 5;

constexpr ObjectId lockOf(std::uint32_t number) { return ObjectId(laneCount + number); }
constexpr ObjectId variableOf(std::uint32_t number) { return ObjectId(laneCount + lockCount + number); }

/// What every lane begins with: main starts the others.
constexpr std::uint32_t prologue = 1 + 2 * (laneCount - 1);

class ComputedStore final : public trace::EventStore
{
public:
    trace::Event eventAt(std::uint32_t place) const override
    {
        trace::Event event{.stamp = place * 200ULL, .lane = LaneId(0), .source = SourceId(place % 7)};
        event.setWay(trace::Way::Success);
        if (place < prologue) {
            const std::uint32_t lane = (place + 1) / 2;
            const bool isBegin = place == 0 || place % 2 == 0;
            event.lane = LaneId(isBegin ? lane : 0);
            event.object = ObjectId(lane);
            event.operation = isBegin ? trace::Operation::Begin : trace::Operation::Start;
            return event;
        }
        const std::uint32_t section = (place - prologue) / sectionLength;
        const std::uint32_t hashed = section * 2654435761U >> 16;
        const std::uint32_t number = hashed % lockCount;
        event.lane = LaneId(section * 7 % laneCount);
        event.object = lockOf(number);
        switch ((place - prologue) % sectionLength) {
        case 0: event.operation = trace::Operation::Lock; break;
        case 1:
            event.operation = trace::Operation::Read;
            event.object = variableOf(number);
            event.value = section;
            break;
        case 2:
            event.operation = trace::Operation::Write;
            event.object = variableOf(number);
            event.value = section + 1;
            break;
        case 3: event.operation = trace::Operation::Unlock; break;
        default:
            event.operation = trace::Operation::Note;
            event.object = ObjectId::none;
            event.value = 0;
            break;
        }
        return event;
    }
};

trace::Trace& traceOf(trace::Mode mode, Step events)
{
    static std::unique_ptr<trace::Trace> kept;
    static trace::Mode keptMode = trace::Mode::Controlled;
    if (kept != nullptr && keptMode == mode && kept->size() == events)
        return *kept;
    keptMode = mode;
    kept = std::make_unique<trace::Trace>(std::make_shared<ComputedStore>(), trace::RunInfo{.mode = mode});
    kept->setClock(0, 1.0);
    kept->appendName("x");
    for (std::uint32_t i = 0; i < laneCount; ++i) {
        kept->appendObject({.kind = i == 0 ? trace::ObjectKind::Process : trace::ObjectKind::Thread, .lane = LaneId(i)});
        kept->appendLane({.kind = i == 0 ? trace::LaneKind::Process : trace::LaneKind::Thread,
                          .name = NameId(0),
                          .creator = i == 0 ? LaneId::none : LaneId(0),
                          .object = ObjectId(i)});
    }
    for (std::uint32_t i = 0; i < lockCount; ++i)
        kept->appendObject({.kind = trace::ObjectKind::Mutex});
    for (std::uint32_t i = 0; i < lockCount; ++i)
        kept->appendObject({.kind = trace::ObjectKind::Variable});
    for (std::uint32_t place = 0; place < events; ++place)
        kept->appendEvent(place);
    return *kept;
}

void analyse(benchmark::State& state, trace::Mode mode)
{
    const auto events = static_cast<Step>(state.range(0));
    const trace::Trace& trace = traceOf(mode, events);
    std::size_t wrong = 0;
    for (auto _ : state)
        wrong += hasWrong(analysis::analyze(trace)) ? 1 : 0;
    if (wrong != 0)
        state.SkipWithError("the program of this benchmark is right");
    state.counters["events"] =
        benchmark::Counter(static_cast<double>(events) * static_cast<double>(state.iterations()), benchmark::Counter::kIsRate);
}

void analyseLive(benchmark::State& state) { analyse(state, trace::Mode::Live); }
void analyseControlled(benchmark::State& state) { analyse(state, trace::Mode::Controlled); }
BENCHMARK(analyseLive)->Arg(10'000'000)->Unit(benchmark::kMillisecond)->Iterations(1);
BENCHMARK(analyseControlled)->Arg(10'000'000)->Unit(benchmark::kMillisecond)->Iterations(1);

} // namespace

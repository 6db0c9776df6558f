// Frames of the timeline and the building of its index, for 10 and 100 million events in 64 lanes.
//
// The events are computed, not stored: 100 million of them would need 3.2 GB. The index is built from what a Collector
// would hand over; following the rules event by event is measured apart (followRules).

#include "core/analysis/collector.h"
#include "core/analysis/level_of_detail.h"
#include "ui/timeline/picture.h"

#include <QApplication>
#include <QImage>
#include <QPainter>

#include <benchmark/benchmark.h>

#include <algorithm>
#include <chrono>
#include <memory>
#include <vector>

using namespace interleave;
using namespace interleave::timeline;

namespace {

constexpr std::uint32_t laneCount = 64;

std::uint32_t hashed(std::uint64_t step)
{
    std::uint64_t x = step * 0x9e3779b97f4a7c15ULL;
    x ^= x >> 29;
    x *= 0xbf58476d1ce4e5b9ULL;
    return static_cast<std::uint32_t>(x >> 32);
}

std::uint32_t laneOf(Step step)
{
    return hashed(step) % laneCount;
}

/// Events of 64 threads that lock one of eight mutexes, computed from their place.
class ComputedStore final : public trace::EventStore
{
public:
    trace::Event eventAt(std::uint32_t place) const override
    {
        trace::Event event{
            .stamp = place * 400ULL, .lane = LaneId(laneOf(place)), .operation = trace::Operation::Yield};
        event.setWay(trace::Way::Success);
        return event;
    }
};

analysis::Batch batchOf(Step from, Step to)
{
    analysis::Batch batch;
    batch.times.reserve(to - from);
    batch.lanes.reserve(to - from);
    for (Step step = from; step < to; ++step) {
        batch.times.push_back(static_cast<Nanoseconds>(step * 400));
        // Mostly running and blocked, as busy threads are.
        constexpr std::uint32_t statuses[] = {0, 1, 1, 2, 2, 3, 4, 1};
        const std::uint32_t status = statuses[hashed(step + 77) % 8];
        const auto number = static_cast<std::uint32_t>(step);
        batch.lanes.push_back({number, laneOf(step), status & 0xfU, status == 2 ? 1U : 0U});
        if (step % 50 == 0 && step > 500)
            batch.causes.push_back({number - 40, number, static_cast<std::uint32_t>(analysis::CauseKind::HandOff), 0});
    }
    if (from == 0)
        batch.details.push_back({trace::Operation::Lock, ObjectId(laneCount), LaneId(3), SourceId::none, false});
    return batch;
}

struct Run
{
    trace::Trace trace;
    analysis::LevelOfDetail index;
    RowWishes wishes;
    RowLayout rows;
    Picture picture;

    Run(Step events, std::optional<Density> density)
        : trace(std::make_shared<ComputedStore>(), {.mode = trace::Mode::Live})
    {
        trace.setClock(0, 1.0);
        for (std::uint32_t i = 0; i < laneCount; ++i) {
            trace.appendName("worker " + std::to_string(i));
            trace.appendLane({.name = NameId(i), .creator = i == 0 ? LaneId::none : LaneId(0), .object = ObjectId(i)});
            trace.appendObject({.kind = trace::ObjectKind::Thread, .name = NameId(i), .lane = LaneId(i)});
        }
        trace.appendObject({.kind = trace::ObjectKind::Mutex, .name = NameId(0)});
        for (Step step = 0; step < events; ++step)
            trace.appendEvent(static_cast<std::uint32_t>(step));
        constexpr Step piece = 5'000'000;
        for (Step from = 0; from < events; from += piece)
            index.append(batchOf(from, std::min(from + piece, events)));
        wishes.density = density;
        rows = RowLayout::of(trace, wishes, [](ObjectId) { return true; });
        picture.trace = &trace;
        picture.index = &index;
        picture.palette = &theme::light();
        picture.rows = &rows;
        picture.wishes = &wishes;
        picture.size = {1920, 1080};
        picture.playhead = events / 2;
        setRuler(Ruler::Steps);
    }
    void setRuler(Ruler ruler)
    {
        picture.ruler = ruler;
        picture.bounds = boundsOf(index, ruler, true, false);
        picture.bounds.left = picture.headerWidth;
        picture.bounds.width = 1920 - picture.headerWidth;
        picture.axis = picture.bounds;
    }
};

Run& runOf(Step events, int density)
{
    // One run at a time: two of the large ones would not fit into small machines.
    static std::unique_ptr<Run> run;
    static Step hasEvents = 0;
    if (hasEvents != events) {
        run.reset();
        run = std::make_unique<Run>(events, std::nullopt);
        hasEvents = events;
    }
    run->wishes.density = density < 0 ? std::nullopt : std::optional(static_cast<Density>(density));
    run->rows = RowLayout::of(run->trace, run->wishes, [](ObjectId) { return true; });
    return *run;
}

double frame(const Picture& picture, QImage& image)
{
    const auto begin = std::chrono::steady_clock::now();
    QPainter painter(&image);
    paintInto(painter, picture);
    painter.end();
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count();
}

void wholeView(benchmark::State& state)
{
    Run& run = runOf(static_cast<Step>(state.range(0)), -1);
    run.setRuler(state.range(1) == 0 ? Ruler::Steps : Ruler::Time);
    QImage image(1920, 1080, QImage::Format_ARGB32_Premultiplied);
    for (auto _ : state)
        frame(run.picture, image);
    state.counters["bytes/event"] = static_cast<double>(run.index.bytes()) / static_cast<double>(run.index.size());
}

/// Every zoom from the whole down to four steps, at three places; the worst and the median of all frames.
void everyZoom(benchmark::State& state)
{
    Run& run = runOf(static_cast<Step>(state.range(0)), static_cast<int>(state.range(2)));
    run.setRuler(state.range(1) == 0 ? Ruler::Steps : Ruler::Time);
    QImage image(1920, 1080, QImage::Format_ARGB32_Premultiplied);
    std::vector<double> frames;
    for (auto _ : state) {
        for (const double place : {0.1, 0.5, 0.9}) {
            Axis axis = run.picture.bounds;
            while (axis.to - axis.from > 2 * leastSpan(run.picture.ruler)) {
                run.picture.axis = axis;
                // The better of two: the machine does other things, too.
                frames.push_back(std::min(frame(run.picture, image), frame(run.picture, image)));
                axis =
                    axis.zoomed(axis.left + axis.width * place, 1.6, run.picture.bounds, leastSpan(run.picture.ruler));
            }
        }
    }
    std::sort(frames.begin(), frames.end());
    state.counters["median ms"] = frames[frames.size() / 2];
    state.counters["worst ms"] = frames.back();
}

void buildIndex(benchmark::State& state)
{
    const analysis::Batch batch = batchOf(0, static_cast<Step>(state.range(0)));
    for (auto _ : state) {
        analysis::LevelOfDetail index;
        index.append(batch);
        state.counters["bytes/event"] = static_cast<double>(index.bytes()) / static_cast<double>(index.size());
    }
}

void followRules(benchmark::State& state)
{
    const Run run(static_cast<Step>(state.range(0)), std::nullopt);
    for (auto _ : state) {
        analysis::Collector collector(run.trace);
        analysis::Batch batch;
        while (collector.collect(batch, 8192))
            benchmark::DoNotOptimize(batch.lanes.data());
    }
    state.SetItemsProcessed(state.iterations() * state.range(0));
}

BENCHMARK(buildIndex)->Arg(10'000'000)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK(followRules)->Arg(200'000)->Unit(benchmark::kMillisecond);
BENCHMARK(wholeView)->Args({10'000'000, 0})->Args({10'000'000, 1})->Unit(benchmark::kMillisecond);
BENCHMARK(everyZoom)
    ->Args({10'000'000, 0, -1})
    ->Args({10'000'000, 1, -1})
    ->Args({10'000'000, 0, 0})
    ->Iterations(1)
    ->Unit(benchmark::kMillisecond);
// The large ones last: building them takes longer than measuring.
BENCHMARK(wholeView)->Args({100'000'000, 0})->Unit(benchmark::kMillisecond);
BENCHMARK(everyZoom)
    ->Args({100'000'000, 0, -1})
    ->Args({100'000'000, 1, -1})
    ->Iterations(1)
    ->Unit(benchmark::kMillisecond);

} // namespace

int main(int argc, char** argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    const QApplication application(argc, argv);
    benchmark::Initialize(&argc, argv);
    if (benchmark::ReportUnrecognizedArguments(argc, argv))
        return 1;
    benchmark::RunSpecifiedBenchmarks();
    return 0;
}

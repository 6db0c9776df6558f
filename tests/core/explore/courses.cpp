#include "tests/core/explore/courses.h"

#include "core/explore/search.h"
#include "core/schedule/random.h"

#include <QtTest>

#include <algorithm>

namespace interleave::explore {

using trace::Operation;

namespace {

Program programFor(const VariantOf& one)
{
    const scenarios::Scenario* scenario = scenarios::find(one.scenario);
    const scenarios::Variant* variant = scenario == nullptr ? nullptr : scenarios::findVariant(*scenario, one.variant);
    if (variant == nullptr)
        qFatal("there is no %s:%s", one.scenario, one.variant);
    return programOf(*scenario, *variant, valuesOf(*scenario, *variant, one.changed));
}

} // namespace

QString Course::laneOf(const trace::Event& event) const
{
    return QString::fromStdString(driver.tables().name(driver.tables().lane(event.lane).name));
}

QString Course::textOf(const trace::Event& event) const
{
    return event.has(trace::EventFlag::Text)
               ? QString::fromStdString(driver.tables().name(static_cast<NameId>(event.value)))
               : QString::number(event.value);
}

QStringList Course::lines(const QString& lane) const
{
    QStringList all;
    for (const trace::Event& event : events)
        if (event.operation == Operation::Note && (lane.isEmpty() || laneOf(event) == lane))
            all << (lane.isEmpty() ? laneOf(event) + ": " : QString()) + textOf(event);
    return all;
}

std::vector<trace::Event> Course::done(std::initializer_list<Operation> operations) const
{
    std::vector<trace::Event> found;
    for (const trace::Event& event : events)
        if (!event.isBlocked() && event.way() == trace::Way::Success
            && std::find(operations.begin(), operations.end(), event.operation) != operations.end())
            found.push_back(event);
    return found;
}

bool forEachClass(const VariantOf& one, const See& see)
{
    FiberDriver driver;
    std::vector<trace::Event> events;
    driver.recordInto(&events);
    SearchOptions options;
    options.maxExecutions = 50'000;
    options.wallLimit = std::chrono::hours(1);
    options.onExecution = [&](const Execution& execution) {
        see({execution, driver, events});
        events.clear();
        return !QTest::currentTestFailed();
    };
    return search(driver, programFor(one), options).isComplete;
}

void forEachSeed(const VariantOf& one, int seeds, const See& see, trace::TimeSetting time)
{
    FiberDriver driver;
    std::vector<trace::Event> events;
    driver.recordInto(&events);
    const Program program = programFor(one);
    for (int seed = 0; seed < seeds && !QTest::currentTestFailed(); ++seed) {
        events.clear();
        schedule::Random random(static_cast<std::uint64_t>(seed));
        RunOptions options;
        options.maxPicks = 5'000;
        options.time = time;
        options.seed = static_cast<std::uint64_t>(seed + 1);
        see({runOnce(driver, program, random, options), driver, events});
    }
}

} // namespace interleave::explore

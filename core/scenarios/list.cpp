#include "core/scenarios/scenario.h"

#include <algorithm>

// clang-format off
// Every program, in the order of the gallery. One line here, one file beside it, one text in resources/scenarios.
#define INTERLEAVE_PROGRAMS(program) \
    program(serialConcurrentParallel) \
    program(oneChefKitchen) \
    program(unitCosts) \
    program(blockingButton) \
    program(thirdPartyGateway) \
    program(addressSpaceMap) \
    program(roadCrossing) \
    program(syncVsAsyncCall) \
    program(threadStartJoin) \
    program(daemonThreads) \
    program(gcDaemon) \
    program(threadCountdown) \
    program(fanOutJoin) \
    program(threadRegistry) \
    program(printTearing) \
    program(gilHandoff) \
    program(atmOverdraw) \
    program(lostUpdateCounter) \
    program(atmLockLeak) \
    program(fileLockException) \
    program(scopeGuardTrace) \
    program(kitchenDeadlock) \
    program(diningPhilosophers) \
    program(transferDeadlock) \
    program(readersWriters) \
    program(recursiveLock) \
    program(livelockCorridor) \
    program(tryLockFlag) \
    program(lockWaitPool) \
    program(starvation) \
    program(priorityInversion) \
    program(onceInit) \
    program(doubleCheckedLocking) \
    program(twoPersonRoom) \
    program(fileReadersLimit) \
    program(crawlThrottle) \
    program(hotpotEvent) \
    program(eventFlagLab) \
    program(condvarLostWakeup) \
    program(condvarSpuriousWakeup) \
    program(barrierPhases) \
    program(latchCountdown) \
    program(steamedBunBasket) \
    program(queueOperations) \
    program(queueWorkerDrain) \
    program(priorityQueueWorkers) \
    program(processPipeHello) \
    program(gatherRadioCalls)
// clang-format on

namespace interleave::scenarios {

#define INTERLEAVE_DECLARE(program) extern const Scenario program;
INTERLEAVE_PROGRAMS(INTERLEAVE_DECLARE)

const std::vector<const Scenario*>& all()
{
#define INTERLEAVE_POINT(program) &program,
    static const std::vector<const Scenario*> programs = {INTERLEAVE_PROGRAMS(INTERLEAVE_POINT)};
    return programs;
}

const Scenario* find(std::string_view id)
{
    const auto found = std::find_if(all().begin(), all().end(), [&](const Scenario* one) { return one->id == id; });
    return found == all().end() ? nullptr : *found;
}

const Variant* findVariant(const Scenario& scenario, std::string_view id)
{
    const auto found = std::find_if(scenario.variants.begin(), scenario.variants.end(),
                                    [&](const Variant& variant) { return variant.id == id; });
    return found == scenario.variants.end() ? nullptr : &*found;
}

const std::vector<Role>& roles()
{
    static const std::vector<Role> every = [] {
        std::vector<Role> collected;
        for (const Scenario* scenario : all())
            collected.insert(collected.end(), scenario->roles.begin(), scenario->roles.end());
        return collected;
    }();
    return every;
}

} // namespace interleave::scenarios

// Knife and pot, taken in opposite order.
//
// Cook 1 takes the knife, cuts for a while, and then wants the pot. Cook 2 takes the pot and at once wants the knife.
// If each has taken the first tool before the other comes for the second, neither can ever go on.
//
// Look for:  a closed ring in the wait-for graph, and the last moment when it was still open.
// Compare:   the variants `same-order`, `all-or-nothing` and `one-at-a-time`: each takes one condition away.
// Source:    E. G. Coffman, M. J. Elphick, A. Shoshani, "System Deadlocks", ACM Computing Surveys 3(2), 1971.

#include "core/scenarios/scenario.h"

#include "core/sync/condition_variable.h"
#include "core/sync/mutex.h"
#include "core/sync/note.h"
#include "core/sync/outcome.h"
#include "core/sync/random.h"
#include "core/sync/thread.h"
#include "core/sync/time.h"

#include <array>
#include <deque>
#include <string>

namespace interleave::scenarios {
namespace {

constexpr std::array toolNames = {"knife", "pot", "board", "pan", "spoon", "bowl"};

struct Kitchen
{
    sync::Duration hold; ///< how long cook 1 cuts before he wants the pot
    sync::Mutex knife{"knife"};
    sync::Mutex pot{"pot"};
};

void cookOne(Kitchen& kitchen)
{
    kitchen.knife.lock();
    sync::note("knife taken by 1");
    sync::sleepFor(kitchen.hold);
    kitchen.pot.lock();
    sync::note("pot taken by 1");
    kitchen.pot.unlock();
    sync::note("pot put back by 1");
    kitchen.knife.unlock();
    sync::note("knife put back by 1");
}

void cookTwo(Kitchen& kitchen)
{
    kitchen.pot.lock();
    sync::note("pot taken by 2");
    kitchen.knife.lock();
    sync::note("knife taken by 2");
    kitchen.knife.unlock();
    sync::note("knife put back by 2");
    kitchen.pot.unlock();
    sync::note("pot put back by 2");
}

/// The knife before the pot, as everybody in this kitchen.
void cookTwoInOrder(Kitchen& kitchen)
{
    kitchen.knife.lock();
    sync::note("knife taken by 2");
    kitchen.pot.lock();
    sync::note("pot taken by 2");
    kitchen.pot.unlock();
    sync::note("pot put back by 2");
    kitchen.knife.unlock();
    sync::note("knife put back by 2");
}

void cookOneAllOrNothing(Kitchen& kitchen)
{
    const sync::ScopedLock both{kitchen.knife, kitchen.pot};
    sync::note("knife and pot taken by 1");
    sync::sleepFor(kitchen.hold);
}

void cookTwoAllOrNothing(Kitchen& kitchen)
{
    const sync::ScopedLock both{kitchen.pot, kitchen.knife};
    sync::note("pot and knife taken by 2");
}

void cookOneOneAtATime(Kitchen& kitchen)
{
    kitchen.knife.lock();
    sync::note("knife taken by 1");
    sync::sleepFor(kitchen.hold);
    kitchen.knife.unlock();
    sync::note("knife put back by 1");
    kitchen.pot.lock();
    sync::note("pot taken by 1");
    kitchen.pot.unlock();
    sync::note("pot put back by 1");
}

void cookTwoOneAtATime(Kitchen& kitchen)
{
    kitchen.pot.lock();
    sync::note("pot taken by 2");
    kitchen.pot.unlock();
    sync::note("pot put back by 2");
    kitchen.knife.lock();
    sync::note("knife taken by 2");
    kitchen.knife.unlock();
    sync::note("knife put back by 2");
}

/// Both cooks on lanes of their own until both are done.
template <typename First, typename Second>
void cookTogether(const Parameters& parameters, First first, Second second)
{
    sync::Thread one{"cook 1", first};
    sync::Thread two{"cook 2", second};
    one.start();
    if (parameters.units("offset") > sync::Duration::zero())
        sync::sleepFor(parameters.units("offset"));
    two.start();
    one.join();
    two.join();
}

template <void (*first)(Kitchen&), void (*second)(Kitchen&)>
void program(const Parameters& parameters)
{
    Kitchen kitchen{parameters.units("hold")};
    cookTogether(parameters, [&] { first(kitchen); }, [&] { second(kitchen); });
    sync::outcome("meals", 2);
}

/// Takes the second tool only if it is free; else puts the first one back and tries again after a while.
template <typename Pause>
void tryAndBackOff(sync::Mutex& first, sync::Mutex& second, sync::Duration hold, Pause pause)
{
    for (;;) {
        first.lock();
        sync::sleepFor(hold);
        if (second.tryLock())
            break;
        first.unlock();
        sync::note("backs off");
        sync::sleepFor(pause());
    }
    sync::note("has both");
    second.unlock();
    first.unlock();
}

template <typename Pause>
void backOff(const Parameters& parameters, Pause pause)
{
    Kitchen kitchen{parameters.units("hold")};
    cookTogether(
        parameters, [&] { tryAndBackOff(kitchen.knife, kitchen.pot, kitchen.hold, pause); },
        [&] { tryAndBackOff(kitchen.pot, kitchen.knife, kitchen.hold, pause); });
    sync::outcome("meals", 2);
}

void randomBackOff(const Parameters& parameters)
{
    backOff(parameters, [] { return sync::units(static_cast<double>(sync::random(1, 4))); });
}

void equalBackOff(const Parameters& parameters)
{
    backOff(parameters, [] { return sync::units(1); });
}

/// Waits for the second tool, but not for ever; goes home hungry then.
bool cookWithPatience(sync::Mutex& first, sync::Mutex& second, sync::Duration hold, sync::Duration patience)
{
    const sync::LockGuard takeFirst{first};
    if (hold > sync::Duration::zero())
        sync::sleepFor(hold);
    if (!second.tryLockFor(patience)) {
        sync::note("gives up");
        return false;
    }
    sync::note("has both");
    second.unlock();
    return true;
}

void timed(const Parameters& parameters)
{
    Kitchen kitchen{parameters.units("hold")};
    const sync::Duration patience = sync::units(3);
    bool oneAte = false;
    bool twoAte = false;
    cookTogether(
        parameters, [&] { oneAte = cookWithPatience(kitchen.knife, kitchen.pot, kitchen.hold, patience); },
        [&] { twoAte = cookWithPatience(kitchen.pot, kitchen.knife, {}, patience); });
    sync::outcome("meals", int{oneAte} + int{twoAte});
}

/// Hands out the tools, knows who has and who wants what, and turns a wish away that would close the ring.
class Steward
{
public:
    /// False when the wish would close the ring: the cook has to put back what he has.
    bool take(std::size_t cook, std::size_t tool)
    {
        sync::UniqueLock lock{m_book};
        while (m_holder[tool] != nobody) {
            const std::size_t other = m_holder[tool];
            if (m_wish[other] != nobody && m_holder[m_wish[other]] == cook)
                return false;
            m_wish[cook] = tool;
            m_putBack.wait(lock);
            m_wish[cook] = nobody;
        }
        m_holder[tool] = cook;
        return true;
    }

    void putBack(std::size_t tool)
    {
        const sync::LockGuard lock{m_book};
        m_holder[tool] = nobody;
        m_putBack.notifyAll();
    }

private:
    static constexpr std::size_t nobody = 9;
    sync::Mutex m_book{"book"};
    sync::ConditionVariable m_putBack{"put back"};
    std::array<std::size_t, 2> m_holder{nobody, nobody}; // guarded by m_book, as is the next
    std::array<std::size_t, 2> m_wish{nobody, nobody};   // by cook
};

/// Yields how often the cook was the victim.
int cookWithSteward(Steward& steward, std::size_t cook, std::size_t first, std::size_t second, sync::Duration hold)
{
    int rolledBack = 0;
    steward.take(cook, first);
    if (hold > sync::Duration::zero())
        sync::sleepFor(hold);
    if (!steward.take(cook, second)) {
        sync::note("is rolled back");
        ++rolledBack;
        steward.putBack(first);
        steward.take(cook, second);
        steward.take(cook, first);
    }
    sync::note("has both");
    steward.putBack(second);
    steward.putBack(first);
    return rolledBack;
}

void detectorVictim(const Parameters& parameters)
{
    Steward steward;
    const sync::Duration hold = parameters.units("hold");
    int first = 0;
    int second = 0;
    cookTogether(
        parameters, [&] { first = cookWithSteward(steward, 0, 0, 1, hold); },
        [&] { second = cookWithSteward(steward, 1, 1, 0, {}); });
    sync::outcome("meals", 2);
    sync::outcome("victims", first + second);
}

/// A ring: everybody has the tool in front of him and wants the next one.
void ring(const Parameters& parameters)
{
    const auto cooks = static_cast<std::size_t>(parameters.whole("cooks"));
    std::deque<sync::Mutex> tools;
    for (std::size_t i = 0; i < cooks; ++i)
        tools.emplace_back(toolNames[i]);
    sync::ThreadGroup group;
    for (std::size_t i = 0; i < cooks; ++i)
        group.start("cook " + std::to_string(i + 1),
                    [&own = tools[i], &next = tools[(i + 1) % cooks], hold = parameters.units("hold")] {
                        const sync::LockGuard takeOwn{own};
                        sync::sleepFor(hold);
                        const sync::LockGuard takeNext{next};
                        sync::note("has both");
                    });
    group.joinAll();
    sync::outcome("meals", cooks);
}

const Promised meals = {.outcome = "meals=2"};
const Promised deadlock = {.ending = trace::Ending::Deadlock};
const Promised bound = {.ending = trace::Ending::Bound};

} // namespace

extern const Scenario kitchenDeadlock = {
    .id = "kitchen-deadlock",
    .title = "Knife and pot",
    .chapter = Chapter::Locks,
    .summary = "knife and pot, opposite order",
    .file = "core/scenarios/kitchen_deadlock.cpp",
    .parameters = {{.id = "hold", .title = "Hold", .initial = 2, .maximum = 5, .unit = "u", .isWhole = false},
                   {.id = "cooks",
                    .title = "Cooks",
                    .initial = 2,
                    .minimum = 2,
                    .maximum = toolNames.size(),
                    .hint = "in the variant n-cooks"},
                   {.id = "offset",
                    .title = "Offset",
                    .maximum = 5,
                    .unit = "u",
                    .isWhole = false,
                    .hint = "how much later cook 2 starts"}},
    .variants =
        {{.id = "as-written",
          .title = "As written",
          .mark = Mark::Broken,
          .promise = {.any = {meals, deadlock}, .makespan = 2, .note = "two lines before a deadlock, eight without"},
          .program = program<cookOne, cookTwo>},
         {.id = "same-order",
          .title = "The knife first, for both",
          .mark = Mark::Fixed,
          .promise = {.any = {meals}, .makespan = 2, .note = "no ring can close"},
          .program = program<cookOne, cookTwoInOrder>},
         {.id = "all-or-nothing",
          .title = "Both tools in one go",
          .mark = Mark::Fixed,
          .promise = {.any = {meals}, .makespan = 2, .note = "written in any order, taken in one"},
          .program = program<cookOneAllOrNothing, cookTwoAllOrNothing>},
         {.id = "one-at-a-time",
          .title = "Never two tools at once",
          .mark = Mark::Fixed,
          .promise = {.any = {meals}, .makespan = 2, .note = "possible only if nobody needs both at once"},
          .program = program<cookOneOneAtATime, cookTwoOneAtATime>},
         {.id = "try-and-back-off",
          .title = "Try, and back off for a random while",
          .mark = Mark::Wasteful,
          .promise = {.any = {meals, bound},
                      .timed = {meals},
                      .note = "completed is the only end, but nothing bounds the number of tries",
                      .isBounded = true},
          .program = randomBackOff},
         {.id = "livelock",
          .title = "Try, and back off equally long",
          .mark = Mark::Broken,
          .promise = {.any = {meals, bound},
                      .note = "in lock-step both back off for ever: busy, and never done",
                      .isBounded = true},
          .program = equalBackOff},
         {.id = "timed",
          .title = "Waiting with a time-out",
          .mark = Mark::Wasteful,
          .promise = {.any = {meals, {.outcome = "meals=1"}, {.outcome = "meals=0"}},
                      .timed = {meals, {.outcome = "meals=1"}},
                      .note = "nobody waits for ever, but somebody may go hungry"},
          .program = timed},
         {.id = "detector-victim",
          .title = "A steward sees the ring and picks a victim",
          .mark = Mark::Fixed,
          .promise = {.any = {{.outcome = "meals=2 victims=0"}, {.outcome = "meals=2 victims=1"}},
                      .makespan = 2,
                      .note = "the cook whose wish would close the ring is rolled back"},
          .program = detectorVictim},
         {.id = "n-cooks",
          .title = "A ring of cooks",
          .mark = Mark::Broken,
          .promise = {.any = {{.outcome = "meals=3"}, deadlock},
                      .timed = {deadlock},
                      .note = "one cook who takes the tools the other way round would open the ring"},
          .program = ring,
          .defaults = {{"cooks", 3}}}},
    .row = "L06",
    .before = {"atm-overdraw"},
    .related = {"recursive-lock", "livelock-corridor", "steamed-bun-basket:mutex-before-slot"},
};

} // namespace interleave::scenarios

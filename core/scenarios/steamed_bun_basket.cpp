// Steamed buns: producers fill a basket, consumers empty it.
//
// The basket has five places. Producers make numbered buns, one after the other; consumers take the oldest and eat it.
// Both take their time. When the basket is full, producers have to wait; when it is empty, consumers do.
//
// Look for:  how often somebody looks and finds nothing to do, and how full the basket gets.
// Compare:   the variants `poll` and `blocking-bounded`: asking again and again, or sleeping until it is worth it.
// Source:    E. W. Dijkstra, "Cooperating Sequential Processes" (1965), the bounded buffer.

#include "core/scenarios/scenario.h"

#include "core/sync/condition_variable.h"
#include "core/sync/mutex.h"
#include "core/sync/note.h"
#include "core/sync/outcome.h"
#include "core/sync/queue.h"
#include "core/sync/random.h"
#include "core/sync/semaphore.h"
#include "core/sync/shared.h"
#include "core/sync/thread.h"
#include "core/sync/time.h"

#include <algorithm>
#include <deque>
#include <numeric>
#include <stdexcept>
#include <string>
#include <vector>

namespace interleave::scenarios {
namespace {

using Basket = sync::Queue<int>;

/// What the user has set, and who works for how long.
struct Plan
{
    explicit Plan(const Parameters& parameters)
        : capacity(static_cast<std::size_t>(parameters.whole("capacity")))
        , producers(parameters.whole("producers"))
        , consumers(parameters.whole("consumers"))
        , items(parameters.whole("items"))
        , longestMake(parameters.whole("make"))
        , longestEat(parameters.whole("eat"))
    {}

    sync::Duration making() const { return sync::units(static_cast<double>(sync::random(1, longestMake))); }
    sync::Duration eating() const { return sync::units(static_cast<double>(sync::random(1, longestEat))); }

    std::size_t capacity;
    int producers;
    int consumers;
    int items;
    int longestMake;
    int longestEat;
};

/// The numbers of the buns that one of several lanes makes or eats.
struct Share
{
    int first;
    int count;
};

std::vector<Share> deal(int items, int lanes)
{
    std::vector<Share> shares;
    for (int i = 0, next = 1; i < lanes; ++i) {
        shares.push_back({next, items / lanes + (i < items % lanes ? 1 : 0)});
        next += shares.back().count;
    }
    return shares;
}

std::string bunText(const char* does, int bun)
{
    return std::string(does) + " bun " + std::to_string(bun);
}

/// Lets everybody work; `closing` comes when the producers have gone home. Reports how many buns were eaten.
template <typename Produce, typename Consume, typename Closing = void (*)()>
void work(const Plan& plan, Produce produce, Consume consume, Closing closing = [] {})
{
    const std::vector<Share> made = deal(plan.items, plan.producers);
    const std::vector<Share> wanted = deal(plan.items, plan.consumers);
    std::vector<int> eaten(wanted.size());
    sync::ThreadGroup producers;
    sync::ThreadGroup consumers;
    for (std::size_t i = 0; i < made.size(); ++i)
        producers.start("producer " + std::to_string(i + 1), [&produce, share = made[i]] { produce(share); });
    for (std::size_t i = 0; i < wanted.size(); ++i)
        consumers.start("consumer " + std::to_string(i + 1),
                        [&consume, share = wanted[i], &mine = eaten[i]] { consume(share, mine); });
    producers.joinAll();
    closing();
    consumers.joinAll();
    sync::outcome("eaten", std::accumulate(eaten.begin(), eaten.end(), 0));
}

/// Producers look before they put, consumers before they get; both look again after 1 u.
void poll(const Parameters& parameters)
{
    const Plan plan{parameters};
    Basket basket{"basket"};
    sync::Shared<int> eaten{"eaten", 0};
    sync::Shared<int> fullest{"fullest", 1}; // as soon as anybody has put one

    const auto produce = [&](Share share) {
        for (int bun = share.first; bun < share.first + share.count;) {
            if (basket.size() < plan.capacity) {
                basket.put(bun);
                sync::note(bunText("puts", bun++));
                const int buns = static_cast<int>(basket.size());
                fullest.update([&](int most) { return std::max(most, buns); });
                sync::sleepFor(plan.making());
            } else {
                sync::note("the basket is full");
                sync::sleepFor(sync::units(1));
            }
        }
    };
    const auto consume = [&](Share, int& mine) {
        while (eaten.read() < plan.items) {
            if (basket.size() > 0) {
                const int bun = basket.get();
                eaten.fetchAdd(1);
                sync::note(bunText("eats", bun));
                ++mine;
                sync::sleepFor(plan.eating());
            } else {
                sync::note("is hungry");
                sync::sleepFor(sync::units(1));
            }
        }
    };
    work(plan, produce, consume);
    sync::outcome("fullest", fullest.read());
}

/// What most producers do with their share, and what most consumers do.
template <typename AnyBasket>
void putAll(AnyBasket& basket, const Plan& plan, Share share)
{
    for (int bun = share.first; bun < share.first + share.count; ++bun) {
        basket.put(bun);
        sync::note(bunText("puts", bun));
        sync::sleepFor(plan.making());
    }
}

void eat(const Plan& plan, int bun, int& mine)
{
    sync::note(bunText("eats", bun));
    ++mine;
    sync::sleepFor(plan.eating());
}

template <typename AnyBasket>
void eatShares(AnyBasket& basket, const Plan& plan)
{
    work(
        plan, [&](Share share) { putAll(basket, plan, share); },
        [&](Share share, int& mine) {
            for (int i = 0; i < share.count; ++i)
                eat(plan, basket.get(), mine);
        });
}

/// The queue itself lets people wait; without a bound, only consumers.
template <bool isBounded>
void queue(const Parameters& parameters)
{
    const Plan plan{parameters};
    Basket basket{"basket", isBounded ? plan.capacity : 0};
    eatShares(basket, plan);
}

/// Two semaphores count places and buns; the mutex only guards the container.
struct CountedBasket
{
    explicit CountedBasket(std::size_t capacity) : places("places", static_cast<int>(capacity)) {}

    void put(int bun)
    {
        places.acquire();
        {
            const sync::LockGuard guard{lock};
            buns.push_back(bun);
        }
        filled.release();
    }

    int get()
    {
        filled.acquire();
        sync::UniqueLock guard{lock};
        const int bun = buns.front();
        buns.pop_front();
        guard.unlock();
        places.release();
        return bun;
    }

    sync::Semaphore places;
    sync::Semaphore filled{"buns", 0};
    sync::Mutex lock{"lid"};
    std::deque<int> buns; ///< guarded by lock
};

/// The first two lines swapped: who waits for a place keeps everybody out, also those who would make one.
struct MutexFirstBasket : CountedBasket
{
    using CountedBasket::CountedBasket;

    void put(int bun)
    {
        const sync::LockGuard guard{lock};
        places.acquire();
        buns.push_back(bun);
        filled.release();
    }
};

/// One condition for all, and `if` where `while` is needed: who was woken does not look again.
struct HastyBasket
{
    explicit HastyBasket(std::size_t room) : capacity(room) {}

    void put(int bun)
    {
        sync::UniqueLock guard{lock};
        if (buns.size() == capacity)
            changed.wait(guard);
        buns.push_back(bun);
        changed.notifyAll();
    }

    int get()
    {
        sync::UniqueLock guard{lock};
        if (buns.empty())
            changed.wait(guard);
        if (buns.empty())
            throw std::out_of_range("took a bun out of an empty basket");
        const int bun = buns.front();
        buns.pop_front();
        changed.notifyAll();
        return bun;
    }

    std::size_t capacity;
    sync::Mutex lock{"lid"};
    sync::ConditionVariable changed{"changed"};
    std::deque<int> buns; ///< guarded by lock
};

template <typename AnyBasket>
void through(const Parameters& parameters)
{
    const Plan plan{parameters};
    AnyBasket basket{plan.capacity};
    eatShares(basket, plan);
}

/// How consumers learn that no more buns will come: a last bun that is none, for each of them.
void sentinel(const Parameters& parameters)
{
    constexpr int lastBun = 0;
    const Plan plan{parameters};
    Basket basket{"basket", plan.capacity};
    work(
        plan, [&](Share share) { putAll(basket, plan, share); },
        [&](Share, int& mine) {
            for (int bun = basket.get(); bun != lastBun; bun = basket.get())
                eat(plan, bun, mine);
        },
        [&] {
            for (int i = 0; i < plan.consumers; ++i)
                basket.put(lastBun);
        });
}

/// The queue itself knows that it is over.
void closed(const Parameters& parameters)
{
    const Plan plan{parameters};
    Basket basket{"basket", plan.capacity};
    work(
        plan, [&](Share share) { putAll(basket, plan, share); },
        [&](Share, int& mine) {
            while (const auto bun = basket.getUntilClosed())
                eat(plan, *bun, mine);
        },
        [&] { basket.close(); });
}

void neverStops(const Parameters& parameters)
{
    const Plan plan{parameters};
    Basket basket{"basket", plan.capacity};
    work(
        plan, [&](Share share) { putAll(basket, plan, share); },
        [&](Share, int& mine) {
            for (;;)
                eat(plan, basket.get(), mine);
        });
}

const Promised allEaten = {.outcome = "eaten=12"};
const Promised one = {.outcome = "eaten=12 fullest=1"};
const Promised two = {.outcome = "eaten=12 fullest=2"};
const Promised three = {.outcome = "eaten=12 fullest=3"};
const Promised four = {.outcome = "eaten=12 fullest=4"};
const Promised five = {.outcome = "eaten=12 fullest=5"};
const Promised hang = {.ending = trace::Ending::Hang};
const Promised bound = {.ending = trace::Ending::Bound};

} // namespace

extern const Scenario steamedBunBasket = {
    .id = "steamed-bun-basket",
    .title = "The basket of steamed buns",
    .chapter = Chapter::Queues,
    .summary = "producer and consumer, 5 slots",
    .file = "core/scenarios/steamed_bun_basket.cpp",
    .parameters =
        {{.id = "capacity", .title = "Capacity", .initial = 5, .minimum = 1, .maximum = 20},
         {.id = "producers", .title = "Producers", .initial = 1, .minimum = 1, .maximum = 4},
         {.id = "consumers", .title = "Consumers", .initial = 1, .minimum = 1, .maximum = 4},
         {.id = "items", .title = "Buns", .initial = 12, .minimum = 1, .maximum = 100},
         {.id = "make", .title = "Make", .initial = 4, .minimum = 1, .maximum = 10, .unit = "u", .hint = "1 u to this"},
         {.id = "eat", .title = "Eat", .initial = 5, .minimum = 1, .maximum = 10, .unit = "u", .hint = "1 u to this"}},
    .variants =
        {{.id = "poll",
          .title = "Look, and look again",
          .mark = Mark::Wasteful,
          .promise = {.any = {one, two, three, four, five, bound}, .timed = {one, two, three, four, five},
                      .note = "with time ignored a consumer may look for ever before anybody makes a bun",
                      .isBounded = true},
          .program = poll},
         {.id = "crowded-poll",
          .title = "Two of each look, and one place",
          .mark = Mark::Broken,
          .promise = {.any = {{.outcome = "eaten=4 fullest=1"}, {.outcome = "eaten=4 fullest=2"}, hang, bound},
                      .timed = {{.outcome = "eaten=4 fullest=1"}, {.outcome = "eaten=4 fullest=2"}, hang},
                      .note = "check, then act: one bun too many, or a consumer who waits for one that another took",
                      .isBounded = true},
          .program = poll,
          .defaults = {{"capacity", 1}, {"producers", 2}, {"consumers", 2}, {"items", 4}}},
         {.id = "blocking-bounded",
          .title = "A bounded queue",
          .mark = Mark::Fixed,
          .promise = {.any = {allEaten}, .note = "never more than five, and nobody asks in vain"},
          .program = queue<true>},
         {.id = "semaphore-pair",
          .title = "Two semaphores",
          .mark = Mark::Fixed,
          .promise = {.any = {allEaten}, .note = "one counts places, one counts buns"},
          .program = through<CountedBasket>},
         {.id = "single-condition-if",
          .title = "A condition, and if instead of while",
          .mark = Mark::Broken,
          .promise = {.any = {{.outcome = "eaten=2"},
                              {trace::Ending::Completed, {trace::FindingKind::LaneFailed}, "eaten=1"}},
                      .note = "both consumers are woken for one bun"},
          .program = through<HastyBasket>,
          .defaults = {{"consumers", 2}, {"items", 2}}},
         {.id = "mutex-before-slot",
          .title = "The mutex before the semaphore",
          .mark = Mark::Broken,
          .promise = {.any = {{.outcome = "eaten=2"}, hang}, .note = "who waits for a place keeps out who makes one"},
          .program = through<MutexFirstBasket>,
          .defaults = {{"capacity", 1}, {"producers", 2}, {"items", 2}}},
         {.id = "unbounded",
          .title = "A basket without a bound",
          .promise = {.any = {allEaten}, .note = "no producer ever waits; the heap may grow"},
          .program = queue<false>},
         {.id = "sentinel",
          .title = "Stopped by a last bun",
          .mark = Mark::Fixed,
          .promise = {.any = {allEaten}, .note = "one sentinel for each consumer"},
          .program = sentinel},
         {.id = "close",
          .title = "Stopped by closing the queue",
          .mark = Mark::Fixed,
          .promise = {.any = {allEaten}, .note = "what is in the basket is still eaten"},
          .program = closed},
         {.id = "never-stops",
          .title = "Never stopped",
          .mark = Mark::Broken,
          .promise = {.any = {hang}, .note = "consumers wait for buns that nobody will make"},
          .program = neverStops}},
    .pictures = {{trace::PictureKind::Places, "Basket", {"basket", "places", "buns", "lid", "changed"}},
                 {trace::PictureKind::Levels, "Depth", {"basket", "places", "buns", "eaten"}}},
    .row = "Q01",
    .before = {"two-person-room"},
    .related = {"atm-overdraw:no-lock"},
};

} // namespace interleave::scenarios

#pragma once

#include "tests/core/analysis/trace_builder.h"

#include <deque>
#include <memory>

namespace interleave::test {

/// Two cooks who take knife and pot in opposite order, stopped where neither can move: fourteen events.
inline std::unique_ptr<TraceBuilder> kitchenDeadlock()
{
    using trace::ObjectKind;
    using trace::Operation;
    auto b = std::make_unique<TraceBuilder>();
    const LaneId one = b->lane("cook 1", b->main);
    const LaneId two = b->lane("cook 2", b->main);
    const ObjectId knife = b->object(ObjectKind::Mutex, "knife");
    const ObjectId pot = b->object(ObjectKind::Mutex, "pot");
    const auto note = [&](const char* text) { return static_cast<std::int64_t>(index(b->text(text))); };
    b->add(b->main, Operation::Begin, b->objectOf(b->main));
    b->add(b->main, Operation::Start, b->objectOf(one));
    b->add(b->main, Operation::Start, b->objectOf(two));
    b->add(one, Operation::Begin, b->objectOf(one));
    b->add(one, Operation::Lock, knife);
    b->add(one, Operation::Note, ObjectId::none, note("knife taken by 1"));
    b->blocked(one, Operation::Sleep, ObjectId::none, 2'000'000'000);
    b->blocked(b->main, Operation::Join, b->objectOf(one));
    b->add(two, Operation::Begin, b->objectOf(two));
    b->add(two, Operation::Lock, pot);
    b->blocked(two, Operation::Lock, knife);
    b->add(LaneId::none, Operation::Clock, ObjectId::none, 2'000'000'000);
    b->add(one, Operation::Sleep, ObjectId::none, 2'000'000'000);
    b->blocked(one, Operation::Lock, pot);
    return b;
}

/// Producers and consumers around a basket of five slots, Live, 16 seconds.
inline std::unique_ptr<TraceBuilder> bunBasket()
{
    using trace::ObjectKind;
    using trace::Operation;
    auto b = std::make_unique<TraceBuilder>(trace::Mode::Live);
    const LaneId lanes[] = {b->lane("producer 1", b->main), b->lane("producer 2", b->main),
                            b->lane("consumer 1", b->main), b->lane("consumer 2", b->main)};
    const ObjectId basket = b->object(ObjectKind::Queue, "basket", 0, 5);
    b->add(b->main, Operation::Begin, b->objectOf(b->main));
    for (const LaneId lane : lanes) {
        b->add(b->main, Operation::Start, b->objectOf(lane));
        b->add(lane, Operation::Begin, b->objectOf(lane));
    }
    b->blocked(b->main, Operation::Join, b->objectOf(lanes[0]));
    struct Actor
    {
        std::int64_t due;
        bool isBlocked = false;
    };
    Actor actors[4] = {{0}, {0}, {0}, {0}};
    std::int64_t next = 1;
    std::deque<std::int64_t> inside;
    std::uint64_t random = 5;
    const auto pause = [&](int lane) {
        random = random * 6364136223846793005ULL + 1442695040888963407ULL;
        const auto length =
            static_cast<std::int64_t>((random >> 33) % (lane < 2 ? 1'600 : 1'900) + (lane < 2 ? 500 : 1'100))
            * 1'000'000;
        actors[lane].due += length;
        b->blocked(lanes[lane], Operation::Sleep, ObjectId::none, actors[lane].due);
    };
    for (std::int64_t now = 0; now < 16'000'000'000; now += 1'000'000) {
        b->stamp = static_cast<std::uint64_t>(now);
        for (int i = 0; i < 4; ++i) {
            Actor& actor = actors[i];
            if (actor.due > now)
                continue;
            const bool isPut = i < 2;
            const bool canMove = isPut ? inside.size() < 5 : !inside.empty();
            if (!canMove && actor.isBlocked)
                continue;
            if (!actor.isBlocked && actor.due > 0)
                b->add(lanes[i], Operation::Sleep);
            if (!canMove) {
                b->blocked(lanes[i], isPut ? Operation::Put : Operation::Get, basket);
                actor.isBlocked = true;
                continue;
            }
            if (isPut) {
                b->add(lanes[i], Operation::Put, basket, next);
                inside.push_back(next++);
            } else {
                b->add(lanes[i], Operation::Get, basket, inside.front());
                inside.pop_front();
            }
            actor.isBlocked = false;
            actor.due = now;
            pause(i);
        }
    }
    return b;
}

} // namespace interleave::test

#include "core/arena/clock.h"
#include "core/arena/reader.h"
#include "core/arena/tables.h"
#include "core/arena/writer.h"

#include <QtTest>

#include <random>
#include <thread>

using namespace interleave;

namespace {

std::shared_ptr<arena::Mapping> newArena(std::uint64_t events)
{
    auto mapping = arena::Mapping::create(arena::Capacity::forEvents(events));
    return mapping ? *mapping : nullptr;
}

trace::Event eventOf(std::uint64_t stamp, std::uint32_t lane, std::int64_t value)
{
    trace::Event event;
    event.stamp = stamp;
    event.lane = LaneId(lane);
    event.value = value;
    event.operation = trace::Operation::Yield;
    return event;
}

} // namespace

class TestReader : public QObject
{
    Q_OBJECT

private slots:
    void ordersWhatSeveralThreadsWrote()
    {
        const auto mapping = newArena(100'000);
        std::atomic<std::uint64_t> clock{0};
        constexpr int perThread = 20'000;
        std::vector<std::thread> threads;
        for (std::uint32_t t = 0; t < 4; ++t)
            threads.emplace_back([&, t] {
                arena::Writer writer(*mapping, arena::appendSlot(*mapping, 0));
                for (int i = 0; i < perThread; ++i)
                    writer.append(eventOf(clock.fetch_add(1), t, i));
            });
        arena::Reader reader(mapping);
        trace::Trace read(reader.store());
        // Reads while they write: what is there by then is in order of stamps within each cut.
        while (read.size() < 4 * perThread)
            reader.collect(read, clock.load());
        for (std::thread& thread : threads)
            thread.join();
        std::array<std::int64_t, 4> next{};
        for (Step step = 0; step < read.size(); ++step) {
            const trace::Event event = read.event(step);
            QCOMPARE(event.value, next[index(event.lane)]++);
        }
        QCOMPARE(read.size(), Step{4 * perThread});
    }

    void everyCutIsCausallyClosed()
    {
        // A baton goes round; each holder stamps and publishes before it hands on, and stamps after it got it. Whatever is
        // collected up to a clock that was read before must hold no value without all smaller ones.
        const auto mapping = newArena(100'000);
        std::atomic<std::int64_t> baton{0};
        constexpr std::int64_t last = 2000;
        std::vector<std::thread> threads;
        for (std::uint32_t t = 0; t < 3; ++t)
            threads.emplace_back([&, t] {
                arena::Writer writer(*mapping, arena::appendSlot(*mapping, 0));
                for (;;) {
                    const std::int64_t value = baton.load(std::memory_order_acquire);
                    if (value >= last)
                        return;
                    if (value % 3 != t) {
                        std::this_thread::yield();
                        continue;
                    }
                    writer.append(eventOf(arena::hasInvariantTsc() ? arena::tscAfter() : std::uint64_t(arena::wallNow()), t, value));
                    baton.store(value + 1, std::memory_order_release);
                }
            });
        mapping->control().stampIsTsc.store(arena::hasInvariantTsc() ? 1 : 0);
        arena::Reader reader(mapping);
        trace::Trace read(reader.store());
        std::int64_t next = 0;
        bool isClosed = true;
        while (next < last && isClosed) {
            const Step before = read.size();
            reader.collect(read, arena::stampNow(mapping->control()));
            for (Step step = before; step < read.size(); ++step)
                isClosed = isClosed && read.event(step).value == next++;
        }
        for (std::thread& thread : threads)
            thread.join();
        QVERIFY(isClosed);
    }

    void tablesComeWithTheEventsThatNameThem()
    {
        const auto mapping = newArena(10'000);
        arena::Writer writer(*mapping, arena::appendSlot(*mapping, 0));
        trace::Lane lane;
        lane.name = arena::appendName(*mapping, "cook 1");
        const LaneId id = arena::appendLane(*mapping, lane);
        writer.append(eventOf(1, index(id), 0));
        arena::Reader reader(mapping);
        trace::Trace read(reader.store());
        QCOMPARE(reader.collect(read, 1), std::size_t{1});
        QCOMPARE(read.laneName(read.event(0).lane), std::string_view("cook 1"));
    }

    void anUnfinishedEntryHoldsUpOnlyUntilItsWriterIsDead()
    {
        const auto mapping = newArena(10'000);
        arena::appendLane(*mapping, {});
        mapping->control().lanes.fetch_add(1); // somebody took number 1 and was killed before it was filled
        arena::appendLane(*mapping, {});
        arena::Reader reader(mapping);
        trace::Trace read(reader.store());
        reader.collect(read, 0);
        QCOMPARE(read.laneCount(), std::size_t{1});
        reader.skipUnfinished();
        reader.collect(read, 0);
        QCOMPARE(read.laneCount(), std::size_t{3});
    }

    void anEventWaitsForTheEntryThatItNames_data()
    {
        QTest::addColumn<int>("table");
        QTest::newRow("lane") << 0;
        QTest::newRow("object") << 1;
        QTest::newRow("source") << 2;
        QTest::newRow("text") << 3;
        QTest::newRow("name of an object") << 4;
    }

    void anEventWaitsForTheEntryThatItNames()
    {
        QFETCH(int, table);
        const auto mapping = newArena(10'000);
        arena::Writer writer(*mapping, arena::appendSlot(*mapping, 0));
        const LaneId lane = arena::appendLane(*mapping, {});
        writer.append(eventOf(1, index(lane), 1));
        // One process has taken entry 0 of a table and was interrupted; another goes on with entry 1 and its event.
        arena::Control& control = mapping->control();
        trace::Event event = eventOf(2, index(lane), 2);
        std::atomic<std::uint32_t>* ready = nullptr;
        if (table == 0) {
            ready = &mapping->lanes()[control.lanes.fetch_add(1)].ready;
            event.lane = arena::appendLane(*mapping, {});
        } else if (table == 1) {
            ready = &mapping->objects()[control.objects.fetch_add(1)].ready;
            event.object = arena::appendObject(*mapping, {});
        } else if (table == 2) {
            ready = &mapping->sources()[control.sources.fetch_add(1)].ready;
            event.source = arena::appendSource(*mapping, {});
        } else {
            ready = &mapping->names()[control.names.fetch_add(1)].ready;
            const NameId name = arena::appendName(*mapping, "balance");
            if (table == 3) {
                event.set(trace::EventFlag::Text);
                event.value = static_cast<std::int64_t>(index(name));
            } else {
                trace::Object object;
                object.name = name;
                event.object = arena::appendObject(*mapping, object);
            }
        }
        writer.append(event);
        writer.append(eventOf(3, index(lane), 3));
        arena::Reader reader(mapping);
        trace::Trace read(reader.store());
        QCOMPARE(reader.collect(read, 10), std::size_t{1});
        QVERIFY(reader.isHeldUp());
        // What comes meanwhile stays behind it, however early it is stamped.
        arena::Writer other(*mapping, arena::appendSlot(*mapping, 0));
        other.append(eventOf(4, index(lane), 4));
        QCOMPARE(reader.collect(read, 10), std::size_t{0});
        ready->store(1);
        QCOMPARE(reader.collect(read, 10), std::size_t{3});
        QVERIFY(!reader.isHeldUp());
        for (Step step = 0; step < read.size(); ++step)
            QCOMPARE(read.event(step).stamp, std::uint64_t{step + 1});
        if (table == 4)
            QCOMPARE(read.objectName(read.event(1).object), std::string_view("balance"));
    }

    void whatNobodyTookIsNotWaitedFor()
    {
        const auto mapping = newArena(10'000);
        arena::Writer writer(*mapping, arena::appendSlot(*mapping, 0));
        trace::Event event = eventOf(1, 77, 1);
        event.object = ObjectId(78);
        event.source = SourceId(79);
        event.set(trace::EventFlag::Text);
        event.value = 80;
        writer.append(event);
        arena::Reader reader(mapping);
        trace::Trace read(reader.store());
        QCOMPARE(reader.collect(read, 10), std::size_t{1});
    }

    void theDeadHoldUpNobodyForLong()
    {
        const auto mapping = newArena(10'000);
        arena::Writer writer(*mapping, arena::appendSlot(*mapping, 0));
        mapping->control().lanes.fetch_add(1);
        const LaneId lane = arena::appendLane(*mapping, {});
        writer.append(eventOf(1, index(lane), 1));
        arena::Reader reader(mapping);
        trace::Trace read(reader.store());
        reader.writerDied();
        QCOMPARE(reader.collect(read, 10), std::size_t{0});
        QTRY_COMPARE((reader.collect(read, 10), read.size()), Step{1});
        // What is taken after the death is another's.
        mapping->control().lanes.fetch_add(1);
        const LaneId next = arena::appendLane(*mapping, {});
        writer.append(eventOf(2, index(next), 2));
        QCOMPARE(reader.collect(read, 10), std::size_t{0});
    }

    void aFullArenaIsReportedAndKeepsWhatItHas()
    {
        arena::Capacity capacity;
        capacity.chunks = 2;
        const auto mapping = *arena::Mapping::create(capacity);
        // Its thread stops for good, so it is left behind with everything it uses.
        std::thread([mapping] {
            arena::Writer writer(*mapping, arena::appendSlot(*mapping, 0));
            for (std::uint64_t i = 0;; ++i)
                writer.append(eventOf(i, 0, std::int64_t(i)));
        }).detach();
        QTRY_COMPARE(mapping->control().full.load(), static_cast<std::uint32_t>(arena::Table::Chunks));
        arena::Reader reader(mapping);
        trace::Trace read(reader.store());
        QCOMPARE(reader.collect(read, UINT64_MAX), std::size_t{2 * arena::chunkEvents});
    }

    void garbageMakesAWrongPictureAndNothingWorse()
    {
        std::mt19937_64 random(7);
        for (int round = 0; round < 20; ++round) {
            arena::Capacity capacity;
            capacity.chunks = 4;
            capacity.lanes = capacity.objects = capacity.names = capacity.sources = 64;
            capacity.threadSlots = 16;
            capacity.nameBytes = capacity.payloadBytes = 4096;
            const auto mapping = *arena::Mapping::create(capacity);
            auto* bytes = reinterpret_cast<unsigned char*>(&mapping->control());
            const std::size_t length = mapping->size() - 4096;
            for (std::size_t i = 0; i + 8 <= length; i += 8) {
                const std::uint64_t word = random();
                // Small numbers are the more dangerous garbage: they look like ids.
                const std::uint64_t value = round % 2 == 0 ? word : word & 0x0000003f0000003f;
                std::memcpy(bytes + i, &value, 8);
            }
            arena::Reader reader(mapping);
            reader.skipUnfinished();
            trace::Trace read(reader.store());
            reader.collect(read, UINT64_MAX);
            for (Step step = 0; step < read.size(); ++step) {
                const trace::Event event = read.event(step);
                QVERIFY(static_cast<int>(event.operation) < trace::operationCount);
                read.laneName(event.lane);
                read.objectName(event.object);
                read.lanePath(event.lane);
                read.name(read.source(event.source).file);
            }
            QVERIFY(arena::payload(*mapping, static_cast<std::int64_t>(random())).size() <= 4096);
        }
    }

    void anArenaOfAnotherVersionIsRefused()
    {
        const auto mapping = newArena(10'000);
        reinterpret_cast<arena::Header*>(reinterpret_cast<char*>(&mapping->control()) - 4096)->version = 99;
        const auto opened = arena::Mapping::open(mapping->fd(), mapping->capacity());
        QVERIFY(!opened);
        QCOMPARE(opened.error().code, base::ErrorCode::NewerVersion);
    }
};

QTEST_APPLESS_MAIN(TestReader)
#include "tst_reader.moc"

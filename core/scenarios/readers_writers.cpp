// Many may read, one may write.
//
// Readers and a writer share a pair of numbers that have to belong together. Readers do not disturb each other; a
// writer disturbs everybody. A lock that knows the difference has to decide whom to let in first, and each decision
// leaves somebody behind.
//
// Look for:  who comes first and who is let in first.
// Compare:   the variants `readers-first` and `writers-first`: who overtakes whom.
// Source:    P. J. Courtois, F. Heymans, D. L. Parnas, "Concurrent Control with Readers and Writers", Communications
//            of the ACM 14(10), 1971.

#include "core/scenarios/scenario.h"

#include "core/sync/condition_variable.h"
#include "core/sync/mutex.h"
#include "core/sync/note.h"
#include "core/sync/outcome.h"
#include "core/sync/shared.h"
#include "core/sync/shared_mutex.h"
#include "core/sync/thread.h"
#include "core/sync/time.h"

#include <algorithm>
#include <string>
#include <vector>

namespace interleave::scenarios {
namespace {

enum class Prefers { Readers, Writers, Nobody };

/// A lock for many readers or one writer, made of a mutex and a condition.
class ReadWriteLock
{
public:
    explicit ReadWriteLock(Prefers prefers) : m_prefers(prefers) {}

    void lockShared()
    {
        sync::UniqueLock lock{m_lock};
        const int mine = m_next++;
        while (m_isWriting || (m_prefers == Prefers::Writers && !m_writersWaiting.empty()) || hasToWait(mine))
            m_changed.wait(lock);
        ++m_served;
        ++m_readers;
        m_passedOver += std::any_of(m_writersWaiting.begin(), m_writersWaiting.end(), [&](int one) { return one < mine; });
        m_changed.notifyAll();
    }

    void unlockShared()
    {
        const sync::LockGuard guard{m_lock};
        --m_readers;
        m_changed.notifyAll();
    }

    void lock()
    {
        sync::UniqueLock lock{m_lock};
        const int mine = m_next++;
        m_writersWaiting.push_back(mine);
        while (m_isWriting || m_readers > 0 || hasToWait(mine))
            m_changed.wait(lock);
        std::erase(m_writersWaiting, mine);
        ++m_served;
        m_isWriting = true;
    }

    void unlock()
    {
        const sync::LockGuard guard{m_lock};
        m_isWriting = false;
        m_changed.notifyAll();
    }

    /// How often a reader was let in past a writer who had come before him.
    int passedOver() const { return m_passedOver; }

    /// From reader to writer without letting go: waits until the other readers have gone.
    void upgrade()
    {
        sync::UniqueLock lock{m_lock};
        while (m_readers > 1)
            m_changed.wait(lock);
        --m_readers;
        m_isWriting = true;
    }

private:
    /// Fair: everybody in the order of coming.
    bool hasToWait(int number) const { return m_prefers == Prefers::Nobody && number != m_served; }

    const Prefers m_prefers;
    sync::Mutex m_lock{"lock's own lock"};
    sync::ConditionVariable m_changed{"changed"};
    int m_readers = 0; // guarded by m_lock, as the rest
    bool m_isWriting = false;
    std::vector<int> m_writersWaiting; // by the number that they drew
    int m_next = 0;
    int m_served = 0;
    int m_passedOver = 0;
};

struct Pair
{
    sync::Duration time;
    sync::Shared<int> left{"left", 0};
    sync::Shared<int> right{"right", 0};
    sync::Shared<int> torn{"torn", 0};
    sync::Shared<std::string> order{"order", ""};
};

void sign(Pair& pair, char name)
{
    pair.order.update([&](const std::string& before) { return before + name; });
}

template <typename Lock>
void readPair(Pair& pair, Lock& lock, char name)
{
    lock.lockShared();
    sign(pair, name);
    const int left = pair.left.read();
    sync::sleepFor(pair.time);
    if (left != pair.right.read())
        pair.torn.fetchAdd(1);
    lock.unlockShared();
}

template <typename Lock>
void writePair(Pair& pair, Lock& lock)
{
    lock.lock();
    sign(pair, 'W');
    pair.left.write(pair.left.read() + 1);
    sync::sleepFor(pair.time / 2);
    pair.right.write(pair.right.read() + 1);
    lock.unlock();
}

struct NoLock
{
    void lock() {}
    void unlock() {}
    void lockShared() {}
    void unlockShared() {}
};

/// Reader A at once, the writer half a u later, and another reader every u: there is always somebody who reads.
template <typename Lock>
void meet(const Parameters& parameters, Lock& lock)
{
    Pair pair{parameters.units("time")};
    sync::ThreadGroup group;
    for (int i = 0; i < parameters.whole("readers"); ++i) {
        const char name = static_cast<char>('A' + i);
        group.start(std::string("reader ") + name, [&, i, name] {
            if (i > 0)
                sync::sleepFor(sync::units(i));
            readPair(pair, lock, name);
        });
    }
    group.start("writer", [&] {
        sync::sleepFor(sync::units(0.5));
        writePair(pair, lock);
    });
    group.joinAll();
    sync::note("let in: " + pair.order.read());
    sync::outcome("last", pair.order.read().back() == 'W' ? "writer" : "reader");
    sync::outcome("torn", pair.torn.read());
}

template <Prefers prefers>
void program(const Parameters& parameters)
{
    ReadWriteLock lock{prefers};
    meet(parameters, lock);
    sync::outcome("passed-over", lock.passedOver());
}

void library(const Parameters& parameters)
{
    sync::SharedMutex lock{"pair lock"};
    meet(parameters, lock);
}

void noLock(const Parameters& parameters)
{
    NoLock lock;
    meet(parameters, lock);
}

/// Each waits for the other to stop reading.
void upgrade(ReadWriteLock& lock)
{
    lock.upgrade();
}

/// Out, and in again as a writer: what was read may have changed in between.
void letGoFirst(ReadWriteLock& lock)
{
    lock.unlockShared();
    lock.lock();
}

/// Two read, find that they have to write, and look again when they may.
template <void (*becomeWriter)(ReadWriteLock&)>
void readThenWrite(const Parameters& parameters)
{
    ReadWriteLock lock{Prefers::Readers};
    sync::Shared<int> value{"value", 0};
    sync::ThreadGroup group;
    for (const char* name : {"first", "second"})
        group.start(name, [&] {
            lock.lockShared();
            sync::sleepFor(parameters.units("time"));
            sync::note("reads " + std::to_string(value.read()) + " and wants to write");
            becomeWriter(lock);
            value.write(value.read() + 1);
            lock.unlock();
        });
    group.joinAll();
    sync::outcome("value", value.read());
}

const Promised readerLast = {.outcome = "last=reader passed-over=0 torn=0"};
const Promised writerLast = {.outcome = "last=writer passed-over=0 torn=0"};
const Promised writerPassedOver = {.outcome = "last=writer passed-over=1 torn=0"};

} // namespace

extern const Scenario readersWriters = {
    .id = "readers-writers",
    .title = "Readers and writers",
    .chapter = Chapter::Locks,
    .summary = "many may read, one may write",
    .file = "core/scenarios/readers_writers.cpp",
    .parameters = {{.id = "time", .title = "Reading", .initial = 2, .maximum = 5, .unit = "u", .isWhole = false},
                   {.id = "readers",
                    .title = "Readers",
                    .initial = 2,
                    .minimum = 1,
                    .maximum = 6,
                    .hint = "one more every u; two-upgraders and let-go-first have two lanes, whatever this says"}},
    .variants = {{.id = "readers-first",
                  .title = "Readers first",
                  .promise = {.any = {readerLast, writerLast, writerPassedOver},
                              .timed = {writerPassedOver},
                              .makespan = 4,
                              .note = "reader B joins reader A, past the waiting writer"},
                  .program = program<Prefers::Readers>},
                 {.id = "writers-first",
                  .title = "Writers first",
                  .promise = {.any = {readerLast, writerLast},
                              .timed = {readerLast},
                              .makespan = 5,
                              .note = "a waiting writer keeps new readers out"},
                  .program = program<Prefers::Writers>},
                 {.id = "fair",
                  .title = "In the order of coming",
                  .mark = Mark::Fixed,
                  .promise = {.any = {readerLast, writerLast},
                              .timed = {readerLast},
                              .makespan = 5,
                              .note = "nobody overtakes, and readers who come together read together"},
                  .program = program<Prefers::Nobody>},
                 {.id = "library",
                  .title = "The library's lock",
                  .promise = {.any = {{.outcome = "last=reader torn=0"}, {.outcome = "last=writer torn=0"}},
                              .timed = {{.outcome = "last=writer torn=0"}},
                              .makespan = 4,
                              .note = "readers come first in this one; others decide otherwise"},
                  .program = library},
                 {.id = "no-lock",
                  .title = "Without a lock",
                  .mark = Mark::Broken,
                  .promise = {.any = {{.outcome = "last=reader torn=0"},
                                      {.outcome = "last=writer torn=0"},
                                      {.outcome = "last=reader torn=1"},
                                      {.outcome = "last=writer torn=1"},
                                      {.outcome = "last=reader torn=2"},
                                      {.outcome = "last=writer torn=2"}},
                              .timed = {{.outcome = "last=reader torn=1"}},
                              .makespan = 3,
                              .note = "half of the pair is old, half is new"},
                  .program = noLock},
                 {.id = "two-upgraders",
                  .title = "Two want to write after reading",
                  .mark = Mark::Broken,
                  .promise = {.any = {{.outcome = "value=2"}, {.ending = trace::Ending::Hang}},
                              .timed = {{.ending = trace::Ending::Hang}},
                              .note = "each waits until the other one has stopped reading"},
                  .program = readThenWrite<upgrade>},
                 {.id = "let-go-first",
                  .title = "Let go, then write",
                  .mark = Mark::Fixed,
                  .promise = {.any = {{.outcome = "value=2"}},
                              .makespan = 2,
                              .note = "and look again, for it may have changed"},
                  .program = readThenWrite<letGoFirst>}},
    .pictures = {{trace::PictureKind::Places, "Lock", {"pair lock", "lock's own lock", "changed"}}},
    .row = "B04",
    .before = {"file-readers-limit"},
    .related = {"file-readers-limit", "starvation"},
};

} // namespace interleave::scenarios

#include "core/sync/shared_mutex.h"

#include "core/sync/thread.h"
#include "tests/core/sync/live_run.h"

#include <QTest>

using namespace interleave;
using tests::LiveRun;
using Texts = std::vector<std::string>;

class SharedMutexTest : public QObject
{
    Q_OBJECT

private slots:
    void readersShareAndAWriterWaits();
    void aReaderWaitsForTheWriter();
    void triesAndTimeOuts();
    void misuseIsRecordedOnly();
    void manyLanesAreAccepted();
};

void SharedMutexTest::readersShareAndAWriterWaits()
{
    const LiveRun run([] {
        sync::SharedMutex book("book");
        book.lockShared();
        book.lockShared();
        sync::Thread writer("writer", [&] { const sync::LockGuard guard(book); });
        writer.start();
        tests::awaitBlocked(1);
        sync::Thread reader("reader", [&] { const sync::SharedLock guard(book); });
        reader.start();
        reader.join();
        book.unlockShared();
        book.unlockShared();
        writer.join();
    });
    QCOMPARE(run.eventsOn("book"), (Texts{"main lock-shared", "main lock-shared", "writer ?lock", "reader lock-shared",
                                          "reader unlock-shared", "main unlock-shared", "main unlock-shared",
                                          "writer lock", "writer unlock"}));
    QCOMPARE(run.complaints(), Texts{});
}

void SharedMutexTest::aReaderWaitsForTheWriter()
{
    const LiveRun run([] {
        sync::SharedMutex book("book");
        book.lock();
        sync::Thread reader("reader", [&] { const sync::SharedLock guard(book); });
        reader.start();
        tests::awaitBlocked(1);
        book.unlock();
        reader.join();
    });
    QCOMPARE(run.eventsOn("book"),
             (Texts{"main lock", "reader ?lock-shared", "main unlock", "reader lock-shared", "reader unlock-shared"}));
    QCOMPARE(run.complaints(), Texts{});
}

void SharedMutexTest::triesAndTimeOuts()
{
    std::vector<bool> got;
    const LiveRun run(
        [&] {
            sync::SharedMutex book("book");
            book.lock();
            sync::Thread other("other", [&] {
                got.push_back(book.tryLock());
                got.push_back(book.tryLockShared());
                got.push_back(book.tryLockFor(sync::units(1)));
                got.push_back(book.tryLockSharedFor(sync::units(1)));
            });
            other.start();
            other.join();
            // Who waits for itself with a time-out gives up too.
            got.push_back(book.tryLockFor(sync::units(1)));
            book.unlock();
            got.push_back(book.tryLockShared());
            book.unlockShared();
        },
        1000.0);
    QCOMPARE(got, (std::vector<bool>{false, false, false, false, false, true}));
    QCOMPARE(run.complaints(), Texts{});
}

void SharedMutexTest::misuseIsRecordedOnly()
{
    const LiveRun run([] {
        sync::SharedMutex book("book");
        book.unlock();
        book.lockShared();
        book.unlock();
        sync::Thread other("other", [&] { book.unlockShared(); });
        other.start();
        other.join();
        book.unlockShared();
        book.unlockShared();
    });
    QCOMPARE(run.eventsOn("book"),
             (Texts{"main unlock misuse", "main lock-shared", "main unlock misuse", "other unlock-shared misuse",
                    "main unlock-shared", "main unlock-shared misuse"}));
    QCOMPARE(run.complaints(), Texts{});
}

void SharedMutexTest::manyLanesAreAccepted()
{
    int count = 0;
    const LiveRun run([&] {
        sync::SharedMutex book("book");
        sync::ThreadGroup group;
        for (int lane = 0; lane < 4; ++lane)
            group.start("lane " + std::to_string(lane), [&, lane] {
                for (int round = 0; round < 200; ++round) {
                    if (round % 4 == lane) {
                        const sync::LockGuard guard(book);
                        ++count;
                    } else {
                        const sync::SharedLock guard(book);
                        QVERIFY(count >= 0);
                    }
                }
            });
        group.joinAll();
    });
    QCOMPARE(count, 200);
    QCOMPARE(run.complaints(), Texts{});
}

QTEST_GUILESS_MAIN(SharedMutexTest)
#include "tst_shared_mutex.moc"

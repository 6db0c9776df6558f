// Real child processes: this executable, started again in a role.

#include "core/process/connection.h"
#include "core/process/process.h"
#include "core/process/process_queue.h"
#include "core/process/shared_value.h"
#include "tests/core/process/live_run.h"

#include <QtTest>

#include <signal.h>
#include <unistd.h>

using namespace interleave;
using namespace interleave::process;
using namespace std::chrono_literals;
using trace::Operation;
using trace::Way;

namespace {

using Words = std::vector<std::string>;

const std::vector<tests::Role> roles = {
    {"exits", [](const Words& words) { return std::stoi(words[0]); }},
    {"throws", [](const Words&) -> int { throw std::runtime_error("on purpose"); }},
    {"signals", [](const Words& words) { return ::raise(std::stoi(words[0])); }},
    {"hangs",
     [](const Words&) {
         for (;;)
             ::pause();
         return 0;
     }},
    {"echoes",
     [](const Words& words) {
         const Connection line = Connection::fromArgument(words[0]);
         try {
             for (;;)
                 line.send(line.receive() + " from " + std::to_string(::getpid()));
         } catch (const EndOfFile&) {
             return 5;
         }
     }},
    {"relays",
     [](const Words& words) {
         const auto queue = ProcessQueue<int>::fromArgument(words[0]);
         queue.put(queue.get() * 10 + 1);
         return 0;
     }},
    {"counts",
     [](const Words& words) {
         const SharedValue counter = SharedValue::fromArgument(words[0]);
         for (int i = 0; i < 1'000; ++i)
             counter.fetchAdd(1);
         return static_cast<int>(counter.read() >= 1'000);
     }},
    {"misuses",
     [](const Words& words) {
         const Connection line = Connection::fromArgument(words[0]);
         try {
             line.send("?");
         } catch (const WrongEnd&) {
             return 3;
         }
         return 0;
     }},
};

} // namespace

class TestProcess : public QObject
{
    Q_OBJECT

private slots:
    void theExitCodeIsJoined_data()
    {
        QTest::addColumn<QString>("role");
        QTest::addColumn<QString>("argument");
        QTest::addColumn<int>("code");
        QTest::addColumn<bool>("isImplicit");
        QTest::newRow("returned 0") << "exits" << "0" << 0 << false;
        QTest::newRow("returned 7") << "exits" << "7" << 7 << false;
        QTest::newRow("an exception") << "throws" << "" << 1 << false;
        QTest::newRow("SIGKILL") << "signals" << "9" << 137 << true;
        QTest::newRow("SIGTERM") << "signals" << "15" << 143 << true;
    }
    void theExitCodeIsJoined()
    {
        QFETCH(QString, role);
        QFETCH(QString, argument);
        QFETCH(int, code);
        QFETCH(bool, isImplicit);
        int joined = -2;
        const auto run = tests::runLive([&] {
            Process child("child", role.toStdString(), {argument.toStdString()});
            QCOMPARE(child.pid(), 0);
            child.start();
            QVERIFY(child.pid() > 0);
            joined = child.join();
            QCOMPARE(child.exitCode(), std::optional<int>(code));
            QVERIFY(!child.isAlive());
        });
        QCOMPARE(run.complaint, std::string());
        QCOMPARE(joined, code);
        bool hasExit = false;
        for (Step step = 0; step < run.trace->size(); ++step) {
            const trace::Event event = run.trace->event(step);
            if (event.operation == Operation::Exit) {
                hasExit = true;
                QCOMPARE(event.value, std::int64_t{code});
                QCOMPARE(event.has(trace::EventFlag::Implicit), isImplicit);
                QCOMPARE(run.trace->lane(event.lane).process, 1U);
            }
        }
        QVERIFY(hasExit);
    }

    void aDuplexPipeReachesIntoAChild()
    {
        int code = 0;
        const std::string large(100'000, 'x');
        const auto run = tests::runLive([&] {
            auto [mine, its] = makePipe(Duplex::Yes, "line");
            Process child("echo", "echoes", {its.argument()}, {.inherits = {its}});
            child.start();
            its.close();
            mine.send("hello");
            QCOMPARE(mine.receive(), "hello from " + std::to_string(child.pid()));
            mine.send(large);
            QVERIFY(mine.receive().starts_with(large));
            mine.close();
            code = child.join();
        });
        QCOMPARE(run.complaint, std::string());
        QCOMPARE(code, 5);
        QCOMPARE(run.count(Operation::OpenEnd), 2);
    }

    void aForgottenCopyKeepsTheEndOfTheFileAway()
    {
        const auto run = tests::runLive([&] {
            auto [mine, its] = makePipe(Duplex::Yes, "line");
            Process child("echo", "echoes", {its.argument()}, {.inherits = {mine, its}});
            child.start();
            its.close();
            mine.send("are you there?");
            mine.receive();
            // The child has a copy of this end as well, so its own reading never comes to an end.
            mine.close();
            QVERIFY(!child.joinFor(20ms));
            QVERIFY(child.isAlive());
            child.kill();
            QCOMPARE(child.join(), 128 + SIGTERM);
        });
        QCOMPARE(run.complaint, std::string());
        QCOMPARE(run.count(Operation::Join, Way::TimedOut), 2);
    }

    void aQueueRelaysBetweenProcesses()
    {
        const auto run = tests::runLive([&] {
            const ProcessQueue<int> queue("jobs");
            std::vector<Process> children;
            for (int i = 1; i <= 3; ++i) {
                queue.put(i);
                children.emplace_back("p" + std::to_string(i), "relays", Words{queue.argument()},
                                      ProcessOptions{.inherits = {queue}});
                children.back().start();
                QCOMPARE(children.back().join(), 0);
            }
            // One after the other, each takes what has waited longest.
            QCOMPARE(queue.get(), 111);
            QCOMPARE(queue.get(), 3);
            QCOMPARE(queue.get(), 21);
        });
        QCOMPARE(run.complaint, std::string());
    }

    void aSharedValueIsOneForAllProcesses()
    {
        const auto run = tests::runLive([] {
            const SharedValue counter("counter", 5);
            std::vector<Process> children;
            for (int i = 1; i <= 3; ++i) {
                children.emplace_back("p" + std::to_string(i), "counts", Words{counter.argument()});
                children.back().start();
            }
            for (Process& child : children)
                QCOMPARE(child.join(), 1);
            QCOMPARE(counter.read(), 3'005);
            counter.write(-7);
            QCOMPARE(SharedValue::fromArgument(counter.argument()).read(), -7);
        });
        QCOMPARE(run.complaint, std::string());
        // One object, and on it every value from 6 to 3,005 in order: what was recorded is what happened.
        std::int64_t next = 6;
        for (Step step = 0; step < run.trace->size(); ++step)
            if (const trace::Event event = run.trace->event(step); event.operation == Operation::Modify)
                QCOMPARE(event.value, next++);
        QCOMPARE(next, 3'006);
        QCOMPARE(run.count(Operation::Read), 5);
    }

    void whatIsNoSharedValueIsRefused()
    {
        const auto run = tests::runLive([] {
            const SharedValue counter("counter");
            const ProcessQueue<int> queue("jobs");
            for (const std::string& wrong : {std::string(), std::string("shared"), std::string("shared 1 x"),
                                             std::string("shared 1 9999999"), std::string("shared 1 -8"), queue.argument()})
                QVERIFY_THROWS_EXCEPTION(std::invalid_argument, SharedValue::fromArgument(wrong));
        });
        QCOMPARE(run.complaint, std::string());
    }

    void anEndThatWasNotHandedOverIsMisuse()
    {
        const auto run = tests::runLive([&] {
            auto [out, in] = makePipe(Duplex::No, "line");
            Process child("child", "misuses", {in.argument()}, {.inherits = {out}});
            child.start();
            QCOMPARE(child.join(), 3);
        });
        QCOMPARE(run.complaint, std::string());
        QCOMPARE(run.count(Operation::Send, Way::Misuse), 1);
    }

    void misuseIsRecordedAndNotCarriedOut()
    {
        const auto run = tests::runLive([&] {
            Process child("child", "exits", {"0"});
            QCOMPARE(child.join(), -1);
            child.kill();
            child.start();
            const int pid = child.pid();
            child.start();
            QCOMPARE(child.pid(), pid);
            QCOMPARE(child.join(), 0);
        });
        QCOMPARE(run.complaint, std::string());
        QCOMPARE(run.count(Operation::Start, Way::Misuse), 1);
        QCOMPARE(run.count(Operation::Join, Way::Misuse), 1);
        QCOMPARE(run.count(Operation::Kill, Way::Misuse), 1);
    }

    void severalLanesMayJoinOneChild()
    {
        const auto run = tests::runLive([&] {
            auto [mine, its] = makePipe(Duplex::Yes, "line");
            Process child("echo", "echoes", {its.argument()}, {.inherits = {its}});
            child.start();
            its.close();
            tests::runBeside(
                "other", [&] { QCOMPARE(child.join(), 5); },
                [&] {
                    tests::awaitBlocked();
                    mine.close();
                    QCOMPARE(child.join(), 5);
                });
        });
        QCOMPARE(run.complaint, std::string());
        QCOMPARE(run.count(Operation::Exit), 1);
    }

    void whatIsNotJoinedIsWaitedForAndDaemonsAreKilled()
    {
        int daemon = 0;
        const auto run = tests::runLive([&] {
            Process child("child", "exits", {"0"});
            child.start();
            Process helper("helper", "hangs", {}, {.daemon = true});
            helper.start();
            daemon = helper.pid();
        });
        QCOMPARE(run.complaint, std::string());
        QCOMPARE(run.count(Operation::Join), 2);
        QCOMPARE(run.count(Operation::Kill), 1);
        QCOMPARE(::kill(daemon, 0), -1);
    }
};

int main(int argc, char** argv)
{
    if (tests::isChild(argc, argv))
        return tests::runChild(argc, argv, roles);
    TestProcess test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_process.moc"

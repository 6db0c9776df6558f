// Connections and queues with real pipes, within one process: two lanes of it speak to each other.

#include "core/process/connection.h"
#include "core/process/process_queue.h"
#include "tests/core/process/live_run.h"

#include <QtTest>

using namespace interleave;
using namespace interleave::process;
using namespace std::chrono_literals;
using trace::Operation;
using trace::Way;

class TestConnection : public QObject
{
    Q_OBJECT

private slots:
    void messagesArriveInOrderBothWays()
    {
        std::string heard;
        const auto run = tests::runLive([&] {
            auto [left, right] = makePipe(Duplex::Yes, "line");
            left.send("one");
            left.send("");
            right.send("back");
            heard = right.receive() + "|";
            heard += right.receive() + "|";
            heard += left.receive();
        });
        QCOMPARE(run.complaint, std::string());
        QCOMPARE(heard, std::string("one||back"));
        QCOMPARE(run.count(Operation::Send), 3);
        QCOMPARE(run.count(Operation::Receive), 3);
        QCOMPARE(run.countBlocked(Operation::Receive), 0);
    }

    void aFullPipeBlocksItsSender()
    {
        const auto run = tests::runLive([&] {
            auto [out, in] = makePipe(Duplex::No, "small", 2);
            tests::runBeside(
                "sender",
                [in = in] {
                    for (int i = 0; i < 3; ++i)
                        in.send("x");
                },
                [&] {
                    tests::awaitBlocked();
                    for (int i = 0; i < 3; ++i)
                        out.receive();
                });
        });
        QCOMPARE(run.complaint, std::string());
        QCOMPARE(run.countBlocked(Operation::Send), 1);
        QCOMPARE(run.count(Operation::Send), 3);
    }

    void theBoundIsTheNumberOfSlotsOfTheKernel()
    {
        const auto run = tests::runLive([&] {
            auto [out, in] = makePipe(Duplex::No, "five", 5);
            for (int i = 0; i < 8; ++i)
                in.send("x");
        });
        QCOMPARE(run.complaint, std::string());
        QCOMPARE(run.trace->object(run.trace->event(1).object).bound, std::int64_t{8});
    }

    void aMessageMayBeLongerThanThePipe()
    {
        const std::string message(200'000, 'm');
        std::string heard;
        const auto run = tests::runLive([&] {
            auto [out, in] = makePipe(Duplex::No, "line");
            tests::runBeside("sender", [in = in, &message] { in.send(message); }, [&] { heard = out.receive(); });
        });
        QCOMPARE(run.complaint, std::string());
        QVERIFY(heard == message);
        QCOMPARE(run.count(Operation::Send), static_cast<int>((message.size() + 4087) / 4088));
    }

    void theEndOfTheFileComesWhenTheLastCopyIsClosed()
    {
        bool hasEnded = false;
        const auto run = tests::runLive([&] {
            auto [out, in] = makePipe(Duplex::No, "line");
            in.send("last");
            in.close();
            out.receive();
            try {
                out.receive();
            } catch (const EndOfFile&) {
                hasEnded = true;
            }
        });
        QVERIFY(hasEnded);
        QCOMPARE(run.complaint, std::string());
        QCOMPARE(run.count(Operation::Receive, Way::Closed), 1);
    }

    void sendingToNobodyIsABrokenPipe()
    {
        bool isBroken = false;
        const auto run = tests::runLive([&] {
            auto [out, in] = makePipe(Duplex::No, "line");
            out.close();
            try {
                in.send("?");
            } catch (const BrokenPipe&) {
                isBroken = true;
            }
        });
        QVERIFY(isBroken);
        QCOMPARE(run.complaint, std::string());
    }

    void theWrongEndThrows()
    {
        int thrown = 0;
        const auto run = tests::runLive([&] {
            auto [out, in] = makePipe(Duplex::No, "line");
            const auto expectWrong = [&](const auto& use) {
                try {
                    use();
                } catch (const WrongEnd&) {
                    ++thrown;
                }
            };
            expectWrong([&] { out.send("?"); });
            in.close();
            // Now nothing in this process has the sending end, and the rules have a word for it.
            expectWrong([&] { out.send("?"); });
            expectWrong([&] { in.send("?"); });
        });
        QCOMPARE(thrown, 3);
        QCOMPARE(run.complaint, std::string());
        QCOMPARE(run.count(Operation::Send, Way::Misuse), 2);
    }

    void waitingWithATimeOut()
    {
        const auto run = tests::runLive([&] {
            auto [out, in] = makePipe(Duplex::No, "line");
            QVERIFY(!out.tryReceive());
            QVERIFY(!out.receiveFor(2ms));
            QVERIFY(!out.poll());
            in.send("now");
            QVERIFY(out.poll(10s));
            QCOMPARE(out.receive(), std::string("now"));
            in.close();
            QVERIFY(out.poll());
        });
        QCOMPARE(run.complaint, std::string());
        QCOMPARE(run.count(Operation::Receive, Way::TimedOut), 3);
        QCOMPARE(run.countBlocked(Operation::Receive), 1);
    }

    void anEndOnWhichALaneWaitsMayBeClosed()
    {
        bool wasWrong = false;
        const auto run = tests::runLive([&] {
            auto [out, in] = makePipe(Duplex::No, "line");
            tests::runBeside(
                "receiver",
                [out = out, &wasWrong] {
                    try {
                        out.receive();
                    } catch (const WrongEnd&) {
                        wasWrong = true;
                    }
                },
                [&] {
                    tests::awaitBlocked();
                    out.close();
                });
        });
        QVERIFY(wasWrong);
        QCOMPARE(run.complaint, std::string());
    }

    void anArgumentOfTheSameProcessIsTheSameConnection()
    {
        const auto run = tests::runLive([&] {
            auto [out, in] = makePipe(Duplex::No, "line");
            {
                const Connection again = Connection::fromArgument(in.argument());
                again.send("twice");
            }
            in.send("still open");
            QCOMPARE(out.receive(), std::string("twice"));
            QCOMPARE(out.receive(), std::string("still open"));
            QVERIFY_EXCEPTION_THROWN(Connection::fromArgument("nonsense"), std::invalid_argument);
        });
        QCOMPARE(run.complaint, std::string());
        QCOMPARE(run.count(Operation::CloseEnd), 2);
    }

    void aQueueCountsItsSlots()
    {
        const std::string large(10'000, 'l');
        const auto run = tests::runLive([&] {
            const ProcessQueue<> queue("jobs", 4);
            queue.put("a");
            QCOMPARE(queue.size(), std::int64_t{1});
            queue.put(large); // three slots
            QCOMPARE(queue.size(), std::int64_t{4});
            QVERIFY(!queue.tryPut("no room"));
            QCOMPARE(queue.get(), std::string("a"));
            QVERIFY(queue.get() == large);
            QVERIFY(queue.isEmpty());
            QVERIFY(!queue.tryGet());
            queue.closePutting();
            QVERIFY_EXCEPTION_THROWN(queue.get(), EndOfFile);
        });
        QCOMPARE(run.complaint, std::string());
    }

    void manyProducersAndConsumersLoseNothing()
    {
        // Long items on purpose: their slots reach whichever consumer comes first.
        constexpr int each = 40;
        long sum = 0;
        const auto run = tests::runLive([&] {
            const ProcessQueue<> queue("jobs", 4);
            const auto produce = [&] {
                for (int i = 1; i <= each; ++i)
                    queue.put(std::string(static_cast<std::size_t>(i) * 300, 'i'));
            };
            std::atomic<long> total = 0;
            const auto consume = [&] {
                for (int i = 0; i < each; ++i)
                    total += static_cast<long>(queue.get().size());
            };
            tests::runBeside("p1", produce, [&] {
                tests::runBeside("p2", produce, [&] { tests::runBeside("c1", consume, consume); });
            });
            sum = total;
        });
        QCOMPARE(sum, 2L * 300 * each * (each + 1) / 2);
        QCOMPARE(run.complaint, std::string());
    }
};

QTEST_APPLESS_MAIN(TestConnection)
#include "tst_connection.moc"

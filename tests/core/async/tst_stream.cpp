#include "core/async/stream.h"

#include "core/async/gather.h"
#include "core/async/sleep.h"
#include "core/async/wait.h"
#include "tests/core/async/granting_driver.h"
#include "tests/core/async/live_run.h"

#include <QtTest>

#include <sys/resource.h>

#include <system_error>

namespace interleave::async {
namespace {

/// What a coroutine of type Task<void> threw; empty when nothing.
template <typename Body>
Task<std::string> complaintOf(Body body)
{
    try {
        co_await body();
    } catch (const std::system_error& error) {
        co_return error.what();
    }
    co_return "";
}

/// Sends back every line, until there are none.
Task<void> echo(Stream client)
{
    for (;;) {
        std::string line = co_await client.readLine();
        if (line.empty())
            co_return;
        co_await client.write(line + "\n");
    }
}

Task<void> echoTo(Listener& listener, int clients)
{
    std::vector<TaskHandle<void>> echoes;
    for (int i = 1; i <= clients; ++i) {
        Stream client = co_await listener.accept("client " + std::to_string(i));
        echoes.push_back(createTask("echo " + std::to_string(i), echo(std::move(client))));
    }
    for (const auto& each : echoes)
        co_await each;
}

Task<std::string> ask(std::uint16_t port, std::string word)
{
    Stream line = co_await Stream::connect(port, word);
    std::string answers;
    for (int i = 0; i < 2; ++i) {
        co_await line.write(word + "\n");
        answers += co_await line.readLine();
    }
    co_return answers;
}

Task<void> talk(Words& heard)
{
    Listener listener;
    const auto server = createTask("server", echoTo(listener, 3));
    std::vector<TaskHandle<std::string>> clients;
    for (const char* word : {"one", "two", "three"})
        clients.push_back(createTask(word, ask(listener.port(), word)));
    for (const auto& client : clients)
        heard.push_back(co_await client);
    co_await server;
}

const Words expected = {"oneone", "twotwo", "threethree"};

} // namespace

class TestStream : public QObject
{
    Q_OBJECT

private slots:
    void everybodyIsAnsweredLive()
    {
        LiveRun live;
        Words heard;
        live.run([&] { run(talk(heard)); });
        QCOMPARE(heard, expected);
        QCOMPARE(LiveRun::complaint(*live.collect()), std::string());
    }

    void everybodyIsAnsweredWhereOperationsAreGranted()
    {
        GrantingDriver driver;
        Words heard;
        QVERIFY(driver.run([&] { run(talk(heard)); }));
        QCOMPARE(heard, expected);
        QCOMPARE(driver.complaint(), std::string());
    }

    void theSameIsDoneWheneverTheWorldAnswers()
    {
        // Two runs: the operations of each lane are the same, whatever was ready when.
        std::vector<std::map<std::string, Words>> runs;
        for (int i = 0; i < 2; ++i) {
            GrantingDriver driver;
            Words heard;
            QVERIFY(driver.run([&] { run(talk(heard)); }));
            std::map<std::string, Words> byLane;
            for (Step step = 0; step < driver.trace.size(); ++step) {
                const trace::Event event = driver.trace.event(step);
                const std::string lane(driver.trace.name(driver.trace.lane(event.lane).name));
                if (lane != "main")
                    byLane[lane].emplace_back(trace::name(event.operation));
            }
            runs.push_back(byLane);
        }
        QVERIFY(runs[0] == runs[1]);
        QVERIFY(runs[0].contains("echo 2"));
    }

    void longTextsComeWhole()
    {
        // Far more than the system keeps for a connection: writing has to wait for reading.
        const std::string text(20'000'000, 'x');
        LiveRun live;
        std::size_t size = 0;
        live.run([&] {
            run([&]() -> Task<void> {
                Listener listener;
                const auto writer = createTask("writer", [&]() -> Task<void> {
                    Stream line = co_await Stream::connect(listener.port(), "writer");
                    co_await line.write(text);
                });
                Stream line = co_await listener.accept("reader");
                for (std::string part = co_await line.read(1'000'000); !part.empty(); part = co_await line.read(1'000'000))
                    size += part.size();
                co_await writer;
            });
        });
        QCOMPARE(size, text.size());
    }

    void aLineIsNotMoreThanALine()
    {
        LiveRun live;
        Words read;
        live.run([&] {
            run([&]() -> Task<void> {
                Listener listener;
                Stream writer = co_await Stream::connect(listener.port(), "writer");
                Stream reader = co_await listener.accept("reader");
                co_await writer.write("first\n\nthird and");
                read.push_back(co_await reader.readLine());
                read.push_back(co_await reader.readLine());
                read.push_back(co_await reader.read(5));
                writer.close();
                read.push_back(co_await reader.readLine());
                read.push_back(co_await reader.read());
            });
        });
        QCOMPARE(read, (Words{"first", "", "third", " and", ""}));
    }

    void whoReadsMayBeCancelled()
    {
        LiveRun live;
        bool isTimedOut = false;
        std::string afterwards;
        live.run([&] {
            run([&]() -> Task<void> {
                Listener listener;
                Stream writer = co_await Stream::connect(listener.port(), "writer");
                Stream reader = co_await listener.accept("reader");
                const auto early = createTask("early", [&]() -> Task<void> { co_await reader.read(); });
                try {
                    co_await waitFor(early, 3ms);
                } catch (const TimedOut&) {
                    isTimedOut = true;
                }
                co_await writer.write("x");
                afterwards = co_await reader.read();
            });
        });
        QVERIFY(isTimedOut);
        QCOMPARE(afterwards, std::string("x"));
        QCOMPARE(LiveRun::complaint(*live.collect()), std::string());
    }

    void whatFailsSaysSo()
    {
        LiveRun live;
        std::string taken;
        std::string nobody;
        std::string gone;
        std::uint16_t port = 0;
        live.run([&] {
            run([&]() -> Task<void> {
                {
                    Listener listener;
                    port = listener.port();
                    const auto second = [&]() -> Task<void> {
                        const Listener same(port);
                        co_return;
                    };
                    taken = co_await complaintOf(second);
                    Stream line = co_await Stream::connect(port, "line");
                    Stream other = co_await listener.accept("other");
                    const auto intoNothing = [&]() -> Task<void> {
                        other.close();
                        for (int i = 0; i < 10'000; ++i) {
                            co_await line.write(std::string(1000, 'x'));
                            co_await yieldNow();
                        }
                    };
                    gone = co_await complaintOf(intoNothing);
                }
                const auto connect = [&]() -> Task<void> { co_await Stream::connect(port, "line"); };
                nobody = co_await complaintOf(connect);
            });
        });
        const std::string number = std::to_string(port);
        QCOMPARE(taken, "port " + number + " of 127.0.0.1 cannot be listened on: Address already in use");
        QCOMPARE(nobody, "nobody could be reached on port " + number + " of 127.0.0.1: Connection refused");
        QVERIFY2(gone.starts_with("the other end of \"line\" is gone: "), gone.c_str());
    }

    void withoutSocketsThereIsASentence()
    {
        LiveRun live;
        std::string sentence;
        live.run([&] {
            run([&]() -> Task<void> {
                rlimit before{};
                ::getrlimit(RLIMIT_NOFILE, &before);
                const rlimit none{3, before.rlim_max};
                ::setrlimit(RLIMIT_NOFILE, &none);
                const auto listen = []() -> Task<void> {
                    const Listener listener;
                    co_return;
                };
                sentence = co_await complaintOf(listen);
                ::setrlimit(RLIMIT_NOFILE, &before);
            });
        });
        QCOMPARE(sentence, std::string("the system has no socket for one more connection: Too many open files"));
    }
};

} // namespace interleave::async

QTEST_APPLESS_MAIN(interleave::async::TestStream)
#include "tst_stream.moc"

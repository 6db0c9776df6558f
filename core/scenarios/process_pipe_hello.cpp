// Two processes say hello through a pipe.
//
// A parent makes a pipe with two ends, starts two children, gives one end to each, and closes its own copies. Each child
// sends a greeting, receives the other's, and takes its time over both. What they send is copied: they share no variable.
//
// Look for:  the message that leaves one process and arrives in the other, and who has which end of the pipe.
// Compare:   the variants `close-eof` and `forgotten-end`: one copy too many, and the end never comes.
// Source:    W. R. Stevens, S. A. Rago, "Advanced Programming in the UNIX Environment" (3rd ed. 2013), chapter 15.

#include "core/scenarios/scenario.h"

#include "core/process/connection.h"
#include "core/process/process.h"
#include "core/sync/note.h"
#include "core/sync/outcome.h"
#include "core/sync/time.h"

#include <string>
#include <vector>

namespace interleave::scenarios {
namespace {

using process::Connection;
using process::Duplex;
using process::Process;
using Arguments = std::vector<std::string>;

/// What a child is told when it starts.
struct Orders
{
    explicit Orders(const Arguments& arguments)
        : line(Connection::fromArgument(arguments[0]))
        , name(arguments[1])
        , work(std::stoll(arguments[2]))
        , size(std::stoul(arguments[3]))
    {}

    /// A greeting of the right size: the two words have 6 bytes each.
    std::string greeting(const std::string& word) const
    {
        return size < word.size() ? std::string(size, '!') : word + std::string(size - word.size(), '.');
    }
    std::string mine() const { return greeting(name == "anna" ? "Hello!" : "你好"); }
    std::string theirs() const { return greeting(name == "anna" ? "你好" : "Hello!"); }

    Connection line;
    std::string name;
    sync::Duration work;
    std::size_t size;
};

void send(const Orders& orders)
{
    sync::note(orders.name + " sends a greeting");
    sync::sleepFor(orders.work);
    orders.line.send(orders.mine());
}

void receive(const Orders& orders)
{
    const std::string heard = orders.line.receive();
    sync::outcome(orders.name, heard == orders.theirs() ? "heard" : "garbled");
    sync::note(orders.name + " heard " + heard.substr(0, 6));
    sync::sleepFor(orders.work);
}

int sendFirst(const Arguments& arguments)
{
    const Orders orders{arguments};
    send(orders);
    receive(orders);
    return 0;
}

int receiveFirst(const Arguments& arguments)
{
    const Orders orders{arguments};
    receive(orders);
    send(orders);
    return 0;
}

int onlySend(const Arguments& arguments)
{
    send(Orders{arguments});
    return 0;
}

int onlyReceive(const Arguments& arguments)
{
    receive(Orders{arguments});
    return 0;
}

/// Receives until nobody can send any more.
int receiveAll(const Arguments& arguments)
{
    const Orders orders{arguments};
    try {
        for (;;)
            receive(orders);
    } catch (const process::EndOfFile&) {
        sync::note("the end of the file");
        sync::outcome("end", "seen");
    }
    return 0;
}

Process child(const Parameters& parameters, const char* name, const char* role, const Connection& line,
              std::vector<process::Inherited> inherits)
{
    const std::string work = std::to_string(parameters.units("work").count());
    return Process{name,
                   std::string("process-pipe-hello/") + role,
                   {line.argument(), name, work, std::to_string(parameters.whole("size"))},
                   {.inherits = std::move(inherits)}};
}

/// Starts a child at each end of the pipe, and waits for both.
void connect(const Parameters& parameters, Duplex duplex, const char* annasRole, const char* bensRole)
{
    const auto [bensEnd, annasEnd] = process::makePipe(duplex, "pipe");
    Process anna = child(parameters, "anna", annasRole, annasEnd, {annasEnd});
    Process ben = child(parameters, "ben", bensRole, bensEnd, {bensEnd});
    anna.start();
    ben.start();
    annasEnd.close();
    bensEnd.close();
    anna.join();
    ben.join();
}

void bothSendFirst(const Parameters& parameters)
{
    connect(parameters, Duplex::Yes, "send-first", "send-first");
}

void bothReceiveFirst(const Parameters& parameters)
{
    connect(parameters, Duplex::Yes, "receive-first", "receive-first");
}

void simplex(const Parameters& parameters)
{
    connect(parameters, Duplex::No, "only-send", "only-receive");
}

void closeEof(const Parameters& parameters)
{
    connect(parameters, Duplex::No, "only-send", "receive-all");
}

/// Ben is given the end for receiving only.
void wrongEnd(const Parameters& parameters)
{
    const auto [bensEnd, ours] = process::makePipe(Duplex::No, "pipe");
    Process ben = child(parameters, "ben", "only-send", bensEnd, {bensEnd});
    ben.start();
    ben.join();
}

/// Ben also gets a copy of the end for sending. He never uses it, and never closes it.
void forgottenEnd(const Parameters& parameters)
{
    const auto [bensEnd, annasEnd] = process::makePipe(Duplex::No, "pipe");
    Process anna = child(parameters, "anna", "only-send", annasEnd, {annasEnd});
    Process ben = child(parameters, "ben", "receive-all", bensEnd, {bensEnd, annasEnd});
    anna.start();
    ben.start();
    annasEnd.close();
    bensEnd.close();
    anna.join();
    ben.join();
}

const Promised bothHeard = {.outcome = "anna=heard ben=heard"};

} // namespace

extern const Scenario processPipeHello = {
    .id = "process-pipe-hello",
    .title = "Hello through a pipe",
    .chapter = Chapter::Processes,
    .summary = "two processes, one pipe",
    .file = "core/scenarios/process_pipe_hello.cpp",
    .parameters = {{.id = "work", .title = "Work", .initial = 1, .maximum = 5, .unit = "u", .isWhole = false},
                   {.id = "size",
                    .title = "Size",
                    .initial = 6,
                    .minimum = 1,
                    .maximum = 4.0 * 1024 * 1024,
                    .hint = "bytes of one greeting"}},
    .variants = {{.id = "send-first",
                  .title = "Both send, then receive",
                  .promise = {.any = {bothHeard}, .makespan = 2, .note = "each gets what the other has sent"},
                  .program = bothSendFirst},
                 {.id = "recv-first",
                  .title = "Both receive, then send",
                  .mark = Mark::Broken,
                  .promise = {.any = {{.ending = trace::Ending::Hang}},
                              .makespan = 0,
                              .note = "each waits for what only the other could send"},
                  .program = bothReceiveFirst},
                 {.id = "simplex",
                  .title = "One direction",
                  .promise = {.any = {{.outcome = "ben=heard"}}, .makespan = 2, .note = "anna sends, ben receives"},
                  .program = simplex},
                 {.id = "wrong-end",
                  .title = "Sending into the wrong end",
                  .mark = Mark::Broken,
                  .promise = {.any = {{trace::Ending::Completed,
                                       {trace::FindingKind::Misuse, trace::FindingKind::LaneFailed,
                                        trace::FindingKind::ExitStatus}}},
                              .makespan = 1,
                              .note = "ben ends with an error"},
                  .program = wrongEnd},
                 {.id = "close-eof",
                  .title = "Until the end of the file",
                  .mark = Mark::Fixed,
                  .promise = {.any = {{.outcome = "ben=heard end=seen"}},
                              .makespan = 2,
                              .note = "the end comes when every copy of the sending end is closed"},
                  .program = closeEof},
                 {.id = "forgotten-end",
                  .title = "A forgotten copy of the other end",
                  .mark = Mark::Broken,
                  .promise = {.any = {{trace::Ending::Hang, {}, "ben=heard"}},
                              .makespan = 2,
                              .note = "ben could still send to himself, so the end never comes"},
                  .program = forgottenEnd},
                 {.id = "both-send-huge",
                  .title = "Both send more than fits",
                  .mark = Mark::Broken,
                  .promise = {.any = {{.ending = trace::Ending::Hang}},
                              .makespan = 1,
                              .note = "sending first works only as long as the pipe holds it all"},
                  .program = bothSendFirst,
                  .defaults = {{"size", 128.0 * 1024}}}},
    .roles = {{"process-pipe-hello/send-first", sendFirst},
              {"process-pipe-hello/receive-first", receiveFirst},
              {"process-pipe-hello/only-send", onlySend},
              {"process-pipe-hello/only-receive", onlyReceive},
              {"process-pipe-hello/receive-all", receiveAll}},
    .row = "P06",
    .related = {"kitchen-deadlock:as-written"},
};

} // namespace interleave::scenarios

"""Two processes say hello through a pipe."""

import multiprocessing
import os
import sys
import time

U = float(os.environ.get("INTERLEAVE_U", "1"))  # seconds that one u lasts
WORK = 1  # u
HELLO = {"anna": "Hello!", "ben": "你好"}

# Children begin with nothing but what they are given, as in the program: after a fork they would have every end.
processes = multiprocessing.get_context("spawn")


def note(text):
    print(f"{text}\n", end="", flush=True)  # in one piece


def greeting(name, size):  #: std::string greeting(const std::string& word) const
    return HELLO[name] + "." * (size - 6)


def send(line, name, size):  #: void send(const Orders& orders)
    note(f"{name} sends a greeting")  #: sync::note(orders.name + " sends a greeting");
    time.sleep(WORK * U)  #: sync::sleepFor(orders.work);
    line.send(greeting(name, size))  #: orders.line.send(orders.mine());


def receive(line, name, size, results):  #: void receive(const Orders& orders)
    heard = line.recv()  #: const std::string heard = orders.line.receive();
    theirs = greeting("ben" if name == "anna" else "anna", size)
    results.put((name, "heard" if heard == theirs else "garbled"))  #: sync::outcome(orders.name
    note(f"{name} heard {heard[:6]}")  #: sync::note(orders.name + " heard " + heard.substr(0, 6));
    time.sleep(WORK * U)


def send_first(line, name, size, results):  #: int sendFirst(const Arguments& arguments)
    send(line, name, size)  #: send(orders);
    receive(line, name, size, results)  #: receive(orders);


def receive_first(line, name, size, results):  #: int receiveFirst(const Arguments& arguments)
    receive(line, name, size, results)
    send(line, name, size)


def only_send(line, name, size, results):  #: int onlySend(const Arguments& arguments)
    send(line, name, size)


def only_receive(line, name, size, results):  #: int onlyReceive(const Arguments& arguments)
    receive(line, name, size, results)


def receive_all(line, name, size, results, copy=None):  #: int receiveAll(const Arguments& arguments)
    try:
        while True:  #: for (;;)
            receive(line, name, size, results)
    except EOFError:  #: } catch (const process::EndOfFile&) {
        note("the end of the file")  #: sync::note("the end of the file");
        results.put(("end", "seen"))  #: sync::outcome("end", "seen");


def child(name, role, line, size, results, *copies):  #: Process child(const Parameters& parameters
    return processes.Process(target=role, args=(line, name, size, results, *copies), name=name)


def report(results):
    found = {}
    while not results.empty():
        key, value = results.get()
        found[key] = value
    print("outcome:", *(f"{key}={found[key]}" for key in sorted(found)))


def connect(duplex, annas_role, bens_role, size=6, is_forgotten=False):  #: void connect(const Parameters& parameters
    results = processes.SimpleQueue()
    bens_end, annas_end = processes.Pipe(duplex)  #: process::makePipe(duplex, "pipe");
    copies = [annas_end] if is_forgotten else []  #: {bensEnd, annasEnd});
    anna = child("anna", annas_role, annas_end, size, results)  #: Process anna = child(
    ben = child("ben", bens_role, bens_end, size, results, *copies)  #: Process ben = child(
    anna.start()  #: anna.start();
    ben.start()  #: ben.start();
    annas_end.close()  #: annasEnd.close();
    bens_end.close()  #: bensEnd.close();
    anna.join()  #: anna.join();
    ben.join()  #: ben.join();
    report(results)


def wrong_end():  #: void wrongEnd(const Parameters& parameters)
    results = processes.SimpleQueue()
    bens_end, _ = processes.Pipe(False)  #: process::makePipe(Duplex::No, "pipe");
    ben = child("ben", only_send, bens_end, 6, results)
    ben.start()
    ben.join()
    report(results)


variants = {
    "send-first": lambda: connect(True, send_first, send_first),
    "recv-first": lambda: connect(True, receive_first, receive_first),
    "simplex": lambda: connect(False, only_send, only_receive),
    "wrong-end": wrong_end,
    "close-eof": lambda: connect(False, only_send, receive_all),
    "forgotten-end": lambda: connect(False, only_send, receive_all, is_forgotten=True),
    # What a pipe holds differs: here it takes more than in the program to fill it.
    "both-send-huge": lambda: connect(True, send_first, send_first, size=4 * 1024 * 1024),
}

if __name__ == "__main__":
    chosen = sys.argv[1] if len(sys.argv) > 1 else next(iter(variants))
    if chosen == "--list":
        print(*variants, sep="\n")
    else:
        variants[chosen]()

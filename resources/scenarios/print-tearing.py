"""Two lanes print on one page."""

import itertools
import sys
import threading

LANES = "AB"
END_OF_LINE = "/"  # as it is shown here  #: constexpr char endOfLine = '/';

lock = threading.Lock()  #: sync::Mutex lock{"lock"};
page = []  # append is one step in CPython  #: sync::Shared<std::string> text{"page", ""};
numbers = itertools.count(1)  # next is one step as well  #: sync::Shared<int> next{"next number", 1};
own = {name: [] for name in LANES}  # what only one lane writes


def two_steps(name, lines):  #: void twoSteps(
    for _ in range(lines):
        page.append(name)  #: write(page, std::string(1, name));
        page.append(END_OF_LINE)  #: write(page, std::string(1, endOfLine));


def one_write(name, lines):  #: void oneWrite(
    for _ in range(lines):
        page.append(name + END_OF_LINE)  #: write(page, std::string{name, endOfLine});


def locked(name, lines):  #: void locked(
    for _ in range(lines):
        with lock:  #: const sync::LockGuard guard{page.lock};
            page.append(name)
            page.append(END_OF_LINE)


def own_page(name, lines):  #: void ownPages(
    for _ in range(lines):
        own[name].append(name + END_OF_LINE)  #: own[lane] +=


def numbered(name, lines):  #: void numbered(
    for _ in range(lines):
        own[name].append((next(numbers), name))  #: logs[lane].push_back({page.next.fetchAdd(1), name});


def is_torn(text):  #: bool isTorn(
    return any((sign == END_OF_LINE) != (i % 2 == 1) for i, sign in enumerate(text))


def print_together(write, lines=3):  #: void printTogether(
    group = [threading.Thread(target=write, args=(name, lines), name=name) for name in LANES]
    for thread in group:
        thread.start()  #: group.start(std::string(1, name)
    for thread in group:
        thread.join()  #: group.joinAll();


def report():  #: void report(
    text = "".join(page)
    print("the page:", text)  #: sync::note("the page: " + page);
    ends = text.count(END_OF_LINE)
    print(f"outcome: ends={ends} texts={len(text) - ends} torn={'yes' if is_torn(text) else 'no'}")


def run(write):
    print_together(write)
    report()


def one_line_each():  #: void oneLineEach(
    print_together(two_steps, lines=1)
    print("outcome: page=" + "".join(page))  #: sync::outcome("page", page.text.read());


def own_pages():
    print_together(own_page)
    for name in LANES:
        page.extend(own[name])  #: write(page, one);
    report()


def numbered_lines():
    print_together(numbered)
    for _, name in sorted(own["A"] + own["B"]):  #: std::sort(all.begin(), all.end()
        page.append(name + END_OF_LINE)  #: write(page, std::string{line.name, endOfLine});
    report()


variants = {
    "two-steps": lambda: run(two_steps),
    "one-line-each": one_line_each,
    "one-write": lambda: run(one_write),
    "locked": lambda: run(locked),
    "own-pages": own_pages,
    "numbered": numbered_lines,
}

if __name__ == "__main__":
    chosen = sys.argv[1] if len(sys.argv) > 1 else next(iter(variants))
    if chosen == "--list":
        print(*variants, sep="\n")
    else:
        variants[chosen]()

"""Two lanes print on one page."""

import itertools
import re
import sys
import threading

LANES = "AB"
LINES = 5
END_OF_LINE = "/"  # as it is shown here  #: constexpr char endOfLine = '/';

lock = threading.Lock()  #: sync::Mutex lock{"lock"};
page = []  # append is one step in CPython  #: sync::Shared<std::string> text{"page", ""};
numbers = itertools.count(1)  # next is one step as well  #: sync::Shared<int> next{"next number", 1};
own = {name: [] for name in LANES}  # what only one lane writes


def text_of(name, line, lines):  #: std::string textOf(
    return f"{name}{line}" if lines > 1 else name


def two_steps(name, lines):  #: void twoSteps(
    for line in range(1, lines + 1):
        page.append(text_of(name, line, lines))  #: write(page, textOf(page, name, line));
        page.append(END_OF_LINE)  #: write(page, std::string(1, endOfLine));


def one_write(name, lines):  #: void oneWrite(
    for line in range(1, lines + 1):
        page.append(text_of(name, line, lines) + END_OF_LINE)  #: write(page, textOf(page, name, line) + endOfLine);


def locked(name, lines):  #: void locked(
    for line in range(1, lines + 1):
        with lock:  #: const sync::LockGuard guard{page.lock};
            page.append(text_of(name, line, lines))
            page.append(END_OF_LINE)


def own_page(name, lines):  #: void ownPages(
    for line in range(1, lines + 1):
        own[name].append(text_of(name, line, lines) + END_OF_LINE)  #: own[lane] +=


def numbered(name, lines):  #: void numbered(
    for line in range(1, lines + 1):
        own[name].append((next(numbers), text_of(name, line, lines)))  #: logs[lane].push_back(


def print_together(write, lines=LINES):  #: void printTogether(
    group = [threading.Thread(target=write, args=(name, lines), name=name) for name in LANES]
    for thread in group:
        thread.start()  #: group.start(std::string(1, name)
    for thread in group:
        thread.join()  #: group.joinAll();


def is_torn(text):  #: bool isTorn(
    return any(len(re.findall("[A-Z]", line)) != 1 for line in text.split(END_OF_LINE)[:-1])


def report():  #: void report(
    text = "".join(page)
    print("the page:", text)  #: sync::note("the page: " + page);
    ends = text.count(END_OF_LINE)
    texts = len(re.findall("[A-Z]", text))
    print(f"outcome: ends={ends} texts={texts} torn={'yes' if is_torn(text) else 'no'}")


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
    for _, text in sorted(own["A"] + own["B"]):  #: std::sort(all.begin(), all.end()
        page.append(text + END_OF_LINE)  #: write(page, line.text + endOfLine);
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

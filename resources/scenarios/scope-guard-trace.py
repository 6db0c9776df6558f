"""What a `with` statement does, step by step."""

import contextlib
import sys
import threading


class Diary:  #: class Diary
    def __init__(self):
        self.order = []

    def write(self, line):  #: void write(const std::string& line)
        print(f"{threading.current_thread().name}: {line}", flush=True)  #: sync::note(line);
        self.order.append(line)  #: m_order += (m_order.empty() ? "" : ",") + line;


class Guard:  #: class Guard
    def __init__(self, diary, number, returns_itself=False, fails=False, swallows=False):
        self.diary = diary
        self.number = number
        self.returns_itself = returns_itself
        self.fails = fails
        self.swallows = swallows
        self.lock = threading.Lock()  #: , m_lock("guard " + m_name)
        diary.write(f"init{number}")  #: m_diary.write("init" + m_name);

    def __enter__(self):  #: std::string enter()
        self.diary.write(f"enter{self.number}")  #: m_diary.write("enter" + m_name);
        if self.fails:  #: if (m_enters == Enters::Fails)
            raise RuntimeError("cannot enter")  #: throw std::runtime_error("cannot enter");
        self.lock.acquire()  #: m_lock.lock();
        return self if self.returns_itself else None  #: return m_enters == Enters::Itself

    def __exit__(self, kind, error, place):  #: bool exit()
        self.diary.write(f"exit{self.number}")  #: m_diary.write("exit" + m_name);
        self.lock.release()  #: m_lock.unlock();
        return self.swallows  #: return m_swallows;

    def __str__(self):
        return f"guard{self.number}"


def trace(guards=1, throw_at="none", returns_itself=False, swallows=False):  #: void trace(const Plan& plan)
    diary = Diary()  #: Diary diary;
    value = "unbound"  #: std::string value = "unbound";
    try:  #: try {
        with contextlib.ExitStack() as stack:  # as many as are asked for, each inside the one before
            for number in range(1, guards + 1):
                guard = Guard(diary, number, returns_itself, throw_at == f"enter{number}", swallows and number == 1)
                value = stack.enter_context(guard)  #: value = entered;
            diary.write("inside")  #: diary.write("inside");
            if throw_at == "body":  #: if (plan.throwAt == "body")
                raise RuntimeError("something is wrong inside")  #: throw std::runtime_error("something
        diary.write("outside")  #: diary.write("outside");
    except RuntimeError:  #: } catch (const std::runtime_error&) {
        diary.write("caught")  #: diary.write("caught");
    print(f"outcome: order={','.join(diary.order)} value={'none' if value is None else value}")


def normal():
    """The same as trace(), as one would write it."""
    diary = Diary()
    with Guard(diary, 1) as value:
        diary.write("inside")
    diary.write("outside")
    print(f"outcome: order={','.join(diary.order)} value={'none' if value is None else value}")


variants = {
    "normal": normal,
    "returns-itself": lambda: trace(returns_itself=True),
    "exception-inside": lambda: trace(throw_at="body"),
    "two-guards": lambda: trace(guards=2),
    "two-guards-exception": lambda: trace(guards=2, throw_at="body"),
    "enter-fails": lambda: trace(guards=2, throw_at="enter2"),
    "swallows": lambda: trace(throw_at="body", swallows=True),
}

if __name__ == "__main__":
    chosen = sys.argv[1] if len(sys.argv) > 1 else next(iter(variants))
    if chosen == "--list":
        print(*variants, sep="\n")
    else:
        variants[chosen]()

"""The window as somebody finds it who cannot see it: through the accessibility bus, with keys and clicks from outside."""

import subprocess
import time

import pyatspi


class Lost(Exception):
    """What was looked for did not appear in time."""


def wait_for(what, condition, seconds=20):
    """The first true value of condition(); Lost, with what was waited for, when there is none in time."""
    until = time.monotonic() + seconds
    while True:
        try:
            found = condition()
        except Exception as error:  # the tree changes while it is walked
            found = None
            what_else = f" ({error})"
        else:
            what_else = ""
        if found:
            return found
        if time.monotonic() > until:
            raise Lost(f"{what}: not within {seconds} s{what_else}")
        time.sleep(0.05)


def walk(node):
    """A node and all below it, in the order of the tree."""
    yield node
    for number in range(node.childCount):
        child = node.getChildAtIndex(number)
        if child is not None:
            yield from walk(child)


def is_showing(node):
    return node.getState().contains(pyatspi.STATE_SHOWING)


def text_of(node):
    """All that a screen reader could say of a node."""
    said = [node.name or "", node.description or ""]
    if "Text" in pyatspi.listInterfaces(node):
        said.append(node.queryText().getText(0, -1))
    return " ".join(part for part in said if part)


class Window:
    def __init__(self, command):
        self.process = subprocess.Popen(command)
        self.application = wait_for("the program on the accessibility bus", self._find_application)
        self.frame = wait_for("its window", lambda: self.application.getChildAtIndex(0))
        wait_for("a window on the screen", lambda: self._xdotool("search", "--onlyvisible", "--name", "Interleave"))
        self.focus()

    def _find_application(self):
        if self.process.poll() is not None:
            raise SystemExit(f"The window ended by itself with {self.process.returncode}.")
        for application in pyatspi.Registry.getDesktop(0):
            if application is not None and application.get_process_id() == self.process.pid:
                return application
        return None

    @staticmethod
    def _xdotool(*words):
        return subprocess.run(["xdotool", *words], capture_output=True, text=True).stdout.strip()

    def focus(self):
        number = self._xdotool("search", "--onlyvisible", "--name", "Interleave").splitlines()[0]
        self._xdotool("windowactivate", "--sync", number)

    def everything(self):
        """Nodes of all windows of the program."""
        for number in range(self.application.childCount):
            window = self.application.getChildAtIndex(number)
            if window is not None:
                yield from walk(window)

    def find(self, role, name, seconds=20):
        """The first node that is showing, of this role, whose name begins like this."""
        def condition():
            for node in self.everything():
                if node.getRoleName() == role and (node.name or "").startswith(name) and is_showing(node):
                    return node
            return None
        return wait_for(f'{role} "{name}"', condition, seconds)

    def says(self, words, seconds=20):
        """Waits until something that is showing says this; yields all that it says."""
        def condition():
            for node in self.everything():
                if is_showing(node) and words in text_of(node):
                    return text_of(node)
            return None
        return wait_for(f'something that says "{words}"', condition, seconds)

    def is_said(self, words):
        return any(is_showing(node) and words in text_of(node) for node in self.everything())

    def press(self, role, name):
        """Uses the first action of a control, as a screen reader would."""
        wait_for(f"{role} {name} to be pressed", lambda: self.find(role, name).queryAction().doAction(0))

    def click(self, node):
        """A real click in the middle of a node."""
        area = node.queryComponent().getExtents(pyatspi.DESKTOP_COORDS)
        self._xdotool("mousemove", str(area.x + area.width // 2), str(area.y + area.height // 2), "click", "1")

    def keys(self, *names):
        self._xdotool("key", "--clearmodifiers", *names)

    def type(self, words):
        self._xdotool("type", "--clearmodifiers", "--delay", "5", words)

    def close(self):
        self.process.terminate()
        self.process.wait(10)

    def told(self):
        """All that is showing, for a report."""
        return [f"{node.getRoleName()}: {text_of(node)}" for node in self.everything() if is_showing(node) and text_of(node)]

    def picture(self, path):
        """A picture of the screen, where ImageMagick is installed; none without a path."""
        if path:
            subprocess.run(["import", "-window", "root", path], check=False)

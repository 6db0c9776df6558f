"""Somebody who has never seen the program: picks the two cooks, sees them block each other, goes back to where it could
still be avoided, lets the other cook go first, and exports both runs.

    in_x_server.sh python3 tst_story.py PATH-OF-interleave-window
"""

import json
import os
import re
import sys
import tempfile
import xml.etree.ElementTree

from driver import Lost, Window, wait_for


def check(condition, sentence):
    if not condition:
        raise Lost(sentence)


class Story:
    def __init__(self, program, folder):
        self.folder = folder
        self.window = Window([program, "--fresh"])

    def badge(self):
        """What the badge says of the run: how it is driven, what it does, the playhead, and how many events there are."""
        for node in self.window.everything():
            said = f"{node.name} {node.description}"
            found = re.search(r"Mode: (\w+).* (\w+) · (\d+) / (\d+)", said)
            if found:
                return found[1], found[2], int(found[3]), int(found[4])
        return None

    def length(self):
        badge = self.badge()
        return badge[3] if badge else 0

    def step(self, key):
        """Lets one lane make a step by the key of its number."""
        before = self.length()
        self.window.keys(key)
        wait_for(f"a step after key {key}", lambda: self.length() > before)
        self.settle()

    def settle(self):
        def rests():
            badge = self.badge()
            return badge and badge[1] != "running" and badge[2] == badge[3]
        wait_for("a run that rests, with the playhead at its edge", rests)

    def lanes(self):
        """The names of the lanes and what they do, as the timeline says them."""
        said = {}
        for node in self.window.everything():
            if node.getRoleName() == "table row" and node.name:
                said[node.name] = node.description or ""
        return said

    def is_over(self, lane):
        return "ended" in self.lanes().get(lane, "")

    def pick_the_program(self):
        self.window.says("Pick a program on the left")
        self.window.keys("ctrl+k")
        self.window.type("knife and pot")
        program = self.window.find("table cell", "kitchen-deadlock")
        self.window.click(program)
        wait_for("a run that waits before its first step", lambda: self.badge() and self.badge()[1] == "paused")
        check(self.badge()[0] == "Controlled", "The run is not a controlled one.")
        self.window.says("Cook 1 takes the knife")  # the explanation

    def make_them_block(self):
        self.window.click(self.window.find("table", "Timeline"))
        self.step("0")  # main starts cook 1
        self.step("0")  # … and cook 2
        self.step("1")  # cook 1 takes the knife
        self.step("2")  # cook 2 takes the pot
        lanes = self.lanes()
        check("held by cook 1" in lanes["knife"], f"The knife is not said to be cook 1's: {lanes}")
        check("held by cook 2" in lanes["pot"], f"The pot is not said to be cook 2's: {lanes}")
        self.window.keys("F5")
        self.window.says("Deadlock at step", 60)
        self.settle()
        lanes = self.lanes()
        check("blocked on pot" in lanes["cook 1"], f"Cook 1 is not said to be blocked: {lanes}")
        check("blocked on knife" in lanes["cook 2"], f"Cook 2 is not said to be blocked: {lanes}")
        self.window.says("cook 1 → pot → cook 2 → knife → cook 1")

    def export(self, name):
        path = os.path.join(self.folder, name)
        self.window.keys("ctrl+e")
        field = self.window.find("text", "File to write")
        wanted = {"svg": "SVG", "json": "Chrome Trace", "pftrace": "Perfetto", "csv": "CSV"}[name.rsplit(".", 1)[1]]
        self.window.press("radio button", wanted)
        field.queryComponent().grabFocus()
        self.window.keys("ctrl+a")
        self.window.type(path)
        wait_for("the path in its field", lambda: field.queryText().getText(0, -1) == path)
        self.window.keys("Return")
        wait_for(f"the file {name}", lambda: os.path.exists(path) and os.path.getsize(path) > 0)
        wait_for("the end of the dialog", lambda: not self.window.is_said("File to write"))
        self.window.focus()
        return path

    def go_back_and_let_the_other_go_first(self):
        deadlocked = self.length()
        said = self.window.says("Last avoidable moment: ", 60)
        moment = int(re.search(r"before step (\d+)", said)[1])
        check("cook 2 locks pot" in said and "cook 1 could have gone on" in said, f"The moment is said wrongly: {said}")
        self.window.press("push button", "Go to step")
        wait_for("the playhead at the moment", lambda: self.badge()[2] == moment - 1)
        check("pot" in self.lanes() and "free" in self.lanes()["pot"], f"The pot is not free there: {self.lanes()}")
        self.window.keys("1")  # from here on cook 1 goes first
        wait_for("a run up to that moment", lambda: self.badge()[3] < deadlocked and self.badge()[1] == "paused")
        for _ in range(30):
            if self.is_over("cook 1"):
                break
            before = self.length()
            self.window.keys("1")
            wait_for("a step of cook 1, or why he makes none",
                     lambda: self.length() > before or self.is_over("cook 1"))
            self.settle()
        wait_for("the end of cook 1", lambda: self.is_over("cook 1"))
        self.window.keys("F5")
        wait_for("the end of the meal", lambda: self.badge()[1] == "ended", 60)
        check(not self.window.is_said("Deadlock at step"), "There is still a deadlock.")
        check("ended" in self.lanes()["cook 2"], "Cook 2 did not come to his end.")

    def play(self):
        self.pick_the_program()
        self.make_them_block()
        stuck = self.export("deadlock.svg")
        record = self.export("deadlock.json")
        self.go_back_and_let_the_other_go_first()
        served = self.export("served.svg")
        saved = self.export("served.pftrace")
        self.window.close()

        def texts(path):
            return " ".join("".join(node.itertext()) for node in xml.etree.ElementTree.parse(path).getroot().iter())

        check("wants pot" in texts(stuck) and "held by cook 2" in texts(stuck), "The picture of the deadlock lacks it.")
        check("wants pot" not in texts(served), "The picture of the meal shows a cook who waits for the pot for ever.")
        with open(record, encoding="utf-8") as file:
            events = json.load(file)["traceEvents"]
        check(any(event["ph"] == "M" and event["args"].get("name") == "cook 1" for event in events), "No lane of cook 1.")
        check(os.path.getsize(saved) > 1000, "The saved run is too small to hold a run.")
        return saved


def main():
    with tempfile.TemporaryDirectory() as folder:
        story = Story(sys.argv[1], folder)
        try:
            saved = story.play()
        except Lost as lost:
            print(f"FAIL: {lost}")
            story.window.picture(os.environ.get("INTERLEAVE_STORY_PICTURE"))
            print("\n".join(story.window.told()))
            story.window.process.kill()
            return 1
        # What was exported is opened as any file is.
        again = Window([sys.argv[1], "--fresh", saved])
        try:
            again.says("Mode: Opened")
        except Lost as lost:
            print(f"FAIL: the saved run was not opened: {lost}")
            again.process.kill()
            return 1
        again.close()
    print("PASS: the story of two cooks")
    return 0


sys.exit(main())

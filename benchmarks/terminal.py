"""From a key to the last byte it paints, in a real terminal of 120x40. Run it by hand.

    python benchmarks/terminal.py FOLDER [M|long|X]

M: 100 documents of 6,000 words with 10,000 codings. long: one document of 120,000 words with 5,000 codings. X: 1,200
documents of 8,000 words with 100,000 codings. The made-up studies stay in FOLDER for the next run. Wall milliseconds,
smallest, median and largest, and the median of the program's CPU (Linux only), beside the budgets of the design. Wall
time means little on a machine that is not at rest; budgets of moves are CPU. Not on Windows: it needs a pty.
"""

from __future__ import annotations

import fcntl
import os
import pty
import select
import shutil
import signal
import statistics
import struct
import sys
import tempfile
import termios
import time
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from benchmarks.corpus import make
from qualcode import settings
from qualcode.project.project import Project

SIZES = {"M": (100, 6000, 60, 10_000), "long": (1, 120_000, 60, 5_000), "X": (1200, 8000, 60, 100_000)}
QUIET = 0.12  # seconds without a byte after which a key's painting is over
ESC, DOWN, PAGE_DOWN = "\x1b", "\x1b[B", "\x1b[6~"
BUDGETS = {
    "M": {"open the study": 500, "code by its digit": 20, "undo": 20},
    "long": {
        "open the document": 40, "next sentence": 5, "next word": 5, "page down": 15,
        "code by its digit": 20, "undo": 20,
    },
    "X": {
        "open the study": 1000, "open the document": 60, "code by its digit": 25, "undo": 25,
    },
}  # fmt: skip


class Screen:
    """The program on a pseudo-terminal."""

    def __init__(self, study: Path, config: str) -> None:
        self.child, self.terminal = pty.fork()
        if self.child == 0:
            environment = {**os.environ, "QUALCODE_CONFIG": config, "TERM": "xterm-256color"}
            os.execve(sys.executable, [sys.executable, "-m", "qualcode", str(study)], environment)
        fcntl.ioctl(self.terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))

    def painted(
        self, begun: float, quiet: float = QUIET, words: bytes = b"", longest: float = 20
    ) -> tuple[float, bytes]:
        """Milliseconds from `begun` until the last byte before it was quiet, and all bytes; 0 where none came.

        It is not over before `words` were painted.
        """
        last, shown = begun, b""
        while time.perf_counter() - begun < longest:
            wait = quiet if shown and words in shown else longest
            if not select.select([self.terminal], [], [], wait)[0]:
                break
            try:
                shown += os.read(self.terminal, 65536)
            except OSError as error:
                raise SystemExit("the program ended: " + shown.decode(errors="replace")[-500:]) from error
            last = time.perf_counter()
        return (last - begun) * 1000, shown

    def cpu(self) -> float:
        """Milliseconds of CPU that the program has used; 0 where that cannot be told."""
        tasks = Path(f"/proc/{self.child}/task")
        return sum(int(one.read_text().split()[0]) / 1e6 for one in tasks.glob("*/schedstat"))

    def press(self, keys: str, quiet: float = QUIET, words: bytes = b"") -> tuple[float, float]:
        """Milliseconds from the key to the last byte it painted, and of CPU; not over before `words` stand there."""
        used = self.cpu()
        begun = time.perf_counter()
        os.write(self.terminal, keys.encode())
        taken, shown = self.painted(begun, quiet, words, longest=20 if words else 3)
        if not shown:
            print(f"({keys!r} painted nothing; pressed again)", flush=True)
            return self.press(keys, quiet, words)
        return taken, self.cpu() - used

    def to_the_top(self) -> None:
        """Go to the first sentence: the place is remembered from one run to the next."""
        os.write(self.terminal, b"gg")
        self.painted(time.perf_counter(), longest=1)

    def close(self) -> None:
        """End it as a power cut would."""
        os.kill(self.child, signal.SIGKILL)
        os.waitpid(self.child, 0)
        os.close(self.terminal)


def tell(size: str, name: str, timed: Sequence[tuple[float, float]]) -> None:
    """A line of the table."""
    taken = [wall for wall, _ in timed]
    cpu = statistics.median(used for _, used in timed)
    budget = BUDGETS[size].get(name)
    verdict = "" if budget is None else f"budget {budget:5d}{'  over' if (cpu or min(taken)) > budget else ''}"
    walls = " ".join(f"{wall:8.1f}" for wall in (min(taken), statistics.median(taken), max(taken)))
    print(f"{name:<20} {walls}   CPU {cpu:7.1f}   {verdict}", flush=True)


def open_study(path: Path, config: str) -> tuple[Screen, tuple[float, float]]:
    """The study on the screen at rest, and the milliseconds until its documents stood there."""
    begun = time.perf_counter()
    screen = Screen(path, config)
    taken, _ = screen.painted(begun, 0, b"Interview 0")
    used = screen.cpu()
    screen.painted(time.perf_counter(), 0.8, longest=3)
    return screen, (taken, used)


def measure(size: str, path: Path, config: str) -> None:
    """Do what a coder does, and time each key."""
    opened = []
    for _ in range(3):
        screen, taken = open_study(path, config)
        opened.append(taken)
        screen.close()
    tell(size, "open the study", opened)
    screen, _ = open_study(path, config)
    tell(size, "open the first", [screen.press("\r", 0.3, b"INT")])
    again = []
    for _ in range(9):
        screen.press(ESC, 0.6)
        if size != "long":
            screen.press(DOWN, 0.6)
        again.append(screen.press("\r", 0.3, b"INT"))
    tell(size, "open the document", again)
    screen.to_the_top()
    tell(size, "next sentence", [screen.press("j") for _ in range(20)])
    tell(size, "next word", [screen.press("l") for _ in range(20)])
    tell(size, "page down", [screen.press(PAGE_DOWN) for _ in range(15)])
    screen.to_the_top()
    picker: dict[str, list[tuple[float, float]]] = {"open": [], "key": [], "close": []}
    for _ in range(8):
        screen.press("j")
        picker["open"].append(screen.press("c"))
        picker["key"] += [screen.press(letter) for letter in ("c", "o", "2")]
        picker["close"].append(screen.press(ESC))
    tell(size, "picker: open", picker["open"])
    tell(size, "picker: a letter", picker["key"])
    tell(size, "picker: esc", picker["close"])
    screen.press("c")
    screen.press("Code number 3")
    tell(size, "picker: apply", [screen.press("\r")])
    coded, undone, again = [], [], []
    for _ in range(15):
        screen.press("j")
        coded.append(screen.press("1"))
        undone.append(screen.press("u"))
        again.append(screen.press("a"))
    tell(size, "code by its digit", coded)
    tell(size, "same code again", again)
    tell(size, "undo", undone)
    screen.close()


def main() -> None:
    folder, size = Path(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else "long"
    number, length, codes, codings = SIZES[size]
    path = make(folder / f"{size}.qualcode", documents=number, length=length, codes=codes, codings=codings)
    with tempfile.TemporaryDirectory() as config:
        os.environ["QUALCODE_CONFIG"] = config
        copy = Path(config) / path.name  # what one run codes is not there in the next
        shutil.copyfile(path, copy)
        with Project.open(copy, back_up=False) as project:
            settings.remember_coder(project.study_id, "Ana")
        print(f"{number:,} document(s) of {length:,} words, {codings:,} codings")
        measure(size, copy, config)


if __name__ == "__main__":
    main()

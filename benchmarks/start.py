"""What it takes to start: the help, and a study on the screen of a real terminal. Run it by hand.

    python benchmarks/start.py STUDY.qualcode WORDS-ON-ITS-FIRST-SCREEN

Wall seconds from the start of the process, smallest, median and largest of nine. Not on Windows: it needs a pty.
"""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import statistics
import struct
import subprocess
import sys
import tempfile
import termios
import time
from pathlib import Path

RUNS = 9


def help_seconds() -> float:
    """From start to end of `qualcode --help`."""
    begun = time.perf_counter()
    subprocess.run([sys.executable, "-m", "qualcode", "--help"], check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - begun


def screen_seconds(study: str, words: bytes, config: str) -> float:
    """From start to the first screen that shows `words`, at 120x40."""
    begun = time.perf_counter()
    child, terminal = pty.fork()
    if child == 0:
        environment = {**os.environ, "QUALCODE_CONFIG": config, "TERM": "xterm-256color"}
        os.execve(sys.executable, [sys.executable, "-m", "qualcode", study], environment)
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
    shown = b""
    while words not in shown:
        if time.perf_counter() - begun > 20:
            raise SystemExit("the screen never showed those words")
        if select.select([terminal], [], [], 0.02)[0]:
            try:
                shown += os.read(terminal, 65536)
            except OSError as error:
                raise SystemExit(shown.decode(errors="replace")) from error
    taken = time.perf_counter() - begun
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    os.close(terminal)
    return taken


def tell(name: str, seconds: list[float]) -> None:
    print(f"{name:<28} {min(seconds):6.2f} {statistics.median(seconds):6.2f} {max(seconds):6.2f} s")


def main() -> None:
    study, words = sys.argv[1], sys.argv[2].encode()
    tell("qualcode --help", [help_seconds() for _ in range(RUNS)])
    with tempfile.TemporaryDirectory() as config:
        # The first start asks who codes: answered here as the second would find it.
        from qualcode import settings
        from qualcode.project.project import Project

        os.environ["QUALCODE_CONFIG"] = config
        with Project.open(Path(study), back_up=False) as project:
            settings.remember_coder(project.study_id, "Benchmark")
        tell("study on the screen", [screen_seconds(study, words, config) for _ in range(RUNS)])


if __name__ == "__main__":
    main()

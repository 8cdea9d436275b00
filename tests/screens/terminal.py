"""The real program in a real terminal of its own, without anybody before it."""

from __future__ import annotations

import os
import re
import select
import signal
import struct
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

_ESCAPES = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[PX^_].*?\x1b\\|.)", re.DOTALL)
_ROOT = Path(__file__).parents[2]


class Terminal:
    """A program on a pseudo-terminal; what it wrote is kept from the beginning."""

    def __init__(
        self, arguments: Sequence[str], environment: Mapping[str, str], size: tuple[int, int] = (120, 40)
    ) -> None:
        import fcntl
        import pty
        import termios

        self._end, inside = pty.openpty()
        fcntl.ioctl(inside, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))
        self.process = subprocess.Popen(
            [sys.executable, *arguments],
            stdin=inside,
            stdout=inside,
            stderr=inside,
            env={**os.environ, "PYTHONPATH": str(_ROOT), "TERM": "xterm-256color", **environment},
            start_new_session=True,
        )
        os.close(inside)
        self.raw = b""

    @property
    def words(self) -> str:
        """All it ever wrote, without what only moves and colours."""
        return _ESCAPES.sub("", self.raw.decode("utf-8", "replace"))

    def read(self, seconds: float) -> bool:
        """Take what comes within some time; False when nothing will come any more."""
        ready, _, _ = select.select([self._end], [], [], seconds)
        if not ready:
            return True
        try:
            got = os.read(self._end, 65536)
        except OSError:
            return False
        self.raw += got
        return bool(got)

    def wait_for(self, wanted: str, since: int = 0, seconds: float = 30) -> None:
        """Wait until words were written, after a place in `words`."""
        until = time.monotonic() + seconds
        while wanted not in self.words[since:]:
            if time.monotonic() > until or not self.read(0.1):
                raise AssertionError(f"{wanted!r} never came; the last was {self.words[-600:]!r}")

    def send(self, keys: str) -> None:
        """Type."""
        os.write(self._end, keys.encode())

    def kill(self) -> None:
        """End it as a power cut would, and take what it had written before."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        while self.read(0.05) and select.select([self._end], [], [], 0)[0]:
            pass

    def drain(self, seconds: float = 20) -> int:
        """Read until it ends by itself; its exit status."""
        until = time.monotonic() + seconds
        while time.monotonic() < until and self.read(0.1):
            if self.process.poll() is not None and not select.select([self._end], [], [], 0.1)[0]:
                break
        return self.process.wait(timeout=5)

    def close(self) -> None:
        """End it if it still runs."""
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        os.close(self._end)

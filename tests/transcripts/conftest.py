"""Where real files lie, and how a text is read as a file."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from qualcode.transcripts import importers
from qualcode.transcripts.transcript import Transcript

Reader = Callable[..., Transcript]


# Of a process that another started, getrusage tells the memory of that other too; this line of Linux's does not.
_READ_AND_TELL = """
import resource, sys
from pathlib import Path
from qualcode.problem import Problem
from qualcode.transcripts import importers
try:
    importers.read(Path(sys.argv[1]))
except Problem:
    pass
status = Path("/proc/self/status")
if status.exists():
    print(next(int(line.split()[1]) * 1024 for line in status.read_text().splitlines() if line.startswith("VmHWM")))
else:
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024))
"""


def memory_to_read(path: Path) -> int:
    """The most bytes of memory that a process of its own took to read a file, or to refuse it."""
    done = subprocess.run([sys.executable, "-c", _READ_AND_TELL, path], capture_output=True, text=True, check=True)
    return int(done.stdout)


@pytest.fixture(scope="session")
def real_files() -> Path:
    """The folder of files that nobody of the project wrote."""
    folder = os.environ.get("QUALCODE_REAL_FILES")
    if not folder:
        pytest.skip("QUALCODE_REAL_FILES does not say where the real files are")
    return Path(folder)


@pytest.fixture
def read_text(tmp_path: Path) -> Reader:
    """Read a text as the file of that name."""

    def read(text: str | bytes, name: str = "interview.txt") -> Transcript:
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        (transcript,) = importers.read(path)
        return transcript

    return read

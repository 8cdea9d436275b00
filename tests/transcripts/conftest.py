"""Where real files lie, and how a text is read as a file."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from qualcode.transcripts import importers
from qualcode.transcripts.transcript import Transcript

Reader = Callable[..., Transcript]


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

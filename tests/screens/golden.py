"""Screens kept as text, to be compared and, where a change is meant, written anew."""

from __future__ import annotations

import os
from pathlib import Path

FOLDER = Path(__file__).parent / "goldens"


def assert_golden(name: str, text: str) -> None:
    """Hold a screen against the one kept; `QUALCODE_WRITE_GOLDENS=1` keeps this one instead."""
    path = FOLDER / f"{name}.txt"
    if os.environ.get("QUALCODE_WRITE_GOLDENS"):
        FOLDER.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    assert path.is_file(), f"no golden {name}: set QUALCODE_WRITE_GOLDENS=1 once, and look at it"
    assert text == path.read_text(encoding="utf-8")

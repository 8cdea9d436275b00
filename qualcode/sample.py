"""Where the shipped sample study lies: beside the program in the wheel, at the top of a checkout."""

from __future__ import annotations

from pathlib import Path

from qualcode.problem import Problem

DEMO_CODER = "Demo"  # who coded it


def folder() -> Path:
    """The folder that holds the sample's `transcripts` and `codebooks`. Raises Problem when it is missing."""
    here = Path(__file__).parent
    for place in (here / "sample", here.parent):
        if (place / "transcripts").is_dir() and (place / "codebooks").is_dir():
            return place
    raise Problem("The sample study is missing.", remedy="Install qualcode again.")


def is_inside_program(path: Path) -> bool:
    """True for a folder in the installed package, or in a checkout's own folders."""
    here = Path(__file__).parent.resolve()
    path = path.resolve()
    own = [here]
    if not (here / "sample").is_dir():
        own += [here.parent / name for name in ("transcripts", "codebooks", "exports", "tests", "docs", "benchmarks")]
        if path == here.parent:
            return True
    return any(path == place or place in path.parents for place in own)

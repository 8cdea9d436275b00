"""Numbers of few people are hidden on request by every command that writes them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run


def test_a_report_of_excerpts_hides_them(folder: Path, run: Run) -> None:
    assert run("export", "report", "--to", folder / "all.md").status == 0
    assert "1 of 1 participant" in (folder / "all.md").read_text(encoding="utf-8")
    assert run("export", "report", "--hide-small", "--to", folder / "few.md").status == 0
    told = (folder / "few.md").read_text(encoding="utf-8")
    assert "1 of 1 participant" not in told
    assert "numbers hidden: they, or others beside them, are of few participants" in told


def test_a_table_of_codes_hides_them(folder: Path, run: Run) -> None:
    every = json.loads(run("themes", "--json").out)
    hidden = json.loads(run("themes", "--hide-small", "--json").out)
    assert len(every) == len(hidden)
    changed = [(one, other) for one, other in zip(every, hidden, strict=True) if one != other]
    assert changed and all(one["participants"] == 1 for one, _ in changed)
    assert {other["in all"] for _, other in changed} == {"hidden"}
    assert "are hidden" in run("themes", "--hide-small").out
    assert "saturation" in run("themes", "--saturation", "--hide-small").err


@pytest.mark.parametrize("ending", ["md", "html"])
def test_briefing_papers_hide_them(folder: Path, run: Run, ending: str) -> None:
    assert run("export", "briefing", "--as", ending, "--hide-small", "--to", folder / "papers").status == 0
    written = [path.read_text(encoding="utf-8") for path in (folder / "papers").glob(f"*.{ending}")]
    assert any("hidden" in one for one in written)

"""The small study with excerpts that meet, for the views beside Counts."""

from __future__ import annotations

from pathlib import Path

import pytest

from qualcode.edits.codings import AddCodings, NewCoding
from qualcode.project.project import Project
from qualcode.transcripts.span import Span
from tests.screens.place_study import (
    INTERVIEWS,
    NOTE,
    Study,
    make_study,
)

MORE = (
    ("garden", "the board in the chemist’s. So I sent", "1.2"),
    ("workshop", "Nobody told me. I read it in the paper", "1.2"),
    ("note", "the board", "1.2"),
)


@pytest.fixture
def study(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Study:
    found = make_study(tmp_path, monkeypatch)
    texts = {**INTERVIEWS, "note": NOTE}
    with Project.open(found.path, clock=found.clock, back_up=False) as project:
        project.sign_in("Ana")
        for name, words, index in MORE:
            start = texts[name].index(words)
            coded = NewCoding(found.documents[name], Span(start, start + len(words)), found.codes[index])
            project.make(AddCodings([coded]))
    return found

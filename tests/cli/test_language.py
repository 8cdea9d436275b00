"""The language of a study, which tells where the sentences of its documents end."""

from __future__ import annotations

import json
from pathlib import Path

from qualcode.analysis.documents import documents, open_document
from qualcode.project.project import Project
from tests.cli.conftest import Run

GERMAN = "Interviewer: Wann war das?\nP01: Am 3. Mai, bei Hr. Lang. Danach nicht mehr.\nInterviewer: Ach so.\n"


def test_the_language_of_the_study_is_set_and_shown(run: Run, folder: Path) -> None:
    assert {"field": "language", "value": "english"} in json.loads(run("study", "--json").out)
    changed = run("study", "--language", "German", "--as", "Ana", "--json")
    assert {"field": "language", "value": "german"} in json.loads(changed.out)
    assert run("undo", "--as", "Ana").status == 0
    assert {"field": "language", "value": "english"} in json.loads(run("study", "--json").out)
    assert run("study", "--language", "Klingon").status != 0


def test_documents_imported_afterwards_have_the_sentences_of_that_language(run: Run, folder: Path) -> None:
    assert run("study", "--language", "german", "--as", "Ana").status == 0
    (folder / "transcripts" / "gruppe.txt").write_text(GERMAN, encoding="utf-8")
    assert run("import", "--as", "Ana").status == 0
    with Project.open(next(folder.glob("*.qualcode")), back_up=False) as project:
        line = next(line for line in documents(project.conn) if line.name.startswith("gruppe"))
        document = open_document(project.conn, line.id)
        assert document is not None
        said = [span.of(document.text) for span in document.sentences]
    assert said == ["Wann war das?", "Am 3. Mai, bei Hr. Lang.", "Danach nicht mehr.", "Ach so."]

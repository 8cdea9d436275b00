"""A codebook’s excerpts are those of each code alone, kind of document by kind, with what is counted."""

from __future__ import annotations

from collections.abc import Callable

from qualcode.exports.code_counts import code_counts
from qualcode.project.project import Project
from qualcode.transcripts.transcript import Kind


def test_kinds_of_document_are_never_added_and_a_study_with_one_does_not_name_it(
    project: Project, codes: dict[str, str], bring_in: Callable[..., str], code_it: Callable[..., str]
) -> None:
    document = bring_in()
    code_it(document, "So I sent myself.", "3.1")
    code_it(document, "I sleep.", "3.1.1")
    found = project.read_copy(code_counts)
    assert (found.words(codes["3.1"]), found.cell(codes["3.1"])) == ("1 excerpt", "1")
    assert (found.words(codes["1.1"]), found.cell(codes["1.1"])) == ("0 excerpts", "0")
    assert found.sentence.endswith("whoever says them. Counted: everybody’s codings, merged.")
    note = bring_in("She sent herself, and slept.\n", "Note", Kind.FIELD_NOTE)
    code_it(note, "She sent herself", "3.1")
    code_it(note, "and slept", "3.1")
    found = project.read_copy(code_counts)
    assert found.words(codes["3.1"]) == "1 excerpt in interviews and 2 in field notes"
    assert found.cell(codes["3.1"]) == "1 in interviews\n2 in field notes"
    assert (found.words(codes["1.1"]), found.cell(codes["1.1"])) == ("0 excerpts", "0")
    assert "kinds of document stand side by side and are never added" in found.sentence

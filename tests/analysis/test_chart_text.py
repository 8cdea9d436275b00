"""Cells of a chart as the text of a spreadsheet and back, and whom a line is about by its key."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from qualcode.analysis.cells import CellState, Rows, Said, Subject, participant
from qualcode.analysis.chart_text import as_text, cell_text, row_key, subject_with


def test_whom_a_row_is_about_is_told_by_its_key() -> None:
    def values(attribute_id: str) -> list[str]:
        return ["a", "a: b"] if attribute_id == "4" else []

    for subject in (participant("1-2"), Subject(Rows.DOCUMENTS, "3"), Subject(Rows.GROUPS, "4", "a: b")):
        assert subject_with(row_key(subject), values) == subject
    keys = ("", "P03", "participants:", "people:1", "groups:4:a: b", row_key(Subject(Rows.GROUPS, "5", "a")))
    assert [subject_with(key, values) for key in keys] == [None] * 6


@given(said=st.sampled_from(list(Said)), words=st.text(max_size=30))
def test_any_cell_comes_back_from_text_as_it_was(said: Said, words: str) -> None:
    bare = cell_text(words).words if said is Said.SUMMARISED else words.strip()
    clean = cell_text(as_text(CellState.SUMMARISED, Said.SUMMARISED, 0, bare)).words
    if clean or said is not Said.SUMMARISED:
        back = cell_text(as_text(CellState.SUMMARISED, said, 3, clean))
        assert (back.said, back.words) == (said, clean)

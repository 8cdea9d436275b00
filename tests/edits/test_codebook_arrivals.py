"""Codebook files taken in line by line: what is sure, what is doubtful, and what somebody decided."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qualcode.analysis.codes import codebook
from qualcode.codebooks.arriving import Arriving, Choice, Does, arriving
from qualcode.codebooks.csv_files import CodebookRow, as_csv, read_csv, rows_of
from qualcode.edits.codebook import AddCode, ChangeCode, ImportCodebook
from qualcode.problem import Problem
from qualcode.project.journal import differences
from qualcode.project.project import Project
from tests.edits.test_merging_and_splitting import above, coded_passages, living, prepare
from tests.examples import one_in

Codes = dict[str, str]
GIVEN = frozenset({"area", "name", "definition"})


def row(area: str, name: str, definition: str = "", index: str = "", parent: str = "") -> CodebookRow:
    given = GIVEN | ({"index"} if index else set()) | ({"parent"} if parent else set())
    return CodebookRow("", area, index, parent, name, definition, given=given)


def preview(project: Project, *rows: CodebookRow) -> Arriving:
    return arriving(codebook(project.conn), rows)


def test_a_preview_tells_added_changed_and_unchanged_apart(project: Project, codes: Codes) -> None:
    found = preview(
        project,
        row("Access", "Routes in", "How somebody came."),
        row("Access", "Knowing what exists", "New words."),
        row("Access", "Cost"),
    )
    assert [(line.row.name, line.does) for line in found.lines] == [
        ("Access", Does.SAME), ("Routes in", Does.SAME), ("Knowing what exists", Does.CHANGES), ("Cost", Does.ADDS),
    ]  # fmt: skip
    assert found.lines[2].changes == (("definition", "Whether people find out.", "New words."),)
    assert {code.name for code in found.missing} == {"Evidence", "Benefit", "Sleep"}


def test_white_space_at_the_ends_of_words_is_no_change(project: Project, codes: Codes, tmp_path: Path) -> None:
    project.make(ChangeCode(codes["1.2"], {"definition": " How somebody came.\n", "example": "A card. \n"}))
    before = living(project)["code"]
    file = tmp_path / "codebook.csv"
    file.write_text(as_csv(codebook(project.conn)).replace("Whether people find out.", "Who finds out."), "utf-8")
    rows = read_csv(file)
    changed = {line.row.name: line.changes for line in preview(project, *rows).lines if line.does is not Does.SAME}
    assert changed == {"Knowing what exists": (("definition", "Whether people find out.", "Who finds out."),)}
    taken_in = ImportCodebook(rows, "again")
    project.make(taken_in)
    assert taken_in.changed == 1
    after = living(project)["code"]
    assert {code_id for code_id in before if after[code_id] != before[code_id]} == {codes["1.1"]}


def written(folder: Path, words: str) -> list[CodebookRow]:
    path = folder / "codebook.csv"
    path.write_text(words, "utf-8")
    return read_csv(path)


def test_colours_come_with_a_file_by_number_or_name_and_what_is_none_is_doubtful(
    project: Project, codes: Codes, tmp_path: Path
) -> None:
    project.make(ChangeCode(codes["3.1"], {"colour": "#4e79a7"}))
    rows = written(
        tmp_path,
        "area,name,color\nAccess,Routes in,Steel Blue\nAccess,Knowing what exists,#F28E2B\n"
        "Evidence,Benefit,blurple\nEvidence,Sleep,\n",
    )
    lines = {line.row.name: line for line in preview(project, *rows).lines}
    assert lines["Routes in"].changes == (("colour", "", "#4682b4"),)
    assert lines["Knowing what exists"].changes == (("colour", "", "#f28e2b"),)
    assert lines["Benefit"].does is Does.SAME
    assert lines["Benefit"].doubts == (
        "“blurple” is no colour that is known, so it is left out. Write #4e79a7, or a name as red.",
    )
    assert not lines["Sleep"].doubts
    before = living(project)["code"]
    edit = ImportCodebook(rows, "colours")
    project.make(edit)
    book = codebook(project.conn)
    assert [book[codes[index]].colour for index in ("1.2", "1.1", "3.1", "3.1.1")] == [
        "#4682b4", "#f28e2b", "#4e79a7", None,
    ]  # fmt: skip
    assert edit.changed == 2
    project.undo()
    assert living(project)["code"] == before


def test_a_file_without_colours_leaves_them_and_ones_own_file_changes_none(
    project: Project, codes: Codes, tmp_path: Path
) -> None:
    project.make(ChangeCode(codes["1.2"], {"colour": "steelblue"}))
    project.make(ChangeCode(codes["1.1"], {"colour": "#f28e2b"}))
    own = written(tmp_path, as_csv(codebook(project.conn)))
    few = written(tmp_path, "area,name,definition\nAccess,Routes in,How somebody came.\n")
    for rows in (own, few):
        assert all(line.does is Does.SAME for line in preview(project, *rows).lines)
        assert not project.make(ImportCodebook(rows, "again")).changes
    emptied = written(tmp_path, "area,name,colour\nAccess,Knowing what exists,\n")
    assert preview(project, *emptied).lines[1].changes == (("colour", "#f28e2b", ""),)


def test_what_the_file_does_not_name_is_never_removed(project: Project, codes: Codes) -> None:
    before = living(project)["code"]
    project.make(ImportCodebook([row("Access", "Cost")], "few"))
    after = living(project)["code"]
    assert {code_id: after[code_id] for code_id in before} == before


def test_a_misspelt_name_is_doubtful_and_may_be_said_to_be_the_code(project: Project, codes: Codes) -> None:
    lines = [row("Access", "Routes inn", "How they came.")]
    found = preview(project, *lines)
    (number,) = found.doubtful
    assert found.lines[number].doubts == ("Perhaps “Routes in”, spelt differently.",)
    assert [code.id for code in found.lines[number].candidates] == [codes["1.2"]]
    edit = ImportCodebook(lines, "few", {number: Choice(codes["1.2"])})
    project.make(edit)
    assert (edit.added, edit.changed) == (0, 1)
    assert codebook(project.conn)[codes["1.2"]].name == "Routes inn"


def test_a_doubtful_line_may_be_left_out_or_be_new(project: Project, codes: Codes) -> None:
    lines = [row("Access", "Routes inn")]
    (number,) = preview(project, *lines).doubtful
    left = ImportCodebook(lines, "few", {number: Choice(left_out=True)})
    project.make(left)
    assert (left.added, left.changed) == (0, 0)
    new = ImportCodebook(lines, "few", {number: Choice()})
    project.make(new)
    assert new.added == 1
    with pytest.raises(Problem, match="no longer in the codebook"):
        project.make(ImportCodebook(lines, "few", {number: Choice("gone")}))


def test_a_code_that_was_moved_in_the_file_is_found_by_its_name(project: Project, codes: Codes) -> None:
    project.make(ImportCodebook([row("Evidence", "Routes in", "How somebody came.")], "few"))
    book = codebook(project.conn)
    assert book[codes["1.2"]].parent_id == codes["3"]


def test_a_name_in_two_places_is_doubtful(project: Project, codes: Codes) -> None:
    project.make(AddCode("Sleep", codes["1"]))
    found = preview(project, row("Workforce", "Sleep"))
    assert found.lines[-1].code is None
    assert found.lines[-1].doubts == ("The codebook has “Sleep” in several places.",)
    assert len(found.lines[-1].candidates) == 2


def test_a_name_twice_in_one_place_of_the_file_is_doubtful(project: Project, codes: Codes) -> None:
    found = preview(project, row("Access", "Cost", "One."), row("Access", "Cost", "Another."))
    assert [line.doubts for line in found.lines[-2:]] == [("The file has this name twice in one place.",)] * 2


def test_a_number_that_a_code_keeps_is_not_given_twice(project: Project, codes: Codes) -> None:
    lines = [row("Access", "Being asked", index="1.2"), row("Access", "Routes inside", index="1.7")]
    found = preview(project, *lines)
    doubt = "1.2 was “Routes in”: the same code with a new name?"
    assert [line.doubts for line in found.lines if line.row.name == "Being asked"] == [(doubt,)]
    number = next(number for number, line in enumerate(found.lines) if line.row.name == "Being asked")
    project.make(ImportCodebook(lines, "few", {number: Choice()}))
    by_name = {code.name: code.index for code in codebook(project.conn).codes}
    assert (by_name["Routes in"], by_name["Being asked"]) == ("1.2", "")


def test_codes_nested_without_numbers_come_back_where_they_stood(project: Project) -> None:
    top, middle = AddCode("Access", is_area=True), AddCode("Routes in")
    project.make(top)
    project.make(replace(middle, parent_id=top.id))
    project.make(AddCode("Link worker", middle.id))
    rows = rows_of(codebook(project.conn))
    assert [(one.parent, one.name) for one in rows] == [
        ("", "Access"), ("Access", "Routes in"), ("Routes in", "Link worker"),
    ]  # fmt: skip
    assert [line.does for line in preview(project, *rows).lines] == [Does.SAME] * 3


def test_a_file_of_areas_and_names_leaves_codes_below_codes(project: Project, codes: Codes) -> None:
    project.make(ImportCodebook([row("Evidence", "Sleep", "Better nights.")], "few"))
    code = codebook(project.conn)[codes["3.1.1"]]
    assert (code.parent_id, code.definition) == (codes["3.1"], "Better nights.")


NAMES = st.sampled_from(["Access", "Evidence", "Code 1.1", "code 1.2", "Code 3.1", "Cod 3.1", "Outside", "Cost"])
NUMBERS = st.sampled_from(["", "1", "1.1", "1.2", "3", "3.1", "3.1.1"])
lines = st.builds(
    CodebookRow,
    st.just(""),
    st.sampled_from(["", "Access", "Evidence", "Workforce"]),
    NUMBERS,
    st.one_of(NUMBERS, NAMES),
    NAMES,
    st.sampled_from(["", "What it means."]),
    given=st.sets(st.sampled_from(["area", "index", "parent", "definition"])).map(
        lambda some: frozenset(some | {"name"})
    ),
)


@given(rows=st.lists(lines, min_size=1, max_size=8), choices=st.dictionaries(st.integers(0, 7), st.booleans()))
@settings(max_examples=one_in(2), deadline=None, suppress_health_check=list(HealthCheck))
def test_any_file_keeps_the_tree_whole_and_is_taken_back_exactly(
    rows: list[CodebookRow], choices: dict[int, bool], tmp_path_factory: pytest.TempPathFactory
) -> None:
    with Project.create(tmp_path_factory.mktemp("study") / "study.qualcode", "Study") as project:
        project.sign_in("Ana")
        prepare(project)
        before, passages = living(project), coded_passages(project)
        seen = arriving(codebook(project.conn), rows)
        wanted = {number: Choice(left_out=out) for number, out in choices.items() if number < len(seen.lines)}
        made = project.make(ImportCodebook(rows, "any", wanted))
        book = codebook(project.conn)
        numbers = [code.index for code in book.codes if code.index]
        assert len(numbers) == len(set(numbers))
        parents = {code.id: code.parent_id for code in book.codes}
        assert not [code_id for code_id in parents if code_id in above(parents, code_id)]
        assert all(code.parent_id is None for code in book.areas())
        assert coded_passages(project) == passages
        assert before["code"].keys() <= living(project)["code"].keys()
        if made.changes:
            project.undo()
        assert living(project) == before
        assert differences(project.conn) == []


def test_one_line_that_means_a_code_takes_it_from_the_line_that_matched(
    project: Project, codes: Codes, code_it: Callable[..., str]
) -> None:
    found = [row("Access", "Routes in"), row("Access", "Ways in", "The same.")]
    number = 2
    project.make(ImportCodebook(found, "few", {number: Choice(codes["1.2"])}))
    names = [code.name for code in codebook(project.conn).children(codes["1"])]
    assert sorted(names) == ["Knowing what exists", "Routes in", "Ways in"]
    assert codebook(project.conn)[codes["1.2"]].name == "Ways in"

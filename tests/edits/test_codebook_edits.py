"""A codebook that changes while people code with it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from qualcode.analysis.codes import codebook, earlier_wordings
from qualcode.codebooks.code import State
from qualcode.codebooks.csv_files import CodebookRow, rows_of
from qualcode.edits.codebook import AddCode, ChangeCode, ImportCodebook, MoveCode, RemoveCode, RetireCode
from qualcode.edits.codings import AddCodings, NewCoding, Recode
from qualcode.problem import Problem
from qualcode.project.project import Project
from qualcode.transcripts.span import Span

Codes = dict[str, str]


def bring(project: Project, *rows: CodebookRow) -> ImportCodebook:
    edit = ImportCodebook(rows, "changed")
    project.make(edit)
    return edit


def tree(project: Project) -> list[str]:
    return ["  " * depth + code.name for code, depth in codebook(project.conn).walk()]


def test_bringing_in_ones_own_codebook_changes_nothing(project: Project, codes: Codes) -> None:
    edit = bring(project, *rows_of(codebook(project.conn)))
    assert (edit.added, edit.changed) == (0, 0)
    assert codes


def test_a_changed_definition_gives_a_new_wording_and_keeps_the_codings(
    project: Project, codes: Codes, bring_in: Callable[..., str], code_it: Callable[..., str]
) -> None:
    code_it(bring_in(), "So I sent myself.", "1.2")
    bring(project, CodebookRow("", "Access", "1.2", "1", "Routes in", "The way somebody came or was sent."))
    assert earlier_wordings(project.conn) == {codes["1.2"]: 1}
    assert project.conn.execute("SELECT count(*) FROM coding_seen").fetchone() == (1,)
    project.make(ChangeCode(codes["3.1"], {"name": "Benefits"}))
    assert codes["3.1"] not in earlier_wordings(project.conn)


def test_white_space_at_the_ends_of_words_is_not_kept_and_alone_changes_nothing(
    project: Project, codes: Codes
) -> None:
    book = codebook(project.conn)[codes["1.2"]]
    same = {"name": f" {book.name}\n", "definition": f"{book.definition} ", "use_when": "\n", "example": "  "}
    assert project.make(ChangeCode(codes["1.2"], same)).changes == ()
    project.make(ChangeCode(codes["1.2"], {"definition": "\n How they came.\n\nOr were sent. "}))
    assert codebook(project.conn)[codes["1.2"]].definition == "How they came.\n\nOr were sent."


def test_codes_are_matched_by_id_first(project: Project, codes: Codes) -> None:
    bring(project, CodebookRow(codes["1.2"], "Evidence", "3.9", "3", "Ways to it"))
    assert codebook(project.conn)[codes["1.2"]].title == "3.9 Ways to it"
    assert "  Ways to it" in tree(project)[tree(project).index("Evidence") :]


def test_a_code_with_a_new_name_in_its_old_place_keeps_its_codings(project: Project, codes: Codes) -> None:
    edit = bring(project, CodebookRow("", "Access", "1.2", "1", "Ways in", "How somebody came."))
    assert (edit.added, edit.changed) == (0, 1)
    assert codebook(project.conn)[codes["1.2"]].name == "Ways in"


def test_a_code_put_in_before_another_never_takes_its_codings(project: Project, codes: Codes) -> None:
    edit = bring(
        project,
        CodebookRow("", "Access", "1", "", "Access"),
        CodebookRow("", "Access", "1.1", "1", "Being asked", "New."),
        CodebookRow("", "Access", "1.2", "1", "Knowing what exists", "Whether people find out."),
        CodebookRow("", "Access", "1.3", "1", "Routes in", "How somebody came."),
    )
    assert edit.added == 1
    book = codebook(project.conn)
    assert book[codes["1.1"]].title == "1.2 Knowing what exists"
    assert book[codes["1.2"]].title == "1.3 Routes in"


def test_a_file_with_few_columns_leaves_the_rest_as_it_was(project: Project, codes: Codes) -> None:
    project.make(RetireCode(codes["1.2"]))
    given = frozenset({"area", "name", "example"})
    bring(project, CodebookRow("", "Access", "", "", "Routes in", example="“So I sent myself.”", given=given))
    code = codebook(project.conn)[codes["1.2"]]
    assert (code.index, code.definition, code.state) == ("1.2", "How somebody came.", State.RETIRED)
    assert code.example == "“So I sent myself.”"


def test_codes_without_numbers_stand_side_by_side_under_their_area(project: Project) -> None:
    bring(project, *(CodebookRow("", "Cost", "", "", name) for name in ("Fares", "Time", "Childcare")))
    assert tree(project) == ["Cost", "  Fares", "  Time", "  Childcare"]


def test_a_list_of_names_alone_is_a_codebook_outside_every_area(project: Project) -> None:
    bring(project, *(CodebookRow("", "", "", "", name) for name in ("Fares", "Time")))
    assert tree(project) == ["Fares", "Time"]
    assert [code.name for code in codebook(project.conn).outside_areas()] == ["Fares", "Time"]


def test_a_code_may_stand_before_its_parent_in_the_file(project: Project) -> None:
    bring(
        project,
        CodebookRow("", "Access", "1.1.1", "1.1", "Link worker"),
        CodebookRow("", "Access", "1.1", "1", "Routes in"),
        CodebookRow("", "Access", "1", "", "Access"),
    )
    assert tree(project) == ["Access", "  Routes in", "    Link worker"]


def test_a_file_with_one_code_leaves_it_where_it_stands(project: Project, codes: Codes) -> None:
    bring(project, CodebookRow("", "Evidence", "3.1.1", "3.1", "Sleep", "Sleeping better, or longer."))
    assert codebook(project.conn)[codes["3.1.1"]].parent_id == codes["3.1"]


def test_two_lines_with_one_id_are_refused(project: Project) -> None:
    with pytest.raises(Problem, match="two lines with one id"):
        bring(project, CodebookRow("same", "", "", "", "A"), CodebookRow("same", "", "", "", "B"))
    assert tree(project) == []


def test_moving_never_puts_a_code_under_itself_nor_an_area_under_anything(project: Project, codes: Codes) -> None:
    with pytest.raises(Problem, match="under itself"):
        project.make(MoveCode(codes["3.1"], codes["3.1.1"]))
    with pytest.raises(Problem, match="top of the codebook"):
        project.make(MoveCode(codes["1"], codes["3"]))
    with pytest.raises(Problem, match="no longer in the codebook"):
        project.make(MoveCode(codes["1.1"], "gone"))


def test_moving_beside_a_circle_does_not_hang(project: Project, codes: Codes) -> None:
    """Two people may each move one code under the other's while apart."""
    project.make(MoveCode(codes["1.1"], codes["1.2"]))
    project.make(ChangeCode(codes["1.2"], {"parent_id": codes["1.1"]}))
    project.make(MoveCode(codes["3.1"], codes["1.1"]))
    assert len(tree(project)) == len(codes)


def test_a_code_moves_to_a_place_among_its_siblings(project: Project, codes: Codes) -> None:
    project.make(MoveCode(codes["1.2"], codes["1"], 0))
    project.make(MoveCode(codes["3.1.1"], codes["1"], 1))
    assert tree(project)[:4] == ["Access", "  Routes in", "  Sleep", "  Knowing what exists"]
    project.undo()
    project.undo()
    assert tree(project)[:3] == ["Access", "  Knowing what exists", "  Routes in"]


def test_a_code_in_use_is_retired_not_removed(
    project: Project, codes: Codes, bring_in: Callable[..., str], code_it: Callable[..., str]
) -> None:
    document = bring_in()
    coding = code_it(document, "So I sent myself.", "1.2")
    with pytest.raises(Problem, match="“Routes in” is used"):
        project.make(RemoveCode(codes["1.2"]))
    with pytest.raises(Problem, match="codes under it"):
        project.make(RemoveCode(codes["3.1"]))
    project.make(RetireCode(codes["1.2"]))
    with pytest.raises(Problem, match="is retired"):
        project.make(AddCodings([NewCoding(document, Span(60, 64), codes["1.2"])]))
    project.make(RemoveCode(codes["1.1"]))
    with pytest.raises(Problem, match="no longer"):
        project.make(Recode(coding, codes["1.1"]))
    assert project.conn.execute("SELECT count(*) FROM coding_seen").fetchone() == (1,)


def test_a_code_needs_a_name(project: Project) -> None:
    with pytest.raises(Problem, match="needs a name"):
        project.make(AddCode(" \n "))

"""Codes merged and split: one thing done, undone as one, and no coding lost."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qualcode.analysis.code_history import changes_between, codebook_on
from qualcode.analysis.codes import codebook
from qualcode.analysis.recodings import merge_preview
from qualcode.analysis.wordings import wordings_of
from qualcode.edits.clock import FixedClock
from qualcode.edits.codebook import AddCode, ChangeCode, MoveCode, RemoveCode, RetireCode
from qualcode.edits.codings import AddCodings, MarkAgainst, NewCoding, RecodeMany
from qualcode.edits.documents import ImportDocuments, Incoming
from qualcode.edits.memos import MemoTarget, WriteMemo
from qualcode.edits.merging import MergeCodes, SplitCode, StandUnderPresentWording
from qualcode.edits.reasons import Because
from qualcode.edits.store import Edit
from qualcode.edits.tables import FOLDED
from qualcode.problem import Problem
from qualcode.project.journal import differences
from qualcode.project.project import Project
from qualcode.transcripts.span import Span
from qualcode.transcripts.transcript import Kind
from tests.conftest import WORDS, span_of, transcript_of
from tests.examples import one_in

Codes = dict[str, str]
SLEEP = "I sleep. That’s the short of it."
CARD = "It was a card on the board"


def living(project: Project) -> dict[str, dict[str, dict[str, Any]]]:
    """All that is not removed, by table and id, without what only the history keeps."""
    found: dict[str, dict[str, dict[str, Any]]] = {}
    for table in FOLDED:
        cursor = project.conn.execute(f"SELECT * FROM {table}")
        names = [column[0] for column in cursor.description]
        rows = [dict(zip(names, row, strict=True)) for row in cursor]
        found[table] = {
            row["id"]: {key: value for key, value in row.items() if key not in ("hlc", "num", "deleted_at")}
            for row in rows
            if not row.get("deleted_at")
        }
    return found


def codings(project: Project) -> Mapping[str, str]:
    """The code of each living coding by its id."""
    return dict(project.conn.execute("SELECT id, code_id FROM coding WHERE deleted_at IS NULL").fetchall())


def test_merging_puts_every_coding_under_the_code_that_stays(
    project: Project, codes: Codes, bring_in: Callable[..., str], code_it: Callable[..., str]
) -> None:
    document = bring_in()
    card = code_it(document, CARD, "1.1")
    sleep = code_it(document, SLEEP, "1.2")
    before = living(project)
    project.make(MergeCodes(codes["1.1"], [codes["1.2"]], {"name": "Finding it"}))
    assert codings(project) == {card: codes["1.1"], sleep: codes["1.1"]}
    book = codebook(project.conn)
    assert book.get(codes["1.2"]) is None
    assert book[codes["1.1"]].title == "1.1 Finding it"
    project.undo()
    assert living(project) == before


def test_one_coders_codings_of_one_passage_are_joined_and_others_are_not(
    project: Project, codes: Codes, bring_in: Callable[..., str], code_it: Callable[..., str]
) -> None:
    document = bring_in()
    first = code_it(document, SLEEP, "1.1")
    code_it(document, SLEEP, "1.2")
    bems = code_it(document, SLEEP, "1.2", "Bem")
    longer = code_it(document, SLEEP.split(".")[0] + ".", "1.2")
    preview = merge_preview(project.conn, codes["1.2"], [codes["1.1"]])
    assert (preview.joined, preview.codings) == (1, {codes["1.2"]: 3, codes["1.1"]: 1})
    edit = MergeCodes(codes["1.2"], [codes["1.1"]])
    project.make(edit)
    assert edit.joined == 1
    assert codings(project) == dict.fromkeys((first, bems, longer), codes["1.2"])


def test_what_was_said_of_a_joined_coding_follows_it(
    project: Project, codes: Codes, bring_in: Callable[..., str], code_it: Callable[..., str]
) -> None:
    document = bring_in()
    first = code_it(document, SLEEP, "1.1")
    second = code_it(document, SLEEP, "1.2")
    project.make(MarkAgainst(second, True))
    memo = WriteMemo("Short, but it says all.", about=MemoTarget("coding", second))
    project.make(memo)
    on_code = WriteMemo("Is this one code?", about=MemoTarget("code", codes["1.2"]))
    project.make(on_code)
    before = living(project)
    project.make(MergeCodes(codes["1.1"], [codes["1.2"]]))
    links = project.conn.execute("SELECT memo_id, on_id FROM memo_link WHERE deleted_at IS NULL").fetchall()
    assert sorted(links) == sorted([(memo.id, first), (on_code.id, codes["1.1"])])
    assert project.conn.execute("SELECT against FROM coding WHERE id = ?", (first,)).fetchone() == (1,)
    project.undo()
    assert living(project) == before


def test_codes_below_one_that_goes_come_under_the_one_that_stays(project: Project, codes: Codes) -> None:
    project.make(MergeCodes(codes["1.1"], [codes["3.1"]]))
    book = codebook(project.conn)
    assert [code.name for code in book.children(codes["1.1"])] == ["Sleep"]


def test_a_code_can_take_in_what_it_stands_under(project: Project, codes: Codes) -> None:
    project.make(MergeCodes(codes["3.1.1"], [codes["3.1"]]))
    book = codebook(project.conn)
    assert [(code.name, depth) for code, depth in book.walk(codes["3"])] == [("Sleep", 0)]


def test_two_areas_can_be_merged_but_not_an_area_with_a_code(project: Project, codes: Codes) -> None:
    with pytest.raises(Problem, match="cannot be merged"):
        project.make(MergeCodes(codes["1"], [codes["3.1"]]))
    project.make(MergeCodes(codes["1"], [codes["3"]]))
    assert [code.name for code in codebook(project.conn).children(codes["1"])] == [
        "Knowing what exists", "Routes in", "Benefit",
    ]  # fmt: skip


@pytest.mark.parametrize("merged", [[], ["1.1"]])
def test_a_code_merged_with_nothing_is_refused(project: Project, codes: Codes, merged: list[str]) -> None:
    with pytest.raises(Problem, match="Nothing to merge"):
        project.make(MergeCodes(codes["1.1"], [codes[one] for one in merged]))


def test_merged_definitions_stand_side_by_side_only_where_they_differ(project: Project, codes: Codes) -> None:
    preview = merge_preview(project.conn, codes["1.1"], [codes["1.2"]])
    assert preview.differences == (
        ("name", ("Knowing what exists", "Routes in")),
        ("definition", ("Whether people find out.", "How somebody came.")),
    )


def test_a_split_code_gives_each_excerpt_where_somebody_put_it(
    project: Project, codes: Codes, bring_in: Callable[..., str], code_it: Callable[..., str]
) -> None:
    document = bring_in()
    card, sleep, stays = (code_it(document, words, "1.2") for words in (CARD, SLEEP, "So I sent myself."))
    new = AddCode("Seeing a notice", codes["1"], index="1.3")
    before = living(project)
    edit = SplitCode(codes["1.2"], {card: new.id, sleep: codes["3.1"], stays: codes["1.2"]}, [new])
    project.make(edit)
    assert codings(project) == {card: new.id, sleep: codes["3.1"], stays: codes["1.2"]}
    assert (edit.moved, edit.joined) == (2, 0)
    project.undo()
    assert living(project) == before


def test_one_excerpt_goes_to_two_codes_as_its_coder_said_it_with_one_undo(
    project: Project, codes: Codes, bring_in: Callable[..., str], code_it: Callable[..., str]
) -> None:
    document = bring_in()
    card, sleep = code_it(document, CARD, "1.2"), code_it(document, SLEEP, "1.2", "Bem")
    project.sign_in("Ana")
    project.make(MarkAgainst(card, True))
    new = AddCode("Seeing a notice", codes["1"], index="1.3")
    before = living(project)
    also = {card: [codes["3.1"], new.id], sleep: [new.id]}
    edit = SplitCode(codes["1.2"], {card: new.id, sleep: codes["1.2"]}, [new], also=also)
    project.make(edit)
    held = project.conn.execute(
        "SELECT substr(?, c.current_start + 1, c.current_stop - c.current_start), code.name, coder.name, c.against, "
        "c.wording_id = code.wording_id FROM coding c JOIN code ON code.id = c.code_id "
        "JOIN coder ON coder.id = c.coder_id WHERE c.deleted_at IS NULL",
        (WORDS,),
    ).fetchall()
    assert sorted(held) == sorted([
        (CARD, "Seeing a notice", "Ana", 1, 1), (CARD, "Benefit", "Ana", 1, 1),
        (SLEEP, "Routes in", "Bem", 0, 1), (SLEEP, "Seeing a notice", "Bem", 0, 1),
    ])  # fmt: skip
    assert (edit.moved, edit.doubled, edit.joined) == (1, 2, 0)
    project.undo()
    assert living(project) == before


def test_a_doubled_coding_is_joined_with_what_its_coder_has_there(
    project: Project, codes: Codes, bring_in: Callable[..., str], code_it: Callable[..., str]
) -> None:
    document = bring_in()
    there, card = code_it(document, CARD, "1.1"), code_it(document, CARD, "1.2")
    project.make(MarkAgainst(card, True))
    before = living(project)
    edit = SplitCode(codes["1.2"], {}, also={card: [codes["1.1"]]})
    project.make(edit)
    assert codings(project) == {there: codes["1.1"], card: codes["1.2"]}
    assert project.conn.execute("SELECT against FROM coding WHERE id = ?", (there,)).fetchone() == (1,)
    assert (edit.doubled, edit.joined) == (1, 1)
    project.undo()
    assert living(project) == before


@pytest.mark.parametrize("stays", [False, True])
def test_a_code_that_only_doubled_codings_came_to_is_still_split_from_theirs(
    project: Project,
    codes: Codes,
    bring_in: Callable[..., str],
    code_it: Callable[..., str],
    clock: FixedClock,
    stays: bool,
) -> None:
    document = bring_in()
    card, sleep = code_it(document, CARD, "1.2"), code_it(document, SLEEP, "1.2")
    code_it(document, CARD, "1.1")
    clock.moment += timedelta(days=1)
    new = AddCode("Notices", codes["1"])
    goes = {} if stays else {card: codes["3.1"], sleep: codes["3.1"]}
    project.make(SplitCode(codes["1.2"], goes, [new], also={card: [new.id], sleep: [new.id]}))
    told = [one.sentence for one in changes_between(project.conn, date(2026, 3, 12), date(2026, 3, 13))]
    assert told == ["The code “Notices” was split from “Routes in”."]


def test_a_split_leaves_alone_what_nobody_decided_on(
    project: Project, codes: Codes, bring_in: Callable[..., str], code_it: Callable[..., str]
) -> None:
    document = bring_in()
    card, sleep = code_it(document, CARD, "1.2"), code_it(document, SLEEP, "1.2")
    project.make(SplitCode(codes["1.2"], {card: codes["1.1"]}, fields={"definition": "Narrower."}))
    assert codings(project)[sleep] == codes["1.2"]
    present = codebook(project.conn)[codes["1.2"]].wording_id
    made_under = project.conn.execute("SELECT wording_id FROM coding WHERE id = ?", (sleep,)).fetchone()[0]
    assert made_under != present


def test_a_split_to_nowhere_or_to_a_retired_code_is_refused(
    project: Project, codes: Codes, bring_in: Callable[..., str], code_it: Callable[..., str]
) -> None:
    card = code_it(bring_in(), CARD, "1.2")
    with pytest.raises(Problem, match="goes anywhere"):
        project.make(SplitCode(codes["1.2"], {card: codes["1.2"]}))
    project.make(RetireCode(codes["1.1"]))
    with pytest.raises(Problem, match="retired"):
        project.make(SplitCode(codes["1.2"], {card: codes["1.1"]}))
    with pytest.raises(Problem, match="no longer under"):
        project.make(SplitCode(codes["3.1"], {card: codes["1.2"]}))


def test_codings_looked_at_again_stand_under_the_present_wording(
    project: Project, codes: Codes, bring_in: Callable[..., str], code_it: Callable[..., str]
) -> None:
    card = code_it(bring_in(), CARD, "1.2")
    project.make(ChangeCode(codes["1.2"], {"definition": "The way in."}))
    project.make(StandUnderPresentWording([card]))
    held = project.conn.execute("SELECT wording_id FROM coding WHERE id = ?", (card,)).fetchone()[0]
    assert held == codebook(project.conn)[codes["1.2"]].wording_id
    with pytest.raises(Problem, match="Nothing to review"):
        project.make(StandUnderPresentWording([card]))


def test_a_number_that_another_code_has_is_refused(project: Project, codes: Codes) -> None:
    with pytest.raises(Problem, match=r"1\.2 is the number of “Routes in”"):
        project.make(ChangeCode(codes["1.1"], {"idx": " 1.2 "}))
    with pytest.raises(Problem, match=r"1\.2 is the number of “Routes in”"):
        project.make(AddCode("Cost", codes["1"], index="1.2"))


LABELS = ("1.1", "1.2", "3.1", "3.1.1")
which = st.integers(0, 5)


@st.composite
def steps(draw: st.DrawFn) -> list[tuple[str, int, int, int]]:
    kinds = st.sampled_from(
        ["add", "move", "merge", "split", "retire", "remove", "define", "number", "review", "colour", "because",
         "recode"]
    )  # fmt: skip
    return draw(st.lists(st.tuples(kinds, which, which, st.integers(0, 3)), min_size=1, max_size=8))


def edit_of(project: Project, step: tuple[str, int, int, int]) -> Edit:
    """The edit that a drawn step means in the codebook as it now is."""
    what, one, two, three = step
    book = codebook(project.conn)
    ids = [code.id for code, _ in book.walk()]
    first, second = ids[one % len(ids)], ids[two % len(ids)]
    own = [row for row, code in codings(project).items() if code == first]
    match what:
        case "add":
            return AddCode(f"Code {one}", second if three else None, three == 0, index=f"{one}.{two}")
        case "move":
            return MoveCode(first, None if three == 0 else second, three)
        case "merge":
            return MergeCodes(first, [second], {"definition": "Both."} if three else {})
        case "split":
            new = AddCode("Part", book[first].parent_id)
            goes = {row: (new.id, second, first)[(place + three) % 3] for place, row in enumerate(own)}
            also = {row: [second, new.id] for row in own[: three - 1]} if three > 1 else {}
            return SplitCode(first, goes, [new], retire=three == 1, also=also)
        case "recode":
            return RecodeMany(own, second)
        case "retire":
            return RetireCode(first, back=three == 0)
        case "remove":
            return RemoveCode(first)
        case "define":
            return ChangeCode(first, {"definition": f"Meaning {three}", "name": f"Name {two}"})
        case "number":
            return ChangeCode(first, {"idx": f"{three}.{two}"})
        case "review":
            return StandUnderPresentWording(list(codings(project)))
        case "colour":
            return ChangeCode(first, {"colour": "#4e79a7"})
    return Because(ChangeCode(first, {"use_when": f"Always {three}"}), "The team met.")


@given(done=steps())
@settings(max_examples=one_in(2), deadline=None, suppress_health_check=list(HealthCheck))
def test_any_changes_of_a_codebook_taken_back_give_exactly_the_start(
    done: list[tuple[str, int, int, int]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    with Project.create(tmp_path_factory.mktemp("study") / "study.qualcode", "Study") as project:
        project.sign_in("Ana")
        prepare(project)
        states = [living(project)]
        passages = coded_passages(project)
        for step in done:
            try:
                made = project.make(edit_of(project, step))
            except Problem:
                assert living(project) == states[-1]
                continue
            if made.changes:
                states.append(living(project))
            numbers = [code.index for code in codebook(project.conn).codes if code.index]
            assert len(numbers) == len(set(numbers))
            parents = {code.id: code.parent_id for code in codebook(project.conn).codes}
            for code_id in parents:
                assert code_id not in above(parents, code_id)
            assert coded_passages(project) == passages
            assert nothing_is_said_twice(project)
            history_tells_the_same(project)
        while len(states) > 1:
            assert living(project) == states.pop()
            project.undo()
        assert living(project) == states[0]
        assert differences(project.conn) == []


def nothing_is_said_twice(project: Project) -> bool:
    """True where no coder has one code on one passage twice."""
    same = "SELECT DISTINCT document_id, coder_id, current_start, current_stop, code_id FROM coding"
    (number,) = project.conn.execute(f"SELECT count(*) FROM ({same} WHERE deleted_at IS NULL)").fetchone()
    return bool(number == len(codings(project)))


def history_tells_the_same(project: Project) -> None:
    """Read from its history the codebook is what it is, and every code has one present wording."""
    now = codebook(project.conn)
    assert [*codebook_on(project.conn, date.max).walk()] == [*now.walk()]
    for code in now.codes:
        assert [one.id for one in wordings_of(project.conn, code.id) if one.present] == [code.wording_id]
    later = changes_between(project.conn, date.min, date.max)
    assert {one.code.id for one in later} == {code.id for code in now.codes}


def above(parents: Mapping[str, str | None], code_id: str) -> list[str]:
    found: list[str] = []
    at = parents[code_id]
    while at is not None and at not in found:
        found.append(at)
        at = parents[at]
    return found


def coded_passages(project: Project) -> set[tuple[object, ...]]:
    """Who coded what, under whatever code: no change of the codebook may lose it."""
    return set(
        project.conn.execute(
            "SELECT c.document_id, c.coder_id, c.current_start, c.current_stop FROM coding c "
            "JOIN code ON code.id = c.code_id AND code.deleted_at IS NULL WHERE c.deleted_at IS NULL"
        ).fetchall()
    )


def prepare(project: Project) -> None:
    """Four codes in two areas, each with codings, some on the same words."""
    areas = [AddCode("Access", is_area=True, index="1"), AddCode("Evidence", is_area=True, index="3")]
    inside = [
        AddCode(f"Code {number}", area.id, index=number)
        for area, number in ((areas[0], "1.1"), (areas[0], "1.2"), (areas[1], "3.1"))
    ]
    for code in (*areas, *inside, AddCode("Outside")):
        project.make(code)
    arrival = ImportDocuments([Incoming(transcript_of(WORDS), Kind.INTERVIEW, ())])
    project.make(arrival)
    text = WORDS
    places = [span_of(text, words) for words in (CARD, SLEEP)] + [Span(0, 11)]
    new = [NewCoding(arrival.imported[0], place, code.id) for place in places for code in inside]
    project.make(AddCodings(new))
    coding = new[0].id
    project.make(WriteMemo("A thought.", about=MemoTarget("coding", coding)))
    assert json.dumps(sorted(codings(project)))

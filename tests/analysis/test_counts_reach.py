"""How far a theme reaches: values published and computed by hand, who carries it, and who never mentions it."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest

from qualcode.analysis.counts.asked import Asked, By, Measure
from qualcode.analysis.counts.opened import cell_excerpts
from qualcode.analysis.counts.reach import Evenness, Reach, code_reaches, evenness, opposing, reach
from qualcode.analysis.counts.tables import table
from qualcode.analysis.excerpts import Choice, excerpts
from qualcode.analysis.people import participants
from qualcode.exports.reach_figures import carrier_tables
from qualcode.project.project import Project
from qualcode.transcripts.transcript import Kind

BringIn = Callable[..., str]
CodeIt = Callable[..., str]
Codes = dict[str, str]

# 8 words each of P01 and P02, 4 of P03.
TALK = (
    "Interviewer: How was it?\n"
    "P01: One two three four. Five six seven eight.\n"
    "P02: One two three four. Five six seven eight.\n"
    "P03: One two three four.\n"
)


def part(project: Project, index: str, codes: Codes, asked: Asked | None = None) -> Reach:
    (found,) = code_reaches(project.conn, asked)[codes[index]].parts
    return found


def test_evenness_is_that_of_the_published_example() -> None:
    """Gries 2008: a word 1, 2, 3, 4 and 5 times in parts of 9, 10, 10, 10 and 11 words; DP 0.18, DPnorm 0.2195."""
    even = evenness(
        dict(zip("abcde", (1, 2, 3, 4, 5), strict=True)), dict(zip("abcde", (9, 10, 10, 10, 11), strict=True))
    )
    assert even.dp == pytest.approx(0.18)
    assert even.norm == pytest.approx(0.18 / 0.82)


@pytest.mark.parametrize(
    ("theme", "spoken", "dp", "norm"),
    [
        ({"a": 5, "b": 5}, {"a": 100, "b": 100}, 0.0, 0.0),
        ({"a": 1, "b": 3}, {"a": 50, "b": 150}, 0.0, 0.0),
        ({"a": 5}, {"a": 100, "b": 100}, 0.5, 1.0),
        ({"b": 7}, {"a": 75, "b": 25}, 0.75, 1.0),
        ({"a": 7}, {"a": 75, "b": 25}, 0.25, 1 / 3),
    ],
)
def test_evenness_is_nought_where_people_have_as_much_of_the_theme_as_of_the_talk(
    theme: dict[str, int], spoken: dict[str, int], dp: float, norm: float
) -> None:
    even = evenness(theme, spoken)
    assert even.dp == pytest.approx(dp)
    assert even.norm == pytest.approx(norm)


def test_evenness_is_no_number_where_there_is_nothing_to_compare() -> None:
    assert evenness({}, {"a": 10, "b": 10}) == Evenness()
    assert evenness({"a": 1}, {}) == Evenness()
    assert evenness({"a": 1}, {"a": 10}) == Evenness(0.0, None)
    assert evenness({"a": 1}, {"a": 10, "b": 0}) == Evenness(0.0, None), "who said nothing is no part of it"


def test_a_theme_says_who_carries_it_and_who_never_mentions_it(
    project: Project, bring_in: BringIn, codes: Codes, code_it: CodeIt
) -> None:
    talk = bring_in(TALK, "Talk")
    code_it(talk, "One two", "1.1")
    code_it(talk, "Five six", "1.1", against=True)
    code_it(talk, "three four. Five six seven eight.\nP03: One two", "1.2")
    found = part(project, "1", codes)
    carried = [(one.name, one.excerpts, one.words, one.spoken) for one in found.carriers]
    assert carried == [("P01", 2, 4, 8), ("P02", 1, 6, 8)]
    assert [one.share for one in found.carriers] == pytest.approx([2 / 3, 1 / 3])
    assert found.silent == ()
    assert [found.people[one] for one in found.alongside] == ["P03"], "the excerpt counts for P02, who speaks first"
    assert found.base.participants == 3
    assert found.base.words == 20
    assert found.against == 1


def test_the_smallest_number_of_people_who_carry_half_is_told(
    project: Project, bring_in: BringIn, codes: Codes, code_it: CodeIt
) -> None:
    talk = bring_in(
        "P01: A. B. C.\nP02: D. E.\nP03: F.\nP04: G.\nP05: Not a word of it.\n",
        "Talk",
    )
    for letter in "ABCDEFG":
        code_it(talk, f"{letter}.", "1.1")
    found = part(project, "1.1", codes)
    assert [(one.name, one.excerpts) for one in found.carriers] == [("P01", 3), ("P02", 2), ("P03", 1), ("P04", 1)]
    assert found.half == 2, "3 of 7 are not half, 5 are"
    assert [name for _, name in found.silent] == ["P05"]
    assert found.sentence == "4 of 5 participants, in 1 of 1 interview; 2 of them have half of the 7 excerpts."


def test_words_and_excerpts_are_held_against_how_much_each_spoke(
    project: Project, bring_in: BringIn, codes: Codes, code_it: CodeIt
) -> None:
    talk = bring_in(TALK, "Talk")
    code_it(talk, "One two three four. Five six seven eight.", "1.1")
    found = part(project, "1.1", codes)
    # All of it is P01's, who said 8 of 20 words: (0.6 + 0.4 + 0.2) / 2; at most 1 - 4/20.
    assert found.by_words.dp == pytest.approx(0.6)
    assert found.by_words.norm == pytest.approx(0.75)
    assert found.by_excerpts == found.by_words


def test_any_excerpts_reach_as_far_as_their_codes_do_each_passage_once(
    project: Project, bring_in: BringIn, codes: Codes, code_it: CodeIt
) -> None:
    talk = bring_in(TALK, "Talk")
    note = bring_in("Nine chairs.\n", "Hall", Kind.FIELD_NOTE)
    code_it(talk, "One two", "1.1")
    code_it(talk, "One two", "3.1")
    code_it(talk, "How was it?", "3.1")
    code_it(note, "Nine", "3.1")
    interviews, notes = reach(project.conn, excerpts(project.conn)).parts
    assert (interviews.kind, interviews.excerpts, interviews.nobodys) == (Kind.INTERVIEW, 2, 1)
    assert (notes.kind, notes.excerpts, notes.participants, notes.by_words) == (Kind.FIELD_NOTE, 1, 0, Evenness())
    assert notes.sentence == "In 1 of 1 field note; no participants."
    own = reach(project.conn, excerpts(project.conn, Choice(codes=[codes["3.1"]])))
    assert own == code_reaches(project.conn, nested=False)[codes["3.1"]]
    assert own.counted == "everybody’s codings, merged"


def test_only_some_people_are_the_base_where_only_they_are_asked_about(
    project: Project, bring_in: BringIn, codes: Codes, code_it: CodeIt
) -> None:
    talk = bring_in(TALK, "Talk")
    code_it(talk, "One two", "1.1")
    ids = {one.pseudonym: one.id for one in participants(project.conn)}
    found = part(project, "1.1", codes, Asked(people=[ids["P02"], ids["P03"]]))
    assert (found.participants, found.base.participants, found.base.words, found.excerpts) == (0, 2, 12, 0)
    assert found.sentence == "0 of 2 participants, in 0 of 1 interview."


def test_what_goes_against_a_theme_can_be_read(
    project: Project, bring_in: BringIn, codes: Codes, code_it: CodeIt
) -> None:
    talk = bring_in(TALK, "Talk")
    code_it(talk, "One two", "1.1")
    code_it(talk, "Five six", "1.1", against=True)
    found = cell_excerpts(project.conn, Asked(), codes["1"], nested=True, against=True)
    assert [TALK[one.start : one.stop] for one in found] == ["Five six"]
    assert part(project, "1", codes).against == len(found)


@pytest.mark.parametrize("measure", list(Measure))
def test_what_goes_against_a_code_is_read_alike_whatever_is_measured(
    project: Project, bring_in: BringIn, codes: Codes, code_it: CodeIt, measure: Measure
) -> None:
    talk = bring_in(TALK, "Talk")
    code_it(talk, "How was it?\nP01: One", "1.1", against=True)  # counts for P01, and holds a word of nobody
    code_it(talk, "One two three four. Five six seven eight.\nP02: One", "1.1", against=True)
    code_it(talk, "Five six", "1.2")
    asked = Asked(measure=measure)
    row = table(project.conn, asked).parts[0].row(codes["1"])
    found = cell_excerpts(project.conn, asked, codes["1"], nested=True, against=True)
    assert row is not None and row.nested.against == len({(one.start, one.stop) for one in found})
    assert all(one.against for one in found)


def test_the_excerpts_that_go_against_are_those_that_the_reach_counts(
    project: Project, bring_in: BringIn, codes: Codes, code_it: CodeIt
) -> None:
    talk = bring_in(TALK, "Talk")
    note = bring_in("Nine chairs.\n", "Hall", Kind.FIELD_NOTE)
    code_it(talk, "One two", "1.1", against=True)
    code_it(talk, "One two", "3.1", against=True)
    code_it(talk, "Five six", "1.1")
    code_it(talk, "How was it?", "1.1", against=True)  # the interviewer's own words
    code_it(note, "Nine", "1.1", against=True)
    for asked in (Asked(), Asked(By.DOCUMENT), Asked(together=True)):
        listed = opposing(project.conn, asked)
        reaches = code_reaches(project.conn, asked, nested=False)
        for kind, some in listed.items():
            for index in ("1.1", "1.2", "3.1"):
                found = reaches[codes[index]].of_kind(kind)
                assert found is not None
                assert found.against == sum(one.code_id == codes[index] for one in some), (asked, kind, index)
        assert opposing(project.conn, asked, excerpts(project.conn)) == listed
    assert {kind: len(some) for kind, some in opposing(project.conn).items()} == {
        Kind.INTERVIEW: 3,
        Kind.FIELD_NOTE: 1,
    }


def test_what_goes_against_is_of_whom_and_what_is_asked_about_alone(
    project: Project, bring_in: BringIn, codes: Codes, code_it: CodeIt
) -> None:
    talk = bring_in(TALK, "Talk")
    code_it(talk, "One two", "1.1", against=True)
    ids = {one.pseudonym: one.id for one in participants(project.conn)}
    assert [len(some) for some in opposing(project.conn, Asked(people=[ids["P01"]])).values()] == [1]
    assert [len(some) for some in opposing(project.conn, Asked(people=[ids["P02"]])).values()] == [0]
    every = tuple(excerpts(project.conn))
    assert [len(some) for some in opposing(project.conn, Asked(found=every)).values()] == [1]
    assert [len(some) for some in opposing(project.conn, Asked(found=())).values()] == [0]


def test_an_empty_study_reaches_nobody(project: Project) -> None:
    (found,) = reach(project.conn, []).parts
    assert (found.participants, found.half, found.by_words.dp, found.silent) == (0, 0, None, ())
    assert found.sentence == "In no documents; no participants."


def test_what_an_interviewer_says_goes_against_a_theme_and_is_told_apart_but_not_into_its_documents(
    project: Project, bring_in: BringIn, codes: Codes, code_it: CodeIt
) -> None:
    talk, other = bring_in(TALK, "Talk"), bring_in("Interviewer: And now?\nP01: Nine.\n", "Other")
    code_it(talk, "One two", "1.1", against=True)
    code_it(talk, "How was it?", "1.1", against=True)
    code_it(other, "And now?", "1.1", against=True)
    found = part(project, "1.1", codes)
    assert (found.excerpts, found.nobodys, found.theirs, found.documents) == (3, 2, 1, 1)
    assert (found.against, found.against_nobodys) == (3, 2)
    assert found.whole == "3 excerpts in 2 of 2 interviews, 1 of them in participants’ words."
    assert found.opposed == "3 excerpts go against it, 2 of them in no participant’s words."
    assert found.sentence == "1 of 3 participants, in 1 of 2 interviews; 1 excerpt in participants’ words."
    row = table(project.conn, Asked()).parts[0].row(codes["1.1"])
    assert row is not None
    assert (row.own.excerpts, row.own.against, row.own.documents) == (found.theirs, found.against, found.documents)


def test_where_nobody_takes_part_every_excerpt_and_document_is_told(
    project: Project, bring_in: BringIn, codes: Codes, code_it: CodeIt
) -> None:
    note = bring_in("Nine chairs.\n", "Hall", Kind.FIELD_NOTE)
    code_it(note, "Nine", "1.1", against=True)
    found = part(project, "1.1", codes)
    assert (found.theirs, found.against, found.documents) == (1, 1, 1)


def test_what_goes_against_a_code_is_not_lost_where_no_speaker_is_labelled(
    project: Project, bring_in: BringIn, codes: Codes, code_it: CodeIt
) -> None:
    talk, unlabelled = bring_in(TALK, "Talk"), bring_in("Nobody came. Nobody asked.\n", "Tape")
    code_it(talk, "One two", "1.1")
    code_it(unlabelled, "Nobody came.", "1.1", against=True)
    found = part(project, "1.1", codes)
    assert (found.theirs, found.against, found.against_nobodys) == (1, 1, 1)
    assert found.opposed == "1 excerpt goes against it, in no participant’s words."
    for measure in Measure:
        for by in (By.PARTICIPANT, By.DOCUMENT):
            asked = Asked(by, measure)
            row = table(project.conn, asked).parts[0].row(codes["1.1"])
            assert row is not None and row.nested.against == 1, asked
            opened = cell_excerpts(project.conn, asked, codes["1.1"], against=True)
            assert [one.document_id for one in opened] == [unlabelled], asked


def test_excerpts_behind_a_number_stand_in_the_order_of_the_text_whatever_their_codes(
    project: Project, bring_in: BringIn, codes: Codes, code_it: CodeIt
) -> None:
    note = bring_in("Nine chairs.\n", "Hall", Kind.FIELD_NOTE)
    talk, other = bring_in(TALK, "Talk"), bring_in("P01: Ten. Eleven.\n", "Other")
    code_it(note, "Nine", "1.2")
    code_it(talk, "Five six", "1.1")
    code_it(talk, "One two", "1.2")
    code_it(other, "Eleven", "1.1")
    code_it(other, "Ten", "1.2")
    found = cell_excerpts(project.conn, Asked(By.DOCUMENT, together=True), codes["1"], nested=True)
    assert [one.document_id for one in found] == [talk, talk, other, other, note]
    assert all(a.start < b.start for a, b in pairwise(found) if a.document_id == b.document_id)


def test_of_carriers_with_as_many_as_the_last_named_it_is_told_how_many_more_there_are(
    project: Project, bring_in: BringIn, codes: Codes, code_it: CodeIt
) -> None:
    talk = bring_in("P01: A. B.\nP02: D.\nP03: F.\nP04: G.\nP05: H.\n", "Talk")
    for letter in "ABDFGH":
        code_it(talk, f"{letter}.", "1.1")
    (made,) = carrier_tables(table(project.conn, Asked()), code_reaches(project.conn))
    assert {row.cells[1] for row in made.rows} == {"P01 2, P02 1, P03 1 and 2 more with 1"}
    found = part(project, "1.1", codes)
    assert found.first_carriers(1) == (found.carriers[:1], 0)
    assert found.first_carriers(4) == (found.carriers, 0), "one more is named, too"
    assert found.first_carriers(5) == (found.carriers, 0)

"""Tables of codes: what each number counts, none twice."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from qualcode.analysis.counts.asked import Asked, By, Measure
from qualcode.analysis.counts.opened import cell_excerpts
from qualcode.project.project import Project
from tests.analysis.counts_study import TALK, heads, nested, only, own

BringIn = Callable[..., str]
CodeIt = Callable[..., str]
Codes = dict[str, str]


@pytest.fixture
def talk(bring_in: BringIn) -> str:
    return bring_in(TALK, "Talk")


def test_excerpts_stand_with_the_participant_and_an_area_counts_a_passage_under_two_codes_once(
    project: Project, talk: str, codes: Codes, code_it: CodeIt
) -> None:
    code_it(talk, "The kettle was always on.", "1.1")
    code_it(talk, "The kettle was always on.", "1.2")
    code_it(talk, "I came back for it.", "1.1")
    code_it(talk, "Nobody asked my name.", "1.1")
    part = only(project)
    assert heads(part) == ["P01", "P02"]
    assert own(part, codes["1.1"]) == (2, 1)
    assert own(part, codes["1"]) == (0, 0)
    assert nested(part, codes["1"]) == (2, 1), "three codings of P01's are two passages"
    row = part.row(codes["1"])
    assert row is not None
    assert (row.nested.total, row.nested.participants, row.nested.documents) == (3, 2, 1)


def test_codes_below_a_code_count_with_it_and_apart_from_it(
    project: Project, talk: str, codes: Codes, code_it: CodeIt
) -> None:
    code_it(talk, "The kettle was always on.", "3.1")
    code_it(talk, "I came back for it.", "3.1.1")
    part = only(project)
    assert (own(part, codes["3.1"]), nested(part, codes["3.1"])) == ((1, 0), (2, 0))
    assert [row.index for row in part.rows] == ["1", "1.1", "1.2", "3", "3.1", "3.1.1"]
    assert [row.depth for row in part.rows] == [0, 1, 1, 0, 1, 2]
    assert [row.has_nested for row in part.rows] == [True, False, False, True, True, False]


def test_a_passage_that_two_coded_counts_once_and_for_both_coders(
    project: Project, talk: str, codes: Codes, code_it: CodeIt
) -> None:
    code_it(talk, "The kettle was always on.", "1.1")
    code_it(talk, "kettle was always on. I came", "1.1", "Bem")
    code_it(talk, "Nobody asked my name.", "1.1", "Bem")
    assert own(only(project), codes["1.1"]) == (1, 1)
    by_coder = only(project, Asked(by=By.CODER))
    assert heads(by_coder) == ["Ana", "Bem"]
    assert own(by_coder, codes["1.1"]) == (1, 2)
    row = by_coder.row(codes["1.1"])
    assert row is not None
    assert row.own.total == 2, "in all each excerpt counts once"
    assert "One excerpt may stand in several columns" in by_coder.sentence


def test_an_interviewers_words_are_never_a_participants(
    project: Project, talk: str, codes: Codes, code_it: CodeIt
) -> None:
    code_it(talk, "What helped you the most?", "1.1")
    code_it(talk, "Nobody asked my name.", "1.1")
    part = only(project)
    assert own(part, codes["1.1"]) == (0, 1)
    assert part.nobodys == 1
    assert "1 excerpt is no participant’s and stands in no column." in part.sentence
    by_role = only(project, Asked(by=By.ROLE))
    assert heads(by_role) == ["Participants", "Interviewers", "Nobody named"]
    assert own(by_role, codes["1.1"]) == (1, 1, 0)


def test_words_belong_to_who_says_them_and_none_counts_twice(
    project: Project, talk: str, codes: Codes, code_it: CodeIt
) -> None:
    code_it(talk, "always on. I came back for it.\nP02: Nobody asked", "1.1")
    code_it(talk, "I came back for it.", "1.2")
    part = only(project, Asked(measure=Measure.WORDS))
    assert own(part, codes["1.1"]) == (7, 2), "always on I came back for it; Nobody asked"
    assert nested(part, codes["1"]) == (7, 2), "what 1.2 holds is in 1.1 already"
    assert [column.base.words for column in part.columns] == [10, 4]
    assert part.base.words == 14
    shares = only(project, Asked(measure=Measure.SHARE))
    assert own(shares, codes["1.1"]) == (0.7, 0.5)
    assert shares.total.nested.total == pytest.approx(9 / 14)


def test_a_word_that_a_coding_cuts_in_two_is_not_counted(
    project: Project, talk: str, codes: Codes, code_it: CodeIt
) -> None:
    code_it(talk, "ettle was alway", "1.1")
    assert own(only(project, Asked(measure=Measure.WORDS)), codes["1.1"]) == (1, 0)


def test_a_word_that_two_excerpts_hold_together_opens_both(
    project: Project, talk: str, codes: Codes, code_it: CodeIt
) -> None:
    code_it(talk, "The ket", "1.1")
    code_it(talk, "tle was", "1.2")
    asked = Asked(measure=Measure.WORDS)
    part = only(project, asked)
    assert (own(part, codes["1.1"]), own(part, codes["1.2"]), nested(part, codes["1"])) == ((1, 0), (1, 0), (3, 0))
    opened = cell_excerpts(project.conn, asked, codes["1"], part.columns[0].key, nested=True)
    assert [TALK[one.start : one.stop] for one in opened] == ["The ket", "tle was"]


def test_excerpts_per_thousand_words_are_of_the_words_each_said(
    project: Project, talk: str, codes: Codes, code_it: CodeIt
) -> None:
    code_it(talk, "The kettle", "1.1")
    code_it(talk, "I came back", "1.1")
    code_it(talk, "Nobody asked my name.", "1.1")
    part = only(project, Asked(measure=Measure.PER_THOUSAND))
    assert own(part, codes["1.1"]) == (200.0, 250.0)
    row = part.row(codes["1.1"])
    assert row is not None
    assert row.own.total == pytest.approx(3000 / 14)


def test_the_share_of_somebody_who_said_nothing_is_no_number(
    project: Project, bring_in: BringIn, codes: Codes, code_it: CodeIt
) -> None:
    document = bring_in("P01: …\nP02: Nobody asked my name.\n", "Silence")
    code_it(document, "Nobody asked", "1.1")
    for measure in (Measure.SHARE, Measure.PER_THOUSAND):
        assert own(only(project, Asked(measure=measure)), codes["1.1"])[0] is None
    assert own(only(project, Asked(measure=Measure.WORDS)), codes["1.1"]) == (0, 2)


def test_by_role_words_of_interviewers_are_added_to_nobodys(
    project: Project, talk: str, codes: Codes, code_it: CodeIt
) -> None:
    code_it(talk, "the most?\nP01: The kettle", "1.1")
    part = only(project, Asked(by=By.ROLE, measure=Measure.WORDS))
    assert own(part, codes["1.1"]) == (2, 2, 0)
    row = part.row(codes["1.1"])
    assert row is not None
    assert row.own.total is None
    assert [column.base.words for column in part.columns] == [14, 5, 0]


@pytest.mark.parametrize(("measure", "expected"), [(Measure.PARTICIPANTS, (2, 1)), (Measure.DOCUMENTS, (1, 1))])
def test_participants_and_documents_count_once_however_often_they_are_coded(
    project: Project,
    talk: str,
    bring_in: BringIn,
    codes: Codes,
    code_it: CodeIt,
    measure: Measure,
    expected: tuple[int, ...],
) -> None:
    other = bring_in("P03: A card on the board. And tea.\n", "Other")
    for words in ("The kettle", "I came back", "Nobody asked"):
        code_it(talk, words, "1.1")
    code_it(other, "A card", "1.2")
    code_it(other, "And tea.", "1.1")
    part = only(project, Asked(by=By.DOCUMENT, measure=measure))
    assert heads(part) == ["Talk", "Other"]
    assert own(part, codes["1.1"]) == expected
    assert nested(part, codes["1"]) == expected


def test_excerpts_in_an_interviewers_words_are_told_by_document_and_no_part_of_a_rate(
    project: Project, talk: str, codes: Codes, code_it: CodeIt
) -> None:
    code_it(talk, "What helped you the most?", "1.1")
    code_it(talk, "Nobody asked my name.", "1.1")
    part = only(project, Asked(by=By.DOCUMENT))
    assert own(part, codes["1.1"]) == (2,)
    assert "1 excerpt in interviewers’ words alone is counted, too." in part.sentence
    asked = Asked(by=By.DOCUMENT, measure=Measure.PER_THOUSAND)
    rate = only(project, asked)
    assert own(rate, codes["1.1"])[0] == pytest.approx(1000 / 14), "1 excerpt in the 14 words of participants"
    assert "1 excerpt in interviewers’ words alone is left out." in rate.sentence
    opened = cell_excerpts(project.conn, asked, codes["1.1"], talk)
    assert [TALK[one.start : one.stop] for one in opened] == ["Nobody asked my name."]
    people = only(project, Asked(by=By.DOCUMENT, measure=Measure.PARTICIPANTS))
    assert "interviewers’ words alone" not in people.sentence

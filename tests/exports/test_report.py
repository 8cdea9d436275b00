from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from qualcode.exports.figures import Bars, Series
from qualcode.exports.numbers import CountsRow, CountsTable, Tally
from qualcode.exports.phrases import listed, place
from qualcode.exports.printed import Excerpt, PrintedExcerpt, SeeExcerpt
from qualcode.exports.report import AreaChapter, CodeSection, Report
from qualcode.participants.consent import Agreement, Consent
from qualcode.participants.disclosure import Audience, Line, Verbatim
from qualcode.transcripts.transcript import Kind
from tests.exports.sample_report import P03, cleared, judged, sample_report, verbatim


def holding(*excerpts: Excerpt) -> Report:
    area = AreaChapter("1", "Access", (CodeSection("1.1", "A code", excerpts=excerpts),))
    return replace(sample_report(), areas=(area,))


def test_a_tally_names_every_base() -> None:
    assert Tally(16, 8, 9, 8, 10).sentence == "16 excerpts, 8 of 9 participants, 8 of 10 documents."
    assert Tally(1, 1, 1, 1, 1, against=1).sentence == (
        "1 excerpt, 1 of 1 participant, 1 of 1 document. 1 of the excerpts goes against the code."
    )


def test_an_interviewers_words_are_counted_as_nobodys() -> None:
    assert Tally(6, 5, 9, 5, 8, kind=Kind.INTERVIEW, interviewers=1).sentence == (
        "Interviews: 6 excerpts (1 in an interviewer’s words alone), 5 of 9 participants, 5 of 8 documents."
    )
    held = judged(
        [
            verbatim("x1", "One.", consent=Consent.WITHDRAWN),
            Verbatim("x2", (Line("Interviewer", "Two."),), (Agreement(Consent.WITHDRAWN),)),
        ]
    ).held_back
    phrase = replace(sample_report(), held_back=held).held_back_phrase
    assert phrase == "2 excerpts (1 no participant’s) from 1 participant"


def test_every_thing_held_back_has_a_kind_of_document_or_none_has() -> None:
    with pytest.raises(ValueError, match="one kind of document for each"):
        replace(sample_report(), held_back_kinds=(Kind.INTERVIEW,))


def test_evidence_is_counted_without_participants() -> None:
    assert Tally(2, 0, 0, 1, 3, kind=Kind.EVIDENCE).sentence == "Evidence: 2 excerpts, 1 of 3 documents."


def test_words_cleared_for_the_team_cannot_get_into_a_report_for_outside() -> None:
    with pytest.raises(ValueError, match="cleared for another audience"):
        replace(sample_report(Audience.TEAM), audience=Audience.OUTSIDE)


def test_two_excerpts_cannot_share_an_id() -> None:
    with pytest.raises(ValueError, match="share the id"):
        holding(PrintedExcerpt(cleared("x1", "One."), P03), PrintedExcerpt(cleared("x1", "Two."), P03))


def test_an_excerpt_cannot_refer_to_one_that_is_not_printed() -> None:
    with pytest.raises(ValueError, match="not printed: x9"):
        holding(SeeExcerpt("x1", "x9", "1.2 Routes in", P03))


def test_a_report_knows_the_zone_it_was_made_in() -> None:
    with pytest.raises(ValueError, match="zone"):
        replace(sample_report(), made_on=datetime(2026, 3, 12))


def test_a_chart_or_table_with_a_number_missing_is_refused() -> None:
    with pytest.raises(ValueError, match="one value for each category"):
        Bars("Excerpts", ("1.1", "1.2"), (Series("Excerpts", (1,)),))
    with pytest.raises(ValueError, match="one number for each participant"):
        CountsTable(("P01", "P02"), (CountsRow("1", "Access", 0, (1,), 1, 1, 1),))


@pytest.mark.parametrize(
    ("where", "words"),
    [
        ({"seconds": 1600.9, "turn": 82}, "26:40, turn 82"),
        ({"seconds": 3723, "turn": 1}, "1:02:03, turn 1"),
        ({"page": 4}, "page 4"),
        ({}, ""),
    ],
)
def test_a_place_names_the_time_the_page_and_the_turn(where: dict[str, int], words: str) -> None:
    assert place(**where) == words


def test_names_are_listed_as_one_would_write_them() -> None:
    assert [listed(names) for names in (["a"], ["a", "b"], ["a", "b", "c"])] == ["a", "a and b", "a, b and c"]


def test_what_was_held_back_is_said_even_where_nothing_was() -> None:
    assert sample_report().held_back_sentence.startswith("2 excerpts from 2 participants were held back.")
    assert replace(sample_report(), held_back=()).held_back_sentence == "Nothing was held back."

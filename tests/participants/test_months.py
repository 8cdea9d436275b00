"""Somebody called May: a month beside a day or a year is a date, and nobody’s name."""

from __future__ import annotations

import pytest

from qualcode.participants.name_finding import words_of
from qualcode.participants.name_marks import MarkedNames, key_of, marks_of
from qualcode.participants.names import Name, Names

KEY = key_of("0123456789abcdef0123456789abcdef")
CALLED = tuple(
    Name(real, "⟦N⟧", as_written=as_written)
    for real, as_written in (
        *(("May", True), ("April", True), ("June", False), ("August", False), ("Jan", False)),
        *(("Mai", False), ("Juli", False), ("Julio", False), ("Marco", False), ("Avril", False), ("May Ward", False)),
    )
)
DATES = (
    "refused by the person when asked on 12 May 2026",
    "chosen, 12 May 2026: both groups want it",
    "On 12 May we met, and on the 3rd of June again; May 12, and June 3rd.",
    "in May 2025, in May, 2025, May 2026: the first round",
    "May 12, 2026 and June 1st 2026",
    "May to July 2026, April, May and June 2026, April–June 2026",
    "12–14 May, 12-May-2026, 12 \u00a0August",
    "am 12. Mai 2026, 1. Juli, 12 de julio de 2026, 12 de março de 2026, le 1er avril, 3 Jan 2026, Jan 2026",
)
PEOPLE = (
    "May said so. So did April, and June.",
    "In 2026 May moved away.",
    "00:12 May: Hello.",
    "12 May: Hello.\n13 June : Yes.",
    "I was 12\nMay: Oh?",
    "May 2: So.",
    "May 12:03",
    "May 45 and May, 12",
    "June 12 years old",
    "May’s 12 cats, May.",
    "May and 2025",
    "Jan 24, gardener; Julio 12",
    "on 12 May Ward came",
)


def both(text: str) -> str:
    """The text as the list shows it, which is how its marks show it."""
    names = Names(CALLED)
    shown = names.show(text)
    assert MarkedNames(marks_of(names, KEY), KEY).show(text) == shown
    return shown


@pytest.mark.parametrize("said", DATES)
def test_a_month_beside_a_day_or_a_year_is_no_name(said: str) -> None:
    assert both(said) == said


@pytest.mark.parametrize("said", PEOPLE)
def test_whoever_is_called_as_a_month_is_still_found(said: str) -> None:
    shown = both(said)
    assert "⟦N⟧" in shown
    assert not any(one.real in words_of(shown) for one in CALLED)


def test_a_date_beside_the_name_leaves_the_name_replaced() -> None:
    assert both("On 12 May 2026 I met May.") == "On 12 May 2026 I met ⟦N⟧."

"""What may leave the study, as what, for whom, on which day."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.participants.consent import Agreement, Consent, strictest
from qualcode.participants.disclosure import Audience, Cleared, Line, Verbatim, clear
from qualcode.participants.names import NO_NAMES

DAY = date(2026, 3, 12)
ENDS = {"no end": None, "ended yesterday": DAY - timedelta(days=1), "ends today": DAY}

# Consent -> may the team see it, may the outside; the same once it has run out.
TABLE = {
    Consent.QUOTE: ((True, True), (True, False)),
    Consent.PARAPHRASE: ((True, False), (True, False)),
    Consent.ASK_FIRST: ((True, False), (True, False)),
    Consent.TEAM_ONLY: ((True, False), (True, False)),
    Consent.NOT_RECORDED: ((True, False), (True, False)),
    Consent.WITHDRAWN: ((False, False), (False, False)),
}


def passage(*agreements: Agreement) -> Verbatim:
    return Verbatim("x1", (Line("P03", "I sleep."),), agreements, ("P03",))


def shown(agreements: tuple[Agreement, ...], audience: Audience) -> bool:
    found = clear([passage(*agreements)], audience, on=DAY, names=NO_NAMES)
    assert len(found.cleared) + len(found.held_back) == 1
    return bool(found.cleared)


@pytest.mark.parametrize(("consent", "end"), list(product(Consent, ENDS)))
def test_the_table_of_consents_audiences_and_days(consent: Consent, end: str) -> None:
    agreement = Agreement(consent, ENDS[end])
    holds = TABLE[consent][end == "ended yesterday"]
    assert (shown((agreement,), Audience.TEAM), shown((agreement,), Audience.OUTSIDE)) == holds


@given(st.lists(st.tuples(st.sampled_from(Consent), st.sampled_from(list(ENDS.values()))), min_size=1, max_size=4))
def test_the_strictest_of_all_who_speak_binds(drawn: list[tuple[Consent, date | None]]) -> None:
    agreements = tuple(Agreement(consent, until) for consent, until in drawn)
    for audience in Audience:
        assert shown(agreements, audience) == all(shown((one,), audience) for one in agreements)


def test_the_strictest_of_nobody_is_free() -> None:
    assert strictest([]) is Consent.QUOTE


def test_held_back_names_the_reason_and_never_the_words() -> None:
    held = clear(
        [passage(Agreement(Consent.QUOTE, DAY - timedelta(days=1)))], Audience.OUTSIDE, on=DAY, names=NO_NAMES
    ).held_back[0]
    assert held.reason == "the consent has run out; ask again"
    assert "sleep" not in repr(held)
    for consent in set(Consent) - {Consent.QUOTE}:
        (told,) = clear([passage(Agreement(consent))], Audience.OUTSIDE, on=DAY, names=NO_NAMES).held_back
        assert told.reason


def test_cleared_words_come_from_clear_alone() -> None:
    with pytest.raises(TypeError, match=r"disclosure\.clear alone"):
        Cleared(passage(), Audience.OUTSIDE, NO_NAMES, object())

"""Workshop packs in the export dialog."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import datetime
from typing import ClassVar

from qualcode.analysis.naming import names_of
from qualcode.essays.titles import essay_titles
from qualcode.exports.briefing_files import FORMATS
from qualcode.exports.gather_briefing import Briefing
from qualcode.exports.page import Cards, Page
from qualcode.exports.phrases import counted
from qualcode.exports.workshop import MOST_CARDS, CardSource, WorkshopChoices
from qualcode.participants.disclosure import Audience
from qualcode.participants.recognising import FEWEST
from qualcode.problem import Problem
from qualcode.tui.screens.export_kind import (
    ExportKind,
    Going,
    OneOf,
    Option,
    Picked,
    Several,
    Tick,
    Typed,
    page_output,
)
from qualcode.tui.screens.export_offered import Offered

_MOST = 80
_QUESTION = "Cards with the passages that it finds, in place of quotes that were kept. Nothing typed means none."


class WorkshopKind(ExportKind):
    """A pack for each area: a discussion sheet, quote cards, a sheet for what comes back."""

    name: ClassVar = "workshop"
    label: ClassVar = "Workshop packs, one for each area"
    words: ClassVar = "A discussion sheet, quote cards and a return sheet for a workshop about each area."
    formats: ClassVar = FORMATS
    in_folder: ClassVar = True
    never_over: ClassVar = True
    readers: ClassVar = "who comes: only what may be quoted"

    def which(self, picked: Picked, offered: Offered) -> Sequence[Option]:
        """Which areas, and which quotes are on the cards."""
        areas = tuple((area.id, area.title) for area in offered.book.areas())
        kept = ("", "quotes kept of the area’s codes")
        return (
            Several("areas", "Areas", areas, "all in the totals"),
            OneOf("essay", "Cards", (kept, *((one, f"quotes of “{title}”") for one, title in offered.essays))),
            Typed("question", "Question", "none", _QUESTION, "attr:role=carer and bus* · @a saved one"),
            Typed("most", "At most", f"{MOST_CARDS}", "Cards of an area, four to a page.", "How many", _number),
            Tick("small", f"numbers of fewer than {FEWEST} people hidden"),
        )

    def gather(self, conn: sqlite3.Connection, picked: Picked, audience: Audience, made_on: datetime) -> Going:
        """The packs, judged on a day; on a copy. Raises Problem."""
        # With its first use: none of this is needed to list what can be made.
        from qualcode.exports.gather_workshop import workshop_packs

        chosen = picked.one("essay")
        essay = chosen if chosen in dict(essay_titles(conn)) else ""
        most = _number(picked.one("most", f"{MOST_CARDS}"))
        question = picked.one("question")
        source = CardSource.QUESTION if question else CardSource.ESSAY if essay else CardSource.KEPT
        choices = WorkshopChoices(
            picked.several("areas"), source, question or essay, most, FEWEST if picked.is_ticked("small") else 0
        )
        packs = workshop_packs(conn, choices, made_on)
        show = names_of(conn).show
        cards = sum(_cards(one.page) for one in packs)
        held = tuple(held for one in packs for held in one.held)
        return Going(
            Audience.OUTSIDE,
            f"{counted(len(packs), 'pack')} with {counted(cards, 'card')}",
            tuple(page_output(f"{show(one.called)} workshop", one.page) for one in packs),
            tuple(one.page for one in packs),
            held_back=held,
            held_phrase=counted(len(held), "excerpt") if held else "",
            look=_to_look_at(packs),
        )


def _to_look_at(packs: Sequence[Briefing]) -> tuple[str, ...]:
    """How many quotes on cards are to be looked at, and a line for each; one may be on the cards of several areas."""
    found = tuple(dict.fromkeys(line for one in packs for line in one.look[1:]))
    return (f"{counted(len(found), 'card')} to look at:", *found) if found else ()


def _cards(page: Page) -> int:
    parts = (part for section in page.sections for part in section.parts)
    return sum(len(part.cards) for part in parts if isinstance(part, Cards))


def _number(typed: str) -> int:
    """A number of cards. Raises Problem where it is none."""
    if not typed.isdecimal() or int(typed) > _MOST:
        raise Problem(f"“{typed}” is not a number of cards.", remedy=f"Type a number from 0 to {_MOST}, such as 16.")
    return int(typed)

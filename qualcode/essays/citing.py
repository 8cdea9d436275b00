"""How who said a quote is told in print: a style that a writer chooses, for the study or for one essay."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from qualcode.analysis.documents import OpenDocument
from qualcode.analysis.people import Participant
from qualcode.analysis.phrases import place
from qualcode.analysis.verbatims import speaker_of
from qualcode.participants.attributes import Attribute
from qualcode.transcripts.transcript import Turn


class Where(StrEnum):
    """What of a document is told with its words."""

    NONE = "nothing"
    TURN = "turn"
    TIME = "time"
    BOTH = "turn and time"


@dataclass(frozen=True, slots=True)
class CitationStyle:
    """What stands after a quote. `attributes` are ids in the order they are told, None for all that may be printed.

    An attribute that may not be printed never is, whatever the style says.
    """

    pseudonym: bool = True
    attributes: tuple[str, ...] | None = None
    where: Where = Where.NONE
    excerpt_id: bool = False

    @classmethod
    def read(cls, stored: str) -> CitationStyle | None:
        """A style as the study's file has it; None where none was chosen."""
        if not stored:
            return None
        held = json.loads(stored)
        chosen = held.get("attributes")
        where = held.get("where")
        return cls(
            bool(held.get("pseudonym", True)),
            None if chosen is None else tuple(map(str, chosen)),
            Where(where) if where in {str(one) for one in Where} else Where.NONE,
            bool(held.get("excerpt_id", False)),
        )

    @property
    def stored(self) -> str:
        """The style as the study's file has it."""
        chosen = None if self.attributes is None else list(self.attributes)
        held = {"pseudonym": self.pseudonym, "attributes": chosen, "where": str(self.where)}
        return json.dumps({**held, "excerpt_id": self.excerpt_id}, sort_keys=True)


def style_of(conn: sqlite3.Connection, essay_id: str | None) -> CitationStyle:
    """The style of an essay: its own, else the study's, else pseudonyms with all that may be printed of them."""
    rows = [("SELECT style FROM essay WHERE id = ?", (essay_id,)), ("SELECT quote_style FROM study", ())]
    for sql, params in rows:
        found = conn.execute(sql, params).fetchone()
        style = CitationStyle.read(found[0]) if found is not None else None
        if style is not None:
            return style
    return CitationStyle()


@dataclass(frozen=True, slots=True)
class Speaking:
    """Somebody a quote prints: the pseudonym, whether or not the style prints it, and the facts that it does."""

    pseudonym: str
    facts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Citation:
    """What stands after a quote: evidence as it is cited in brackets, else who said it and where, in a style.

    `told` are the people as they are printed, `speaking` those whose words they are; `where` is a part of `text`.
    `seconds` and `turn` (from 1) are None where nothing is known.
    """

    text: str
    told: tuple[tuple[str, ...], ...] = ()
    where: str = ""
    speaking: tuple[Speaking, ...] = ()
    seconds: float | None = None
    turn: int | None = None
    page: str = ""

    @property
    def people(self) -> tuple[str, ...]:
        """The pseudonyms of those who speak."""
        return tuple(one.pseudonym for one in self.speaking)


def cited_people(
    document: OpenDocument,
    turns: Sequence[Turn],
    people: dict[str, Participant],
    attributes: Sequence[Attribute],
    style: CitationStyle,
    short: str,
) -> Citation:
    """Who speaks some turns that a quote prints, as the style tells it."""
    chosen = _chosen(attributes, style)
    speaking: dict[str, Participant] = {}
    asks = False
    for turn in turns:
        speaker = speaker_of(document, turn)
        asks = asks or (speaker is not None and speaker.is_interviewer)
        person = people.get(speaker.participant_id or "") if speaker is not None else None
        if person is not None:
            speaking[person.id] = person
    said_by = [
        Speaking(
            person.pseudonym,
            tuple(a.in_print(str(person.attributes[a.id])) for a in chosen if person.attributes.get(a.id)),
        )
        for person in speaking.values()
    ]
    told = [(one.pseudonym, *one.facts) if style.pseudonym else one.facts for one in said_by]
    if asks and not speaking:
        told = [("Interviewer",)]
    seconds = next((turn.seconds for turn in turns if turn.seconds is not None), None)
    number = document.turns.index(turns[0]) + 1 if turns else None
    where = place(
        seconds=seconds if style.where in (Where.TIME, Where.BOTH) else None,
        turn=number if style.where in (Where.TURN, Where.BOTH) else None,
    )
    parts = ["; ".join(", ".join(one) for one in told if one), where, short if style.excerpt_id else ""]
    return Citation(", ".join(filter(None, parts)), tuple(filter(None, told)), where, tuple(said_by), seconds, number)


def _chosen(attributes: Sequence[Attribute], style: CitationStyle) -> list[Attribute]:
    """The attributes that a style prints, in its order."""
    printable = {one.id: one for one in attributes if one.printable}
    wanted = printable if style.attributes is None else style.attributes
    return [printable[one] for one in wanted if one in printable]

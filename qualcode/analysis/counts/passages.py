"""The excerpts of the counted codings without their ids: what is enough to count them, in a third of the time."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Set
from functools import cached_property
from itertools import chain
from typing import NamedTuple

from qualcode.analysis.counts.kept import kept
from qualcode.analysis.excerpts import Excerpt


class Passage(NamedTuple):
    """An excerpt as it is counted; half-open code points of the document's current text."""

    document_id: str
    code_id: str
    start: int
    stop: int
    participant_id: str | None
    against: bool
    coder_ids: tuple[str, ...]


class Passages(tuple[Passage, ...]):
    """Passages with what each is of by number: the same number is the same thing. Each is numbered when asked for."""

    def within(self, documents: Set[str]) -> Passages:
        """Those in some documents; itself where all are, so that what is numbered need not be numbered again."""
        return self if self._in <= documents else Passages(one for one in self if one[0] in documents)

    @cached_property
    def _in(self) -> frozenset[str]:
        return frozenset(one[0] for one in self)

    @cached_property
    def places(self) -> list[int]:
        """Where each is."""
        known: dict[tuple[str, int, int], int] = {}
        return [known.setdefault((one[0], one[2], one[3]), len(known)) for one in self]

    @cached_property
    def people(self) -> list[int]:
        """Whose each is, -1 where no participant's."""
        known: dict[str | None, int] = {None: -1}
        return [known.setdefault(one[4], len(known)) for one in self]

    @cached_property
    def documents(self) -> list[int]:
        """In which document each is."""
        known: dict[str, int] = {}
        return [known.setdefault(one[0], len(known)) for one in self]

    @cached_property
    def against(self) -> frozenset[int]:
        """Which of them go against, from 0."""
        return frozenset(number for number, one in enumerate(self) if one[5])

    @cached_property
    def by_code(self) -> dict[str, list[int]]:
        """Which of them each code has, from 0."""
        found: dict[str, list[int]] = defaultdict(list)
        for number, one in enumerate(self):
            found[one[1]].append(number)
        return dict(found)


def passages(conn: sqlite3.Connection) -> Passages:
    """The excerpts as `analysis.excerpts` has them, by document, code and place; read once while nothing changes."""
    return kept(conn, _read)


def _read(conn: sqlite3.Connection) -> Passages:
    people = dict(conn.execute("SELECT id, participant_id FROM speaker WHERE participant_id IS NOT NULL"))
    alone: dict[str, tuple[str, ...]] = {}
    # In the order of an index, with all that it holds; each row is let go of before the next: a sixth less.
    rows = conn.execute(
        "SELECT document_id, code_id, current_start, current_stop, against, speaker_id, coder_id "
        "FROM coding_counted WHERE current_stop > current_start ORDER BY document_id, code_id, current_start"
    )
    found: list[Passage] = []
    document = code = ""
    start = stop = 0
    person: str | None = None
    against = False
    by: tuple[str, ...] = ()
    for document_id, code_id, begins, ends, opposes, speaker, coder in chain(rows, _LAST):
        if begins < stop and code_id == code and document_id == document:
            stop = max(stop, ends)
            person = person or people.get(speaker)
            against = against or bool(opposes)
            by = by if coder in by else (*by, coder)
            continue
        if stop:
            found.append(Passage(document, code, start, stop, person, against, by))
        if document_id != document:  # else the same object, which is found in half of the time
            document = document_id
        code = code_id
        start, stop, person, against = begins, ends, people.get(speaker), bool(opposes)
        by = alone.get(coder) or alone.setdefault(coder, (coder,))
    return Passages(found)


# Of no document: it ends the last run.
_LAST = (("", "", 0, 0, 0, None, ""),)


def of_excerpts(found: Iterable[Excerpt]) -> Passages:
    """The same of excerpts at hand."""
    return Passages(
        Passage(e.document_id, e.code_id, e.start, e.stop, e.participant_id, e.against, e.coder_ids) for e in found
    )

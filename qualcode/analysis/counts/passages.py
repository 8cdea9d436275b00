"""The excerpts of the counted codings without their ids: what is enough to count them, in a quarter of the time."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Iterator, Set
from functools import cached_property
from itertools import accumulate, chain
from typing import NamedTuple

from qualcode.analysis.counts.kept import kept
from qualcode.analysis.excerpts import Excerpt


class Passage(NamedTuple):
    """An excerpt as it is counted; half-open code points of the document's current text.

    `asks` is whether it is in interviewers' words alone, None where only its turns tell. `place` is a number: the
    same for the same words.
    """

    document_id: str
    code_id: str
    start: int
    stop: int
    participant_id: str | None
    against: bool
    coder_ids: tuple[str, ...]
    asks: bool | None
    place: int


# A passage as it is kept: to make an object of each takes a third of the time that reading them does.
_Row = tuple[str, str, int, int, str | None, bool, tuple[str, ...], bool | None, int]


class Passages:
    """Passages, and what they are of, each in a list as long as they are many."""

    def __init__(self, rows: Iterable[_Row]) -> None:
        self._rows = list(rows)

    def __len__(self) -> int:
        return len(self._rows)

    def __iter__(self) -> Iterator[Passage]:
        return map(Passage._make, self._rows)

    def __getitem__(self, number: int) -> Passage:
        return Passage._make(self._rows[number])

    def within(self, documents: Set[str]) -> Passages:
        """Those in some documents; itself where all are, so that its lists need not be made again."""
        return self if self._in <= documents else Passages(row for row in self._rows if row[0] in documents)

    def of_people(self, people: Set[str]) -> Passages:
        """Those that are some participants'."""
        return Passages(row for row in self._rows if row[4] in people)

    def read_again(self, conn: sqlite3.Connection, documents: Set[str]) -> Passages:
        """The same where codings of some documents were changed."""
        left = [row for row in self._rows if row[0] not in documents]
        return Passages(sorted(left + _read(conn, documents, max(self.places, default=-1) + 1), key=_document_of))

    @cached_property
    def by_code(self) -> tuple[Passages, dict[str, slice]]:
        """The same, those of a code together, and where each code's are."""
        rows: dict[str, list[_Row]] = defaultdict(list)
        for row in self._rows:
            rows[row[1]].append(row)
        ends = list(accumulate(map(len, rows.values())))
        where = dict(zip(rows, map(slice, [0, *ends], ends), strict=False))
        return Passages(chain.from_iterable(rows.values())), where

    @cached_property
    def _in(self) -> frozenset[str]:
        return frozenset(self.documents)

    @cached_property
    def documents(self) -> list[str]:
        """In which document each is."""
        return [row[0] for row in self._rows]

    @cached_property
    def codes(self) -> list[str]:
        """Under which code each is."""
        return [row[1] for row in self._rows]

    @cached_property
    def people(self) -> list[str | None]:
        """Whose each is, None where no participant's."""
        return [row[4] for row in self._rows]

    @cached_property
    def against(self) -> list[bool]:
        """Whether each goes against."""
        return [row[5] for row in self._rows]

    @cached_property
    def coders(self) -> list[tuple[str, ...]]:
        """Who coded each."""
        return [row[6] for row in self._rows]

    @cached_property
    def places(self) -> list[int]:
        """Where each is, by number."""
        return [row[8] for row in self._rows]

    @cached_property
    def asks(self) -> list[bool | None]:
        """Whether each is in interviewers' words alone, None where only its turns tell."""
        return [row[7] for row in self._rows]


def numbered(things: Iterable[Hashable]) -> list[int]:
    """A number for each thing, the same for the same; -1 for None."""
    known: dict[Hashable, int] = {None: -1}
    return [known.setdefault(one, len(known)) for one in things]


def passages(conn: sqlite3.Connection) -> Passages:
    """The excerpts as `analysis.excerpts` has them, by document, code and place; read once while nothing changes.

    Where only codings changed, their documents alone are read again.
    """
    return kept(conn, _read_all, Passages.read_again)


def of_excerpts(found: Iterable[Excerpt]) -> Passages:
    """The same of excerpts at hand."""
    each = list(found)
    places = numbered((e.document_id, e.start, e.stop) for e in each)
    return Passages(
        (e.document_id, e.code_id, e.start, e.stop, e.participant_id, e.against, e.coder_ids, None, place)
        for e, place in zip(each, places, strict=True)
    )


def _read_all(conn: sqlite3.Connection) -> Passages:
    return Passages(_read(conn))


def _document_of(row: _Row) -> str:
    return row[0]


_NOBODYS = (None, None)


def _read(conn: sqlite3.Connection, documents: Collection[str] | None = None, first: int = 0) -> list[_Row]:
    """The excerpts of all documents or of some, their places numbered from `first`."""
    whose: dict[str | None, tuple[str | None, bool | None]]
    whose = {speaker: (person, asks == 1) for speaker, person, asks in conn.execute(_SPEAKERS)}
    unnamed = _unnamed_turns(conn) if any(asks for _, asks in whose.values()) else {}
    alone: dict[str, tuple[str, ...]] = {}
    same: dict[str, str] = {}
    where, params = ("", ()) if documents is None else (_SOME, (json.dumps(list(documents)),))
    found: list[_Row] = []
    places: dict[tuple[int, int], int] = {}
    document = code = ""
    before = 0
    number = first
    # In the order of an index, with all that it holds; each row is let go of before the next: a sixth less.
    for document_id, code_id, start, stop, against, speaker, coder in conn.execute(
        "SELECT document_id, code_id, current_start, current_stop, against, speaker_id, coder_id "
        f"FROM coding_counted WHERE current_stop > current_start {where}"
        "ORDER BY document_id, code_id, current_start",
        params,
    ):
        person, asks = whose.get(speaker, _NOBODYS)
        by = alone.get(coder) or alone.setdefault(coder, (coder,))
        if start < before and code_id == code and document_id == document:
            _, _, start, _, who, opposed, coders, asked, _ = found.pop()
            stop, person, against = max(stop, before), who or person, opposed or against
            asks = asked if asks is None else asks if asked is None else asks and asked
            by = coders if coder in coders else coders + by
        else:  # the same objects, which are found in half of the time
            if document_id != document:
                document, places = document_id, {}
            code = same.setdefault(code_id, code_id)
        # An interviewer's coding is one in which nobody else speaks, but for turns of nobody named.
        if asks and document in unnamed:
            asks = not any(begins < stop and start < ends for begins, ends in unnamed[document])
        before = stop
        place = places.setdefault((start, stop), number)
        found.append((document, code, start, stop, person, against == 1, by, asks, place))
        number += 1
    return found


# What evidence asks is its authors' words.
_SPEAKERS = (
    "SELECT id, participant_id, is_interviewer "
    "AND document_id NOT IN (SELECT id FROM document WHERE kind = 'evidence') FROM speaker"
)
_SOME = "AND document_id IN (SELECT value FROM json_each(?)) "


def _unnamed_turns(conn: sqlite3.Connection) -> dict[str, list[tuple[int, int]]]:
    """The turns of nobody named, as titles are, of each document; half-open, code points."""
    found: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for document, start, stop in conn.execute(
        "SELECT d.id, turn.start, turn.stop FROM turn CROSS JOIN document d ON d.version_id = turn.version_id "
        "WHERE turn.speaker_id IS NULL"
    ):
        found[document].append((start, stop))
    return found

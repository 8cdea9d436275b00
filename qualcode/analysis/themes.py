"""Themes in the making as they are read: what supports each claim, what goes against it, and how far it reaches."""

from __future__ import annotations

import sqlite3
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from qualcode.analysis.codes import codebook
from qualcode.analysis.counts.reach import Reaches, reach
from qualcode.analysis.excerpt_rows import excerpt_rows
from qualcode.analysis.excerpts import Choice, Excerpt, excerpts
from qualcode.analysis.naming import names_of
from qualcode.analysis.notes import kept_quotes
from qualcode.analysis.phrases import counted, in_kinds
from qualcode.analysis.tallies import document_kinds, extent
from qualcode.analysis.withdrawals import withdrawals
from qualcode.problem import Problem
from qualcode.transcripts.transcript import Kind

GATHERED = {"code": "code", "coding": "excerpt", "quote": "kept passage"}  # what a theme gathers, by table


class ThemeState(StrEnum):
    """Where a theme stands."""

    MAKING = "in the making"
    MERGED = "merged"
    DROPPED = "dropped"


_STATES = {str(state): state for state in ThemeState}


@dataclass(frozen=True, slots=True)
class Gathered:
    """A thing under a theme: `what` is code, excerpt or kept passage; `shown` its title or its words.

    `excerpts` are those that it brings in, `opposing` those of a code that go against it; a kept passage comes as an
    excerpt of no code. `gone` says that it is no longer in the study. Words that were withdrawn are not shown, and
    bring in nothing.
    """

    link_id: str
    table: str
    id: str
    what: str
    shown: str
    excerpts: tuple[Excerpt, ...] = ()
    opposing: tuple[Excerpt, ...] = ()
    gone: bool = False

    @property
    def passages(self) -> tuple[Excerpt, ...]:
        """All that it brings in, on either side."""
        return (*self.excerpts, *self.opposing)


@dataclass(frozen=True)
class Theme:
    """A theme in the making; times are ISO 8601. `merged_into` and `split_from` are ids of other themes.

    `supporting` and `opposing` are what was gathered for the claim and against it, in order. `nobodys` are the
    passages (document, half-open code points) that are no participant's where participants take part. `kinds` gives
    the kind of each document by its id; it is empty where the study has but one kind.
    """

    id: str
    claim: str
    note: str
    state: ThemeState
    author: str
    created_at: str
    changed_at: str
    merged_into: str | None
    split_from: str | None
    supporting: tuple[Gathered, ...]
    opposing: tuple[Gathered, ...]
    nobodys: frozenset[tuple[str, int, int]] = frozenset()
    kinds: Mapping[str, Kind] = field(default_factory=dict, repr=False)

    @cached_property
    def support(self) -> tuple[Excerpt, ...]:
        """The passages that support it, each once: also those that go against a code that goes against it."""
        return _once(
            [e for one in self.supporting for e in one.excerpts] + [e for one in self.opposing for e in one.opposing]
        )

    @cached_property
    def against(self) -> tuple[Excerpt, ...]:
        """The passages that go against it, each once: also those that go against a code that supports it."""
        return _once(
            [e for one in self.opposing for e in one.excerpts] + [e for one in self.supporting for e in one.opposing]
        )

    @cached_property
    def numbers(self) -> tuple[tuple[Kind | None, int, int], ...]:
        """How many of its passages count for it and against it, of each kind of document that has any.

        For it count participants' words, where they take part; against it count all, whoever says them, as with a
        code. The kind is None where the study has but one.
        """
        ours = dict(self.apart(one for one in self.support if _place(one) not in self.nobodys))
        theirs = dict(self.apart(self.against))
        kinds = sorted({*ours, *theirs}, key=_in_order)
        return tuple((kind, ours.get(kind, 0), theirs.get(kind, 0)) for kind in kinds)

    def apart(self, found: Iterable[Excerpt]) -> tuple[tuple[Kind | None, int], ...]:
        """How many passages there are of each kind of document that has any; kinds are never added."""
        numbers = Counter(self.kinds.get(one.document_id) for one in found)
        return tuple(sorted(numbers.items(), key=lambda pair: _in_order(pair[0])))

    def in_words(self, found: Sequence[Excerpt]) -> str:
        """`3 passages in interviews · 1 in field notes`, `4 passages` where the study has but one kind."""
        if not self.kinds:
            return counted(len(found), "passage")
        return in_kinds(((kind, number) for kind, number in self.apart(found) if kind is not None), "passage")

    @cached_property
    def on_both_sides(self) -> tuple[Excerpt, ...]:
        """The passages that were gathered for it and against it."""
        places = {_place(one) for one in self.against}
        return tuple(one for one in self.support if _place(one) in places)


def themes(conn: sqlite3.Connection) -> list[Theme]:
    """All themes in their order, those merged and dropped last; on a copy, for codes bring in all their excerpts."""
    return _Reading(conn).themes()


def theme(conn: sqlite3.Connection, theme_id: str) -> Theme:
    """One theme. Raises Problem where it is gone."""
    found = next(iter(_Reading(conn, theme_id).themes()), None)
    if found is None:
        raise Problem("This theme is no longer there.", remedy="Go back to the list of themes.")
    return found


def theme_reach(conn: sqlite3.Connection, one: Theme) -> tuple[Reaches, Reaches]:
    """How far what supports a theme reaches, and what goes against it; on a copy, for it counts words."""
    return reach(conn, one.support), reach(conn, one.against)


@dataclass(frozen=True, slots=True)
class Deed:
    """One thing done to a theme: when (ISO 8601), by whom, and what, as history tells it."""

    at: str
    coder: str
    label: str


def theme_history(conn: sqlite3.Connection, theme_id: str) -> list[Deed]:
    """What was done to a theme and to what it gathers, newest first; what was taken back says so."""
    rows = conn.execute(
        "SELECT min(h.id), h.at, coalesce(c.name, ''), h.action, h.undoes FROM change h "
        "LEFT JOIN coder c ON c.id = h.author WHERE (h.tbl = 'theme' AND h.row_id = ?) "
        "OR (h.tbl = 'theme_link' AND h.row_id IN (SELECT id FROM theme_link WHERE theme_id = ?)) "
        "GROUP BY h.action_id ORDER BY min(h.id) DESC",
        (theme_id, theme_id),
    )
    show = names_of(conn).show
    return [
        Deed(at, show(coder), show(f"Undid: {label}" if undoes else label)) for _, at, coder, label, undoes in rows
    ]


class _Reading:
    """The themes being read: what each link brings in."""

    def __init__(self, conn: sqlite3.Connection, only: str | None = None) -> None:
        self._conn = conn
        self._only = only
        self._names = names_of(conn)
        self._book = codebook(conn)
        where, params = ("AND theme_id = ? ", (only,)) if only is not None else ("", ())
        self._links: dict[str, list[tuple[str, str, str, bool]]] = defaultdict(list)
        for link_id, theme_id, table, on_id, against in conn.execute(
            f"SELECT id, theme_id, on_table, on_id, against FROM theme_link WHERE deleted_at IS NULL {where}"
            "ORDER BY position, num",
            params,
        ):
            self._links[theme_id].append((link_id, table, on_id, bool(against)))
        every = [link for links in self._links.values() for link in links]
        self._left_out = withdrawals(conn)
        self._kinds, self._extent = document_kinds(conn), extent(conn)
        apart = self._kinds if self._extent.kinds_apart else {}
        self._kinds_apart = {document: Kind(kind) for document, kind in apart.items()}
        self._by_code = self._of_codes({on_id for _, table, on_id, _ in every if table == "code"})
        self._by_coding = self._of_codings({on_id for _, table, on_id, _ in every if table == "coding"})
        self._by_quote = self._of_quotes({on_id for _, table, on_id, _ in every if table == "quote"})

    def themes(self) -> list[Theme]:
        """The themes in question."""
        where, params = ("AND t.id = ? ", (self._only,)) if self._only is not None else ("", ())
        found = []
        for theme_id, claim, note, state, author, created_at, changed_at, merged, split in self._conn.execute(
            "SELECT t.id, t.claim, t.note, t.state, coalesce(c.name, ''), t.created_at, "
            "coalesce(nullif(t.changed_at, ''), t.created_at), t.merged_into_id, t.split_from_id FROM theme t "
            f"LEFT JOIN coder c ON c.id = t.coder_id WHERE t.deleted_at IS NULL {where}"
            "ORDER BY t.state != 'in the making', t.position, t.num",
            params,
        ).fetchall():
            sides: tuple[list[Gathered], list[Gathered]] = ([], [])
            for link_id, table, on_id, against in self._links.get(theme_id, ()):
                sides[against].append(self._gathered(link_id, table, on_id))
            show = self._names.show
            found.append(
                Theme(
                    theme_id,
                    show(claim),
                    show(note),
                    _STATES.get(state, ThemeState.MAKING),
                    show(author),
                    created_at,
                    changed_at,
                    merged,
                    split,
                    tuple(sides[False]),
                    tuple(sides[True]),
                    self._nobodys(one for side in sides for one in side),
                    self._kinds_apart,
                )
            )
        return found

    def _nobodys(self, gathered: Iterable[Gathered]) -> frozenset[tuple[str, int, int]]:
        held = [excerpt for one in gathered for excerpt in (*one.excerpts, *one.opposing)]
        theirs = {_place(one) for one in held if one.participant_id is not None}
        taking_part = [one for one in held if self._extent.of_kind(self._kinds[one.document_id]).people]
        return frozenset(map(_place, taking_part)) - theirs

    def _gathered(self, link_id: str, table: str, on_id: str) -> Gathered:
        what = GATHERED.get(table, table)
        if table == "code":
            code = self._book.get(on_id)
            if code is None:
                return Gathered(link_id, table, on_id, what, "(no longer in the codebook)", gone=True)
            held = self._by_code[on_id]
            agreeing, opposing = [e for e in held if not e.against], [e for e in held if e.against]
            title = self._names.show(code.title)
            return Gathered(link_id, table, on_id, what, title, tuple(agreeing), tuple(opposing))
        excerpt = (self._by_coding if table == "coding" else self._by_quote).get(on_id)
        if excerpt is None:
            return Gathered(link_id, table, on_id, what, "(no longer in the study)", gone=True)
        if self._left_out.hold(*_place(excerpt)):
            return Gathered(link_id, table, on_id, what, "(held back: has withdrawn)")
        return Gathered(link_id, table, on_id, what, self._words(excerpt), (excerpt,))

    def _words(self, excerpt: Excerpt) -> str:
        (row,) = excerpt_rows(self._conn, [excerpt])
        return row.words

    def _of_codes(self, codes: Iterable[str]) -> Mapping[str, Sequence[Excerpt]]:
        """The counted excerpts under each code or area and all below it, each passage once."""
        under = {code: self._book.with_descendants(code) for code in codes if self._book.get(code) is not None}
        if not under:
            return {}
        by_code: dict[str, list[Excerpt]] = defaultdict(list)
        for excerpt in excerpts(self._conn, Choice(codes=set().union(*under.values()))):
            by_code[excerpt.code_id].append(excerpt)
        return {code: _once([e for one in sorted(below) for e in by_code[one]]) for code, below in under.items()}

    def _of_codings(self, codings: Iterable[str]) -> Mapping[str, Excerpt]:
        """The excerpt that now holds each coding, of all that may be seen."""
        wanted = set(codings)
        places: dict[str, set[str]] = defaultdict(set)
        for coding in sorted(wanted):
            row = self._conn.execute(
                "SELECT document_id, code_id FROM coding_seen WHERE id = ?", (coding,)
            ).fetchone()
            if row is not None:
                places[row[0]].add(row[1])
        held = (
            excerpt
            for document, codes in places.items()
            for excerpt in excerpts(self._conn, Choice(codes=codes, documents=[document], seen=True))
        )
        return {coding: excerpt for excerpt in held for coding in excerpt.coding_ids if coding in wanted}

    def _of_quotes(self, quotes: set[str]) -> Mapping[str, Excerpt]:
        """Kept passages as excerpts of no code, each said by whoever says its first words."""
        found: dict[str, Excerpt] = {}
        if not quotes:
            return found
        there = {row[0] for row in self._conn.execute("SELECT id FROM document WHERE deleted_at IS NULL")}
        for document, kept in kept_quotes(self._conn).items():
            own = [quote for quote in kept if quote.id in quotes] if document in there else []
            turns = self._turns(document) if own else []
            starts = [turn[0] for turn in turns]
            for quote in own:
                place = max(bisect_right(starts, quote.span.start) - 1, 0)
                number, who = (turns[place][1], turns[place][2]) if turns else (None, None)
                found[quote.id] = Excerpt(
                    "", document, "", quote.span.start, quote.span.end, (), (), False, number, who
                )
        return found

    def _turns(self, document_id: str) -> list[tuple[int, int, str | None]]:
        """The start, number and participant of each turn of a document."""
        return self._conn.execute(
            "SELECT turn.start, turn.number, s.participant_id FROM document d "
            "JOIN turn ON turn.version_id = d.version_id LEFT JOIN speaker s ON s.id = turn.speaker_id "
            "WHERE d.id = ? ORDER BY turn.start",
            (document_id,),
        ).fetchall()


def _in_order(kind: Kind | None) -> int:
    return -1 if kind is None else kind.place


def _place(one: Excerpt) -> tuple[str, int, int]:
    return one.document_id, one.start, one.stop


def _once(found: Sequence[Excerpt]) -> tuple[Excerpt, ...]:
    """Each passage once, whatever brought it in; the first that did stays."""
    first: dict[tuple[str, int, int], Excerpt] = {}
    for one in found:
        first.setdefault(_place(one), one)
    return tuple(first.values())

"""A workshop's return before it is taken in: what each line answers, what fits no card, what is there already."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from qualcode.analysis.phrases import counted, day_in_words, listed
from qualcode.analysis.returns.cards import CardIndex, Found, Target
from qualcode.analysis.returns.columns import votes_in
from qualcode.analysis.returns.typed import TypedLine
from qualcode.analysis.returns.workshops import named_by_day, title_key, title_of_note, titles_meant, workshop_name

_MOST_CARD = 60  # letters that are kept of a card as typed


class Fit(StrEnum):
    """How a line fits."""

    FITS = "fits"
    GUESSED = "guessed"
    UNKNOWN = "fits no card"
    NO_CARD = "names no card"


@dataclass(frozen=True, slots=True)
class ReturnLine:
    """A line of a return that is not empty: `line` is where it stands, from 1; `card` is as it was typed.

    `target` is what it answers. `group` is the document that it goes into. `note` says what was odd about it, such as
    votes that are no number, which then stand among the words. `again` says that it is there already, or came before
    in this return: it is not taken in. `unnamed` says that nobody told what workshop it is of.
    """

    line: int
    card: str
    fit: Fit
    target: Target | None
    words: str
    votes: int | None
    group: str
    note: str = ""
    again: bool = False
    unnamed: bool = False

    @property
    def label(self) -> str:
        """The id of the card, or what was typed for it."""
        return self.card if self.target is None else self.target.id

    @property
    def said(self) -> str:
        """What stands for it in its document: the words, the votes where there are none."""
        return self.words or (counted(self.votes, "vote") if self.votes is not None else "")


class Second(StrEnum):
    """What a second return of one group at one workshop does with the first."""

    REPLACES = "replaces"
    ADDS = "adds"


@dataclass(frozen=True, slots=True)
class Earlier:
    """A note of a group that came in before, by its document: what it is called, of what day, and what it holds."""

    document_id: str
    group: str
    day: str
    lines: int
    codings: int

    @property
    def words(self) -> str:
        """`“Leeds: Table 2”, 3 May 2026, 4 lines, 2 codings`."""
        day = day_in_words(date.fromisoformat(self.day)) if self.day else ""
        codings = counted(self.codings, "coding") if self.codings else ""
        return ", ".join(filter(None, (f"“{self.group}”", day, counted(self.lines, "line"), codings)))


@dataclass(frozen=True)
class ReturnsArriving:
    """A return as it would be taken in; `empty` is how many of its lines have neither words nor votes.

    `earlier` are the notes that the same groups left of the same workshop before: whether this return `second`
    replaces them or is added is to be asked where it is None.
    """

    lines: tuple[ReturnLine, ...]
    empty: int = 0
    earlier: tuple[Earlier, ...] = ()
    second: Second | None = None

    @property
    def unnamed(self) -> bool:
        """Whether there is something new of which nobody told what workshop it is of."""
        return any(one.unnamed for one in self.new)

    @property
    def unsettled(self) -> bool:
        """Whether it is to be asked what a second return does with the first."""
        return bool(self.earlier) and self.second is None

    @property
    def replaced(self) -> tuple[str, ...]:
        """The documents that go out of the study for this return."""
        return tuple(one.document_id for one in self.earlier) if self.second is Second.REPLACES else ()

    @property
    def new(self) -> tuple[ReturnLine, ...]:
        """Those that would be taken in."""
        return tuple(one for one in self.lines if not one.again)

    @property
    def groups(self) -> dict[str, list[ReturnLine]]:
        """Those that would be taken in, by the document they go into, in the order they came."""
        found: dict[str, list[ReturnLine]] = {}
        for one in self.new:
            found.setdefault(one.group, []).append(one)
        return found

    @property
    def told(self) -> tuple[str, ...]:
        """What there is to say of the whole: what would become of it, what was guessed, what fits nothing."""
        new = self.new
        unknown = [one for one in new if one.fit is Fit.UNKNOWN]
        guessed = [one for one in new if one.fit is Fit.GUESSED]
        bare = sum(one.fit is Fit.NO_CARD for one in new)
        again = len(self.lines) - len(new)
        documents = counted(len(self.groups), "workshop note")
        said = [f"{counted(len(new), 'line')} in {documents}." if new else "There is nothing new in this return."]
        if guessed:
            said.append(f"Guessed: {'; '.join(f'“{one.card}” is {one.label}' for one in guessed)}.")
        if unknown:
            cards = ", ".join(f"“{card}”" for card in dict.fromkeys(one.card for one in unknown))
            said.append(f"No card or question is called {cards}: these words come in linked with nothing.")
        if bare:
            said.append(f"{counted(bare, 'line names', 'lines name')} no card.")
        if again:
            said.append(f"{counted(again, 'line is', 'lines are')} there already and left out.")
        if self.empty:
            said.append(f"{counted(self.empty, 'empty line')} passed over.")
        if self.unnamed:
            said.append("Which workshop this was is not said: give its name, or its day.")
        return (*said, *self.told_of_earlier)

    @property
    def told_of_earlier(self) -> tuple[str, ...]:
        """What came back before of the same groups, and what becomes of it."""
        return tuple(self._earlier_told())

    def _earlier_told(self) -> Iterator[str]:
        if not self.earlier:
            return
        notes = listed([one.words for one in self.earlier])
        yield f"Came back before from the same workshop: {notes}."
        if self.second is None:
            yield "Say whether this return replaces that, or is added to it: then votes on one card both count."
        elif self.second is Second.ADDS:
            yield "This return is added to it: votes on one card both count."
        else:
            coded = " and what is coded in it" if any(one.codings for one in self.earlier) else ""
            yield f"This return replaces it: the note of before{coded} goes out of the study; undo brings it back."


class ReturnIndex:
    """What a return is held against: the cards of the study, and what came back before. Read on a copy, once."""

    def __init__(self, conn: sqlite3.Connection) -> None:
        self._cards = CardIndex(conn)
        self._there = _there(conn)
        self._notes = _notes(conn)

    def arriving(
        self, typed: Iterable[TypedLine], session: str = "", day: str = "", second: Second | None = None
    ) -> ReturnsArriving:
        """A return as it would be taken in; `session` is what the workshop is called, `day` when it was (ISO 8601).

        A workshop that is not named is by its day. Where the same group left a note of the same workshop before,
        `second` says what becomes of that one. The words are as they were typed: whoever shows them shows names as
        everywhere.
        """
        given = list(typed)
        named = workshop_name(session) or named_by_day(day)
        if second is Second.REPLACES:
            # What is the same as in the note that goes comes in anew; what came back in full before replaces nothing.
            earlier = self._held(given, named, frozenset()).earlier
            going = frozenset(title_key(one.group) for one in earlier)
            return replace(self._held(given, named, going), earlier=earlier, second=second)
        return replace(self._held(given, named, frozenset()), second=second)

    def _held(self, given: list[TypedLine], session: str, going: frozenset[str]) -> ReturnsArriving:
        """The lines held against what is there but for the notes that are `going`, by the keys of their titles."""
        seen = {mark for mark in self._there if mark[0] not in going}
        there = {(group, about): votes for group, about, votes, _ in seen if votes is not None}
        here: dict[tuple[str, str], int] = {}
        lines: list[ReturnLine] = []
        for one in given:
            if one.is_empty:
                continue
            found = self._cards.find(one.card) if one.card.strip() else None
            line = _line(one, found, session)
            mark = _mark(line)
            before = here.get(mark[:2], there.get(mark[:2]))
            if mark in seen:
                line = replace(line, note="there already", again=True)
            elif line.votes is not None and before is not None:
                both = ", and both count" if mark[:2] in here else ""
                note = f"this group gave it {counted(before, 'vote')} before{both}"
                line = replace(line, note="; ".join(filter(None, (line.note, note))))
            if line.votes is not None:
                here[mark[:2]] = line.votes
            lines.append(line)
            seen.add(mark)
        coming = dict.fromkeys(title_key(one.group) for one in lines if not one.again)
        earlier = dict.fromkeys(note for key in coming for note in self._notes.get(key, ()))
        return ReturnsArriving(tuple(lines), len(given) - len(lines), tuple(earlier))


def arriving(
    conn: sqlite3.Connection,
    typed: Iterable[TypedLine],
    session: str = "",
    day: str = "",
    second: Second | None = None,
) -> ReturnsArriving:
    """Hold a return against the study; see `ReturnIndex.arriving`. On a copy."""
    return ReturnIndex(conn).arriving(typed, session, day, second)


def _line(typed: TypedLine, found: Found | None, session: str) -> ReturnLine:
    card = " ".join(typed.card.split())[:_MOST_CARD]
    votes = votes_in(typed.votes)
    words, notes = typed.words.strip(), []
    if typed.votes.strip() and votes is None:
        notes.append(f"“{typed.votes.strip()}” is no number of votes")
        words = f"{words} (votes: {typed.votes.strip()})".strip()
    if found is None:
        fit, target = Fit.NO_CARD, None
    else:
        target = found.target
        fit = Fit.UNKNOWN if target is None else Fit.GUESSED if found.guessed else Fit.FITS
        if found.others:
            notes.append(f"may be {' or '.join(found.others[:4])}")
    workshop = workshop_name(typed.workshop) or session
    group = title_of_note(workshop, typed.group)
    return ReturnLine(typed.line, card, fit, target, words, votes, group, "; ".join(notes), unnamed=not workshop)


_Mark = tuple[str, str, int | None, str]


def _mark(line: ReturnLine) -> _Mark:
    """What tells a line from others: the group, what it answers, the votes, the words."""
    about = line.target.row_id if line.target is not None else line.card.casefold()
    return title_key(line.group), about, line.votes, " ".join(line.said.split()).casefold()


def _there(conn: sqlite3.Connection) -> set[_Mark]:
    """Those of the lines that were taken in before; the words are those that came."""
    return {
        (title_key(title), on_id or card.casefold(), votes, " ".join(words.split()).casefold())
        for name, day, on_id, card, votes, words in conn.execute(
            "SELECT coalesce(d.title, d.name), coalesce(d.date, ''), r.on_id, r.card, r.votes, "
            "substr(t.words, r.start + 1, r.stop - r.start) FROM returned r "
            "JOIN document d ON d.id = r.document_id AND d.deleted_at IS NULL "
            "JOIN text_version v ON v.id = r.version_id JOIN text t ON t.sha256 = v.sha256 "
            "WHERE r.deleted_at IS NULL"
        )
        for title in titles_meant(name, day)
    }


def _notes(conn: sqlite3.Connection) -> dict[str, list[Earlier]]:
    """The notes that came back before, by the keys of the titles they have or would have."""
    found: dict[str, list[Earlier]] = defaultdict(list)
    for row in conn.execute(
        "SELECT d.id, coalesce(d.title, d.name), coalesce(d.date, ''), count(*), "
        "(SELECT count(*) FROM coding_seen c WHERE c.document_id = d.id) FROM returned r "
        "JOIN document d ON d.id = r.document_id AND d.deleted_at IS NULL "
        "WHERE r.deleted_at IS NULL GROUP BY d.id ORDER BY d.num"
    ):
        note = Earlier(*row)
        for title in titles_meant(note.group, note.day):
            found[title_key(title)].append(note)
    return dict(found)

"""A workshop's return before it is taken in: what each line answers, what fits no card, what is there already."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from qualcode.analysis.phrases import counted
from qualcode.analysis.returns.cards import CardIndex, Found, Target
from qualcode.analysis.returns.columns import votes_in
from qualcode.analysis.returns.typed import TypedLine

USUAL_GROUP = "Workshop"  # of lines that name no group, where nobody says what workshop it was
_MOST_CARD, _MOST_GROUP = 60, 80  # letters that are kept of a card as typed, and of a group's name


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
    in this return: it is not taken in.
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

    @property
    def label(self) -> str:
        """The id of the card, or what was typed for it."""
        return self.card if self.target is None else self.target.id

    @property
    def said(self) -> str:
        """What stands for it in its document: the words, the votes where there are none."""
        return self.words or (counted(self.votes, "vote") if self.votes is not None else "")


@dataclass(frozen=True)
class ReturnsArriving:
    """A return as it would be taken in; `empty` is how many of its lines have neither words nor votes."""

    lines: tuple[ReturnLine, ...]
    empty: int = 0

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
        return tuple(said)


class ReturnIndex:
    """What a return is held against: the cards of the study, and what came back before. Read on a copy, once."""

    def __init__(self, conn: sqlite3.Connection) -> None:
        self._cards = CardIndex(conn)
        self._there = _there(conn)

    def arriving(self, typed: Iterable[TypedLine], session: str = "") -> ReturnsArriving:
        """A return as it would be taken in; `session` is what the workshop is called.

        The words are as they were typed: whoever shows them shows names as everywhere.
        """
        seen = set(self._there)
        voted = {(group, about): votes for group, about, votes, _ in self._there if votes is not None}
        given = list(typed)
        lines: list[ReturnLine] = []
        for one in given:
            if one.is_empty:
                continue
            found = self._cards.find(one.card) if one.card.strip() else None
            line = _line(one, found, " ".join(session.split()))
            mark = _mark(line)
            before = voted.get(mark[:2])
            if mark in seen:
                line = replace(line, note="there already", again=True)
            elif line.votes is not None and before is not None:
                note = f"this group gave it {counted(before, 'vote')} before, and both count"
                line = replace(line, note="; ".join(filter(None, (line.note, note))))
            if line.votes is not None:
                voted[mark[:2]] = line.votes
            lines.append(line)
            seen.add(mark)
        return ReturnsArriving(tuple(lines), len(given) - len(lines))


def arriving(conn: sqlite3.Connection, typed: Iterable[TypedLine], session: str = "") -> ReturnsArriving:
    """Hold a return against the study; see `ReturnIndex.arriving`. On a copy."""
    return ReturnIndex(conn).arriving(typed, session)


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
    return ReturnLine(typed.line, card, fit, target, words, votes, _group(typed.group, session), "; ".join(notes))


def _group(named: str, session: str) -> str:
    """`Leeds, 12 May: Table 2`; the workshop alone, or the group alone, where the other is not said."""
    group = " ".join(named.split())[:_MOST_GROUP]
    return ": ".join(filter(None, (session[:_MOST_GROUP], group))) or USUAL_GROUP


_NUMBERED = re.compile(r" \(\d+\)$")  # of a second document of one name
_Mark = tuple[str, str, int | None, str]


def _mark(line: ReturnLine) -> _Mark:
    """What tells a line from others: the group, what it answers, the votes, the words."""
    about = line.target.row_id if line.target is not None else line.card.casefold()
    return _NUMBERED.sub("", line.group).casefold(), about, line.votes, " ".join(line.said.split()).casefold()


def _there(conn: sqlite3.Connection) -> set[_Mark]:
    """Those of the lines that were taken in before; the words are those that came."""
    return {
        (_NUMBERED.sub("", name).casefold(), on_id or card.casefold(), votes, " ".join(words.split()).casefold())
        for name, on_id, card, votes, words in conn.execute(
            "SELECT coalesce(d.title, d.name), r.on_id, r.card, r.votes, "
            "substr(t.words, r.start + 1, r.stop - r.start) FROM returned r "
            "JOIN document d ON d.id = r.document_id AND d.deleted_at IS NULL "
            "JOIN text_version v ON v.id = r.version_id JOIN text t ON t.sha256 = v.sha256 "
            "WHERE r.deleted_at IS NULL"
        )
    }

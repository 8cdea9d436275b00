"""Words of a codebook that are somebody's: names made in vivo, what is repeated in definitions, what changes tell.

They leave the study only as far as those words may.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from qualcode.analysis.code_history import Difference
from qualcode.analysis.codes import codebook
from qualcode.analysis.held_words import held_words
from qualcode.analysis.in_vivo import Named, said_as_names
from qualcode.analysis.naming import names_of
from qualcode.codebooks.code import Code, Codebook
from qualcode.exports.phrases import counted
from qualcode.participants.accounts import WORDS_HELD
from qualcode.participants.disclosure import Audience, clear

HELD_BACK = "(name held back)"
_BROUGHT_IN = (".csv", ".xlsx")


def with_names_for(conn: sqlite3.Connection, book: Codebook, audience: Audience, day: date) -> Codebook:
    """The codebook with `HELD_BACK` for each name that is words which may not be shown, and none of them elsewhere.

    A name is somebody's words where it is those of one of the code's own passages, whole or cut off with “…”, or was
    before these were corrected; one such passage that may be shown frees it. So it is where it repeats what was
    withdrawn, refused or may not be quoted. The example goes with the name, since it may hold the same words.
    """
    words = _CodeWords(conn, ((code.id, code.name) for code in book.codes if not code.is_area), audience, day)
    return Codebook(tuple(map(words.code, book.codes)))


def book_for_file(conn: sqlite3.Connection, book: Codebook, audience: Audience, day: date, suffix: str) -> Codebook:
    """The codebook as it may stand in a file of an ending: as `with_names_for` has it where people read it.

    A table of the team's, which is brought in again, keeps its words: their codes would be called otherwise then.
    """
    return book if _is_exchange(audience, suffix) else with_names_for(conn, book, audience, day)


def told_of_exchange(conn: sqlite3.Connection, book: Codebook, audience: Audience, day: date, suffix: str) -> str:
    """What a table of the team's holds that is printed nowhere else, as a sentence; nothing where that is nothing."""
    if not _is_exchange(audience, suffix):
        return ""
    shown = with_names_for(conn, book, audience, day)
    number = sum(one != other for one, other in zip(book.codes, shown.codes, strict=True))
    if not number:
        return ""
    verb, they = ("holds", "it stands") if number == 1 else ("hold", "they stand")
    return (
        f"{counted(number, 'code')} {verb} words that were withdrawn or refused; {they} in this table unchanged, so "
        "that it can be brought in again: keep it within the team."
    )


def changes_for(
    conn: sqlite3.Connection, found: Sequence[Difference], audience: Audience, day: date
) -> list[Difference]:
    """What changed in the codebook, with no words in names, definitions and reasons that may not be shown."""
    words = _CodeWords(conn, _every_name(conn), audience, day)
    return [words.change(one) for one in found]


def told_for(conn: sqlite3.Connection, told: Iterable[str], audience: Audience, day: date) -> list[str]:
    """What was done to a study, an action each, with no names of codes nor other words that may not be shown."""
    words = _CodeWords(conn, _every_name(conn), audience, day)
    return list(map(words.told, told))


def titles_for(conn: sqlite3.Connection, audience: Audience, day: date) -> dict[str, str]:
    """Index and name of each code by its id, as far as these readers may read it."""
    return {code.id: code.title for code in with_names_for(conn, codebook(conn), audience, day).codes}


def _is_exchange(audience: Audience, suffix: str) -> bool:
    return audience is Audience.TEAM and suffix.casefold() in _BROUGHT_IN


class _CodeWords:
    """Tells what of a codebook's words an audience may not have on a day, and puts something in its place."""

    def __init__(self, conn: sqlite3.Connection, named: Iterable[Named], audience: Audience, day: date) -> None:
        self._written = held_words(conn, audience, day)
        self._held = {
            one
            for one, said in said_as_names(conn, named).items()
            if not clear(said, audience, on=day, names=names_of(conn)).cleared
        }
        self._standing = _standing_in({name for _, name in self._held})

    def code(self, code: Code) -> Code:
        """A code as it may be read."""
        if (code.id, code.name) in self._held or self._written.runs(code.name, quoted=True):
            code = replace(code, name=HELD_BACK, example="")
        return replace(
            code,
            definition=self._said(code.definition),
            use_when=self._said(code.use_when),
            do_not_use_when=self._said(code.do_not_use_when),
        )

    def change(self, one: Difference) -> Difference:
        """A change as it may be read."""
        return replace(
            one,
            code=self.code(one.code),
            before=self.told(one.before),
            after=self.told(one.after),
            others=tuple(map(self.told, one.others)),
            reasons=tuple(map(self.told, one.reasons)),
            label=self.told(one.label),
        )

    def told(self, words: str) -> str:
        """Words that may hold names of codes."""
        if self._standing is not None:
            words = self._standing.sub(HELD_BACK, words)
        return HELD_BACK if self._written.runs(words, quoted=True) else words

    def _said(self, words: str) -> str:
        """A definition without what it repeats."""
        for run in reversed(self._written.runs(words)):
            words = f"{words[: run.span.start]}{WORDS_HELD}{words[run.span.end :]}"
        return words


def _standing_in(names: Iterable[str]) -> re.Pattern[str] | None:
    """What finds names of codes in what is told of them; one word alone only in quotation marks or after a number."""
    forms = [
        re.escape(name) if " " in name else rf"(?<=“){re.escape(name)}(?=”)|(?:\A|(?<=\d )){re.escape(name)}\Z"
        for name in sorted(names, key=len, reverse=True)
    ]
    return re.compile("|".join(forms)) if forms else None


def _every_name(conn: sqlite3.Connection) -> Iterator[Named]:
    """Every name that a code ever had."""
    yield from conn.execute(
        "SELECT DISTINCT row_id, json_extract(after, '$.name') FROM change "
        "WHERE tbl = 'code' AND json_extract(after, '$.name') IS NOT NULL"
    )

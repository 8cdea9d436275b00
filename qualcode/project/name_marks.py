"""What a study keeps of its list of names: marks of those that stand in it, for where the list is not at hand."""

from __future__ import annotations

import json
import secrets
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Any

from qualcode.edits.store import Change
from qualcode.participants.name_finding import Finder, Key, sought
from qualcode.participants.name_marks import (
    Mark,
    MarkedNames,
    beyond,
    key_of,
    marks_of,
    names_again,
    read_stored,
    stored,
)
from qualcode.participants.names import ListState, Name, Names

SALT = "name-salt"
_MARKED = "names-marked"
_TIMES = "names-times"

# Tables in which nobody's words stand, or those of other tables again.
_WORDLESS = frozenset(
    {"coding", "place", "turn", "text_version", "journal", "agreed", "name_mark", "opening", "session"}
)
_AT_ONCE = 200_000  # characters that are looked through together
_APART = "\n\n"  # no name goes on after an empty line


def marked_names(conn: sqlite3.Connection) -> MarkedNames | None:
    """The list of names by its marks; None where the study keeps none."""
    key = study_key(conn)
    if key is None or _setting(conn, _MARKED) is None:
        return None
    return MarkedNames((mark for _, mark in _kept(conn)), key)


def are_of(conn: sqlite3.Connection, stamp: str) -> bool:
    """Whether the marks are of the list as it is: `stamp` says when its file was written."""
    return _setting(conn, _MARKED) == stamp


def keep_marks(conn: sqlite3.Connection, names: Names, stamp: str, lacking: Sequence[Mark] = ()) -> None:
    """Keep marks of all ways in which names of the list are written that stand anywhere in the study; no others.

    `lacking` are marks kept before of names that the list lacks: they are kept beside it. A name that stands nowhere
    could be guessed from its mark, one that does can be read beside it. Inside a transaction of the caller's, or in
    its own; 0.6 s for a million words.
    """
    key = study_key(conn) or _new_key(conn)
    marks = [*marks_of(names, key), *(replace(mark, name=mark.name + len(names)) for mark in lacking)]
    _replace(conn, _standing(conn, list(enumerate(marks)), key))
    conn.execute("INSERT OR REPLACE INTO setting VALUES (?, ?)", (_MARKED, stamp))


def lacking_marks(conn: sqlite3.Connection, lists: Iterable[Names]) -> list[Mark]:
    """The marks of names that stand in the study, which none of some lists would hide wherever the mark does."""
    key = study_key(conn)
    if key is None or _setting(conn, _MARKED) is None:
        return []
    found = beyond([mark for _, mark in _kept(conn)], [mark for names in lists for mark in marks_of(names, key)])
    return [mark for _, mark in _standing(conn, list(enumerate(found)), key)]


def times_known(conn: sqlite3.Connection) -> int:
    """How often the list was written that the study knew last; 0 where it knew none."""
    known = _setting(conn, _TIMES)
    return int(known) if known is not None and known.isdecimal() and study_key(conn) is not None else 0


def know_times(conn: sqlite3.Connection, times: int) -> None:
    """Remember how often the list was written, so that an older one is known as such."""
    conn.execute("INSERT OR REPLACE INTO setting VALUES (?, ?)", (_TIMES, str(times)))


def names_by_words(conn: sqlite3.Connection, marks: Iterable[Mark]) -> list[Name]:
    """The names of some marks, by the words of the study in which they stand."""
    key = study_key(conn)
    return [] if key is None else names_again(marks, _together(_all_words(conn)), key)


def keep_those_that_stand(conn: sqlite3.Connection, names: Names | None = None) -> None:
    """Look through a study whose words were rewritten, and drop the marks that stand nowhere any more.

    Of `names`, where the list is at hand, those are kept that stand there; in a study without marks, none.
    """
    key = study_key(conn)
    if key is None or _setting(conn, _MARKED) is None:
        return
    if names is not None and names.state is ListState.HERE:
        marks = list(enumerate(marks_of(names, key)))
    else:
        marks = _kept(conn)
    _replace(conn, _standing(conn, marks, key))


def show_otherwise(conn: sqlite3.Connection, shown: str, called: str) -> None:
    """Let something else stand for the names for which `shown` stands."""
    conn.execute(
        "UPDATE name_mark SET replacement = ? WHERE person IN (SELECT person FROM name_mark WHERE replacement = ?)",
        (called, shown),
    )


def show_labels_otherwise(conn: sqlite3.Connection, labels: Mapping[str, frozenset[str]], called: str) -> None:
    """Let something else stand for the names under which somebody speaks, each in documents of these ids."""
    key = study_key(conn)
    if key is None:
        return
    ways = [(how, ids) for label, ids in labels.items() if (how := sought(label, False, key)) is not None]
    persons = {
        mark.name
        for _, mark in _kept(conn)
        for how, ids in ways
        if (mark.sought.words, mark.sought.run) == (how.words, how.run)
        and (mark.documents is None or mark.documents & ids)
    }
    conn.executemany(
        "UPDATE name_mark SET replacement = ? WHERE person = ?", [(called, person) for person in sorted(persons)]
    )


class Unmarked:
    """The ways in which names of the list are written that stood nowhere in the study yet, marked once they do."""

    def __init__(self, conn: sqlite3.Connection, names: Names) -> None:
        key = study_key(conn)
        self._marks: dict[int, Mark] = {}
        if key is not None and names.state is ListState.HERE:
            kept = {place for place, _ in _kept(conn)}
            self._marks = {place: one for place, one in enumerate(marks_of(names, key)) if place not in kept}
        self._finder: Finder | None = None
        if key is not None and self._marks:
            self._finder = Finder.by_keys(((one.sought, "", place) for place, one in self._marks.items()), key)

    def note(self, conn: sqlite3.Connection, changes: Iterable[Change]) -> bool:
        """Mark what changes bring into the study, in the caller's transaction; whether there was any."""
        if self._finder is None:
            return False
        found: set[int] = set()
        for words in _together(_brought(conn, changes)):
            found |= self._finder.owners_in(words)
        _insert(conn, [(place, self._marks[place]) for place in sorted(found)])
        return bool(found)


def _brought(conn: sqlite3.Connection, changes: Iterable[Change]) -> Iterator[str]:
    for change in changes:
        if change.table == "text_version" and "sha256" in change.after:
            yield from (
                words
                for (words,) in conn.execute("SELECT words FROM text WHERE sha256 = ?", (change.after["sha256"],))
            )
        elif change.table not in _WORDLESS:
            yield from _texts_in(change.after)


def standing_names(conn: sqlite3.Connection, names: Names) -> set[int]:
    """The places in the list of the names that stand anywhere in the study."""
    key = key_of("00")
    return {mark.name for _, mark in _standing(conn, list(enumerate(marks_of(names, key))), key)}


# In the file


def _setting(conn: sqlite3.Connection, key: str) -> str | None:
    found = conn.execute("SELECT value FROM setting WHERE key = ?", (key,)).fetchone()
    return None if found is None else str(found[0])


def study_key(conn: sqlite3.Connection) -> Key | None:
    """What tells a word's digest in this study; None where it never kept a mark."""
    salt = _setting(conn, SALT)
    try:
        return None if salt is None else key_of(salt)
    except ValueError:  # not as it was written: the marks mean nothing
        return None


def _new_key(conn: sqlite3.Connection) -> Key:
    salt = secrets.token_hex(16)
    conn.execute("INSERT OR REPLACE INTO setting VALUES (?, ?)", (SALT, salt))
    return key_of(salt)


def _kept(conn: sqlite3.Connection) -> list[tuple[int, Mark]]:
    """The marks that are kept, each with its place among all of the list; one that cannot be read is left out."""
    rows = conn.execute("SELECT id, digest, replacement, document_id, person FROM name_mark ORDER BY id").fetchall()
    found: list[tuple[int, Mark]] = []
    for place, alike in groupby(rows, key=lambda row: row[0].partition(".")[0]):
        together = list(alike)
        _, digest, replacement, document, name = together[0]
        how = read_stored(digest)
        if how is None or not place.isdecimal():
            continue
        documents = None if document is None else frozenset(row[3] for row in together if row[3])
        found.append((int(place), Mark(how, replacement, name, documents)))
    return found


def _replace(conn: sqlite3.Connection, marks: Iterable[tuple[int, Mark]]) -> None:
    conn.execute("DELETE FROM name_mark")
    _insert(conn, marks)


def _insert(conn: sqlite3.Connection, marks: Iterable[tuple[int, Mark]]) -> None:
    for place, mark in marks:
        documents = [None] if mark.documents is None else sorted(mark.documents) or [""]
        conn.executemany(
            "INSERT OR REPLACE INTO name_mark VALUES (?, ?, ?, ?, ?, ?)",
            [
                (f"{place:08}.{number}", stored(mark.sought), len(mark.sought.words), mark.shown, document, mark.name)
                for number, document in enumerate(documents)
            ],
        )


# Looking through the study


def _standing(conn: sqlite3.Connection, marks: Sequence[tuple[int, Mark]], key: Key) -> list[tuple[int, Mark]]:
    """Those of some marks that stand anywhere in the study."""
    if not marks:
        return []
    finder = Finder.by_keys(((mark.sought, "", place) for place, mark in marks), key)
    found: set[int] = set()
    for words in _together(_all_words(conn)):
        found |= finder.owners_in(words)
    return [(place, mark) for place, mark in marks if place in found]


def _together(texts: Iterable[str]) -> Iterator[str]:
    """Short texts as a few long ones: a text is looked through in the time of its words, but begins in 10 µs."""
    held: list[str] = []
    length = 0
    for words in texts:
        held.append(words)
        length += len(words)
        if length > _AT_ONCE:
            yield _APART.join(held)
            held, length = [], 0
    yield _APART.join(held)


def _all_words(conn: sqlite3.Connection) -> Iterator[str]:
    """All that stands in the study, what is kept of its history too."""
    tables = conn.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    for (table,) in tables:
        if table in _WORDLESS or table.startswith(("sqlite_", "_sqlite_")) or "_search" in table:
            continue
        for row in conn.execute(f'SELECT * FROM "{table}"'):
            yield from _texts_in([_read(value) for value in row])
    wordless = ", ".join(f"'{table}'" for table in sorted(_WORDLESS))
    for row in conn.execute(f"SELECT before, after FROM journal WHERE tbl NOT IN ({wordless})"):
        yield from _texts_in([_read(value) for value in row])


def _read(value: Any) -> Any:
    """What a cell holds, read where it holds several values."""
    if isinstance(value, str) and value[:1] in ("[", "{"):
        try:
            return json.loads(value)
        except ValueError:
            return value
    return value


def _texts_in(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, (list, tuple)):
        for one in value:
            yield from _texts_in(one)
    elif isinstance(value, dict):
        for key, one in value.items():
            yield key
            yield from _texts_in(one)

"""Names that stood for somebody who was erased: off the list, or shown as nobody where others still say them."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable
from dataclasses import replace

from qualcode.analysis.phrases import counted
from qualcode.participants.names import ListState, Name, Names
from qualcode.project.key_file import NAMES_SETTING
from qualcode.project.name_marks import keep_those_that_stand, show_otherwise, standing_names, study_key

# Until it is done, which may have to wait for the list: digests of what stood for them, and what they are called now.
_TO_SETTLE = "names-to-settle"


def theirs(names: Names, pseudonym: str) -> list[Name]:
    """The names of the list for which a pseudonym is shown."""
    return [name for name in names if pseudonym in {shown for _, shown in name.forms}]


def names_in_words(names: Names, pseudonym: str, called: str) -> str:
    """What becomes of their names on the list, said before it is done; empty where there is nothing to say."""
    if names.state is ListState.MISSING:
        return (
            "The list of names is not on this machine. Names on it that this participant stands for are taken off "
            "once it is here again and the study is opened; tables of names kept elsewhere are yours to delete."
        )
    found = theirs(names, pseudonym)
    if not found:
        return ""
    them = "it is" if len(found) == 1 else "they are"
    return (
        f"{counted(len(found), 'name')} that this participant stands for on the list of names on this machine: "
        f"{them} taken off; one that others still say stays on it, shown as “{called}”."
    )


def mark_without(conn: sqlite3.Connection, names: Names, pseudonym: str, called: str) -> None:
    """Keep of the marks of names what still stands in a study from which somebody was erased, without them."""
    keep_those_that_stand(conn, names)
    show_otherwise(conn, pseudonym, called)


def leave_word(conn: sqlite3.Connection, pseudonym: str, called: str) -> None:
    """Note, with the erasing itself, that the list is to be settled; a study that never had one needs none."""
    key = study_key(conn)
    if key is None or conn.execute("SELECT 1 FROM setting WHERE key = ?", (NAMES_SETTING,)).fetchone() is None:
        return
    known = [*_to_settle(conn), (key(pseudonym), called)]
    conn.execute("INSERT OR REPLACE INTO setting VALUES (?, ?)", (_TO_SETTLE, json.dumps(known)))


def settle(conn: sqlite3.Connection, names: Names, keep: Callable[[Iterable[Name]], object]) -> list[str]:
    """Take the names of those who were erased off the list, and keep it; what was done, in sentences.

    Nothing is done where none were erased. Raises Problem where the list cannot be saved; it is tried again then.
    """
    wanted, key = dict(_to_settle(conn)), study_key(conn)
    if not wanted or key is None or names.state is not ListState.HERE:
        return []
    standing = standing_names(conn, names)
    left: list[Name] = []
    off = stays = 0
    for place, name in enumerate(names):
        called = next((wanted[one] for _, shown in name.forms if (one := key(shown)) in wanted), None)
        if called is None:
            left.append(name)
        elif place in standing:
            stays += 1
            left.append(replace(name, shown=called, variants=tuple(replace(one, shown="") for one in name.variants)))
        else:
            off += 1
    if off or stays:
        keep(left)
    conn.execute("DELETE FROM setting WHERE key = ?", (_TO_SETTLE,))
    said = [f"{counted(off, 'name')} that stood for them {'is' if off == 1 else 'are'} off the list of names."]
    others = [f"{counted(stays, 'name')} that others still say {'is' if stays == 1 else 'are'} shown otherwise now."]
    return [*(said if off else []), *(others if stays else [])]


def unsettled(conn: sqlite3.Connection) -> bool:
    """Whether the list is still to be settled."""
    return bool(_to_settle(conn))


def _to_settle(conn: sqlite3.Connection) -> list[tuple[str, str]]:
    found = conn.execute("SELECT value FROM setting WHERE key = ?", (_TO_SETTLE,)).fetchone()
    try:
        held = json.loads(found[0]) if found is not None else []
        return [(str(digest), str(called)) for digest, called in held]
    except (ValueError, TypeError):  # not as it was written
        return []

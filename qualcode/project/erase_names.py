"""Names that stood for somebody who was erased: off the list, or shown as nobody where others still say them."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from qualcode.analysis.phrases import counted
from qualcode.participants.name_finding import likeness
from qualcode.participants.names import ListState, Name, Names
from qualcode.project.erase_whose import Whose
from qualcode.project.key_file import NAMES_SETTING
from qualcode.project.name_marks import (
    keep_those_that_stand,
    show_labels_otherwise,
    show_otherwise,
    standing_names,
    study_key,
)

# Until it is done, which may have to wait for the list: digests of what stood for them, and what they are called now.
_TO_SETTLE = "names-to-settle"
_ANYWHERE = ""


def _is_shown_so(name: Name, who: Whose) -> bool:
    """Whether their pseudonym is shown for a name."""
    return who.pseudonym in {shown for _, shown in name.forms}


def _speaks_so(name: Name, who: Whose) -> bool:
    """Whether they speak under a name, where it is replaced."""
    real = {likeness(form) for form, _ in name.forms}
    return any(
        likeness(label) in real and (name.documents is None or bool(name.documents & ids))
        for label, ids in who.labels.items()
    )


def _shown_as(name: Name, called: str) -> Name:
    return replace(name, shown=called, variants=tuple(replace(one, shown="") for one in name.variants))


def names_in_words(names: Names, who: Whose) -> str:
    """What becomes of their names on the list, said before it is done; empty where there is nothing to say."""
    if names.state is ListState.MISSING:
        return (
            "The list of names is not on this machine. Names on it that this participant stands for are taken off "
            "once it is here again and the study is opened; tables of names kept elsewhere are yours to delete."
        )
    shown_so = [name for name in names if _is_shown_so(name, who)]
    speaks = [name for name in names if not _is_shown_so(name, who) and _speaks_so(name, who)]
    found = [*shown_so, *speaks]
    if not found:
        return ""
    them = "it is" if len(found) == 1 else "they are"
    under = f" They speak under {counted(len(speaks), 'name')} for which another is shown." if speaks else ""
    return (
        f"{counted(len(found), 'name')} that this participant stands for on the list of names on this machine: "
        f"{them} taken off; one that others still say stays on it, shown as “{who.called}”.{under}"
    )


def mark_without(conn: sqlite3.Connection, names: Names, who: Whose) -> None:
    """Keep of the marks of names what still stands in a study from which somebody was erased, without them."""
    show_otherwise(conn, who.pseudonym, who.called)
    show_labels_otherwise(conn, who.labels, who.called)
    if names.state is ListState.HERE:
        own = (_is_shown_so(name, who) or _speaks_so(name, who) for name in names)
        shown = [_shown_as(name, who.called) if theirs else name for name, theirs in zip(names, own, strict=True)]
        names = Names(shown, names.state)
    keep_those_that_stand(conn, names)


def leave_word(conn: sqlite3.Connection, who: Whose) -> None:
    """Note, with the erasing itself, that the list is to be settled; a study that never had one needs none."""
    key = study_key(conn)
    if key is None or conn.execute("SELECT 1 FROM setting WHERE key = ?", (NAMES_SETTING,)).fetchone() is None:
        return
    labels = (key(_label(label, one)) for label, ids in who.labels.items() for one in (_ANYWHERE, *sorted(ids)))
    known = [*_to_settle(conn), *((digest, who.called) for digest in (key(who.pseudonym), *labels))]
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
        called = next((wanted[one] for told in _told_of(name) if (one := key(told)) in wanted), None)
        if called is None:
            left.append(name)
        elif place in standing:
            stays += 1
            left.append(_shown_as(name, called))
        else:
            off += 1
    keep(left)  # also where none is on it: what was taken off it and stands nowhere now is forgotten with it
    conn.execute("DELETE FROM setting WHERE key = ?", (_TO_SETTLE,))
    said = [f"{counted(off, 'name')} that stood for them {'is' if off == 1 else 'are'} off the list of names."]
    others = [f"{counted(stays, 'name')} that others still say {'is' if stays == 1 else 'are'} shown otherwise now."]
    return [*(said if off else []), *(others if stays else [])]


def _told_of(name: Name) -> Iterator[str]:
    """What tells whose a name is: what is shown for it, and that somebody speaks under it where it is replaced."""
    places = [_ANYWHERE] if name.documents is None else sorted(name.documents)
    for real, shown in name.forms:
        yield shown
        yield from (_label(real, place) for place in places)


def _label(label: str, document_id: str) -> str:
    return "\n".join((document_id, *likeness(label), ""))


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

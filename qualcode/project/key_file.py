"""The key file: which name is shown as what, kept apart from the study, its history, copies and reports."""

from __future__ import annotations

import contextlib
import json
import os
import secrets
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qualcode.analysis.naming import NO_NAME_TO_HIDE
from qualcode.analysis.phrases import counted
from qualcode.analysis.phrases import listed as in_words
from qualcode.participants.name_marks import IncompleteNames, Mark, MarkedNames
from qualcode.participants.names import ListState, Name, Names, Variant, What
from qualcode.problem import Problem
from qualcode.project.name_marks import lacking_marks, marked_names, study_key, times_known

_FORM = 1
_MOST_SHOWN = 5

# What a study remembers of its list: that there is one; never a name.
NAMES_SETTING = "names"
LISTED = "listed"

# The memos that say that there is no name to hide, by id: it is so as long as one of them stands.
_SAID_SETTING = "nothing-to-hide"
_SAID = "nothing to hide"  # in older studies, in place of `LISTED`

# What it means that a list is not at hand.
_UNMARKED = "So the words are shown with their real names."
_MARKED = (
    "What stands for its names is shown all the same, by marks that the study keeps of them. No name can be added or "
    "changed, and one that the list gained elsewhere is not known here."
)


def keys_folder() -> Path:
    """Where key files lie; `QUALCODE_KEYS` overrides."""
    if named := os.environ.get("QUALCODE_KEYS"):
        return Path(named)
    from platformdirs import user_data_dir

    return Path(user_data_dir("qualcode", appauthor=False)) / "keys"


def key_path(study_id: str) -> Path:
    """The key file of a study."""
    return keys_folder() / f"{study_id}.json"


def check_apart(key: Path, study: Path) -> None:
    """Raise Problem where a key file would lie in the study's folder, and so go wherever the study goes."""
    folder = study.absolute().parent.resolve()
    if key.absolute().resolve().is_relative_to(folder):
        raise Problem(
            "The list of names may not lie inside the study’s folder.",
            f"It would be handed on and copied with the study. The folder is {folder}.",
            "Choose another place for it with QUALCODE_KEYS.",
        )


@dataclass(frozen=True, slots=True)
class KeptList:
    """What a key file holds: the names, those that somebody took off expressly, and how often it was written.

    What was taken off is kept to be put back, and to tell a name that was taken off from one that is lacking.
    """

    names: tuple[Name, ...]
    off: tuple[Name, ...] = ()
    times: int = 0


def read_key(study_id: str) -> KeptList | None:
    """A study's list; None where there is no such file.

    Raises Problem where it cannot be read, or is another study's.
    """
    path = key_path(study_id)
    try:
        held = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        raise _unreadable(path, "It cannot be read.") from error
    try:
        if held["study"] != study_id:
            raise _unreadable(path, "It belongs to another study.")
        if held["form"] > _FORM:
            raise _unreadable(path, "A newer qualcode wrote it.")
        off = tuple(map(_name, held.get("off", ())))
        return KeptList(tuple(map(_name, held["names"])), off, int(held.get("times", 0)))
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise _unreadable(path, "It does not hold a list of names as qualcode writes it.") from error


def _unreadable(path: Path, why: str) -> Problem:
    # Where it lies is for the person alone; what it holds is told to nobody.
    return Problem(
        "The list of names cannot be used.",
        f"{why} It is {path}",
        "Mend it, or put a copy of it back. Where there is none, move it away and put the names back from the words "
        "of the study: qualcode names recover",
    )


def write_key(study_id: str, study: Path, kept: KeptList) -> Path:
    """Write the list, sorted, whole or not at all; only its owner may read it.

    Raises Problem where it would lie in the study's folder, or cannot be written.
    """
    path = key_path(study_id)
    check_apart(path, study)
    held = {
        "form": _FORM,
        "study": study_id,
        "times": kept.times,
        "names": [_entry(name) for name in kept.names],
        "off": [_entry(name) for name in kept.off],
    }
    words = json.dumps(held, ensure_ascii=False, indent=1)
    unfinished = path.with_name(f".{secrets.token_hex(8)}.unfinished")
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with contextlib.suppress(OSError):
            path.parent.chmod(0o700)
        try:
            handle = os.open(unfinished, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
            with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
                file.write(words + "\n")
                file.flush()
                os.fsync(file.fileno())
            unfinished.replace(path)
        finally:
            unfinished.unlink(missing_ok=True)
    except OSError as error:
        raise Problem(
            "The list of names could not be saved.",
            f"{path}: {error.strerror or 'no reason given'}",
            "Check that you may write there, or choose another place with QUALCODE_KEYS.",
        ) from error
    return path


def say_nothing_to_hide(conn: sqlite3.Connection, memo_ids: Iterable[str]) -> None:
    """Remember the memos that say that there is no name to hide, beside those that said so before."""
    said = " ".join((_setting(conn, _SAID_SETTING) or "", *memo_ids)).strip()
    conn.execute("INSERT OR REPLACE INTO setting VALUES (?, ?)", (_SAID_SETTING, said))


def note_list(conn: sqlite3.Connection) -> None:
    """Remember that the study has a list: what was said before of nothing to hide holds no more."""
    conn.execute("INSERT OR REPLACE INTO setting VALUES (?, ?)", (NAMES_SETTING, LISTED))
    conn.execute("DELETE FROM setting WHERE key = ?", (_SAID_SETTING,))


def was_said(conn: sqlite3.Connection) -> bool:
    """Whether somebody said once that there is no name to hide, even if it was taken back."""
    return _setting(conn, _SAID_SETTING) is not None or _setting(conn, NAMES_SETTING) == _SAID


def _nothing_to_hide(conn: sqlite3.Connection) -> bool:
    """Whether a memo stands that says so, and the study keeps no mark of a name."""
    if not was_said(conn) or marked_names(conn):
        return False
    said = (_setting(conn, _SAID_SETTING) or "").split()
    stand = conn.execute("SELECT id, body FROM memo WHERE kind = 'method' AND deleted_at IS NULL")
    in_words = _setting(conn, NAMES_SETTING) == _SAID
    return any(memo_id in said or (in_words and body.startswith(NO_NAME_TO_HIDE)) for memo_id, body in stand)


def _setting(conn: sqlite3.Connection, key: str) -> str | None:
    found = conn.execute("SELECT value FROM setting WHERE key = ?", (key,)).fetchone()
    return None if found is None else str(found[0])


def load_names(conn: sqlite3.Connection) -> tuple[Names, Problem | None]:
    """A study's list as it is found on this machine, and why it cannot be used, where it is not at hand."""
    study = conn.execute("SELECT id FROM study").fetchone()
    if study is None:  # it is being made
        return Names(), None
    study_id: str = study[0]
    try:
        held = read_key(study_id)
        if held is not None and (partial := incomplete(conn, held)) is not None:
            return partial, partial.why
        if held is not None and held.names:
            return Names(held.names, ListState.HERE), None
    except Problem as problem:
        return _by_marks(conn, problem)
    if _nothing_to_hide(conn):
        return Names((), ListState.NOT_NEEDED), None
    if held is not None:
        return Names((), ListState.HERE), None
    if _setting(conn, NAMES_SETTING) in (None, _SAID) and not marked_names(conn):
        return Names(), None
    return _by_marks(
        conn,
        Problem(
            "The list of names of this study is not on this machine.",
            f"It belongs at “{key_path(study_id)}”.",
            "Copy it there from the machine it was made on. Until then nothing can be exported for readers outside.",
        ),
    )


def incomplete(conn: sqlite3.Connection, held: KeptList) -> IncompleteNames | None:
    """The list with what it lacks of the names of the study; None where it lacks nothing.

    Raises Problem where the list does not hold together.
    """
    listed, off = Names(held.names, ListState.HERE), [Names([one]) for one in held.off]
    lacking = lacking_marks(conn, [listed, *off])
    if not lacking and held.times >= times_known(conn):
        return None
    key = study_key(conn)
    assert key is not None  # it kept a mark, or knows how often its list was written
    return IncompleteNames(listed, lacking, key, _why_incomplete(lacking))


def _why_incomplete(lacking: Sequence[Mark]) -> Problem:
    title = "The list of names on this machine is not the whole list of this study."
    copied = "Copy the newer list here from the machine it was made on."
    shut = "Until it is whole, nothing can be exported for readers outside, and no name can be added."
    if not lacking:
        return Problem(
            title,
            "It is older than the one that the study knew, and may lack names, though it hides all that stand in the "
            f"study. {shut}",
            f"{copied} Where there is no newer one, or only names were taken off it, let this one be the whole list: "
            "qualcode names recover",
        )
    remedy = f"{copied} Where that is lost, put the names back from the study’s own words: qualcode names recover"
    shown = list({mark.name: f"“{mark.shown}”" for mark in reversed(lacking)}.values())[::-1]
    others = [f"{len(shown) - _MOST_SHOWN:,} others"] if len(shown) > _MOST_SHOWN else []
    return Problem(
        title,
        f"{counted(len(shown), 'name')} that it lacks {'is' if len(shown) == 1 else 'are'} shown as "
        f"{in_words([*shown[:_MOST_SHOWN], *others])} all the same, by marks that the study keeps. {shut}",
        remedy,
    )


def _by_marks(conn: sqlite3.Connection, problem: Problem) -> tuple[Names, Problem]:
    """What is left of a list that cannot be used, and what that means."""
    marked = marked_names(conn)
    names: Names = Names((), ListState.MISSING) if marked is None else marked
    means = _UNMARKED if marked is None else _MARKED
    return names, Problem(problem.title, f"{means} {problem.detail}", problem.remedy)


def names_to_hide(names: Names) -> Problem | None:
    """Why nobody can say that there is no name to hide; None where neither a list nor marks hold one."""
    if names.state is ListState.HERE and names:
        holds = "1 name is" if len(names) == 1 else f"{len(names):,} names are"
        return Problem(
            f"There is something to hide: {holds} on the study’s list.",
            "Nobody would look for them any more in what readers outside the team are given.",
            "Take each name off the list first: qualcode names remove NAME",
        )
    if names.state is not ListState.MISSING or (isinstance(names, MarkedNames) and not names):
        return None
    return Problem(
        "There may be something to hide: the study has a list of names, but not on this machine.",
        "The names that stand in the study would be read outside the team.",
        "Bring the list back from the machine it was made on. Where nothing on it is a name to hide, take each off "
        "it first: qualcode names remove NAME",
    )


def without_the_list(conn: sqlite3.Connection) -> Problem:
    """Why no name can be added to a list that is not at hand."""
    names, problem = load_names(conn)
    if isinstance(names, IncompleteNames):
        return names.why
    title = "The list of names of this study is not on this machine." if problem is None else problem.title
    return Problem(
        title,
        "A new one would be written over it, and would not hold the names that are on it.",
        "Copy it here from the machine it was made on, then open the study again. Where it is lost, put its names "
        "back from the study’s own words (qualcode names recover), or begin another (qualcode names add --anew); "
        "what it hid stays hidden.",
    )


def stamp(study_id: str) -> str:
    """When the key file was written and how long it is, which says nothing of what it holds; empty without one."""
    try:
        held = key_path(study_id).stat()
    except OSError:
        return ""
    return f"{held.st_size}-{held.st_mtime_ns}"


def _entry(name: Name) -> dict[str, Any]:
    return {
        "name": name.real,
        "shown": name.shown,
        "what": str(name.what),
        "as_written": name.as_written,
        "variants": {variant.real: variant.shown for variant in name.variants},
        "documents": None if name.documents is None else sorted(name.documents),
    }


def _name(entry: dict[str, Any]) -> Name:
    documents = entry["documents"]
    return Name(
        real=str(entry["name"]),
        shown=str(entry["shown"]),
        what=What(entry["what"]),
        variants=tuple(Variant(str(real), str(shown)) for real, shown in entry["variants"].items()),
        as_written=bool(entry["as_written"]),
        documents=None if documents is None else frozenset(map(str, documents)),
    )

"""Erasing a participant: from every text, every row, the history, the search index, and the backups."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from qualcode.analysis.phrases import counted
from qualcode.edits.clock import Clock
from qualcode.edits.memos import MemoTarget, WriteMemo
from qualcode.edits.store import Store
from qualcode.participants.names import ListState, Names
from qualcode.problem import Problem
from qualcode.project.erase_begun import BEGUN, press_out_erased, say_gone
from qualcode.project.erase_coined import long_names
from qualcode.project.erase_names import leave_word, mark_without, settle, unsettled
from qualcode.project.erase_rewriting import Erasing
from qualcode.project.erase_touched import Touched, some, touched
from qualcode.project.erase_whose import Whose
from qualcode.project.files_left import files_left
from qualcode.project.journal import ERASURE
from qualcode.project.project import Project
from qualcode.project.wiping import clean_copies, clean_traces, own_files, still_sound, whole_or_not
from qualcode.project.without_names import cells

FAILED = "The participant could not be erased."
_SOUGHT = 100  # stretches of their words that are looked for in the bytes: each is a reading of every file
_LONG_ENOUGH = 12


@dataclass(frozen=True)
class Erased:
    """What was done and what is left to do, in sentences; `files` are those that name files outside the study.

    `left` are files of the study whose bytes still hold their words.
    """

    sentences: tuple[str, ...]
    files: tuple[str, ...]
    left: tuple[Path, ...] = ()


@dataclass(frozen=True)
class _Erase:
    """Erase, and leave a memo on method that somebody was; never who, nor their words, unless `pseudonym`.

    `copies` is done last, once nothing can fail any more, and before the study is saved: should it end halfway, they
    are still found by whoever asks again. Raises Problem where the history would no longer add up.
    """

    who: Whose
    touched: Touched
    listed: Names
    copies: Callable[[], None]
    pseudonym: str = ""

    def apply(self, store: Store) -> str:
        still_sound(store.conn, Erasing(store.conn, self.who).run, FAILED)
        mark_without(store.conn, self.listed, self.who)
        leave_word(store.conn, self.who)
        say_gone(store.conn)
        whom = f"“{self.pseudonym}”" if self.pseudonym else "a participant"
        went = self.touched.counted
        words = f"On {store.today.isoformat()} {whom} was erased (“{self.who.called}”): {went}."
        WriteMemo(words, "method", MemoTarget("study", store.value("SELECT id FROM study"))).apply(store)
        self.copies()
        return f"{ERASURE}{whom}: {went}"


def erase(
    path: Path,
    participant_id: str,
    coder: str | None = None,
    *,
    clock: Clock | None = None,
    named: bool = False,
    takes_once: bool | None = None,
) -> Erased:
    """Erase a participant from a closed study and all that lies beside it; it cannot be taken back.

    With `named` the record says their pseudonym; `takes_once` says whether words go too that were theirs and are
    somebody else's now. Raises Problem where the study cannot be opened for writing, they are not in it, there are
    such words and nobody says what becomes of them, or what is left would not hold together; it is then as it was.
    """
    with Project.open(path, clock=clock, back_up=False) as project:
        if project.read_only:
            raise Problem("This study is open for reading only.", remedy="Copy it to a folder you may write to.")
        if coder is not None:
            project.sign_in(coder)
        found, listed = touched(project.conn, participant_id, bool(takes_once)), project.names
        if takes_once is None and found.once:
            raise undecided(found)
        sought, said = _sought(found.who), list[str]()
        project.set_setting(BEGUN, participant_id)
        edit = _Erase(
            found.who,
            found,
            listed,
            lambda: said.extend(_clean_backups(path, found.who, listed)),
            found.who.pseudonym if named else "",
        )
        try:
            made = project.make(edit)
        except Problem:
            if not said:
                project.conn.execute("DELETE FROM setting WHERE key = ?", (BEGUN,))
            raise
        said += _settled(project, listed)
        press_out_erased(project.conn)
    lines = [f"{made.label}. It cannot be taken back."]
    lines += [*found.coined.after(), *said]
    clean_traces(found.who.words.hits)
    return Erased((*lines, *found.elsewhere), tuple(files_that_hold(path, found)), tuple(_left(path, sought)))


def undecided(found: Touched) -> Problem:
    """That somebody must say what becomes of words that were theirs."""
    return Problem(
        found.once,
        "They go too where they are theirs, and stay where only a label was wrong. Nothing was changed.",
        "Say which: --with-given or --without-given.",
    )


def files_that_hold(path: Path, found: Touched) -> list[str]:
    """Sentences naming the files, imported from or exported to, that hold their words or their name; none is altered.

    Seconds, where there are many files.
    """
    said = files_left(path, found.imported, found.who.words, "their words or their name")
    unsaid = [one for one in found.sources if not any(Path(one).name in sentence for sentence in said)]
    if unsaid:
        said.append(f"What they said was imported from {some(unsaid)}: look there yourself.")
    return said


def _settled(project: Project, listed: Names) -> list[str]:
    """What became of the list of names."""
    said = settle(project.conn, project.names, project.keep_names)
    if unsettled(project.conn) and listed.state is ListState.MISSING:
        said.append("Names that stood for them are taken off the list once it is on this machine again.")
    return said


def _clean_backups(path: Path, who: Whose, listed: Names) -> list[str]:
    def rewrite(copy: sqlite3.Connection) -> None:
        erasing = Erasing(copy, who)

        def work() -> None:
            erasing.run()
            mark_without(copy, listed, who)

        if not erasing.is_done():
            whole_or_not(copy, work, FAILED)

    cleaned, deleted = clean_copies(path, rewrite)
    said = [f"Erased in {counted(len(cleaned), 'backup')} too."] if cleaned else []
    if deleted:
        said.append(f"{counted(deleted, 'backup')} could not be rewritten, and so might hold the words: deleted.")
    return said


# The bytes


def _sought(who: Whose) -> frozenset[bytes]:
    """Stretches of what they said as it stands in the file, some of each text, to be looked for afterwards."""
    found: list[bytes] = []
    for said in who.words.said:
        words = said.split()
        middle = max(0, len(words) // 2 - 3)
        stretch = " ".join(words[middle : middle + 6])
        if len(words) > 5 and len(stretch) > _LONG_ENOUGH and stretch in said:
            found.append(stretch.encode())
    names = (name.encode() for name in long_names(who.coined))
    return frozenset([*found[:: max(1, len(found) // _SOUGHT)], *names])


def _left(path: Path, sought: frozenset[bytes]) -> list[Path]:
    """The files of a closed study whose bytes hold what they said, where nobody else in the study says the same."""
    held = {file: _in_bytes(file, sought) for file in own_files(path)}
    if found := frozenset[bytes]().union(*held.values()):
        with Project.open(path, back_up=False) as project:
            found -= _still(cells(project.conn), found)
    return [file for file, stretches in held.items() if stretches & found]


def _in_bytes(file: Path, sought: frozenset[bytes]) -> frozenset[bytes]:
    content = file.read_bytes()
    return frozenset(one for one in sought if one in content)


def _still(texts: Iterable[str], found: frozenset[bytes]) -> frozenset[bytes]:
    """Those that rightly stand in the study still."""
    wanted = {one: one.decode() for one in found}
    return frozenset(one for text in texts for one, words in wanted.items() if words in text)

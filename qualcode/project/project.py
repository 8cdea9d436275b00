"""An open study: reads, edits, undo and redo on its one connection."""

from __future__ import annotations

import os
import platform
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Concatenate, ParamSpec, Self, TypeVar

from qualcode import __version__
from qualcode.analysis.counts.kept import keep_on, share, still_kept
from qualcode.analysis.naming import StudyConnection, names_of
from qualcode.edits.clock import Clock, WallClock
from qualcode.edits.ids import HybridClock, new_id
from qualcode.edits.store import STORE_ERRORS, Change, Edit, Store, Writer
from qualcode.edits.study import AddCoder, BeginStudy
from qualcode.edits.undo import Restore
from qualcode.participants.names import Name, Names
from qualcode.problem import Problem
from qualcode.project import backup, lock
from qualcode.project.connection import SUFFIX, as_database, connect, transaction, up_to_date_in_memory
from qualcode.project.erase_begun import press_out_erased
from qualcode.project.journal import Action, Stacks, changes_of, history, stacks
from qualcode.project.schema import SCHEMA_VERSION, migrate
from qualcode.project.study_names import StudyNames

if TYPE_CHECKING:
    from sqlite_utils import Database

P = ParamSpec("P")
T = TypeVar("T")

# `u` looks this far back; History reaches everything.
_UNDO_DEPTH = 1000


@dataclass(frozen=True)
class Made:
    """What an edit did: its label for people, and every row it changed; `told` are sentences to say with it."""

    action_id: str
    label: str
    changes: tuple[Change, ...]
    undoes: str | None = None
    told: tuple[str, ...] = ()


class Project:
    """The open study, on the thread that opened it. Close it, or use it as a context manager."""

    def __init__(self, conn: sqlite3.Connection, path: Path, clock: Clock, *, read_only: bool = False) -> None:
        self.conn = conn
        self.path = path
        self.clock = clock
        self.read_only = read_only
        self.coder_id: str | None = None
        self._device = new_id()
        self._noted = False
        self._own: list[Action] | None = None
        self._listeners: list[Callable[[Made], None]] = []
        latest = self.conn.execute("SELECT max(hlc) FROM change").fetchone()[0]
        self._hybrid = HybridClock(latest or "")
        self._names = StudyNames(conn, path, read_only=read_only)
        self.load_names()

    @cached_property
    def db(self) -> Database:
        """The connection as `sqlite_utils` knows it, for edits."""
        return as_database(self.conn)

    # Opening and closing

    @classmethod
    def create(cls, path: Path, title: str, *, clock: Clock | None = None) -> Project:
        """Begin a study in a new file. Raises Problem when something is there already."""
        if path.suffix != SUFFIX:
            path = path.with_name(path.name + SUFFIX)
        if path.exists():
            raise Problem(f"{path.name} is there already.", remedy="Open it, or choose another name.")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise Problem(f"The folder {path.parent} cannot be made.", str(error.strerror)) from error
        conn = connect(path, create=True)
        try:
            migrate(as_database(conn))
            project = cls(conn, path, clock or WallClock())
            project.make(BeginStudy(" ".join(title.split()) or path.stem))
        except BaseException:
            conn.close()
            path.unlink(missing_ok=True)
            raise
        lock.write_note(path, project.clock.now())
        return project

    @classmethod
    def open(cls, path: Path, *, clock: Clock | None = None, back_up: bool = True) -> Project:
        """Open a study; a file that may not be written to, or is a backup, opens for reading.

        Raises Problem when the file is missing, foreign, newer, damaged or open elsewhere. With `back_up`, keeps a
        copy if anything was done since the last one; an older file is always copied, then brought up to date.
        """
        clock = clock or WallClock()
        read_only = path.is_file() and (bool(backup.study_of(path)) or not _writable(path))
        conn = connect(path, read_only=read_only)
        try:
            (version,) = conn.execute("PRAGMA user_version").fetchone()
            if read_only and version < SCHEMA_VERSION:
                conn = up_to_date_in_memory(conn)
            elif version < SCHEMA_VERSION:
                if version:
                    backup.back_up(conn, path, clock.now(), "-before-change")
                migrate(as_database(conn))
            if not conn.execute("SELECT count(*) FROM study").fetchone()[0]:
                raise Problem(
                    f"{path.name} was never finished.",
                    "qualcode was stopped while it made the study; nothing is in it.",
                    "Delete the file, and begin the study again.",
                )
            project = cls(conn, path, clock, read_only=read_only)
            if not read_only:
                press_out_erased(conn)
                lock.write_note(path, clock.now())
                if back_up:
                    project.back_up_if_changed()
        except STORE_ERRORS as error:
            conn.close()
            raise Problem(
                f"{path.name} is damaged.",
                str(error),
                f"Copy the newest file from “{backup.folder(path).name}” beside it and open that.",
            ) from error
        except BaseException:
            conn.close()
            raise
        return project

    def close(self) -> None:
        """Close the file; everything acknowledged is in it already."""
        if not self.read_only:
            lock.remove_note(self.path)  # before the lock goes: afterwards it may be somebody else's
        self.conn.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def back_up_if_changed(self) -> Path | None:
        """Copy the study beside it if anything was done since the last copy; None where nothing was, or it failed."""
        (last,) = self.conn.execute("SELECT max(id) FROM change").fetchone()
        kept = self.setting("backed-up")
        if last is None or (kept == str(last) and backup.backups(self.path)):
            return None
        try:
            copy = backup.back_up(self.conn, self.path, self.clock.now())
        except (OSError, sqlite3.Error):
            return None
        self.set_setting("backed-up", str(last))
        return copy

    # Reading

    def read(
        self,
        function: Callable[Concatenate[sqlite3.Connection, P], T],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> T:
        """Call a function of the connection."""
        return function(self.conn, *args, **kwargs)

    def copy(self) -> sqlite3.Connection:
        """The study copied into memory, for a long read on another thread; close it after use."""
        self._names.load_if_changed()
        memory = sqlite3.connect(":memory:", check_same_thread=False, isolation_level=None, factory=StudyConnection)
        self.conn.backup(memory)
        memory.names = self.names
        share(self.conn, memory)
        return memory

    def read_copy(
        self,
        function: Callable[Concatenate[sqlite3.Connection, P], T],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> T:
        """Call a function of a copy in memory: for reads of more than 50 ms."""
        memory = self.copy()
        try:
            return function(memory, *args, **kwargs)
        finally:
            memory.close()

    @property
    def study_id(self) -> str:
        found: str = self.conn.execute("SELECT id FROM study").fetchone()[0]
        return found

    @property
    def title(self) -> str:
        found: str = self.conn.execute("SELECT title FROM study").fetchone()[0]
        return found

    # What is local to this copy, not part of the history

    def setting(self, key: str) -> str | None:
        found = self.conn.execute("SELECT value FROM setting WHERE key = ?", (key,)).fetchone()
        return None if found is None else str(found[0])

    def set_setting(self, key: str, value: str) -> None:
        counted = still_kept(self.conn)
        self.conn.execute("INSERT OR REPLACE INTO setting VALUES (?, ?)", (key, value))
        keep_on(self.conn, counted)

    # Names, whose list lies outside the study

    @property
    def names(self) -> Names:
        """The list of names that are not to be shown."""
        return names_of(self.conn)

    def load_names(self) -> Problem | None:
        """Read the list of names of this study; returns why that cannot be used, where it is not at hand."""
        return self._names.load()

    def keep_names(self, names: Iterable[Name], *, anew: bool = False, seen: Names | None = None) -> Names:
        """Keep a new list of names, from now on shown everywhere; 0.6 s for a million words of the study.

        What the list gained since it was `seen` (where that is not now), or from another copy of the study, stays on
        it. Raises Problem where it does not
        hold together, or the study has a list that is not at hand and would be written over, unless a list is begun
        `anew`: beside that the marks of the old one hide as before.
        """
        return self._names.keep(names, anew=anew, seen=seen)

    def recover_names(self) -> Sequence[Name]:
        """Put names back on the list that the study's marks hide and the list here lacks, by the study's own words.

        Gives those names. Raises Problem where the list cannot be read or saved.
        """
        return self._names.recover()

    @property
    def names_taken_off(self) -> Sequence[Name]:
        """The names that somebody took off the list, as they stood on it, where they stand in the study still."""
        return self._names.taken_off

    def say_nothing_to_hide(self, reason: str) -> Made:
        """Record that no name needs hiding, with who says so and why; it holds until that is taken back.

        Raises Problem where no reason is given, and while a list or the marks of one hold names.
        """
        from qualcode.edits.pseudonyms import NothingToHide  # 50 ms that a study takes longer to open

        self._names.check_nothing_to_hide()
        made = self.make(NothingToHide(reason))
        self._names.say_nothing_to_hide(made.changes)
        return made

    # Editing

    def sign_in(self, name: str) -> str:
        """Say who codes from now on, adding them where they are new; returns the coder's id."""
        edit = AddCoder(name, self.study_id)
        known = self.conn.execute("SELECT count(*) FROM coder WHERE id = ?", (edit.id,)).fetchone()[0]
        if not known and not self.read_only:
            self.coder_id = None  # nobody's to undo
            self.make(edit)
        self.coder_id, self._device, self._noted, self._own = edit.id, new_id(), False, None
        return edit.id

    def subscribe(self, listener: Callable[[Made], None]) -> None:
        """Tell `listener` of every action, after its commit, on this thread."""
        self._listeners.append(listener)

    def make(self, edit: Edit, *, goes_on: str | None = None) -> Made:
        """Carry out an edit in one transaction; it is on disk when this returns.

        `goes_on` names the action it belongs to, as one step to undo, where nothing was done since. Raises Problem
        when it cannot be done; the study is then as it was.
        """
        return self._make(edit, None, goes_on=goes_on)

    def _make(self, edit: Edit, undoes: str | None, what: str = "did", *, goes_on: str | None = None) -> Made:
        from qualcode.edits.derived import refresh  # 30 ms that a study takes longer to open

        if self.read_only:
            raise Problem(
                "This study is open for reading only.",
                remedy="Copy it to a folder you may write to, and open the copy.",
            )
        action_id, counted = new_id(), still_kept(self.conn)
        with transaction(self.conn):
            if goes_on is not None and goes_on == self._latest():
                action_id = goes_on
            self._note_session()
            store = Store(self.db, Writer(self.coder_id, self._device), self.clock, self._hybrid)
            label = edit.apply(store)
            refresh(store)
            store.write_journal(action_id, label, undoes)
            self._names.mark_new(store.changes)
        if all(change.table == "coding" for change in store.changes):
            keep_on(self.conn, counted, {change.row_id for change in store.changes})
        self._names.heed(store.changes)
        self._noted = True
        made = Made(action_id, label, tuple(store.changes), undoes, tuple(store.told))
        if made.changes:
            if self._own is not None and action_id != goes_on:
                entry = Action(action_id, label, undoes, self.coder_id, store.now, len(made.changes), what)
                self._own.append(entry)
            for listener in list(self._listeners):
                listener(made)
        return made

    def _latest(self) -> str | None:
        """The action that was done last, where the coder at the keyboard did it."""
        found = self.conn.execute("SELECT action_id, author FROM action ORDER BY num DESC LIMIT 1").fetchone()
        return str(found[0]) if found is not None and found[1] == self.coder_id else None

    def _note_session(self) -> None:
        """Note this opening in the file, with its first write."""
        if not self._noted:
            now = self.clock.now().isoformat(timespec="milliseconds")
            self.conn.execute(
                "INSERT OR IGNORE INTO session VALUES (?, ?, ?, ?, ?)",
                (self._device, platform.node(), self.coder_id, __version__, now),
            )

    # Undo and redo

    def stacks(self) -> Stacks:
        """What the coder at the keyboard can undo and redo."""
        if self._own is None:
            # Everybody's, for others may take back one's own. 40 ms with 100,000 codings, so read once per coder.
            self._own = history(self.conn, latest=_UNDO_DEPTH)[::-1]
        return stacks(self._own, self.coder_id)

    def undo(self, *, agreed: bool = False, because: str = "") -> Made:
        """Take back the coder's own latest action. Raises Problem when there is none, or as `undo_action`."""
        done = self.stacks().done
        if self.coder_id is None or not done:
            raise Problem("There is nothing to undo.")
        return self.undo_action(done[-1], agreed=agreed, because=because)

    def redo(self, *, agreed: bool = False, because: str = "") -> Made:
        """Do again what was undone last. Raises Problem when there is nothing, or as `undo_action`."""
        undone = self.stacks().undone
        if self.coder_id is None or not undone:
            raise Problem("There is nothing to redo.")
        original, undo = undone[-1]
        changes = changes_of(self.conn, undo.id)
        return self._make(Restore(original.label, changes, agreed=agreed, because=because), undo.id, "did again")

    def undo_action(self, action: Action, *, anyway: bool = False, agreed: bool = False, because: str = "") -> Made:
        """Take back any action of the history. Raises Problem when its rows were changed since, unless `anyway`.

        Raises WithdrawnComesBack where it takes back that somebody withdrew, unless `agreed`, or `because` says why.
        """
        if action.is_erasure:
            raise Problem("Who was erased cannot be brought back.", remedy="Nothing was changed.")
        what = "did again" if action.what == "undid" else "undid"
        changes = changes_of(self.conn, action.id)
        return self._make(Restore(action.label, changes, anyway, agreed, because), action.id, what)


def _writable(path: Path) -> bool:
    """Whether the study can be opened for writing: the file and, for SQLite's log, its folder."""
    return os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)

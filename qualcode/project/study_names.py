"""The list of names of an open study: read from its key file, kept there, and marked in the study."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from pathlib import Path

from qualcode.analysis.counts.kept import keep_on, still_kept
from qualcode.analysis.naming import StudyConnection
from qualcode.edits.store import Change
from qualcode.participants.names import ListState, Name, Names
from qualcode.problem import Problem
from qualcode.project.connection import transaction
from qualcode.project.erase_names import settle, unsettled
from qualcode.project.key_file import (
    load_names,
    names_to_hide,
    note_list,
    say_nothing_to_hide,
    stamp,
    was_said,
    without_the_list,
    write_key,
)
from qualcode.project.name_marks import Unmarked, are_of, keep_marks


class StudyNames:
    """What an open study knows of its names; its connection carries the list, which lies outside the study."""

    def __init__(self, conn: sqlite3.Connection, path: Path, *, read_only: bool) -> None:
        assert isinstance(conn, StudyConnection)
        self._conn = conn
        self._path = path
        self._read_only = read_only
        self._unmarked: Unmarked | None = None

    @property
    def _study_id(self) -> str:
        return str(self._conn.execute("SELECT id FROM study").fetchone()[0])

    def load(self) -> Problem | None:
        """Read the list; returns why it cannot be used, where it is not at hand."""
        names, problem = load_names(self._conn)
        self._conn.names = names
        self._keep_marks()
        if not self._read_only and names.state is ListState.HERE and unsettled(self._conn):
            try:
                settle(self._conn, names, self.keep)
            except Problem as unsaved:
                return unsaved
        return problem

    def keep(self, names: Iterable[Name], *, anew: bool = False) -> Names:
        """Keep a new list: see `Project.keep_names`."""
        if self._conn.names.state is ListState.MISSING and not anew:
            raise without_the_list(self._conn)
        checked = Names(names, ListState.HERE)
        write_key(self._study_id, self._path, checked)
        if not self._read_only:
            note_list(self._conn)
        self._conn.names = checked
        self._keep_marks()
        return checked

    def check_nothing_to_hide(self) -> None:
        """Raise Problem where the list, or the marks that the study keeps of one, hold names."""
        self.load()
        problem = names_to_hide(self._conn.names)
        if problem is not None:
            raise problem

    def say_nothing_to_hide(self, changes: Iterable[Change]) -> None:
        """Hide nothing while the memo stands that these changes bring."""
        say_nothing_to_hide(self._conn, (change.row_id for change in changes if change.table == "memo"))
        self.load()

    def heed(self, changes: Iterable[Change]) -> None:
        """Know anew whether there is nothing to hide, where a memo that may say so was taken back or came again."""
        if any(change.table == "memo" for change in changes) and was_said(self._conn):
            self.load()

    def _keep_marks(self) -> None:
        """Keep marks of the list where it is at hand and has become another."""
        self._unmarked = None
        if self._read_only or self._conn.names.state is not ListState.HERE:
            return
        written = stamp(self._study_id)
        if are_of(self._conn, written):
            return
        counted = still_kept(self._conn)
        with transaction(self._conn):
            keep_marks(self._conn, self._conn.names, written)
        keep_on(self._conn, counted)

    def mark_new(self, changes: Iterable[Change]) -> None:
        """Mark names of the list that an edit brings into the study, in its transaction."""
        if self._conn.names.state is ListState.HERE:
            self._unmarked = self._unmarked or Unmarked(self._conn, self._conn.names)
            if self._unmarked.note(self._conn, changes):
                self._unmarked = None  # read anew with the next: this edit may yet be taken back

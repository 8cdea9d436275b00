"""The list of names of an open study: read from its key file, kept there, and marked in the study."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from qualcode.analysis.counts.kept import keep_on, still_kept
from qualcode.analysis.naming import StudyConnection
from qualcode.edits.store import Change
from qualcode.participants.name_marks import IncompleteNames, MarkedNames, beyond, key_of, marks_of, names_at_hand
from qualcode.participants.name_merging import merged, widened
from qualcode.participants.names import ListState, Name, Names
from qualcode.problem import Problem
from qualcode.project import backup
from qualcode.project.connection import transaction
from qualcode.project.erase_names import settle, unsettled
from qualcode.project.key_file import (
    KeptList,
    check_apart,
    key_path,
    load_names,
    names_to_hide,
    note_list,
    read_key,
    say_nothing_to_hide,
    stamp,
    was_said,
    without_the_list,
    write_key,
)
from qualcode.project.name_marks import (
    Unmarked,
    are_of,
    keep_marks,
    know_times,
    names_by_words,
    standing_names,
    times_known,
)
from qualcode.project.no_names import none_of_them


class StudyNames:
    """What an open study knows of its names; its connection carries the list, which lies outside the study."""

    def __init__(self, conn: sqlite3.Connection, path: Path, *, read_only: bool) -> None:
        assert isinstance(conn, StudyConnection)
        self._conn = conn
        self._path = path
        self._read_only = read_only
        self._unmarked: Unmarked | None = None
        self._stamp: str | None = None

    @property
    def _study_id(self) -> str:
        return str(self._conn.execute("SELECT id FROM study").fetchone()[0])

    def load(self) -> Problem | None:
        """Read the list; returns why it cannot be used, where it is not at hand or not whole, or what is amiss."""
        problem = self._take_up()
        names = self._conn.names
        if not self._read_only and names.state is ListState.HERE and unsettled(self._conn):
            try:
                settle(self._conn, names, self.keep)
            except Problem as unsaved:
                return unsaved
        return problem or self._lies_wrong()

    def load_if_changed(self) -> None:
        """Read the list again where its file was written since, from another copy of the study or by hand."""
        if self._stamp is not None and self._stamp != stamp(self._study_id):
            self.load()

    def _take_up(self) -> Problem | None:
        """Let the connection carry the list as its file holds it now."""
        found = self._conn.execute("SELECT id FROM study").fetchone()
        self._stamp = None if found is None else stamp(found[0])
        names, problem = load_names(self._conn)
        names.none = none_of_them(self._conn)
        names.backup_of = backup.study_of(self._path)
        self._conn.names = names
        if (wrong := self._lies_wrong()) is not None:
            names.amiss = f"{wrong.title} {wrong.remedy}"
        self._keep_marks()
        return problem

    def _lies_wrong(self) -> Problem | None:
        """That the list lies in the study's folder, where it does."""
        if self._conn.names.state is ListState.HERE and self._conn.names:
            try:
                check_apart(key_path(self._study_id), self._path)
            except Problem as problem:
                return problem
        return None

    def keep(self, names: Iterable[Name], *, anew: bool = False, seen: Names | None = None) -> Names:
        """Keep a new list: see `Project.keep_names`."""
        before = self._conn.names
        if before.state is ListState.MISSING and not anew:
            raise without_the_list(self._conn)
        # What stood on no list that was seen cannot be meant to be taken off it.
        seen = before if seen is None else seen
        known = seen.names if seen.state is ListState.HERE else ()
        wanted = Names(names, ListState.HERE).names
        return self._write(lambda held: merged(known, Names(held.names).names, wanted))

    def recover(self) -> Sequence[Name]:
        """Put back what the marks of the study hide and the list lacks: see `Project.recover_names`."""
        before = self._conn.names
        if not isinstance(before, MarkedNames):
            return ()
        self._held()
        again = names_by_words(self._conn, before.lacking)
        self._write(lambda held: widened(held.names, again))
        return again

    @property
    def taken_off(self) -> tuple[Name, ...]:
        """The names that were taken off the list expressly and stand in the study still."""
        held = read_key(self._study_id)
        return () if held is None else held.off

    def _held(self) -> KeptList:
        """What the file holds now, which another copy of the study may have changed; where it is gone, what it held.

        Raises Problem where it cannot be read: what it holds is not written over.
        """
        held, before = read_key(self._study_id), self._conn.names
        return held or KeptList(before.names if before.state is ListState.HERE else ())

    def _write(self, made_of: Callable[[KeptList], Iterable[Name]]) -> Names:
        """Write a list made of what the file holds, and once more where another has written it meanwhile."""
        written = None
        while written != stamp(self._study_id):
            written = stamp(self._study_id)
            held = self._held()
            checked = Names(made_of(held), ListState.HERE)
            before = Names(held.names).names
            off = self._off(checked, (*held.off, *before))
        # A list that is as it was is no newer: else two that are alike would each be older than the other in turn.
        newer = checked.names != before or off != held.off
        times = max(held.times, times_known(self._conn)) + newer
        write_key(self._study_id, self._path, KeptList(checked.names, off, times))
        if not self._read_only:
            note_list(self._conn)
        self._take_up()
        return self._conn.names

    def _off(self, names: Names, before: Iterable[Name]) -> tuple[Name, ...]:
        """Of names that stood on the list those that are off it now, or narrower, and stand in the study still."""
        key = key_of("00")
        on = marks_of(names, key)
        gone = (one for one in dict.fromkeys(before) if one not in names.names)
        off = [one for one in gone if beyond(marks_of(Names([one]), key), on)]
        return tuple(one for one in off if standing_names(self._conn, Names([one])))

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
        """Keep marks of the list where it is at hand and has become another, with those of what it lacks."""
        self._unmarked = None
        names = self._conn.names
        listed = names_at_hand(names)
        if self._read_only or listed.state is not ListState.HERE:
            return
        written = stamp(self._study_id)
        if are_of(self._conn, written):
            return
        counted = still_kept(self._conn)
        with transaction(self._conn):
            keep_marks(self._conn, listed, written, names.lacking if isinstance(names, IncompleteNames) else ())
            if names is listed and (held := read_key(self._study_id)) is not None:
                know_times(self._conn, held.times)
        keep_on(self._conn, counted)

    def mark_new(self, changes: Iterable[Change]) -> None:
        """Mark names of the list that an edit brings into the study, in its transaction."""
        names = self._conn.names
        listed = names_at_hand(names)
        if listed.state is ListState.HERE:
            self._unmarked = self._unmarked or Unmarked(self._conn, listed)
            if self._unmarked.note(self._conn, changes):
                self._unmarked = None  # read anew with the next: this edit may yet be taken back

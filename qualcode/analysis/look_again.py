"""What has changed under a cell of a chart since somebody wrote it, in words."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from qualcode.analysis.cells import Basis, CellState, Rested, Written
from qualcode.analysis.excerpts import Excerpt
from qualcode.analysis.phrases import counted, day_in_words
from qualcode.analysis.versions import CurrentPlaces
from qualcode.analysis.wordings import wordings_of
from qualcode.transcripts.span import Span


class LookAgain:
    """Holds cells against what is there now; reads the versions of a text and the wordings of a code once."""

    def __init__(self, conn: sqlite3.Connection) -> None:
        self._conn = conn
        self._places = CurrentPlaces(conn)
        self._current: dict[str, str] = dict(conn.execute("SELECT id, version_id FROM document"))
        self._wordings: dict[str, str] = dict(conn.execute("SELECT id, wording_id FROM code"))
        self._since: dict[str, str] = {}

    def reasons(self, cell: Written, now: Sequence[Excerpt]) -> tuple[str, ...]:
        """What has changed under a cell, a clause for each sort of change; nothing where all is as it was.

        `now` are the excerpts that the cell holds. A portrait rests on no codings.
        """
        if cell.code_id is None:
            return ()
        held = json.loads(cell.basis)
        if not held:
            return ()
        # As JSON has it, for a chart holds thousands of cells of which nothing changed.
        current = [[one.document_id, self._current[one.document_id], one.start, one.stop, one.against] for one in now]
        found = [] if [one[:5] for one in held["passages"]] == current else self._passages(Basis.of(cell.basis), now)
        wording = held["wording"]
        if wording and self._wordings.get(cell.code_id, wording) != wording:
            found.append(f"the wording of the code changed{self._on(cell.code_id)}")
        return tuple(found)

    def _passages(self, basis: Basis, now: Sequence[Excerpt]) -> list[str]:
        coded, gone, moved, corrected, turned = self._compared(basis.passages, now)
        found = []
        if coded:
            found.append(f"{counted(coded, 'passage')} {_were(coded)} coded since")
        if gone:
            found.append(
                f"{counted(gone, 'passage')} it rests on {'is' if gone == 1 else 'are'} no longer in this cell"
            )
        if corrected:
            where = "a passage" if corrected == 1 else f"{corrected:,} passages"
            found.append(f"the transcript was corrected in {where} it rests on")
        if moved:
            found.append(f"{counted(moved, 'passage')} it rests on {_were(moved)} made longer or shorter")
        if turned:
            found.append(
                f"{counted(turned, 'passage')} {'goes' if turned == 1 else 'go'} another way: for or against the code"
            )
        return found

    def _compared(self, before: Sequence[Rested], now: Sequence[Excerpt]) -> tuple[int, int, int, int, int]:
        """How many passages are new, gone, of other ends, corrected, and turned for or against."""
        places: dict[str, list[tuple[Span, Excerpt]]] = defaultdict(list)
        for one in now:
            places[one.document_id].append((Span(one.start, one.stop), one))
        known: set[str] = set()
        gone = moved = corrected = turned = 0
        for was in before:
            way = self._places.way(was.document_id, was.version_id)
            then = Span(was.start, was.stop)
            here = way.span(then)
            there = [pair for pair in places.get(was.document_id, ()) if pair[0].overlaps(here)]
            known.update(one.id for _, one in there)
            if not was.rests:
                continue
            if not there:
                gone += 1
                continue
            corrected += way.changes(then)
            moved += not way.changes(then) and all(span != here for span, _ in there)
            turned += all(one.against != was.against for _, one in there)
        return sum(one.id not in known for one in now), gone, moved, corrected, turned

    def _on(self, code_id: str) -> str:
        """` on 14 March`, of the wording that holds now; nothing where nobody knows since when."""
        if code_id not in self._since:
            present = next((one for one in wordings_of(self._conn, code_id) if one.present), None)
            self._since[code_id] = (
                f" on {day_in_words(date.fromisoformat(present.began[:10]))}" if present is not None else ""
            )
        return self._since[code_id]


def state_of_cell(cell: Written, reasons: Sequence[str]) -> CellState:
    """Where a cell stands in which somebody has written or said something."""
    return CellState.LOOK_AGAIN if reasons else cell.said.state


def _were(number: int) -> str:
    return "was" if number == 1 else "were"

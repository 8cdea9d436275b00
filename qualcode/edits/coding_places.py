"""Where codings stand in the current text of their documents, and in whose turn."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import Any

from qualcode.analysis.versions import CurrentPlaces
from qualcode.edits.store import Store
from qualcode.edits.text_steps import step_between
from qualcode.transcripts.span import Span


@dataclass(frozen=True, slots=True)
class _Placed:
    """A turn as the file keeps it."""

    number: int
    start: int
    stop: int
    speaker_id: str | None
    is_interviewer: bool


def place_codings(store: Store, document_id: str, coding_ids: set[str] | None) -> None:
    """Place the named codings of a document, all of them where `coding_ids` is None."""
    codings: list[tuple[Any, ...]]
    if coding_ids is None:
        codings = store.conn.execute(f"{_PLACED} WHERE document_id = ?", (document_id,)).fetchall()
    else:
        codings = [store.conn.execute(f"{_PLACED} WHERE id = ?", (one,)).fetchone() for one in sorted(coding_ids)]
    places = CurrentPlaces(store.conn)
    spans = [places.span(document_id, version, Span(start, stop)) for _, version, start, stop, *_ in codings]
    if not spans:
        return
    turns = _turns(store, document_id, min(span.start for span in spans), max(span.end for span in spans))
    starts = [turn.start for turn in turns]
    moved = []
    for (coding_id, _, _, _, *held), span in zip(codings, spans, strict=True):
        turn = _turn_of(span, turns, starts)
        now = [span.start, span.end, turn and turn.number, turn and turn.speaker_id]
        if now != held:
            moved.append((*now, coding_id))
    store.conn.executemany(
        "UPDATE coding SET current_start = ?, current_stop = ?, turn_number = ?, speaker_id = ? WHERE id = ?",
        moved,
    )


def _turns(store: Store, document_id: str, first: int, last: int) -> list[_Placed]:
    """The turns of a document's current text that reach between two offsets, in order."""
    return [
        _Placed(number, start, stop, speaker_id, bool(asks))
        for number, start, stop, speaker_id, asks in store.conn.execute(
            "SELECT turn.number, turn.start, turn.stop, turn.speaker_id, speaker.is_interviewer FROM document d "
            "JOIN turn ON turn.version_id = d.version_id LEFT JOIN speaker ON speaker.id = turn.speaker_id "
            "WHERE d.id = ? AND turn.start < ? AND turn.stop > ? ORDER BY turn.start",
            (document_id, last, first),
        )
    ]


_PLACED = "SELECT id, version_id, start, stop, current_start, current_stop, turn_number, speaker_id FROM coding"


def _turn_of(span: Span, turns: list[_Placed], starts: list[int]) -> _Placed | None:
    """The first participant turn that the span touches, else the turn it starts in."""
    place = max(bisect_right(starts, span.start) - 1, 0)
    touched = []
    for turn in turns[place:]:
        if turn.start >= span.end:
            break
        if turn.stop > span.start:
            touched.append(turn)
    spoken = (turn for turn in touched if turn.speaker_id is not None and not turn.is_interviewer)
    return next(spoken, touched[0] if touched else None)


def place_codings_after(store: Store, document_id: str, before: str) -> None:
    """Place the codings of a document whose text was `before` until now.

    Where it is one change away, those well before it stay, and those well after it are moved together: 15 ms instead
    of 150 for 5,000. Their words and turns are the same, so they stand where they would be found one by one.
    """
    after = store.value("SELECT version_id FROM document WHERE id = ?", document_id)
    step = step_between(store, before, after)
    if step is None:
        place_codings(store, document_id, None)
        return
    near = store.conn.execute(
        "SELECT id FROM coding WHERE document_id = ? AND current_stop >= ? AND current_start <= ?",
        (document_id, step.window.start, step.window.end),
    ).fetchall()
    if step.growth or step.more_turns:
        store.conn.execute(
            "UPDATE coding SET current_start = current_start + ?, current_stop = current_stop + ?, "
            "turn_number = turn_number + ? WHERE document_id = ? AND current_start > ?",
            (step.growth, step.growth, step.more_turns, document_id, step.window.end),
        )
    place_codings(store, document_id, {row[0] for row in near})

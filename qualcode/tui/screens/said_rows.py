"""Places where words were said, as rows with the words one below the other."""

from __future__ import annotations

from qualcode.analysis.concordance import HitRow
from qualcode.transcripts.clean import plain
from qualcode.transcripts.graphemes import cells, graphemes
from qualcode.tui.widgets.drawn_rows import Column, Row
from qualcode.tui.widgets.shown import clock

_BEFORE = 26  # cells before the words, so that they stand below one another


def columns() -> tuple[Column, ...]:
    """Who, where, whether it is coded, and the words in their sentence."""
    return (
        Column("who", 6),
        Column("document", 20, least=104),
        Column("where", 9, least=90),
        Column("", 1),
        Column("in its sentence"),
    )


def row_of(found: HitRow, row_id: str) -> Row:
    """One place as a row; ▪ says that words of it are coded."""
    where = clock(found.seconds) if found.seconds is not None else f"turn {found.turn}"
    words = f"{_end_of(found.before)}‹{found.words}›{found.after}"
    return Row(row_id, (found.who, found.document, where, "▪" if found.coded else "", words))


def _end_of(words: str) -> str:
    """The last part of some words, in exactly the cells there are before the place."""
    drawn = plain(words)
    if cells(drawn) > _BEFORE:
        kept, room = "", _BEFORE - 1
        for start, stop, width in reversed(graphemes(drawn)):
            if room < width:
                break
            kept, room = drawn[start:stop] + kept, room - width
        drawn = f"…{kept}"
    return " " * (_BEFORE - cells(drawn)) + drawn

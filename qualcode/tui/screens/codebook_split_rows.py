"""The excerpts of a code that is being split as rows, and the codes they go to."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from qualcode.analysis.codes import Use, codebook, uses
from qualcode.analysis.excerpt_rows import ExcerptRow
from qualcode.analysis.excerpts import Choice, Excerpt, excerpts
from qualcode.analysis.people import Attribute, Participant, attributes, participants
from qualcode.codebooks.code import Code, Codebook
from qualcode.project.splitting import SplitBegun
from qualcode.tui.widgets.drawn_rows import Column, Row
from qualcode.tui.widgets.shown import clock

COLUMNS = (
    Column("goes to", 22),
    Column("who", 6),
    Column("where", 9, least=72),
    Column("excerpt"),
)


@dataclass(frozen=True)
class SplitKnown:
    """What there is to split."""

    book: Codebook
    uses: dict[str, Use]
    found: list[Excerpt]
    people: dict[str, Participant]
    attributes: list[Attribute]


def split_known(conn: sqlite3.Connection, code_id: str) -> SplitKnown:
    """Read what there is to split."""
    found = excerpts(conn, Choice(codes={code_id}, seen=True))
    people = {person.id: person for person in participants(conn)}
    return SplitKnown(codebook(conn), uses(conn), found, people, list(attributes(conn)))


def row_of(found: ExcerptRow, row_id: str, goes: str) -> Row:
    """One excerpt, with what was decided on it."""
    where = clock(found.seconds) if found.seconds is not None else f"turn {found.turn}" if found.turn else ""
    return Row(row_id, (goes or "·", found.who, where, found.words), "quiet" if goes else "plain")


def targets_line(code: Code, targets: Sequence[tuple[str, str]], begun: SplitBegun, found: Iterable[Excerpt]) -> str:
    """The codes with their digits, and how many excerpts go to each."""
    decided = Counter(code_id for excerpt in found for code_id in begun.codes_of(excerpt.coding_ids[0]))
    lines = [f"{digit} {title} · {decided[code_id]}" for digit, (code_id, title) in enumerate(targets, start=1)]
    lines.append(f"- stays under {code.title} · {decided[code.id]}")
    if not targets:
        lines.insert(0, "+ adds a new code, c takes one of the codebook; then its digit sends an excerpt there.")
    return "\n".join(lines) if len(lines) <= 3 else "   ".join(lines)

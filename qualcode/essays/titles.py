"""What essays are called and where passages are kept in them, read without their quotes."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from qualcode.analysis.naming import names_of
from qualcode.essays.essay import PartKind
from qualcode.participants.disclosure import Audience
from qualcode.transcripts.quoting import in_marks

BEFORE = "^"  # in place of a heading's id: what stands before the first heading


@dataclass(frozen=True, slots=True)
class OpenEssay:
    """The essay that passages are kept for, after one of its parts: the last of those `under` a heading.

    `after` is None where they stand at its end, empty where they come first; `under` is empty where no heading is
    meant.
    """

    id: str
    title: str
    after: str | None = None
    under: str = ""
    audience: Audience = Audience.OUTSIDE

    @property
    def place(self) -> str:
        """`“Finding a way in”, under “What it did”`."""
        return f"{in_marks(self.title)}, under {in_marks(self.under)}" if self.under else in_marks(self.title)


def essay_title(conn: sqlite3.Connection, essay_id: str) -> str | None:
    """The title of an essay, with no listed name in it; None where it is gone."""
    found = conn.execute("SELECT title FROM essay WHERE id = ? AND deleted_at IS NULL", (essay_id,)).fetchone()
    return None if found is None else names_of(conn).show(found[0])


def essay_titles(conn: sqlite3.Connection) -> list[tuple[str, str]]:
    """The essays in their order, each an id and its title, with no listed name in it."""
    show = names_of(conn).show
    rows = conn.execute("SELECT id, title FROM essay WHERE deleted_at IS NULL ORDER BY place, id")
    return [(essay_id, show(title)) for essay_id, title in rows]


def essay_readers(conn: sqlite3.Connection) -> dict[str, Audience]:
    """For whom each essay is written, by its id."""
    rows = conn.execute("SELECT id, audience FROM essay WHERE deleted_at IS NULL")
    return {essay_id: Audience(readers) for essay_id, readers in rows}


def essay_open(conn: sqlite3.Connection, essay_id: str, heading_id: str = "") -> OpenEssay | None:
    """An essay to keep passages for, at the end of what stands under a heading of it; None where it is gone.

    Under `BEFORE` stands what comes before the first heading. They stand at the end of the essay where no heading is
    given, or it is gone.
    """
    title = essay_title(conn, essay_id)
    if title is None:
        return None
    (readers,) = conn.execute("SELECT audience FROM essay WHERE id = ?", (essay_id,)).fetchone()
    audience = Audience(readers)
    parts = conn.execute(_PARTS, (essay_id, essay_id)).fetchall()
    if heading_id != BEFORE and heading_id not in {part_id for part_id, heading, _ in parts if heading is not None}:
        return OpenEssay(essay_id, title, audience=audience)
    after, under, inside = "", "", heading_id == BEFORE
    for part_id, heading, _ in parts:
        if heading is not None:
            inside = part_id == heading_id
        if inside:
            after, under = part_id, heading or under
    return OpenEssay(essay_id, title, after, names_of(conn).show(under), audience)


_PARTS = f"""
SELECT id, CASE kind WHEN '{PartKind.HEADING}' THEN words END, place FROM essay_part
WHERE essay_id = ? AND deleted_at IS NULL
UNION ALL SELECT id, NULL, place FROM quote WHERE essay_id = ? AND deleted_at IS NULL
ORDER BY place, id
"""

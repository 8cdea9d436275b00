"""What is meant by the name of an essay, or of a part of one."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from qualcode.problem import Problem

if TYPE_CHECKING:
    import sqlite3

    from qualcode.essays.parts import Outline

KEPT = "kept"  # the quotes in no essay


def essay_id(conn: sqlite3.Connection, named: str) -> str:
    """The id of the essay meant. Raises Problem where there is none, or several."""
    from qualcode.essays.essays import essay_called

    return essay_called(conn, named).id


def read_outline(conn: sqlite3.Connection, named: str, now: datetime, audience: str | None = None) -> Outline:
    """The outline of the essay meant, or of kept. Raises Problem where there is none."""
    from qualcode.essays.outline import outline
    from qualcode.participants.disclosure import Audience

    meant = None if is_kept(named) else essay_id(conn, named)
    return outline(conn, meant, now.date(), None if audience is None else Audience(audience))


def after_part(conn: sqlite3.Connection, found: Outline, named: str | None) -> str | None:
    """What another part stands after: `part_called`, the beginning for `first`, the end where nothing is named."""
    from qualcode.edits.outlines import FIRST

    if named is None:
        return None
    return FIRST if named.casefold() == "first" else part_called(conn, found, named)


def last_under(found: Outline, named: str) -> str:
    """The last of what stands under the heading meant, by its words or how they begin.

    Raises Problem where there is none, or several.
    """
    from qualcode.essays.essay import PartKind
    from qualcode.essays.parts import WrittenPart

    wanted = " ".join(named.split()).casefold()
    headings = [one for one in found.parts if isinstance(one, WrittenPart) and one.kind is PartKind.HEADING]
    meant = [one for one in headings if one.words.casefold() == wanted]
    meant = meant or [one for one in headings if wanted and one.words.casefold().startswith(wanted)]
    if len(meant) == 1:
        return found.section(meant[0].id)[-1]
    title = f"Several headings are called “{named}”." if meant else f"No heading is called “{named}”."
    raise Problem(title, remedy="“qualcode essay show ESSAY” lists them; --after takes the number of a part.")


def part_called(conn: sqlite3.Connection, found: Outline, named: str) -> str:
    """The id of the part meant: by its number, or the id of a quote or of the excerpt it is kept of.

    Raises Problem where there is none.
    """
    from qualcode.analysis.named_ids import quotes_named

    if named.isdecimal() and 1 <= int(named) <= len(found.parts):
        return found.parts[int(named) - 1].id
    meant = quotes_named(conn, named, exactly=True)
    for quote in found.quotes:
        if quote.id in meant:
            return quote.id
    raise Problem(
        f"No part of this essay is called “{named}”.", remedy="“qualcode essay show ESSAY” lists them with numbers."
    )


def is_kept(named: str) -> bool:
    """Whether the quotes in no essay are meant."""
    return named.strip().casefold() == KEPT

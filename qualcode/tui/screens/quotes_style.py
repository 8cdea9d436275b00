"""What stands after the quotes of an essay, asked in a box."""

from __future__ import annotations

import sqlite3

from textual.app import App

from qualcode.analysis.people import attributes
from qualcode.edits.essays import SetCitationStyle
from qualcode.essays.citing import CitationStyle, Where, style_of
from qualcode.participants.attributes import AppliesTo, Attribute
from qualcode.tui.screens.codebook_ask import AskForm
from qualcode.tui.shell import Shell
from qualcode.tui.widgets.form import Field

_YES = "yes"


async def ask_style(shell: Shell, app: App[object], essay_id: str, title: str) -> SetCitationStyle | None:
    """Ask what stands after the quotes of an essay; None where nobody says. To be called in a worker."""
    style, printable = await shell.read(_known, essay_id)
    chosen = [one.id for one in printable] if style.attributes is None else style.attributes
    fields = [
        Field("pseudonym", "The pseudonym", _tick(style.pseudonym), "tick"),
        *(Field(one.id, one.name, _tick(one.id in chosen), "tick") for one in printable),
        Field("excerpt_id", "The quote’s short id, to find it again", _tick(style.excerpt_id), "tick"),
        Field("where", "Turn or time", str(style.where), "choice", tuple(map(str, Where))),
    ]
    values = await app.push_screen_wait(AskForm(f"After the quotes of “{title}”", fields))
    if values is None:
        return None
    ticked = tuple(one.id for one in printable if values[one.id] == _YES)
    new = CitationStyle(
        values["pseudonym"] == _YES,
        None if len(ticked) == len(printable) else ticked,
        Where(values["where"]),
        values["excerpt_id"] == _YES,
    )
    return SetCitationStyle(new, essay_id) if new != style else None


def _tick(on: bool) -> str:
    return _YES if on else ""


def _known(conn: sqlite3.Connection, essay_id: str) -> tuple[CitationStyle, list[Attribute]]:
    """The style of an essay, and the facts that may be printed."""
    return style_of(conn, essay_id), [one for one in attributes(conn, AppliesTo.PARTICIPANT) if one.printable]

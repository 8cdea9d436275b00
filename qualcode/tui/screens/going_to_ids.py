"""From a short id that somebody holds to what it names: a passage in its document, a quote, a memo."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from typing import Any, TypeVar

from textual.app import App

from qualcode.analysis.codes import codebook
from qualcode.analysis.named_ids import IdKind, Named, all_named, passage_named, quotes_named
from qualcode.analysis.naming import names_of
from qualcode.essays.quotes import quote_rows
from qualcode.problem import Problem
from qualcode.tui.screens.place import Place
from qualcode.tui.screens.questions import AskLine

IDS_IN_WORDS = (
    "Reports, sheets and lists print ids beside passages: an x with eight letters or digits after it. Capitals and "
    "spaces make no difference."
)


P = TypeVar("P", bound=Place)


@dataclass(frozen=True, slots=True)
class _Meant:
    """What an id leads to: `essay_id` is a quote's, None in Kept; `said` is told once one is there."""

    named: Named
    essay_id: str | None = None
    said: str = ""


async def ask_for_id(place: Place) -> None:
    """Ask for an id, and go to what it names."""
    typed = await place.app.push_screen_wait(AskLine("Go to an id", IDS_IN_WORDS, placeholder="x1abc234k"))
    if typed:
        await go_to_id(place, typed)


async def go_to_id(place: Place, typed: str) -> None:
    """Open a document at the passage of an excerpt, Quotes at a quote, Memos at a memo; else say why not."""
    shell = place.shell
    try:
        meant = await shell.read(_meant, typed)
    except Problem as problem:
        shell.show_problem(problem)
        return
    found = meant.named
    if found.kind is IdKind.MEMO:
        from qualcode.tui.screens.memos import MemosScreen  # with its first use

        if (memos := await _bared(place.app, "memos", MemosScreen)) is not None:
            memos.call_later(memos.show_memo, found.row_id)  # once its list is read
    elif found.kind is IdKind.QUOTE and not found.gone:
        from qualcode.tui.screens.quotes import QuotesScreen  # with its first use

        if (quotes := await _bared(place.app, "quotes", QuotesScreen)) is not None:
            quotes.call_later(quotes.show_quote, meant.essay_id, found.row_id)
    else:
        shell.open_document(found.document_id, found.span)
    if meant.said:
        shell.say(meant.said)


async def _bared(app: App[Any], mode: str, kind: type[P]) -> P | None:
    """A place of the tab bar without what lies over it; None where that stays, for it is being edited."""
    await app.switch_mode(mode)
    while isinstance(over := app.screen, Place) and not isinstance(over, kind):
        if not await over.may_go():
            return None
        await over.dismiss()
    return over if isinstance(over, kind) else None


def _meant(conn: sqlite3.Connection, typed: str) -> _Meant:
    """What an id leads to. Raises Problem where it is of nothing in the study, or its words are gone."""
    memos = [one for one in all_named(conn, typed) if one.kind is IdKind.MEMO]
    if memos:
        if memos[0].gone:
            raise Problem("That memo was taken out of the study.", remedy="History brings it back.")
        return _Meant(memos[0])
    found = passage_named(conn, typed)
    if found.kind is IdKind.QUOTE:
        if found.gone:
            return _Meant(found, said="This quote is no longer kept; here are its words.")
        row = next(iter(quote_rows(conn, quote_id=found.row_id)), None)
        return _Meant(found, None if row is None else row.essay_id)
    if found.excerpt is None:
        return _Meant(found, said="That excerpt was taken away; here are its words. History brings it back.")
    code = codebook(conn).get(found.excerpt.code_id)
    title = "" if code is None else f", {names_of(conn).show(code.title)}"
    kept = " A quote of it is kept." if quotes_named(conn, typed) else ""
    return _Meant(found, said=f"Excerpt {found.excerpt.id}{title}.{kept}")

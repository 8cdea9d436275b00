"""Words said within a theme: frequent ones and pairs, and each of them in its sentences."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical

from qualcode.analysis.codes import codebook
from qualcode.analysis.collocations import Collocation, places_of_pair
from qualcode.analysis.concordance import Hit, hit_rows
from qualcode.analysis.said_within import Said
from qualcode.analysis.words_within import places_of_word
from qualcode.codebooks.code import Code, Codebook
from qualcode.exports.figures import Picture, Table
from qualcode.participants.recognising import FEWEST
from qualcode.project.project import Made
from qualcode.tui.commands import Command, bindings
from qualcode.tui.reading import read_apart
from qualcode.tui.screens.beside_commands import WORDS
from qualcode.tui.screens.beside_view import BesideView
from qualcode.tui.screens.figures_export import export_figures
from qualcode.tui.screens.reads_numbers import NOT_COUNTED
from qualcode.tui.screens.said_rows import columns as place_columns
from qualcode.tui.screens.said_rows import row_of
from qualcode.tui.screens.words_within_rows import (
    PAIR_COLUMNS,
    WORD_COLUMNS,
    Chosen,
    Listed,
    Within,
    chosen_of,
    fields,
    listed,
    places_said,
    said_elsewhere,
)
from qualcode.tui.widgets.drawn_rows import DrawnRows
from qualcode.tui.widgets.form import Field
from qualcode.tui.widgets.pane import Pane
from qualcode.tui.widgets.words import Words

_REST = 0.12  # seconds that the cursor rests on a word before its places are looked for
_LONG = 10_000  # words of a theme; beyond them looking for places would hold up coding
_EMPTY = "Nobody says anything here. f asks about another code."
_NO_PAIRS = "No pair is said so often. f asks for pairs that are said less often, or stand further apart."


def within_code(code: Code | None) -> Within:
    """What is said under a code and below it; under all codes where there is none."""
    return Within() if code is None else Within(code.id)


def _places(conn: sqlite3.Connection, said: Said, wanted: Collocation | str, chosen: Chosen) -> list[Hit]:
    if isinstance(wanted, str):
        return places_of_word(conn, said, wanted, with_stop_words=chosen.stop_words)
    return places_of_pair(conn, said, wanted.keys, chosen.pairs.window)


class _WordRows(DrawnRows):
    """Words or pairs; enter where there are none is told too, for others may be being counted."""

    def action_open(self) -> None:
        """Open the row under the cursor, or what will stand there."""
        self.post_message(self.Opened(self, self.row_id))


class WordsWithinScreen(BesideView[Chosen, Listed]):
    """The words that people say within a theme; enter on one reads its places, enter there opens the document."""

    CRUMB = "Words within a theme"
    FORM = "Which words"
    COMMANDS_HERE: ClassVar[tuple[Command, ...]] = WORDS
    HINTS = ("within.open", "within.pairs", "within.form")
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(WORDS)]

    DEFAULT_CSS = """
    WordsWithinScreen #words-pane { height: 3fr; }
    WordsWithinScreen #words { height: 1fr; }
    WordsWithinScreen #notes { height: auto; max-height: 3; color: $text-muted; padding: 0 1; }
    WordsWithinScreen #places-pane { height: 2fr; min-height: 5; }
    WordsWithinScreen.-low #notes { max-height: 2; }
    """

    def __init__(self, within: Within | None = None) -> None:
        super().__init__(Chosen(within or Within()))
        self._listed = Listed()
        self._book = Codebook(())
        self._hits: Sequence[Hit] = ()
        self._places_of = ""  # the row whose places are shown

    def compose_place(self) -> ComposeResult:
        with Vertical():
            with Pane(id="words-pane") as pane:
                pane.entitle(self.CRUMB)
                yield _WordRows(WORD_COLUMNS, id="words", empty="Counting…")
                yield Words(id="notes")
            with Pane(id="places-pane") as pane:
                pane.entitle("Where it was said")
                yield DrawnRows(place_columns(), id="places")

    def on_mount(self) -> None:
        """Begin at the words."""
        self.query_one("#words").focus()

    async def study_changed(self, made: Made) -> None:
        """Count again after what could move a number."""
        if {change.table for change in made.changes} - NOT_COUNTED:
            await super().study_changed(made)

    def commands_of_place(self) -> Sequence[Command]:
        """Pairs alone have another measure."""
        return [one for one in WORDS if one.id != "within.measure" or self._shown_for.in_pairs]

    counting = staticmethod(listed)

    def fields(self) -> list[Field]:
        return fields(self._shown_for, self._book)

    def chosen(self, values: Mapping[str, str]) -> Chosen:
        return chosen_of(values, self._shown_for, self._book)

    async def refresh_place(self) -> None:
        """Count anew."""
        self._book = await self.shell.read(codebook)
        await self.count_anew()

    def draw(self, found: Listed) -> None:
        self._listed, self._places_of = found, ""
        self._draw()
        self.show_lines()
        if not self._shown_for.in_pairs:
            self._count_elsewhere()

    @work(exclusive=True, group="reach")
    async def _count_elsewhere(self) -> None:
        """Count the rest of the study: 6 s for ten million words."""
        found, asked = self._listed, self._shown_for
        rest = await read_apart(self.shell.lane, said_elsewhere, found, asked)
        if found is self._listed:
            self._listed = replace(found, rest=rest)
            self._draw()

    def _draw(self) -> None:
        asked, rows = self._shown_for, self.query_one("#words", DrawnRows)
        rows.columns = PAIR_COLUMNS if asked.in_pairs else WORD_COLUMNS
        rows.say_when_empty(_NO_PAIRS if asked.in_pairs and self._listed.said else _EMPTY)
        rows.show(self._listed.rows(asked))
        what = f"Pairs of words, by {asked.pairs.association.value}" if asked.in_pairs else "Words"
        other = "1 shows words · % the other measure" if asked.in_pairs else "2 shows pairs"
        self.query_one("#words-pane", Pane).entitle(
            f"{what} · {self._listed.title}", f"{other} · enter reads the places"
        )
        self._draw_notes()

    def _draw_notes(self) -> None:
        row_id = self.query_one("#words", DrawnRows).row_id
        self.query_one("#notes", Words).update(self._listed.notes(self._shown_for, row_id))

    @on(DrawnRows.Moved, "#words")
    def _moved(self) -> None:
        self._draw_notes()
        self._read_places()

    @work(exclusive=True, group="place")
    async def _read_places(self) -> None:
        await asyncio.sleep(_REST)
        await self._show_places()

    async def _show_places(self) -> None:
        """Show the places of the word or pair under the cursor."""
        asked, row_id, listing = self._shown_for, self.query_one("#words", DrawnRows).row_id, self._listed
        if self._places_of == row_id:
            return
        found = listing.key(row_id, asked)
        places = self.query_one("#places", DrawnRows)
        if found is None:
            self._hits, self._places_of = (), ""
            places.show_pages(())
            self.query_one("#places-pane", Pane).entitle("Where it was said", "")
            return
        said, wanted = found
        if said.words > _LONG:
            hits = await read_apart(self.shell.lane, _places, said, wanted, asked)
        else:
            hits = await self.shell.read(_places, said, wanted, asked)
        if asked != self._shown_for or self._places_of == row_id:
            return  # another list took its place meanwhile, or they are shown already
        self._hits, self._places_of = hits, row_id
        places.show_pages([f"{number}" for number in range(len(self._hits))])
        words = listing.word(row_id) if isinstance(wanted, str) else " ".join(wanted.words)
        self.query_one("#places-pane", Pane).entitle(places_said(self._hits, words), "enter opens the document there")

    @on(DrawnRows.PageWanted, "#places")
    async def _page_wanted(self, event: DrawnRows.PageWanted) -> None:
        hits = self._hits
        page = [hits[int(row_id)] for row_id in event.row_ids if int(row_id) < len(hits)]
        found = await self.shell.read(hit_rows, page)
        if hits is self._hits and len(found) == len(event.row_ids):
            event.rows.put(
                event.first, [row_of(row, row_id) for row, row_id in zip(found, event.row_ids, strict=True)]
            )

    # Commands

    @on(DrawnRows.Opened, "#words")
    @work(exclusive=True, group="open")
    async def _word_opened(self) -> None:
        if self._next != self._shown_for:
            await self._counted.wait()
        asked = None
        while asked != self._shown_for:  # another list may take its place while the places are read
            asked = self._shown_for
            await self._show_places()
        if self._hits:
            self.query_one("#places").focus()

    @on(DrawnRows.Opened, "#places")
    def _place_opened(self, event: DrawnRows.Opened) -> None:
        hit = self._hits[int(event.row_id)]
        self.shell.open_document(hit.document_id, hit.span)

    def action_open(self) -> None:
        """Go to the places of a word, or to the document of a place."""
        places = self.query_one("#places", DrawnRows)
        (places if places.has_focus else self.query_one("#words", DrawnRows)).action_open()

    def action_pairs(self, wanted: bool) -> None:
        """Show pairs, or words."""
        if wanted != self._next.in_pairs:
            self.count(replace(self._next, in_pairs=wanted))

    def action_measure(self) -> None:
        """Order pairs by the other measure."""
        if self._next.in_pairs:
            self.count(self._next.next_measure())
        else:
            self.shell.say("Pairs have two measures. 2 shows pairs.")

    def action_stop_words(self) -> None:
        """List words that say little alone, or leave them out."""
        self.count(replace(self._next, stop_words=not self._next.stop_words, in_pairs=False))

    @work
    async def action_export(self) -> None:
        """Write the list to a file."""
        title, listed, asked = f"Words within {self._listed.title}", self._listed, self._shown_for

        async def hiding() -> tuple[Sequence[Table], Sequence[Picture]]:
            return [table for table in listed.tables(asked, FEWEST) if table.rows], ()

        made = [table for table in listed.tables(asked) if table.rows]
        # Pairs are not counted by participant, so none of them is known to be small.
        await export_figures(self, title, made, hiding=None if asked.in_pairs else hiding)

    def action_back(self) -> None:
        """From the places to the words, from there back to where this was opened."""
        words = self.query_one("#words")
        if self.focused is not words:
            words.focus()
        else:
            self.dismiss()

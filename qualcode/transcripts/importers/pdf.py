"""PDFs: the words of their pages, with the pages they stand on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from qualcode.problem import Problem
from qualcode.transcripts.clean import clean, newlines
from qualcode.transcripts.importers.choices import AS_FOUND, Choices
from qualcode.transcripts.importers.kinds import kind_of
from qualcode.transcripts.importers.pdf_lines import rows_of
from qualcode.transcripts.importers.pdf_margins import Body, bodies_of, margin_numbers, without
from qualcode.transcripts.importers.pdf_pages import Page, Sheets, sheets_of
from qualcode.transcripts.importers.pdf_paragraphs import Flow, flow_of, without_number
from qualcode.transcripts.importers.turns import turns_in
from qualcode.transcripts.splices import Splice, Splices
from qualcode.transcripts.transcript import PageMark, Transcript, Turn

_NO_TITLE = re.compile(
    r"(?:microsoft word - |untitled|unbenannt|document\d*$|\S*$)|.*\.(?:docx?|indd|pdf|qxd|tex)$", re.I
)
_ILLEGIBLE = 0.1  # of all characters


def read(path: Path, data: bytes, choices: Choices = AS_FOUND) -> list[Transcript]:
    """The one transcript in a PDF; raises Problem for a password, damage, and pages that are only pictures."""
    sheets = sheets_of(data)
    _check_words(sheets.pages)
    rows = [rows_of(page) for page in sheets.pages]
    numbered, lone = margin_numbers(rows)
    rows = [list(without(page, lone)) for page in rows]
    bodies, left_out = bodies_of(sheets.pages, rows)
    bodies, cut = _without_cut_lines(sheets.pages, bodies, numbered)
    flow = flow_of(bodies, numbered)
    bare = clean(newlines(flow.text))
    keep = flow.numbers if choices.margin_numbers is not False else ()
    kept = Splices(tuple(Splice(start, start, f"{number} ") for start, number in keep))
    text = kept.apply(bare)
    turns = tuple(_placed(turns_in(bare), kept))
    labels = [_label(page, body, n) for n, (page, body) in enumerate(zip(sheets.pages, bodies, strict=True))]
    return [
        Transcript(
            path.stem,
            text,
            turns,
            kind=kind_of(path.stem, turns),
            title=_title(sheets.title),
            warnings=(
                *_warnings(sheets, labels, left_out, text),
                *_taken_once(cut, labels),
                *_printed_twice(bodies, numbered, labels),
            ),
            pages=tuple(_marks(flow, kept, labels)),
            margin_numbers=len(numbered),
        )
    ]


def _placed(turns: tuple[Turn, ...], kept: Splices) -> Iterator[Turn]:
    """Each turn where it stands between the numbers that are kept."""
    for turn in turns:
        span = kept.map_span(turn.span)
        yield replace(turn, start=span.start, end=span.end)


def _marks(flow: Flow, kept: Splices, labels: Sequence[str]) -> Iterator[PageMark]:
    """Where each page begins: before the number of its first paragraph."""
    lengths = {splice.start: len(splice.text) for splice in kept}
    for page, start in sorted(flow.pages.items()):
        yield PageMark(kept.map_offset(start) - lengths.get(start, 0), labels[page])


def _check_words(pages: Sequence[Page]) -> None:
    if any(page.stretches for page in pages):
        return
    if any(page.pictures for page in pages):
        raise Problem(
            "This PDF holds pictures of pages, no text.",
            "It was scanned or photographed: there are no letters in it to read or to select.",
            "Have its text recognised (OCR) by a scanner program or a PDF editor, then import the new file.",
        )
    raise Problem("This PDF holds no words.", "", "Look whether the right file was chosen.")


def _label(page: Page, body: Body, index: int) -> str:
    """A page's number: as the file gives it where that is no mere count, as printed, else counted from 1."""
    counted = str(index + 1)
    return page.label if page.label not in ("", counted) else body.printed or counted


def _title(title: str) -> str | None:
    words = " ".join(clean(title).split())
    return None if _NO_TITLE.match(words) else words


def _warnings(sheets: Sheets, labels: Sequence[str], left_out: list[str], text: str) -> list[str]:
    said = []
    if sheets.protected:
        said.append("It is protected against changes; its words were read all the same.")
    empty = [label for page, label in zip(sheets.pages, labels, strict=True) if page.pictures and not page.stretches]
    if empty:
        what = f"Page {empty[0]} is a picture" if len(empty) == 1 else f"Pages {_listed(empty)} are pictures"
        said.append(f"{what} without text and could not be read: have the text recognised (OCR) to bring it in.")
    if left_out:
        shown = left_out if len(left_out) <= 4 else [*left_out[:4], "others"]
        said.append(f"Left out as repeated at the top or bottom of pages: {', '.join(shown)}.")
    illegible = sum(character == "\ufffd" or "\ue000" <= character <= "\uf8ff" for character in text)
    if illegible > _ILLEGIBLE * len(text):
        said.append(
            "Many of its letters cannot be made out: look at the text, and have it recognised (OCR) if need be."
        )
    return said


def _without_cut_lines(pages: Sequence[Page], bodies: list[Body], numbered: set[int]) -> tuple[list[Body], list[int]]:
    """The pages without first lines that their upper edge cuts and that stand whole at the end of the page before.

    With which pages those were: MAXQDA draws a line that the end of a page falls into on both.
    """
    cut = [
        n
        for n, before, after in zip(range(1, len(bodies)), bodies, bodies[1:], strict=False)
        if _begins_as_it_ended(before, after, numbered) and after.rows[0].top > pages[n].height
    ]
    return [Body(body.rows[1:], body.printed) if n in cut else body for n, body in enumerate(bodies)], cut


def _begins_as_it_ended(before: Body, after: Body, numbered: set[int]) -> bool:
    """True where the last line of a page and the first of the next are the same words, and more than one."""
    if not before.rows or not after.rows:
        return False
    last, first = (without_number(row, numbered).words for row in (before.rows[-1], after.rows[0]))
    return last == first and " " in last


def _taken_once(cut: list[int], labels: Sequence[str]) -> Iterator[str]:
    if cut:
        what = f"page {labels[cut[0]]}" if len(cut) == 1 else f"pages {_listed([labels[n] for n in cut])}"
        lines = "The first line of {} is" if len(cut) == 1 else "The first lines of {} are"
        yield f"{lines.format(what)} cut off there and printed whole on the page before; taken once."


def _printed_twice(bodies: Sequence[Body], numbered: set[int], labels: Sequence[str]) -> Iterator[str]:
    """A sentence on lines that end one page and begin the next as well, of which nothing tells that they are one."""
    pairs = zip(bodies, bodies[1:], labels[1:], strict=False)
    again = [label for before, after, label in pairs if _begins_as_it_ended(before, after, numbered)]
    if len(again) == 1:
        yield f"The first line of page {again[0]} is printed on the page before as well; it stands twice in the text."
    elif again:
        yield (
            f"The first lines of pages {_listed(again)} are printed on the pages before as well, "
            "and stand twice in the text."
        )


def _listed(labels: list[str]) -> str:
    return f"{', '.join(labels[:-1])} and {labels[-1]}" if len(labels) <= 8 else f"{', '.join(labels[:8])} and others"

"""The rows and cells of a Word table, and what becomes of a table within a cell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from qualcode.transcripts.importers.ooxml import child_of, tag_of, value_of
from qualcode.transcripts.importers.word_text import Block, Paragraph, bare_words

if TYPE_CHECKING:
    from lxml.etree import _Element

Note = Callable[[str, "_Element"], bool]
"""Takes a tag and its element where they mark a comment, and says whether they did."""


def rows_of(table: _Element, counts: Counter[str], note: Note, left_out: frozenset[str]) -> list[list[_Element]]:
    """The cells of a table by row, those in content controls and insertions too, none deleted."""
    return [
        list(_within(row, "tc", "cellDel", counts, note, left_out))
        for row in _within(table, "tr", "del", counts, note, left_out)
    ]


def _within(
    element: _Element, wanted: str, gone: str, counts: Counter[str], note: Note, left_out: frozenset[str]
) -> Iterator[_Element]:
    for child in element:
        tag = tag_of(child)
        if tag == wanted:
            facts = child_of(child, f"{wanted}Pr")
            if child_of(facts, gone) is not None:
                counts["deletion"] += any(text.text for text in child.iter("{*}t", "{*}delText"))
            elif wanted != "tc" or not goes_on(child, "hMerge"):
                counts["insertion"] += wanted == "tr" and child_of(facts, "ins") is not None
                yield child
        elif tag and not note(tag, child) and tag not in left_out:
            yield from _within(child, wanted, gone, counts, note, left_out)


def in_cell(blocks: list[Block]) -> list[Paragraph]:
    """The paragraphs of a cell; a table in it as lines."""
    paragraphs: list[Paragraph] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            paragraphs.append(block)
        else:
            paragraphs.extend(Paragraph("\t".join(map(_line, row))) for row in block.rows)
    return paragraphs


def _line(cell: list[Paragraph]) -> str:
    return "\n".join(paragraph.words.strip("\n") for paragraph in cell if bare_words(paragraph.words).strip())


def goes_on(cell: _Element, direction: str) -> bool:
    """True for a cell that is the continuation of the one above (`vMerge`) or before it (`hMerge`)."""
    merged = child_of(child_of(cell, "tcPr"), direction)
    return merged is not None and value_of(merged) != "restart"

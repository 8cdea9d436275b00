"""Sheets that people sent back: what they answered to each quote, read from the Word file they filled in."""

from __future__ import annotations

import re
import sqlite3
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from qualcode.analysis.phrases import day_in_words
from qualcode.essays.citing import QuoteIds
from qualcode.essays.essay import Answer
from qualcode.essays.outline import outline
from qualcode.essays.parts import QuotePart
from qualcode.essays.quotes import quote_rows
from qualcode.problem import Problem
from qualcode.transcripts.clean import clean
from qualcode.transcripts.given_file import bytes_of
from qualcode.transcripts.trim import digest_of_print

if TYPE_CHECKING:
    from lxml.etree import _Element

_IDS = re.compile(r"\bx[0-9a-hjkmnp-tv-z]{8,26}\b")
_CODE = re.compile(r"·\s*([0-9a-f]{6})\b")
_FIRST = {"yes": Answer.APPROVED, "change": Answer.CHANGED, "no": Answer.REFUSED}
# Boxes that nobody crossed, dots and dashes of an empty line.
_EMPTY = re.compile(r"[\s☐□▢_.…–—-]*")
_LEFT_OUT = frozenset(
    ("del", "moveFrom", "delText", "instrText", "Fallback", "tblPr", "tblGrid", "trPr", "tcPr", "pPr")
)
_STRICTER = {Answer.NONE: 0, Answer.ASKED: 1, Answer.APPROVED: 2, Answer.CHANGED: 3, Answer.REFUSED: 4}


@dataclass(frozen=True, slots=True)
class OnPaper:
    """What stands on a sheet for one passage: the ids of its quotes, what tells which words were shown, and crosses.

    `words` are what the person wrote.
    """

    short_ids: tuple[str, ...]
    code: str
    crossed: tuple[Answer, ...]
    words: str

    @property
    def answer(self) -> Answer | None:
        """The answer; words alone are a change; ASKED where there is none yet, None where it is not clear."""
        if len(self.crossed) > 1 or (self.words and self.crossed == (Answer.APPROVED,)):
            return None
        if self.crossed:
            return self.crossed[0]
        return Answer.CHANGED if self.words else Answer.ASKED


@dataclass(frozen=True, slots=True)
class Returned:
    """An answer to one kept quote, ready to be recorded; `seen` is the digest of the words that were shown.

    `recorded` is whether there is anything to record; `note` is what is to know of it, in a sentence.
    """

    short_id: str
    quote_id: str
    who: str
    answer: Answer | None
    words: str
    seen: str | None
    recorded: bool
    note: str = ""

    @property
    def said(self) -> str:
        """The answer in words."""
        return "not clear" if self.answer is None else "none" if self.answer is Answer.ASKED else str(self.answer)

    @property
    def sentence(self) -> str:
        """`x1abc234k, P03: changed, “…”.`"""
        words = f", “{self.words}”" if self.words else ""
        return f"{', '.join(filter(None, (self.short_id, self.who)))}: {self.said}{words}. {self.note}".strip()


def read_sheet(path: Path) -> list[OnPaper]:
    """The answers on a sheet that was sent back as a Word file.

    Raises Problem where it cannot be read, or holds no room for answers.
    """
    from qualcode.transcripts.importers.ooxml import tag_of  # with lxml, 60 ms
    from qualcode.transcripts.importers.package import Package

    if path.suffix.casefold() != ".docx":
        raise Problem(
            f"{path.name} is no Word file.",
            remedy="Save the sheet as .docx. Of one on paper, record each answer: qualcode quote answer",
        )
    package = Package(bytes_of(path, "sheet", "the Word file that came back"))
    root = package.xml(package.main_part())
    found = [one for table in root.iter("{*}tbl") if tag_of(table) == "tbl" for one in _on_paper(table)]
    if not found:
        raise Problem(
            f"{path.name} holds no passage to answer to.",
            remedy="Give a sheet that “qualcode export checking” wrote and somebody filled in.",
        )
    return found


def _on_paper(table: _Element) -> Iterator[OnPaper]:
    from qualcode.transcripts.importers.word_tables import rows_of

    rows = [[_words(cell) for cell in row] for row in rows_of(table, Counter(), _no_note, _LEFT_OUT)]
    if not rows or not rows[0]:
        return
    head = " ".join(rows[0]).casefold()
    ids = tuple(dict.fromkeys(_IDS.findall(head)))
    answers = [(answer, row) for row in rows[1:] if row and (answer := _answer_of(row[0])) is not None]
    if not ids or not answers:
        return
    code = _CODE.search(head)
    crossed = tuple(answer for answer, row in answers if _is_crossed(row))
    words = " ".join(filter(None, (_written(answer, row) for answer, row in answers)))
    yield OnPaper(ids, code[1] if code else "", crossed, words)


def _answer_of(label: str) -> Answer | None:
    first = re.search(r"\w+", label)
    return _FIRST.get(first[0].casefold()) if first is not None else None


def _is_crossed(row: Sequence[str]) -> bool:
    """Whether anything was put beside an answer; before its label, too, as many do."""
    beside = row[1] if len(row) > 1 else ""
    return not _EMPTY.fullmatch(beside) or re.match(r"[^\w]*[☒☑✓✔✗✘×]|\[?[xX]\]?\s", row[0]) is not None


def _written(answer: Answer, row: Sequence[str]) -> str:
    own = " ".join(one for one in row[2:] if not _EMPTY.fullmatch(one))
    after = row[0].partition(":")[2].strip() if answer is Answer.CHANGED else ""
    return " ".join(filter(None, (after if not _EMPTY.fullmatch(after) else "", own)))


def _no_note(tag: str, element: _Element) -> bool:
    del tag, element
    return False


def _words(element: _Element) -> str:
    """What is shown in a cell, on one line; a sign from a font of signs is a cross."""
    from qualcode.transcripts.importers.ooxml import tag_of

    def pieces(inside: _Element) -> Iterator[str]:
        for child in inside:
            tag = tag_of(child)
            if tag == "t":
                yield child.text or ""
            elif tag == "sym":
                yield "×"
            elif tag in ("tab", "br", "cr"):
                yield " "
            elif tag and tag not in _LEFT_OUT and tag != "rPr":
                yield from pieces(child)
                if tag == "p":
                    yield " "

    return " ".join(clean("".join(pieces(element))).split())


# What it says of the study's quotes


def answers_on(conn: sqlite3.Connection, sheets: Sequence[OnPaper], on: date) -> list[Returned]:
    """What sheets answer to quotes that are kept, in their order; on a copy, for it reads their essays."""
    ids = QuoteIds(conn)
    rows = {row.id: row for row in quote_rows(conn)}
    parts: dict[str, QuotePart] = {}
    read: set[str | None] = set()
    found: list[Returned] = []
    for sheet in sheets:
        for short in sheet.short_ids:
            row = rows.get(ids.find(short) or "")
            if row is None:
                found.append(
                    Returned(
                        short, "", "", sheet.answer, sheet.words, None, False, "No quote is kept that has this id."
                    )
                )
                continue
            if row.essay_id not in read:
                read.add(row.essay_id)
                parts |= {part.id: part for part in outline(conn, row.essay_id, on).quotes}
            found.append(_returned(sheet, short, parts.get(row.id), row.id))
    return found


def _returned(sheet: OnPaper, short: str, part: QuotePart | None, quote_id: str) -> Returned:
    who = ", ".join(part.citation.people) if part is not None else ""

    def told(note: str, *, recorded: bool = False, seen: str | None = None) -> Returned:
        return Returned(short, quote_id, who, sheet.answer, sheet.words, seen, recorded, note)

    if part is None:
        return told("Its words are no longer in the document.")
    if sheet.answer is None:
        return told("More than one answer: ask, and record it yourself.")
    if sheet.answer is Answer.ASKED:
        return told("No answer yet.")
    held = part.checked
    if len(part.citation.people) > 1 and _STRICTER[held.answer] > _STRICTER[sheet.answer] and not part.lapsed:
        return told(f"Somebody else who speaks in it answered “{held.answer}”, which stands.")
    now = digest_of_print(part.words)
    seen = next((one for one in (now, held.digest) if one and one.startswith(sheet.code)), sheet.code or None)
    if sheet.answer is held.answer and sheet.words == held.words and seen == held.digest:
        day = f" on {day_in_words(held.on)}" if held.on else ""
        return told(f"Recorded already{day}.")
    note = "It is printed differently now than on the sheet." if seen != now else ""
    return told(note, recorded=True, seen=seen)

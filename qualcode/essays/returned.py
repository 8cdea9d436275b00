"""Sheets that people sent back: what they answered to each quote, read from the Word file they filled in."""

from __future__ import annotations

import re
import sqlite3
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from qualcode.analysis.objections import said_words
from qualcode.analysis.phrases import day_in_words, listed
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
# A cross or a tick alone, in a box or not.
_MARK = re.compile(r"[\s\[(]*[xX×✗✘☒☑✓✔✅√+👍]\ufe0f?[\s\])]*[.!]?")
# An answer in a word or two: all of them are of these, one at least of the first.
_YES = frozenset(
    said_words(
        "yes yep yeah y ok okay okey fine good great agreed agree approved approve correct right same happy print "
        "ahead ja jo jawohl gern gerne gut passt stimmt einverstanden oui si sí sim da tak joo vale d'accord"
    )
)
_BESIDE_YES = frozenset(
    said_words("i i'm please thanks thank you it so this that that's is it's all with as by me the go")
)
_NO = frozenset(said_words("no n nope nay nein non nee nej nie nei não not don't dont refuse refused"))
_BESIDE_NO = frozenset(said_words("i i'd please thanks thank you do rather want print printed it so this that to be"))
_NO_FIRST = re.compile(r"(?:no|nope|nein|non|nee|nej)\b\s*[,.;:!–—-]", re.IGNORECASE)
_LABELS = {Answer.APPROVED: "Yes", Answer.CHANGED: "Change", Answer.REFUSED: "No"}
_LEFT_OUT = frozenset(
    ("del", "moveFrom", "delText", "instrText", "Fallback", "tblPr", "tblGrid", "trPr", "tcPr", "pPr")
)
_STRICTER = {Answer.NONE: 0, Answer.ASKED: 1, Answer.APPROVED: 2, Answer.CHANGED: 3, Answer.REFUSED: 4}


@dataclass(frozen=True, slots=True)
class OnPaper:
    """What stands on a sheet for one passage: the ids of its quotes, what tells which words were shown, and crosses.

    `words` are what the person wrote; `doubtful` those of them that stand beside an answer without a cross and do not
    give it by themselves, by the answer.
    """

    short_ids: tuple[str, ...]
    code: str
    crossed: tuple[Answer, ...]
    words: str
    doubtful: tuple[tuple[Answer, str], ...] = ()

    @property
    def answer(self) -> Answer | None:
        """The answer; words alone are a change; ASKED where there is none yet, None where it is not clear."""
        if len(self.crossed) > 1 or (self.words and self.crossed == (Answer.APPROVED,)):
            return None
        if self.crossed:
            return self.crossed[0]
        if self.doubtful:
            return None
        return Answer.CHANGED if self.words else Answer.ASKED

    @property
    def doubt(self) -> str:
        """Why the answer is not clear, and what to do."""
        if self.crossed:
            return "More than one answer: ask, and record it yourself."
        rows = listed([f"“{_LABELS[answer]}”" for answer, _ in self.doubtful])
        return f"Words beside {rows} without a cross: ask, and record it yourself."

    def beside(self, printed: str) -> OnPaper:
        """The same, where just the words that are `printed` beside yes are a yes."""
        same = said_words(printed)
        if self.words and said_words(self.words) == same and (Answer.APPROVED, self.words) in self.doubtful:
            return replace(self, crossed=(Answer.APPROVED,), words="", doubtful=())
        if self.crossed == (Answer.APPROVED,) and self.words and said_words(self.words) == same:
            return replace(self, words="")
        return self


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
    crossed: list[Answer] = []
    words: list[str] = []
    doubtful: list[tuple[Answer, str]] = []
    for answer, row in answers:
        is_crossed, own = _put_down(answer, row)
        if is_crossed:
            crossed.append(answer)
        if own:
            words.append(own)
            if not is_crossed and (answer is not Answer.CHANGED or _agrees(own) or _refuses(own)):
                doubtful.append((answer, own))
    yield OnPaper(ids, code[1] if code else "", tuple(crossed), " ".join(words), tuple(doubtful))


def _answer_of(label: str) -> Answer | None:
    first = re.search(r"\w+", label)
    return _FIRST.get(first[0].casefold()) if first is not None else None


def _put_down(answer: Answer, row: Sequence[str]) -> tuple[bool, str]:
    """Whether an answer was given, by a cross or in a word, and what else was written beside it."""
    own, beside = _written(answer, row), row[1] if len(row) > 1 else ""
    is_crossed = _is_crossed(row)
    if answer is not Answer.REFUSED and _refuses(beside):  # a no where a cross belongs says no to this answer
        is_crossed = False
        own = " ".join(filter(None, (beside, own))) if answer is Answer.APPROVED else own
    if own and (_MARK.fullmatch(own) or _gives(answer, own)):
        is_more = answer is Answer.REFUSED and len(said_words(own)) > 1
        return True, own if is_more else ""
    return is_crossed or (answer is Answer.REFUSED and _NO_FIRST.match(own) is not None), own


def _gives(answer: Answer, words: str) -> bool:
    return _agrees(words) if answer is Answer.APPROVED else answer is Answer.REFUSED and _refuses(words)


def _agrees(words: str) -> bool:
    return "?" not in words and _all_of(words, _YES, _BESIDE_YES)


def _refuses(words: str) -> bool:
    return "?" not in words and _all_of(words, _NO, _BESIDE_NO)


def _all_of(words: str, some: frozenset[str], others: frozenset[str]) -> bool:
    said = set(said_words(words))
    return not said.isdisjoint(some) and said <= some | others


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
    sheet = sheet.beside(part.words) if part is not None else sheet

    def told(note: str, *, recorded: bool = False, seen: str | None = None) -> Returned:
        return Returned(short, quote_id, who, sheet.answer, sheet.words, seen, recorded, note)

    if part is None:
        return told("Its words are no longer in the document.")
    if sheet.answer is None:
        return told(sheet.doubt)
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

"""A checking sheet that came back as a Word file: its passages with their answers, and whatever else is on it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path

from qualcode.essays.on_paper import OnPaper, ids_in, is_blank, on_paper, printed_in, says_no
from qualcode.essays.sheet_blocks import PICTURE, Block, blocks_in, comments_in, notes_in
from qualcode.essays.sheet_words import (
    AMONG,
    DAY,
    SIGNED,
    begins_passage,
    is_printed,
    point_of,
    sent_to,
    sheet_code,
)
from qualcode.problem import Problem
from qualcode.transcripts.given_file import bytes_of

_WHO = "\u2002"
_SIGNATURE = re.compile(rf"{SIGNED}(?:\s*·\s*([0-9a-f]{{6}}))?")
_MOST_SIGNED = 3  # words of a name, or of a day


def read_sheet(path: Path) -> list[OnPaper]:
    """The answers on a sheet that was sent back as a Word file, with all else that somebody wrote on it.

    Raises Problem where it cannot be read, or holds no room for answers.
    """
    from qualcode.transcripts.importers.package import Package  # with lxml, 60 ms

    if not path.name:
        raise Problem("No file is named.", remedy="Type the path of the sheet that came back, a Word file.")
    if path.suffix.casefold() != ".docx":
        raise Problem(
            f"{path.name} is no Word file.",
            remedy="Save the sheet as .docx. Of one on paper, record each answer: qualcode quote answer",
        )
    package = Package(bytes_of(path, "sheet", "the Word file that came back"))
    root = package.xml(package.main_part())
    reading = _Reading(blocks_in(root, comments_in(package)))
    found = reading.sheets(notes_in(package, reading.printed))
    if not found:
        raise Problem(
            f"{path.name} holds no passage to answer to.",
            remedy="Give a sheet that “qualcode export checking” wrote and somebody filled in.",
        )
    return found


@dataclass(slots=True)
class _Passage:
    """A passage: its answers, the paragraphs above them from its heading on, and what was written below them."""

    paper: OnPaper
    above: list[Block]
    below: list[str] = field(default_factory=list)


class _Reading:
    """Tells what a sheet printed from what somebody wrote on it."""

    def __init__(self, blocks: Iterable[Block]) -> None:
        self._passages: list[_Passage] = []
        self._above: list[Block] = []  # from the heading of a passage on, until its table
        self._is_signing = False
        self._beside: list[str] = []  # what belongs to the whole sheet
        self._loose: list[str] = []  # lines that no sheet prints, outside the passages
        self.printed: list[str] = []
        self._code = self._sent_to = ""
        for block in blocks:
            if block.rows is None:
                self._line(block)
            elif (paper := on_paper(block.rows)) is not None:
                self._answers(paper, block)
            else:
                self._other_table(block)
        self._without_answers()

    def sheets(self, notes: Iterable[str]) -> list[OnPaper]:
        """What stands on it for each passage; `notes` are what stands below or beside its text."""
        is_untouched = bool(self._code) and self._code == sheet_code(self.printed)
        found = [_told(one, untouched=is_untouched) for one in self._passages]
        on_sheet = [*self._beside, *notes, *([] if is_untouched else self._loose)]
        return [
            replace(
                one,
                on_sheet=tuple(dict.fromkeys(on_sheet)),
                sheet=self._code,
                is_untouched=is_untouched,
                sent_to=self._sent_to,
            )
            for one in found
        ]

    def _line(self, block: Block) -> None:
        line = " ".join(block.words.split())
        self.printed.append(line)
        self._sent_to = self._sent_to or sent_to(line)
        if begins_passage(line) or line == SIGNED:
            self._without_answers()
            self._is_signing = line == SIGNED
        if self._above or begins_passage(line):
            self._above.append(block)
            return
        said = [] if is_blank(line) or is_printed(line) else [f"“{line}”"]
        if self._passages and not self._is_signing:
            self._passages[-1].below += said
            last = self._passages[-1].paper
            self._passages[-1].paper = replace(last, elsewhere=(*last.elsewhere, *block.beside))
        else:
            self._loose += said
            self._beside += block.beside

    def _answers(self, paper: OnPaper, block: Block) -> None:
        self.printed += printed_in(block.rows or [])
        self._passages.append(_Passage(replace(paper, elsewhere=(*paper.elsewhere, *block.beside)), self._above))
        self._above, self._is_signing = [], False

    def _other_table(self, block: Block) -> None:
        """The table to sign in, or one that somebody put in."""
        rows = block.rows or []
        signed = _SIGNATURE.fullmatch(rows[0][0].strip()) if rows and rows[0] else None
        # A signature may be drawn.
        self._beside += [one for one in block.beside if signed is None or one != PICTURE]
        if signed is None:
            self._beside += [f"“{cell}”" for row in rows for cell in row if not is_blank(cell)]
            return
        self._code = signed[1] or ""
        self.printed += [SIGNED, DAY]
        written = [cell for cell in rows[0][1:] if cell.strip() != DAY]
        written += [cell for row in rows[1:] for cell in row]
        self._beside += [f"“{cell}”" for cell in written if not is_blank(cell) and not _is_signature(cell)]

    def _without_answers(self) -> None:
        """End a passage whose table is gone."""
        above, self._above = self._above, []
        ids = tuple(dict.fromkeys(one for block in above for one in ids_in(block.words)))
        if ids:
            lost = OnPaper(ids, "", (), "", elsewhere=("its answers were taken out",))
            self._passages.append(_Passage(lost, above))
        else:
            self._beside += [one for block in above for one in block.beside]


def _told(passage: _Passage, *, untouched: bool) -> OnPaper:
    """What stands on paper for a passage, its printed lines told apart from what was written among them."""
    paper = passage.paper
    points: list[str] = []
    words: list[tuple[str, str]] = []
    among: list[str] = []
    is_after = False
    for block in passage.above:
        line = " ".join(block.words.split())
        point = None if words or is_after else point_of(line)
        if not line or begins_passage(line) or line == AMONG:
            continue
        if point is not None:
            points.append(point)
        elif not is_after and any(f"({one})" in line for one in paper.short_ids):
            is_after = True
            among.append(line[line.rindex(")") + 1 :])
        elif is_after:
            among.append(line)
        else:
            words.append(_said(block.words))
    beside = [one for block in passage.above for one in block.beside]
    written = [] if untouched else [*(f"“{one.strip()}”" for one in among if not is_blank(one)), *passage.below]
    return replace(
        paper,
        elsewhere=tuple(dict.fromkeys((*paper.elsewhere, *beside, *written))),
        passage=tuple(words),
        points=tuple(filter(None, points)),
    )


def _said(line: str) -> tuple[str, str]:
    """Who says a line, where that is told, and its words."""
    who, parted, words = line.partition(_WHO)
    return (who.strip(), " ".join(words.split())) if parted else ("", " ".join(line.split()))


def _is_signature(cell: str) -> bool:
    return len(cell.split()) <= _MOST_SIGNED and not says_no(cell)

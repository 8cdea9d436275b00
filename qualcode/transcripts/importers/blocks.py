"""Paragraphs and tables as a reader meets them in a document, and how they are laid out as one text.

Rich text, OpenDocument and web pages tell these in their order; what each becomes is decided here, once: an empty
line between paragraphs, footnotes marked [1] and endnotes [i] where they are referred to, with their words under a
heading at the end, spoken by nobody. The numbers and bullets of lists are shown, but are no part of a label.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from qualcode.transcripts.clean import clean, newlines
from qualcode.transcripts.importers.kinds import kind_of
from qualcode.transcripts.importers.laid_out import Block, LaidOut, Mark, Paragraph, joined, word_at
from qualcode.transcripts.importers.limits import LONGEST, MOST_PARAGRAPHS, too_long
from qualcode.transcripts.importers.word_numbers import roman
from qualcode.transcripts.transcript import Comment, Transcript

_FOOTNOTES, _ENDNOTES = "Footnotes", "Endnotes"
_SPACE = " \t\n"
_SOFT_HYPHEN = "\xad"  # is not shown, and hides words from a search


@dataclass
class _Open:
    """A paragraph while it is written, and what comes below it."""

    pieces: list[tuple[str, bool | None]] = field(default_factory=list)
    length: int = 0
    marks: list[tuple[int, Mark]] = field(default_factory=list)
    asides: list[tuple[int, int]] = field(default_factory=list)
    number: int = 0  # characters at its start that number it
    below: list[Block] = field(default_factory=list)


@dataclass
class _Remark:
    start: Mark
    end: Mark
    words: str
    author: str
    date: str


class Blocks:
    """The blocks of a document as they come: written piece by piece, a table's cells and a note's words apart."""

    def __init__(self) -> None:
        self._written = self._ended = 0
        self._done: list[Block] = []
        self._open = _Open()
        self._outside: list[tuple[list[Block], _Open]] = []
        self._notes: dict[str, list[Paragraph]] = {_FOOTNOTES: [], _ENDNOTES: []}
        self._numbered = {False: 0, True: 0}  # notes: on the page, at the end
        self._remarks: list[_Remark] = []

    def write(self, words: str, bold: bool | None = False) -> None:
        """Add words to the open paragraph; `bold` is None where it does not matter whether they are."""
        if words:
            words = clean(newlines(words.replace(_SOFT_HYPHEN, "")))
            self._written += len(words)
            if self._written > LONGEST:
                raise too_long()
            self._open.pieces.append((words, bold))
            self._open.length += len(words)

    def write_number(self, words: str) -> None:
        """Add the number or bullet of an item: it is shown, but not said, and not shown without words."""
        if self._open.number == self._open.length:
            self._write_aside(words)
            self._open.number = self._open.length
        else:
            self._write_aside(words)

    def _write_aside(self, words: str) -> None:
        start = self._open.length
        self.write(words, None)
        self._open.asides.append((start, self._open.length))

    @property
    def is_empty(self) -> bool:
        """True where nothing is written yet in the open paragraph."""
        return not self._open.length

    def last(self) -> str:
        """The last character of the open paragraph, empty where there is none."""
        return self._open.pieces[-1][0][-1:] if self._open.pieces else ""

    def words_so_far(self) -> str:
        """The words of the open paragraph on one line."""
        return " ".join("".join(words for words, _ in self._open.pieces).split())

    def mark(self) -> Mark:
        """A mark at the place where the next words come."""
        mark = Mark()
        self._open.marks.append((self._open.length, mark))
        return mark

    def end(self, *, heading: bool = False, title: bool = False, tight: bool = False) -> None:
        """End the open paragraph; one without words is left out when all is laid out."""
        opened, self._open = self._open, _Open()
        if opened.pieces or opened.marks:
            self._ended += 1
            if self._ended > MOST_PARAGRAPHS:
                raise too_long()
            paragraph = _paragraph(opened)
            paragraph.heading, paragraph.title, paragraph.tight = heading or title, title, tight
            self._done.append(paragraph)
        self._done.extend(opened.below)

    def enter(self) -> None:
        """Begin what stands apart (a cell, a note, a text box): the paragraph that is open waits meanwhile."""
        self._outside.append((self._done, self._open))
        self._done, self._open = [], _Open()

    def leave(self) -> list[Block]:
        """End what was entered last, and give its blocks."""
        self.end()
        blocks = self._done
        self._done, self._open = self._outside.pop()
        return blocks

    @property
    def depth(self) -> int:
        """How many stand open one in the other."""
        return len(self._outside)

    def add(self, blocks: Iterable[Block]) -> None:
        """Put blocks after the paragraphs so far."""
        self.end()
        self._done.extend(blocks)

    def add_below(self, blocks: Iterable[Block]) -> None:
        """Put blocks below the open paragraph, as a text box stands below where it is anchored."""
        self._open.below.extend(blocks)

    def note(self, blocks: Iterable[Block], *, at_end: bool = False, sign: str | None = None) -> None:
        """Put a note's sign among the words and its words at the end, under a heading.

        `sign` is the writer's own, empty where it stands among the words already; None numbers the note.
        """
        notes = self._notes[_ENDNOTES if at_end else _FOOTNOTES]
        if sign is None:
            self._numbered[at_end] += 1
            sign = f"[{roman(self._numbered[at_end]) if at_end else self._numbered[at_end]}]"
        self._write_aside(sign)
        note = joined(blocks)
        space = len(note.text) - len(note.text.lstrip())
        lead = f"{sign} " if sign else ""
        note.text = f"{lead}{note.text[space:]}"
        note.marks = [(max(at - space, 0) + len(lead), mark) for at, mark in note.marks]
        note.bold, note.asides = {}, []
        notes.append(note)

    def comment(self, start: Mark, end: Mark, blocks: Iterable[Block], author: str = "", date: str = "") -> None:
        """Keep what somebody wrote in the margin, on the words between two marks."""
        words = joined(blocks).text.strip()
        if words:
            self._remarks.append(_Remark(start, end, words, author, date))

    def all(self) -> list[Block]:
        """All that was written, notes after the words they are on."""
        self.end()
        return [*self._done, *self._notes[_FOOTNOTES], *self._notes[_ENDNOTES]]

    def transcript(self, path: Path, warnings: Iterable[str] = (), title: str | None = None) -> Transcript:
        """All that was written, as one transcript."""
        self.end()
        layout = LaidOut()
        layout.take(self._done)
        for heading, notes in self._notes.items():
            if notes:
                layout.take_notes([Paragraph(heading), *notes])
        text = layout.text()
        turns = layout.turns(text)
        return Transcript(
            path.stem,
            text,
            turns,
            kind=kind_of(path.stem, turns),
            title=layout.title or title,
            warnings=tuple(warnings),
            comments=tuple(self._comments(text)),
        )

    def _comments(self, text: str) -> Iterator[Comment]:
        for remark in sorted(self._remarks, key=lambda remark: (remark.start.at, remark.end.at)):
            start, end = remark.start.at, max(remark.start.at, remark.end.at)
            words = text[start:end]
            if words.strip():
                start, end = start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip())
            else:
                start, end = word_at(text, start)
            yield Comment(start, end, remark.words, remark.author, remark.date)


def left_out(deletions: int = 0, insertions: int = 0, hidden: int = 0) -> Iterator[str]:
    """Sentences on tracked changes and hidden words, as many as there were."""
    changes = [
        f"{number} {what}{'' if number == 1 else 's'} {done}"
        for number, what, done in ((deletions, "deletion", "left out"), (insertions, "insertion", "kept"))
        if number
    ]
    if changes:
        yield f"Tracked changes: {', '.join(changes)}."
    if hidden:
        yield f"{hidden} hidden passage{' was' if hidden == 1 else 's were'} left out."


def _paragraph(opened: _Open) -> Paragraph:
    """The paragraph that was written, without line ends around it and spaces after it."""
    text = "".join(words for words, _ in opened.pieces)
    if not text[opened.number :].strip():
        return Paragraph(marks=[(0, mark) for _, mark in opened.marks])
    start = len(text) - len(text.lstrip("\n"))
    stop = max(start, len(text.rstrip(_SPACE)))
    marks = [(min(max(at - start, 0), stop - start), mark) for at, mark in opened.marks]
    bold = {at - start: count for at, count in _bold_starts(opened.pieces).items() if start <= at < stop}
    asides = [(first - start, end - start) for first, end in opened.asides if start <= first and end <= stop]
    return Paragraph(text[start:stop], bold, marks, asides)


def _bold_starts(pieces: list[tuple[str, bool | None]]) -> dict[int, int]:
    """By where each line starts, how many of its first characters are bold.

    Spaces, and what is neither bold nor not (None), count as what is around them.
    """
    bold: dict[int, int] = {}
    start = offset = 0
    is_bold: bool | None = None  # of the line so far; None where it holds no word yet
    for words, strong in pieces:
        for number, line in enumerate(words.split("\n")):
            if number:
                offset += 1
                start, is_bold = offset, None
            offset += len(line)
            told = bool(line.strip()) and strong is not None
            if told and is_bold is not False:
                is_bold = strong
            if is_bold and (strong or not told):
                bold[start] = offset - start
    return bold

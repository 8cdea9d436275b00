"""Rich text: what Word, LibreOffice and TextEdit write as .rtf, and often as .doc.

Read by a small reader of its own: striprtf loses what a transcript stands on (bold names, tables' cells, notes and
their places), keeps what was deleted or hidden, and decodes every font's letters in one encoding.
"""

from __future__ import annotations

import re
from pathlib import Path

from qualcode.problem import Problem
from qualcode.transcripts.importers.blocks import Blocks, left_out
from qualcode.transcripts.importers.choices import AS_FOUND, Choices
from qualcode.transcripts.importers.laid_out import Block, Mark
from qualcode.transcripts.importers.limits import too_long
from qualcode.transcripts.importers.rtf_group import LOOKS, Group
from qualcode.transcripts.importers.rtf_letters import GENERAL, Fonts, character, codec_of_page, whole
from qualcode.transcripts.importers.rtf_tables import TABLE_WORDS, Tables
from qualcode.transcripts.importers.rtf_words import (
    APART,
    CHARACTERS,
    ENDS,
    KEPT,
    READ,
    SYMBOLS,
    TAKEN,
    TOKEN,
    UNREAD,
    day_of,
)
from qualcode.transcripts.transcript import Transcript

MOST_GROUPS = 300_000  # a long document has a tenth of them
MOST_WORDS = 1_000_000  # that control how it looks; a long document has a fifth of them
_DEEPEST = 1000  # groups in groups; documents stay below 100
_HEADING = re.compile(r"(?:heading|überschrift|titre|título|titolo|kop)\s*\d", re.IGNORECASE)


def read(path: Path, data: bytes, choices: Choices = AS_FOUND) -> list[Transcript]:
    """The one transcript in a rich text document; raises Problem where it is none, or not safe to read."""
    start = data.find(b"{\\rtf", 0, 1024)
    if start < 0:
        raise Problem(
            "This is not rich text.",
            "Its name says so, but it is something else.",
            "Open it in Word or LibreOffice and save it as .docx, then import that.",
        )
    reader = _Reader()
    reader.take(data[start:].decode("latin-1"))
    return [reader.blocks.transcript(path, reader.warnings(), reader.title)]


def blocks_in(data: bytes) -> list[Block]:
    """The blocks of a rich text that stands in another document."""
    reader = _Reader()
    reader.take(data.decode("latin-1"))
    return reader.blocks.all()


class _Reader:
    """The words of a rich text, gathered in `blocks` as its groups and control words come."""

    def __init__(self) -> None:
        self.blocks = Blocks()
        self.title: str | None = None
        self._fonts = Fonts()
        self._defined_font: int | None = None
        self._defined_style: int | None = None
        self._style_name = ""
        self._styles: dict[int, str] = {}
        self._begun = 0
        self._group = Group()
        self._groups: list[Group] = []
        self._tables = Tables(self.blocks)
        self._letters = bytearray()
        self._units: list[str] = []
        self._star = False
        self._stand_ins = 0
        self._kept: list[str] = []
        self._facts: dict[str, str] = {}  # of the comment that comes
        self._ranges: dict[str, list[Mark]] = {}
        self._hidden = self._deleted = self._inserted = 0
        self._was: tuple[bool, bool, bool] = (False, False, False)
        self._cut_off = False

    def warnings(self) -> tuple[str, ...]:
        """Sentences on what was not read."""
        found = list(left_out(self._deleted, self._inserted, self._hidden))
        if self._cut_off:
            found.append("The file ends before the document does: is it whole?")
        return tuple(found)

    def take(self, source: str) -> None:
        """Read the whole of a document; raises Problem where its groups are nested as no program nests them."""
        words = 0
        last = source.rfind("\\par")  # a brace too many, before it, does not end the document
        tokens = TOKEN.finditer(source)
        while (token := next(tokens, None)) is not None:
            kind = token.lastgroup
            if kind == "number" or kind == "word":
                words += 1
                if words > MOST_WORDS:
                    raise too_long()
                word, number = token["word"], token["number"]
                if word == "bin":
                    tokens = TOKEN.finditer(source, token.end() + max(int(number or 0), 0))
                elif word in TAKEN or self._star:
                    self._word(word, int(number) if number else None)
            elif kind == "text":
                self._text(token["text"])
            elif kind == "brace":
                if token["brace"] == "{":
                    self._begin_group()
                else:
                    self._end_group()
                    if not self._groups and token.end() > last:
                        break
            elif kind == "hex":
                self._hex(int(token["hex"], 16))
            else:
                self._symbol(token["symbol"])
        self._cut_off = bool(self._groups)
        while self._groups:
            self._end_group()
        self._flush()
        self._tables.end()

    def _begin_group(self) -> None:
        self._flush()
        self._begun += 1
        if self._begun > MOST_GROUPS:
            raise too_long()
        if len(self._groups) >= _DEEPEST:
            raise Problem(
                "This rich text is not safe to read.",
                "Its parts are nested as no program writes them.",
                "Open it in Word or LibreOffice and save it as .docx, then import that.",
            )
        self._star, self._stand_ins = False, 0
        self._groups.append(self._group)
        self._group = self._group.inner()

    def _end_group(self) -> None:
        self._flush()
        self._star, self._stand_ins = False, 0
        ended = self._group
        if self._groups:
            self._group = self._groups.pop()
        if ended.destination in APART and not ended.unread:
            self._end_apart(ended.destination)
        elif ended.destination in KEPT:
            self._keep(ended.destination, " ".join("".join(self._kept).split()))

    def _text(self, text: str) -> None:
        if self._stand_ins:
            count = min(self._stand_ins, len(text))
            self._stand_ins -= count
            text = text[count:]
        if not self._group.unread or self._group.destination in KEPT or self._defined_style is not None:
            self._letters += text.encode("latin-1")

    def _hex(self, letter: int) -> None:
        if self._stand_ins:
            self._stand_ins -= 1
        else:
            self._letters.append(letter)

    def _symbol(self, symbol: str) -> None:
        if symbol == "*":
            self._star = True
        elif symbol in SYMBOLS:
            self._character(SYMBOLS[symbol])
        elif symbol in ENDS:
            self._flush()
            self._end_paragraph()

    def _character(self, text: str) -> None:
        if self._stand_ins:
            self._stand_ins -= 1
            return
        self._flush_letters()
        self._units.append(text)

    def _word(self, word: str, number: int | None) -> None:
        if word == "u":
            self._flush_letters()
            self._units.append(character(number or 0))
            self._stand_ins = self._group.stand_ins
            return
        if word in CHARACTERS:
            self._character(" " if word == "tab" and self._group.in_list_text else CHARACTERS[word])
            return
        self._flush()
        star, self._star = self._star, False
        if word == "ud":  # beside words in one code page, the same words in Unicode
            self._group.unread = self._groups[-2].unread if len(self._groups) > 1 else False
        elif word in APART and not self._group.unread:
            self._begin_apart(word)
        elif word in UNREAD or (star and word not in READ):
            self._group.destination, self._group.unread = word, True
            self._kept = []
        elif self._group.unread:
            self._define(word, number)
        elif word in ENDS:
            self._end_paragraph()
        elif word in TABLE_WORDS:
            self._table_word(word)
        elif word in LOOKS:
            self._group.look(word, number)
        else:
            self._general(word, number)

    def _define(self, word: str, number: int | None) -> None:
        """Take what the tables of fonts and styles say."""
        inside = {group.destination for group in (*self._groups[-3:], self._group)}
        if word == "f" and "fonttbl" in inside:
            self._defined_font = number
        elif self._defined_font is not None and word == "fcharset" and number is not None:
            self._fonts.add(self._defined_font, number)
        elif self._defined_font is not None and word == "cpg" and number:
            self._fonts.add_page(self._defined_font, number)
        elif "stylesheet" in inside and word in ("s", "cs", "ds", "ts"):
            self._defined_style = number if word == "s" else None
        elif word == "uc":
            self._group.stand_ins = max(number or 0, 0)
        elif word == "nestrow" and "nesttableprops" in inside:
            self.blocks.end()

    def _general(self, word: str, number: int | None) -> None:
        """Take what is said of the whole document, or of a note."""
        if word == "ansicpg" and number:
            self._fonts.general = codec_of_page(number)
        elif word == "mac":
            self._fonts.general = codec_of_page(10000)
        elif word in ("pc", "pca"):
            self._fonts.general = codec_of_page(437 if word == "pc" else 850)
        elif word == "deff":
            self._fonts.usual = number
        elif word == "ftnalt":
            self._tables.place.at_end = True
        elif word == "chftn":
            self._tables.place.numbered = True

    def _table_word(self, word: str) -> None:
        """Take one of the words of tables; a table in a cell is lines of it."""
        if word == "trowd":
            self._tables.place.defined = True
        elif word == "cell":
            self._tables.end_cell()
        elif word == "row":
            self._tables.end_row()
        elif word == "nestcell":
            self._write("\t")
        else:
            self.blocks.end()

    def _flush_letters(self) -> None:
        """Decode the bytes so far: those of one character may stand in several tokens."""
        if self._letters:
            font = GENERAL if self._group.destination == "title" else self._group.font
            self._units.append(self._fonts.text_of(bytes(self._letters), font))
            self._letters.clear()

    def _flush(self) -> None:
        self._flush_letters()
        if self._units:
            words = whole("".join(self._units))
            self._units = []
            self._write(words)

    def _write(self, words: str) -> None:
        group = self._group
        if group.unread:
            self._write_unread(words)
            return
        now = (group.deleted, group.inserted, group.hidden)
        if words.strip() and now != self._was:  # a stretch is counted once, in however many pieces it comes
            self._deleted += now[0] and not self._was[0]
            self._inserted += now[1] and not now[0] and not self._was[1]
            self._hidden += now[2] and not now[0] and not self._was[2]
            self._was = now
        if not group.deleted and not group.hidden:
            self._tables.enter_or_leave(self._group.in_table)
            if group.in_list_text:
                self.blocks.write_number(words)
            else:
                self.blocks.write(words, group.bold)

    def _write_unread(self, words: str) -> None:
        if self._group.destination in KEPT:
            self._kept.append(words)
        elif self._defined_style is not None:
            name, end, _ = words.partition(";")
            self._style_name += name
            if end:
                self._styles[self._defined_style] = self._style_name.strip()
                self._defined_style, self._style_name = None, ""

    def _keep(self, fact: str, words: str) -> None:
        if fact == "title":
            self.title = self.title or words or None
        elif fact in ("atrfstart", "atrfend"):
            self._ranges.setdefault(words, []).append(self.blocks.mark())
        elif words:
            self._facts[fact] = words

    def _end_paragraph(self) -> None:
        self._tables.enter_or_leave(self._group.in_table)
        self._close_paragraph()

    def _close_paragraph(self) -> None:
        name = self._styles.get(self._group.style or 0, "") if self._group.style is not None else ""
        title = name.casefold() == "title"
        heading = self._group.outlined or _HEADING.match(name) is not None
        self.blocks.end(
            heading=heading and not self._tables.place.in_cell, title=title and not self._tables.place.in_cell
        )

    def _begin_apart(self, word: str) -> None:
        """Begin a note, a comment or a text box: its words stand elsewhere."""
        self._group.destination = word
        if self._group.hidden or self._group.deleted:
            self._group.unread = True
            return
        self._tables.enter_or_leave(self._group.in_table)
        self._tables.begin_apart()
        self._group.in_table = self._group.outlined = self._group.bold = False
        self._group.style = None
        if word == "annotation":
            self._facts.pop("atnref", None)
            self._facts.pop("atndate", None)

    def _end_apart(self, word: str) -> None:
        note, blocks = self._tables.end_apart()
        if word == "footnote":
            self.blocks.note(blocks, at_end=note.at_end, sign=None if note.numbered else "")
        elif word == "annotation":
            self._comment(blocks)
        else:
            self.blocks.add_below(blocks)

    def _comment(self, blocks: list[Block]) -> None:
        facts, self._facts = self._facts, {}
        here = self.blocks.mark()
        marks = self._ranges.get(facts.get("atnref", ""), [])
        start, end = (marks[0], marks[-1]) if len(marks) > 1 else (here, here)
        author = facts.get("atnauthor") or facts.get("atnid", "")
        self.blocks.comment(start, end, blocks, author, day_of(facts.get("atndate", "")))

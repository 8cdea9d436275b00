"""The pages of a PDF as stretches of letters with their places."""

from __future__ import annotations

import ctypes
import math
import threading
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from qualcode.problem import Problem

_GAP = 0.3  # of the letters' height without a space that the file gives, and a new word begins
_APART = 1.1  # and beyond it, another stretch: a column, a cell, a number in the margin
_BACK = 0.4
_LONGEST = 2000  # pages
_LETTERS = {"\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl", "\ufb05": "ft"}
_LETTERS |= {"\ufb06": "st", "\xa0": " ", "\u2007": " ", "\u202f": " ", "\uf0b7": "•", "\uf0a7": "•", "\u2028": " "}
_LETTERS |= {"\x02": "-", "\ufffe": "-"}
# PDFium may be used by one thread at a time.
_ONE_AT_A_TIME = threading.Lock()


@dataclass(frozen=True, slots=True)
class Stretch:
    """Letters beside each other on one line: where they stand in points, from the page's lower left corner."""

    words: str
    left: float
    right: float
    bottom: float
    top: float

    @property
    def size(self) -> float:
        return self.top - self.bottom


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its number as the file calls it (empty where it does not), its height, and what stands on it."""

    label: str
    height: float
    stretches: tuple[Stretch, ...]
    pictures: bool


@dataclass(frozen=True, slots=True)
class Sheets:
    """A PDF's pages, its title and author as it gives them, and whether it is protected against changes."""

    pages: tuple[Page, ...]
    title: str
    author: str
    protected: bool


def sheets_of(data: bytes) -> Sheets:
    """The pages of a PDF; raises Problem for one with a password and for one that cannot be read."""
    import pypdfium2 as pdfium  # 40 ms, and few files are PDFs
    import pypdfium2.raw as raw

    with _ONE_AT_A_TIME:
        try:
            document = pdfium.PdfDocument(data)
        except pdfium.PdfiumError as error:
            raise _closed(getattr(error, "err_code", None) == raw.FPDF_ERR_PASSWORD) from error
        try:
            count = len(document)
            if count > _LONGEST:
                raise Problem("This PDF is too long to be a transcript.", "", "Split it into smaller files.")
            facts = document.get_metadata_dict()
            protected = raw.FPDF_GetSecurityHandlerRevision(document.raw) >= 0
            pages = tuple(_page(raw, pdfium, document, index) for index in range(count))
        finally:
            document.close()
    if not pages:
        raise _closed(False)
    return Sheets(pages, str(facts.get("Title", "")), str(facts.get("Author", "")), protected)


def _closed(password: bool) -> Problem:
    if password:
        return Problem(
            "This PDF has a password.",
            "Without it nothing in it can be read.",
            "Open it with the password, print or save it as a PDF without one, then import that.",
        )
    return Problem(
        "This PDF is damaged.",
        "It is cut short, or is no PDF inside.",
        "Copy it again from where it came; if it opens in a PDF reader, print it to a new PDF there.",
    )


def _page(raw: Any, pdfium: Any, document: Any, index: int) -> Page:
    """One page; an empty one where it alone is damaged."""
    label = " ".join((document.get_page_label(index) or "").split())
    try:
        page = document[index]
    except pdfium.PdfiumError:
        return Page(label, 0.0, (), False)
    try:
        height = page.get_height()
        text = page.get_textpage()
        try:
            stretches = tuple(_stretches(_letters(raw, text, page.get_cropbox())))
        finally:
            text.close()
        pictures = not stretches and any(True for _ in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3))
    except pdfium.PdfiumError:
        return Page(label, 0.0, (), False)
    finally:
        page.close()
    return Page(label, height, stretches, pictures)


@dataclass(slots=True)
class _Letter:
    """A letter with its box, turned so that its line runs from left to right; `turn` in quarters, clockwise."""

    words: str
    left: float
    right: float
    bottom: float
    top: float
    turn: int


def _letters(raw: Any, text: Any, sheet: tuple[float, float, float, float]) -> Iterator[_Letter]:
    """The letters that stand on the sheet (left, bottom, right, top): a page may draw beyond its edges, unseen."""
    edge, foot, side, head = sheet
    box = raw.FS_RECTF()
    at = ctypes.byref(box)
    handle = text.raw
    unicode_of, box_of, angle_of = raw.FPDFText_GetUnicode, raw.FPDFText_GetLooseCharBox, raw.FPDFText_GetCharAngle
    turn, line = 0, (0.0, 0.0)
    for index in range(text.count_chars()):
        code = unicode_of(handle, index)
        if code in (0, 10, 13) or not box_of(handle, index, at):
            continue
        words = chr(code) if code < 0x110000 else "\ufffd"
        left, right, bottom, top = box.left, box.right, box.bottom, box.top
        if not (edge <= (left + right) / 2 <= side and foot <= (bottom + top) / 2 <= head):
            continue
        if line != (bottom, top):  # letters of one height on one line are turned alike
            turn, line = round(angle_of(handle, index) / (math.pi / 2)) % 4, (bottom, top)
        if turn == 3:
            left, right, bottom, top = bottom, top, -right, -left
        elif turn == 2:
            left, right, bottom, top = -right, -left, -top, -bottom
        elif turn == 1:
            left, right, bottom, top = -top, -bottom, left, right
        yield _Letter(_LETTERS.get(words, words), left, right, bottom, top, turn)


def _stretches(letters: Iterator[_Letter]) -> Iterator[Stretch]:
    """Letters joined into stretches, in the order in which the page draws them."""
    run: list[_Letter] = []
    said: list[str] = []
    space = False
    for letter in letters:
        if letter.words.isspace():
            space = True
            continue
        if run and not _follows(run, letter):
            yield _stretch(run, said)
            run, said, space = [], [], False
        if run and (space or _gap(run[-1], letter) > _GAP * (letter.top - letter.bottom)):
            said.append(" ")
        run.append(letter)
        said.append(letter.words)
        space = False
    if run:
        yield _stretch(run, said)


def _stretch(run: list[_Letter], said: list[str]) -> Stretch:
    first = run[0]
    # The line is where its largest letters stand: a raised figure does not lift it.
    largest = max(run, key=lambda letter: letter.top - letter.bottom)
    left, right = min(letter.left for letter in run), max(letter.right for letter in run)
    words = unicodedata.normalize("NFC", "".join(said))
    # Lines of another direction are kept apart, below all others.
    lower = 0.0 if first.turn == 0 else -10_000.0 * first.turn
    return Stretch(words, left, right, largest.bottom + lower, largest.top + lower)


def _follows(run: list[_Letter], letter: _Letter) -> bool:
    """True where a letter goes on the line: at about the same height, and not far after it or back."""
    last = run[-1]
    if last.turn != letter.turn:
        return False
    # Most letters: right behind the last, at the same height.
    if letter.bottom == last.bottom and letter.top == last.top and -1.0 < letter.left - last.right < 1.0:
        return True
    if letter.left == last.left and letter.right == last.right and letter.bottom == last.bottom:
        return True  # both are one sign, as fi is in many typefaces
    size = max(min(last.top - last.bottom, letter.top - letter.bottom), 1.0)
    common = min(last.top, letter.top) - max(last.bottom, letter.bottom)
    if common < 0.4 * size:
        return False
    size = max(last.top - last.bottom, letter.top - letter.bottom)
    if _is_leftward(letter.words) or _is_leftward(last.words):
        return abs(_gap(last, letter)) < 4 * size or abs(last.left - letter.right) < _APART * size
    return -_BACK * size <= _gap(last, letter) < _APART * size


def _gap(last: _Letter, letter: _Letter) -> float:
    """The free place between two letters; for writing that runs to the left, on the other side."""
    if _is_leftward(letter.words) and letter.right <= last.left + 0.5:
        return last.left - letter.right
    return letter.left - last.right


def _is_leftward(words: str) -> bool:
    return words >= "\u0590" and unicodedata.bidirectional(words[0]) in ("R", "AL")

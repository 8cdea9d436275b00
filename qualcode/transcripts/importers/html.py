"""Web pages: the words as a browser shows them, from whatever program saved them.

The page is read as a stream of tags and never made a tree: libxml2 gives up trees nested beyond 2,048 elements,
which old pages with tags that are never closed do reach, and it would lose the words below.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, cast

from qualcode.transcripts.importers.blocks import Blocks, left_out
from qualcode.transcripts.importers.choices import AS_FOUND, Choices
from qualcode.transcripts.importers.html_encoding import declared
from qualcode.transcripts.importers.html_styles import WEIGHT, bold_classes
from qualcode.transcripts.importers.html_tables import OpenTable, is_frame
from qualcode.transcripts.importers.laid_out import Block
from qualcode.transcripts.importers.limits import too_long
from qualcode.transcripts.importers.text import Decoded, text_of
from qualcode.transcripts.importers.word_numbers import written
from qualcode.transcripts.transcript import Transcript

_LIST_OF_BLOCKS = (
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure "
    "footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol p pre section summary table "
    "tbody td tfoot th thead tr ul"
)
_BLOCKS = frozenset(_LIST_OF_BLOCKS.split())
_LIST_OF_UNREAD = (
    "script style template noscript iframe object applet embed svg math canvas audio video select button textarea "
    "datalist rp rt"
)
_UNREAD = frozenset(_LIST_OF_UNREAD.split())
_BOLD = frozenset(("b", "strong", "dt"))
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_LISTS = frozenset(("ul", "ol", "dir", "menu"))
_FORMATS = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_DEEPEST_TABLE = 12  # deeper ones frame parts of the page
_MOST_ROWS_SPANNED = 100
_MOST_SPANNED = 50_000  # cells of a page
MOST_TAGS = 150_000  # pages of a long interview have a tenth of them
_NEAR = 100  # open elements among which the one that ends is looked for

_SPACES = re.compile(r"[ \t\n\r\f]+")
_HIDDEN = re.compile(r"display\s*:\s*none|mso-hide\s*:\s*all", re.IGNORECASE)
_COMMENTS = re.compile(r"mso-element\s*:\s*comment", re.IGNORECASE)
# Comments as Google writes them: their signs among the words, and their words at the page's end.
_GOOGLE_SIGN = re.compile(r"cmnt_ref\d{1,6}")
_GOOGLE_REMARK = re.compile(r"cmnt\d{1,6}")
_PRE = re.compile(r"white-space\s*:\s*(?:pre|break-spaces)", re.IGNORECASE)
_OFFICE = re.compile(r"\b(?:LibreOffice|OpenOffice)", re.IGNORECASE)
_SPEAKER = re.compile(r"(?:[\w-]*[_-])?speaker(?:[_-]?(?:name|label))?", re.IGNORECASE)


def read(path: Path, data: bytes, choices: Choices = AS_FOUND) -> list[Transcript]:
    """The one transcript in a web page; raises Problem where `data` is no text."""
    page, decoded = _page_in(data, choices)
    found = page.blocks.transcript(path, (*decoded.warnings, *page.warnings()), page.title())
    return [replace(found, encoding=decoded.encoding)]


def blocks_of(data: bytes) -> list[Block]:
    """The blocks of a page that stands in another document."""
    return _page_in(data, AS_FOUND)[0].blocks.all()


def _page_in(data: bytes, choices: Choices) -> tuple[_Page, Decoded]:
    from lxml import etree  # 10 ms, and only pages need it

    decoded = text_of(data, choices.encoding or declared(data))
    page = _Page()
    target = cast(Any, page)  # which is told str alone, where lxml's types say str or bytes
    source = b"<!DOCTYPE html>" + decoded.text.encode("utf-8")
    etree.fromstring(source, etree.HTMLParser(target=target, encoding="utf-8", huge_tree=True, no_network=True))
    return page, decoded


@dataclass(frozen=True, slots=True)
class _Element:
    """What is so within an open element."""

    tag: str
    bold: bool = False
    pre: bool = False
    unread: bool = False
    is_table: bool = False


class _Page:
    """What a parser tells its tags and words to; the words gather in `blocks`."""

    def __init__(self) -> None:
        self.blocks = Blocks()
        self._tags = 0
        self._stack: list[_Element] = [_Element("")]
        self._tables: list[OpenTable] = []
        self._spanned = 0
        self._lists: list[int | None] = []  # the number of the next item, None for bullets
        self._formats: list[str] = []
        self._bold_classes: frozenset[str] = frozenset()
        self._space = ""
        self._marker = ""
        self._tight = False
        self._titles: list[str] = []
        self._tops: list[str] = []  # the headings of the first level
        self._styles: list[str] = []
        self._hidden = self._deleted = self._remarks = 0
        self._by_office = False

    def title(self) -> str | None:
        """The page's one main heading, else its title."""
        if len(self._tops) == 1:
            return self._tops[0]
        return " ".join("".join(self._titles).split()) or None

    def warnings(self) -> tuple[str, ...]:
        """Sentences on what the page holds that was not read."""
        found = []
        if self._remarks:
            were = "comment was" if self._remarks == 1 else "comments were"
            found.append(f"{self._remarks} {were} not read: save it as .docx to bring them in.")
        found.extend(left_out(self._deleted, 0, self._hidden))
        return tuple(found)

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        self._tags += 1
        if self._tags > MOST_TAGS:
            raise too_long()
        tag = tag.lower()
        if tag == "a" and _GOOGLE_REMARK.fullmatch(attributes.get("id", "") or ""):
            self._pass_over_part()
        above = self._stack[-1]
        element = self._element(tag, attributes, above)
        if tag == "meta" and attributes.get("name", "").lower() == "generator":
            self._by_office = _OFFICE.search(attributes.get("content", "")) is not None
        if not element.unread:
            if tag == "br":
                self._break()
            elif tag == "q":
                self._words("“", element)
            elif tag in _BLOCKS:
                self._begin_block(tag, attributes)
                element = replace(element, is_table=tag == "table" and self._begin_table())
        self._stack.append(element)

    def end(self, tag: str) -> None:
        tag = tag.lower()
        if self._stack[-1].tag != tag and all(element.tag != tag for element in self._stack[-1:-_NEAR:-1]):
            return
        while True:
            element = self._stack.pop()
            if element.tag == "style" and self._styles:
                self._bold_classes |= bold_classes("".join(self._styles))
                self._styles = []
            if not element.unread:
                self._end(element)
            if element.tag == tag:
                return

    def data(self, words: str) -> None:
        element = self._stack[-1]
        if element.tag == "title" and not self._stack[-2].unread:
            self._titles.append(words)
        elif element.tag == "style":
            self._styles.append(words)
        elif not element.unread:
            self._words(words, element)

    def comment(self, words: str) -> None:
        """Count a comment of the margin, which LibreOffice writes as one that browsers pass over."""
        self._remarks += self._by_office and bool(words.strip())

    def close(self) -> None:
        while len(self._stack) > 1:
            element = self._stack.pop()
            if not element.unread:
                self._end(element)
        self._end_block("")

    def _pass_over_part(self) -> None:
        """Leave out the part of the page that is open, back to where it began: the words of a comment by Google."""
        top = next(
            (n for n in range(len(self._stack) - 1, 0, -1) if self._stack[n].tag == "div"), len(self._stack) - 1
        )
        self._stack[top:] = [replace(element, unread=True) for element in self._stack[top:]]

    def _element(self, tag: str, attributes: Mapping[str, str], above: _Element) -> _Element:
        """What is so within an element that begins; what is left out is counted."""
        style = attributes.get("style", "") or ""
        classes = (attributes.get("class", "") or "").split()
        unread = above.unread or tag in _UNREAD or tag == "title"
        if not unread:
            hidden = "hidden" in attributes or bool(style and _HIDDEN.search(style))
            of_pages = tag == "div" and attributes.get("title") in ("header", "footer")  # as LibreOffice saves them
            deleted = tag == "del" and ("datetime" in attributes or "cite" in attributes)
            remark = bool(style and _COMMENTS.search(style))
            self._hidden += hidden
            self._deleted += deleted
            anchor = "msocomanchor" in classes or bool(_GOOGLE_SIGN.fullmatch(attributes.get("id", "") or ""))
            self._remarks += anchor
            unread = hidden or deleted or remark or anchor or of_pages
        weight = WEIGHT.search(style) if style else None
        bold = above.bold or tag in _BOLD
        if weight is not None:
            bold = weight[1] is not None
        elif classes and not bold:
            bold = any(name in self._bold_classes or _SPEAKER.fullmatch(name) for name in classes)
        pre = above.pre or tag == "pre" or bool(style and _PRE.search(style))
        return _Element(tag, bold, pre, unread)

    def _words(self, words: str, element: _Element) -> None:
        if element.pre:
            self._put(words, element.bold)
            return
        words = _SPACES.sub(_one_space, words)
        stripped = words.strip(" \t")
        if not stripped:
            self._space = self._space or words[:1]
            return
        lead = self._space or words[: len(words) - len(words.lstrip(" \t"))]
        if lead and not self.blocks.is_empty and self.blocks.last() != "\n":
            self._put(lead, element.bold and not self._space)
        self._put(stripped, element.bold)
        self._space = words[len(words.rstrip(" \t")) :]

    def _put(self, words: str, bold: bool) -> None:
        if self._marker and words.strip():
            self.blocks.write_number(self._marker)
            self._marker = ""
        self.blocks.write(words, bold)
        self._space = ""

    def _break(self) -> None:
        self._space = ""
        self.blocks.write("\n")

    def _begin_block(self, tag: str, attributes: Mapping[str, str]) -> None:
        self._end_block("")
        if tag in _LISTS:
            self._lists.append(_number(attributes.get("start"), 1) if tag == "ol" else None)
            self._formats.append(_FORMATS.get(attributes.get("type", ""), "decimal"))
            if len(self._lists) == 1:
                self._tight = False
        elif tag == "li":
            self._begin_item(attributes)
        elif tag == "p":
            self._tight = False
        elif tag == "dd":
            self._tight = True
        elif self._tables and tag in ("tr", "td", "th"):
            self._begin_row_or_cell(tag, attributes)

    def _begin_item(self, attributes: Mapping[str, str]) -> None:
        number = self._lists[-1] if self._lists else None
        indent = "  " * min(len(self._lists) - 1, 8)
        if number is None:
            self._marker = f"{indent}• " if self._lists else ""
            return
        number = _number(attributes.get("value"), number)
        self._lists[-1] = number + 1
        self._marker = f"{indent}{written(number, self._formats[-1])}. "

    def _end(self, element: _Element) -> None:
        if element.tag == "q":
            self._words("”", element)
        if element.tag not in _BLOCKS:
            return
        self._end_block(element.tag)
        if element.is_table:
            self._end_table()
        elif element.tag in _LISTS and self._lists:
            self._lists.pop()
            self._formats.pop()
            self._tight = bool(self._lists)
        elif element.tag == "li":
            self._marker = ""
            self._tight = True
        elif element.tag == "dd":
            self._tight = False
        elif element.tag in ("td", "th") and self._tables:
            self._end_cell()

    def _end_block(self, tag: str) -> None:
        self._space = ""
        if self.blocks.is_empty:
            return
        if tag == "h1":
            self._tops.append(self.blocks.words_so_far())
        self.blocks.end(heading=tag in _HEADINGS, tight=self._tight)
        self._tight = bool(self._lists)

    def _begin_table(self) -> bool:
        """Open a table; False where it is so deep that its cells are paragraphs."""
        if len(self._tables) >= _DEEPEST_TABLE:
            return False
        self._tables.append(OpenTable())
        return True

    def _begin_row_or_cell(self, tag: str, attributes: Mapping[str, str]) -> None:
        opened = self._tables[-1]
        self._end_cell()
        if tag == "tr" or not opened.table.rows:
            opened.table.rows.append([])
        if tag != "tr":
            self._fill_spanned(opened)
            opened.span = min(_number(attributes.get("rowspan"), 1), _MOST_ROWS_SPANNED)
            opened.in_cell = True
            self.blocks.enter()

    def _fill_spanned(self, opened: OpenTable) -> None:
        """Put empty cells where one from above reaches into this row."""
        row = opened.table.rows[-1]
        while opened.spans.get(len(row), 0) > 0 and self._spanned < _MOST_SPANNED:
            opened.spans[len(row)] -= 1
            self._spanned += 1
            row.append([])

    def _end_cell(self) -> None:
        opened = self._tables[-1]
        if opened.in_cell:
            opened.in_cell = False
            row = opened.table.rows[-1]
            if opened.span > 1:
                opened.spans[len(row)] = opened.span - 1
            row.append(self.blocks.leave())

    def _end_table(self) -> None:
        self._end_cell()
        table = self._tables.pop().table
        if is_frame(table):
            self.blocks.add(block for row in table.rows for cell in row for block in cell)
        else:
            self.blocks.add([table])


def _one_space(run: re.Match[str]) -> str:
    """White space as a browser shows it; but a tab between two words divides a label from them."""
    return "\t" if "\t" in run[0] and "\n" not in run[0] else " "


def _number(written: str | None, otherwise: int) -> int:
    """A number in a tag, where it is one."""
    found = re.fullmatch(r"\s*(\d{1,6})\s*", written or "")
    return int(found[1]) if found else otherwise

"""Markdown as a reader sees it: words and line breaks, with where bold lines and headings start."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from qualcode.transcripts.importers.limits import too_long

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_BREAK = re.compile(r"<br\s*/?>\n?", re.IGNORECASE)
_TAGS = re.compile(
    r"</?(?:a|abbr|b|blockquote|center|cite|code|dd|del|details|div|dl|dt|em|figcaption|figure|font|h[1-6]|hr|i|"
    r"img|ins|kbd|li|mark|ol|p|pre|q|s|section|small|span|strike|strong|sub|summary|sup|table|tbody|td|th|thead|tr|"
    r"u|ul)(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
_LONGEST_HEADING = 100
_MARKS = "*_`[|~<&\\"
_MOST_MARKS = 200_000  # each becomes a kilobyte while a text is read; a name in bold has four
_MOST_PAIRS = 100_000_000  # of brackets that may belong together: a second's work
_STOPS = (".", "?", "!", "…", ".”", "?”")


@dataclass
class Page:
    """The text, the bold characters at the start of lines, where headings start, and the first heading."""

    text: str = ""
    bold: dict[int, int] = field(default_factory=dict)
    headings: set[int] = field(default_factory=set)
    title: str | None = None


def rendered(source: str) -> Page:
    """`source` without its marks; an empty line between blocks, a line end between items of a tight list.

    Raises Problem for more marks than any transcript has.
    """
    blocks = _Blocks()
    for token in tokens_of(source):
        blocks.take(token)
    return blocks.page()


def tokens_of(source: str) -> list[Token]:
    """What markdown-it makes of `source` without comments. Raises Problem for more marks than any transcript has."""
    end = source.rfind("-->") + 3  # beyond it a comment that begins does not end
    source = _COMMENT.sub("", source[:end]) + source[end:]
    if sum(map(source.count, _MARKS)) > _MOST_MARKS:
        raise too_long()
    return _markdown(links=not _is_crowded(source)).parse(source)


def _is_crowded(source: str) -> bool:
    """True for so many brackets in a paragraph that no person put them there: to pair them would take minutes."""
    return sum(paragraph.count("[") ** 2 for paragraph in source.split("\n\n")) > _MOST_PAIRS


@lru_cache(maxsize=2)
def _markdown(*, links: bool) -> MarkdownIt:
    from markdown_it import MarkdownIt  # 30 ms, and only Markdown needs it

    # HTML stays text, of which only known tags are taken out: <laughs> is no tag but a word.
    # A reference rule would swallow a line such as `[Interviewer]: Yes`.
    options = {"html": False, "maxNesting": 60}
    parser = MarkdownIt("commonmark", options).enable(["table", "strikethrough"]).disable("reference")
    return parser if links else parser.disable(["link", "image"])


class _Blocks:
    """The blocks of a page as they come, each a text with its bold start."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._length = 0
        self._page = Page()
        self._bullets: list[str | int] = []
        self._marker = ""
        self._heading = 0
        self._underlined = False
        self._tight = False
        self._cells: list[str] | None = None

    def page(self) -> Page:
        self._page.text = "".join(self._pieces)
        return self._page

    def take(self, token: Token) -> None:
        kind = token.type
        if kind == "bullet_list_open":
            self._bullets.append("- ")
        elif kind == "ordered_list_open":
            self._bullets.append(int(token.attrs.get("start", 1)))
        elif kind in ("bullet_list_close", "ordered_list_close"):
            self._bullets.pop()
            self._tight = bool(self._bullets)
        elif kind == "list_item_open":
            self._open_item(token)
        elif kind == "heading_open":
            self._heading = int(token.tag[1])
            self._underlined = token.markup in ("-", "=")
        elif kind == "heading_close":
            self._heading = 0
        elif kind == "paragraph_open":
            self._tight = self._tight and token.hidden
        elif kind in ("fence", "code_block"):
            self._write(html.unescape(token.content.rstrip("\n")), {})
        elif kind == "tr_open":
            self._cells = []
        elif kind == "tr_close" and self._cells is not None:
            cells, self._cells = self._cells, None
            self._write("\t".join(cells), {})
            self._tight = True
        elif kind == "table_close":
            self._tight = False
        elif kind == "inline":
            self._inline(token)

    def _open_item(self, token: Token) -> None:
        bullet = self._bullets[-1]
        if isinstance(bullet, int):
            self._marker = f"{bullet}{token.markup} "
            self._bullets[-1] = bullet + 1
        else:
            self._marker = bullet
        self._marker = "  " * (len(self._bullets) - 1) + self._marker

    def _inline(self, token: Token) -> None:
        text, bold = inline_words(token.children or [])
        if self._cells is not None:
            self._cells.append(" ".join(text.split()))
            return
        # A line of dashes under an answer divides, it makes no heading of the answer.
        is_answer = "\n" in text or len(text) > _LONGEST_HEADING or text.rstrip().endswith(_STOPS)
        is_heading = bool(self._heading) and not (self._underlined and is_answer)
        start = self._write(text, bold)
        if is_heading and text.strip():
            self._page.headings.add(start)
            if self._heading == 1 and self._page.title is None:
                self._page.title = " ".join(text.split())

    def _write(self, text: str, bold: dict[int, int]) -> int:
        """Append a block and return where its first line starts."""
        divider = "" if not self._pieces else "\n" if self._tight else "\n\n"
        start = self._length + len(divider)
        piece = divider + self._marker + text
        self._pieces.append(piece)
        self._length += len(piece)
        offset = start + len(self._marker)
        for line, count in bold.items():
            self._page.bold[offset + line] = count
        self._marker = ""
        self._tight = bool(self._bullets)
        return start


def inline_words(tokens: list[Token]) -> tuple[str, dict[int, int]]:
    """The words of a paragraph, and by where each line starts how many of its first characters are bold."""
    pieces: list[tuple[str, bool]] = []
    strong = 0
    for token in tokens:
        kind = token.type
        if kind == "strong_open":
            strong += 1
        elif kind == "strong_close":
            strong -= 1
        elif kind in ("softbreak", "hardbreak"):
            pieces.append(("\n", False))
        elif kind == "image":
            pieces.append((inline_words(token.children or [])[0], strong > 0))
        elif token.content:
            words = token.content
            if kind == "text":
                words = _TAGS.sub("", _BREAK.sub("\n", words))
            pieces.append((words, strong > 0))
    return "".join(words for words, _ in pieces), _bold_starts(pieces)


def _bold_starts(pieces: list[tuple[str, bool]]) -> dict[int, int]:
    bold: dict[int, int] = {}
    start = offset = 0
    open_line = True
    for words, strong in pieces:
        for number, line in enumerate(words.split("\n")):
            if number:
                offset += 1
                start, open_line = offset, True
            offset += len(line)
            if line and open_line:
                open_line = strong
                if strong:
                    bold[start] = offset - start
    return bold

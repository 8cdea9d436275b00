"""The body of a page of numbers in Word, whose wide tables stand on pages that lie on their side."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby, zip_longest

from qualcode.exports import word_tables
from qualcode.exports.figures import HeatMap, Table
from qualcode.exports.page import Blanks, Cards, Facts, Page, Paragraph, Part, Room, Section, Topic
from qualcode.exports.printed import PrintedExcerpt, SeeExcerpt
from qualcode.exports.svg import HEAT, heat_step
from qualcode.exports.word_sheets import SheetPieces

_MOST_ACROSS = 20
# Dark enough to be told apart in grey, and light enough for dark numbers.
_SHADES = tuple(colour.removeprefix("#").upper() for colour in (*HEAT[:4], "8AA8B5", "7398A7"))
_NO_BREAK = '<w:pageBreakBefore w:val="0"/>'
# The headings of a short paper, of which several stand on a page, and those below them.
_SHORT = tuple(f'{_NO_BREAK}<w:spacing w:before="{n}" w:after="{n // 3}"/>' for n in (240, 160))
_NEW_PAGE = '<w:pageBreakBefore/><w:spacing w:before="0" w:after="160"/>'
_KEEP = "<w:keepNext/>"
_NEAR = '<w:spacing w:after="160"/>'
# What gives the first page of a section a header and footer of its own.
_FIRST_PAGE = re.compile(r"<w:titlePg[^>]*/>|<w:(?:header|footer)Reference\b[^>]*w:type=\"first\"[^>]*/>")


@dataclass(frozen=True, slots=True)
class Orientation:
    """The properties of both ways a page may lie, as WordprocessingML; `width_across` is its text's in twips."""

    upright: str
    across: str
    width_across: int


@dataclass(kw_only=True)
class PageBody(SheetPieces):
    """Writes the body of a page of numbers; afterwards `last` are the properties of its last section."""

    page: Page
    orientation: Orientation
    last: str = ""

    def xml(self) -> str:
        """Everything before the properties of the last section."""
        # The sections first: the contents list what they wrote.
        sections = list(self._sections())
        lists = [self.list_of(label) for label in ("Table", "Figure")] if self.page.contents else []
        pieces = [*((False, piece) for piece in (*self._front(), self.contents(), *lists)), *sections]
        if len(self.page.sections) == 1 and sections and sections[0][0]:
            # A table alone has its title on its own page.
            pieces = [(True, piece) for _, piece in pieces]
        runs = [(across, "".join(piece for _, piece in run)) for across, run in groupby(pieces, lambda pair: pair[0])]
        self.last = self._properties(across=bool(runs) and runs[-1][0], first=len(runs) < 2)
        closed = [self._closed(inside, across=across, first=not n) for n, (across, inside) in enumerate(runs[:-1])]
        return "".join((*closed, *(inside for _, inside in runs[-1:])))

    def _properties(self, *, across: bool, first: bool) -> str:
        """The properties of a section; only the document's first page has a header and footer of its own."""
        properties = self.orientation.across if across else self.orientation.upright
        return properties if first else _FIRST_PAGE.sub("", properties)

    def _closed(self, inside: str, *, across: bool, first: bool) -> str:
        """Pages with the properties of their section in the last paragraph."""
        properties = self._properties(across=across, first=first)
        if not inside.endswith("</w:p>"):
            inside += self.line("TableNote", "")
        last = inside.rindex("<w:p><w:pPr>")
        at = inside.index("</w:pPr>", last)
        return f"{inside[:at]}{properties}{inside[at:]}"

    def _front(self) -> Iterator[str]:
        page = self.page
        if page.audience.notice:
            yield self.line("AudienceNotice", page.audience.notice)
        yield self.line("Title", page.title)
        yield self.subtitle(page)

    def _sections(self) -> Iterator[tuple[bool, str]]:
        alone = len(self.page.sections) == 1
        for section in self.page.sections:
            # A heading stands on the page of what it is over.
            across = bool(section.parts) and word_tables.is_wide(section.parts[0])
            if not alone:
                yield across, self._section_heading(section)
            for part, following in zip_longest(section.parts, section.parts[1:]):
                yield word_tables.is_wide(part), "".join(self._part(part, following))

    def _section_heading(self, section: Section) -> str:
        if not self.page.contents:
            begins = _NEW_PAGE if section.new_page else _SHORT[section.level > 1]
            return self.line(f"Heading{section.level}", section.title, begins)
        return self.heading(section.level, section.title, "" if section.level == 1 else _NO_BREAK)

    def _part(self, part: Part, following: Part | None) -> Iterator[str]:
        keep = _KEEP if isinstance(following, (PrintedExcerpt, Blanks)) and not self.page.contents else ""
        if isinstance(part, Paragraph):
            style = "ExcerptGroup" if part.strong else "TableNote" if part.quiet else "Normal"
            yield self.line(style, part.words, keep if part.quiet else "")
        elif isinstance(part, Facts):
            yield self.facts(part.lines)
            yield self.line("TableNote", "")
        elif isinstance(part, (PrintedExcerpt, SeeExcerpt)):
            yield self.excerpt(part, below="" if self.page.contents else keep + _NEAR)
        elif isinstance(part, Table):
            yield from self._table(part)
        elif isinstance(part, HeatMap):
            yield from self._heat_map(part)
        elif isinstance(part, (Cards, Blanks, Room, Topic)):
            yield from self.sheet(part)
        else:
            yield from self.chart(part)

    def _table(self, one: Table) -> Iterator[str]:
        if word_tables.is_wide(one):
            yield from self.table(one, width=self.orientation.width_across, most=_MOST_ACROSS)
        else:
            yield from self.table(one)

    def _heat_map(self, picture: HeatMap) -> Iterator[str]:
        """A shaded table, a figure by its caption."""
        one, across = picture.table, word_tables.is_wide(picture)
        tables = word_tables.blocks(
            one,
            self.styles,
            self.orientation.width_across if across else self.width,
            most=_MOST_ACROSS if across else word_tables.MOST_COLUMNS,
            shade=lambda number: _SHADES[heat_step(picture, number)],
        )
        for number, block in enumerate(tables):
            if number:
                # Word joins tables that touch.
                yield self.line("TableNote", "")
            yield block
        yield from self.figure_caption(picture.caption, picture.note)


def has_wide(page: Page) -> bool:
    """Whether anything of a page needs paper that lies on its side."""
    return any(word_tables.is_wide(part) for section in page.sections for part in section.parts)

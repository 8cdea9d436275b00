"""What every Word report is made of: headings, captions, facts, tables, charts, contents, as WordprocessingML."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from qualcode.exports import word_tables
from qualcode.exports.figures import Bars, Lines, Table
from qualcode.exports.page import Headed
from qualcode.exports.phrases import counted
from qualcode.exports.sources import Fact
from qualcode.exports.spoken import after
from qualcode.exports.wordml import Cell, Numbers, chart_drawing, field_code, link, paragraph, run, table

EMU_PER_TWIP = 635
_MOST_LEVELS = 9
LEVELS_IN_CONTENTS = 3
_TOGETHER = 3  # the last lines of a list, with the one below them
# In EMU: a bar alone, and one of several side by side.
_BAR_HEIGHT, _THIN_BAR_HEIGHT, _CHART_MARGIN = 200_000, 140_000, 500_000
_SHORTEST_CHART = 1_300_000
_LINES_HEIGHT = 2_700_000


@dataclass(frozen=True, slots=True)
class _Entry:
    """A line of the contents."""

    level: int
    title: str
    bookmark: str


@dataclass(kw_only=True)
class Pieces:
    """Writes pieces of one document, numbering them as it goes.

    `styles` gives our style ids with those of the document, `width` and `height` are those of the text in twips,
    `add_chart` puts a chart into the package and gives the id of its relationship, `spreadsheet` is the name of
    the file beside the report that holds the full tables, empty where there is none.
    """

    styles: Mapping[str, str]
    width: int
    height: int
    add_chart: Callable[[Bars | Lines], str]
    spreadsheet: str = ""
    numbers: Numbers = field(default_factory=Numbers)
    _entries: list[_Entry] = field(default_factory=list)
    _captions: dict[str, list[_Entry]] = field(default_factory=dict)
    _numbered: dict[str, int] = field(default_factory=dict)

    def chart(self, chart: Bars | Lines) -> Iterator[str]:
        """A chart with its caption below it."""
        if isinstance(chart, Bars):
            bars = len(chart.categories) * max(1, len(chart.series))
            thickness = _BAR_HEIGHT if len(chart.series) < 2 else _THIN_BAR_HEIGHT
            height = max(bars * thickness + _CHART_MARGIN, _SHORTEST_CHART)
        else:
            height = _LINES_HEIGHT
        # Its caption and the heading above it stand on the same page.
        height = min(height, self.height * EMU_PER_TWIP * 6 // 10)
        drawing = chart_drawing(
            self.numbers.drawing(),
            self.add_chart(chart),
            width=self.width * EMU_PER_TWIP,
            height=height,
            alt_text=chart.description,
        )
        yield paragraph(self.styles["Figure"], drawing, properties="<w:keepNext/>")
        yield from self.figure_caption(chart.caption, chart.note)

    def figure_caption(self, caption: str, note: str) -> Iterator[str]:
        """What stands below a figure, on one page."""
        yield self.caption("Caption", "Figure", caption, keep=bool(note))
        if note:
            yield self.line("TableNote", note)

    def table(self, one: Table, *, width: int | None = None, most: int = word_tables.MOST_COLUMNS) -> Iterator[str]:
        """A table with its caption above and its notes below it, in as many blocks as its columns need."""
        tables = list(word_tables.blocks(one, self.styles, width or self.width, most=most))
        for number, block in enumerate(tables, start=1):
            part = f" ({number} of {len(tables)})" if len(tables) > 1 else ""
            yield self.caption("TableCaption", "Table", one.caption + part, again=number > 1)
            yield block
            # Word joins tables that touch, so a paragraph stands after each.
            yield self.line("TableNote", " ".join(one.notes) if number == len(tables) else "")
        if self.spreadsheet and not word_tables.fits(one):
            yield self.line(
                "Normal",
                f"The columns of the {counted(sum(c.narrow for c in one.columns), 'participant')} are too many for "
                f"a page. The full table is in “{self.spreadsheet}”, beside this report.",
            )

    def facts(self, facts: Sequence[Fact], *, together: bool = False) -> str:
        """Labels and values; `together` on one page, as far as one has room for them."""
        label = self.width * 27 // 100
        rows = [
            [
                Cell(run(fact.label), self.styles["FactLabel"], with_next=together and fact is not facts[-1]),
                Cell(run(fact.value), self.styles["FactValue"]),
            ]
            for fact in facts
        ]
        alt_text = ", ".join(fact.label for fact in facts)
        return table(self.styles["FactsTable"], [label, self.width - label], rows, alt_text=alt_text)

    def contents(self) -> str:
        """A contents field that holds its entries as links; Word adds the page numbers when it is updated."""
        if not self._entries:
            return ""
        lines = self._listed(f'TOC \\o "1-{LEVELS_IN_CONTENTS}" \\h \\z \\u', self._entries)
        heading = self.line("TOCHeading", "Contents")
        return (
            '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/><w:docPartUnique/>'
            f"</w:docPartObj></w:sdtPr><w:sdtContent>{heading}{lines}</w:sdtContent></w:sdt>"
        )

    def list_of(self, label: str) -> str:
        """The tables, or the figures, as links under a heading; nothing of fewer than two."""
        found = self._captions.get(label, [])
        if len(found) < 2:
            return ""
        return self.line("TOCHeading", f"{label}s") + self._listed(f'TOC \\h \\z \\c "{label}"', found)

    def _listed(self, instruction: str, entries: Sequence[_Entry]) -> str:
        """A field that holds lines which are links."""
        begin = (
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
            f'<w:r><w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>'
            '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        )
        end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        last = len(entries) - 1
        return "".join(
            paragraph(
                self.styles[f"TOC{entry.level}"],
                begin if number == 0 else "",
                link(entry.bookmark, entry.title),
                end if number == last else "",
                # No line of them stands alone on a page.
                properties="<w:keepNext/>" if number < last and (number == 0 or number >= last - _TOGETHER) else "",
            )
            for number, entry in enumerate(entries)
        )

    def heading(self, level: int, title: str, properties: str = "") -> str:
        """A heading, which the contents list where it is of their levels; `properties` are for all but the first."""
        style = self.styles[f"Heading{min(level, _MOST_LEVELS)}"]
        if level > LEVELS_IN_CONTENTS:
            return paragraph(style, run(title), properties=properties)
        # The heading style of a template may not begin a page; the contents end one all the same.
        first = properties if self._entries else '<w:pageBreakBefore/><w:spacing w:before="0"/>'
        bookmark = f"_Toc{len(self._entries) + 1:08}"
        self._entries.append(_Entry(level, title, bookmark))
        start, end = self.numbers.bookmark(bookmark)
        return paragraph(style, start, run(title), end, properties=first)

    def caption(self, style: str, label: str, words: str, *, again: bool = False, keep: bool = False) -> str:
        """`Table 3. Words`, its number a field that Word keeps right, and that of the one before where that goes on.

        So a table has one number on paper of any width, and on a web page; `again` is for all its blocks but one.
        `keep` is for one that has a note below it.
        """
        before = self._captions.setdefault(label, [])
        self._numbered[label] = number = self._numbered.get(label, 0) + (not again)
        before.append(_Entry(2, f"{label} {number}. {words}", f"_{label}{len(before) + 1:05}"))
        start, end = self.numbers.bookmark(before[-1].bookmark)
        which = "\\c " if again else ""
        sequence = field_code(f"SEQ {label} {which}\\* ARABIC", str(number))
        # The styles of a house template may not say that a caption stays with the table below it.
        with_next = "<w:keepNext/>" if keep or label == "Table" else ""
        return paragraph(
            self.styles[style], start, run(f"{label} "), sequence, run(f". {words}"), end, properties=with_next
        )

    def subtitle(self, page: Headed) -> str:
        """The study and the day, from the left whatever the study is called."""
        day = run(after(page.study, f", {page.day}"), left=False)
        return paragraph(self.styles["Subtitle"], run(page.study), day, left=False)

    def line(self, style: str, words: str, properties: str = "") -> str:
        """A paragraph of words."""
        return paragraph(self.styles[style], run(words), properties=properties)

    def lines(self, style: str, *each: str) -> Iterator[str]:
        """A paragraph for each that has words."""
        return (self.line(style, words) for words in each if words)

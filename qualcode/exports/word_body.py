"""The body of the Word report, chapter by chapter, as WordprocessingML."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from qualcode.exports import word_tables
from qualcode.exports.numbers import BarChart, Counts, CountsTable
from qualcode.exports.phrases import counted, listed
from qualcode.exports.printed import Excerpt, PrintedMemo, SeeExcerpt
from qualcode.exports.report import AreaChapter, CodebookEntry, CodeSection, MemoSection, Report
from qualcode.exports.sources import Fact
from qualcode.exports.wordml import Cell, Numbers, chart_drawing, field_code, link, paragraph, run, table
from qualcode.participants.disclosure import Cleared

_EMU_PER_TWIP = 635
_MOST_LEVELS = 9
# What a memo is about stands close above it.
_LONG = 1_200  # characters, above which a quote is not held together: half a page would stay empty before it
_MAY_BREAK = '<w:keepNext w:val="0"/><w:keepLines w:val="0"/>'
_CLOSE = '<w:keepNext/><w:spacing w:after="100"/>'
# Spaces of its own between paragraphs of one style, which otherwise stand close.
_APART = '<w:spacing w:before="240"/><w:contextualSpacing w:val="0"/>'
_LEVELS_IN_CONTENTS = 3
# In EMU: a bar alone, and one of several side by side.
_BAR_HEIGHT, _THIN_BAR_HEIGHT, _CHART_MARGIN = 200_000, 140_000, 500_000
_SHORTEST_CHART = 1_300_000


@dataclass(frozen=True, slots=True)
class _Entry:
    """A line of the contents."""

    level: int
    title: str
    bookmark: str


@dataclass
class Body:
    """Writes one report's body.

    `styles` gives our style ids with those of the document, `width` and `height` are those of the text in twips,
    `add_chart` puts a chart into the package and gives the id of its relationship, `spreadsheet` is the name of
    the file beside the report that holds the full table of counts, empty where there is none.
    """

    report: Report
    styles: Mapping[str, str]
    width: int
    height: int
    add_chart: Callable[[BarChart], str]
    spreadsheet: str = ""
    _numbers: Numbers = field(default_factory=Numbers)
    _entries: list[_Entry] = field(default_factory=list)
    _captions: dict[str, int] = field(default_factory=dict)

    def xml(self) -> str:
        """The paragraphs and tables, everything before the section properties."""
        # The chapters first: the contents list what they wrote.
        chapters = "".join(self._chapters())
        return "".join(self._front()) + self._contents() + chapters

    def _front(self) -> Iterator[str]:
        report = self.report
        if report.audience.notice:
            yield self._line("AudienceNotice", report.audience.notice)
        yield self._line("Title", report.title)
        yield self._line("Subtitle", f"{report.study}, {report.day}")
        if report.study_page:
            yield self._line("TOCHeading", "About the study")
            yield self._facts(report.study_page)
        yield self._line("TOCHeading", "What this report draws on")
        yield self._facts((*report.sources.facts, Fact("Held back", report.held_back_sentence)))

    def _chapters(self) -> Iterator[str]:
        for area in self.report.areas:
            yield from self._area(area)
        if self.report.memos:
            yield self._heading(1, "Memos")
        for memo in self.report.memos:
            yield from self._memo_section(memo)
        if self.report.counts:
            yield self._heading(1, "Counts")
        for table_of_counts in self.report.counts:
            yield from self._counts_table(table_of_counts)
        yield from self._held_back()
        if self.report.codebook:
            yield self._heading(1, "Codebook")
            for entry in self.report.codebook:
                yield from self._codebook_entry(entry)

    def _area(self, area: AreaChapter) -> Iterator[str]:
        yield self._heading(1, area.title)
        if area.outside_totals:
            yield self._line("Normal", area.outside_totals, properties="<w:keepNext/>")
        yield from self._counts(area.counts)
        if area.chart is not None and area.chart.categories:
            yield from self._chart(area.chart)
        for code in area.codes:
            yield from self._code(code)
        if area.unused_line:
            yield self._line("Remainder", area.unused_line, properties=_APART)

    def _code(self, code: CodeSection) -> Iterator[str]:
        yield self._heading(code.depth + 1, code.title)
        if code.definition:
            # With its heading, and so with the first excerpt.
            yield self._line("Normal", code.definition, properties="<w:keepNext/>")
        yield from self._counts(code.counts)
        for excerpt in code.supporting:
            yield self._excerpt(excerpt)
        if code.against:
            yield self._line("ExcerptGroup", "Against")
            for excerpt in code.against:
                yield self._excerpt(excerpt)
        yield from self._lines("Remainder", *code.remainder)

    def _excerpt(self, excerpt: Excerpt) -> str:
        start, end = self._numbers.bookmark(excerpt.id)
        coders = f" Coded by {listed(excerpt.coders)}." if excerpt.coders else ""
        memos = "".join(self._memo(memo) for memo in excerpt.memos)
        who = excerpt.attribution.text
        if isinstance(excerpt, SeeExcerpt):
            lead = run(f"{who}: see " if who else "See ")
            see = link(excerpt.printed_as, excerpt.printed_as, self.styles["Hyperlink"])
            printed = run(f", printed under {excerpt.under} ({excerpt.id}).{coders}")
            line = (start, lead, see, printed, end)
            return paragraph(self.styles["ExcerptReference"], *line, properties=_CLOSE if memos else "") + memos
        stop = "." if coders else ""
        attribution = run(f"{who} ({excerpt.id}){stop}{coders}".lstrip())
        said = self._quoted(excerpt.words, start)
        begins = "" if said else start
        close = _CLOSE if memos else ""
        return said + paragraph(self.styles["Attribution"], begins, attribution, end, properties=close) + memos

    def _quoted(self, words: Cleared, start: str) -> str:
        """One paragraph for each speaker's line, with who says it where there is more than one."""
        labelled = len({line.who for line in words.lines}) > 1
        parts: list[str] = []
        for line in words.lines:
            style = self.styles["ExcerptQuestion" if line.is_question else "Excerpt"]
            label = run(f"{line.who}\u2002", self.styles["SpeakerName"]) if labelled and line.who else ""
            properties = _MAY_BREAK if len(line.words) > _LONG else ""
            parts.append(paragraph(style, start, label, run(line.words), properties=properties))
            start = ""
        return "".join(parts)

    def _memo(self, memo: PrintedMemo) -> str:
        lead = run(f"{memo.lead}: ", self.styles["SpeakerName"])
        return paragraph(self.styles["ExcerptMemo"], lead, run(memo.words))

    def _memo_section(self, section: MemoSection) -> Iterator[str]:
        yield self._heading(2, section.title)
        yield self._line("CountsLine", section.memo.lead, properties="<w:keepNext/>")
        yield from self._lines("Normal", *(part for part in section.memo.words.split("\n") if part.strip()))
        yield from self._lines("CountsLine", section.about_line)
        for excerpt in section.excerpts:
            yield self._excerpt(excerpt)
        yield from self._lines("Remainder", section.remainder)

    def _counts(self, counts: Counts | None) -> Iterator[str]:
        if counts is not None:
            yield from self._lines("CountsLine", *counts.sentences)

    def _chart(self, chart: BarChart) -> Iterator[str]:
        bars = len(chart.categories) * max(1, len(chart.series))
        thickness = _BAR_HEIGHT if len(chart.series) < 2 else _THIN_BAR_HEIGHT
        height = max(bars * thickness + _CHART_MARGIN, _SHORTEST_CHART)
        # Its caption and the heading above it stand on the same page.
        height = min(height, self.height * _EMU_PER_TWIP * 6 // 10)
        drawing = chart_drawing(
            self._numbers.drawing(),
            self.add_chart(chart),
            width=self.width * _EMU_PER_TWIP,
            height=height,
            alt_text=chart.description,
        )
        yield paragraph(self.styles["Figure"], drawing)
        yield self._caption("Caption", "Figure", chart.caption)

    def _counts_table(self, counts: CountsTable) -> Iterator[str]:
        tables = list(word_tables.blocks(counts, self.styles, self.width))
        for number, block in enumerate(tables, start=1):
            part = f" ({number} of {len(tables)})" if len(tables) > 1 else ""
            yield self._caption("TableCaption", "Table", counts.caption + part)
            yield block
            # Word joins tables that touch, so a paragraph stands after each.
            note = counts.note if number == len(tables) else ""
            yield self._line("TableNote", note)
        if self.spreadsheet and not word_tables.fits(counts):
            yield self._line(
                "Normal",
                f"The columns of the {counted(len(counts.columns), 'participant')} are too many for a page. "
                f"The full table is in “{self.spreadsheet}”, beside this report.",
            )

    def _held_back(self) -> Iterator[str]:
        yield self._heading(1, "Held back")
        yield self._line("Normal", self.report.held_back_sentence)
        if not self.report.held_back:
            return
        heads = [
            Cell(run(head), self.styles["TableHead"]) for head in ("Participant", "Reason", "Number", "Excerpts")
        ]
        text, number = self.styles["TableText"], self.styles["TableNumber"]
        rows = [
            [
                Cell(run(group.whose), text),
                Cell(run(group.reason), text),
                Cell(run(f"{len(group.ids):,}"), number),
                Cell(run(", ".join(group.ids)), text),
            ]
            for group in self.report.held_back_groups
        ]
        widths = [self.width // 6, self.width // 4, self.width // 8]
        widths.append(self.width - sum(widths))
        yield self._caption("TableCaption", "Table", "Excerpts held back, and why")
        yield table(self.styles["CountsTable"], widths, [heads, *rows], header_rows=1, whole_rows=False)
        yield self._line("TableNote", "")

    def _codebook_entry(self, entry: CodebookEntry) -> Iterator[str]:
        yield self._line("CodebookEntry" if entry.depth else "TOCHeading", entry.title)
        if entry.facts:
            yield self._facts(entry.facts, together=True)

    def _facts(self, facts: Sequence[Fact], *, together: bool = False) -> str:
        """Labels and values; `together` on one page, as far as one has room for them."""
        label = self.width * 27 // 100
        rows = [
            [
                Cell(run(fact.label), self.styles["FactLabel"], with_next=together and fact is not facts[-1]),
                Cell(run(fact.value), self.styles["FactValue"]),
            ]
            for fact in facts
        ]
        return table(self.styles["FactsTable"], [label, self.width - label], rows)

    def _contents(self) -> str:
        """A contents field that holds its entries as links; Word adds the page numbers when it is updated."""
        if not self._entries:
            return ""
        begin = (
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
            f'<w:r><w:instrText xml:space="preserve"> TOC \\o "1-{_LEVELS_IN_CONTENTS}" \\h \\z \\u '
            "</w:instrText></w:r>"
            '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        )
        end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        last = len(self._entries) - 1
        lines = [
            paragraph(
                self.styles[f"TOC{entry.level}"],
                begin if number == 0 else "",
                link(entry.bookmark, entry.title),
                end if number == last else "",
            )
            for number, entry in enumerate(self._entries)
        ]
        heading = self._line("TOCHeading", "Contents")
        return (
            '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/><w:docPartUnique/>'
            f"</w:docPartObj></w:sdtPr><w:sdtContent>{heading}{''.join(lines)}</w:sdtContent></w:sdt>"
        )

    def _heading(self, level: int, title: str) -> str:
        style = self.styles[f"Heading{min(level, _MOST_LEVELS)}"]
        if level > _LEVELS_IN_CONTENTS:
            return paragraph(style, run(title))
        # The heading style of a template may not begin a page; the contents end one all the same.
        first = "" if self._entries else '<w:pageBreakBefore/><w:spacing w:before="0"/>'
        bookmark = f"_Toc{len(self._entries) + 1:08}"
        self._entries.append(_Entry(level, title, bookmark))
        start, end = self._numbers.bookmark(bookmark)
        return paragraph(style, start, run(title), end, properties=first)

    def _caption(self, style: str, label: str, words: str) -> str:
        number = self._captions[label] = self._captions.get(label, 0) + 1
        sequence = field_code(f"SEQ {label} \\* ARABIC", str(number))
        return paragraph(self.styles[style], run(f"{label} "), sequence, run(f". {words}"))

    def _line(self, style: str, words: str, properties: str = "") -> str:
        return paragraph(self.styles[style], run(words), properties=properties)

    def _lines(self, style: str, *each: str) -> Iterator[str]:
        return (self._line(style, words) for words in each if words)

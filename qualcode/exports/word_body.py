"""The body of the Word report, chapter by chapter, as WordprocessingML."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from qualcode.exports.numbers import Counts
from qualcode.exports.report import AreaChapter, CodebookEntry, CodeSection, MemoSection, Report
from qualcode.exports.sources import Fact
from qualcode.exports.word_excerpts import ExcerptPieces
from qualcode.exports.wordml import Cell, run, table

# Spaces of its own between paragraphs of one style, which otherwise stand close.
_WITH_NEXT = "<w:keepNext/>"
_APART = '<w:spacing w:before="240"/><w:contextualSpacing w:val="0"/>'


@dataclass(kw_only=True)
class Body(ExcerptPieces):
    """Writes the body of a report of excerpts or of memos."""

    report: Report

    def xml(self) -> str:
        """The paragraphs and tables, everything before the section properties."""
        # The chapters first: the contents list what they wrote.
        chapters = "".join(self._chapters())
        return "".join(self._front()) + self.contents() + chapters

    def _front(self) -> Iterator[str]:
        report = self.report
        if report.audience.notice:
            yield self.line("AudienceNotice", report.audience.notice)
        yield self.line("Title", report.title)
        yield self.subtitle(report)
        if report.study_page:
            yield self.line("TOCHeading", "About the study")
            yield self.facts(report.study_page)
        yield self.line("TOCHeading", "What this report draws on")
        yield self.facts((*report.sources.facts, Fact("Held back", report.held_back_sentence)))

    def _chapters(self) -> Iterator[str]:
        for area in self.report.areas:
            yield from self._area(area)
        if self.report.memos:
            yield self.heading(1, "Memos")
        for memo in self.report.memos:
            yield from self._memo_section(memo)
        if self.report.counts:
            yield self.heading(1, "Counts")
        for table_of_counts in self.report.counts:
            yield from self.table(table_of_counts.table)
        yield from self._held_back()
        if self.report.codebook:
            yield self.heading(1, "Codebook")
            for entry in self.report.codebook:
                yield from self._codebook_entry(entry)

    def _area(self, area: AreaChapter) -> Iterator[str]:
        yield self.heading(1, area.title)
        if area.outside_totals:
            yield self.line("Normal", area.outside_totals, properties="<w:keepNext/>")
        yield from self._counts(area.counts)
        if area.chart is not None and area.chart.categories:
            yield from self.chart(area.chart)
        for code in area.codes:
            yield from self._code(code)
        if area.unused_line:
            yield self.line("Remainder", area.unused_line, properties=_APART)

    def _code(self, code: CodeSection) -> Iterator[str]:
        yield self.heading(code.depth + 1, code.title)
        if code.definition:
            # With its heading, and so with the first excerpt.
            yield self.line("Normal", code.definition, properties="<w:keepNext/>")
        yield from self._counts(code.counts)
        # How many more there are stands on the page of the last that is printed.
        last = (*code.supporting, *code.against)[-1:] if code.remainder else ()
        for excerpt in code.supporting:
            yield self.excerpt(excerpt, below=_WITH_NEXT if excerpt in last else "")
        if code.against:
            yield self.line("ExcerptGroup", "Against")
            for excerpt in code.against:
                yield self.excerpt(excerpt, below=_WITH_NEXT if excerpt in last else "")
        yield from self.lines("Remainder", *code.remainder)

    def _memo_section(self, section: MemoSection) -> Iterator[str]:
        yield self.heading(2, section.title)
        yield self.line("CountsLine", section.memo.lead, properties="<w:keepNext/>")
        yield from self.lines("Normal", *(part for part in section.memo.words.split("\n") if part.strip()))
        yield from self.lines("CountsLine", section.about_line)
        for excerpt in section.excerpts:
            is_last = bool(section.remainder) and excerpt is section.excerpts[-1]
            yield self.excerpt(excerpt, below=_WITH_NEXT if is_last else "")
        yield from self.lines("Remainder", section.remainder)

    def _counts(self, counts: Counts | None) -> Iterator[str]:
        if counts is not None:
            yield from self.lines("CountsLine", *counts.sentences)

    def _held_back(self) -> Iterator[str]:
        yield self.heading(1, "Held back")
        yield from self.lines("Normal", self.report.held_back_sentence, *self.report.although)
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
        yield self.caption("TableCaption", "Table", "Excerpts held back, and why")
        yield table(self.styles["CountsTable"], widths, [heads, *rows], header_rows=1, whole_rows=False)
        yield self.line("TableNote", "")

    def _codebook_entry(self, entry: CodebookEntry) -> Iterator[str]:
        yield self.line("CodebookEntry" if entry.depth else "TOCHeading", entry.title)
        if entry.facts:
            yield self.facts(entry.facts, together=True)

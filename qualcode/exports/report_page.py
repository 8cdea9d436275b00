"""A report as a page like any other, for the writers that print its parts one after another."""

from __future__ import annotations

from collections.abc import Iterator

from qualcode.exports.numbers import Counts
from qualcode.exports.page import Facts, Page, Paragraph, Part, Section
from qualcode.exports.report import AreaChapter, CodeSection, MemoSection, Report
from qualcode.exports.sources import Fact


def report_page(report: Report) -> Page:
    """The report with its areas at level 1, its codes below them, and what was held back and the codebook last."""
    return Page(
        report.title,
        report.study,
        report.made_on,
        report.audience,
        tuple(_sections(report)),
        language=report.language,
    )


def _sections(report: Report) -> Iterator[Section]:
    if report.study_page:
        yield Section("About the study", (Facts(report.study_page),))
    held_back = Fact("Held back", report.held_back_sentence)
    yield Section("What this report draws on", (Facts((*report.sources.facts, held_back)),))
    for area in report.areas:
        yield from _area(area)
    if report.memos:
        yield Section("Memos", ())
    for memo in report.memos:
        yield Section(memo.title, tuple(_memo(memo)), 2)
    if report.counts:
        yield Section("Counts", tuple(counts.table for counts in report.counts))
    groups = tuple(Fact(f"{one.whose}. {one.reason}", ", ".join(one.ids)) for one in report.held_back_groups)
    held = (Facts(groups),) if groups else ()
    yield Section("Held back", (Paragraph(report.held_back_sentence), *map(Paragraph, report.although), *held))
    if report.codebook:
        yield Section("Codebook", ())
    for entry in report.codebook:
        yield Section(entry.title, (Facts(entry.facts),) if entry.facts else (), entry.depth + 2)


def _area(area: AreaChapter) -> Iterator[Section]:
    parts: list[Part] = [*_words(area.outside_totals), *_counts(area.counts)]
    if area.chart is not None:
        parts.append(area.chart)
    if not area.codes:
        parts += _words(area.unused_line)
    yield Section(area.title, tuple(parts))
    for place, code in enumerate(area.codes, start=1):
        last = _words(area.unused_line) if place == len(area.codes) else ()
        yield Section(code.title, (*_code(code), *last), code.depth + 1)


def _code(code: CodeSection) -> Iterator[Part]:
    yield from _words(code.definition)
    yield from _counts(code.counts)
    yield from code.supporting
    if code.against:
        yield Paragraph("Against", strong=True)
        yield from code.against
    yield from _words("\n".join(code.remainder))


def _memo(section: MemoSection) -> Iterator[Part]:
    yield Paragraph(section.memo.lead, quiet=True)
    for part in section.memo.words.split("\n"):
        yield from _words(part)
    yield from _words(section.about_line)
    yield from section.excerpts
    yield from _words(section.remainder)


def _counts(counts: Counts | None) -> tuple[Part, ...]:
    return () if counts is None else _words("\n".join(counts.sentences))


def _words(words: str) -> tuple[Part, ...]:
    return (Paragraph(words),) if words.strip() else ()

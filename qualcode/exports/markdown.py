"""The report as Markdown: the whole value in plain text, which is also what most tests read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from qualcode.exports.files import Written, put
from qualcode.exports.numbers import BarChart, Counts, CountsTable
from qualcode.exports.phrases import listed, printable
from qualcode.exports.printed import Excerpt, PrintedExcerpt, PrintedMemo, SeeExcerpt
from qualcode.exports.report import AreaChapter, CodebookEntry, CodeSection, MemoSection, Report
from qualcode.exports.sources import Fact
from qualcode.participants.disclosure import Cleared

_MARKUP = re.compile(r"([\\`*_\[\]<>|&~])")
_LINE_START = re.compile(r"(?m)^(\s*)([#+=-])")
_NUMBERED = re.compile(r"(?m)^(\s*\d+)([.)])(?=\s|$)")


def write(report: Report, path: Path) -> Written:
    """Write the report to `path` as UTF-8. Raises Problem where it cannot be saved."""
    return put(text(report).encode("utf-8"), path)


def text(report: Report) -> str:
    """The report as one Markdown text that ends in a newline."""
    return "\n\n".join(block for block in _blocks(report) if block) + "\n"


def _blocks(report: Report) -> Iterator[str]:
    if report.audience.notice:
        yield f"**{report.audience.notice}**"
    yield f"# {_plain(report.title)}"
    yield f"{_plain(report.study)}, {report.day}"
    if report.study_page:
        yield "## About the study"
        yield _facts(report.study_page)
    yield "## What this report draws on"
    yield _facts((*report.sources.facts, Fact("Held back", report.held_back_sentence)))
    for area in report.areas:
        yield from _area(area)
    if report.memos:
        yield "## Memos"
    for memo in report.memos:
        yield from _memo_section(memo)
    if report.counts:
        yield "## Counts"
    for table in report.counts:
        yield from _counts_table(table)
    yield from _held_back(report)
    if report.codebook:
        yield "## Codebook"
        for entry in report.codebook:
            yield from _codebook_entry(entry)


def _area(area: AreaChapter) -> Iterator[str]:
    yield f"## {_plain(area.title)}"
    if area.outside_totals:
        yield area.outside_totals
    yield _counts(area.counts)
    if area.chart is not None:
        yield from _chart(area.chart)
    for code in area.codes:
        yield from _code(code)
    yield _plain(area.unused_line)


def _code(code: CodeSection) -> Iterator[str]:
    yield f"{'#' * min(code.depth + 2, 6)} {_plain(code.title)}"
    yield _plain(code.definition)
    yield _counts(code.counts)
    for excerpt in code.supporting:
        yield from _excerpt(excerpt)
    if code.against:
        yield "**Against**"
        for excerpt in code.against:
            yield from _excerpt(excerpt)
    yield "  \n".join(code.remainder)


def _excerpt(excerpt: Excerpt) -> Iterator[str]:
    coders = f" Coded by {_plain(listed(excerpt.coders))}." if excerpt.coders else ""
    anchor = f'<a id="{excerpt.id}"></a>'
    who = _plain(excerpt.attribution.text)
    if isinstance(excerpt, SeeExcerpt):
        see = f"see [{excerpt.printed_as}](#{excerpt.printed_as}), printed under {_plain(excerpt.under)}"
        yield f"{anchor}{who}: {see} ({excerpt.id}).{coders}"
    elif isinstance(excerpt, PrintedExcerpt):
        yield "\n>\n".join(_quoted(excerpt.words))
        yield f"{anchor}— {who} ({excerpt.id}){'.' if coders else ''}{coders}"
    for memo in excerpt.memos:
        yield _memo(memo)


def _quoted(words: Cleared) -> Iterator[str]:
    labelled = len({line.who for line in words.lines}) > 1
    for line in words.lines:
        label = f"**{_plain(line.who)}** " if labelled and line.who else ""
        said = _plain(line.words)
        if line.is_question:
            said = "\n".join(f"*{part}*" if part else part for part in said.split("\n"))
        yield "> " + (label + said).replace("\n", "  \n> ")


def _memo(memo: PrintedMemo) -> str:
    return f"- {_plain(memo.lead)}: {_plain(memo.words)}".replace("\n", "\n  ")


def _memo_section(section: MemoSection) -> Iterator[str]:
    yield f"### {_plain(section.title)}"
    yield f"*{_plain(section.memo.lead)}*"
    yield "\n\n".join(_plain(part) for part in section.memo.words.split("\n") if part.strip())
    yield _plain(section.about_line)
    for excerpt in section.excerpts:
        yield from _excerpt(excerpt)
    yield section.remainder


def _counts(counts: Counts | None) -> str:
    return "" if counts is None else "  \n".join(counts.sentences)


def _chart(chart: BarChart) -> Iterator[str]:
    yield f"**{_plain(chart.caption)}**"
    rows = zip(chart.categories, *(series.values for series in chart.series), strict=True)
    yield _table(
        ["", *(series.name for series in chart.series)],
        ([category, *(str(value) for value in values)] for category, *values in rows),
    )


def _counts_table(table: CountsTable) -> Iterator[str]:
    yield f"**{_plain(table.caption)}**"
    yield _table(
        ["Code", *table.heads],
        ([row.title, *(str(number) for number in (*row.numbers, *row.totals))] for row in table.rows),
    )
    yield _plain(table.note)


def _table(head: list[str], rows: Iterable[list[str]]) -> str:
    lines = [head, ["---"] + ["---:"] * (len(head) - 1)]
    cells = [lines[1], *([_plain(cell).replace("\n", " ") for cell in row] for row in rows)]
    return "\n".join(f"| {' | '.join(row)} |" for row in ([_plain(cell) for cell in head], *cells))


def _held_back(report: Report) -> Iterator[str]:
    yield "## Held back"
    yield report.held_back_sentence
    if report.held_back:
        yield "\n".join(
            f"- {_plain(group.whose)}. {group.reason}: {', '.join(group.ids)}" for group in report.held_back_groups
        )


def _codebook_entry(entry: CodebookEntry) -> Iterator[str]:
    yield f"{'#' * min(entry.depth + 3, 6)} {_plain(entry.title)}"
    if entry.facts:
        yield _facts(entry.facts)


def _facts(facts: Iterable[Fact]) -> str:
    return "\n".join(f"- {fact.label}: {_plain(fact.value)}".replace("\n", "\n  ") for fact in facts)


def _plain(words: str) -> str:
    """The words with every character escaped that Markdown would act on."""
    escaped = _LINE_START.sub(r"\1\\\2", _MARKUP.sub(r"\\\1", printable(words)))
    return _NUMBERED.sub(r"\1\\\2", escaped)

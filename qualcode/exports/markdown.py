"""The report as Markdown: the whole value in plain text, which is also what most tests read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from qualcode.exports.figures import Table, table_of
from qualcode.exports.files import Written, put
from qualcode.exports.numbers import Counts
from qualcode.exports.page import Facts, Page, Paragraph
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


def page_text(page: Page) -> str:
    """A page of numbers as one Markdown text that ends in a newline."""
    return "\n\n".join(block for block in _page_blocks(page) if block) + "\n"


def _page_blocks(page: Page) -> Iterator[str]:
    if page.audience.notice:
        yield f"**{page.audience.notice}**"
    yield f"# {plain(page.title)}"
    yield f"{plain(page.study)}, {page.day}"
    for section in page.sections:
        yield f"{'#' * (section.level + 1)} {plain(section.title)}"
        for part in section.parts:
            if isinstance(part, Paragraph):
                yield plain(part.words)
            elif isinstance(part, Facts):
                yield facts(part.lines)
            elif isinstance(part, PrintedExcerpt):
                yield from _excerpt(part)
            else:
                yield from table(table_of(part))


def _blocks(report: Report) -> Iterator[str]:
    if report.audience.notice:
        yield f"**{report.audience.notice}**"
    yield f"# {plain(report.title)}"
    yield f"{plain(report.study)}, {report.day}"
    if report.study_page:
        yield "## About the study"
        yield facts(report.study_page)
    yield "## What this report draws on"
    yield facts((*report.sources.facts, Fact("Held back", report.held_back_sentence)))
    for area in report.areas:
        yield from _area(area)
    if report.memos:
        yield "## Memos"
    for memo in report.memos:
        yield from _memo_section(memo)
    if report.counts:
        yield "## Counts"
    for counts in report.counts:
        yield from table(counts.table)
    yield from _held_back(report)
    if report.codebook:
        yield "## Codebook"
        for entry in report.codebook:
            yield from _codebook_entry(entry)


def _area(area: AreaChapter) -> Iterator[str]:
    yield f"## {plain(area.title)}"
    if area.outside_totals:
        yield area.outside_totals
    yield _counts(area.counts)
    if area.chart is not None:
        yield from table(table_of(area.chart))
    for code in area.codes:
        yield from _code(code)
    yield plain(area.unused_line)


def _code(code: CodeSection) -> Iterator[str]:
    yield f"{'#' * min(code.depth + 2, 6)} {plain(code.title)}"
    yield plain(code.definition)
    yield _counts(code.counts)
    for excerpt in code.supporting:
        yield from _excerpt(excerpt)
    if code.against:
        yield "**Against**"
        for excerpt in code.against:
            yield from _excerpt(excerpt)
    yield "  \n".join(code.remainder)


def _excerpt(excerpt: Excerpt) -> Iterator[str]:
    coders = f" Coded by {plain(listed(excerpt.coders))}." if excerpt.coders else ""
    anchor = f'<a id="{excerpt.id}"></a>'
    who = plain(excerpt.attribution.text)
    if isinstance(excerpt, SeeExcerpt):
        see = f"see [{excerpt.printed_as}](#{excerpt.printed_as}), printed under {plain(excerpt.under)}"
        yield f"{anchor}{who}: {see} ({excerpt.id}).{coders}"
    elif isinstance(excerpt, PrintedExcerpt):
        yield "\n>\n".join(_quoted(excerpt.words))
        yield f"{anchor}— {who} ({excerpt.id}){'.' if coders else ''}{coders}"
    for memo in excerpt.memos:
        yield _memo(memo)


def _quoted(words: Cleared) -> Iterator[str]:
    labelled = len({line.who for line in words.lines}) > 1
    for line in words.lines:
        label = f"**{plain(line.who)}** " if labelled and line.who else ""
        said = plain(line.words)
        if line.is_question:
            said = "\n".join(f"*{part}*" if part else part for part in said.split("\n"))
        yield "> " + (label + said).replace("\n", "  \n> ")


def _memo(memo: PrintedMemo) -> str:
    return f"- {plain(memo.lead)}: {plain(memo.words)}".replace("\n", "\n  ")


def _memo_section(section: MemoSection) -> Iterator[str]:
    yield f"### {plain(section.title)}"
    yield f"*{plain(section.memo.lead)}*"
    yield "\n\n".join(plain(part) for part in section.memo.words.split("\n") if part.strip())
    yield plain(section.about_line)
    for excerpt in section.excerpts:
        yield from _excerpt(excerpt)
    yield section.remainder


def _counts(counts: Counts | None) -> str:
    return "" if counts is None else "  \n".join(counts.sentences)


def table(one: Table) -> Iterator[str]:
    """A table with its caption above and its notes below."""
    yield f"**{plain(one.caption)}**"
    lines = [[column.name for column in one.columns], ["---:" if c.is_number else "---" for c in one.columns]]
    rows = [[plain(cell).replace("\n", " ") for cell in one.text(row)] for row in one.every_row]
    head = [plain(name).replace("\n", " ") for name in lines[0]]
    yield "\n".join(f"| {' | '.join(row)} |" for row in (head, lines[1], *rows))
    yield plain(" ".join(one.notes))


def _held_back(report: Report) -> Iterator[str]:
    yield "## Held back"
    yield report.held_back_sentence
    if report.held_back:
        yield "\n".join(
            f"- {plain(group.whose)}. {group.reason}: {', '.join(group.ids)}" for group in report.held_back_groups
        )


def _codebook_entry(entry: CodebookEntry) -> Iterator[str]:
    yield f"{'#' * min(entry.depth + 3, 6)} {plain(entry.title)}"
    if entry.facts:
        yield facts(entry.facts)


def facts(lines: Iterable[Fact]) -> str:
    """A list of labelled lines."""
    return "\n".join(f"- {fact.label}: {plain(fact.value)}".replace("\n", "\n  ") for fact in lines)


def plain(words: str) -> str:
    """The words with every character escaped that Markdown would act on."""
    escaped = _LINE_START.sub(r"\1\\\2", _MARKUP.sub(r"\\\1", printable(words)))
    return _NUMBERED.sub(r"\1\\\2", escaped)

"""The report as Markdown: the whole value in plain text, which is also what most tests read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from qualcode.exports.figures import Table, table_of
from qualcode.exports.files import Written, put
from qualcode.exports.page import Blanks, Cards, Facts, Page, Paragraph, Room, Sheet, Topic, study_and_day
from qualcode.exports.phrases import listed, printable
from qualcode.exports.printed import Excerpt, PrintedExcerpt, PrintedMemo, SeeExcerpt
from qualcode.exports.report import Report
from qualcode.exports.report_page import report_page
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
    return page_text(report_page(report))


def page_text(page: Page) -> str:
    """A page of numbers as one Markdown text that ends in a newline."""
    return "\n\n".join(block for block in _page_blocks(page) if block) + "\n"


def _page_blocks(page: Page) -> Iterator[str]:
    if page.audience.notice:
        yield f"**{page.audience.notice}**"
    yield f"# {plain(page.title)}"
    yield plain(study_and_day(page))
    for section in page.sections:
        yield f"{'#' * min(section.level + 1, 6)} {plain(section.title)}"
        for part in section.parts:
            if isinstance(part, Paragraph):
                yield _paragraph(part)
            elif isinstance(part, Facts):
                yield facts(part.lines)
            elif isinstance(part, (PrintedExcerpt, SeeExcerpt)):
                yield from _excerpt(part)
            elif isinstance(part, (Cards, Blanks, Room, Topic)):
                yield from _sheet(part)
            else:
                yield from table(table_of(part))


def _sheet(part: Sheet) -> Iterator[str]:
    """What is filled in by hand; nobody writes on lines of plain text."""
    if isinstance(part, Cards):
        for card in part.cards:
            yield f'<a id="{card.id}"></a>**{card.id}**'
            yield "\n>\n".join(_quoted(card.words))
            yield f"— {plain(card.attribution.text)}" if card.attribution.text else ""
    elif isinstance(part, Topic):
        yield f'<a id="{part.id}"></a>**{part.id}** {plain(part.words)}'
        yield from map(plain, part.notes)
    elif isinstance(part, Blanks):
        yield f"**{plain(part.caption)}**" if part.caption else ""
        yield _grid([part.headings, ["---"] * len(part.headings), *(map(plain, row) for row in part.filled)])


def _grid(rows: Iterable[Iterable[str]]) -> str:
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _paragraph(part: Paragraph) -> str:
    mark = "**" if part.strong else "*" if part.quiet else ""
    return "  \n".join(f"{mark}{plain(line)}{mark}" if line else "" for line in part.words.split("\n"))


def _excerpt(excerpt: Excerpt) -> Iterator[str]:
    coders = f" Coded by {plain(listed(excerpt.coders))}." if excerpt.coders else ""
    anchor = f'<a id="{excerpt.id}"></a>'
    who = plain(excerpt.attribution.text)
    if isinstance(excerpt, SeeExcerpt):
        see = f"[{excerpt.printed_as}](#{excerpt.printed_as}), printed under {plain(excerpt.under)}"
        yield f"{anchor}{plain(excerpt.lead)}{see} ({excerpt.id}).{coders}"
    else:
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


def table(one: Table) -> Iterator[str]:
    """A table with its caption above and its notes below."""
    yield f"**{plain(one.caption)}**"
    lines = [[column.name for column in one.columns], ["---:" if c.is_number else "---" for c in one.columns]]
    rows = [[plain(cell).replace("\n", " ") for cell in one.text(row)] for row in one.every_row]
    head = [plain(name).replace("\n", " ") for name in lines[0]]
    yield _grid((head, lines[1], *rows))
    yield plain(" ".join(one.notes))


def facts(lines: Iterable[Fact]) -> str:
    """A list of labelled lines."""
    return "\n".join(f"- {fact.label}: {plain(fact.value)}".replace("\n", "\n  ") for fact in lines)


def plain(words: str) -> str:
    """The words with every character escaped that Markdown would act on."""
    escaped = _LINE_START.sub(r"\1\\\2", _MARKUP.sub(r"\\\1", printable(words)))
    return _NUMBERED.sub(r"\1\\\2", escaped)

"""The themed excerpts as one web page: complete, linked, and nothing in it that was held back."""

from __future__ import annotations

from html import unescape
from pathlib import Path

import pytest
from hypothesis import given, settings

from qualcode.exports.printed import PrintedExcerpt, SeeExcerpt
from qualcode.exports.report import Report
from qualcode.exports.report_page import report_page
from qualcode.exports.writing import write
from qualcode.problem import Problem
from tests.exports.any_report import reports
from tests.exports.parsed import Parsed
from tests.exports.sample_report import sample_report


def html_of(report: Report, folder: Path) -> str:
    (path,) = write(report, folder / "themed.html").paths
    return path.read_text("utf-8")


def test_every_excerpt_stands_under_its_code_with_who_says_it(tmp_path: Path) -> None:
    report = sample_report()
    text = unescape(html_of(report, tmp_path))
    at = 0
    for area in report.areas:
        at = text.index(f">{area.title}</h2>", at)
        for code in area.codes:
            at = text.index(f">{code.title}</h", at)
            for excerpt in (*code.supporting, *code.against):
                at = text.index(f'id="{excerpt.id}"', at)
                if isinstance(excerpt, PrintedExcerpt):
                    for line in excerpt.words.lines:
                        at = text.index(line.words, at)
                at = text.index(excerpt.attribution.text, at)


def test_a_link_goes_to_where_the_words_are_printed(tmp_path: Path) -> None:
    report = sample_report()
    tags = Parsed(html_of(report, tmp_path)).tags
    ids = [given["id"] for _, given in tags if given.get("id")]
    assert len(ids) == len(set(ids))
    links = {(given.get("href") or "").removeprefix("#") for tag, given in tags if tag == "a"}
    assert {one.printed_as for one in report.excerpts() if isinstance(one, SeeExcerpt)} <= links <= {*ids, "main"}


def test_what_was_held_back_is_listed_without_its_words(tmp_path: Path) -> None:
    text = html_of(sample_report(), tmp_path)
    assert "xh1d0w8p2" in text
    assert "Nobody may read this." not in text


def test_a_report_is_written_as_word_web_page_or_markdown_and_nothing_else(tmp_path: Path) -> None:
    with pytest.raises(Problem, match=r"cannot be written as “\.rtf”") as refused:
        write(sample_report(), tmp_path / "themed.rtf")
    assert refused.value.remedy == "Let the name end in .docx, .html or .md."


@settings(max_examples=30)
@given(reports())
def test_the_page_has_every_excerpt_of_any_report_in_its_order(report: Report) -> None:
    page = report_page(report)
    parts = (part for section in page.sections for part in section.parts)
    found = [part for part in parts if isinstance(part, (PrintedExcerpt, SeeExcerpt))]
    printed = [e for area in report.areas for code in area.codes for e in (*code.supporting, *code.against)]
    assert found == [*printed, *(e for memo in report.memos for e in memo.excerpts)]

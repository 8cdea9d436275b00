"""People's words carry the language of the study, and run from right to left where theirs do."""

from __future__ import annotations

import io
import re
import sys
import unicodedata
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from lxml import etree

from qualcode.edits.study import ChangeStudy
from qualcode.exports import html_page, word, word_coded
from qualcode.exports.choices import ReportChoices
from qualcode.exports.coded import TranscriptChoices
from qualcode.exports.coded_page import coded_page
from qualcode.exports.gather import report
from qualcode.exports.gather_transcripts import transcripts
from qualcode.exports.report_page import report_page
from qualcode.exports.spoken import has_left, runs_left, tag_of
from qualcode.project.project import Project
from tests.conftest import NOON
from tests.exports.sample_page import sample_page
from tests.exports.word_rules import W, faults

SAID = "جئت إلى المجموعة وحدي!"


@pytest.mark.parametrize(
    ("language", "tag"),
    [("german", "de-DE"), ("English", "en-GB"), ("cy", "cy"), ("pt-BR", "pt-BR"), ("Klingon", ""), ("", "")],
)
def test_a_language_is_known_by_its_name_or_its_tag(language: str, tag: str) -> None:
    assert tag_of(language) == tag


def test_words_run_as_their_first_letter_with_a_direction_does() -> None:
    assert runs_left(SAID) and runs_left("12. שלום Ana") and not runs_left("P03: שלום") and not runs_left("12 …")
    assert has_left("P03: שלום") and not has_left("né à Genève")


def test_every_letter_that_runs_to_the_left_is_known_to_do_so() -> None:
    letters = (chr(number) for number in range(sys.maxunicode + 1))
    left = [letter for letter in letters if unicodedata.bidirectional(letter) in ("R", "AL")]
    assert len(left) > 1_000 and all(has_left(letter) and runs_left(letter) for letter in left)


@pytest.fixture
def arabic(project: Project, bring_in: Callable[..., str], code_it: Callable[..., str]) -> Project:
    """A study in Arabic, called in Arabic, in which P03 is coded; and what was said goes on in Latin letters."""
    project.make(ChangeStudy({"title": "دراسة", "language": "arabic"}))
    document = bring_in(f"Ana: كيف جئت؟\nP03: {SAID}\n", "P03 interview")
    code_it(document, "المجموعة وحدي", "1.1")
    return project


def part(document: bytes, name: str = "word/document.xml") -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(document)) as package:
        return etree.fromstring(package.read(name))


def holding(document: bytes, words: str) -> Iterator[etree._Element]:
    """The paragraphs of the body that hold some words."""
    every = part(document).iter(f"{W}p")
    return (one for one in every if words in "".join(text.text or "" for text in one.iter(f"{W}t")))


def languages(document: bytes) -> dict[str, str]:
    """The language of each style that has one of its own."""
    styles = part(document, "word/styles.xml").iter(f"{W}style")
    found = {style.get(f"{W}styleId", ""): style.find(f"{W}rPr/{W}lang") for style in styles}
    return {name: lang.get(f"{W}val", "") for name, lang in found.items() if lang is not None}


def test_a_report_in_word_runs_from_the_right_where_people_do_and_its_frame_does_not(arabic: Project) -> None:
    document = word.content(arabic.read_copy(report, ReportChoices(), NOON))
    assert faults(document) == []
    (said,) = holding(document, "المجموعة وحدي")
    assert said.find(f"{W}pPr/{W}bidi") is not None
    assert all(run.find(f"{W}rPr/{W}rtl") is not None for run in said.iter(f"{W}r"))
    under_title = next(one for one in holding(document, ", 12 March 2026") if len(list(one.iter(f"{W}r"))) == 2)
    assert under_title.find(f"{W}pPr/{W}bidi") is None
    assert [run.find(f"{W}rPr/{W}rtl") is not None for run in under_title.iter(f"{W}r")] == [True, False]
    # Between them stands what keeps the number of the day from going with the study's letters.
    assert "".join(map(str, under_title.itertext())) == "دراسة\u200e, 12 March 2026"
    assert languages(document)["Excerpt"] == languages(document)["Turn"] == "ar-SA"
    (usual,) = part(document, "word/styles.xml").iterfind(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}lang")
    assert usual.get(f"{W}val") == "en-GB"


def test_a_transcript_in_word_runs_from_the_right_with_every_mark_of_it(arabic: Project) -> None:
    (one,) = arabic.read_copy(transcripts, TranscriptChoices(), NOON).transcripts
    document = word_coded.content(one)
    assert faults(document) == []
    (turn,) = holding(document, "المجموعة وحدي")
    assert turn.find(f"{W}pPr/{W}bidi") is not None
    last = [run for run in turn.iter(f"{W}r") if run.find(f"{W}t") is not None][-1]
    # The exclamation mark alone has no direction of its own.
    assert (last.findtext(f"{W}t"), last.find(f"{W}rPr/{W}rtl") is not None) == ("!", True)


def test_on_a_web_page_words_have_their_language_and_direction_and_the_day_is_not_turned_round(
    arabic: Project,
) -> None:
    page = html_page.content(report_page(arabic.read_copy(report, ReportChoices(), NOON))).decode()
    assert '<html lang="en-GB">' in page and "<bdi>دراسة</bdi>, 12 March 2026" in page
    assert '<blockquote lang="ar-SA" dir="rtl"><p dir="auto">المجموعة وحدي' in page
    (one,) = arabic.read_copy(transcripts, TranscriptChoices(), NOON).transcripts
    shown = html_page.content(coded_page(one)).decode()
    assert '<p dir="rtl">2 P03: <span lang="ar-SA">' in shown


@pytest.mark.parametrize(("language", "tag", "word_tag"), [("german", "de-DE", "de-DE"), ("klingon", "", "x-none")])
def test_words_in_another_language_are_not_called_english(
    arabic: Project, language: str, tag: str, word_tag: str
) -> None:
    arabic.make(ChangeStudy({"language": language}))
    value = arabic.read_copy(report, ReportChoices(), NOON)
    assert languages(word.content(value))["Excerpt"] == word_tag
    assert f'<blockquote lang="{tag}" dir="rtl">' in html_page.content(report_page(value)).decode()


def test_in_english_nothing_is_said_of_language_or_direction() -> None:
    page = html_page.content(sample_page()).decode().partition("<script>")[0]
    assert " dir=" not in page and set(re.findall(' lang="([^"]*)"', page)) == {"en-GB"}
    british = word.page_content(sample_page())
    assert "Excerpt" not in languages(british)
    assert languages(word.page_content(replace(sample_page(), language="de-DE")))["Excerpt"] == "de-DE"

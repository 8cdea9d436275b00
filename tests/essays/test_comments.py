"""The copy of a draft with comments: each on its words, everything else as it was."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn
from hypothesis import given
from hypothesis import strategies as st

from qualcode.essays.drafts import read_draft
from qualcode.essays.drafts.draft import Draft
from qualcode.essays.drafts.word import Comment, commented
from qualcode.transcripts.importers import read
from qualcode.transcripts.span import Span
from tests.conftest import span_of
from tests.essays.word_drafts import box, deleted, inserted, paragraph, run, runs, sign, table, word_draft

WORDS = "She said “I sleep now, I do” and laughed."


def draft_of(folder: Path, data: bytes, name: str = "essay.docx") -> Draft:
    path = folder / name
    path.write_bytes(data)
    return read_draft(path)


def marked(copy: bytes) -> Iterator[tuple[str, str]]:
    """Each comment of a copy and the words that it stands on, as our own importer reads them, and python-docx."""
    document = docx.Document(io.BytesIO(copy))
    for comment in document.comments:
        inside = False
        words = ""
        for element in document.element.iter():
            if element.tag == qn("w:commentRangeStart") and element.get(qn("w:id")) == str(comment.comment_id):
                inside = True
            elif element.tag == qn("w:commentRangeEnd") and element.get(qn("w:id")) == str(comment.comment_id):
                inside = False
            elif inside and element.tag == qn("w:t"):
                words += element.text or ""
        yield comment.text, words


def comment_on(draft: Draft, number: int, words: str, said: str = "Altered.") -> Comment:
    return Comment(number, span_of(draft.paragraphs[number].words, words), said)


@given(lengths=st.lists(st.integers(0, 12), max_size=12), edges=st.tuples(st.integers(0, 40), st.integers(0, 40)))
def test_a_comment_stands_on_its_words_however_these_are_broken_into_runs(
    tmp_path_factory: pytest.TempPathFactory, lengths: list[int], edges: tuple[int, int]
) -> None:
    start, end = min(edges), max(edges) + 1
    draft = draft_of(tmp_path_factory.mktemp("draft"), word_draft(paragraph(runs(WORDS, lengths))))
    copy = commented(draft, [Comment(0, Span(start, end), "Look."), Comment(0, Span(9, 12), "Again.")])
    assert list(marked(copy)) == [("Look.", WORDS[start:end]), ("Again.", WORDS[9:12])]
    again = draft_of(tmp_path_factory.mktemp("copy"), copy)
    assert again.paragraphs == draft.paragraphs


def test_our_own_importer_reads_the_comments_back(tmp_path: Path) -> None:
    draft = draft_of(tmp_path, word_draft(paragraph(runs(WORDS, [4, 9]))))
    path = tmp_path / "copy.docx"
    path.write_bytes(commented(draft, [comment_on(draft, 0, "I sleep now", "Altered.\nFound: P03.")]))
    (transcript,) = read(path)
    (found,) = transcript.comments
    assert found.span.of(transcript.text) == "I sleep now"
    assert (found.author, found.words) == ("qualcode", "Altered.\nFound: P03.")


def test_tracked_changes_tables_notes_and_boxes_keep_their_comments(tmp_path: Path) -> None:
    data = word_draft(
        paragraph(run("I sleep ") + deleted("badly") + inserted("very well") + run(" now.")),
        table(run("A cell with words")),
        paragraph(run("Before") + box(run("In a box"))),
        paragraph(run("After") + sign(1)),
        notes=[run("In a note")],
    )
    draft = draft_of(tmp_path, data)
    wanted = ("very", "with", "Before", "In a box", "After", "In a note")
    places = [
        next(comment_on(draft, n, words, words) for n, one in enumerate(draft.paragraphs) if words in one.words)
        for words in wanted
    ]
    copy = commented(draft, places)
    told = dict(marked(copy))
    assert {words: told[words] for words in ("very", "with", "Before", "After")} == {
        words: words for words in ("very", "with", "Before", "After")
    }
    assert set(told) == set(wanted)
    with zipfile.ZipFile(io.BytesIO(copy)) as package:
        body = package.read("word/document.xml").decode()
        assert "badly" in body
        assert "comment" not in package.read("word/footnotes.xml").decode()
    assert draft_of(tmp_path, copy, "copy.docx").paragraphs == draft.paragraphs


def test_comments_that_were_there_stay(tmp_path: Path) -> None:
    draft = draft_of(tmp_path, word_draft(paragraph(run(WORDS))))
    first = draft_of(tmp_path, commented(draft, [comment_on(draft, 0, "She", "Mine.")]), "first.docx")
    assert list(marked(commented(first, [comment_on(first, 0, "laughed", "Yours.")]))) == [
        ("Mine.", "She"),
        ("Yours.", "laughed"),
    ]


def test_a_draft_in_another_format_becomes_a_word_document_with_its_words(tmp_path: Path) -> None:
    text = "# Going in\n\nShe said so.\n\n> I sleep now.\n> I do.\n"
    draft = draft_of(tmp_path, text.encode(), "essay.md")
    copy = commented(draft, [comment_on(draft, 2, "I sleep now")])
    assert list(marked(copy)) == [("Altered.", "I sleep now")]
    again = draft_of(tmp_path, copy, "copy.docx")
    assert [one.words for one in again.paragraphs] == [one.words for one in draft.paragraphs]
    assert [one.set_apart for one in again.paragraphs] == [one.set_apart for one in draft.paragraphs]


def test_a_soft_hyphen_moves_no_comment(tmp_path: Path) -> None:
    draft = draft_of(tmp_path, word_draft(paragraph(run("For every\u00adbody to\u00adday, it is so."))))
    ((_, words),) = marked(commented(draft, [comment_on(draft, 0, "body today")]))
    assert words.replace("\u00ad", "") == "body today"

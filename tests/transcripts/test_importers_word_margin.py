"""Footnotes, endnotes and comments in Word documents."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from qualcode.transcripts import importers
from qualcode.transcripts.importers import word
from qualcode.transcripts.transcript import Transcript
from tests.transcripts.word_files import (
    closes,
    comment,
    item,
    level,
    noted,
    numbering,
    opens,
    paragraph,
    refers,
    run,
    said,
    table,
    word_file,
)

Reader = Callable[..., Transcript]


def on(transcript: Transcript) -> list[tuple[str, str]]:
    """Each comment's passage and words."""
    return [(each.span.of(transcript.text), each.words) for each in transcript.comments]


def test_footnotes_are_marked_and_stand_at_the_end_spoken_by_nobody(read_text: Reader) -> None:
    body = paragraph(run("I: How?")) + paragraph(run("P1: By bus"), refers("footnote", 4), run(", mostly."))
    body += paragraph(run("I: And?")) + paragraph(run("P1: No."), refers("footnote", 2))
    sign = "<w:r><w:footnoteRef/></w:r>"
    notes = '<w:footnote w:type="separator" w:id="0"><w:p/></w:footnote>'
    notes += noted("footnote", 2, paragraph(sign, run(" Laughs.")))
    notes += noted("footnote", 4, paragraph(sign, run(" The 57.")), paragraph(run("It is late.")))
    transcript = read_text(word_file(body, footnotes=notes), "a.docx")
    assert transcript.text.endswith("\n\nFootnotes\n\n[1] The 57.\n\nIt is late.\n\n[2] Laughs.")
    assert [(turn.speaker, turn.span.of(transcript.text)) for turn in transcript.turns] == [
        ("I", "How?"),
        ("P1", "By bus[1], mostly."),
        ("I", "And?"),
        ("P1", "No.[2]"),
        (None, "Footnotes"),
        (None, "[1] The 57."),
        (None, "It is late."),
        (None, "[2] Laughs."),
    ]
    assert transcript.warnings == ()


def test_endnotes_are_told_from_footnotes(read_text: Reader) -> None:
    body = paragraph(run("One"), refers("endnote", 1), refers("footnote", 1), refers("endnote", 2))
    end = noted("endnote", 1, said("first")) + noted("endnote", 2, table(("second", "cell")))
    data = word_file(body, footnotes=noted("footnote", 1, said("foot")), endnotes=end)
    assert read_text(data, "a.docx").text.split("\n\n") == [
        "One[i][1][ii]",
        "Footnotes",
        "[1] foot",
        "Endnotes",
        "[i] first",
        "[ii]",
        "second\tcell",
    ]


def test_a_sign_of_the_writers_own_is_kept(read_text: Reader) -> None:
    own = '<w:r><w:footnoteReference w:customMarkFollows="1" w:id="1"/><w:t>*</w:t></w:r>'
    data = word_file(paragraph(run("Bus"), own), footnotes=noted("footnote", 1, said("* Late.")))
    assert read_text(data, "a.docx").text == "Bus*\n\nFootnotes\n\n* Late."


def test_a_note_on_a_label_does_not_make_another_speaker(read_text: Reader) -> None:
    body = paragraph(run("Ann"), refers("footnote", 1), run(": How?")) + said("Ben: Well.", "Ann: And?", "Ben: No.")
    data = word_file(body, footnotes=noted("footnote", 1, said("A nurse.")))
    transcript = read_text(data, "a.docx")
    assert transcript.speakers() == ["Ann", "Ben"]
    assert transcript.text.startswith("Ann[1]: How?")


def test_a_label_in_a_note_is_nobodys_turn(read_text: Reader) -> None:
    body = said("I: How?", "P1: Well.", "I: And?") + paragraph(run("P1: No."), refers("footnote", 1))
    transcript = read_text(word_file(body, footnotes=noted("footnote", 1, said("P1: was tired."))), "a.docx")
    assert [turn.speaker for turn in transcript.turns] == ["I", "P1", "I", "P1", None, None]


def test_notes_whose_words_are_missing_are_counted(read_text: Reader) -> None:
    transcript = read_text(word_file(paragraph(run("Well."), refers("footnote", 1), refers("comment", 1))), "a.docx")
    assert transcript.warnings == ("1 footnote was not read.", "1 comment was not read.")


def test_a_comment_is_on_its_passage(read_text: Reader) -> None:
    body = paragraph(run("I went "), opens(0), run("by bus"), closes(0), run(" home."))
    (found,) = read_text(word_file(body, comments=comment(0, "Which?")), "a.docx").comments
    assert (found.start, found.end, found.words) == (7, 13, "Which?")
    assert (found.author, found.date) == ("Ana", "2026-05-04T10:00:00Z")


def test_a_comment_runs_across_paragraphs_lists_and_tables(read_text: Reader) -> None:
    body = paragraph(run("One "), opens(0), run("two")) + item("three") + "<w:tbl>" + opens(1)
    body += table(("four", "five")).removeprefix("<w:tbl>") + paragraph(run("six"), closes(0), run("seven"))
    body += closes(1) + said("eight")
    data = word_file(body, comments=comment(0, "a") + comment(1, "b"), numbering=numbering(level(0, "%1.")))
    assert on(read_text(data, "a.docx")) == [
        ("two\n\n1. three\n\nfour\tfive\n\nsix", "a"),
        ("four\tfive\n\nsixseven", "b"),
    ]


def test_a_comment_within_a_cell_keeps_its_place(read_text: Reader) -> None:
    cell = paragraph(run("Well ")) + paragraph(opens(0), run("yes"), closes(0))
    body = table(("I", "How?"), ("P1", cell), ("I", "And?"), ("P1", "No."))
    transcript = read_text(word_file(body, comments=comment(0, "a")), "a.docx")
    assert on(transcript) == [("yes", "a")]
    assert transcript.turns[1].span.of(transcript.text) == "Well \nyes"


def test_a_comment_that_marks_nothing_is_on_the_word_before_it(read_text: Reader) -> None:
    body = paragraph(run("I went home"), refers("comment", 0), run(" late.")) + paragraph(
        refers("comment", 1), run("So it was.")
    )
    data = word_file(body, comments=comment(0, "a") + comment(1, "b"))
    assert on(read_text(data, "a.docx")) == [("home", "a"), ("So", "b")]


def test_a_comment_on_words_that_were_deleted_is_on_the_word_beside_them(read_text: Reader) -> None:
    gone = "<w:del><w:r><w:delText>never </w:delText></w:r></w:del>"
    body = paragraph(run("I "), opens(0), gone, closes(0), run("went."))
    assert on(read_text(word_file(body, comments=comment(0, "a")), "a.docx")) == [("I", "a")]


def test_a_comment_that_is_nowhere_in_the_text_is_kept_without_a_passage(read_text: Reader) -> None:
    body = paragraph(run("I "), opens(0), run("went."), closes(0))
    data = word_file(body, comments=comment(0, "a") + comment(7, "on the header"))
    assert on(read_text(data, "a.docx")) == [("", "on the header"), ("went.", "a")]


def test_replies_stand_below_the_comment_they_answer(read_text: Reader) -> None:
    both = opens(0) + opens(1) + run("bus") + closes(0) + closes(1)
    extended = '<w15:commentEx w15:paraId="A1"/><w15:commentEx w15:paraId="B2" w15:paraIdParent="A1"/>'
    comments = comment(0, "Which?", paragraph_id="A1") + comment(1, "The 57.", "Bo", paragraph_id="B2")
    transcript = read_text(word_file(paragraph(both), comments=comments, commentsExtended=extended), "a.docx")
    assert on(transcript) == [("bus", "Which?\n\nBo: The 57.")]
    assert transcript.warnings == ()


def test_replies_in_a_circle_stand_alone(read_text: Reader) -> None:
    extended = (
        '<w15:commentEx w15:paraId="A1" w15:paraIdParent="B2"/><w15:commentEx w15:paraId="B2" w15:paraIdParent="A1"/>'
    )
    comments = comment(0, "a", paragraph_id="A1") + comment(1, "b", paragraph_id="B2")
    body = paragraph(opens(0), opens(1), run("bus"), closes(0), closes(1))
    transcript = read_text(word_file(body, comments=comments, commentsExtended=extended), "a.docx")
    assert on(transcript) == [("bus", "a"), ("bus", "b")]


@given(
    st.lists(st.text("ab \t1", max_size=6), min_size=1, max_size=8),
    st.lists(st.sampled_from(["plain", "item", "cell", "control"]), min_size=8, max_size=8),
    st.data(),
)
def test_a_comment_covers_the_words_between_its_ends_whatever_they_stand_in(
    words: list[str],
    kinds: list[str],
    data: st.DataObject,
) -> None:
    first = data.draw(st.integers(0, len(words) - 1))
    last = data.draw(st.integers(first, len(words) - 1))
    pieces = []
    for place, (each, kind) in enumerate(zip(words, kinds, strict=False)):
        inside = (opens(0) if place == first else "") + run(each) + (closes(0) if place == last else "")
        spoken = paragraph(inside, properties='<w:numPr><w:numId w:val="1"/></w:numPr>' if kind == "item" else "")
        wrapped = {"cell": table(("x", spoken)), "control": f"<w:sdt><w:sdtContent>{spoken}</w:sdtContent></w:sdt>"}
        pieces.append(wrapped.get(kind, spoken))
    file = word_file(
        "".join(pieces) + said("end"), comments=comment(0, "c"), numbering=numbering(level(0, "•", "bullet"))
    )
    (transcript,) = word.read(Path("a.docx"), file)
    (found,) = transcript.comments
    passage = found.span.of(transcript.text)
    assert passage == passage.strip()
    covered = "".join("".join(words[first : last + 1]).split())
    if covered:
        shown = passage.replace("•", "").split()
        # What tables hold besides stands between the words of the passage.
        assert "".join("".join(shown).split("x")) == covered


def test_notes_and_comments_of_real_documents(real_files: Path) -> None:
    folder = real_files / "documents"
    facts = {
        "docx_mammoth/footnotes.docx": ("[2]", 0),
        "docx_mammoth/endnotes.docx": ("[ii]", 0),
        "docx_mammoth/comments.docx": ("Ouch", 2),
        "docx_poi/testComment.docx": ("comment", 1),
        "docx_poi/stress008.docx": ("[182]", 0),
        "docx_poi/stress004.docx": ("[138]", 0),
        "docx_pythondocx/comments-rich-para.docx": ("worthy", 4),
    }
    for name, (words, comments) in facts.items():
        (transcript,) = importers.read(folder / name)
        assert words in transcript.text, name
        assert len(transcript.comments) == comments, name
        assert transcript.warnings == (), name

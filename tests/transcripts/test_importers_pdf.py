"""PDFs."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.problem import Problem
from qualcode.transcripts import importers
from qualcode.transcripts.importers.choices import Choices
from qualcode.transcripts.transcript import Kind, Transcript
from tests.transcripts.pdf_files import HEIGHT, Put, lines, pdf

Reader = Callable[..., Transcript]

FULL = "The group met in a church hall for as long as anybody could remember, and nobody ever asked me"


def problem_of(path: Path) -> Problem:
    with pytest.raises(Problem) as caught:
        importers.read(path)
    assert caught.value.remedy
    return caught.value


def test_lines_are_joined_into_paragraphs(read_text: Reader) -> None:
    one = [*lines([FULL, FULL, "why I came."]), *lines([FULL, "so I stayed."], top=700)]
    assert read_text(pdf([one]), "a.pdf").text == f"{FULL} {FULL} why I came.\n\n{FULL} so I stayed."


def test_an_indent_begins_a_paragraph(read_text: Reader) -> None:
    page = [
        Put(60, 700, f"{FULL}."),
        Put(60, 688, FULL),
        Put(60, 676, f"{FULL}."),
        Put(75, 664, FULL),
        Put(60, 652, FULL),
    ]
    assert read_text(pdf([page]), "a.pdf").text.split("\n\n") == [f"{FULL}. {FULL} {FULL}.", f"{FULL} {FULL}"]


@pytest.mark.parametrize(
    ("first", "second", "joined"),
    [
        ("a long con-", "versation with them", "conversation"),
        ("we call it self-", "help in our group", "self-help"),
        ("the conver\xad", "sation with them", "conversation"),
        ("in the years 2001-", "2005 nobody came", "2001-2005"),
        ("a Franco-", "British friendship", "Franco-British"),
        ("nobody came -", "nobody at all", "came - nobody"),
    ],
)
def test_a_hyphen_at_a_line_end_is_undone_only_where_it_parts_a_word(
    read_text: Reader, first: str, second: str, joined: str
) -> None:
    page = lines([FULL[: -len(first)] + first, second])
    assert joined in read_text(pdf([page]), "a.pdf").text


def test_a_word_that_is_hyphenated_elsewhere_keeps_its_hyphen(read_text: Reader) -> None:
    page = lines(["My drop-in was shut.", FULL[:-7] + " drop-", "in again."])
    assert "drop-in again" in read_text(pdf([page]), "a.pdf").text


def test_a_document_that_parts_no_words_keeps_the_hyphens_it_has(read_text: Reader) -> None:
    page = lines([*[FULL] * 50, FULL[:-7] + " eightynine-", "footed beasts."], apart=11)
    assert "eightynine-footed" in read_text(pdf([page]), "a.pdf").text


def test_a_line_that_ends_a_page_and_begins_the_next_is_said_to_stand_twice(read_text: Reader) -> None:
    data = pdf([lines([FULL, "Dan: And so we went on."]), lines(["Dan: And so we went on.", "Then I left."])])
    assert read_text(data, "a.pdf").warnings == (
        "The first line of page 2 is printed on the page before as well; it stands twice in the text.",
    )  # fmt: skip


def test_a_line_that_the_pages_edge_cuts_and_that_ended_the_page_before_is_taken_once(read_text: Reader) -> None:
    pages = [
        lines(["I: How was it?", "P1: It was on the bus,"]),
        lines(["P1: It was on the bus,", "I think."], top=838),
    ]
    transcript = read_text(pdf(pages), "talk.pdf")
    assert transcript.text.count("on the bus") == 1
    assert transcript.warnings == (
        "The first line of page 2 is cut off there and printed whole on the page before; taken once.",
    )


def book(count: int = 4) -> list[list[Put]]:
    """Pages with a running head, a page number from 31 on, and a sentence that goes over each page's end."""
    return [
        [
            Put(60, HEIGHT - 40, f"Peer support in practice {n}"),
            *lines([f"page{n} {FULL}", FULL], top=700),
            Put(290, 30, str(31 + n)),
        ]
        for n in range(count)
    ]


def test_running_heads_and_page_numbers_are_left_out_and_said(read_text: Reader) -> None:
    transcript = read_text(pdf(book()), "a.pdf")
    assert "Peer support in practice" not in transcript.text
    assert transcript.text.split()[:2] == ["page0", "The"]
    (warning,) = transcript.warnings
    assert "“Peer support in practice 0”, page numbers" in warning


def test_pages_are_marked_with_the_number_printed_on_them(read_text: Reader) -> None:
    transcript = read_text(pdf(book()), "a.pdf")
    assert [mark.page for mark in transcript.pages] == ["31", "32", "33", "34"]
    starts = [transcript.text[mark.start :].split()[0] for mark in transcript.pages]
    assert starts == ["page0", "page1", "page2", "page3"]


def test_pages_are_marked_as_the_file_labels_them(read_text: Reader) -> None:
    data = pdf([lines([f"Page of {n} words."]) for n in range(3)], labels="0 << /S /r >> 2 << /S /D /St 7 >>")
    assert [mark.page for mark in read_text(data, "a.pdf").pages] == ["i", "ii", "7"]


def test_a_line_that_stands_on_one_page_only_is_kept(read_text: Reader) -> None:
    pages = [[Put(60, HEIGHT - 40, f"{word} said this"), *lines([FULL])] for word in ("Ann", "Ben", "Cem", "Dot")]
    transcript = read_text(pdf(pages), "a.pdf")
    assert all(f"{word} said this" in transcript.text for word in ("Ann", "Ben", "Cem", "Dot"))
    assert not transcript.warnings


def numbered(*said: str) -> list[Put]:
    """Turns with paragraph numbers in the margin, as MAXQDA prints them: the numbers are drawn last."""
    turns = [Put(60, 700 - 24 * n, words) for n, words in enumerate(said)]
    return turns + [Put(30, 700 - 24 * n, str(n + 1)) for n in range(len(said))]


TALK = ("Interview", "Dan: How did you hear?", "Participant: 2 friends told me.", "Dan: And?", "Participant: I went.")


@pytest.mark.parametrize("keep", [None, True, False])
def test_paragraph_numbers_in_the_margin_are_counted_and_kept_unless_told(tmp_path: Path, keep: bool | None) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf([numbered(*TALK)]))
    (transcript,) = importers.read(path, Choices(margin_numbers=keep))
    assert transcript.margin_numbers == 5
    said = [(turn.speaker, turn.span.of(transcript.text)) for turn in transcript.turns]
    assert said == [
        (None, "Interview"),
        ("Dan", "How did you hear?"),
        ("Participant", "2 friends told me."),
        ("Dan", "And?"),
        ("Participant", "I went."),
    ]
    assert ("3 Participant: 2 friends" in transcript.text) is (keep is not False)
    assert [mark.start for mark in transcript.pages] == [0]


def test_numbers_beyond_the_edge_of_the_sheet_are_not_read(read_text: Reader) -> None:
    page = [*numbered(*TALK), *(Put(30, -40 - 24 * n, str(6 + n)) for n in range(40))]
    assert read_text(pdf([page]), "a.pdf").margin_numbers == 5


def test_a_column_of_figures_is_no_numbering_of_paragraphs(read_text: Reader) -> None:
    figures = ("17", "4", "230", "9", "88")
    page = [
        put for n, one in enumerate(figures) for put in (Put(60, 700 - 24 * n, one), Put(160, 700 - 24 * n, "women"))
    ]
    transcript = read_text(pdf([page]), "a.pdf")
    assert transcript.margin_numbers == 0
    assert "230\twomen" in transcript.text


def test_two_columns_are_read_one_after_the_other(read_text: Reader) -> None:
    left = [f"left {n} and forty letters more of words." for n in range(8)]
    right = [f"right {n} and forty letters more of words" for n in range(8)]
    both = [put for pair in zip(lines(left), lines(right, left=320), strict=True) for put in pair]
    text = read_text(
        pdf([[Put(60, 790, f"A title across both of the columns of this page {FULL[:40]}"), *both]]), "a.pdf"
    ).text
    assert text.startswith("A title")
    places = [text.index(f"{side} {n}") for side in ("left", "right") for n in range(8)]
    assert places == sorted(places)


def test_speakers_in_a_column_of_their_own_stay_beside_their_words(read_text: Reader) -> None:
    talk = [
        ("Interviewer:", "How did you come to hear about the group at all?"),
        ("Mary:", "By a card on the board."),
    ] * 4
    page = [
        put
        for n, (who, words) in enumerate(talk)
        for put in (Put(60, 700 - 20 * n, who), Put(160, 700 - 20 * n, words))
    ]
    transcript = read_text(pdf([page]), "a.pdf")
    assert Counter(turn.speaker for turn in transcript.turns) == {"Interviewer": 4, "Mary": 4}
    assert transcript.kind is Kind.INTERVIEW


def test_each_label_begins_a_paragraph_however_close_the_lines(read_text: Reader) -> None:
    talk = ["Jane Doe: " + FULL, "and that was it?", "John Roe: " + FULL[:60] + "."] * 3
    transcript = read_text(pdf([lines(talk)]), "a.pdf")
    assert Counter(turn.speaker for turn in transcript.turns) == {"Jane Doe": 3, "John Roe": 3}


@pytest.mark.parametrize(("quarters", "right", "up"), [(1, 12, 0), (2, 0, 12), (3, -12, 0)])
def test_turned_writing_is_read_along_its_lines(read_text: Reader, quarters: int, right: int, up: int) -> None:
    said = ["First line of it", "and the second one."]
    page = [Put(300 + right * n, 400 + up * n, one, quarters=quarters) for n, one in enumerate(said)]
    assert read_text(pdf([page]), "a.pdf").text == " ".join(said)


def test_a_page_that_is_shown_turned_is_read_as_any(read_text: Reader) -> None:
    page = lines([FULL, "why I came."])
    assert read_text(pdf([page], rotate=90), "a.pdf").text == read_text(pdf([page]), "b.pdf").text


def test_pictures_of_pages_are_refused_with_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf([[]], picture=0))
    problem = problem_of(path)
    assert "pictures of pages" in problem.title
    assert "OCR" in problem.remedy


def test_a_page_that_is_only_a_picture_is_named(read_text: Reader) -> None:
    data = pdf([lines(["Words."]), [], lines(["More words."])], picture=1)
    assert read_text(data, "a.pdf").warnings == (
        "Page 2 is a picture without text and could not be read: have the text recognised (OCR) to bring it in.",
    )


def test_a_pdf_without_anything_on_its_pages_holds_no_words(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf([[]]))
    assert "holds no words" in problem_of(path).title


def locked(data: bytes, password: str) -> bytes:
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(PdfReader(io.BytesIO(data)))
    writer.encrypt(password, "owner", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_a_pdf_with_a_password_says_so(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(locked(pdf([lines([FULL])]), "secret"))
    assert "has a password" in problem_of(path).title


def test_a_pdf_that_is_only_protected_against_changes_is_read(read_text: Reader) -> None:
    transcript = read_text(locked(pdf([lines([FULL])]), ""), "a.pdf")
    assert transcript.text == FULL
    assert "protected" in transcript.warnings[0]


def test_a_title_that_is_only_a_file_name_is_none(read_text: Reader) -> None:
    titles = ("Peer support at work", "Microsoft Word - final.doc", "P1-transcript", "")
    assert [read_text(pdf([lines([FULL])], title=title), "a.pdf").title for title in titles] == [
        titles[0],
        None,
        None,
        None,
    ]


@given(cut=st.integers(0, 4000), junk=st.binary(max_size=20), at=st.integers(0, 4000))
def test_a_damaged_pdf_is_read_or_a_problem(
    tmp_path_factory: pytest.TempPathFactory, cut: int, junk: bytes, at: int
) -> None:
    whole = pdf(book(2))
    data = (whole[:at] + junk + whole[at + len(junk) :])[: len(whole) - cut]
    path = tmp_path_factory.getbasetemp() / "any.pdf"
    path.write_bytes(b"%PDF-1.7\n" + data)
    try:
        transcripts = importers.read(path)
    except Problem as problem:
        assert problem.remedy
    else:
        assert all(transcript.turns for transcript in transcripts)


WORDS = st.text("abcdefghij ,.AB", min_size=1, max_size=60).filter(lambda words: words.split() != [])


@given(st.lists(st.lists(WORDS, min_size=1, max_size=12), min_size=1, max_size=4))
def test_every_word_of_every_page_is_read_and_page_marks_are_in_order(
    tmp_path_factory: pytest.TempPathFactory, pages: list[list[str]]
) -> None:
    path = tmp_path_factory.getbasetemp() / "words.pdf"
    path.write_bytes(pdf([lines(page, top=600) for page in pages]))
    (transcript,) = importers.read(path)
    expected = Counter("".join(word for page in pages for line in page for word in line.split()))
    assert Counter("".join(transcript.text.split())) == expected
    starts = [mark.start for mark in transcript.pages]
    assert starts == sorted(starts) and len(starts) == len(pages)
    assert all(start == 0 or transcript.text[start - 1].isspace() for start in starts)


TURNS = {  # of Dan and of the participant; with the title, as many as there are numbers in the margin
    "P1": (47, 47),
    "P2": (81, 84),
    "P3": (61, 60),
    "P4": (54, 55),
    "P5": (67, 66),
    "P6": (50, 49),
    "P7": (52, 52),
}


@pytest.mark.parametrize("keep", [True, False])
@pytest.mark.parametrize("name", TURNS)
def test_real_interviews_with_numbered_paragraphs_have_their_two_speakers(
    real_files: Path, name: str, keep: bool
) -> None:
    path = real_files / "transcripts" / "pdpilot_pdf" / f"{name}.pdf"
    (transcript,) = importers.read(path, Choices(margin_numbers=keep))
    counts = Counter(turn.speaker for turn in transcript.turns)
    assert (counts["Dan"], counts["Participant"]) == TURNS[name]
    assert transcript.margin_numbers == len(transcript.turns) > 90
    assert [mark.page for mark in transcript.pages] == [str(n + 1) for n in range(len(transcript.pages))]
    assert all(transcript.text[turn.start] not in "0123456789" for turn in transcript.turns[:20])


def test_a_real_pdf_that_is_protected_is_read_with_its_pages(real_files: Path) -> None:
    (transcript,) = importers.read(real_files / "documents" / "pdf" / "testPDF_protected.pdf")
    assert 11_000 < len(transcript.text.split()) < 12_000
    assert len(transcript.pages) == 41
    assert "protected" in transcript.warnings[0]


@pytest.mark.parametrize(
    ("name", "words"), [("testPDFVarious.pdf", 110), ("testPDF_rotated.pdf", 150), ("testPDFTwoTextBoxes.pdf", 16)]
)
def test_other_real_pdfs_are_read(real_files: Path, name: str, words: int) -> None:
    (transcript,) = importers.read(real_files / "documents" / "pdf" / name)
    assert len(transcript.text.split()) >= words


def test_a_real_scan_is_refused(real_files: Path) -> None:
    assert "pictures of pages" in problem_of(real_files / "documents" / "pdf" / "testOCR.pdf").title

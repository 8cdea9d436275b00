"""What comes back from a workshop is read however it was typed, and nothing of it is lost."""

from __future__ import annotations

import io
import re
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from docx import Document
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from qualcode.analysis.excerpts import short_id
from qualcode.analysis.returns.arriving import Fit, ReturnLine, arriving
from qualcode.analysis.returns.cards import CardIndex
from qualcode.analysis.returns.columns import columns_of, votes_in
from qualcode.analysis.returns.files import read_returns
from qualcode.analysis.returns.typed import MOST_LINES, TypedLine, typed_text
from qualcode.analysis.returns.workshops import workshop_of
from qualcode.edits.codings import RemoveCoding
from qualcode.edits.memos import WriteMemo
from qualcode.edits.quotes import KeepQuote
from qualcode.problem import Problem
from qualcode.project.connection import as_database
from qualcode.project.project import Project
from qualcode.project.schema import migrate
from tests.conftest import WORDS, span_of

BringIn = Callable[..., str]
CodeIt = Callable[..., str]


@pytest.fixture
def cards(project: Project, bring_in: BringIn, code_it: CodeIt) -> dict[str, str]:
    """The ids of an excerpt, a quote, a question and an opportunity, as they are printed."""
    document = bring_in()
    coding = code_it(document, "So I sent myself.", "1.2")
    quote = KeepQuote(document, span_of(WORDS, "I sleep."))
    question, opportunity = (
        WriteMemo("Who tells people?\nBetween us.", "question"),
        WriteMemo("A peer", "opportunity"),
    )
    for edit in (quote, question, opportunity):
        project.make(edit)
    rows = {"excerpt": coding, "quote": quote.id, "question": question.id, "opportunity": opportunity.id}
    return {what: short_id(row_id) for what, row_id in rows.items()}


def lines(project: Project, text: str, session: str = "") -> tuple[ReturnLine, ...]:
    return arriving(project.conn, typed_text(text), session).lines


def test_a_table_is_read_by_its_headings_in_whatever_order_they_stand() -> None:
    table = "Number of votes;Group name;What was said;Card id\n3;Table 2;a, b;x7k2m9qp1\n;;;\n"
    assert typed_text(table) == [TypedLine(2, "x7k2m9qp1", "a, b", "3", "Table 2")]


@pytest.mark.parametrize(
    ("headings", "columns"),
    [
        (("Card or question", "Words", "Votes", "Group"), {"card": 0, "words": 1, "votes": 2, "group": 3}),
        (("Table", "ID", "Comments"), {"group": 0, "card": 1, "words": 2}),
        (("Quote", "How many votes?", "Notes"), {"card": 0, "votes": 1, "words": 2}),
    ],
)
def test_headings_are_known_by_many_names(headings: tuple[str, ...], columns: dict[str, int]) -> None:
    assert columns_of(headings) == columns


def test_a_line_of_words_is_no_row_of_headings() -> None:
    assert columns_of(("We talked about the votes of our group at the table for an hour",)) is None
    assert columns_of(("x7k2m9qp1", "somebody by the bed", "4", "Table 2")) is None
    assert columns_of(("We had notes", "and a table")) is None
    assert columns_of(("x7k2m9qpa: no", "4 votes")) is None


def test_cells_without_headings_stand_as_on_the_blank_sheet() -> None:
    assert typed_text("x7k2m9qp1\ta peer\t3\tT2\n") == [TypedLine(1, "x7k2m9qp1", "a peer", "3", "T2")]
    assert typed_text("x7k2m9qp1\t3\ta peer\tT2\n") == [TypedLine(1, "x7k2m9qp1", "a peer", "3", "T2")]


def test_a_column_nobody_knows_stands_with_the_words() -> None:
    assert typed_text("Card,Words,Mood\nx7k2m9qp1,a peer,angry\n") == [TypedLine(2, "x7k2m9qp1", "a peer · angry")]


def test_plain_lines_name_a_card_the_votes_and_the_group() -> None:
    typed = typed_text(
        "Table 2:\n"
        "x7k2m9qp1: a peer by the bed, 4 votes\n"
        "- card X7K2 M9QP1 - yes (3)\n"
        "x7k2m9qp1 a peer by day\n"
        "\n"
        "Who tells people? the nurse, 2 dots, Table 4\n"
        "just words\n"
    )
    assert typed == [
        TypedLine(2, "x7k2m9qp1", "a peer by the bed", "4", "Table 2"),
        TypedLine(3, "X7K2 M9QP1", "yes", "3", "Table 2"),
        TypedLine(4, "x7k2m9qp1", "a peer by day", "", "Table 2"),
        TypedLine(6, "Who tells people?", "the nurse", "2", "Table 4"),
        TypedLine(7, "", "just words", "", "Table 2"),
    ]


@given(st.lists(st.sampled_from(["x7k2m9qp1", ":", ",", "4", "votes", "a", "peer", "(3)", "Table", "no", "?", "-"])))
def test_no_word_of_a_plain_line_is_lost(words: list[str]) -> None:
    line = " ".join(words)
    (held,) = typed_text(f"{line}\nand so on")[:1] or [TypedLine(1)]
    kept = re.findall(r"\w+", " ".join((held.card, held.words, held.votes, held.group)))
    assert all(kept.count(word) == words.count(word) for word in ("a", "peer") if held.line == 1)


@pytest.mark.parametrize(
    ("cell", "votes"),
    [("3", 3), (" 3 votes ", 3), ("+3", 3), ("x3", 3), ("3.0", 3), ("12 dots", 12), ("0", 0)]
    + [(odd, None) for odd in ("", "lots", "2.5", "-1", "=1+1", "3 or 4", "999999", "III")],
)
def test_votes_are_whole_numbers(cell: str, votes: int | None) -> None:
    assert votes_in(cell) == votes


def test_votes_that_are_no_number_stand_among_the_words(project: Project, cards: dict[str, str]) -> None:
    (line,) = lines(project, f"card,words,votes\n{cards['excerpt']},good,lots\n")
    assert (line.votes, line.words, line.note) == (None, "good (votes: lots)", "“lots” is no number of votes")


def test_an_id_is_found_in_whatever_case_and_spacing_and_whose_it_is_is_known(
    project: Project, cards: dict[str, str]
) -> None:
    index = CardIndex(project.conn)
    tables = {"excerpt": "coding", "quote": "quote", "question": "memo", "opportunity": "memo"}
    for what, card in cards.items():
        for typed in (card, card.upper(), f" {card[:5]} {card[5:]}", f"{card[:3]}-{card[3:]}.", f"card {card}"):
            found = index.find(typed)
            assert found.target is not None, typed
            assert (found.target.id, found.target.table, found.guessed) == (card, tables[what], False)


def test_a_card_printed_of_a_coding_that_was_taken_away_is_found_where_another_has_its_words(
    project: Project, cards: dict[str, str], code_it: CodeIt
) -> None:
    document, first = project.conn.execute("SELECT document_id, id FROM coding").fetchone()
    other = code_it(document, "So I sent myself.", "1.2", "Bem")
    project.make(RemoveCoding(first))
    found = CardIndex(project.conn).find(cards["excerpt"])
    assert found.target is not None
    assert (found.target.table, found.target.row_id, found.guessed) == ("coding", other, False)


@pytest.fixture(scope="module")
def tables() -> Iterator[sqlite3.Connection]:
    """The tables of a study, in memory."""
    conn = sqlite3.connect(":memory:", isolation_level=None)
    migrate(as_database(conn))
    yield conn
    conn.close()


@given(data=st.data())
def test_an_id_with_one_slip_is_guessed_or_said_to_be_several(
    tables: sqlite3.Connection, data: st.DataObject
) -> None:
    letters = "0123456789abcdefghjkmnpqrstvwxyz"
    tables.execute("DELETE FROM memo")
    row_id = f"01a2084{data.draw(st.integers(0, 2**100 - 1)):025x}"
    row_id = f"{row_id[:8]}-{row_id[8:12]}-{row_id[12:16]}-{row_id[16:20]}-{row_id[20:]}"
    tables.execute("INSERT INTO memo (id, body, created_at, changed_at, hlc) VALUES (?, 'A', '', '', '')", (row_id,))
    card = short_id(row_id)
    at = data.draw(st.integers(1, 8))
    letter = data.draw(st.sampled_from(letters))
    slip = data.draw(
        st.sampled_from(
            [
                card[:at] + card[at + 1 :],
                card[:at] + letter + card[at:],
                card[:at] + letter + card[at + 1 :],
                card[: at - 1] + card[at] + card[at - 1] + card[at + 1 :] if at > 1 else card,
                card[1:],
                card.replace("0", "o").replace("1", "l").replace("v", "u"),
            ]
        )
    )
    found = CardIndex(tables).find(slip)
    assert found.target is not None and found.target.id == card
    assert found.guessed is (slip not in (card, short_id(row_id, 9)))


def test_a_question_is_found_by_its_words_and_what_was_guessed_is_said(
    project: Project, cards: dict[str, str]
) -> None:
    text = "card,words\nwho tells people,the nurse\nWho tels people?,a friend\nWho cooks?,nobody\n"
    found = arriving(project.conn, typed_text(text))
    assert [(line.fit, line.label) for line in found.lines] == [
        (Fit.FITS, cards["question"]),
        (Fit.GUESSED, cards["question"]),
        (Fit.UNKNOWN, "Who cooks?"),
    ]
    assert f"Guessed: “Who tels people?” is {cards['question']}." in found.told
    assert any("“Who cooks?”" in sentence for sentence in found.told)


def test_empty_lines_and_ids_alone_are_passed_over(project: Project, cards: dict[str, str]) -> None:
    text = f"Card,Words,Votes,Group\n{cards['quote']},,,\n,,,\n{cards['quote']},,2,T1\n"
    found = arriving(project.conn, typed_text(text))
    assert [(line.votes, line.said) for line in found.lines] == [(2, "2 votes")] and found.empty == 1


def test_the_same_line_twice_in_one_return_is_taken_in_once(project: Project, cards: dict[str, str]) -> None:
    line = f"{cards['quote']}: a peer, 2 votes\n"
    found = arriving(project.conn, typed_text(f"T1:\n{line}{line}T2:\n{line}"))
    assert [one.again for one in found.lines] == [False, True, False]
    assert list(found.groups) == ["T1", "T2"]


def test_a_group_that_votes_on_a_card_again_is_told_that_both_count(project: Project, cards: dict[str, str]) -> None:
    card = cards["quote"]
    text = f"T1:\n{card}: a peer, 2 votes\n{card}: more of it, 3 votes\nT2:\n{card}: 5 votes\n"
    assert [one.note for one in lines(project, text)] == ["", "this group gave it 2 votes before, and both count", ""]


def test_the_workshop_and_the_group_name_the_note(project: Project, cards: dict[str, str]) -> None:
    text = f"{cards['quote']}: a peer, Table 2\n{cards['excerpt']}: another\n"
    assert [one.group for one in lines(project, text, "Leeds ")] == ["Leeds: Table 2", "Leeds"]
    assert [one.group for one in lines(project, text)] == ["Table 2", "Workshop"]


def test_a_column_of_the_sheet_names_the_workshop_and_its_day_stands_where_nobody_does(
    project: Project, cards: dict[str, str]
) -> None:
    table = typed_text(f"Card,Words,Workshop,Group\n{cards['quote']},yes,Leeds: north,T1\n{cards['quote']},no,,T2\n")
    first, second = arriving(project.conn, table, day="2026-05-03").lines
    assert (first.group, second.group) == ("Leeds, north: T1", "Workshop of 3 May 2026: T2")
    found = arriving(project.conn, table)
    assert [one.unnamed for one in found.lines] == [False, True] and found.unnamed


@pytest.mark.parametrize(
    ("title", "day", "called"),
    [
        ("Leeds: Table 2", "2026-05-03", "Leeds, 3 May 2026"),
        ("Leeds: Table 2 (2)", "2026-05-03", "Leeds, 3 May 2026"),
        ("Workshop of 3 May 2026: T1", "2026-05-03", "Workshop of 3 May 2026"),
        ("Workshop", "2026-05-03", "Workshop of 3 May 2026"),
        ("Leeds, 3 May 2026: T1", "2026-05-03", "Leeds, 3 May 2026"),
        ("Leeds", "", "Leeds"),
    ],
)
def test_a_workshop_is_called_by_its_name_and_day_once(title: str, day: str, called: str) -> None:
    assert workshop_of(title, day) == called


def test_formulas_are_words_and_what_acts_on_a_terminal_is_gone(project: Project, cards: dict[str, str]) -> None:
    (first, second) = lines(
        project, f"card,words\n{cards['quote']},'=cmd|' /C calc'!A0\n{cards['quote']},a\x1b[2Jb\n"
    )
    assert first.words == "=cmd|' /C calc'!A0"
    assert "\x1b" not in second.words


def test_a_workbook_a_csv_file_and_a_filled_in_sheet_give_the_same_lines(tmp_path: Path) -> None:
    rows = [
        ("Card or question", "Words", "Votes", "Group"),
        ("x7k2m9qp1", "a peer, by day", "3", "T2"),
        ("", "", "", ""),
    ]
    (tmp_path / "r.csv").write_text("\n".join(",".join(f'"{cell}"' for cell in row) for row in rows), "utf-8-sig")
    book = Workbook()
    assert book.active is not None
    for row in rows:
        book.active.append([int(cell) if cell.isdigit() else cell for cell in row])
    book.save(tmp_path / "r.xlsx")
    document = Document()
    document.add_table(1, 2).cell(0, 0).text = "A table of something else"
    sheet = document.add_table(len(rows), 4)
    for cells, row in zip(sheet.rows, rows, strict=True):
        for cell, words in zip(cells.cells, row, strict=True):
            cell.text = words
    document.save(str(tmp_path / "r.docx"))
    for suffix in ("csv", "xlsx", "docx"):
        found = [(one.card, one.words, one.votes, one.group) for one in read_returns(tmp_path / f"r.{suffix}")]
        assert found == [("x7k2m9qp1", "a peer, by day", "3", "T2")], suffix


def test_what_is_no_return_is_refused_with_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "r.pdf").write_bytes(b"%PDF")
    (tmp_path / "r.docx").write_bytes(b"nothing")
    empty = io.BytesIO()
    Document().save(empty)
    (tmp_path / "empty.docx").write_bytes(empty.getvalue())
    for name in ("r.pdf", "r.docx", "empty.docx", "none.csv"):
        with pytest.raises(Problem):
            read_returns(tmp_path / name)
    with pytest.raises(Problem, match="longer than"):
        typed_text("a\n" * (MOST_LINES + 1))

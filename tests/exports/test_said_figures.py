"""What is said within a theme leaves as tables of the numbers that were counted."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from qualcode.analysis.collocations import Pairs, collocations
from qualcode.analysis.excerpts import Choice, excerpts
from qualcode.analysis.naming import StudyConnection
from qualcode.analysis.said_within import Said, said_within
from qualcode.analysis.words_within import elsewhere, frequent_words
from qualcode.exports.said_figures import frequent_table, pairs_table


@pytest.fixture(scope="module")
def conn(finished_demo: Path) -> Iterator[sqlite3.Connection]:
    opened = sqlite3.connect(f"file:{finished_demo}?mode=ro", uri=True, factory=StudyConnection)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def said(conn: sqlite3.Connection) -> Said:
    codes = [row[0] for row in conn.execute("SELECT id FROM code WHERE idx LIKE '3.%'")]
    return said_within(conn, excerpts(conn, Choice(codes=codes)))[0]


def test_the_words_of_a_theme_stand_with_their_numbers_and_their_base(conn: sqlite3.Connection, said: Said) -> None:
    found = frequent_words(conn, said, 20)
    rest = elsewhere(conn, said, [one.key for one in found.words])
    table = frequent_table(found, said, "3 Evidence", "everybody’s codings", rest)
    assert len(table.rows) == 20
    for row, one in zip(table.rows, found.words, strict=True):
        assert row.cells[0] == one.word and row.cells[2] == one.number
        assert row.cells[3] == 1000 * one.number / found.of_words
        assert row.cells[4:6] == (one.people, one.documents)
        assert row.cells[6] == 1000 * rest.numbers.get(one.key, 0) / rest.words
    assert table.notes[0].startswith(f"Of {said.words:,} words in {said.excerpts:,} excerpts.")
    assert table.caption == "Words said most often under 3 Evidence, interviews"


def test_pairs_of_words_stand_the_strongest_first(conn: sqlite3.Connection, said: Said) -> None:
    asked = Pairs(window=3, least=2)
    found = collocations(conn, said, asked)
    table = pairs_table(found, asked, said, "3 Evidence", "everybody’s codings")
    assert [row.cells for row in table.rows] == [
        (*one.words, one.number, one.first, one.second, one.strength) for one in found
    ]
    assert found and table.columns[-1].name == "Likelihood ratio"
    assert table.notes[-1] == (
        "Pairs within 3 words in one turn, said 2 times at least, without words that say little (the, is, you)."
    )

"""What co-occurrence, the words of a theme and groups take in the studies of `study.py`. Run it by hand.

    python benchmarks/within.py FOLDER [M|X]

Medians of CPU and wall milliseconds; the made-up study stays in FOLDER for the next run.
"""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from benchmarks.corpus import make
from benchmarks.study import SIZES, timed
from qualcode.analysis.codes import codebook
from qualcode.analysis.collocations import Pairs, collocations
from qualcode.analysis.counts.asked import Asked, By
from qualcode.analysis.excerpts import Choice, Excerpt, excerpts
from qualcode.analysis.groups import groups_beside
from qualcode.analysis.occurring import Meeting, Near, occurring
from qualcode.analysis.said_within import said_within
from qualcode.analysis.tallies import occurs_with
from qualcode.analysis.words_within import concordance_within, elsewhere, frequent_words, places_of_word
from qualcode.project.project import Project


def _square(conn: sqlite3.Connection, found: Sequence[Excerpt], meeting: Meeting, *, nested: bool = False) -> object:
    return occurring(conn, meeting, nested=nested, found=found).tables[0].numbers


def main() -> None:
    folder, size = Path(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else "M"
    number, length, codes, codings = SIZES[size]
    path = make(folder / f"{size}.qualcode", documents=number, length=length, codes=codes, codings=codings)
    print(f"{'study of size ' + size:<42} {'CPU ms':>9} {'wall ms':>9}")
    with Project.open(path, back_up=False) as project:
        conn = project.conn
        book = codebook(conn)
        timed("all excerpts", lambda: excerpts(conn), 3)
        found = excerpts(conn)
        for meeting in (Meeting(), Meeting(Near.TURN), Meeting(Near.WORDS, 20), Meeting(Near.WORDS, 100)):
            timed(f"codes that {meeting.phrase}"[:42], partial(_square, conn, found, meeting), 3)
        timed("codes that share words, with those below", partial(_square, conn, found, Meeting(), nested=True), 3)
        table = occurring(conn, found=found).tables[0]
        timed("excerpts of a cell", lambda: table.cell_excerpts(0, 1))
        code = next(code.id for code in book.codes if not code.is_area)
        timed("what stands beside one code", lambda: occurs_with(conn, code, book), 3)
        (theme,) = said_within(conn, excerpts(conn, Choice(codes=[code])))
        print(f"a theme of {theme.words:,} words in {theme.excerpts:,} excerpts")
        timed("what is said in it", lambda: said_within(conn, excerpts(conn, Choice(codes=[code]))), 3)
        timed("its frequent words", lambda: frequent_words(conn, theme), 3)
        timed("its pairs of words", lambda: collocations(conn, theme, Pairs(window=5)), 3)
        word = frequent_words(conn, theme).words[0]
        timed("the places of a word", lambda: places_of_word(conn, theme, word.key), 3)
        timed("the places of a phrase", lambda: concordance_within(conn, theme, "bus home"), 3)
        timed("the same words in the rest of the study", lambda: elsewhere(conn, theme, [word.key]), 1)
        timed("everything that is coded", lambda: said_within(conn, found), 1)
        (whole,) = said_within(conn, found)
        print(f"all themes: {whole.words:,} words")
        timed("its frequent words", lambda: frequent_words(conn, whole), 1)
        timed("its pairs of words", lambda: collocations(conn, whole), 1)
        timed("kinds of document beside each other", lambda: groups_beside(conn, Asked(by=By.KIND)), 1)


if __name__ == "__main__":
    main()

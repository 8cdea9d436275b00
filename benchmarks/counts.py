"""What counting takes: tables of codes, how far they reach, and when nothing new came any more. Run it by hand.

    python benchmarks/counts.py FOLDER [M|L|X|C]

M: 100 interviews of 6,000 words, 60 codes, 10,000 codings. L: 2,666 survey answers, 40 codes, 8,000 codings. X: 1,200
interviews of 8,000 words, 60 codes, 100,000 codings. C: the same documents, 400 codes.
Medians of CPU and wall milliseconds; the made-up study stays in FOLDER for the next run. What is read of the study is
kept until it changes: `anew` reads all again each time, as when it is first asked for; `recoded` codes a passage
before and reads its document again; the other lines ask once more.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Iterator
from functools import partial
from itertools import count
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from benchmarks.corpus import codebook, make
from benchmarks.study import timed
from benchmarks.survey import made_up
from qualcode.analysis.counts import words
from qualcode.analysis.counts.asked import Asked, By, Measure
from qualcode.analysis.counts.kept import forget
from qualcode.analysis.counts.opened import cell_excerpts
from qualcode.analysis.counts.passages import Passages, passages
from qualcode.analysis.counts.reach import code_reaches
from qualcode.analysis.counts.rows import ALL_AREAS, Table
from qualcode.analysis.counts.saturation import saturation
from qualcode.analysis.counts.tables import table
from qualcode.analysis.excerpts import excerpts
from qualcode.edits.codebook import ImportCodebook
from qualcode.edits.codings import AddCodings, NewCoding
from qualcode.project.project import Project
from qualcode.project.surveys import preview, read_survey, survey_arrival
from qualcode.transcripts.span import Span

SIZES = {"M": (100, 6000, 60, 10_000), "X": (1200, 8000, 60, 100_000), "C": (1200, 8000, 400, 100_000)}


def survey(path: Path, codes: int = 40, codings: int = 8_000) -> Path:
    """A study of survey answers at `path`; one that is there already is taken as it is."""
    if path.exists():
        return path
    dice = random.Random(7)
    with Project.create(path, "Benchmark") as project:
        project.sign_in("Ana")
        project.make(ImportCodebook(codebook(codes), "benchmark"))
        project.make(survey_arrival(preview(*read_survey(made_up(path.parent)))))
        code_ids = [row[0] for row in project.conn.execute("SELECT id FROM code WHERE is_area = 0 ORDER BY num")]
        answers = project.conn.execute(
            "SELECT d.id, length(t.words) FROM document d JOIN text_version v ON v.id = d.version_id "
            "JOIN text t ON t.sha256 = v.sha256"
        ).fetchall()
        made = []
        for _ in range(codings):
            answer, length = dice.choice(answers)
            start = dice.randrange(max(1, length // 2))
            made.append(NewCoding(answer, Span(start, max(start + 1, length - start)), dice.choice(code_ids)))
        project.make(AddCodings(made))
    return path


def read_anew(project: Project) -> Passages:
    """All excerpts as they are first read."""
    forget(project.conn)
    return passages(project.conn)


def anew(project: Project, asked: Asked, *, counted: bool = True) -> Table:
    """A table as it is first asked for; where words are not `counted`, they never were before."""
    forget(project.conn)
    if not counted:
        words._KEPT.clear()
    return table(project.conn, asked)


def after_a_coding(project: Project, asked: Asked, run: Iterator[int]) -> Table:
    """A table after a passage was coded, with the 1.5 ms that coding it takes."""
    document, code = project.conn.execute(
        "SELECT document_id, code_id FROM coding_counted ORDER BY document_id LIMIT 1 OFFSET ?", (next(run),)
    ).fetchone()
    project.make(AddCodings([NewCoding(document, Span(0, 30), code)]))
    return table(project.conn, asked)


def main() -> None:
    folder, size = Path(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else "M"
    folder.mkdir(parents=True, exist_ok=True)
    begun = time.perf_counter()
    path = folder / f"{size}.qualcode"
    if size == "L":
        survey(path)
    else:
        number, length, codes, codings = SIZES[size]
        make(path, documents=number, length=length, codes=codes, codings=codings)
    print(f"study of size {size}: {path.stat().st_size / 1e6:.0f} MB, made in {time.perf_counter() - begun:.1f} s")
    print(f"{'':<42} {'CPU ms':>9} {'wall ms':>9}")
    with Project.open(path, back_up=False) as project:
        project.sign_in("Ana")
        conn = project.conn
        floor = "SELECT document_id, code_id, count(*) FROM coding_counted GROUP BY document_id, code_id"
        timed("the file alone: codings by code, document", lambda: conn.execute(floor).fetchall(), 5)
        timed("all excerpts", lambda: excerpts(conn), 3)
        timed("all excerpts, to be counted, anew", lambda: read_anew(project), 5)
        tables = {f"table by {by}": Asked(by) for by in (By.DOCUMENT, By.PARTICIPANT, By.ROLE, By.CODER)}
        tables["table of participants by document"] = Asked(By.DOCUMENT, Measure.PARTICIPANTS)
        for name, asked in tables.items():
            timed(f"{name}, anew", partial(anew, project, asked), 5)
            timed(f"{name}, recoded", partial(after_a_coding, project, asked, count(0, 700)), 5)
            for _ in range(5):
                project.undo()
            timed(name, partial(table, conn, asked), 5)
        shares = Asked(measure=Measure.SHARE)
        timed("table of shares of words, counted anew", lambda: anew(project, shares, counted=False), 3)
        timed("table of shares of words", lambda: table(conn, shares), 3)
        first = table(conn, Asked(By.DOCUMENT)).parts[0].columns[0].key
        timed("open a cell", lambda: cell_excerpts(conn, Asked(By.DOCUMENT), ALL_AREAS, first, nested=True), 3)
        timed("how far every code reaches", lambda: code_reaches(conn), 3)
        timed("new codes per document, 200 random orders", lambda: saturation(conn, orders=200), 3)


if __name__ == "__main__":
    main()

"""What the study file takes: open, list, switch document, code, undo, excerpts, counts. Run it by hand.

    python benchmarks/study.py FOLDER [M|X]

M: 100 interviews of 6,000 words, 60 codes, 10,000 codings. X: 1,200 of 8,000 words, 100,000 codings.
Medians of CPU and wall milliseconds; the made-up study stays in FOLDER for the next run.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from benchmarks.corpus import make
from qualcode.analysis.codes import codebook, uses
from qualcode.analysis.documents import codings_of, documents, open_document
from qualcode.analysis.excerpts import Choice, excerpts
from qualcode.edits.codings import AddCodings, NewCoding
from qualcode.exports.choices import ReportChoices
from qualcode.exports.gather import report
from qualcode.project.project import Project

SIZES = {"M": (100, 6000, 60, 10_000), "X": (1200, 8000, 60, 100_000)}


def timed(name: str, work: Callable[[], object], runs: int = 9) -> None:
    """Print the median CPU and wall time of `work` in milliseconds."""
    cpu, wall = [], []
    for _ in range(runs):
        c, w = time.process_time(), time.perf_counter()
        work()
        cpu.append((time.process_time() - c) * 1000)
        wall.append((time.perf_counter() - w) * 1000)
    print(f"{name:<42} {statistics.median(cpu):9.2f} {statistics.median(wall):9.2f}")


def main() -> None:
    folder, size = Path(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else "M"
    number, length, codes, codings = SIZES[size]
    begun = time.perf_counter()
    path = make(folder / f"{size}.qualcode", documents=number, length=length, codes=codes, codings=codings)
    print(f"study of size {size}: {path.stat().st_size / 1e6:.0f} MB, made in {time.perf_counter() - begun:.1f} s")
    print(f"{'':<42} {'CPU ms':>9} {'wall ms':>9}")
    timed("open and close", lambda: Project.open(path, back_up=False).close(), 5)
    with Project.open(path, back_up=False) as project:
        project.sign_in("Ana")
        conn = project.conn
        lines = documents(conn)
        timed("list of documents", lambda: documents(conn))
        other = lines[7].id
        timed("switch document (text, turns, codings)", lambda: (open_document(conn, other), codings_of(conn, other)))
        book = codebook(conn)
        timed("codebook with uses", lambda: (codebook(conn), uses(conn)))
        code = next(code.id for code in book.codes if not code.is_area)
        document = open_document(conn, lines[7].id)
        if document is None:
            raise SystemExit("the document is gone")
        spans = iter([span for span in document.sentences if span] * 3)
        timed("code a passage", lambda: project.make(AddCodings([NewCoding(document.id, next(spans), code)])), 50)
        timed("undo", project.undo, 50)
        area = book.areas()[0].id
        timed("excerpts of an area", lambda: excerpts(conn, Choice(codes=book.with_descendants(area))))
        timed("all excerpts", lambda: excerpts(conn), 3)
        timed("copy into memory", lambda: project.copy().close(), 3)
        now = datetime.now().astimezone()
        timed("gather a report of everything", lambda: report(conn, ReportChoices(), now), 3)


if __name__ == "__main__":
    main()

"""What it takes to open Quotes where very much is kept. Run it by hand.

    python benchmarks/quotes.py FOLDER [M|X] [--profile]

M: 100 interviews of 6,000 words, 10,000 codings. X: 1,200 of 8,000 words, 100,000 codings. 5,000 quotes, half of them
in one essay of 50 headings, half in Kept. Medians of CPU and wall milliseconds; the study stays in FOLDER.
"""

from __future__ import annotations

import cProfile
import pstats
import random
import sys
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from benchmarks.corpus import make
from benchmarks.study import SIZES, timed
from qualcode.analysis.documents import documents, open_document
from qualcode.edits.essays import AddPart, NewEssay
from qualcode.edits.quotes import KeepQuote
from qualcode.edits.store import Edit
from qualcode.edits.together import Together
from qualcode.essays.essay import PartKind
from qualcode.essays.essays import essays
from qualcode.essays.outline import outline
from qualcode.project.project import Project
from qualcode.transcripts.span import Span

QUOTES, HEADINGS = 5_000, 50


def keep_many(project: Project) -> str:
    """Keep half of the quotes in a new essay and half in Kept; the id of the essay."""
    rng = random.Random(5)
    texts = [open_document(project.conn, one.id) for one in documents(project.conn)[:200]]
    essay = NewEssay("The long one")
    edits: list[Edit] = [essay]
    seen: set[tuple[str, Span]] = set()
    for number in range(QUOTES):
        if number < QUOTES // 2 and number % (QUOTES // 2 // HEADINGS) == 0:
            edits.append(AddPart(essay.id, PartKind.HEADING, f"Heading {number}"))
        while True:
            document = rng.choice(texts)
            assert document is not None
            start = rng.randrange(len(document.text) - 400)
            span = Span(start, start + rng.randint(40, 300))
            if (document.id, span) not in seen:
                break
        seen.add((document.id, span))
        edits.append(KeepQuote(document.id, span, essay_id=essay.id if number < QUOTES // 2 else None))
    project.make(Together(edits, "Quotes"))
    return essay.id


def main() -> None:
    folder, size = Path(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 and sys.argv[2] in SIZES else "M"
    number, length, codes, codings = SIZES[size]
    path = make(folder / f"quotes-{size}.qualcode", documents=number, length=length, codes=codes, codings=codings)
    with Project.open(path, back_up=False) as project:
        project.sign_in("Ana")
        found = essays(project.conn).essays
        essay_id = found[0].id if found else keep_many(project)
        conn = project.conn
        print(f"{'':<42} {'CPU ms':>9} {'wall ms':>9}")
        timed("the copy, which holds the study up", lambda: project.copy().close(), 5)
        timed("list of essays", lambda: essays(conn), 3)
        timed("outline of 2,500 quotes", lambda: outline(conn, essay_id, date(2026, 3, 1)), 3)
        timed("Kept of 2,500 quotes", lambda: outline(conn, None, date(2026, 3, 1)), 3)
        if "--profile" in sys.argv:
            with cProfile.Profile() as profile:
                outline(conn, essay_id, date(2026, 3, 1))
            pstats.Stats(profile).sort_stats("cumulative").print_stats(35)


if __name__ == "__main__":
    main()

"""What it takes to hold a draft against a study. Run it by hand.

    python benchmarks/check_draft.py FOLDER [M|X|F] [--profile]

M: 100 interviews of 6,000 words. X: 1,000 of 8,000 words. Both with as many different words as people use. F: X with
few different words, each in nearly every turn, which no study has: nothing tells one passage from another.
The draft has 10,000 words and 250 quotations: as they were said, cut, with a word changed, joined, and made up.
Medians of CPU and wall milliseconds; the made-up study stays in FOLDER for the next run.
"""

from __future__ import annotations

import cProfile
import pstats
import random
import sys
import time
from collections import Counter
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from benchmarks.corpus import FEW, Vocabulary, make, many, words
from benchmarks.study import timed
from qualcode.analysis.documents import documents, open_document
from qualcode.essays.check_draft import check_draft
from qualcode.essays.drafts.draft import Draft, Paragraph
from qualcode.project.project import Project

SIZES = {"M": (100, 6000, False), "X": (1000, 8000, False), "F": (1000, 8000, True)}
QUOTATIONS = 250
DRAFT_WORDS = 10_000


def passages(project: Project, rng: random.Random, number: int) -> list[list[str]]:
    """Passages of eight to forty words of participants, each a list of words."""
    lines = documents(project.conn)
    found: list[list[str]] = []
    while len(found) < number:
        document = open_document(project.conn, rng.choice(lines).id)
        assert document is not None
        said = rng.choice(document.turns).span.of(document.text).split()
        length = rng.randint(8, 40)
        if len(said) > length:
            start = rng.randrange(len(said) - length)
            found.append(said[start : start + length])
    return found


def draft(project: Project, vocabulary: Vocabulary) -> Draft:
    """A draft of 10,000 words, its quotations in every state."""
    rng = random.Random(3)
    said = passages(project, rng, QUOTATIONS + 1)
    paragraphs: list[Paragraph] = []
    for number, passage in enumerate(said[:QUOTATIONS]):
        half = len(passage) // 2
        ways = (
            passage,
            [*passage[: half - 2], "[…]", *passage[half + 1 :]],
            [*passage[:half], "elsewhere", *passage[half + 1 :]],
            [*passage[:half], *said[number + 1][:half]],
            words(rng, 20, vocabulary).split(),
        )
        quoted = " ".join(ways[number % 5])
        left = DRAFT_WORDS // QUOTATIONS - len(quoted.split())
        own = words(rng, max(left, 4), vocabulary)
        paragraphs.append(Paragraph(f"{own} “{quoted}” (Ines)."))
    return Draft("essay.docx", tuple(paragraphs))


def main() -> None:
    folder, size = Path(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else "M"
    number, length, few = SIZES[size]
    vocabulary = FEW if few else many()
    begun = time.perf_counter()
    path = folder / f"draft-{size}.qualcode"
    make(path, documents=number, length=length, codes=6, codings=0, vocabulary=vocabulary)
    print(f"study of size {size}: {path.stat().st_size / 1e6:.0f} MB, made in {time.perf_counter() - begun:.1f} s")
    with Project.open(path, back_up=False) as project:
        written = draft(project, vocabulary)
        print(f"draft: {sum(len(one.words.split()) for one in written.paragraphs):,} words")
        print(Counter(one.found for one in check_draft(project.conn, written, on=date(2026, 1, 1)).findings))
        print(f"{'':<42} {'CPU ms':>9} {'wall ms':>9}")
        timed("check the draft", lambda: check_draft(project.conn, written, on=date(2026, 1, 1)), 3)
        if "--profile" in sys.argv:
            profile = cProfile.Profile()
            profile.runcall(check_draft, project.conn, written, on=date(2026, 1, 1))
            pstats.Stats(profile).sort_stats("cumulative").print_stats(30)


if __name__ == "__main__":
    main()

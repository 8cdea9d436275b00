"""What questions take: of codes alone, of codes near one another, of words, of documents. Run it by hand.

    python benchmarks/questions.py FOLDER [M|X]

The studies are those of benchmarks/study.py. Medians of CPU and wall milliseconds.
"""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from benchmarks.corpus import make
from benchmarks.study import SIZES, timed
from qualcode.analysis.questions.asked import documents_for, excerpts_for, people_for
from qualcode.analysis.questions.vocabulary import vocabulary
from qualcode.project.project import Project

OF_EXCERPTS = (
    "1.1",
    "code:1.1 and code:2.1",
    "code:1.1 and code:2.1 in:turn",
    "code:1.1 and not code:2 in:document",
    "code:1.1 near:20 code:2.1",
    "code:1 near:sentence code:2",
    "code:1.1 text:kettle",
    "kettle*",
    "code:1 near:10 text:stick",
    "kind:interview",
    "chart:empty",
)
OF_WHOLES = ("code:1.1 and not code:2.1", "kettle", "code:1.1 near:5 code:2.1")


def main() -> None:
    folder, size = Path(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else "M"
    number, length, codes, codings = SIZES[size]
    path = make(folder / f"{size}.qualcode", documents=number, length=length, codes=codes, codings=codings)
    print(f"{'':<42} {'CPU ms':>9} {'wall ms':>9}")
    with Project.open(path, back_up=False) as project:
        conn = project.conn
        for words in OF_EXCERPTS:
            timed(words, partial(excerpts_for, conn, words), 3)
        for words in OF_WHOLES:
            timed(f"documents: {words}", partial(documents_for, conn, words), 3)
            timed(f"participants: {words}", partial(people_for, conn, words), 3)
        timed("all that can be asked", partial(vocabulary, conn), 3)


if __name__ == "__main__":
    main()

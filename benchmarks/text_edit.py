"""What a change of a text costs: words put right, told beforehand, made, taken back. Run it by hand.

    python benchmarks/text_edit.py FOLDER

Wall milliseconds, median of seven, in one document of 25,000 words with 1,000 codings and of 120,000 with 5,000.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

sys.path.insert(0, str(Path(__file__).parent.parent))  # run from anywhere

from benchmarks.corpus import make
from qualcode.analysis.documents import codings_of, open_document
from qualcode.analysis.text_changes import effect, tied_to
from qualcode.edits.texts import JoinTurn, ReplaceWords, SplitTurn
from qualcode.project.project import Project

T = TypeVar("T")


class Steps:
    """What is done to one document, each step timed in milliseconds by its name."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self.took: dict[str, list[float]] = defaultdict(list)
        self.document = str(project.conn.execute("SELECT id FROM document").fetchone()[0])

    def timed(self, name: str, function: Callable[..., T], *args: object) -> T:
        """Call a function, and keep how long it took."""
        began = time.perf_counter()
        found = function(*args)
        self.took[name].append((time.perf_counter() - began) * 1000)
        return found

    def round(self, place: int) -> None:
        """Every step once, in the turn at `place` tenths of the document."""
        conn, make_edit = self.project.conn, self.project.make
        seen = self.timed("document opened", open_document, conn, self.document)
        assert seen is not None
        self.timed("its codings read", codings_of, conn, self.document)
        tied = self.timed("what is tied to its words read", tied_to, conn, self.document)
        number = len(seen.turns) // 10 * place
        turn = seen.turns[number - 1]
        words = turn.span.of(seen.text)
        edit = ReplaceWords(self.document, turn.span, words.replace("the ", "that very ", 1) + " And so on.")
        change = self.timed("change worked out, for each key", edit.change_of, seen.text, seen.turns)
        self.timed("and told", effect, seen.text, seen.turns, change, tied)
        self.timed("words changed", make_edit, edit)
        self.timed("taken back", self.project.undo)
        self.timed("done again", self.project.redo)
        self.timed("turn split", make_edit, SplitTurn(self.document, number, turn.start + len(words) // 2))
        self.timed("turns joined", make_edit, JoinTurn(self.document, number + 1))


def measure(folder: Path, length: int, codings: int) -> None:
    """Print what each step costs in a document of `length` words."""
    path = make(folder / f"text-{length}.qualcode", documents=1, length=length, codes=35, codings=codings)
    with Project.open(path, back_up=False) as project:
        project.sign_in("Ana")
        steps = Steps(project)
        for place in range(1, 8):
            steps.round(place)
    print(f"{length:,} words, {codings:,} codings")
    for name, times in steps.took.items():
        print(f"  {name:34} {statistics.median(times):7.1f}   most {max(times):7.1f}")


if __name__ == "__main__":
    for size in ((25_000, 1_000), (120_000, 5_000)):
        measure(Path(sys.argv[1]), *size)

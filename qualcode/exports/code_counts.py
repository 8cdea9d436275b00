"""How many excerpts each code has, as a codebook for print tells it: kinds of document side by side, never added."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from qualcode.analysis.excerpts import counted_phrase
from qualcode.analysis.tallies import extent, tallies
from qualcode.exports.phrases import counted, in_kinds, listed, plural
from qualcode.transcripts.transcript import Kind


@dataclass(frozen=True)
class CodeCounts:
    """The excerpts of each code alone, by its id: how many in each kind of document.

    `apart` says that the study has more than one kind, and `counted` which codings are counted.
    """

    own: Mapping[str, Sequence[tuple[Kind, int]]]
    apart: bool
    counted: str

    def words(self, code_id: str) -> str:
        """`16 excerpts in interviews and 2 in field notes`; `18 excerpts` where there is one kind."""
        found = self.own.get(code_id, ())
        if self.apart:
            return listed(in_kinds(found, "excerpt").split(" · "))
        return counted(sum(number for _, number in found), "excerpt")

    def cell(self, code_id: str) -> str:
        """`16 in interviews` and `2 in field notes`, each in a line of its own; `18` where there is one kind."""
        found = self.own.get(code_id, ())
        if self.apart and found:
            return "\n".join(f"{number:,} in {plural(kind)}" for kind, number in found)
        return f"{sum(number for _, number in found):,}"

    @property
    def sentence(self) -> str:
        """What the numbers are of."""
        apart = "; kinds of document stand side by side and are never added" if self.apart else ""
        return (
            "Excerpts are those of a code alone, without those of the codes under it, whoever says them"
            f"{apart}. Counted: {self.counted}."
        )


def code_counts(conn: sqlite3.Connection) -> CodeCounts:
    """Those of a study; more than 50 ms from about 20,000 codings."""
    own = {
        code: tuple((Kind(kind), tally.own) for kind, tally in found.kinds if tally.own)
        for code, found in tallies(conn).items()
    }
    return CodeCounts(own, bool(extent(conn).kinds_apart), counted_phrase(conn))

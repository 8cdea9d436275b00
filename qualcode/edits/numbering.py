"""Index numbers given anew, by where codes stand."""

from __future__ import annotations

from dataclasses import dataclass

from qualcode.analysis.codes import codebook
from qualcode.codebooks.code import Codebook
from qualcode.edits.codebook import living_code
from qualcode.edits.store import Row, Store
from qualcode.problem import Problem
from qualcode.transcripts.quoting import in_marks


@dataclass(frozen=True)
class RenumberCodes:
    """Number everything below an area or code by its place, 1.1, 1.2, 1.2.1; the whole codebook for None.

    An area keeps a letter it has (C). Raises Problem where an area or code without a number is to be the beginning,
    or a number would be one that a code elsewhere has.
    """

    under_id: str | None = None

    def apply(self, store: Store) -> str:
        book = codebook(store.conn)
        if self.under_id is None:
            wanted = _whole(book)
            label = "Numbers of the codebook"
        else:
            row = living_code(store, self.under_id)
            if not row["idx"]:
                raise Problem(f"{in_marks(row['name'])} has no number.", remedy="Give it one first.")
            wanted = _below(book, self.under_id, row["idx"])
            label = f"Numbers below {in_marks(row['name'])}"
            others = {code.index: code for code in book.codes if code.index and code.id not in wanted}
            for number in wanted.values():
                if number in others:
                    raise Problem(
                        f"{number} is the number of {in_marks(others[number].name)}.",
                        "It stands somewhere else.",
                        "Number the whole codebook instead.",
                    )
        fields: dict[str, Row] = {code_id: {"idx": number} for code_id, number in wanted.items()}
        store.set_many("code", fields)
        return label


def _whole(book: Codebook) -> dict[str, str]:
    letters = {code.index for code in book.areas() if code.index.isalpha()}
    found: dict[str, str] = {}
    place = 0
    for code in book.children(None):
        if code.is_area and code.index.isalpha() and code.index in letters:
            number = code.index
            letters.discard(code.index)  # a letter that two areas have stays with the first
        else:
            place += 1
            number = str(place)
        found |= {code.id: number, **_below(book, code.id, number)}
    return found


def _below(book: Codebook, code_id: str, number: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for place, code in enumerate(book.children(code_id), start=1):
        own = f"{number}.{place}"
        found |= {code.id: own, **_below(book, code.id, own)}
    return found

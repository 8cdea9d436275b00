"""Cells of a chart as the text of a spreadsheet, and back: what was said of a cell stands in square brackets."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from qualcode.analysis.cells import CellState, Rows, Said, Subject
from qualcode.transcripts.clean import clean, newlines

MARK = "qualcode chart"  # stands in the first cell of a sheet that may come back
NESTED = f"{MARK}, codes with what lies below them"
PORTRAIT = "portrait"  # stands above the column of portraits, where other columns have the ids of their codes
STAMPS = "qualcode"  # the sheet that tells what the cells were when they left
NAME = "name"  # beside a row's key there: what the row was called
HELD_BACK = "(held back)"  # stands in a cell that may not be read
ABOUT = "About these charts"  # the sheet that tells what the charts are
FACT = "fact"  # beside the heading of a column of facts there
HEADING = "heading"  # beside a code's id there: what stood above its column

ROW_HEADS = {Rows.PARTICIPANTS: "Who", Rows.DOCUMENTS: "Document", Rows.GROUPS: "Group"}  # above the rows' names

_IN_BRACKETS = {str(said.state).casefold(): said for said in Said}
_NOBODYS = re.compile(r"coded [\d,.]+, not summarised|not read yet|nothing coded|no words", re.IGNORECASE)
_BRACKETS = re.compile(r"\[([^\[\]]*)\]\s*")


@dataclass(frozen=True, slots=True)
class CellText:
    """What a cell of a spreadsheet says: what a person said of it, None where nobody did, and the words."""

    said: Said | None = None
    words: str = ""

    @property
    def stamp(self) -> str:
        """The same for the same words: by it one sees whether a cell was changed outside the study."""
        return mark_of(f"{self.said or ''}\x1f{self.words}")


def as_text(state: CellState, said: Said | None, excerpts: int, words: str) -> str:
    """A cell as the text of a spreadsheet; words that begin as a state would are told apart."""
    if said is None:
        return {
            CellState.CODED: f"[coded {excerpts:,}, not summarised]",
            CellState.UNREAD: f"[{CellState.UNREAD}]",
            CellState.NO_WORDS: f"[{CellState.NO_WORDS}]",
        }.get(state, "")
    found = _BRACKETS.match(words)
    clear = said is Said.SUMMARISED and not (found and _means(found[1]))
    return words if clear else f"[{said.state}] {words}".rstrip()


def cell_text(text: str) -> CellText:
    """What the text of a spreadsheet's cell says."""
    bare = clean(newlines(text)).strip()
    found = _BRACKETS.match(bare)
    if not found or not _means(found[1]):
        return CellText(Said.SUMMARISED, bare) if bare else CellText()
    words = bare[found.end() :].strip()
    said = _IN_BRACKETS.get(_tidy(found[1]))
    if said is None:
        return CellText(Said.SUMMARISED, words) if words else CellText()
    return CellText(said, words) if words or said is not Said.SUMMARISED else CellText()


def _means(bracketed: str) -> bool:
    """Whether words in brackets tell where a cell stands."""
    return _tidy(bracketed) in _IN_BRACKETS or bool(_NOBODYS.fullmatch(_tidy(bracketed)))


def _tidy(words: str) -> str:
    return " ".join(words.split()).casefold()


def row_key(subject: Subject) -> str:
    """Whom a row is about, as a hidden column holds it; the value of a group, which may name somebody, as a mark."""
    return f"{subject.rows}:{subject.id}{f':{mark_of(subject.value)}' if subject.rows is Rows.GROUPS else ''}"


def subject_with(key: str, values: Callable[[str], Iterable[str]]) -> Subject | None:
    """Whom a row with that key is about; None for what is no key. `values` gives those of an attribute by its id."""
    kind, _, rest = key.partition(":")
    if kind not in list(Rows) or not rest:
        return None
    if kind != Rows.GROUPS:
        return Subject(Rows(kind), rest)
    row_id, _, mark = rest.partition(":")
    value = next((one for one in values(row_id) if mark_of(one) == mark), None)
    return Subject(Rows.GROUPS, row_id, value) if value is not None else None


def mark_of(words: str) -> str:
    """The same for the same words."""
    return hashlib.sha256(words.encode()).hexdigest()[:20]

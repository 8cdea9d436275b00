"""What happens to codings that come under another code: which of them say the same, and would be joined."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from qualcode.analysis.codes import codebook
from qualcode.codebooks.code import Code
from qualcode.problem import Problem


@dataclass(frozen=True, slots=True)
class Passage:
    """One coding as joining needs it: where it stands in the current text, whose it is and of which round."""

    id: str
    document_id: str
    coder_id: str
    start: int
    stop: int
    round_id: str | None
    code_id: str
    against: bool
    wording_id: str


_COLUMNS = "id, document_id, coder_id, current_start, current_stop, round_id, code_id, against, wording_id"
_AT_ONCE = 500  # ids in one question


def passages(
    conn: sqlite3.Connection,
    code_ids: Iterable[str],
    coding_ids: Collection[str] = (),
    document_ids: Collection[str] | None = None,
) -> list[Passage]:
    """The living codings of these codes, and these codings, the earliest first.

    With `document_ids` of the codes only those in these documents: a few ms, not 100 for a code with 60,000.
    """
    codes = list(dict.fromkeys(code_ids))
    found: dict[str, Passage] = {}
    if document_ids is None:
        _find(conn, found, "code_id", codes)
    else:
        for code_id in codes:
            _find(conn, found, "code_id = ? AND document_id", list(document_ids), code_id)
    _find(conn, found, "id", list(coding_ids))
    return [found[one] for one in sorted(found)]


def _find(conn: sqlite3.Connection, found: dict[str, Passage], column: str, ids: Sequence[str], *first: str) -> None:
    """Add the living codings that have one of these ids in a column."""
    for place in range(0, len(ids), _AT_ONCE):
        some = ids[place : place + _AT_ONCE]
        for row in conn.execute(
            f"SELECT {_COLUMNS} FROM coding WHERE {column} IN ({', '.join('?' * len(some))}) AND deleted_at IS NULL",
            [*first, *some],
        ):
            found[row[0]] = Passage(row[0], row[1], row[2], row[3], row[4], row[5], row[6], bool(row[7]), row[8])


def joins(rows: Iterable[Passage], wanted: Mapping[str, str]) -> list[list[Passage]]:
    """Runs of two or more codings, the earliest first, that would say the same once `wanted` are under new codes.

    The same: one coder, one code, one passage, one round; a coding whose words are gone is never joined. `rows` are
    the earliest first; `wanted` gives the new code of a coding by its id.
    """
    same: dict[tuple[object, ...], list[Passage]] = {}
    for row in rows:
        if row.stop > row.start:
            code = wanted.get(row.id, row.code_id)
            key = (code, row.document_id, row.coder_id, row.start, row.stop, row.round_id)
            same.setdefault(key, []).append(row)
    return [run for run in same.values() if len(run) > 1 and any(row.id in wanted for row in run)]


@dataclass(frozen=True)
class MergePreview:
    """What merging would do, before it is done.

    `codings` counts those of each code, by id; `joined` are codings that say what another of the same coder says of
    the same passage, `differing` of them on whether it goes against the code; `nested` are the codes below those
    that go, which come under the one that stays; `earlier` are codings that would then count as made under an
    earlier wording.
    """

    survivor: Code
    merged: tuple[Code, ...]
    codings: Mapping[str, int]
    joined: int
    differing: int
    nested: tuple[Code, ...]
    earlier: int

    @property
    def differences(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """What the codes say of themselves side by side, the survivor's first; only where they differ."""
        codes = (self.survivor, *self.merged)
        found = []
        for label, attribute in (
            ("name", "name"),
            ("definition", "definition"),
            ("use when", "use_when"),
            ("do not use when", "do_not_use_when"),
            ("example", "example"),
        ):
            values = tuple(str(getattr(code, attribute)) for code in codes)
            if len(set(values)) > 1:
                found.append((label, values))
        return tuple(found)


def merge_preview(conn: sqlite3.Connection, survivor_id: str, merged_ids: Sequence[str]) -> MergePreview:
    """What merging codes into a survivor would do. Raises Problem where one of them is gone."""
    book = codebook(conn)
    codes = [code for one in dict.fromkeys((survivor_id, *merged_ids)) if (code := book.get(one)) is not None]
    if len(codes) < len({survivor_id, *merged_ids}):
        raise Problem("A code is no longer in the codebook.", remedy="Choose the codes again.")
    survivor, others = codes[0], tuple(codes[1:])
    rows = passages(conn, [code.id for code in codes])
    wanted = {row.id: survivor.id for row in rows if row.code_id != survivor.id}
    runs = joins(rows, wanted)
    numbers = {code.id: 0 for code in codes}
    for row in rows:
        numbers[row.code_id] += 1
    gone = {one.id for run in runs for one in run[1:]}
    return MergePreview(
        survivor,
        others,
        numbers,
        len(gone),
        sum(len({one.against for one in run}) > 1 for run in runs),
        tuple(child for code in others for child in book.children(code.id) if child.id not in numbers),
        sum(row.wording_id != survivor.wording_id for row in rows if row.id not in gone),
    )

"""What a code was called and meant before, and which codings were made under what it meant then."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Any

from qualcode.analysis.excerpts import Excerpt

Fields = dict[str, Any]

_WORDED = {
    "name": "name",
    "definition": "definition",
    "use_when": "use when",
    "do_not_use_when": "do not use when",
    "example": "example",
    "state": "state",
}


@dataclass(frozen=True, slots=True)
class WordingChange:
    """One change of a code's wording: `at` is ISO 8601, `was` the words before, by what they were.

    `was` is empty for the change that added the code.
    """

    at: str
    coder: str
    label: str
    was: tuple[tuple[str, str], ...] = ()


def wording_history(conn: sqlite3.Connection, code_id: str) -> list[WordingChange]:
    """Every change of a code's words or state, newest first; moves are left out."""
    found: list[WordingChange] = []
    for _, changes in groupby(
        conn.execute(
            "SELECT h.at, coalesce(c.name, ''), h.action, h.before, h.after, h.action_id FROM change h "
            "LEFT JOIN coder c ON c.id = h.author WHERE h.tbl = 'code' AND h.row_id = ? ORDER BY h.id DESC",
            (code_id,),
        ),
        key=itemgetter(-1),
    ):
        first, is_new, was, now = None, False, Fields(), Fields()
        for change in changes:  # the last one first; one action may have saved it several times
            first = change
            is_new = is_new or change[3] is None
            was = {**was, **json.loads(change[3] or "{}")}
            now = {**json.loads(change[4]), **now}
        assert first is not None
        at, coder, label = first[:3]
        if is_new:
            found.append(WordingChange(at, coder, label))
            continue
        words = tuple(
            (shown, str(was[name] or "")) for name, shown in _WORDED.items() if name in was and was[name] != now[name]
        )
        if words:
            found.append(WordingChange(at, coder, label, words))
    return found


@dataclass(frozen=True, slots=True)
class Wording:
    """One meaning of a code: from when and by whom it stood, in what words, and how many codings were made under it.

    `number` counts from 1 in the order they began; `began` is ISO 8601. `merged` names the code whose wording it was
    where that code went into this one. One wording is the present one.
    """

    id: str
    number: int
    began: str
    coder: str
    definition: str
    use_when: str
    do_not_use_when: str
    codings: int
    present: bool = False
    merged: str = ""


_DEFINING = ("definition", "use_when", "do_not_use_when")


def wordings_of(conn: sqlite3.Connection, code_id: str) -> list[Wording]:
    """Every wording that a code has had, or that its codings were made under, in the order they began."""
    present = conn.execute("SELECT wording_id FROM code WHERE id = ?", (code_id,)).fetchone()
    made = dict(
        conn.execute("SELECT wording_id, count(*) FROM coding_seen WHERE code_id = ? GROUP BY wording_id", (code_id,))
    )
    own = _begun(conn, code_id)
    others = {
        wording: began
        for other in _codes_worded(conn, set(made) - set(own))
        for wording, began in _begun(conn, other).items()
        if wording in made and wording not in own
    }
    merged = {
        wording: str(conn.execute("SELECT name FROM code WHERE id = ?", (began[0],)).fetchone()[0])
        for wording, began in others.items()
    }
    in_order = sorted({**own, **others}.items(), key=lambda pair: pair[1][1])
    return [
        Wording(
            wording,
            number,
            at,
            coder,
            *words,
            codings=made.get(wording, 0),
            present=present is not None and wording == present[0],
            merged=merged.get(wording, ""),
        )
        for number, (wording, (_, at, coder, words)) in enumerate(in_order, start=1)
    ]


_Begun = tuple[str, str, str, tuple[str, str, str]]


def _begun(conn: sqlite3.Connection, code_id: str) -> dict[str, _Begun]:
    """The code, time, coder and words with which each wording of a code's own began."""
    words = dict.fromkeys(_DEFINING, "")
    found: dict[str, _Begun] = {}
    for _, changes in groupby(
        conn.execute(
            "SELECT h.at, coalesce(c.name, ''), h.after, h.action_id FROM change h "
            "LEFT JOIN coder c ON c.id = h.author WHERE h.tbl = 'code' AND h.row_id = ? ORDER BY h.hlc, h.id",
            (code_id,),
        ),
        key=itemgetter(-1),
    ):
        began: dict[str, tuple[str, str]] = {}
        for at, coder, after, _action in changes:  # what one action saved bit by bit began with its last words
            fields = json.loads(after)
            words.update({name: str(fields[name] or "") for name in _DEFINING if name in fields})
            if "wording_id" in fields and not fields.get("deleted_at"):
                began = {fields["wording_id"]: began.get(fields["wording_id"], (at, coder))}
        for wording, by in began.items():
            found.setdefault(
                wording, (code_id, *by, (words["definition"], words["use_when"], words["do_not_use_when"]))
            )
    return found


def _codes_worded(conn: sqlite3.Connection, wordings: set[str]) -> list[str]:
    """The codes of which these wordings were: those that went into another."""
    if not wordings:
        return []
    found = conn.execute("SELECT row_id, after FROM change WHERE tbl = 'code'")
    return list(dict.fromkeys(row_id for row_id, after in found if json.loads(after).get("wording_id") in wordings))


def under_earlier_wording(conn: sqlite3.Connection, codes: Collection[str] | None = None) -> frozenset[str]:
    """The codings made under an earlier wording of their code, by id: of these codes, or of all."""
    where, params = "", []
    if codes is not None:
        where, params = f" AND c.code_id IN ({', '.join('?' * len(codes))})", list(codes)
    return frozenset(
        row[0]
        for row in conn.execute(
            "SELECT c.id FROM coding_seen c JOIN code ON code.id = c.code_id "
            f"WHERE code.wording_id != c.wording_id{where}",
            params,
        )
    )


def with_earlier_wording(conn: sqlite3.Connection, found: Sequence[Excerpt]) -> list[Excerpt]:
    """The excerpts (`wording:earlier`) that hold a coding made under an earlier wording of their code."""
    earlier = under_earlier_wording(conn, {excerpt.code_id for excerpt in found}) if found else frozenset()
    return [excerpt for excerpt in found if not earlier.isdisjoint(excerpt.coding_ids)]

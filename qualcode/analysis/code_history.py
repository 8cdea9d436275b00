"""The codebook as it stood on a day, and what changed between two days."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from qualcode.analysis.code_events import NO_AREA, SHOWN, CodeEvent, code_events
from qualcode.analysis.naming import names_of
from qualcode.codebooks.code import Code, Codebook, State

Row = dict[str, Any]

_NEW: Row = {
    "parent_id": None, "is_area": 0, "idx": "", "name": "", "definition": "", "use_when": "", "do_not_use_when": "",
    "example": "", "state": "agreed", "in_totals": 1, "colour": None, "position": 0, "wording_id": "",
    "deleted_at": None,
}  # fmt: skip
_DEFINING = ("definition", "use_when", "do_not_use_when")


def codebook_on(conn: sqlite3.Connection, day: date) -> Codebook:
    """The codebook at the end of a day, by the clocks of those who changed it."""
    return _book(_rows_on(conn, day))


def _rows_on(conn: sqlite3.Connection, day: date | None) -> dict[str, Row]:
    """Every code and area as the history leaves it at the end of a day, removed ones too; now for None."""
    rows: dict[str, Row] = {}
    for at, row_id, after in conn.execute(
        "SELECT at, row_id, after FROM change WHERE tbl = 'code' ORDER BY hlc, device_id, dseq"
    ):
        if day is None or at[:10] <= day.isoformat():
            rows.setdefault(row_id, dict(_NEW)).update(json.loads(after))
    return rows


def _book(rows: Mapping[str, Row]) -> Codebook:
    return Codebook(tuple(_code(code_id, row) for code_id, row in rows.items() if not row["deleted_at"]))


def _code(code_id: str, row: Row) -> Code:
    return Code(
        code_id,
        row["parent_id"],
        bool(row["is_area"]),
        row["idx"],
        row["name"],
        row["definition"],
        row["use_when"],
        row["do_not_use_when"],
        row["example"],
        State(row["state"]),
        bool(row["in_totals"]),
        row["colour"],
        row["position"],
        row["wording_id"],
    )


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is other than it was: `what` is added, renamed, merged, split, moved, redefined, renumbered,
    retired, brought back, proposed, agreed or removed; `code` the code as it is, or was where it is gone.

    `before` and `after` are names, definitions, numbers, places or states; `others` the codes that it was split
    from, or went into. `reasons` are those given with the changes, in the order they were given. `action` is the
    last action that made it so, under `label`.
    """

    what: str
    code: Code
    before: str = ""
    after: str = ""
    others: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    action: str = ""
    label: str = ""

    @property
    def because(self) -> str:
        """What ends the sentence: the reasons, and a full stop."""
        why = "; ".join(reason.rstrip(".") for reason in self.reasons)
        return f", because: {why}." if why else "."

    @property
    def sentence(self) -> str:
        """What changed, as a methods section says it."""
        whole = _SENTENCES[self.what].format(
            kind="area" if self.code.is_area else "code",
            name=self.code.name,
            before=self.before or "nothing",
            after=self.after or "nothing",
            others=" and ".join(f"“{one}”" for one in self.others),
        )
        return whole + self.because


_SENTENCES = {
    "added": "The {kind} “{name}” was added",
    "split": "The code “{name}” was split from {others}",
    "merged": "The {kind} “{name}” was merged into {others}",
    "removed": "The {kind} “{name}” was removed",
    "renamed": "The {kind} “{before}” was renamed “{after}”",
    "moved": "The code “{name}” was moved from {before} to {after}",
    "renumbered": "The {kind} “{name}” was numbered {after}, before {before}",
    "redefined": "The {kind} “{name}” was redefined",
    "retired": "The {kind} “{name}” was retired",
    "brought back": "The {kind} “{name}” was brought back",
    "proposed": "The {kind} “{name}” was put up for discussion again",
    "agreed": "The {kind} “{name}” was agreed",
}


def changes_between(conn: sqlite3.Connection, since: date, until: date) -> list[Difference]:
    """What is other at the end of `until` than at the end of `since`; what was taken back meanwhile is left out.

    In the order of the later codebook; what is gone stands last.
    """
    before, after = _rows_on(conn, since), _rows_on(conn, until)
    old, new = _book(before), _book(after)
    events = _standing(conn, since, until)
    reasons = _reasons(events)
    found: list[Difference] = []
    for code, _ in new.walk():
        was = old.get(code.id)
        if was is None:
            sources = _split_from(conn, code.id, after)
            what = "split" if sources else "added"
            found.append(Difference(what, code, others=sources, reasons=reasons.get((code.id, _ADDED), ())))
            if code.state is State.RETIRED and (came := _state_added(conn, code.id)) is not State.RETIRED:
                retired = Difference("retired", code, came, code.state)
                found.append(replace(retired, reasons=_why(reasons, retired)))
        else:
            found += (replace(one, reasons=_why(reasons, one)) for one in _differences(old, new, was, code))
    for code, _ in old.walk():
        if new.get(code.id) is None:
            into = _merged_into(conn, after, code.id)
            why = reasons.get((code.id, SHOWN["deleted_at"]), ())
            found.append(Difference("merged" if into else "removed", code, others=into, reasons=why))
    last = {(event.code_id, label): event for event in events for label in _labels(event)}
    return [_with_action(one, last) for one in found]


def _with_action(one: Difference, last: Mapping[tuple[str, str], CodeEvent]) -> Difference:
    """The same with the last action that made it so."""
    made = [event for label in _REASONED.get(one.what, ("state",)) if (event := last.get((one.code.id, label)))]
    event = max(made, key=lambda event: event.at, default=None)
    return one if event is None else replace(one, action=event.action, label=event.label)


def _state_added(conn: sqlite3.Connection, code_id: str) -> State:
    """The state that a code was added with."""
    (after,) = conn.execute(
        "SELECT after FROM change WHERE tbl = 'code' AND row_id = ? AND before IS NULL ORDER BY id", (code_id,)
    ).fetchone()
    return State(json.loads(after).get("state", _NEW["state"]))


def _differences(old: Codebook, new: Codebook, was: Code, code: Code) -> Iterator[Difference]:
    if was.name != code.name:
        yield Difference("renamed", code, was.name, code.name)
    if any(getattr(was, column) != getattr(code, column) for column in _DEFINING):
        yield Difference("redefined", code, was.definition, code.definition)
    places = _place(old, was), _place(new, code)
    if [one.id for one in old.ancestors(was.id)][:1] != [one.id for one in new.ancestors(code.id)][:1]:
        yield Difference("moved", code, *places)
    elif was.index != code.index:
        yield Difference("renumbered", code, was.index, code.index)
    if was.state is not code.state:
        back = was.state is State.RETIRED
        yield Difference("brought back" if back else str(code.state), code, was.state, code.state)


def _place(book: Codebook, code: Code) -> str:
    above = next(iter(book.ancestors(code.id)), None)
    return NO_AREA if above is None else f"“{above.name}”"


def _merged_into(conn: sqlite3.Connection, rows: Mapping[str, Row], code_id: str) -> tuple[str, ...]:
    """The name of the code that a removed one went into."""
    at = _goes_into(_owners(conn), rows, code_id)
    return (rows[at]["name"],) if at in rows and not rows[at]["deleted_at"] else ()


def _owners(conn: sqlite3.Connection) -> dict[str, str]:
    """The code that had each wording first."""
    owners: dict[str, str] = {}
    for row_id, after in conn.execute("SELECT row_id, after FROM change WHERE tbl = 'code' ORDER BY hlc, id"):
        if wording := json.loads(after).get("wording_id"):
            owners.setdefault(wording, row_id)
    return owners


def _goes_into(owners: Mapping[str, str], rows: Mapping[str, Row], code_id: str) -> str:
    """Where a removed code went: it has the wording of the one it was merged into, which may have gone on itself."""
    at, passed = code_id, set()
    while at in rows and rows[at]["deleted_at"] and at not in passed:
        passed.add(at)
        at = owners.get(rows[at]["wording_id"], at)
    return at


def code_now(conn: sqlite3.Connection, code_id: str) -> str:
    """The code that one went into when they were merged, or that went on from there; itself where it went nowhere."""
    rows = {
        row[0]: {"wording_id": row[1], "deleted_at": row[2]}
        for row in conn.execute("SELECT id, wording_id, deleted_at FROM code")
    }
    return _goes_into(_owners(conn), rows, code_id) if code_id in rows and rows[code_id]["deleted_at"] else code_id


def merged_codes(conn: sqlite3.Connection) -> dict[str, tuple[str, ...]]:
    """The names of the codes that were merged into each code, by its id, as they may be shown."""
    columns = ("id", "name", "wording_id", "deleted_at")
    found = conn.execute(f"SELECT {', '.join(columns)} FROM code ORDER BY position, id")
    rows: dict[str, Row] = {row[0]: dict(zip(columns, row, strict=True)) for row in found}
    gone = [one for one, row in rows.items() if row["deleted_at"]]
    owners = _owners(conn) if gone else {}
    show, merged = names_of(conn).show, dict[str, tuple[str, ...]]()
    for one in gone:
        into = _goes_into(owners, rows, one)
        if into in rows and not rows[into]["deleted_at"]:
            merged[into] = (*merged.get(into, ()), show(rows[one]["name"]))
    return merged


def _split_from(conn: sqlite3.Connection, code_id: str, rows: Mapping[str, Row]) -> tuple[str, ...]:
    """The names of the codes whose codings came to a code in the action that added it.

    A coding that goes to two codes is doubled: then its code is that of codings that left for others meanwhile, else
    the one code that has a coding of the same coder wherever the doubles stand.
    """
    came: dict[str, None] = {}
    left: dict[str, None] = {}
    doubles: list[str] = []
    # Not by the table: that would read all codings for each code, 2 s with 100,000.
    for coding_id, before, after in conn.execute(
        "SELECT c.row_id, c.before, c.after FROM journal c WHERE +c.tbl = 'coding' "
        "AND c.action_num IN (SELECT action_num FROM journal WHERE tbl = 'code' AND row_id = ? AND before IS NULL)",
        (code_id,),
    ):
        now = json.loads(after).get("code_id")
        was = json.loads(before or "{}").get("code_id")
        if was is not None and now is not None:
            (came if now == code_id else left)[was] = None
        elif before is None and now == code_id:
            doubles.append(coding_id)
    sources = list(came) or (list(left) or _beside(conn, doubles) if doubles else [])
    return tuple(rows[one]["name"] for one in sources if one in rows)


def _beside(conn: sqlite3.Connection, doubles: Sequence[str]) -> list[str]:
    """The codes, but those added since, that have a coding of the same coder wherever some codings stand."""
    common: set[str] | None = None
    for double in doubles:
        found = {
            row[0]
            for row in conn.execute(
                "SELECT b.code_id FROM coding a JOIN coding b ON b.document_id = a.document_id AND b.id < a.id "
                "AND b.coder_id = a.coder_id AND b.current_start = a.current_start "
                "AND b.current_stop = a.current_stop WHERE a.id = ? AND b.created_at < a.created_at",
                (double,),
            )
        }
        common = found if common is None else common & found
    return sorted(common or ())


_Reasons = Mapping[tuple[str, str], tuple[str, ...]]
_ADDED = ""
_REASONED = {
    "added": (_ADDED,),
    "split": (_ADDED,),
    "merged": ("removed",),
    "removed": ("removed",),
    "renamed": ("name",),
    "redefined": ("definition", "use when", "do not use when"),
    "moved": ("under",),
    "renumbered": ("index number",),
}


def _why(reasons: _Reasons, one: Difference) -> tuple[str, ...]:
    """The reasons given with changes of just what is other; without a reason of its own it has none."""
    labels = _REASONED.get(one.what, ("state",))
    return tuple(dict.fromkeys(why for label in labels for why in reasons.get((one.code.id, label), ())))


def _reasons(events: Iterable[CodeEvent]) -> _Reasons:
    """The reasons given, by code and by what was changed; under `_ADDED` those of its being added."""
    found: dict[tuple[str, str], dict[str, None]] = {}
    for event in events:
        if event.reason:
            for label in _labels(event):
                found.setdefault((event.code_id, label), {})[event.reason] = None
    return {key: tuple(reasons) for key, reasons in found.items()}


def _standing(conn: sqlite3.Connection, since: date, until: date) -> list[CodeEvent]:
    """The changes between the ends of two days that were not taken back, the oldest first."""
    return [
        event
        for event in reversed(code_events(conn))
        if since.isoformat() < event.at[:10] <= until.isoformat() and not event.taken_back
    ]


def _labels(event: CodeEvent) -> Iterable[str]:
    return dict(event.after) if event.before else (_ADDED,)

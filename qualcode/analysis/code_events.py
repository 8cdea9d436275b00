"""Who changed which code, when and why."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

NO_AREA = "outside every area"


@dataclass(frozen=True, slots=True)
class CodeEvent:
    """One code changed by one action: when (ISO 8601), by whom, under what label, and why where a reason was given.

    `before` and `after` hold only what changed, by what people call it; `before` is empty where the code was added.
    `taken_back` is True where the action was undone later, and for what undoes; `undoes` for an undo alone.
    """

    code_id: str
    name: str
    at: str
    coder: str
    label: str
    before: tuple[tuple[str, str], ...]
    after: tuple[tuple[str, str], ...]
    reason: str = ""
    taken_back: bool = False
    action: str = ""
    undoes: bool = False


SHOWN = {
    "name": "name", "idx": "index number", "definition": "definition", "use_when": "use when",
    "do_not_use_when": "do not use when", "example": "example", "state": "state", "colour": "colour",
    "parent_id": "under", "in_totals": "counts in the totals", "deleted_at": "removed",
}  # fmt: skip


def code_events(conn: sqlite3.Connection, code_id: str | None = None) -> list[CodeEvent]:
    """Who changed a code (all where None), when and why: the newest first."""
    where, params = ("AND h.row_id = ?", [code_id]) if code_id is not None else ("", [])
    names = dict(conn.execute("SELECT id, name FROM code"))
    reasons, undone = _reasons_given(conn), _undone(conn)
    undoing = dict(conn.execute("SELECT action_id, undoes FROM action WHERE undoes IS NOT NULL"))
    found: dict[tuple[str, str], CodeEvent] = {}
    for row_id, at, coder, label, before, after, action, undoes in conn.execute(
        "SELECT h.row_id, h.at, coalesce(c.name, ''), h.action, h.before, h.after, h.action_id, h.undoes "
        f"FROM change h LEFT JOIN coder c ON c.id = h.author WHERE h.tbl = 'code' {where} ORDER BY h.id DESC",
        params,
    ):
        was = dict(_said(json.loads(before), names)) if before is not None else None
        now = dict(_said(json.loads(after), names))
        later = found.get((action, row_id))
        if later is not None:  # one action may have changed it several times: what was before the first, and is last
            was = None if was is None else {**dict(later.before), **was}
            now = {**now, **dict(later.after)}
        taken_back = undoes is not None or action in undone
        event = CodeEvent(row_id, names[row_id], at, coder, label, (), (), reasons.get(action, ""), taken_back)
        event = replace(event, before=_in_order(was or {}), after=_in_order(now), action=action)
        found[action, row_id] = replace(event, undoes=_takes_back(action, undoing))
    return [event for event in map(_alone, found.values()) if event.before or event.after]


def _in_order(said: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple((label, said[label]) for label in SHOWN.values() if label in said)


def _alone(event: CodeEvent) -> CodeEvent:
    """The event without what is again as it was before it."""
    was, now = dict(event.before), dict(event.after)
    same = {label for label in was if was[label] == now.get(label)}
    if not same:
        return event
    left = {label: value for label, value in now.items() if label not in same}
    before = {label: value for label, value in was.items() if label not in same}
    return replace(event, before=_in_order(before), after=_in_order(left))


def _said(fields: Mapping[str, Any], names: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    said = []
    for column, label in SHOWN.items():
        if column not in fields:
            continue
        value = fields[column]
        if column == "parent_id":
            value = names.get(value, NO_AREA) if value else NO_AREA
        elif column in ("in_totals", "deleted_at"):
            value = "yes" if value else "no"
        said.append((label, str(value or "")))
    return tuple(said)


def _reasons_given(conn: sqlite3.Connection) -> dict[str, str]:
    """The reason given with each action that has one: the note on a code that was written in the same action."""
    found: dict[str, str] = {}
    added: set[tuple[str, str]] = set()
    for action, memo_id, is_new, after in conn.execute(
        "SELECT m.action_id, m.row_id, m.before IS NULL, m.after FROM change m WHERE m.tbl = 'memo' "
        "AND EXISTS (SELECT 1 FROM change c WHERE c.action_id = m.action_id AND c.tbl = 'code') ORDER BY m.id"
    ):
        if is_new:
            added.add((action, memo_id))
        fields = json.loads(after)
        if (action, memo_id) in added and (fields.get("deleted_at") or "body" in fields):
            found[action] = "" if fields.get("deleted_at") else fields["body"]
    return found


def _takes_back(action: str, undoing: Mapping[str, str]) -> bool:
    """Whether an action is an undo and no redo, which is the undo of an undo."""
    steps, passed = 0, set[str]()
    while action in undoing and action not in passed:
        passed.add(action)
        action, steps = undoing[action], steps + 1
    return steps % 2 == 1


def _undone(conn: sqlite3.Connection) -> set[str]:
    """Actions that do not stand: an undo takes one back, unless it was itself taken back."""
    taken: set[str] = set()
    for action, undoes in conn.execute("SELECT action_id, undoes FROM action ORDER BY num DESC"):
        if undoes is not None and action not in taken:
            taken.add(undoes)
    return taken

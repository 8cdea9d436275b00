"""The journal read back: what was done, what can be undone, and whether it adds up to the tables."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass

from qualcode.edits.store import Change, Row, unpack
from qualcode.edits.tables import DERIVED, FOLDED, MERGED, OWN, defaults

# The table named by a change of which nothing is kept but that it was: somebody's words were erased.
ERASED = "erased"

# How an action is called first that nobody can take back.
ERASURE = "Erased "


@dataclass(frozen=True, slots=True)
class Action:
    """One entry of the history. `at` is ISO 8601 with the writer's offset; `rows` counts changes.

    `what` is `did`, `undid`, or `did again` for the undoing of an undo.
    """

    id: str
    label: str
    undoes: str | None
    author: str | None
    at: str
    rows: int
    what: str = "did"

    @property
    def is_erasure(self) -> bool:
        """Whether it cannot be taken back."""
        return self.undoes is None and self.label.startswith(ERASURE)


def history(conn: sqlite3.Connection, *, latest: int = 200, author: str | None = None) -> list[Action]:
    """The latest actions, newest first, of one coder where `author` is given."""
    where, params = ("WHERE a.author = ?", [author]) if author else ("", [])
    found = conn.execute(
        f"SELECT a.action_id, a.action, a.undoes, a.author, a.at, count(*), {_WHAT} "
        f"FROM action a JOIN journal j ON j.action_num = a.num {where} GROUP BY a.num ORDER BY a.num DESC LIMIT ?",
        (*params, latest),
    )
    return [Action(*row) for row in found]


# An undo names the action it takes back, a redo the undo; so the chain's length says which it is.
_WHAT = """CASE WHEN a.undoes IS NULL THEN 'did' WHEN (
  WITH RECURSIVE chain (undoes, steps) AS (
    SELECT a.undoes, 0
    UNION SELECT (SELECT u.undoes FROM action u WHERE u.action_id = chain.undoes LIMIT 1), steps + 1
      FROM chain WHERE chain.undoes IS NOT NULL AND steps < 1000
  ) SELECT max(steps) FROM chain) % 2 = 1 THEN 'undid' ELSE 'did again' END"""


def changes_of(conn: sqlite3.Connection, action_id: str) -> list[Change]:
    """What one action changed, in order."""
    return [
        Change(table, row_id, None if before is None else json.loads(before), json.loads(after), base)
        for table, row_id, before, after, base in conn.execute(
            "SELECT tbl, row_id, before, after, base_hlc FROM change WHERE action_id = ? AND tbl != ? ORDER BY id",
            (action_id, ERASED),
        )
    ]


@dataclass(frozen=True)
class Stacks:
    """What `u` and `U` would take: the last of each list. An entry of `undone` names what took the action back."""

    done: tuple[Action, ...]
    undone: tuple[tuple[Action, Action], ...]


def stacks(oldest_first: Iterable[Action], author: str | None = None) -> Stacks:
    """Replay actions, undos and redos, and keep what `author` did and what `author` took back; everybody's for None.

    A new action leaves its author nothing to redo. What somebody else took back is no longer there to undo.
    """
    done: list[Action] = []
    undone: list[tuple[Action, Action]] = []
    meant: dict[str, tuple[Action, bool]] = {}  # the action that an id does, or takes back
    for action in oldest_first:
        own = author is None or action.author == author
        if action.undoes is None:
            meant[action.id] = (action, True)
            if own and not action.is_erasure:
                done.append(action)
                undone.clear()
        elif action.undoes in meant:
            original, did = meant[action.undoes]
            meant[action.id] = (original, not did)
            done = [one for one in done if one.id != original.id]
            undone = [pair for pair in undone if pair[0].id != original.id]
            if did and own:
                undone.append((original, action))
            elif not did and (author is None or original.author == author):
                done.append(original)
    return Stacks(tuple(done), tuple(undone))


def differences(conn: sqlite3.Connection) -> list[str]:
    """Where folding the journal does not give the tables: one sentence for each row, never its contents."""
    found: list[str] = []
    folded = _fold(conn)
    for table in FOLDED:
        held = {row["id"]: row for row in _rows(conn, table)}
        wanted = folded.get(table, {})
        for row_id in held.keys() - wanted.keys():
            found.append(f"{table} {row_id} is not in the journal")
        for row_id in wanted.keys() - held.keys():
            found.append(f"{table} {row_id} is in the journal alone")
        for row_id in held.keys() & wanted.keys():
            columns = [c for c, value in held[row_id].items() if wanted[row_id].get(c) != value]
            if columns:
                found.append(f"{table} {row_id} differs in {', '.join(sorted(columns))}")
    return found


def _fold(conn: sqlite3.Connection) -> dict[str, dict[str, Row]]:
    new = {table: defaults(conn, table) for table in FOLDED}
    folded: dict[str, dict[str, Row]] = {table: {} for table in FOLDED}
    for table, row_id, after in conn.execute(
        "SELECT tbl, row_id, after FROM change WHERE tbl != ? ORDER BY hlc, device_id, dseq", (ERASED,)
    ):
        row = folded[table].get(row_id)
        if row is None:
            row = folded[table][row_id] = {**new[table], "id": row_id}
        row.update(_canonical(table, unpack(table, json.loads(after), row)))
    return folded


def _rows(conn: sqlite3.Connection, table: str) -> Iterable[Row]:
    hidden = DERIVED[table] | OWN
    cursor = conn.execute(f'SELECT * FROM "{table}"')
    names = [column[0] for column in cursor.description]
    for values in cursor:
        yield _canonical(table, {n: v for n, v in zip(names, values, strict=True) if n not in hidden})


def _canonical(table: str, row: Row) -> Row:
    return {
        column: json.dumps(json.loads(value), sort_keys=True, ensure_ascii=False)
        if (table, column) in MERGED and isinstance(value, str)
        else value
        for column, value in row.items()
    }

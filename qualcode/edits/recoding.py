"""Many codings put under other codes at once, and what hung on those that are joined."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

from qualcode.analysis.recodings import joins, passages
from qualcode.edits.ids import natural_id
from qualcode.edits.store import Row, Store


def recode(store: Store, wanted: Mapping[str, str], wordings: Mapping[str, str] | None = None) -> int:
    """Put living codings (by id) under other codes; returns how many were joined with one that was there already.

    Of one coder's codings of the same passage under the same code the earliest stays, and goes against the code if
    any of them did; memos, themes and agreements of the others follow it. `wordings` gives, by code, the wording
    that the codings are from now on made under; without it they keep their own.
    """
    rows = passages(store.conn, wanted.values(), wanted)
    kept_for: dict[str, str] = {}
    fields: dict[str, Row] = {}
    for row in rows:
        if row.id in wanted:
            fields[row.id] = _under(wanted[row.id], wordings)
    for run in joins(rows, wanted):
        kept, *others = run
        there = next((one for one in run if one.id not in wanted), None)
        of_kept = fields.setdefault(kept.id, {})
        if there is not None and wordings is None:
            of_kept["wording_id"] = there.wording_id
        of_kept["against"] = int(any(one.against for one in run))
        for other in others:
            fields[other.id] = {"deleted_at": store.now}
            kept_for[other.id] = kept.id
    store.set_many("coding", fields)
    follow(store, "coding", kept_for)
    return len(kept_for)


def _under(code_id: str, wordings: Mapping[str, str] | None) -> Row:
    return {"code_id": code_id} if wordings is None else {"code_id": code_id, "wording_id": wordings[code_id]}


def follow(store: Store, table: str, kept_for: Mapping[str, str]) -> None:
    """Hang on the rows that stay what hung on those that go: memos, themes, agreements, summaries, pins."""
    if not kept_for:
        return
    _follow_memos(store, table, kept_for)
    _follow_themes(store, table, kept_for)
    if table == "coding":
        _follow_agreements(store, kept_for)
        _follow_summaries(store, kept_for)
    elif table == "code":
        _follow_code(store, kept_for)


def _living(store: Store, table: str, columns: str, ids: Iterable[str]) -> list[Row]:
    """The living rows of a table whose column `on_id`, or the first of `columns`, is one of many ids."""
    wanted = set(ids)
    on = columns.split(",")[0]
    return [
        row
        for row in store.rows(f"SELECT id, {columns} FROM {table} WHERE deleted_at IS NULL ORDER BY num")
        if row[on] in wanted
    ]


def _follow_memos(store: Store, table: str, kept_for: Mapping[str, str]) -> None:
    for link in _living(store, "memo_link", "on_id, on_table, memo_id", kept_for):
        if link["on_table"] != table:
            continue
        kept = kept_for[link["on_id"]]
        store.remove("memo_link", [link["id"]])
        moved = natural_id("memo_link", link["memo_id"], kept)
        if store.row("memo_link", moved) is None:
            store.add("memo_link", [{"id": moved, "memo_id": link["memo_id"], "on_table": table, "on_id": kept}])
        else:
            store.set("memo_link", moved, deleted_at=None)


def _follow_themes(store: Store, table: str, kept_for: Mapping[str, str]) -> None:
    for link in _living(store, "theme_link", "on_id, on_table, theme_id", kept_for):
        if link["on_table"] != table:
            continue
        kept = kept_for[link["on_id"]]
        there = store.value(
            "SELECT id FROM theme_link WHERE theme_id = ? AND on_table = ? AND on_id = ? AND deleted_at IS NULL",
            link["theme_id"],
            table,
            kept,
        )
        if there is None:
            store.set("theme_link", link["id"], on_id=kept)
        else:
            store.remove("theme_link", [link["id"]])


def _follow_agreements(store: Store, kept_for: Mapping[str, str]) -> None:
    for agreed in _living(store, "agreed", "coding_id, round_id", kept_for):
        kept = kept_for[agreed["coding_id"]]
        there = store.value(
            "SELECT id FROM agreed WHERE round_id = ? AND coding_id = ? AND deleted_at IS NULL",
            agreed["round_id"],
            kept,
        )
        if there is None:
            store.set("agreed", agreed["id"], coding_id=kept)
        else:
            store.remove("agreed", [agreed["id"]])


def _follow_summaries(store: Store, kept_for: Mapping[str, str]) -> None:
    for row in store.rows("SELECT id, excerpts FROM summary WHERE deleted_at IS NULL AND excerpts != '[]'"):
        named = json.loads(row["excerpts"])
        moved = list(dict.fromkeys(kept_for.get(one, one) if isinstance(one, str) else one for one in named))
        if moved != named:
            store.set("summary", row["id"], excerpts=json.dumps(moved))


def _follow_code(store: Store, kept_for: Mapping[str, str]) -> None:
    for summary in _living(store, "summary", "code_id", kept_for):
        store.set("summary", summary["id"], code_id=kept_for[summary["code_id"]])
    for pin in _living(store, "pin", "code_id, coder_id", kept_for):
        kept = kept_for[pin["code_id"]]
        there = store.value(
            "SELECT id FROM pin WHERE coder_id = ? AND code_id = ? AND deleted_at IS NULL", pin["coder_id"], kept
        )
        if there is None:
            store.set("pin", pin["id"], code_id=kept)
        else:
            store.remove("pin", [pin["id"]])

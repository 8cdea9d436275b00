"""Many codings put under other codes at once, and what hung on those that are joined."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace

from qualcode.analysis.cells import subject_of
from qualcode.analysis.recodings import Passage, joins, passages
from qualcode.edits.ids import natural_id, new_id
from qualcode.edits.store import Row, Store
from qualcode.edits.summaries import join_summaries
from qualcode.transcripts.span import Span


def recode(store: Store, wanted: Mapping[str, str], wordings: Mapping[str, str] | None = None) -> int:
    """Put living codings (by id) under other codes; returns how many were joined with one that was there already.

    Of one coder's codings of the same passage under the same code the earliest stays, and goes against the code if
    any of them did; memos, themes and agreements of the others follow it. `wordings` gives, by code, the wording
    that the codings are from now on made under; without it they keep their own.
    """
    near = None
    if len(wanted) <= _FEW:
        near = {row.document_id for row in passages(store.conn, (), wanted)}
    rows = passages(store.conn, wanted.values(), wanted, near)
    fields = {row.id: _under(wanted[row.id], wordings) for row in rows if row.id in wanted}
    return _join(store, rows, wanted, fields, own_wording=wordings is None)


_FEW = 500  # codings that are looked at in their documents, not among all of a code


def double(
    store: Store, goes: Mapping[str, str], also: Mapping[str, Iterable[str]], wordings: Mapping[str, str]
) -> dict[str, str]:
    """Put codings (by id) under further codes beside the one each `goes` to; gives the code of each new one by id.

    A new one is its coder's own on the same passage, of the same round, and goes against its code if the first does;
    `wordings` gives by code the wording that it is made under.
    """
    found: dict[str, str] = {}
    rows = []
    stands = {}
    for coding_id, row in store.rows_by_id("coding", also):
        for code_id in dict.fromkeys(also[coding_id]):
            if code_id == goes[coding_id]:
                continue
            new = {column: row[column] for column in _DOUBLED}
            new |= {"id": new_id(), "code_id": code_id, "wording_id": wordings[code_id], "created_at": store.now}
            found[new["id"]] = code_id
            stands[new["id"]] = (row["current_start"], row["current_stop"])
            rows.append(new)
    store.add("coding", rows)
    for coding_id, (start, stop) in stands.items():  # so that it is joined with what stands there
        store.derive("coding", coding_id, current_start=start, current_stop=stop)
    return found


_DOUBLED = ("document_id", "version_id", "start", "stop", "coder_id", "against", "round_id")


def put_at(store: Store, coding: Row, span: Span, version_id: str) -> int:
    """Put a living coding at a span of its document's current text; joined, and counted, as by `recode`."""
    rows = passages(store.conn, [coding["code_id"]], [coding["id"]], [coding["document_id"]])
    rows = [replace(row, start=span.start, stop=span.end) if row.id == coding["id"] else row for row in rows]
    fields: dict[str, Row] = {coding["id"]: {"version_id": version_id, "start": span.start, "stop": span.end}}
    return _join(store, rows, {coding["id"]: coding["code_id"]}, fields, own_wording=True)


def _join(
    store: Store, rows: Iterable[Passage], wanted: Mapping[str, str], fields: dict[str, Row], *, own_wording: bool
) -> int:
    """Set fields of codings, but join those that say the same then; `wanted` are those that may, with their codes."""
    kept_for: dict[str, str] = {}
    for run in joins(rows, wanted):
        kept, *others = run
        there = next((one for one in run if one.id not in wanted), None)
        of_kept = fields.setdefault(kept.id, {})
        if there is not None and own_wording:
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
    for row in _living(store, "summary", "code_id, participant_id, document_id, attribute_id, value", kept_for):
        subject = subject_of(row["participant_id"], row["document_id"], row["attribute_id"], row["value"])
        join_summaries(store, [(row["id"], subject, kept_for[row["code_id"]])])
    for pin in _living(store, "pin", "code_id, coder_id", kept_for):
        kept = kept_for[pin["code_id"]]
        there = store.value(
            "SELECT id FROM pin WHERE coder_id = ? AND code_id = ? AND deleted_at IS NULL", pin["coder_id"], kept
        )
        if there is None:
            store.set("pin", pin["id"], code_id=kept)
        else:
            store.remove("pin", [pin["id"]])

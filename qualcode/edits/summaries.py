"""Cells of a chart: what somebody writes or says of a person under a code, and portraits of persons as a whole."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from qualcode.analysis.cells import (
    Basis,
    Rows,
    Said,
    Subject,
    Written,
    basis_of,
    current_versions,
    excerpts_in,
    written_in,
)
from qualcode.analysis.documents import called
from qualcode.analysis.versions import CurrentPlaces
from qualcode.edits.codebook import living_code
from qualcode.edits.ids import natural_id, new_id
from qualcode.edits.store import Row, Store
from qualcode.problem import Problem
from qualcode.transcripts.quoting import in_marks
from qualcode.transcripts.span import Span


@dataclass(frozen=True)
class WriteSummary:
    """Write what a cell says, or the portrait of a row where the code is None; empty words take it out.

    `nested` says that what lies below the code was looked at too. `rests_on` are codings that it rests on: None
    for those said before, all there are at first. Words that are as they were change nothing. Raises Problem where
    the code, or whom it is about, is gone.
    """

    subject: Subject
    code_id: str | None
    body: str
    nested: bool = False
    rests_on: Collection[str] | None = None

    def apply(self, store: Store) -> str:
        whose, under = _named(store, self.subject, self.code_id)
        body = self.body.strip()
        before = written_in(store.conn, self.subject, self.code_id)
        if not body:
            if before is not None and before.said is Said.SUMMARISED:
                store.remove("summary", [before.id])
            elif before is not None:
                _change(store, before.id, body="")
            return _label(whose, under, "Summary of {} taken out", "Portrait of {} taken out")
        if before is not None and (before.body, before.said) == (body, Said.SUMMARISED) and self.rests_on is None:
            return _label(whose, under, "Summary of {}", "Portrait of {}")
        rests_on = self.rests_on
        if rests_on is None and before is not None and before.said is Said.SUMMARISED:
            rests_on = before.excerpts
        _keep(store, self.subject, self.code_id, body, Said.SUMMARISED, self.nested, rests_on)
        return _label(whose, under, "Summary of {}", "Portrait of {}")


@dataclass(frozen=True)
class SayOfCell:
    """Say of a cell that nothing was said, or that it was not asked; words that stand in it stay.

    Raises Problem where a summary is claimed that nobody has written, or the code or the person is gone.
    """

    subject: Subject
    code_id: str
    said: Said
    nested: bool = False

    def apply(self, store: Store) -> str:
        whose, under = _named(store, self.subject, self.code_id)
        before = written_in(store.conn, self.subject, self.code_id)
        body = before.body if before is not None else ""
        if self.said is Said.SUMMARISED and not body:
            raise Problem("Nothing is written here yet.", remedy="Write the summary: the cell is summarised then.")
        if before is None or before.said is not self.said:
            rests_on = before.excerpts if before is not None and body else ()
            _keep(store, self.subject, self.code_id, body, self.said, self.nested, rests_on)
        return f"{whose} {_SAYINGS[self.said]} {under}"


_SAYINGS = {
    Said.SUMMARISED: "summarised under",
    Said.NOTHING: "was asked and said nothing of",
    Said.NOT_ASKED: "was not asked of",
}


@dataclass(frozen=True)
class ClearCell:
    """Take out what was written or said in a cell, or a portrait. Raises Problem where nothing is there."""

    subject: Subject
    code_id: str | None

    def apply(self, store: Store) -> str:
        before = _there(store, self.subject, self.code_id)
        whose, under = _named(store, self.subject, self.code_id)
        store.remove("summary", [before.id])
        return _label(whose, under, "Summary of {} taken out", "Portrait of {} taken out")


@dataclass(frozen=True)
class LookedAgain:
    """Say of cells that somebody looked at them again, and that they stand with what is there now.

    Raises Problem where nothing is written in one.
    """

    cells: Sequence[tuple[Subject, str]]

    def apply(self, store: Store) -> str:
        label = ""
        for subject, code_id in self.cells:
            kept = _there(store, subject, code_id)
            whose, under = _named(store, subject, code_id)
            nested = Basis.of(kept.basis).nested
            found = excerpts_in(store.conn, subject, code_id, nested=nested)
            versions = current_versions(store.conn, found)
            basis = basis_of(_wording(store, code_id), found, versions, nested=nested, rests_on=kept.excerpts)
            store.set("summary", kept.id, basis=basis.text)
            label = f"Summary of {whose} under {under} looked at again"
        return label if len(self.cells) == 1 else f"{len(self.cells)} cells looked at again"


@dataclass(frozen=True)
class RestOn:
    """Say that what is written in a cell rests on a passage, or does not: `coding_ids` are the passage's codings.

    Raises Problem where nothing is written in the cell, or the passage is not in it.
    """

    subject: Subject
    code_id: str
    coding_ids: Collection[str]
    rests: bool

    def apply(self, store: Store) -> str:
        kept = _there(store, self.subject, self.code_id)
        whose, under = _named(store, self.subject, self.code_id)
        before = Basis.of(kept.basis)
        found = excerpts_in(store.conn, self.subject, self.code_id, nested=before.nested)
        excerpt = next((one for one in found if not set(one.coding_ids).isdisjoint(self.coding_ids)), None)
        if excerpt is None:
            raise Problem("This passage is not in the cell any more.", remedy="Nothing was changed; move on.")
        others = kept.excerpts.difference(excerpt.coding_ids)
        rests_on = others.union(excerpt.coding_ids) if self.rests else others
        here = Span(excerpt.start, excerpt.stop)
        places = CurrentPlaces(store.conn)
        left = [
            one
            for one in before.passages
            if one.document_id != excerpt.document_id
            or not places.span(one.document_id, one.version_id, Span(one.start, one.stop)).overlaps(here)
        ]
        versions = current_versions(store.conn, [excerpt])
        own = basis_of(before.wording_id, [excerpt], versions, rests_on=rests_on).passages
        basis = Basis(before.wording_id, (*left, *own), before.nested, before.known)
        store.set("summary", kept.id, excerpts=_listed(rests_on), basis=basis.text)
        return f"What the summary of {whose} under {under} rests on"


# What other edits do with cells


def join_summaries(store: Store, moved: Iterable[tuple[str, Subject, str | None]]) -> None:
    """Put summaries (by id) into other cells, where both texts are kept one after the other.

    What stood in the other cell first stays first; a cell of which only a state was said takes the other's.
    """
    for summary_id, subject, code_id in moved:
        row = store.row("summary", summary_id)
        if row is None or row["deleted_at"]:
            continue
        there = written_in(store.conn, subject, code_id)
        basis = Basis.of(row["basis"])
        if code_id is not None and basis.known:
            basis = Basis(_wording(store, code_id), basis.passages, basis.nested)
        store.remove("summary", [summary_id])
        if there is None:
            kept = {name: row[name] for name in ("body", "state", "excerpts", "coder_id", "changed_by", "changed_at")}
            _add(store, subject, code_id, {**kept, "basis": basis.text, "created_at": row["created_at"]})
            continue
        bodies = dict.fromkeys(body for body in (there.body, row["body"]) if body.strip())
        known = Basis.of(there.basis)
        passages = tuple(dict.fromkeys((*known.passages, *basis.passages)))
        _change(
            store,
            there.id,
            body="\n\n".join(bodies),
            state=str(Said.SUMMARISED if bodies else there.said),
            excerpts=_listed([*sorted(there.excerpts), *json.loads(row["excerpts"])]),
            basis=Basis(known.wording_id or basis.wording_id, passages, known.nested or basis.nested).text,
        )


def _keep(
    store: Store,
    subject: Subject,
    code_id: str | None,
    body: str,
    said: Said,
    nested: bool,
    rests_on: Collection[str] | None,
) -> None:
    """Set a cell to what somebody says of it, resting on what is there now."""
    found = excerpts_in(store.conn, subject, code_id, nested=nested) if code_id is not None else []
    if rests_on is None:
        rests_on = [coding for one in found for coding in one.coding_ids]
    fields: Row = {"body": body, "state": str(said), "excerpts": _listed(rests_on)}
    if code_id is not None:
        versions = current_versions(store.conn, found)
        basis = basis_of(_wording(store, code_id), found, versions, nested=nested, rests_on=rests_on)
        fields["basis"] = basis.text
    before = written_in(store.conn, subject, code_id)
    if before is not None:
        _change(store, before.id, **fields)
    else:
        own = {"coder_id": store.writer.coder_id, "changed_by": store.writer.coder_id}
        _add(store, subject, code_id, {**fields, **own, "created_at": store.now, "changed_at": store.now})


def _add(store: Store, subject: Subject, code_id: str | None, fields: Row) -> None:
    """A cell's row under the id that its place gives it, so that two people who write one cell write one row."""
    columns = {**subject.columns, "code_id": code_id}
    natural = natural_id("summary", subject.rows, subject.id, subject.value, code_id or "")
    held = store.row("summary", natural)
    if held is None:
        store.add("summary", [{"id": natural, **columns, **fields}])
    elif held["deleted_at"] and all(held[name] == value for name, value in columns.items()):
        blank: Row = {"basis": "{}", "excerpts": "[]"}
        store.set("summary", natural, **blank, deleted_at=None)
        store.set("summary", natural, **fields)
    else:
        store.add("summary", [{"id": new_id(), **columns, **fields}])


def _change(store: Store, summary_id: str, **fields: object) -> None:
    """Set fields of a cell; one of which nothing differs is not dated anew."""
    if store.set("summary", summary_id, **fields):
        store.set("summary", summary_id, changed_at=store.now, changed_by=store.writer.coder_id)


def _there(store: Store, subject: Subject, code_id: str | None) -> Written:
    found = written_in(store.conn, subject, code_id)
    if found is None:
        raise Problem("Nothing is written here.", remedy="Write the summary first.")
    return found


def _listed(coding_ids: Iterable[str]) -> str:
    return json.dumps(sorted(set(coding_ids)))


def _wording(store: Store, code_id: str) -> str:
    return str(store.value("SELECT wording_id FROM code WHERE id = ?", code_id) or "")


def _label(whose: str, under: str, summary: str, portrait: str) -> str:
    return portrait.format(whose) if not under else summary.format(f"{whose} under {under}")


def _named(store: Store, subject: Subject, code_id: str | None) -> tuple[str, str]:
    """What a history calls whom a cell is about, and its code, which is empty for a portrait."""
    under = ""
    if code_id is not None:
        code = living_code(store, code_id)
        if code["is_area"]:
            raise Problem(f"{in_marks(code['name'])} is an area, not a code.", remedy="Choose one of its codes.")
        under = in_marks(code["name"])
    table = {Rows.PARTICIPANTS: "participant", Rows.DOCUMENTS: "document", Rows.GROUPS: "attribute"}[subject.rows]
    row = store.row(table, subject.id)
    if row is None or row["deleted_at"]:
        what = {Rows.PARTICIPANTS: "This participant", Rows.DOCUMENTS: "This document", Rows.GROUPS: "This attribute"}
        raise Problem(f"{what[subject.rows]} is no longer in the study.", remedy="Draw the chart again.")
    if subject.rows is Rows.PARTICIPANTS:
        return row["pseudonym"], under
    if subject.rows is Rows.DOCUMENTS:
        return in_marks(called(row["title"], row["name"])), under
    return f"“{row['name']}: {subject.value}”", under

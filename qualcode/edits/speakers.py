"""The review of speakers: labels joined and renamed, interviewers and participants told apart, in one step."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from qualcode.analysis.cells import participant
from qualcode.analysis.documents import called
from qualcode.edits.handing_over import handing_over
from qualcode.edits.ids import new_id
from qualcode.edits.silent import take_out_silent
from qualcode.edits.speaker_decisions import Decision
from qualcode.edits.store import Row, Store
from qualcode.edits.summaries import join_summaries
from qualcode.problem import Problem
from qualcode.transcripts.quoting import in_marks
from qualcode.transcripts.speakers import participant_id, speaker_key
from qualcode.transcripts.transcript import Kind

_AGAIN = "Open the review again: it shows what there is now."


@dataclass
class ReviewSpeakers:
    """Carry out decisions about speakers, each speaker decided once.

    Participants who are left without a speaker and of whom nothing else is recorded are taken out; no word of any
    turn changes. After `make`: `removed` and `kept` name the participants left without words, gone or kept.

    Raises Problem when a speaker is gone, two would be joined across documents or in a circle, two of a document
    would have one label, somebody in a piece of evidence would be a participant, or as `handing_over`.
    """

    decisions: Sequence[Decision]
    removed: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    because: str = ""

    def apply(self, store: Store) -> str:
        rows = {one: _living(store, one) for one in self._named()}
        with handing_over(store, [row["document_id"] for row in rows.values()], self.because):
            return self._carry_out(store, rows)

    def _carry_out(self, store: Store, rows: dict[str, Row]) -> str:
        goals = _goals(self.decisions, rows)
        people = _People(store, rows, self.decisions)
        label = self._label(rows)
        for decision in self.decisions:
            if decision.into is None:
                fields = _fields(decision, people)
                if fields:
                    store.set("speaker", decision.speaker_id, **fields)
        _join(store, goals, rows)
        for decision in self.decisions:
            if decision.label is not None and decision.into is None:
                _check_label(store, rows[decision.speaker_id], _words(decision.label))
        before = {row["participant_id"] for row in rows.values() if row["participant_id"] is not None}
        for person in sorted(before):
            _follow_person(
                store, person, [goals.get(one, one) for one, row in rows.items() if row["participant_id"] == person]
            )
        self.removed, self.kept = take_out_silent(store, sorted(before))
        return label

    def _named(self) -> list[str]:
        decided = [decision.speaker_id for decision in self.decisions]
        if len(set(decided)) < len(decided):
            raise Problem("One speaker was decided on twice.", remedy=_AGAIN)
        return list(dict.fromkeys([*decided, *(one.into for one in self.decisions if one.into is not None)]))

    def _label(self, rows: dict[str, Row]) -> str:
        if len(self.decisions) != 1:
            return f"Review of {len(self.decisions)} speakers"
        (decision,) = self.decisions
        label = rows[decision.speaker_id]["label"]
        if decision.into is not None:
            return f"{in_marks(label)} is {in_marks(rows[decision.into]['label'])}"
        if decision.says_who:
            return f"{in_marks(label)} is {'an interviewer' if decision.asks else decision.person or 'nobody’s'}"
        return f"{in_marks(label)} is called {in_marks(_words(decision.label or label))}"


def _follow_person(store: Store, person: str, speakers: Iterable[str]) -> None:
    """Where all that somebody says is now one other participant's, that one takes over what was written of them."""
    if store.value("SELECT 1 FROM speaker WHERE participant_id = ? AND deleted_at IS NULL", person):
        return
    now = {store.value("SELECT participant_id FROM speaker WHERE id = ?", one) for one in speakers}
    other = now.pop() if len(now) == 1 else None
    if other is not None:
        cells = store.rows("SELECT id, code_id FROM summary WHERE participant_id = ? AND deleted_at IS NULL", person)
        join_summaries(store, [(row["id"], participant(other), row["code_id"]) for row in cells])


def _living(store: Store, speaker_id: str) -> Row:
    row = store.row("speaker", speaker_id)
    if row is not None and not row["deleted_at"]:
        document = store.row("document", row["document_id"])
        if document is not None and not document["deleted_at"]:
            return {**row, "kind": document["kind"], "document": called(document["title"], document["name"])}
    raise Problem("A speaker is no longer in the study.", "Somebody changed it meanwhile.", _AGAIN)


def _goals(decisions: Iterable[Decision], rows: dict[str, Row]) -> dict[str, str]:
    """Who takes over the turns of each speaker that is joined to another, at the end of every chain."""
    steps = {one.speaker_id: one.into for one in decisions if one.into is not None}
    goals = {}
    for first, step in steps.items():
        if rows[first]["document_id"] != rows[step]["document_id"]:
            raise Problem(
                f"{in_marks(rows[first]['label'])} and {in_marks(rows[step]['label'])} speak in different documents.",
                remedy="Say that they are the same participant instead.",
            )
        seen = {first}
        while step in steps:
            seen.add(step)
            step = steps[step]
            if step in seen:
                label = rows[first]["label"]
                raise Problem(f"{in_marks(label)} would be joined to itself.", remedy="Choose which one stays.")
        goals[first] = step
    return goals


def _join(store: Store, goals: dict[str, str], rows: dict[str, Row]) -> None:
    """Give turns to other speakers, in every version of the texts, so that going back to one finds them too."""
    for document_id in dict.fromkeys(rows[one]["document_id"] for one in goals):
        for version in store.rows("SELECT id, turns FROM text_version WHERE document_id = ?", document_id):
            turns = [
                [start, stop, goals.get(speaker, speaker), *rest]
                for start, stop, speaker, *rest in json.loads(version["turns"])
            ]
            store.set("text_version", version["id"], turns=json.dumps(turns))
    store.remove("speaker", goals)


def _fields(decision: Decision, people: _People) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    if decision.label is not None:
        fields["label"] = _words(decision.label)
    if decision.asks:
        fields |= {"is_interviewer": 1, "participant_id": None}
    elif decision.person is not None:
        fields |= {"is_interviewer": 0, "participant_id": people.id_of(decision.person)}
    return fields


def _words(label: str) -> str:
    words = " ".join(label.split())
    if not words:
        raise Problem("A speaker needs a label.", remedy="Type one, such as P03 or Interviewer.")
    return words


def _check_label(store: Store, row: Row, label: str) -> None:
    """Two speakers of a document with one label could not be told apart."""
    others = store.rows(
        "SELECT label FROM speaker WHERE document_id = ? AND id != ? AND deleted_at IS NULL",
        row["document_id"],
        row["id"],
    )
    if label.casefold() in {other["label"].casefold() for other in others}:
        raise Problem(
            f"Two speakers of {in_marks(row['document'])} would be called {in_marks(label)}.",
            remedy="Make them one, or choose another label.",
        )


class _People:
    """The participants that decisions name by pseudonym; those not in the study yet are added."""

    def __init__(self, store: Store, rows: dict[str, Row], decisions: Sequence[Decision]) -> None:
        known = store.rows("SELECT id, pseudonym FROM participant WHERE deleted_at IS NULL ORDER BY num DESC")
        self._ids: dict[str, str] = {row["pseudonym"].casefold(): row["id"] for row in known}
        new: list[Row] = []
        for decision in decisions:
            pseudonym = " ".join((decision.person or "").split())
            if not pseudonym or decision.asks or decision.into is not None:
                continue
            row = rows[decision.speaker_id]
            if row["kind"] == Kind.EVIDENCE:
                raise Problem(
                    f"{in_marks(row['document'])} is evidence: nobody in it is a participant.",
                    remedy="Change what kind of document it is first, or leave the speaker as nobody’s.",
                )
            if pseudonym.casefold() not in self._ids:
                new.append(_new_participant(store, pseudonym, row["label"]))
                self._ids[pseudonym.casefold()] = new[-1]["id"]
        store.add("participant", new)

    def id_of(self, pseudonym: str) -> str | None:
        return self._ids.get(" ".join(pseudonym.split()).casefold())


def _new_participant(store: Store, pseudonym: str, label: str) -> Row:
    """A participant's row; an id in the label is theirs in later imports too, where it is nobody else's yet."""
    wanted = participant_id(label)
    free = wanted is not None and not store.value(_HAS_SOURCE_ID, wanted)
    source_id = wanted if free and speaker_key(pseudonym) == speaker_key(wanted or "") else None
    return {"id": new_id(), "pseudonym": pseudonym, "source_id": source_id, "created_at": store.now}


_HAS_SOURCE_ID = "SELECT EXISTS (SELECT 1 FROM participant WHERE source_id = ? AND deleted_at IS NULL)"

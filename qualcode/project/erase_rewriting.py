"""A study's rows and history rewritten without one person: theirs goes, their words elsewhere are taken out."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

from qualcode.analysis.cells import Basis
from qualcode.analysis.versions import CurrentPlaces
from qualcode.participants.consent import Consent
from qualcode.problem import Problem
from qualcode.project.erase_coined import label_without, without_coined
from qualcode.project.erase_rows import Rows, rows_of, shared_quotes, workshop_notes
from qualcode.project.erase_whose import Whose
from qualcode.project.erase_words import RUN_ELSEWHERE, TAKEN_OUT
from qualcode.project.journal import ERASED
from qualcode.project.without_names import Rewriting
from qualcode.transcripts.quoting import without_quoted
from qualcode.transcripts.span import Span
from qualcode.transcripts.splices import Splice, Splices

_UNANSWERED = {"answer_words": "", "answer_sha256": None}
_NO_ACTION = 0  # the number of no action: what was done to rows that went is told nowhere


class Erasing(Rewriting):
    """Erases a participant from an open file, inside a transaction of the caller's; `rows` are those that went."""

    rows: Rows

    def __init__(self, conn: sqlite3.Connection, who: Whose) -> None:
        super().__init__(conn, who.words, team_too=True)
        self._who = who
        self._gone: frozenset[str] = frozenset()
        self._answered: set[str] = set()
        self._notes: frozenset[str] = frozenset()

    def run(self) -> None:
        """Take out the rows, then rewrite everything that stays. Raises sqlite3.Error; the caller then rolls back."""
        self._empty_search()
        self.rows = rows_of(self.conn, self._who)
        self._gone = frozenset().union(*self.rows.values())
        self._notes = workshop_notes(self.conn)
        self._answered = shared_quotes(self.conn, self._who)
        for table, ids in self.rows.items():
            self._take_out(table, ids)
        for table in ("turn", "place"):
            self._delete(table, "document_id", self._who.documents)
        self._blank_speakers()
        self._blank_participant()
        self._drop_actions()
        without_coined(self.conn, self._who.coined)
        super().run()
        self._place_codings()

    def is_done(self) -> bool:
        """Whether they were erased here before: the copy of a study in which erasing them was not finished."""
        held = dict(self.conn.execute("SELECT id, sha256 FROM text_version"))
        return any(
            held.get(version_id) == found.cleaned != found.sha256 for version_id, found in self._who.stretches.items()
        )

    # What goes

    def _take_out(self, table: str, ids: set[str]) -> None:
        self._delete(table, "id", ids)
        self._erase_changes(table, ids)

    def _delete(self, table: str, column: str, ids: set[str] | frozenset[str]) -> None:
        self.conn.executemany(f'DELETE FROM "{table}" WHERE "{column}" = ?', [(one,) for one in sorted(ids)])

    def _erase_changes(self, table: str, ids: set[str]) -> None:
        """Keep of the changes of rows only that there were some, so that their numbers have no holes."""
        self.conn.executemany(
            "UPDATE journal SET tbl = ?, before = NULL, after = '{}' WHERE tbl = ? AND row_id = ?",
            [(ERASED, table, one) for one in sorted(ids)],
        )

    def _drop_actions(self) -> None:
        """Take actions that did nothing else out of the history: what they are called tells of what went."""
        dropped = self.conn.execute(
            "SELECT action_num FROM journal GROUP BY action_num HAVING min(tbl = ?) = 1", (ERASED,)
        ).fetchall()
        self.conn.executemany("DELETE FROM action WHERE num = ?", dropped)
        self.conn.executemany(
            "UPDATE journal SET action_num = ? WHERE action_num = ?", [(_NO_ACTION, num) for (num,) in dropped]
        )

    # What stays of them: that somebody spoke

    def _blank_speakers(self) -> None:
        """In documents that others speak in too they are called otherwise."""
        for speaker_id in sorted({one for ids in self._who.speakers.values() for one in ids}):
            self.conn.execute("UPDATE speaker SET label = ? WHERE id = ?", (self._who.called, speaker_id))
            for change_id, *payloads in self._changes("speaker", speaker_id):
                new = [self._relabelled(one) for one in payloads]
                self.conn.execute("UPDATE journal SET before = ?, after = ? WHERE id = ?", (*new, change_id))

    def _relabelled(self, payload: str | None) -> str | None:
        fields = json.loads(payload) if payload is not None else {}
        if "label" not in fields:
            return payload
        return json.dumps({**fields, "label": self._who.called}, ensure_ascii=False)

    def _changes(self, table: str, row_id: str) -> list[tuple[int, str | None, str | None]]:
        return self.conn.execute(
            "SELECT id, before, after FROM journal WHERE tbl = ? AND row_id = ? ORDER BY hlc, id", (table, row_id)
        ).fetchall()

    def _blank_participant(self) -> None:
        """Take the participant out; where they spoke in a text that stays, leave a row that says nothing."""
        named = self.conn.execute(
            "SELECT min(s.deleted_at IS NOT NULL) FROM speaker s WHERE s.participant_id = ?", (self._who.id,)
        ).fetchone()[0]
        changes = self._changes("participant", self._who.id)
        row = self.conn.execute("SELECT created_at, hlc FROM participant WHERE id = ?", (self._who.id,)).fetchone()
        if row is None:
            return
        self._take_out("participant", {self._who.id})
        if named is None:
            return
        kept = {"pseudonym": self._who.called, "consent": str(Consent.WITHDRAWN), "created_at": row[0]}
        if named:
            kept["deleted_at"] = row[0]
        columns = {"id": self._who.id, **kept, "hlc": row[1]}
        marks = ", ".join("?" * len(columns))
        self.conn.execute(f"INSERT INTO participant ({', '.join(columns)}) VALUES ({marks})", (*columns.values(),))
        self.conn.execute(
            "UPDATE journal SET tbl = 'participant', after = ? WHERE id = ?",
            (json.dumps(kept, ensure_ascii=False), changes[0][0]),
        )

    # What is rewritten

    def _is_rewritten(self, table: str) -> bool:
        return table not in ("coder", ERASED)

    def _label(self, action: str) -> str:
        for title in self._who.titles:
            action = without_quoted(action, title, TAKEN_OUT)
        return super()._label(label_without(action, self._who.coined))

    def _found(self, version_id: str, document_id: str, words: str, turns: Sequence[Span]) -> Splices:
        found = self._who.stretches.get(version_id)
        if found is None:
            if document_id in self._who.speakers:
                raise Problem("This copy holds a text that the study does not.")
            return self._repeated(document_id, words, turns)
        (sha256,) = self.conn.execute("SELECT sha256 FROM text_version WHERE id = ?", (version_id,)).fetchone()
        if sha256 != found.sha256:
            raise Problem("This copy holds another text than the study.")
        return found.splices(self._who.called)

    def _repeated(self, document_id: str, words: str, turns: Sequence[Span]) -> Splices:
        """What notes of workshops repeat of their words, which stood on the cards there."""
        if document_id not in self._notes:
            return Splices()
        return Splices(
            tuple(
                Splice(turn.start + one.start, turn.start + one.end, TAKEN_OUT)
                for turn in turns
                for one in self._who.words.quoted(turn.of(words), RUN_ELSEWHERE)
            )
        )

    def _sentences(self, version_id: str, sentences: str) -> str:
        """Sentences that were taken out together are one."""
        edges = json.loads(super()._sentences(version_id, sentences))
        pairs = list(zip(edges[::2], edges[1::2], strict=True))
        kept = [one for before, one in pairwise([None, *pairs]) if one != before and one is not None]
        return json.dumps([edge for pair in kept for edge in pair])

    def _offsets(self, table: str, row_id: str, fields: Mapping[str, Any]) -> dict[str, Any]:
        moved = super()._offsets(table, row_id, fields)
        if table == "quote" and row_id in self._answered:
            # What somebody answered of a quote may be anybody's words, and a digest tells what was printed.
            moved |= {name: value for name, value in _UNANSWERED.items() if fields.get(name)}
        for name in ("documents", "excerpts"):
            if isinstance(fields.get(name), str):
                held = json.loads(fields[name])
                left = [one for one in held if not (isinstance(one, str) and one in self._gone)]
                if left != held:
                    moved[name] = json.dumps(left)
        return moved

    def _words(self, fields: Mapping[str, Any]) -> dict[str, Any]:
        """Examples in the codebook lose the lines in which there is anything of what was taken from them."""
        found = super()._words(fields)
        if isinstance(held := fields.get("example"), str):
            lines = (self._who.examples.cut(line) for line in held.split("\n"))
            left = self._who.words.show("\n".join(filter(None, lines)))
            if left != held:
                found["example"] = left
        return found

    def _basis(self, basis: str) -> str:
        held = Basis.of(basis)
        there = tuple(one for one in held.passages if one.document_id not in self._who.documents)
        return super()._basis(replace(held, passages=there).text)

    def _place_codings(self) -> None:
        """Codings stand where the texts as they are now lead them."""
        places = CurrentPlaces(self.conn)
        for document_id in sorted(self._who.speakers):
            for coding_id, version_id, start, stop in self.conn.execute(
                "SELECT id, version_id, start, stop FROM coding WHERE document_id = ?", (document_id,)
            ).fetchall():
                now = places.span(document_id, version_id, Span(start, stop))
                self.conn.execute(
                    "UPDATE coding SET current_start = ?, current_stop = ? WHERE id = ?",
                    (now.start, now.end, coding_id),
                )

"""Applying codes to passages, and changing what was applied."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from qualcode.edits.ids import new_id
from qualcode.edits.recoding import put_at, recode
from qualcode.edits.store import Row, Store
from qualcode.problem import Problem
from qualcode.transcripts.boundaries import count_words
from qualcode.transcripts.quoting import in_marks
from qualcode.transcripts.span import Span

GONE = Problem("This coding is no longer there.", remedy="Nothing was changed; move on.")
DOCUMENT_GONE = Problem("This document is no longer in the study.", remedy="Go back to the list with esc.")
CHANGED = Problem("The text was changed meanwhile.", remedy="Look at the words as they are now, then go on.")
NO_WORDS = Problem("No words are selected.", remedy="Select a passage and try again.")


@dataclass(frozen=True)
class NewCoding:
    """A coding to be made: a span of the document's current text, half-open, code points.

    `coder_id` is the person who applies it, the one at the keyboard where None; `version_id` the version of the
    text that was seen, where that may no longer be the current one.
    """

    document_id: str
    span: Span
    code_id: str
    coder_id: str | None = None
    against: bool = False
    id: str = field(default_factory=new_id)
    version_id: str | None = None


@dataclass(frozen=True)
class AddCodings:
    """Apply codes to passages; a passage that its coder has already coded so is left as it is.

    Raises Problem when a code is gone or retired, a span lies outside the text, or another text was seen.
    """

    codings: Sequence[NewCoding]
    label: str | None = None

    def apply(self, store: Store) -> str:
        codes = {row["id"]: row for row in store.rows("SELECT * FROM code WHERE deleted_at IS NULL")}
        documents = {
            row["id"]: row
            for row in store.rows(
                "SELECT d.id, d.name, d.version_id, length(t.words) AS length FROM document d "
                "JOIN text_version v ON v.id = d.version_id JOIN text t ON t.sha256 = v.sha256 "
                f"WHERE d.deleted_at IS NULL AND d.id IN ({_marks(self.codings)})",
                *(coding.document_id for coding in self.codings),
            )
        }
        rows: list[Row] = []
        seen: set[tuple[object, ...]] = set()
        for coding in self.codings:
            code, document = codes.get(coding.code_id), documents.get(coding.document_id)
            _check(coding, code, document)
            coder = coding.coder_id or store.writer.coder_id
            if coder is None:
                raise Problem("Nobody is coding yet.", remedy="Say who codes first.")
            same = (coding.document_id, coding.span, coding.code_id, coder)
            if code is None or document is None or same in seen or _already(store, coding, coder):
                continue
            seen.add(same)
            rows.append(
                {
                    "id": coding.id,
                    "document_id": coding.document_id,
                    "version_id": document["version_id"],
                    "start": coding.span.start,
                    "stop": coding.span.end,
                    "code_id": coding.code_id,
                    "coder_id": coder,
                    "against": int(coding.against),
                    "wording_id": code["wording_id"],
                    "created_at": store.now,
                }
            )
        store.add("coding", rows)
        if self.label is not None:
            return self.label
        if len(self.codings) == 1:
            return describe(store, codes[self.codings[0].code_id]["name"], self.codings[0])
        return f"{len(rows)} codings"


def _marks(values: Sequence[object]) -> str:
    return ", ".join("?" * len(values))


def _check(coding: NewCoding, code: Row | None, document: Row | None) -> None:
    if document is None:
        raise DOCUMENT_GONE
    if coding.version_id is not None and coding.version_id != document["version_id"]:
        raise CHANGED
    if code is None:
        raise Problem("This code is no longer in the codebook.", remedy="Choose another with c.")
    if code["is_area"]:
        raise Problem(f"{in_marks(code['name'])} is an area, not a code.", remedy="Choose a code under it.")
    if code["state"] == "retired":
        raise Problem(f"“{code['name']}” is retired.", remedy="Choose another, or bring it back in the codebook.")
    if not coding.span or coding.span.end > document["length"]:
        raise NO_WORDS


def passage_version(store: Store, document_id: str, span: Span, seen: str | None = None) -> str:
    """The text version that a span of a document's current text counts in.

    Raises Problem when the document is gone, the span is empty or outside it, or another version was `seen`.
    """
    found = store.rows(
        "SELECT d.version_id, length(t.words) AS length FROM document d JOIN text_version v ON v.id = d.version_id "
        "JOIN text t ON t.sha256 = v.sha256 WHERE d.id = ? AND d.deleted_at IS NULL",
        document_id,
    )
    if not found:
        raise DOCUMENT_GONE
    if not span or span.end > found[0]["length"]:
        raise NO_WORDS
    version: str = found[0]["version_id"]
    if seen is not None and seen != version:
        raise CHANGED
    return version


def _already(store: Store, coding: NewCoding, coder: str) -> bool:
    return bool(
        store.value(
            "SELECT count(*) FROM coding WHERE document_id = ? AND code_id = ? AND coder_id = ? "
            "AND current_start = ? AND current_stop = ? AND deleted_at IS NULL",
            coding.document_id,
            coding.code_id,
            coder,
            coding.span.start,
            coding.span.end,
        )
    )


def describe(store: Store, code_name: str, coding: NewCoding) -> str:
    """`“Routes in” on 23 words, P03`, for history and undo."""
    words = store.value(
        "SELECT substr(t.words, ? + 1, ?) FROM document d JOIN text_version v ON v.id = d.version_id "
        "JOIN text t ON t.sha256 = v.sha256 WHERE d.id = ?",
        coding.span.start,
        len(coding.span),
        coding.document_id,
    )
    who = store.value(
        "SELECT p.pseudonym FROM document d JOIN turn ON turn.version_id = d.version_id "
        "JOIN speaker s ON s.id = turn.speaker_id JOIN participant p ON p.id = s.participant_id "
        "WHERE d.id = ? AND turn.stop > ? AND turn.start < ? ORDER BY turn.start LIMIT 1",
        coding.document_id,
        coding.span.start,
        coding.span.end,
    )
    count = count_words(str(words))
    return f"{in_marks(code_name)} on {count} {'word' if count == 1 else 'words'}" + (f", {who}" if who else "")


def _coding(store: Store, coding_id: str) -> tuple[Row, str]:
    row = store.row("coding", coding_id)
    if row is None or row["deleted_at"]:
        raise GONE
    name = store.value("SELECT name FROM code WHERE id = ?", row["code_id"])
    return row, str(name)


@dataclass(frozen=True)
class RemoveCoding:
    """Take a code off a passage. Raises Problem when it is already gone."""

    coding_id: str

    def apply(self, store: Store) -> str:
        _, name = _coding(store, self.coding_id)
        store.remove("coding", [self.coding_id])
        return f"Removal of {in_marks(name)}"


@dataclass(frozen=True)
class Recode:
    """Put another code in a coding's place; joined with its coder's own of that code on just this passage.

    Raises Problem when either is gone, or the code takes no codings.
    """

    coding_id: str
    code_id: str

    def apply(self, store: Store) -> str:
        _, old = _coding(store, self.coding_id)
        RecodeMany([self.coding_id], self.code_id).apply(store)
        return f"“{old}” recoded as “{store.value('SELECT name FROM code WHERE id = ?', self.code_id)}”"


@dataclass(frozen=True)
class RecodeMany:
    """Put another code in the place of many codings', joined as `Recode` does. Raises Problem as it does."""

    coding_ids: Sequence[str]
    code_id: str

    def apply(self, store: Store) -> str:
        code = store.row("code", self.code_id)
        if code is not None and code["deleted_at"]:
            code = None
        for coding_id in self.coding_ids:
            row, _ = _coding(store, coding_id)
            span = Span(row["current_start"], row["current_stop"])
            _check(NewCoding(row["document_id"], span, self.code_id), code, {"length": span.end})
        if code is None:
            raise GONE
        recode(store, dict.fromkeys(self.coding_ids, self.code_id), {self.code_id: code["wording_id"]})
        return f"{len(self.coding_ids)} codings recoded as {in_marks(code['name'])}"


@dataclass(frozen=True)
class MoveCoding:
    """Change a coding's ends: a span of the document's current text, half-open, code points.

    Where its coder has coded just this so already, the two are joined. Raises Problem when the coding or its document
    is gone, or the span is empty or outside the text.
    """

    coding_id: str
    span: Span
    version_id: str | None = None

    def apply(self, store: Store) -> str:
        row, name = _coding(store, self.coding_id)
        version = passage_version(store, row["document_id"], self.span, self.version_id)
        joined = put_at(store, row, self.span, version)
        return f"Ends of {in_marks(name)}" + (", joined with the same there" if joined else "")


@dataclass(frozen=True)
class MarkAgainst:
    """Say that a coding goes against its code, or no longer does."""

    coding_id: str
    against: bool

    def apply(self, store: Store) -> str:
        _, name = _coding(store, self.coding_id)
        store.set("coding", self.coding_id, against=int(self.against))
        return f"{in_marks(name)} {'marked as going against' if self.against else 'no longer goes against'}"

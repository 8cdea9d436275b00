"""A study's rows and history rewritten without some names: every version of every text, with what points into it."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import Any, Protocol, TypeVar

from qualcode.analysis.cells import Basis
from qualcode.analysis.versions import versions_of
from qualcode.edits.store import digest_of
from qualcode.transcripts.span import Span
from qualcode.transcripts.splices import Splices
from qualcode.transcripts.trim import Trim

T = TypeVar("T")

# Columns that hold nobody's words; what is not named here is rewritten, so that a new column cannot be forgotten.
_NO_WORDS = frozenset(
    re.findall(
        r"\w+",
        "hlc base_hlc sha256 source_sha256 at kind state reading_state consent consent_until destroy_by date unit "
        "language applies_to audience colour idx on_table tbl scope program_version key lead_coder for_coder before "
        "after undoes author changed_by excerpts place answer answer_on answer_sha256 used_on style "
        "quote_style",
    )
)
# Columns that hold offsets into a text version.
_OFFSETS = frozenset(
    [
        "turns",
        "sentences",
        "splices",
        "pages",
        "start",
        "stop",
        "current_start",
        "current_stop",
        "basis",
        "trim",
        "span",
    ]
)
_SEARCHED = {"memo": ("title", "body"), "code": ("name", "definition", "use_when", "do_not_use_when", "example")}


class Replacing(Protocol):
    """What is to stand no longer in a study, such as a list of names: what stands instead."""

    def splices(self, text: str, document: str = "", turns: Sequence[Span] = ()) -> Splices: ...
    def show(self, text: str, document: str = "") -> str: ...
    def show_all(self, value: T) -> T: ...


@dataclass(frozen=True)
class _Version:
    """A text version before and after: what takes its old words to the new."""

    splices: Splices
    old: str
    new: str

    @property
    def digest(self) -> str:
        return digest_of(self.new)


@dataclass
class Rewriting:
    """Rewrites an open file inside a transaction of the caller's; `places` counts the places in current texts.

    Who codes keeps their name, for it is that of another person, unless `team_too`.
    """

    conn: sqlite3.Connection
    names: Replacing
    team_too: bool = False
    places: int = 0
    elsewhere: int = 0
    left: int = 0  # places that are no name, in current texts
    _versions: dict[str, _Version] = field(default_factory=dict)

    def run(self) -> None:
        """Rewrite everything. Raises sqlite3.Error; the caller then rolls back."""
        self._read_versions()
        self._empty_search()
        self._rewrite_texts()
        tables = [
            name
            for (name,) in self.conn.execute(
                "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%' "
                "AND name NOT LIKE '%\\_search\\_%' ESCAPE '\\' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' "
                "AND name NOT LIKE '\\_sqlite\\_%' ESCAPE '\\'"
            )
        ]
        for table in tables:
            if table not in ("text", "action", "journal", "name_mark") and self._is_rewritten(table):
                self._rewrite_table(table)
        self._rewrite_history()
        self._fill_search()

    def _is_rewritten(self, table: str) -> bool:
        return self.team_too or table != "coder"

    # Texts and offsets

    def _read_versions(self) -> None:
        left = self._left_as_said()
        current = {row[0] for row in self.conn.execute("SELECT version_id FROM document WHERE deleted_at IS NULL")}
        for version_id, document_id, turns, words in self.conn.execute(
            "SELECT v.id, v.document_id, v.turns, t.words FROM text_version v JOIN text t ON t.sha256 = v.sha256"
        ):
            spans = [Span(turn[0], turn[1]) for turn in json.loads(turns)]
            found = self._found(version_id, document_id, words, spans)
            splices = self._without_left(document_id, version_id, words, found, left.get(document_id, ()))
            self._versions[version_id] = _Version(splices, words, splices.apply(words))
            if version_id in current:
                self.places += len(splices)
                self.left += len(found) - len(splices)

    def _found(self, version_id: str, document_id: str, words: str, turns: Sequence[Span]) -> Splices:
        """What is to be replaced in the words of one version."""
        return self.names.splices(words, document_id, turns)

    def _left_as_said(self) -> dict[str, list[tuple[str, Span, str]]]:
        """The places that are no name, by document, each in its text version and with its words.

        There are none in a copy older than such places.
        """
        left: dict[str, list[tuple[str, Span, str]]] = {}
        if self.conn.execute("SELECT 1 FROM sqlite_master WHERE name = 'left_as_said'").fetchone():
            for document_id, version_id, start, stop, words in self.conn.execute(
                "SELECT l.document_id, l.version_id, l.start, l.stop, substr(t.words, l.start + 1, l.stop - l.start) "
                "FROM left_as_said l JOIN text_version v ON v.id = l.version_id JOIN text t ON t.sha256 = v.sha256 "
                "WHERE l.deleted_at IS NULL"
            ):
                left.setdefault(document_id, []).append((version_id, Span(start, stop), words))
        return left

    def _without_left(
        self, document_id: str, version_id: str, text: str, splices: Splices, left: Sequence[tuple[str, Span, str]]
    ) -> Splices:
        """The splices without those in places that are no name, wherever their words stand in the version."""
        if not left:
            return splices
        versions = versions_of(self.conn, document_id)
        placed = ((versions.way(held, version_id).span(span), words) for held, span, words in left)
        spans = [span for span, words in placed if span.of(text) == words]
        return Splices(
            tuple(one for one in splices if not any(span.covers(Span(one.start, one.end)) for span in spans))
        )

    def _rewrite_texts(self) -> None:
        digests = set()
        for version_id, version in self._versions.items():
            digests.add(version.digest)
            self.conn.execute("INSERT OR IGNORE INTO text VALUES (?, ?)", (version.digest, version.new))
            self.conn.execute("UPDATE text_version SET sha256 = ? WHERE id = ?", (version.digest, version_id))
        for (digest,) in self.conn.execute("SELECT sha256 FROM text").fetchall():
            if digest not in digests:
                self.conn.execute("DELETE FROM text WHERE sha256 = ?", (digest,))

    def _moved(self, version_id: str | None, start: int, stop: int) -> tuple[int, int]:
        version = self._versions.get(version_id or "")
        if version is None or not version.splices:
            return start, stop
        span = version.splices.map_span(Span(start, stop))
        return span.start, span.end

    def _turns(self, version_id: str, turns: str) -> str:
        held = json.loads(turns)
        return json.dumps([[*self._moved(version_id, turn[0], turn[1]), *turn[2:]] for turn in held])

    def _sentences(self, version_id: str, sentences: str) -> str:
        edges = json.loads(sentences)
        pairs = zip(edges[::2], edges[1::2], strict=True)
        return json.dumps([edge for start, stop in pairs for edge in self._moved(version_id, start, stop)])

    def _steps(self, version_id: str, splices: str) -> str:
        """What leads from the version before, as it is now, to this one, as it is now."""
        held = Splices.of(json.loads(splices))
        found = self.conn.execute("SELECT parent_id FROM text_version WHERE id = ?", (version_id,)).fetchone()
        before, after = self._versions.get(found[0] if found else ""), self._versions.get(version_id)
        if before is None or after is None or not (before.splices or after.splices):
            return splices
        whole = before.splices.inverse(before.old).then(held).then(after.splices)
        kept = (one for one in whole if before.new[one.start : one.end] != one.text)
        return json.dumps([[one.start, one.end, one.text] for one in kept])

    def _pages(self, document_id: str, pages: str) -> str:
        """Pages are counted in the text as it was imported."""
        first = self.conn.execute(
            "SELECT id FROM text_version WHERE document_id = ? ORDER BY number LIMIT 1", (document_id,)
        ).fetchone()
        version = self._versions.get(first[0] if first else "")
        held = json.loads(pages)
        if version is None or not version.splices or not held:
            return pages
        return json.dumps([[version.splices.map_offset(start), *rest] for start, *rest in held], ensure_ascii=False)

    def _basis(self, basis: str) -> str:
        """The passages that a summary rests on, in their places."""
        held = Basis.of(basis)
        passages = []
        for one in held.passages:
            start, stop = self._moved(one.version_id, one.start, one.stop)
            passages.append(replace(one, start=start, stop=stop))
        return replace(held, passages=tuple(passages)).text

    def _trim(self, held: str) -> str:
        """What of a quote is printed otherwise, in its place; the writer's own words without the names."""
        trim = Trim.read(held)
        return trim.moved(lambda start, end: self._moved(trim.version_id, start, end), self.names.show).stored

    def _offsets(self, table: str, row_id: str, fields: Mapping[str, Any]) -> dict[str, Any]:
        """The fields that hold offsets, moved; `fields` are columns of a row or keys of the history."""
        moved: dict[str, Any] = {}
        if table == "text_version":
            ways = {"turns": self._turns, "sentences": self._sentences, "splices": self._steps}
            moved = {name: way(row_id, fields[name]) for name, way in ways.items() if fields.get(name)}
            version = self._versions.get(row_id)
            if "sha256" in fields and version is not None:
                moved["sha256"] = version.digest
        if table == "summary" and fields.get("basis"):
            moved["basis"] = self._basis(fields["basis"])
        if table == "quote" and fields.get("trim"):
            moved["trim"] = self._trim(fields["trim"])
        if table == "document" and fields.get("pages"):
            moved["pages"] = self._pages(row_id, fields["pages"])
        if span := fields.get("span"):
            version_id, start, stop = span
            if start is not None:
                moved["span"] = [version_id, *self._moved(version_id, start, stop)]
        if fields.get("start") is not None and "version_id" in fields:
            moved["start"], moved["stop"] = self._moved(fields["version_id"], fields["start"], fields["stop"])
        return moved

    # Rows

    def _rewrite_table(self, table: str) -> None:
        cursor = self.conn.execute(
            f'SELECT rowid AS at_row, * FROM "{table}"'
            if _has_rowid(self.conn, table)
            else f'SELECT NULL AS at_row, * FROM "{table}"'
        )
        names = [column[0] for column in cursor.description][1:]
        keys = [row[1] for row in self.conn.execute(f'PRAGMA table_info("{table}")') if row[5]]
        current = dict(self.conn.execute("SELECT id, version_id FROM document"))
        for at_row, *values in cursor.fetchall():
            row = dict(zip(names, values, strict=True))
            new = self._offsets(table, str(row.get("id", "")), row)
            if table == "coding":
                place = self._moved(current.get(row["document_id"]), row["current_start"], row["current_stop"])
                new["current_start"], new["current_stop"] = place
            new |= self._words(row)
            changed = {name: value for name, value in new.items() if value != row[name]}
            if not changed:
                continue
            sets = ", ".join(f'"{name}" = ?' for name in changed)
            where, at = (
                ("rowid = ?", [at_row])
                if at_row is not None
                else (" AND ".join(f'"{key}" = ?' for key in keys), [row[key] for key in keys])
            )
            self.conn.execute(f'UPDATE "{table}" SET {sets} WHERE {where}', (*changed.values(), *at))

    def _words(self, fields: Mapping[str, Any]) -> dict[str, Any]:
        """The fields that hold words, without the names."""
        found = {}
        for name, value in fields.items():
            if name in _NO_WORDS or name in _OFFSETS or name == "id" or name.endswith(("_id", "_at")):
                continue
            new = self._without(value)
            if new != value:
                found[name] = new
                self.elsewhere += 1
        return found

    def _without(self, value: Any) -> Any:
        """Words, or the words in a JSON text or object, without the names."""
        if isinstance(value, str) and value[:1] in ("[", "{"):
            try:
                held = json.loads(value)
            except ValueError:
                return self.names.show(value)
            new = self._without(held)
            return value if new == held else json.dumps(new, ensure_ascii=False, sort_keys=isinstance(held, dict))
        return self.names.show_all(value)

    # History

    def _rewrite_history(self) -> None:
        found = self.conn.execute("SELECT id, tbl, row_id, action, before, after FROM change").fetchall()
        labels = {action: self._label(action) for action in {row[3] for row in found} if action is not None}
        for change_id, table, row_id, action, before, after in found:
            if not self._is_rewritten(table):
                continue
            new = (labels.get(action, action), *(self._payload(table, row_id, one) for one in (before, after)))
            if new != (action, before, after):
                self.conn.execute(
                    "UPDATE change SET action = ?, before = ?, after = ? WHERE id = ?", (*new, change_id)
                )

    def _label(self, action: str) -> str:
        """What was done, as the history lists it."""
        return self.names.show(action)

    def _payload(self, table: str, row_id: str, payload: str | None) -> str | None:
        if payload is None:
            return None
        fields = json.loads(payload)
        new = {**fields, **self._offsets(table, row_id, fields), **self._words(fields)}
        return payload if new == fields else json.dumps(new, ensure_ascii=False)

    # Searching

    def _empty_search(self) -> None:
        """Before anything changes: the index of turns is told what it holds by the words themselves."""
        self.conn.execute("INSERT INTO turn_search (turn_search) VALUES ('delete-all')")
        for table in _SEARCHED:
            self.conn.execute(f"DELETE FROM {table}_search")

    def _fill_search(self) -> None:
        self.conn.executemany("INSERT INTO turn_search (rowid, words) VALUES (?, ?)", self._turn_words())
        for table, columns in _SEARCHED.items():
            names = ", ".join(columns)
            self.conn.execute(
                f"INSERT INTO {table}_search (rowid, {names}) "
                f"SELECT num, {names} FROM {table} WHERE deleted_at IS NULL"
            )
            # A removal alone leaves the words in the index until it is merged.
            self.conn.execute(f"INSERT INTO {table}_search ({table}_search) VALUES ('rebuild')")

    def _turn_words(self) -> Iterator[tuple[int, str]]:
        """The words of every turn, cut from its text here: SQLite counts through a long text for each."""
        turns = self.conn.execute(
            "SELECT v.sha256, t.num, t.start, t.stop FROM turn t JOIN text_version v ON v.id = t.version_id "
            "ORDER BY v.sha256"
        ).fetchall()
        for digest, of_text in groupby(turns, key=lambda turn: turn[0]):
            (words,) = self.conn.execute("SELECT words FROM text WHERE sha256 = ?", (digest,)).fetchone()
            yield from ((num, words[start:stop]) for _, num, start, stop in of_text)


def _has_rowid(conn: sqlite3.Connection, table: str) -> bool:
    try:
        conn.execute(f'SELECT rowid FROM "{table}" LIMIT 0')
    except sqlite3.OperationalError:
        return False
    return True


def cells(conn: sqlite3.Connection) -> Iterator[str]:
    """Every text that the file holds, in whatever table, the search index and the names of tables too."""
    tables = [name for (name,) in conn.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    for table in ("sqlite_master", *tables):
        for row in conn.execute(f'SELECT * FROM "{table}"'):
            for value in row:
                if isinstance(value, bytes):
                    yield value.decode("utf-8", "replace")
                elif isinstance(value, str):
                    yield value

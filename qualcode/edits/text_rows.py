"""What is worked out from a text version: its turns as rows that can be searched, and its sentences."""

from __future__ import annotations

import json
from bisect import bisect_left
from collections.abc import Sequence
from typing import Any

from qualcode.edits.store import Row, Store
from qualcode.edits.text_steps import step_between
from qualcode.transcripts.editing import TextChange, sentences_after
from qualcode.transcripts.span import Span
from qualcode.transcripts.splices import Splices
from qualcode.transcripts.transcript import Turn

TurnAsStored = tuple[int, int, str | None, int | None]
"""A turn as a version keeps it: start, stop, the speaker's id, milliseconds."""

_NEW_TURN = (
    "INSERT INTO turn (num, version_id, document_id, number, start, stop, speaker_id, millis) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
)
_NEW_WORDS = "INSERT INTO turn_search (rowid, words) VALUES (?, ?)"
_AT_ONCE = 500


def stored_turns(turns: str) -> list[Turn]:
    """Turns read from how a version keeps them; their `speaker` is the speaker's id."""
    return [
        Turn(start, stop, speaker, None if millis is None else millis / 1000)
        for start, stop, speaker, millis in json.loads(turns)
    ]


def as_stored(turns: Sequence[Turn]) -> str:
    """Turns as a version keeps them."""
    return json.dumps(
        [
            (turn.start, turn.end, turn.speaker, None if turn.seconds is None else round(turn.seconds * 1000))
            for turn in turns
        ]
    )


def stored_spans(edges: str) -> list[Span]:
    """Spans read from a list of their edges."""
    return _spans(json.loads(edges))


def _spans(edges: Sequence[int]) -> list[Span]:
    return [Span(start, end) for start, end in zip(edges[::2], edges[1::2], strict=True)]


def find_sentences(store: Store, version_id: str) -> None:
    """Work out the sentences of a version that was made from another, in the turns that are others there."""
    version = store.row("text_version", version_id)
    parent = store.row("text_version", version["parent_id"]) if version and version["parent_id"] else None
    if version is None or parent is None:
        return
    edges: list[int] = json.loads(parent["sentences"])
    step = step_between(store, parent["id"], version_id)
    if not edges or step is None:
        store.derive("text_version", version_id, sentences=json.dumps(_all_sentences(store, version, parent)))
        return
    was, now = stored_turns(parent["turns"]), stored_turns(version["turns"])
    starts = edges[::2]
    first = bisect_left(starts, step.window.start)
    last = bisect_left(starts, was[-step.tail].start) if step.tail else len(starts)
    between = _spans(edges[2 * first : 2 * last]) or [Span(step.window.start, step.window.start)]
    found = sentences_after(
        _words(store, version["sha256"]),
        TextChange(Splices.of(json.loads(version["splices"])), tuple(now[step.new.start : step.new.stop])),
        was[step.changed.start : step.changed.stop],
        between,
        str(store.value("SELECT language FROM study")),
    )
    edges = [*edges[: 2 * first], *_edges(found), *(edge + step.growth for edge in edges[2 * last :])]
    store.derive("text_version", version_id, sentences=json.dumps(edges))


def _all_sentences(store: Store, version: Row, parent: Row) -> list[int]:
    change = TextChange(Splices.of(json.loads(version["splices"])), tuple(stored_turns(version["turns"])))
    return _edges(
        sentences_after(
            _words(store, version["sha256"]),
            change,
            stored_turns(parent["turns"]),
            stored_spans(parent["sentences"]),
            str(store.value("SELECT language FROM study")),
        )
    )


def _edges(sentences: Sequence[Span]) -> list[int]:
    return [edge for sentence in sentences for edge in (sentence.start, sentence.end)]


def lay_first_turns(store: Store, version_ids: Sequence[str]) -> None:
    """Keep the rows of the turns of versions that no document had before; 10 ms for 1,000 short documents."""
    first = int(store.value("SELECT max(num) FROM turn") or 0) + 1
    for place in range(0, len(version_ids), _AT_ONCE):
        some = version_ids[place : place + _AT_ONCE]
        rows: list[tuple[Any, ...]] = []
        said: list[tuple[int, str]] = []
        for version_id, document_id, turns, words in store.conn.execute(
            "SELECT v.id, v.document_id, v.turns, t.words FROM text_version v JOIN text t ON t.sha256 = v.sha256 "
            f"WHERE v.id IN ({', '.join('?' * len(some))}) ORDER BY v.num",
            some,
        ):
            for number, turn in enumerate(json.loads(turns), start=1):
                rows.append((first + len(rows), version_id, document_id, number, *turn))
                said.append((first + len(said), words[turn[0] : turn[1]]))
        first += len(rows)
        store.conn.executemany(_NEW_TURN, rows)
        store.conn.executemany(_NEW_WORDS, said)


def lay_turns(store: Store, document_id: str) -> None:
    """Keep the rows of a document's turns as its current version has them; a turn whose words stay keeps its row."""
    version = store.rows(
        "SELECT v.id, v.sha256, v.turns FROM document d JOIN text_version v ON v.id = d.version_id WHERE d.id = ?",
        document_id,
    )
    if not version:
        return
    wanted: list[TurnAsStored] = json.loads(version[0]["turns"])
    words = _words(store, version[0]["sha256"])
    held = store.rows(
        "SELECT * FROM turn WHERE version_id IN (SELECT id FROM text_version WHERE document_id = ?) ORDER BY number",
        document_id,
    )
    said = [words[start:stop] for start, stop, _, _ in wanted]
    before = _said(store, held)
    shortest = min(len(said), len(before))
    head = next((n for n in range(shortest) if said[n] != before[n]), shortest)
    most = shortest - head
    tail = next((n for n in range(most) if said[-1 - n] != before[-1 - n]), most)
    gone = range(head, len(held) - tail)
    store.conn.executemany(
        "INSERT INTO turn_search (turn_search, rowid, words) VALUES ('delete', ?, ?)",
        [(held[place]["num"], before[place]) for place in gone],
    )
    store.conn.executemany("DELETE FROM turn WHERE num = ?", [(held[place]["num"],) for place in gone])
    kept = [*range(head), *range(len(wanted) - tail, len(wanted))]
    moved = len(held) - len(wanted)
    _move(store, version[0]["id"], [(held[p if p < head else p + moved], p, wanted[p]) for p in kept])
    _insert(store, document_id, version[0]["id"], range(head, len(wanted) - tail), wanted, said)


def lay_changed_turns(store: Store, document_id: str, before: str) -> bool:
    """Keep the rows of a document's turns where only one change lies between `before` and its current version.

    False where there is more between them.
    """
    after = store.value("SELECT version_id FROM document WHERE id = ?", document_id)
    step = step_between(store, before, after)
    if step is None:
        return False
    last = step.changed.stop
    held = store.rows(
        "SELECT * FROM turn WHERE version_id = ? AND number > ? AND number <= ?", before, step.head, last
    )
    old = _words(store, step.was["sha256"])
    store.conn.executemany(
        "INSERT INTO turn_search (turn_search, rowid, words) VALUES ('delete', ?, ?)",
        [(row["num"], old[row["start"] : row["stop"]]) for row in held],
    )
    store.conn.executemany("DELETE FROM turn WHERE num = ?", [(row["num"],) for row in held])
    store.conn.execute(
        "UPDATE turn SET version_id = ?, start = start + ?, stop = stop + ?, number = number + ? "
        "WHERE version_id = ? AND number > ?",
        (after, step.growth, step.growth, step.more_turns, before, last),
    )
    store.conn.execute("UPDATE turn SET version_id = ? WHERE version_id = ?", (after, before))
    words = _words(store, step.now["sha256"])
    wanted: list[TurnAsStored] = json.loads(step.now["turns"])
    _insert(store, document_id, after, step.new, wanted, [words[turn[0] : turn[1]] for turn in wanted])
    return True


def _words(store: Store, sha256: str) -> str:
    return str(store.value("SELECT words FROM text WHERE sha256 = ?", sha256))


def _said(store: Store, held: Sequence[Row]) -> list[str]:
    """The words of turns as their own version has them."""
    texts = {
        version: str(
            store.value(
                "SELECT t.words FROM text_version v JOIN text t ON t.sha256 = v.sha256 WHERE v.id = ?", version
            )
        )
        for version in {row["version_id"] for row in held}
    }
    return [texts[row["version_id"]][row["start"] : row["stop"]] for row in held]


def _move(store: Store, version_id: str, turns: Sequence[tuple[Row, int, TurnAsStored]]) -> None:
    store.conn.executemany(
        "UPDATE turn SET version_id = ?, number = ?, start = ?, stop = ?, speaker_id = ?, millis = ? WHERE num = ?",
        [
            (version_id, place + 1, *turn, row["num"])
            for row, place, turn in turns
            if (row["version_id"], row["number"]) != (version_id, place + 1)
            or (row["start"], row["stop"], row["speaker_id"], row["millis"]) != tuple(turn)
        ],
    )


def _insert(
    store: Store, document_id: str, version_id: str, places: range, turns: Sequence[TurnAsStored], said: Sequence[str]
) -> None:
    if not places:
        return
    first = (store.value("SELECT max(num) FROM turn") or 0) + 1
    store.conn.executemany(
        _NEW_TURN,
        [(first + n, version_id, document_id, place + 1, *turns[place]) for n, place in enumerate(places)],
    )
    store.conn.executemany(_NEW_WORDS, [(first + n, said[place]) for n, place in enumerate(places)])

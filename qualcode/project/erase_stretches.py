"""Where what one person said stands in every version of a text that others speak in too."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from qualcode.analysis.versions import versions_of
from qualcode.edits.store import digest_of
from qualcode.project.erase_words import TAKEN_OUT
from qualcode.transcripts.boundaries import has_word, trimmed
from qualcode.transcripts.span import Span
from qualcode.transcripts.splices import Splice, Splices


@dataclass(frozen=True)
class Stretches:
    """Their words in one version of a text that others speak in too: half-open, code points.

    `others` are the words of other participants; `labels` who speaks, as it stands before their turns; `cleaned` is
    the digest of the text without them.
    """

    sha256: str
    cleaned: str
    theirs: tuple[Span, ...]
    others: tuple[Span, ...]
    labels: tuple[Span, ...]

    def touched(self, span: Span) -> bool:
        """Whether there are words of theirs in a span."""
        return any(one.overlaps(span) for one in self.theirs)

    def only_theirs(self, text: str, span: Span) -> bool:
        """Whether there are words of theirs in a span, and of no other participant."""
        return self.touched(span) and not any(
            has_word(text, Span(max(one.start, span.start), min(one.end, span.end)))
            for one in self.others
            if one.overlaps(span)
        )

    def splices(self, called: str) -> Splices:
        """What takes their words out of this version."""
        return _taken_out(self.theirs, self.labels, called)


def _taken_out(theirs: Iterable[Span], labels: Iterable[Span], called: str) -> Splices:
    return Splices(
        (
            *(Splice(one.start, one.end, called) for one in labels),
            *(Splice(one.start, one.end, TAKEN_OUT) for one in theirs),
        )
    )


_Turns = Sequence[tuple[Span, str | None]]


def stretches_of(
    conn: sqlite3.Connection,
    document_id: str,
    speakers: frozenset[str],
    called: str,
    once: Mapping[str, Iterable[Span]],
) -> Iterator[tuple[str, Stretches]]:
    """Their words in each version of a text. Whose words are whose, the current version says.

    What was taken out of the text before is theirs where the version that holds it says so; what was theirs `once`,
    by version, is so in all of them.
    """
    (current,) = conn.execute("SELECT version_id FROM document WHERE id = ?", (document_id,)).fetchone()
    asking = {
        row[0]
        for row in conn.execute("SELECT id FROM speaker WHERE document_id = ? AND is_interviewer", (document_id,))
    }
    held = conn.execute(
        "SELECT v.id, v.sha256, v.turns, t.words FROM text_version v JOIN text t ON t.sha256 = v.sha256 "
        "WHERE v.document_id = ?",
        (document_id,),
    ).fetchall()
    turns: dict[str, _Turns] = {
        row[0]: [(Span(turn[0], turn[1]), turn[2]) for turn in json.loads(row[2]) if turn[0] < turn[1]]
        for row in held
    }
    versions = versions_of(conn, document_id)
    for version_id, sha256, _, text in held:
        own = [span for span, speaker in turns[version_id] if speaker in speakers]
        if version_id != current:
            way = versions.way(current, version_id)
            elsewhere = [way.span(span) for span, speaker in turns[current] if speaker not in speakers]
            own = [part for span in own for part in _without(span, elsewhere)]
            own += [way.span(span) for span, speaker in turns[current] if speaker in speakers]
        own += [versions.way(one, version_id).span(span) for one, spans in once.items() for span in spans]
        theirs = _joined(trimmed(span, text) for span in own if span)
        others = [
            part for span, speaker in turns[version_id] if speaker not in asking for part in _without(span, theirs)
        ]
        labels = tuple(_labels(conn, text, theirs, turns[version_id], speakers))
        cleaned = digest_of(_taken_out(theirs, labels, called).apply(text))
        yield version_id, Stretches(sha256, cleaned, tuple(theirs), tuple(others), labels)


def _without(span: Span, taken: Iterable[Span]) -> list[Span]:
    """What of a span lies in none of others."""
    left: list[Span] = []
    start = span.start
    for one in sorted(taken, key=lambda one: one.start):
        if one.overlaps(span):
            if one.start > start:
                left.append(Span(start, one.start))
            start = max(start, one.end)
    return [*left, Span(start, span.end)] if start < span.end else left


def _joined(spans: Iterable[Span]) -> list[Span]:
    """Spans in order, those that overlap as one."""
    found: list[Span] = []
    for span in sorted((span for span in spans if span), key=lambda one: one.start):
        if found and found[-1].overlaps(span):
            found[-1] = found[-1].joined(span)
        else:
            found.append(span)
    return found


def _labels(
    conn: sqlite3.Connection, text: str, theirs: Sequence[Span], turns: _Turns, speakers: frozenset[str]
) -> Iterator[Span]:
    """Where who speaks stands before their words: between the turn before and theirs, the last place."""
    marks = ", ".join("?" * len(speakers))
    known = {row[0] for row in conn.execute(f"SELECT label FROM speaker WHERE id IN ({marks})", sorted(speakers))}
    ways = [re.compile(rf"(?<!\w){re.escape(label)}(?!\w)", re.IGNORECASE) for label in known if label.strip()]
    ends = sorted({span.end for span, _ in turns} | {span.end for span in theirs})
    before = 0
    for span in theirs:
        before = max((end for end in ends if end <= span.start), default=0)
        found = [Span(*hit.span()) for way in ways for hit in way.finditer(text, before, span.start)]
        if found:
            last = max(found, key=lambda one: (one.end, one.end - one.start))
            yield last

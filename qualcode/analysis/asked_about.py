"""What people said against quotes they were asked about, and the words of these as they were then.

The history tells them: a quote may have been trimmed, dropped or sent again since, and its document corrected.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import Any

from qualcode.analysis.naming import names_of
from qualcode.analysis.said_again import Voice, voices_in
from qualcode.analysis.versions import versions_of
from qualcode.participants.names import Names
from qualcode.transcripts.span import Span
from qualcode.transcripts.trim import Trim, digest_of_print, kept_spans, printed

_WORD = re.compile(r"\w")
_WHOLE = re.compile(r"\w+(?:['’]\w+)*")


@dataclass(frozen=True, slots=True)
class Shown:
    """What a quote printed at some time: a span of a version of the text, and its trim as the study's file has it."""

    version_id: str
    start: int
    stop: int
    trim: str


@dataclass(frozen=True, slots=True)
class Answered:
    """A no to words, or where it is not `refused` a wish for others; `stamp` tells it from any other answer.

    `shown` is what they were asked about, `agreed` what they later said yes to.
    """

    quote_id: str
    document_id: str
    refused: bool
    on: date | None
    stamp: str
    shown: tuple[Shown, ...]
    agreed: tuple[Shown, ...] = ()


@dataclass(frozen=True, slots=True)
class Agreed:
    """A yes to words in a kept quote, of the one person who says them, where they agreed to nothing else since."""

    quote_id: str
    voice: Voice
    on: date
    stamp: str
    shown: tuple[Shown, ...]

    def is_later(self, one: Answered) -> bool:
        """Whether it was said on a later day than a no, and recorded after it; on one day the no stands."""
        return one.on is not None and self.on > one.on and self.stamp > one.stamp


class Tellings:
    """The versions of a document's text, and where what was shown of it stands in each."""

    def __init__(self, conn: sqlite3.Connection, document_id: str) -> None:
        self._conn = conn
        self._versions = versions_of(conn, document_id)
        self.current: str
        self.is_in_study: int
        self.current, self.is_in_study = conn.execute(
            "SELECT version_id, deleted_at IS NULL FROM document WHERE id = ?", (document_id,)
        ).fetchone()
        self.ids = [
            one
            for (one,) in conn.execute(
                "SELECT v.id FROM text_version v JOIN text t ON t.sha256 = v.sha256 WHERE v.document_id = ? "
                "ORDER BY v.num DESC",
                (document_id,),
            )
        ]
        self._texts: dict[str, str] = {}

    def text(self, version_id: str) -> str:
        """The words of a version."""
        if version_id not in self._texts:
            (self._texts[version_id],) = self._conn.execute(
                "SELECT t.words FROM text_version v JOIN text t ON t.sha256 = v.sha256 WHERE v.id = ?", (version_id,)
            ).fetchone()
        return self._texts[version_id]

    def turns(self, version_id: str, spans: Sequence[Span]) -> list[tuple[Span, str | None]]:
        """The turns of a version around some spans in order, each with the id of who speaks it."""
        (stored,) = self._conn.execute("SELECT turns FROM text_version WHERE id = ?", (version_id,)).fetchone()
        first, last = spans[0].start, spans[-1].end
        return [
            (Span(start, stop), speaker)
            for start, stop, speaker, *_ in json.loads(stored)
            if start < last and first < stop
        ]

    def printed(self, shown: Shown, version_id: str) -> tuple[Span, Trim]:
        """Where what was shown stands in a version, with its trim."""
        span = self._versions.way(shown.version_id, version_id).span(Span(shown.start, shown.stop))
        trim = Trim.read(shown.trim)
        if trim:
            trim, _ = trim.carried(self._versions.way(trim.version_id, version_id), version_id)
        return span, trim

    def kept(self, shown: Shown, version_id: str) -> list[Span]:
        """What of it is printed as it was said, in a version."""
        span, trim = self.printed(shown, version_id)
        return kept_spans(span, trim) if span else []

    def words(self, shown: Shown) -> list[str]:
        """What it prints as it was said, in the current text."""
        return [span.of(self.text(self.current)) for span in self.kept(shown, self.current)]

    def objected(self, one: Answered, freed: Iterable[Shown], version_id: str) -> tuple[Span, ...]:
        """What of a version an answer is against, without what was agreed to since and what is freed."""
        text = self.text(version_id)
        asked = [spans for spans in (self.kept(shown, version_id) for shown in one.shown) if spans]
        agreed = [span for shown in one.agreed for span in self.kept(shown, version_id)]
        if not any(_spoken(text, without(span, agreed)) for spans in asked for span in spans):
            return ()
        # What a trim left out between refused words would be printed as scraps of what they refused.
        wide = [[Span(spans[0].start, spans[-1].end)] if one.refused else spans for spans in asked]
        freely = [*agreed, *(span for shown in freed for span in self.kept(shown, version_id))]
        left = (part for span in _joined(span for spans in wide for span in spans) for part in without(span, freely))
        return tuple(_spoken(text, left))


def answers_by_document(conn: sqlite3.Connection) -> dict[str, list[Answered]]:
    """What was said against words of the whole study, by document, removed ones too; 0.1 ms where nothing was."""
    found: dict[str, list[Answered]] = defaultdict(list)
    tellings: dict[str, Tellings] = {}
    for quote_id, document, version, start, stop, trim, answer, on, stamp, is_kept in conn.execute(_ASKED).fetchall():
        if document not in tellings:
            tellings[document] = Tellings(conn, document)
        now = Shown(version, start, stop, trim)
        read = _History(conn, quote_id, document, now, tellings[document], names_of(conn))
        answers = read.answers()
        if answer == "refused" and not read.answered:  # its history was erased, or came without it
            day = date.fromisoformat(on) if on else None
            answers = [Answered(quote_id, document, refused=True, on=day, stamp=stamp, shown=(now,))]
        found[document] += [one for one in answers if one.refused or is_kept]
    yeses = yeses_by_document(conn) if any(found.values()) else {}
    return {
        document: _agreed_since(conn, document, some, yeses.get(document, ()), tellings[document])
        for document, some in found.items()
        if some
    }


def yeses_by_document(conn: sqlite3.Connection) -> dict[str, list[Agreed]]:
    """What one person said yes to, by document, whatever else they said of the same words before."""
    found: dict[str, list[Agreed]] = defaultdict(list)
    tellings: dict[str, Tellings] = {}
    voices: dict[str, dict[str, Voice]] = {}
    for quote_id, document, version, start, stop, trim, on in conn.execute(_APPROVED).fetchall():
        if document not in tellings:
            tellings[document], voices[document] = Tellings(conn, document), voices_in(conn, document)
        read = _History(
            conn, quote_id, document, Shown(version, start, stop, trim), tellings[document], names_of(conn)
        )
        read.answers()
        voice = _sole_voice(read.agreed, tellings[document], voices[document])
        if voice is not None:
            found[document].append(Agreed(quote_id, voice, date.fromisoformat(on), read.agreed_at, read.agreed))
    return found


def _agreed_since(
    conn: sqlite3.Connection, document: str, answers: list[Answered], yeses: Sequence[Agreed], tellings: Tellings
) -> list[Answered]:
    """The answers, with what the same person agreed to on a later day in other quotes."""
    if not yeses:
        return answers
    voices = voices_in(conn, document)
    found = []
    for one in answers:
        voice = _sole_voice(one.shown, tellings, voices)
        since = [yes for yes in yeses if yes.quote_id != one.quote_id and yes.voice == voice and yes.is_later(one)]
        found.append(replace(one, agreed=(*one.agreed, *(shown for yes in since for shown in yes.shown))))
    return found


def _sole_voice(several: Iterable[Shown], tellings: Tellings, voices: dict[str, Voice]) -> Voice | None:
    """The one person who says what was shown, when it was and now; None where they are several or none."""
    found: set[Voice | None] = set()
    for shown in several:
        for version in {shown.version_id, tellings.current}:
            if spans := tellings.kept(shown, version):
                found |= {
                    voices[speaker].person if speaker in voices else None
                    for turn, speaker in tellings.turns(version, spans)
                    if any(turn.overlaps(span) for span in spans)
                }
    found.discard(Voice())  # interviewers
    return found.pop() if len(found) == 1 else None


def shown_of(conn: sqlite3.Connection, quote_id: str) -> Shown:
    """What a quote prints now."""
    return Shown(
        *conn.execute("SELECT version_id, start, stop, trim FROM quote WHERE id = ?", (quote_id,)).fetchone()
    )


class _History:
    """What was recorded of one quote, what was taken back left out."""

    def __init__(
        self,
        conn: sqlite3.Connection,
        quote_id: str,
        document_id: str,
        now: Shown,
        tellings: Tellings,
        names: Names,
    ) -> None:
        self._conn, self._quote, self._document = conn, quote_id, document_id
        self._now, self._tellings, self._names = now, tellings, names
        self.answered = False
        self.agreed: tuple[Shown, ...] = ()  # where the last answer is a yes
        self.agreed_at = ""

    def answers(self) -> list[Answered]:
        """The refusals that still hold, or the wish for other words that was said last."""
        now, answer, on, digest = self._now, "", None, None
        every: dict[Shown, None] = {}
        since: dict[Shown, None] | None = None  # what it printed since they were asked last
        found: list[Answered] = []
        for stamp, is_new, after in self._changes():
            if is_new:
                now = replace(now, trim="[]")
            if "span" in after:
                version, start, stop = after["span"]
                now = replace(now, version_id=version, start=start, stop=stop)
            now = replace(now, trim=after.get("trim", now.trim))
            is_answer = not after.keys().isdisjoint(("answer", "answer_on", "answer_words", "answer_sha256"))
            answer, on = after.get("answer", answer), after.get("answer_on", on)
            digest = after.get("answer_sha256", digest)
            if is_answer and answer == "asked":
                since = {}
            every[now] = None
            if since is not None:
                since[now] = None
            if not is_answer:
                continue
            self.agreed = ()
            found = [one for one in found if one.refused] if answer else []
            if answer not in _ANSWERS:
                continue
            self.answered = True
            about = self._about(every, digest) or tuple(since or (now,))
            since = None
            if answer == "refused":
                found.append(self._answered(about, on, stamp, refused=True))
                continue
            found = [replace(one, agreed=(*one.agreed, *about)) for one in found]
            if answer == "changed":
                found.append(self._answered(about, on, stamp, refused=False))
            else:
                self.agreed, self.agreed_at = about, stamp
        return found

    def _answered(self, about: tuple[Shown, ...], on: str | None, stamp: str, *, refused: bool) -> Answered:
        day = date.fromisoformat(on) if on else None
        return Answered(self._quote, self._document, refused, day, stamp, about)

    def _changes(self) -> Iterator[tuple[str, bool, dict[str, Any]]]:
        """What each step left of the quote: its stamp, whether the quote is new, and the fields that it set."""
        rows = self._conn.execute(
            "SELECT action_id, undoes, hlc, before IS NULL, after FROM change WHERE tbl = 'quote' AND row_id = ? "
            "ORDER BY hlc, device_id, dseq",
            (self._quote,),
        ).fetchall()
        gone: set[str] = set()
        for action, undoes, *_ in reversed(rows):  # what takes back comes after what it takes back
            if undoes is not None and action not in gone:
                gone.add(undoes)
        for action, some in groupby(rows, key=itemgetter(0)):
            # An answer that is said anew is emptied first, in the same step: nothing is taken back by that.
            steps = [(stamp, is_new, after) for _, undoes, stamp, is_new, after in some if undoes is None]
            if steps and action not in gone:
                fields: dict[str, Any] = {}
                for _, _, after in steps:
                    fields |= json.loads(after)
                yield steps[-1][0], bool(steps[0][1]), fields

    def _about(self, every: Iterable[Shown], digest: str | None) -> tuple[Shown, ...]:
        """What they saw in print, by its digest; nothing where that tells nothing."""
        several = list(every)
        if len(several) == 1 or not digest:
            return tuple(several) if digest else ()
        for shown in reversed(several):
            for version in self._tellings.ids:
                span, trim = self._tellings.printed(shown, version)
                words = printed(self._tellings.text(version), span, trim).text if span else ""
                if words and digest_of_print(self._names.show(words)).startswith(digest):
                    return (shown,)
        return ()


def without(span: Span, others: Iterable[Span]) -> Iterator[Span]:
    """What of a span lies in none of the others."""
    start = span.start
    for one in sorted(one for one in others if one.overlaps(span)):
        if one.start > start:
            yield Span(start, one.start)
        start = max(start, one.end)
    if start < span.end:
        yield Span(start, span.end)


def widened(text: str, within: Span, span: Span, around: int) -> Span:
    """A span with so many words on either side as stand within another."""
    before = [one.start() for one in _WHOLE.finditer(text, within.start, span.start)]
    after = [one.end() for one in _WHOLE.finditer(text, span.end, within.end)]
    return Span((before[-around:] or [span.start])[0], (after[:around] or [span.end])[-1])


def _joined(spans: Iterable[Span]) -> list[Span]:
    """The spans apart, in order."""
    found: list[Span] = []
    for one in sorted(spans):
        if found and one.start <= found[-1].end:
            found[-1] = found[-1].joined(one)
        else:
            found.append(one)
    return found


def _spoken(text: str, spans: Iterable[Span]) -> Sequence[Span]:
    return [one for one in spans if _WORD.search(text, one.start, one.end)]


_ANSWERS = ("refused", "changed", "approved")
# What was refused stays so though the quote is no longer kept, or they were asked again; what was approved since is
# taken from it. Other words are wanted only where there is a quote.
_REFUSED_ONCE = "q.id IN (SELECT row_id FROM change WHERE tbl = 'quote' AND after LIKE '%\"refused\"%')"
_ASKED = f"""
SELECT q.id, q.document_id, q.version_id, q.start, q.stop, q.trim, q.answer, q.answer_on, q.hlc, q.deleted_at IS NULL
FROM quote q JOIN document d ON d.id = q.document_id
WHERE q.answer = 'refused' OR (q.answer = 'changed' AND q.deleted_at IS NULL) OR (q.answer != '' AND {_REFUSED_ONCE})
"""
_APPROVED = """
SELECT q.id, q.document_id, q.version_id, q.start, q.stop, q.trim, q.answer_on
FROM quote q JOIN document d ON d.id = q.document_id AND d.deleted_at IS NULL
WHERE q.answer = 'approved' AND q.answer_on IS NOT NULL AND q.deleted_at IS NULL
"""

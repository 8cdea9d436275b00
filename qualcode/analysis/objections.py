"""What people said against words of theirs in print, when they were asked, where these words stand now."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from qualcode.analysis.asked_about import (
    Answered,
    Shown,
    Tellings,
    answers_by_document,
    widened,
    without,
    yeses_by_document,
)
from qualcode.analysis.naming import StudyConnection, names_of
from qualcode.analysis.overrides import Override, overrides_by_document, overriding
from qualcode.analysis.phrases import day_in_words
from qualcode.analysis.said_again import Passage, SaidAgain, SpokenText, Voice, Whose, voices_in
from qualcode.analysis.versions import CurrentPlaces
from qualcode.participants.disclosure import Objection
from qualcode.transcripts.span import Span
from qualcode.transcripts.trim import Trim, kept_spans

_WORD = re.compile(r"\w")
_WHOLE = re.compile(r"\w+(?:'\w+)*")
_RUN, _LEAST = 5, 3  # words in a row that tell that others are quoted
_SIDES, _NEAR = 8, 200  # words on each side that tell a place, and letters among which they are looked for
_NOBODY = Voice()


@dataclass(frozen=True, slots=True)
class Objected:
    """An objection, the words it is about (half-open, code points of the current text), and the quote asked about.

    `spans` are empty where the words were cut; `words` are the same as they stood in any version of the text, `freed`
    what of them was agreed to later or is printed all the same, `who` the ids of the speakers who say them.
    """

    quote_id: str
    document_id: str
    spans: tuple[Span, ...]
    on: date | None
    objection: Objection
    words: tuple[str, ...] = ()
    who: tuple[str, ...] = ()
    answer: Answered | None = None
    freed: tuple[str, ...] = ()


def objections(conn: sqlite3.Connection, document_id: str) -> tuple[Objected, ...]:
    """What was objected to of a document, wherever its words stand in it; 10 µs where nothing was."""
    return _of(conn).in_document(document_id)


def objections_in(conn: sqlite3.Connection, document_id: str, version_id: str) -> tuple[Objected, ...]:
    """What was objected to of a document, where it stood in a version of its text."""
    return tuple(_of(conn).in_version(document_id, version_id))


def objections_by_document(conn: sqlite3.Connection) -> dict[str, tuple[Objected, ...]]:
    """What was objected to and stands in a document, in the whole study; reads all texts where anything was."""
    found = _of(conn)
    documents = conn.execute("SELECT id FROM document WHERE deleted_at IS NULL").fetchall() if found else ()
    several = ((document, found.in_document(document)) for (document,) in documents)
    return {document: some for document, some in several if some}


def objected_words(conn: sqlite3.Connection) -> tuple[Objected, ...]:
    """What was objected to in the whole study, once each: also what is cut, or stood in a document that is gone."""
    return _of(conn).told


def objections_on(conn: sqlite3.Connection, quote_id: str) -> list[Objected]:
    """What was objected to of the words that a kept quote prints, in whatever quote it was asked about."""
    row = conn.execute(
        "SELECT q.document_id, q.version_id, q.start, q.stop, q.trim, d.version_id FROM quote q "
        "JOIN document d ON d.id = q.document_id WHERE q.id = ?",
        (quote_id,),
    ).fetchone()
    if row is None:
        return []
    own = printed_spans(CurrentPlaces(conn), *row)
    (text,) = conn.execute(_TEXT, (row[0],)).fetchone()
    return [one for one in objections(conn, row[0]) if objection_to(text, own, [one]) is not None]


def overridden(conn: sqlite3.Connection) -> Iterator[tuple[str, Override, tuple[Span, ...]]]:
    """The reasons that hold to print words somebody said no to: each with its document, and what its quote prints."""
    return _of(conn).overridden()


class ObjectedWords:
    """Finds words that were objected to in what somebody wrote, where nothing says what they were taken from."""

    def __init__(self, conn: sqlite3.Connection) -> None:
        self._said: list[tuple[tuple[str, ...], Objected]] = []
        self._names = names_of(conn)
        self._freed = {
            one: [said for words in one.freed for said in self._told(words)] for one in objected_words(conn)
        }
        for one in self._freed:
            self._said += [(said, one) for words in one.words for said in self._told(words) if said]

    def in_words(self, written: str) -> Objection | None:
        """What was said against words that stand in others: a run of them, or all of either."""
        if not self._said:
            return None
        words = said_words(written)
        found = {one: None for said, one in self._said if share_a_run(words, said)}
        return strictest_objection(one for one in found if not any(_is_part(words, of) for of in self._freed[one]))

    def _told(self, words: str) -> Iterable[tuple[str, ...]]:
        """Words as they were said, and as the team sees them: a name may be replaced in either."""
        return dict.fromkeys(map(said_words, (words, self._names.show(words))))

    def refused_in(self, written: str) -> bool:
        """Whether words that were refused stand in others."""
        found = self.in_words(written)
        return found is not None and found.refused


class _Objections:
    """What was objected to in a study, as it is now."""

    def __init__(self, conn: sqlite3.Connection, before: _Objections | None) -> None:
        self._conn = conn
        answers = answers_by_document(conn)
        self._overrides = overrides_by_document(conn) if answers else {}
        self._yeses = yeses_by_document(conn) if answers else {}
        self._by_document: dict[str, list[Objected]] = {}
        self._in_document: dict[str, tuple[Objected, ...]] = {}
        passages: dict[Passage, Objected] = {}
        for document, some in answers.items():
            tellings = Tellings(conn, document)
            voices = voices_in(conn, document)
            for one in some:
                objected, spoken = self._read(one, tellings, voices)
                self._by_document.setdefault(document, []).append(objected)
                if one.refused:
                    passages.update((passage, objected) for passage in spoken)
        self.told = tuple(one for some in self._by_document.values() for one in some)
        self._refused = list(passages.items())
        self._again: SaidAgain | None = SaidAgain(tuple(passages)) if passages else None
        self._places: dict[tuple[str, frozenset[Voice]], dict[int, list[tuple[Span, Whose]]]] = {}
        if before is not None and before._again is not None and before._again.passages == tuple(passages):
            # Which words stand where is the same until a text, or what was refused, is another.
            self._again, self._places = before._again, before._places

    def __bool__(self) -> bool:
        return bool(self.told)

    def in_document(self, document_id: str) -> tuple[Objected, ...]:
        """What stands in a document, what is said in it again too."""
        if not self.told:
            return ()
        if document_id not in self._in_document:
            own = [one for one in self._by_document.get(document_id, ()) if one.spans]
            self._in_document[document_id] = (*own, *self._said_again(document_id, own))
        return self._in_document[document_id]

    def overridden(self) -> Iterator[tuple[str, Override, tuple[Span, ...]]]:
        """The reasons that hold, and the words of the current text that each frees."""
        answers = [one.answer for one in self.told if one.answer is not None]
        for document, some in self._overrides.items():
            tellings = Tellings(self._conn, document)
            for one in some:
                if any(overriding([one], answer, tellings) for answer in answers):
                    yield document, one, tuple(tellings.kept(one.shown, tellings.current))

    def in_version(self, document_id: str, version_id: str) -> Iterator[Objected]:
        """What stood in a version of a document, that alone which was asked about."""
        some = self._by_document.get(document_id, ())
        tellings = Tellings(self._conn, document_id) if some else None
        for one in some:
            assert one.answer is not None and tellings is not None
            held = [over.shown for over in overriding(self._overrides.get(document_id, ()), one.answer, tellings)]
            if spans := tellings.objected(one.answer, held, version_id):
                yield replace(one, spans=spans)

    def _said_again(self, document_id: str, own: Sequence[Objected]) -> Iterator[Objected]:
        row = self._conn.execute(_VERSION, (document_id,)).fetchone()
        if self._again is None or row is None:
            return
        version_id, text, turns = row
        voices = voices_in(self._conn, document_id)
        key = (version_id, frozenset(voices.values()))
        if key not in self._places:
            each = [(Span(start, end), voices.get(speaker, _NOBODY)) for start, end, speaker, *_ in json.loads(turns)]
            people = frozenset(one.participant for one in voices.values() if one.participant)
            self._places[key] = self._again.found(SpokenText(document_id, text, each, people))
        found: dict[tuple[Objected, Voice], list[Span]] = {}
        for at, some in self._places[key].items():
            passage, objected = self._refused[at]
            for span, whose in some:
                told = objected if whose is Whose.OWN else self._of_others(objected, passage)
                found.setdefault((told, passage.voice), []).append(span)
        tellings = Tellings(self._conn, document_id) if found else None
        for (objected, voice), spans_found in found.items():
            assert objected.answer is not None and tellings is not None
            there = [span for one in own if one.answer == objected.answer for span in one.spans]
            for shown in self._agreed(document_id, objected.answer, voice):
                there += tellings.kept(shown, version_id)
            for over in overriding(self._overrides.get(document_id, ()), objected.answer, tellings):
                there += tellings.kept(over.shown, version_id)
            left = (part for span in sorted(set(spans_found)) for part in without(span, there))
            if spans := tuple(part for part in left if _WORD.search(text, part.start, part.end)):
                yield replace(objected, document_id=document_id, spans=spans)

    def _agreed(self, document_id: str, answer: Answered, voice: Voice) -> Iterator[Shown]:
        """What of a document was agreed to after a no, by who said it."""
        if answer.document_id == document_id:
            yield from answer.agreed
        elif voice.participant:
            for one in self._yeses.get(document_id, ()):
                if one.voice == voice.person and one.is_later(answer):
                    yield from one.shown

    def _of_others(self, objected: Objected, said: Passage) -> Objected:
        """The objection where it is not known that the words are said by who was asked about them."""
        sql = "SELECT pseudonym FROM participant WHERE id = ?"
        known = self._conn.execute(sql, (said.voice.participant,)).fetchone()
        who = names_of(self._conn).show(known[0]) if known else "somebody"
        return replace(objected, objection=_objection_of_others(who, objected.on))

    def _read(self, one: Answered, tellings: Tellings, voices: dict[str, Voice]) -> tuple[Objected, list[Passage]]:
        """What an answer is against now, and what of it people said, turn by turn, in any version of the text."""
        held = [over.shown for over in overriding(self._overrides.get(one.document_id, ()), one, tellings)]
        words: dict[str, None] = {}
        spoken: dict[tuple[str, Voice], Passage] = {}
        speaking: dict[str, None] = {}
        is_kept = tellings.is_in_study
        for version in tellings.ids:
            spans = _known(one, tellings, version, tellings.objected(one, held, version))
            text = tellings.text(version)
            said = [span.of(text) for span in spans]
            if not words.keys() >= set(said):
                words.update(dict.fromkeys(said))
                for turn, speaker in tellings.turns(version, spans):
                    voice = voices.get(speaker or "", _NOBODY)
                    if speaker in voices and not voice.speaker:
                        continue  # an interviewer
                    inside = [span for span in spans if span.overlaps(turn)]
                    if inside and speaker:
                        speaking[speaker] = None
                    for span in inside:
                        part = Span(max(span.start, turn.start), min(span.end, turn.end))
                        is_gone = not (is_kept and version == tellings.current)
                        passage = Passage(part.of(text), one.document_id, voice, _around(text, part), is_gone)
                        spoken.setdefault((passage.words, voice), passage)
        return (
            Objected(
                one.quote_id,
                one.document_id,
                tellings.objected(one, held, tellings.current),
                one.on,
                _objection(one),
                tuple(words),
                tuple(speaking),
                one,
                tuple(words for shown in (*held, *one.agreed) for words in tellings.words(shown)),
            ),
            list(spoken.values()),
        )


def _known(one: Answered, tellings: Tellings, version: str, spans: Sequence[Span]) -> Sequence[Span]:
    """The words by which an answer's are known; a scrap that something else was freed around, with words of that."""
    text = tellings.text(version)
    if all(len(said_words(span.of(text))) >= _RUN for span in spans):
        return spans
    whole = tellings.objected(replace(one, agreed=()), (), version)
    return [
        widened(text, within, span, _RUN - 1) if len(said_words(span.of(text))) < _RUN else span
        for span in spans
        for within in [next((each for each in whole if each.covers(span)), span)]
    ]


def _around(text: str, span: Span) -> tuple[str, str]:
    """The words before and after a span."""
    near = Span(max(span.start - _NEAR, 0), min(span.end + _NEAR, len(text)))
    wide = widened(text, near, span, _SIDES)
    return text[wide.start : span.start], text[span.end : wide.end]


def _of(conn: sqlite3.Connection) -> _Objections:
    """What was objected to, read once until something in the study changes."""
    if not isinstance(conn, StudyConnection):
        return _Objections(conn, None)
    (elsewhere,) = conn.execute("PRAGMA data_version").fetchone()
    key = (conn.total_changes, elsewhere, id(conn.names))
    kept, before = conn.objections
    if kept == key and isinstance(before, _Objections):
        return before
    found = _Objections(conn, before if isinstance(before, _Objections) else None)
    conn.objections = key, found
    return found


def said_words(written: str) -> tuple[str, ...]:
    """The words of a text as they are compared: without capitals and stops."""
    return tuple(_WHOLE.findall(written.casefold().replace("’", "'")))


def share_a_run(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether so many words in a row stand in both that one is quoted in the other, or they are the same."""
    size = min(_RUN, len(one), len(other))
    if size < _LEAST:  # a word or two are anybody's
        return bool(one) and one == other
    runs = {one[at : at + size] for at in range(len(one) - size + 1)}
    return any(other[at : at + size] in runs for at in range(len(other) - size + 1))


def _is_part(one: tuple[str, ...], of: tuple[str, ...]) -> bool:
    """Whether words stand in others one after the other."""
    return any(of[at : at + len(one)] == one for at in range(len(of) - len(one) + 1))


def objection_to(text: str, spans: Iterable[Span], objected: Sequence[Objected]) -> Objection | None:
    """What was said against words of some spans of a document's text; a refusal before a wish for other words."""
    if not objected:
        return None
    wanted = list(spans)
    found = [one for one in objected if any(_share_words(text, a, b) for a in wanted for b in one.spans)]
    return strictest_objection(found)


def strictest_objection(objected: Iterable[Objected]) -> Objection | None:
    """A refusal before a wish for other words; None where nothing was objected to."""
    return min((one.objection for one in objected), key=lambda one: not one.refused, default=None)


def printed_spans(
    places: CurrentPlaces, document: str, version: str, start: int, stop: int, stored: str, current: str
) -> tuple[Span, ...]:
    """What of a quote is printed as it was said, in the current text."""
    span, trim = places.span(document, version, Span(start, stop)), Trim.read(stored)
    if trim:
        trim, _ = trim.carried(places.way(document, trim.version_id), current)
    return tuple(kept_spans(span, trim)) if span else ()


def _objection(one: Answered) -> Objection:
    asked = f" when asked{f' on {day_in_words(one.on)}' if one.on else ''}"
    if one.refused:
        return Objection(f"refused by the person{asked}")
    return Objection(f"put in other words by the person{asked}", refused=False)


def _objection_of_others(who: str, on: date | None) -> Objection:
    return Objection(f"stands in words that {who} refused when asked{f' on {day_in_words(on)}' if on else ''}")


def refused_in(conn: sqlite3.Connection, passages: Iterable[tuple[str, Span]]) -> dict[tuple[str, Span], str]:
    """Why passages (a document's id and a span of its current text) may be printed for nobody, those that may not."""
    known = _of(conn)
    found: dict[tuple[str, Span], str] = {}
    texts: dict[str, str] = {}
    for document, span in passages if known else ():
        if objected := known.in_document(document):
            if document not in texts:
                (texts[document],) = conn.execute(_TEXT, (document,)).fetchone()
            objection = objection_to(texts[document], [span], objected)
            if objection is not None and objection.refused:
                found[document, span] = objection.why
    return found


def _share_words(text: str, one: Span, other: Span) -> bool:
    start, end = max(one.start, other.start), min(one.end, other.end)
    return start < end and _WORD.search(text, start, end) is not None


_TEXT = (
    "SELECT t.words FROM document d JOIN text_version v ON v.id = d.version_id JOIN text t ON t.sha256 = v.sha256 "
    "WHERE d.id = ?"
)
_VERSION = """
SELECT d.version_id, t.words, v.turns FROM document d JOIN text_version v ON v.id = d.version_id
JOIN text t ON t.sha256 = v.sha256 WHERE d.id = ? AND d.deleted_at IS NULL
"""

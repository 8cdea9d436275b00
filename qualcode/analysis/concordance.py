"""Words wherever they were said: each place with what stands around it (a concordance)."""

from __future__ import annotations

import json
import sqlite3
import unicodedata
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from math import prod
from typing import NamedTuple

from qualcode.analysis.documents import shown, text_of, turn_spans
from qualcode.analysis.naming import names_of
from qualcode.analysis.study import language
from qualcode.participants.names import Names
from qualcode.transcripts.boundaries import Boundaries, Unit, words_in
from qualcode.transcripts.layout import is_east_asian
from qualcode.transcripts.span import Span

MOST = 5_000  # hits that are listed: nobody reads on, and what is asked is too wide

_MOST_PHRASES = 200  # that the search table is asked for; of more only the words
_FEWEST_LETTERS = 3  # of a stem, before other forms of the word are looked for
_VOICED = "\u3099\u309a"  # marks that make another letter in Japanese, where others are accents


@dataclass(frozen=True, slots=True)
class Hit:
    """A place where the words stand: half-open code points of the document's current text, in one turn.

    `version_id` is that text's. `turn` is the turn's number, from 1. `asks` is whether an interviewer says it.
    """

    document_id: str
    version_id: str
    kind: str
    span: Span
    turn: int
    turn_span: Span
    asks: bool
    participant_id: str | None


@dataclass(frozen=True)
class Concordance:
    """The places found, in the order of the documents, at most `MOST`; `more` is whether there are others.

    `forms` are the words looked for as they stand in the study, the most frequent first.
    """

    hits: tuple[Hit, ...] = ()
    forms: tuple[str, ...] = ()
    more: bool = False


def concordance(
    conn: sqlite3.Connection, wanted: str, *, inflected: bool = True, interviewers: bool = False
) -> Concordance:
    """Every place where a word or a phrase was said, whatever its case; with `inflected` its other forms as well.

    Forms are those that the Snowball stemmer of the study's language takes for one word. What interviewers say is
    left out unless asked for. Reads words as the study keeps them, not as names are shown.
    """
    words = [_folded(word.of(wanted)) for word in words_in(wanted, Span(0, len(wanted)))]
    if not words:
        return Concordance()
    stem = stemmer(language(conn)) if inflected else _as_it_is
    alike = [_forms(conn, word, stem) for word in words]
    stems = [stem(word) for word in words]
    hits: list[Hit] = []
    said: Counter[str] = Counter()
    text, text_is_of = "", ""
    for document_id, version, kind, number, start, stop, asks, person in _turns(conn, alike, interviewers):
        if document_id != text_is_of:
            text, text_is_of = text_of(conn, document_id), document_id
        turn = Span(start, stop)
        for span in _places(text, turn, stems, stem):
            hits.append(Hit(document_id, version, kind, span, number, turn, bool(asks), person))
            said[span.of(text).casefold()] += 1
        if len(hits) > MOST:
            break
    order = dict(conn.execute("SELECT id, row_number() OVER (ORDER BY position, id) FROM document"))
    listed = sorted(hits[:MOST], key=lambda hit: (order[hit.document_id], hit.span))
    forms = sorted(said, key=lambda form: (-said[form], form))
    return Concordance(tuple(listed), tuple(forms), more=len(hits) > MOST)


def _places(text: str, turn: Span, stems: Sequence[str], stem: Callable[[str], str]) -> Iterator[Span]:
    """Where words of these stems follow one another in a turn; places never overlap."""
    found = list(words_in(text, turn))
    place = 0
    while place + len(stems) <= len(found):
        if all(stem(_folded(found[place + n].of(text))) == one for n, one in enumerate(stems)):
            yield found[place].joined(found[place + len(stems) - 1])
            place += len(stems)
        else:
            place += 1


def _as_it_is(word: str) -> str:
    return word


@lru_cache(maxsize=100_000)
def _folded(word: str) -> str:
    """A word without case, accents and the possessive, as the search table has it."""
    apart = unicodedata.normalize("NFKD", word.casefold().replace("’", "'").removesuffix("'s"))
    bare = "".join(one for one in apart if one in _VOICED or not unicodedata.combining(one))
    return unicodedata.normalize("NFC", bare)


@lru_cache(maxsize=4)
def stemmer(language: str) -> Callable[[str], str]:
    """What gives the stem of a folded word in a language; the word itself where there is no stemmer for it."""
    # Costs 0.25 s the first time, so only who looks for words pays it.
    from nltk.stem.snowball import SnowballStemmer

    if language not in SnowballStemmer.languages:
        return _as_it_is
    stem: Callable[[str], str] = lru_cache(maxsize=50_000)(SnowballStemmer(language).stem)
    return stem


def _forms(conn: sqlite3.Connection, word: str, stem: Callable[[str], str]) -> list[str]:
    """The words of the study that have the stem of this one, as the search table writes them."""
    wanted = stem(word)
    # A stem may change the last letters (happy, happi), never the first.
    begins = wanted[: max(_FEWEST_LETTERS, len(wanted) - 2)]
    if stem is _as_it_is or len(wanted) < _FEWEST_LETTERS:
        return [word]
    conn.execute("CREATE VIRTUAL TABLE IF NOT EXISTS temp.said_word USING fts5vocab(main, turn_search, row)")
    terms = conn.execute(
        "SELECT term FROM temp.said_word WHERE term >= ? AND term < ?", (begins, f"{begins}\U0010ffff")
    )
    found = [str(term) for (term,) in terms if stem(term) == wanted]
    return found or [word]


_TURNS = """
SELECT d.id, d.version_id, d.kind, turn.number, turn.start, turn.stop, coalesce(s.is_interviewer, 0), s.participant_id
FROM turn_search CROSS JOIN turn ON turn.num = turn_search.rowid
CROSS JOIN document d ON d.id = turn.document_id AND d.version_id = turn.version_id AND d.deleted_at IS NULL
LEFT JOIN speaker s ON s.id = turn.speaker_id
WHERE turn_search MATCH ? {who}
"""
_ALL_TURNS = """
SELECT d.id, d.version_id, d.kind, turn.number, turn.start, turn.stop, coalesce(s.is_interviewer, 0), s.participant_id
FROM document d JOIN text_version v ON v.id = d.version_id JOIN text t ON t.sha256 = v.sha256
JOIN turn ON turn.version_id = d.version_id LEFT JOIN speaker s ON s.id = turn.speaker_id
WHERE d.deleted_at IS NULL AND instr(t.words, ?) {who} ORDER BY d.id
"""


def _turns(
    conn: sqlite3.Connection, alike: Sequence[Collection[str]], interviewers: bool
) -> Iterable[tuple[str, str, str, int, int, int, int, str | None]]:
    """The turns that may hold a form of each word, those of a document together but for what was changed since.

    In the order of the search table and not of the documents: sorted, the first of a million would wait for the last.
    """
    who = "" if interviewers else "AND NOT coalesce(s.is_interviewer, 0)"
    if any(is_east_asian(form[0]) for forms in alike for form in forms):
        # The search table has a whole run of such characters as one word.
        return conn.execute(_ALL_TURNS.format(who=who), (next(iter(alike[0])),))
    if prod(map(len, alike)) <= _MOST_PHRASES:
        asked = " OR ".join(_quoted(" ".join(forms)) for forms in product(*alike))
    else:
        asked = " AND ".join(f"({' OR '.join(map(_quoted, forms))})" for forms in alike)
    return conn.execute(_TURNS.format(who=who), (asked,))


def _quoted(form: str) -> str:
    doubled = form.replace('"', '""')
    return f'"{doubled}"'


@dataclass(frozen=True, slots=True)
class HitRow:
    """A hit as a row shows it: who, where, and its sentence before, within and after it."""

    who: str
    document: str
    turn: int
    seconds: float | None
    before: str
    words: str
    after: str
    coded: bool


def hit_rows(conn: sqlite3.Connection, page: Sequence[Hit]) -> list[HitRow]:
    """The rows of some hits, in the order given, with names as they are shown."""
    names = names_of(conn)
    texts = {document: text_of(conn, document) for document in {hit.document_id for hit in page}}
    sentences = {document: _boundaries(conn, document, text) for document, text in texts.items()}
    return [_row(conn, hit, texts[hit.document_id], sentences[hit.document_id], names) for hit in page]


def _row(conn: sqlite3.Connection, hit: Hit, text: str, boundaries: Boundaries, names: Names) -> HitRow:
    name, label, asks, pseudonym, millis = conn.execute(
        "SELECT coalesce(nullif(d.title, ''), d.name), s.label, s.is_interviewer, p.pseudonym, turn.millis "
        "FROM document d JOIN turn ON turn.version_id = d.version_id AND turn.number = ? "
        "LEFT JOIN speaker s ON s.id = turn.speaker_id LEFT JOIN participant p ON p.id = s.participant_id "
        "WHERE d.id = ?",
        (hit.turn, hit.document_id),
    ).fetchone()
    (coded,) = conn.execute(
        "SELECT EXISTS (SELECT 1 FROM coding_seen WHERE document_id = ? AND current_start < ? AND current_stop > ?)",
        (hit.document_id, hit.span.end, hit.span.start),
    ).fetchone()
    around = _around(hit, boundaries)
    said = around.of(text)
    splices = names.splices(said, hit.document_id)
    inside = splices.map_span(Span(hit.span.start - around.start, hit.span.end - around.start))
    drawn = splices.apply(said)
    return HitRow(
        who="" if label is None else names.show(shown(label, bool(asks), pseudonym)),
        document=names.show(name),
        turn=hit.turn,
        seconds=None if millis is None else millis / 1000,
        before=_one_line(drawn[: inside.start]),
        words=_one_line(inside.of(drawn)),
        after=_one_line(drawn[inside.end :]),
        coded=bool(coded),
    )


def _one_line(words: str) -> str:
    """Words with one space for each run of white space; one at an end stays."""
    before, after = " " * words[:1].isspace(), " " * words[-1:].isspace()
    return f"{before}{' '.join(words.split())}{after}"


def _around(hit: Hit, boundaries: Boundaries) -> Span:
    """The sentences that a hit stands in."""
    touched = boundaries.sentences_in(hit.span)
    return touched[0].joined(touched[-1]) if touched else hit.turn_span


def _boundaries(conn: sqlite3.Connection, document_id: str, text: str) -> Boundaries:
    (edges,) = conn.execute(
        "SELECT v.sentences FROM document d JOIN text_version v ON v.id = d.version_id WHERE d.id = ?", (document_id,)
    ).fetchone()
    known = json.loads(edges)
    sentences = [Span(start, stop) for start, stop in zip(known[::2], known[1::2], strict=True)]
    return Boundaries(text, turn_spans(conn, document_id), sentences)


class Found(NamedTuple):
    """A passage to be coded: a span (half-open, code points) of a version of a document's text."""

    document_id: str
    version_id: str
    span: Span


def extended(conn: sqlite3.Connection, hits: Iterable[Hit], unit: Unit) -> list[Found]:
    """The words of some hits alone, their sentences or their turns; each passage once, in the order of the hits."""
    boundaries: dict[str, Boundaries] = {}
    found: dict[Found, None] = {}
    for hit in hits:
        span = hit.turn_span if unit is Unit.TURN else hit.span
        if unit is Unit.SENTENCE:
            if hit.document_id not in boundaries:
                boundaries[hit.document_id] = _boundaries(conn, hit.document_id, text_of(conn, hit.document_id))
            span = _around(hit, boundaries[hit.document_id])
        found[Found(hit.document_id, hit.version_id, span)] = None
    return list(found)

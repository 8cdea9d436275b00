"""Short ids as people hold and type them, and what each names: an excerpt, a quote or a memo.

A card of a workshop bears the id of what it asks about, so it is one of these.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from qualcode.analysis.code_history import code_now
from qualcode.analysis.excerpts import CROCKFORD, Choice, Excerpt, excerpts, longer_ids, short_id
from qualcode.analysis.versions import CurrentPlaces
from qualcode.problem import Problem
from qualcode.transcripts.span import Span

READ_AS = str.maketrans("ilou", "110v")  # what a person may take for another in a short id
_FEWEST, _MOST = 8, 26  # letters after the x
_KIND_SAID = re.compile(r"\s*(?:(?:id|card|excerpt|quote|memo|passage)\b[\s:.#]*)*", re.IGNORECASE)
_WHERE = "Reports, sheets and lists print ids beside passages: an x with eight letters or digits after it."
NOWHERE = Span(0, 0)


class IdKind(StrEnum):
    """What a short id can name."""

    EXCERPT = "excerpt"
    QUOTE = "quote"
    MEMO = "memo"

    @property
    def table(self) -> str:
        """Where its rows are: an excerpt is named by a coding."""
        return "coding" if self is IdKind.EXCERPT else str(self)


@dataclass(frozen=True, slots=True)
class Named:
    """What a short id names: the row of a coding, a quote or a memo.

    `span` is where the words stand now (half-open, code points of the document's current text), those of the whole
    excerpt for a coding; it is empty where they were taken out, and for a memo. `excerpt` is the one that holds the
    coding. `gone` says that it was taken away and nothing stands for it: the passage is there still.
    """

    kind: IdKind
    row_id: str
    document_id: str = ""
    span: Span = NOWHERE
    excerpt: Excerpt | None = None
    gone: bool = False

    @property
    def as_excerpt(self) -> Excerpt:
        """The excerpt, or the passage as if it were one, under no code."""
        if self.excerpt is not None:
            return self.excerpt
        span = self.span
        return Excerpt("", self.document_id, "", span.start, span.end, (), (), False, None, None)


def read_id(typed: str) -> str:
    """A short id as it is printed, from what somebody typed or pasted; empty where it can be none.

    Capitals, spaces, brackets and hyphens make no difference, nor does the x, nor a word before it that says what it
    is of; o is read as 0, i and l as 1, u as v.
    """
    said = _KIND_SAID.match(typed)
    words = typed[said.end() :] if said is not None else typed
    letters = "".join(letter for letter in words.casefold() if letter.isalnum()).translate(READ_AS)
    if letters.startswith("x") and len(letters) > _FEWEST:
        letters = letters[1:]
    if not _FEWEST <= len(letters) <= _MOST or any(letter not in CROCKFORD for letter in letters):
        return ""
    return f"x{letters}"


def is_typed_id(typed: str) -> bool:
    """Whether words can only be meant as an id: with its x."""
    first = next((letter for letter in typed.casefold() if letter.isalnum()), "")
    return first == "x" and bool(read_id(typed))


def all_named(conn: sqlite3.Connection, typed: str) -> tuple[Named, ...]:
    """All that an id names, excerpts before quotes before memos; what was taken away only where nothing else is so.

    Nothing where it is no id, or that of nothing in the study.
    """
    short = read_id(typed)
    if not short:
        return ()
    last = 0
    for letter in short[-8:]:
        last = last << 5 | CROCKFORD.index(letter)
    tail = f"{last:010x}"
    found = [
        one
        for some in (_codings(conn, tail, short), _quotes(conn, tail, short), _memos(conn, tail, short))
        for one in some
    ]
    return tuple([one for one in found if not one.gone] or found)


def _is_called(row_id: str, short: str) -> bool:
    return short_id(row_id, len(short) - 1) == short


def _codings(conn: sqlite3.Connection, tail: str, short: str) -> Iterator[Named]:
    for coding_id, document_id, code_id, start, stop, seen in conn.execute(_CODINGS, (tail,)).fetchall():
        if not _is_called(coding_id, short):
            continue
        own = Span(start, stop)
        beside = _excerpts_at(conn, document_id, own, code_id if seen else code_now(conn, code_id))
        if seen:
            excerpt = next((one for one in beside if coding_id in one.coding_ids), None)
            span = NOWHERE if excerpt is None else Span(excerpt.start, excerpt.stop)
            yield Named(IdKind.EXCERPT, coding_id, document_id, span, excerpt)
        elif beside:
            # Others had coded the passage as well, or it was joined: the id is for life, the coding was not.
            excerpt = max(beside, key=lambda one: len(_shared(own, one)))
            span = Span(excerpt.start, excerpt.stop)
            yield Named(IdKind.EXCERPT, min(excerpt.coding_ids), document_id, span, excerpt)
        else:
            yield Named(IdKind.EXCERPT, coding_id, document_id, own, gone=True)


def _excerpts_at(conn: sqlite3.Connection, document_id: str, span: Span, code_id: str | None = None) -> list[Excerpt]:
    """The excerpts, of all that may be seen, that share words with a passage; under one code where it is given."""
    codes = None if code_id is None else [code_id]
    found = excerpts(conn, Choice(codes=codes, documents=[document_id], seen=True))
    return [one for one in found if _shared(span, one)]


def _shared(span: Span, one: Excerpt) -> Span:
    start, stop = max(span.start, one.start), min(span.end, one.stop)
    return Span(start, max(start, stop))


def _quotes(conn: sqlite3.Connection, tail: str, short: str) -> Iterator[Named]:
    places = CurrentPlaces(conn)
    for quote_id, document_id, version, start, stop, gone in conn.execute(_QUOTES, (tail,)).fetchall():
        if _is_called(quote_id, short):
            span = places.span(document_id, version, Span(start, stop))
            yield Named(IdKind.QUOTE, quote_id, document_id, span, gone=bool(gone))


def _memos(conn: sqlite3.Connection, tail: str, short: str) -> Iterator[Named]:
    rows = conn.execute("SELECT id, deleted_at IS NOT NULL FROM memo WHERE substr(id, -10) = ?", (tail,))
    for memo_id, gone in rows.fetchall():
        if _is_called(memo_id, short):
            yield Named(IdKind.MEMO, memo_id, gone=bool(gone))


_CODINGS = """
SELECT c.id, c.document_id, c.code_id, c.current_start, c.current_stop,
  EXISTS (SELECT 1 FROM coding_seen s WHERE s.id = c.id)
FROM coding c JOIN document d ON d.id = c.document_id AND d.deleted_at IS NULL WHERE substr(c.id, -10) = ?
"""
_QUOTES = """
SELECT q.id, q.document_id, q.version_id, q.start, q.stop, q.deleted_at IS NOT NULL
FROM quote q JOIN document d ON d.id = q.document_id AND d.deleted_at IS NULL WHERE substr(q.id, -10) = ?
"""


# What is meant where one thing is wanted


def coding_named(conn: sqlite3.Connection, typed: str) -> str:
    """The coding that an id names, or that stands for it now; of a quote, the first of the excerpt of its words.

    Raises Problem where there is none, or there are several.
    """
    found = _of_kind(conn, typed, IdKind.EXCERPT)
    if len(found) == 1 and not found[0].gone:
        return found[0].row_id
    return min(excerpt_named(conn, typed).coding_ids)


def excerpt_named(conn: sqlite3.Connection, typed: str) -> Excerpt:
    """The excerpt, of all that may be seen, that an id names: it holds the coding now, or the words of the quote.

    Raises Problem where there is none, or there are several.
    """
    every = all_named(conn, typed)
    found = [one for one in every if one.kind is IdKind.EXCERPT]
    if len(found) > 1:
        raise _several(conn, typed, [one.row_id for one in found])
    if not found:
        quote = next((one for one in every if one.kind is IdKind.QUOTE), None)
        if quote is None:
            raise _nothing(typed, every)
        return _excerpt_of_quote(conn, typed, quote)
    (one,) = found
    if one.excerpt is not None:
        return one.excerpt
    if one.gone:
        raise Problem(f"The excerpt {typed} was taken away.", remedy="History brings it back.")
    raise Problem(f"The words of {typed} are no longer in the document.", remedy="History lists what was done.")


def _excerpt_of_quote(conn: sqlite3.Connection, typed: str, quote: Named) -> Excerpt:
    beside = _excerpts_at(conn, quote.document_id, quote.span)
    same = [one for one in beside if Span(one.start, one.stop) == quote.span]
    if len(found := same or beside) == 1:
        return found[0]
    if not found:
        raise Problem(f"{typed} is a quote, and no code stands at its words.", remedy="Code the passage first.")
    ids = ", ".join(one.id for one in found)
    raise Problem(
        f"{typed} is a quote, and several excerpts hold its words.", f"They are {ids}.", "Give one of these."
    )


def quotes_named(conn: sqlite3.Connection, typed: str, *, exactly: bool = False) -> tuple[str, ...]:
    """The quotes that are kept and that an id names: a quote itself, else those kept of the words of the excerpt.

    Where none is kept of exactly these words, those that share some, unless they are to be `exactly` these; in the
    order they were kept.
    """
    every = [one for one in all_named(conn, typed) if one.kind is not IdKind.MEMO]
    own = tuple(one.row_id for one in every if one.kind is IdKind.QUOTE and not one.gone)
    if own:
        return own
    places, same, beside = CurrentPlaces(conn), list[str](), list[str]()
    for one in every:
        if one.kind is IdKind.QUOTE:  # another than the one that is no longer kept
            continue
        for quote_id, version, start, stop in conn.execute(_KEPT_IN, (one.document_id,)).fetchall():
            span = places.span(one.document_id, version, Span(start, stop))
            if span and span == one.span:
                same.append(quote_id)
            elif span.overlaps(one.span):
                beside.append(quote_id)
    return tuple(dict.fromkeys(same if exactly else same or beside))


_KEPT_IN = "SELECT id, version_id, start, stop FROM quote WHERE document_id = ? AND deleted_at IS NULL ORDER BY num"


def quote_named(conn: sqlite3.Connection, typed: str) -> str:
    """The one quote that an id names, its own or that of the excerpt of exactly its words.

    Raises Problem where there is none, or there are several.
    """
    found = quotes_named(conn, typed, exactly=True)
    if len(found) == 1:
        return found[0]
    near = found or quotes_named(conn, typed)
    if not near:
        raise Problem(f"No quote is kept that has the id {typed}.", remedy="“qualcode essay show” lists the ids.")
    ids = QuoteIds(conn)
    told = ", ".join(f"{ids.of(one)} {_stands_in(conn, one)}" for one in near)
    if found:
        title, detail = f"Several quotes are kept of {typed}.", f"They are {told}."
    else:
        title, detail = f"No quote is kept of exactly the words of {typed}.", f"Some of them are in {told}."
    raise Problem(title, detail, "Give the id of a quote.")


def _stands_in(conn: sqlite3.Connection, quote_id: str) -> str:
    """`in “Ways in”`, or `in Kept`."""
    row = conn.execute(
        "SELECT e.title FROM quote q JOIN essay e ON e.id = q.essay_id AND e.deleted_at IS NULL WHERE q.id = ?",
        (quote_id,),
    ).fetchone()
    return f"in “{row[0]}”" if row is not None else "in Kept"


def passage_named(conn: sqlite3.Connection, typed: str) -> Named:
    """The passage that an id names, of an excerpt, of a quote or of one that was taken away.

    Raises Problem where there is none, its words are no longer in the document, or there are several.
    """
    every = all_named(conn, typed)
    found = [one for one in every if one.kind is not IdKind.MEMO]
    if not found:
        raise _nothing(typed, every)
    places = {(one.document_id, one.span) for one in found}
    if len(places) > 1:
        kind = found[0].kind
        found = [one for one in found if one.kind is kind]
        if len(found) > 1:
            raise _several(conn, typed, [one.row_id for one in found])
    if not found[0].span:
        raise Problem(f"The words of {typed} are no longer in the document.", remedy="History lists what was done.")
    return found[0]


def _of_kind(conn: sqlite3.Connection, typed: str, kind: IdKind) -> list[Named]:
    return [one for one in all_named(conn, typed) if one.kind is kind]


def _nothing(typed: str, found: Sequence[Named]) -> Problem:
    if found:
        return Problem(f"{typed} is the id of a memo.", "No passage has it.", _WHERE)
    return Problem(f"Nothing in the study has the id {typed}.", remedy=_WHERE)


def _several(conn: sqlite3.Connection, typed: str, row_ids: Sequence[str]) -> Problem:
    longer = {**longer_ids(conn), **QuoteIds(conn).all}
    ids = ", ".join(longer.get(one) or short_id(one) for one in row_ids)
    return Problem(f"Several passages have the id {typed}.", f"They are {ids}.", "Give all letters of one of these.")


class QuoteIds:
    """The short ids of all quotes there ever were in a study, for life: two that would agree have more letters."""

    def __init__(self, conn: sqlite3.Connection) -> None:
        self.all: dict[str, str] = {}
        alike: dict[str, list[str]] = {}
        for (quote_id,) in conn.execute("SELECT id FROM quote"):
            alike.setdefault(short_id(quote_id), []).append(quote_id)
        for short, ids in alike.items():
            letters = _FEWEST
            while len({short_id(one, letters) for one in ids}) < len(ids):
                letters += 1
            for one in ids:
                self.all[one] = short if letters == _FEWEST else short_id(one, letters)

    def of(self, quote_id: str) -> str:
        """The short id of a quote, `x` and eight letters or digits, which is also its bookmark in Word."""
        return self.all[quote_id]

"""The essays of a study, as a list."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, datetime

from qualcode.analysis.documents import text_of
from qualcode.analysis.naming import names_of
from qualcode.essays.essay import EssayKind, EssayState, as_kind, as_state
from qualcode.essays.quotes import by_document, quote_rows
from qualcode.participants.disclosure import Audience
from qualcode.problem import Problem
from qualcode.transcripts.boundaries import count_words
from qualcode.transcripts.quoting import in_marks
from qualcode.transcripts.trim import kept_spans


@dataclass(frozen=True, slots=True)
class EssayLine:
    """An essay, and how many quotes and other parts it has.

    `changed_at` is when it, or anything in it, was changed last, in ISO 8601 and UTC.
    """

    id: str
    title: str
    about: str
    kind: EssayKind
    state: EssayState
    audience: Audience
    quotes: int
    parts: int
    author: str
    created_at: str
    changed_at: str


@dataclass(frozen=True, slots=True)
class EssayList:
    """All essays in their order, and how many quotes are in Kept."""

    essays: tuple[EssayLine, ...]
    kept: int


def essays(conn: sqlite3.Connection) -> EssayList:
    """The essays of a study; 5,000 quotes take about 10 ms."""
    numbers = _numbers(conn)
    return EssayList(tuple(_lines(conn, numbers)), numbers.get(None, 0))


def essay_line(conn: sqlite3.Connection, essay_id: str) -> EssayLine | None:
    """One essay; None where it is gone."""
    found = _lines(conn, _numbers(conn), essay_id)
    return found[0] if found else None


def words_printed(conn: sqlite3.Connection) -> dict[str | None, int]:
    """How many words that were said the quotes of each essay print, those of Kept by None.

    Reads the documents that they quote, so on a copy.
    """
    rows = quote_rows(conn)
    found: dict[str | None, int] = defaultdict(int)
    for document_id, some in by_document(rows).items():
        text = text_of(conn, document_id)
        for row in some:
            found[row.essay_id] += sum(count_words(one.of(text)) for one in kept_spans(row.span, row.trim))
    return found


def _numbers(conn: sqlite3.Connection) -> dict[str | None, int]:
    """How many quotes there are by essay; those of one that is gone are in Kept."""
    return dict(conn.execute(_NUMBERS).fetchall())


def _lines(conn: sqlite3.Connection, numbers: dict[str | None, int], essay_id: str | None = None) -> list[EssayLine]:
    """The lines of all essays, or of one."""
    show = names_of(conn).show
    sql = _ESSAYS.format(where="" if essay_id is None else "AND e.id = ?")
    return [
        EssayLine(
            id=essay_id,
            title=show(title),
            about=show(about),
            kind=as_kind(kind),
            state=as_state(state),
            audience=Audience(audience),
            quotes=numbers.get(essay_id, 0),
            parts=parts,
            author=author,
            created_at=created_at,
            changed_at=_moment(stamp),
        )
        for essay_id, title, about, kind, state, audience, author, created_at, parts, stamp in conn.execute(
            sql, () if essay_id is None else (essay_id,)
        )
    ]


def essay_called(conn: sqlite3.Connection, named: str) -> EssayLine:
    """The one essay of a title, or of what its title begins with, in whatever case.

    Raises Problem where there is none, or there are several.
    """
    wanted = " ".join(named.split()).casefold()
    every = essays(conn).essays
    found = [one for one in every if one.title.casefold() == wanted] or [
        one for one in every if wanted and one.title.casefold().startswith(wanted)
    ]
    if len(found) == 1:
        return found[0]
    if not found:
        raise Problem(f"No essay is called {in_marks(named)}.", remedy="“qualcode essay list” shows them all.")
    titles = ", ".join(in_marks(one.title) for one in found)
    raise Problem(f"Several essays are called {in_marks(named)}.", f"They are {titles}.", "Give more of the title.")


_NUMBERS = """
SELECT e.id, count(*) FROM quote q JOIN document d ON d.id = q.document_id AND d.deleted_at IS NULL
LEFT JOIN essay e ON e.id = q.essay_id AND e.deleted_at IS NULL WHERE q.deleted_at IS NULL GROUP BY e.id
"""
_ESSAYS = """
SELECT e.id, e.title, e.about, e.kind, e.state, e.audience, coalesce(c.name, ''), e.created_at,
  (SELECT count(*) FROM essay_part p WHERE p.essay_id = e.id AND p.deleted_at IS NULL),
  max(e.hlc, coalesce((SELECT max(p.hlc) FROM essay_part p WHERE p.essay_id = e.id), ''),
    coalesce((SELECT max(s.hlc) FROM essay_source s WHERE s.essay_id = e.id), ''),
    coalesce((SELECT max(q.hlc) FROM quote q WHERE q.essay_id = e.id), ''))
FROM essay e LEFT JOIN coder c ON c.id = e.coder_id WHERE e.deleted_at IS NULL {where} ORDER BY e.place, e.id
"""


def _moment(stamp: str) -> str:
    """When a change with this stamp was made."""
    return datetime.fromtimestamp(int(stamp[:15]) / 1000, UTC).isoformat(timespec="milliseconds")

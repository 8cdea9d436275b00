"""What erasing a participant touches, said before it is done."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from qualcode.analysis.documents import CALLED
from qualcode.analysis.excerpts import short_id
from qualcode.analysis.named_ids import QuoteIds
from qualcode.analysis.naming import names_of
from qualcode.analysis.phrases import counted, listed
from qualcode.participants.names import NO_NAMES, ListState
from qualcode.project.erase_coined import CoinedNow, coined, coined_now, long_names
from qualcode.project.erase_names import names_in_words
from qualcode.project.erase_rows import Rows, living, rows_of, workshop_notes
from qualcode.project.erase_whose import Whose, whose
from qualcode.project.erase_words import RUN, RUN_ELSEWHERE
from qualcode.project.files_left import Imported, imported_files

_NAMED = 8

# Where the team writes: what is quoted there is taken out.
_WRITTEN = {
    "memo": ("memo", ("title", "body")),
    "summary": ("summary", ("body",)),
    "code": ("code", ("name", "definition", "use_when", "do_not_use_when", "example")),
    "theme": ("theme", ("claim", "note")),
    "essay_part": ("part of an essay", ("words",)),
    "participant": ("note on somebody else", ("note",)),
}


@dataclass(frozen=True)
class Touched:
    """What goes with a participant, in sentences; `elsewhere` is what cannot be reached from here.

    `documents` (that go whole), `shared` (in which others speak too) and `codings` count those that are not taken out
    already; `sources` are the files that their words came from, as the study remembers them; `coined` are the names
    that are their words; `once` tells of what was theirs and is somebody else's now, empty where nothing is.
    """

    who: Whose
    documents: int
    shared: int
    codings: int
    sentences: tuple[str, ...]
    elsewhere: tuple[str, ...]
    imported: tuple[Imported, ...]
    sources: tuple[str, ...]
    coined: CoinedNow
    once: str

    @property
    def counted(self) -> str:
        """`1 document, words in 2 documents of others, 40 codings`."""
        parts = [counted(self.documents, "document")] if self.documents or not self.shared else []
        parts += [f"words in {counted(self.shared, 'document')} of others"] if self.shared else []
        return ", ".join([*parts, counted(self.codings, "coding")])


def touched(conn: sqlite3.Connection, participant_id: str, takes_once: bool = False) -> Touched:
    """What erasing a participant touches; seconds for a large study. Raises Problem where they are not in it.

    With `takes_once` their words that are somebody else's now go too.
    """
    who = whose(conn, participant_id, takes_once=takes_once)
    rows = rows_of(conn, who)
    names = coined(conn, who, rows)
    words = who.words.with_excerpts(_excerpts(conn, rows)).with_coined(long_names(names))
    who = replace(who, words=words, coined=names)
    sources, holding, notes = _sources(conn, who), _holding(conn, who), workshop_notes(conn)
    imported = tuple(replace(one, named=str(one.path) in sources) for one in imported_files(conn, NO_NAMES))
    return Touched(
        who,
        living(conn, rows, "document"),
        len(_shared(conn, who)),
        living(conn, rows, "coding"),
        tuple(_sentences(conn, who, rows, [name for one, name in holding if one in notes])),
        tuple(_elsewhere(conn, who, rows, sources, [name for one, name in holding if one not in notes])),
        imported,
        tuple(sources),
        coined_now(conn, names),
        _once(conn, who),
    )


def _sentences(conn: sqlite3.Connection, who: Whose, rows: Rows, notes: Sequence[str]) -> Iterator[str]:
    alone = _called(conn, who.documents)
    answers = _number(conn, "SELECT count(*) FROM document WHERE question_id IS NOT NULL AND id = ?", who.documents)
    if alone:
        among = f" ({counted(answers, 'answer')} to surveys among them)" if answers else ""
        whole = "It goes whole" if len(alone) == 1 else "They go whole"
        yield f"{counted(len(alone), 'document')} in which nobody else takes part{among}: {some(alone)}. {whole}."
    shared = _shared(conn, who)
    if shared:
        yield (
            f"{counted(len(shared), 'document')} in which others speak too: {some(shared)}. Each turn of theirs "
            f"will read [withdrawn], by “{who.called}”; what others say stays as it is."
        )
    if who.takes_once and (once := _once(conn, who)):
        yield f"{once} They go too."
    for table, one, many in (
        ("coding", "coding", "codings"),
        ("memo", "memo", "memos"),
        ("summary", "summary", "summaries"),
        ("quote", "kept quote", "kept quotes"),
        ("code_example", "example in the codebook", "examples in the codebook"),
        ("theme_link", "link of a theme", "links of themes"),
    ):
        if number := living(conn, rows, table) if table in rows else 0:
            yield f"{counted(number, one, many)} of what they said."
    if essays := _essays(conn, rows):
        yield f"Essays that lose quotes: {some(essays)}."
    for table, (one, columns) in _WRITTEN.items():
        if number := _rewritten(conn, who, table, columns, rows.get(table, set())):
            yield f"{counted(number, one)} stay{'s' if number == 1 else ''}, without their words and their name."
    yield from coined_now(conn, who.coined).before()
    yield "All that is known of them: attributes, consent, notes, what they were called before."
    if notes:
        yield f"{RUN_ELSEWHERE} words of theirs in a row in notes of workshops: {some(notes)}. The notes stay."
    if names_of(conn).state is ListState.HERE and (said := names_in_words(names_of(conn), who)):
        yield said
    yield (
        "The same in the history and in every backup beside the study; one that an earlier qualcode made is brought "
        "to the form of today, and one that cannot be rewritten is deleted."
    )


def _elsewhere(
    conn: sqlite3.Connection, who: Whose, rows: Rows, sources: Sequence[str], held: Sequence[str]
) -> Iterator[str]:
    if not who.takes_once and (once := _once(conn, who)):
        yield f"{once} They stay, unless you say that they go too."
    if sources:
        files, them = ("the file", "it") if len(sources) == 1 else ("the files", "them")
        yield f"Importing {files} again that what they said came from would bring it back: delete {them}."
    if used := _used(conn, rows):
        yield f"Quotes of theirs were used in {some(used)}: look there yourself."
    if held:
        yield f"{RUN_ELSEWHERE} words of theirs in a row also stand in {some(held)}, as words of others: left there."
    if said := _said_by_chance(conn, who):
        yield f"Codes are called by words that they said, but that may be anybody’s: {some(said)}. These names stay."
    if who.a_word:
        yield f"“{who.pseudonym}” is a word of the texts as well, so it is left where the team wrote it."
    if names_of(conn).state is ListState.MISSING:
        yield names_in_words(names_of(conn), who)
    yield "Files that were exported to other folders than the study’s own are not known: look for them yourself."
    yield (
        f"Memos that tell it in other words, or quote fewer than {RUN} words in a row, cannot be found. Nor can "
        "copies of the study, reports and printouts that were handed on: ask those who have them."
    )


# Looking


def _shared(conn: sqlite3.Connection, who: Whose) -> list[str]:
    """What the documents of others are called in which they have words today."""
    current = dict(conn.execute("SELECT id, version_id FROM document"))
    spoken = {one for one in who.speakers if (found := who.stretches.get(current[one])) and found.theirs}
    return _called(conn, frozenset(spoken))


def _once(conn: sqlite3.Connection, who: Whose) -> str:
    """`1 turn was theirs once and is somebody else’s now: turn 3 of talk (P03’s).`"""
    names = dict(conn.execute(f"SELECT d.id, {CALLED} FROM document d WHERE d.deleted_at IS NULL"))
    people = dict(conn.execute("SELECT id, pseudonym FROM participant"))
    places = [
        f"turn {number} of {names[one.document_id]} "
        f"({'an interviewer' if holder.asks else people.get(holder.participant_id, 'nobody')}’s)"
        for one in who.once
        if one.document_id in names
        for number, _, holder in one.now
    ]
    if not places:
        return ""
    were, are = ("was", "is") if len(places) == 1 else ("were", "are")
    return f"{counted(len(places), 'turn')} {were} theirs once and {are} somebody else’s now: {some(places)}."


def _excerpts(conn: sqlite3.Connection, rows: Rows) -> Iterator[str]:
    """What the codings and quotes that go are called in quotations."""
    for coding_id, long_id in conn.execute("SELECT id, long_id FROM coding"):
        if coding_id in rows["coding"]:
            yield short_id(coding_id)
            yield from (long_id,) if long_id else ()
    own = QuoteIds(conn)
    for quote_id in rows["quote"]:
        yield short_id(quote_id)
        yield own.of(quote_id)


def _called(conn: sqlite3.Connection, ids: object) -> list[str]:
    """What those of some documents are called that are not taken out already."""
    wanted = set(ids) if isinstance(ids, (frozenset, dict)) else set()
    found = conn.execute(f"SELECT d.id, {CALLED} FROM document d WHERE d.deleted_at IS NULL ORDER BY d.num")
    return [name for row_id, name in found if row_id in wanted]


def _number(conn: sqlite3.Connection, sql: str, ids: frozenset[str]) -> int:
    return sum(conn.execute(sql, (one,)).fetchone()[0] for one in ids)


def _essays(conn: sqlite3.Connection, rows: Rows) -> list[str]:
    found = conn.execute(
        "SELECT q.id, e.title FROM quote q JOIN essay e ON e.id = q.essay_id "
        "WHERE q.deleted_at IS NULL AND e.deleted_at IS NULL ORDER BY e.num"
    )
    return list(dict.fromkeys(title for quote, title in found if quote in rows["quote"]))


def _used(conn: sqlite3.Connection, rows: Rows) -> list[str]:
    found = conn.execute("SELECT quote_id, title, file FROM used_in WHERE deleted_at IS NULL ORDER BY num")
    return list(
        dict.fromkeys(
            f"{title} ({file})" if file else title for quote, title, file in found if quote in rows["quote"]
        )
    )


def _rewritten(conn: sqlite3.Connection, who: Whose, table: str, columns: Sequence[str], gone: set[str]) -> int:
    """In how many rows that stay there are words or names of theirs."""
    found = conn.execute(f"SELECT id, {', '.join(columns)} FROM {table} WHERE deleted_at IS NULL")
    return sum(
        row_id not in gone
        and row_id != who.id
        and any(who.words.show(one) != one for one in words if one and one not in who.coined.get((table, row_id), ()))
        for row_id, *words in found
    )


def _holding(conn: sqlite3.Connection, who: Whose) -> list[tuple[str, str]]:
    """Other documents in which words of theirs stand in a row: id, and what they are called."""
    own = who.documents | who.speakers.keys()
    found = conn.execute(
        f"SELECT d.id, {CALLED}, t.words FROM document d JOIN text_version v ON v.id = d.version_id "
        "JOIN text t ON t.sha256 = v.sha256 WHERE d.deleted_at IS NULL ORDER BY d.num"
    )
    return [
        (row_id, name)
        for row_id, name, words in found
        if row_id not in own and who.words.quoted(words, RUN_ELSEWHERE)
    ]


def _said_by_chance(conn: sqlite3.Connection, who: Whose) -> list[str]:
    """The names of codes which they said, and which stay: two words, or what others say as well."""
    found = conn.execute("SELECT id, name FROM code WHERE deleted_at IS NULL AND is_area = 0 ORDER BY num")
    return [
        f"“{name}”"
        for code_id, name in found
        if len(name.split()) > 1 and name not in who.coined.get(("code", code_id), ()) and who.words.say(name)
    ]


def _sources(conn: sqlite3.Connection, who: Whose) -> list[str]:
    """The files that their words came from, as the study remembers them."""
    own = who.documents | who.speakers.keys()
    found = conn.execute(
        "SELECT d.id, coalesce(d.source_path, y.source_name) FROM document d "
        "LEFT JOIN question q ON q.id = d.question_id LEFT JOIN survey y ON y.id = q.survey_id ORDER BY d.num"
    )
    return list(dict.fromkeys(str(Path(path)) for row_id, path in found if row_id in own and path))


def some(names: Sequence[str]) -> str:
    more = len(names) - _NAMED
    return f"{', '.join(names[:_NAMED])} and {more:,} more" if more > 0 else listed(names)

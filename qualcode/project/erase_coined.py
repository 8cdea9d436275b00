"""Names that are a person's words: of codes made in vivo, and claims, titles and headings that say the same."""

from __future__ import annotations

import json
import re
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from qualcode.analysis.naming import names_of
from qualcode.analysis.phrases import counted, listed
from qualcode.project.erase_rows import Rows
from qualcode.project.erase_whose import Coined, Whose
from qualcode.transcripts.quoting import in_marks, inner, without_quoted
from qualcode.transcripts.span import Span

NAMELESS = "name withdrawn"
_LEAST = 3  # words that are somebody's though nothing says that they were taken from there
_CUT = "…"
_WORD = re.compile(r"\w+")

# Which column bears the name, what stands there afterwards, and what one is called; the rest of `WHERE`.
NAMED = {
    "code": ("name", NAMELESS, "code", ""),
    "theme": ("claim", "claim withdrawn", "claim of a theme", ""),
    "memo": ("title", "title withdrawn", "title of a memo", ""),
    "essay": ("title", "title withdrawn", "title of an essay", ""),
    "essay_part": ("words", "heading withdrawn", "heading in an essay", "WHERE kind = 'heading'"),
}
_MANY = {
    "code": "codes",
    "theme": "claims of themes",
    "memo": "titles of memos",
    "essay": "titles of essays",
    "essay_part": "headings in essays",
}


def bare(name: str) -> str:
    """A name's words alone: without case, and without what stands between them and at its edges."""
    return " ".join(_WORD.findall(name.casefold()))


def coined(conn: sqlite3.Connection, who: Whose, rows: Rows) -> Coined:
    """All such names, today's and earlier ones, of what does not go itself (`rows` does), by table and id.

    A code's name is theirs where it is a passage of theirs under that code, and no passage of another participant
    under it is called so; any name of at least three words where they said these, and no other participant did.
    """
    ever = {table: _ever(conn, table, rows) for table in NAMED}
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for code_id, names in _in_vivo(conn, who, rows, ever["code"]).items():
        found["code", code_id] |= names
    own = _Speech(_with_names_shown(conn, who.words.said))
    said: list[tuple[tuple[str, str], str]] = [
        ((table, row_id), name)
        for table, by_id in ever.items()
        for row_id, names in by_id.items()
        for name in names
        if name not in found.get((table, row_id), ()) and len(name.split()) >= _LEAST and own.says(name)
    ]
    if said:
        others = _Speech(_with_names_shown(conn, _others_say(conn, who)))
        for place, name in said:
            if not others.says(name):
                found[place].add(name)
    return {place: frozenset(names) for place, names in found.items() if names}


def long_names(found: Coined) -> list[str]:
    """Those that are looked for wherever the team wrote, the longest first."""
    names = {name.removesuffix(_CUT).rstrip() for names in found.values() for name in names}
    return sorted((name for name in names if len(name.split()) >= _LEAST), key=lambda name: (-len(name), name))


def without_coined(conn: sqlite3.Connection, found: Coined) -> None:
    """Put something neutral in the place of the names, in the rows and in their history."""
    for (table, row_id), names in found.items():
        column, instead, _, _ = NAMED[table]
        marks = ", ".join("?" * len(names))
        conn.execute(
            f"UPDATE {table} SET {column} = ? WHERE id = ? AND {column} IN ({marks})", (instead, row_id, *names)
        )
        for change_id, *payloads in conn.execute(
            "SELECT id, before, after FROM journal WHERE tbl = ? AND row_id = ?", (table, row_id)
        ).fetchall():
            new = [_renamed(one, column, names, instead) for one in payloads]
            if new != payloads:
                conn.execute("UPDATE journal SET before = ?, after = ? WHERE id = ?", (*new, change_id))


def label_without(action: str, found: Coined) -> str:
    """What was done, as the history lists it, without the names, also where it cuts off their ends."""
    for (table, _), names in found.items():
        for name in sorted(names, key=len, reverse=True):
            action = without_quoted(action, name, in_marks(NAMED[table][1]))
    for cut in re.findall(r"“([^“”]+)…”", action):
        for (table, _), names in found.items():
            whole = [" ".join(name.split()) for name in names]
            if any(one.startswith(cut) or inner(one).startswith(cut) for one in whole):
                action = action.replace(f"“{cut}…”", in_marks(NAMED[table][1]))
    return action


def _renamed(payload: str | None, column: str, names: frozenset[str], instead: str) -> str | None:
    fields = json.loads(payload) if payload is not None else {}
    if fields.get(column) not in names:
        return payload
    return json.dumps({**fields, column: instead}, ensure_ascii=False)


# What is said of it


@dataclass(frozen=True)
class CoinedNow:
    """Those of the names that stand today: the numbers of the `codes`, and how many `others` there are of what.

    `earlier` counts those that are called otherwise by now.
    """

    codes: tuple[str, ...]
    others: tuple[str, ...]
    earlier: int

    def before(self) -> Iterator[str]:
        """What will become of them."""
        if self.codes:
            one = len(self.codes) == 1
            yield (
                f"{counted(len(self.codes), 'code')} {'is' if one else 'are'} called by words that they said: "
                f"{listed(self.codes)}. {'It is' if one else 'They are'} called “{NAMELESS}” then, and "
                f"{'keeps its number' if one else 'keep their numbers'}."
            )
        if self.others:
            yield f"What says their words alone is withdrawn: {listed(self.others)}."
        if self.earlier:
            yield f"{counted(self.earlier, 'earlier name')} of that kind, in the history."

    def after(self) -> Iterator[str]:
        """What is left to do."""
        if self.codes:
            one = len(self.codes) == 1
            yield (
                f"{counted(len(self.codes), 'code')} {'is' if one else 'are'} called “{NAMELESS}” now, since they "
                f"said the name: {listed(self.codes)}. Give {'it another' if one else 'them others'}."
            )
        if self.others:
            yield f"Withdrawn, since they said the words: {listed(self.others)}. Write them anew."


def coined_now(conn: sqlite3.Connection, found: Coined) -> CoinedNow:
    """What there is to say of the names."""
    codes: list[str] = []
    number: dict[str, int] = defaultdict(int)
    for table, (column, _, _, _) in NAMED.items():
        index = "idx" if table == "code" else "''"
        sql = f"SELECT id, {column}, {index} FROM {table} WHERE deleted_at IS NULL ORDER BY {index}, num"
        for row_id, name, idx in conn.execute(sql):
            names = found.get((table, row_id), frozenset[str]())
            if name in names and table == "code":
                codes.append(idx or "one without a number")
            elif name in names:
                number[table] += 1
    standing = len(codes) + sum(number.values())
    earlier = sum(len(names) for names in found.values()) - standing
    others = tuple(counted(many, NAMED[table][2], _MANY[table]) for table, many in number.items())
    return CoinedNow(tuple(codes), others, earlier)


# Looking


class _Speech:
    """What somebody said, ready to be asked for a name."""

    def __init__(self, turns: Iterable[str]) -> None:
        self._all = "\n".join(f" {bare(turn)} " for turn in turns)

    def says(self, name: str) -> bool:
        """Whether the words of a name stand in a row; where its end is cut off, those before it."""
        words = bare(name)
        return bool(words) and f" {words}{'' if name.endswith(_CUT) else ' '}" in self._all


def _with_names_shown(conn: sqlite3.Connection, turns: Iterable[str]) -> Iterator[str]:
    """Turns as they were said and as they are shown: who codes may have seen either."""
    names = names_of(conn)
    for turn in turns:
        yield turn
        if (shown := names.show(turn)) != turn:
            yield shown


def _ever(conn: sqlite3.Connection, table: str, rows: Rows) -> dict[str, set[str]]:
    """What each row that stays is and was called, by its id."""
    column, _, _, only = NAMED[table]
    wanted = {row[0] for row in conn.execute(f"SELECT id FROM {table} {only}")} - rows.get(table, set())
    ever: dict[str, set[str]] = defaultdict(set)
    for row_id, *names in conn.execute(
        f"SELECT id, {column}, NULL FROM {table} UNION ALL "
        f"SELECT row_id, json_extract(before, '$.{column}'), json_extract(after, '$.{column}') FROM journal "
        "WHERE tbl = ?",
        (table,),
    ):
        if row_id in wanted:
            ever[row_id] |= {name for name in names if isinstance(name, str) and bare(name)}
    return ever


def _in_vivo(conn: sqlite3.Connection, who: Whose, rows: Rows, ever: Mapping[str, set[str]]) -> dict[str, set[str]]:
    """The names of each code that are a passage of theirs under it, and of nobody else."""
    theirs: dict[str, set[str]] = defaultdict(set)
    others: dict[str, set[str]] = defaultdict(set)
    codes, names = _codes_of_codings(conn), names_of(conn)
    longest = {code_id: _longest_passage(called) for code_id, called in ever.items()}
    for coding_id, words, own, other in _passages(conn, who, rows):
        for code_id in codes[coding_id]:
            if not (own or other) or len(words) > longest.get(code_id, 0):
                continue
            ways = {bare(words), bare(names.show(words))}
            called = {name for name in ever[code_id] if any(_is_called(way, name) for way in ways)}
            (theirs if own else others)[code_id] |= called
    return {code_id: called - others[code_id] for code_id, called in theirs.items()}


def _longest_passage(names: Iterable[str]) -> float:
    """From how many characters on a passage cannot be what a name was made of: stops and spaces do not count."""
    return max((float("inf") if name.endswith(_CUT) else 2 * len(name) + 20 for name in names), default=0)


def _is_called(passage: str, name: str) -> bool:
    return passage.startswith(bare(name)) if name.endswith(_CUT) else passage == bare(name)


def _codes_of_codings(conn: sqlite3.Connection) -> dict[str, set[str]]:
    """The codes that each coding has and had."""
    codes: dict[str, set[str]] = defaultdict(set)
    for coding_id, code_id in conn.execute(
        "SELECT id, code_id FROM coding UNION ALL SELECT row_id, json_extract(before, '$.code_id') FROM journal "
        "WHERE tbl = 'coding' AND before IS NOT NULL AND json_extract(before, '$.code_id') IS NOT NULL"
    ):
        codes[coding_id].add(code_id)
    return codes


def _passages(conn: sqlite3.Connection, who: Whose, rows: Rows) -> Iterator[tuple[str, str, bool, bool]]:
    """Each coding with its words, whether these are theirs, and whether they are another participant's."""
    found = conn.execute(
        "SELECT c.version_id, c.id, c.document_id, c.start, c.stop, coalesce(s.is_interviewer, 0), s.participant_id "
        "FROM coding c LEFT JOIN speaker s ON s.id = c.speaker_id ORDER BY c.version_id"
    ).fetchall()
    for version_id, of_text in groupby(found, key=lambda row: row[0]):
        text, stretches = _text(conn, version_id), who.stretches.get(version_id)
        for _, coding_id, document_id, start, stop, asks, person in of_text:
            if document_id in who.documents:
                own = coding_id in rows["coding"] and not asks
            else:
                own = stretches is not None and stretches.touched(Span(start, stop))
            yield coding_id, text[start:stop], own, not own and person not in (None, who.id)


def _others_say(conn: sqlite3.Connection, who: Whose) -> Iterator[str]:
    """What other participants say in the texts as they are now."""
    found = conn.execute(
        "SELECT t.version_id, t.start, t.stop FROM turn t JOIN speaker s ON s.id = t.speaker_id "
        "JOIN document d ON d.version_id = t.version_id AND d.deleted_at IS NULL "
        "WHERE s.participant_id != ? ORDER BY t.version_id, t.start",
        (who.id,),
    ).fetchall()
    for version_id, turns in groupby(found, key=lambda row: row[0]):
        text = _text(conn, version_id)
        yield from (text[start:stop] for _, start, stop in turns)


def _text(conn: sqlite3.Connection, version_id: str) -> str:
    sql = "SELECT t.words FROM text_version v JOIN text t ON t.sha256 = v.sha256 WHERE v.id = ?"
    return str(conn.execute(sql, (version_id,)).fetchone()[0])

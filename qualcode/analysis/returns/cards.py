"""The cards and questions that a return can name: by id, whatever slips in typing it, or by its words."""

from __future__ import annotations

import re
import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from qualcode.analysis.excerpt_rows import folded
from qualcode.analysis.excerpts import CROCKFORD, short_id
from qualcode.analysis.memo_things import title_of
from qualcode.analysis.named_ids import READ_AS, all_named, read_id

_ID_LIKE = re.compile(r"x?[0-9a-z]{7,11}")
_LEAST_WORDS = 10  # letters of a question that may be cut short
_LIKE_ENOUGH = 86  # of 100, by rapidfuzz's ratio


@dataclass(frozen=True, slots=True)
class Target:
    """What a line answers: a quote, a coding (the excerpt that holds it) or a memo, and its id as it is printed."""

    table: str
    row_id: str
    id: str


@dataclass(frozen=True, slots=True)
class Found:
    """What was found for a card as it was typed; `guessed` says that it was typed otherwise.

    `others` are the ids that fit as well, where several do; `target` is then None.
    """

    target: Target | None = None
    guessed: bool = False
    others: tuple[str, ...] = ()


class CardIndex:
    """Finds cards and questions; reads all ids once: 0.2 s for 100,000 codings."""

    def __init__(self, conn: sqlite3.Connection) -> None:
        self._conn = conn
        self._by_id: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for table, sql in _LIVING.items():
            for (row_id,) in conn.execute(sql):
                self._by_id[short_id(row_id)].append((table, row_id))
        self._questions = [
            (row_id, folded(title_of(body)), folded(body))
            for row_id, body in conn.execute(
                "SELECT id, body FROM memo WHERE deleted_at IS NULL AND kind IN ('question', 'opportunity') "
                "ORDER BY num"
            )
        ]

    def find(self, typed: str) -> Found:
        """What a card as it was typed names."""
        bare = "".join(letter for letter in typed.casefold() if letter.isalnum())
        exact = self._called(bare)
        # A card is printed with the id of a coding: where that was taken away, another may hold the passage now.
        if not exact and read_id(bare) == bare:
            exact = [(one.kind.table, one.row_id) for one in all_named(self._conn, bare) if not one.gone]
        if exact:
            return self._one(exact, guessed=False)
        if _ID_LIKE.fullmatch(bare):
            read = bare.translate(READ_AS)
            meant = [each for each in (read, f"x{read}") if each.startswith("x") and len(each) <= 10]
            for near in (meant, [one for each in meant for one in self._near(each)]):
                if found := [one for each in near for one in self._called(each)]:
                    return self._one(list(dict.fromkeys(found)), guessed=True)
        within = [one for word in re.findall(r"[0-9a-z]+", typed.casefold()) for one in self._called(word)]
        if within:
            return self._one(list(dict.fromkeys(within)), guessed=False)
        return self._by_words(typed)

    def _called(self, bare: str) -> list[tuple[str, str]]:
        """The rows of just this id; of one with more letters than eight, those that have them all."""
        if len(bare) <= 9:
            return self._by_id.get(bare, [])
        ending = self._by_id.get(f"x{bare[-8:]}", [])
        return [one for one in ending if short_id(one[1], len(bare) - 1) == bare]

    def _near(self, read: str) -> Iterator[str]:
        """The ids that are there and one slip away: a letter other, too few or too many, two changed round."""
        splits = [(read[:at], read[at:]) for at in range(1, len(read) + 1)]
        for before, after in splits:
            if after:
                yield before + after[1:]
                yield from (f"{before}{letter}{after[1:]}" for letter in CROCKFORD)
            if len(after) > 1:
                yield f"{before}{after[1]}{after[0]}{after[2:]}"
            yield from (f"{before}{letter}{after}" for letter in CROCKFORD)

    def _one(self, found: list[tuple[str, str]], *, guessed: bool) -> Found:
        if len(found) > 1:
            return Found(others=tuple(dict.fromkeys(short_id(row_id) for _, row_id in found)))
        table, row_id = found[0]
        return Found(Target(table, row_id, short_id(row_id)), guessed)

    def _by_words(self, typed: str) -> Found:
        """The question or opportunity with these words, or with words much like them."""
        words = folded(typed).strip(" .:;?!")
        if not words:
            return Found()
        same = [row_id for row_id, title, body in self._questions if words in (_bare(title), _bare(body))]
        if same:
            return self._one([("memo", row_id) for row_id in same], guessed=False)
        if len(words) < _LEAST_WORDS:
            return Found()
        from rapidfuzz import fuzz  # 20 ms, and only where a card has no id

        like = [
            row_id
            for row_id, title, _ in self._questions
            if _bare(title).startswith(words) or fuzz.ratio(_bare(title), words) >= _LIKE_ENOUGH
        ]
        return self._one([("memo", row_id) for row_id in like], guessed=True) if like else Found()


def _bare(words: str) -> str:
    return words.strip(" .:;?!")


_LIVING = {
    "quote": "SELECT q.id FROM quote q JOIN document d ON d.id = q.document_id AND d.deleted_at IS NULL "
    "WHERE q.deleted_at IS NULL ORDER BY q.num",
    "coding": "SELECT id FROM coding_seen",
    "memo": "SELECT id FROM memo WHERE deleted_at IS NULL ORDER BY num",
}

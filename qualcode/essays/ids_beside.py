"""Short ids that a draft gives beside its quotations, and whether they name the passages that are quoted."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from qualcode.analysis.named_ids import IdKind, Named, all_named
from qualcode.analysis.phrases import listed
from qualcode.essays.drafts.draft import Draft, SetApart
from qualcode.essays.drafts.quoted import Quoted
from qualcode.essays.findings import Told, Trouble
from qualcode.essays.said import Said
from qualcode.essays.searched import Way

_ID = re.compile(r"(?<!\w)x[0-9a-z]{8,26}(?!\w)", re.IGNORECASE)
_NEXT = re.compile("[“„«»‹›\"「『]|(?<!\\w)[‘'](?=\\w)")  # another quotation may begin there
_NEAR = 150  # characters after a quotation


@dataclass(frozen=True, slots=True)
class IdBeside:
    """An id as the draft has it, and the passages that it names; none where it is of nothing in the study."""

    typed: str
    named: tuple[Named, ...]

    def is_of(self, way: Way, said: Said) -> bool:
        """Whether it names words that a way finds."""
        return any(
            match.stretch.document == one.document_id and match.span(said).overlaps(one.span)
            for one in self.named
            for match in way.found
        )


class IdsBeside:
    """The ids of one draft, each looked up once."""

    def __init__(self, conn: sqlite3.Connection, draft: Draft, only_says_who: Callable[[str], bool]) -> None:
        self._conn = conn
        self._texts = [one.words for one in draft.paragraphs]
        self._only_says_who = only_says_who
        self._known: dict[str, tuple[Named, ...]] = {}

    def of(self, quoted: Quoted) -> Sequence[IdBeside]:
        """The ids that stand right after a quotation, before the next; of one set apart, at its end or below it."""
        found = [IdBeside(typed, self._named(typed)) for text in self._after(quoted) for typed in _ID.findall(text)]
        # A word that begins with an x is none, nor is the number of a memo.
        return [one for one in found if one.named or any(letter.isdigit() for letter in one.typed)]

    def _after(self, quoted: Quoted) -> Iterator[str]:
        text = self._texts[quoted.paragraph]
        rest = text[-_NEAR:]
        if quoted.apart is SetApart.NOT:
            # The mark that closes it is no other's beginning.
            start = min(len(text), quoted.span.end + 1)
            following = _NEXT.search(text, start)
            rest = text[quoted.span.end : min(quoted.span.end + _NEAR, following.start() if following else len(text))]
        yield rest
        below = self._texts[quoted.paragraph + 1 : quoted.paragraph + 2]
        at_end = quoted.apart is not SetApart.NOT or len(text) - quoted.span.end < _NEAR
        yield from (one for one in below if at_end and self._only_says_who(one))

    def _named(self, typed: str) -> tuple[Named, ...]:
        if typed not in self._known:
            named = all_named(self._conn, typed)
            self._known[typed] = tuple(one for one in named if one.kind is not IdKind.MEMO)
        return self._known[typed]


def told_of_ids(beside: Sequence[IdBeside], *, is_named: bool) -> Iterator[Told]:
    """What is wrong with the ids beside a quotation; nothing where one of them names its passage (`is_named`)."""
    if is_named:
        return
    if others := [one.typed for one in beside if one.named]:
        yield Told(Trouble.OTHER_ID, f"{listed(others)} beside it is of another passage.")
    if unknown := [one.typed for one in beside if not one.named]:
        yield Told(Trouble.OTHER_ID, f"{listed(unknown)} beside it is of no passage in the study.")

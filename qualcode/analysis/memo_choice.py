"""Memos narrowed down and put in an order to look at."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from qualcode.analysis.excerpt_rows import folded
from qualcode.analysis.excerpts import short_id
from qualcode.analysis.memos import KINDS, MemoEntry, Thing
from qualcode.analysis.named_ids import is_typed_id, read_id
from qualcode.transcripts.span import Span

Key = tuple[str, str, Span | None]


class MemoOrder(StrEnum):
    """How memos follow one another; only in the first can they be moved."""

    WRITE_UP = "write-up order"
    NEWEST = "newest first"
    KIND = "by kind"
    AUTHOR = "by author"
    THING = "by what they are about"


@dataclass(frozen=True)
class MemoChoice:
    """Which memos are shown; an empty field takes all.

    `about` is the key of a thing: a document stands for its passages too, a code for its codings. `unlinked` takes
    those about nothing. `words` are looked for in a memo, its author, its state, and the names of what it is about; a
    short id is that of a memo, or of an excerpt or a quote that it is about. `since` and `until` are the first and
    last day (ISO 8601) on which one was written.
    """

    kind: str = ""
    author: str = ""
    about: Key | None = None
    unlinked: bool = False
    words: str = ""
    since: str = ""
    until: str = ""
    order: MemoOrder = MemoOrder.WRITE_UP

    @property
    def narrows(self) -> bool:
        """True where it may leave memos out."""
        dated = self.since or self.until
        return bool(self.kind or self.author or self.about or self.unlinked or dated or self.words.strip())


def chosen(entries: Iterable[MemoEntry], choice: MemoChoice) -> list[MemoEntry]:
    """The memos that fit, in the order they came in."""
    sought, called = folded(choice.words), read_id(choice.words) if is_typed_id(choice.words) else ""
    return [
        entry
        for entry in entries
        if (not choice.kind or entry.kind == choice.kind)
        and (not choice.author or choice.author in (entry.coder_id, entry.coder))
        and (choice.about is None or any(_is_about(thing, choice.about) for thing in entry.about))
        and not (choice.unlinked and entry.about)
        and choice.since <= entry.created_at[:10]
        and (not choice.until or entry.created_at[:10] <= choice.until)
        and (not sought or sought in _searched(entry) or called in _ids(entry))
    ]


def _ids(entry: MemoEntry) -> set[str]:
    """The short ids of a memo, and of the excerpts and quotes that it is about."""
    about = (thing.row_id for thing in entry.about if thing.table in ("coding", "quote"))
    return {short_id(one) for one in (entry.id, *about)}


def ordered(entries: Sequence[MemoEntry], order: MemoOrder) -> list[tuple[str, list[MemoEntry]]]:
    """The memos in groups, each with its heading; one group without a heading where the order makes none."""
    if order is MemoOrder.WRITE_UP:
        return [("", sorted(entries, key=lambda entry: entry.number))]
    if order is MemoOrder.NEWEST:
        return [("", sorted(entries, key=lambda entry: entry.created_at, reverse=True))]
    groups: dict[str, list[MemoEntry]] = {}
    for entry in entries:
        groups.setdefault(_heading(entry, order), []).append(entry)
    if order is MemoOrder.KIND:
        return sorted(groups.items(), key=lambda group: KINDS.index(group[0]) if group[0] in KINDS else len(KINDS))
    return sorted(groups.items(), key=lambda group: (not group[0], group[0].casefold()))


def _heading(entry: MemoEntry, order: MemoOrder) -> str:
    if order is MemoOrder.KIND:
        return entry.kind
    if order is MemoOrder.AUTHOR:
        return entry.coder
    return f"{entry.about[0].what} {entry.about[0].name}" if entry.about else ""


def _is_about(thing: Thing, key: Key) -> bool:
    if thing.key == key:
        return True
    table, row_id, span = key
    if table == "document" and span is None:
        return thing.document_id == row_id
    return table == "code" and thing.code_id == row_id


def _searched(entry: MemoEntry) -> str:
    named = [f"{thing.what} {thing.name} {thing.who}" for thing in entry.about]
    return folded("\n".join([entry.body, entry.coder, entry.kind, entry.became, *named]))

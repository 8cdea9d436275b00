"""How a memo, and what it is about, are called in lists and reports."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from qualcode.analysis.memos import MemoEntry, Thing
from qualcode.codebooks.code import Codebook
from qualcode.exports.phrases import as_sentence, counted, day_in_words, place, sentence_case

# What several memos of a kind are called; `about me` has no plural.
_SEVERAL = {"opportunity": "opportunities", "method": "on method", "about me": "about me"}
_ONE = {"method": "on method"}


def thing_words(thing: Thing) -> str:
    """`passage P03 27:15`, `code 1.5 Peers like me`, `coding 1.5 Peers like me, P03 27:15`, `study`."""
    if thing.gone:
        return f"{'an' if thing.what in ('area', 'essay') else 'a'} {thing.what} that was taken out"
    if thing.what == "study":
        return "study"
    if thing.what == "coding":
        return f"coding {thing.name}, {_where(thing)}"
    if thing.what in ("passage", "quote"):
        return f"{thing.what} {_where(thing)}"
    return f"{thing.what} {thing.name}"


def thing_in_print(thing: Thing, book: Codebook) -> Thing:
    """The thing with the name that its code has in a codebook for print."""
    code = book.get(thing.code_id or (thing.row_id if thing.table == "code" else ""))
    return thing if code is None else replace(thing, name=code.title)


def about_words(about: Sequence[Thing]) -> str:
    """The first thing a memo is about, and how many more; `nothing yet` where there is none."""
    if not about:
        return "nothing yet"
    more = f" +{len(about) - 1}" if len(about) > 1 else ""
    return thing_words(about[0]) + more


def kinds_words(entries: Sequence[MemoEntry], kinds: Sequence[str]) -> str:
    """`4 ideas · 1 question · 1 about me`, in the order of the kinds."""
    numbers = [(kind, sum(entry.kind == kind for entry in entries)) for kind in kinds]
    return " · ".join(counted(n, _ONE.get(kind, kind), _SEVERAL.get(kind)) for kind, n in numbers if n)


def dated(entry: MemoEntry) -> str:
    """`14 March 2026, changed 15 March 2026`."""
    made, changed = (day_in_words(date.fromisoformat(at[:10])) for at in (entry.created_at, entry.changed_at))
    return made if made == changed else f"{made}, changed {changed}"


def became_sentence(became: str) -> str:
    """`Chosen, 12 May 2026: both groups want it; 12 votes of 3 groups.`, what became of a memo as a sentence."""
    return as_sentence(sentence_case(became))


def _where(thing: Thing) -> str:
    """Who says it, or in which document, and when; where there is no time, in which turn."""
    who = thing.who or ("" if thing.what == "coding" else thing.name)
    if thing.seconds is not None:
        return f"{who} {place(seconds=thing.seconds)}".strip()
    return ", ".join(part for part in (who, place(turn=thing.turn)) if part)

"""Words that somebody said to be no participant's, so that no draft is asked about them again."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from qualcode.analysis.naming import names_of
from qualcode.analysis.phrases import listed
from qualcode.essays.wording import folded
from qualcode.problem import Problem
from qualcode.transcripts.boundaries import said_words
from qualcode.transcripts.quoting import in_marks
from qualcode.transcripts.span import Span

KIND = "not ours"  # of a part that belongs to the study itself, and to no essay


def plain(words: str) -> str:
    """Words whatever their case, punctuation and spaces."""
    return " ".join(folded(word) for word in said_words(words, Span(0, len(words))))


def not_ours(conn: sqlite3.Connection) -> dict[str, str]:
    """The words that are no participant's, as they were said to be, by the same made plain."""
    show = names_of(conn).show
    rows = conn.execute("SELECT words FROM essay_part WHERE kind = ? AND deleted_at IS NULL ORDER BY num", (KIND,))
    return {plain(shown): shown for (words,) in rows for shown in (show(words),)}


def beginning_with(start: str, quotations: Iterable[str], *, said_before: bool = False) -> list[str]:
    """The one quotation of some that begins with some words. Raises Problem where there is none, or several.

    `said_before` are those that were said to be no participant's; the others are those that may be said to be.
    """
    wanted = plain(start)
    begun = {plain(one): one for one in quotations if wanted and plain(one).startswith(wanted)}
    found = [begun[wanted]] if wanted in begun else list(begun.values())
    if not found and said_before:
        remedy = "Give the first words as they were given to --not-ours."
        raise Problem(f"Nothing that begins with {in_marks(start)} was said to be no participant’s.", remedy=remedy)
    if not found:
        raise Problem(
            f"Nothing begins with {in_marks(start)} that could be somebody else’s.",
            "Only quotations that stand nowhere in the study can be said to be no participant’s.",
            "Give the first words as the list has them.",
        )
    if len(found) > 1:
        raise Problem(
            f"Several begin with {in_marks(start)}.", listed(list(map(in_marks, found))), "Give more words."
        )
    return found

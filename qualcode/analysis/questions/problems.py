"""What is wrong with a question, and where."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from qualcode.problem import Problem
from qualcode.transcripts.span import Span

_LIKE_ENOUGH = 60  # of 100, by rapidfuzz's weighted ratio


@dataclass
class QuestionProblem(Problem):
    """A problem with a question; `place` is where it lies: half-open, code points of the question."""

    place: Span = field(default_factory=lambda: Span(0, 0))


def nearest(typed: str, known: Iterable[str]) -> str | None:
    """The name most like what was typed; None where none is like it at all."""
    from rapidfuzz import fuzz, process  # 30 ms, and only where a name is wrong

    found = process.extractOne(
        typed, list(known), scorer=fuzz.WRatio, processor=str.casefold, score_cutoff=_LIKE_ENOUGH
    )
    return None if found is None else str(found[0])


def nearest_sentence(typed: str, known: Iterable[str], before: str = "") -> str:
    """`Nearest: “Routes in”.`; empty where nothing is near.

    Of a name of several words whose beginning alone was typed, also how all of it is asked for, after `before`.
    """
    names = list(known)
    begun = next((one for one in names if one.casefold().startswith(f"{typed.casefold()} ")), None)
    if begun is not None:  # words that are not in quotation marks end at the first space
        quoted = begun.replace('"', '""')
        return f'Nearest: “{begun}”. What has several words stands in quotation marks: {before}"{quoted}".'
    found = nearest(typed, names)
    return f"Nearest: “{found}”." if found else ""

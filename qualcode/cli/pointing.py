"""A problem with a question, with the place it lies at marked in its words."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from qualcode.problem import Problem
from qualcode.transcripts.clean import plain


@contextmanager
def pointing_into(words: str) -> Iterator[None]:
    """Let a problem with a question say where in its words it lies: `code:1 and ›colour:red‹`."""
    from qualcode.analysis.questions.problems import QuestionProblem  # 60 ms with what it needs

    try:
        yield
    except QuestionProblem as problem:
        place = problem.place
        # All of it is no place.
        marked = f"{words[: place.start]}›{place.of(words)}‹{words[place.end :]}" if len(place) < len(words) else ""
        detail = "\n".join(part for part in (plain(marked), problem.detail) if part)
        raise Problem(problem.title, detail, problem.remedy) from problem

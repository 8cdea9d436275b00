"""A question as people type it, saved ones too: an index number or a name alone means that code."""

from __future__ import annotations

import sqlite3

from qualcode.analysis.codes import codebook
from qualcode.analysis.excerpt_rows import folded
from qualcode.analysis.naming import names_of
from qualcode.analysis.questions.parse import parse
from qualcode.analysis.questions.tree import Question, Term
from qualcode.codebooks.code import bare_index, looks_like_index
from qualcode.transcripts.span import Span


def as_typed(conn: sqlite3.Connection, words: str) -> Question:
    """What some words ask, names not looked up but that of a code alone. Raises QuestionProblem, with the place."""
    return code_alone(conn, words) or parse(words)


def code_alone(conn: sqlite3.Connection, words: str) -> Question | None:
    """The question for a code that is named alone, as people type who think of nothing else."""
    named, show = folded(words), names_of(conn).show
    if not named:
        return None
    place = Span(len(words) - len(words.lstrip()), len(words.rstrip()))
    number = looks_like_index(words) and any(letter.isdigit() for letter in words)
    if number or any(
        named in map(folded, (code.name, code.title, show(code.name), show(code.title)))
        or bare_index(named) == code.index.casefold()
        for code in codebook(conn).codes
    ):
        return Question(Term("code", " ".join(words.split()), place=place, value_place=place))
    return None

"""A question as people type it, saved ones too: an index number or a name alone is that code, an id its passage."""

from __future__ import annotations

import sqlite3

from qualcode.analysis.codes import codebook
from qualcode.analysis.excerpt_rows import folded
from qualcode.analysis.named_ids import IdKind, all_named, is_typed_id, read_id
from qualcode.analysis.naming import names_of
from qualcode.analysis.questions.parse import parse
from qualcode.analysis.questions.tree import Question, Term
from qualcode.codebooks.code import bare_index, looks_like_index
from qualcode.transcripts.span import Span


def as_typed(conn: sqlite3.Connection, words: str) -> Question:
    """What some words ask, no name looked up but a code or an id alone. Raises QuestionProblem, with the place."""
    return _id_alone(conn, words) or code_alone(conn, words) or parse(words)


def _id_alone(conn: sqlite3.Connection, words: str) -> Question | None:
    """The question for the passage of an id of the study that is typed or pasted alone."""
    if not any(one.kind is not IdKind.MEMO for one in all_named(conn, words)):
        return None
    place = Span(len(words) - len(words.lstrip()), len(words.rstrip()))
    return Question(Term("id", read_id(words), place=place, value_place=place))


def code_alone(conn: sqlite3.Connection, words: str) -> Question | None:
    """The question for a code that is named alone, as people type who think of nothing else."""
    named, show = folded(words), names_of(conn).show
    if not named:
        return None
    place = Span(len(words) - len(words.lstrip()), len(words.rstrip()))
    number = looks_like_index(words) and any(letter.isdigit() for letter in words) and not is_typed_id(words)
    if number or any(
        named in map(folded, (code.name, code.title, show(code.name), show(code.title)))
        or bare_index(named) == code.index.casefold()
        for code in codebook(conn).codes
    ):
        return Question(Term("code", " ".join(words.split()), place=place, value_place=place))
    return None

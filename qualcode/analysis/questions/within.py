"""What a question finds among the excerpts of one code, as a question of its own."""

from __future__ import annotations

import sqlite3

from qualcode.analysis.codes import codebook
from qualcode.analysis.naming import names_of
from qualcode.analysis.questions.binding import bound
from qualcode.analysis.questions.meaning import CodeIs
from qualcode.analysis.questions.printing import printed
from qualcode.analysis.questions.tree import Node, Question, Term, all_of, leaves
from qualcode.analysis.questions.typed import as_typed
from qualcode.analysis.questions.vocabulary import CodeWord, asked_by


def within(conn: sqlite3.Connection, words: str, code_id: str, *, earlier: bool = False) -> str:
    """The question that finds, of what some words find, what stands under a code and the codes below it.

    With `earlier` what is the code's own and was made under an earlier wording of it. Raises QuestionProblem where
    the words cannot be asked.
    """
    question = as_typed(conn, words)
    meant = bound(conn, question).tree
    asks_for_codes = meant is not None and any(asked and isinstance(one, CodeIs) for one, asked in leaves(meant))
    # Beside a code that is asked for, another would be asked for too: excerpts of either, where they meet.
    field = "under" if asks_for_codes else "code"
    parts: list[Node] = [Term(field, _named(conn, code_id), "", "=" if earlier else "")]
    if earlier:
        parts.append(Term("wording", "earlier"))
    if question.tree is not None:
        parts.append(question.tree)
    return printed(Question(all_of(parts), question.reach))


def _named(conn: sqlite3.Connection, code_id: str) -> str:
    """What a code is asked by, a name of the list as it is shown."""
    codes = [code for code, _ in codebook(conn).walk()]
    shown = names_of(conn).show_all([CodeWord(code.index, code.name, code.is_area) for code in codes])
    return next(words for code, words in zip(codes, asked_by(shown), strict=True) if code.id == code_id)

"""A question that narrows a report: what it finds, and how it is told to those who read the report."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterator

from qualcode.analysis.excerpt_rows import folded
from qualcode.analysis.excerpts import Excerpt
from qualcode.analysis.people import attributes
from qualcode.analysis.questions.asked import excerpts_for
from qualcode.analysis.questions.parse import SAVED
from qualcode.analysis.questions.printing import printed
from qualcode.analysis.questions.saved import find_saved
from qualcode.analysis.questions.tree import Term, leaves
from qualcode.analysis.questions.typed import as_typed, code_alone
from qualcode.codebooks.code import Codebook, looks_like_index
from qualcode.exports.choices import ReportChoices
from qualcode.exports.names import HELD_BACK
from qualcode.exports.phrases import listed
from qualcode.participants.attributes import AppliesTo
from qualcode.participants.disclosure import Audience

_NAMING_CODES = ("code", "under", "area", "text")  # a code may be named alone, as words are
_DEEPEST = 20  # saved questions within one another, as where they are asked
_OF_THE_TEAM = {
    "doc": "names of documents",
    "memo": "words of memos",
    "text": "words that somebody may have said",
    "state": "how far documents are read",
}


def those_found(conn: sqlite3.Connection, question: str, found: Collection[Excerpt]) -> list[Excerpt]:
    """Those of some excerpts that a question finds; more than 50 ms, so on a copy. Raises QuestionProblem.

    An excerpt of some coders' codings alone is found where the excerpt of all counted ones that it is part of is.
    """
    codings = {coding for one in excerpts_for(conn, question) for coding in one.coding_ids}
    return [one for one in found if not codings.isdisjoint(one.coding_ids)]


def in_words(conn: sqlite3.Connection, choices: ReportChoices, book: Codebook) -> str:
    """`what the question “code:1.5 kind:interview” finds`, as far as its readers may read it.

    Saved questions are written out. `book` has the names of codes as far as they may be shown.
    """
    hidden = _hidden(conn, choices.question, book, choices.audience, coder_names=choices.coder_names)
    if hidden:
        return f"what a question finds that is not printed here, for it holds {listed(hidden)}"
    return f"what the question “{written_out(conn, choices.question)}” finds"


def as_told(
    conn: sqlite3.Connection, question: str, book: Codebook, audience: Audience, *, coder_names: bool = False
) -> str:
    """`the question “attr:role=nurse”`, as far as its readers may read it; `book` as in `in_words`."""
    hidden = _hidden(conn, question, book, audience, coder_names=coder_names)
    if hidden:
        return f"a question that is not printed here, for it holds {listed(hidden)}"
    return f"the question “{written_out(conn, question)}”"


def written_out(conn: sqlite3.Connection, question: str, depth: int = 0) -> str:
    """A question in one line, each saved one in it in brackets, in its own words. Raises Problem."""
    alone = code_alone(conn, question) if depth else None
    words = printed(alone) if alone is not None else question  # in brackets a number would be words
    if depth < _DEEPEST:
        for term in reversed([term for term in _terms(conn, words) if term.field == SAVED]):
            inside = written_out(conn, find_saved(conn, term.value).words, depth + 1)
            words = f"{words[: term.place.start]}({inside}){words[term.place.end :]}"
    return " ".join(words.split())


def _terms(conn: sqlite3.Connection, words: str) -> Iterator[Term]:
    tree = as_typed(conn, words).tree
    if tree is not None:
        yield from (node for node, _ in leaves(tree) if isinstance(node, Term))


def _every_term(conn: sqlite3.Connection, question: str, depth: int = 0) -> Iterator[Term]:
    """Its terms, and those of the saved questions in it."""
    for term in _terms(conn, question):
        if term.field == SAVED and depth < _DEEPEST:
            yield from _every_term(conn, find_saved(conn, term.value).words, depth + 1)
        yield term


def _hidden(
    conn: sqlite3.Connection, question: str, book: Codebook, audience: Audience, *, coder_names: bool
) -> list[str]:
    """What of the question its readers may not read, each once."""
    outside = audience is Audience.OUTSIDE
    return list(dict.fromkeys(_not_told(conn, question, book, outside=outside, coder_names=coder_names)))


def _not_told(
    conn: sqlite3.Connection, question: str, book: Codebook, *, outside: bool, coder_names: bool
) -> Iterator[str]:
    printable = {folded(one.name) for of in AppliesTo for one in attributes(conn, of) if one.printable}
    nameless = any(code.name == HELD_BACK for code in book.codes)
    for term in _every_term(conn, question):
        if term.field == "coder" and not coder_names:
            yield "coders’ names"
        elif outside and term.field in _OF_THE_TEAM:
            yield _OF_THE_TEAM[term.field]
        elif outside and term.field == "attr" and folded(term.name) not in printable:
            yield "facts that are not printed"
        elif outside and nameless and term.field in _NAMING_CODES and not looks_like_index(term.value):
            yield "a name that may be somebody’s words"

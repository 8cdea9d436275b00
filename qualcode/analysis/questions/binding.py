"""From what was typed to what it means in a study: each name found, or said to be unknown where it stands."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import cached_property

from qualcode.analysis.cells import CellState
from qualcode.analysis.codes import codebook
from qualcode.analysis.excerpt_rows import folded
from qualcode.analysis.named_ids import passage_named
from qualcode.analysis.naming import names_of
from qualcode.analysis.people import attributes
from qualcode.analysis.questions.days import Days, days_asked
from qualcode.analysis.questions.fields import ANY_MEMO, INTERVIEWER, NO_DATE
from qualcode.analysis.questions.meaning import (
    Against,
    CellIs,
    CodeIs,
    CoderIs,
    DocumentIs,
    EarlierWording,
    InterviewersWords,
    Kept,
    MemoHolds,
    OnlyUnder,
    PassageIs,
    PersonIs,
    Said,
)
from qualcode.analysis.questions.parse import SAVED
from qualcode.analysis.questions.problems import QuestionProblem, nearest_sentence
from qualcode.analysis.questions.saved import find_saved
from qualcode.analysis.questions.sought import Sought
from qualcode.analysis.questions.tree import (
    And,
    Near,
    Node,
    Not,
    Or,
    Question,
    Reached,
    Term,
    all_of,
    any_of,
)
from qualcode.analysis.questions.typed import as_typed
from qualcode.analysis.questions.values import value_test
from qualcode.codebooks.code import Code, Codebook, bare_index
from qualcode.participants.attributes import AppliesTo, Attribute
from qualcode.problem import Problem
from qualcode.transcripts.span import Span

_CELLS = {
    "empty": frozenset([CellState.CODED, CellState.EMPTY, CellState.UNREAD]),
    "stale": frozenset([CellState.LOOK_AGAIN]),
}
# A study may come from anybody, and a question that asks twice for one that does so again and again never ends.
_MOST_TERMS, _DEEPEST = 2_000, 20
_WITHIN = "It stands in a saved question."
_INTERVIEWERS = (INTERVIEWER, "interviewers", "int")


def bound(conn: sqlite3.Connection, question: Question, *, saving: str = "") -> Question:
    """The question with every term as what it means in the study; `saving` is the name it is to be kept under.

    Raises QuestionProblem, with the place in the question, where a name is unknown or means several things, or the
    question would stand within itself.
    """
    if question.tree is None:
        return question
    return replace(question, tree=Binding(conn, folded(saving.removeprefix("@"))).node(question.tree))


class Binding:
    """Finds what the terms of a question mean; what the study has is read once, and only where it is asked about."""

    def __init__(self, conn: sqlite3.Connection, saving: str = "") -> None:
        self._conn = conn
        self._saving = saving
        self._show = names_of(conn).show
        self._open: list[str] = []  # the saved questions that are being read, the outermost first
        self._place: Span | None = None  # where the outermost of them stands
        self._terms = 0

    def node(self, node: Node) -> Node:
        if isinstance(node, Term):
            return self._term(node)
        if isinstance(node, Not):
            return Not(self.node(node.part))
        if isinstance(node, And):
            return all_of(map(self.node, node.parts))
        if isinstance(node, Or):
            return any_of(map(self.node, node.parts))
        if isinstance(node, Near):
            return Near(self.node(node.left), self.node(node.right), node.within, node.place)
        raise TypeError(f"no part of a question: {node!r}")

    def _term(self, term: Term) -> Node:
        found: dict[str, Callable[[Term], Node]] = {
            "code": self._code,
            "under": self._under,
            "area": self._area,
            "doc": self._document,
            "kind": lambda one: self._documents("kind", one.value),
            "state": lambda one: self._documents("reading_state", one.value),
            "date": self._date,
            "who": self._who,
            "attr": self._attribute,
            "coder": self._coder,
            "memo": lambda one: MemoHolds(None if one.value == ANY_MEMO else Sought(one.value)),
            "text": lambda one: Said(Sought(one.value)),
            "wording": lambda one: _said_so(EarlierWording(), one, "earlier"),
            "against": lambda one: _said_so(Against(), one, "yes"),
            "kept": lambda one: _said_so(Kept(), one, "yes"),
            "id": self._passage,
            "chart": lambda one: CellIs(_CELLS[one.value]),
            SAVED: self._saved,
        }
        self._terms += 1
        if self._terms > _MOST_TERMS or len(self._open) > _DEEPEST:
            raise self._problem(
                "This question asks for too much at once.",
                f"With its saved questions it has more than {_MOST_TERMS:,} parts, or {_DEEPEST} within one another.",
                "Ask for less.",
                term,
            )
        return found[term.field](term)

    # Codes

    @cached_property
    def _book(self) -> Codebook:
        return codebook(self._conn)

    def _code(self, term: Term) -> CodeIs:
        code = self._one_code(term, self._book.codes, "code")
        return CodeIs(frozenset([code.id]) if term.compared == "=" else self._with_descendants(code))

    def _under(self, term: Term) -> Node:
        return OnlyUnder(self._code(term).ids)

    def _area(self, term: Term) -> Node:
        return CodeIs(
            self._with_descendants(self._one_code(term, [code for code in self._book.codes if code.is_area], "area"))
        )

    def _with_descendants(self, code: Code) -> frozenset[str]:
        return frozenset(self._book.with_descendants(code.id))

    def _one_code(self, term: Term, known: Iterable[Code], what: str) -> Code:
        wanted, codes = bare_index(folded(term.value)), list(known)
        named = {code.id: {folded(one) for one in (code.name, self._show(code.name))} for code in codes}
        titled = {code.id: {folded(one) for one in (code.title, self._show(code.title))} for code in codes}
        found = (
            [code for code in codes if code.index.casefold() == wanted]
            or [code for code in codes if wanted in named[code.id] | titled[code.id]]
            or [code for code in codes if any(wanted in name for name in named[code.id])]
        )
        if len(found) > 1:
            found = [code for code in found if not code.is_area] or found
        if len(found) == 1:
            return found[0]
        if found:
            titles = ", ".join(self._show(code.title) for code in found[:8])
            raise self._problem(f"Several codes fit “{term.value}”.", f"{titles}.", "Give the index number.", term)
        shown = [self._show(name) for code in codes for name in (code.name, code.index) if name]
        raise self._problem(
            f"No {what} is called “{term.value}”.",
            nearest_sentence(term.value, shown, f"{term.field}:{term.compared}"),
            "The codebook lists them with their index numbers.",
            term,
        )

    # Documents

    @cached_property
    def _document_rows(self) -> list[tuple[str, str, str, str, str, str, str]]:
        return self._conn.execute(
            "SELECT id, name, coalesce(title, ''), kind, coalesce(date, ''), reading_state, attributes FROM document "
            "WHERE deleted_at IS NULL"
        ).fetchall()

    def _documents(self, column: str, value: str) -> Node:
        place = {"kind": 3, "reading_state": 5}[column]
        return DocumentIs(frozenset(row[0] for row in self._document_rows if row[place] == value))

    def _document(self, term: Term) -> Node:
        wanted = folded(term.value)
        named = {
            row[0]: [folded(name) for name in (row[1], row[2], self._show(row[1]), self._show(row[2])) if name]
            for row in self._document_rows
        }
        found = [id_ for id_, names in named.items() if wanted in names] or [
            id_ for id_, names in named.items() if any(wanted in name for name in names)
        ]
        if found:
            return DocumentIs(frozenset(found))
        shown = [self._show(row[2] or row[1]) for row in self._document_rows]
        raise self._problem(
            f"No document is called “{term.value}”.",
            nearest_sentence(term.value, shown, f"{term.field}:{term.compared}"),
            "Give its name or its title, or part of one.",
            term,
        )

    def _date(self, term: Term) -> Node:
        if term.value == NO_DATE:
            return DocumentIs(frozenset(row[0] for row in self._document_rows if not row[4].strip()))
        days = days_asked(term.value)
        assert isinstance(days, Days), "the parser lets no other date through"
        return DocumentIs(frozenset(row[0] for row in self._document_rows if days.holds(row[4], term.compared)))

    def _passage(self, term: Term) -> Node:
        try:
            found = passage_named(self._conn, term.value)
        except Problem as problem:
            raise self._problem(problem.title, problem.detail, problem.remedy, term) from problem
        codings = frozenset(found.excerpt.coding_ids if found.excerpt is not None else ())
        return PassageIs(codings, found.document_id, found.span)

    # People

    @cached_property
    def _people_rows(self) -> list[tuple[str, str, str]]:
        return self._conn.execute(
            "SELECT id, pseudonym, attributes FROM participant WHERE deleted_at IS NULL "
            "ORDER BY length(pseudonym), num"
        ).fetchall()

    def _who(self, term: Term) -> Node:
        wanted = folded(term.value)
        found = [row[0] for row in self._people_rows if wanted in (folded(row[1]), folded(self._show(row[1])))]
        if found:
            return PersonIs(frozenset(found))
        if wanted in _INTERVIEWERS:
            return InterviewersWords()
        shown = [self._show(row[1]) for row in self._people_rows]
        raise self._problem(
            f"There is no participant {term.value}.",
            nearest_sentence(term.value, [*shown, INTERVIEWER], f"{term.field}:"),
            "Participants are listed by their pseudonyms.",
            term,
        )

    def _attribute(self, term: Term) -> Node:
        known = [(one, applies) for applies in AppliesTo for one in attributes(self._conn, applies)]
        wanted = folded(term.name)
        meant = [pair for pair in known if wanted in (folded(pair[0].name), folded(self._show(pair[0].name)))]
        if not meant:
            names = [self._show(one.name) for one, _ in known]
            there = f"There are: {', '.join(names[:12])}{', …' if len(names) > 12 else ''}." if names else ""
            raise self._problem(
                f"No attribute is called “{term.name}”.",
                nearest_sentence(term.name, names, "attr:") or there,
                "" if names else "None has been set up yet.",
                term,
                term.place,
            )
        return any_of(self._with_value(term, *pair) for pair in meant)

    def _with_value(self, term: Term, attribute: Attribute, applies: AppliesTo) -> Node:
        of_people = applies is AppliesTo.PARTICIPANT
        rows = [(row[0], row[-1]) for row in (self._people_rows if of_people else self._document_rows)]
        values = {id_: str(json.loads(held).get(attribute.id, "")) for id_, held in rows}
        try:
            holds = value_test(term, attribute, set(values.values()), self._show)
        except QuestionProblem as problem:
            raise self._problem(problem.title, problem.detail, problem.remedy, term, problem.place) from problem
        ids = frozenset(id_ for id_, value in values.items() if holds(value))
        return PersonIs(ids) if of_people else DocumentIs(ids)

    def _coder(self, term: Term) -> Node:
        rows = self._conn.execute("SELECT id, name FROM coder ORDER BY num").fetchall()
        wanted = folded(term.value)
        found = frozenset(id_ for id_, name in rows if wanted in (folded(name), folded(self._show(name))))
        if found:
            return CoderIs(found)
        names = [self._show(name) for _, name in rows]
        raise self._problem(
            f"Nobody called “{term.value}” codes in this study.",
            nearest_sentence(term.value, names) or f"These do: {', '.join(names[:12])}.",
            "",
            term,
        )

    # Questions within questions

    def _saved(self, term: Term) -> Node:
        try:
            saved = find_saved(self._conn, term.value)
        except Problem as problem:
            raise self._problem(problem.title, problem.detail, problem.remedy, term) from problem
        if saved.id in self._open or folded(saved.name) == self._saving:
            raise self._problem(
                f"The saved question “{self._show(saved.name)}” asks for itself.",
                "A question that stands within itself has no answer.",
                "Ask for something else, or save it under another name.",
                term,
            )
        if self._place is None:
            self._place = term.place
        self._open.append(saved.id)
        node = self._answered(saved.words, term)
        self._open.pop()
        if not self._open:
            self._place = None
        return node

    def _answered(self, words: str, term: Term) -> Node:
        try:
            question = as_typed(self._conn, words)
        except QuestionProblem as problem:
            raise self._problem(problem.title, problem.detail, problem.remedy, term) from problem
        node = And(()) if question.tree is None else self.node(question.tree)
        return node if question.reach is None else Reached(node, question.reach)

    def _problem(
        self, title: str, detail: str, remedy: str, term: Term, place: Span | None = None
    ) -> QuestionProblem:
        """A problem with a term; within a saved question it lies where that is asked for."""
        title, detail, remedy = map(self._show, (title, detail, remedy))
        if self._place is None:
            return QuestionProblem(title, detail, remedy, place or term.value_place)
        if _WITHIN not in detail:
            detail = f"{detail} {_WITHIN}".strip()
        return QuestionProblem(title, detail, remedy, self._place)


def _said_so(node: Node, term: Term, answer: str) -> Node:
    return node if term.value == answer else Not(node)

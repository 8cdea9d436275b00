"""A question as a form, for those who do not type it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from qualcode.analysis.questions.printing import printed
from qualcode.analysis.questions.tree import And, Node, Or, Question, Reach, Term, all_of, any_of
from qualcode.analysis.questions.words import COMPARED

_GROUPS = {"kind": "kinds", "doc": "documents", "state": "states", "who": "people"}
_ONE = {"coder": "coder", "text": "text", "memo": "memo"}


@dataclass(frozen=True)
class Form:
    """What is asked for, field by field; an empty field asks for nothing.

    `codes` and `areas` (index numbers or names) are asked for together with `every`, else one of them is enough; of
    several kinds, documents, states and people one always is. `attributes` are (name, comparison, value), all of
    which must hold. `date` is as in `date:…`. `reach` says how near codes must lie, None for the same passage.
    """

    codes: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    every: bool = False
    kinds: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    attributes: tuple[tuple[str, str, str], ...] = ()
    coder: str = ""
    text: str = ""
    memo: str = ""
    date: str = ""
    reach: Reach | None = None

    def tidied(self) -> Form:
        """The form without white space that says nothing, and `every` only where several codes are asked for."""
        tidy: dict[str, Any] = {name: _tidy(getattr(self, name)) for name in (*_GROUPS.values(), "codes", "areas")}
        tidy |= {name: " ".join(getattr(self, name).split()) for name in (*_ONE.values(), "date")}
        tidy["attributes"] = tuple(
            (" ".join(name.split()), compared, " ".join(value.split())) for name, compared, value in self.attributes
        )
        tidy["every"] = self.every and len(tidy["codes"]) + len(tidy["areas"]) > 1
        return replace(self, **tidy)


def _tidy(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(found for value in values if (found := " ".join(value.split()))))


def words_of(form: Form) -> str:
    """The question that a form asks, in words."""
    parts = list(_parts(form.tidied()))
    return printed(Question(all_of(parts) if parts else None, form.reach))


def _parts(form: Form) -> Iterator[Node]:
    codes = [*(Term("code", one) for one in form.codes), *(Term("area", one) for one in form.areas)]
    if codes:
        yield all_of(codes) if form.every else any_of(codes)
    for field, name in _GROUPS.items():
        if values := getattr(form, name):
            yield any_of(Term(field, value) for value in values)
    for name, compared, value in form.attributes:
        yield Term("attr", value, name, compared)
    for field, name in _ONE.items():
        if value := getattr(form, name):
            yield Term(field, value)
    if form.date:
        found = COMPARED.match(form.date)
        sign = found[0] if found else ""
        yield Term("date", form.date[len(sign) :].strip(), "", sign)


def form_of(question: Question) -> Form | None:
    """The form that asks a question; None where the question says more than a form can."""
    tree = question.tree
    parts: tuple[Node, ...] = tree.parts if isinstance(tree, And) else () if tree is None else (tree,)
    found: dict[str, list[tuple[Term, ...]]] = {}
    for part in parts:
        terms = _alternatives(part)
        if terms is None:
            return None
        field = "code" if terms[0].field == "area" else terms[0].field
        found.setdefault(field, []).append(terms)
    return _filled(found, question.reach)


def _alternatives(part: Node) -> tuple[Term, ...] | None:
    """The terms of which one must be true, where they are all of one sort."""
    terms = part.parts if isinstance(part, Or) else (part,)
    kept = tuple(term for term in terms if isinstance(term, Term))
    sorts = {"code" if term.field == "area" else term.field for term in kept}
    own_alone = any(term.field == "code" and term.compared for term in kept)
    return kept if len(kept) == len(terms) and len(sorts) == 1 and not own_alone else None


def _filled(found: dict[str, list[tuple[Term, ...]]], reach: Reach | None) -> Form | None:
    filled: dict[str, Any] = {"reach": reach}
    if codes := found.pop("code", []):
        every = len(codes) > 1
        if every and any(len(terms) > 1 for terms in codes):
            return None
        asked = [term for terms in codes for term in terms]
        filled["codes"] = tuple(term.value for term in asked if term.field == "code")
        filled["areas"] = tuple(term.value for term in asked if term.field == "area")
        filled["every"] = every
    for field, groups in found.items():
        if field == "attr" and all(len(terms) == 1 for terms in groups):
            filled["attributes"] = tuple((one.name, one.compared, one.value) for (one,) in groups)
        elif field in _GROUPS and len(groups) == 1:
            filled[_GROUPS[field]] = tuple(term.value for term in groups[0])
        elif field in _ONE and len(groups) == len(groups[0]) == 1:
            filled[_ONE[field]] = groups[0][0].value
        elif field == "date" and len(groups) == len(groups[0]) == 1:
            filled["date"] = groups[0][0].compared + groups[0][0].value
        else:
            return None
    return Form(**filled).tidied()

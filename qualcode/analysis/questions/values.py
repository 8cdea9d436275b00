"""What is known of a participant or a document, held against what a question asks of it."""

from __future__ import annotations

import operator
from collections.abc import Callable, Collection, Iterable
from decimal import Decimal
from typing import Any

from qualcode.analysis.excerpt_rows import folded
from qualcode.analysis.questions.checks import bad_date
from qualcode.analysis.questions.days import days_asked
from qualcode.analysis.questions.printing import in_words
from qualcode.analysis.questions.problems import QuestionProblem, nearest_sentence
from qualcode.analysis.questions.tree import Term
from qualcode.participants.attributes import Attribute, AttributeKind, is_missing, number_in, parts_of

Holds = Callable[[str], bool]

_ORDER: dict[str, Callable[[Any, Any], bool]] = {
    "=": operator.eq, "!=": operator.ne, "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge,
}  # fmt: skip
_NUMBERS = (AttributeKind.NUMBER, AttributeKind.RANK)


def value_test(term: Term, attribute: Attribute, known: Collection[str], show: Callable[[str], str]) -> Holds:
    """What tells whether a value of an attribute is meant by `attr:name…`; of one that is not given it never is.

    `attr:name=` alone is for those not given, `attr:name!=` for those given. `known` are the values the study has,
    `show` gives one as it may be shown. Raises QuestionProblem where no such value can be asked for.
    """
    if not term.value:
        return is_missing if term.compared == "=" else lambda value: not is_missing(value)
    kind = AttributeKind(attribute.kind)
    if kind is AttributeKind.DATE:
        return _date_test(term)
    if kind in _NUMBERS:
        return _number_test(term)
    if kind is AttributeKind.SCALE and (term.compared not in ("=", "!=") or _ends(term.value) is not None):
        return _scale_test(term, attribute, show)
    return _word_test(term, attribute, known, show)


def _given(test: Holds) -> Holds:
    return lambda value: not is_missing(value) and test(value)


def _date_test(term: Term) -> Holds:
    days = days_asked(term.value)
    if days is None or (".." in term.value and term.compared not in ("=", "!=")):
        raise bad_date(term.value, term.value_place)
    return _given(lambda value: days.holds(value, term.compared))


def _number_test(term: Term) -> Holds:
    ends = _ends(term.value)
    if ends is None:
        return _given(_ordered(term.compared, _number(term, term.value), number_in))
    if term.compared not in ("=", "!="):
        raise _no_range(term)
    first, last = (None if not end else _number(term, end) for end in ends)
    return _given(_between(term.compared, first, last, number_in))


def _number(term: Term, typed: str) -> Decimal:
    number = number_in(typed)
    if number is None:
        raise QuestionProblem(
            f"“{typed}” is not a number.",
            f"“{term.name}” is a number.",
            f"Write it in figures: attr:{term.name}>=30, attr:{term.name}=30..49.",
            term.value_place,
        )
    return number


def _scale_test(term: Term, attribute: Attribute, show: Callable[[str], str]) -> Holds:
    places = {folded(choice): place for place, choice in enumerate(attribute.choices)}

    def place_of(value: str) -> int | None:
        return places.get(folded(value))

    def asked(typed: str) -> int:
        for choice in attribute.choices:
            if folded(typed) in (folded(choice), folded(show(choice))):
                return places[folded(choice)]
        raise _unknown(term, typed, [show(choice) for choice in attribute.choices])

    ends = _ends(term.value)
    if ends is None:
        return _given(_ordered(term.compared, asked(term.value), place_of))
    if term.compared not in ("=", "!="):
        raise _no_range(term)
    first, last = (None if not end else asked(end) for end in ends)
    return _given(_between(term.compared, first, last, place_of))


def _word_test(term: Term, attribute: Attribute, known: Collection[str], show: Callable[[str], str]) -> Holds:
    several = AttributeKind(attribute.kind) is AttributeKind.SEVERAL
    there: dict[str, str] = {}
    for value in (*attribute.choices, *known):
        for part in parts_of(value) if several else (value,):
            if not is_missing(part):
                there.setdefault(folded(part), show(part))
    if term.compared not in ("=", "!="):
        raise QuestionProblem(
            f"“{term.name}” has no order.",
            "Only numbers, dates and scales can be less or more than a value.",
            f"Write attr:{term.name}=VALUE.",
            term.place,
        )
    wanted = folded(term.value)
    meant = {value for value, shown in there.items() if wanted in (value, folded(shown))}
    if not meant:
        if _ends(term.value) is not None:
            raise QuestionProblem(
                f"“{term.name}” cannot be asked for from one value to another.",
                "Only numbers, dates and scales have ranges.",
                f"Write (attr:{term.name}=ONE or attr:{term.name}=OTHER).",
                term.value_place,
            )
        raise _unknown(term, term.value, there.values())

    def holds(value: str) -> bool:
        parts = parts_of(value) if several else (value,)
        return any(folded(part) in meant for part in parts) == (term.compared == "=")

    return _given(holds)


def _ordered(compared: str, wanted: Any, read: Callable[[str], Any]) -> Holds:
    def holds(value: str) -> bool:
        found = read(value)
        return found is not None and _ORDER[compared](found, wanted)

    return holds


def _between(compared: str, first: Any, last: Any, read: Callable[[str], Any]) -> Holds:
    def holds(value: str) -> bool:
        found = read(value)
        if found is None:
            return False
        within = (first is None or found >= first) and (last is None or found <= last)
        return within == (compared == "=")

    return holds


def _ends(typed: str) -> tuple[str, str] | None:
    """The two ends of `30..49`, one of which may be empty; None where it is no range."""
    before, dots, after = typed.partition("..")
    ends = before.strip(), after.strip()
    return ends if dots and any(ends) else None


def _no_range(term: Term) -> QuestionProblem:
    return QuestionProblem(
        f"A range cannot stand after “{term.compared}”.",
        remedy=f"Write attr:{term.name}={term.value}, or one value.",
        place=term.value_place,
    )


def _unknown(term: Term, typed: str, there: Iterable[str]) -> QuestionProblem:
    shown = sorted(set(there))
    some = (
        f"There are: {', '.join(shown[:12])}{', …' if len(shown) > 12 else ''}." if shown else "It has no values yet."
    )
    return QuestionProblem(
        f"“{typed}” is no value of “{term.name}”.",
        nearest_sentence(typed, shown, f"attr:{in_words(term.name)}{term.compared}") or some,
        f"Write attr:{term.name}= for those of whom it is not known." if not shown else "",
        term.value_place,
    )

"""What kind of fact a column holds, guessed from its heading and its values."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date

from qualcode.participants.attributes import (
    AttributeKind,
    ValueType,
    is_missing,
    number_in,
    parts_of,
    tidy,
)
from qualcode.participants.days import day_in, is_day_or_time, writes_day_first

_MOSTLY = 0.9  # of the values must be numbers or dates: one impossible age does not make a column text
_MOST_CHOICES = 12
_LONGEST_CHOICE = 60
_LONG_NUMBER = 13

# From the least to the most; alternatives of one step with a bar between.
_SCALES = tuple(
    [step.split("|") for step in line.split(", ")]
    for line in (
        "strongly disagree|disagree strongly|completely disagree|totally disagree, disagree|tend to disagree, "
        "somewhat disagree|slightly disagree|disagree somewhat, "
        "neither agree nor disagree|neither|neutral|neither agree or disagree|undecided, "
        "somewhat agree|slightly agree|agree somewhat, agree|tend to agree, "
        "strongly agree|agree strongly|completely agree|totally agree",
        "never, almost never|very rarely, rarely|seldom|hardly ever, occasionally|sometimes|now and then, "
        "often|frequently|regularly, very often|usually|most of the time, almost always|nearly always, "
        "always|all the time",
        "never, less than once a month|less often, monthly|once a month|every month, fortnightly|every two weeks, "
        "weekly|once a week|every week, several times a week|more than once a week, daily|every day|once a day",
        "very dissatisfied|completely dissatisfied, dissatisfied, somewhat dissatisfied|slightly dissatisfied|fairly "
        "dissatisfied, neither satisfied nor dissatisfied|neutral|neither, somewhat satisfied|slightly satisfied|"
        "fairly satisfied, satisfied, very satisfied|completely satisfied",
        "very unlikely|extremely unlikely, unlikely, somewhat unlikely, neither likely nor unlikely|neutral|neither, "
        "somewhat likely, likely, very likely|extremely likely",
        "very difficult, difficult, somewhat difficult, neither easy nor difficult|neutral|neither, somewhat easy, "
        "easy, very easy",
        "not at all important|unimportant|not important, slightly important|of little importance, "
        "moderately important|somewhat important, important, very important, extremely important|essential",
        "not at all|none, slightly|a little|a little bit|to a small extent, somewhat|moderately|to some extent|"
        "partly, quite|quite a bit|a lot|to a large extent, very|very much|a great deal, extremely|completely|fully",
        "very poor|very bad, poor|bad, fair|neutral|okay|ok|acceptable, good, very good, excellent",
        "very low, low, medium|moderate, high, very high",
        "none, some, most, all",
    )
)
_BESIDE_A_SCALE = frozenset({"don't know", "not sure", "prefer not to say", "not applicable", "unsure", "no opinion"})
_BAND = re.compile(
    r"(?:(?:(?P<below>under|below|up to|less than|fewer than|younger than|<)|more than|over|above|at least|>)\s*)?"
    r"[£$€]?(?P<low>\d[\d,]*)"
    r"(?:\s*(?:-|–|—|to)\s*[£$€]?\d[\d,]*|\s*\+|\s*(?:and|or)\s+(?:over|above|older|more|under|below|less|younger))?"
    r"(?:\s*(?:years?|yrs?|months?|hours?|people|k))?(?:\s+old)?",
)


def guess(name: str, values: Sequence[str]) -> ValueType:
    """The kind, the choices and the way of writing days that fit a column best; text where in doubt."""
    said = [tidy(value) for value in values if not is_missing(value)]
    if not said:
        return ValueType(name=name)
    if _mostly_numbers(said):
        ranked = "rank" in re.findall("[a-z]+", name.casefold()) and all(
            re.fullmatch("[1-9]|1[0-9]", v) for v in said
        )
        return ValueType(AttributeKind.RANK if ranked else AttributeKind.NUMBER, name=name)
    day_first = writes_day_first(said)
    days = sum(isinstance(day_in(value, True), date) or is_day_or_time(value) for value in said)
    if _most(days, len(said)):
        return ValueType(AttributeKind.DATE, name=name, day_first=day_first)
    several = _several([value for value in values if not is_missing(value)])
    if several is not None:
        return ValueType(AttributeKind.SEVERAL, several, name)
    distinct = _spellings(said)
    ordered = scale_of(distinct)
    if ordered is not None:
        return ValueType(AttributeKind.SCALE, ordered, name)
    if _few(distinct, len(said)):
        return ValueType(AttributeKind.CHOICE, tuple(sorted(distinct, key=str.casefold)), name)
    return ValueType(name=name)


def choices_in(kind: AttributeKind, values: Sequence[str]) -> tuple[str, ...]:
    """The choices that a column holds, for a kind that somebody chose for it; a scale in its order where known."""
    if not kind.has_choices:
        return ()
    said = [value for value in values if not is_missing(value)]
    if kind is AttributeKind.SEVERAL:
        said = [part for value in said for part in parts_of(value)]
    distinct = _spellings([tidy(value) for value in said])
    if kind is AttributeKind.SCALE and (ordered := scale_of(distinct)) is not None:
        return ordered
    return tuple(sorted(distinct, key=_as_read))


def _as_read(word: str) -> tuple[int, float, str]:
    number = number_in(word)
    return (1, 0.0, word.casefold()) if number is None else (0, float(number), word.casefold())


def _mostly_numbers(said: Sequence[str]) -> bool:
    numbers = sum(number_in(value) is not None for value in said)
    codes = sum(re.match(r"0\d", value) is not None or len(value) > _LONG_NUMBER for value in said)
    return _most(numbers, len(said)) and codes * 4 < len(said)


def _most(fitting: int, said: int) -> bool:
    return fitting >= _MOSTLY * said or (said >= 4 and fitting == said - 1)


def _several(said: Sequence[str]) -> tuple[str, ...] | None:
    """The choices of a column whose cells join them with semicolons or line breaks; None where it does not."""
    together = [value for value in said if ";" in value or "\n" in value]
    if not together:
        return None
    parts = [tidy(part) for value in said for part in parts_of(value)]
    distinct = _spellings(parts)
    if len(distinct) > 40 or any(len(part) > _LONGEST_CHOICE for part in distinct):
        return None
    if len(together) * 2 < len(said) and len(parts) < 1.5 * len(distinct):
        return None
    return tuple(sorted(distinct, key=str.casefold))


def _spellings(said: Sequence[str]) -> list[str]:
    """Each value once, whatever its capitals, in its most frequent spelling."""
    groups: dict[str, Counter[str]] = {}
    for value in said:
        groups.setdefault(value.casefold(), Counter())[value] += 1
    return [group.most_common(1)[0][0] for group in groups.values()]


def _few(distinct: Sequence[str], said: int) -> bool:
    return (
        said >= 4
        and len(distinct) <= _MOST_CHOICES
        and len(distinct) * 2 <= said
        and all(len(value) <= _LONGEST_CHOICE for value in distinct)
    )


def scale_of(distinct: Sequence[str]) -> tuple[str, ...] | None:
    """The values from the least to the most, those beside the scale (don’t know) last; None without an order."""
    plain = {value: value.casefold().replace("’", "'").strip(" .") for value in distinct}
    beside = [value for value in distinct if plain[value] in _BESIDE_A_SCALE]
    steps = [value for value in distinct if value not in beside]
    if len(steps) < 2:
        return None
    for scale in _SCALES:
        places = {word: n for n, step in enumerate(scale) for word in step}
        if all(plain[value] in places for value in steps):
            return (*sorted(steps, key=lambda value: places[plain[value]]), *beside)
    if len(steps) >= 3 or any(re.search(r"\d\D+\d", value) for value in steps):
        bands = {value: _BAND.fullmatch(plain[value]) for value in steps}
        lows = {
            value: (int(found["low"].replace(",", "")), 0 if found["below"] else 1)
            for value, found in bands.items()
            if found is not None
        }
        if len(lows) == len(steps) and not all(value.isdigit() for value in steps):
            return (*sorted(steps, key=lambda value: lows[value]), *beside)
    return None

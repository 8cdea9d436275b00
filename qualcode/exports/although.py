"""What is said of quotes that go out although consent does not allow it or the person said no, in whatever form."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields, is_dataclass, replace
from datetime import date
from enum import Enum
from typing import Any

from qualcode.analysis.although import HEADING, SAID_NO, OverriddenWords, printed_although
from qualcode.exports.page import Page, Paragraph, Section
from qualcode.exports.report import Report
from qualcode.participants.disclosure import Although, Audience, Cleared


def although_in(conn: sqlite3.Connection, on: date, *values: object) -> list[str]:
    """Sentences on the quotes in what goes out on a day though consent does not allow it or the person said no."""
    return printed_although(overridden_in(conn, on, *values))


def overridden_in(conn: sqlite3.Connection, on: date, *values: object) -> tuple[Although, ...]:
    """Why quotes in what goes out on a day are printed though consent does not allow it or they said no, each once.

    Next to nothing where the study has none; else what goes out is looked through for their words.
    """
    overridden = OverriddenWords(conn, on)
    if not overridden:
        return ()
    found: dict[Although, None] = {}
    for part in _parts(values):
        if isinstance(part, str):
            found.update(dict.fromkeys(overridden.in_words(part)))
        else:
            if part.although is not None:
                found[part.although] = None
            # The team may read more of the same passage.
            is_known = part.although is not None or part.audience is not Audience.TEAM
            found.update(dict.fromkeys(overridden.in_words(part.text, refused_alone=is_known)))
    return tuple(sorted(found, key=lambda one: (one.said_no, one.who, one.quote)))


def told_to_team(conn: sqlite3.Connection, report: Report) -> Report:
    """A report with what is said of such quotes beside what is held back, where the team alone reads it."""
    if report.audience is not Audience.TEAM:
        return report
    return replace(report, although=tuple(although_in(conn, report.made_on.date(), report)))


def with_although(conn: sqlite3.Connection, page: Page) -> Page:
    """A page with what is said of such quotes at its end, where the team alone reads it."""
    told = although_in(conn, page.made_on.date(), page) if page.audience is Audience.TEAM else []
    return replace(page, sections=(*page.sections, *sections(told))) if told else page


def sections(told: Sequence[str]) -> Iterator[Section]:
    """The sentences below headings that say the beginning of each."""
    for heading in (HEADING, SAID_NO):
        if some := [one.removeprefix(f"{heading}: ") for one in told if one.startswith(f"{heading}: ")]:
            yield Section(heading, tuple(map(Paragraph, some)))


def _parts(values: Iterable[object]) -> Iterator[Cleared | str]:
    """The words cleared and all other words in some values, in no order."""
    ahead: list[Any] = list(values)
    while ahead:
        value = ahead.pop()
        if isinstance(value, Cleared) or (isinstance(value, str) and not isinstance(value, Enum)):
            yield value
        elif isinstance(value, (tuple, list, frozenset)):
            ahead += value
        elif isinstance(value, dict):
            ahead += value.values()
        elif is_dataclass(value) and not isinstance(value, type):
            ahead += [getattr(value, one.name) for one in fields(value)]

"""Who could be recognised in a report: what it shows beside participants, held against the people of the study."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from qualcode.analysis.cells import Rows
from qualcode.analysis.recognised import People
from qualcode.analysis.recognised import Recognised as Recognised
from qualcode.exports.framework import PrintedCharts
from qualcode.exports.printed import Appearance, PrintedExcerpt, SeeExcerpt
from qualcode.exports.report import Report
from qualcode.participants.disclosure import Audience


def recognised_in(conn: sqlite3.Connection, report: Report) -> Recognised:
    """Who could be recognised in a report of this study, as it is printed."""
    return recognised_in_excerpts(conn, report.excerpts())


def recognised_in_excerpts(conn: sqlite3.Connection, excerpts: Iterable[PrintedExcerpt | SeeExcerpt]) -> Recognised:
    """Who could be recognised by all that stands beside the excerpts of one piece of output, or of several."""
    return recognised(conn, (person for one in excerpts for person in one.attribution.people))


def recognised_in_charts(conn: sqlite3.Connection, value: PrintedCharts) -> Recognised:
    """Who could be recognised by the facts that charts print in the rows of participants."""
    rows = (row for chart in value.charts if chart.rows_are is Rows.PARTICIPANTS for row in chart.rows)
    told = (Appearance(row.name, (*row.facts, *filter(None, [row.group]))) for row in rows)
    return recognised(conn, told, as_kept=value.audience is not Audience.OUTSIDE)


def recognised(conn: sqlite3.Connection, appearances: Iterable[Appearance], *, as_kept: bool = False) -> Recognised:
    """Who could be recognised by all that stands beside them in one piece of output; 2,000 people take 1 s.

    All the study's people are counted but those who withdrew. `as_kept` where values are told as they are kept, and
    not as they are in print.
    """
    study = People(conn, None if as_kept else ())
    shown: dict[str, set[str]] = {}
    called = {study.names.show(person.pseudonym): person for person in study.everybody}
    for one in appearances:
        person = called.get(one.name)
        if person is not None:
            shown.setdefault(person.id, set()).update(study.among(person, one.attributes))
    return study.recognised(shown)

"""A short talk, and what a table of it is read by."""

from __future__ import annotations

from qualcode.analysis.counts.asked import Asked
from qualcode.analysis.counts.rows import Number, Part
from qualcode.analysis.counts.tables import table
from qualcode.analysis.people import participants
from qualcode.codebooks.csv_files import CodebookRow
from qualcode.project.project import Project

# 5 words of the interviewer's; P01 says 5 and 5, P02 says 4.
TALK = (
    "Interviewer: What helped you the most?\n"
    "P01: The kettle was always on. I came back for it.\n"
    "P02: Nobody asked my name.\n"
)

# Two areas, in the one a code below a code.
BOOK = (
    CodebookRow("", "A", "1", "", "A"),
    CodebookRow("", "A", "1.1", "1", "a"),
    CodebookRow("", "A", "1.1.1", "1.1", "b"),
    CodebookRow("", "B", "2", "", "B"),
    CodebookRow("", "B", "2.1", "2", "c"),
)


def only(project: Project, asked: Asked | None = None) -> Part:
    (part,) = table(project.conn, asked or Asked()).parts
    return part


def own(part: Part, code_id: str) -> tuple[Number, ...]:
    row = part.row(code_id)
    assert row is not None
    return row.own.cells


def nested(part: Part, code_id: str) -> tuple[Number, ...]:
    row = part.row(code_id)
    assert row is not None
    return row.nested.cells


def heads(part: Part) -> list[str]:
    return [column.name for column in part.columns]


def person(project: Project, pseudonym: str) -> str:
    return next(one.id for one in participants(project.conn) if one.pseudonym == pseudonym)

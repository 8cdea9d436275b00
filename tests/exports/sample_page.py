"""A small page of numbers about an invented study, with one of everything a page can hold."""

from __future__ import annotations

from datetime import date

from qualcode.exports.figures import Bars, Column, HeatMap, Lines, Row, Series, Table, ValueKind
from qualcode.exports.page import Facts, Page, Paragraph, Section
from qualcode.exports.sources import Fact
from qualcode.participants.disclosure import Audience
from qualcode.transcripts.transcript import Kind
from tests.exports.sample_report import MADE_ON

THEMES = ("1.1 Knowing what exists", "1.2 Routes in", "3.1 Benefit to the person supported", "3.1.1 In conflict")

REACH = Table(
    "Reach of each theme",
    (
        Column("Theme", ValueKind.WORDS),
        Column("Participants"),
        Column("Of participants", ValueKind.SHARE),
        Column("Per 1,000 words", ValueKind.RATE),
        Column("Last coded", ValueKind.DATE),
    ),
    (
        Row(("1 Access", 9, 1.0, 12.25, date(2026, 3, 12)), strong=True),
        Row((THEMES[0], 8, 8 / 9, 4.5, date(2026, 3, 11)), depth=1),
        Row((THEMES[1], 9, 1.0, 7.75, date(2026, 3, 12)), depth=1),
        Row(("=HYPERLINK(\"x\") & <b>“Sasha”, 'née'</b> 👩‍👩‍👧", 0, None, None, None), depth=1),
        Row((THEMES[2], 1200, 1 / 3, 1234.5, date(2025, 9, 1)), depth=1),
    ),
    notes=("Of 9 participants in 10 documents.", "Everybody’s codings, merged."),
    base=Row(("Participants", 9, None, None, None)),
    sheet="Reach",
)

CODED = Bars(
    "Excerpts by code and kind of document",
    THEMES,
    (
        Series("Interviews", (16, 21, 15, 0), Kind.INTERVIEW),
        Series("Focus groups", (8, 9, 5, 1), Kind.FOCUS_GROUP),
        Series("Survey answers", (3, 0, 2, 4), Kind.SURVEY_ANSWER),
    ),
    note="Kinds of document are never added.",
    over="Code",
)

TOGETHER = HeatMap(
    "Codes on the same words",
    THEMES,
    THEMES,
    ((None, 12, 3, 0), (12, None, 7, 1), (3, 7, None, 2), (0, 1, 2, None)),
    unit="passages",
    note="Passages under both codes.",
    corner="Code",
)

NEW_CODES = Lines(
    "New codes per interview, in the order coded",
    tuple(f"P{number:02}" for number in range(1, 13)),
    (
        Series("New codes", (9, 6, 5, 2, 2, 1, 0, 1, 0, 0, 0, 0)),
        Series("Codes used", (9, 11, 14, 8, 12, 9, 7, 10, 8, 6, 9, 5)),
    ),
    unit="codes",
    over="Interview",
    mark=6,
    mark_name="5% new",
)


def wide_table(columns: int) -> Table:
    """A table with a column for each of so many participants, and the total."""
    heads = [Column(f"P{number:02}", narrow=True) for number in range(1, columns + 1)]
    rows = [Row((name, *((at * 7 + len(name)) % 5 for at in range(columns)), 99), depth=1) for name in THEMES]
    return Table(
        "Excerpts by code and participant",
        (Column("Code", ValueKind.WORDS), *heads, Column("Excerpts")),
        (Row(("1 Access", *range(columns), 1_200), strong=True), *rows),
        notes=("Of all participants.",),
        dots=True,
    )


def sample_page(audience: Audience = Audience.TEAM, *, columns: int = 18) -> Page:
    """A section for each kind of part, and one whose table is wide."""
    return Page(
        "Peer support: what the study says",
        "Peer support",
        MADE_ON,
        audience,
        (
            Section(
                "How to read this",
                (
                    Facts((Fact("Documents", "8 interviews and 2 focus groups"), Fact("Coders", "2"))),
                    Paragraph("Excerpts are passages under one code."),
                    Paragraph("An aside.", quiet=True),
                ),
            ),
            Section("Reach", (REACH, CODED)),
            Section("By participant", (wide_table(columns),)),
            Section("Together", (TOGETHER,)),
            Section("New codes", (Paragraph("In the order coded."), NEW_CODES), level=2),
        ),
    )

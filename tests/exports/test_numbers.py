"""Every number that the sample study's report prints, worked out a second time from the rows of its file."""

from __future__ import annotations

import io
import re
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from docx import Document

from qualcode.analysis.naming import StudyConnection
from qualcode.exports import word
from qualcode.exports.choices import ReportChoices
from qualcode.exports.gather import report
from qualcode.exports.report import CodeSection
from qualcode.participants.disclosure import Audience

MADE_ON = datetime(2026, 3, 12, 9, 30, tzinfo=UTC)
KINDS = [
    "interview",
    "focus group",
    "field note",
    "survey answer",
    "workshop note",
    "public comment",
    "evidence",
]
PLURALS = {"evidence": "Evidence", "interview": "Interviews", "field note": "Field notes"}


@dataclass(frozen=True)
class Passage:
    """An excerpt as counted here: codings of one code and document that overlap."""

    document: str
    kind: str
    code: str
    start: int
    stop: int
    person: str | None
    people: frozenset[str]
    against: bool
    unknown: bool


@pytest.fixture(scope="module")
def rows(finished_demo: Path) -> Iterator[sqlite3.Connection]:
    conn = sqlite3.connect(f"file:{finished_demo}?mode=ro", uri=True, factory=StudyConnection)
    yield conn
    conn.close()


@pytest.fixture(scope="module")
def passages(rows: sqlite3.Connection) -> list[Passage]:
    """The excerpts by a sweep over the codings; the sample has no lead coders and no agreed set, so all count.

    Codings with words of people who withdrew do not; others speak in each of their documents.
    """
    assert rows.execute("SELECT count(*) FROM document WHERE lead_coder IS NOT NULL").fetchone() == (0,)
    assert rows.execute("SELECT count(*) FROM agreed").fetchone() == (0,)
    kinds = dict(rows.execute("SELECT id, kind FROM document WHERE deleted_at IS NULL"))
    gone = {row[0] for row in rows.execute("SELECT id FROM participant WHERE consent = 'withdrawn'")}
    assert gone and not rows.execute("SELECT 1 FROM document WHERE consent = 'withdrawn'").fetchone()
    turns = defaultdict(list)
    for document, *turn in rows.execute(
        "SELECT t.document_id, t.start, t.stop, s.participant_id, coalesce(s.is_interviewer, 0) FROM turn t "
        "JOIN document d ON d.version_id = t.version_id LEFT JOIN speaker s ON s.id = t.speaker_id"
    ):
        turns[document].append(turn)
    by_place = defaultdict(list)
    for document, code, start, stop, against in rows.execute(
        "SELECT document_id, code_id, current_start, current_stop, against FROM coding WHERE deleted_at IS NULL"
    ):
        said_by = {person for begins, ends, person, _ in turns[document] if begins < stop and start < ends}
        if not said_by & gone:
            by_place[document, code].append((start, stop, bool(against)))
    found = []
    for (document, code), codings in by_place.items():
        merged: list[list[tuple[int, int, bool]]] = []
        for coding in sorted(codings):
            if merged and coding[0] < max(stop for _, stop, _ in merged[-1]):
                merged[-1].append(coding)
            else:
                merged.append([coding])
        for run in merged:
            start, stop = run[0][0], max(stop for _, stop, _ in run)
            touched = [turn for turn in turns[document] if turn[0] < stop and start < turn[1]]
            spoken = [person for _, _, person, _ in sorted(touched) if person]
            nobody = any(person is None and not asks for _, _, person, asks in touched)
            found.append(
                Passage(
                    document,
                    kinds[document],
                    code,
                    start,
                    stop,
                    spoken[0] if spoken else None,
                    frozenset(spoken),
                    any(against for *_, against in run),
                    nobody and kinds[document] != "evidence",
                )
            )
    return found


def lines_of(rows: sqlite3.Connection, audience: Audience, **choices: bool) -> list[tuple[str, str]]:
    value = report(rows, ReportChoices(audience=audience, **choices), MADE_ON)  # type: ignore[arg-type]
    document = Document(io.BytesIO(word.content(value)))
    return [(p.style.name if p.style else "", p.text) for p in document.paragraphs]


def under(lines: Sequence[tuple[str, str]], heading: str, style: str) -> list[str]:
    """The lines of a style under a heading, up to the next heading."""
    start = next(n for n, (s, t) in enumerate(lines) if s.startswith("Heading") and t == heading) + 1
    end = next((n for n in range(start, len(lines)) if lines[n][0].startswith("Heading")), len(lines))
    return [text for name, text in lines[start:end] if name == style]


def codes_below(rows: sqlite3.Connection, top: str) -> set[str]:
    below = {top}
    while more := {
        code
        for code, parent in rows.execute("SELECT id, parent_id FROM code WHERE deleted_at IS NULL")
        if parent in below and code not in below
    }:
        below |= more
    return below


def sentences(rows: sqlite3.Connection, found: Sequence[Passage], *, distinct: bool) -> list[str]:
    """What the report should say of some excerpts, kind by kind."""
    told = []
    for kind in KINDS:
        own = [each for each in found if each.kind == kind]
        if not own:
            continue
        places = {(each.document, each.start, each.stop) for each in own}
        number = len(places) if distinct else len(own)
        against = [each for each in own if each.against]
        goes = len({(each.document, each.start, each.stop) for each in against}) if distinct else len(against)
        (documents,) = rows.execute("SELECT count(*) FROM document WHERE kind = ?", (kind,)).fetchone()
        (people,) = rows.execute(
            "SELECT count(DISTINCT participant_id) FROM speaker JOIN document d ON d.id = document_id "
            "JOIN participant p ON p.id = participant_id AND p.consent != 'withdrawn' WHERE kind = ?",
            (kind,),
        ).fetchone()
        parts = [f"{number} excerpt{'s' * (number != 1)}{' (each passage counted once)' if distinct else ''}"]
        if people:
            speaking = len({each.person for each in own if each.person})
            parts.append(f"{speaking} of {people} participant{'s' * (people != 1)}")
        parts.append(f"{len({e.document for e in own})} of {documents} document{'s' * (documents != 1)}")
        what = f"{'passage' if distinct else 'excerpt'}s {'goes' if goes == 1 else 'go'} against "
        tail = f" {goes} of the {what}{'a' if distinct else 'the'} code." if goes else ""
        told.append(f"{PLURALS[kind]}: {', '.join(parts)}.{tail}")
    return told


def held_back(section: CodeSection) -> int:
    return sum(each.held_back for each in section.left_out)


def test_the_counts_of_every_code_are_those_of_its_rows(rows: sqlite3.Connection, passages: list[Passage]) -> None:
    lines = lines_of(rows, Audience.TEAM)
    codes = rows.execute("SELECT id, idx, name FROM code WHERE NOT is_area AND deleted_at IS NULL").fetchall()
    assert len(codes) > 30
    for code, index, name in codes:
        own = [each for each in passages if each.code == code]
        below = codes_below(rows, code)
        if not any(each.code in below for each in passages):
            assert any(f"{index} {name}" in line for style, line in lines if style == "Remainder")
            assert not [line for style, line in lines if style.startswith("Heading") and line == f"{index} {name}"]
            continue
        wanted = sentences(rows, own, distinct=False) or ["No excerpts of its own."]
        if any(each.code in below - {code} for each in passages):
            nested = sentences(rows, [each for each in passages if each.code in below], distinct=True)
            wanted += [f"With its nested codes: {sentence}" for sentence in nested]
        assert under(lines, f"{index} {name}", "Counts Line") == wanted, name


def test_an_area_counts_each_passage_once(rows: sqlite3.Connection, passages: list[Passage]) -> None:
    lines = lines_of(rows, Audience.TEAM)
    for area, index, name in rows.execute("SELECT id, idx, name FROM code WHERE is_area").fetchall():
        inside = [each for each in passages if each.code in codes_below(rows, area)]
        assert under(lines, f"{index} {name}", "Counts Line") == sentences(rows, inside, distinct=True), name


def test_every_cell_of_the_table_is_the_number_of_rows(rows: sqlite3.Connection, passages: list[Passage]) -> None:
    value = report(rows, ReportChoices(), MADE_ON)
    document = Document(io.BytesIO(word.content(value)))
    (table,) = (table for table in document.tables if table.cell(0, 0).text == "Code")
    people = dict(
        rows.execute("SELECT pseudonym, id FROM participant WHERE deleted_at IS NULL AND consent != 'withdrawn'")
    )
    titles = {f"{i} {n}": c for c, i, n in rows.execute("SELECT id, idx, name FROM code WHERE NOT is_area")}
    grid = [[cell.text for cell in row.cells] for row in table.rows]
    assert grid[0] == ["Code", *sorted(people), "Excerpts", "Participants", "Documents"]
    by_title = {title: code for title, code in titles.items() if any(e.person and e.code == code for e in passages)}
    assert {row[0] for row in grid[1:]} == set(by_title)
    assert value.counts[0].note.endswith("; 1 code without any is not shown.")
    assert len(titles) == len(by_title) + 1
    for row in grid[1:]:
        own = [each for each in passages if each.code == titles[row[0]] and each.person]
        each_of = Counter(each.person for each in own)
        wanted = [each_of[people[name]] for name in grid[0][1:-3]]
        wanted += [len(own), len(each_of), len({each.document for each in own})]
        assert [0 if cell == "·" else int(cell) for cell in row[1:]] == wanted, row[0]


@pytest.mark.parametrize("audience", list(Audience))
def test_what_is_printed_held_back_and_left_out_adds_up_to_what_is_counted(
    rows: sqlite3.Connection, passages: list[Passage], audience: Audience
) -> None:
    consents = dict(rows.execute("SELECT id, consent FROM participant"))
    of_documents = dict(rows.execute("SELECT id, consent FROM document"))
    refused = set[str]() if audience is Audience.TEAM else set(consents.values()) - {"quote"}

    def may(each: Passage) -> bool:
        own = of_documents[each.document]
        known = {consents[person] for person in each.people} | ({own} if own else set())
        known |= {own or "not recorded"} if each.unknown else set()
        return not known & (refused | (set() if audience is Audience.TEAM else {"not recorded", "team only"}))

    value = report(rows, ReportChoices(audience=audience), MADE_ON)
    sections = [section for area in value.areas for section in area.codes]
    titles = {f"{i} {n}": c for c, i, n in rows.execute("SELECT id, idx, name FROM code WHERE NOT is_area")}
    for section in sections:
        own = [each for each in passages if each.code == titles[section.title]]
        assert len(section.excerpts) == sum(map(may, own)), section.title
        left_out = sum(each.more + each.interviewers for each in section.left_out)
        assert (left_out, held_back(section)) == (0, sum(not may(each) for each in own)), section.title
    assert len(value.held_back) == sum(not may(each) for each in passages)
    assert bool(value.held_back) is (audience is Audience.OUTSIDE), "the team reads all that is counted"
    assert sum(map(held_back, sections)) == len(value.held_back)
    kinds = Counter(each.kind for each in passages if not may(each))
    for kind, number in kinds.items():
        told = [part for part in re.split(", | and ", value.held_back_phrase) if part.endswith(PLURALS[kind].lower())]
        assert len(told) == 1 and told[0].startswith(f"{number} excerpt"), value.held_back_sentence


def test_what_is_left_out_with_its_area_is_not_listed_as_held_back(rows: sqlite3.Connection) -> None:
    value = report(rows, ReportChoices(audience=Audience.OUTSIDE, context=False), MADE_ON)
    held = sum(held_back(section) for area in value.areas for section in area.codes)
    assert len(value.held_back) == held
    assert len(report(rows, ReportChoices(audience=Audience.OUTSIDE), MADE_ON).held_back) > held


def test_the_bars_of_a_chart_are_the_counts_of_the_codes(rows: sqlite3.Connection, passages: list[Passage]) -> None:
    titles = {f"{i} {n}": c for c, i, n in rows.execute("SELECT id, idx, name FROM code WHERE NOT is_area")}
    value = report(rows, ReportChoices(), MADE_ON)
    charts = [area.chart for area in value.areas if area.chart is not None]
    assert len(charts) == 5
    for chart in charts:
        for series in chart.series:
            assert series.kind is not None and series.name == PLURALS[series.kind]
            wanted = [
                sum(each.code == titles[name] and each.kind == series.kind for each in passages)
                for name in chart.categories
            ]
            assert list(series.values) == wanted


def test_the_front_page_says_what_there_is(rows: sqlite3.Connection) -> None:
    value = report(rows, ReportChoices(), MADE_ON)
    facts = {fact.label: fact.value for fact in value.sources.facts}
    kinds = Counter(kind for (kind,) in rows.execute("SELECT kind FROM document WHERE deleted_at IS NULL"))
    assert facts["Documents"] == (
        f"{kinds['interview']} interviews, {kinds['field note']} field note and {kinds['evidence']} piece of evidence"
    )
    speaking = rows.execute(
        "SELECT d.kind, count(DISTINCT participant_id) FROM speaker JOIN document d ON d.id = document_id "
        "JOIN participant p ON p.id = participant_id AND p.consent != 'withdrawn' GROUP BY d.kind"
    ).fetchall()
    (coders,) = rows.execute("SELECT count(DISTINCT coder_id) FROM coding WHERE deleted_at IS NULL").fetchone()
    assert [(kind, f"{number} in {PLURALS[kind].lower()}") for kind, number in speaking] == [
        ("interview", facts["Participants"])
    ]
    assert facts["Coders"] == str(coders)
    assert facts["Codings counted"] == "Everybody’s codings, merged; 1 person withdrew and is not counted"


def test_the_codebook_of_a_report_on_one_area_is_of_that_area(rows: sqlite3.Connection) -> None:
    (area,) = rows.execute("SELECT id FROM code WHERE idx = '2'").fetchone()
    one = report(rows, ReportChoices(codes=frozenset({area})), MADE_ON).codebook
    assert {entry.index.partition(".")[0] for entry in one} == {"2"}
    assert len(one) == len(codes_below(rows, area))
    whole = report(rows, ReportChoices(context=False), MADE_ON).codebook
    assert {entry.index.partition(".")[0] for entry in whole} == {"1", "2", "3", "4"}

"""Tables of codes: every number is the one shown elsewhere, and opens the excerpts it counts."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from qualcode.analysis.codes import codebook
from qualcode.analysis.counts.asked import Asked, By, Measure, Role
from qualcode.analysis.counts.opened import cell_excerpts
from qualcode.analysis.counts.reach import code_reaches
from qualcode.analysis.counts.saturation import saturation
from qualcode.analysis.counts.tables import table
from qualcode.analysis.tallies import extent, tallies
from qualcode.edits.clock import FixedClock
from qualcode.exports.choices import ReportChoices
from qualcode.exports.gather import report
from qualcode.project.project import Project
from tests.analysis.counts_study import heads, only
from tests.conftest import NOON
from tests.study_of_names import NAME, SHOWN, make

BringIn = Callable[..., str]
CodeIt = Callable[..., str]
Codes = dict[str, str]


@pytest.fixture(scope="module")
def demo(finished_demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    path = shutil.copy(finished_demo, tmp_path_factory.mktemp("demo"))
    with Project.open(Path(path), back_up=False) as opened:
        yield opened


def test_the_numbers_of_every_code_are_those_of_its_tally(demo: Project) -> None:
    told, bases = tallies(demo.conn), extent(demo.conn)
    parts = {str(part.kind): part for part in table(demo.conn, Asked(by=By.DOCUMENT)).parts}
    assert set(parts) == set(bases.kinds_apart)
    for kind, part in parts.items():
        assert (part.base.participants, part.base.documents) == (
            bases.of_kind(kind).people,
            bases.of_kind(kind).documents,
        )
        for row in (*part.rows, *part.aside):
            tally = told[row.code_id].of_kind(kind)
            assert row.own.total == tally.own, row.title
            assert (row.nested.total, row.nested.participants, row.nested.documents) == (
                tally.with_nested,
                tally.people,
                tally.documents,
            ), row.title
            assert sum(number or 0 for number in row.own.cells) == tally.own
    together = only(demo, Asked(by=By.DOCUMENT, together=True))
    for row in (*together.rows, *together.aside):
        assert (row.own.total, row.nested.total) == (told[row.code_id].own, told[row.code_id].with_nested)


def test_the_numbers_by_participant_are_those_of_a_report(demo: Project) -> None:
    printed = report(demo.conn, ReportChoices(counts=True), datetime(2026, 3, 12, tzinfo=UTC)).counts
    parts = {part.kind: part for part in table(demo.conn, Asked()).parts}
    assert printed
    for counts in printed:
        part = parts[counts.kind]
        assert tuple(heads(part)) == counts.columns
        rows = {row.title: row for row in (*part.rows, *part.aside) if not row.is_area}
        for line in counts.rows:
            row = rows[line.title]
            assert row.own.cells == line.numbers, line.title
            assert (row.own.excerpts, row.own.participants, row.own.documents) == line.totals, line.title
        assert {row.title for row in rows.values() if row.own.excerpts} == {line.title for line in counts.rows}


BYS = [By.PARTICIPANT, By.DOCUMENT, By.KIND, By.ROLE, By.CODER]
MEASURES = [Measure.EXCERPTS, Measure.PARTICIPANTS, Measure.WORDS]


@pytest.mark.parametrize("by", BYS)
@pytest.mark.parametrize("deep", [False, True])
@pytest.mark.parametrize("measure", MEASURES)
def test_every_number_opens_the_excerpts_it_counts(demo: Project, by: By, deep: bool, measure: Measure) -> None:
    asked = Asked(by=by, measure=measure)
    book = codebook(demo.conn)
    first = BYS.index(by) + MEASURES.index(measure)  # each line with each measure in one or two of the tables
    for part in table(demo.conn, asked).parts:
        for row in [*part.lines[first % 3 :: 3], part.total]:
            numbers = row.nested if deep else row.own
            columns = [(column.key, number) for column, number in zip(part.columns, numbers.cells, strict=True)]
            for key, number in [*columns[:3], (None, numbers.total)]:
                opened = cell_excerpts(demo.conn, asked, row.code_id, key, kind=part.kind, nested=deep)
                places = {(one.document_id, one.start, one.stop) for one in opened}
                if number is None:
                    continue
                if measure is Measure.EXCERPTS:
                    assert len(places) == number, (row.title, key)
                    assert deep or len(opened) == number
                elif measure is Measure.PARTICIPANTS:
                    assert len({one.participant_id for one in opened} - {None}) == number
                else:
                    assert bool(opened) == bool(number)
                assert all(book.get(one.code_id) for one in opened)


def test_by_role_an_interviewers_words_alone_are_those_of_the_report(demo: Project) -> None:
    value = report(demo.conn, ReportChoices(), datetime(2026, 3, 12, tzinfo=UTC))
    told = {kind.kind: kind.interviewers for kind in value.sources.documents}
    for part in table(demo.conn, Asked(by=By.ROLE)).parts:
        assert part.kind is not None
        place = [column.key for column in part.columns].index(Role.INTERVIEWER)
        own_numbers = [row.own.cells[place] for row in (*part.rows, *part.aside)]
        assert sum(number or 0 for number in own_numbers) == told[part.kind]


def test_no_name_of_the_list_stands_in_any_table(tmp_path: Path) -> None:
    with Project.open(make(tmp_path, FixedClock(NOON)), back_up=False) as named:
        attributes = named.conn.execute("SELECT id FROM attribute WHERE deleted_at IS NULL").fetchall()
        asked = [Asked(by=by) for by in By if by is not By.ATTRIBUTE]
        asked += [Asked(by=By.ATTRIBUTE, attribute_id=row[0]) for row in attributes]
        words = []
        for one in asked:
            for part in table(named.conn, one).parts:
                words += [column.name for column in part.columns] + [row.title for row in part.lines]
        words += [step.name for found in saturation(named.conn) for step in found.steps]
        for reaches in code_reaches(named.conn).values():
            words += [name for part in reaches.parts for name in part.people.values()]
    assert any(SHOWN in each for each in words)
    assert [each for each in words if NAME.casefold() in each.casefold()] == []

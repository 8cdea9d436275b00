"""Where small numbers are hidden, nothing that leaves a study tells how few people there are, in any format."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from qualcode.analysis.codes import codebook
from qualcode.analysis.counts.asked import Asked, By, Measure
from qualcode.analysis.counts.tables import table
from qualcode.analysis.excerpts import counted_phrase, excerpts
from qualcode.analysis.groups import groups_beside
from qualcode.analysis.naming import StudyConnection
from qualcode.analysis.occurring import occurring
from qualcode.analysis.progress import progress_lines
from qualcode.analysis.said_within import said_within
from qualcode.analysis.sampling import grid
from qualcode.analysis.surveys import find_attribute
from qualcode.analysis.words_within import frequent_words
from qualcode.exports.count_figures import counts_tables, together_hiding
from qualcode.exports.figures import HIDDEN, Figure
from qualcode.exports.gather_progress import ProgressShown, progress_figures
from qualcode.exports.gather_reach import reach_page_tables
from qualcode.exports.gather_themes import theme_numbers
from qualcode.exports.group_figures import groups_tables
from qualcode.exports.page import figure_page
from qualcode.exports.reach_figures import reach_bars, theme_tables
from qualcode.exports.said_figures import frequent_table
from qualcode.exports.wanted_figures import wanted_table
from qualcode.exports.writing import PAGE_FORMATS, write_page
from qualcode.participants.disclosure import Audience
from qualcode.participants.recognising import FEWEST
from qualcode.problem import Problem
from tests.cli.conftest import Run
from tests.conftest import NOON
from tests.study_of_few import FEW_PEOPLE, STUDY, TIMES, is_few, numbers_in, tells_of_few, words_of


@pytest.fixture
def study(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The study's file, in a folder that is stood in."""
    monkeypatch.setenv("COLUMNS", "200")
    path = tmp_path / "few.qualcode"
    STUDY.put(path)
    monkeypatch.chdir(tmp_path)
    return path


@pytest.fixture
def conn(study: Path) -> Iterator[sqlite3.Connection]:
    opened = sqlite3.connect(f"file:{study}?mode=ro", uri=True, factory=StudyConnection)
    yield opened
    opened.close()


# Every command that prints numbers of people

COMMANDS: list[tuple[str, ...]] = [
    *(
        ("themes", "--by", by)
        for by in ("participant", "document", "kind", "role", "coder", "attr:role", "attr:gender")
    ),
    *(("themes", "--by", "attr:role", "--measure", measure) for measure in ("participants", "documents", "words")),
    ("themes", "--by", "attr:role", "--with-nested", "--all"),
    ("themes", "--reach"),
    ("themes", "--reach", "--all"),
    ("themes", "code:2.2", "--by", "attr:role"),
    ("together",),
    ("together", "--square"),
    ("together", "--with-nested"),
    ("together", "--near", "turn", "--with-nested", "--square"),
    ("words", "area:1"),
    ("words", "1.2", "--beside"),
    ("sampling",),
    ("sampling", "show", "role"),
    ("sampling", "show", "role", "gender"),
    ("progress",),
    ("progress", "--kind", "focus group"),
    ("progress", "--coder", "Bem"),
    ("survey", "counts", "cafe"),
    ("survey", "counts", "cafe", "--by", "ward"),
    ("survey", "counts", "years"),
]


@pytest.fixture
def surveyed(study: Path, run: Run) -> Path:
    """The study with a survey of twelve."""
    wards = ["east"] * 6 + ["west"] * 6
    lines = [f"S{n:02},{ward},{'yes' if n < 10 else 'no'},{'6' if n < 11 else '7'}" for n, ward in enumerate(wards)]
    Path("survey.csv").write_text("\n".join(["id,ward,cafe,years", *lines, "S20,east,no,6", ""]), encoding="utf-8")
    done = run(
        "survey", "survey.csv", "--fact", "ward", "--fact", "cafe", "--fact", "years", "--id", "id", "--as", "Ana"
    )
    assert done.status == 0, done.err
    return study


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_a_command_tells_no_number_of_few_people(surveyed: Path, run: Run, command: tuple[str, ...]) -> None:
    told = {form: run(*command, "--hide-small", *([f"--{form}"] if form else [])) for form in ("", "json", "csv")}
    assert all(one.status == 0 for one in told.values()), told
    for one in told.values():
        assert not FEW_PEOPLE.findall(f"{one.out}\n{one.err}"), one
    assert (told["json"].out.strip() != "[]" and HIDDEN in told["json"].out) or command[0] in ("words", "progress")
    numbers = list(numbers_in(json.loads(told["json"].out)))
    assert not [one for one in numbers if is_few(one)], told["json"].out
    cells = [cell for row in [*csv.reader(io.StringIO(told["csv"].out))][1:] for cell in row]
    assert not [cell for cell in cells if is_few(cell)]
    assert run(*command, "--json").out != told["json"].out


# Every export of a study

EXPORTS: list[tuple[str, tuple[str, ...]]] = [
    ("lead", (".docx", ".html", ".xlsx", ".csv", ".md", ".svg")),
    ("report", (".docx", ".html", ".md")),
    ("participants", (".docx", ".html", ".xlsx", ".csv", ".md")),
    ("briefing", ("docx", "html", "md")),
]


@pytest.mark.parametrize(("export", "endings"), EXPORTS, ids=[name for name, _ in EXPORTS])
def test_an_export_tells_no_number_of_few_people_in_any_format(
    study: Path, run: Run, export: str, endings: tuple[str, ...]
) -> None:
    for ending in endings:
        written = _exported(run, export, ending, study.parent / f"few {ending}", "--hide-small")
        assert written
        assert not [told for path in written for told in _told(path, export)]
    every = _exported(run, export, endings[0], study.parent / "every")
    assert [told for path in every for told in tells_of_few(path)], "there is something to hide"


@pytest.mark.parametrize("ending", ["docx", "html", "md"])
def test_a_discussion_sheet_tells_no_number_of_few_people(study: Path, run: Run, ending: str) -> None:
    told = [
        "".join(words_of(path) for path in _exported(run, "workshop", ending, study.parent / folder, *options))
        for folder, options in (("few", ["--hide-small"]), ("every", []))
    ]
    assert not FEW_PEOPLE.findall(told[0]) and "fewer than 5 of 14 participants" in told[0]
    assert FEW_PEOPLE.findall(told[1])


def _exported(run: Run, export: str, ending: str, folder: Path, *options: str) -> list[Path]:
    """The files of an export in a folder of their own."""
    folder.mkdir()
    by = ("--by", "role") if export in ("lead", "briefing") else ()
    to = ("--as", ending, "--to", folder) if export in ("briefing", "workshop") else ("--to", folder / f"out{ending}")
    done = run("export", export, *by, *options, *to)
    assert done.status == 0, done.err
    return [path for path in folder.rglob("*") if path.is_file()]


def _told(path: Path, export: str) -> list[str]:
    """What a file tells of few people; a table of participants tells of each that they have one interview."""
    found = tells_of_few(path)
    return [one for one in found if not one.endswith(": 1")] if export == "participants" else found


def _counted(conn: sqlite3.Connection, measure: Measure, **asked: Any) -> Sequence[Figure]:
    wanted = Asked(measure=measure, **asked)
    people = table(conn, replace(wanted, measure=Measure.PARTICIPANTS))
    made = (counts_tables(table(conn, wanted), own=own, people=people, fewest=FEWEST) for own in (True, False))
    return [one for tables in made for one in tables]


def _role(conn: sqlite3.Connection) -> str:
    return find_attribute(conn, "role")


def _together(conn: sqlite3.Connection, nested: bool) -> Sequence[Figure]:
    within = codebook(conn) if nested else None
    return together_hiding(occurring(conn, nested=nested), FEWEST, {}, within=within)


def _bars(conn: sqlite3.Connection) -> Sequence[Figure]:
    bars = reach_bars(table(conn, Asked()), fewest=FEWEST)
    assert bars is not None
    return [bars]


def _progress(conn: sqlite3.Connection) -> Sequence[Figure]:
    shown = ProgressShown({line.document.id for line in progress_lines(conn)}, fewest=FEWEST)
    return progress_figures(conn, shown)


def _words_within(conn: sqlite3.Connection) -> Sequence[Figure]:
    said = said_within(conn, excerpts(conn))
    counted = counted_phrase(conn)
    return [frequent_table(frequent_words(conn, one), one, "all", counted, fewest=FEWEST) for one in said]


def _beside(conn: sqlite3.Connection) -> Sequence[Figure]:
    found = groups_beside(conn, Asked(By.ATTRIBUTE, attribute_id=find_attribute(conn, "shift")))
    both = [
        groups_tables(found, "role", titles={}, own=own, excerpts=True, least=FEWEST, fewest=FEWEST)
        for own in (True, False)
    ]
    return [one for tables in both for one in tables]


FIGURES: dict[str, Callable[[sqlite3.Connection], Sequence[Figure]]] = {
    "counts by participant": lambda conn: _counted(conn, Measure.EXCERPTS),
    "counts by role": lambda conn: _counted(conn, Measure.EXCERPTS, by=By.ATTRIBUTE, attribute_id=_role(conn)),
    "participants by role": lambda conn: _counted(
        conn, Measure.PARTICIPANTS, by=By.ATTRIBUTE, attribute_id=_role(conn)
    ),
    "counts by coder": lambda conn: _counted(conn, Measure.PARTICIPANTS, by=By.CODER),
    "counts by kind": lambda conn: _counted(conn, Measure.PARTICIPANTS, by=By.KIND),
    "reach": lambda conn: reach_page_tables(conn, Asked(), NOON, FEWEST),
    "bars": _bars,
    "groups": _beside,
    "themes": lambda conn: theme_tables(theme_numbers(conn, Audience.TEAM, NOON.date()), FEWEST),
    "together": lambda conn: _together(conn, nested=False),
    "together nested": lambda conn: _together(conn, nested=True),
    "progress": _progress,
    "words": _words_within,
    "wanted": lambda conn: [wanted_table(grid(conn, _role(conn)), {}, FEWEST)],
    "wanted crossed": lambda conn: [
        wanted_table(grid(conn, _role(conn), find_attribute(conn, "gender")), {}, FEWEST)
    ],
}


@pytest.mark.parametrize("name", FIGURES)
def test_figures_of_a_view_tell_no_number_of_few_people_in_any_format(
    conn: sqlite3.Connection, tmp_path: Path, name: str
) -> None:
    figures = FIGURES[name](conn)
    assert figures
    page = figure_page("Study", NOON, Audience.TEAM, name, figures)
    for suffix in PAGE_FORMATS:
        if suffix == ".svg" and not page.pictures:
            continue
        for path in write_page(page, tmp_path / f"{name}{suffix}").paths:
            assert not tells_of_few(path), path


# What could be worked out


def test_what_is_hidden_is_not_what_others_leave_of_the_whole(study: Path, run: Run) -> None:
    rows = json.loads(run("themes", "--by", "attr:role", "--with-nested", "--hide-small", "--json").out)
    interviews = [row for row in rows if row["kind"] == "interview" and row["what"] in ("area", "code")]
    columns = ["nurse", "carer", "porter", "chaplain"]
    hidden = 0
    for row in interviews:
        cells = [row[name] for name in columns]
        if row["in all"] == HIDDEN:
            assert set(cells) == {HIDDEN}
            continue
        left = row["in all"] - sum(cell for cell in cells if cell != HIDDEN)
        assert cells.count(HIDDEN) != 1 and (not left or left >= FEWEST * TIMES), row
        hidden += cells.count(HIDDEN)
    for name in (*columns, "in all"):
        areas: dict[str, tuple[Any, list[Any]]] = {
            row["code"]: (row[name], []) for row in interviews if row["what"] == "area"
        }
        for row in interviews:
            if row["what"] == "code" and row["code"].split()[0].count(".") == 1:
                areas[next(area for area in areas if area[0] == row["code"][0])][1].append(row[name])
        for whole, parts in areas.values():
            assert whole == HIDDEN or parts.count(HIDDEN) != 1, name
    assert hidden


def test_people_of_a_role_cannot_be_told_from_those_that_are_shown(study: Path, run: Run) -> None:
    rows = json.loads(run("sampling", "show", "role", "--hide-small", "--json").out)
    assert [row["have"] for row in rows if row["value"] == "nurse"] == [8]
    assert {row["have"] for row in rows if row["value"] in ("carer", "porter", "chaplain")} == {HIDDEN}
    assert "who" not in rows[0]


def test_a_table_of_participants_does_not_tell_by_its_gaps_how_many_are_few(study: Path, run: Run) -> None:
    assert run("export", "participants", "--attribute", "gender", "--hide-small", "--to", "people.csv").status == 0
    (people,) = (path for path in study.parent.rglob("*.csv") if "Participants" in path.name)
    told = [row[1] for row in csv.reader(io.StringIO(people.read_text(encoding="utf-8-sig")))][1:18]
    assert "man" not in told and told.count(HIDDEN) >= FEWEST


def test_what_has_no_number_of_people_to_hide_says_so(study: Path, run: Run) -> None:
    for command in (("themes", "--saturation"), ("words", "1.1", "--pairs"), ("words", "1.1", "--find", "so")):
        done = run(*command, "--hide-small")
        assert done.status and "--hide-small" in done.err, command


def test_a_page_without_pictures_says_so(conn: sqlite3.Connection, tmp_path: Path) -> None:
    page = figure_page("Study", NOON, Audience.TEAM, "progress", _progress(conn))
    with pytest.raises(Problem, match="no picture"):
        write_page(page, tmp_path / "few.svg")

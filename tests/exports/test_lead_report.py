"""The team lead's report on the sample study: a number shown in two places is the same number."""

from __future__ import annotations

import sqlite3
import zipfile
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from lxml import etree

from qualcode.analysis.counts.asked import Asked, By
from qualcode.analysis.counts.columns import Column as CountsColumn
from qualcode.analysis.counts.reach import code_reaches
from qualcode.analysis.counts.rows import Numbers
from qualcode.analysis.counts.rows import Row as CountsRow
from qualcode.analysis.counts.saturation import saturation
from qualcode.analysis.counts.scope import Base
from qualcode.analysis.counts.tables import table
from qualcode.analysis.groups import Beside, GroupNumbers, GroupRow, GroupsBeside, groups_beside
from qualcode.analysis.naming import StudyConnection
from qualcode.analysis.occurring import WHOSE, occurring
from qualcode.analysis.people import attributes
from qualcode.analysis.progress import coverages, progress_lines
from qualcode.analysis.tallies import tallies
from qualcode.edits.attributes import AddAttribute, NewAttribute
from qualcode.edits.clock import FixedClock
from qualcode.edits.codebook import AddCode, RetireCode
from qualcode.edits.themes import Gather, NewTheme, Thing
from qualcode.edits.wanted import SetWanted
from qualcode.exports import html_page, word
from qualcode.exports.count_figures import together_maps
from qualcode.exports.figures import NOTHING, HeatMap, Lines, Row, Table, ValueKind
from qualcode.exports.gather_lead import lead_page
from qualcode.exports.group_figures import groups_tables
from qualcode.exports.lead import LeadChoices
from qualcode.exports.page import Page, Paragraph, figure_page
from qualcode.exports.writing import PAGE_FORMATS, write_page
from qualcode.participants.disclosure import Audience
from qualcode.problem import Problem
from qualcode.project.project import Project
from tests.exports.every_format import same_in_csv, same_in_html, same_in_word, same_in_workbook
from tests.exports.parsed import word_tables
from tests.exports.word_rules import faults
from tests.study_of_names import NAME, SHOWN
from tests.study_of_names import make as names_study

MADE_ON = datetime(2026, 3, 12, 9, 30, 20, tzinfo=UTC)


@pytest.fixture(scope="module")
def conn(finished_demo: Path) -> Iterator[sqlite3.Connection]:
    opened = sqlite3.connect(f"file:{finished_demo}?mode=ro", uri=True, factory=StudyConnection)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def page(conn: sqlite3.Connection) -> Page:
    return lead_page(conn, LeadChoices(), MADE_ON)


@pytest.fixture(scope="module")
def outside(conn: sqlite3.Connection) -> Page:
    return lead_page(conn, LeadChoices(Audience.OUTSIDE), MADE_ON)


def named(page: Page, begins: str) -> Table:
    (found,) = (one for one in page.tables if one.caption.startswith(begins))
    return found


def words_of(page: Page) -> str:
    return " ".join(p.words for section in page.sections for p in section.parts if isinstance(p, Paragraph))


def test_the_reach_of_a_code_is_what_the_counts_the_reach_and_the_codebook_screen_say(
    conn: sqlite3.Connection, page: Page
) -> None:
    counted, reaches, on_screen = table(conn, Asked(By.PARTICIPANT)), code_reaches(conn), tallies(conn)
    (part,) = (part for part in counted.parts if part.kind is not None and part.kind == "interview")
    printed = {row.cells[0]: row.cells for row in named(page, "Reach of each code, interviews").rows}
    checked = 0
    for row in part.lines:
        found = reaches[row.code_id].of_kind(part.kind)
        if not row.is_used or row.code_id not in on_screen or found is None:
            continue
        tally = on_screen[row.code_id].of_kind("interview")
        _, own, excerpts, against, _, people, share, half, uneven, documents = printed[row.title]
        assert own in (None, tally.own)
        assert excerpts == row.nested.excerpts == found.excerpts == tally.with_nested
        assert (people, documents) == (tally.people, tally.documents) == (found.participants, found.documents)
        assert against == found.against
        assert share == tally.people / part.base.participants
        assert (half, uneven) == (found.half or None, found.by_words.norm)
        checked += 1
    assert checked > 30


def test_the_columns_of_participants_are_those_of_the_counts(conn: sqlite3.Connection, page: Page) -> None:
    counted = table(conn, Asked(By.PARTICIPANT))
    part = counted.parts[0]
    printed = named(page, "Excerpts by code and participant")
    assert [column.name for column in printed.columns] == ["Code", *(c.name for c in part.columns), "In all"]
    used = [row for row in part.lines if row.is_used]
    assert [row.cells for row in printed.rows] == [(row.title, *row.nested.cells, row.nested.total) for row in used]


def test_where_codes_meet_is_what_the_screen_says(conn: sqlite3.Connection, page: Page) -> None:
    (heat,) = (one for one in page.pictures if isinstance(one, HeatMap) and "interviews" in one.caption)
    whole = next(one for one in occurring(conn).tables if one.kind == "interview")
    place = {code.index: at for at, code in enumerate(whole.codes)}
    for row, line in zip(heat.columns, heat.numbers, strict=True):
        for column, number in zip(heat.columns, line, strict=True):
            expected = None if row == column else whole.numbers[place[row]][place[column]]
            assert number == expected
    assert any(number for line in heat.numbers for number in line)


def test_new_codes_are_those_of_each_interview_in_the_order_coded(conn: sqlite3.Connection, page: Page) -> None:
    found = saturation(conn)[0]
    lines = next(one for one in page.pictures if isinstance(one, Lines))
    assert lines.series[0].values == tuple(len(step.new) for step in found.steps)
    assert lines.series[1].values == tuple(step.codes for step in found.steps)
    assert "Order decides this" in lines.note


def test_progress_is_that_of_the_documents(conn: sqlite3.Connection, page: Page) -> None:
    lines = progress_lines(conn)
    counted = coverages(conn, [line.document.id for line in lines])
    printed = named(page, "Coding of each document").rows
    for row, line in zip(printed, lines, strict=True):
        coverage = counted[line.document.id]
        assert row.cells[3:5] == (coverage.words, coverage.coded)
        assert named(page, "Coding of each document").text(row)[5] == f"{coverage.percent}%"


def test_every_number_is_the_same_in_the_workbook(page: Page) -> None:
    same_in_workbook(page)


def test_every_number_is_the_same_in_csv(page: Page, tmp_path: Path) -> None:
    same_in_csv(page, tmp_path)


def test_every_number_is_the_same_in_html(page: Page) -> None:
    same_in_html(page)


def test_every_number_is_the_same_in_word(page: Page) -> None:
    same_in_word(page)


def test_readers_outside_see_no_document_by_name_and_nobodys_work(conn: sqlite3.Connection, outside: Page) -> None:
    pages = [html_page.content(outside).decode(), str(word_tables(word.page_content(outside)))]
    names = [row[0] for row in conn.execute("SELECT name FROM document")]
    coders = [row[0] for row in conn.execute("SELECT name FROM coder")]
    assert not [name for name in (*names, *coders) for text in pages if f">{name}<" in text or f"'{name}'" in text]
    assert not any(one.caption == "Coding of each document" for one in outside.tables)
    assert "study team only" not in pages[0]


def test_the_same_numbers_are_told_to_the_team_and_to_readers_outside(page: Page, outside: Page) -> None:
    ours, theirs = named(page, "Reach of each code, int"), named(outside, "Reach of each code, int")
    assert [row.cells[1:] for row in ours.rows] == [row.cells[1:] for row in theirs.rows]


def test_coders_are_named_only_where_that_was_asked(conn: sqlite3.Connection) -> None:
    unnamed, asked = (lead_page(conn, LeadChoices(coder_names=wish), MADE_ON) for wish in (False, True))
    coder = conn.execute("SELECT name FROM coder JOIN coding ON coding.coder_id = coder.id").fetchone()[0]
    assert f"{coder} and " not in words_of(unnamed) and "2 coders coded" in words_of(unnamed)
    assert f"{coder} and " in words_of(asked)


def test_the_methods_paragraph_has_the_numbers_of_the_study(conn: sqlite3.Connection, page: Page) -> None:
    words = words_of(page)
    (codings,) = conn.execute("SELECT count(*) FROM coding_counted WHERE current_stop > current_start").fetchone()
    (codes,) = conn.execute("SELECT count(*) FROM code WHERE NOT is_area AND deleted_at IS NULL").fetchone()
    assert f"{codings:,} codings are counted" in words and f"has {codes} codes in 5 areas" in words
    assert "8 interviews, 1 field note and 1 piece of evidence" in words and "everybody’s codings, merged" in words


def test_the_codebook_is_as_large_as_its_own_screen_says_and_retired_codes_are_told(project: Project) -> None:
    area, going, staying = AddCode("Coming", is_area=True), AddCode("Routes in"), AddCode("Staying")
    for one in (area, going, staying, RetireCode(staying.id)):
        project.make(one)
    words = words_of(project.read_copy(lead_page, LeadChoices(), MADE_ON))
    assert "The codebook has 2 codes (1 of them retired) in 1 area" in words


def test_an_empty_study_has_a_report_that_says_so(project: Project, tmp_path: Path) -> None:
    page = project.read_copy(lead_page, LeadChoices(), MADE_ON)
    words = words_of(page)
    assert "No codings are counted yet." in words and "There are no documents yet." in words
    for suffix in (".docx", ".html", ".md"):
        assert write_page(page, tmp_path / f"empty{suffix}").paths[0].stat().st_size > 0
    for suffix in (".xlsx", ".csv"):
        with pytest.raises(Problem, match="There is no table to write"):
            write_page(page, tmp_path / f"empty{suffix}")
    assert faults(word.page_content(page)) == []


def test_a_study_without_codings_has_a_report(project: Project, bring_in: Callable[..., str]) -> None:
    bring_in()
    page = project.read_copy(lead_page, LeadChoices(), MADE_ON)
    assert "The material is 1 interview" in words_of(page)
    assert faults(word.page_content(page)) == []


@pytest.mark.parametrize("audience", list(Audience))
def test_a_name_of_the_list_stands_nowhere_in_it(audience: Audience, tmp_path: Path, clock: FixedClock) -> None:
    with Project.open(names_study(tmp_path, clock), back_up=False) as project:
        page = project.read_copy(lead_page, LeadChoices(audience, coder_names=True), MADE_ON)
    assert SHOWN in html_page.content(page).decode()
    for suffix in PAGE_FORMATS:
        for path in write_page(page, tmp_path / "out" / f"lead{suffix}").paths:
            assert NAME.casefold().encode() not in everything_in(path).lower()
            assert NAME.casefold() not in str(path.relative_to(tmp_path)).casefold()


def everything_in(path: Path) -> bytes:
    """All that a written file holds, unpacked."""
    if not zipfile.is_zipfile(path):
        return path.read_bytes()
    with zipfile.ZipFile(path) as package:
        return b"\n".join(package.read(part) for part in package.namelist())


@pytest.mark.parametrize("suffix", PAGE_FORMATS)
def test_every_file_of_codes_that_meet_says_that_interviewers_words_count_too(
    conn: sqlite3.Connection, tmp_path: Path, suffix: str
) -> None:
    found = occurring(conn)
    maps = together_maps(found)
    assert maps
    page = figure_page("A study", MADE_ON, Audience.TEAM, "Codes that meet", maps)
    written = [
        everything_in(path).decode("utf-8", "ignore") for path in write_page(page, tmp_path / f"m{suffix}").paths
    ]
    if suffix == ".svg":
        written = [" ".join(map(str, etree.fromstring(one.encode()).itertext())) for one in written]
        assert all(WHOSE in one and "Counted: " in one for one in written)
    else:
        assert sum(one.count(WHOSE) for one in written) >= len(maps)


def attribute(conn: sqlite3.Connection, name: str) -> str:
    (found,) = (one.id for one in attributes(conn) if one.name == name)
    return found


def test_groups_beside_each_other_have_the_numbers_of_the_counts(conn: sqlite3.Connection) -> None:
    role = attribute(conn, "role")
    page = lead_page(conn, LeadChoices(by=(role,)), MADE_ON)
    printed = {row.cells[0]: row.cells for row in named(page, "Participants by code and role").rows}
    found = groups_beside(conn, Asked(By.ATTRIBUTE, attribute_id=role)).parts[0]
    sized = [place for place, one in enumerate(found.groups) if one.base.participants]
    for row in found.rows:
        if row.code.title in printed:
            numbers = [row.nested[place] for place in sized]
            expected = [(n.participants, n.participants / n.of_participants, n.per_thousand) for n in numbers]
            assert printed[row.code.title][1:] == tuple(one for three in expected for one in three)
    assert len(printed) > 30


def test_readers_outside_see_no_groups_by_what_may_not_be_printed_and_none_of_one_or_two(
    conn: sqlite3.Connection,
) -> None:
    with pytest.raises(Problem, match="“gender” is not shown to readers outside"):
        lead_page(conn, LeadChoices(Audience.OUTSIDE, by=(attribute(conn, "gender"),)), MADE_ON)
    page = lead_page(conn, LeadChoices(Audience.OUTSIDE, by=(attribute(conn, "role"),)), MADE_ON)
    assert not any("by code and role" in one.caption for one in page.tables)
    assert "By role there are no two groups" in words_of(page)


def beside(*sizes: int) -> GroupsBeside:
    """Groups of so many participants, all of whom mention the one code."""
    columns = tuple(CountsColumn(str(n), f"group {n}", Base(size, size, 1000)) for n, size in enumerate(sizes))
    numbers = tuple(GroupNumbers(size, size, size, 100, 1000) for size in sizes)
    cells = Numbers(sizes, sum(sizes))
    row = GroupRow(CountsRow("a", "1.1", "Code", 1, False, cells, cells), numbers, numbers)
    part = Beside(None, Asked(By.ATTRIBUTE), columns, (row,), f"Of {sum(sizes)} participants.", "")
    return GroupsBeside((part,), "everybody’s codings")


@pytest.mark.parametrize(
    ("sizes", "shown"),
    [
        ((5, 6, 7), [0, 1, 2]),
        ((5, 6, 1), [1]),  # the 1 of three groups could be worked out, so the next small one goes too
        ((5, 6, 7, 2), [1, 2]),
        ((5, 6, 2, 1), [0, 1]),
        ((5, 6, 0), [0, 1]),
    ],
)
def test_a_small_group_cannot_be_worked_out_from_the_others(sizes: tuple[int, ...], shown: list[int]) -> None:
    tables = groups_tables(beside(*sizes), "role", titles={}, least=3)
    if len(shown) < 2:
        assert tables == ()
        return
    ((_, *columns),) = (one.columns for one in tables)
    assert [column.name for column in columns[::3]] == [f"group {place}" for place in shown]
    left_out = sum(size > 0 for size in sizes) - len(shown)
    assert bool(left_out) is any("left out" in note for note in tables[0].notes)
    assert (f"Of {sum(sizes)} participants." in tables[0].notes) is not bool(left_out)


def test_themes_and_who_is_missing_are_told_to_the_team_alone(
    project: Project, bring_in: Callable[..., str], code_it: Callable[..., str], codes: dict[str, str]
) -> None:
    code_it(bring_in(), "So I sent myself.", "1.2")
    theme = NewTheme("People send themselves")
    project.make(theme)
    project.make(Gather(theme.id, [Thing("code", codes["1.2"])]))
    added = AddAttribute(NewAttribute("role"))
    project.make(added)
    project.make(SetWanted(added.id, "GP", 3))
    ours, theirs = (project.read_copy(lead_page, LeadChoices(who), MADE_ON) for who in Audience)
    (row,) = named(ours, "Themes in the making").rows
    assert row.cells[:4] == ("People send themselves", 1, 1, 1)
    wanted = named(ours, "Participants wanted and found, by role")
    assert wanted.rows[0].cells == ("GP", 3, 0, 3)
    captions = " ".join(one.caption for one in theirs.tables)
    assert "Themes" not in captions and "wanted" not in captions


def test_what_an_interviewer_says_is_no_participants_support_of_a_theme_but_may_go_against_it(
    project: Project, bring_in: Callable[..., str], code_it: Callable[..., str], codes: dict[str, str]
) -> None:
    document = bring_in()
    code_it(document, "So I sent myself.", "1.2")
    code_it(document, "How did you come to hear about the group?", "1.2")
    code_it(document, "How did you come to hear about the group?", "1.1")
    theme = NewTheme("People send themselves")
    project.make(theme)
    project.make(Gather(theme.id, [Thing("code", codes["1.2"])]))
    project.make(Gather(theme.id, [Thing("code", codes["1.1"])], against=True))
    told = named(project.read_copy(lead_page, LeadChoices(Audience.TEAM), MADE_ON), "Themes in the making")
    assert told.rows[0].cells == ("People send themselves", 1, 1, 1, 1, 0)
    assert (
        "For a theme participants’ words count (1 passage of nobody’s left out); "
        "against it all count, whoever says them (1 passage of nobody’s among them)."
    ) in told.notes


def test_a_base_stands_below_the_numbers_it_is_of(page: Page) -> None:
    reach = named(page, "Reach of each code, interviews")
    assert reach.base is not None
    assert reach.text(reach.base) == ["Out of", *[NOTHING] * 4, "8", *[NOTHING] * 3, "8"]


def test_a_value_that_is_none_of_its_columns_is_refused() -> None:
    from qualcode.exports.figures import Column

    columns = (Column("Code", ValueKind.WORDS), Column("Excerpts"))
    with pytest.raises(ValueError, match="one value for each column"):
        Table("Counts", columns, (Row(("1.1",)),))
    for wrong in ("twelve", True, 1.5, date(2026, 3, 12)):
        with pytest.raises(ValueError, match="is no value for “Excerpts”"):
            Table("Counts", columns, (Row(("1.1", wrong)),))

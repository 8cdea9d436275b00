"""Beside every number stands how many people withdrew and are not counted."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from qualcode.analysis.counts.asked import Asked, By
from qualcode.analysis.counts.reach import code_reaches
from qualcode.analysis.counts.saturation import saturation
from qualcode.analysis.counts.tables import table
from qualcode.analysis.excerpts import counted_phrase, excerpts
from qualcode.analysis.groups import groups_beside
from qualcode.analysis.occurring import occurring
from qualcode.analysis.said_within import said_within
from qualcode.analysis.themes import theme_reach, themes
from qualcode.analysis.withdrawals import withdrawals
from qualcode.analysis.words_within import frequent_words
from qualcode.edits.documents import ChangeDocument, RemoveDocument
from qualcode.edits.participants import ChangeParticipant
from qualcode.exports.choices import ReportChoices
from qualcode.exports.count_figures import counts_tables, new_code_lines
from qualcode.exports.gather import report
from qualcode.exports.gather_lead import lead_page
from qualcode.exports.gather_themes import theme_page
from qualcode.exports.group_figures import groups_tables
from qualcode.exports.lead import LeadChoices
from qualcode.exports.page import Facts, Paragraph
from qualcode.exports.reach_figures import carrier_tables, reach_tables, theme_tables
from qualcode.exports.said_figures import frequent_table
from qualcode.project.project import Project
from tests.analysis.withdrawn_study import GROUP, HERS, make, role, withdraw
from tests.conftest import NOON, span_of


def whole_table(project: Project) -> list[object]:
    return [(part.rows, part.total, part.base, part.sentence) for part in table(project.conn, Asked()).parts]


GONE = "1 person withdrew and is not counted; 1 document was withdrawn and is not counted"


def notes(tables: Any) -> list[str]:
    return [" ".join(one.notes) for one in tables]


def told_beside_reach(conn: sqlite3.Connection) -> list[str]:
    by_person, reaches = table(conn, Asked()), code_reaches(conn)
    return notes([*reach_tables(by_person, reaches), *carrier_tables(by_person, reaches)])


def told_in_a_report(conn: sqlite3.Connection) -> list[str]:
    return [one.value for one in report(conn, ReportChoices(), NOON).sources.facts if one.label == "Codings counted"]


def told_in_the_leads_report(conn: sqlite3.Connection) -> list[str]:
    page = lead_page(conn, LeadChoices(), NOON)
    return [
        one.value
        for section in page.sections
        for part in section.parts
        if isinstance(part, Facts)
        for one in part.lines
        if one.label == "Codings counted"
    ]


def told_beside_words(conn: sqlite3.Connection) -> list[str]:
    return notes(
        frequent_table(frequent_words(conn, said), said, "1 Access", counted_phrase(conn))
        for said in said_within(conn, excerpts(conn))
    )


def told_beside_themes(conn: sqlite3.Connection) -> list[str]:
    (one,) = themes(conn)
    return notes(theme_tables([(one.claim, *theme_reach(conn, one))]))


TOLD: dict[str, Callable[[sqlite3.Connection], list[str]]] = {
    "counts": lambda conn: [table(conn, Asked()).sentences[-1], *notes(counts_tables(table(conn, Asked())))],
    "reach": told_beside_reach,
    "new codes": lambda conn: [one.counted for one in saturation(conn)],
    "new codes as lines": lambda conn: [
        lines.note for one in saturation(conn, Asked(together=True)) if (lines := new_code_lines(one)) is not None
    ],
    "groups": lambda conn: notes(
        groups_tables(groups_beside(conn, Asked(By.ATTRIBUTE, attribute_id=role(conn))), "role", titles={})
    ),
    "codes that meet": lambda conn: [occurring(conn).counted],
    "words within": told_beside_words,
    "themes": told_beside_themes,
    "a page of themes": lambda conn: [
        part.words
        for part in theme_page(conn, NOON).sections[0].parts
        if isinstance(part, Paragraph) and not part.strong
    ],
    "a report": told_in_a_report,
    "the lead's report": told_in_the_leads_report,
}


@pytest.mark.parametrize("told", TOLD.values(), ids=TOLD.keys())
def test_beside_the_numbers_stands_how_many_withdrew_and_are_not_counted(
    tmp_path: Path, told: Callable[[sqlite3.Connection], list[str]]
) -> None:
    with make(tmp_path / "with") as project:
        assert not any("withdr" in words for words in project.read_copy(told))
        withdraw(project)
        said = project.read_copy(told)
        assert said and all(GONE in words for words in said), said


def test_the_phrase_counts_a_document_once_with_the_people_it_is_left_out_for(tmp_path: Path) -> None:
    with make(tmp_path / "with") as project:
        (alone,) = project.conn.execute("SELECT id FROM document WHERE name = 'Alone'").fetchone()
        withdraw(project)
        project.make(ChangeDocument(alone, {"consent": "withdrawn"}))
        assert counted_phrase(project.conn) == f"everybody’s codings, merged; {GONE}"
        project.make(RemoveDocument(alone))
        assert counted_phrase(project.conn).endswith(GONE), "P02 speaks in the group, too"


def test_a_consent_that_has_run_out_is_not_withdrawn(tmp_path: Path) -> None:
    with make(tmp_path / "with") as project:
        before = whole_table(project)
        for (person,) in project.conn.execute("SELECT id FROM participant").fetchall():
            project.make(ChangeParticipant(person, {"consent": "quote", "consent_until": "2020-01-01"}))
        assert whole_table(project) == before
        withdraw(project)
        (her,) = project.conn.execute("SELECT id FROM participant WHERE pseudonym = 'P02'").fetchone()
        gone = whole_table(project)
        project.make(ChangeParticipant(her, {"consent_until": "2099-01-01"}))
        assert whole_table(project) == gone, "who withdrew has withdrawn, whatever day stands there"


def test_a_passage_counts_once_nobody_whose_words_are_in_it_has_withdrawn(tmp_path: Path) -> None:
    with make(tmp_path / "with") as project:
        withdraw(project)
        held = withdrawals(project.conn)
        (group,) = project.conn.execute("SELECT id FROM document WHERE name = 'Group'").fetchone()
        text = GROUP.format(hers=HERS)
        hers = span_of(text, HERS.strip()[5:])
        assert held.hold(group, hers.start, hers.start + 1) and held.hold(group, hers.end - 1, hers.end + 5)
        assert not held.hold(group, 0, hers.start) and not held.hold(group, hers.end, len(text))
        counted = {
            (one.start, one.stop)
            for one in excerpts(project.conn)
            if one.document_id == group and held.hold(group, one.start, one.stop)
        }
        assert counted == set()

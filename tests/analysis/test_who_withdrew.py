"""Who withdrew is in no number and no base, whatever counts: all is as in a study that they never took part in."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest

import qualcode
from qualcode.analysis.codes import codebook
from qualcode.analysis.counts.asked import Asked, By, Measure
from qualcode.analysis.counts.narrowing import narrowed
from qualcode.analysis.counts.opened import cell_excerpts
from qualcode.analysis.counts.reach import Reach, code_reaches
from qualcode.analysis.counts.rows import ALL_AREAS
from qualcode.analysis.counts.saturation import saturation
from qualcode.analysis.counts.tables import table
from qualcode.analysis.excerpts import excerpts
from qualcode.analysis.groups import groups_beside
from qualcode.analysis.naming import names_of
from qualcode.analysis.occurring import occurring
from qualcode.analysis.questions.asked import excerpts_for
from qualcode.analysis.said_within import said_within
from qualcode.analysis.sampling import grid
from qualcode.analysis.tallies import by_coder, by_participant, extent, occurs_with, tallies
from qualcode.analysis.themes import theme_reach, themes
from qualcode.analysis.verbatims import verbatim
from qualcode.analysis.words_within import elsewhere, frequent_words
from qualcode.exports.choices import ReportChoices
from qualcode.exports.gather import report
from qualcode.exports.gather_lead import lead_page
from qualcode.exports.gather_themes import theme_page
from qualcode.exports.lead import LeadChoices
from qualcode.exports.page import Page
from qualcode.participants.disclosure import Audience, clear
from qualcode.transcripts.span import Span
from qualcode.transcripts.transcript import Kind
from tests.analysis.withdrawn_study import make, role, withdraw
from tests.conftest import NOON

# What there is to count with: each gives all its numbers, by names that are alike in both studies


def of_table(conn: sqlite3.Connection, asked: Asked) -> Any:
    found = table(conn, asked)
    columns = [[(one.name, one.base) for one in part.columns] for part in found.parts]
    rows = [[(row.title, row.own, row.nested) for row in part.lines] for part in found.parts]
    return columns, rows, [(part.kind, part.base, part.nobodys, part.sentence) for part in found.parts]


def of_table_by_role(conn: sqlite3.Connection, measure: Measure) -> Any:
    return of_table(conn, Asked(By.ATTRIBUTE, measure, attribute_id=role(conn), together=True))


def of_reach(part: Reach) -> Any:
    carriers = [(one.name, one.excerpts, one.words, one.spoken, one.share) for one in part.carriers]
    silent = [name for _, name in part.silent]
    numbers = (part.excerpts, part.against, part.nobodys, part.documents, part.half, part.theirs)
    return part.kind, part.base, carriers, silent, numbers, part.by_words, part.by_excerpts, part.sentence


def of_groups(conn: sqlite3.Connection) -> Any:
    found = groups_beside(conn, Asked(By.ATTRIBUTE, attribute_id=role(conn)))
    return [
        (
            part.kind,
            [(group.name, group.base) for group in part.groups],
            [(r.code.title, r.own, r.nested) for r in part.rows],
        )
        for part in found.parts
    ]


def of_words(conn: sqlite3.Connection) -> Any:
    told = []
    for said in said_within(conn, excerpts_for(conn, "code:1.1")):
        words = frequent_words(conn, said)
        rest = elsewhere(conn, said, [one.key for one in words.words])
        told.append((said.kind, said.words, said.excerpts, words, rest))
    return told


def of_themes(conn: sqlite3.Connection) -> Any:
    (one,) = themes(conn)
    sides = [[of_reach(part) for part in side.parts] for side in theme_reach(conn, one)]
    return one.numbers, len(one.support), len(one.against), sides


def of_tallies(conn: sqlite3.Connection) -> Any:
    book, found = codebook(conn), tallies(conn)
    return {book[one].title: tally for one, tally in found.items()}, extent(conn)


def of_codes(conn: sqlite3.Connection) -> Any:
    book, found = codebook(conn), excerpts(conn)
    code = next(one.id for one in book.codes if one.index == "1.1")
    kinds = ("interview", "focus group", None)
    return by_participant(conn, found), by_coder(conn, found), [occurs_with(conn, code, book, kind) for kind in kinds]


def of_opened(conn: sqlite3.Connection) -> Any:
    whole = tuple(excerpts_for(conn, "code:1.2"))
    return [
        [len(cell_excerpts(conn, asked, ALL_AREAS, kind=kind, nested=True)) for kind in Kind]
        for asked in (Asked(By.DOCUMENT), Asked(By.CODER), Asked(By.DOCUMENT, Measure.WORDS), Asked(found=whole))
    ]


def of_report(conn: sqlite3.Connection) -> Any:
    found = report(conn, ReportChoices(counts=True), NOON)
    facts = {one.label: one.value for one in found.sources.facts if one.label != "Codings counted"}
    sections = [(one.title, one.counts) for area in found.areas for one in area.codes]
    return facts, sections, [area.chart for area in found.areas], found.counts, found.held_back


def of_page(page: Page) -> Any:
    """All numbers but those of the work: how much of a text is coded tells nothing of what people say."""
    return [
        (one.caption, [[re.sub(r", turn \d+", "", str(cell)) for cell in row.cells] for row in one.rows], one.base)
        for one in page.tables
        if not one.caption.startswith("Coding of each")
    ]


def of_occurring(conn: sqlite3.Connection) -> Any:
    found = [occurring(conn), occurring(conn, nested=True), occurring(conn, found=excerpts_for(conn, "code:1.1"))]
    return [
        (one.kind, [code.title for code in one.codes], one.numbers, one.extent)
        for each in found
        for one in each.tables
    ]


def of_saturation(conn: sqlite3.Connection) -> Any:
    return [
        (
            [(step.name, len(step.new), step.codes) for step in one.steps],
            one.thresholds,
            one.spread,
            one.met_at,
            one.uncoded,
        )
        for one in saturation(conn, base=1, run=1, orders=5)
    ]


def of_missing(conn: sqlite3.Connection) -> Any:
    found = grid(conn, role(conn))
    return found.rows, [[cell.have for cell in row] for row in found.cells], found.people


VIEWS: dict[str, Callable[[sqlite3.Connection], Any]] = {
    **{
        f"{measure} by {by}": partial(of_table, asked=Asked(by, measure, with_words=True))
        for by in By
        if by is not By.ATTRIBUTE
        for measure in Measure
    },
    **{f"{measure} by role": partial(of_table_by_role, measure=measure) for measure in Measure},
    "excerpts found by a question": lambda conn: of_table(
        conn, narrowed(conn, Asked(By.DOCUMENT), "code:1.2 or who:P01")
    ),
    "a question about people": lambda conn: of_table(conn, narrowed(conn, Asked(with_words=True), "attr:role=nurse")),
    "reach": lambda conn: [of_reach(part) for one in code_reaches(conn).values() for part in one.parts],
    "reach of each code alone": lambda conn: [
        of_reach(part) for one in code_reaches(conn, nested=False).values() for part in one.parts
    ],
    "new codes": of_saturation,
    "groups": of_groups,
    "codes that meet": of_occurring,
    "words within": of_words,
    "themes in the making": of_themes,
    "tallies": of_tallies,
    "a code's use": of_codes,
    "opened numbers": of_opened,
    "who is missing": of_missing,
    "report": of_report,
    "lead's report": lambda conn: of_page(lead_page(conn, LeadChoices(by=(role(conn),)), NOON)),
    "themes written out": lambda conn: of_page(theme_page(conn, NOON)),
}


@pytest.mark.parametrize("view", VIEWS.values(), ids=VIEWS.keys())
def test_a_view_counts_as_if_who_withdrew_had_never_taken_part(
    tmp_path: Path, view: Callable[[sqlite3.Connection], Any]
) -> None:
    with make(tmp_path / "with") as everybody, make(tmp_path / "without", everybody=False) as others:
        before = everybody.read_copy(view)
        withdraw(everybody)
        assert everybody.read_copy(view) == others.read_copy(view)
        assert before != others.read_copy(view), "a view that tells nothing of them tests nothing"
        everybody.undo(agreed=True)
        everybody.undo(agreed=True)
        assert everybody.read_copy(view) == before


def test_what_is_counted_is_what_the_team_may_read(tmp_path: Path) -> None:
    with make(tmp_path / "with") as project:
        withdraw(project)
        counted = {one.coding_ids for one in excerpts(project.conn)}
        apart = [(row[0], row[1], Span(row[2], row[3])) for row in project.conn.execute(EVERY_CODING)]
        assert len(apart) > len(counted) > 0
        for coding, document, span in apart:
            said = verbatim(project.conn, document, span)
            read = clear([said], Audience.TEAM, on=NOON.date(), names=names_of(project.conn)).cleared
            assert any(coding in one for one in counted) == bool(read), said.lines


EVERY_CODING = "SELECT id, document_id, current_start, current_stop FROM coding_seen"


# A view that is made later

# What reads all codings that may be seen, not just those counted, and why: none of them tells of what people say.
SEEN = {
    "analysis/answer_codes.py": "who is coding answers",
    "analysis/code_history.py": "what became of codes",
    "analysis/codes.py": "how much work a change of a code is",
    "analysis/concordance.py": "which places are coded",
    "analysis/documents.py": "what is drawn in a text",
    "analysis/excerpt_rows.py": "who coded one passage",
    "analysis/excerpts.py": "what is asked of all codings that may be seen",
    "analysis/framework.py": "whether a retired code was ever used",
    "analysis/named_ids.py": "what a short id names",
    "analysis/notes.py": "memos on codings",
    "analysis/progress.py": "how far the work is",
    "analysis/questions/facts.py": "codings under earlier wordings",
    "analysis/returns/arriving.py": "what goes with a workshop note that is replaced",
    "analysis/returns/cards.py": "what a short id names",
    "analysis/returns/votes.py": "the words that a card stands for",
    "analysis/samples.py": "which answers are coded",
    "analysis/surveys.py": "which answers are coded",
    "analysis/text_changes.py": "what a change of a text does",
    "analysis/themes.py": "where a gathered coding stands",
    "analysis/wordings.py": "codings under earlier wordings",
    "edits/codebook.py": "what a removed code takes with it",
    "exports/gather_coded.py": "what each coder coded",
    "analysis/in_vivo.py": "whose words a code's name is",
    "project/doctor.py": "how much there is in a file",
    "project/places.py": "where somebody coded last",
}


def test_whatever_counts_reads_the_codings_that_are_counted() -> None:
    root = Path(qualcode.__file__).parent
    reading = {
        str(path.relative_to(root))
        for path in root.rglob("*.py")
        if re.search(r"\b(FROM|JOIN) coding_seen\b", path.read_text(encoding="utf-8"))
    }
    forms = {str(path.relative_to(root)) for path in (root / "project" / "forms").iterdir()}
    assert reading - forms <= SEEN.keys(), "read coding_counted, or say here why not"

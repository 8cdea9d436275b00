"""From a study to the team lead's report: every number as the counts of the study have it."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from qualcode.analysis.code_examples import withheld
from qualcode.analysis.codes import codebook
from qualcode.analysis.counts.asked import Asked, By, Measure
from qualcode.analysis.counts.reach import code_reaches, opposing
from qualcode.analysis.counts.saturation import Saturation, saturation
from qualcode.analysis.counts.scope import scope
from qualcode.analysis.counts.tables import table
from qualcode.analysis.documents import documents
from qualcode.analysis.excerpts import Excerpt, excerpts
from qualcode.analysis.framework import Chart, ChartChoice, chart
from qualcode.analysis.groups import groups_beside
from qualcode.analysis.occurring import occurring
from qualcode.analysis.people import Attribute, attributes
from qualcode.analysis.progress import coverages, progress_lines, question_progress
from qualcode.analysis.sampling import grid, grids
from qualcode.analysis.withdrawals import documents_withdrawn
from qualcode.codebooks.code import Codebook
from qualcode.exports.gather import document_numbers, names_for, study_facts
from qualcode.exports.gather_method import method_of, sources_of
from qualcode.exports.gather_progress import coded_people
from qualcode.exports.gather_reach import against_tables
from qualcode.exports.gather_themes import theme_numbers
from qualcode.exports.lead import LeadChoices, LeadMaterial, sections
from qualcode.exports.names import with_names_for
from qualcode.exports.page import Page
from qualcode.participants.disclosure import Audience
from qualcode.problem import Problem


def lead_page(conn: sqlite3.Connection, choices: LeadChoices, made_on: datetime) -> Page:
    """The team lead's report; on a copy, for it counts all that is coded and every word that was said.

    Outside the team nobody is named but by pseudonym, a name of a code that may not be quoted is held back, and
    documents are called by kind and number. Raises Problem where outsiders will read it and the study's list of names
    is missing, or groups are wanted by what may not be printed.
    """
    names = names_for(conn, choices.audience)
    title, _ = study_facts(conn)
    study = _material(conn, choices, made_on)
    value = Page(
        choices.title or f"{title}: what the study says",
        title,
        made_on,
        choices.audience,
        tuple(sections(study)),
    )
    return names.show_all(value)


def _material(conn: sqlite3.Connection, choices: LeadChoices, made_on: datetime) -> LeadMaterial:
    day = made_on.date()
    every = documents(conn)
    numbers = document_numbers(every)
    ours = choices.audience is Audience.TEAM
    by = attributes_wanted(conn, choices.by, choices.audience)
    book = with_names_for(conn, withheld(conn, day).without(codebook(conn)), choices.audience, day)
    found = excerpts(conn)
    whole = scope(conn)
    gone = documents_withdrawn(conn)
    lines = [line for line in progress_lines(conn) if line.document.id not in gone]
    sources = sources_of(conn, whole, found, every, coder_names=choices.coder_names, fewest=choices.fewest)
    return LeadMaterial(
        choices=choices,
        study_page=study_facts(conn)[1],
        sources=sources,
        book=book,
        by_person=table(conn, Asked(By.PARTICIPANT)),
        by_kind=table(conn, Asked(By.KIND)) if len(whole.kinds) > 1 else None,
        people_by_kind=table(conn, Asked(By.KIND, Measure.PARTICIPANTS)) if len(whole.kinds) > 1 else None,
        coded_people=coded_people(conn, found),
        reaches=code_reaches(conn),
        against=against_tables(
            conn, made_on, opposing(conn, found=found), titles={code.id: code.title for code in book.codes}
        )
        if ours
        else [],
        occurring=occurring(conn, chosen=_most_used(book, found, choices.together), found=found),
        saturation=[_called(one, numbers) for one in saturation(conn)],
        charts=_charts(conn, book),
        lines=lines,
        coverage=coverages(conn, [line.document.id for line in lines]),
        questions=question_progress(conn),
        wanted=[grid(conn, *pair) for pair in grids(conn)] if ours else [],
        themes=theme_numbers(conn, choices.audience, day) if ours else [],
        groups=[(one.name, groups_beside(conn, Asked(By.ATTRIBUTE, attribute_id=one.id))) for one in by],
        document_numbers=numbers,
        method=method_of(conn, book, sources, found),
    )


def _most_used(book: Codebook, found: list[Excerpt], most: int) -> list[str]:
    """The codes with the most excerpts, in the order of the codebook."""
    used = Counter(excerpt.code_id for excerpt in found)
    order = {code.id: place for place, (code, _) in enumerate(book.walk())}
    chosen = sorted(used, key=lambda one: (-used[one], order[one]))[:most]
    return sorted(chosen, key=lambda one: order[one])


def _called(one: Saturation, numbers: dict[str, str]) -> Saturation:
    """The same with its documents called as they are in print."""
    return replace(one, steps=tuple(replace(step, name=numbers[step.document_id]) for step in one.steps))


def attributes_wanted(conn: sqlite3.Connection, by: Collection[str], audience: Audience) -> list[Attribute]:
    """What makes the groups that are wanted, by its ids. Raises Problem where it may not be printed outside."""
    known = {one.id: one for one in attributes(conn)}
    found = [known[one] for one in by if one in known]
    hidden = [one.name for one in found if not one.printable]
    if hidden and audience is Audience.OUTSIDE:
        raise Problem(
            f"“{hidden[0]}” is not shown to readers outside the team.",
            "What is printed of a participant is chosen in their attributes.",
            "Make it printable, or leave it out.",
        )
    return found


def _charts(conn: sqlite3.Connection, book: Codebook) -> list[Chart]:
    return [chart(conn, ChartChoice(area.id)) for area in book.areas()]

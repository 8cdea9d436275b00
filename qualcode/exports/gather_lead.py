"""From a study to the team lead's report: every number as the counts of the study have it."""

from __future__ import annotations

import sqlite3
from collections import Counter
from dataclasses import replace
from datetime import date, datetime

from qualcode import __version__
from qualcode.analysis.code_events import code_events
from qualcode.analysis.code_examples import withheld
from qualcode.analysis.codes import codebook
from qualcode.analysis.counts.asked import Asked, By
from qualcode.analysis.counts.reach import code_reaches
from qualcode.analysis.counts.saturation import Saturation, saturation
from qualcode.analysis.counts.scope import Scope, scope
from qualcode.analysis.counts.tables import table
from qualcode.analysis.documents import DocumentLine, documents
from qualcode.analysis.excerpts import Excerpt, counted_phrase, excerpts
from qualcode.analysis.framework import Chart, ChartChoice, chart
from qualcode.analysis.groups import groups_beside
from qualcode.analysis.occurring import occurring
from qualcode.analysis.people import Attribute, attributes
from qualcode.analysis.progress import coverages, progress_lines, question_progress
from qualcode.analysis.samples import samples
from qualcode.analysis.sampling import grid, grids
from qualcode.analysis.study import coders
from qualcode.analysis.withdrawals import documents_withdrawn
from qualcode.codebooks.code import Codebook
from qualcode.exports.gather import document_numbers, names_for, study_facts
from qualcode.exports.gather_themes import theme_numbers
from qualcode.exports.lead import LeadChoices, LeadMaterial, sections
from qualcode.exports.names import with_names_for
from qualcode.exports.page import Page
from qualcode.exports.sources import DocumentsOfKind, Sources
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
    study = _material(conn, choices, made_on.date())
    value = Page(
        choices.title or f"{title}: what the study says",
        title,
        made_on,
        choices.audience,
        tuple(sections(study)),
    )
    return names.show_all(value)


def _material(conn: sqlite3.Connection, choices: LeadChoices, day: date) -> LeadMaterial:
    every = documents(conn)
    numbers = document_numbers(every)
    ours = choices.audience is Audience.TEAM
    by = _attributes(conn, choices)
    book = with_names_for(conn, withheld(conn, day).without(codebook(conn)), choices.audience, day)
    found = excerpts(conn)
    whole = scope(conn)
    gone = documents_withdrawn(conn)
    lines = [line for line in progress_lines(conn) if line.document.id not in gone]
    made = [event.at for event in code_events(conn)[:1]]
    return LeadMaterial(
        choices=choices,
        study_page=study_facts(conn)[1],
        sources=_sources(conn, choices, whole, found, every),
        book=book,
        by_person=table(conn, Asked(By.PARTICIPANT)),
        by_kind=table(conn, Asked(By.KIND)) if len(whole.kinds) > 1 else None,
        reaches=code_reaches(conn),
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
        codings=sum(len(excerpt.coding_ids) for excerpt in found),
        excerpts=len(found),
        changed_on=date.fromisoformat(made[0][:10]) if made else None,
        version=__version__,
    )


def _sources(
    conn: sqlite3.Connection, choices: LeadChoices, whole: Scope, found: list[Excerpt], every: list[DocumentLine]
) -> Sources:
    who = {coder for excerpt in found for coder in excerpt.coder_ids}
    named = coders(conn)
    kinds = Counter(source.kind for source in whole.sources.values())
    speaking = {kind: set(whole.of(kind).people) for kind in whole.kinds}
    times = Counter(person for people in speaking.values() for person in people)
    held = {line.id for line in every}
    return Sources(
        tuple(DocumentsOfKind(kind, kinds[kind], len(speaking[kind])) for kind in whole.kinds),
        coders=len(who),
        counted_codings=counted_phrase(conn),
        coder_names=tuple(sorted(named[one] for one in who)) if choices.coder_names else (),
        samples=tuple(one.sentence for one in samples(conn) if not held.isdisjoint(one.documents)),
        in_several=sum(number > 1 for number in times.values()),
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


def _attributes(conn: sqlite3.Connection, choices: LeadChoices) -> list[Attribute]:
    """Those whose groups are wanted. Raises Problem for one that may not be printed outside the team."""
    known = {one.id: one for one in attributes(conn)}
    found = [known[one] for one in choices.by if one in known]
    hidden = [one.name for one in found if not one.printable]
    if hidden and choices.audience is Audience.OUTSIDE:
        raise Problem(
            f"“{hidden[0]}” is not shown to readers outside the team.",
            "What is printed of a participant is chosen in their attributes.",
            "Make it printable, or leave it out.",
        )
    return found


def _charts(conn: sqlite3.Connection, book: Codebook) -> list[Chart]:
    return [chart(conn, ChartChoice(area.id)) for area in book.areas()]

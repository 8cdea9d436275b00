"""From a study to the briefing papers of its areas, all in the same form and from one reading."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from qualcode.analysis.code_examples import withheld
from qualcode.analysis.codes import codebook
from qualcode.analysis.counts.asked import Asked, By
from qualcode.analysis.counts.reach import code_reaches
from qualcode.analysis.counts.scope import scope
from qualcode.analysis.documents import documents
from qualcode.analysis.excerpts import excerpts
from qualcode.analysis.groups import groups_beside
from qualcode.analysis.memos import memos
from qualcode.analysis.themes import ThemeState, themes
from qualcode.analysis.withdrawals import withdrawals
from qualcode.codebooks.code import Code, Codebook
from qualcode.exports.although import with_although
from qualcode.exports.briefing import sections
from qualcode.exports.briefing_length import is_too_long
from qualcode.exports.briefing_material import MEMO_KINDS, USUAL_QUOTES, BriefingChoices, BriefingMaterial
from qualcode.exports.choices import ReportChoices
from qualcode.exports.gather import counted_material, material, names_for
from qualcode.exports.gather_briefing_area import StudyRead, area_material
from qualcode.exports.gather_lead import attributes_wanted
from qualcode.exports.gather_method import method_of, sources_of
from qualcode.exports.names import with_names_for
from qualcode.exports.page import Page, Section
from qualcode.exports.spoken import spoken
from qualcode.exports.themed import Themed
from qualcode.participants.disclosure import Audience, HeldBack
from qualcode.problem import Problem
from qualcode.transcripts.transcript import Kind

_APART = (Kind.EVIDENCE, Kind.SURVEY_ANSWER)  # kinds of document that have a section of their own


@dataclass(frozen=True)
class Briefing:
    """The paper of one area; `called` is what its file is called, `held` what of the area is held back from it.

    `look` says what is to be looked at in its quotes before it goes out: how much that is, and a line for each.
    """

    area_id: str
    called: str
    page: Page
    held: tuple[HeldBack, ...]
    look: tuple[str, ...] = ()


def briefings(conn: sqlite3.Connection, choices: BriefingChoices, made_on: datetime) -> tuple[Briefing, ...]:
    """The papers of the areas, in the order of the codebook, judged on the day of `made_on`; on a copy.

    Raises Problem where there is no area, where groups are wanted by what may not be printed outside, or where
    outsiders will read and the study's list of names is not at hand.
    """
    names = names_for(conn, choices.audience)
    day = made_on.date()
    book = with_names_for(conn, withheld(conn, day).without(codebook(conn)), choices.audience, day)
    areas = chosen_areas(book, choices.areas)
    read = read_study(conn, choices, made_on, book, areas)
    papers = []
    for area in areas:
        one, parts = _in_four_pages(read, area)
        title = f"{area.title}: briefing paper"
        page = Page(
            title,
            read.themed.study.title,
            made_on,
            choices.audience,
            parts,
            contents=False,
            language=spoken(conn),
        )
        papers.append(Briefing(area.id, called(area, areas), page, tuple(one.held)))
    shown = names.show_all(tuple(papers))
    return tuple(replace(one, page=with_although(conn, one.page)) for one in shown)


def _in_four_pages(read: StudyRead, area: Code) -> tuple[BriefingMaterial, tuple[Section, ...]]:
    """What the paper of an area is made of, with fewer quotes where it would be too long with as many as is usual."""
    found = area_material(read, area)
    parts = tuple(sections(found))
    if read.choices.quotes != USUAL_QUOTES or not is_too_long(parts):
        return found, parts
    choices = replace(read.choices, quotes=USUAL_QUOTES - 1)
    less = area_material(replace(read, choices=choices, claims=()), area)  # claims count words, which takes time
    left_out = sum(len(one.quotes) for one in found.themes) - sum(len(one.quotes) for one in less.themes)
    shorter = replace(less, claims=found.claims, held=found.held, left_out=left_out)
    return shorter, tuple(sections(shorter))


def chosen_areas(book: Codebook, wanted: Sequence[str]) -> list[Code]:
    """The areas wanted by their ids, all in the totals where none is. Raises Problem where there is none."""
    found = [area for area in book.areas() if (area.id in wanted if wanted else area.in_totals)]
    if not found:
        raise Problem(
            "There is no area to write about.",
            "Such a paper is about one area of the codebook.",
            "Add an area to the codebook first.",
        )
    return found


def called(area: Code, areas: Iterable[Code]) -> str:
    """The area's name, with its index where several have the same."""
    alike = sum(one.name.casefold() == area.name.casefold() for one in areas)
    return area.name if area.name and alike == 1 else area.title


def read_study(
    conn: sqlite3.Connection, choices: BriefingChoices, made_on: datetime, book: Codebook, areas: Sequence[Code]
) -> StudyRead:
    """What all papers draw on, read once."""
    every, whole = documents(conn), scope(conn)
    coded = excerpts(conn)
    inside = set[str]().union(*(book.with_descendants(area.id) for area in areas))
    found = [one for one in withdrawals(conn).counted(coded) if one.code_id in inside]
    asked = ReportChoices(choices.audience, documents=frozenset(one.document_id for one in found))
    study = counted_material(conn, material(conn, asked, made_on.date()))
    heard = [str(kind) for kind in whole.kinds if kind not in _APART]
    speaking = [str(kind) for kind in whole.kinds if kind.has_participants]
    counting = Asked(kinds=heard)
    return StudyRead(
        conn,
        choices,
        made_on.date(),
        book,
        Themed(study, asked, [one for one in found if one.document_id in study.documents], made_on.date()),
        coded=coded,
        order={line.id: place for place, line in enumerate(every)},
        kinds={line.id: Kind(line.kind) for line in every},
        evidence=tuple(one for one, source in whole.sources.items() if source.kind is Kind.EVIDENCE),
        counting=counting,
        reaches=code_reaches(conn, counting) if heard else {},
        groups=[
            (one.name, groups_beside(conn, Asked(By.ATTRIBUTE, attribute_id=one.id, kinds=speaking)))
            for one in attributes_wanted(conn, choices.by, choices.audience)
        ],
        memos=[entry for entry in memos(conn) if entry.kind in MEMO_KINDS],
        claims=[one for one in themes(conn) if one.state is ThemeState.MAKING]
        if choices.audience is Audience.TEAM
        else [],
        method=method_of(conn, book, sources_of(conn, whole, coded, every, fewest=choices.fewest), coded),
    )

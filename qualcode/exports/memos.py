"""Memos written up for the team: each with what it is about and the passages it cites."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from qualcode.analysis.excerpts import Excerpt, short_id
from qualcode.analysis.memo_state import MemoState
from qualcode.analysis.memos import KINDS, MemoEntry, Thing, memos, title_of
from qualcode.exports.although import told_to_team
from qualcode.exports.choices import ReportChoices
from qualcode.exports.files import file_name
from qualcode.exports.gather import material
from qualcode.exports.gather_accounts import cleared_words
from qualcode.exports.material import Material
from qualcode.exports.memo_words import became_sentence, kinds_words, thing_in_print, thing_words
from qualcode.exports.phrases import counted, day_in_words, listed
from qualcode.exports.printed import Excerpt as Printed
from qualcode.exports.printed import PrintedExcerpt, PrintedMemo, SeeExcerpt
from qualcode.exports.report import MemoSection, Report
from qualcode.exports.sources import Fact, Sources
from qualcode.exports.spoken import spoken
from qualcode.exports.themed import Themed
from qualcode.participants.disclosure import Audience, HeldBack
from qualcode.participants.names import NO_NAMES, Names
from qualcode.problem import Problem


@dataclass(frozen=True)
class MemoChoices:
    """Which memos are written up: their ids in the order to print them, None for all in the write-up order."""

    memo_ids: tuple[str, ...] | None = None
    audience: Audience = Audience.TEAM
    coder_names: bool = False
    title: str = ""


def memos_path(study: Path, suffix: str, names: Names = NO_NAMES) -> Path:
    """Where memos go that nobody gave a file name: named after the study's file, without names of its list."""
    return study.parent / "exports" / file_name(f"{names.show(study.stem)}-memos", suffix)


def memo_report(conn: sqlite3.Connection, choices: MemoChoices, made_on: datetime) -> Report:
    """The memos as values; `made_on` carries its zone, and its day decides consent.

    Raises Problem for readers outside the team, and where there are no memos.
    """
    if choices.audience is not Audience.TEAM:
        raise Problem(
            "Memos are for the study team only.",
            "They may quote or name anybody, and nobody has cleared them. Nothing was written.",
            "Write them for the team, or export the themed excerpts, which leave memos out for outside readers.",
        )
    every = {entry.id: entry for entry in memos(conn)}
    wanted = choices.memo_ids if choices.memo_ids is not None else tuple(every)
    chosen = [every[memo_id] for memo_id in wanted if memo_id in every]
    if not chosen:
        raise Problem("There are no memos to write up.", remedy="Write one first: m does so anywhere, + in Memos.")
    day = made_on.date()
    chosen, quotations_held = cleared_memos(conn, chosen, day)
    cited = frozenset(thing.document_id for entry in chosen for thing in entry.about if thing.document_id)
    asked = ReportChoices(documents=cited, coder_names=choices.coder_names)
    study = material(conn, asked, day)
    writing = _Writing(study, asked, chosen, day)
    sections = tuple(writing.section(number, entry) for number, entry in enumerate(chosen, start=1))
    value = Report(
        title=choices.title or f"{study.title}: memos",
        study=study.title,
        made_on=made_on,
        audience=choices.audience,
        sources=_sources(chosen, sections, coder_names=choices.coder_names),
        areas=(),
        study_page=study.page,
        held_back=(*writing.held, *quotations_held),
        memos=sections,
        language=spoken(conn),
    )
    return told_to_team(conn, study.names.show_all(value))


def _sources(chosen: Sequence[MemoEntry], sections: Sequence[MemoSection], *, coder_names: bool) -> Sources:
    authors = sorted({entry.coder for entry in chosen if entry.coder})
    days = sorted(entry.created_at[:10] for entry in chosen)
    first, last = (day_in_words(date.fromisoformat(at)) for at in (days[0], days[-1]))
    passages = sum(len(section.excerpts) + section.held_back for section in sections)
    stated = (
        Fact("Memos", f"{len(chosen):,}: {kinds_words(chosen, KINDS).replace(' · ', ', ')}"),
        Fact("Written by", listed(authors) if coder_names else counted(len(authors), "person", "people")),
        Fact("Written on", first if first == last else f"{first} to {last}"),
        Fact("Passages cited", f"{passages:,}"),
    )
    return Sources((), len(authors), "", stated=stated)


def cleared_memos(
    conn: sqlite3.Connection, chosen: Sequence[MemoEntry], on: date
) -> tuple[list[MemoEntry], list[HeldBack]]:
    """Memos for the team without quotations that may not be printed, also where one names another; and those."""
    every = {entry.id: entry for entry in memos(conn)}
    held: list[HeldBack] = []
    words: dict[str, str] = {}

    def cleared(memo_id: str) -> str:
        if memo_id not in words:
            words[memo_id] = kept(every[memo_id].body)
        return words[memo_id]

    def kept(written: str) -> str:
        shown, gone = cleared_words(conn, written, Audience.TEAM, on)
        held.extend(replace(one, id="in a memo") for one in gone)
        return shown

    def named(thing: Thing) -> Thing:
        is_memo = thing.table == "memo" and thing.row_id in every
        return replace(thing, name=title_of(cleared(thing.row_id))) if is_memo else thing

    found = [
        replace(
            entry,
            body=cleared(entry.id),
            state_why=kept(entry.state_why),
            about=tuple(map(named, entry.about)),
            linked_by=tuple((one, title_of(cleared(one))) for one, _ in entry.linked_by),
        )
        for entry in chosen
    ]
    return found, held


class _Writing:
    """Writes memos up one after the other; a passage that stands above already is referred to."""

    def __init__(self, study: Material, asked: ReportChoices, chosen: Sequence[MemoEntry], day: date) -> None:
        self._study = study
        self._asked = asked
        self._ids: dict[str, str] = {}
        self._printed: dict[tuple[str, int, int], tuple[str, str]] = {}
        found = {
            thing.link_id: excerpt
            for entry in chosen
            for thing in entry.about
            if (excerpt := self._excerpt(thing)) is not None
        }
        self._found = found
        self._themed = Themed(study, asked, list(found.values()), day)
        self.held = list(self._themed.held.values())

    def section(self, number: int, entry: MemoEntry) -> MemoSection:
        """A memo with the passages it cites."""
        cited = [self._found[thing.link_id] for thing in entry.about if thing.link_id in self._found]
        printable = [excerpt for excerpt in cited if excerpt.id in self._themed.cleared]
        title, words = _parted(entry)
        if entry.state is not MemoState.RAISED or entry.answers.lines:
            words = "\n".join(filter(None, (became_sentence(entry.became), words)))
        about = [thing_words(thing_in_print(thing, self._study.book)) for thing in entry.about]
        about += [f"memo {title}" for _, title in entry.linked_by]
        return MemoSection(
            number=number,
            name=title,
            memo=PrintedMemo(
                entry.kind,
                words,
                date.fromisoformat(entry.created_at[:10]),
                entry.coder if self._asked.coder_names else "",
            ),
            about=tuple(dict.fromkeys(about)),
            excerpts=tuple(self._print(excerpt, f"{number}. {title}") for excerpt in printable),
            held_back=len(cited) - len(printable),
        )

    def _excerpt(self, thing: Thing) -> Excerpt | None:
        if thing.gone or not thing.span or thing.document_id is None:
            return None
        if thing.document_id not in self._study.documents:
            return None
        wanted = short_id(thing.row_id if thing.what == "coding" else thing.link_id)
        if wanted in self._ids:
            wanted = next(one for n in range(8, 27) if (one := short_id(thing.link_id, n)) not in self._ids)
        self._ids[wanted] = thing.link_id
        return Excerpt(
            id=wanted,
            document_id=thing.document_id,
            code_id=thing.code_id or "",
            start=thing.span.start,
            stop=thing.span.end,
            coding_ids=(),
            coder_ids=(),
            against=False,
            turn=thing.turn,
            participant_id=None,
        )

    def _print(self, excerpt: Excerpt, under: str) -> Printed:
        attribution = self._themed.attribution(excerpt)
        place = (excerpt.document_id, excerpt.start, excerpt.stop)
        if place in self._printed:
            printed_as, above = self._printed[place]
            return SeeExcerpt(excerpt.id, printed_as, above, attribution)
        self._printed[place] = (excerpt.id, under)
        return PrintedExcerpt(self._themed.cleared[excerpt.id], attribution)


def _parted(entry: MemoEntry) -> tuple[str, str]:
    """A memo's first line as its heading, and the rest; a long line goes on below from where the heading is cut."""
    first, _, rest = (part.strip() for part in entry.body.strip().partition("\n"))
    if entry.title == first:
        return first, rest
    head = first[: len(entry.title) - 1]
    head = head.rpartition(" ")[0].rstrip() or head
    return f"{head} …", "\n".join(part for part in (f"… {first[len(head) :].strip()}", rest) if part)

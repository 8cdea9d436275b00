"""From a study to its charts as they are printed: every summary judged for its readers, and every quotation in it."""

from __future__ import annotations

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

from qualcode.analysis.cells import Rows, Subject, written
from qualcode.analysis.chart_cells import Cell
from qualcode.analysis.chart_groups import Groups, groups_by
from qualcode.analysis.codes import codebook
from qualcode.analysis.documents import documents
from qualcode.analysis.framework import Chart, ChartRow, chart
from qualcode.analysis.naming import names_of
from qualcode.analysis.people import Participant, participants
from qualcode.analysis.phrases import counted, day_in_words, listed
from qualcode.analysis.verbatims import document_consents
from qualcode.codebooks.code import Code
from qualcode.exports.although import although_in
from qualcode.exports.chart_notes import narrowed, notes
from qualcode.exports.framework import ChartExport, PrintedCell, PrintedChart, PrintedCharts, PrintedRow
from qualcode.exports.gather import document_numbers, names_for, study_facts
from qualcode.exports.gather_accounts import parts_of_account
from qualcode.exports.gather_question import as_told
from qualcode.exports.names import with_names_for
from qualcode.participants.accounts import Account, AccountClearance, QuotedWords, clear_accounts
from qualcode.participants.consent import Agreement, Consent
from qualcode.participants.disclosure import Audience, HeldBack
from qualcode.problem import Problem
from qualcode.transcripts.transcript import Kind

NO_AREA = ""  # stands for the codes outside areas where charts are asked for


def printed_charts(conn: sqlite3.Connection, export: ChartExport, made_on: datetime) -> PrintedCharts:
    """The charts as values, judged for their readers on the day of `made_on`; on a copy, for it reads all codings.

    Raises Problem where outsiders will read and the study's list of names is not at hand.
    """
    names = names_for(conn, export.audience)
    study, _ = study_facts(conn)
    book = codebook(conn)
    areas = export.areas
    if areas is None:
        areas = (*(area.id for area in book.areas()), *((NO_AREA,) if book.outside_areas() else ()))
    _check_groups(conn, export)
    judged = _Judged(conn, export, made_on.date())
    charts = tuple(judged.chart(chart(conn, replace(export.choice, area_id=area or None))) for area in areas)
    what = charts[0].title if len(charts) == 1 else "charts"
    value = PrintedCharts(
        names.show(f"{study}: {what}"),
        names.show(study),
        made_on,
        export.audience,
        charts,
        tuple(judged.held_sentences()),
    )
    told = although_in(conn, made_on.date(), value) if export.audience is Audience.TEAM else []
    return replace(value, held_back=(*value.held_back, *told))


def _check_groups(conn: sqlite3.Connection, export: ChartExport) -> None:
    """Raise Problem where outsiders would read the values of an attribute that may not be printed."""
    groups = groups_by(conn, export.choice.attribute_id or "") if export.choice.rows is Rows.GROUPS else None
    if groups is not None and export.audience is Audience.OUTSIDE and not groups.attribute.printable:
        raise Problem(
            f"“{groups.attribute.name}” may not be printed outside the team.",
            "It would stand beside every row.",
            "Choose another attribute to make groups by, or allow it in print in Participants.",
        )


class _Judged:
    """Judges the cells of charts for one audience on one day."""

    def __init__(self, conn: sqlite3.Connection, export: ChartExport, day: date) -> None:
        self._conn = conn
        self._export = export
        self._day = day
        self._names = names_of(conn)
        self._whose = _Whose(conn)
        self._book = with_names_for(conn, codebook(conn), export.audience, day)
        self._titles = {code.id: self._names.show(code.title) for code in self._book.codes}
        self._numbers = document_numbers(documents(conn)) if export.audience is Audience.OUTSIDE else {}
        self._held: list[HeldBack] = []
        self._quotations: list[HeldBack] = []
        self._withdrawn: set[str] = set()
        self._documents: set[str] = set()  # that were withdrawn

    def chart(self, drawn: Chart) -> PrintedChart:
        """One chart with what may be read of it."""
        groups = groups_by(self._conn, self._export.choice.attribute_id or "")
        if drawn.rows_are is Rows.PARTICIPANTS:
            self._withdrawn |= drawn.withdrawn
        else:
            self._documents |= drawn.withdrawn
        rows = [row for row in drawn.rows if not self._has_withdrawn(row.subject)]
        shown = self._clear(drawn.codes, rows, groups)
        outside = self._export.audience is Audience.OUTSIDE
        facts = [place for place, one in enumerate(drawn.facts) if one.printable or not outside]
        grouped = drawn.group is not None and (drawn.group.printable or not outside)
        printed = tuple(
            PrintedRow(
                row.subject,
                self._numbers.get(row.subject.id, row.name),
                tuple(
                    drawn.facts[place].in_print(row.facts[place]) if outside else row.facts[place] for place in facts
                ),
                self._cell(row.portrait, f"{number}", shown) if row.portrait is not None else None,
                tuple(self._cell(cell, f"{number}.{place}", shown) for place, cell in enumerate(row.cells)),
                self._group(drawn, row.group) if grouped else "",
            )
            for number, row in enumerate(rows)
        )
        return PrintedChart(
            self._titles.get(drawn.area_id or "", drawn.title),
            drawn.rows_are,
            tuple(self._names.show(drawn.facts[place].name) for place in facts),
            tuple((code.id, self._titles.get(code.id, code.title)) for code in drawn.codes),
            printed,
            tuple(notes(drawn, printed)),
            drawn.nested,
            self._export.portraits and any(row.portrait is not None for row in printed),
            self._narrowed(drawn, len(printed), drawn.out_of - (len(drawn.rows) - len(rows))),
            self._names.show(drawn.group.name) if drawn.group is not None and grouped else "",
            tuple(drawn.facts[place].type.kind for place in facts),
        )

    def _group(self, drawn: Chart, named: str) -> str:
        """A row's value of the attribute that the rows stand by, as the readers may have it."""
        outside = self._export.audience is Audience.OUTSIDE
        return drawn.group.in_print(named) if outside and drawn.group is not None else named

    def _narrowed(self, drawn: Chart, shown: int, out_of: int) -> str:
        """Which rows were asked for, as far as these readers may read it."""
        asked = self._export.choice.question.strip()
        told = (
            as_told(self._conn, asked, self._book, self._export.audience, coder_names=self._export.coder_names)
            if asked
            else ""
        )
        return narrowed(drawn, shown, out_of, self._names.show(told))

    def held_sentences(self) -> Iterator[str]:
        """What was held back, of whom and why, a sentence for each of them."""
        if self._withdrawn:
            number = len(self._withdrawn)
            who = "the person has" if number == 1 else "the people have"
            yield f"{counted(number, 'row')} left out: {who} withdrawn."
        if self._documents:
            were = "it was" if len(self._documents) == 1 else "they were"
            yield f"{counted(len(self._documents), 'row')} left out: {were} withdrawn."
        for found, one, many in (
            (self._held, "summary", "summaries"),
            (self._quotations, "quotation", "quotations"),
        ):
            for (who, reason), number in Counter((listed(each.participants), each.reason) for each in found).items():
                yield f"{counted(number, one, many)}{f' of {who}' if who else ''} held back: {reason}."

    def _has_withdrawn(self, subject: Subject) -> bool:
        person = self._whose.people.get(subject.id) if subject.rows is Rows.PARTICIPANTS else None
        gone = person is not None and person.agreement.on(self._day) is Consent.WITHDRAWN
        if gone:
            self._withdrawn.add(subject.id)
        return gone

    def _clear(self, codes: Sequence[Code], rows: Sequence[ChartRow], groups: Groups | None) -> AccountClearance:
        """What may be read of the cells that somebody wrote, by the numbers of their rows and columns."""
        accounts: list[Account] = []
        for number, row in enumerate(rows):
            pairs = enumerate(zip(codes, row.cells, strict=True))
            cells: list[tuple[str, str | None, Cell]] = [
                (f"{number}.{place}", code.id, cell) for place, (code, cell) in pairs
            ]
            if row.portrait is not None and self._export.portraits:
                cells.append((f"{number}", None, row.portrait))
            for account_id, code_id, cell in cells:
                if cell.body:
                    agreements, whose = self._whose.agreements(row.subject, code_id, groups)
                    parts = self._parts(cell.body, agreements, whose)
                    accounts.append(Account(account_id, tuple(parts), agreements, whose))
        clearance = clear_accounts(accounts, self._export.audience, on=self._day, names=self._names)
        self._held += clearance.held_back
        self._quotations += clearance.quotations_held
        return clearance

    def _parts(
        self, body: str, agreements: tuple[Agreement, ...], whose: tuple[str, ...]
    ) -> Iterator[str | QuotedWords]:
        return parts_of_account(self._conn, body, self._export.audience, self._day, agreements, whose)

    def _cell(self, cell: Cell, account_id: str, shown: AccountClearance) -> PrintedCell:
        if not cell.body:
            return PrintedCell(cell.state, cell.said, cell.excerpts, "", changed=cell.changed)
        cleared = shown.cleared.get(account_id)
        if cleared is None:
            return PrintedCell(cell.state, cell.said, cell.excerpts, "", held=True)
        by = ""
        if self._export.coder_names and cell.author:
            by = f"{cell.author}, {day_in_words(date.fromisoformat(cell.at[:10]))}"
        return PrintedCell(cell.state, cell.said, cell.excerpts, cleared.text, by, cell.changed)


class _Whose:
    """The agreements of those whom a cell tells of."""

    def __init__(self, conn: sqlite3.Connection) -> None:
        self.people: Mapping[str, Participant] = {one.id: one for one in participants(conn)}
        self._consents = document_consents(conn)
        self._kinds = dict(conn.execute("SELECT id, kind FROM document"))
        self._speaking: dict[str, list[str]] = defaultdict(list)
        self._speaks_in: dict[str, list[str]] = defaultdict(list)
        self._unknown: set[str] = set()
        for document, person, asks in conn.execute(
            "SELECT DISTINCT document_id, participant_id, is_interviewer FROM speaker WHERE deleted_at IS NULL"
        ):
            if person is not None:
                self._speaking[document].append(person)
                self._speaks_in[person].append(document)
            elif not asks:
                self._unknown.add(document)
        self._rests = _rests_on(conn)

    def agreements(
        self, subject: Subject, code_id: str | None, groups: Groups | None
    ) -> tuple[tuple[Agreement, ...], tuple[str, ...]]:
        """The agreements, and the pseudonyms of the people.

        Those of a group are all its members', and theirs whose words a summary rests on, who may have left it. What
        was agreed for a document counts where a summary rests on it, or on nothing that is known.
        """
        rests = self._rests.get((subject, code_id), [])
        people: list[str] = []
        held: list[Agreement] = []
        if subject.rows is Rows.DOCUMENTS:
            people, held = self._of_document(subject.id)
        else:
            members = [subject.id] if subject.rows is Rows.PARTICIPANTS else _members(groups, subject.value)
            if not members:
                held.append(Agreement())  # nobody is known to have agreed
            if groups is not None and groups.of_documents:
                for member in members:
                    some, own = self._of_document(member)
                    people, held = [*people, *some], [*held, *own]
            else:
                people = members
            documents = [one for one, _ in rests] or [one for person in people for one in self._speaks_in[person]]
            held += [self._consents[one] for one in dict.fromkeys(documents) if one in self._consents]
            people = [*people, *(person for _, person in rests if person is not None)]
        known = [self.people[one] for one in dict.fromkeys(people) if one in self.people]
        return (*held, *(one.agreement for one in known)), tuple(one.pseudonym for one in known)

    def _of_document(self, document_id: str) -> tuple[list[str], list[Agreement]]:
        """Who speaks in a document, and what was agreed for it; nobody's words are not free."""
        speaking = self._speaking.get(document_id, [])
        own = self._consents.get(document_id)
        nobodys = not speaking or document_id in self._unknown
        if own is None and nobodys and self._kinds.get(document_id) != Kind.EVIDENCE:
            own = Agreement()
        return speaking, [own] if own is not None else []


def _members(groups: Groups | None, value: str) -> list[str]:
    return sorted(groups.members(value)) if groups is not None else []


def _rests_on(conn: sqlite3.Connection) -> Mapping[tuple[Subject, str | None], list[tuple[str, str | None]]]:
    """The document and the participant of each coding that a cell rests on, by whom and what the cell is about."""
    whose = {
        coding: (document, person)
        for coding, document, person in conn.execute(
            "SELECT c.id, c.document_id, s.participant_id FROM coding c LEFT JOIN speaker s ON s.id = c.speaker_id "
            "WHERE c.id IN (SELECT named.value FROM summary, json_each(summary.excerpts) AS named "
            "WHERE summary.deleted_at IS NULL)"
        )
    }
    return {
        (one.subject, one.code_id): [whose[coding] for coding in sorted(one.excerpts) if coding in whose]
        for one in written(conn)
    }

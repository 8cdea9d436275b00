"""A table about participants or documents on the command line: previewed, decided on, brought in."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from qualcode.cli.saying import say
from qualcode.cli.study_option import opened, sign_in
from qualcode.cli.tables import show
from qualcode.problem import Problem
from qualcode.transcripts.clean import plain

if TYPE_CHECKING:
    from qualcode.participants.attributes import AppliesTo
    from qualcode.participants.facesheet import Decisions, Plan
    from qualcode.participants.sheets import Sheet
    from qualcode.project.project import Project


@dataclass(frozen=True)
class TableWanted:
    """Which table is to be brought in, and what was decided about it."""

    path: Path
    sheet: str | None
    preview: bool
    yes: bool
    accepted: tuple[str, ...]
    columns: tuple[str, ...]
    printable: tuple[str, ...] = ()
    new: bool = False


def table_options(function: Callable[..., None]) -> Callable[..., None]:
    """`--from` and what is decided about a table, for commands that bring one in.

    They reach the command as one `table`, None where no table was named.
    """

    @wraps(function)
    def command(
        *args: Any,
        source: Path | None,
        sheet: str | None,
        preview: bool,
        yes: bool,
        accept: tuple[str, ...],
        columns: tuple[str, ...],
        **others: Any,
    ) -> None:
        table = None if source is None else TableWanted(source, sheet, preview, yes, accept, columns)
        function(*args, table=table, **others)

    options = (
        click.option(
            "--from",
            "source",
            type=click.Path(path_type=Path),
            help="A table (.csv, .xlsx) whose columns are consent, until, words, and attributes.",
        ),
        click.option("--sheet", metavar="NAME", help="Which sheet of a spreadsheet; the first unless said."),
        click.option("--preview", is_flag=True, help="Show what fits, what does not and what is doubtful; no more."),
        click.option("--yes", is_flag=True, help="Bring in what fits, whatever is still doubtful."),
        click.option("--accept", multiple=True, metavar="ID", help="Agree to a suggestion of the preview, or “all”."),
        click.option(
            "--column",
            "columns",
            multiple=True,
            metavar="HEADING=WHAT",
            help="What a column is: who, consent, until, words, note, left out, or a kind such as number.",
        ),
    )
    for option in reversed(options):
        command = option(command)
    return command


def bring_in(
    wanted: TableWanted, applies_to: AppliesTo, form: str | None, coder: str | None, study: Path | None
) -> None:
    """Show a table's preview, or bring in what fits of it."""
    from qualcode.participants.sheets import read_sheets

    sheet = _sheet(read_sheets(wanted.path), wanted.sheet)
    with opened(study, writes=not wanted.preview) as project:
        plan = _decided(project, sheet, wanted, applies_to)
        undecided = any(doubt.offer and not doubt.accepted for doubt in plan.doubts)
        if wanted.preview or plan.who is None or (undecided and not wanted.yes):
            _show_preview(plan, form)
            if not wanted.preview and form is None:
                _say_what_now(plan)
            return
        sign_in(project, coder)
        _make(project, plan)


_SECTIONS = {
    "note": "About the file",
    "column": "Columns",
    "fits": "Fits",
    "fits nobody": "Fits nobody",
    "doubtful": "Doubtful",
}


def _show_preview(plan: Plan, form: str | None) -> None:
    rows = preview_rows(plan)
    if form is not None:
        show(rows, form, empty="")
        return
    for what, heading in _SECTIONS.items():
        lines = [row for row in rows if row["what"] == what]
        if lines:
            say(f"{heading} ({len(lines)})")
        for row in lines:
            who = f"{row['who']}: " if row["who"] else ""
            accept = f" [--accept {shlex.quote(row['accept'])}]" if row["accept"] else ""
            say(f"  {plain(who + row['says'] + accept)}")


def _say_what_now(plan: Plan) -> None:
    if plan.who is None:
        raise Problem(
            "No column says whom the rows are about, so nothing was brought in.",
            f"The columns are: {', '.join(column.heading for column in plan.columns)}.",
            "Name it with --column HEADING=who",
        )
    raise Problem(
        "Nothing was brought in: some things above are for you to decide.",
        remedy="Agree with --accept ID or --accept all, or bring in only what is certain with --yes.",
    )


def _make(project: Project, plan: Plan) -> None:
    from qualcode.edits.facesheets import BringInTable

    edit = BringInTable(plan)
    project.make(edit)
    say(f"{edit.changed} {plan.applies_to}{'' if edit.changed == 1 else 's'} filled in.")
    if edit.new:
        say(f"{edit.new} new.")
    if plan.strangers:
        say(f"Not in the study, left out: {', '.join(plain(one.name) for one in plan.strangers)}.")
    for doubt in plan.doubts:
        if not doubt.accepted:
            say(f"Doubtful: {plain(doubt.sentence)}")


def _decided(project: Project, sheet: Sheet, wanted: TableWanted, applies_to: AppliesTo) -> Plan:
    """The plan with what the options say decided; accepting all may raise more to accept, of columns first."""
    from dataclasses import replace

    from qualcode.analysis.document_details import known_documents
    from qualcode.analysis.people import attributes, known_people
    from qualcode.participants.attributes import AppliesTo
    from qualcode.participants.facesheet import plan

    known = known_people(project.conn) if applies_to is AppliesTo.PARTICIPANT else known_documents(project.conn)
    facts = attributes(project.conn, applies_to)
    decisions = _decisions(sheet, wanted)
    found = plan(sheet, applies_to, known, facts, decisions)
    for _ in range(3 if "all" in wanted.accepted else 0):
        offered = {doubt.id for doubt in found.doubts if doubt.offer and not doubt.is_for_one_by_one}
        decisions = replace(decisions, accepted=decisions.accepted | offered)
        found = plan(sheet, applies_to, known, facts, decisions)
    if wanted.new:
        lines = frozenset(one.line for one in found.strangers if one.may_be_new)
        found = plan(sheet, applies_to, known, facts, replace(decisions, new=lines))
    return found


def _decisions(sheet: Sheet, wanted: TableWanted) -> Decisions:
    from qualcode.participants.attributes import AttributeKind
    from qualcode.participants.columns import Meaning
    from qualcode.participants.facesheet import Decisions

    meanings: dict[int, Meaning] = {}
    kinds: dict[int, AttributeKind] = {}
    named = {"who": Meaning.WHO, "until": Meaning.UNTIL, "words": Meaning.WORDS, "date of the document": Meaning.DATE}
    named |= {str(meaning): meaning for meaning in Meaning}
    for said in wanted.columns:
        heading, equals, what = said.rpartition("=")
        place = _place(sheet, heading)
        word = what.strip().casefold()
        if equals and word in list(AttributeKind):
            meanings[place], kinds[place] = Meaning.ATTRIBUTE, AttributeKind(word)
        elif equals and word in named:
            meanings[place] = named[word]
        else:
            choices = ", ".join([*dict.fromkeys(("who", *named)), *AttributeKind])
            raise Problem(f"“{plain(what)}” is nothing that a column can be.", remedy=f"Use one of: {choices}.")
    printable = {_place(sheet, heading): True for heading in wanted.printable}
    return Decisions(meanings, kinds, printable, frozenset(wanted.accepted))


def _place(sheet: Sheet, heading: str) -> int:
    for place, one in enumerate(sheet.headings):
        if one.casefold() == heading.strip().casefold():
            return place
    raise Problem(
        f"There is no column “{plain(heading)}”.", f"The columns are: {', '.join(sheet.headings)}.", "Check its name."
    )


def _sheet(sheets: Sequence[Sheet], name: str | None) -> Sheet:
    if name is None:
        return sheets[0]
    for sheet in sheets:
        if sheet.name.casefold() == name.casefold():
            return sheet
    raise Problem(f"There is no sheet “{plain(name)}”.", remedy=f"Use one of: {', '.join(s.name for s in sheets)}.")


def preview_rows(found: Plan) -> list[dict[str, Any]]:
    """The preview as a table: its columns, what fits, what fits nobody, what is doubtful."""
    rows = [_row("note", "", note) for note in found.notes]
    for column in found.columns:
        says = str(column.meaning)
        if column in found.attributes:
            choices = f": {', '.join(column.type.choices)}" if column.type.choices else ""
            says = f"{column.kind}{choices}{' (may be printed)' if column.printable else ''}"
        rows.append(_row("column", column.heading, says))
    for doubt in found.doubts:
        says = f"{doubt.sentence} {f'Agree: {doubt.offer}.' if doubt.offer and not doubt.accepted else ''}".strip()
        if doubt.accepted:
            says = f"{doubt.sentence} Agreed: {doubt.offer}."
        rows.append(_row("doubtful", "", says, doubt.id if doubt.offer else ""))
    rows += [_row("fits nobody", one.name, f"row {one.line} {one.why}") for one in found.strangers]
    for fit in found.fits:
        new = "new" if fit.target is None else ""
        says = " · ".join(filter(None, (new, *fit.changes))) or "nothing new"
        rows.append(_row("fits", fit.name, says))
    return rows


def _row(what: str, who: str, says: str, accept: str = "") -> dict[str, Any]:
    return {"what": what, "who": who, "accept": accept, "says": says}

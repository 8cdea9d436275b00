"""`qualcode codes …`: what can be done with the codebook and its history without the screens."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from qualcode.cli.codebook_arrivals import from_study, import_command
from qualcode.cli.recognising import say_although
from qualcode.cli.saying import say
from qualcode.cli.study_option import coder_option, opened, sign_in, study_option
from qualcode.cli.tables import format_options, show

if TYPE_CHECKING:
    from qualcode.edits.store import Edit
    from qualcode.project.project import Project

_DAY = click.DateTime(["%Y-%m-%d"])
_PATH = click.Path(path_type=Path)
reason_option = click.option("--reason", default="", help="Why; kept with the change, as a memo on the code.")


@click.command("list")
@click.option("--as-of", "day", type=_DAY, help="As it stood at the end of a day (2026-03-12); today if not given.")
@format_options
@study_option
@click.pass_obj
def list_command(outer: Path | None, day: datetime | None, form: str | None, study: Path | None) -> None:
    """List areas and codes with what they mean, as they are or as they stood on a day."""
    from qualcode.analysis.code_history import codebook_on
    from qualcode.analysis.codes import codebook
    from qualcode.exports.names import with_names_for
    from qualcode.participants.disclosure import Audience

    with opened(study or outer) as project:
        found = codebook(project.conn) if day is None else codebook_on(project.conn, day.date())
        today = project.clock.now().date()
        book = project.names.show_all(project.read(with_names_for, found, Audience.TEAM, today))
    rows = [
        {
            "index": code.index,
            "code": ("  " * depth if form is None else "") + code.name,
            "state": "" if code.is_area else str(code.state),
            "definition": code.definition,
        }
        for code, depth in book.walk()
    ]
    show(rows, form, empty="No codes then." if day else "No codes yet.", wide="definition")


@click.command("changes")
@click.option("--from", "since", type=_DAY, required=True, help="What stood at the end of this day …")
@click.option("--to", "until", type=_DAY, help="… and at the end of this one; today if not given.")
@click.option("--sentences", is_flag=True, help="As a paragraph for a methods section.")
@format_options
@study_option
@click.pass_obj
def changes(
    outer: Path | None,
    since: datetime,
    until: datetime | None,
    sentences: bool,
    form: str | None,
    study: Path | None,
) -> None:
    """Say what changed in the codebook between two days: added, renamed, merged, split, moved, redefined, retired.

    Names made of words that were withdrawn or refused are held back; in the paragraph for a methods section also
    those of words that may not be quoted.
    """
    from qualcode.analysis.code_history import changes_between
    from qualcode.analysis.code_sentences import methods
    from qualcode.exports.names import changes_for
    from qualcode.participants.disclosure import Audience

    with opened(study or outer) as project:
        today = project.clock.now().date()
        every = changes_between(project.conn, since.date(), until.date() if until is not None else today)
        readers = Audience.OUTSIDE if sentences else Audience.TEAM
        found = project.names.show_all(project.read_copy(changes_for, every, readers, today))
    if sentences:
        say(methods(found))
        return
    rows = [
        {
            "change": one.what,
            "code": one.code.title,
            "before": one.before,
            "after": one.after or ", ".join(one.others),
            "why": "; ".join(one.reasons),
        }
        for one in found
    ]
    show(rows, form, empty="The codebook was not changed.", wide="why")


@click.command("export")
@click.argument("file", type=_PATH)
@click.option("--outside", is_flag=True, help="For readers outside the team: without examples.")
@click.option("--counts", is_flag=True, help="With how many excerpts each code has (Word and Markdown).")
@click.option("--as-of", "day", type=_DAY, help="As it stood at the end of a day.")
@study_option
@click.pass_obj
def export(
    outer: Path | None, file: Path, outside: bool, counts: bool, day: datetime | None, study: Path | None
) -> None:
    """Write the codebook to FILE: .csv or .xlsx to bring in again, .docx to print as an appendix, .md to read."""
    from qualcode.analysis.code_examples import withheld
    from qualcode.analysis.code_history import codebook_on
    from qualcode.analysis.codes import codebook
    from qualcode.exports.code_counts import code_counts
    from qualcode.exports.codebook import write
    from qualcode.exports.files import check_name
    from qualcode.exports.leaving import release
    from qualcode.exports.names import book_for_file, told_of_exchange
    from qualcode.participants.disclosure import Audience

    with opened(study or outer) as project:
        check_name(file, project.names)
        found = codebook(project.conn) if day is None else codebook_on(project.conn, day.date())
        made_on = project.clock.now()
        gone = withheld(project.conn, made_on.date())
        audience = Audience.OUTSIDE if outside else Audience.TEAM
        asked = (gone.without(found), audience, made_on.date(), file.suffix)
        shown, held = project.read_copy(book_for_file, *asked), project.read_copy(told_of_exchange, *asked)
        book, title = project.names.show_all((shown, project.title))
        used = project.read_copy(code_counts) if counts else None
        say_although(project, book)
        written = release(project.names, write, book, file, title, made_on, used, audience=audience)
    for sentence in filter(None, (*written.sentences, "" if outside else gone.sentence(found), held)):
        say(sentence)
    say(f"The codebook is in {written.paths[0]}", real_names=True)


@click.command("add")
@click.argument("name")
@click.option("--under", help="The area or code it stands under; outside every area if not given.")
@click.option("--area", "is_area", is_flag=True, help="Add an area.")
@click.option("--definition", default="", help="What it means.")
@click.option("--index", default=None, help="Its index number; the next free one if not given.")
@click.option("--proposed", is_flag=True, help="As proposed, not agreed.")
@reason_option
@coder_option
@study_option
@click.pass_obj
def add(
    outer: Path | None,
    name: str,
    under: str | None,
    is_area: bool,
    definition: str,
    index: str | None,
    proposed: bool,
    reason: str,
    coder: str | None,
    study: Path | None,
) -> None:
    """Add a code or an area called NAME."""
    from qualcode.analysis.codes import codebook
    from qualcode.codebooks.code import State, next_index
    from qualcode.edits.codebook import AddCode
    from qualcode.project.placing import find_code

    with opened(study or outer, writes=True) as project:
        book = codebook(project.conn)
        parent = find_code(book, under) if under is not None else None
        number = index
        if number is None and is_area:
            number = next_index(book.areas(), "")
        elif number is None:
            number = next_index(book.children(parent.id), parent.index) if parent and parent.index else ""
        state = State.PROPOSED if proposed else State.AGREED
        edit = AddCode(name, parent.id if parent else None, is_area, number, definition, state)
        _make(project, edit, reason, coder)


@click.command("rename")
@click.argument("code")
@click.argument("name")
@reason_option
@coder_option
@study_option
@click.pass_obj
def rename(outer: Path | None, code: str, name: str, reason: str, coder: str | None, study: Path | None) -> None:
    """Call CODE (its index number or name) NAME; codings stay."""
    from qualcode.analysis.codes import codebook
    from qualcode.edits.codebook import ChangeCode
    from qualcode.project.placing import find_code

    with opened(study or outer, writes=True) as project:
        found = find_code(codebook(project.conn), code)
        _make(project, ChangeCode(found.id, {"name": name}), reason, coder)


@click.command("move")
@click.argument("code")
@click.argument("under", required=False)
@reason_option
@coder_option
@study_option
@click.pass_obj
def move(
    outer: Path | None, code: str, under: str | None, reason: str, coder: str | None, study: Path | None
) -> None:
    """Put CODE under the area or code UNDER, or outside every area; it keeps its index number."""
    from qualcode.analysis.codes import codebook
    from qualcode.edits.codebook import MoveCode
    from qualcode.project.placing import find_code

    with opened(study or outer, writes=True) as project:
        book = codebook(project.conn)
        parent = find_code(book, under).id if under is not None else None
        _make(project, MoveCode(find_code(book, code).id, parent), reason, coder)


@click.command("merge")
@click.argument("codes", nargs=-1, required=True)
@click.option("--into", required=True, help="The code that stays.")
@click.option("--preview", is_flag=True, help="Only say what would be merged and joined.")
@reason_option
@coder_option
@study_option
@click.pass_obj
def merge(
    outer: Path | None,
    codes: tuple[str, ...],
    into: str,
    preview: bool,
    reason: str,
    coder: str | None,
    study: Path | None,
) -> None:
    """Merge CODES into another, with their codings; one coder's codings of the same words are joined."""
    from qualcode.analysis.codes import codebook
    from qualcode.analysis.recodings import merge_preview
    from qualcode.edits.merging import MergeCodes
    from qualcode.project.placing import find_code

    with opened(study or outer, writes=not preview) as project:
        book = codebook(project.conn)
        survivor, merged = find_code(book, into), [find_code(book, one).id for one in codes]
        found = merge_preview(project.conn, survivor.id, merged)
        if preview:
            for label, values in found.differences:
                say(f"{label}: " + " | ".join(value or "nothing" for value in values))
        moved = sum(number for code, number in found.codings.items() if code != survivor.id)
        say(f"{moved} {'coding comes' if moved == 1 else 'codings come'} over, {found.joined} joined with another.")
        if not preview:
            _make(project, MergeCodes(survivor.id, merged), reason, coder)


@click.command("retire")
@click.argument("code")
@click.option("--back", is_flag=True, help="Bring it back instead.")
@reason_option
@coder_option
@study_option
@click.pass_obj
def retire(outer: Path | None, code: str, back: bool, reason: str, coder: str | None, study: Path | None) -> None:
    """Retire CODE: its codings stay, and no new ones are made."""
    from qualcode.analysis.codes import codebook
    from qualcode.edits.codebook import RetireCode
    from qualcode.project.placing import find_code

    with opened(study or outer, writes=True) as project:
        found = find_code(codebook(project.conn), code)
        _make(project, RetireCode(found.id, back), reason, coder)


def _make(project: Project, edit: Edit, reason: str, coder: str | None) -> None:
    from qualcode.edits.reasons import Because

    sign_in(project, coder)
    say(f"{project.make(Because(edit, reason)).label}.")


COMMANDS = (list_command, changes, import_command, from_study, export, add, rename, move, merge, retire)

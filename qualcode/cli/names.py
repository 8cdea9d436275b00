"""`qualcode names`: which real names are shown as what, and replacing them for good."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from qualcode.cli import names_off
from qualcode.cli.grouped import Grouped
from qualcode.cli.names_off import chosen_names, say_amiss
from qualcode.cli.saying import say
from qualcode.cli.study_option import coder_option, opened, sign_in, study_option
from qualcode.cli.tables import format_options, show
from qualcode.problem import Problem
from qualcode.transcripts.clean import plain

if TYPE_CHECKING:
    from qualcode.project.project import Project

F = TypeVar("F", bound=Callable[..., Any])

_KINDS = ["person", "place", "organisation", "third party", "identifying detail"]
_AGREED = "for good"


def anew_option(function: F) -> F:
    """`--anew`, for commands that may begin a list in place of one that is lost."""
    says = "The study’s list is lost: begin another. What the old one hid stays hidden."
    return click.option("--anew", is_flag=True, help=says)(function)


@click.group("names", cls=Grouped, invoke_without_command=True)
@format_options
@study_option
@click.pass_context
def command(ctx: click.Context, form: str | None, study: Path | None) -> None:
    """List the real names of the study with what is shown for them, or change the list.

    The list is kept on this machine, outside the study: it goes nowhere with it.
    """
    ctx.obj = study
    if ctx.invoked_subcommand is None:
        _list(form, study)


command.add_command(names_off.remove)
command.add_command(names_off.recover)


def _list(form: str | None, study: Path | None) -> None:
    from qualcode.participants.name_marks import names_at_hand
    from qualcode.participants.names import ListState
    from qualcode.project.key_file import key_path

    with opened(study, real_names=True) as project:
        problem = project.load_names()
        names, titles, path = names_at_hand(project.names), _titles(project), key_path(project.study_id)
    if problem is not None and names.state is ListState.MISSING:
        raise problem
    rows = [
        {
            "name": name.real,
            "shown": name.shown,
            "what": str(name.what),
            "also": [f"{one.real} = {one.shown}" if one.shown else one.real for one in name.variants],
            "as written": name.as_written,
            "documents": sorted(titles.get(one, "gone") for one in name.documents or ()),
        }
        for name in names
    ]
    show(rows, form, empty="No names yet. For example: qualcode names add “Mary Smith” “Anna Jones”", real_names=True)
    if rows and form is None:
        say(f"The list is {path}", err=True, real_names=True)
    say_amiss(problem)


@command.command("add")
@click.argument("name")
@click.argument("shown")
@click.option("--what", type=click.Choice(_KINDS), default="person", show_default=True, help="What bears the name.")
@click.option("--also", multiple=True, metavar="FORM[=SHOWN]", help="Another way it is written, such as a nickname.")
@click.option("--parts/--no-parts", default=True, help="Take up parts of the name that stand alone. [default: yes]")
@click.option(
    "--as-written", is_flag=True, help="Only with these capitals, for names that are words too (Will, May)."
)
@click.option("--document", "documents", multiple=True, help="Only in this document; may be given several times.")
@anew_option
@study_option
@click.pass_obj
def add(
    outer: Path | None,
    name: str,
    shown: str,
    what: str,
    also: tuple[str, ...],
    parts: bool,
    as_written: bool,
    documents: tuple[str, ...],
    anew: bool,
    study: Path | None,
) -> None:
    """Show SHOWN wherever NAME stands; a name that is on the list already is changed, and keeps its other forms."""
    from qualcode.participants.name_merging import with_ways_known
    from qualcode.participants.name_parts import with_name, words_apart
    from qualcode.participants.name_table import variant
    from qualcode.participants.names import Name, Names, What, is_also_a_word, variants_found
    from qualcode.project.for_good import places, texts

    with opened(study or outer, writes=True, real_names=True) as project:
        kept = frozenset(map(_document_id(project), documents)) if documents else None
        new = Name(name, shown, What(what), tuple(map(variant, also)), as_written, kept)
        words = project.read(texts)
        if parts:
            given = {one.real.casefold() for one in new.variants}
            found = [one for one, _ in variants_found(new, words) if one.real.casefold() not in given]
            new = replace(new, variants=(*new.variants, *found))
        added = words_apart(with_ways_known(new, project.names))
        former = [one for one in project.names if one.real.casefold() == name.casefold()]
        project.keep_names(with_name(project.names, former, added), anew=anew)
        here = Names(added)
        count = sum(1 for _ in places(project.conn, here))
        doubtful = not as_written and is_also_a_word(name, words)
        amiss = project.load_names()
    forms = ", ".join(form for one in added for form, _ in one.forms)
    shows = "place in the texts now shows it" if count == 1 else "places in the texts now show it"
    say(f"{count:,} {shows}: {plain(forms)}.", real_names=True)
    if len(added) > 1:
        own = " and ".join(f"“{plain(one.real)}”" for one in added[1:])
        say(f"{own} alone is another word too: it is taken only with its capitals.", err=True, real_names=True)
    if doubtful:
        say(
            f"“{plain(name.lower())}” is written small too. If that is another word, add --as-written.",
            err=True,
            real_names=True,
        )
    say_amiss(amiss)


@command.command("preview")
@click.argument("names", nargs=-1)
@format_options
@study_option
@click.pass_obj
def preview(outer: Path | None, names: tuple[str, ...], form: str | None, study: Path | None) -> None:
    """Show every place of the texts where one of the NAMES stands, all of the list where none is given."""
    from qualcode.participants.name_marks import names_at_hand
    from qualcode.participants.names import Names
    from qualcode.project.for_good import places

    with opened(study or outer, real_names=True) as project:
        chosen = chosen_names(project, names) if names else list(names_at_hand(project.names))
        rows = [
            {
                "document": place.document,
                "turn": place.turn,
                "name": place.real,
                "shown": place.shown,
                "left": place.left,
                "words": f"{place.before}[{place.real}]{place.after}",
            }
            for place in places(project.conn, Names(chosen))
        ]
    show(rows, form, empty="None of the names stands in the texts.", wide="words", real_names=True)


@command.command("suggest")
@click.option("--not", "none", multiple=True, metavar="WORDS", help="These are no name: offer them no more.")
@format_options
@study_option
@click.pass_obj
def suggest(outer: Path | None, none: tuple[str, ...], form: str | None, study: Path | None) -> None:
    """Look in the texts for words that look like names and are not on the list, and for what tells who somebody is.

    They are known by how they are written: a capital within a sentence, a title or a given name, what stands around
    them. E-mail addresses, telephone numbers, postcodes and numbers like those of the NHS are found too, as
    identifying details. Nothing is looked up anywhere. Not every name is found, nor is every word here one.
    """
    from qualcode.project.names_sought import names_sought, say_no_names

    with opened(study or outer, writes=bool(none), real_names=True) as project:
        if none:
            say_no_names(project, none)
        if (missing := project.load_names()) is not None:
            say(f"{missing.title} {missing.detail}", err=True, real_names=True)
        found, titles = project.read(names_sought), _titles(project)
    rows = [
        {
            "name": one.words,
            "what": str(one.what),
            "because": str(one.why),
            "places": one.count,
            "documents": [titles.get(document, "gone") for document in one.documents],
            "as written": one.is_also_a_word,
            "words": one.around,
        }
        for one in found.candidates
    ]
    show(rows, form, empty="Nothing in the texts looks like a name.", wide="words", real_names=True)
    for sentence in found.sentences:
        say(sentence, err=True, real_names=True)


@command.command("not-here")
@click.argument("name")
@click.argument("document")
@click.argument("turn", type=click.IntRange(min=1))
@click.option("--which", type=click.IntRange(min=1), help="Which of several places in the turn, from 1.")
@click.option("--again", is_flag=True, help="It is a name there after all.")
@coder_option
@study_option
@click.pass_obj
def not_here(
    outer: Path | None,
    name: str,
    document: str,
    turn: int,
    which: int | None,
    again: bool,
    coder: str | None,
    study: Path | None,
) -> None:
    """Say that NAME is no name in one place: turn TURN of DOCUMENT, as `preview` counts them."""
    from qualcode.edits.pseudonyms import LeaveAsSaid
    from qualcode.participants.names import Names
    from qualcode.project.for_good import places

    with opened(study or outer, writes=True, real_names=True) as project:
        sign_in(project, coder)
        document_id = _document_id(project)(document)
        chosen = Names(chosen_names(project, (name,)))
        found = [one for one in places(project.conn, chosen, [document_id]) if one.turn == turn]
        if not found:
            raise Problem(
                f"“{name}” does not stand in turn {turn} of {document}.", remedy="Look: qualcode names preview"
            )
        if which is None and len(found) > 1:
            raise Problem(
                f"“{name}” stands in {len(found)} places of turn {turn}.", remedy="Say which: --which 1 is the first."
            )
        if which is not None and which > len(found):
            raise Problem(f"“{name}” stands in {len(found)} places of turn {turn}.", remedy="Choose one of them.")
        place = found[(which or 1) - 1]
        passages = [(place.document_id, place.span)]
        project.make(LeaveAsSaid(again=passages) if again else LeaveAsSaid(passages))
    shown = place.shown if again else place.real
    say(f"In that place the words are shown as: {plain(shown)}.", real_names=True)


@command.command("import")
@click.argument("path", type=click.Path(path_type=Path))
@anew_option
@study_option
@click.pass_obj
def bring_in(outer: Path | None, path: Path, anew: bool, study: Path | None) -> None:
    """Take up the names of a table (.csv): name, shown, what, also, as written, documents."""
    from qualcode.participants.name_merging import with_ways_known
    from qualcode.participants.name_table import read_names

    with opened(study or outer, writes=True, real_names=True) as project:
        new = [with_ways_known(one, project.names) for one in read_names(path, _document_id(project))]
        given = {one.real.casefold() for one in new}
        project.keep_names([*(one for one in project.names if one.real.casefold() not in given), *new], anew=anew)
        amiss = project.load_names()
    say(f"{len(new):,} names taken up." if len(new) != 1 else "1 name taken up.")
    say_amiss(amiss)


@command.command("write")
@click.argument("path", type=click.Path(path_type=Path))
@study_option
@click.pass_obj
def write(outer: Path | None, path: Path, study: Path | None) -> None:
    """Write the list to a table (.csv), anywhere but in the study’s folder."""
    from qualcode.exports.files import put
    from qualcode.participants.name_marks import names_at_hand
    from qualcode.participants.name_table import as_csv
    from qualcode.project.key_file import check_apart

    if path.suffix.casefold() != ".csv":
        raise Problem(f"A list of names cannot be written as {path.name}.", remedy="Let the name end in .csv.")
    with opened(study or outer, real_names=True) as project:
        check_apart(path, project.path)
        titles = _titles(project)
        table = as_csv(names_at_hand(project.names), lambda one: titles.get(one, "gone"))
    written = put(table.encode("utf-8-sig"), path)
    for sentence in written.sentences:
        say(sentence, real_names=True)
    say(f"The list is in {written.paths[0]}. It holds real names: keep it safe.", real_names=True)


@command.command("nothing-to-hide")
@click.argument("reason")
@coder_option
@study_option
@click.pass_obj
def nothing_to_hide(outer: Path | None, reason: str, coder: str | None, study: Path | None) -> None:
    """Say that the study has no name to hide, and why; it is kept as a memo, with who said so."""
    with opened(study or outer, writes=True, real_names=True) as project:
        sign_in(project, coder)
        project.say_nothing_to_hide(reason)
    say("Recorded. Reports for readers outside can be written.")


@command.command("for-good")
@click.argument("names", nargs=-1, required=True)
@click.option("--agreed", metavar="WORDS", help=f"Do not ask: the words are “{_AGREED}”.")
@click.option("--team-too", is_flag=True, help="Whoever codes and is called so is the same person: replace it there.")
@coder_option
@study_option
@click.pass_obj
def for_good(
    outer: Path | None,
    names: tuple[str, ...],
    agreed: str | None,
    team_too: bool,
    coder: str | None,
    study: Path | None,
) -> None:
    """Replace NAMES of the list in the study itself, its history and its backups. It cannot be undone."""
    from qualcode.participants.names import Names
    from qualcode.project.for_good import places, replace_for_good

    with opened(study or outer, real_names=True) as project:
        chosen = chosen_names(project, names)
        count = sum(not place.left for place in places(project.conn, Names(chosen)))
        path = project.path
    say(
        f"{count:,} places in the texts, and the same words in codes, memos, the history and the backups, "
        "will hold the replacement for good. This cannot be undone. See them with: qualcode names preview"
    )
    if agreed is None and sys.stdin.isatty():
        if not click.confirm("Replace them?"):
            raise Problem("Nothing was changed.")
        agreed = click.prompt(f"It cannot be undone. Type “{_AGREED}” to go on")
    if agreed is None or agreed.strip().casefold() != _AGREED:
        raise Problem("Nothing was changed.", remedy=f"To go on, say --agreed “{_AGREED}”.")
    outcome = replace_for_good(path, chosen, coder, team_too=team_too)
    for sentence in outcome.sentences:
        say(sentence, real_names=True)
    if outcome.left:
        raise Problem(
            "Not every byte could be cleaned.",
            f"A name still stands in: {', '.join(file.name for file in outcome.left)}.",
            "Delete these files, or run the command again.",
        )
    say("The list of names on this machine still holds them: take them off with “qualcode names remove”.")


def _titles(project: Project) -> dict[str, str]:
    return dict(project.conn.execute("SELECT id, name FROM document WHERE deleted_at IS NULL"))


def _document_id(project: Project) -> Callable[[str], str]:
    from qualcode.project.placing import find_document

    return lambda named: find_document(project.conn, named).id

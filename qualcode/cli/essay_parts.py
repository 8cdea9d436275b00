"""`qualcode essay add` and what else is done to the parts of an outline, and to what stands after its quotes."""

from __future__ import annotations

from pathlib import Path

import click

from qualcode.cli.outlines import after_part, essay_id, part_called, read_outline
from qualcode.cli.saying import say
from qualcode.cli.study_option import coder_option, opened, sign_in, study_option
from qualcode.problem import Problem


@click.command("add")
@click.argument("essay")
@click.argument("words")
@click.option("--note", is_flag=True, help="A note of the writer’s, not a heading.")
@click.option("--after", help="The part before it: its number, a quote’s id, or “first”; at the end if not given.")
@coder_option
@study_option
def add(essay: str, words: str, note: bool, after: str | None, coder: str | None, study: Path | None) -> None:
    """Put a heading of these WORDS into ESSAY, or a note."""
    from qualcode.edits.essays import AddPart
    from qualcode.essays.essay import PartKind

    with opened(study, writes=True) as project:
        sign_in(project, coder)
        place = after_part(project.conn, project.read_copy(read_outline, essay, project.clock.now()), after)
        kind = PartKind.NOTE if note else PartKind.HEADING
        say(f"{project.make(AddPart(essay_id(project.conn, essay), kind, words, place)).label}.")


@click.command("cite")
@click.argument("essay")
@click.argument("document")
@click.option("--no-longer", is_flag=True, help="It is cited no more.")
@coder_option
@study_option
def cite(essay: str, document: str, no_longer: bool, coder: str | None, study: Path | None) -> None:
    """Say that ESSAY cites DOCUMENT, a piece of evidence; it stands in the reference list then."""
    from qualcode.edits.essays import CiteEvidence, StopCiting
    from qualcode.project.placing import find_document

    with opened(study, writes=True) as project:
        sign_in(project, coder)
        edit = StopCiting if no_longer else CiteEvidence
        named = find_document(project.conn, document).id
        say(f"{project.make(edit(essay_id(project.conn, essay), named)).label}.")


@click.command("move")
@click.argument("essay")
@click.argument("parts", nargs=-1, required=True)
@click.option("--after", help="The part before them: its number, a quote’s id, or “first”; at the end if not given.")
@click.option("--with-section", is_flag=True, help="Headings take all that stands under them along.")
@coder_option
@study_option
def move(
    essay: str, parts: tuple[str, ...], after: str | None, with_section: bool, coder: str | None, study: Path | None
) -> None:
    """Move PARTS of ESSAY, given by their numbers or ids, together and in this order."""
    from qualcode.edits.essays import MoveParts

    with opened(study, writes=True) as project:
        sign_in(project, coder)
        found = project.read_copy(read_outline, essay, project.clock.now())
        ids = [part_called(project.conn, found, one) for one in parts]
        if with_section:
            ids = list(dict.fromkeys(held for one in ids for held in found.section(one) or (one,)))
        edit = MoveParts(ids, essay_id(project.conn, essay), after_part(project.conn, found, after))
        say(f"{project.make(edit).label}.")


@click.command("reword")
@click.argument("essay")
@click.argument("part")
@click.argument("words")
@coder_option
@study_option
def reword(essay: str, part: str, words: str, coder: str | None, study: Path | None) -> None:
    """Put a heading or a note of ESSAY, PART by its number, in these WORDS."""
    from qualcode.edits.essays import ChangePart

    with opened(study, writes=True) as project:
        sign_in(project, coder)
        meant = part_called(project.conn, project.read_copy(read_outline, essay, project.clock.now()), part)
        say(f"{project.make(ChangePart(meant, words)).label}.")


@click.command("take-out")
@click.argument("essay")
@click.argument("parts", nargs=-1, required=True)
@coder_option
@study_option
def take_out(essay: str, parts: tuple[str, ...], coder: str | None, study: Path | None) -> None:
    """Take headings and notes out of ESSAY, by their numbers; quotes among PARTS go to kept."""
    from qualcode.edits.essays import RemoveParts
    from qualcode.edits.quotes import ToKept
    from qualcode.edits.store import Edit
    from qualcode.edits.together import Together

    with opened(study, writes=True) as project:
        sign_in(project, coder)
        found = project.read_copy(read_outline, essay, project.clock.now())
        meant = dict.fromkeys(part_called(project.conn, found, one) for one in parts)
        quotes = [one.id for one in found.quotes if one.id in meant]
        written = [one for one in meant if one not in quotes]
        edits: list[Edit] = [RemoveParts(written)] if written else []
        if quotes:
            edits.append(ToKept(quotes))
        say(f"{project.make(Together(edits) if len(edits) > 1 else edits[0]).label}.")


@click.command("style")
@click.argument("essay", required=False)
@click.option("--no-pseudonym", is_flag=True, help="Print the facts alone, not who it is.")
@click.option("--fact", "facts", multiple=True, metavar="ATTRIBUTE", help="Print this; may be given several times.")
@click.option("--no-facts", is_flag=True, help="Print no facts.")
@click.option(
    "--where", type=click.Choice(["nothing", "turn", "time", "turn and time"]), default="nothing", show_default=True
)
@click.option("--id", "excerpt_id", is_flag=True, help="Print the quote’s id.")
@click.option("--as-the-study", is_flag=True, help="Take the style of ESSAY away: it is cited as all others are.")
@coder_option
@study_option
def style_of_quotes(
    essay: str | None,
    no_pseudonym: bool,
    facts: tuple[str, ...],
    no_facts: bool,
    where: str,
    excerpt_id: bool,
    as_the_study: bool,
    coder: str | None,
    study: Path | None,
) -> None:
    """Choose what stands after the quotes of ESSAY, or of every essay of the study where none is named.

    Facts that may not be printed never are; without --fact all that may be are printed.
    """
    from qualcode.analysis.surveys import find_attribute
    from qualcode.edits.essays import SetCitationStyle
    from qualcode.essays.citing import CitationStyle, Where

    if no_facts and facts:
        raise Problem("Are facts to be printed or not?", remedy="Give --fact or --no-facts.")
    with opened(study, writes=True) as project:
        chosen = tuple(find_attribute(project.conn, one) for one in facts) if facts or no_facts else None
        style = CitationStyle(not no_pseudonym, chosen, Where(where), excerpt_id)
        sign_in(project, coder)
        meant = None if essay is None else essay_id(project.conn, essay)
        edit = SetCitationStyle(None if as_the_study else style, meant)
        say(f"{project.make(edit).label}.")


COMMANDS = (add, cite, move, reword, take_out, style_of_quotes)

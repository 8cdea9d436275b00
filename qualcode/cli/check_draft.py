"""`qualcode check-draft`: a draft held against the transcripts, every quotation of it."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from qualcode.cli.saying import say
from qualcode.cli.study_option import coder_option, opened, sign_in, study_option
from qualcode.cli.tables import format_options, show
from qualcode.problem import Problem
from qualcode.transcripts.quoting import in_marks

if TYPE_CHECKING:
    from qualcode.essays.findings import Checked, Finding
    from qualcode.project.project import Project

_LONGEST = 60  # characters of a quotation in a table for the screen


@click.command("check-draft")
@click.argument("draft", metavar="FILE", type=click.Path(path_type=Path))
@click.option("--team", is_flag=True, help="The draft is for the study team: only what was withdrawn is held back.")
@click.option("--all", "everything", is_flag=True, help="List the quotations with which nothing is wrong, too.")
@click.option(
    "--comments",
    "copy",
    metavar="OUT.docx",
    type=click.Path(path_type=Path),
    help="Write a copy of the draft with a Word comment on each problem.",
)
@click.option(
    "--used-in",
    metavar="TITLE",
    help="Record that the finished text of this title uses the quotes with which nothing is wrong, in place of "
    "what was recorded of it before.",
)
@click.option(
    "--not-ours",
    metavar="WORDS",
    multiple=True,
    help="Say that the quotation that begins with these words is no participant’s: a term, a title, another text. "
    "No draft is asked about it again; words that stand in the study are never passed over.",
)
@click.option("--ours", metavar="WORDS", multiple=True, help="Take back what --not-ours said of these words.")
@format_options
@coder_option
@study_option
def command(
    draft: Path,
    team: bool,
    everything: bool,
    copy: Path | None,
    used_in: str | None,
    not_ours: tuple[str, ...],
    ours: tuple[str, ...],
    form: str | None,
    coder: str | None,
    study: Path | None,
) -> None:
    """Find every quotation of a draft in the study, and say what is wrong with it.

    FILE is a .docx, .odt, .md or .txt; it is read, never written to. A quotation is what stands in quotation marks or
    is set apart in a style for quotations. […], [own words] and a capital at the start are the writer’s to set; every
    other change is shown word by word. Exit status 1 means that there is something to look at.

    \b
    qualcode check-draft essay.docx
    qualcode check-draft essay.docx --comments essay-checked.docx
    """
    from qualcode.essays.check_draft import check_draft
    from qualcode.essays.drafts import read_draft
    from qualcode.essays.told import names_in_words, summary
    from qualcode.participants.disclosure import Audience

    read = read_draft(draft)
    today = datetime.now().astimezone().date()
    writes = bool(used_in is not None or not_ours or ours)
    with opened(study, writes=writes) as project:
        if writes:
            sign_in(project, coder)
        audience = Audience.TEAM if team else Audience.OUTSIDE
        checked = project.read(check_draft, read, on=today, audience=audience)
        if said := _say_whose(project, checked, not_ours, ours):
            checked = project.read(check_draft, read, on=today, audience=audience)
        saved = None if copy is None else _write(project, checked, copy, today)
        recorded = "" if used_in is None else _record(project, checked, used_in)
    listed = checked.findings if everything or form else checked.problems
    if form is None and listed:
        say("For the study team only")
    show([_row(one, form) for one in listed], form, empty="Nothing to look at.", wide=None)
    if form is None:
        for one in listed:
            _say_troubles(one)
        for one in checked.findings:
            if one.although and not one.troubles:
                say(f"{one.place}: {one.although}")
    say(summary(checked), err=form is not None)
    if reason := names_in_words(checked):
        say(reason, err=True)
    for sentence in said:
        say(sentence, err=form is not None)
    if saved is not None:
        say(saved, err=form is not None, real_names=True)
    if recorded:
        say(recorded, err=form is not None)
    if checked.problems:
        sys.exit(1)


def _row(finding: Finding, form: str | None) -> dict[str, Any]:
    from qualcode.essays.told import sources_in_words

    troubles = [str(told.trouble) for told in finding.troubles]
    if form is None:
        said = f"{finding.words}, {finding.where}" if finding.where else finding.words
        words = said if len(said) <= _LONGEST else f"{said[: _LONGEST - 1].rstrip()}…"
        return {"where": finding.place, "words": words, "found": ", ".join(troubles) or finding.found}
    return {
        "where": finding.place,
        "under": finding.heading,
        "begins": finding.begins,
        "words": finding.words,
        "found": finding.found,
        "problems": troubles,
        "participants": list(dict.fromkeys(who for source in finding.sources for who in source.who)),
        "source": sources_in_words(finding),
        "what differs": "; ".join(map(str, finding.differences)),
        "told": " ".join(
            filter(None, (*(told.sentence for told in finding.troubles), finding.although, *finding.notes))
        ),
        "audience": "team",
    }


def _say_troubles(finding: Finding) -> None:
    """Under the table, a paragraph for each problem: what is wrong, and where the words stand."""
    from qualcode.essays.told import comment, place_in_words

    if not finding.troubles:
        return
    say()
    say(f"{place_in_words(finding)}: “{finding.words}”")
    for line in comment(finding).split("\n"):
        say(f"  {line}")


def _say_whose(project: Project, checked: Checked, not_ours: Sequence[str], ours: Sequence[str]) -> list[str]:
    """Say of quotations of the draft that they are no participant's, or take that back; gives what was done."""
    from qualcode.edits.not_ours import SayNotOurs
    from qualcode.edits.together import Together
    from qualcode.essays.not_ours import beginning_with
    from qualcode.essays.not_ours import not_ours as said_before

    found = [one.words for one in checked.findings if one.may_be_others]
    edits = [SayNotOurs(words) for start in not_ours for words in beginning_with(start, found)]
    before = said_before(project.conn).values()
    again = (words for start in ours for words in beginning_with(start, before, said_before=True))
    edits += [SayNotOurs(words, is_so=False) for words in again]
    if not edits:
        return []
    made = project.make(Together(edits))
    told = {True: "no participant’s words", False: "looked for in drafts again"}
    labels = [f"{in_marks(edit.words)}: {told[edit.is_so]}." for edit in edits]
    return [*labels, "“qualcode undo” takes it back." if made.changes else "That was said already."]


def _record(project: Project, checked: Checked, title: str) -> str:
    """Record the use of every quote of the draft, and keep those that are not kept yet; gives what was done."""
    from qualcode.edits.finished_drafts import RecordDraft, nothing_in_words, recorded_in_words
    from qualcode.essays.quotes import uses
    from qualcode.essays.used import used

    found = used(checked)
    earlier = (use.title for some in uses(project.conn).values() for use in some)
    if found.is_nothing and title not in earlier:
        return nothing_in_words(found)
    made = project.make(RecordDraft(found, title, project.names.show(checked.draft.name), checked.audience))
    told = recorded_in_words(found, made.label, changed=bool(made.changes))
    return f"{told} “qualcode undo” takes it back." if made.changes else told


def _write(project: Project, checked: Checked, path: Path, day: date) -> str:
    """Write the copy with comments to a new file; gives the sentence that says where it is."""
    from qualcode.exports.checked_draft import write_commented

    if path.suffix.casefold() != ".docx":
        raise Problem("The copy with comments is a Word document.", remedy="Let its name end in .docx.")
    if path.exists():
        raise Problem(f"There is a file {path.name} already.", "Nothing was written over.", "Give another name.")
    written = write_commented(checked, path, day, project.names)
    return "\n".join((f"The copy with comments: {written.paths[0]}", *written.sentences))

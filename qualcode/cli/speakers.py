"""`qualcode speakers`: who speaks where, and putting labels right."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from qualcode.cli.saying import say
from qualcode.cli.study_option import coder_option, opened, sign_in, study_option
from qualcode.cli.tables import format_options, show
from qualcode.problem import Problem
from qualcode.transcripts.clean import plain

if TYPE_CHECKING:
    from qualcode.analysis.speakers import SpeakerLine
    from qualcode.edits.speaker_decisions import Decision
    from qualcode.project.project import Project


@click.command("speakers")
@click.option("--document", help="Only the speakers of this document; its name or part of it.")
@click.option("--merge", multiple=True, metavar="LABEL=LABEL", help="The first is the same speaker as the second.")
@click.option("--rename", multiple=True, metavar="LABEL=LABEL", help="Give a speaker another label.")
@click.option("--interviewer", multiple=True, metavar="LABEL", help="They ask the questions.")
@click.option("--participant", multiple=True, metavar="LABEL=P03", help="Whose words these are; a new one is added.")
@click.option("--nobody", multiple=True, metavar="LABEL", help="They are neither: an unknown voice.")
@click.option("--suggested", is_flag=True, help="Do what the column “looks like” suggests.")
@click.option(
    "--from",
    "source",
    type=click.Path(path_type=Path),
    help="The table that --csv prints, with “new label” and “is” changed.",
)
@click.option("--preview", is_flag=True, help="Say what would be done, and do nothing.")
@click.option(
    "--because", default="", help="Why; needed where somebody withdrew, or agreed to less than they come under."
)
@format_options
@coder_option
@study_option
def command(
    document: str | None,
    merge: tuple[str, ...],
    rename: tuple[str, ...],
    interviewer: tuple[str, ...],
    participant: tuple[str, ...],
    nobody: tuple[str, ...],
    suggested: bool,
    source: Path | None,
    preview: bool,
    because: str,
    form: str | None,
    coder: str | None,
    study: Path | None,
) -> None:
    """List the speakers of the documents, or say which are one, who asks, and whose words they are.

    All that is said in one go is one step to undo. For example:
    qualcode speakers --merge BSRO6=BSR06 --interviewer "Jonas Rosland" --participant "Speaker 2=P03"
    """
    wishes = _Wishes()
    wishes.add(merge, _merged, pair="--merge BSRO6=BSR06")
    wishes.add(rename, _renamed, pair="--rename BSRO6=BSR06")
    wishes.add(interviewer, lambda lines, label, _: _who(lines, label, "interviewer"))
    wishes.add(participant, _who, pair='--participant "Speaker 2=P03"')
    wishes.add(nobody, lambda lines, label, _: _who(lines, label, "nobody"))
    if not (wishes.all or suggested or source):
        _list(document, form, study)
        return
    with opened(study, writes=not preview) as project:
        lines = _lines(project, document)
        decisions: dict[str, Decision] = _suggested(project, lines) if suggested else {}
        if source is not None:
            decisions |= _from_table(source, lines)
        for wish in wishes.all:
            decisions |= {one.speaker_id: one for one in wish(lines, decisions)}
        asks = suggested or source is not None
        _carry_out(project, lines, decisions, coder, preview=preview, ask=asks, because=because)


_Wish = Callable[["Sequence[SpeakerLine]", "dict[str, Decision]"], "list[Decision]"]
_Decide = Callable[["_Heard", str, str], "list[Decision]"]


class _Heard:
    """The lines of the study, and what was decided before."""

    def __init__(self, lines: Sequence[SpeakerLine], decisions: dict[str, Decision]) -> None:
        self.lines = lines
        self.decisions = decisions

    def decided(self, line: SpeakerLine) -> Decision:
        from qualcode.edits.speaker_decisions import Decision

        return self.decisions.get(line.id, Decision(line.id))

    def named(self, label: str) -> list[SpeakerLine]:
        """The lines with a label; where none has it to the letter, case, spaces and punctuation aside."""
        from qualcode.transcripts.speakers import speaker_key

        exact = [line for line in self.lines if line.label == label.strip()]
        found = exact or [line for line in self.lines if speaker_key(line.label) == speaker_key(label)]
        if not found:
            raise Problem(f"No speaker is called “{label}”.", remedy="“qualcode speakers” lists them.")
        return found


class _Wishes:
    """What the options ask for, to be decided once the study is open."""

    def __init__(self) -> None:
        self.all: list[_Wish] = []

    def add(self, values: Sequence[str], decide: _Decide, *, pair: str = "") -> None:
        """Take the values of an option; `pair` is an example of one that needs `=`."""
        for value in values:
            label, equals, other = value.partition("=")
            if pair and not (equals and label.strip() and other.strip()):
                raise Problem(f"“{value}” does not say of whom what.", remedy=f"For example: {pair}")
            self.all.append(_wish(decide, label if pair else value, other.strip()))


def _wish(decide: _Decide, label: str, other: str) -> _Wish:
    return lambda lines, decisions: decide(_Heard(lines, decisions), label, other)


def _merged(heard: _Heard, label: str, other: str) -> list[Decision]:
    from qualcode.analysis.speakers import speaker_rows
    from qualcode.edits.speaker_decisions import joined

    rows = sorted(speaker_rows(heard.named(other)), key=lambda row: -row.turns)
    lines = heard.named(label)
    if {line.id for line in lines} == {line.id for row in rows for line in row.lines}:
        rows = rows[:1]
    stays = [line for row in rows for line in row.lines]
    documents = {line.document_id for line in stays}
    if len({row.who for row in rows}) > 1 and any(line.document_id not in documents for line in lines):
        raise Problem(
            f"“{other}” is several people: {', '.join(row.who for row in rows)}.",
            remedy="Say whose words these are with --participant LABEL=P03, or name a --document.",
        )
    kept = {line.id for line in stays}
    return joined([line for line in lines if line.id not in kept], stays, heard.decisions)


def _renamed(heard: _Heard, label: str, other: str) -> list[Decision]:
    return [replace(heard.decided(line), label=other) for line in heard.named(label)]


def _who(heard: _Heard, label: str, who: str) -> list[Decision]:
    return [heard.decided(line).with_who(who) for line in heard.named(label)]


def _lines(project: Project, document: str | None) -> list[SpeakerLine]:
    from qualcode.analysis.speakers import speaker_lines
    from qualcode.project.placing import find_document

    wanted = find_document(project.conn, document).id if document is not None else None
    return [line for line in speaker_lines(project.conn) if wanted in (None, line.document_id)]


def _suggested(project: Project, lines: Sequence[SpeakerLine]) -> dict[str, Decision]:
    from qualcode.analysis.speakers import speaker_lines, speaker_rows
    from qualcode.edits.speaker_decisions import suggested

    here = {line.id for line in lines}
    whole = suggested(speaker_rows(speaker_lines(project.conn)))
    return {speaker_id: one for speaker_id, one in whole.items() if speaker_id in here}


def _from_table(source: Path, lines: Sequence[SpeakerLine]) -> dict[str, Decision]:
    from qualcode.project.speaker_tables import read_decisions

    read = read_decisions(source, lines)
    if read.unmatched:
        say(f"Not in the study, left out: {plain(', '.join(read.unmatched))}.")
    return read.decisions


def _carry_out(
    project: Project,
    lines: Sequence[SpeakerLine],
    decisions: dict[str, Decision],
    coder: str | None,
    *,
    preview: bool,
    ask: bool,
    because: str,
) -> None:
    from qualcode.analysis.people import participants
    from qualcode.analysis.speakers import in_turn
    from qualcode.edits.speaker_decisions import in_force, one_person, told
    from qualcode.edits.speakers import ReviewSpeakers

    decisions = in_force(lines, decisions)
    if not decisions:
        say("That is so already; nothing was changed.")
        return
    for sentence in told(lines, decisions, [person.pseudonym for person in participants(project.conn)]):
        say(plain(sentence))
    doubtful = in_turn(project.conn, {one.speaker_id: one.into for one in decisions.values() if one.into is not None})
    said = [one.speaker_id for one in decisions.values() if one.person]
    doubtful += in_turn(project.conn, one_person(lines, decisions, said), 1)
    for sentence in doubtful:
        say(plain(f"? {sentence}"))
    if preview:
        say("Nothing was changed: leave out --preview to do it.")
        return
    if (ask or doubtful) and sys.stdin.isatty() and not click.confirm("Do this?", default=True):
        say("Nothing was changed.")
        return
    sign_in(project, coder)
    edit = ReviewSpeakers(list(decisions.values()), because=because)
    for sentence in project.make(edit).told:
        say(plain(sentence))
    if edit.removed:
        say(f"Taken out of the table of participants: {plain(', '.join(edit.removed))}.")
    if edit.kept:
        say(f"Kept, for something is recorded of them: {plain(', '.join(edit.kept))}.")
    say("Done. “qualcode undo” takes it back as one step.")


def _list(document: str | None, form: str | None, study: Path | None) -> None:
    from dataclasses import replace

    from qualcode.analysis.objections import ObjectedWords
    from qualcode.analysis.speakers import speaker_lines, speaker_rows
    from qualcode.analysis.verbatims import withdrawn
    from qualcode.project.placing import find_document
    from qualcode.project.speaker_tables import speaker_table

    with opened(study) as project:
        wanted = find_document(project.conn, document).id if document is not None else None
        lines = speaker_lines(project.conn)
        gone = withdrawn(project.conn)
        lines = [
            line if gone.isdisjoint((line.participant_id, line.document_id)) else replace(line, first_words="")
            for line in lines
        ]
        if form is not None:  # other programs read it, so nothing stands there that somebody refused to see printed
            objected = ObjectedWords(project.conn)
            lines = [
                replace(line, first_words="(held back)") if objected.refused_in(line.first_words) else line
                for line in lines
            ]
    shown = [line for line in lines if wanted in (None, line.document_id)]
    rows = speaker_table(shown, speaker_rows(lines))
    alike = list(dict.fromkeys(row["looks like"] for row in rows if row["looks like"]))
    if form is None:
        hidden = ("new label", "looks like")
        rows = [{key: value for key, value in row.items() if key not in hidden} for row in rows]
    show(rows, form, empty="No speakers yet: they come with imported transcripts.", wide="first words")
    if form is None and alike:
        say()
        for sentence in alike:
            say(plain(f"? {sentence}"))
        say("“qualcode speakers --suggested --preview” says what that would change.")

"""`qualcode text`: correct words, split and join turns, say who speaks."""

from __future__ import annotations

from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from qualcode.cli.grouped import Grouped
from qualcode.cli.saying import say
from qualcode.cli.study_option import coder_option, opened, sign_in, study_option
from qualcode.cli.tables import format_options, show
from qualcode.problem import Problem
from qualcode.transcripts.clean import plain

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from qualcode.analysis.documents import OpenDocument
    from qualcode.edits.texts import TextEdit


@click.group("text", cls=Grouped)
def command() -> None:
    """Correct a document's text; every coding, memo and quote finds its words, and undo takes a change back."""


def _changing(function: Callable[..., Any]) -> Callable[..., Any]:
    """The options of everything that changes a text."""
    for option in (
        study_option,
        coder_option,
        click.option("--yes", is_flag=True, help="Do it even where a coding has no words left."),
        click.option("--show", "only_show", is_flag=True, help="Only say what would happen."),
    ):
        function = option(function)
    return function


def _passing_on(function: Callable[..., Any]) -> Callable[..., Any]:
    """The option of what may give words to somebody else."""
    return click.option(
        "--because", default="", help="Why words of somebody who withdrew, or agreed to less, are given to another."
    )(function)


@command.command("fix")
@click.argument("document")
@click.option("--find", "find", required=True, help="The words, exactly as they stand in the document.")
@click.option("--replace", "words", required=True, help="The words to put there; empty takes them out.")
@click.option("--turn", type=int, help="Look only in this turn.")
@click.option(
    "--occurrence", default=1, show_default=True, help="Which one, where the words stand there several times."
)
@_changing
def fix(document: str, find: str, words: str, turn: int | None, occurrence: int, **how: Any) -> None:
    """Put other words in the place of some.

    For example: qualcode text fix garden --find "the chemists" --replace "the chemist’s"
    """

    def edit(seen: OpenDocument) -> TextEdit:
        from qualcode.edits.texts import ReplaceWords

        return ReplaceWords(seen.id, _found(seen, find, turn, occurrence), words, seen.version_id)

    _change(document, edit, **how)


@command.command("split")
@click.argument("document")
@click.option("--before", required=True, help="The first words of the second turn, as they stand in the document.")
@click.option("--turn", type=int, help="Look only in this turn.")
@click.option("--occurrence", default=1, show_default=True, help="Which one, where they stand there several times.")
@click.option("--speaker", help="Who says the second turn: a participant, such as P04, or a new label.")
@_passing_on
@_changing
def split(
    document: str, before: str, turn: int | None, occurrence: int, speaker: str | None, because: str, **how: Any
) -> None:
    """Make two turns of one."""

    def edit(seen: OpenDocument) -> TextEdit:
        from qualcode.edits.texts import SplitTurn

        at = _found(seen, before, turn, occurrence).start
        number = sum(one.start <= at for one in seen.turns)
        return SplitTurn(seen.id, number, at, *_speaker(seen, speaker), seen.version_id, because)

    _change(document, edit, given=[speaker] if speaker else [], **how)


@command.command("join")
@click.argument("document")
@click.option("--turn", type=int, required=True, help="The number of the later turn.")
@_passing_on
@_changing
def join(document: str, turn: int, because: str, **how: Any) -> None:
    """Make one turn of a turn and the one before it, by who says that one."""

    def edit(seen: OpenDocument) -> TextEdit:
        from qualcode.edits.texts import JoinTurn

        return JoinTurn(seen.id, turn, seen.version_id, because)

    _change(document, edit, **how)


@command.command("speaker")
@click.argument("document")
@click.option("--turn", "turns", multiple=True, help="The number of a turn, or several, such as 3-9.")
@click.option("--nobodys", is_flag=True, help="All turns that nobody is named for.")
@click.option(
    "--is",
    "speakers",
    multiple=True,
    required=True,
    help="Who says it: a speaker of the document, a participant, or a new label; given twice, the two take turns.",
)
@_passing_on
@_changing
def speaker(
    document: str, turns: tuple[str, ...], nobodys: bool, speakers: tuple[str, ...], because: str, **how: Any
) -> None:
    """Say who speaks some turns; the others stay as they are.

    For example: qualcode text speaker garden --nobodys --is Interviewer --is P04
    """

    def edit(seen: OpenDocument) -> TextEdit:
        from qualcode.edits.texts import ChangeTurnSpeaker, GiveTurns, Speaks, without_speaker

        wanted = [_numbers(turn)[: len(seen.turns) + 1] for turn in turns]  # one too many is refused in words
        numbers = {*chain(*wanted), *(without_speaker(seen.turns) if nobodys else ())}
        if not numbers:
            remedy = "" if nobodys else "Give --turn or --nobodys."
            raise Problem("Every turn has a speaker." if nobodys else "Which turns?", remedy=remedy)
        named = [Speaks(*_speaker(seen, one)) for one in speakers]
        if len(numbers) == len(named) == 1:
            return ChangeTurnSpeaker(seen.id, min(numbers), *named[0], seen.version_id, because)
        return GiveTurns(seen.id, sorted(numbers), named, seen.version_id, because)

    _change(document, edit, given=speakers, **how)


def _numbers(turns: str) -> range:
    """`3` or `3-9` as numbers of turns."""
    first, to, last = turns.replace("–", "-").partition("-")
    if not first.strip().isdecimal() or (to and not last.strip().isdecimal()):
        raise Problem(f"“{turns}” is no turn.", remedy="Give a number, or several such as 3-9.")
    return range(int(first), int(last if to else first) + 1)


@command.command("resting")
@click.argument("document", required=False)
@format_options
@study_option
def resting(document: str | None, form: str | None, study: Path | None) -> None:
    """List the codings whose words were taken out of the text; each comes back with its words."""
    from qualcode.analysis.documents import documents
    from qualcode.analysis.excerpts import short_id
    from qualcode.analysis.notes import resting as resting_codings
    from qualcode.project.placing import find_document

    with opened(study) as project:
        names = {line.id: line.name for line in documents(project.conn)}
        wanted = None if document is None else find_document(project.conn, document).id
        rows = [
            {
                "id": short_id(one.id),
                "document": names.get(one.document_id, ""),
                "code": one.code,
                "coder": one.coder,
                "words": " ".join(project.names.show(one.words, one.document_id).split()),
            }
            for one in resting_codings(project.conn, wanted)
        ]
    show(rows, form, empty="Every coding has its words.", wide="words")


def _found(seen: OpenDocument, words: str, turn: int | None, occurrence: int) -> Any:
    """Where words stand in a document, or in one turn of it."""
    from qualcode.analysis.passages import find_words, turn_span
    from qualcode.transcripts.span import Span

    inside = Span(0, len(seen.text)) if turn is None else turn_span(seen.turns, turn)
    found = find_words(inside.of(seen.text), words, occurrence)
    return Span(inside.start + found.start, inside.start + found.end)


def _speaker(seen: OpenDocument, named: str | None) -> tuple[str | None, str]:
    """An interviewer or a participant of the document as shown, by id; else a name, of anybody."""
    wanted = " ".join((named or "").split()).casefold()
    who = [one for one in seen.speakers.values() if one.is_interviewer or one.participant_id is not None]
    found = next((one.id for one in who if one.shown.casefold() == wanted), None)
    return (None, named or "") if found is None else (found, "")


def _change(
    named: str,
    edit: Callable[[OpenDocument], TextEdit],
    only_show: bool,
    yes: bool,
    coder: str | None,
    study: Path | None,
    given: Sequence[str] = (),
) -> None:
    """Say what a change does, make it, and say whose the turns are that were `given` to somebody."""
    from qualcode.analysis.documents import open_document
    from qualcode.analysis.given_turns import Agreed, passed_by, whose_now
    from qualcode.analysis.people import pseudonyms
    from qualcode.analysis.text_changes import effect, tied_to
    from qualcode.project.placing import find_document

    with opened(study, writes=not only_show) as project:
        seen = open_document(project.conn, find_document(project.conn, named).id)
        if seen is None:
            raise Problem("This document is no longer in the study.")
        wanted, names = edit(seen), project.names
        change = wanted.change_of(seen.text, seen.turns)
        does = effect(
            seen.text, seen.turns, change, tied_to(project.conn, seen.id), lambda words: names.show(words, seen.id)
        )
        agreed = Agreed(project.conn, project.clock.now().date())
        told = [plain(one) for one in (*does.sentences(), *agreed.sentences(passed_by(project.conn, seen, change)))]
        if does.emptied and not (yes or only_show):
            raise Problem(told[0], "\n".join(told[1:]), "Add --yes to do it; “qualcode undo” brings all back.")
        say("\n".join(told))
        if only_show:
            return
        sign_in(project, coder)
        known = {one for one, _ in pseudonyms(project.conn)}
        made = project.make(wanted)
        whose = (
            whose_now(project.conn, seen.id, [_speaker(seen, one) for one in given], known) if made.changes else []
        )
    say(f"Changed: {plain(made.label)}." if made.changes else "That was so already; nothing was changed.")
    for sentence in (*(one for one in made.told if plain(one) not in told), *whose):
        say(plain(sentence))

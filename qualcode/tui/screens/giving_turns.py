"""Saying who speaks, of one turn or of many at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from qualcode.analysis.documents import OpenDocument
from qualcode.analysis.given_turns import Agreed, passed_by, whose_now
from qualcode.analysis.people import pseudonyms
from qualcode.edits.texts import GiveTurns, Speaks, TextEdit
from qualcode.exports.phrases import counted
from qualcode.problem import Problem
from qualcode.project.project import Project
from qualcode.transcripts.graphemes import cut
from qualcode.tui.screens.place import Place
from qualcode.tui.screens.questions import AskLine, Choose
from qualcode.tui.screens.reason_wanted import make_because

_ELSE, _IN_TURN = "", "in turn"
_QUOTED = 50  # cells


@dataclass(frozen=True)
class Turns:
    """Some turns of a document, by their numbers from 1, and what they are called where one chooses among several."""

    words: str
    numbers: Sequence[int]


async def ask_speaker(
    screen: Place, seen: OpenDocument, title: str, words: str, now: str | None = None, *, in_turn: bool = False
) -> Speaks | None:
    """A speaker of the document, `now` the one it is, or a new label; None where nobody was chosen.

    With `in_turn` two who take turns can be chosen as well, which is a `Speaks` of neither.
    """
    choices = [(one.id, one.shown, one.label if one.label != one.shown else "") for one in seen.speakers.values()]
    choices.append((_ELSE, "Somebody else…", "a participant, such as P04, or a new label"))
    if in_turn:
        choices.append((_IN_TURN, "Two in turn…", "the first turn is one’s, the next the other’s, and so on"))
    chosen = await screen.app.push_screen_wait(Choose(title, choices, words, now))
    if chosen is None or chosen == _IN_TURN:
        return None if chosen is None else Speaks(None)
    if chosen:
        return Speaks(chosen)
    label = await screen.app.push_screen_wait(AskLine("Who says it?", title, placeholder="P04"))
    return None if label is None else Speaks(None, label)


async def give_turns(screen: Place, seen: OpenDocument, offered: Sequence[Turns]) -> None:
    """Ask which of the turns offered are whose, and give them to them, in one step."""
    turns = offered[0]
    if len(offered) > 1:
        choices = [(str(place), one.words, "") for place, one in enumerate(offered)]
        chosen = await screen.app.push_screen_wait(Choose("Which turns are somebody’s?", choices))
        if chosen is None:
            return
        turns = offered[int(chosen)]
    several = len(turns.numbers) > 1
    who = f"Who says {turns.words}?"
    opening = f"It begins: {_quoted(screen, seen, turns.numbers[0])}" if several else ""
    first = await ask_speaker(screen, seen, who, opening, in_turn=several)
    if first is None:
        return
    speakers = [first]
    if first == Speaks(None):
        speakers = []
        for number in turns.numbers[:2]:
            title = f"Who says turn {number}, and every second one from there?"
            speaks = await ask_speaker(screen, seen, title, _quoted(screen, seen, number))
            if speaks is None:
                return
            speakers.append(speaks)
    edit = GiveTurns(seen.id, turns.numbers, speakers, seen.version_id)
    told = counted(len(turns.numbers), "turn has a new speaker", "turns have new speakers")
    await make_given(screen, seen, lambda because: replace(edit, because=because), speakers, f"{told}.")


async def make_given(
    screen: Place, seen: OpenDocument, edit: Callable[[str], TextEdit], given: Sequence[Speaks], done: str
) -> None:
    """Make a change that gives turns to speakers, for a reason where one is wanted.

    Say that it is done, whose the words were, and whose they are now.
    """
    known = {one for one, _ in await screen.shell.read(pseudonyms)}
    passing = await screen.shell.lane.call(lambda project: passing_on(project, seen, edit("")))
    made = await make_because(screen.shell, screen.app, edit)
    if made is None:
        return
    if not made.changes:
        screen.shell.say("That was so already.")
        return
    whose = await screen.shell.read(whose_now, seen.id, given, known)
    screen.shell.say(" ".join([done, *passing, *whose, "u takes it back."]))


def passing_on(project: Project, seen: OpenDocument, edit: TextEdit) -> list[str]:
    """Sentences on words that become somebody else's through a change; none where it cannot be made."""
    try:
        change = edit.change_of(seen.text, seen.turns)
    except Problem:
        return []
    return Agreed(project.conn, project.clock.now().date()).sentences(passed_by(project.conn, seen, change))


def _quoted(screen: Place, seen: OpenDocument, number: int) -> str:
    words = screen.shell.names.show(seen.turns[number - 1].span.of(seen.text), seen.id)
    return f"“{cut(' '.join(words.split()), _QUOTED)}”"

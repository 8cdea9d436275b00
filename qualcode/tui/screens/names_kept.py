"""The list of names from within the screens: adding to it, changing it, replacing a name for good."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from textual import on, work
from textual.screen import Screen

from qualcode.analysis.naming import left_places
from qualcode.edits.pseudonyms import LeaveAsSaid, Passage
from qualcode.participants.name_candidates import Candidate
from qualcode.participants.name_parts import with_name, words_apart
from qualcode.participants.names import ListState, Name, Names
from qualcode.problem import Problem
from qualcode.project.for_good import Place, in_the_team
from qualcode.project.key_file import without_the_list
from qualcode.project.names_sought import names_sought, say_no_names
from qualcode.transcripts.span import Span
from qualcode.tui.reading import read_apart
from qualcode.tui.screens.open_text import OpenText
from qualcode.tui.screens.pseudonyms import Chosen, NameForm, NamePreview, parts_of, places_of
from qualcode.tui.screens.questions import AskLine, Choose, YesNo
from qualcode.tui.shell import Shell
from qualcode.tui.widgets import transcript_messages as wishes

FOR_GOOD = "for good"
_LONGEST = 80
_MOST_OFFERED = 300
_BACK = "back "  # what is chosen of those that were taken off
_HOW = "Known by how they are written: not every name is found, and not every word here is one."


class Pseudonymises(OpenText):
    """An open document in which names are given replacements."""

    @on(wishes.PseudonymiseWanted)
    def _pseudonymise_wanted(self, event: wishes.PseudonymiseWanted) -> None:
        self._pseudonymise(event.span)

    @work
    async def _pseudonymise(self, span: Span) -> None:
        if self._text is None or await _is_missing(self.shell):
            return
        document, names = self._text.document, self.shell.names.leaving({})
        turns = [turn.span for turn in document.turns]
        for hit in names.hits_by_turn(document.text, turns, document.id):
            place = Span(hit.start, hit.end)
            if place.covers(span):
                await change_name(self, self.shell, names.names[hit.owners[0]], (document.id, place))
                return
        words = _name_in(span.of(document.text))
        if not words or len(words) > _LONGEST:
            self.shell.say("Select the name alone: l and h go by words, shift with the arrows extends.")
            return
        await hide_name(self, self.shell, words)


def _name_in(words: str) -> str:
    """The words without what stands around a name: punctuation, and the possessive."""
    name = " ".join(words.split()).strip(' .,;:!?“”"()')
    return name.removesuffix("’s").removesuffix("'s")


async def hide_name(screen: Screen[Any], shell: Shell, words: str, before: Name | None = None) -> None:
    """Ask what is shown for a name, show every place, and keep it on the list."""
    asked = before or Name(words, "")
    found = await read_apart(shell.lane, parts_of, asked)
    new = await screen.app.push_screen_wait(NameForm(asked, found))
    if new is None:
        return
    parts = words_apart(new)
    where = await read_apart(shell.lane, places_of, *parts)
    everywhere = frozenset(place.document_id for place in where)
    left_out = everywhere - new.documents if new.documents is not None else frozenset[str]()
    chosen = await screen.app.push_screen_wait(NamePreview(f"Shown as {new.shown}", where, left_out))
    if chosen is None or not await _leave(shell, chosen):
        return
    documents = None if chosen.documents == everywhere else chosen.documents
    added = [replace(one, documents=documents) for one in parts]
    if await shell.keep_names(with_name(shell.names, [before] if before else [], added)):
        count = _counted_in(where, chosen)
        shell.say(f"{count:,} {'place shows' if count == 1 else 'places show'} {new.shown} now. P there changes it.")


def _counted_in(where: Sequence[Place], chosen: Chosen) -> int:
    """In how many places a name is replaced after a choice."""
    left = ({(one.document_id, one.span) for one in where if one.left} | set(chosen.left)) - set(chosen.again)
    return sum(one.document_id in chosen.documents and (one.document_id, one.span) not in left for one in where)


async def _leave(shell: Shell, chosen: Chosen) -> bool:
    """Keep which places are no name; False where that cannot be done, which is said."""
    if not (chosen.left or chosen.again):
        return True
    if shell.read_only:
        shell.say("This study is open for reading only.")
        return False
    return await shell.make(LeaveAsSaid(chosen.left, chosen.again)) is not None


async def change_name(screen: Screen[Any], shell: Shell, name: Name, here: Passage | None = None) -> None:
    """Offer what can be done with a name of the list, and in the place where it was asked for."""
    choices = [
        ("change", "Change what is shown, and where", ""),
        ("off", "Take it off the list", "The real name is shown again. The list of names can put it back."),
        ("good", "Replace it for good…", "In the study, its history and its backups. It cannot be undone."),
    ]
    left = False
    if here is not None:
        left = here in [(document, span) for document, _, span in await shell.read(left_places)]
        title = "It is a name here after all" if left else "It is no name here"
        says = "What stands for it is shown again." if left else "In this place the words are shown as they stand."
        choices.append(("here", title, says))
    chosen = await screen.app.push_screen_wait(Choose(f"Shown as {name.shown}", choices))
    if chosen == "change":
        await hide_name(screen, shell, name.real, name)
    elif chosen == "off" and await shell.keep_names(one for one in shell.names if one != name):
        shell.say("The name is off the list, and shown as it stands.")
    elif chosen == "good":
        await _for_good(screen, shell, name)
    elif chosen == "here" and here is not None:
        places = Chosen(frozenset(), again=(here,)) if left else Chosen(frozenset(), left=(here,))
        if await _leave(shell, places):
            shell.say("It is a name here again." if left else "No name here. u takes it back.")


async def _for_good(screen: Screen[Any], shell: Shell, name: Name) -> None:
    """Show every place, ask twice, and replace a name for good."""
    if shell.read_only:
        shell.say("This study is open for reading only.")
        return
    where = await read_apart(shell.lane, places_of, name)
    kept = frozenset(place.document_id for place in where)
    left_out = kept - name.documents if name.documents is not None else frozenset[str]()
    preview = NamePreview(f"For good: {name.shown}", where, left_out, enter="goes on")
    chosen = await screen.app.push_screen_wait(preview)
    if chosen is None or not await _leave(shell, chosen):
        return
    team_too = await _agreed(screen, shell, name, _counted_in(where, chosen))
    if team_too is None:
        shell.say("Nothing was changed.")
        return
    shell.replace_for_good(replace(name, documents=None if chosen.documents == kept else chosen.documents), team_too)


async def _agreed(screen: Screen[Any], shell: Shell, name: Name, count: int) -> bool | None:
    """Ask until it is certain; gives whether the team's own name is replaced too, None where it is not wanted."""
    words = (
        f"{count:,} {'place' if count == 1 else 'places'} in the texts, and the same words in codes, memos, the "
        "history and the backups, will hold the replacement. The files that were imported stay as they are: after it "
        "you are told which still hold the name.\n\nThis cannot be undone."
    )
    goes_on = "goes on, and asks a last time"
    if not await screen.app.push_screen_wait(YesNo(f"Replace by {name.shown} for good?", words, goes_on)):
        return None
    team_too = False
    if team := await shell.read(in_the_team, Names([name])):
        words = f"{' and '.join(team)} codes in this study. That may be another person, who then keeps the name."
        choices = [("keep", "Leave the team as it is", ""), ("too", "Replace it there too", "It is the same person.")]
        who = await screen.app.push_screen_wait(Choose("Somebody of the team is called so", choices, words))
        if who is None:
            return None
        team_too = who == "too"
    last = AskLine(
        "It cannot be undone",
        f"Type “{FOR_GOOD}”. Then enter replaces {name.shown}’s real name for good.",
        keys="enter replaces for good · esc back, nothing is changed",
    )
    typed = await screen.app.push_screen_wait(last)
    return team_too if typed is not None and typed.casefold() == FOR_GOOD else None


async def look_for_names(screen: Screen[Any], shell: Shell) -> None:
    """Offer the words of the texts that look like names, one after the other, until nobody wants more."""
    if await _is_missing(shell):
        return
    shell.say("Looking for names…")
    while True:
        found = await read_apart(shell.lane, names_sought)
        offered = found.candidates[:_MOST_OFFERED]
        if not offered:
            shell.say(" ".join(("Nothing in the texts looks like a name that is not on the list.", *found.sentences)))
            return
        choices = [(str(place), one.words, _told(one)) for place, one in enumerate(offered)]
        words = " ".join(
            ("Known by how they are written: not every name is found, nor is each one.", *found.sentences)
        )
        title = f"{len(found.candidates):,} that may be names"
        chosen = await screen.app.push_screen_wait(Choose(title, choices, words, real_names=True))
        if chosen is None:
            return
        await _decide(screen, shell, offered[int(chosen)])


def _told(one: Candidate) -> str:
    places = f"{one.count:,} {'place' if one.count == 1 else 'places'}"
    return f"{one.what} · {one.why} · {places}{f' · {one.around}' if one.around else ''}"


async def _decide(screen: Screen[Any], shell: Shell, one: Candidate) -> None:
    """Ask what is to become of words that look like a name."""
    choices = [
        ("hide", "Show something else for it…", ""),
        ("none", "It is no name", "It is not offered again."),
    ]
    chosen = await screen.app.push_screen_wait(Choose(f"“{one.words}”", choices, one.around, real_names=True))
    if chosen == "hide":
        await hide_name(
            screen, shell, one.words, Name(one.words, one.suggested, one.what, as_written=one.is_also_a_word)
        )
    elif chosen == "none" and shell.read_only:
        shell.say("This study is open for reading only.")
    elif chosen == "none":
        await shell.lane.call(lambda project: say_no_names(project, [one.words]))


async def _is_missing(shell: Shell) -> bool:
    """Whether the list is not at hand, which is said: nothing can be put on it."""
    if shell.names.state is not ListState.MISSING:
        return False
    problem = await shell.read(without_the_list)
    shell.unsay()
    shell.show_problem(problem, decide=True)
    return True


async def _recover(screen: Screen[Any], shell: Shell) -> None:
    """Say that the list is not at hand, and put its names back from the words of the study where it is lost."""
    if not shell.names or shell.read_only:
        await _is_missing(shell)
        return
    problem = await shell.read(without_the_list)
    words = (
        f"{problem.detail}\n\nCopy it here from the machine it was made on, then open the study again. Only where it "
        "is lost: put its names back from the study’s own words. They stay hidden, and can be changed and taken off."
    )
    shell.unsay()
    wanted = await screen.app.push_screen_wait(YesNo(problem.title, words, "puts the names back on a list"))
    if wanted and await shell.recover_names():
        shell.say("The names are back on the list.")


async def manage_names(screen: Screen[Any], shell: Shell) -> None:
    """Show the list of names, to add to it and to change it."""
    if shell.names.state is ListState.MISSING:
        await _recover(screen, shell)
        return
    try:
        off = await shell.lane.call(lambda project: project.names_taken_off)
    except Problem as problem:
        shell.show_problem(problem)
        return
    choices = [(str(place), name.shown, f"for {name.real}") for place, name in enumerate(shell.names)]
    choices += [(f"{_BACK}{place}", f"Put {one.real} back", f"shown as {one.shown}") for place, one in enumerate(off)]
    choices.append(("new", "Another name…", ""))
    choices.append(("look", "Look for names in the texts…", "Words that look like names and are not on the list."))
    chosen = await screen.app.push_screen_wait(
        Choose(
            "Names and what is shown for them",
            choices,
            "The list lies on this machine, outside the study.",
            real_names=True,
        )
    )
    if chosen == "new":
        words = await screen.app.push_screen_wait(AskLine("Which name?", "As it stands in the texts."))
        if words:
            await hide_name(screen, shell, _name_in(words))
    elif chosen == "look":
        await look_for_names(screen, shell)
    elif chosen is not None and chosen.startswith(_BACK):
        name = off[int(chosen.removeprefix(_BACK))]
        if await shell.keep_names([*(one for one in shell.names if one.real != name.real), name]):
            shell.say(f"{name.shown} is shown for it again.")
    elif chosen is not None:
        await change_name(screen, shell, shell.names.names[int(chosen)])

"""What is asked in Memos: which are shown in which order, and how they are written up."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from textual.app import App
from textual.binding import Binding, BindingType

from qualcode.analysis.memo_choice import MemoChoice, MemoOrder
from qualcode.analysis.memos import KINDS, MemoEntry
from qualcode.edits.days import as_day
from qualcode.exports.files import check_name
from qualcode.exports.leaving import release
from qualcode.exports.memo_words import thing_words
from qualcode.exports.memos import MemoChoices, memo_report, memos_path
from qualcode.exports.phrases import counted
from qualcode.exports.writing import write
from qualcode.problem import Problem
from qualcode.tui.reading import now, read_apart
from qualcode.tui.screens.codebook_ask import AskForm
from qualcode.tui.shell import Shell
from qualcode.tui.widgets.form import Field, Form
from qualcode.tui.widgets.marked_options import MarkedSelect

_ALL, _ANYBODY, _ANYTHING, _NOTHING = "all kinds", "anybody", "anything", "nothing yet"
_FORMATS = {"Word (.docx)": ".docx", "Markdown (.md)": ".md"}


class AskChoices(AskForm):
    """A form of nothing but choices and ticks: enter goes on, space opens a choice or ticks."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "go_on", "Go on", show=False, priority=True)]

    def __init__(self, title: str, fields: Sequence[Field], words: str = "") -> None:
        super().__init__(title, fields, words)
        self._keys = "tab next · space opens a choice, ticks · enter go on · esc back"

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Enter is the open choice's own."""
        return action != "go_on" or not any(one.expanded for one in self.query(MarkedSelect))

    def action_go_on(self) -> None:
        """Give what the form holds."""
        self.query_one(Form).save()


class AskWhichMemos(AskChoices):
    """Which memos are shown; days that are none are asked for again."""

    def refusal(self, values: Mapping[str, str]) -> str:
        """Why the form cannot be taken as it is."""
        try:
            days = [as_day(values[name]) for name in ("since", "until")]
        except Problem as problem:
            return f"{problem.title} {problem.remedy}"
        if all(days) and str(days[0]) > str(days[1]):
            return "The first day is after the last."
        return ""


async def ask_choice(
    app: App[Any], entries: Sequence[MemoEntry], choice: MemoChoice, about: str
) -> tuple[MemoChoice, str] | None:
    """Ask which memos are shown, and in which order; with how the thing they are on is called."""
    authors = {entry.coder: entry.coder_id for entry in entries if entry.coder and entry.coder_id}
    named = {f"on {thing_words(thing)}": thing.key for entry in entries for thing in entry.about if not thing.gone}
    author = next((name for name, coder in authors.items() if coder == choice.author), _ANYBODY)
    values = await app.push_screen_wait(
        AskWhichMemos(
            "Which memos, and in which order?",
            [
                Field("order", "Order", choice.order, "choice", tuple(MemoOrder)),
                Field("kind", "Kind", choice.kind or _ALL, "choice", (_ALL, *KINDS)),
                Field("author", "Author", author, "choice", (_ANYBODY, *sorted(authors))),
                Field(
                    "about", "About", about if about in (*named, _NOTHING) else _ANYTHING, "choice",
                    (_ANYTHING, _NOTHING, *sorted(named)),
                ),
                Field("since", "Written from", choice.since, hint="a day, such as 2026-03-12"),
                Field("until", "Written to", choice.until, hint="a day; empty: all"),
            ],
        )
    )  # fmt: skip
    if values is None:
        return None
    wanted = values["about"]
    new = MemoChoice(
        kind="" if values["kind"] == _ALL else values["kind"],
        author=authors.get(values["author"]) or "",
        about=named.get(wanted),
        unlinked=wanted == _NOTHING,
        since=as_day(values["since"]) or "",
        until=as_day(values["until"]) or "",
        order=MemoOrder(values["order"]),
    )
    return new, "" if wanted == _ANYTHING else wanted


async def ask_writing(shell: Shell, app: App[Any], ids: tuple[str, ...]) -> None:
    """Ask how memos are to be written up, write them in the order given, and say where they lie."""
    values = await app.push_screen_wait(
        AskChoices(
            f"Write up {counted(len(ids), 'memo')}",
            [
                Field("form", "As", next(iter(_FORMATS)), "choice", tuple(_FORMATS)),
                Field("authors", "Who wrote each", kind="tick"),
            ],
            "With the passages they cite, for the study team only: memos may quote or name anybody. They go to the "
            "study’s exports folder.",
        )
    )
    if values is None:
        return
    path = memos_path(shell.lane.path, _FORMATS[values["form"]], shell.names)
    choices = MemoChoices(ids, coder_names=values["authors"] == "yes")
    shell.say(f"Writing {path.name}…")
    try:
        check_name(path, shell.names)
        value = await read_apart(shell.lane, memo_report, choices, await now(shell.lane))
        written = await asyncio.to_thread(release, shell.names, write, value, path)
    except Problem as problem:
        shell.show_problem(problem, decide=True)
        return
    shell.say(" ".join([f"{written.paths[0]} is written.", *written.sentences, value.held_back_sentence]))

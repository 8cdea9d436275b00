"""A codebook that is to be brought in: what it would add and change, line by line, before it is done."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import cast

from textual import on, work
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets.option_list import Option

from qualcode.analysis.codes import codebook
from qualcode.codebooks.arriving import Arriving, Choice, Does, Line, arriving
from qualcode.codebooks.code import Codebook
from qualcode.codebooks.csv_files import CodebookRow
from qualcode.edits.codebook import ImportCodebook
from qualcode.exports.phrases import counted
from qualcode.transcripts.clean import plain
from qualcode.tui.screens.modal import Modal
from qualcode.tui.screens.questions import Choose
from qualcode.tui.shell import Shell
from qualcode.tui.widgets.marked_options import MarkedOptions
from qualcode.tui.widgets.words import Words

_ALL, _NEW, _OUT, _AS_FOUND, _OTHER = "bring in", "new", "out", "as found", "other"


class ArrivingScreen(Modal[ImportCodebook]):
    """A line for each code that is added, changed or doubtful; enter decides on one, on the first line brings all in.

    Gives the edit that does it.
    """

    DEFAULT_CSS = """
    ArrivingScreen > .box { width: 96%; max-width: 110; }
    ArrivingScreen MarkedOptions, ArrivingScreen MarkedOptions:focus { height: auto; max-height: 24; }
    ArrivingScreen #stays { height: auto; color: $text-muted; margin-top: 1; max-height: 3; }
    """

    def __init__(self, name: str, rows: Sequence[CodebookRow]) -> None:
        keys = "↑↓ move · enter decides on a line; on the first, brings in · esc back: nothing is changed"
        super().__init__(f"Bring in “{name}”", keys=keys)
        self._called = name
        self._rows = rows
        self._book = Codebook(())
        self._found = Arriving((), ())
        self._choices: dict[int, Choice] = {}

    def compose_box(self) -> ComposeResult:
        yield MarkedOptions(id="lines")
        yield Words("", id="stays")

    @work
    async def on_mount(self) -> None:
        """Work out what it would do."""
        self._book = await cast(Shell, self.app).read(codebook)
        self._found = arriving(self._book, self._rows)
        self._draw(_ALL)

    def _draw(self, at: str) -> None:
        options = self.query_one(MarkedOptions)
        lines = self._found.lines
        shown = [
            *self._found.doubtful,
            *(n for n, line in enumerate(lines) if line.does is Does.CHANGES and not line.doubts),
            *(n for n, line in enumerate(lines) if line.does is Does.ADDS and not line.doubts),
        ]
        options.clear_options()
        options.add_option(_option(_ALL, *self._summary()))
        options.add_options(_option(str(n), *line_words(lines[n], self._choices.get(n), self._book)) for n in shown)
        names = [_ALL, *(str(n) for n in shown)]
        options.highlighted = names.index(at) if at in names else 0
        options.focus()
        stays = self._found.missing
        named = ", ".join(code.title for code in stays[:6]) + (" …" if len(stays) > 6 else "")
        verb = "is not in it and stays as it is" if len(stays) == 1 else "are not in it and stay as they are"
        words = f"{counted(len(stays), 'code')} {verb}: {named}" if stays else ""
        self.query_one("#stays", Words).update(plain(words))

    def _summary(self) -> tuple[str, list[str]]:
        effects = Counter(effect(line, self._choices.get(n)) for n, line in enumerate(self._found.lines))
        kinds = ("added", "changed", "unchanged", "left out")
        said = ", ".join(f"{effects[what]} {what}" for what in kinds if effects[what])
        open_doubts = [n for n in self._found.doubtful if n not in self._choices]
        doubt = [f"{counted(len(open_doubts), 'line')} below to look at; left alone, taken as it says"]
        return f"Bring it in: {said or 'nothing to do'}", doubt if open_doubts else []

    @on(MarkedOptions.OptionSelected)
    def _selected(self, event: MarkedOptions.OptionSelected) -> None:
        if event.option.id == _ALL:
            self.dismiss(ImportCodebook(self._rows, self._called, dict(self._choices)))
        elif event.option.id is not None:
            self._decide(int(event.option.id))

    @work(exclusive=True)
    async def _decide(self, number: int) -> None:
        line = self._found.lines[number]
        meant = dict.fromkeys(code for code in (line.code, *line.candidates) if code is not None)
        as_found = f"as it is: {'changes ' + line.code.title if line.code else 'a new code'}"
        choices: list[tuple[str, str, str]] = [(_AS_FOUND, as_found, "")]
        choices += [(code.id, f"it is {code.title}", code.definition) for code in meant]
        choices += [(_OTHER, "it is another code…", "")]
        if line.code is not None:
            choices.append((_NEW, "it is a new code", ""))
        choices.append((_OUT, "leave it out", ""))
        title = f"{line.row.index} {line.row.name}".strip()
        chosen = await self.app.push_screen_wait(Choose(title, choices, " ".join(line.doubts)))
        if chosen == _OTHER:
            others = [
                (code.id, code.title, code.definition)
                for code, _ in self._book.walk()
                if code.is_area == line.row.is_area and code not in meant
            ]
            chosen = await self.app.push_screen_wait(Choose(f"{title} is which code?", others)) if others else None
        if chosen == _AS_FOUND:
            self._choices.pop(number, None)
        elif chosen is not None:
            self._settle(number, chosen)
        self._draw(str(number))

    def _settle(self, number: int, chosen: str) -> None:
        if chosen == _OUT:
            self._choices[number] = Choice(left_out=True)
        elif chosen == _NEW:
            self._choices[number] = Choice()
        else:  # a code is one line's only
            self._choices = {n: one for n, one in self._choices.items() if one.code_id != chosen}
            self._choices[number] = Choice(chosen)


def effect(line: Line, choice: Choice | None) -> str:
    """What becomes of a line, as somebody decided or as it was found."""
    if choice is None:
        return str(line.does)
    if choice.left_out:
        return "left out"
    if choice.code_id is None:
        return "added"
    return str(line.does) if line.code is not None and line.code.id == choice.code_id else "changed"


def line_words(line: Line, choice: Choice | None, book: Codebook) -> tuple[str, list[str]]:
    """A line of the file: what becomes of it, and under it what changes or is doubtful."""
    title = f"{line.row.index} {line.row.name}".strip()
    under = [f"{what}: {before or 'nothing'} → {after or 'nothing'}" for what, before, after in line.changes]
    if choice is not None:
        code = book.get(choice.code_id or "")
        decided = "left out" if choice.left_out else f"it is {code.title}" if code is not None else "a new code"
        return f"{effect(line, choice)}  {title}", [f"decided: {decided}"]
    mark = "doubtful, " if line.doubts else ""
    return f"{mark}{line.does}  {title}", [*line.doubts, *under]


def _option(name: str, words: str, under: Sequence[str]) -> Option:
    return Option(Content.assemble(plain(words), *(("\n  " + plain(one), "$text-muted") for one in under)), id=name)

"""Whatever keys are pressed in a text, its codings hold the words that were selected, and undo leads back."""

from __future__ import annotations

import asyncio
import tempfile
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from textual.geometry import Offset
from textual.widget import Widget

from qualcode.edits.clock import FixedClock
from qualcode.participants.names import Name
from qualcode.project.project import Project
from qualcode.transcripts.graphemes import edge_after, edge_before
from qualcode.transcripts.span import Span
from qualcode.tui.screens.coding import CodingScreen
from qualcode.tui.screens.documents import DocumentsScreen
from qualcode.tui.widgets.transcript_view import TranscriptView
from tests.examples import one_in
from tests.living import living
from tests.screens.shown_study import NOON, Shown, make_study, shown, transcript

SAID = (
    ("INT", "How did you hear of it, Mary? 👩🏽‍🤝‍👩🏻"),
    ("P03", "👨‍👩‍👧‍👦 came too. Cafe\u0301 noi\u0308r, said Mary Smith… a\u0300\u0316\u0301 la carte! So I—"),
    ("INT", "你好吗?漢字漢字。那天晚上怎么样?"),
    ("P03", "سمعتُ عنه من صديقة. كانت البطاقة على اللوحة، ثم ذهبتُ. It was 🇬🇧🇩🇪, no? Yes."),
    ("P03", "“Mary,” I said. “No.” Leeds is far; I didn’t go. \u200d Then 한국어 words 각 came"),
    ("", "Nobody in particular wrote this line."),
    ("INT", "And?"),
    ("P03", "I sleep. That’s the short of it. 🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f"),
)
NAMES = (Name("Mary Smith", "Annabel van Dyck"), Name("Mary", "Annabel"), Name("Leeds", "[a 👩‍🌾 city]"))

MOVES = (
    *("j", "k", "l", "h", "down", "up", "left", "right"),
    *("shift+down", "shift+up", "shift+left", "shift+right"),
    *("s", "S", "t", "T", "right_square_bracket", "left_square_bracket"),
    *("right_curly_bracket", "left_curly_bracket", "e", "E", "space", "G", "home", "end", "pagedown", "pageup"),
)
ACTS = ("a", "1", "2", "3", "exclamation_mark", "d", "y", "o", "n", "N", "i", "O", "equals_sign", "escape", "u", "U")
QUERIES = ("ro", "kn", "1.5", "ben", "Quite new")


def typed(words: str) -> tuple[str, ...]:
    """Words as the keys that type them."""
    named = {" ": "space", ".": "full_stop", ":": "colon"}
    return tuple(named.get(letter, letter) for letter in words)


Does = tuple[str, ...]
DOES: st.SearchStrategy[Does] = st.one_of(
    st.sampled_from(MOVES).map(lambda key: (key,)),
    st.sampled_from(MOVES).map(lambda key: (key,)),
    st.sampled_from(ACTS).map(lambda key: (key,)),
    st.sampled_from(QUERIES).map(lambda query: ("c", *typed(query), "enter", "enter")),
    st.sampled_from(QUERIES).map(lambda query: ("c", *typed(query), "tab", "tab", "escape")),
    st.sampled_from(QUERIES).map(lambda query: ("r", *typed(query), "enter")),
    st.just(("v", "enter")),
    st.just(("b",)),
    st.just(("enter",)),
    st.sampled_from(["why", "so"]).map(lambda words: ("m", *typed(words), "escape")),
    st.sampled_from(["mary", "no", "漢", "zebra"]).map(lambda words: ("slash", *typed(words), "enter")),
    st.integers(0, 4).map(lambda rows: ("f", *["down"] * rows, "enter", "enter")),
    st.sampled_from(["3", "0", "99", "1:30"]).map(lambda words: ("number_sign", *typed(words), "enter")),
    st.just(("V", "escape", "escape")),
    st.just(("w", "down", "enter")),
    st.sampled_from("asdf").map(lambda letter: ("g", letter)),
    st.tuples(st.just("drag"), st.integers(1, 60), st.integers(1, 28), st.integers(1, 60), st.integers(1, 28)).map(
        lambda one: tuple(map(str, one))
    ),
    st.tuples(st.sampled_from(["click", "twice", "thrice"]), st.integers(1, 80), st.integers(1, 28)).map(
        lambda one: tuple(map(str, one))
    ),
)  # fmt: skip


class Life:
    """A coder at one text: what they do, and what must hold after it."""

    def __init__(self, seen: Shown) -> None:
        self.seen = seen
        self.held: dict[str, set[Span]] = defaultdict(set)
        self.selected: set[Span | None] = set()

    @property
    def view(self) -> TranscriptView:
        return self.seen.view

    async def begin(self) -> None:
        """Open the text."""
        await self.seen.open_first()
        self.before = await self.seen.app.lane.call(lambda project: living(project.conn))

    async def do(self, does: Does) -> None:
        """Do one thing; look at what it left."""
        self.selected = {self.view.selection}
        known = await self.codings()
        name, *rest = does
        if name == "drag":
            x, y, to_x, to_y = map(int, rest)
            await self.drag(Offset(x, y), Offset(to_x, to_y))
        elif name in ("click", "twice", "thrice"):
            times = ("click", "twice", "thrice").index(name) + 1
            await self.seen.pilot.click(TranscriptView, offset=(int(rest[0]), int(rest[1])), times=times)
        else:
            for key in does:
                await self.seen.pilot.press(key)
                if len(does) < 4 or key in ("c", "r", "m", "slash", "enter", "number_sign", "f", "tab", "escape"):
                    await self.seen.settled()
                    if isinstance(self.seen.app.screen, CodingScreen):
                        self.selected.add(self.view.selection)
        await self.seen.settled()
        await self.come_back()
        await self.look(does, known)

    async def drag(self, start: Offset, end: Offset) -> None:
        pilot, view = self.seen.pilot, TranscriptView
        await pilot.mouse_down(view, offset=start)
        await pilot.hover(view, offset=end)
        await pilot.mouse_up(view, offset=end)

    async def come_back(self) -> None:
        """Leave what was opened over the text; open it again where it was left."""
        for _ in range(6):
            screen = self.seen.app.screen
            if isinstance(screen, CodingScreen):
                break
            await self.seen.press("enter" if isinstance(screen, DocumentsScreen) else "escape")
        await self.seen.until(
            lambda: isinstance(self.seen.app.screen, CodingScreen) and bool(self.view.document.turns)
        )
        focused: Widget | None = self.seen.app.focused
        if focused is not self.view:
            await self.seen.press("escape")
            assert self.seen.app.focused is self.view, f"esc did not lead back to the text from {focused}"

    async def codings(self) -> dict[str, Span]:
        rows = await self.seen.ask("SELECT id, current_start, current_stop FROM coding WHERE deleted_at IS NULL")
        return {str(id_): Span(int(str(start)), int(str(stop))) for id_, start, stop in rows}

    async def look(self, does: Does, known: dict[str, Span]) -> None:
        """The selection is whole; a coding that is new or was moved has just what was selected."""
        text, selection = self.view.source.text, self.view.selection
        assert selection is not None and 0 <= selection.start < selection.end <= len(text)
        assert edge_before(text, selection.start) == selection.start, f"{does}: begins inside a character"
        assert edge_after(text, selection.end) == selection.end, f"{does}: ends inside a character"
        assert edge_after(text, selection.start + 1) > selection.start + 1 or not text[selection.start].isspace()
        assert not text[selection.end - 1].isspace()
        now = await self.codings()
        for id_, span in now.items():
            if known.get(id_) == span:
                continue
            if does in (("u",), ("U",)):
                assert span in self.held[id_], f"{does}: a coding stands where it never was"
            else:
                assert span in self.selected, f"{does}: {span.of(text)!r} is coded, not what was selected"
            self.held[id_].add(span)
        drawn = {mark.id: mark.span for mark in self.view.marks}
        assert drawn == now, f"{does}: what is drawn is not what is on disk"

    async def undo_all(self) -> None:
        """Undo to the start, which gives all that was there, and redo to the end."""
        at_last = await self.seen.app.lane.call(lambda project: living(project.conn))
        done = await self.seen.app.lane.call(lambda project: len(project.stacks().done))
        for _ in range(done):
            await self.seen.app.lane.call(lambda project: project.undo())
        assert await self.seen.app.lane.call(lambda project: living(project.conn)) == self.before
        assert not await self.seen.app.lane.call(lambda project: project.stacks().done)
        for _ in range(done):
            await self.seen.app.lane.call(lambda project: project.redo())
        assert await self.seen.app.lane.call(lambda project: living(project.conn)) == at_last


async def live(doings: Sequence[Does]) -> None:
    """Do all this in a study of its own."""
    with tempfile.TemporaryDirectory(prefix="qualcode-keys-") as folder:
        path = make_study(Path(folder), [transcript(SAID)])
        with Project.open(path, clock=FixedClock(NOON), back_up=False) as project:
            project.keep_names(NAMES)
        async with shown(path, size=(100, 32)) as seen:
            life = Life(seen)
            await life.begin()
            for does in doings:
                await life.do(does)
            await seen.press("escape", "escape")
            await life.undo_all()


@settings(max_examples=one_in(10))
@given(st.lists(DOES, min_size=10, max_size=40))
def test_any_keys_leave_whole_words_coded_and_are_undone_to_the_start(doings: list[Does]) -> None:
    asyncio.run(live(doings))

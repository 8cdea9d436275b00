"""The boxes of the export dialog: ticking among many, and why something is held back."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from qualcode.exports.phrases import listed
from qualcode.exports.recognised import Recognised
from qualcode.participants.disclosure import HeldBack
from qualcode.tui.screens.modal import Modal
from qualcode.tui.widgets.drawn_rows import Column, DrawnRows, Row
from qualcode.tui.widgets.reading_page import Paragraph, ReadingPage


class TickMany(Modal[frozenset[str]]):
    """Ticks among many, each an id and its words; gives the ids ticked."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "tick", "Tick", show=False),
        Binding("enter", "choose", "Choose", show=False, priority=True),
    ]

    DEFAULT_CSS = """
    TickMany DrawnRows { height: 16; background: $surface; }
    """

    def __init__(
        self,
        title: str,
        choices: Sequence[tuple[str, str]],
        ticked: Collection[str],
        words: str = "Nothing ticked means all.",
    ) -> None:
        super().__init__(title, words, "space tick · enter OK · esc back")
        self._choices = choices
        self._ticked = set(ticked)

    def compose_box(self) -> ComposeResult:
        yield DrawnRows((Column(""),))

    def on_mount(self) -> None:
        """Show the choices."""
        self._draw()
        self.query_one(DrawnRows).focus()

    def _draw(self) -> None:
        rows = [
            Row(name, (f"{'[x]' if name in self._ticked else '[ ]'} {words}",), spread=True)
            for name, words in self._choices
        ]
        self.query_one(DrawnRows).show(rows)

    def action_tick(self) -> None:
        """Tick, or take the tick away."""
        self._ticked ^= {self.query_one(DrawnRows).row_id}
        self._draw()

    @on(DrawnRows.Clicked)
    def _clicked(self) -> None:
        self.action_tick()

    def action_choose(self) -> None:
        """Go back with what is ticked."""
        self.dismiss(frozenset(self._ticked))


class Why(Modal[None]):
    """Which passages are held back, whose they are, and why; never their words. And what is printed all the same.

    `look` says what is to be looked at before it goes out: how much that is, and a line for each.
    """

    DEFAULT_CSS = """
    Why ReadingPage { height: 16; background: $surface; padding: 0; }
    """

    def __init__(self, held: Sequence[HeldBack], although: Sequence[str] = (), look: Sequence[str] = ()) -> None:
        words = "These stay in the study. Change a consent under Participants (p in Documents)."
        if although:
            first = "The reasons come first. Each is a memo on its quote: without it the quote is held back again."
            words = f"{first} What is held back stays in the study." if held else first
        elif look and not held:
            words = "These are printed as they are. Mend them in Quotes (F7), or let them go out so."
        title = "Printed all the same" if although else "Held back" if held or not look else "To look at"
        super().__init__(title, words, "↑↓ read · esc back")
        self._held = held
        self._although = although
        self._look = look

    def compose_box(self) -> ComposeResult:
        yield ReadingPage()

    def on_mount(self) -> None:
        """Show the list, by person."""
        by_person: dict[tuple[str, str], list[str]] = {}
        for one in self._held:
            by_person.setdefault((listed(one.participants) or "nobody named", one.reason), []).append(one.id)
        page = self.query_one(ReadingPage)
        page.show(
            [
                *(Paragraph(one, "warning") for one in self._although),
                *(Paragraph(one, "warning", indent=2 * bool(at)) for at, one in enumerate(self._look)),
                *(
                    [Paragraph(""), Paragraph("Held back", "title")]
                    if (self._although or self._look) and self._held
                    else []
                ),
                *(
                    paragraph
                    for (person, reason), ids in by_person.items()
                    for paragraph in (
                        Paragraph(f"{person}: {reason}", "heading"),
                        Paragraph(" ".join(ids), "quiet", indent=2),
                    )
                ),
            ]
        )
        page.focus()


class WhoIsKnown(Modal[bool]):
    """Who could be recognised by the facts printed beside them, and the least that mends it; true to do that."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "widen", "Mend it", show=False, priority=True)]

    DEFAULT_CSS = """
    WhoIsKnown ReadingPage { height: 13; background: $surface; padding: 0; }
    """

    def __init__(self, found: Recognised) -> None:
        super().__init__(
            "Who could be recognised",
            f"{found.sentence} {found.mended}".rstrip(),
            "↑↓ read · enter print it so from now on · esc back" if found.wider else "↑↓ read · esc back",
        )
        self._found = found

    def compose_box(self) -> ComposeResult:
        yield ReadingPage()

    def on_mount(self) -> None:
        """Show each with what is told of them and what would mend it."""
        page = self.query_one(ReadingPage)
        paragraphs = []
        for one in self._found.people:
            paragraphs.append(Paragraph(f"{one.who}: {one.shared}", "heading"))
            paragraphs.append(Paragraph(one.by, indent=2))
            paragraphs += [Paragraph(f"Mended by: {each}", "quiet", indent=2) for each in one.mended]
        paragraphs += [Paragraph(""), Paragraph("Each attribute says under Participants how it is printed.", "quiet")]
        page.show(paragraphs)
        page.focus()

    def action_widen(self) -> None:
        """Go back with a yes, where there is something to be done."""
        self.dismiss(bool(self._found.wider))

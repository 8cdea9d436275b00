"""A card of the tutorial: what has just happened, what to do now, and the keys to pass over or close it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widget import Widget

from qualcode.transcripts.clean import plain
from qualcode.tui.widgets.key_line import KeyLine, KeyShown
from qualcode.tui.widgets.words import Words

_MOVING = frozenset({"down", "up", "j", "k", "pagedown", "pageup", "home", "end", "G", "upper_g"})


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of a card; a key among them is printed as one."""

    words: str
    is_key: bool = False


@dataclass(frozen=True, slots=True)
class CardShown:
    """A card as it is drawn: `lead` says which of how many it is, and the last of `keys` closes it."""

    lead: str
    title: str
    pieces: Sequence[Piece]
    happened: Sequence[Piece] = ()
    keys: Sequence[KeyShown] = ()


class TutorialCard(Vertical, can_focus=True):
    """A few lines below the panes, which make room for it.

    With the focus, enter does what its first key does, esc what its last does, space what one between them does;
    the keys that move go back to where one was.
    """

    # A click on one of its keys leaves the focus with the text, where the learner was.
    FOCUS_ON_CLICK = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "press(0)", "Do it", show=False),
        Binding("space", "press(1)", "Do the other thing", show=False),
        Binding("escape", "press(-1)", "Close", show=False),
    ]

    DEFAULT_CSS = """
    TutorialCard {
        display: none; height: auto; max-height: 8; background: $surface;
        border-left: thick $accent; padding: 0 1;
    }
    TutorialCard.-shown { display: block; }
    TutorialCard:focus { background: $panel; }
    TutorialCard Static { height: auto; }
    TutorialCard #happened { display: none; color: $success; }
    TutorialCard #happened.-said { display: block; }
    TutorialCard KeyLine { background: $surface; }
    TutorialCard:focus KeyLine { background: $panel; }
    """

    _from: Widget | None = None  # what had the focus before the card took it

    def compose(self) -> ComposeResult:
        yield Words(id="happened")
        yield Words(id="task")
        yield KeyLine(id="card-keys")

    def show(self, card: CardShown) -> None:
        """Draw a card."""
        happened = self.query_one("#happened", Words)
        happened.update(Content.assemble("✓ ", *_words(card.happened)))
        happened.set_class(bool(card.happened), "-said")
        self.query_one("#task", Words).update(Content.assemble((card.title, "bold"), "  ", *_words(card.pieces)))
        keys = self.query_one(KeyLine)
        keys.lead = card.lead
        keys.keys = card.keys
        self.add_class("-shown")

    def hide(self) -> None:
        """Draw nothing."""
        self.remove_class("-shown")

    def take_keys(self) -> None:
        """Take the focus from where one is."""
        self._from = self.screen.focused
        self.focus()

    def give_back(self) -> None:
        """Give the focus back to where one was."""
        if self._from is not None and self._from.is_attached and self._from.focusable:
            self.screen.set_focus(self._from)
        else:
            self.screen.focus_next()

    def on_key(self, event: events.Key) -> None:
        """Give the keys that move back to what stands above the card, and this one with them."""
        if event.key in _MOVING:
            event.stop()
            self.give_back()
            if self.screen.focused is not self:
                self.app.post_message(events.Key(event.key, event.character))

    def action_press(self, number: int) -> None:
        """Do what a key of the card does."""
        keys = self.query_one(KeyLine).keys
        if number < len(keys) and not (number == 1 and len(keys) == 2):
            self.post_message(KeyLine.Pressed(keys[number].command))


def _words(pieces: Sequence[Piece]) -> list[tuple[str, str]]:
    return [(plain(piece.words), "bold $primary" if piece.is_key else "") for piece in pieces]

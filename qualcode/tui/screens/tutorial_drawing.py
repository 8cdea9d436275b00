"""The open card of the tutorial as it is drawn beside the place where the learner is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, cast

from textual.app import App

from qualcode.tui.screens import export_opening
from qualcode.tui.screens.place import Place
from qualcode.tui.screens.tutorial_cards import (
    CARDS,
    IN_TEXT,
    NOT_WRITTEN,
    NOTHING_CODED,
    WRITING,
    WRITTEN,
    Card,
    pieces,
)
from qualcode.tui.shell import Shell
from qualcode.tui.widgets.key_line import KeyShown
from qualcode.tui.widgets.tutorial_card import CardShown, Piece, TutorialCard

if TYPE_CHECKING:
    from qualcode.exports.files import Written


class DrawnTutorial:
    """Which card is open, if one is, what was done of it, and how it is drawn."""

    def __init__(self, app: App[None]) -> None:
        self._app = app
        self._at: int | None = None
        self._place: Place | None = None
        self._ticked: set[str] = set()
        self._happened: Sequence[Piece] = ()
        self._code = ""
        self._first = ""
        self._writing = False
        self._page: Written | None = None
        self._why_not = ""

    @property
    def _shell(self) -> Shell:
        return cast(Shell, self._app)

    @property
    def _card(self) -> Card | None:
        return None if self._at is None else CARDS[self._at]

    @property
    def _in_text(self) -> bool:
        return self._place is not None and self._place.IN_TEXT

    def _draw(self) -> None:
        place = self._place
        if place is None or not place.is_attached:
            return
        for shown in place.query(TutorialCard):
            place.set_class(self._at is not None, "-learning")
            if self._at is None:
                shown.hide()
            else:
                shown.show(
                    CardShown(
                        f"{self._at + 1} of {len(CARDS)}",
                        CARDS[self._at].title,
                        self._pieces(CARDS[self._at]),
                        self._happened,
                        self._keys(),
                    )
                )

    def _pieces_of(self, words: str, **values: str) -> list[Piece]:
        return pieces(words, self._shell.keys_given, **values)

    def _pieces(self, card: Card) -> list[Piece]:
        if card.name == "page":
            return self._page_pieces()
        if card.in_text and not self._in_text:
            return self._pieces_of(IN_TEXT)
        code = f"“{self._code}”" if self._code else "a code"
        found = self._pieces_of(card.words, document=self._first, code=code)
        for name, words in card.parts:
            found += [Piece("✓ " if name in self._ticked else "○ "), *self._pieces_of(words), Piece("  ")]
        return found

    def _page_pieces(self) -> list[Piece]:
        if self._writing:
            return self._pieces_of(WRITING)
        if self._page is not None:
            path = self._page.paths[0]
            folder = self._shell.lane.path.parent
            # Where it cannot be opened from here, only the whole path helps.
            near = path.is_relative_to(folder) and export_opening.can_open()
            shown = f"{path.relative_to(folder)}, in the study's folder" if near else str(path)
            said = [Piece(f" {sentence}") for sentence in self._page.sentences]
            return [*self._pieces_of(WRITTEN, path=shown), *said]
        return self._pieces_of(NOT_WRITTEN, why=self._why_not) if self._why_not else self._pieces_of(NOTHING_CODED)

    def _keys(self) -> Sequence[KeyShown]:
        if self._page is not None:
            to_it = "tab " if self._in_text else ""
            opens = [
                KeyShown(f"{to_it}enter", "open it", "tutorial.open"),
                KeyShown(f"{to_it}space", "show it in its folder", "tutorial.folder"),
            ]
            return [*(opens if export_opening.can_open() else ()), KeyShown(",", "close", "tutorial.close")]
        last = self._at == len(CARDS) - 1
        return [
            KeyShown(".", "write it again" if last else "pass over this card", "tutorial.next"),
            KeyShown(",", "close the tutorial", "tutorial.close"),
        ]

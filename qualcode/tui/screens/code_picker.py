"""The code picker over the transcript."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.geometry import Offset, Region, Size
from textual.screen import ModalScreen
from textual.widgets import Input

from qualcode.codebooks.code import Codebook, State
from qualcode.edits.codebook import AddCode
from qualcode.tui.screens.codebook_edits import new_index
from qualcode.tui.screens.modal import LEAVE
from qualcode.tui.widgets.code_picker import AreaChoice, CodeOffer, CodePicker


@dataclass(frozen=True, slots=True)
class CodeChosen:
    """What was chosen: a code by its id, or a new one by its name and its area, or the name of a new area."""

    code_id: str | None = None
    new_name: str = ""
    area_id: str | None = None
    new_area: str = ""


@dataclass(frozen=True, slots=True)
class Applied:
    """The answer to a choice: the id of the code that now stands there, or in words why it does not."""

    code_id: str | None = None
    refusal: str = ""


Apply = Callable[[CodeChosen], Awaitable[Applied]]


def codes_to_add(book: Codebook, chosen: CodeChosen) -> list[AddCode]:
    """The proposed code of a new name, last, and before it the area where that is new, too."""
    wanted = " ".join(chosen.new_area.split())
    area = book.get(chosen.area_id or "") or next(
        (one for one in book.areas() if wanted and one.name.casefold() == wanted.casefold()), None
    )
    if area is not None or not wanted:
        index = new_index(book, area, is_area=False)
        return [AddCode(chosen.new_name, area.id if area else None, index=index, state=State.PROPOSED)]
    above = AddCode(wanted, is_area=True, index=new_index(book, None, is_area=True))
    return [above, AddCode(chosen.new_name, above.id, index=f"{above.index}.1", state=State.PROPOSED)]


def areas_to_choose(book: Codebook) -> list[AreaChoice]:
    """The areas that a new code may be put under."""
    return [AreaChoice(area.id, area.name) for area in book.areas()]


class CodePickerScreen(ModalScreen[str | None]):
    """Asks for a code until one is applied; gives its id back, or None.

    `apply` does it and answers when it is done; while it refuses, the picker stays open with the reason.
    `beside` is the region of the selection on the screen, which the picker never covers where there is room
    above or below it.
    """

    BINDINGS: ClassVar[list[BindingType]] = [LEAVE]

    DEFAULT_CSS = """
    CodePickerScreen { background: transparent; align: left top; }
    """

    def __init__(self, offer: CodeOffer, apply: Apply, beside: Region | None = None) -> None:
        super().__init__()
        self._offer = offer
        self._apply = apply
        self._beside = beside or Region()
        self._last: str | None = None

    def compose(self) -> ComposeResult:
        yield CodePicker(self._offer)

    def on_mount(self) -> None:
        self._put(self.app.size)

    def on_resize(self, event: events.Resize) -> None:
        """Stay beside the selection."""
        self._put(event.size)

    def on_key(self, event: events.Key) -> None:
        """Take what is typed before the query has the focus: nothing may be lost to quick fingers."""
        if event.is_printable and event.character is not None:
            self.query_one("#query", Input).insert_text_at_cursor(event.character)
            event.stop()

    def on_click(self, event: events.Click) -> None:
        """A click outside goes back."""
        if not self.query_one(CodePicker).region.contains(event.screen_x, event.screen_y):
            self.dismiss(self._last)

    @on(CodePicker.Chosen)
    async def _chosen(self, event: CodePicker.Chosen) -> None:
        await self._do(CodeChosen(code_id=event.code_id), event.stay)

    @on(CodePicker.NewCodeChosen)
    async def _new_chosen(self, event: CodePicker.NewCodeChosen) -> None:
        await self._do(
            CodeChosen(new_name=event.name, area_id=event.area_id or None, new_area=event.new_area), event.stay
        )

    @on(CodePicker.Closed)
    def _back(self) -> None:
        self.dismiss(self._last)

    async def _do(self, chosen: CodeChosen, stay: bool) -> None:
        picker = self.query_one(CodePicker)
        applied = await self._apply(chosen)
        if applied.code_id is None:
            picker.say(applied.refusal)
            return
        self._last = applied.code_id
        if stay:
            picker.applied(applied.code_id)
        else:
            self.dismiss(self._last)

    def _put(self, size: Size) -> None:
        offset, height = placed(size, self._beside)
        picker = self.query_one(CodePicker)
        picker.styles.offset = (offset.x, offset.y)
        picker.styles.height = height


def placed(screen: Size, beside: Region) -> tuple[Offset, int]:
    """Where the picker goes, and its height: below the selection, else above it, lower where room is short.

    Only where the selection leaves fewer than seven rows on both sides does it cover its end.
    """
    least, wanted = 7, CodePicker.HEIGHT
    width = min(CodePicker.WIDTH, screen.width)
    x = max(0, min(beside.right - width, screen.width - width) if beside else (screen.width - width) // 2)
    below, above = screen.height - 1 - beside.bottom, beside.y
    if not beside:
        return Offset(x, max(0, (screen.height - wanted) // 2)), min(wanted, screen.height)
    if below >= wanted:
        return Offset(x, beside.bottom), wanted
    if above >= wanted:
        return Offset(x, beside.y - wanted), wanted
    if max(below, above) >= least:
        return (Offset(x, beside.bottom), below) if below >= above else (Offset(x, 0), above)
    return Offset(x, max(0, screen.height - 1 - least)), least

"""The picker of a code for the selected passage."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input

from qualcode.transcripts.clean import plain
from qualcode.transcripts.graphemes import cut
from qualcode.tui.widgets.code_list import CodeList, Row
from qualcode.tui.widgets.code_matching import CodeChoice, before_typing, is_name, matching
from qualcode.tui.widgets.pane import literal
from qualcode.tui.widgets.without_names import names_at
from qualcode.tui.widgets.words import Words

_QUERY = "a name, an area or an index number"


@dataclass(frozen=True, slots=True)
class AreaChoice:
    """A challenge area a new code may be put under."""

    id: str
    name: str


@dataclass(frozen=True)
class CodeOffer:
    """What the picker offers: codes and areas, what was used lately, and what the passage already has.

    `recent` and `used_here` are ids of codes in the order they are to be offered, `already` those that are
    on exactly this passage. `title` says what is being coded: `Code 2 sentences, P03`. `verb` says what enter does
    with a code; where not `several` are wanted one after the other, tab does the same. A new code can be put under
    one of the `areas`, `lately` (an id) under the cursor first, or under a new one where `new_area`.
    """

    title: str
    choices: Sequence[CodeChoice]
    areas: Sequence[AreaChoice] = ()
    recent: Sequence[str] = ()
    used_here: Sequence[str] = ()
    already: frozenset[str] = field(default_factory=frozenset)
    verb: str = "apply"
    several: bool = True
    lately: str = ""
    new_area: bool = False


class Definition(Words):
    """Words of which as many lines are shown as have room, with an ellipsis where there are more."""

    def render(self) -> Content:
        """Draw the words as far as there is room."""
        words, room = super().render(), self.content_size
        if not room:
            return words
        lines = words.wrap(room.width)
        if len(lines) <= room.height:
            return words
        shown = [line.plain.rstrip() for line in lines[: room.height + 1]]
        return Content("\n".join([*shown[:-2], cut(" ".join(shown[-2:]), room.width)]))


class CodePicker(Widget):
    """A query, the codes that match it, and the definition of the highlighted one.

    It posts `Chosen`, `NewCodeChosen` or `Closed`; whoever applies a code says so with `applied`, or why not
    with `say`.
    """

    HEIGHT = 12
    WIDTH = 60

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,ctrl+n", "move(1)", "Next", show=False, id="picker.next", priority=True),
        Binding("up,ctrl+p", "move(-1)", "Previous", show=False, id="picker.previous", priority=True),
        Binding("pagedown", "move(5)", "Next five", show=False, id="picker.page-down", priority=True),
        Binding("pageup", "move(-5)", "Previous five", show=False, id="picker.page-up", priority=True),
        Binding("enter", "choose(False)", "Apply", id="picker.apply", priority=True),
        Binding("tab", "choose(True)", "Apply and stay", id="picker.apply-and-stay", priority=True),
        Binding("escape", "close", "Back", id="picker.close", priority=True),
    ]

    DEFAULT_CSS = """
    CodePicker {
        width: 60;
        max-width: 100%;
        height: 12;
        border: round $primary;
        background: $surface;
        padding: 0 1;
    }
    CodePicker > #query-line { height: 1; }
    CodePicker #prompt { width: 2; }
    CodePicker #query { width: 1fr; border: none; height: 1; padding: 0; background: $surface; }
    CodePicker #count { width: auto; color: $text-muted; }
    CodePicker > #definition { height: 1fr; min-height: 2; color: $text-muted; padding-left: 2; }
    CodePicker > #keys { height: 1; }
    """

    @dataclass
    class Chosen(Message):
        """This code is to be applied; `stay` keeps the picker open for another."""

        code_id: str
        stay: bool

    @dataclass
    class NewCodeChosen(Message):
        """A new code of this name is wanted under an area, or a new one of that name, and to be applied."""

        name: str
        area_id: str
        stay: bool
        new_area: str = ""

    class Closed(Message):
        """The reader went back."""

    def __init__(self, offer: CodeOffer, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._offer = offer
        self._already = set(offer.already)
        self._usable = [choice for choice in offer.choices if choice.state != "retired"]
        self._found: list[CodeChoice] = []
        self._naming = ""
        self._in_new_area = False  # whether it is the name of an area that is typed

    def compose(self) -> ComposeResult:
        with Horizontal(id="query-line"):
            yield Words("> ", id="prompt")
            yield Input(id="query", placeholder=_QUERY, select_on_focus=False)
            yield Words("", id="count")
        yield CodeList(id="codes")
        yield Definition("", id="definition")
        verb = self._offer.verb
        staying = f"tab {verb} and stay · " if self._offer.several else ""
        yield Words(f"enter {verb} · {staying}esc back", id="keys")

    def on_mount(self) -> None:
        self.border_title = literal(names_at(self).show(self._offer.title))
        self.query_one(CodeList).led_by = self.query_one("#query", Input)
        self._match("")
        self.query_one("#query", Input).focus()

    # What it is told

    def applied(self, code_id: str) -> None:
        """A code now stands on the passage: say so, and be ready for another."""
        self._already.add(code_id)
        self._write("")
        self._match("")
        name = next((choice.title for choice in self._usable if choice.id == code_id), "the new code")
        self.say(f"Applied: {name}")

    def say(self, words: str) -> None:
        """Say something in the place of the definition, until the highlight moves."""
        self.query_one("#definition", Words).update(plain(words))

    # Keys and mouse

    @on(Input.Changed, "#query")
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        if not self._in_new_area:
            self._match(event.value)

    def action_move(self, rows: int) -> None:
        """Move the highlight."""
        codes = self.query_one(CodeList)
        codes.highlight(codes.highlighted + rows)
        self._define()

    def action_close(self) -> None:
        """Go back: from the name of a new area to the areas, from those to the codes, else out."""
        if self._in_new_area:
            self._write(self._naming)
            self._offer_areas(self._naming)
        elif self._naming and (self._found or self._may_be_slip(self._naming)):
            self._match(self.query_one("#query", Input).value)
        else:
            self.post_message(self.Closed())

    @on(CodeList.Pressed)
    def _pressed(self, event: CodeList.Pressed) -> None:
        event.stop()
        self.query_one(CodeList).highlight(event.place)
        self.action_choose(False)

    def action_choose(self, stay: bool) -> None:
        """Apply the highlighted code, or name the area a new one goes under."""
        place = self.query_one(CodeList).highlighted
        query = " ".join(self.query_one("#query", Input).value.split())
        stay = stay and self._offer.several
        if self._in_new_area:
            if query:
                self.post_message(self.NewCodeChosen(self._naming, "", stay, query))
        elif self._naming:
            if place < len(self._offer.areas):
                self.post_message(self.NewCodeChosen(self._naming, self._offer.areas[place].id, stay))
            else:
                self._ask_new_area()
        elif place < len(self._found):
            choice = self._found[place]
            if choice.id in self._already:
                self.say(f"{choice.title} is already coded here; nothing was changed.")
            else:
                self.post_message(self.Chosen(choice.id, stay))
        elif query and self._names_new:
            self._offer_areas(query)

    # Drawing

    @property
    def _names_new(self) -> bool:
        return bool(self._offer.areas) or self._offer.new_area

    def _may_be_slip(self, words: str) -> bool:
        """Whether words no code is found by are rather mistyped than the name of a new code."""
        return bool(self._usable) and not is_name(words)

    def _write(self, words: str) -> None:
        query = self.query_one("#query", Input)
        with query.prevent(Input.Changed):  # its own message would come later and write over the answer
            query.value = words
        query.cursor_position = len(words)

    def _ask_new_area(self) -> None:
        self._in_new_area = True
        self._write("")
        self.query_one("#query", Input).placeholder = "the name of the new area"
        self.query_one("#count", Words).update("")
        self._offer_rows([])
        self.say(f"Type the name of the new area; enter makes it, and “{self._naming}” under it.")

    def _match(self, query: str) -> None:
        self._naming = ""
        self._leave_new_area()
        ordered = before_typing(self._usable, self._offer.recent, self._offer.used_here)
        wanted = " ".join(query.split())
        self._found = matching(wanted, ordered)
        self.query_one("#count", Words).update(f"{len(self._found)} of {len(self._usable)}")
        if wanted and not self._found and self._names_new and not self._may_be_slip(wanted):
            self._offer_areas(wanted)
            return
        rows = [self._row(choice) for choice in self._found]
        exact = any(wanted.casefold() == choice.name.casefold() for choice in self._found)
        if wanted and not exact and self._names_new:
            rows.append(Row("+", f"New code “{wanted}”…", "", ""))
        self._offer_rows(rows)
        self._define()

    def _leave_new_area(self) -> None:
        self._in_new_area = False
        self.query_one("#query", Input).placeholder = _QUERY

    def _offer_rows(self, rows: Sequence[Row], highlighted: int = 0) -> None:
        self.query_one(CodeList).offer(rows, highlighted)
        self._share()

    def on_resize(self) -> None:
        """Share the rows anew."""
        self._share()

    def _share(self) -> None:
        """What a short list leaves free goes to the definition."""
        codes = self.query_one(CodeList)
        room = (self.size.height or self.HEIGHT - 2) - 4
        codes.styles.height = max(1, min(len(codes.rows), room))

    def _offer_areas(self, name: str) -> None:
        self._naming = name
        self._leave_new_area()
        rows = [Row("+", area.name, "", "") for area in self._offer.areas]
        rows += [Row("+", "A new area…", "", "")] if self._offer.new_area else []
        lately = next((place for place, one in enumerate(self._offer.areas) if one.id == self._offer.lately), 0)
        self._offer_rows(rows, lately)
        called = {choice.state for choice in self._offer.choices if choice.name.casefold() == name.casefold()}
        if "retired" in called:
            why = "A code of this name is retired; the codebook (F3) brings it back. "
        else:
            why = "" if self._found else "No code is called that. "
        self.say(f"{why}New code “{name}” under which area?")

    def _row(self, choice: CodeChoice) -> Row:
        used = "already coded" if choice.id in self._already else f"×{choice.count:>3}"
        digit = str(choice.pinned_digit) if choice.pinned_digit is not None else " "
        state = "(proposed)" if choice.state == "proposed" else ""
        return Row(choice.index, choice.name, choice.area, f"{used}   {digit}", state)

    def _define(self) -> None:
        place = self.query_one(CodeList).highlighted
        if self._naming:
            return
        if place < len(self._found):
            choice = self._found[place]
            state = "Proposed. " if choice.state == "proposed" else ""
            self.say(state + (choice.definition or "No definition yet."))
        else:
            self.say("A new code goes under an area, as proposed." if self._found else self._none_found())

    def _none_found(self) -> str:
        typed = " ".join(self.query_one("#query", Input).value.split())
        if not typed or not self._usable:
            return "No code yet."
        then = " enter twice makes a new one of that name." if self._names_new else ""
        return f"No code is found by “{typed}”.{then}"

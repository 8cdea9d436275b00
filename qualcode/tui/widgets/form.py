"""A form of labelled fields, filled in where it stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import ClassVar, Literal

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, Select, TextArea

from qualcode.transcripts.clean import plain
from qualcode.tui.widgets.marked_options import MarkedSelect
from qualcode.tui.widgets.pane import Pane
from qualcode.tui.widgets.resting import Resting
from qualcode.tui.widgets.without_names import REAL_WORDS, holds_names, names_at
from qualcode.tui.widgets.words import Tick, Words


@dataclass(frozen=True, slots=True)
class Field:
    """One thing to fill in: a line, some words, one of several choices, or a tick (`yes` or empty)."""

    name: str
    label: str
    value: str = ""
    kind: Literal["line", "words", "choice", "tick"] = "line"
    choices: tuple[str, ...] = ()
    hint: str = ""


class WordsField(TextArea):
    """Words of several lines, written on at their end."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+home", "edge(False)", "Beginning of the words", show=False),
        Binding("ctrl+end", "edge(True)", "End of the words", show=False),
    ]

    _begun = False

    def on_focus(self) -> None:
        """Write at the end, the first time; before the click or the key that comes next."""
        if not self._begun:
            self._begun = True
            self.action_edge(True)

    def action_edge(self, last: bool) -> None:
        """Go to the end of the words, or to their beginning."""
        self.move_cursor(self.document.end if last else self.document.start)


class Form(VerticalScroll, can_focus=False):
    """Fields one under the other: tab goes on, esc saves, and `Done` tells what was changed; `Rested` as one goes.

    `about` is the id of what it is filled in for. Only with `real_names` do labels show names that are on the study's
    list. With `enter_saves` (a question in a box) enter saves, esc gives up.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "done", "Save", id="form.done", priority=True),
        Binding("ctrl+s", "save", "Save, from any field", show=False, id="form.save", priority=True),
        Binding("ctrl+q", "leave", "Save and leave the program", show=False, id="form.leave", priority=True),
    ]

    DEFAULT_CSS = """
    Form { padding: 0 1; background: $background; }
    Form > .form--label { height: 1; margin-top: 1; color: $text-muted; }
    Form > .form--label.first { margin-top: 0; }
    Form Input { height: 1; border: none; padding: 0 1; background: $surface; }
    Form Input:focus { background: $panel; border: none; }
    Form TextArea { height: auto; min-height: 2; max-height: 8; border: none; padding: 0 1; }
    Form TextArea { background: $surface; }
    Form TextArea:focus { background: $panel; border: none; }
    Form Select { height: auto; }
    Form Tick { height: 1; border: none; padding: 0; background: $background; }
    """

    @dataclass
    class Done(Message):
        """The form was left: the new values of the fields that differ from what they were.

        With `leaving` the program is to be left once they are saved.
        """

        form: Form
        changed: dict[str, str] = field(default_factory=dict)
        leaving: bool = False

        @property
        def control(self) -> Form:
            return self.form

    @dataclass
    class Rested(Message):
        """Something was typed or chosen, and then nothing for a while: what the form holds is to be kept."""

        form: Form

        @property
        def control(self) -> Form:
            return self.form

    class GivenUp(Message):
        """A form that saves on enter was left with esc: nothing is to be done."""

    def __init__(
        self,
        fields: Sequence[Field],
        *,
        enter_saves: bool = False,
        about: str = "",
        real_names: bool = False,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self._fields = tuple(fields)
        self._enter_saves = enter_saves
        self.about = about
        self._real_names = real_names
        self._left = False
        self._resting = Resting(self, self._rest)

    def compose(self) -> ComposeResult:
        for number, one in enumerate(self._fields):
            if one.kind != "tick":
                first = " first" if number == 0 else ""
                yield Words(plain(one.label), classes=f"form--label{first}", real_names=self._real_names)
            yield self._editor(one, f"field-{number}")

    def _editor(self, one: Field, name: str) -> Widget:
        label = self._shown(one.label)
        if one.kind == "words":
            return WordsField(one.value, id=name, soft_wrap=True, tab_behavior="focus", show_line_numbers=False)
        if one.kind == "choice":
            options = [(Content(plain(self._shown(choice))), choice) for choice in one.choices]
            return MarkedSelect(options, value=one.value, allow_blank=False, id=name, compact=True)
        if one.kind == "tick":
            return Tick(label, one.value == "yes", id=name)
        return Input(one.value, placeholder=plain(one.hint), id=name, select_on_focus=False)

    def _shown(self, words: str) -> str:
        return words if self._real_names else names_at(self).show(words)

    def on_mount(self) -> None:
        self.call_after_refresh(self._begin)

    def _begin(self) -> None:
        if not self._left:  # keys can be faster than the first drawing
            self.focus_first()

    def focus_first(self) -> None:
        """Write in the first field."""
        if self._fields:
            self.query_one("#field-0").focus(scroll_visible=False)
            self.scroll_home(animate=False)

    @on(Input.Changed)
    @on(TextArea.Changed)
    @on(Select.Changed)
    @on(Tick.Changed)
    def _typed(self) -> None:
        if not self._enter_saves and not self._left:
            self._resting.typed()

    def _rest(self) -> None:
        if not self._left:
            self.post_message(self.Rested(self))

    @property
    def first(self) -> dict[str, str]:
        """What all fields held when the form was opened, by name."""
        return {one.name: one.value for one in self._fields}

    @property
    def changed(self) -> dict[str, str]:
        """The new values of the fields that differ from what they were."""
        now = self.values
        return {one.name: now[one.name] for one in self._fields if now[one.name] != one.value}

    def _value(self, name: str) -> str:
        editor = self.query_one(name)
        if isinstance(editor, TextArea):
            return editor.text
        if isinstance(editor, Tick):
            return "yes" if editor.value else ""
        if isinstance(editor, Input):
            return editor.value
        assert isinstance(editor, Select)
        return str(editor.value)

    @on(Input.Submitted)
    def _next(self, event: Input.Submitted) -> None:
        event.stop()
        if self._enter_saves:
            self.save()
        else:
            self.screen.focus_next()

    def on_descendant_focus(self) -> None:
        """Say above what is edited that these are the real words, where a name stands in them."""
        pane = next((one for one in self.ancestors if isinstance(one, Pane)), None)
        if pane is not None and holds_names(self):
            pane.border_title = f"{(pane.border_title or '').removesuffix(REAL_WORDS)}{REAL_WORDS}"

    def on_unmount(self) -> None:
        """What is above shows other words again."""
        pane = next((one for one in self.ancestors if isinstance(one, Pane)), None)
        if pane is not None and pane.border_title is not None:
            pane.border_title = pane.border_title.removesuffix(REAL_WORDS)

    def on_key(self, event: events.Key) -> None:
        """Keys that a field does not take stay in the form: a letter must not act on what lies behind it."""
        if event.is_printable and event.key != "space":
            event.stop()

    def action_done(self) -> None:
        """Leave the form: saving it, or giving it up where enter saves."""
        opened = next((one for one in self.query(Select) if one.expanded), None)
        if opened is not None:
            opened.expanded = False
        elif self._enter_saves:
            self.post_message(self.GivenUp())
        else:
            self.save()

    def action_save(self) -> None:
        """Save the form from any field, also one in which enter opens its choices."""
        self.save()

    async def action_leave(self) -> None:
        """Leave the program, saving first; a box that only asks is given up."""
        if self._enter_saves:
            await self.run_action("app.leave")
        else:
            self.save(leaving=True)

    def save(self, *, leaving: bool = False) -> None:
        """Post `Done`, once."""
        if not self._left:
            self._left = True
            self._resting.over()
            self.post_message(self.Done(self, self.changed, leaving))

    def stay(self) -> None:
        """The form could not be saved: it stays open for another try."""
        self._left = False
        self.focus_first()

    def put_away(self) -> None:
        """Hide the form, and remove it once it is drawn no more: a TextArea drawn while it is removed would fail."""
        self.display = False
        self.call_after_refresh(self.remove)

    @property
    def values(self) -> dict[str, str]:
        """What all fields hold now, by name."""
        return {one.name: self._value(f"#field-{number}") for number, one in enumerate(self._fields)}

"""Writing what is known of one participant, in a form beside the table."""

from __future__ import annotations

from collections.abc import Sequence

from textual import on

from qualcode.analysis.people import Attribute, Participant
from qualcode.edits.ids import new_id
from qualcode.tui.commands import Command
from qualcode.tui.screens.filtered import Filtered
from qualcode.tui.screens.form_beside import show_form, show_page_again
from qualcode.tui.screens.one_step import FORM_KEYS, FormDraft
from qualcode.tui.screens.participants_rows import change, fields_of
from qualcode.tui.widgets.form import Form


class WritesParticipants(Filtered):
    """A place with participants in `#people`; a form in `#person-pane` is saved as one goes, one step to undo."""

    def __init__(self) -> None:
        super().__init__()
        self._people: Sequence[Participant] = ()
        self._facts: Sequence[Attribute] = ()
        self._draft: FormDraft | None = None

    def commands_held(self) -> Sequence[Command]:
        """What the keys do while a form is written to."""
        return FORM_KEYS if self._draft is not None else ()

    async def _open_form(self, person: Participant) -> None:
        memo_id = new_id()
        self._draft = FormDraft(self.shell, lambda changed, values: change(person, changed, values, memo_id))
        form = Form(fields_of(person, self._facts), id="form", about=person.id)
        await show_form(self, form, "person", f"Edit {person.pseudonym}")

    @on(Form.Rested, "#form")
    async def _rested(self, event: Form.Rested) -> None:
        if self._draft is not None:
            await self._draft.keep(event.form.first, event.form.values)

    @on(Form.Done, "#form")
    async def _done(self, event: Form.Done) -> None:
        if not await self._save(event.form):
            return
        self._draft = None
        if event.leaving:
            await self.run_action("app.leave")
            return
        show_page_again(self, event.form, "person", "", "people")
        await self.refresh_place()

    async def _save(self, form: Form) -> bool:
        """Save what was changed of a person; where that cannot be the form stays, for another try."""
        if self._draft is None:
            return True
        if not await self._draft.leave(form.first, form.values):
            form.stay()
            return False
        if self._draft.step.changed:
            self.shell.say(f"{self._draft.step.label} are saved. u takes it back.")
        return True

    async def may_go(self) -> bool:
        """Save the form, if one is open."""
        return all([await self._save(form) for form in self.query(Form)])

    def on_screen_suspend(self) -> None:
        """Going elsewhere saves what is being written."""
        for form in self.query(Form):
            form.save()

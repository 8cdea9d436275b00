"""A form in the place of a page while somebody writes, and the page again afterwards."""

from __future__ import annotations

from qualcode.tui.screens.place import Place
from qualcode.tui.widgets.form import Form
from qualcode.tui.widgets.pane import Pane


async def show_form(place: Place, form: Form, page: str, title: str) -> None:
    """Put a form in the pane of a page: `#meaning-pane` is that of `meaning`."""
    place.add_class("-editing")
    place.query_one(f"#{page}").display = False
    pane = place.query_one(f"#{page}-pane", Pane)
    pane.entitle(title, "tab next · esc saves")
    await pane.mount(form)
    place.show_lines()


def show_page_again(place: Place, form: Form, page: str, below: str, focused: str) -> None:
    """Put the form away; `focused` has the keys then, and `below` stands below the page."""
    form.put_away()
    place.remove_class("-editing")
    place.query_one(f"#{page}").display = True
    place.query_one(f"#{page}-pane", Pane).entitle(below=below)
    place.query_one(f"#{focused}").focus()
    place.show_lines()

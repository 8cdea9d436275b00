"""`qualcode keys`: every key of the terminal UI."""

from __future__ import annotations

import click

from qualcode.cli.tables import format_options, show


@click.command("keys")
@format_options
def command(form: str | None) -> None:
    """List every command of the terminal UI with its keys; the name is what the settings' [keys] take."""
    from qualcode import settings
    from qualcode.tui.keymap import every_command
    from qualcode.tui.widgets.command_list import keys_shown

    given = settings.load().keys
    rows = [
        {"keys": keys_shown(one, given), "does": one.title, "name": one.id, "help": one.words}
        for one in every_command()
        if one.keys or one.id in given
    ]
    show(rows, form, empty="", wide="help")

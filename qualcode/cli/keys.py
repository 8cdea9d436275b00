"""`qualcode keys`: every key of the terminal UI."""

from __future__ import annotations

import json

import click

from qualcode.cli.saying import say
from qualcode.cli.tables import format_options, show


@click.command("keys")
@format_options
@click.option("--toml", is_flag=True, help="Print a [keys] table for the settings' file, to change lines of.")
def command(form: str | None, toml: bool) -> None:
    """List every key of the terminal UI; the name is what [keys] in the settings' file takes."""
    from qualcode import settings
    from qualcode.tui.given_keys import fitting
    from qualcode.tui.keymap import every_key
    from qualcode.tui.widgets.command_list import keys_shown

    given, problems = settings.load_what_fits()
    keys, faults = fitting(given.keys) if given.keys else ({}, [])
    if toml:
        say("[keys]")
        for one in (listed.command for listed in every_key()):
            if one.id:
                line = f"{json.dumps(one.id)} = {json.dumps(keys.get(one.id, one.keys), ensure_ascii=False)}"
                say(f"{'' if one.id in keys else '# '}{line}  # {one.title}")
    else:
        rows = [
            {
                "keys": keys_shown(listed.command, keys),
                "place": listed.place,
                "does": listed.command.title,
                "name": listed.command.id,
                "help": listed.command.words,
            }
            for listed in every_key()
        ]
        show(rows, form, empty="", wide="help")
    for problem in (*problems, *faults):
        say(" ".join(part for part in (problem.title, problem.detail, problem.remedy) if part), err=True)

"""`qualcode settings`: what can be set on this machine."""

from __future__ import annotations

import click

from qualcode.cli.grouped import Grouped
from qualcode.cli.saying import say
from qualcode.cli.tables import format_options, show


@click.group("settings", cls=Grouped, invoke_without_command=True)
@format_options
@click.pass_context
def command(ctx: click.Context, form: str | None) -> None:
    """List what can be set on this machine, and set it; keys are listed by “qualcode keys”."""
    if ctx.invoked_subcommand is not None:
        return
    from qualcode import settings

    now, problems = settings.load_what_fits()
    if form is None:
        for one in settings.SCHEMA:
            say(f"{one.name} = {one.shown(now)}")
            say(f"    {one.help} It takes {one.fitting}.")
    else:
        rows = [
            {"name": one.name, "value": one.shown(now), "fits": one.fitting, "help": one.help}
            for one in settings.SCHEMA
        ]
        show(rows, form, empty="")
    if problems:
        raise problems[0]


@command.command("set")
@click.argument("name")
@click.argument("value")
def set_command(name: str, value: str) -> None:
    """Set one thing; a qualcode that is open takes it up when it is opened again."""
    from qualcode import settings

    one = settings.setting(name)
    now = settings.put(one.name, one.read(value))
    say(f"{one.title}: {one.shown(now)}.")


@command.command("path")
def path_command() -> None:
    """Say where the settings' file lies, or would lie."""
    from qualcode import settings

    say(str(settings.settings_file()))

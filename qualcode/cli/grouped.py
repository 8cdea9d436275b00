"""A command that has others below it."""

from __future__ import annotations

import click

_WHOLE = 1_000  # letters: no first sentence is as long, and none is cut off


class Grouped(click.Group):
    """Lists each of its commands with the whole first sentence of its help."""

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        found = [(name, self.get_command(ctx, name)) for name in self.list_commands(ctx)]
        with formatter.section("Commands"):
            formatter.write_dl(
                [(name, one.get_short_help_str(_WHOLE)) for name, one in found if one is not None and not one.hidden]
            )

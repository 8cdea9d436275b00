"""The stories are told as the screens are tested: as soon as nothing is left to do, on styles that are read once."""

from tests.screens.conftest import (
    no_waiting_for_a_cursor_to_rest,
    nothing_put_together_for_nobody,
    nothing_told_to_nobody,
    quick_pilot,
    styles_read_once,
)

__all__ = [
    "no_waiting_for_a_cursor_to_rest",
    "nothing_put_together_for_nobody",
    "nothing_told_to_nobody",
    "quick_pilot",
    "styles_read_once",
]

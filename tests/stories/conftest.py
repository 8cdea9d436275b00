"""The stories are told as the screens are tested: as soon as nothing is left to do, on styles that are read once."""

from tests.screens.conftest import quick_pilot, styles_read_once

__all__ = ["quick_pilot", "styles_read_once"]

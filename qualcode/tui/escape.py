"""Esc without a wait: terminals send it before the codes of many keys, so it is told from these by a pause.

Not to be imported on Windows.
"""

from __future__ import annotations

import os
import selectors
from codecs import getincrementaldecoder

from textual import constants
from textual._xterm_parser import XTermParser
from textual.app import App
from textual.drivers.linux_driver import LinuxDriver

_DELAY = 0.05  # seconds; what comes within them is the rest of a key, as over a slow line
_LEEWAY = 0.005


def without_waiting(app: App[None]) -> None:
    """Take esc for the key after 50 ms and not 100 to 200, unless the person set `ESCDELAY`, which Textual reads."""
    if "ESCDELAY" not in os.environ and app.driver_class is LinuxDriver:
        vars(constants)["ESCAPE_DELAY"] = _DELAY - _LEEWAY
        app.driver_class = PromptDriver


class PromptDriver(LinuxDriver):
    """Textual's own way to read keys, which looks whether esc stayed alone after its delay and not every 100 ms."""

    def run_input_thread(self) -> None:
        """Read keys until the program ends."""
        parser = XTermParser(self._debug)
        decode = getincrementaldecoder("utf-8")().decode
        with selectors.SelectSelector() as selector:
            selector.register(self.fileno, selectors.EVENT_READ)
            while not self.exit_event.is_set():
                if selector.select(_DELAY) and (keys := decode(os.read(self.fileno, 4096))):
                    for event in parser.feed(keys):
                        self.process_message(event)
                for event in parser.tick():
                    self.process_message(event)

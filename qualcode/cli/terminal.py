"""What this terminal can do, in words."""

from __future__ import annotations

import os
import shutil
import sys


def terminal_report() -> list[str]:
    """A sentence for each thing that matters here and that can be told from outside."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        return ["This is not a terminal window, so only the commands work here, not the screens."]
    sentences = [*_size(), *_colours(), *_keys(), *_copy()]
    mouse = "The mouse works in qualcode unless the terminal's own settings forbid it; every key works without it."
    return [*sentences, mouse]


def _size() -> list[str]:
    columns, lines = shutil.get_terminal_size()
    if columns < 40 or lines < 12:
        return [f"The window is {columns} by {lines}: too small. Make it at least 40 by 12; 80 by 24 is comfortable."]
    if columns < 80 or lines < 24:
        return [f"The window is {columns} by {lines}: it works, but 80 by 24 is comfortable."]
    return [f"The window is {columns} by {lines}: large enough."]


def _colours() -> list[str]:
    term = os.environ.get("TERM", "")
    if os.environ.get("NO_COLOR"):
        return ["Colours are switched off (NO_COLOR). Positions and names still tell codes apart."]
    if os.environ.get("COLORTERM") in ("truecolor", "24bit") or "WT_SESSION" in os.environ:
        return ["All colours are there."]
    if "256" in term:
        return ["The terminal says 256 colours: codes' colours are near, not exact."]
    if term in ("dumb", ""):
        return ["The terminal does not say what it can do (TERM): screens may not work. Try another terminal."]
    return ["The terminal says few colours. Positions and names still tell codes apart."]


def _keys() -> list[str]:
    program = os.environ.get("TERM_PROGRAM", "")
    if program == "Apple_Terminal":
        return ["Mac Terminal keeps some F keys for itself: use g2, g3, … instead."]
    if os.environ.get("TMUX") or os.environ.get("STY"):
        return ["Inside tmux or screen, its own prefix key does not reach qualcode (often ctrl+b or ctrl+a)."]
    return ["Where F keys do not arrive (many laptops), g2, g3, … do the same."]


def _copy() -> list[str]:
    for program in ("pbcopy", "wl-copy", "xclip", "xsel", "clip.exe"):
        if shutil.which(program):
            return ["Copying goes to the system's clipboard."]
    if os.environ.get("TMUX"):
        return ["Copying asks the terminal (OSC 52): in tmux it needs “set -g set-clipboard on”."]
    return ["Copying asks the terminal (OSC 52); some terminals refuse. What is copied is then put in a file."]

"""What a workshop is called, in the title of the notes that its groups left."""

from __future__ import annotations

import re
from datetime import date

from qualcode.analysis.phrases import day_in_words

USUAL_GROUP = "Workshop"  # of lines that name no group, where nobody says what workshop it was
MOST_LETTERS = 80  # that are kept of a workshop's name, and of a group's
_BETWEEN = ": "
_NUMBERED = re.compile(r" \(\d+\)$")  # of a second document of one name
_COLON = re.compile(r"\s*:\s+|\s*:\Z")


def named_by_day(day: str) -> str:
    """`Workshop of 3 May 2026`, of a day in ISO 8601; empty where it is none."""
    try:
        return f"{USUAL_GROUP} of {day_in_words(date.fromisoformat(day.strip()))}"
    except ValueError:
        return ""


def workshop_name(typed: str) -> str:
    """A workshop's name as it was typed, in one line; a colon would end it in a title."""
    return _COLON.sub(", ", " ".join(typed.split())).strip(" ,")[:MOST_LETTERS]


def title_of_note(workshop: str, group: str) -> str:
    """`Leeds, 12 May: Table 2`; the workshop alone, or the group alone, where the other is not said."""
    return _BETWEEN.join(filter(None, (workshop, " ".join(group.split())[:MOST_LETTERS]))) or USUAL_GROUP


def title_key(title: str) -> str:
    """What is the same of the titles of one group's notes at one workshop."""
    return _NUMBERED.sub("", title).casefold()


def workshop_of(title: str, day: str) -> str:
    """What to call the workshop that a note is of: `Leeds, 3 May 2026`, `Workshop of 3 May 2026`."""
    name = _NUMBERED.sub("", title).partition(_BETWEEN)[0]
    by_day = named_by_day(day)
    if not by_day or by_day == name:
        return by_day or name
    if name == USUAL_GROUP:
        return by_day
    on = by_day.removeprefix(f"{USUAL_GROUP} of ")
    return name if on in name else f"{name}, {on}"


def titles_meant(title: str, day: str) -> tuple[str, ...]:
    """The titles that a note has or would have if its workshop were named by its day, as a nameless one is now."""
    if _BETWEEN in title or not (by_day := named_by_day(day)):
        return (title,)
    return (title, by_day if title == USUAL_GROUP else title_of_note(by_day, title))


def group_key(title: str, day: str) -> str:
    """What tells a group of a workshop from others: its notes may be several."""
    return title_key(titles_meant(title, day)[-1])

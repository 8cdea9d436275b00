"""How far an area or a theme reaches in a line of words: one way of counting wherever it is told."""

from __future__ import annotations

from qualcode.analysis.counts.reach import Reach, Reaches, in_no_words
from qualcode.exports.phrases import counted, listed, plural
from qualcode.exports.small_cells import few_in_words, is_small, number_told


def reached_words(reaches: Reaches, fewest: int = 0) -> str:
    """`9 of 24 participants in interviews (41 excerpts); 3 excerpts in field notes`; of few not how many excerpts.

    The excerpts are the participants’, each passage once. Empty where nothing is coded.
    """
    return "; ".join(_reached(part, fewest) for part in reaches.parts if part.excerpts)


def _reached(part: Reach, fewest: int) -> str:
    if not part.base.participants:
        return f"{counted(part.excerpts, 'excerpt')}{_where(part)}"
    people = few_in_words(f"{part.participants:,} of {counted(part.base.participants, 'participant')}", fewest)
    theirs = "" if is_small(part.participants, fewest) else f" ({counted(part.theirs, 'excerpt')})"
    return f"{people}{_where(part)}{theirs}"


def against_words(reaches: Reaches, fewest: int = 0) -> str:
    """`2 excerpts in interviews, 1 of them in no participant’s words; 1 excerpt in field notes`; empty for none.

    Each passage once; of numbers smaller than `fewest` not how many they are.
    """
    found = ((part, part.against, part.against_nobodys) for part in reaches.parts)
    return "; ".join(_excerpts(*one, fewest) for one in found if one[1])


def excerpts_words(reaches: Reaches, fewest: int = 0) -> str:
    """All excerpts, whoever says them, in the words of `against_words`; of few participants not how many."""
    return "; ".join(
        f"excerpts of {number_told(part.participants, fewest)} participants{_where(part)}"
        if is_small(part.participants, fewest)
        else _excerpts(part, part.excerpts, part.nobodys, fewest)
        for part in reaches.parts
        if part.excerpts
    )


def _excerpts(part: Reach, number: int, nobodys: int, fewest: int) -> str:
    if is_small(number, fewest):
        return f"{number_told(number, fewest)} excerpts{_where(part)}"
    told = f"{counted(number, 'excerpt')}{_where(part)}"
    few = is_small(nobodys, fewest) or is_small(number - nobodys, fewest)
    return told if few or not part.base.participants else f"{told}{in_no_words(number, nobodys)}"


def nobodys_words(reaches: Reaches, fewest: int = 0) -> str:
    """`10 more in interviews and 2 more in focus groups are in no participant’s words`; empty where none is.

    With `fewest` not how many, which would tell how many are participants’.
    """
    parts = [part for part in reaches.parts if part.nobodys and part.base.participants]
    if not parts:
        return ""
    told = "others" if fewest else listed([f"{part.nobodys:,} more{_where(part)}" for part in parts])
    is_one = not fewest and len(parts) == 1 and parts[0].nobodys == 1
    return f"{told} {'is' if is_one else 'are'} in no participant’s words"


def _where(part: Reach) -> str:
    """The kind of document, which a study with one kind does not name."""
    return f" in {plural(part.kind)}" if part.kind is not None else ""

"""Whether the words that a sheet printed came back as they were, or what they read now."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import combinations

from qualcode.essays.on_paper import OnPaper
from qualcode.essays.parts import QuotePart
from qualcode.essays.sheet_words import short_code
from qualcode.transcripts.trim import digest_of_print

_MOST_LINES = 60  # of a passage, of which every stretch is compared
_NOT_COMPARED = "the passage, which is printed differently now and cannot be compared"

Said = tuple[str, str]
"""Who says a line, where that is told, and its words."""


@dataclass(frozen=True, slots=True)
class CameBack:
    """What stands on paper with what was written among the words of the passage, and these where they are others.

    `altered` is None where they are as they were printed, empty where they are gone. `asked` is the question that
    stands before them, which nothing on the sheet tells to be as it was printed; empty where there is none.
    """

    paper: OnPaper
    altered: str | None = None
    asked: str = ""


def came_back(paper: OnPaper, part: QuotePart) -> CameBack:
    """Hold the words of a passage against those that were printed, by what tells which these were."""
    if paper.is_untouched:
        return CameBack(paper)
    now = digest_of_print(part.words)
    code = paper.code or short_code(now)
    added = _beside_printed(paper.passage, code)
    if added is None and now.startswith(code):
        added = _beside_own(paper.passage, part)
    if added is not None:
        asked, added = _parted(added, paper.passage)
        written = tuple(f"“{words}”" for _, words in added)
        return CameBack(replace(paper, elsewhere=(*paper.elsewhere, *written)), asked=asked)
    if not now.startswith(code) and len(paper.passage) > 1:
        # Of what several people say a sheet prints one person's alone, which only the study can tell.
        return CameBack(replace(paper, elsewhere=(*paper.elsewhere, _NOT_COMPARED)))
    people = part.citation.people
    before = [one for one in paper.passage[:1] if one[0] and one[0] not in people]
    asked, lines = _parted(list(paper.passage), paper.passage) if before else ("", list(paper.passage))
    return CameBack(paper, " ".join(words for _, words in lines), asked)


def _parted(lines: list[Said], every: tuple[Said, ...]) -> tuple[str, list[Said]]:
    """The words of a question that begins a passage, and the other lines."""
    if lines and lines[0] is every[0] and lines[0][0]:
        return lines[0][1], lines[1:]
    return "", lines


def _beside_printed(lines: tuple[Said, ...], code: str) -> list[Said] | None:
    """What stands around the stretch of lines that has a code; None where none has."""
    if len(lines) > _MOST_LINES:
        return None
    stretches = sorted(combinations(range(len(lines) + 1), 2), key=lambda one: one[0] - one[1])
    for start, end in stretches:
        if any(digest_of_print(words).startswith(code) for words in _in_print(lines[start:end])):
            return [*lines[:start], *lines[end:]]
    return None


def _in_print(lines: tuple[Said, ...]) -> tuple[str, ...]:
    """Lines as a quote prints them: one alone, several each after who says it."""
    if len(lines) == 1:
        return (lines[0][1],)
    return (" ".join(f"{who}: {words}" if who else words for who, words in lines),)


def _beside_own(lines: tuple[Said, ...], part: QuotePart) -> list[Said] | None:
    """What stands beside somebody's own words of a quote as it is printed now; None where these are not all there."""
    shown = part.printed or part.shown
    said = [(line.who, " ".join(line.words.split())) for line in shown.lines] if shown is not None else []
    every = [words for _, words in said]
    there = [one for one in lines if one[1] in every]
    # Labels are printed only beside a question: without them it is whoever says some of the words.
    who = {one for one, _ in lines if one} or {one for one, words in said if ("", words) in there}
    if not there or [words for _, words in there] != [words for one, words in said if one in who]:
        return None
    return [one for one in lines if one not in there]

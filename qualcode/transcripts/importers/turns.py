"""Who says what: the turns of a text, found from its labels and times."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from qualcode.transcripts.importers.heads import OF_PROGRAM, Head, Line, lines_of
from qualcode.transcripts.importers.limits import within_limits
from qualcode.transcripts.importers.speaking import speaking
from qualcode.transcripts.speakers import is_interviewer
from qualcode.transcripts.stamps import seconds_of
from qualcode.transcripts.transcript import Turn

_LONG_PARAGRAPH = 4000  # beyond it, a paragraph of wrapped lines without speakers is cut at line ends
_PIECE = 1000
_CAPITALS = re.compile(r"[^a-zß-öø-ÿ:?!]{5,60}")
_TIME_AT_END = re.compile(r"\s*#\d{1,2}:\d{2}:\d{2}(?:-\d)?#\Z")  # as f4 writes it: when the turn ended
# Possessive: to remember where each character could be given back takes a hundred times the text.
_PARAGRAPH = re.compile(r"\S(?:[^\n]++|\n(?![ \t]*(?:\n|$)))*+")
_HASHES = re.compile(r"#{1,6} +\S")


def turns_in(
    text: str,
    *,
    bold: Mapping[int, int] | None = None,
    headings: Iterable[int] = (),
    labels: bool = True,
    reported: bool = False,
) -> tuple[Turn, ...]:
    """The turns of `text`: in order, not overlapping, every word in one of them but labels and times.

    `bold` counts the bold characters at the start of lines, by the offset of the line; `headings` are the
    offsets of headings. Without `labels` nobody is looked for: each paragraph is a turn. In a field note speech is
    `reported`: a label speaks for its own paragraph only, and the rest is the observer's. Raises Problem for a
    text longer than any transcript.
    """
    within_limits(text)
    lines = lines_of(text, bold or {}, frozenset(headings))
    heads = speaking(text, lines, reported) if labels else []
    turns = tuple(_build(text, lines, heads, reported))
    # Nothing but labels: then they are the words.
    return turns or tuple(_build(text, lines, []))


def _build(text: str, lines: list[Line], heads: list[Head], reported: bool = False) -> Iterator[Turn]:
    """Cut the text at heads and headings; what stands before the first head is nobody's, by paragraphs."""
    starts = {head.start: head for head in heads}
    inside = {head.line for head in heads}
    cuts: list[tuple[int, int, Head | None, bool]] = [(0, 0, None, False)]
    for number, line in enumerate(lines):
        head = starts.get(line.start)
        if head is not None:
            cuts.append((line.start, head.words, head, False))
        elif number not in inside and _is_heading(text, lines, number):
            cuts.append((line.start, line.start, None, True))
            cuts.append((line.end, line.end, None, False))
    ends = [cut[0] for cut in cuts[1:]] + [len(text)]
    ended: float | None = None
    unlabelled = not any(head.label for head in heads)
    labels = {head.label for head in heads if head.label}
    # Where only the questions are labelled, the answer begins below the question and is not the interviewer's.
    answers_below = reported or (bool(labels) and all(is_interviewer(label, labels) for label in labels))
    question_end = re.compile(r"\n[^\S\n]*\n" if "\n\n" in text.strip() else r"\n")
    for (_, words, head, heading), end in zip(cuts, ends, strict=True):
        if head is None and not heading:
            yield from _paragraphs(text, words, end, cut_long=unlabelled)
            continue
        start, stop = _trimmed(text, words, end)
        answer = question_end.search(text, start, stop) if answers_below and head else None
        if answer is not None:
            stop = _trimmed(text, start, answer.start())[1]
        seconds = head.seconds if head and head.seconds is not None else ended
        ended = None
        mark = _TIME_AT_END.search(text, start, stop) if head and text[stop - 1] == "#" else None
        if mark is not None:
            stop, ended = max(start, mark.start()), seconds_of(mark[0])
        if start < stop:
            yield Turn(start, stop, head.label if head else None, seconds)
        if answer is not None:
            yield from _paragraphs(text, answer.end(), end, cut_long=False)


def _is_heading(text: str, lines: list[Line], number: int) -> bool:
    """True for a marked heading, a program's own line, and one of capitals that stands under an empty one."""
    line = lines[number]
    if line.heading:
        return True
    words = line.of(text).strip()
    if _HASHES.match(words) or OF_PROGRAM.fullmatch(words):
        return True
    if number and lines[number - 1].of(text).strip():
        return False
    if not _CAPITALS.fullmatch(words) or words[-1] in ".,;…-—":
        return False
    return words == words.upper() and sum(character.isupper() for character in words) >= 5


def _paragraphs(text: str, start: int, end: int, *, cut_long: bool) -> Iterator[Turn]:
    for piece in _PARAGRAPH.finditer(text[start:end]):
        first, last = _trimmed(text, start + piece.start(), start + piece.end())
        if cut_long and last - first > _LONG_PARAGRAPH:
            yield from _pieces(text, first, last)
        else:
            yield Turn(first, last)


def _pieces(text: str, start: int, end: int) -> Iterator[Turn]:
    """Cut wrapped lines without paragraphs, at line ends, into stretches that fit a screen."""
    first = start
    for newline in re.finditer(r"\n", text[start:end]):
        stop = start + newline.start()
        length = stop - first
        if length >= 2 * _PIECE or (length >= _PIECE and text[stop - 1] in ".?!…”"):
            yield Turn(*_trimmed(text, first, stop))
            first = stop + 1
    if text[first:end].strip():
        yield Turn(*_trimmed(text, first, end))


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The stretch without white space at its ends."""
    words = text[start:end]
    stripped = words.strip()
    if not stripped:
        return start, start
    start += len(words) - len(words.lstrip())
    return start, start + len(stripped)

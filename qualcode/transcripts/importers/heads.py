"""What a line of a transcript begins with: a speaker's label, a time, or both."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import Enum

from qualcode.transcripts.importers.labels import LONGEST, Likeness, bare, likeness
from qualcode.transcripts.stamps import seconds_of

_TIME = r"\d{1,3}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?"
_HOURS = r"\d{1,3}:\d{2}:\d{2}(?:[.,]\d{1,3})?"
_IN_BRACKETS = rf"\[\s*{_TIME}\s*\]|\(\s*{_TIME}\s*\)|#\s*{_TIME}(?:-\d)?\s*#"
_MARK = rf"(?:{_IN_BRACKETS}|<\s*{_TIME}\s*>|\{{\s*{_TIME}\s*\}}|#?{_TIME})"
_LOOSE = r"\d{1,3}(?::\d{1,2}){1,2}(?:[.,]\d{1,3})?"  # as Teams writes it: 0:0:3.5
_RANGE = rf"[\[(]?\s*{_LOOSE}\s*(?:-->|->|→)\s*{_LOOSE}\s*[\])]?"
_BARE_RANGE = rf"[\[(]\s*{_TIME}\s*[-–—]\s*{_TIME}\s*[\])]"
_STAMP = rf"(?:{_RANGE}|{_BARE_RANGE}|{_MARK})"
_WIDE = r"(?<=[ \t]{2})\d{1,3}:\d{2}(?=[ \t]{2})"  # as Temi writes it, spaces on both sides

_LABEL = rf"[^\s:：][^:：\t]{{0,{LONGEST + 20}}}"

_ANY_RANGE = re.compile(rf"\s*(?:{_RANGE}|{_BARE_RANGE})\s*")
_LEAD = re.compile(rf"\s*{_STAMP}(?!\d)[ \t]*[-–—|,;:]?[ \t]*")
# A day and a time of the clock, as chat programs write them: they tell when, but not how far into the talk.
_DATED = re.compile(
    r"\s*\[?\d{1,4}[./-]\d{1,2}[./-]\d{2,4},?\s+\d{1,2}[:.]\d{2}(?::\d{2})?(?:\s?[ap]\.?\s?m\.?)?\]?\s*[-–]?\s*",
    re.IGNORECASE,
)
_CHAT = re.compile(rf"\s*From[ \t]+(?P<label>{_LABEL}?)(?:[ \t]+to[ \t]+[^:\n]{{1,60}}?)?[ \t]*:[ \t]*")
_BRACKETED = re.compile(rf"\s*(?:\[\s*{_TIME}\s*\]|<\s*{_TIME}\s*>|#\s*{_TIME}(?:-\d)?\s*#)[ \t]*")
_TIME_ALONE = re.compile(rf"\s*(?:{_HOURS}|{_IN_BRACKETS})\s*")
_COLON = re.compile(
    rf"\s*(?:>{{2,}}\s*)?(?P<label>{_LABEL}?)[ \t]*(?:[,–—-]?[ \t]*(?P<before>{_STAMP}))?[ \t]*[*_]{{0,3}}"
    rf"(?:[:：](?!//|\d)|\.[-–—](?=\s))[*_]{{0,3}}[ \t]*(?P<after>{_IN_BRACKETS}|{_HOURS}|{_WIDE})?[ \t]*",
)
_LABEL_TIME = re.compile(
    rf"\s*(?P<label>{_LABEL}?)[ \t]*[,|–—-]?[ \t]*(?P<time>{_STAMP})[ \t:]*",
)
_STAMPED = re.compile(
    rf"\s*(?P<label>{_LABEL}?)[ \t]+(?P<time>{_IN_BRACKETS}|{_RANGE}|{_BARE_RANGE})[ \t]+(?=[^\s:：])"
)
_OPENED = re.compile(r"[\[(#]|->|→")
_TAB = re.compile(rf"\s*(?P<label>{_LABEL}?)[ ]*\t\s*(?=\S)")
_DOTTED = re.compile(r"\s*(?P<label>[QA])\.[ \t]+(?=\S)")
_BEFORE_COLON = re.compile(
    r"\s*(?:(?P<bullet>[-*•>])|\d{1,4}[.)]?)\s+(?P<label>(?:[^\s:：][^:：\t]{0,40}?))\s*:\s*(?=\S)"
)
_IN_FRONT = re.compile(
    r"\s*(?:[\[<({](?P<first>[^\[\]<>(){}]{1,40})[\])>}]\s+|(?P<second>[^\W_][\w ]{0,30}?)\s+[-–—]\s+)(?=\S)",
)
_NUMBER_LINE = re.compile(r"\s*\d{1,6}\s*")
_WORTH_A_LOOK = re.compile(r"[:：\t]|^\s*(?:[QA]\.|[\[<({])|\.[-–—]\s|^\s*\w[\w ]{0,30}\s[-–—]\s")
# What Teams, Meet and Otter say of themselves among the talk.
OF_PROGRAM = re.compile(
    r".{1,80} (?:started|stopped) transcription|Transcription ended after [\d:]+|"
    r"Transcribed by https?://\S+|This editable transcript was computer generated.*"
)
_WINDOW = 120  # characters of a line that may hold a label and a time


class Form(Enum):
    """How a head is written."""

    COLON = "Name: words"
    TIMED = "a name and a time on a line of their own"
    BOLD = "a name in bold"
    TAB = "name, tab, words"
    DOTTED = "Q. words"
    STAMPED = "Name [time] words"
    ITEM = "a bullet or number before Name: words"
    LOOSE = "[P1] words, or P1 - words"
    ALONE = "a name on a line of its own"
    TIME = "a time without a name"


_OF_A_HEADING = (Form.ALONE, Form.TIMED, Form.TIME)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a text, half-open, without its newline; `bold` counts the bold characters at its start."""

    start: int
    end: int
    bold: int = 0
    heading: bool = False

    def of(self, text: str) -> str:
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Head:
    """What may begin a turn: `[start, words)` holds label and time, `words` is where speech begins.

    `line` counts the lines of the text from 0; `alone` is True where no words follow on that line; `timed` where a
    time stands beside the label, of the talk or of the clock.
    """

    line: int
    start: int
    words: int
    label: str | None
    seconds: float | None
    form: Form
    alone: bool
    bold: bool = False
    timed: bool = False


def lines_of(text: str, bold: Mapping[int, int], headings: frozenset[int]) -> list[Line]:
    """The lines of `text`; `bold` and `headings` are told by where a line starts."""
    lines: list[Line] = []
    start = 0
    for line in text.split("\n"):
        lines.append(Line(start, start + len(line), bold.get(start, 0), start in headings))
        start += len(line) + 1
    return lines


def heads_in(text: str, lines: list[Line]) -> Iterator[Head]:
    """Every line's head, where it may have one: who is really speaking is decided over all of them."""
    for number, line in enumerate(lines):
        words = line.of(text)
        if words.strip() and not OF_PROGRAM.fullmatch(words.strip()):
            found = _head(number, line, words)
            if line.heading and (found is None or found.form not in _OF_A_HEADING or not found.alone):
                continue
            if found is not None:
                if found.form is Form.TIME and found.alone and number and _is_cue_number(text, lines, number):
                    found = replace(found, start=lines[number - 1].start)
                yield found


def _is_cue_number(text: str, lines: list[Line], number: int) -> bool:
    """True for the counter above a SubRip time."""
    above = lines[number - 1].of(text)
    return bool(_NUMBER_LINE.fullmatch(above)) and bool(_ANY_RANGE.fullmatch(lines[number].of(text)))


def _head(number: int, line: Line, words: str) -> Head | None:
    window = words[:_WINDOW].rstrip()
    long = len(words.strip()) > LONGEST
    if long and not line.bold and not _WORTH_A_LOOK.search(window):
        return None
    if len(window) - len(window.lstrip()) > LONGEST:
        return None
    lead = _LEAD.match(window)
    dated = None if lead else _DATED.match(window)
    before = lead or dated
    offset = before.end() if before else 0
    seconds = seconds_of(lead[0]) if lead else None
    for attempt in _ATTEMPTS:
        found = attempt(words, window, offset, line.bold)
        if found is None:
            continue
        label, end, time, form = found
        label = bare(label)
        like = likeness(label)
        if like.value < _LEAST.get(form, Likeness.WORDS).value:
            continue
        alone = not words[end:].strip()
        if seconds is not None and form is Form.ALONE:
            form = Form.TIMED
        return Head(
            number,
            line.start,
            line.start + end,
            label,
            seconds if time is None else time,
            form,
            alone,
            bold=form is Form.BOLD or 0 < line.bold >= len(words[:end].rstrip().rstrip(":：")) - 1,
            timed=before is not None or time is not None,
        )
    return _time_only(number, line, words)


_Found = tuple[str, int, float | None, Form]


def _timed(words: str, window: str, offset: int, bold: int) -> _Found | None:
    if len(words.rstrip()) > len(window):
        return None
    found = _LABEL_TIME.fullmatch(window, offset)
    return (found["label"], len(words), seconds_of(found["time"]), Form.TIMED) if found else None


def _stamped(words: str, window: str, offset: int, bold: int) -> _Found | None:
    found = _STAMPED.match(window, offset) if _OPENED.search(window, offset) else None
    return (found["label"], found.end(), seconds_of(found["time"]), Form.STAMPED) if found else None


def _chat(words: str, window: str, offset: int, bold: int) -> _Found | None:
    found = _CHAT.match(window, offset) if offset else None
    return (found["label"], found.end(), None, Form.COLON) if found else None


def _colon(words: str, window: str, offset: int, bold: int) -> _Found | None:
    found = _COLON.match(window, offset)
    if not found:
        return None
    time = found["after"] or found["before"]
    return found["label"], found.end(), seconds_of(time) if time else None, Form.COLON


def _tabbed(words: str, window: str, offset: int, bold: int) -> _Found | None:
    found = _TAB.match(window, offset)
    return (found["label"], found.end(), None, Form.TAB) if found else None


def _dotted(words: str, window: str, offset: int, bold: int) -> _Found | None:
    found = _DOTTED.match(window, offset)
    return (found["label"], found.end(), None, Form.DOTTED) if found else None


def _loose(words: str, window: str, offset: int, bold: int) -> _Found | None:
    found = _IN_FRONT.match(window, offset)
    return (found["first"] or found["second"], found.end(), None, Form.LOOSE) if found else None


def _item(words: str, window: str, offset: int, bold: int) -> _Found | None:
    found = _BEFORE_COLON.match(window)
    if not found or (found["bullet"] and likeness(bare(found["label"])) is not Likeness.KNOWN):
        return None
    return found["label"], found.end(), None, Form.ITEM


def _in_bold(words: str, window: str, offset: int, bold: int) -> _Found | None:
    """A name in bold, alone on its line or before words that are not bold."""
    within_a_word = bold < len(words) and " " not in words[bold - 1 : bold + 1]
    if not offset < bold <= LONGEST + offset or within_a_word:
        return None
    return words[offset:bold], bold, None, Form.BOLD


def _alone(words: str, window: str, offset: int, bold: int) -> _Found | None:
    label = words[offset:]
    return (label, len(words), None, Form.ALONE) if len(label.strip()) <= LONGEST else None


_ATTEMPTS = (_timed, _stamped, _chat, _colon, _tabbed, _dotted, _item, _loose, _in_bold, _alone)
_LEAST = {Form.LOOSE: Likeness.NAME, Form.ITEM: Likeness.NAME, Form.STAMPED: Likeness.NAME}


def _time_only(number: int, line: Line, words: str) -> Head | None:
    window = words[:_WINDOW]
    found = _ANY_RANGE.match(window) or _BRACKETED.match(window)
    if not found and len(words) <= _WINDOW:
        found = _TIME_ALONE.fullmatch(words)
    if not found:
        return None
    alone = not words[found.end() :].strip()
    return Head(number, line.start, line.start + found.end(), None, seconds_of(found[0]), Form.TIME, alone)

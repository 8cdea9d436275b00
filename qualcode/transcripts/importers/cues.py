"""Captions of every kind: cues with their times and voices, joined into turns."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from qualcode.problem import Problem
from qualcode.transcripts.importers.kinds import kind_of
from qualcode.transcripts.importers.labels import Likeness, bare, likeness
from qualcode.transcripts.importers.limits import within_limits
from qualcode.transcripts.importers.rolling import unrolled
from qualcode.transcripts.importers.text import Decoded
from qualcode.transcripts.speakers import speaker_key
from qualcode.transcripts.transcript import Transcript, Turn

_TIME = r"(?:\d{1,4}\s?:\s?)?\d{1,2}\s?:\s?\d{1,2}(?:\s?[.,:]\s?\d{1,6})?"
_ARROW = r"(?:-{1,2}\s?>|[–—]>|→)"
_TIMING = re.compile(rf"\s*(?:\d+\s+)?({_TIME})\s*{_ARROW}\s*({_TIME})(?:\s.*)?$")
_IN_BRACKETS = re.compile(rf"\s*\[({_TIME})\s*{_ARROW}\s*({_TIME})\]\s*(.*)$")  # as Whisper prints it
_BLOCK = re.compile(r"(?:NOTE|STYLE|REGION)(?:\s|$)")
_VOICE = re.compile(r"<v(?:\.[^\s<>]*)?\s+([^<>]*)>")
_TAG = re.compile(
    r"</?(?:[cibuvs]|ruby|rt|lang|font|span|br|em|strong)(?:[.\s/][^<>]*)?>|<\d{1,4}:[\d:.,]+>|\{\\[^{}]*\}",
    re.IGNORECASE,
)
_RUNNING_TIME = re.compile(r"<\d{1,4}:[\d:.,]+>")
_LABEL = re.compile(
    r"\s*(?:(?:[-–—]+|(?:>|&gt;)+)\s*)?(?:(?P<label>[^:：\n]{1,40}?)\s*(?::(?!//|\d)|：)|\[(?P<boxed>[^\[\]:]{1,40})\])\s*"
)
_CHANGE = re.compile(r">{2,}\s*")  # somebody else speaks now, as live captions mark it
_DASH = re.compile(r"[-–—]\s?(?=\S)")
_NUMBER = re.compile(r"\s*\d+\s*$")
_NAMED = re.compile(r'\s*\d+\s+"([^"\n]{1,80})"\s*(?:\(\d+\)\s*)?$')  # a cue's own name, as Webex writes it

PAUSE = 2.0  # seconds of silence that end a turn where nobody is named
FULL = 60  # words after which such a turn ends with its sentence
OVERFULL = 120  # and after which it ends with its cue
_ALWAYS = 0.6  # of all cues; where so many begin with a label, every name before a colon is one


@dataclass(frozen=True, slots=True)
class Cue:
    """What one caption says, line by line: times in seconds; `fresh` where it begins a turn whoever speaks.

    `rolls` tells that its words appear one after the other, as live captions do.
    """

    start: float
    end: float
    speaker: str | None
    lines: tuple[str, ...]
    fresh: bool = False
    rolls: bool = False

    @property
    def words(self) -> str:
        return " ".join(self.lines)


def transcript_of(path: Path, decoded: Decoded) -> Transcript:
    """The transcript of a caption file's text: consecutive cues of one speaker are one turn.

    Raises Problem where no caption is in it.
    """
    cues, broken = _cues(within_limits(decoded.text))
    warnings = decoded.warnings
    if broken:
        were = "caption was" if broken == 1 else "captions were"
        warnings += (f"{broken} {were} left out, because the time above the words cannot be read.",)
    shown = unrolled([cue.lines for cue in cues], [(cue.start, cue.end, cue.speaker) for cue in cues], _rolls(cues))
    again = sum(kept != cue.lines for kept, cue in zip(shown, cues, strict=True))
    if again:
        what = "1 caption shows" if again == 1 else f"{again} captions show"
        warnings += (f"{what} again what the one before showed; those words were taken once.",)
    cues = [replace(cue, lines=lines) for cue, lines in zip(cues, shown, strict=True) if lines]
    cues = _labelled(cues)
    if not cues:
        raise Problem(
            "No captions were found in it.",
            "A caption is a line with two times and an arrow, and the words below it.",
            "Look whether the file is whole; if it is a text, rename it to .txt.",
        )
    text, turns = joined(cues)
    kind = kind_of(path.stem, turns)
    return Transcript(path.stem, text, turns, kind=kind, warnings=warnings, encoding=decoded.encoding)


def are_captions(text: str) -> bool:
    """True for captions in a file that calls itself a text: nearly all of it numbers, times, and words under them."""
    lines = [line for line in text.split("\n") if line.strip()]
    if not lines or lines[0].startswith("WEBVTT"):
        return bool(lines)
    if sum(_IN_BRACKETS.match(line) is not None for line in lines) >= max(2, 0.8 * len(lines)):
        return True
    times = [n for n, line in enumerate(lines) if _TIMING.match(line)]
    numbered = sum(n > 0 and _NUMBER.match(lines[n - 1]) is not None for n in times)
    return len(times) >= 2 and numbered == len(times) and times[0] == 1


def are_unnumbered_captions(text: str) -> bool:
    """True where a time and an arrow stand above every few words; asked where nobody was found to speak."""
    lines = [line for line in text.split("\n") if line.strip()]
    times = sum(_TIMING.match(line) is not None for line in lines)
    return times >= 2 and 3 * times >= len(lines) and _TIMING.match(lines[0]) is not None


def as_captions(path: Path, decoded: Decoded) -> Transcript:
    """The transcript of captions in a file that calls itself something else, which is said."""
    transcript = transcript_of(path, decoded)
    return replace(transcript, warnings=("It holds captions, and was read as captions.", *transcript.warnings))


def _cues(text: str) -> tuple[list[Cue], int]:
    """The cues of a file, and how many had words but no readable time."""
    cues: list[Cue] = []
    broken = 0
    lines = text.split("\n")
    numbered = _are_numbered(lines)
    index = _after_header(lines)
    named: re.Match[str] | None = None
    while index < len(lines):
        line = lines[index]
        if not line.strip():
            index += 1
        elif (boxed := _IN_BRACKETS.match(line)) is not None:
            cues.extend(_voices(boxed, [boxed[3]]))
            index += 1
        elif (timing := _TIMING.match(line)) is not None:
            # Rolling captions begin with a line of a space.
            first = index + 2 if index + 1 < len(lines) and lines[index + 1].isspace() else index + 1
            stop, after = _end_of_cue(lines, first, numbered)
            cues.extend(_voices(timing, lines[index + 1 : stop], named[1] if named else None))
            index, named = after, None
        elif _BLOCK.match(line):
            index = _end_of_block(lines, index)
        elif index + 1 < len(lines) and (_TIMING.match(lines[index + 1]) or "-->" in lines[index + 1]):
            named = _NAMED.match(line)  # the cue's own name, in which somebody may be named
            index += 1
        else:
            stop, after = _end_of_cue(lines, index + 1, numbered)
            broken += any(character.isalnum() for character in "".join(lines[index:stop]))
            index = max(after, index + 1)
    return cues, broken


def _are_numbered(lines: list[str]) -> bool:
    """True where most times have a number above them."""
    times = [n for n, line in enumerate(lines) if _TIMING.match(line)]
    return 2 * sum(n > 0 and _NUMBER.match(lines[n - 1]) is not None for n in times) > len(times)


def _after_header(lines: list[str]) -> int:
    """Where the header (WEBVTT and the lines under it) ends; 0 where there is none."""
    if not lines or not lines[0].startswith("WEBVTT"):
        return 0
    return _end_of_block(lines, 1)


def _end_of_block(lines: list[str], index: int) -> int:
    while index < len(lines) and lines[index].strip() and not _TIMING.match(lines[index]):
        index += 1
    return index


def _end_of_cue(lines: list[str], index: int, numbered: bool) -> tuple[int, int]:
    """Where a cue's words end, and where to read on: a number right above the next time is not among the words."""
    while (
        index < len(lines) and lines[index].strip() and not _TIMING.match(lines[index]) and "-->" not in lines[index]
    ):
        index += 1
    above_time = index < len(lines) and _TIMING.match(lines[index]) is not None
    if numbered and above_time and index > 0 and _NUMBER.match(lines[index - 1]):
        return index - 1, index
    return index, index


def _voices(timing: re.Match[str], lines: list[str], named: str | None = None) -> Iterator[Cue]:
    """One cue for each voice in a cue's words, in order; none where it has no words."""
    start, end = _seconds(timing[1]), _seconds(timing[2])
    payload = "\n".join(lines)
    rolls = _RUNNING_TIME.search(payload) is not None
    parts = _VOICE.split(payload)
    for speaker, words in zip([named, *parts[1::2]], parts[::2], strict=True):
        cleaned = (" ".join(html.unescape(_TAG.sub("", line)).split()) for line in words.split("\n"))
        said = tuple(line for line in cleaned if line)
        if said:
            name = " ".join(html.unescape(speaker).split()) if speaker else None
            yield Cue(start, end, name or None, said, rolls=rolls)


def _seconds(time: str) -> float:
    """The seconds of `1:02:03.5`, `02:03,5` and, with a colon for the point, `01:02:03:500`."""
    found = re.split(r"[.,]", re.sub(r"\s", "", time))
    parts = found[0].split(":")
    fraction = found[1] if len(found) > 1 else ""
    if len(parts) == 4:
        fraction = parts.pop()
    seconds = 0
    for part in parts:
        seconds = seconds * 60 + int(part)
    return round(seconds + float(f"0.{fraction or 0}"), 3)


def _rolls(cues: list[Cue]) -> bool:
    return any(cue.rolls for cue in cues)


def _labelled(cues: list[Cue]) -> list[Cue]:
    """Take `Name:` off the lines where it is a speaker's: well known, repeated, or as all lines have one."""
    split = [piece for cue in cues for piece in _by_dashes(cue)]
    found = [_LABEL.match(line) if cue.speaker is None else None for cue in split for line in cue.lines]
    labels = [_label(match) for match in found]
    counts = Counter(speaker_key(label) for label in labels if label)
    accepted = {key for label in labels if label and _is_sure(label, counts) for key in [speaker_key(label)]}
    heads = sum(_LABEL.match(cue.lines[0]) is not None and _key_of(cue) in accepted for cue in split)
    if accepted and heads >= _ALWAYS * len(split):
        accepted |= {speaker_key(label) for label in labels if label and likeness(label) is Likeness.NAME}
    result: list[Cue] = []
    speaker: str | None = None
    for cue in split:
        if cue.speaker is not None:
            speaker = None
            result.append(cue)
            continue
        if cue.fresh:
            speaker = None
        for line in cue.lines:
            match = _LABEL.match(line)
            label = _label(match)
            if match and label and speaker_key(label) in accepted:
                speaker, line = label, line[match.end() :]
            elif (change := _CHANGE.match(line)) is not None:
                speaker, line = None, line[change.end() :]
                cue = replace(cue, fresh=True)
            if line:
                result.append(replace(cue, speaker=speaker, lines=(line,)))
                cue = replace(cue, fresh=False)
    return result


def _by_dashes(cue: Cue) -> Iterator[Cue]:
    """Two lines that begin with a dash are two people's."""
    dashed = [_DASH.match(line) is not None for line in cue.lines]
    if cue.speaker is not None or sum(dashed) < 2 or not dashed[0]:
        yield cue
        return
    begins = [n for n, dash in enumerate(dashed) if dash]
    for first, last in zip(begins, [*begins[1:], len(cue.lines)], strict=True):
        lines = (_DASH.sub("", cue.lines[first], count=1), *cue.lines[first + 1 : last])
        yield replace(cue, lines=lines, fresh=True)


def _label(match: re.Match[str] | None) -> str:
    """The label without brackets; one in square brackets without a colon only where it is well known."""
    if match is None:
        return ""
    if match["label"] is not None:
        return bare(match["label"])
    label = bare(match["boxed"])
    return label if likeness(label) is Likeness.KNOWN else ""


def _key_of(cue: Cue) -> str:
    return speaker_key(_label(_LABEL.match(cue.lines[0])))


def _is_sure(label: str, counts: Counter[str]) -> bool:
    like = likeness(label)
    repeated = sum(count >= 2 for count in counts.values())
    return like is Likeness.KNOWN or (
        like is Likeness.NAME and counts[speaker_key(label)] >= (2 if repeated > 1 else 3)
    )


def joined(cues: list[Cue]) -> tuple[str, tuple[Turn, ...]]:
    """The text and turns of cues: consecutive ones of a speaker as one, an empty line between turns."""
    pieces: list[str] = []
    turns: list[Turn] = []
    length = 0
    for group in _groups(cues):
        words = " ".join(cue.words for cue in group)
        turns.append(Turn(length, length + len(words), group[0].speaker, group[0].start))
        pieces.append(words)
        length += len(words) + 2
    return "\n\n".join(pieces), tuple(turns)


def _groups(cues: Iterable[Cue]) -> Iterator[list[Cue]]:
    """Cues of one speaker; where nobody is named, until a pause, a full turn's sentence end, or enough."""
    group: list[Cue] = []
    count = 0
    for cue in cues:
        if group and _is_over(group, cue, count):
            yield group
            group, count = [], 0
        group.append(cue)
        count += len(cue.words.split())
    if group:
        yield group


def _is_over(group: list[Cue], cue: Cue, count: int) -> bool:
    last = group[-1]
    if cue.fresh:
        return cue.speaker is None or cue.speaker != last.speaker
    if cue.speaker != last.speaker or cue.speaker is not None:
        return cue.speaker != last.speaker
    pause = cue.start - last.end
    ended = last.words.endswith((".", "?", "!", "…", '."', "?”", ".”", "。", "？", "！"))
    return count >= OVERFULL or (ended and (pause >= PAUSE or count >= FULL)) or pause >= 3 * PAUSE

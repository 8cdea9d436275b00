"""WebVTT captions: cues joined into turns."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from qualcode.problem import Problem
from qualcode.transcripts.importers.kinds import kind_of
from qualcode.transcripts.importers.labels import Likeness, bare, likeness
from qualcode.transcripts.importers.text import text_of
from qualcode.transcripts.speakers import speaker_key
from qualcode.transcripts.transcript import Transcript, Turn

_TIME = r"(?:\d{1,4}:)?\d{1,2}:\d{1,2}(?:[.,]\d{1,3})?"
_TIMING = re.compile(rf"\s*({_TIME})\s*-->\s*({_TIME})(?:\s.*)?$")
_BLOCK = re.compile(r"(?:NOTE|STYLE|REGION)(?:\s|$)")
_VOICE = re.compile(r"<v(?:\.[^\s>]*)?\s+([^>]*)>")
_TAG = re.compile(r"</?(?:[cibuv]|ruby|rt|lang|font)(?:[.\s][^<>]*)?>|<\d{1,4}:[\d:.,]+>", re.IGNORECASE)
_LABEL = re.compile(r"\s*(?:[-–—>]+\s*)?(?P<label>[^:\n]{1,40}?)\s*:(?!//|\d)\s*")

PAUSE = 2.0  # seconds of silence that end a turn where nobody is named
FULL = 60  # words after which such a turn ends with its sentence
OVERFULL = 120  # and after which it ends with its cue


@dataclass(frozen=True, slots=True)
class _Cue:
    start: float
    end: float
    speaker: str | None
    words: str


def read(path: Path, data: bytes) -> list[Transcript]:
    """The one transcript in a caption file: consecutive cues of one speaker are one turn."""
    text, warnings = text_of(data)
    cues, broken = _cues(text)
    if broken:
        cue = "cue was" if broken == 1 else "cues were"
        warnings += (f"{broken} {cue} left out, because the time above the words cannot be read.",)
    cues = _without_repeats(_labelled(cues))
    if not cues:
        raise Problem(
            "No captions were found in it.",
            "A caption is a line with two times and an arrow, and the words below it.",
            "Look whether the file is whole; if it is a text, rename it to .txt.",
        )
    text, turns = _joined(cues)
    return [Transcript(path.stem, text, turns, kind=kind_of(path.stem, turns), warnings=warnings)]


def _cues(text: str) -> tuple[list[_Cue], int]:
    """The cues of a file, and how many had words but no readable time."""
    cues: list[_Cue] = []
    broken = 0
    lines = text.split("\n")
    index = _after_header(lines)
    while index < len(lines):
        line = lines[index]
        if not line.strip():
            index += 1
        elif _BLOCK.match(line):
            index = _end_of_block(lines, index)
        elif (timing := _TIMING.match(line)) is not None:
            stop = _end_of_cue(lines, index + 1)
            cues.extend(_voices(timing, "\n".join(lines[index + 1 : stop])))
            index = stop
        elif index + 1 < len(lines) and _TIMING.match(lines[index + 1]):
            index += 1  # the cue's own name
        else:
            stop = _end_of_cue(lines, index + 1)
            broken += any(character.isalnum() for character in "".join(lines[index:stop]))
            index = stop
    return cues, broken


def _after_header(lines: list[str]) -> int:
    """Where the header (WEBVTT and the lines under it) ends; 0 where there is none."""
    if not lines or not lines[0].startswith("WEBVTT"):
        return 0
    index = 1
    while index < len(lines) and lines[index].strip() and not _TIMING.match(lines[index]):
        index += 1
    return index


def _end_of_block(lines: list[str], index: int) -> int:
    while index < len(lines) and lines[index].strip():
        index += 1
    return index


def _end_of_cue(lines: list[str], index: int) -> int:
    while index < len(lines) and lines[index].strip() and "-->" not in lines[index]:
        index += 1
    return index


def _voices(timing: re.Match[str], payload: str) -> Iterator[_Cue]:
    """One cue for each voice in a cue's words, in order; none where it has no words."""
    start, end = _seconds(timing[1]), _seconds(timing[2])
    parts = _VOICE.split(payload)
    for speaker, words in zip([None, *parts[1::2]], parts[::2], strict=True):
        words = " ".join(html.unescape(_TAG.sub("", words)).split())
        if words:
            name = " ".join(html.unescape(speaker).split()) if speaker else None
            yield _Cue(start, end, name or None, words)


def _seconds(time: str) -> float:
    parts = [float(part) for part in time.replace(",", ".").split(":")]
    seconds = 0.0
    for part in parts:
        seconds = seconds * 60 + part
    return round(seconds, 3)


def _labelled(cues: list[_Cue]) -> list[_Cue]:
    """Take `Name:` off the words where it is a speaker's: well known, or repeated."""
    found = [_LABEL.match(cue.words) if cue.speaker is None else None for cue in cues]
    labels = [bare(match["label"]) if match else "" for match in found]
    counts = Counter(speaker_key(label) for label in labels if label)
    repeated = sum(count >= 2 for count in counts.values())
    result: list[_Cue] = []
    speaker: str | None = None
    for cue, match, label in zip(cues, found, labels, strict=True):
        like = likeness(label)
        often = counts[speaker_key(label)] if label else 0
        enough = often >= (2 if repeated > 1 else 3)
        if match and (like is Likeness.KNOWN or (like is Likeness.NAME and enough)):
            speaker = label
            if match.end() < len(cue.words):
                result.append(_Cue(cue.start, cue.end, label, cue.words[match.end() :]))
        elif cue.speaker is not None:
            speaker = None
            result.append(cue)
        else:
            dashed = cue.words.startswith(("- ", ">>"))
            speaker = None if dashed else speaker
            result.append(_Cue(cue.start, cue.end, speaker, cue.words))
    return result


def _without_repeats(cues: list[_Cue]) -> list[_Cue]:
    """Leave out what rolling captions show twice: a cue that begins with all of the one before it."""
    result: list[_Cue] = []
    for cue in cues:
        last = result[-1] if result else None
        grows = last is not None and " " in last.words and f"{cue.words} ".startswith(f"{last.words} ")
        if last and grows and last.speaker == cue.speaker and cue.start - last.end < 0.05:
            result[-1] = _Cue(last.start, cue.end, cue.speaker, cue.words)
        else:
            result.append(cue)
    return result


def _joined(cues: list[_Cue]) -> tuple[str, tuple[Turn, ...]]:
    pieces: list[str] = []
    turns: list[Turn] = []
    length = 0
    for group in _groups(cues):
        words = " ".join(cue.words for cue in group)
        turns.append(Turn(length, length + len(words), group[0].speaker, group[0].start))
        pieces.append(words)
        length += len(words) + 2
    return "\n\n".join(pieces), tuple(turns)


def _groups(cues: list[_Cue]) -> Iterator[list[_Cue]]:
    """Cues of one speaker; where nobody is named, until a pause, a full turn's sentence end, or enough."""
    group: list[_Cue] = []
    count = 0
    for cue in cues:
        if group and _is_over(group, cue, count):
            yield group
            group, count = [], 0
        group.append(cue)
        count += len(cue.words.split())
    if group:
        yield group


def _is_over(group: list[_Cue], cue: _Cue, count: int) -> bool:
    last = group[-1]
    if cue.speaker != last.speaker or cue.speaker is not None:
        return cue.speaker != last.speaker
    pause = cue.start - last.end
    ended = last.words.endswith((".", "?", "!", "…", '."', "?”", ".”", "。", "？", "！"))
    return count >= OVERFULL or (ended and (pause >= PAUSE or count >= FULL)) or pause >= 3 * PAUSE

"""Who says what: the turns of a text, found from its labels and times."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from qualcode.transcripts.importers.heads import Form, Head, Line, heads_in, lines_of, seconds_of
from qualcode.transcripts.importers.labels import Likeness, is_fact, is_role, likeness
from qualcode.transcripts.importers.limits import within_limits
from qualcode.transcripts.importers.word_numbers import written
from qualcode.transcripts.speakers import is_interviewer, speaker_key
from qualcode.transcripts.transcript import Turn

_SHEET_LINES = 15  # a cover sheet ends within so many lines
_SHORT_FACT = 80
_LONG_PARAGRAPH = 4000  # beyond it, a paragraph of wrapped lines without speakers is cut at line ends
_PIECE = 1000
_MOST_VOICES = 24  # more of them, and they are the keys of a form
_NEAR = 6  # lines, empty ones counted, between a name and what is said under it
# Of all paragraphs, how many must begin with a label for labels to be speakers nobody knows.
_SHARE_BY_COLON = 0.15
_SHARE_BY_LOOKS = 0.4
_ITEM = re.compile(r"^[ \t]*[(\[]([A-Za-z]{1,6})[)\]][ \t]", re.MULTILINE)
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
    heads = _accepted(text, lines, reported) if labels else []
    turns = tuple(_build(text, lines, heads, reported))
    # Nothing but labels: then they are the words.
    return turns or tuple(_build(text, lines, []))


def _accepted(text: str, lines: list[Line], reported: bool) -> list[Head]:
    candidates = list(heads_in(text, lines))
    times = [head for head in candidates if head.form is Form.TIME]
    named = [head for head in candidates if head.label is not None]
    named = _without_cover_sheet(text, lines, named)
    named = _without_lone_loose(text, named)
    named = _followed(text, lines, named, {head.line: head for head in times})
    speaking = _speaking(text, lines, named, reported)
    if not speaking:
        return times
    return _with_times_above(text, lines, speaking, times)


def _without_cover_sheet(text: str, lines: list[Line], named: list[Head]) -> list[Head]:
    """Leave out what stands on a cover sheet: `Date: …`, `Interviewer: …` at the top."""
    facts = []
    top = [number for number, line in enumerate(lines) if line.of(text).strip()][:_SHEET_LINES]
    for number in top:
        key, colon, value = lines[number].of(text).partition(":")
        if colon and is_fact(key.strip(" *_\t#")) and len(value) <= _SHORT_FACT:
            facts.append(number)
    if not facts:
        return named
    last = facts[-1]
    in_top = [head for head in named if head.line <= last]
    again = Counter(speaker_key(head.label or "") for head in in_top)
    if any(count > 1 for count in again.values()) or not all(_is_short(text, lines, head) for head in in_top):
        return [head for head in named if head.line not in facts]
    end = last + 1
    while end < len(lines) and lines[end].of(text).strip():
        end += 1
    below = [head for head in named if last < head.line < end]
    once = len({speaker_key(head.label or "") for head in below}) == len(below)
    if end < len(lines) and once and all(_is_short(text, lines, head) for head in below):
        last = end - 1
    return [head for head in named if head.line > last]


def _without_lone_loose(text: str, named: list[Head]) -> list[Head]:
    """Keep labels without a colon only where two well-known ones are written so."""
    items = _items_of_lists(text)
    named = [head for head in named if head.form is not Form.LOOSE or head.start not in items]
    loose = [head for head in named if head.form is Form.LOOSE]
    if len({speaker_key(head.label or "") for head in loose}) > 1:
        return named
    return [head for head in named if head.form is not Form.LOOSE]


def _items_of_lists(text: str) -> set[int]:
    """Where the lines of lists begin that count (a), (b), (c) or (i), (ii), (iii), one after the other."""
    items: set[int] = set()
    runs: dict[str, list[int]] = {"lowerLetter": [], "lowerRoman": []}
    for found in _ITEM.finditer(text):
        for style, run in runs.items():
            if found[1].casefold() == written(len(run) + 1, style):
                run.append(found.start())
                items.update(run if len(run) > 1 else ())
            elif found[1].casefold() == written(1, style):
                run[:] = [found.start()]
    return items


def _is_short(text: str, lines: list[Line], head: Head) -> bool:
    """True where what follows a label may be a fact: `Interviewer: Jane Smith`."""
    words = text[head.words : lines[head.line].end].strip()
    return len(words) <= _SHORT_FACT and not words.endswith("?")


def _followed(text: str, lines: list[Line], named: list[Head], times: Mapping[int, Head]) -> list[Head]:
    """Leave out names on a line of their own that nothing is said under."""
    kept = []
    heads_at = {head.line for head in named if head.form is not Form.ALONE} | set(times)
    for head in named:
        above = times.get(head.line - 1)
        known = likeness(head.label or "") is Likeness.KNOWN and len(head.label or "") > 1
        if head.form is Form.ALONE and not known and not (above and above.alone):
            continue
        if head.form in (Form.ALONE, Form.TIMED) or (head.form is Form.BOLD and head.alone):
            near = range(head.line + 1, min(head.line + _NEAR, len(lines)))
            below = next((number for number in near if lines[number].of(text).strip()), None)
            if below is None or (below in heads_at and head.form is Form.ALONE) or below in times:
                continue
        kept.append(head)
    return kept


def _speaking(text: str, lines: list[Line], named: list[Head], reported: bool) -> list[Head]:
    """The heads whose label is a speaker's: well known, repeated, or one more voice among several."""
    groups: dict[str, list[Head]] = defaultdict(list)
    for head in named:
        groups[speaker_key(head.label or "")].append(head)
    timed = sum(head.form is Form.TIMED for head in named)
    sure = {key for key, heads in groups.items() if _is_repeated(heads, timed)}
    known = {key for key, heads in groups.items() if likeness(heads[0].label or "") is Likeness.KNOWN}
    if "q" in groups and "a" in groups:
        known.add("a")
    dotted = {key for key, heads in groups.items() if heads[0].form is Form.DOTTED}
    if dotted and not all(len(groups.get(key, [])) > 1 for key in ("q", "a")):
        sure -= dotted
        known -= dotted
    total = sum(len(groups[key]) for key in sure | known)
    sure |= {key for key in known if total > 1 or reported or _is_first(text, lines, groups[key][0])}
    if not sure & known and not _is_dialogue(text, lines, [head for key in sure for head in groups[key]]):
        return []
    if sure:
        habits = {_habit(text, lines, head) for key in sure for head in groups[key]}
        count = sum(len(groups[key]) for key in sure)
        if sure & known or (len(sure) > 1 and count >= 4):
            others = [key for key in groups if key not in sure]
            sure.update(key for key in others if _is_one_more(text, lines, groups[key][0], habits))
    return sorted((head for key in sure for head in groups[key]), key=lambda head: head.line)


def _is_repeated(heads: list[Head], timed: int) -> bool:
    """True for a label that occurs often enough, the oftener the less it looks like a name."""
    like = likeness(heads[0].label or "")
    if any(head.form is Form.TIMED for head in heads):
        # A time beside it says that this is a speaker, once there are others with times.
        return timed >= 2 and like is not Likeness.NONE and (like is not Likeness.WORDS or len(heads) > 1)
    if like is Likeness.WORDS and not is_role(heads[0].label or ""):
        return len(heads) >= (2 if all(head.bold for head in heads) else 4)
    if heads[0].form is Form.TAB and like is not Likeness.KNOWN:
        return len(heads) >= 3
    return len(heads) >= 2


def _is_dialogue(text: str, lines: list[Line], heads: list[Head]) -> bool:
    """True where labels that nobody knows stand as thickly as they do in speech, and not only one of them."""
    voices = len({speaker_key(head.label or "") for head in heads})
    by_colon = any(head.form in (Form.COLON, Form.TIMED) for head in heads)
    if voices > _MOST_VOICES or (voices < 2 and (len(heads) < 3 or not by_colon)):
        return False
    written = [bool(line.of(text).strip()) for line in lines]
    paragraphs = sum(full and not before for before, full in zip([False, *written], written, strict=False))
    share = len(heads) / (paragraphs if paragraphs >= len(heads) else sum(written))
    return share >= (_SHARE_BY_COLON if by_colon and voices > 1 else _SHARE_BY_LOOKS)


def _is_first(text: str, lines: list[Line], head: Head) -> bool:
    """True where nothing but headings stands above: a single answer with its label."""
    return not any(line.of(text).strip() and not line.heading for line in lines[: head.line])


def _is_one_more(text: str, lines: list[Line], head: Head, habits: set[tuple[object, ...]]) -> bool:
    """True for a voice heard once among others, written as theirs are, that is no ordinary word."""
    label = head.label or ""
    if _habit(text, lines, head) not in habits or likeness(label) is Likeness.NONE:
        return False
    if head.bold or is_role(label):
        return True
    if likeness(label) is not Likeness.NAME or len(label.split()) > 3 or label.lower() == label:
        return False
    return not re.search(rf"(?<!\w){re.escape(label.lower())}(?!\w)", text)


def _habit(text: str, lines: list[Line], head: Head) -> tuple[object, ...]:
    """How a head is written: its form, bold or not, alone or not, after a blank line or not."""
    blank = head.line == 0 or not lines[head.line - 1].of(text).strip()
    return head.form, head.bold, head.alone, blank


def _with_times_above(text: str, lines: list[Line], speaking: list[Head], times: list[Head]) -> list[Head]:
    """Give a time that stands alone above a label to that label; other times stay among the words."""
    alone = {head.line: head for head in times if head.alone}
    result = []
    for head in speaking:
        near = range(head.line - 1, max(head.line - _NEAR, -1), -1)
        above = next((number for number in near if lines[number].of(text).strip()), None)
        time = alone.get(above) if above is not None else None
        if time is not None:
            seconds = time.seconds if head.seconds is None else head.seconds
            head = replace(head, start=time.start, seconds=seconds)
        result.append(head)
    return result


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
    """True for a marked heading, and for a line of capitals that stands under an empty one."""
    line = lines[number]
    if line.heading:
        return True
    words = line.of(text).strip()
    if _HASHES.match(words):
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

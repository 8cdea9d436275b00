"""Which of the labels in a text are speakers', and not a cover sheet's, a list's or a form's."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Set
from dataclasses import replace

from qualcode.transcripts.importers.heads import Form, Head, Line, heads_in
from qualcode.transcripts.importers.heard_once import heard_once
from qualcode.transcripts.importers.labels import Likeness, is_fact, is_role, likeness
from qualcode.transcripts.importers.word_numbers import written
from qualcode.transcripts.names_too import ALSO_WORDS
from qualcode.transcripts.speakers import speaker_key

_SHEET_LINES = 15  # a cover sheet ends within so many lines
_SHORT_FACT = 80
_MOST_VOICES = 24  # more of them, and they are the keys of a form
_NEAR = 6  # lines, empty ones counted, between a name and what is said under it
# Of all paragraphs, how many must begin with a label for labels to be speakers nobody knows.
_SHARE_BY_COLON = 0.15
_SHARE_BY_LOOKS = 0.4
_ITEM = re.compile(r"^[ \t]*[(\[]([A-Za-z]{1,6})[)\]][ \t]", re.MULTILINE)
_ENDED = re.compile(r"[.?!…。？！؟][\"'”’»)\]]?\s*\Z")
_ASKED = re.compile(r"[?？؟]")
_BY_COLON = (Form.COLON, Form.TIMED, Form.STAMPED)
_ON_THEIR_OWN = (Form.ALONE, Form.TIMED)


def speaking(text: str, lines: list[Line], reported: bool) -> list[Head]:
    """The heads that begin a turn, in order: those of speakers with their times, else times alone."""
    candidates = list(heads_in(text, lines))
    times = [head for head in candidates if head.form is Form.TIME]
    by_line = {head.line: head for head in times}
    named = [head for head in candidates if head.label is not None]
    named = _without_cover_sheet(text, lines, named)
    named = _without_lone_loose(text, lines, named)
    named = _followed(text, lines, named, by_line)
    found = _speakers(text, lines, named, by_line, reported) or heard_once(text, lines, named)
    if not found:
        return times
    return _with_times_above(text, lines, found, by_line) if times else found


def _without_cover_sheet(text: str, lines: list[Line], named: list[Head]) -> list[Head]:
    """Leave out what stands on a cover sheet: `Date: …`, `Interviewer: …` at the top."""
    timed = [head.line for head in named if head.form is Form.TIMED]
    ended = timed[0] if len(timed) > 1 else len(lines)  # names with times are talk
    facts = []
    top = [number for number, line in enumerate(lines) if line.of(text).strip()][:_SHEET_LINES]
    for number in top:
        key, colon, value = lines[number].of(text).partition(":")
        if colon and number < ended and is_fact(key.strip(" *_\t#")) and len(value) <= _SHORT_FACT:
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


def _without_lone_loose(text: str, lines: list[Line], named: list[Head]) -> list[Head]:
    """Keep labels without a colon, and those after a number, only where two voices are written so.

    Voices that are not well known must come again, and stand as thickly as in speech.
    """
    items = _items_of_lists(text)
    named = [head for head in named if head.form is not Form.LOOSE or head.start not in items]
    sure = {speaker_key(head.label or "") for head in named if head.form is Form.COLON}
    for form in (Form.ITEM, Form.LOOSE, Form.STAMPED):
        heads = [head for head in named if head.form is form]
        groups = _by_speaker(heads)
        kept = {key for key, group in groups.items() if _likeness(group[0]) is Likeness.KNOWN}
        again = {key for key, group in groups.items() if len(group) > 1}
        names = set(groups) if form is Form.STAMPED and again else again | kept
        of_names = [head for key in names for head in groups[key]]
        if len(names) > 1 and 2 * len(of_names) > len(named) and _is_dialogue(text, lines, of_names):
            kept = names
        if len(kept) < 2:
            kept = set()
        if form is Form.ITEM:
            kept |= sure & set(groups)
        named = [head for head in named if head.form is not form or speaker_key(head.label or "") in kept]
    return named


def _by_speaker(heads: Iterable[Head]) -> dict[str, list[Head]]:
    groups: dict[str, list[Head]] = defaultdict(list)
    for head in heads:
        groups[speaker_key(head.label or "")].append(head)
    return groups


def _likeness(head: Head) -> Likeness:
    return likeness(head.label or "")


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
    again = _names_alone(text, lines, named)
    for head in named:
        known = _likeness(head) is Likeness.KNOWN and len(head.label or "") > 1 and not lines[head.line].heading
        sure = known or speaker_key(head.label or "") in again or _time_above(text, lines, head, times) is not None
        if head.form is Form.ALONE and not sure:
            continue
        if head.form in _ON_THEIR_OWN or (head.form is Form.BOLD and head.alone):
            below = _below(text, lines, head.line)
            if below is None or (below in heads_at and head.form is Form.ALONE) or below in times:
                continue
        kept.append(head)
    return kept


def _names_alone(text: str, lines: list[Line], named: list[Head]) -> set[str]:
    """Speakers named on lines of their own, which may be headings: two or more, again and again, over speech."""
    alone = [head for head in named if head.form is Form.ALONE and _likeness(head).value >= Likeness.NAME.value]
    apart = [head for head in alone if head.line == 0 or not lines[head.line - 1].of(text).strip()]
    groups = {key: heads for key, heads in _by_speaker(apart).items() if len(heads) > 1}
    heads = sorted((head for group in groups.values() for head in group), key=lambda head: head.line)
    if len(groups) < 2 or not _is_dialogue(text, lines, heads):
        return set()
    ends = [head.start for head in heads[1:]] + [len(text)]
    said = [text[head.words : end] for head, end in zip(heads, ends, strict=True)]
    if 2 * sum(_ENDED.search(words) is not None for words in said) < len(said):
        return set()
    known = any(_likeness(group[0]) is Likeness.KNOWN for group in groups.values())
    return set(groups) if known or any(_ASKED.search(words) for words in said) else set()


def _below(text: str, lines: list[Line], number: int) -> int | None:
    near = range(number + 1, min(number + _NEAR, len(lines)))
    return next((below for below in near if lines[below].of(text).strip()), None)


def _time_above(text: str, lines: list[Line], head: Head, times: Mapping[int, Head]) -> Head | None:
    """The time that stands alone above a label."""
    if not times:
        return None
    near = range(head.line - 1, max(head.line - _NEAR, -1), -1)
    above = next((number for number in near if lines[number].of(text).strip()), -1)
    time = times.get(above)
    return time if time is not None and time.alone else None


def _speakers(
    text: str, lines: list[Line], named: list[Head], times: Mapping[int, Head], reported: bool
) -> list[Head]:
    """The heads whose label is a speaker's: well known, repeated, or one more voice among several."""
    groups = _by_speaker(named)
    timed = _timed(text, lines, named, times)
    sure = {key for key, heads in groups.items() if _is_repeated(heads, timed)}
    known = {key for key, heads in groups.items() if _likeness(heads[0]) is Likeness.KNOWN}
    if "q" in groups and "a" in groups:
        known.add("a")
    dotted = {key for key, heads in groups.items() if heads[0].form is Form.DOTTED}
    if dotted and not all(len(groups.get(key, [])) > 1 for key in ("q", "a")):
        sure -= dotted
        known -= dotted
    total = sum(len(groups[key]) for key in sure | known)
    sure |= {key for key in known if total > 1 or reported or _is_first(text, lines, groups[key][0])}
    heads = [head for key in sure for head in groups[key]]
    if not sure & known and not _is_dialogue(text, lines, heads, timed):
        return []
    if sure:
        habits = {_habit(text, lines, head) for key in sure for head in groups[key]}
        count = sum(len(groups[key]) for key in sure)
        if sure & known or (len(sure) > 1 and count >= 4):
            others = [key for key in groups if key not in sure]
            sure.update(key for key in others if _is_one_more(text, lines, groups[key][0], habits))
    return sorted((head for key in sure for head in groups[key]), key=lambda head: head.line)


def _timed(text: str, lines: list[Line], named: list[Head], times: Mapping[int, Head]) -> set[int]:
    """The lines of labels with times that tell a speaker: on lines of their own, else where one comes again.

    `10:00 Talk: dull` beside `11:00 Lunch: soup` are no speakers.
    """
    own = [head for head in named if head.form is Form.TIMED]
    beside = [
        head
        for head in named
        if head.form is not Form.TIMED and (head.timed or _time_above(text, lines, head, times) is not None)
    ]
    names = [group for group in _by_speaker(beside).values() if _likeness(group[0]).value >= Likeness.NAME.value]
    talk = len(names) > 1 and any(len(group) > 1 for group in names)
    found = own + (beside if talk else [])
    return {head.line for head in found} if len(found) > 1 else set()


def _is_repeated(heads: list[Head], timed: set[int]) -> bool:
    """True for a label that occurs often enough, the oftener the less it looks like a name."""
    like = _likeness(heads[0])
    # A time beside it says that this is a speaker, once there are others with times.
    if like is not Likeness.NONE and any(head.line in timed for head in heads):
        return like is not Likeness.WORDS or len(heads) > 1
    if any(head.form is Form.TIMED for head in heads):
        return False
    if like is Likeness.WORDS and not is_role(heads[0].label or ""):
        return len(heads) >= (2 if all(head.bold for head in heads) else 4)
    if heads[0].form is Form.TAB and like is not Likeness.KNOWN:
        return len(heads) >= 3
    return len(heads) >= 2


def _is_dialogue(text: str, lines: list[Line], heads: list[Head], timed: Set[int] = frozenset()) -> bool:
    """True where labels that nobody knows stand as thickly as they do in speech, and not only one of them.

    Those on the lines `timed` have times, and may stand as far apart as those with a colon.
    """
    voices = len({speaker_key(head.label or "") for head in heads})
    by_colon = any(head.line in timed or head.form in _BY_COLON for head in heads)
    if voices > _MOST_VOICES or (voices < 2 and (len(heads) < 3 or not by_colon)):
        return False
    full = [bool(line.of(text).strip()) for line in lines]
    paragraphs = sum(now and not before for before, now in zip([False, *full], full, strict=False))
    share = len(heads) / (paragraphs if paragraphs >= len(heads) else sum(full))
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
    is_word = re.search(rf"(?<!\w){re.escape(label.lower())}(?!\w)", text)
    return not is_word or (head.form in _BY_COLON and label.lower() in ALSO_WORDS)


def _habit(text: str, lines: list[Line], head: Head) -> tuple[object, ...]:
    """How a head is written: its form, bold or not, alone or not, after a blank line or not."""
    blank = head.line == 0 or not lines[head.line - 1].of(text).strip()
    return head.form, head.bold, head.alone, blank


def _with_times_above(text: str, lines: list[Line], found: list[Head], times: Mapping[int, Head]) -> list[Head]:
    """Give a time that stands alone above a label to that label; other times stay among the words."""
    result = []
    for head in found:
        time = _time_above(text, lines, head, times)
        if time is not None:
            seconds = time.seconds if head.seconds is None else head.seconds
            head = replace(head, start=time.start, seconds=seconds)
        result.append(head)
    return result

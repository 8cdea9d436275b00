"""Which columns of a table hold speakers, words and times: by their headings, else by what stands in them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from qualcode.transcripts.importers.labels import LONGEST, Likeness, bare, likeness
from qualcode.transcripts.speakers import speaker_key
from qualcode.transcripts.stamps import seconds_of

Rows = Sequence[Sequence[str]]

_CLOCK = r"\d{1,3}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?(?:-\d)?"
_ONE_TIME = rf"[\[(<{{#]?\s*{_CLOCK}\s*[\])>}}#]?"
_TIME = re.compile(rf"\s*{_ONE_TIME}(?:\s*(?:-->|->|→|-|–|—|to)?\s*{_ONE_TIME})?\s*")
_SECONDS = re.compile(r"\s*\d{1,6}(?:[.,]\d{1,6})?\s*s?\s*")
_DECIMAL = re.compile(r"\s*\d{1,6}[.,]\d{1,6}\s*")
_NUMBER = re.compile(r"\s*#?\d{1,6}\s*[.):]?\s*")
_SENTENCE_END = re.compile(r"[.?!…。？！][\"'”’»)\]]?\s*\Z")
_MOST_BESIDE = 2  # columns after the speakers': the words, and what somebody noted beside them
_LABEL = re.compile(rf"\s*(?P<label>[^\s:：][^:：\t\n]{{0,{LONGEST}}}?)\s*[:：](?!//|\d)\s*(?=\S)")

# What people and programs write above the columns, in the languages whose labels are known.
_SPEAKERS = (
    "speaker speakers speaker name speaker label speaker id name who voice person role participant participants "
    "interviewer interviewee speaking said by sprecher sprecherin spreker person sprechende locuteur intervenant "
    "hablante participante falante orador relatore parlante talare puhuja taler tier"
)
_WORDS = (
    "words text transcript transcription utterance utterances content contents speech said what was said dialogue "
    "dialog sentence caption subtitle annotation conversation verbatim discourse spoken text spoken words "
    "transcript text aussage äußerung gesagtes inhalt transkript texte paroles énoncé propos texto contenido "
    "transcripción fala transcrição testo trascrizione tekst uitspraak"
)
_TIMES = (
    "time times timespan timestamp timestamps time stamp timecode time code timing start start time begin begin time "
    "from in clock zeit zeitmarke zeitstempel startzeit temps heure début tiempo hora inicio tempo início inizio tijd"
)
_ENDS = "end end time stop to out until duration length ende endzeit dauer fin fim fine durée duración eind"
_NUMBERS = "number no nr num n # line line no row turn turn no index id cue seq sequence § paragraph para zeile nº n°"
_TOGETHER = re.compile(
    r"speaker name|speaker label|speaker id|said by|what was said|spoken text|spoken words|transcript text|"
    r"time stamp|time code|start time|begin time|end time|line no|turn no|\S+",
)


def _headings(*lists: str) -> dict[str, str]:
    roles = ("speaker", "words", "time", "end", "number")
    found: dict[str, str] = {}
    for role, words in zip(roles, lists, strict=True):
        for heading in _TOGETHER.findall(words):
            found.setdefault(heading, role)
    return found


_HEADINGS = _headings(_SPEAKERS, _WORDS, _TIMES, _ENDS, _NUMBERS)


@dataclass(frozen=True, slots=True)
class Columns:
    """Which columns of a table hold what, from 0; `speaker` is None where labels stand before the words.

    `header` is True where the first row names the columns; `width` counts the columns.
    """

    width: int
    words: int
    speaker: int | None = None
    time: int | None = None
    end: int | None = None
    number: int | None = None
    header: bool = False


def columns_of(rows: Rows) -> Columns | None:
    """Which columns hold speakers, words and times, by their headings, else by what stands in them.

    None where nobody is named or the rows are no speech: facesheets, lists of facts, codebooks.
    """
    full = [row for row in rows if any(cell.strip() for cell in row)]
    widths = Counter(len(row) for row in full if len(row) > 1)
    if not widths:
        return None
    width = widths.most_common(1)[0][0]
    return _by_headings(full, width) or _by_looks([row for row in full if len(row) == width], width)


def seconds_in(cell: str) -> float | None:
    """The time in a cell of a column of times: `00:01:02`, `[1:02 - 1:09]` or plain seconds; None for none."""
    if _TIME.fullmatch(cell):
        return seconds_of(cell)
    if _SECONDS.fullmatch(cell):
        return float(cell.strip().rstrip("s").rstrip().replace(",", "."))
    return seconds_of(cell)


def _by_headings(rows: list[Sequence[str]], width: int) -> Columns | None:
    """The columns by what stands above them: there must be one of words, and one of speakers or labels in it."""
    at = next((number for number, row in enumerate(rows) if len(row) == width), 0)
    found: dict[str, int] = {}
    for column, heading in enumerate(rows[at]):
        role = role_of(heading)
        if role is not None:
            found.setdefault(role, column)
    if "words" not in found or at + 1 >= len(rows):
        return None
    body = [row for row in rows[at + 1 :] if len(row) == width]
    speaker = found.get("speaker")
    named = speaker is not None and any(name_and_time(row[speaker])[0] for row in body)
    if not named and not _is_labelled([row[found["words"]] for row in body]):
        return None
    return Columns(
        width,
        found["words"],
        speaker if named else None,
        found.get("time"),
        found.get("end"),
        found.get("number"),
        header=True,
    )


def role_of(heading: str) -> str | None:
    """What a heading says that its column holds: speaker, words, time, end or number; None for all else."""
    folded = " ".join(heading.casefold().replace("_", " ").strip(" :.*").split())
    return _HEADINGS.get(re.split(r" [(-]", folded, maxsplit=1)[0])


def _by_looks(rows: list[Sequence[str]], width: int) -> Columns | None:
    if len(rows) < 2:
        return None
    columns = [[row[column] for row in rows] for column in range(width)]
    kinds: dict[str, int] = {}
    rest = []
    for number, cells in enumerate(columns):
        held = [cell for cell in cells if cell.strip()]
        if not held:
            continue
        if "time" not in kinds and _share(_TIME, held) >= 0.8:
            kinds["time"] = number
        elif "time" in kinds and "end" not in kinds and _share(_TIME, held) >= 0.8:
            kinds["end"] = number
        elif "time" in kinds and _share(_TIME, held) + _share(_DECIMAL, held) >= 0.8:
            continue  # the same times once more, or how long each lasts
        elif "time" not in kinds and _rises(cells):
            kinds["time"] = number
        elif "number" not in kinds and _share(_NUMBER, held) >= 0.9:
            kinds["number"] = number
        else:
            rest.append(number)
    if not rest:
        return None
    speaker, *after = rest
    if 0 < len(after) <= _MOST_BESIDE:
        words = max(after, key=lambda number: _length(columns[number]))
        if _are_speakers(columns[speaker], columns[words], timed="time" in kinds):
            header = _names_columns(rows, speaker, kinds)
            return Columns(
                width,
                words,
                speaker,
                kinds.get("time"),
                kinds.get("end"),
                kinds.get("number"),
                header=header,
            )
    # Without a column of speakers, only a column of times or numbers tells rows of speech from any others.
    if not kinds or len(rest) > 1 or not _is_labelled(columns[rest[0]]):
        return None
    return Columns(width, rest[0], None, kinds.get("time"), kinds.get("end"), kinds.get("number"))


def _rises(cells: list[str]) -> bool:
    """True for a column of decimal numbers, none smaller than the one above: seconds from the start."""
    if len(cells) < 3 or _share(_DECIMAL, cells) < 1:
        return False
    seconds = [float(cell.replace(",", ".")) for cell in cells]
    return sorted(seconds) == seconds and seconds[0] < seconds[-1]


def _length(cells: list[str]) -> int:
    return sum(map(len, cells))


def _names_columns(rows: list[Sequence[str]], speaker: int, kinds: Mapping[str, int]) -> bool:
    """True for a first row that names the columns in other words than are known here."""
    first, *others = rows
    for role, patterns in (("time", (_TIME, _DECIMAL)), ("number", (_NUMBER,))):
        cell = first[kinds[role]] if role in kinds else ""
        if cell.strip() and not any(pattern.fullmatch(cell) for pattern in patterns):
            return True
    key = speaker_key(first[speaker])
    return role_of(first[speaker]) == "speaker" and all(speaker_key(row[speaker]) != key for row in others)


def _share(pattern: re.Pattern[str], cells: list[str]) -> float:
    return sum(pattern.fullmatch(cell) is not None for cell in cells) / len(cells)


def _are_speakers(cells: list[str], words: list[str], *, timed: bool) -> bool:
    """True for labels that come again and again, beside times or words longer than a fact on a form."""
    found = [name_and_time(cell) for cell in cells if cell.strip()]
    labels = [label for label, _ in found]
    timed = timed or sum(seconds is not None for _, seconds in found) >= 0.5 * len(found)
    named = [label for label in labels if label and likeness(label) is not Likeness.NONE]
    keys = Counter(speaker_key(label) for label in named)
    if not named or len(named) < 0.8 * len(labels) or len(keys) < 2 or len(named) < 1.5 * len(keys):
        return False
    if timed or all(likeness(label) is Likeness.KNOWN for label in named):
        return True
    spoken = [cell for cell in words if cell.strip()]
    sentences = sum(_SENTENCE_END.search(cell) is not None for cell in spoken)
    long = sum(len(cell.split()) for cell in spoken) >= 4 * len(spoken)
    return len(named) >= 2 * len(keys) and long and 2 * sentences >= len(spoken)


def _is_labelled(words: list[str]) -> bool:
    """True where most cells begin with a speaker's label and a colon, some of them more than once."""
    held = [cell for cell in words if cell.strip()]
    labels = [label for label in (label_before(cell)[0] for cell in held) if label]
    keys = {speaker_key(label) for label in labels}
    return len(labels) >= 0.6 * len(held) and len(labels) >= 1.5 * len(keys) and len(keys) > 1


def label_before(cell: str) -> tuple[str | None, int]:
    """The label that a cell of words begins with, and where the words begin."""
    found = _LABEL.match(cell)
    if found is None or likeness(bare(found["label"])) in (Likeness.NONE, Likeness.WORDS):
        return None, 0
    return bare(found["label"]), found.end()


def name_and_time(cell: str) -> tuple[str | None, float | None]:
    """The speaker in a cell, without colon and brackets, and the time that may stand beside the name."""
    words = " ".join(cell.split())
    found = re.search(_ONE_TIME, words)
    seconds = None
    if found is not None:
        seconds = seconds_of(found[0])
        words = f"{words[: found.start()]} {words[found.end() :]}"
    name = bare(words.strip(" ,|–—-:：")).strip(" :：")
    return (name if 0 < len(name) <= LONGEST else None), seconds

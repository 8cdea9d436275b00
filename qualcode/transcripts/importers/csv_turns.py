"""Tables of turns: a row for each thing said, with its time, its speaker and its words in columns."""

from __future__ import annotations

import csv
import io
import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from qualcode.problem import Problem
from qualcode.transcripts.importers.choices import AS_FOUND, Choices
from qualcode.transcripts.importers.columns import (
    Columns,
    columns_of,
    label_before,
    name_and_time,
    role_of,
    seconds_in,
)
from qualcode.transcripts.importers.cues import Cue, joined
from qualcode.transcripts.importers.kinds import kind_of
from qualcode.transcripts.importers.limits import within_limits
from qualcode.transcripts.importers.text import Decoded, text_of
from qualcode.transcripts.speakers import is_interviewer, speaker_key
from qualcode.transcripts.transcript import Transcript

_DELIMITERS = (",", ";", "\t", "|")
_DATE = re.compile(r"\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}")
_WHOLE = re.compile(r"\s*\d{1,9}\s*")
_ASIDE = re.compile(r"\s*(?:\[[^\[\]]*\]|\([^()]*\)|<[^<>]*>|\*[^*]*\*)\s*")
_MILLISECONDS = 300  # where whole numbers lie so far apart, they do not count seconds
_MOST_OTHERS = 3  # columns beside speaker and words; with more, and no times, it is a survey

_FEWEST_LINES = 3  # of a text that may be a table
_NEARLY_ALL = 0.9

_ROWS = list[list[str]]


@dataclass(frozen=True, slots=True)
class _Table:
    """The rows of a file cut at `delimiter`, and which columns are read of them."""

    rows: _ROWS
    columns: Columns
    delimiter: str


def read(path: Path, data: bytes, choices: Choices = AS_FOUND) -> list[Transcript]:
    """The one transcript in a table of turns; raises Problem for tables of anything else."""
    decoded = text_of(data, choices.encoding)
    within_limits(decoded.text)
    return [_transcript(path, decoded, _table_in(decoded))]


def table_in_text(path: Path, decoded: Decoded) -> Transcript | None:
    """The transcript of a text whose every line has the same columns, as ELAN and NVivo write it; None for others."""
    lines = [line for line in decoded.text.split("\n") if line.strip()]
    for delimiter in ("\t", "|"):
        columns = Counter(line.count(delimiter) for line in lines).most_common(1)
        if len(lines) < _FEWEST_LINES or columns[0][0] < 2 or columns[0][1] < _NEARLY_ALL * len(lines):
            continue
        try:
            # Each line is a row: a quotation mark that is never closed would make one cell of many turns.
            table = _table_in(decoded, (delimiter,), quotes=False)
        except Problem:
            continue
        found = _transcript(path, decoded, table)
        return replace(found, warnings=("It holds a table of turns, and was read as one.", *found.warnings))
    return None


def _transcript(path: Path, decoded: Decoded, table: _Table) -> Transcript:
    """The transcript in a table; raises Problem where nothing is said in it."""
    cues = list(_cues(table))
    if not cues:
        raise _no_turns()
    text, turns = joined(cues)
    turns = tuple(
        replace(turn, seconds=None) if turn.seconds is not None and math.isnan(turn.seconds) else turn
        for turn in turns
    )
    return Transcript(
        path.stem,
        text,
        turns,
        kind=kind_of(path.stem, turns),
        warnings=decoded.warnings + _left_out(table),
        encoding=decoded.encoding,
    )


def _table_in(decoded: Decoded, delimiters: Sequence[str] = _DELIMITERS, *, quotes: bool = True) -> _Table:
    """The table, cut at whichever delimiter makes turns of it."""
    broken: csv.Error | None = None
    for delimiter in sorted(delimiters, key=decoded.text[:20_000].count, reverse=True):
        try:
            rows = _rows(decoded.text, delimiter, quotes=quotes)
        except csv.Error as error:
            broken = broken or error
            continue
        columns = columns_of(rows) or _times_and_words(rows)
        if columns is not None and _are_turns(rows, columns):
            return _Table(rows, columns, delimiter)
    if broken is not None:
        raise Problem(
            "It cannot be read as a table.",
            "A quotation mark in it may never be closed.",
            "Open it in a spreadsheet, look whether its columns are right, and save it again as CSV UTF-8.",
        ) from broken
    raise _no_turns()


def _rows(text: str, delimiter: str, *, quotes: bool) -> _ROWS:
    """The rows with words in them, as wide as the first of several cells: what is too much is in the last cell."""
    read = csv.reader(
        io.StringIO(text, newline=""),
        delimiter=delimiter,
        quoting=csv.QUOTE_MINIMAL if quotes else csv.QUOTE_NONE,
    )
    rows = [row for row in read if any(map(str.strip, row))]
    top = next((n for n, row in enumerate(rows) if sum(bool(cell.strip()) for cell in row) > 1), len(rows))
    above = [[" ".join("".join(row).split())] for row in rows[:top]]
    width = len(rows[top]) if rows[top:] else 0
    fitted = [
        [*row[: width - 1], delimiter.join(row[width - 1 :]).rstrip(delimiter)] if len(row) > width else row
        for row in rows[top:]
    ]
    return [*above, *([cell.strip() for cell in row] for row in fitted)]


def _times_and_words(rows: _ROWS) -> Columns | None:
    """The columns of a table in which nobody is named, as programs that only listen write it."""
    rows = [row for row in rows if len(row) > 1]
    if len(rows) < 2:
        return None
    roles: dict[str, int] = {}
    for column, heading in enumerate(rows[0]):
        role = role_of(heading)
        if role is not None:
            roles.setdefault(role, column)
    header = "words" in roles and "time" in roles
    if not header:
        if len(rows[0]) not in (2, 3) or any(seconds_in(cell) is None for cell in rows[0][:-1]):
            return None
        roles = {"time": 0, "words": len(rows[0]) - 1} | ({"end": 1} if len(rows[0]) == 3 else {})
    body = [row for row in rows[header:] if len(row) == len(rows[0])]
    timed = sum(seconds_in(row[roles["time"]]) is not None and not _DATE.search(row[roles["time"]]) for row in body)
    if timed < 0.8 * len(rows[header:]) or not any(" " in row[roles["words"]] for row in body):
        return None
    return Columns(len(rows[0]), roles["words"], None, roles["time"], roles.get("end"), header=header)


def _are_turns(rows: _ROWS, columns: Columns) -> bool:
    """True where the same few voices come again and again, as in no list of people or of their answers."""
    body = [row for row in rows if len(row) == columns.width][columns.header :]
    if _is_timed(body, columns):
        return True
    known = {columns.words, columns.speaker, columns.time, columns.end, columns.number}
    others = {column for row in body for column, cell in enumerate(row) if cell and column not in known}
    labels = [_speaker_of(row, columns)[0] for row in body]
    counts = Counter(speaker_key(label) for label in labels if label)
    names = list({speaker_key(label): label for label in labels if label}.values())
    if any(is_interviewer(name, names) for name in names):
        return True
    return len(others) < _MOST_OTHERS and len(counts) <= max(2, 0.5 * sum(counts.values()))


def _is_timed(body: _ROWS, columns: Columns) -> bool:
    if columns.time is None:
        return False
    times = [row[columns.time] for row in body]
    timed = [seconds_in(time) for time in times if time and not _DATE.search(time)]
    seconds = [second for second in timed if second is not None]
    return len(seconds) >= 0.5 * len(times) and sorted(seconds) == seconds


def _cues(table: _Table) -> Iterator[Cue]:
    """A cue for each row that says something; whoever spoke last goes on where a row names nobody."""
    columns = table.columns
    unit = _unit(table)
    last: str | None = None
    header = columns.header
    for row in table.rows:
        if len(row) <= columns.words:
            yield Cue(math.nan, math.nan, None, (" ".join(filter(None, row)),), fresh=True)
            continue
        if header:
            header = False
            continue
        words = row[columns.words]
        speaker, beside, skip = _speaker_of(row, columns)
        start = _seconds(row, columns.time, unit)
        if math.isnan(start) and beside is not None:
            start = beside
        end = _seconds(row, columns.end, unit)
        if not words[skip:]:
            last = speaker or last
            continue
        aside = speaker is None and _ASIDE.fullmatch(words) is not None
        voice = None if aside else speaker or last
        yield Cue(start, start if math.isnan(end) else end, voice, (words[skip:],), fresh=aside)
        last = speaker or last


def _speaker_of(row: Sequence[str], columns: Columns) -> tuple[str | None, float | None, int]:
    """Who speaks in a row, the time beside the name, and how many characters of the words are the name."""
    if columns.speaker is not None:
        cell = row[columns.speaker] if columns.speaker < len(row) else ""  # a last column may be cut off
        return (*name_and_time(cell), 0)
    speaker, skip = label_before(row[columns.words])
    return speaker, None, skip


def _seconds(row: Sequence[str], column: int | None, unit: float) -> float:
    """The time in a cell; not a number where there is none, or where it is a time of the calendar."""
    if column is None or column >= len(row) or not row[column] or _DATE.search(row[column]):
        return math.nan
    seconds = seconds_in(row[column])
    return math.nan if seconds is None else round(seconds * (unit if _WHOLE.fullmatch(row[column]) else 1), 3)


def _unit(table: _Table) -> float:
    """What a whole number in the column of times stands for: a second, or a thousandth of one."""
    columns = table.columns
    if columns.time is None:
        return 1.0
    rows = [row for row in table.rows if len(row) > columns.time][columns.header :]
    cells = [row[columns.time] for row in rows if row[columns.time]]
    whole = [int(cell) for cell in cells if _WHOLE.fullmatch(cell)]
    if len(whole) < len(cells) or len(whole) < 2:
        return 1.0
    return 0.001 if (whole[-1] - whole[0]) / (len(whole) - 1) >= _MILLISECONDS else 1.0


def _left_out(table: _Table) -> tuple[str, ...]:
    """A sentence that names the columns which were not read."""
    columns = table.columns
    read_now = {columns.words, columns.speaker, columns.time, columns.end, columns.number}
    rows = [row for row in table.rows if len(row) == columns.width]
    used = [
        column for column in range(columns.width) if column not in read_now and any(row[column] for row in rows[1:])
    ]
    if not used:
        return ()
    names = [rows[0][column] if columns.header and rows[0][column] else str(column + 1) for column in used]
    what = "The column" if len(names) == 1 else "The columns"
    were = "was" if len(names) == 1 else "were"
    return (f"{what} {', '.join(names)} {were} left out.",)


def _no_turns() -> Problem:
    return Problem(
        "It looks like a table of people or answers, not of turns.",
        "A table of turns has a row for each thing said, with columns such as time, speaker and words.",
        "Import this file alone (+ in Documents), and you are asked what it holds; or use “qualcode survey” for "
        "answers, “qualcode participants” for facts about people.",
    )

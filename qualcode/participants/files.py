"""Tables of participants as csv: participant, consent, until, words, and a column for each attribute."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from qualcode.participants.consent import Consent
from qualcode.problem import Problem
from qualcode.transcripts.clean import plain
from qualcode.transcripts.csv_table import CsvRow, read_table

_OWN = ("participant", "consent", "until", "words")
_PRINTED = "(may be printed)"


@dataclass(frozen=True)
class ParticipantRow:
    """One person's line. `until` is the last day the consent holds."""

    participant: str
    consent: Consent | None = None
    until: date | None = None
    words: str = ""
    attributes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class ParticipantTable:
    """The lines, and which attributes may be printed (those whose heading ends in “(may be printed)”)."""

    rows: tuple[ParticipantRow, ...]
    printable: Mapping[str, bool]


def read_csv(path: Path) -> ParticipantTable:
    """Read a table of participants.

    Raises Problem when the file cannot be read, has no column `participant`, or holds an unknown consent or date.
    """
    table = read_table(path)
    if "participant" not in [heading.casefold() for heading in table.headings]:
        raise Problem(
            f"{path.name} has no column “participant”.",
            f"Its columns are: {', '.join(table.headings) or 'none'}.",
            "Name the column that holds P01, P02, … “participant”.",
        )
    attributes = [heading for heading in table.headings if heading and heading.casefold() not in _OWN]
    printable = {_attribute(heading): heading.casefold().endswith(_PRINTED) for heading in attributes}
    rows = (_row(row, attributes) for row in table.rows if row.cells["participant"])
    return ParticipantTable(tuple(rows), printable)


def _attribute(heading: str) -> str:
    return heading[: -len(_PRINTED)].strip() if heading.casefold().endswith(_PRINTED) else heading


def _row(row: CsvRow, attributes: Sequence[str]) -> ParticipantRow:
    cells = row.cells
    consent = cells.get("consent", "").casefold()
    if consent and consent not in list(Consent):
        raise Problem(f"Line {row.line}: “{consent}” is not a consent.", remedy=f"Use one of: {', '.join(Consent)}.")
    until = cells.get("until", "")
    try:
        last_day = date.fromisoformat(until) if until else None
    except ValueError:
        raise Problem(f"Line {row.line}: “{until}” is not a date.", remedy="Write it as 2030-12-31.") from None
    return ParticipantRow(
        plain(cells["participant"]),
        Consent(consent) if consent else None,
        last_day,
        cells.get("words", ""),
        {_attribute(name): plain(value) for name in attributes if (value := cells[name.casefold()])},
    )

"""Tables of participants as csv: participant, consent, until, words, and a column for each attribute."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from qualcode.participants.consent import Consent
from qualcode.problem import Problem
from qualcode.transcripts.clean import plain

_OWN = ("participant", "consent", "until", "words")
_NOT_PRINTED = "(not printed)"


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
    """The lines, and which attributes may be printed (a heading that ends in “(not printed)” may not)."""

    rows: tuple[ParticipantRow, ...]
    printable: Mapping[str, bool]


def read_csv(path: Path) -> ParticipantTable:
    """Read a table of participants.

    Raises Problem when the file cannot be read, has no column `participant`, or holds an unknown consent or date.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        raise Problem(f"There is no file {path.name}.", remedy="Check the name and the folder.") from None
    except UnicodeDecodeError:
        text = path.read_bytes().decode("cp1252", errors="replace")
    except OSError as error:
        raise Problem(f"{path.name} cannot be read.", str(error.strerror), "Check who may open it.") from error
    reader = csv.DictReader(io.StringIO(text, newline=""), restval="")
    headings = [plain(name or "").strip() for name in reader.fieldnames or ()]
    if "participant" not in [heading.casefold() for heading in headings]:
        raise Problem(
            f"{path.name} has no column “participant”.",
            f"Its columns are: {', '.join(headings) or 'none'}.",
            "Name the column that holds P01, P02, … “participant”.",
        )
    printable = {
        _attribute(heading): not heading.casefold().endswith(_NOT_PRINTED)
        for heading in headings
        if heading and heading.casefold() not in _OWN
    }
    rows = [
        _row({plain(k or "").strip(): plain(v or "").strip() for k, v in row.items() if k is not None}, number)
        for number, row in enumerate(reader, start=2)
    ]
    return ParticipantTable(tuple(row for row in rows if row.participant), printable)


def _attribute(heading: str) -> str:
    return heading[: -len(_NOT_PRINTED)].strip() if heading.casefold().endswith(_NOT_PRINTED) else heading


def _row(cells: Mapping[str, str], line: int) -> ParticipantRow:
    own = {key.casefold(): value for key, value in cells.items()}
    consent = own.get("consent", "").casefold()
    if consent and consent not in list(Consent):
        raise Problem(f"Line {line}: “{consent}” is not a consent.", remedy=f"Use one of: {', '.join(Consent)}.")
    until = own.get("until", "")
    try:
        last_day = date.fromisoformat(until) if until else None
    except ValueError:
        raise Problem(f"Line {line}: “{until}” is not a date.", remedy="Write it as 2030-12-31.") from None
    return ParticipantRow(
        own["participant"],
        Consent(consent) if consent else None,
        last_day,
        own.get("words", ""),
        {_attribute(key): value for key, value in cells.items() if key.casefold() not in _OWN and value},
    )

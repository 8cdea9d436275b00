"""The table of speakers as a file: printed, changed in a spreadsheet, and read back as decisions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from qualcode.analysis.speakers import SpeakerLine, SpeakerRow, likeness_sentence, likenesses_of
from qualcode.edits.speaker_decisions import Decision, in_force
from qualcode.problem import Problem
from qualcode.transcripts.clean import plain
from qualcode.transcripts.csv_table import CsvRow, read_table

_NEEDED = ("document", "label")
_NOBODY = ("nobody", "nobody’s", "nobody's")


@dataclass(frozen=True)
class ReadDecisions:
    """What a changed table decides, by speaker, and the rows that fit no speaker of the study."""

    decisions: dict[str, Decision]
    unmatched: tuple[str, ...]


def speaker_table(lines: Iterable[SpeakerLine], rows: Sequence[SpeakerRow]) -> list[dict[str, Any]]:
    """A row for each speaker of each document; `rows` are those of the whole study, for what looks alike.

    `new label` and `is` are there to be changed; the same new label for two speakers of a document makes them one.
    """
    by_id = {row.id: row for row in rows}
    alike = {line.id: likeness_sentence(by_id, one) for one in likenesses_of(rows) for line in by_id[one.id].lines}
    return [
        {
            "document": line.document,
            "label": line.label,
            "new label": line.label,
            "is": line.who,
            "turns": line.turns,
            "words": line.words,
            "first words": line.first_words,
            "looks like": alike.get(line.id, ""),
        }
        for line in lines
    ]


def read_decisions(path: Path, lines: Sequence[SpeakerLine]) -> ReadDecisions:
    """The decisions in a changed table of speakers; what is as it was decides nothing.

    Raises Problem when the file is no such table, or says two things of one speaker.
    """
    table = read_table(path)
    keys = [heading.casefold() for heading in table.headings]
    for needed in _NEEDED:
        if needed not in keys:
            raise Problem(
                f"{path.name} has no column “{needed}”.",
                f"Its columns are: {', '.join(table.headings) or 'none'}.",
                "Begin with the table that “qualcode speakers --csv” prints.",
            )
    by_place = {(plain(line.document).casefold(), plain(line.label).strip()): line for line in lines}
    decisions: dict[str, Decision] = {}
    numbers: dict[str, int] = {}
    unmatched = []
    for row in table.rows:
        line = by_place.get((plain(row.cells["document"]).casefold(), plain(row.cells["label"]).strip()))
        if line is None:
            unmatched.append(f"line {row.line} (“{row.cells['label']}” in “{row.cells['document']}”)")
            continue
        if line.id in numbers:
            raise Problem(
                f"Line {row.line}: “{line.label}” in “{line.document}” stands in line {numbers[line.id]}, too.",
                remedy="Leave one row for each speaker of a document.",
            )
        numbers[line.id] = row.line
        decisions[line.id] = _decision(row, line)
    decisions = _with_joins(lines, decisions, numbers)
    return ReadDecisions(in_force(lines, decisions), tuple(unmatched))


def _decision(row: CsvRow, line: SpeakerLine) -> Decision:
    label = " ".join(plain(row.cells.get("new label", "")).split())
    who = " ".join(plain(row.cells.get("is", "")).split())
    decision = Decision(line.id, label=label if label and label != line.label else None)
    if not who or who.casefold() == line.who.casefold():
        return decision
    if who.casefold() == "participant":
        raise Problem(
            f"Line {row.line}: which participant is “{line.label}”?",
            remedy="Write the pseudonym, such as P03; a new one makes a new participant.",
        )
    if who.casefold() in _NOBODY:
        return decision.with_who("nobody")
    return decision.with_who("interviewer" if who.casefold() == "interviewer" else who)


def _with_joins(
    lines: Sequence[SpeakerLine], decisions: dict[str, Decision], numbers: dict[str, int]
) -> dict[str, Decision]:
    """Speakers of one document with one new label become one: whose label it is already, else who says most."""
    groups: dict[tuple[str, str], list[SpeakerLine]] = defaultdict(list)
    for line in lines:
        decision = decisions.get(line.id)
        label = decision.label if decision is not None and decision.label is not None else line.label
        groups[line.document_id, label.casefold()].append(line)
    found = dict(decisions)
    for (_, label), group in groups.items():
        if len(group) < 2:
            continue
        stays = max(group, key=lambda line: (line.label.casefold() == label, line.turns))
        own = found.get(stays.id, Decision(stays.id))
        for line in group:
            decision = found.get(line.id)
            if line is stays or decision is None:
                continue
            if decision.says_who:
                said = (decision.asks, decision.person)
                if own.says_who and said != (own.asks, own.person):
                    raise Problem(
                        f"Line {numbers[line.id]}: “{line.label}” and “{stays.label}” cannot be one speaker and two "
                        "people.",
                        remedy="Give both rows the same in “is”, or different new labels.",
                    )
                own = replace(own, asks=decision.asks, person=decision.person)
            found[line.id] = Decision(line.id, into=stays.id)
        found[stays.id] = own
    return found

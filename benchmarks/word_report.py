"""Time the parts of a Word report of 1,000 and of 10,000 excerpts, without charts."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from random import Random
from statistics import median
from time import perf_counter
from typing import Any

from qualcode.exports import word
from qualcode.exports.report import (
    Appearance,
    AreaChapter,
    Attribution,
    CodeSection,
    Counts,
    CountsRow,
    CountsTable,
    DocumentsOfKind,
    PrintedExcerpt,
    Report,
    Sources,
    Tally,
)
from qualcode.participants.consent import Agreement, Consent
from qualcode.participants.disclosure import Audience, Line, Verbatim, clear
from qualcode.transcripts.transcript import Kind

_WORDS = [
    "I",
    "sat",
    "in",
    "the",
    "car",
    "for",
    "twenty",
    "minutes",
    "and",
    "nearly",
    "drove",
    "home",
    "then",
    "somebody",
    "came",
    "past",
    "with",
    "a",
    "tin",
]
_LENGTH = 60
_AREAS, _CODES_PER_AREA, _PARTICIPANTS = 4, 15, 24
_RUNS = 5


def report_of(number: int) -> Report:
    """A report of `number` excerpts under 60 codes in four areas."""
    quotable = (Agreement(Consent.QUOTE),)
    chance = Random(1)
    passages = [
        Verbatim(f"x{i:08}", (Line("P03", " ".join(chance.choices(_WORDS, k=_LENGTH))),), quotable, ("P03",))
        for i in range(number)
    ]
    words = clear(passages, Audience.TEAM, on=date(2026, 3, 12)).cleared
    who = Attribution((Appearance("P03", ("service user", "60–69")),), "Interview 3", "26:40, turn 82")
    excerpts = [PrintedExcerpt(each, who) for each in words]
    per_code = number // (_AREAS * _CODES_PER_AREA) + 1
    counts = Counts((Tally(per_code, 9, 24, 40, 100),))
    areas = []
    for area in range(_AREAS):
        first = area * _CODES_PER_AREA
        sections = tuple(
            CodeSection(
                f"{area + 1}.{code + 1}",
                "A code of the codebook",
                definition="What it is about.",
                counts=counts,
                excerpts=tuple(excerpts[(first + code) * per_code : (first + code + 1) * per_code]),
            )
            for code in range(_CODES_PER_AREA)
        )
        areas.append(AreaChapter(str(area + 1), "An area", sections, counts=counts))
    names = tuple(f"P{i:02}" for i in range(_PARTICIPANTS))
    rows = tuple(CountsRow(str(i), "A code", 1, (3,) * _PARTICIPANTS, 72, 24, 40) for i in range(60))
    return Report(
        "Themed excerpts",
        "A study",
        datetime(2026, 3, 12, tzinfo=UTC),
        Audience.TEAM,
        Sources((DocumentsOfKind(Kind.INTERVIEW, 100),), _PARTICIPANTS, 2, "everybody’s, merged"),
        tuple(areas),
        counts=CountsTable(names, rows),
    )


def seconds(work: Callable[[], Any]) -> float:
    """The median of a few runs, after one to warm up."""
    work()
    times: list[float] = []
    for _ in range(_RUNS):
        started = perf_counter()
        work()
        times.append(perf_counter() - started)
    return median(times)


def main() -> None:
    """Print a line for each size and part."""
    sizes = [int(argument) for argument in sys.argv[1:]] or [1_000, 10_000]
    with tempfile.TemporaryDirectory() as folder:
        for number in sizes:
            report = report_of(number)
            path = Path(folder) / "report.docx"
            whole = seconds(partial(word.write, report, path))
            content = seconds(partial(word.content, report))
            size = path.stat().st_size / 1e6
            print(f"{number:>7,} excerpts: content {content:.2f} s, written {whole:.2f} s, {size:.1f} MB")


if __name__ == "__main__":
    main()

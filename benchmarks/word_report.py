"""Time the parts of a Word report of 1,000 and of 10,000 excerpts, without charts.

The words are those of the sample study in passages as long as people's answers are, no two alike: repeated ones
would be packed too quickly.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from random import Random
from time import perf_counter
from typing import Any

from qualcode import sample
from qualcode.exports import word, word_styles
from qualcode.exports.numbers import Counts, CountsRow, CountsTable, Tally
from qualcode.exports.printed import Appearance, Attribution, PrintedExcerpt
from qualcode.exports.report import AreaChapter, CodeSection, Report
from qualcode.exports.sources import DocumentsOfKind, Sources
from qualcode.exports.word_body import Body
from qualcode.participants.consent import Agreement, Consent
from qualcode.participants.disclosure import Audience, Line, Verbatim, clear
from qualcode.participants.names import NO_NAMES
from qualcode.transcripts.transcript import Kind

_SHORTEST, _LONGEST = 5, 120
_AREAS, _CODES_PER_AREA, _PARTICIPANTS = 4, 15, 24
_RUNS = 5


def _spoken() -> list[str]:
    texts = sorted((sample.folder() / "transcripts").glob("*.txt"))
    return " ".join(path.read_text(encoding="utf-8") for path in texts).split()


def _passage(spoken: list[str], chance: Random) -> str:
    start = chance.randrange(len(spoken))
    said = spoken[start : start + chance.randint(_SHORTEST, _LONGEST)]
    chance.shuffle(said)
    return " ".join(said)


def report_of(number: int) -> Report:
    """A report of `number` excerpts under 60 codes in four areas."""
    quotable = (Agreement(Consent.QUOTE),)
    chance = Random(1)
    spoken = _spoken()
    passages = [
        Verbatim(f"x{i:08}", (Line("P03", _passage(spoken, chance)),), quotable, ("P03",)) for i in range(number)
    ]
    words = clear(passages, Audience.TEAM, on=date(2026, 3, 12), names=NO_NAMES).cleared
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
        Sources((DocumentsOfKind(Kind.INTERVIEW, 100, _PARTICIPANTS),), 2, "everybody’s, merged"),
        tuple(areas),
        counts=(CountsTable(names, rows),),
    )


def seconds(work: Callable[[], Any]) -> float:
    """The least of a few runs, after one to warm up: other work on the machine only adds."""
    work()
    times: list[float] = []
    for _ in range(_RUNS):
        started = perf_counter()
        work()
        times.append(perf_counter() - started)
    return min(times)


def _body(report: Report, styles: Mapping[str, str]) -> str:
    # In twips, the text of an A4 page.
    return Body(report=report, styles=styles, width=9071, height=13947, add_chart=lambda chart: "").xml()


def main() -> None:
    """Print a line for each size, with its parts."""
    styles = {name: name for name in word_styles.fit(word_styles.our_styles())}
    empty = seconds(partial(word.content, replace(report_of(0), areas=(), counts=())))
    print(f"styles, settings, headers, the zip of them: {empty:.3f} s in every report")
    sizes = [int(argument) for argument in sys.argv[1:]] or [1_000, 10_000]
    with tempfile.TemporaryDirectory() as folder:
        for number in sizes:
            report = report_of(number)
            path = Path(folder) / "report.docx"
            body = seconds(partial(_body, report, styles))
            content = seconds(partial(word.content, report))
            whole = seconds(partial(word.write, report, path))
            size = path.stat().st_size / 1e6
            print(
                f"{number:>7,} excerpts: body {body:.2f} s, splice and zip {content - body - empty:.2f} s, "
                f"content {content:.2f} s, written {whole:.2f} s, {size:.1f} MB"
            )


if __name__ == "__main__":
    main()

"""What a survey takes: reading, importing, listing, counting, coding, undoing, and the study's size. Run it by hand.

    python benchmarks/survey.py FOLDER FILE.csv [FILE.csv …]
    python benchmarks/survey.py FOLDER

Without files, one is made up of 2,666 people with an open answer and four facts. CPU and wall milliseconds.
"""

from __future__ import annotations

import asyncio
import csv
import os
import random
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any, ClassVar, TypeVar

from textual.screen import Screen

sys.path.insert(0, str(Path(__file__).parent.parent))

from qualcode.analysis.codes import codebook
from qualcode.analysis.documents import documents
from qualcode.analysis.people import participants
from qualcode.analysis.survey_counts import counts
from qualcode.analysis.surveys import AnswerGroup, answers, grouped, questions
from qualcode.analysis.tallies import tallies
from qualcode.codebooks.csv_files import CodebookRow
from qualcode.edits.codebook import ImportCodebook
from qualcode.project.project import Project
from qualcode.project.surveys import preview, read_survey, survey_arrival
from qualcode.tui import app as tui
from qualcode.tui.screens.answers import AnswersScreen

T = TypeVar("T")
_WORDS = "talking to people who know what it is like and a card on the board in the chemist’s told me where"


def timed(name: str, work: Callable[[], T]) -> T:
    """Print the CPU and wall time of `work` in milliseconds, run once."""
    cpu, wall = time.process_time(), time.perf_counter()
    done = work()
    print(f"  {name:<34} {(time.process_time() - cpu) * 1000:9.1f} {(time.perf_counter() - wall) * 1000:9.1f}")
    return done


def made_up(folder: Path, people: int = 2_666) -> Path:
    """A survey of as many people as the Q Lab's, with answers of one to three sentences."""
    dice = random.Random(7)
    path = folder / f"made-up-{people}.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["ID", "Role", "Region", "Age", "How often?", "Please say what has helped you most"])
        for number in range(1, people + 1):
            said = ". ".join(
                " ".join(dice.choices(_WORDS.split(), k=dice.randint(4, 14))) for _ in range(dice.randint(1, 3))
            )
            writer.writerow(
                [
                    f"A{number}",
                    dice.choice(["nurse", "carer", "peer worker", "manager"]),
                    dice.choice(["North", "South", "East", "West"]),
                    dice.randint(18, 90),
                    dice.choice(["Never", "Sometimes", "Often", "Always"]),
                    said,
                ]
            )
    return path


def _alike(project: Project, question_id: str) -> list[AnswerGroup]:
    return grouped(project.read(answers, question_id))


class _Watched(tui.QualcodeApp):
    """The application, keeping when it painted; what a terminal would be sent is worked out and thrown away."""

    CSS_PATH = str(Path(tui.__file__).with_name("app.tcss"))
    painted: ClassVar[list[float]] = []

    def _display(self, screen: Screen[Any], renderable: Any) -> None:
        super()._display(screen, renderable)
        if screen is self.screen and renderable is not None:
            renderable.render_segments(self.console)
            self.painted.append(time.perf_counter())


async def code_answers(study: Path, times: int = 25) -> None:
    """Print what coding one answer in the list takes: from the key to the disk, and from there to the last paint."""
    app = _Watched(study, coder="Ana", opener=lambda path: Project.open(path, back_up=False))
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        commits: list[float] = []
        app.lane.subscribe(lambda made: commits.append(time.perf_counter()))
        while app.current_mode != "documents":
            await pilot.pause(0.05)
        screen = AnswersScreen()
        await app.push_screen(screen)
        await pilot.pause(1)
        code = next(code for code in (await app.read(codebook)).codes if not code.is_area)
        screen._used(code.id)
        taken = []
        for _ in range(times):
            await pilot.press("j")
            await pilot.pause(0.15)
            app.painted.clear()
            commits.clear()
            cpu, wall = time.process_time(), time.perf_counter()
            await pilot.press("a")
            await pilot.pause(0.3)
            if commits and app.painted:  # not where the code was there already
                cpu = time.process_time() - cpu
                taken.append((cpu, commits[0] - wall, app.painted[-1] - commits[0], len(app.painted)))
    if not taken:
        print("  no open answer to code")
        return
    disk, screen_ = _of(taken, 1), _of(taken, 2)
    print(f"  {'code an answer: key to disk':<34} {'':>9} {median(disk):9.1f}   at most {max(disk):.1f}")
    print(
        f"  {'code an answer: disk to screen':<34} {median(_of(taken, 0)):9.1f} {median(screen_):9.1f}"
        f"   at most {max(screen_):.1f}; painted {max(one[3] for one in taken)} times"
    )


def _of(taken: list[tuple[float, float, float, int]], place: int) -> list[float]:
    return [one[place] * 1000 for one in taken]


def measure(folder: Path, file: Path) -> None:
    study = folder / "survey.qualcode"
    study.unlink(missing_ok=True)
    print(f"{file.name}: {file.stat().st_size / 1e6:.2f} MB")
    with Project.create(study, "Survey") as project:
        project.sign_in("Ana")
        begun, wall = time.process_time(), time.perf_counter()
        table, choices = timed("read and guess", lambda: read_survey(file))
        survey = timed("preview", lambda: preview(table, choices))
        edit = timed("sentences", lambda: survey_arrival(survey))
        timed("import, committed", lambda: project.make(edit))
        cpu, passed = (time.process_time() - begun) * 1000, (time.perf_counter() - wall) * 1000
        print(f"  {'all of it':<34} {cpu:9.1f} {passed:9.1f}   {edit.people:,} people, {edit.answers:,} answers")
        conn = project.conn
        lines = timed("questions", lambda: questions(conn))
        closed = [line for line in lines if not line.is_open]
        for line in lines:
            if line.is_open:
                timed("answers, alike once", partial(_alike, project, line.id))
        if len(closed) > 1:
            timed("counts of one by another", lambda: counts(conn, closed[0], closed[1].attribute_id))
        timed("list of documents", lambda: documents(conn))
        timed("list of participants", lambda: participants(conn))
        timed("tallies", lambda: tallies(conn))
    size = study.stat().st_size
    print(f"  the study is {size / 1e6:.1f} MB, {size / file.stat().st_size:.1f} times the file")
    with Project.open(study, back_up=False) as project:
        project.sign_in("Ana")
        timed("undo", project.undo)
        timed("redo", project.redo)
        areas = CodebookRow("", "Access", "1", "", "Access")
        codes = [CodebookRow("", "Access", f"1.{number}", "1", f"Code number {number}") for number in range(1, 41)]
        project.make(ImportCodebook((areas, *codes), "forty codes"))
    asyncio.run(code_answers(study))


def main() -> None:
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    os.environ["QUALCODE_CONFIG"] = str(folder / "config")
    print(f"  {'':<34} {'CPU ms':>9} {'wall ms':>9}")
    for file in [Path(name) for name in sys.argv[2:]] or [made_up(folder)]:
        measure(folder, file)


if __name__ == "__main__":
    main()

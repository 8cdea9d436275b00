"""A study in which many groups are of one to four people, and what a reader of a file of it can count."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from itertools import cycle
from pathlib import Path
from typing import Any

from qualcode.analysis.documents import open_document
from qualcode.analysis.people import participants
from qualcode.analysis.surveys import find_attribute
from qualcode.codebooks.csv_files import CodebookRow
from qualcode.edits.attributes import AddAttribute, NewAttribute
from qualcode.edits.clock import FixedClock
from qualcode.edits.codebook import ImportCodebook
from qualcode.edits.codings import AddCodings, NewCoding
from qualcode.edits.documents import ImportDocuments, Incoming
from qualcode.edits.participants import ChangeParticipant
from qualcode.edits.study import AddCoder
from qualcode.edits.themes import Gather, NewTheme, Thing
from qualcode.edits.wanted import SetWanted
from qualcode.project.project import Project
from qualcode.transcripts.transcript import Kind
from tests.conftest import NOON, span_of, transcript_of
from tests.template import Template

TIMES = 5  # passages of a person under a code, so that a number below it is none of passages
ROLES = ["nurse"] * 8 + ["carer"] * 3 + ["porter"] * 2 + ["chaplain"]
SAID = {  # by whom, by their numbers
    "1.1": range(1, 15),
    "1.2": range(1, 3),
    "1.3": (*range(1, 8), 9),
    "2.1": (6, 8, 10, 12, 14),
    "2.1.1": (1, 2, 3),
    "2.2": range(1, 10),
    "2.3": (9, 10, 11, 12),
}


def _named(index: str, place: int) -> str:
    return f"code {'abcdefghijk'[place]}" if "." in index else f"Area {index}"


CODES = [
    CodebookRow("", f"Area {index[0]}", index, index.rpartition(".")[0], _named(index, place))
    for place, index in enumerate(("1", "1.1", "1.2", "1.3", "2", "2.1", "2.1.1", "2.2", "2.3"))
]


def _sentence(index: str, time: int) -> str:
    return f"Of {CODES[[one.index for one in CODES].index(index)].name[-1]}{'vwxyz'[time]} that is what happens."


def _text(label: str, codes: Sequence[str]) -> str:
    said = " ".join(_sentence(index, time) for index in codes for time in range(TIMES))
    return f"Interviewer: And how is it?\n{label}: {said} Then so on.\n"


def _begin(path: Path) -> None:
    """Fourteen interviews, five groups of the same three people, and one who withdrew; five coders."""
    with Project.create(path, "Study", clock=FixedClock(NOON)) as project:
        project.sign_in("Ana")
        project.make(ImportCodebook(CODES, "small"))
        codes = dict(project.conn.execute("SELECT idx, id FROM code").fetchall())
        coders = []
        for name in ("Bem", "Cay", "Dov", "Eli", "Fay"):
            coder = AddCoder(name, project.study_id)
            project.make(coder)
            coders.append(coder.id)
        of_coder = cycle(coders)
        texts = [
            (f"P{number:02}", [one for one, whose in SAID.items() if number in whose]) for number in range(1, 15)
        ]
        texts.append(("P20", ["1.1"]))
        for label, indexes in texts:
            _bring_in(project, _text(label, indexes), f"{label} interview", Kind.INTERVIEW)
        group = "".join(_text(label, ["1.1"]) for label in ("P15", "P16", "P17"))
        for number in "vwxyz":
            _bring_in(project, f"{group}Interviewer: Thank you, {number}.\n", f"Group {number}", Kind.FOCUS_GROUP)
        new = []
        for document, name in project.conn.execute("SELECT id, name FROM document ORDER BY name").fetchall():
            found = open_document(project.conn, document)
            assert found is not None
            coder_id = next(of_coder)
            indexes = next((codes for label, codes in texts if name.startswith(label)), ["1.1"])
            for index in indexes:
                for time in range(TIMES):
                    span = span_of(found.text, _sentence(index, time))
                    against = index == "2.2" and name.startswith(("P01", "P02", "P03")) and not time
                    new.append(NewCoding(document, span, codes[index], coder_id, against))
                    if index == "1.3" and name.startswith(("P01", "P02", "P03")):
                        new.append(NewCoding(document, span, codes["1.1"], coder_id))
        project.make(AddCodings(new))
        project.make(AddAttribute(NewAttribute("role", printable=True)))
        project.make(AddAttribute(NewAttribute("gender", printable=True)))
        project.make(AddAttribute(NewAttribute("shift", printable=True)))
        role, gender = (find_attribute(project.conn, one) for one in ("role", "gender"))
        for person in participants(project.conn):
            place = int(person.pseudonym[1:])
            facts: dict[str, str | None] = {}
            if place < 15:
                facts = {"role": ROLES[place - 1], "shift": ("day", "night")[place % 2]}
                facts["gender"] = "man" if place in (1, 9, 12) else "woman"
            consent = "withdrawn" if place == 20 else "quote"
            project.make(ChangeParticipant(person.id, {"consent": consent}, facts))
        theme = NewTheme("Somebody has to say it")
        project.make(theme)
        project.make(Gather(theme.id, [Thing("code", codes["2.2"])]))
        project.make(Gather(theme.id, [Thing("code", codes["2.3"])], against=True))
        for value in ("nurse", "carer", "porter"):
            project.make(SetWanted(role, value, 20))
            project.make(SetWanted(role, value, 19, gender, "woman"))


def _bring_in(project: Project, text: str, name: str, kind: Kind) -> None:
    project.make(ImportDocuments([Incoming(transcript_of(text, name), kind, ())]))


STUDY = Template(_begin)


# What a reader of any format sees

FEW_PEOPLE = re.compile(
    r"(?<![\d.,])([1-4])(?: of [\d,]+)? (?:participants?|people|persons?|of them)\b|\bof [1-4] (?:part|peo)"
)


def _cells(path: Path) -> Iterator[object]:
    """What stands alone in a cell, or beside a bar, of a file."""
    if path.suffix == ".docx":
        import docx

        document = docx.Document(str(path))
        yield from (cell.text for each in document.tables for row in each.rows for cell in row.cells)
    elif path.suffix == ".xlsx":
        import openpyxl

        book = openpyxl.load_workbook(path)
        every = (cell for sheet in book for row in sheet.iter_rows() for cell in row)
        # A share of all is 1, and so is the rate of what one alone has.
        yield from (cell.value for cell in every if "0.0" not in cell.number_format and "%" not in cell.number_format)
    elif path.suffix == ".csv":
        yield from (cell for row in csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"))) for cell in row)
    elif path.suffix == ".md":
        for line in path.read_text(encoding="utf-8").splitlines():
            yield from (cell.strip() for cell in line.split("|")) if line.startswith("|") else ()
    elif path.suffix in (".html", ".svg"):
        yield from re.findall(r">([^<>]*)<", path.read_text(encoding="utf-8"))


def words_of(path: Path) -> str:
    """All that a reader of a file reads."""
    if path.suffix == ".docx":
        import docx

        document = docx.Document(str(path))
        return "\n".join([*(one.text for one in document.paragraphs), *map(str, _cells(path))])
    if path.suffix == ".xlsx":
        return "\n".join(map(str, _cells(path)))
    return re.sub(r"<[^>]*>", " ", path.read_text(encoding="utf-8-sig"))


def is_few(cell: object) -> bool:
    return re.fullmatch(r"[1-4]", str(cell).strip().replace("%", "")) is not None


def tells_of_few(path: Path) -> list[str]:
    """What a file, or each of a folder, tells of fewer than five people."""
    found = [f"{path.name}: {cell}" for cell in _cells(path) if is_few(cell)]
    return found + [
        f"{path.name}: {told[0]} in {told.string[told.start() - 60 : told.end() + 60]!r}"
        for told in FEW_PEOPLE.finditer(words_of(path))
    ]


def numbers_in(value: Any) -> Iterator[object]:
    """Every number of what was printed as JSON."""
    for one in value.values() if isinstance(value, dict) else value:
        if isinstance(one, (dict, list)):
            yield from numbers_in(one)
        else:
            yield one

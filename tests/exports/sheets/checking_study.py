"""A study whose quotes are checked with the two people who say them, and sheets filled in as people do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from docx import Document
from docx.document import Document as WordDocument
from docx.oxml import OxmlElement
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.table import Table
from docx.text.paragraph import Paragraph

from qualcode.analysis.people import participants
from qualcode.edits.answers import record_returned
from qualcode.edits.attributes import AddAttribute, NewAttribute
from qualcode.edits.essays import AddPart, NewEssay
from qualcode.edits.participants import ChangeParticipant
from qualcode.edits.quotes import KeepQuote
from qualcode.essays.essay import Answer, PartKind
from qualcode.essays.outline import QuotePart, outline
from qualcode.essays.returned import Returned, answers_on, to_record
from qualcode.essays.sheet_file import read_sheet
from qualcode.exports.checking import CheckingSheets, SheetChoices, checking_sheets, release_sheets, sheet_paths
from qualcode.participants.disclosure import Audience
from qualcode.participants.names import Name
from qualcode.project.project import Project
from tests.conftest import span_of

TODAY = datetime(2026, 3, 12, 12, 0, tzinfo=UTC)
GROUP = (
    "Interviewer: How did you hear of it?\n"
    "Marisol: It was a card on the board in the chemist’s.\n"
    "Benedetto: Nobody told me a thing.\n"
    "Interviewer: And since then?\n"
    "Marisol: I sleep through the night. My sister Ludovica drove me.\n"
    "Benedetto: I never once went back.\n"
)
CARD = "It was a card on the board in the chemist’s."
SLEEP = "I sleep through the night."
BOTH = "It was a card on the board in the chemist’s.\nBenedetto: Nobody told me a thing."


YES, CHANGE, NO = 1, 2, 3  # the rows of the table of answers


@dataclass
class Study:
    """Two people of a group, an essay that quotes them, and the ids of its quotes."""

    project: Project
    document: str
    essay: str
    quotes: dict[str, str]

    def sheets(self, *, again: bool = False, people: tuple[str, ...] | None = None) -> CheckingSheets:
        choices = SheetChoices((self.essay,), people, again)
        return self.project.read_copy(checking_sheets, choices, TODAY)

    def written(self, folder: Path, suffix: str = ".docx") -> dict[str, Path]:
        sheets = self.sheets()
        paths = sheet_paths(folder, sheets, suffix)
        release_sheets(self.project.names, sheets, paths)
        return {one.pseudonym: path for (one, _), path in zip(sheets.pages, paths, strict=True)}

    def answer(self, quote: str) -> tuple[Answer, date | None, str]:
        found = self.part(quote)
        return found.answer, found.checked.on, found.checked.words

    def part(self, quote: str) -> QuotePart:
        """A quote of the essay as it stands in its outline."""
        (found,) = [one for one in outline(self.project.conn, self.essay, TODAY.date()).quotes if one.id == quote]
        return found

    def read_back(self, path: Path, *, on: date | None = None, although: tuple[str, ...] = ()) -> list[Returned]:
        """What a sheet answers; what is plain of it, or confirmed, is recorded."""
        found = self.project.read_copy(answers_on, read_sheet(path), TODAY.date(), on)
        wanted = to_record(found, although)
        if wanted:
            self.project.make(record_returned(wanted, on))
        return found


def group_study(project: Project, bring_in: Callable[..., str]) -> Study:
    """A group of two, one of whom must be asked first, with three quotes in an essay."""
    document = bring_in(GROUP, "Fennimore group")
    people = {person.labels[0]: person.id for person in participants(project.conn)}
    project.make(ChangeParticipant(people["Marisol"], {"pseudonym": "P01", "consent": "must be asked first"}))
    project.make(ChangeParticipant(people["Benedetto"], {"pseudonym": "P02", "consent": "quote"}))
    project.make(AddAttribute(NewAttribute("place", printable=True)))
    project.make(ChangeParticipant(people["Marisol"], {}, {"place": "Ashby"}))
    project.make(ChangeParticipant(people["Benedetto"], {}, {"place": "Thurlbeck"}))
    project.keep_names([Name("Ludovica", "Kay")])
    essay = NewEssay("A way in", about="What P02 said of P01", audience=Audience.OUTSIDE)
    project.make(essay)
    project.make(AddPart(essay.id, PartKind.HEADING, "By accident"))
    quotes = {}
    for words in (CARD, SLEEP, "I never once went back."):
        kept = KeepQuote(document, span_of(GROUP, words), essay_id=essay.id)
        project.make(kept)
        quotes[words] = kept.id
    return Study(project, document, essay.id, quotes)


def fill(path: Path, *rows: tuple[int | None, str], into: Path | None = None) -> Path:
    """Cross a row (from 1) of each answer, and write words beside it."""
    document = Document(str(path))
    for table, (row, words) in zip(document.tables, rows, strict=False):
        if row is not None:
            table.rows[row].cells[1].paragraphs[0].add_run("x")
        if words:
            table.rows[row or 2].cells[2].paragraphs[0].add_run(words)
    document.save(str(into or path))
    return into or path


def of_an_earlier_version(document: WordDocument) -> None:
    """Take the code beside “Signed” out, which sheets did not have at first, and what they say of it."""
    told = line_of(document, " and “Signed”").runs[0]
    told.text = told.text.replace(" and “Signed”", "")
    document.tables[-1].rows[0].cells[0].paragraphs[0].runs[0].text = "Signed"


def edited(path: Path, change: Callable[[WordDocument], object]) -> Path:
    document = Document(str(path))
    change(document)
    document.save(str(path))
    return path


def write(table: Table, row: int, column: int, words: str) -> None:
    table.rows[row].cells[column].paragraphs[0].add_run(words)


def line_of(document: WordDocument, words: str) -> Paragraph:
    """The paragraph that holds some words."""
    return next(one for one in document.paragraphs if words in one.text)


def taken_away(element: BaseOxmlElement) -> None:
    above = element.getparent()
    assert above is not None
    above.remove(element)


def tracked(paragraph: Paragraph, tag: str) -> None:
    """Mark all of a paragraph as deleted, or as put in, in a tracked change."""
    for run in list(paragraph.runs):
        change = OxmlElement(f"w:{tag}")
        run._r.addprevious(change)
        change.append(run._r)
        if tag == "del":
            for text in list(run._r.iterchildren("{*}t")):
                gone = OxmlElement("w:delText")
                gone.text = text.text
                text.addprevious(gone)
                run._r.remove(text)

"""A study in which one name stands wherever somebody can write something."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from qualcode.codebooks.csv_files import CodebookRow
from qualcode.edits.attributes import AddAttribute, NewAttribute
from qualcode.edits.clock import Clock
from qualcode.edits.codebook import ChangeCode, ImportCodebook
from qualcode.edits.codings import AddCodings, NewCoding
from qualcode.edits.document_details import ChangeDocumentDetails
from qualcode.edits.documents import ImportDocuments, Incoming
from qualcode.edits.essays import AddPart, CiteEvidence, NewEssay
from qualcode.edits.memos import MemoTarget, WriteMemo
from qualcode.edits.participants import ChangeParticipant
from qualcode.edits.quotes import KeepQuote, RecordAnswer, RecordUse, TrimQuote
from qualcode.edits.study import ChangeStudy
from qualcode.essays.essay import Answer, PartKind
from qualcode.participants.names import Name
from qualcode.project.project import Project
from qualcode.project.surveys import preview, read_survey, survey_arrival
from qualcode.transcripts.span import Span
from qualcode.transcripts.transcript import Kind, Transcript, Turn
from qualcode.transcripts.trim import Alteration, Trim

NAME = "Quarrington"
SHOWN = "Zedlee"
BOOK = (
    CodebookRow("", f"{NAME} area", "1", "", f"{NAME} area", f"{NAME} is an area."),
    CodebookRow("", f"{NAME} area", "1.1", "1", f"Trust in {NAME}", f"What {NAME} did."),
    CodebookRow("", f"{NAME} area", "1.2", "1", f"{NAME}’s way", "How it went."),
)
SAID: Sequence[tuple[str, str]] = (
    ("Interviewer", f"Who is {NAME}?"),
    (NAME, f"I am {NAME}. Everybody knows {NAME}’s card. I slept."),
    ("Interviewer", "And then?"),
    (NAME, f"Then {NAME} went home to {NAME.upper()}."),
)


def make(folder: Path, clock: Clock) -> Path:
    """The study's file, named after the person, too; its list of names is kept."""
    path = folder / f"{NAME} study.qualcode"
    with Project.create(path, f"{NAME} and peers", clock=clock) as project:
        project.sign_in("Ana")
        project.make(ImportCodebook(BOOK, "small"))
        edit = ImportDocuments(
            [
                Incoming(_transcript(f"{NAME} interview"), Kind.INTERVIEW, ()),
                Incoming(_transcript(f"{NAME} paper", ("", f"Found by {NAME}.")), Kind.EVIDENCE, ()),
            ]
        )
        project.make(edit)
        document, paper = edit.imported
        code = dict(project.conn.execute("SELECT idx, id FROM code").fetchall())
        (person,) = project.conn.execute("SELECT id FROM participant LIMIT 1").fetchone()
        text = _transcript("").text
        start = text.index("Everybody")
        first = NewCoding(document, Span(start, text.index(" I slept")), code["1.1"])
        project.make(AddCodings([first, NewCoding(paper, Span(start, start + 9), code["1.2"])]))
        fields = {"definition": f"What {NAME} did.", "use_when": f"{NAME} speaks.", "example": f"“{NAME}.”"}
        project.make(ChangeCode(code["1.1"], {**fields, "do_not_use_when": f"{NAME} is silent."}))
        for target in (
            MemoTarget("coding", first.id),
            MemoTarget("document", document, Span(start, start + 9)),
            MemoTarget("document", document),
            MemoTarget("code", code["1.1"]),
            MemoTarget("participant", person),
            MemoTarget("study", project.study_id),
        ):
            project.make(WriteMemo(f"{NAME} again", about=target))
        project.make(KeepQuote(document, Span(start, start + 20)))
        _essay(project, document, paper, Span(start, start + 30))
        page = dict.fromkeys(("question", "team", "funder", "ethics"), f"of {NAME}")
        project.make(ChangeStudy(page))
        project.make(AddAttribute(NewAttribute(f"Town of {NAME}", printable=True)))
        project.make(ChangeParticipant(person, {"note": f"{NAME}, again"}, {f"Town of {NAME}": f"{NAME} town"}))
        project.make(
            ChangeDocumentDetails(
                paper, {"title": f"On {NAME}"}, {}, {"title": f"On {NAME}", "authors": "Okoro, Ada"}
            )
        )
        file = folder.parent / f"{NAME} answers.csv"
        file.write_text(
            f"Town,Where did {NAME} live?,Please tell us about {NAME}\n"
            + "".join(f"{NAME} town,Yes {NAME},{NAME} told me all about the group number {n}\n" for n in range(3))
        )
        project.make(survey_arrival(preview(*read_survey(file))))
        project.keep_names([Name(NAME, SHOWN)])
    return path


def _essay(project: Project, document: str, paper: str, span: Span) -> None:
    """An essay about the person, with a quote that was trimmed, checked with them, and used before."""
    essay = NewEssay(f"{NAME} speaks", about=f"What {NAME} says.")
    project.make(essay)
    project.make(AddPart(essay.id, PartKind.HEADING, f"The way of {NAME}"))
    project.make(AddPart(essay.id, PartKind.NOTE, f"{NAME} must be asked."))
    project.make(CiteEvidence(essay.id, paper))
    quote = KeepQuote(document, span, essay_id=essay.id)
    project.make(quote)
    own = Alteration(span.start, span.start + 9, f"All of {NAME}’s friends")
    (version,) = project.conn.execute("SELECT version_id FROM document WHERE id = ?", (document,)).fetchone()
    project.make(TrimQuote(quote.id, Trim((own,), version)))
    project.make(RecordAnswer(quote.id, Answer.CHANGED, words=f"Say it without {NAME}."))
    project.make(RecordUse([quote.id], f"{NAME} in print", f"{NAME}.docx"))


def _transcript(name: str, *more: tuple[str, str]) -> Transcript:
    text, turns = "", []
    for label, words in (*SAID, *more):
        start = len(text) + len(label) + 2
        turns.append(Turn(start, start + len(words), label))
        text += f"{label}: {words}\n"
    return Transcript(name, text, tuple(turns))

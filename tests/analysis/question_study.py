"""A study of three documents to ask questions of, coded here and there by two people, always the same."""

from __future__ import annotations

import random
from dataclasses import dataclass

from qualcode.codebooks.csv_files import CodebookRow
from qualcode.edits.attributes import AddAttribute, NewAttribute
from qualcode.edits.codebook import ImportCodebook
from qualcode.edits.codings import AddCodings, NewCoding
from qualcode.edits.document_details import ChangeDocumentDetails
from qualcode.edits.documents import ImportDocuments, Incoming
from qualcode.edits.memos import MemoTarget, WriteMemo
from qualcode.edits.participants import ChangeParticipant
from qualcode.edits.quotes import KeepQuote
from qualcode.edits.study import AddCoder
from qualcode.participants.attributes import AppliesTo, AttributeKind
from qualcode.project.project import Project
from qualcode.transcripts.span import Span
from qualcode.transcripts.transcript import Kind
from tests.conftest import span_of, transcript_of

RAIN = (
    "Interviewer: Did the rain keep you in?\n"
    "P03: It rained all week. I didn’t go out at all, not once. The bus was late and it rained.\n"
    "Interviewer: And then?\n"
    "P03: Then the bus came. I went to the group. It wasn’t the bus, it was me.\n"
)
GROUP = (
    "Interviewer: Who came?\n"
    "P05: Nobody came by bus. We all walked.\n"
    "P06: I walked in the rain. I liked the rain.\n"
    "P05: She did. She said so at the group.\n"
)
NOTE = "The room was cold. Rain on the windows.\nNobody had said which room it was.\n"

# The codes at and under each.
BELOW = {"1": ("1.1", "1.2", "1.2.1"), "1.1": ("1.1",), "1.2": ("1.2", "1.2.1"), "1.2.1": ("1.2.1",), "2.1": ("2.1",)}


@dataclass(frozen=True)
class Asked:
    """The study, and what is in it by name."""

    project: Project
    documents: dict[str, str]
    codes: dict[str, str]
    people: dict[str, str]
    coders: dict[str, str]


def sentences_of(text: str) -> tuple[Span, ...]:
    """A sentence for each full stop or question mark of each turn."""
    found = []
    for turn in transcript_of(text).turns:
        start = turn.start
        for place in range(turn.start, turn.end):
            if text[place] in ".?":
                found.append(Span(start, place + 1))
                start = min(place + 2, turn.end)
    return tuple(found)


def make(project: Project) -> Asked:
    """Fill an empty study in which Ana codes."""
    rows = [
        CodebookRow("", "Access", "1", "", "Access"),
        CodebookRow("", "Access", "1.1", "1", "Weather", "What the sky did."),
        CodebookRow("", "Access", "1.2", "1", "Transport", "How somebody came."),
        CodebookRow("", "Access", "1.2.1", "1.2", "Bus", "By bus."),
        CodebookRow("", "People", "2", "", "People"),
        CodebookRow("", "People", "2.1", "2", "The group", "Who was there."),
    ]
    project.make(ImportCodebook(rows, "small"))
    texts = {"Rain": (RAIN, Kind.INTERVIEW), "Group": (GROUP, Kind.FOCUS_GROUP), "Note": (NOTE, Kind.FIELD_NOTE)}
    edit = ImportDocuments(
        [Incoming(transcript_of(text, name), kind, sentences_of(text)) for name, (text, kind) in texts.items()]
    )
    project.make(edit)
    made = Asked(
        project,
        dict(zip(texts, edit.imported, strict=True)),
        dict(project.conn.execute("SELECT idx, id FROM code").fetchall()),
        dict(project.conn.execute("SELECT pseudonym, id FROM participant").fetchall()),
        {"Ana": project.coder_id or ""},
    )
    bem = AddCoder("Bem", project.study_id)
    project.make(bem)
    made.coders["Bem"] = bem.id
    _know(made)
    _code(made, texts)
    return made


def _know(made: Asked) -> None:
    make = made.project.make
    make(AddAttribute(NewAttribute("age", AttributeKind.NUMBER)))
    make(AddAttribute(NewAttribute("came by", AttributeKind.SEVERAL, ("bus", "foot", "car"))))
    make(AddAttribute(NewAttribute("sure", AttributeKind.SCALE, ("not at all", "a little", "very"))))
    make(AddAttribute(NewAttribute("joined", AttributeKind.DATE)))
    make(AddAttribute(NewAttribute("weather", AttributeKind.TEXT), AppliesTo.DOCUMENT))
    make(ChangeParticipant(made.people["P03"], {}, {"age": "61", "came by": "bus; foot", "sure": "a little"}))
    make(ChangeParticipant(made.people["P05"], {}, {"age": "34", "came by": "foot", "joined": "2019-03-12"}))
    make(ChangeParticipant(made.people["P06"], {}, {"sure": "very", "town": "Hill Top"}))
    make(ChangeDocumentDetails(made.documents["Rain"], {"date": "2019-03-02", "title": "Wet weeks"}))
    make(ChangeDocumentDetails(made.documents["Group"], {"date": "2019-05"}, {"weather": "fair"}))


def _code(made: Asked, texts: dict[str, tuple[str, Kind]]) -> None:
    rng = random.Random(5)
    codings = []
    indices = ["1.1", "1.2", "1.2.1", "2.1"]
    for name, (text, _) in texts.items():
        sentences = sentences_of(text) or (Span(0, len(text)),)
        for number in range(14):
            first = rng.choice(sentences)
            start = first.start + rng.choice([0, 0, 3])
            stop = rng.choice([first.end, first.end, min(len(text), first.end + 25)])
            code = made.codes[rng.choice(indices)]
            coder = made.coders[rng.choice(["Ana", "Bem"])]
            codings.append(NewCoding(made.documents[name], Span(start, stop), code, coder, number % 5 == 0))
    made.project.make(AddCodings(codings))
    rain = made.documents["Rain"]
    made.project.make(KeepQuote(rain, span_of(RAIN, "The bus was late")))
    made.project.make(WriteMemo("Is it the weather?", about=MemoTarget("coding", codings[0].id)))
    made.project.make(
        WriteMemo("Look at the bus again.", about=MemoTarget("document", rain, span_of(RAIN, "I went")))
    )

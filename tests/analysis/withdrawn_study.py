"""A study of which somebody withdraws, and the same as if they had never taken part in it."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from qualcode.codebooks.csv_files import CodebookRow
from qualcode.edits.codebook import ImportCodebook
from qualcode.edits.codings import AddCodings, NewCoding
from qualcode.edits.documents import ChangeDocument, ImportDocuments, Incoming
from qualcode.edits.participants import AddParticipant, ChangeParticipant
from qualcode.edits.quotes import KeepQuote
from qualcode.edits.themes import Gather, NewTheme, Thing
from qualcode.project.project import Project
from qualcode.transcripts.transcript import Kind
from tests.conftest import span_of, transcript_of

# P02 speaks beside others in the group and alone in an interview; P04's interview was withdrawn, P04 was not.
HERS = "P02: Nobody asked my name, and I left.\n"
GROUP = (
    "Interviewer: What helped you the most?\nP01: The kettle was always on.\n{hers}P03: I came back for the kettle.\n"
)
ALONE = "Interviewer: Why did you leave?\nP02: Nobody asked my name there.\n"
TAKEN_BACK = "Interviewer: And you?\nP04: The kettle was mine.\n"
OTHER = "Interviewer: And you?\nP05: Tea, from the kettle.\n"
NOTE = "Nine chairs around a kettle.\n"


def make(path: Path, *, everybody: bool = True) -> Project:
    """The study, open; with `everybody`, or as if P02 and what P04 said had never been there."""
    project = Project.create(path, "Study")
    project.sign_in("Ana")
    rows = [
        CodebookRow("", "Access", "1", "", "Access"),
        CodebookRow("", "Access", "1.1", "1", "Knowing"),
        CodebookRow("", "Access", "1.2", "1", "Routes"),
        CodebookRow("", "Access", "1.2.1", "1.2", "On foot"),
    ]
    project.make(ImportCodebook(rows, "small"))
    codes = dict(project.conn.execute("SELECT idx, id FROM code"))
    texts = [(GROUP.format(hers=HERS if everybody else ""), "Group", Kind.FOCUS_GROUP)]
    texts += [(ALONE, "Alone", Kind.INTERVIEW), (TAKEN_BACK, "Taken back", Kind.INTERVIEW)] if everybody else []
    texts += [(OTHER, "Other", Kind.INTERVIEW), (NOTE, "Hall", Kind.FIELD_NOTE)]
    bringing = ImportDocuments([Incoming(transcript_of(text, name), kind, ()) for text, name, kind in texts])
    project.make(bringing)
    documents = {name: (id_, text) for (text, name, _), id_ in zip(texts, bringing.imported, strict=True)}
    coded: dict[str, dict[str, tuple[str, ...]]] = {
        "Group": {"1.1": ("The kettle was always on.", "I came back"), "1.2": ("the kettle.",)},
        "Other": {"1.1": ("And you?", "Tea"), "1.2.1": ("from the kettle",)},
        "Hall": {"1.1": ("Nine chairs",), "1.2": ("chairs around",)},
    }
    theirs: dict[str, dict[str, tuple[str, ...]]] = {
        "Group": {"1.1": (HERS.strip()[5:], "on.\nP02: Nobody"), "1.2.1": ("I left.\nP03: I came",)},
        "Alone": {"1.1": ("Nobody asked",), "1.2": ("Why did you leave?", "asked my name")},
        "Taken back": {"1.1": ("The kettle",), "1.2.1": ("And you?",)},
    }
    both = [coded, theirs] if everybody else [coded]
    for each in both:
        for name, by_code in each.items():
            id_, text = documents[name]
            codings = [
                NewCoding(id_, span_of(text, words), codes[index], against=index == "1.2")
                for index, several in by_code.items()
                for words in several
            ]
            project.make(AddCodings(codings))
    theme = NewTheme("The kettle is the door.")
    project.make(theme)
    project.make(Gather(theme.id, [Thing("code", codes["1.1"])]))
    quotes = [("Other", "Tea"), *([("Alone", "Nobody asked"), ("Group", "and I left")] if everybody else [])]
    for name, words in quotes:
        id_, text = documents[name]
        kept = KeepQuote(id_, span_of(text, words))
        project.make(kept)
        project.make(Gather(theme.id, [Thing("quote", kept.id)]))
    if not everybody:
        project.make(AddParticipant("P04"))
    else:
        (coding,) = project.conn.execute(
            "SELECT id FROM coding WHERE document_id = ? AND against LIMIT 1", (documents["Alone"][0],)
        ).fetchone()
        project.make(Gather(theme.id, [Thing("coding", coding)], against=True))
    roles = {"P01": "peer", "P02": "nurse", "P03": "nurse", "P04": "peer", "P05": "carer"}
    for person, pseudonym in project.conn.execute("SELECT id, pseudonym FROM participant").fetchall():
        project.make(ChangeParticipant(person, attributes={"role": roles[pseudonym]}))
    return project


def withdraw(project: Project) -> None:
    """P02 withdraws, and the document that P04 speaks in is withdrawn: two steps back undo it."""
    (her,) = project.conn.execute("SELECT id FROM participant WHERE pseudonym = 'P02'").fetchone()
    (taken,) = project.conn.execute("SELECT id FROM document WHERE name = 'Taken back'").fetchone()
    project.make(ChangeParticipant(her, {"consent": "withdrawn"}))
    project.make(ChangeDocument(taken, {"consent": "withdrawn"}))


def role(conn: sqlite3.Connection) -> str:
    """The id of the attribute that says what people do."""
    (found,) = conn.execute("SELECT id FROM attribute WHERE name = 'role'").fetchone()
    return str(found)

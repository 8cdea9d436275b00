"""A study of real interviews, notes and survey answers, coded by two people in a way that anybody can count again."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

from qualcode.analysis.documents import open_document
from qualcode.analysis.people import attributes
from qualcode.analysis.speakers import speaker_lines
from qualcode.codebooks.csv_files import CodebookRow
from qualcode.edits.clock import FixedClock
from qualcode.edits.codebook import AddCode, ChangeCode, ImportCodebook, RetireCode
from qualcode.edits.codings import AddCodings, NewCoding
from qualcode.edits.document_details import ChangeDocumentDetails
from qualcode.edits.merging import MergeCodes
from qualcode.edits.participants import AddParticipant, ImportParticipants
from qualcode.edits.speaker_decisions import Decision
from qualcode.edits.speakers import ReviewSpeakers
from qualcode.edits.wanted import SetWanted
from qualcode.participants.consent import Consent
from qualcode.participants.files import ParticipantRow
from qualcode.project.importing import arrivals, read_sources
from qualcode.project.project import Project
from qualcode.project.surveys import preview, read_survey, survey_arrival
from qualcode.transcripts.sentences import sentence_spans
from qualcode.transcripts.span import Span
from qualcode.transcripts.transcript import Kind
from tests.screens.place_study import NOON

SOURCES = (
    "unix_oral_history/cherry.htm",
    "unix_oral_history/mcilroy.htm",
    "unix_oral_history/ritchie.htm",
    "pdpilot_pdf/P1.pdf",
    "pdpilot_pdf/P3.pdf",
    "hitsave_ccbysa/Interview with Danny Silvers of Lantana Games - 2020-11-19.md",
    "hitsave_ccbysa/Wintermoor Tactics Club interview transcription.md",
    "code_review_observation/P1R1.txt",
    "code_review_observation/P5R2.txt",
)
INTERVIEWERS = {"MSM", "Dan", "Jonas Rosland", "I"}
BOOK = (
    CodebookRow("", "Work", "1", "", "Work"),
    CodebookRow("", "Work", "1.1", "1", "Learning the trade, and teaching it"),
    CodebookRow("", "Work", "1.1.1", "1.1", "“By doing”, 80% of it"),
    CodebookRow("", "Work", "1.2", "1", "=SUM(A1:A9) and other tools 🔧"),
    CodebookRow("", "Work", "1.3", "1", "Retired long ago"),
    CodebookRow("", "People", "2", "", "People"),
    CodebookRow("", "People", "2.1", "2", "Who helped"),
    CodebookRow("", "People", "2.1.1", "2.1", "Helped at home"),
    CodebookRow("", "People", "2.2", "2", "Who hindered"),
    CodebookRow("", "People", "2.3", "2", "In the way"),
    CodebookRow("", "Aside", "9", "", "Aside"),
    CodebookRow("", "Aside", "9.1", "9", "Off the subject"),
)
USED = ("1.1", "1.1.1", "1.2", "2.1", "2.1.1", "2.2", "1.3", "2.3", "9.1", "")
RESPONDENTS = 24


def make_real_study(real_files: Path, path: Path) -> Path:
    """Write the study; Ana codes every seventh sentence, Ben every ninth, some of both longer than one."""
    with Project.create(path, "Real, “as found”", clock=FixedClock(NOON)) as project:
        project.sign_in("Ana")
        project.make(ImportCodebook(BOOK, "small"))
        project.make(AddCode("Under no area"))
        aside = project.conn.execute("SELECT id FROM code WHERE idx = '9'").fetchone()[0]
        project.make(ChangeCode(aside, {"in_totals": 0}))
        _bring_in(project, real_files / "transcripts")
        _bring_in_survey(project, real_files / "surveys" / "mental_health_in_tech_2014_raw.csv", path.parent)
        _say_who_speaks(project)
        _say_what_is_known(project)
        for coder, every in (("Ana", 7), ("Ben", 9)):
            project.sign_in(coder)
            _code(project, every)
        codes = dict(project.conn.execute("SELECT idx, id FROM code WHERE deleted_at IS NULL").fetchall())
        project.make(RetireCode(codes["1.3"]))
        project.make(MergeCodes(codes["2.2"], [codes["2.3"]]))
    return path


def _bring_in(project: Project, folder: Path) -> None:
    read = read_sources([folder / name for name in SOURCES])
    notes = folder / "code_review_observation"
    project.make(arrivals(read.transcripts, Kind.INTERVIEW, kinds={notes: Kind.FIELD_NOTE}))


def _bring_in_survey(project: Project, source: Path, folder: Path) -> None:
    """The first people who wrote a comment."""
    with source.open(encoding="utf-8", newline="") as file:
        heading, *lines = list(csv.reader(file))
    told = [line for line in lines if line[-1] not in ("", "NA")][:RESPONDENTS]
    few = folder / "comments.csv"
    with few.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([heading, *told])
    project.make(survey_arrival(preview(*read_survey(few))))
    few.unlink()


def _say_who_speaks(project: Project) -> None:
    """Those who ask are interviewers; everybody else is the participant they were brought in as."""
    asking = [line for line in speaker_lines(project.conn) if line.label in INTERVIEWERS and not line.is_interviewer]
    project.make(ReviewSpeakers([Decision(line.id, asks=True) for line in asking]))


def _say_what_is_known(project: Project) -> None:
    """Facts that columns are made of, of some and not of all; one person withdrew, of one there is no word."""
    project.make(AddParticipant("R99"))
    conn = project.conn
    names = [
        name for (name,) in conn.execute("SELECT pseudonym FROM participant WHERE deleted_at IS NULL ORDER BY 1")
    ]
    rows = [
        ParticipantRow(
            name,
            Consent.WITHDRAWN if number == 3 else (Consent.QUOTE, Consent.TEAM_ONLY, Consent.PARAPHRASE)[number % 3],
            attributes={
                "role": ("maker", "engineer, retired", "“other”", "")[number % 4],
                "years": str(3 * number) if number % 5 else "",
            },
        )
        for number, name in enumerate(names)
    ]
    project.make(ImportParticipants(rows, {"role": True, "years": True}))
    for number, (document_id,) in enumerate(conn.execute("SELECT id FROM document ORDER BY name, id").fetchall()):
        if number % 3:
            place = ("north", "south")[number % 2]
            project.make(ChangeDocumentDetails(document_id, attributes={"place": place}))
    (role,) = (one.id for one in attributes(conn) if one.name == "role")
    project.make(SetWanted(role, "maker", 12))
    project.make(SetWanted(role, "“other”", 2))


def _code(project: Project, every: int) -> None:
    """Code every so many sentences, some as far as the end of the third after it; few codes in some documents."""
    codes = dict(project.conn.execute("SELECT idx, id FROM code WHERE deleted_at IS NULL").fetchall())
    ids = [codes[index] for index in USED]
    made: list[NewCoding] = []
    listed = project.conn.execute("SELECT id FROM document ORDER BY name, id").fetchall()
    for number, (document_id,) in enumerate(listed):
        document = open_document(project.conn, document_id)
        assert document is not None
        sentences: Sequence[Span] = sentence_spans(document.text, document.turns) or [Span(0, len(document.text))]
        for place in range(number % 5, len(sentences), every):
            turn = len(made)
            last = sentences[min(place + 2, len(sentences) - 1)] if turn % 4 == 0 else sentences[place]
            span = Span(sentences[place].start, last.end)
            code = ids[(turn * turn + number) % min(len(ids), 2 + number)]
            made.append(NewCoding(document_id, span, code, against=turn % 11 == 0))
    project.make(AddCodings(made))

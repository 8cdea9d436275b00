"""What a person refused, withdrew, or no longer agrees to leaves the study by no way out, from the moment on."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from qualcode.analysis.cells import Rows, Subject
from qualcode.analysis.excerpts import Choice, excerpts
from qualcode.analysis.phrases import day_in_words
from qualcode.edits.code_examples import TakeExample
from qualcode.edits.codebook import AddCode
from qualcode.edits.codings import AddCodings, NewCoding
from qualcode.edits.essays import AddPart, NewEssay
from qualcode.edits.memos import MemoTarget, WriteMemo
from qualcode.edits.participants import ChangeParticipant
from qualcode.edits.quotes import DropQuote, KeepQuote, RecordAnswer
from qualcode.edits.summaries import WriteSummary
from qualcode.edits.themes import Gather, NewTheme, Thing
from qualcode.essays.essay import Answer, PartKind
from qualcode.participants.disclosure import Audience
from qualcode.project.project import Project
from qualcode.transcripts.span import Span
from tests.conftest import span_of

Run = Callable[..., Any]
SECRET = "a card on the board"
SAID = "It was a card on the board in the chemist’s."
OTHER = "So I sent myself."

WAYS = {
    "report": ("export", "report", "--to", "out/report.docx", "--memos"),
    "report in Markdown": ("export", "report", "--to", "out/report.md"),
    "excerpts as csv": ("excerpts", "--csv"),
    "excerpts as JSON": ("excerpts", "--json"),
    "memos": ("memos", "--docx", "out/memos.docx"),
    "memos as csv": ("memos", "--csv"),
    "themes": ("theme", "write", "out/themes.html"),
    "chart": ("chart", "--docx", "out/chart.docx"),
    "chart as workbook": ("chart", "--xlsx", "out/chart.xlsx"),
    "chart as csv": ("chart", "1", "--csv"),
    "briefing": ("export", "briefing", "--to", "out"),
    "transcript": ("export", "transcripts", "--to", "out"),
    "quote sheet": ("export", "quotes", "A way in", "--for", "team", "--to", "out/quotes.docx"),
    "wider quote": ("export", "quotes", "Another", "--for", "team", "--to", "out/quotes.html"),
    "outline as csv": ("essay", "show", "A way in", "--for", "team", "--csv"),
    "places of words": ("find", "card", "--csv"),
    "places of words in a theme": ("words", "1.1", "--find", "card", "--csv"),
    "speakers": ("speakers", "--csv"),
    "codebook": ("codes", "export", "out/codebook.md"),
}
OUTSIDE = {
    "report for outside": ("export", "report", "--outside", "--to", "out/report.docx"),
    "excerpts for outside": ("excerpts", "--csv", "--outside"),
    "themes for outside": ("theme", "write", "out/themes.docx", "--outside"),
    "chart for outside": ("chart", "--html", "out/chart.html", "--outside"),
    "briefing for outside": ("export", "briefing", "--to", "out", "--outside"),
    "transcript for outside": ("export", "transcripts", "--to", "out", "--outside"),
    "quote sheet for outside": ("export", "quotes", "A way in", "--to", "out/quotes.md"),
    "workshop": ("export", "workshop", "--essay", "A way in", "--to", "out"),
    "lead’s report": ("export", "lead", "--outside", "--to", "out/lead.html"),
    "codebook for outside": ("codes", "export", "out/codebook.docx", "--outside"),
}


@pytest.fixture
def study(folder: Path, run: Run) -> Path:
    """The study of the other commands, with the same words wherever words can stand; they may be quoted."""
    assert run("participants", "P03", "--set", "role=carer", "--consent", "quote", "--as", "Ana").status == 0
    with _opened(folder) as project:
        _spread(project)
    return folder


def _opened(folder: Path) -> Project:
    (path,) = folder.glob("*.qualcode")
    project = Project.open(path, back_up=False)
    project.sign_in("Ana")
    return project


def _spread(project: Project) -> None:
    """The words coded, kept, cited, gathered, told in a chart, and as a code's name and example."""
    document, text = project.conn.execute(
        "SELECT d.id, t.words FROM document d JOIN text_version v ON v.id = d.version_id "
        "JOIN text t ON t.sha256 = v.sha256"
    ).fetchone()
    code = dict(project.conn.execute("SELECT idx, id FROM code").fetchall())
    (person,) = project.conn.execute("SELECT id FROM participant").fetchone()
    span = span_of(text, SAID)
    coding = NewCoding(document, span, code["1.1"])
    vivo = AddCode(SAID.rstrip("."), code["1"])
    project.make(AddCodings([coding]))
    project.make(vivo)
    project.make(AddCodings([NewCoding(document, Span(span.start, span.end - 1), vivo.id)]))
    project.make(TakeExample(code["1.1"], document, span))
    (excerpt,) = excerpts(project.conn, Choice(codes=[code["1.1"]]))
    linked = f"She says “{SAID}” [{excerpt.id}]"
    project.make(WriteMemo(linked, "tension", MemoTarget("coding", coding.id)))
    project.make(WriteSummary(Subject(Rows.PARTICIPANTS, person), code["1.1"], linked))
    quotes = {"A way in": KeepQuote(document, span), "Another": KeepQuote(document, Span(span.start - 20, span.end))}
    for title, quote in quotes.items():
        essay = NewEssay(title, audience=Audience.OUTSIDE)
        project.make(essay)
        project.make(AddPart(essay.id, PartKind.HEADING, "By accident"))
        project.make(KeepQuote(document, quote.span, id=quote.id, essay_id=essay.id))
    theme = NewTheme(f"Found by accident: {linked}")
    project.make(theme)
    project.make(Gather(theme.id, [Thing("coding", coding.id), Thing("quote", quotes["A way in"].id)]))


def _leaves(folder: Path, run: Run, way: tuple[str, ...]) -> str:
    """All that a way out says and writes, unpacked."""
    out = folder / "out"
    out.mkdir()
    done = run(*way)
    assert done.status == 0, done.err
    said = [done.out if "--csv" in way or "--json" in way else ""]
    said += [part.decode("utf-8", "replace") for path in sorted(out.rglob("*")) for part in _parts(path)]
    for path in out.rglob("*"):
        path.unlink()
    out.rmdir()
    return "\n".join(said).replace("‹", "").replace("›", "")


def _parts(path: Path) -> Iterator[bytes]:
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as package:
            for name in package.namelist():
                yield name.encode() + package.read(name)
    else:
        yield path.read_bytes()


def _quote(project: Project) -> str:
    (found,) = project.conn.execute(
        "SELECT q.id FROM quote q JOIN essay e ON e.id = q.essay_id WHERE e.title = 'A way in'"
    ).fetchone()
    return str(found)


def _refuse(project: Project) -> None:
    project.make(RecordAnswer(_quote(project), Answer.REFUSED))


def _withdraw(project: Project) -> None:
    (person,) = project.conn.execute("SELECT id FROM participant").fetchone()
    project.make(ChangeParticipant(person, {"consent": "withdrawn"}))


def _run_out(project: Project) -> None:
    (person,) = project.conn.execute("SELECT id FROM participant").fetchone()
    yesterday = datetime.now().astimezone().date() - timedelta(days=1)
    project.make(ChangeParticipant(person, {"consent_until": yesterday.isoformat()}))


@pytest.mark.parametrize("way", [*WAYS, *OUTSIDE])
def test_what_is_refused_leaves_by_no_way_and_what_was_said_beside_it_still_does(
    study: Path, run: Run, way: str
) -> None:
    asked = (WAYS | OUTSIDE)[way]
    with _opened(study) as project:
        (coding,) = project.conn.execute("SELECT on_id FROM memo_link WHERE on_table = 'coding'").fetchone()
        project.make(WriteMemo(f"Nothing says where “{SAID}” was said.", "tension", MemoTarget("coding", coding)))
    assert SECRET in _leaves(study, run, asked)
    with _opened(study) as project:
        _refuse(project)
    told = _leaves(study, run, asked)
    assert SECRET not in told
    if way in ("report", "excerpts as csv", "transcript", "report for outside"):
        assert OTHER in told


@pytest.mark.parametrize("way", [*WAYS, *OUTSIDE])
def test_what_was_withdrawn_leaves_by_no_way(study: Path, run: Run, way: str) -> None:
    with _opened(study) as project:
        _withdraw(project)
    assert SECRET not in _leaves(study, run, (WAYS | OUTSIDE)[way])


@pytest.mark.parametrize("way", OUTSIDE)
def test_a_consent_that_ran_out_is_obeyed_at_the_moment_of_writing(study: Path, run: Run, way: str) -> None:
    with _opened(study) as project:
        _run_out(project)
    assert SECRET not in _leaves(study, run, OUTSIDE[way])


@pytest.mark.parametrize("way", OUTSIDE)
def test_words_that_the_person_wants_otherwise_go_to_nobody_outside(study: Path, run: Run, way: str) -> None:
    with _opened(study) as project:
        project.make(RecordAnswer(_quote(project), Answer.CHANGED, words="It was a notice in the chemist’s."))
    assert SECRET not in _leaves(study, run, OUTSIDE[way])


@pytest.mark.parametrize("way", ["report", "excerpts for outside", "quote sheet", "chart", "transcript for outside"])
def test_words_printed_although_they_were_refused_go_out_with_the_reason_on_record_until_refused_again(
    study: Path, run: Run, way: str
) -> None:
    asked = (WAYS | OUTSIDE)[way]
    with _opened(study) as project:
        _refuse(project)
    (quote,) = [one["id"] for one in json.loads(run("essay", "show", "A way in", "--json").out) if one["id"]]
    unreasoned = run("quote", "print-although", quote, "--because", " ")
    assert unreasoned.status == 1 and "needs a reason" in unreasoned.err
    done = run("quote", "print-although", quote, "--because", "She agreed on the phone.")
    assert done.out == "Quote printed although the person said no.\n"
    assert SECRET in _leaves(study, run, asked)
    assert "She agreed on the phone." in run("memos", "--kind", "method", "--csv").out
    assert run("undo").status == 0
    assert SECRET not in _leaves(study, run, asked)
    assert run("quote", "print-although", quote, "--because", "She agreed on the phone.").status == 0
    with _opened(study) as project:
        later = datetime.now().astimezone().date() + timedelta(days=1)
        project.make(RecordAnswer(_quote(project), Answer.REFUSED, later))
    assert SECRET not in _leaves(study, run, asked)


def test_what_is_held_back_is_listed_with_the_day_of_the_refusal(study: Path, run: Run) -> None:
    with _opened(study) as project:
        _refuse(project)
        today = day_in_words(datetime.now().astimezone().date())
    reason = f"refused by the person when asked on {today}"
    assert f"2 held back: {reason}. To list each: --held" in run("excerpts").err
    assert reason in run("excerpts", "--held").err
    assert run("export", "report", "--to", "team.md").status == 0
    assert reason.lower() in Path("team.md").read_text(encoding="utf-8").lower()
    assert reason in run("essay", "show", "Another").out
    assert f"1 held back: {reason}." in run("find", "card").err
    assert run("export", "quotes", "Another", "--to", "sheet.md").status == 0
    assert reason in Path("sheet.md").read_text(encoding="utf-8")


def test_refused_words_stay_refused_when_the_quote_is_no_longer_kept_and_can_still_be_coded(
    study: Path, run: Run
) -> None:
    with _opened(study) as project:
        _refuse(project)
        project.make(DropQuote(_quote(project)))
    assert SECRET not in _leaves(study, run, WAYS["report"])
    assert run("code", "garden", "1.3", "--words", SAID).status == 0
    assert run("find", "card", "--code", "2.1").out.startswith("1 passage coded")


def test_a_passage_beside_refused_words_is_not_held_back(study: Path, run: Run) -> None:
    with _opened(study) as project:
        _refuse(project)
    assert run("code", "garden", "1.3", "--words", "I didn’t, not for years.").status == 0
    told = run("excerpts", "1.3", "--csv")
    assert "not for years" in told.out and not told.err


def test_a_refused_answer_to_a_survey_is_in_no_list_of_answers(study: Path, run: Run) -> None:
    (study / "answers.csv").write_text(
        "ID,Please say what helped\n"
        "A0,The bus that stops at the very door of the house in the evening\n"
        "A1,Somebody from the town who sat with me and said nothing at all\n",
        encoding="utf-8",
    )
    assert run("survey", study / "answers.csv").status == 0
    with _opened(study) as project:
        (document,) = project.conn.execute(
            "SELECT d.id FROM document d JOIN text_version v ON v.id = d.version_id "
            "JOIN text t ON t.sha256 = v.sha256 WHERE t.words LIKE '%The bus%'"
        ).fetchone()
        kept = KeepQuote(document, Span(0, 12))
        project.make(kept)
        project.make(RecordAnswer(kept.id, Answer.REFUSED))
    for form in ((), ("--csv",), ("--json",)):
        told = run("survey", "answers", "helped", *form)
        assert "Somebody from the town" in told.out and "The bus" not in told.out
    assert "1 held back: refused by the person when asked on" in run("survey", "answers", "helped").err


def test_a_consent_that_runs_out_today_still_holds_today(study: Path, run: Run) -> None:
    with _opened(study) as project:
        (person,) = project.conn.execute("SELECT id FROM participant").fetchone()
        today = datetime.now().astimezone().date().isoformat()
        project.make(ChangeParticipant(person, {"consent_until": today}))
    assert SECRET in _leaves(study, run, OUTSIDE["report for outside"])

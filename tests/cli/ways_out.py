"""Every way out of a study, and a study with the same words wherever words can stand."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from qualcode.analysis.cells import Rows, Subject
from qualcode.analysis.excerpts import Choice, excerpts
from qualcode.edits.code_examples import TakeExample
from qualcode.edits.codebook import AddCode
from qualcode.edits.codings import AddCodings, NewCoding
from qualcode.edits.essays import AddPart, NewEssay
from qualcode.edits.memos import MemoTarget, WriteMemo
from qualcode.edits.quotes import KeepQuote
from qualcode.edits.summaries import WriteSummary
from qualcode.edits.themes import Gather, NewTheme, Thing
from qualcode.essays.essay import PartKind
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


def opened_study(folder: Path) -> Project:
    """The study in a folder, with Ana at it."""
    (path,) = folder.glob("*.qualcode")
    project = Project.open(path, back_up=False)
    project.sign_in("Ana")
    return project


def spread(project: Project) -> None:
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


def leaves(folder: Path, run: Run, way: tuple[str, ...]) -> str:
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


def quote_of(project: Project) -> str:
    """The id of the quote in “A way in”."""
    (found,) = project.conn.execute(
        "SELECT q.id FROM quote q JOIN essay e ON e.id = q.essay_id WHERE e.title = 'A way in'"
    ).fetchone()
    return str(found)

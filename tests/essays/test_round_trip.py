"""What the study writes for Word, changed by a writer, comes back with those changes found, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from pathlib import Path

import docx

from qualcode.analysis.documents import documents, open_document
from qualcode.edits.essays import NewEssay
from qualcode.edits.quotes import KeepQuote
from qualcode.essays.check_draft import check_draft
from qualcode.essays.drafts import read_draft
from qualcode.essays.findings import Checked
from qualcode.exports.choices import ReportChoices
from qualcode.exports.gather import report
from qualcode.exports.quote_sheet import quote_sheet
from qualcode.exports.writing import write, write_page
from qualcode.participants.disclosure import Audience
from qualcode.project.project import Project
from tests.conftest import span_of
from tests.essays.conftest import SLEPT, TODAY, sentences, troubles
from tests.essays.word_drafts import box, deleted, inserted, paragraph, run, runs, sign, table, word_draft

KIND = "They were very kind, and very kind is a terrible thing to be."
NOON = datetime(2026, 3, 12, 12, 0, tzinfo=timezone(timedelta(0)))


def held_against(study: Project, path: Path) -> Checked:
    return study.read(check_draft, read_draft(path), on=TODAY)


def test_a_report_that_a_writer_changed_has_those_changes_and_nothing_else(
    study: Project, code_it: Callable[..., str], tmp_path: Path
) -> None:
    ines, will = (line.id for line in documents(study.conn))
    code_it(ines, "It was a card on the board in the chemist’s, half behind a poster. So I sent myself", "1.1")
    code_it(ines, "I hadn’t slept through since my sister died, and now I do.", "3.1")
    code_it(will, "They were very kind, and very kind is a terrible thing to be.", "3.1")
    path = tmp_path / "report.docx"
    write(report(study.conn, ReportChoices(audience=Audience.OUTSIDE), NOON), path)
    before = held_against(study, path)
    assert [one.found for one in before.findings if one.sources] == ["exact"] * 3
    assert before.problems == []
    document = docx.Document(str(path))
    changed = 0
    for one in document.element.iter("{*}t"):
        if "through since" in (one.text or ""):
            one.text = one.text.replace("through since", "well since")
            changed += 1
    assert changed == 1
    document.save(str(path))
    (problem,) = held_against(study, path).problems
    assert (troubles(problem), sentences(problem)) == (["altered"], "“well” stands for “through”.")


def test_a_quote_sheet_that_a_writer_wrote_around_has_the_changes_found_and_nothing_else(
    study: Project, tmp_path: Path
) -> None:
    ines, will = (line.id for line in documents(study.conn))
    essay = NewEssay("Finding a way in")
    study.make(essay)
    for document_id, words in (
        (ines, SLEPT),
        (ines, "So I sent myself"),
        (will, "Somebody with a van."),
        (will, KIND),
    ):
        source = open_document(study.conn, document_id)
        assert source is not None
        study.make(KeepQuote(document_id, span_of(source.text, words), essay_id=essay.id))
    path = tmp_path / "sheet.docx"
    write_page(quote_sheet(study.conn, essay.id, NOON), path)
    assert held_against(study, path).problems == []
    document = docx.Document(str(path))
    for block in [one for one in document.paragraphs if one.style is not None and one.style.name == "Excerpt"]:
        block.insert_paragraph_before("What I make of it, in words of my own, stands here.")
    (van,) = [one for one in document.paragraphs if one.text == "Somebody with a van."]
    attributed = document.paragraphs[[one.text for one in document.paragraphs].index(van.text) + 1]
    assert attributed.text.startswith("Will (x")
    attributed.runs[0].text = attributed.runs[0].text.replace("Will", "Ines")
    kind = next(one for one in document.paragraphs if one.text == KIND)
    kind.runs[0].text = kind.runs[0].text.replace("very kind is", "very kind is not")
    document.save(str(path))
    problems = [(troubles(one), sentences(one)) for one in held_against(study, path).problems]
    assert problems == [
        (["somebody else’s words"], "Will says this; the draft gives it to Ines."),
        (["altered"], "“not” was added."),
    ]


def test_quotations_of_a_real_draft_are_found_wherever_word_puts_them(study: Project, tmp_path: Path) -> None:
    quoted = "“I hadn’t slept through since my sister died, and now I do” (Ines)."
    tracked = run("“I hadn’t slept ") + deleted("well ") + inserted("through since") + run(" my sister died” (Ines).")
    data = word_draft(
        paragraph(run("She said ") + runs(quoted, [3, 1, 9, 2, 14]) + sign(1)),
        table(runs(quoted, [20]), run("Nothing here.")),
        paragraph(tracked),
        paragraph(run("Beside") + box(runs(quoted, [7, 7]))),
        paragraph(runs("I never once took a tablet for it. — Ines", [6, 6]), style="Zitat1"),
        notes=[runs(f"As she says: {quoted}", [15, 15])],
    )
    path = tmp_path / "essay.docx"
    path.write_bytes(data)
    checked = held_against(study, path)
    assert [(one.place, one.found, troubles(one)) for one in checked.findings] == [
        ("paragraph 1", "exact", []),
        ("paragraph 2 (table)", "exact", []),
        ("paragraph 4", "exact", []),
        ("paragraph 6 (text box)", "exact", []),
        ("paragraph 7", "exact", []),
        ("footnote 1", "exact", []),
    ]

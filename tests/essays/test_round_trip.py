"""What the study writes for Word, changed by a writer, comes back with those changes found, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from pathlib import Path

import docx

from qualcode.analysis.documents import documents
from qualcode.essays.check_draft import check_draft
from qualcode.essays.drafts import read_draft
from qualcode.essays.findings import Checked
from qualcode.exports.choices import ReportChoices
from qualcode.exports.gather import report
from qualcode.exports.writing import write
from qualcode.participants.disclosure import Audience
from qualcode.project.project import Project
from tests.essays.conftest import TODAY, sentences, troubles
from tests.essays.word_drafts import box, deleted, inserted, paragraph, run, runs, sign, table, word_draft

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

"""What the study knows itself stands in its own column, whatever a survey or somebody calls an attribute."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run


def people(run: Run) -> list[dict[str, str]]:
    return list(json.loads(run("participants", "--json").out))


def test_a_column_of_a_survey_called_consent_is_never_taken_for_the_consent(run: Run, folder: Path) -> None:
    run("participants", "P03", "--consent", "withdrawn")
    (folder / "answers.csv").write_text("ID,Consent,Why\nP03,yes,It was near\nP04,yes,It was cheap\n")
    assert run("survey", "answers.csv").status == 0
    rows = {row["participant"]: row for row in people(run)}
    assert (rows["P03"]["consent"], rows["P04"]["consent"]) == ("withdrawn", "not recorded")
    assert (rows["P03"].get("Consent"), rows["P03"].get("Consent (attribute)")) == (None, "yes")
    assert "withdrawn" in run("participants").out
    (first, *_) = csv.DictReader(io.StringIO(run("participants", "--csv").out))
    assert (first["consent"], first["Consent (attribute)"]) == ("withdrawn", "yes")


def test_an_attribute_called_participant_changes_nobodys_name(run: Run, folder: Path) -> None:
    run("participants", "P03", "--set", "participant=Zed")
    assert [row["participant"] for row in people(run)] == ["P03"]
    assert people(run)[0]["participant (attribute)"] == "Zed"


def test_the_list_brought_back_in_changes_nothing_and_makes_no_attribute(run: Run, folder: Path) -> None:
    run("participants", "P03", "--consent", "team only", "--set", "consent=yes", "--set", "age=60")
    before = people(run)
    Path("people.csv").write_text(run("participants", "--csv").out, encoding="utf-8")
    brought = run("participants", "--from", "people.csv", "--yes")
    assert brought.status == 0, brought
    assert people(run) == before
    changed = Path("people.csv").read_text(encoding="utf-8").replace("team only", "paraphrase only")
    Path("people.csv").write_text(changed.replace("yes", "no"), encoding="utf-8")
    assert run("participants", "--from", "people.csv", "--yes").status == 0
    (row,) = people(run)
    assert (row["consent"], row["consent (attribute)"]) == ("paraphrase only", "no")


@pytest.mark.parametrize("name", ["kind", "document", "state"])
def test_documents_are_listed_as_they_are_too(run: Run, folder: Path, name: str) -> None:
    before = json.loads(run("documents", "--json").out)
    run("documents", "garden", "--set", f"{name}=other", "--set", "consent=yes")
    after = json.loads(run("documents", "--json").out)
    assert [{key: row[key] for key in before[0]} for row in after] == before
    details = {row["detail"]: row["value"] for row in json.loads(run("documents", "garden", "--json").out)}
    assert (details["consent"], details["consent (attribute)"]) == ("", "yes")
    Path("documents.csv").write_text(run("documents", "--csv").out, encoding="utf-8")
    assert run("documents", "--from", "documents.csv", "--yes").status == 0
    assert json.loads(run("documents", "--json").out) == after

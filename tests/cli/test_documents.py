"""The documents at the command line, by their names and by what they are called elsewhere."""

from __future__ import annotations

import json

import pytest

from tests.cli.conftest import Run


@pytest.mark.usefixtures("folder")
def test_a_title_stands_beside_the_name_and_finds_the_document(run: Run) -> None:
    assert all("title" not in row for row in json.loads(run("documents", "--json").out))
    assert run("documents", "garden", "--title", "Under the cherry tree").status == 0
    rows = json.loads(run("documents", "--json").out)
    assert {row["document"]: row["title"] for row in rows}["garden group"] == "Under the cherry tree"
    assert run("documents", "under the cherry tree", "--date", "2026-03-11").status == 0


@pytest.mark.usefixtures("folder")
def test_what_may_not_be_printed_is_said_to_be_so(run: Run) -> None:
    assert run("participants", "P03", "--set", "role=member", "--set", "site=north").status == 0
    assert "Printable: site, role" in run("participants", "--printable", "site", "--printable", "role").out
    assert "Not printable: role" in run("participants", "--not-printable", "role").out


@pytest.mark.usefixtures("folder")
def test_a_document_is_found_by_what_is_shown_for_its_name(run: Run) -> None:
    assert run("names", "add", "garden group", "Wanda", "--what", "place").status == 0
    assert "Wanda" in {row["document"] for row in json.loads(run("documents", "--json").out)}
    assert run("documents", "wanda", "--title", "Under the cherry tree").status == 0
    for named in ("Wanda", "garden group"):
        known = {row["detail"]: row["value"] for row in json.loads(run("documents", named, "--json").out)}
        assert (known["document"], known["title"]) == ("Wanda", "Under the cherry tree")
    assert "No document is called “Zelda”" in run("documents", "Zelda").err

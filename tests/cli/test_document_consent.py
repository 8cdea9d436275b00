"""A document that was withdrawn comes back at the command line only with a reason."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run


@pytest.mark.usefixtures("folder")
def test_a_withdrawn_document_comes_back_for_a_reason_alone(run: Run) -> None:
    def consent() -> str:
        rows = json.loads(run("documents", "garden", "--json").out)
        return next(str(row["value"]) for row in rows if row["detail"] == "consent")

    assert run("documents", "garden", "--consent", "withdrawn").status == 0
    refused = run("documents", "garden", "--consent", "quote")
    assert refused.status and "was withdrawn" in refused.err and "--because" in refused.err
    assert consent() == "withdrawn"
    assert run("documents", "garden", "--consent", "quote", "--because", "The group said so.").status == 0
    assert consent() == "quote"
    assert "The group said so." in run("memos", "--json").out
    assert run("undo").status == 0
    assert consent() == "withdrawn"


@pytest.mark.usefixtures("folder")
def test_a_reason_belongs_to_a_consent(run: Run) -> None:
    assert "Give --consent or --kind with it." in run("documents", "garden", "--because", "So.").err


def test_a_table_does_not_bring_it_back(folder: Path, run: Run) -> None:
    assert run("documents", "garden", "--consent", "withdrawn").status == 0
    (folder / "documents.csv").write_text("Document,Consent\ngarden group,quote\n", encoding="utf-8")
    done = run("documents", "--from", "documents.csv", "--yes")
    assert "that stays" in done.out + done.err
    assert '"withdrawn"' in run("documents", "garden", "--json").out

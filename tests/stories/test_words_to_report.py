"""A whole job on the command line: from somebody's real interviews to a Word file that says nothing else."""

from __future__ import annotations

import io
import json
import re
import sys
from pathlib import Path
from typing import Any

import pytest

from qualcode.cli import main


def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, *arguments: object) -> str:
    """Run a command that must succeed; gives what it printed."""
    monkeypatch.setattr(sys, "argv", ["qualcode", *map(str, arguments)])
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    main_ended: int | str | None = 0
    try:
        main()
    except SystemExit as ended:
        main_ended = ended.code
    printed = capsys.readouterr()
    assert not main_ended, printed.err
    return printed.out


def test_real_interviews_are_coded_and_carried_into_word(
    tmp_path: Path,
    real_files: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    import docx

    def qualcode(*arguments: object) -> str:
        return run(capsys, monkeypatch, *arguments)

    def rows(*arguments: object) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = json.loads(qualcode(*arguments, "--json"))
        return found

    sources = sorted(
        path
        for path in (real_files / "transcripts" / "hitsave_ccbysa").iterdir()
        if path.suffix in (".vtt", ".md") and path.name != "README.md"  # the .txt hold the words of the .vtt
    )
    before = {path: path.read_bytes() for path in sources}
    qualcode("new", "Games", "--folder", tmp_path / "games", "--peer-support")
    monkeypatch.chdir(tmp_path / "games")
    assert f"Imported {len(sources)} documents." in qualcode("import", *sources, "--as", "Ana", "--kind", "interview")
    assert qualcode("import", *sources).startswith("Nothing new was found.")

    # Two passages of each document: the words of a turn somebody speaks, found by its number.
    documents = rows("documents")
    assert len(documents) == len(sources)
    for number, document in enumerate(documents):
        turn = max(1, document["turns"] // 2)
        for code in ("1.1", "3.1", "4.1")[: 2 + number % 2]:
            qualcode("code", document["document"], code, "--turn", turn)
    excerpts = rows("excerpts")
    assert len(excerpts) >= 2 * len(documents)
    assert len({row["id"] for row in excerpts}) == len(excerpts)

    # Every excerpt is found in the document's own words, by its words alone.
    for row in excerpts[:6]:
        again = qualcode("code", row["document"], "1.2", "--words", row["words"][:60].rsplit(" ", 1)[0])
        assert again.startswith(("Coded:", "Already"))
        qualcode("undo")
    assert len(rows("excerpts")) == len(excerpts)

    told = qualcode("export", "report", "--to", "exports/themes.docx", "--coder-names")
    assert "Nothing was held back." in told
    document_out = docx.Document(str(tmp_path / "games" / "exports" / "themes.docx"))
    paragraphs = [paragraph.text for paragraph in document_out.paragraphs]
    headings = [
        p.text for p in document_out.paragraphs if p.style is not None and str(p.style.name).startswith("Heading")
    ]
    for heading in ("1 Access", "1.1 Knowing what exists", "3 Evidence"):
        assert heading in headings
    whole = "\n".join(paragraphs)
    assert whole.startswith("For the study team only") or "For the study team only" in paragraphs[:3]
    assert [row["id"] for row in excerpts if row["id"] not in whole] == []
    folded = " ".join(whole.split())
    first_printed = {row["words"]: row for row in reversed(excerpts)}
    for words in first_printed:
        assert " ".join(words.split())[:80] in folded
    assert re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", whole) is None

    # Nobody has agreed to anything yet, so nothing may leave.
    assert "were held back. Their words are not in this report." in qualcode(
        "export", "report", "--outside", "--to", "exports/outside.md"
    )
    outside = (tmp_path / "games" / "exports" / "outside.md").read_text(encoding="utf-8")
    assert [row["document"] for row in documents if row["document"] in outside] == []
    for words in first_printed:
        if len(words) > 60:
            assert words[:60] not in outside

    assert "The study is sound." in qualcode("doctor")
    assert {path: path.read_bytes() for path in sources} == before

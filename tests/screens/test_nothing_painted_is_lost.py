"""The real program, killed while somebody codes: what the screen showed is in the study."""

from __future__ import annotations

import random
import re
import sys
import time
from pathlib import Path

import pytest

from qualcode.codebooks.csv_files import CodebookRow
from tests.screens.shown_study import make_study, rows, standing, transcript

if sys.platform == "win32":
    pytest.skip("pseudo-terminals are a Unix thing", allow_module_level=True)

from tests.screens.terminal import Terminal

_CODES = 12
_NAMES = [f"Kestrel{number:02d}" for number in range(1, _CODES + 1)]
_BOOK = [
    CodebookRow("", "Access", "1", "", "Access"),
    *(CodebookRow("", "Access", f"1.{number}", "1", name) for number, name in enumerate(_NAMES, start=1)),
]
_SAID = [("Interviewer", "Go on."), *((f"P{n:02d}", f"This is what I said, the {n}th time.") for n in range(1, 16))]


@pytest.mark.parametrize("seed", [3, 17, 42])
def test_a_coding_that_was_painted_survives_a_kill_at_any_moment(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    path = make_study(tmp_path, [transcript(_SAID, "one")], _BOOK)
    environment = {"QUALCODE_CONFIG": str(tmp_path / "config"), "QUALCODE_LOGS": str(tmp_path / "logs")}
    terminal = Terminal(["-m", "qualcode", "open", str(path), "--as", "Ana"], environment)
    try:
        terminal.wait_for("1 document")
        terminal.send("\r")
        terminal.wait_for("1 sentence selected")
        whole = chance.randint(2, _CODES - 2)
        for number, name in enumerate(_NAMES[:whole], start=1):
            _code(terminal, name)
            terminal.wait_for(f"1.{number} {name}")
        # The last coding is cut off somewhere between its keys and its paint.
        _code(terminal, _NAMES[whole])
        time.sleep(chance.uniform(0, 0.08))
        terminal.kill()
    finally:
        terminal.close()
    painted = {name for name in _NAMES if re.search(rf"1\.\d+ {name}", terminal.words)}
    assert painted >= set(_NAMES[:whole])
    kept = {name for (name,) in rows(path, "SELECT code.name FROM coding JOIN code ON code.id = coding.code_id")}
    assert painted <= kept
    assert standing(path) == []


def _code(terminal: Terminal, name: str) -> None:
    before = len(terminal.words)
    terminal.send("t")
    terminal.send("c")
    terminal.wait_for("enter apply", before)
    terminal.send(name)
    terminal.wait_for("1 of 12", before)
    terminal.send("\r")


def test_a_fault_ends_in_one_sentence_without_a_word_of_the_study(tmp_path: Path) -> None:
    secret = "Marigold-Hollyhock-7"
    path = make_study(tmp_path, [transcript([("P01", f"I live in {secret}.")], "one")])
    program = (
        "import sys\n"
        "from qualcode.tui.screens.documents import DocumentsScreen\n"
        "from qualcode.cli import main\n"
        "async def fail(self):\n"
        f"    words = '{secret[:10]}' + '{secret[10:]}'\n"
        "    raise ValueError(words)\n"
        "DocumentsScreen.action_remove = fail\n"
        f"sys.argv = ['qualcode', 'open', {str(path)!r}, '--as', 'Ana']\n"
        "main()\n"
    )
    environment = {"QUALCODE_CONFIG": str(tmp_path / "config"), "QUALCODE_LOGS": str(tmp_path / "logs")}
    terminal = Terminal(["-c", program], environment)
    try:
        terminal.wait_for("1 document")
        terminal.send("d")
        status = terminal.drain()
    finally:
        terminal.close()
    assert status != 0
    assert secret not in terminal.words
    assert "Traceback" not in terminal.words
    assert "All that you did is saved" in " ".join(terminal.words.split())
    assert b"\x1b[?1049l" in terminal.raw, "the terminal was not given back"
    logs = list((tmp_path / "logs").iterdir())
    assert len(logs) == 1
    noted = logs[0].read_text(encoding="utf-8")
    assert "ValueError" in noted and secret not in noted

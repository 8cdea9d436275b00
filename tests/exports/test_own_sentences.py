"""The program’s own sentences begin with no word that is somebody’s name: it could not be told from the name."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import qualcode
from qualcode.analysis.phrases import sentence_case
from qualcode.essays.findings import Trouble
from qualcode.participants.consent import Consent
from qualcode.participants.disclosure import HeldBack

ROOMS = ("tui", "essays", "exports", "cli", "edits", "analysis", "project")
BEGINS = re.compile(r"(?:\A|[.!?:]\s+|\n\s*)(?:May|Will|Hope|Rose)\s")


def _printed(module: ast.AST) -> Iterator[str]:
    """The texts of a module, but those that describe it."""
    described = {
        id(node.body[0].value)
        for node in ast.walk(module)
        if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef))
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(module):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in described:
            yield node.value


@pytest.mark.parametrize("room", ROOMS)
def test_no_sentence_of_the_program_begins_with_a_name(room: str) -> None:
    modules = sorted((Path(qualcode.__file__).parent / room).rglob("*.py"))
    assert modules
    found = {
        f"{module.name}: {words}"
        for module in modules
        for words in _printed(ast.parse(module.read_text(encoding="utf-8")))
        if BEGINS.search(words)
    }
    assert found == set()


def test_no_reason_begins_with_a_name_where_it_begins_a_sentence() -> None:
    reasons = [HeldBack("", (), consent, expired).reason for consent in Consent for expired in (False, True)]
    said = [sentence_case(words) for words in (*Trouble, *reasons)]
    assert sentence_case(HeldBack("", (), Consent.PARAPHRASE).reason) == "To be paraphrased, not quoted"
    assert [words for words in said if BEGINS.search(words)] == []

"""Correct drafts in many styles, in every format: nothing of them is a problem."""

from __future__ import annotations

from pathlib import Path
from xml.sax.saxutils import escape

import pytest

from qualcode.essays.check_draft import check_draft
from qualcode.essays.drafts import read_draft
from qualcode.project.project import Project
from tests.essays.conftest import SLEPT, TODAY, troubles
from tests.essays.test_drafts import odt_draft
from tests.essays.word_drafts import paragraph, runs, word_draft

VAN = "Somebody with a van. Somebody who needs me for something."
CARD = "It was a card on the board in the chemist’s, half behind a poster."
STYLES = {
    "double marks": [f"She was plain: “{SLEPT}” (Ines)", f"“{VAN}” (Will)"],
    "straight marks": [f'She was plain: "{SLEPT}" (Ines)', f'"{VAN}" (Will)'],
    "single marks": [f"She was plain: ‘{SLEPT}’ (Ines). The ’90s weren’t kinder, nor the nurses’ room."],
    "nested marks": ["Ines said, ‘I said to Quarrington, “I sleep like a dog”’, and it wasn’t the nurses’ fault."],
    "German marks": [f"Ines sagte: „{SLEPT}“ (Ines). Und „{VAN}“ (Will)."],
    "French marks": [f"Ines le dit : « {SLEPT} » (Ines)"],
    "over paragraphs": [f"Ines said: “{CARD}", "“So I sent myself because nobody else was going to send me.”"],
    "cuts": ["“It was a card […] half behind a poster” (Ines)", "“It was a card … half behind a poster” (Ines)"],
    "own words": ["“It was a card on the [notice] board in the chemist’s” (Ines)"],
    "interrupted": ["“I sleep,” said Ines. “That’s the short of it.”"],
    "two in a sentence": ["Where Ines had “a card on the board”, Will wanted “somebody with a van” (Will)."],
    "the literature": [
        f"“{CARD}” (Ines)",
        "Weick (1995) calls it “a transient process whose parts are never all visible”.",
        "“Those who build keep their tools longer than others” (Osei and Brandt, 2019, p. 4).",
        "Her article “Why tools are thrown away” is careful; so is the chapter ‘On keeping things’.",
        "References",
        "Osei, J. and Brandt, T. (2019) Staff and tools. Kent: Corridor Press.",
        "Weick, K. (1995) Sensemaking in organizations. Thousand Oaks: Sage.",
    ],
    "terms": ["The so-called ‘black box’ and “the human in the loop” are “tools”; a 6\" rule, a 12' pole."],
    "instruments": ["The interview guide asked: “How do you choose a group to go to?” and that was all."],
}


def _paragraphs(texts: list[str]) -> bytes:
    return word_draft(*(paragraph(runs(text, [1, 7, 2, 15, 3])) for text in texts))


def _written(folder: Path, texts: list[str], form: str) -> Path:
    path = folder / f"essay.{form}"
    if form == "docx":
        path.write_bytes(_paragraphs(texts))
    elif form == "odt":
        path.write_bytes(odt_draft("".join(f"<text:p>{escape(text)}</text:p>" for text in texts)))
    else:
        between = "\n" if form == "txt" else "\n\n"
        path.write_text(between.join([*texts, "A last word. " * 40]), encoding="utf-8")
    return path


@pytest.mark.parametrize("form", ["docx", "odt", "md", "txt"])
@pytest.mark.parametrize("style", STYLES)
def test_a_careful_draft_has_nothing_to_look_at(study: Project, tmp_path: Path, style: str, form: str) -> None:
    draft = read_draft(_written(tmp_path, STYLES[style], form))
    found = study.read(check_draft, draft, on=TODAY).findings
    assert [(one.words, troubles(one)) for one in found if one.troubles] == []
    assert found

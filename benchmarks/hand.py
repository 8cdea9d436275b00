"""Count the hand: what twenty codings of one passage cost in keys and seconds. Run it by hand.

    python benchmarks/hand.py

The passage is in the first long interview under QUALCODE_REAL_FILES, in the sample's first where that is unset. PLAN
says which sentences get which code. Our keys are played on the application without a terminal, and the codings it
then holds must be those of the plan, or this ends with an error. The other tools' steps are counted from what they
document:

* Taguette: drag over the words; press `n` or the button; tick the tag in the box that opens; “Save & Close”.
  (taguette.org, “Getting started”; `newtag_key` and the box of tags in static/js/taguette.js)
* QualCoder: click the code in the tree; drag over the words; press `Q`, or right click and “Mark”.
  (QualCoder wiki, “Coding Text”; its key list: “Q Quick Mark with code - for current selection”)

Seconds are those of the Keystroke-Level Model (Card, Moran and Newell 1980): K a key, 0.20 s of a good typist and
0.28 s of an average one, shift counted as a key; P pointing with the mouse, 1.1 s; B the press or release of its
button, 0.1 s; H a hand from keyboard to mouse or back, 0.4 s; M making up one's mind, 1.35 s. Rules: a drag is PBPB,
a click PBB; two M for each coding in every tool, for the passage and for the code; reading costs none. In
favour of the others: no scrolling of text, tree or box of tags, no aiming twice, no slip of a drag, the left hand
stays on `n` or `Q`, a code that is still selected in the tree is not clicked again, and two tags for one passage are
ticked in one box. Only ours pays for passing over what is not coded, a key a sentence.
"""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from qualcode import sample
from qualcode.codebooks.csv_files import read_csv
from qualcode.edits.codebook import ImportCodebook
from qualcode.project.importing import arrivals
from qualcode.project.project import Project
from qualcode.transcripts.boundaries import Boundaries, Unit
from qualcode.transcripts.importers import files_in, read
from qualcode.transcripts.span import Span
from qualcode.transcripts.transcript import Kind, Transcript
from qualcode.tui.app import QualcodeApp
from qualcode.tui.screens.coding import CodingScreen
from qualcode.tui.widgets.transcript_view import TranscriptView

START = 12  # the reader stands on the first sentence from here on where the plan fits: not at the head
SECONDS = {"P": 1.1, "B": 0.1, "H": 0.4, "M": 1.35}
TYPISTS = {"good": 0.20, "average": 0.28}


@dataclass(frozen=True)
class Planned:
    """A coding: so many sentences on from the last (0: the same passage), how many, or the first words of one."""

    on: int
    sentences: int
    code: str
    words: int = 0


# Runs of one code, two codes on one passage, single sentences and stretches, in the proportions of the sample's own
# codings; the codes' index numbers, and what is typed for them in the picker.
PLAN = (
    Planned(1, 2, "1.1"), Planned(1, 1, "1.1"), Planned(2, 3, "1.2"), Planned(0, 3, "1.7"), Planned(1, 1, "1.2"),
    Planned(3, 2, "2.1"), Planned(1, 1, "2.1"), Planned(1, 4, "3.1"), Planned(2, 1, "3.1"), Planned(1, 1, "2.4", 4),
    Planned(1, 2, "1.5"), Planned(0, 2, "3.1"), Planned(4, 1, "1.5"), Planned(1, 1, "1.5"), Planned(2, 2, "4.3"),
    Planned(1, 3, "4.3"), Planned(1, 1, "1.2"), Planned(5, 2, "3.1"), Planned(0, 2, "4.3"), Planned(1, 1, "1.1", 3),
)  # fmt: skip
LETTERS = {
    "1.1": "kno",
    "1.2": "rou",
    "1.5": "pee",
    "1.7": "dec",
    "2.1": "2.1",
    "2.4": "2.4",
    "3.1": "ben",
    "4.3": "tra",
}


@dataclass
class Hand:
    """What a hand did: keys one by one, and the model's other operators as letters."""

    keys: list[str] = field(default_factory=list)
    operators: str = ""

    @property
    def strokes(self) -> int:
        """Keys struck, shift among them."""
        return len(self.keys) + sum(key.startswith("shift+") or key in ("E", "upper_e") for key in self.keys)

    def seconds(self, stroke: float) -> float:
        """By the model, for a typist who takes `stroke` seconds a key."""
        return self.strokes * stroke + sum(SECONDS[operator] for operator in self.operators)


def passage() -> Transcript:
    """A real interview with enough sentences, else the sample's first."""
    real = os.environ.get("QUALCODE_REAL_FILES")
    places = [Path(real) / "transcripts" / "pdpilot_pdf"] if real else []
    for file in (file for place in (*places, sample.folder() / "transcripts") for file in files_in(place)):
        for transcript in read(file):
            if len(transcript.turns) > 20 and len(transcript.text.split()) > 1500:
                return transcript
    raise SystemExit("no interview is long enough")


def planned(
    boundaries: Boundaries, sentences: Sequence[Span], start: int = START
) -> tuple[int, list[tuple[Span, str]]]:
    """The sentence to stand on, and the passages of the plan with their codes."""
    found: list[tuple[Span, str]] = []
    first = last = start
    for one in PLAN:
        if one.on:
            first = last + one.on
            last = first + one.sentences - 1
        span = sentences[first].joined(sentences[last])
        if one.words:
            word = boundaries.at(Unit.WORD, span.start)
            span = word
            for _ in range(one.words - 1):
                following = boundaries.next(Unit.WORD, span)
                span = span.joined(following) if following else span
            if span.end >= sentences[first].end:
                return planned(boundaries, sentences, start + 1)
        found.append((span, one.code))
    return start, found


def selecting(one: Planned) -> list[str]:
    """The keys that select a passage from the last one."""
    if not one.on:
        return []
    keys = ["j"] * one.on + ["shift+down"] * (one.sentences - 1)
    return keys + (["E"] + ["shift+right"] * (one.words - 1) if one.words else [])


def applying(one: Planned, way: str, last: str, digits: dict[str, str]) -> list[str]:
    """The keys that give the passage its code: by the quickest means that the way allows."""
    if way == "again, digit, picker" and one.code == last:
        return ["a"]
    if way != "picker" and one.code in digits:
        return [digits[one.code]]
    return ["c", *LETTERS[one.code], "enter"]


def textual_key(key: str) -> str:
    return {"E": "upper_e", ".": "full_stop"}.get(key, key)


async def play(way: str, transcript: Transcript) -> Hand:
    """Press the keys of a way on a fresh study; raise SystemExit where the codings are not those of the plan."""
    hand = Hand()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["QUALCODE_CONFIG"] = str(Path(folder) / "settings")
        path = Path(folder) / "hand.qualcode"
        with Project.create(path, "Hand") as project:
            rows = read_csv(sample.folder() / "codebooks" / "peer-support.csv")
            project.make(ImportCodebook(rows, "peer-support"))
            project.make(arrivals([transcript], Kind.INTERVIEW))
        app = QualcodeApp(path, coder="Ana", opener=lambda wanted: Project.open(wanted, back_up=False))
        app.animation_level = "none"
        async with app.run_test(size=(120, 40)) as pilot:

            async def settled() -> None:
                for _ in range(3):
                    await pilot.pause()
                    await app.lane.call(lambda project: None)
                await pilot.pause()

            async def press(keys: Iterable[str]) -> None:
                for key in keys:
                    await pilot.press(textual_key(key))
                    await settled()

            while app.current_mode != "documents":
                await pilot.pause(0.02)
            await settled()
            await press(["enter"])
            while not isinstance(app.screen, CodingScreen) or not app.screen.query_one(TranscriptView).document.turns:
                await pilot.pause(0.02)
            view = app.screen.query_one("#text", TranscriptView)
            document = view.document
            boundaries = Boundaries(document.text, [turn.span for turn in document.turns], document.sentences)
            start, wanted = planned(boundaries, document.sentences)
            view.select(document.sentences[start])
            last, digits = "", dict[str, str]()
            for one in PLAN:
                keys = [*selecting(one), *applying(one, way, last, digits)]
                hand.keys += keys
                hand.operators += "MM"
                await press(keys)
                last = one.code
                # The picker gives a code the next free digit when it is first used.
                digits.setdefault(one.code, str(len(digits) + 1))
            rows_made = await app.lane.call(
                lambda project: project.conn.execute(
                    "SELECT g.current_start, g.current_stop, c.idx FROM coding g JOIN code c ON c.id = g.code_id "
                    "WHERE g.deleted_at IS NULL"
                ).fetchall()
            )
        app.lane.shut()
    made = sorted((start, stop, str(index).strip("[]")) for start, stop, index in rows_made)
    if made != sorted((span.start, span.end, code) for span, code in wanted):
        odd = set(made) ^ {(span.start, span.end, code) for span, code in wanted}
        raise SystemExit(f"{way}: the codings are not those of the plan: {sorted(odd)}")
    return hand


def taguette(with_key: bool) -> Hand:
    """The steps Taguette documents; its box takes several tags for one passage."""
    hand = Hand()
    for place, one in enumerate(PLAN):
        hand.operators += "MM"
        if one.on:
            hand.operators += "PBPB"
            if with_key:
                hand.keys.append("n")
            else:
                hand.operators += "PBB"
        hand.operators += "PBB"  # tick the tag
        if place + 1 == len(PLAN) or PLAN[place + 1].on:
            hand.operators += "PBB"  # save
    return hand


def qualcoder(with_key: bool) -> Hand:
    """The steps QualCoder documents; a code stays selected in the tree, a passage in the text."""
    hand = Hand()
    last = ""
    for one in PLAN:
        hand.operators += "MM"
        if one.code != last:
            hand.operators += "PBB"
        if one.on:
            hand.operators += "PBPB"
        elif with_key:
            hand.operators += "PBPB"  # after marking nothing is selected
        if with_key:
            hand.keys.append("q")
        else:
            hand.operators += "BBPBB" if one.on else "PBPBBBPBB"
        last = one.code
    return hand


def tell(name: str, hand: Hand) -> None:
    """A line of the table: per coding."""
    number = len(PLAN)
    mouse = hand.operators.count("P") / number
    seconds = [hand.seconds(stroke) / number for stroke in TYPISTS.values()]
    without = [(hand.seconds(stroke) - 2.7 * number) / number for stroke in TYPISTS.values()]
    print(
        f"{name:<40} {hand.strokes / number:6.1f} {mouse:8.1f} {seconds[0]:8.1f} {seconds[1]:8.1f}"
        f" {without[0]:8.1f} {without[1]:8.1f}"
    )


def main() -> None:
    transcript = passage()
    sentences = sum(max(1, one.on) - 1 + one.sentences for one in PLAN if one.on)
    print(f"{len(PLAN)} codings, {len(LETTERS)} codes, {sentences} sentences of an interview; for each coding:")
    print(f"{'':<40} {'keys':>6} {'pointing':>8} {'s good':>8} {'s avg':>8} {'hand':>8} {'hand':>8}")
    for way in ("picker", "digit, picker", "again, digit, picker"):
        tell(f"qualcode: {way}", asyncio.run(play(way, transcript)))
    tell("Taguette: mouse and n", taguette(True))
    tell("Taguette: mouse", taguette(False))
    tell("QualCoder: mouse and Q", qualcoder(True))
    tell("QualCoder: mouse, Mark in the menu", qualcoder(False))
    print("s: with both M; hand: without them, what the hand alone takes. Our rows were played and checked.")


if __name__ == "__main__":
    main()

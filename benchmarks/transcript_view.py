"""CPU time of the transcript view against its budgets: `python benchmarks/transcript_view.py`."""

from __future__ import annotations

import asyncio
import gc
import random
from collections.abc import Awaitable, Callable
from dataclasses import replace
from itertools import product
from statistics import median
from time import process_time

from textual.app import App, ComposeResult

from qualcode.participants.names import Name, Names, Variant
from qualcode.transcripts.span import Span
from qualcode.tui.widgets.shown import Mark, ShownDocument, ShownTurn
from qualcode.tui.widgets.transcript_view import TranscriptView

WORDS = [
    *("it", "was", "a", "card", "on", "the", "board", "half", "covered", "up", "by", "yoga", "she’d"),
    *("same", "shake", "in", "her", "hand", "as", "me", "and", "then", "laughing", "chemist’s"),
]
COLOURS = ["#4e79a7", "#f28e2b", "#59a14f", "#e15759", "#b07aa1", "#76b7b2", "#edc948", "#ff9da7"]
SIZES = [(25_000, 2_000), (120_000, 5_000)]
GIVEN = [
    first + last for first, last in product(("Mar", "Jo", "Al", "Ber", "Ser", "Ing", "Tho", "Wil"), ("ina", "ette"))
]
FAMILY = [
    f"{first}{last}" for first, last in product(("Quarr", "Hather", "Ols", "Pem", "Tre"), ("ington", "ley", "by"))
]
NAMED = 200
EVERY = 12  # sentences, of which one holds a name
BUDGETS = {
    "open": 40.0,
    "open with names": 40.0,
    "open again with names": 40.0,
    "page down": 15.0,
    "next sentence": 5.0,
    "next word": 5.0,
    "code": 5.0,
}


def people() -> list[Name]:
    """A list of names, most of two words, the family name alone too."""
    whole = [f"{given} {family}" for given, family in product(GIVEN, FAMILY)][:NAMED]
    alone = {name.split()[1]: name for name in whole}
    return [
        Name(name, f"Person {place}", variants=(Variant(name.split()[1]),) if alone[name.split()[1]] == name else ())
        for place, name in enumerate(whole)
    ]


def made_up(words: int, codings: int) -> tuple[ShownDocument, list[Mark]]:
    """A document of that many words in turns of one to eight sentences, and codings that overlap."""
    draw = random.Random(1)
    named = people()
    parts: list[str] = []
    turns: list[ShownTurn] = []
    sentences: list[Span] = []
    at = said = 0
    while said < words:
        label = "INT" if len(turns) % 2 == 0 else "P03"
        parts.append(f"{label}: ")
        at += len(label) + 2
        start = at
        for _ in range(draw.randint(1, 2) if label == "INT" else draw.randint(1, 14)):
            count = draw.randint(3, 20)
            sentence = " ".join(draw.choices(WORDS, k=count)).capitalize() + ". "
            if len(sentences) % EVERY == 0:
                sentence = f"{draw.choice(named).real} {sentence}"
            sentences.append(Span(at, at + len(sentence) - 1))
            parts.append(sentence)
            at += len(sentence)
            said += count
        turns.append(ShownTurn(Span(start, at - 1), label, label == "INT", len(turns) * 11.0))
        parts.append("\n")
        at += 1
    marks = []
    for number in range(codings):
        first = draw.randrange(len(sentences) - 4)
        span = sentences[first].joined(sentences[first + draw.choice([0, 0, 0, 1, 2, 3])])
        code = draw.randrange(len(COLOURS))
        marks.append(Mark(f"m{number}", span, f"c{code}", f"1.{code}", f"Code number {code}", COLOURS[code]))
    return ShownDocument(f"{words}", "".join(parts), tuple(turns), tuple(sentences)), marks


class Bench(App[None]):
    def compose(self) -> ComposeResult:
        yield TranscriptView()


async def timed(act: Callable[[], Awaitable[object]], settle: Callable[[], Awaitable[object]], times: int) -> float:
    """The median CPU time in ms of an act, painting included."""
    taken = []
    for _ in range(times):
        await settle()
        start = process_time()
        await act()
        await settle()
        taken.append((process_time() - start) * 1000)
    return median(taken)


async def measure(words: int, codings: int) -> dict[str, float]:
    """Milliseconds of CPU for each thing a reader does."""
    document, marks = made_up(words, codings)
    app = Bench()
    async with app.run_test(size=(120, 40)) as pilot:
        view = app.query_one(TranscriptView)
        view.focus()

        async def settle() -> None:
            await pilot.pause(0.03)  # two frames, so that painting is counted

        async def show() -> None:
            view.show(document, marks)

        async def press(key: str) -> None:
            await pilot.press(key)

        spans = [turn.span for turn in document.turns]
        fresh = [Names(people()) for _ in range(10)]
        known = Names()

        async def show_named() -> None:
            nonlocal known
            known = fresh.pop()
            view.show(replace(document, splices=known.splices(document.text, "d", spans)), marks)

        async def show_again() -> None:
            view.show(replace(document, splices=known.splices(document.text, "d", spans)), marks)

        number = 0

        async def code() -> None:
            nonlocal number
            number += 1
            view.put_mark(Mark(f"new{number}", view.selection or Span(0, 1), "c", "1", "New", "#4e79a7"))

        async def resize() -> None:
            await pilot.resize_terminal(100 if app.size.width == 120 else 120, 40)

        idle = await timed(settle, settle, 15)
        results = {"open with names": await timed(show_named, settle, 9)}
        results["open again with names"] = await timed(show_again, settle, 9)
        results["open"] = await timed(show, settle, 9)
        view.select(document.sentences[len(document.sentences) // 2])
        results["page down"] = await timed(lambda: press("pagedown"), settle, 25)
        results["next sentence"] = await timed(lambda: press("j"), settle, 25)
        results["next word"] = await timed(lambda: press("l"), settle, 25)
        results["code"] = await timed(code, settle, 25)
        results["resize"] = await timed(resize, settle, 8)
        return {name: ms - idle for name, ms in results.items()}


def main() -> None:
    """Print a line per act and size, with its budget."""
    gc.set_threshold(100_000, 20, 20)  # as the application has it
    for words, codings in SIZES:
        print(f"{words:,} words, {codings:,} codings")
        for name, ms in asyncio.run(measure(words, codings)).items():
            budget = BUDGETS.get(name)
            verdict = "no budget" if budget is None else f"budget {budget:4.1f}{'' if ms <= budget else '  over'}"
            print(f"  {name:21} {ms:7.1f} ms   {verdict}")


if __name__ == "__main__":
    main()

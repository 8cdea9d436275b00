"""What is to be looked at in quotes before they go out, said where they do."""

from __future__ import annotations

from collections.abc import Iterable

from qualcode.analysis.phrases import counted, listed
from qualcode.essays.parts import QuotePart
from qualcode.transcripts.quoting import in_marks


def look_lines(quotes: Iterable[QuotePart]) -> tuple[str, ...]:
    """`2 quotes to look at:`, and a line for each that is printed: `x1abc2de3: “never” is left out`; often empty."""
    found = [f"{one.short_id}: {'; '.join(map(str, _briefly(one)))}" for one in quotes if one.state == "see"]
    return (f"{counted(len(found), 'quote')} to look at:", *found) if found else ()


def look_sentence(quotes: Iterable[QuotePart]) -> str:
    """The same in one sentence; empty where there is nothing to look at."""
    head, *each = look_lines(quotes) or ("",)
    return f"{head} {'; '.join(each)}." if each else ""


def look_kinds(quote: QuotePart) -> str:
    """What is to be looked at in a quote, with no word of it or of what was said to it; empty for nothing."""
    lost = ["a word that bears the meaning is left out"] if quote.lost else []
    changed = ["its document was changed since"] if quote.changed else []
    others = len(quote.look) - bool(quote.lost) - bool(quote.changed)
    return listed([*lost, *changed, *(["see in Quotes what the person said"] if others > 0 else [])])


def _briefly(quote: QuotePart) -> Iterable[str]:
    for sentence in quote.look:
        if sentence == quote.lost.sentence:
            words = listed([in_marks(word) for word in quote.lost.words])
            yield f"{words} {'is' if len(quote.lost.words) == 1 else 'are'} left out"
        else:
            yield f"{sentence[:1].lower()}{sentence[1:].rstrip('.')}"

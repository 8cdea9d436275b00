"""The writer's own words around a quotation: what stands next to it, its sentence, and the sentences beside that."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from qualcode.essays.drafts.draft import Draft, SetApart
from qualcode.essays.drafts.quoted import Quoted
from qualcode.transcripts.span import Span

# What a stop shortens, and no sentence ends with, by how long it is.
_SHORTENED = ("Dr|Mr|Ms|St|al|ca|cf|ed|vs", "Mrs|eds|vol", "Prof", "[A-Z]", r"e\.g|i\.e")
SENTENCE_END = re.compile(
    "".join(rf"(?<!\b(?:{one}))" for one in _SHORTENED) + r"[.!?…][”’\"')\]]*\s+(?=[“‘\"'«„(\[]*[^\W\d_])"
)
BRACKET = re.compile(r"[”’\"'»«“‹›″＂」』,.;:!?…\s\d¹²³⁴-⁹]{0,12}[(\[]([^()\[\]]{1,160})[)\]]")
_QUOTED = re.compile(r"([“‘\"'«„]) ([”’\"'»“])")  # others' words, left out
_CLOSING = re.compile(r"[”’\"'»“]?\s*")
_LONGEST_SENTENCE = 2_000  # characters


@dataclass(frozen=True, slots=True)
class Around:
    """The writer's words around a quotation, others' words blank: those next to it, and its whole sentence."""

    before: str
    after: str
    all_before: str
    all_after: str
    earlier: Sequence[str]  # sentences of the paragraph before it, the nearest first
    following: str  # the sentence after it, where that quotes nothing

    @property
    def words(self) -> str:
        return without_quoted(f"{self.all_before}…{self.all_after}")

    @property
    def words_and_following(self) -> str:
        """The same with the sentence after it."""
        return without_quoted(f"{self.all_before}…{self.all_after}{self.following}")


class WordsAround:
    """The words of a draft around some of its quotations."""

    def __init__(self, draft: Draft, quotations: Iterable[Quoted]) -> None:
        self._paragraphs = draft.paragraphs
        self._quoted: dict[int, list[Span]] = defaultdict(list)
        for one in quotations:
            if one.apart is SetApart.NOT:
                self._quoted[one.paragraph].append(one.span)
        self._without: dict[tuple[int, str], str] = {}

    def of(self, quoted: Quoted) -> Around:
        """The words around a quotation in marks."""
        text, masked = self._blank(quoted.paragraph), self._masked(quoted.paragraph)
        others = [one for one in self._quoted.get(quoted.paragraph, ()) if one != quoted.span]
        sentence = _sentence(masked, quoted.span)
        from_there = max([sentence.start, *(one.end for one in others if one.end <= quoted.span.start)])
        until = min([sentence.end, *(one.start for one in others if one.start >= quoted.span.end)])
        before = text[from_there : quoted.span.start]
        if from_there > sentence.start and (bracket := BRACKET.match(before)) is not None:
            before = " " * bracket.end() + before[bracket.end() :]  # it says whose the words before it are
        ends = SENTENCE_END.search(masked, sentence.end, sentence.end + _LONGEST_SENTENCE)
        following = Span(sentence.end, ends.end() if ends is not None else len(text))
        quotes_more = any(following.start <= one.start < following.end for one in others)
        return Around(
            before,
            text[quoted.span.end : until],
            text[sentence.start : quoted.span.start],
            text[quoted.span.end : sentence.end],
            _last_sentences(text, masked, sentence.start),
            "" if quotes_more else text[following.start : following.end],
        )

    def sentence(self, quoted: Quoted) -> Span:
        """The sentence that a quotation stands in."""
        return _sentence(self._masked(quoted.paragraph), quoted.span)

    def last_sentences(self, paragraph: int) -> list[str]:
        """The sentences of a paragraph, the last first; none where the last of them quotes."""
        text, masked = self._blank(paragraph), self._masked(paragraph)
        found = _last_sentences(text, masked, len(text))
        quotes = found and any(one.end > len(text) - len(found[0]) for one in self._quoted.get(paragraph, ()))
        return [] if quotes else found

    def _blank(self, paragraph: int) -> str:
        """A paragraph with spaces for what it quotes."""
        return self._with(" ", paragraph)

    def _masked(self, paragraph: int) -> str:
        """A paragraph with one word of the same length for what it quotes, and the stop that ends that."""
        return self._with("x", paragraph)

    def _with(self, letter: str, paragraph: int) -> str:
        if (paragraph, letter) not in self._without:
            text = self._paragraphs[paragraph].words
            letters = list(text)
            for span in self._quoted.get(paragraph, ()):
                is_stop = letter != " " and text[span.end - 1] in ".!?…"
                letters[span.start : span.end - is_stop] = letter * (len(span) - is_stop)
            self._without[paragraph, letter] = "".join(letters)
        return self._without[paragraph, letter]


def one_line(text: str) -> str:
    """Words with one space between them."""
    return " ".join(text.split())


def without_quoted(text: str) -> str:
    """The same, with … between marks around words that are left out."""
    return _QUOTED.sub(r"\1…\2", one_line(text))


def _last_sentences(text: str, masked: str, end: int) -> list[str]:
    """The sentences of a text before a place, the last first; long ones from their middle.

    `masked` is a text of the same length, by which they are told.
    """
    near = max(0, end - _LONGEST_SENTENCE)
    ends = [near, *(one.end() for one in SENTENCE_END.finditer(masked, near, end)), end]
    found = [text[start:stop] for start, stop in pairwise(ends)]
    return [one for one in reversed(found) if re.search(r"\w", one)]


def _sentence(text: str, span: Span) -> Span:
    """The sentence of the writer's that a quotation stands in, which is taken as one word."""
    start = near = max(0, span.start - _LONGEST_SENTENCE)
    for end in SENTENCE_END.finditer(text, near):
        if end.end() > span.start:
            break
        start = end.end()
    # A stop within the quotation may end the writer's sentence, too: then what follows begins with a capital.
    closing = _CLOSING.match(text, span.end)
    at = closing.end() if closing is not None else span.end
    if text[span.start : span.end].endswith((".", "!", "?", "…")) and text[at : at + 1].isupper():
        return Span(start, span.end)
    last = min(len(text), span.end + _LONGEST_SENTENCE)
    ends = SENTENCE_END.search(text, span.end, last)
    return Span(start, ends.end() if ends is not None else last)

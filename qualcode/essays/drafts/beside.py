"""The writer's own words in a draft, sentence by sentence: whom they name, and which stand beside a quotation."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qualcode.essays.drafts.attributed import SENTENCE_END, Attributions
from qualcode.essays.drafts.draft import Draft, SetApart
from qualcode.essays.drafts.quoted import Quoted
from qualcode.transcripts.span import Span

_LETTER = re.compile(r"\w")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with spaces where it quotes; `span` is where it stands in its paragraph, `names` whom it names.

    Those are places in the list of pseudonyms; a pseudonym that the draft has as a word too names nobody by itself.
    """

    words: str
    span: Span
    names: tuple[int, ...]


class WritersWords:
    """The sentences of a draft without what they quote."""

    def __init__(self, draft: Draft, claims: Attributions, quotations: Sequence[Quoted]) -> None:
        self._claims = claims
        quoted: dict[int, list[Span]] = defaultdict(list)
        for one in quotations:
            tail = None if one.apart is SetApart.NOT else claims.tail(one.words)
            quoted[one.paragraph].append(one.span if tail is None else Span(one.span.start, one.span.start + tail))
        self._sentences = [
            list(_sentences(_without(paragraph.words, quoted[number]), claims))
            for number, paragraph in enumerate(draft.paragraphs)
        ]

    def __iter__(self) -> Iterator[Sentence]:
        for paragraph in self._sentences:
            yield from paragraph

    def beside(self, quoted: Quoted) -> list[str]:
        """What the writer says in the sentence of a quotation, or around a paragraph that is set apart.

        Where the quotation begins its sentence the one before belongs to it, if that names nobody.
        """
        here = self._sentences[quoted.paragraph]
        place = next((n for n, one in enumerate(here) if quoted.span.start < one.span.end), len(here) - 1)
        found = [here[place].words]
        alone = not any(_LETTER.search(one.words) for one in here)
        if quoted.apart is not SetApart.NOT or alone:
            return [*found, *self._around(quoted.paragraph)]
        before = here[place].words[: quoted.span.start - here[place].span.start]
        if place and not _LETTER.search(before) and not here[place - 1].names:
            found.append(here[place - 1].words)
        return found

    def _around(self, paragraph: int) -> Iterator[str]:
        """The last sentence before a paragraph, and the one after where it only says who spoke."""
        if paragraph and self._sentences[paragraph - 1]:
            yield self._sentences[paragraph - 1][-1].words
        following = self._sentences[paragraph + 1] if paragraph + 1 < len(self._sentences) else []
        if following and self._claims.only_says_who("".join(one.words for one in following)):
            yield from (one.words for one in following)


def _without(text: str, quoted: Sequence[Span]) -> str:
    for span in quoted:
        text = f"{text[: span.start]}{' ' * len(span)}{text[span.end :]}"
    return text


def _sentences(text: str, claims: Attributions) -> Iterator[Sentence]:
    start = 0
    for end in [one.end() for one in SENTENCE_END.finditer(text)] + [len(text)]:
        if end > start or not text:
            words = text[start:end]
            yield Sentence(words, Span(start, max(end, start + 1)), claims.named_in(words))
            start = end

"""The writer's own words in a draft, sentence by sentence: whom they name, and which stand beside a quotation."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qualcode.essays.drafts.around import SENTENCE_END, without_quoted
from qualcode.essays.drafts.draft import Draft, SetApart
from qualcode.essays.drafts.pseudonyms import Pseudonyms
from qualcode.essays.drafts.quoted import Quoted
from qualcode.essays.drafts.speaking import Mention, is_going_on
from qualcode.transcripts.span import Span

_LETTER = re.compile(r"\w")
_ONLY_JOINS = re.compile(r"\s*(?:,|,?\s*(?:and|or|&)|/)\s*", re.IGNORECASE)
_PARTS = re.compile(r"[;:]|(?:,\s*|\s)(?:and|but|while|whereas|or|yet|though|although)\s", re.IGNORECASE)
_MOST_BEFORE_NAME = 5  # words between what parts two of whom a sentence tells, and the name of the second


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with spaces where it quotes; `span` is where it stands in its paragraph, which `place` tells.

    `mentions` are whom it names; a pseudonym that the draft has as a word too names nobody by itself.
    """

    words: str
    span: Span
    place: str
    mentions: tuple[Mention, ...]

    @property
    def names(self) -> tuple[int, ...]:
        """Whom it names: places in the list of pseudonyms."""
        return tuple(dict.fromkeys(person for one in self.mentions for person in one.people))

    @property
    def shown(self) -> str:
        """Its words on one line, those that it quotes left out."""
        return without_quoted(self.words)

    def of(self, person: int | None) -> str:
        """What of it may tell of somebody: all, or the parts with their name where it names others, too."""
        if person is None or person not in self.names or len(self.names) < 2:
            return self.words
        groups = _groups(self.words, self.mentions)
        parts = []
        for number, group in enumerate(groups):
            if any(person in one.people for one in group):
                start = _parted(self.words, groups[number - 1], group)[1] if number else 0
                is_last = number + 1 == len(groups)
                end = len(self.words) if is_last else _parted(self.words, group, groups[number + 1])[0]
                parts.append(_with_both_brackets(self.words[start:end]))
        return " … ".join(parts)


@dataclass(frozen=True, slots=True)
class BesideQuotation:
    """A sentence beside a quotation; `is_own` is whether it is the one that the quotation stands in."""

    sentence: Sentence
    is_own: bool

    def may_tell_of(self, person: int | None) -> bool:
        """Whether it may be about somebody whose words are quoted: another sentence that names others is not."""
        return self.is_own or not self.sentence.names or person in self.sentence.names


class WritersWords:
    """The sentences of a draft without what they quote."""

    def __init__(self, draft: Draft, names: Pseudonyms, quotations: Sequence[Quoted]) -> None:
        self._names = names
        quoted: dict[int, list[Span]] = defaultdict(list)
        for one in quotations:
            tail = None if one.apart is SetApart.NOT else names.tail(one.words)
            quoted[one.paragraph].append(one.span if tail is None else Span(one.span.start, one.span.start + tail))
        self._sentences = [
            list(_sentences(paragraph.words, quoted[number], names, draft.place(number)))
            for number, paragraph in enumerate(draft.paragraphs)
        ]

    def __iter__(self) -> Iterator[Sentence]:
        for paragraph in self._sentences:
            yield from paragraph

    def beside(self, quoted: Quoted) -> list[BesideQuotation]:
        """What the writer says in the sentence of a quotation, or around a paragraph that is set apart.

        Where the quotation begins its sentence the one before belongs to it, if that names nobody.
        """
        here = self._sentences[quoted.paragraph]
        place = next((n for n, one in enumerate(here) if quoted.span.start < one.span.end), len(here) - 1)
        found = [BesideQuotation(here[place], is_own=True)]
        alone = not any(_LETTER.search(one.words) for one in here)
        if quoted.apart is not SetApart.NOT or alone:
            return [*found, *self._around(quoted.paragraph)]
        before = here[place].words[: quoted.span.start - here[place].span.start]
        if place and not _LETTER.search(before) and not here[place - 1].names:
            found.append(BesideQuotation(here[place - 1], is_own=False))
        return found

    def _around(self, paragraph: int) -> Iterator[BesideQuotation]:
        """The last sentence before a paragraph, and the one after where it only says who spoke."""
        if paragraph and self._sentences[paragraph - 1]:
            last = self._sentences[paragraph - 1][-1]
            yield BesideQuotation(last, is_own=is_going_on(last.words))
        following = self._sentences[paragraph + 1] if paragraph + 1 < len(self._sentences) else []
        if following and self._names.only_says_who("".join(one.words for one in following)):
            yield from (BesideQuotation(one, is_own=True) for one in following)


def _with(letter: str, text: str, quoted: Sequence[Span]) -> str:
    """A text of the same length with a letter for each that it quotes."""
    for span in quoted:
        text = f"{text[: span.start]}{letter * len(span)}{text[span.end :]}"
    return text


def _sentences(text: str, quoted: Sequence[Span], names: Pseudonyms, place: str) -> Iterator[Sentence]:
    start = 0
    blank = _with(" ", text, quoted)
    # What is quoted is one word: a sentence may begin with it, and none ends in it.
    ends = [one.end() for one in SENTENCE_END.finditer(_with("x", text, quoted))]
    for end in [*ends, len(text)]:
        if end > start or not text:
            words = blank[start:end]
            yield Sentence(words, Span(start, max(end, start + 1)), place, tuple(names.find(words)))
            start = end


def _groups(words: str, mentions: Sequence[Mention]) -> list[list[Mention]]:
    """Whom a sentence names, those together who are joined: `P01 and P02, both carers`."""
    groups: list[list[Mention]] = []
    for one in mentions:
        if groups and _ONLY_JOINS.fullmatch(words, groups[-1][-1].end, one.start):
            groups[-1].append(one)
        else:
            groups.append([one])
    return groups


def _parted(words: str, group: Sequence[Mention], following: Sequence[Mention]) -> tuple[int, int]:
    """Where what tells of some ends, and where what tells of the next begins; what may tell of either is both's."""
    start, end = group[-1].end, following[0].start
    for parting in reversed(list(_PARTS.finditer(words, start, end))):
        if len(words[parting.end() : end].split()) <= _MOST_BEFORE_NAME:
            return parting.start(), parting.start()
        break
    return end, start


def _with_both_brackets(part: str) -> str:
    """A part of a sentence, a bracket that it was cut in closed and opened again."""
    opens, closes = part.count("(") - part.count(")"), part.count(")") - part.count("(")
    return f"{'(' * max(0, closes)}{part}{')' * max(0, opens)}"

"""Whom a draft says a quotation is by: a pseudonym in brackets, after a dash, before a colon or in the sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qualcode.essays.drafts.draft import Draft, SetApart, Where
from qualcode.essays.drafts.quoted import Quoted, is_source
from qualcode.participants.given_names import ALSO_WORDS, DOES
from qualcode.participants.name_finding import Finder, Form, Hit, folded
from qualcode.participants.names import is_also_a_word
from qualcode.transcripts.boundaries import count_words
from qualcode.transcripts.span import Span

_AFTER = re.compile(
    r"[”’\"'»«“‹›″＂」』,.;:\s]*(?:\[x[0-9a-z]+\])?\s*(?:[(\[]([^()\[\]]{1,120})[)\]]|[—–-]{1,2}\s*([^.;:!?\n]{1,80}))"
)
_TAIL = re.compile(
    r"[\s”’\"'»«″＂」』]{0,10}(?:[(\[]([^()\[\]]{1,120})[)\]]\s{0,9}\.?|[—–]\s*([^—–]{1,80})|\s-{1,2}\s([^-]{1,80}))\s*$"
)
SENTENCE_END = re.compile(r"[.!?…][”’\"')\]]*\s+(?=[“‘\"'«„(\[]*[^\W\d_])")
_YEAR = re.compile(r"[(\[][^()\[\]]*\b(?:1[89]|20)\d\d[a-z]?\b[^()\[\]]*[)\]]")
_ASKED = re.compile(r"\b(?:interviewers?|asked|ask|question|prompted|INT)\b", re.IGNORECASE)
_INTERVIEWER = r"(?:Interviewer|INTERVIEWER|INT|Int|Moderator|Facilitator|Researcher)"
_FOLLOWS = re.compile(r"\s+(\w+)")  # a name has a comma, a colon or ’s after it, or what somebody does
_OF_THINGS = frozenset(("is", "was", "has", "had", "does", "did"))
_AFTER_NAME = re.compile(r"\s*(?:[,;(]|$)")
_ENDS = (".", "!", "?", ":", "…")  # what a sentence ends with, and not what says who speaks
_MOST_AFTER_NAME = 20  # words of a paragraph that says who speaks, with what may be printed of them
_MOST_IN_CELL = 8  # words of a cell that says whose words another holds
_LONGEST_SENTENCE = 2_000  # characters
_NEAR = 150  # characters after a quotation in which its publication is named


@dataclass(frozen=True, slots=True)
class Claim:
    """Whose words a draft says a quotation is: `people` by their places in the list of pseudonyms.

    `sure` is whether it says so beside the words (in brackets, after a dash, before a colon), and not merely in the
    same sentence.
    """

    people: tuple[int, ...] = ()
    sure: bool = False


class Attributions:
    """The pseudonyms of a study, looked for around the quotations of one draft."""

    def __init__(self, draft: Draft, pseudonyms: Sequence[str]) -> None:
        self._draft = draft
        self._finder = Finder(Form(name, "", place, as_written=True) for place, name in enumerate(pseudonyms) if name)
        texts = [one.words for one in draft.paragraphs]
        here = {owner for text in texts for owner in self._in(text)}
        self._words_too = frozenset(place for place in here if is_also_a_word(pseudonyms[place], texts))
        names = "|".join(sorted((re.escape(pseudonyms[place]) for place in here), key=len, reverse=True)) or "(?!)"
        self._label = re.compile(rf"^[^\S\n]{{0,20}}(?:({names})|{_INTERVIEWER})[^\S\n]?:", re.MULTILINE)

    def of(self, quoted: Quoted) -> Claim:
        """Whom the draft gives as the speaker; nobody where it does not say."""
        claim = self._beside(quoted)
        if claim.people or self._draft.paragraphs[quoted.paragraph].where is not Where.TABLE:
            return claim
        return Claim(tuple(dict.fromkeys(self._in_cells_beside(quoted.paragraph))))

    def _beside(self, quoted: Quoted) -> Claim:
        text = self._draft.paragraphs[quoted.paragraph].words
        if labelled := [place for label in self._label.finditer(quoted.words) for place in self._in(label[1] or "")]:
            return Claim(tuple(dict.fromkeys(labelled)), sure=True)
        if quoted.apart is not SetApart.NOT:
            return self._beside_paragraph(quoted)
        after = _AFTER.match(text, quoted.span.end)
        if after is not None and (people := self._in(after[1] or after[2])):
            return Claim(people, sure=True)
        sentence = _sentence(text, quoted.span)
        before = text[sentence.start : quoted.span.start].rstrip(" \t\n“‘\"'«„")
        named = self.named_in(before)
        if before.endswith(":"):
            if (last := self._in(before)[-1:]) and (named or self._ends_with_name(before)):
                return Claim(last, sure=True)
            if not before.rstrip(":").strip():
                return Claim()
        # Where two are named in the sentence, either may have said it.
        rest = text[quoted.span.end : sentence.end]
        unsure = [*named, *self.named_in(rest)]
        if not unsure and not before and self._stands_alone(quoted):
            return self._beside_paragraph(quoted)
        return Claim(tuple(dict.fromkeys(unsure)))

    def _ends_with_name(self, before: str) -> bool:
        """Whether a name stands right before a colon."""
        hits = self._finder.find(before)
        return bool(hits) and not before[hits[-1].end :].rstrip(":").strip()

    def _in_cells_beside(self, paragraph: int) -> Iterator[int]:
        """Whom the cells before and after one name that say little else."""
        for place in (paragraph - 1, paragraph + 1):
            words = self._words(place)
            if words and self._draft.paragraphs[place].where is Where.TABLE and count_words(words) <= _MOST_IN_CELL:
                yield from self._in(words)

    def named_in(self, text: str) -> tuple[int, ...]:
        """Whom some words of a sentence name; a pseudonym that is a word there too names nobody.

        Those are the ones that the draft has in small letters as well, and “Will you …” or “Hope is …” at the start.
        """
        found = (hit.owners for hit in self._finder.find(text) if not _may_be_word(text, hit))
        return tuple(dict.fromkeys(one for owners in found for one in owners if one not in self._words_too))

    def without_labels(self, words: str) -> str:
        """The words of a quotation with spaces for the labels of speakers at the start of its lines: `P03: `."""
        return self._label.sub(lambda label: " " * len(label[0]), words)

    def tail(self, words: str) -> int | None:
        """Where what says whose they are begins at the end of words set apart; None where nothing there says it."""
        found = _TAIL.search(words)
        return found.start() if found is not None and found.start() > 0 else None

    def asks(self, quoted: Quoted) -> bool:
        """Whether the sentence, or a label, says that an interviewer asks this."""
        if any(label[1] is None for label in self._label.finditer(quoted.words)):
            return True
        text = self._draft.paragraphs[quoted.paragraph].words
        sentence = _sentence(text, quoted.span)
        around = text[sentence.start : quoted.span.start] + " " + text[quoted.span.end : sentence.end]
        return bool(_ASKED.search(around))

    def is_cited(self, quoted: Quoted) -> bool:
        """Whether a publication is named with the words: (Author, 2019)."""
        text = self._draft.paragraphs[quoted.paragraph].words
        sentence = _sentence(text, quoted.span)
        around = text[sentence.start : quoted.span.start] + text[quoted.span.end : quoted.span.end + _NEAR]
        return bool(_YEAR.search(around)) or bool(_YEAR.search(quoted.words[-_NEAR:]))

    def _in(self, text: str) -> tuple[int, ...]:
        return tuple(owner for hit in self._finder.find(text) for owner in hit.owners)

    def _stands_alone(self, quoted: Quoted) -> bool:
        """Whether a quotation in marks is all that its paragraph holds."""
        text = self._draft.paragraphs[quoted.paragraph].words
        return not re.search(r"\w", text[: quoted.span.start] + text[quoted.span.end :])

    def _beside_paragraph(self, quoted: Quoted) -> Claim:
        """What the end of a paragraph set apart says, or the one after it, or the one before, up to its colon."""
        tail = _TAIL.search(quoted.words)
        if tail is not None and (people := self._in(next(filter(None, tail.groups()), ""))):
            return Claim(people, sure=True)
        following = self._words(quoted.paragraph + 1)
        if self.only_says_who(following) and (people := self._in(following)):
            return Claim(people, sure=True)
        before = self._words(quoted.paragraph - 1).rstrip()
        if before.endswith((":", ",", "said", "says")):
            near = max(0, len(before) - _LONGEST_SENTENCE)
            start = max((end.end() for end in SENTENCE_END.finditer(before, near)), default=near)
            people = self._in(before[start:])
            return Claim(people[-1:] if before.endswith(":") else people, sure=bool(people) and before.endswith(":"))
        return Claim()

    def only_says_who(self, text: str) -> bool:
        """Whether a paragraph only says whose words stand before it."""
        return is_source(text) or self._begins_with_who(text)

    def _begins_with_who(self, text: str) -> bool:
        """Whether a paragraph is a name with what stands after it in a quote sheet: `P03, gardener (x1abc2de3)`."""
        hits = self._finder.find(text)
        if not hits or text[: hits[0].start].strip() or count_words(text) > _MOST_AFTER_NAME:
            return False
        return bool(_AFTER_NAME.match(text, hits[0].end)) and not text.rstrip().endswith(_ENDS)

    def _words(self, paragraph: int) -> str:
        return self._draft.paragraphs[paragraph].words if 0 <= paragraph < len(self._draft.paragraphs) else ""


def _may_be_word(text: str, hit: Hit) -> bool:
    """Whether a pseudonym at a sentence's start is one that is a word too, and nothing shows that it is a name."""
    if folded(text[hit.start : hit.end]) not in ALSO_WORDS or re.search(r"\w", text[: hit.start]):
        return False
    following = _FOLLOWS.match(text, hit.end)
    return following is not None and following[1].casefold() not in DOES - _OF_THINGS


def _sentence(text: str, span: Span) -> Span:
    """The sentence of the writer's that a quotation stands in, what the quotation holds taken as one word."""
    start = near = max(0, span.start - _LONGEST_SENTENCE)
    for end in SENTENCE_END.finditer(text, near):
        if end.end() > span.start:
            break
        start = end.end()
    # A stop within the quotation may end the writer's sentence, too: then what follows begins with a capital.
    closing = re.compile(r"[”’\"'»“]?\s*").match(text, span.end)
    at = closing.end() if closing is not None else span.end
    if text[span.start : span.end].endswith((".", "!", "?", "…")) and text[at : at + 1].isupper():
        return Span(start, span.end)
    last = min(len(text), span.end + _LONGEST_SENTENCE)
    ends = SENTENCE_END.search(text, span.end, last)
    return Span(start, ends.end() if ends is not None else last)

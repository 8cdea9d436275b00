"""What a draft quotes from publications: whom it cites with some words, and whether its references name them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum

from qualcode.essays.drafts.around import SENTENCE_END
from qualcode.essays.drafts.draft import Draft, Paragraph, SetApart
from qualcode.essays.drafts.quoted import Quoted, is_source
from qualcode.essays.drafts.references import Listed, entry_of, years_in
from qualcode.essays.wording import folded
from qualcode.transcripts.boundaries import count_words
from qualcode.transcripts.references import Reference

_BRACKETS = re.compile(r"[(\[]([^()\[\]]{1,200})[)\]]")
_NUMBERS = re.compile(r"\s*\d{1,3}(?:\s*[,;–-]\s*\d{1,3})*(?:\s*,\s*pp?\.[\s\d–-]*)?\s*")
_WITHOUT_YEAR = re.compile(r"\bn\.\s?d\.|\bin press\b|\bforthcoming\b|\bunder review\b|\bop\. ?cit\b", re.IGNORECASE)
_SAME = re.compile(r"\s*(?:see\s+)?(?:ibid|ib)\b", re.IGNORECASE)
_PAGE = re.compile(r"\bpp?\.\s?\d|^\s*\d{1,4}(?:[–-]\d{1,4})?\s*$", re.IGNORECASE)
_COMPARES = re.compile(r"\s*(?:see|cf\.?|compare|contrast|similarly|also|e\.\s?g\.?|but)\b", re.IGNORECASE)
_JUST_BEFORE = re.compile(r"(?:[’']s)?(?:\s+[^\W\d_]+){0,2}\s*[:,]?\s*[“‘\"'«„]?\s*$")
_ITS_TITLE = re.compile(
    r"\b(?:article|chapter|book|essay|song|film|poem|novel|slides?|headline|leaflet|poster|banner|website|"
    r"(?:sub)?titled|entitled)\s*,?:?\s*[(“‘\"'«„]*\s*$",
    re.IGNORECASE,
)
_OTHER_TEXT = re.compile(
    r"\b(?:(?:interview|topic|discussion) guides?|questionnaires?|survey|survey(?:’s|'s)? (?:item|question)s?|scale|"
    r"consent forms?|information sheets?|dictionary|(?:the )?saying|proverb|slogan|motto|[A-Z]\w+ Act)"
    r"(?:\s+(?:\d+|asks?|asked|says|said|reads?|goes|has|puts it|defines|requires|runs?|is|was|over the door reads))*"
    r"\s*[,:]?\s*[(“‘\"'«„]*\s*$|\b(?:item|question)\s+\d+\s*[,:]?\s*[(“‘\"'«„]*\s*$"
)
_OF_SPEECH = re.compile(r"\b(?:I|we|you|he|she|they|me|my|us|our|your|him|her|them|it)\b|\w[’']\w", re.IGNORECASE)
_SPEAKS = re.compile(
    r"(?<!-)\b(?:said|says?|saying|told|tells|put it|puts it|recalled|remembered|explained|answered|replied|added|"
    r"felt|described|called|(?:one|another|an?|the) [a-z]+ (?:said|put)|she|he|her|his|participants?|interviewees?|"
    r"respondents?|informants?)\b",
    re.IGNORECASE,
)
_MOST_OF_TERM = 5  # words
_MOST_AFTER = 400  # characters of a sentence after a quotation
_MOST_BEFORE = 600
_LEAST_OF_TITLE = 2  # words


class Given(Enum):
    """To what a draft gives words that the study does not have."""

    NOBODY = "nobody"
    PUBLICATION = "a publication"
    UNKNOWN = "a publication that its references do not have"
    OTHER = "another text"


@dataclass(frozen=True, slots=True)
class GivenTo:
    """To what some words are given, in the words of the draft that say so."""

    given: Given
    words: str = ""


_NOBODY = GivenTo(Given.NOBODY)


class Publications:
    """The references of a study and of one draft, and what the draft cites with its quotations."""

    def __init__(self, draft: Draft, of_study: Iterable[Reference]) -> None:
        self._draft = draft
        self._listed = Listed(draft, map(entry_of, of_study))

    def source_of(self, quoted: Quoted) -> GivenTo:
        """To what the draft gives a quotation that nobody said in the study."""
        words = " ".join(folded(word) for word in quoted.words.split())
        if count_words(words) >= _LEAST_OF_TITLE and self._listed.has_title(quoted.words):
            return GivenTo(Given.OTHER, "a title in the references")
        found = list(self._cited(quoted))
        for one in found:
            if one.given is Given.PUBLICATION:
                return one
        text = self._text(quoted.paragraph)
        before = _before(text, quoted) or (self._words_above(quoted) if quoted.apart is not SetApart.NOT else "")
        for other in (_ITS_TITLE.search(before), _OTHER_TEXT.search(before)):
            if other is not None:
                return GivenTo(Given.OTHER, " ".join(other[0].split()).rstrip(" ,:(“‘\"'«„"))
        return found[0] if found else _NOBODY

    def _cited(self, quoted: Quoted) -> Iterator[GivenTo]:
        """What is cited with a quotation: after it, in it, before it, in a note, or around a paragraph set apart."""
        text = self._text(quoted.paragraph)
        before, after = _before(text, quoted), _after(text, quoted)
        for bracket in _BRACKETS.finditer(text, quoted.span.end):
            if bracket.start() > quoted.span.end + len(after):
                break
            yield from self._bracket(bracket[1], before, quoted.paragraph)
        if quoted.apart is not SetApart.NOT:
            for bracket in list(_BRACKETS.finditer(quoted.words))[-1:]:
                yield from self._bracket(bracket[1], quoted.words[: bracket.start()], quoted.paragraph)
        if not re.search(r"\w", before + after):
            following = self._text(quoted.paragraph + 1)
            if is_source(following):
                yield from self._bracket(following.strip(" \t\n()[]—–-."), "", quoted.paragraph)
            before = self._words_above(quoted)
        yield from self._narrated(before, quoted.paragraph)
        yield from self._noted(quoted, quoted.span.end + len(after))

    def _bracket(self, words: str, before: str, paragraph: int) -> Iterator[GivenTo]:
        """A citation in brackets; names may stand before them."""
        written = f"({words.strip()})"
        if _COMPARES.match(words) and not _PAGE.search(words):
            return
        if _NUMBERS.fullmatch(words) and not years_in(words):
            # A page alone, beside somebody who is known, or the number of an entry.
            if self._listed.named(before[-_MOST_BEFORE:], "") or self._listed.numbers(words):
                yield GivenTo(Given.PUBLICATION, written)
        elif _SAME.match(words):
            earlier = list(self._earlier(paragraph))
            yield GivenTo(Given.PUBLICATION if earlier else Given.UNKNOWN, written)
        elif years_in(words) or _WITHOUT_YEAR.search(words) or _PAGE.search(words):
            is_bare = not re.search(r"[^\W\d_]{3,}", _PAGE.sub("", words))
            names = before[-_MOST_BEFORE:] if is_bare else words
            is_known = self._listed.named(names, words)
            if is_bare and is_known and (who := self._listed.last_named(names)) is not None:
                written = f"{who.of(names)} {written}"
            yield GivenTo(Given.PUBLICATION if is_known else Given.UNKNOWN, written)

    def _earlier(self, paragraph: int) -> Iterator[str]:
        """Citations before a place in the draft that the references have."""
        for one in self._draft.paragraphs[: paragraph + 1]:
            for bracket in _BRACKETS.finditer(one.words):
                if years_in(bracket[1]) and self._listed.named(one.words[: bracket.end()], bracket[1]):
                    yield bracket[1]

    def _narrated(self, before: str, paragraph: int) -> Iterator[GivenTo]:
        """`Hall (2003) writes`, `Hall 2003 writes`, `Hall writes` right before the words."""
        for bracket in _BRACKETS.finditer(before):
            yield from self._bracket(bracket[1], before[: bracket.start()], paragraph)
        if (known := self._listed.last_named(before)) is not None:
            year = years_in(before[known.end : known.end + 8])
            if year or _JUST_BEFORE.fullmatch(before[known.end :]):
                yield GivenTo(Given.PUBLICATION, before[known.start : known.end + (5 if year else 0)])

    def _noted(self, quoted: Quoted, end: int) -> Iterator[GivenTo]:
        """The notes whose signs stand after a quotation, in its sentence."""
        for sign in self._draft.paragraphs[quoted.paragraph].signs:
            if quoted.span.end <= sign.at <= end + 2:
                note = next((one for one in self._draft.paragraphs if _is_of(one, sign.where, sign.note)), None)
                if note is not None:
                    is_known = self._listed.is_reference(note.words) or bool(_SAME.match(note.words))
                    yield GivenTo(Given.PUBLICATION if is_known else Given.UNKNOWN, f"{sign.where} {sign.note}")

    def _words_above(self, quoted: Quoted) -> str:
        """The last sentence of the paragraph before one that holds only a quotation, where it introduces that."""
        above = self._text(quoted.paragraph - 1).rstrip()
        if not above.endswith((":", ",")) or quoted.paragraph == 0:
            return ""
        ends = [one.end() for one in SENTENCE_END.finditer(above)]
        return above[ends[-1] if ends else 0 :]

    def _text(self, paragraph: int) -> str:
        return self._draft.paragraphs[paragraph].words if 0 <= paragraph < len(self._draft.paragraphs) else ""


def is_term(draft: Draft, quoted: Quoted) -> bool:
    """Whether a few words are a term that the writer sets off, and nobody speaks: “the human in the loop”."""
    words = quoted.words
    if quoted.apart is not SetApart.NOT or count_words(words) > _MOST_OF_TERM or not words[:1].islower():
        return False
    text = draft.paragraphs[quoted.paragraph].words
    around = f"{_before(text, quoted)} {_after(text, quoted)}"
    return not (_OF_SPEECH.search(words) or words.endswith((".", "!", "?", ",")) or _SPEAKS.search(around))


def _is_of(paragraph: Paragraph, where: object, note: int) -> bool:
    return paragraph.where is where and paragraph.note == note


def _before(text: str, quoted: Quoted) -> str:
    """The words of the sentence before a quotation, what was quoted there left out."""
    start = max(0, quoted.span.start - _MOST_BEFORE)
    for end in SENTENCE_END.finditer(text, start):
        if end.end() > quoted.span.start:
            break
        start = end.end()
    before = text[start : quoted.span.start]
    return re.sub(r"[“\"«„][^“”\"«»„]{0,400}[”\"»“](?=\W)", " ", before)


def _after(text: str, quoted: Quoted) -> str:
    """The words of the sentence after a quotation, up to the next one."""
    closing = re.compile(r"[”’\"'»“]?\s*").match(text, quoted.span.end)
    at = closing.end() if closing is not None else quoted.span.end
    if quoted.words.endswith((".", "!", "?", "…")) and text[at : at + 1].isupper():
        return ""
    last = min(len(text), quoted.span.end + _MOST_AFTER)
    ends = SENTENCE_END.search(text, at, last)
    after = text[quoted.span.end : ends.start() + 1 if ends is not None else last]
    following = re.search(r"[“«„]|(?<=\s)[\"‘'](?=\w)", after[1:])
    return after[: following.start() + 1] if following is not None else after

"""Whom a draft says a quotation is by: a pseudonym in brackets, after a dash, before a colon or in the sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from qualcode.essays.drafts.draft import Draft, SetApart
from qualcode.essays.drafts.quoted import Quoted, is_source
from qualcode.participants.name_finding import Finder, Form
from qualcode.participants.names import is_also_a_word
from qualcode.transcripts.span import Span

_AFTER = re.compile(
    r"[”’\"'»“‹›,.;:\s]*(?:\[x[0-9a-z]+\])?\s*(?:[(\[]([^()\[\]]{1,120})[)\]]|[—–-]{1,2}\s*([^.;:!?\n]{1,80}))"
)
_TAIL = re.compile(
    r"[\s”’\"'»]{0,10}(?:[(\[]([^()\[\]]{1,120})[)\]]\s{0,9}\.?|[—–]\s*([^—–]{1,80})|\s-{1,2}\s([^-]{1,80}))\s*$"
)
_SENTENCE_END = re.compile(r"[.!?…][”’\"')\]]*\s+(?=[“‘\"'«„(\[]*[^\W\d_])")
_YEAR = re.compile(r"[(\[][^()\[\]]*\b(?:1[89]|20)\d\d[a-z]?\b[^()\[\]]*[)\]]")
_ASKED = re.compile(r"\b(?:interviewers?|asked|ask|question|prompted|INT)\b", re.IGNORECASE)
_INTERVIEWER = r"(?:Interviewer|INTERVIEWER|INT|Int|Moderator|Facilitator|Researcher)"
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
        named = self._in(before)
        if before.endswith(":"):
            if named:
                return Claim(named[-1:], sure=True)
            if not before.rstrip(":").strip():
                return Claim()
        # Where two are named in the sentence, either may have said it.
        rest = text[quoted.span.end : sentence.end]
        unsure = [one for one in (*named, *self._in(rest)) if one not in self._words_too]
        if not unsure and not before and self._stands_alone(quoted):
            return self._beside_paragraph(quoted)
        return Claim(tuple(dict.fromkeys(unsure)))

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
        if is_source(following) and (people := self._in(following)):
            return Claim(people, sure=True)
        before = self._words(quoted.paragraph - 1).rstrip()
        if before.endswith((":", ",", "said", "says")):
            near = max(0, len(before) - _LONGEST_SENTENCE)
            start = max((end.end() for end in _SENTENCE_END.finditer(before, near)), default=near)
            people = self._in(before[start:])
            return Claim(people[-1:] if before.endswith(":") else people, sure=bool(people) and before.endswith(":"))
        return Claim()

    def _words(self, paragraph: int) -> str:
        return self._draft.paragraphs[paragraph].words if 0 <= paragraph < len(self._draft.paragraphs) else ""


def _sentence(text: str, span: Span) -> Span:
    """The sentence of the writer's that a quotation stands in, what the quotation holds taken as one word."""
    start = near = max(0, span.start - _LONGEST_SENTENCE)
    for end in _SENTENCE_END.finditer(text, near):
        if end.end() > span.start:
            break
        start = end.end()
    # A stop within the quotation may end the writer's sentence, too: then what follows begins with a capital.
    closing = re.compile(r"[”’\"'»“]?\s*").match(text, span.end)
    at = closing.end() if closing is not None else span.end
    if text[span.start : span.end].endswith((".", "!", "?", "…")) and text[at : at + 1].isupper():
        return Span(start, span.end)
    last = min(len(text), span.end + _LONGEST_SENTENCE)
    ends = _SENTENCE_END.search(text, span.end, last)
    return Span(start, ends.end() if ends is not None else last)

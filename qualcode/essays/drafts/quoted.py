"""Quotations in a draft: in quotation marks of any kind, or set apart as paragraphs of their own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qualcode.analysis.linked_quotations import quotations
from qualcode.essays.drafts.draft import Draft, SetApart, Where
from qualcode.essays.drafts.marks import usual_marks
from qualcode.transcripts.boundaries import count_words, trimmed
from qualcode.transcripts.span import Span

_SINGLE_OPENS = re.compile(r"(?<![\w’'])[‘'](?=[^\s’'])")
_SINGLE_CLOSES = re.compile(r"(?<=[^\s‘(\[])[’'](?!\w)")
# An apostrophe may stand where a quotation could end: the workers’ room, goin’ home, a cup o’ tea.
_MAY_BE_APOSTROPHE = re.compile(r"(?:s|in|\bo|\ban|\bth)[’']\s+[^\W\dA-Z_]")
_ELISION = re.compile(r"(?:cos|coz|cause|em|til|till|tis|twas|bout|n|round|\d\ds?)\b", re.IGNORECASE)
_AFTER_STOP = re.compile(r"[.,!?…][’'](?!\w)")
_CURLY = re.compile("[“”]")
_MOSTLY = 0.6  # of a paragraph's words, and its quotation marks are what quotes
_MOST_WORDS_OF_SOURCE = 8  # in a paragraph that only says who spoke
_LEAST_IN_CELL = 5  # words of a cell without marks that may be somebody's
_SAYS_WHO = re.compile(r"\s*(?:[—–-]|[(\[])")


@dataclass(frozen=True, slots=True)
class Quoted:
    """Words that a draft says are somebody's: `span` is where they stand in the paragraph, marks left out.

    `apart` is how the whole paragraph is set apart where no quotation marks are around the words.
    """

    paragraph: int
    span: Span
    words: str
    apart: SetApart = SetApart.NOT


def quoted_in(draft: Draft) -> list[Quoted]:
    """The quotations of a draft, in its order."""
    found: list[Quoted] = []
    texts = [usual_marks(paragraph.words) for paragraph in draft.paragraphs]
    for number, paragraph in enumerate(draft.paragraphs):
        text = paragraph.words
        spans = [trimmed(span, texts[number]) for span in _marked(texts, number)]
        apart = paragraph.set_apart
        if paragraph.where is Where.TABLE and apart is SetApart.NOT and not spans:
            # A table of quotations mostly has no marks in it.
            apart = SetApart.INDENTED if count_words(text) >= _LEAST_IN_CELL else apart
        if apart is not SetApart.NOT and not _mostly(text, spans):
            spans = [] if is_source(text) else [trimmed(Span(0, len(text)), text)]
        else:
            apart = SetApart.NOT
        found += [Quoted(number, span, span.of(text), apart) for span in spans if count_words(span.of(text))]
    return found


def is_source(text: str) -> bool:
    """Whether a paragraph only says whose words stand before it: `— P03, peer supporter`, `(P03)`."""
    return bool(_SAYS_WHO.match(text)) and count_words(text) <= _MOST_WORDS_OF_SOURCE


def _mostly(text: str, spans: Sequence[Span]) -> bool:
    inside = sum(count_words(span.of(text)) for span in spans)
    return inside > 0 and inside >= _MOSTLY * count_words(text)


def _marked(texts: Sequence[str], number: int) -> Iterator[Span]:
    """What of a paragraph stands in quotation marks, the outer before the inner, none twice."""
    text = texts[number]
    inside = list(_double(text))
    inside += _single(text)
    inside += _over_paragraphs(texts, number)
    taken = 0
    for span in sorted(inside, key=lambda span: (span.start, -span.end)):
        if span.start > taken or not taken:
            yield span
            taken = span.end


def _double(text: str) -> Iterator[Span]:
    for one in quotations(text):
        if text[one.span.start] not in "‘'":
            start = one.span.start + 1
            yield Span(start, start + len(one.words))


def _single(text: str) -> Iterator[Span]:
    """Quotations in single marks, which apostrophes look like; what they hold may have double ones."""
    at = 0
    while opening := _SINGLE_OPENS.search(text, at):
        end = _single_end(text, opening)
        if end is not None:
            yield Span(opening.end(), end)
        at = opening.end() if end is None else end + 1


def _single_end(text: str, opening: re.Match[str]) -> int | None:
    """Where the closing mark stands; None where the opening one is an apostrophe."""
    start = opening.end()
    again = _SINGLE_OPENS.search(text, start)
    stop = again.start() if again is not None else len(text)
    closers = "’'" if opening[0] == "‘" else "'"
    ends = [one.start() for one in _SINGLE_CLOSES.finditer(text, start, stop) if one[0] in closers]
    if _ELISION.match(text, start):
        ends = [end for end in ends if _AFTER_STOP.match(text, end - 1)]
    sure = [end for end in ends if not _MAY_BE_APOSTROPHE.search(text[max(start, end - 3) : end + 4])]
    return sure[0] if sure else ends[0] if ends else None


def _over_paragraphs(texts: Sequence[str], number: int) -> Iterator[Span]:
    """What of a quotation over several paragraphs stands in one: each may open it again, only the last closes it."""
    text = texts[number]
    opens, closes = _left_open(text)
    before = texts[number - 1] if number else ""
    following = texts[number + 1] if number + 1 < len(texts) else ""
    if closes is not None and _left_open(before)[0] is not None:
        yield Span(0, closes)
    if opens is None:
        return
    straight = text.find('"', opens)
    if straight >= 0:
        yield Span(opens, straight)
    elif following.lstrip()[:1] == "“" or _left_open(following)[1] is not None:
        yield Span(opens, len(text))


def _left_open(text: str) -> tuple[int | None, int | None]:
    """After the first mark that nothing closes, and where the first stands that closes nothing."""
    opened: list[int] = []
    closes: int | None = None
    for mark in _CURLY.finditer(text):
        if mark[0] == "“":
            opened.append(mark.end())
        elif opened:
            opened.pop()
        elif closes is None:
            closes = mark.start()
    return (opened[0] if opened else None), closes

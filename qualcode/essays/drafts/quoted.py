"""Quotations in a draft: in quotation marks of any kind, or set apart as paragraphs of their own."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

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
_OTHER_OPENS = re.compile(r"(?<![^\s(\[])(?:[„\"»](?=\w)|«(?=\s?\w))")
_ANY_OPENS = re.compile(r"[“„«]|(?<![^\s(\[])[\"‘'»](?=\w)")
_CLOSED_BY = {"„": '“”"', "«": "»", "»": "«", '"': '"'}
_LEAST_LOOSE = 4  # words after a single mark that may be an apostrophe
_MOSTLY = 0.6  # of a paragraph's words, and its quotation marks are what quotes
_MOST_WORDS_OF_SOURCE = 8  # in a paragraph that only says who spoke
_LEAST_IN_CELL = 5  # words of a cell without marks that may be somebody's
_SAYS_WHO = re.compile(r"\s*(?:[—–-]|[(\[])")


class Loose(Enum):
    """What a quotation lacks: then it may end, or begin, anywhere in its span."""

    NOT = ""
    END = "opens here and is not closed"
    START = "closes here and does not open"
    MAYBE = "may open here, or is an apostrophe"


@dataclass(frozen=True, slots=True)
class Quoted:
    """Words that a draft says are somebody's: `span` is where they stand in the paragraph, marks left out.

    `apart` is how the whole paragraph is set apart where no quotation marks are around the words. `loose` says that
    one of the marks is missing; the span goes as far as the words may.
    """

    paragraph: int
    span: Span
    words: str
    apart: SetApart = SetApart.NOT
    loose: Loose = Loose.NOT


def quoted_in(draft: Draft, names: Sequence[str] = ()) -> list[Quoted]:
    """The quotations of a draft, in its order.

    A paragraph like any other counts as indented where the one before ends with a colon, or the next only says who
    spoke, in marks for that or by one of these names: so plain text has quotations.
    """
    who = _line_of(names)
    found: list[Quoted] = []
    texts = [usual_marks(paragraph.words) for paragraph in draft.paragraphs]
    for number, paragraph in enumerate(draft.paragraphs):
        text = paragraph.words
        marked = [(trimmed(span, texts[number]), loose) for span, loose in _marked(texts, number)]
        spans = [span for span, loose in marked if loose in (Loose.NOT, Loose.END)]
        apart = paragraph.set_apart
        if paragraph.where is Where.TABLE and apart is SetApart.NOT and not spans:
            # A table of quotations mostly has no marks in it.
            apart = SetApart.INDENTED if count_words(text) >= _LEAST_IN_CELL else apart
        elif (
            apart is SetApart.NOT
            and not marked
            and (who(_line_below(draft, number)) or _is_introduced(draft, number))
        ):
            apart = SetApart.INDENTED
        if apart is not SetApart.NOT and not _mostly(text, spans):
            marked = [] if is_source(text) else [(trimmed(Span(0, len(text)), text), Loose.NOT)]
        else:
            apart = SetApart.NOT
        found += [
            Quoted(number, span, span.of(text), apart, loose)
            for span, loose in marked
            if count_words(span.of(text)) >= (_LEAST_LOOSE if loose is Loose.MAYBE else 1)
        ]
    return found


def _is_introduced(draft: Draft, number: int) -> bool:
    """Whether the paragraph before one of the text ends with a colon."""
    here, above = draft.paragraphs[number], draft.paragraphs[number - 1] if number else None
    is_near = above is not None and here.where is above.where is Where.TEXT
    return is_near and above is not None and above.words.rstrip().endswith(":") and not here.heading


def _line_below(draft: Draft, number: int) -> str:
    """The paragraph after one of the text, where that is no heading; empty where it is none of the text."""
    following = draft.paragraphs[number + 1] if number + 1 < len(draft.paragraphs) else None
    here = draft.paragraphs[number]
    if following is None or here.heading or following.heading or not here.where is following.where is Where.TEXT:
        return ""
    return following.words


def _line_of(names: Sequence[str]) -> Callable[[str], bool]:
    """Whether a line only says who spoke, by a name or in the marks for that."""
    ordered = "|".join(sorted(map(re.escape, filter(None, names)), key=len, reverse=True))
    by_name = re.compile(rf"\s*(?:{ordered or '(?!)'})\s*(?:[,(\[].{{0,80}})?\s*", re.DOTALL)

    def is_line(text: str) -> bool:
        return bool(text) and (is_source(text) or by_name.fullmatch(text) is not None)

    return is_line


def is_source(text: str) -> bool:
    """Whether a paragraph only says whose words stand before it: `— P03, peer supporter`, `(P03)`."""
    return bool(_SAYS_WHO.match(text)) and count_words(text) <= _MOST_WORDS_OF_SOURCE


def _mostly(text: str, spans: Sequence[Span]) -> bool:
    inside = sum(count_words(span.of(text)) for span in spans)
    return inside > 0 and inside >= _MOSTLY * count_words(text)


def _marked(texts: Sequence[str], number: int) -> Iterator[tuple[Span, Loose]]:
    """What of a paragraph stands in quotation marks, the outer before the inner, none twice; then what is loose."""
    text = texts[number]
    inside = [(span, Loose.NOT) for span in (*_double(text), *_single(text))]
    inside += _over_paragraphs(texts, number)
    inside += _left_open_otherwise(text, [span for span, _ in inside])
    taken = 0
    for span, loose in sorted(inside, key=lambda one: (one[0].start, -one[0].end)):
        if span.start > taken or not taken:
            yield span, loose
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


def _over_paragraphs(texts: Sequence[str], number: int) -> Iterator[tuple[Span, Loose]]:
    """What of a quotation over several paragraphs stands in one: each may open it again, only the last closes it.

    A mark that nothing closes, here or in the next paragraph, quotes what follows, up to the next.
    """
    text = texts[number]
    opens, closes = _left_open(text)
    if not opens and closes is None:
        return
    before = texts[number - 1] if number else ""
    following = texts[number + 1] if number + 1 < len(texts) else ""
    if closes is not None:
        if _left_open(before)[0]:
            yield Span(0, closes), Loose.NOT
        elif not text[:closes].rstrip()[-1:].isdigit():  # inches
            yield Span(_after_last_mark(text, closes), closes), Loose.START
    for place in opens:
        straight = text.find('"', place)
        if straight >= 0 and place == opens[0]:
            yield Span(place, straight), Loose.NOT
        elif place == opens[-1] and (following.lstrip()[:1] in ("“", '"') or _left_open(following)[1] is not None):
            yield Span(place, len(text)), Loose.NOT
        else:
            yield Span(place, _up_to_next(text, place)), Loose.END


def _left_open(text: str) -> tuple[list[int], int | None]:
    """After each mark that nothing closes, and where the first stands that closes nothing."""
    opened: list[int] = []
    closes: int | None = None
    for mark in _CURLY.finditer(text):
        if _closes_low(text, mark.start()):
            continue
        if mark[0] == "“":
            opened.append(mark.end())
        elif opened:
            opened.pop()
        elif closes is None:
            closes = mark.start()
    return opened, closes


def _closes_low(text: str, place: int) -> bool:
    """Whether a mark closes what a low one opens: „so”."""
    return text.rfind("„", 0, place) > max(text.rfind("”", 0, place), text.rfind("“", 0, place))


def _left_open_otherwise(text: str, taken: Sequence[Span]) -> Iterator[tuple[Span, Loose]]:
    """What stands after other marks that nothing closes; single ones may be apostrophes."""
    for mark in _OTHER_OPENS.finditer(text):
        if not any(mark.end() in span or mark.end() == span.start for span in taken) and not any(
            closing in text[mark.end() :] for closing in _CLOSED_BY[mark[0]]
        ):
            yield Span(mark.end(), _up_to_next(text, mark.end())), Loose.END
    for mark in _SINGLE_OPENS.finditer(text):
        elided = _ELISION.match(text, mark.end()) is not None
        if not elided and not any(span.start <= mark.end() <= span.end for span in taken):
            yield Span(mark.end(), _up_to_next(text, mark.end())), Loose.MAYBE


def _up_to_next(text: str, place: int) -> int:
    following = _ANY_OPENS.search(text, place)
    return following.start() if following is not None else len(text)


def _after_last_mark(text: str, place: int) -> int:
    return max((text.rfind(mark, 0, place) + 1 for mark in '“”"«»„'), default=0)

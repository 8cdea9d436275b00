"""The words of the side pane."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from qualcode.analysis.memos import title_of
from qualcode.analysis.notes import Memo
from qualcode.analysis.people import Attribute, Participant
from qualcode.codebooks.code import Codebook, State
from qualcode.participants.consent import Consent
from qualcode.transcripts.boundaries import count_words
from qualcode.transcripts.graphemes import cut
from qualcode.transcripts.span import Span
from qualcode.tui.digits import Digits
from qualcode.tui.screens.desk import Around, Text
from qualcode.tui.widgets.here_pane import HereLine
from qualcode.tui.widgets.shown import Mark

_FACT_NAME = 16  # cells
_CONSENT = {
    Consent.QUOTE: "may be quoted",
    Consent.PARAPHRASE: "may be paraphrased only",
    Consent.ASK_FIRST: "must be asked first",
    Consent.TEAM_ONLY: "for the team only",
    Consent.NOT_RECORDED: "consent not recorded",
    Consent.WITHDRAWN: "has withdrawn",
}


def passage_title(text: Text, span: Span) -> str:
    """`23 words, P03`."""
    words = count_words(text.words(span))
    who = ", ".join(person.pseudonym for person in text.participants_in(span))
    return f"{words:,} {'word' if words == 1 else 'words'}" + (f", {who}" if who else "")


def here_lines(
    text: Text,
    around: Around,
    digits: Digits,
    span: Span | None,
    marks: Sequence[Mark],
    current: Mark | None,
    out_of_sight: bool = False,
) -> list[HereLine]:
    """What is selected, coded here, on the digits, in the document, and who speaks.

    Of codes that are `out_of_sight` nothing is told.
    """
    lines = [HereLine("Selected", heading=True)]
    if span is not None:
        lines += [HereLine(passage_title(text, span)), HereLine(text.where(span))]
    if out_of_sight:
        lines.append(HereLine("codes out of sight: O", quiet=True))
    else:
        lines += _codes_here(around.book, marks, current, around.changed)
    quotes = [quote for quote in around.quotes if span is not None and quote.span.overlaps(span)]
    if quotes:
        since = "; its words changed since" if any(quote.changed for quote in quotes) else ""
        lines.append(HereLine(f"kept as a quote{since}", quiet=True))
    lines += _memo_lines(around, span, current)
    if not out_of_sight:
        lines += _digit_lines(around.book, digits)
    lines += [HereLine(""), HereLine("This document", heading=True), HereLine(text.document.reading_state)]
    memos = len(around.memos) + len(around.coding_memos)
    lines.append(HereLine(f"{_counted(memos, 'memo')} · {_counted(len(around.quotes), 'quote')} kept"))
    lines += [_memo_line(memo) for memo in around.memos if memo.span is None]
    if around.without_words:
        lines.append(HereLine(f"{_counted(around.without_words, 'coding')} without words", quiet=True))
    for person in text.participants_in(span) if span is not None else []:
        lines += [HereLine(""), HereLine(f"Participant {person.pseudonym}", heading=True)]
        lines += [HereLine(words) for words in fact_phrases(person, text.attributes)]
        lines.append(HereLine(_CONSENT[person.agreement.consent]))
        if person.agreement.until is not None:
            lines.append(HereLine(f"until {person.agreement.until:%d %B %Y}"))
    return lines


def _digit_lines(book: Codebook, digits: Digits) -> list[HereLine]:
    lines = [HereLine(""), HereLine("Pinned and recent", heading=True)]
    for digit, code_id in digits.items():
        code = book.get(code_id)
        if code is not None:
            lines.append(HereLine(f"{digit} {code.title}", digit=digit, note="▪" if digit in digits.pinned else ""))
    if not digits.items():
        lines.append(HereLine("none yet: c chooses one", quiet=True))
    return lines


def fact_phrases(person: Participant, attributes: Sequence[Attribute]) -> list[str]:
    """`age 60–69`: each fact with its name, which is cut where it is a whole question."""
    known = [(one.name, str(person.attributes[one.id])) for one in attributes if one.id in person.attributes]
    return [f"{cut(name, _FACT_NAME)} {value}" for name, value in known]


def _codes_here(
    book: Codebook, marks: Sequence[Mark], current: Mark | None, changed: Collection[str]
) -> list[HereLine]:
    if not marks:
        return [HereLine("no code yet", quiet=True)]
    lines = [HereLine(""), HereLine("Coded here", heading=True)]
    for mark in marks:
        at_cursor = current is not None and mark.id == current.id and len(marks) > 1
        code = book.get(mark.code_id)
        title = code.title if code is not None else mark.title
        lines.append(HereLine(f"{'▸' if at_cursor else ''}{title}", note="!" if mark.against else ""))
        if code is not None and code.state is State.RETIRED:  # a line of its own: behind a long name it would be cut
            lines.append(HereLine("  (retired)", quiet=True))
        lines.append(HereLine(f"  {mark.coder}", quiet=True))
        if mark.id in changed:
            lines.append(HereLine("  words changed since", quiet=True))
    return lines


def _memo_lines(around: Around, span: Span | None, current: Mark | None) -> list[HereLine]:
    found = [memo for memo in around.memos if memo.span is not None and span is not None and memo.span.overlaps(span)]
    found += [memo for coding_id, memo in around.coding_memos if current is not None and coding_id == current.id]
    if not found:
        return []
    lines = [HereLine(""), HereLine("Memos here", heading=True)]
    return lines + [_memo_line(memo) for memo in found]


def _memo_line(memo: Memo) -> HereLine:
    return HereLine(f"{memo.kind}: {title_of(memo.body)}")


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"

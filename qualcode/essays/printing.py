"""A quote as it is printed: its words trimmed, turn by turn, ready to be judged for its readers."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import replace

from qualcode.analysis.documents import OpenDocument
from qualcode.analysis.objections import objection_to
from qualcode.analysis.people import Participant
from qualcode.analysis.verbatims import although_to, spoken_in, turns_in, verbatim_of
from qualcode.participants.consent import Agreement
from qualcode.participants.disclosure import Audience, Cleared, Line, Verbatim
from qualcode.transcripts.boundaries import trimmed
from qualcode.transcripts.span import Span
from qualcode.transcripts.splices import Splice, Splices
from qualcode.transcripts.transcript import Turn
from qualcode.transcripts.trim import LEFT_OUT, Trim, kept_spans, splices_of


def printed_turns(document: OpenDocument, span: Span, trim: Trim) -> list[Turn]:
    """The turns of which a quote prints words: those left out as a whole are none, nor is their speaker quoted."""
    turns = [turn for turn in turns_in(document.turns, span) if spoken_in(document.text, turn.span, span)]
    kept = [turn for turn in turns if not _is_left_out(spoken_in(document.text, turn.span, span), trim)]
    return kept or turns


def verbatim_of_quote(
    quote_id: str,
    document: OpenDocument,
    span: Span,
    trim: Trim,
    people: Mapping[str, Participant],
    own: Agreement | None,
    audience: Audience,
    agreed: Collection[str] = (),
) -> Verbatim:
    """A quote's words with its trim, which counts in the document's text, under the consents of those it prints.

    `agreed` are the ids of quotes whose speakers wanted other words, which are those that are printed here.
    """
    turns = printed_turns(document, span, trim)
    found = verbatim_of(quote_id, document, span, turns, people, own, audience)
    inside = [spoken_in(document.text, turn.span, span) for turn in turns] or [trimmed(span, document.text)]
    lines: list[Line] = []
    for at, (line, part) in enumerate(zip(found.lines, inside, strict=True)):
        splices = splices_of(document.text, part, _of_line(trim, part))
        following = inside[at + 1] if at + 1 < len(inside) else None
        if following is not None and _cuts_between(document, part, following, trim):
            splices = _ending(splices, len(part))
        lines.append(replace(line, trim=splices))
    # What it leaves out is not printed, whatever was said against that.
    kept = kept_spans(span, trim)
    objection = objection_to(
        document.text,
        kept,
        [one for one in document.objected if one.objection.refused or one.quote_id not in agreed],
    )
    although = although_to(document, kept, people, own) if document.waivers else None
    return replace(found, lines=tuple(lines), objection=objection, although=although)


def prints(words: Cleared, wanted: str) -> bool:
    """Whether a quote prints just the words that somebody wanted; brackets, stops and capitals do not count."""
    return are_same_words(" ".join(line.words for line in words.lines), wanted)


def are_same_words(printed: str, wanted: str) -> bool:
    """Whether what is printed has just the words that somebody wanted; brackets, stops and capitals do not count."""
    said = _bare(printed)
    return bool(said) and said == _bare(wanted)


def in_one_line(words: Cleared) -> str:
    """A quote's words for a list: where several people speak, each after their name."""
    if len(words.lines) == 1:
        return words.lines[0].words
    return " ".join(f"{line.who}: {line.words}" if line.who else line.words for line in words.lines)


def _bare(words: str) -> list[str]:
    return re.findall(r"\w+", words.casefold().replace("’", "'"))


def _of_line(trim: Trim, part: Span) -> Trim:
    """What of a trim is printed within a turn: own words that stand for words of several turns stand in the first."""
    inside = trim.within(part)
    begun = {one.end for one in trim if one.own and one.start < part.start < one.end}
    kept = (replace(one, own="") if one.start == part.start and one.end in begun else one for one in inside)
    return Trim(tuple(kept), trim.version_id)


def _is_left_out(part: Span, trim: Trim) -> bool:
    """Whether nothing of a turn is printed, nor own words that begin in it."""
    return any(one.span.covers(part) and not (one.own and one.start >= part.start) for one in trim)


def _cuts_between(document: OpenDocument, part: Span, following: Span, trim: Trim) -> bool:
    """Whether a turn between two is left out as a whole, and neither of them shows it."""
    between = [turn for turn in document.turns if part.end <= turn.start and turn.end <= following.start]
    shown = any(one.span.overlaps(part) and one.end >= part.end for one in trim)
    shown = shown or any(one.span.overlaps(following) and one.start <= following.start for one in trim)
    return not shown and any(spoken_in(document.text, turn.span, turn.span) for turn in between)


def _ending(splices: Splices, end: int) -> Splices:
    return Splices((*splices, Splice(end, end, f" {LEFT_OUT}")))

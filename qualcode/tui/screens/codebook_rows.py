"""The codebook as rows of its tree, and one code as a page to read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from qualcode.analysis.tallies import CodeTally, Extent, Share
from qualcode.analysis.wordings import WordingChange
from qualcode.codebooks.code import Code, Codebook, State
from qualcode.exports.phrases import counted, day_in_words, plural, sentence_case
from qualcode.transcripts.graphemes import cells
from qualcode.transcripts.transcript import Kind
from qualcode.tui.widgets.drawn_rows import Column, Row
from qualcode.tui.widgets.reading_page import Paragraph

COLUMNS = (
    Column("code"),
    Column("own", 5, right=True),
    Column("in all", 6, right=True),
    Column("people", 6, right=True, least=56),
    Column("docs", 5, right=True, least=48),
)
NO_AREA = "no-area"
_NONE = CodeTally()
_BAR = 12


def tree_rows(
    book: Codebook, tallies: Mapping[str, CodeTally], folded: frozenset[str] = frozenset(), wanted: str = ""
) -> list[Row]:
    """The tree from the top; below a folded code nothing. `wanted` keeps matches and what stands above them."""
    kept = matching(book, wanted)
    rows: list[Row] = []
    for top in book.areas():
        rows += _branch(book, top, 0, tallies, frozenset() if wanted else folded, kept)
    outside = [code for code in book.outside_areas() if kept is None or code.id in kept]
    if outside:
        words = f"⚠ In no area: {counted(len(outside), 'code')} (< and > move them)"
        rows.append(Row(NO_AREA, (words,), "heading", spread=True))
        for code in outside:
            rows += _branch(book, code, 1, tallies, frozenset() if wanted else folded, kept)
    return rows


def matching(book: Codebook, wanted: str) -> frozenset[str] | None:
    """The ids of codes whose name, index or definition holds the words, with their ancestors; None for all."""
    sought = " ".join(wanted.casefold().split())
    if not sought:
        return None
    found: set[str] = set()
    for code in book.codes:
        if sought in code.title.casefold() or sought in code.definition.casefold():
            found |= {code.id, *(above.id for above in book.ancestors(code.id))}
    return frozenset(found)


def _branch(
    book: Codebook,
    code: Code,
    depth: int,
    tallies: Mapping[str, CodeTally],
    folded: frozenset[str],
    kept: frozenset[str] | None,
) -> list[Row]:
    if kept is not None and code.id not in kept:
        return []
    below = book.children(code.id)
    rows = [_row(code, depth, tallies.get(code.id, _NONE), has_below=bool(below), is_folded=code.id in folded)]
    if code.id not in folded:
        for child in below:
            rows += _branch(book, child, depth + 1, tallies, folded, kept)
    return rows


def _row(code: Code, depth: int, tally: CodeTally, *, has_below: bool, is_folded: bool) -> Row:
    knob = ("▸ " if is_folded else "▾ ") if has_below else "  "
    state = "" if code.state is State.AGREED or code.is_area else f" ({code.state})"
    if code.is_area and not code.in_totals:
        state = " (outside the totals)"
    return Row(
        code.id,
        (
            "  " * depth + knob + code.title + state,
            "" if code.is_area else str(tally.own),
            str(tally.with_nested) if has_below else "",
            str(tally.people),
            str(tally.documents),
        ),
        "area" if code.is_area else "quiet" if code.state is State.RETIRED else "plain",
    )


@dataclass(frozen=True)
class CodeDetails:
    """What is read for one code when the cursor comes to it."""

    people: Sequence[Share] = ()
    coders: Sequence[Share] = ()
    together: Sequence[Share] = ()
    history: Sequence[WordingChange] = ()
    earlier: int = 0
    memos: Sequence[tuple[str, str]] = field(default_factory=tuple)


def code_page(
    book: Codebook,
    code: Code,
    tally: CodeTally,
    extent: Extent,
    counted_codings: str,
    details: CodeDetails | None = None,
) -> list[Paragraph]:
    """One code in words: where it stands, what it means, how it is used, what it was called before.

    `counted_codings` is the phrase that says which codings the numbers count.
    """
    above = " ▸ ".join(one.title for one in reversed(book.ancestors(code.id)))
    state = "challenge area" if code.is_area else str(code.state)
    found = [Paragraph(f"{above or ('top level' if code.is_area else 'in no area')} · {state}", "quiet")]
    if code.is_area and not code.in_totals:
        found.append(Paragraph("Outside the challenge areas and their totals.", "quiet"))
    for heading, words in (
        ("Definition", code.definition),
        ("Use when", code.use_when),
        ("Do not use when", code.do_not_use_when),
        ("Example", code.example),
    ):
        if words or heading == "Definition":
            found += [Paragraph(""), Paragraph(heading, "heading")]
            look = "plain" if words else "quiet"
            found.append(Paragraph(words or "none yet: press enter and write one", look, indent=2))
    found += [Paragraph(""), Paragraph(use_sentence(code, tally, extent), "heading")]
    if len(extent.kinds) > 1 and tally.kinds:
        found.append(Paragraph(kinds_sentence(tally), indent=2))
    found.append(Paragraph(f"counted: {counted_codings}", "quiet", indent=2))
    if details is not None:
        found += _details(details)
    return found


def kinds_sentence(tally: CodeTally) -> str:
    """`Interviews 11 · Field notes 2`: the kinds of document side by side."""
    return " · ".join(f"{sentence_case(plural(Kind(kind)))} {number}" for kind, number in tally.kinds)


def use_sentence(code: Code, tally: CodeTally, extent: Extent) -> str:
    """`22 excerpts · 8 of 9 people · 9 of 10 documents`, each number with its base."""
    number = tally.with_nested if code.is_area or tally.with_nested > tally.own else tally.own
    words = counted(number, "excerpt") + (" (each passage once)" if number != tally.own else "")
    parts = [words, f"{tally.people} of {extent.people} people", f"{tally.documents} of {extent.documents} documents"]
    if tally.against:
        parts.append(f"{tally.against} against")
    return " · ".join(parts)


def _details(details: CodeDetails) -> list[Paragraph]:
    found = [Paragraph(line, "bar", indent=2, unbroken=True) for line in bars(details.people)]
    if details.coders:
        coders = ", ".join(f"by {share.name} {share.excerpts}" for share in details.coders)
        found.append(Paragraph(f"coded {coders}", indent=2))
    if details.together:
        words = " · ".join(f"{share.name} ×{share.excerpts}" for share in details.together)
        found += [Paragraph(""), Paragraph("Occurs with", "heading"), Paragraph(words, indent=2)]
    if details.history:
        found += [Paragraph(""), Paragraph("Wording history", "heading")]
        for change in details.history:
            found += _change(change)
        if details.earlier:
            made = counted(details.earlier, "coding")
            found.append(Paragraph(f"{made} made under an earlier wording", "warning", indent=2))
    if details.memos:
        found += [Paragraph(""), Paragraph(f"Memos ({len(details.memos)})", "heading")]
        found += [Paragraph(words, indent=13, label=f"  {kind}") for kind, words in details.memos]
    return found


def bars(shares: Sequence[Share], most: int = 12) -> list[str]:
    """A bar for each, two to a line: `P03 ████████████ 6`."""
    if not shares:
        return []
    longest = max(share.excerpts for share in shares)
    width = max(cells(share.name) for share in shares)
    drawn = []
    for share in shares[:most]:
        bar = "█" * max(1, round(share.excerpts / longest * _BAR))
        name = share.name + " " * (width - cells(share.name))
        drawn.append(f"{name} {bar} {share.excerpts}")
    lines = []
    for place in range(0, len(drawn), 2):
        first = drawn[place]
        second = drawn[place + 1] if place + 1 < len(drawn) else ""
        gap = " " * max(2, width + _BAR + 6 - cells(first))
        lines.append((first + gap + second).rstrip())
    if len(shares) > most:
        lines.append(f"and {counted(len(shares) - most, 'person', 'people')} more")
    return lines


def _change(change: WordingChange) -> list[Paragraph]:
    when = day_in_words(date.fromisoformat(change.at[:10]))
    lead = " · ".join(part for part in (when, change.coder, change.label) if part)
    found = [Paragraph(lead, "quiet", indent=2)]
    found += [Paragraph(f"{what} was: {words}", indent=4) for what, words in change.was if words]
    return found

"""The codebook as rows of its tree, and one code as a page to read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from qualcode.analysis.tallies import CodeTally, Extent, Share
from qualcode.analysis.wordings import Wording, WordingChange
from qualcode.codebooks.code import Code, Codebook, State
from qualcode.exports.phrases import counted, day_in_words, documents_of, plural, sentence_case
from qualcode.transcripts.graphemes import cells
from qualcode.transcripts.transcript import Kind
from qualcode.tui.screens.codebook_colour import colour_name
from qualcode.tui.screens.kinds_apart import OF_CODES, Measure, kind_columns, kinds_coded
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
LEGEND = "own excerpts · in all: with those below, each passage once"
_LEGENDS = {
    Measure.EXCERPTS: "excerpts with those below, each passage once",
    Measure.OWN: "excerpts of the code itself",
    Measure.PEOPLE: "people, with the codes below",
    Measure.DOCUMENTS: "documents, with the codes below",
    Measure.SUM: "all kinds added · in all: with those below",
}
_NONE = CodeTally()
_BAR = 12


@dataclass(frozen=True)
class TreeNumbers:
    """The numbers beside the codes: where the study has several kinds of document, one measure for each kind."""

    tallies: Mapping[str, CodeTally] = field(default_factory=dict)
    extent: Extent = field(default_factory=Extent)
    measure: Measure = Measure.EXCERPTS

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds set apart in which anything is coded; none where there is but one, or their sum was asked for."""
        return () if self.measure is Measure.SUM else kinds_coded(self.extent.kinds_apart, self.tallies)

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns of the tree."""
        return (COLUMNS[0], *kind_columns(self.kinds)) if self.kinds else COLUMNS

    @property
    def legend(self) -> str:
        """What the numbers count, and which ones the next press of the key shows."""
        if not self.extent.kinds_apart:
            return LEGEND
        return f"{_LEGENDS[self.measure]} · % {self.measure.after(OF_CODES).value}"

    def cells(self, code: Code, *, has_below: bool) -> tuple[str, ...]:
        """The numbers of one code."""
        tally = self.tallies.get(code.id, _NONE)
        if self.kinds:
            if code.is_area and self.measure is Measure.OWN:
                return ("",) * len(self.kinds)
            numbers = [self.measure.of(tally.of_kind(kind)) for kind in self.kinds]
            return tuple(f"{number}" if number else "·" for number in numbers)
        return (
            "" if code.is_area else str(tally.own),
            str(tally.with_nested) if has_below else "",
            str(tally.people),
            str(tally.documents),
        )


def tree_rows(
    book: Codebook, numbers: TreeNumbers, folded: frozenset[str] = frozenset(), wanted: str = ""
) -> list[Row]:
    """The tree from the top; below a folded code nothing. `wanted` keeps matches and what stands above them."""
    kept = matching(book, wanted)
    rows: list[Row] = []
    for top in book.areas():
        rows += _branch(book, top, 0, numbers, frozenset() if wanted else folded, kept)
    outside = [code for code in book.outside_areas() if kept is None or code.id in kept]
    if outside:
        words = f"⚠ In no area: {counted(len(outside), 'code')} (< and > move them)"
        rows.append(Row(NO_AREA, (words,), "heading", spread=True))
        for code in outside:
            rows += _branch(book, code, 1, numbers, frozenset() if wanted else folded, kept)
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


def first_match(book: Codebook, wanted: str) -> str | None:
    """The first code, from the top, whose name or index holds the words, else whose definition does."""
    sought = " ".join(wanted.casefold().split())
    if not sought:
        return None
    in_order = [code for code, _ in book.walk()]
    named = (code.id for code in in_order if sought in code.title.casefold())
    meant = (code.id for code in in_order if sought in code.definition.casefold())
    return next(named, None) or next(meant, None)


def _branch(
    book: Codebook,
    code: Code,
    depth: int,
    numbers: TreeNumbers,
    folded: frozenset[str],
    kept: frozenset[str] | None,
) -> list[Row]:
    if kept is not None and code.id not in kept:
        return []
    below = book.children(code.id)
    rows = [_row(code, depth, numbers, has_below=bool(below), is_folded=code.id in folded)]
    if code.id not in folded:
        for child in below:
            rows += _branch(book, child, depth + 1, numbers, folded, kept)
    return rows


def _row(code: Code, depth: int, numbers: TreeNumbers, *, has_below: bool, is_folded: bool) -> Row:
    knob = ("▸ " if is_folded else "▾ ") if has_below else "  "
    state = "" if code.state is State.AGREED or code.is_area else f" ({code.state})"
    if code.is_area and not code.in_totals:
        state = " (outside the totals)"
    return Row(
        code.id,
        ("  " * depth + knob + code.title + state, *numbers.cells(code, has_below=has_below)),
        "area" if code.is_area else "quiet" if code.state is State.RETIRED else "plain",
    )


@dataclass(frozen=True)
class Shared:
    """Whose excerpts a code has, who coded them and what it occurs with, in documents of one kind.

    `kind` is empty where the study has no other.
    """

    kind: str
    people: Sequence[Share] = ()
    coders: Sequence[Share] = ()
    together: Sequence[Share] = ()


@dataclass(frozen=True)
class CodeDetails:
    """What is read for one code when the cursor comes to it."""

    shared: Sequence[Shared] = ()
    history: Sequence[WordingChange] = ()
    earlier: int = 0
    wordings: Sequence[Wording] = ()
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
    state += f" · {colour_name(code.colour)}" if code.colour else ""
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
    found.append(Paragraph(""))
    found += [Paragraph(sentence, "heading") for sentence in use_sentences(code, tally, extent)]
    found.append(Paragraph(f"counted: {counted_codings}", "quiet", indent=2))
    if details is not None:
        found += _details(details)
    return found


def use_sentences(code: Code, tally: CodeTally, extent: Extent) -> list[str]:
    """`22 excerpts · 8 of 9 people · 9 of 10 documents`, each number with its base.

    Where the study has several kinds of document a sentence for each: `20 excerpts in 8 of 9 interviews · …`.
    """
    if len(extent.kinds) < 2:
        documents = f"{tally.documents} of {extent.documents} documents"
        return [" · ".join([_excerpts(code, tally), _people(tally, extent), documents, *_against(tally)])]
    sentences = []
    for kind, here in tally.kinds:
        base = extent.of_kind(kind)
        excerpts = f"{_excerpts(code, here)} in {here.documents:,} of {documents_of(Kind(kind), base.documents)}"
        people = [_people(here, base)] if base.people else []
        sentences.append(" · ".join([excerpts, *people, *_against(here)]))
    return sentences or ["0 excerpts"]


def _excerpts(code: Code, tally: CodeTally) -> str:
    number = tally.with_nested if code.is_area or tally.with_nested > tally.own else tally.own
    return counted(number, "excerpt") + (" (each passage once)" if number != tally.own else "")


def _people(tally: CodeTally, base: Extent) -> str:
    return f"{tally.people:,} of {base.people:,} people"


def _against(tally: CodeTally) -> list[str]:
    return [f"{tally.against} against"] if tally.against else []


def _details(details: CodeDetails) -> list[Paragraph]:
    found: list[Paragraph] = []
    for shared in details.shared:
        found += _shared(shared)
    if details.history:
        found += [Paragraph(""), Paragraph("Wording history", "heading")]
        for change in details.history:
            found += _change(change)
        if details.earlier:
            made = counted(details.earlier, "coding")
            again = "tab, then enter reads it again" if details.earlier == 1 else "tab, then enter reads them again"
            found.append(Paragraph(f"{made} made under an earlier wording: {again}", "warning", indent=2))
            found += [_made_under(one) for one in details.wordings if one.codings and not one.present]
    if details.memos:
        found += [Paragraph(""), Paragraph(f"Memos ({len(details.memos)})", "heading")]
        found += [Paragraph(words, indent=13, label=f"  {kind}") for kind, words in details.memos]
    return found


def _shared(shared: Shared) -> list[Paragraph]:
    found = [Paragraph(line, "bar", indent=2, unbroken=True) for line in bars(shared.people)]
    if shared.coders:
        coders = ", ".join(f"by {share.name} {share.excerpts}" for share in shared.coders)
        found.append(Paragraph(f"coded {coders}", indent=2))
    words = " · ".join(f"{share.name} ×{share.excerpts}" for share in shared.together)
    if shared.kind and words:
        found.append(Paragraph(f"occurs with {words}", indent=2))
    elif words:
        found += [Paragraph(""), Paragraph("Occurs with", "heading"), Paragraph(words, indent=2)]
    if shared.kind and found:
        name = sentence_case(plural(Kind(shared.kind)))
        found = [Paragraph(""), Paragraph(name, "heading"), *found]
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


def _made_under(wording: Wording) -> Paragraph:
    """How many codings were made under a wording that is no longer the code's, and what it said."""
    when = day_in_words(date.fromisoformat(wording.began[:10]))
    of = f"when it was “{wording.merged}”" if wording.merged else f"as it was worded from {when}"
    said = wording.definition or "no definition"
    return Paragraph(f"{counted(wording.codings, 'coding')} {of}: {said}", "quiet", indent=4)


def _change(change: WordingChange) -> list[Paragraph]:
    when = day_in_words(date.fromisoformat(change.at[:10]))
    lead = " · ".join(part for part in (when, change.coder, change.label) if part)
    found = [Paragraph(lead, "quiet", indent=2)]
    found += [Paragraph(f"{what} was: {words}", indent=4) for what, words in change.was if words]
    return found

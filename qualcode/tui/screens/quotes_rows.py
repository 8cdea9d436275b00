"""Essays and their outlines as rows, and one quote of them as a page to read."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from qualcode.analysis.although import because
from qualcode.analysis.named_ids import is_typed_id, read_id
from qualcode.analysis.phrases import counted, day_in_words, listed, sentence_case
from qualcode.analysis.returns.votes import NOT_RANKED
from qualcode.essays.asked import waiting_among
from qualcode.essays.essay import Answer, EssayKind, PartKind
from qualcode.essays.essays import EssayLine, EssayList
from qualcode.essays.outline import Outline, Part, QuotePart, WrittenPart
from qualcode.participants.disclosure import Audience, Cleared
from qualcode.participants.names import ListState
from qualcode.transcripts.graphemes import cells, cut
from qualcode.transcripts.layout import Layout
from qualcode.transcripts.span import Span
from qualcode.tui.screens.quotes_weighing import Weighed, balance_lines
from qualcode.tui.widgets.drawn_rows import Column, Row
from qualcode.tui.widgets.reading_page import Paragraph
from qualcode.tui.widgets.shown import clock

ESSAY_COLUMNS = (Column(""), Column("", 26, least=48, roomy=34), Column("quotes", 6, right=True))
PART_COLUMNS = (Column(""),)
KEPT = "kept"  # in place of an essay's id
_UNDER = "/under"
_DEEP = 2  # cells that what stands under a heading is moved in
_AUDIENCES = {Audience.OUTSIDE: "outside", Audience.TEAM: "team"}
STATES = (
    "ok     may be quoted, no listed name in it",
    "see    look at it before it goes out",
    "held   no export prints the words",
)
_NAMES = {
    ListState.HERE: "No listed name is printed: what is shown for it is.",
    ListState.MISSING: "The list of names is not on this machine: nothing goes outside without it.",
    ListState.NONE: "This study has no list of names yet: no name is looked for.",
    ListState.NOT_NEEDED: "There is no name to hide, as somebody said of this study.",
}


def audience_in_words(audience: Audience) -> str:
    """Who will read it: `outside` or `team`."""
    return _AUDIENCES[audience]


def essay_rows(found: EssayList) -> list[Row]:
    """A row for each essay with how far it is and for whom, and one for Kept."""
    rows = [Row(one.id, (one.title, _about(one), f"{one.quotes:,}")) for one in found.essays]
    return [*rows, Row(KEPT, ("Kept", "in no essay yet", f"{found.kept:,}"))]


def row_of(outline: Outline) -> str:
    """The id of the row of an essay, or of Kept."""
    return KEPT if outline.essay is None else outline.essay.id


def _about(one: EssayLine) -> str:
    kind = "briefing · " if one.kind is EssayKind.BRIEFING else ""
    readers = " · team" if one.audience is Audience.TEAM else ""
    return f"{kind}{one.state}{readers}"


def part_rows(outline: Outline, width: int, words: str = "", warned: frozenset[str] = frozenset()) -> list[Row]:
    """The parts of an outline in `width` cells, those with some words or an id; quotes keep their number in it.

    `warned` are the pseudonyms of those who could be recognised.
    """
    rows: list[Row] = []
    wanted, called, number = words.split(), read_id(words) if is_typed_id(words) else "", 0
    deep = 0 if outline.essay is None else _DEEP
    for part in outline.parts:
        number += isinstance(part, QuotePart)
        if not (called in part.is_called if called and isinstance(part, QuotePart) else _has(part, wanted)):
            continue
        if isinstance(part, QuotePart):
            rows += _quote_rows(part, number, width, deep, warned)
        elif part.kind is PartKind.HEADING:
            rows.append(Row(part.id, (part.words,), "area", spread=True))
        else:
            rows += _in_two(part.id, part.words, " " * deep, width, "", "quiet")
    return rows


def _has(part: Part, wanted: Sequence[str]) -> bool:
    held = part.words if isinstance(part, WrittenPart) else f"{part.words} {where(part)} {' '.join(part.codes)}"
    return all(one.casefold() in held.casefold() for one in wanted)


def _quote_rows(part: QuotePart, number: int, width: int, deep: int, warned: frozenset[str]) -> Iterator[Row]:
    said = f"“{part.words}”" if part.words else "(withdrawn)"
    opening = f"{' ' * deep}{number:>2} "
    state = "see" if part.state == "ok" and not warned.isdisjoint(part.citation.people) else part.state
    tail = f"{where(part)}  {state:<4}"
    yield from _in_two(part.id, said, opening, width, tail, "quiet" if part.held else "plain")


def _in_two(row_id: str, words: str, opening: str, width: int, tail: str, look: str) -> Iterator[Row]:
    """Words in one line or two, with who says them at the right end of the last."""
    line = " ".join(words.split())
    indent, end = cells(opening), cells(tail) + 2 * bool(tail)
    if indent + cells(line) + end <= width:
        yield Row(row_id, (_spread(opening + line, tail, width),), look, spread=True)
        return
    first, rest = _broken(line, max(8, width - indent), max(8, width - indent - end))
    yield Row(row_id, (opening + first,), look, spread=True)
    # A line that belongs to the row before it begins one cell nearer to the edge.
    yield Row(row_id + _UNDER, (" " + _spread(" " * indent + rest, tail, width),), "under", spread=True)


@lru_cache(maxsize=8192)  # an outline is drawn anew with each part that is moved
def _broken(line: str, width: int, second: int) -> tuple[str, str]:
    """A long line in two: what stands in `width` cells, and as much of the rest as stands in `second`."""
    first = next(one.span.of(line) for one in Layout(line, [Span(0, len(line))], width))
    return first, cut(line[len(first) :].strip(), second)


def _spread(words: str, tail: str, width: int) -> str:
    return words + " " * max(1, width - cells(words) - cells(tail)) + tail if tail else words


def where(part: QuotePart) -> str:
    """Who says a quote, and when or in which turn: `P03 26:40`; evidence as it is cited."""
    cited = part.citation
    if cited.seconds is None and cited.turn is None:
        return cited.text
    who = ", ".join(cited.people) or "nobody named"
    return f"{who} {clock(cited.seconds) if cited.seconds is not None else f'turn {cited.turn}'}"


def section_of(outline: Outline, part_id: str) -> WrittenPart | None:
    """The heading that a part is or stands under; None before the first."""
    heading = None
    for part in outline.parts:
        if isinstance(part, WrittenPart) and part.kind is PartKind.HEADING:
            heading = part
        if part.id == part_id:
            break
    return heading


def part_title(outline: Outline, part_id: str) -> str:
    """`3 · P03 27:15 · xk3f9a2bc`; of a heading or note what it is."""
    number = 0
    for part in outline.parts:
        number += isinstance(part, QuotePart)
        if part.id == part_id:
            if isinstance(part, QuotePart):
                return f"{number} · {where(part)} · {part.short_id}"
            return part.kind.capitalize()
    return ""


# One part to read


def part_page(outline: Outline, part: Part | None, weighed: Weighed | None) -> list[Paragraph]:
    """What is under the cursor as it will appear, and all that is to know of it before it goes out.

    `weighed` is None until it is read.
    """
    if isinstance(part, QuotePart):
        return list(_quote_page(outline, part, weighed))
    if part is not None:
        return [Paragraph(line) for line in part.words.split("\n")]
    return list(_essay_page(outline, weighed))


def _quote_page(outline: Outline, part: QuotePart, weighed: Weighed | None) -> Iterator[Paragraph]:
    readers = "the study team" if outline.audience is Audience.TEAM else "readers outside the team"
    if part.printed is not None:
        yield Paragraph("As it will appear", "title")
        yield from _words(part.printed)
        if part.citation.text:
            yield Paragraph(f"– {part.citation.text}", indent=4)
    else:
        yield Paragraph(f"Held back for {readers}", "title")
        yield Paragraph(f"{', '.join(part.citation.people) or 'Nobody named'}: {part.held}.", "warning")
        if part.shown is not None:
            yield Paragraph("What the team reads", "quiet")
            yield from _words(part.shown)
    yield from (Paragraph(sentence, "warning") for sentence in part.look)
    under = [" · ".join(part.codes)] if part.codes else []
    if part.excerpt_ids:
        excerpts = "excerpt" if len(part.excerpt_ids) == 1 else "excerpts"
        under.append(f"The same words are {excerpts} {listed(part.excerpt_ids)}.")
    yield from _titled("Under", under, "no code")
    if part.voted:
        yield from _titled("What workshops said to it", part.voted)
        yield Paragraph(NOT_RANKED, "quiet")
    yield from _titled("Why (memo)", [line for memo in part.memos for line in memo.body.split("\n")], "m says why")
    state = f"It may be quoted for {readers}." if not part.held else f"No export for {readers} prints the words."
    yield from _checked(part)
    although = part.printed.although if part.printed is not None else None
    state = f"Printed although consent does not allow it: {because(although)}." if although is not None else state
    yield from _titled("Consent and names", [state, _NAMES[outline.names]])
    if weighed is not None and part.printed is not None:
        people = part.citation.people
        nobody = f"{', '.join(people)}: nothing printed in this essay points to one person." if people else ""
        yield from _titled("Who could be recognised", weighed.warnings(people), nobody or "nobody")
    used = [one.title for one in part.also_in]
    used += [f"{use.title}, {day_in_words(use.on)}" for use in part.uses]
    yield from _titled("Used already in", used, "nothing else")


def _checked(part: QuotePart) -> Iterator[Paragraph]:
    """What the person said to it, and whether that still holds."""
    held = part.checked
    if held.answer is Answer.NONE:
        return
    when = f" on {day_in_words(held.on)}" if held.on else ""
    said = f"{held.answer}{when}"
    if part.lapsed:
        said = f"other words were approved{when}: ask again"
    elif held.answer is Answer.CHANGED:
        said = f"wants other words, said{when}{':' if held.words else ''}"
    yield from _titled("Checked with the person", [said, *held.words.splitlines()])


def _words(cleared: Cleared) -> Iterator[Paragraph]:
    """Words as they are printed, each further speaker named."""
    said = [line for line in cleared.lines if line.words]
    for number, line in enumerate(said):
        who = f"{line.who}: " if len(said) > 1 and line.who else ""
        opening, closing = "“" if not number else "", "”" if number == len(said) - 1 else ""
        yield Paragraph(f"{opening}{who}{line.words}{closing}", indent=2)


def _titled(title: str, lines: Sequence[str], nothing: str = "") -> Iterator[Paragraph]:
    yield Paragraph("")
    yield Paragraph(title, "title")
    yield from (Paragraph(line) for line in lines)
    if not lines:
        yield Paragraph(nothing, "quiet")


def _emptied(outline: Outline) -> Iterator[Paragraph]:
    if emptied := len(outline.emptied):
        have, its = ("has", "its") if emptied == 1 else ("have", "their")
        yield Paragraph(
            f"{counted(emptied, 'quote')} {have} no words any more: {its} words were taken out of the text. "
            "“quote: No longer keep those without words” is among all commands (:).",
            "warning",
        )


def _essay_page(outline: Outline, weighed: Weighed | None) -> Iterator[Paragraph]:
    one = outline.essay
    if one is None:
        yield Paragraph("Kept", "heading")
        yield Paragraph("Quotes that are in no essay yet. A puts one into an essay.")
        yield from _emptied(outline)
        return
    yield Paragraph(one.title, "heading")
    yield Paragraph(f"{one.kind} · {one.state} · for {audience_in_words(one.audience)}", "quiet")
    yield from (Paragraph(line) for line in one.about.split("\n") if line)
    yield from _titled("Held back", [f"{where(part)}: {part.held}" for part in outline.held], "nothing")
    yield from _emptied(outline)
    asked = [one.sentence for one in waiting_among(outline.quotes)]
    yield from _titled("Checked with the people", asked, "nobody is quoted")
    cited = [part.entry or f"{part.document} (no reference yet)" for part in outline.evidence]
    yield from _titled("Evidence cited", cited, "none")
    yield from _titled("Memos", [line for memo in outline.memos for line in memo.body.split("\n")], "m writes one")
    if weighed is None:
        return
    yield from _titled("Who could be recognised", weighed.recognised.lines, "nobody by what is printed here")
    yield Paragraph("")
    yield from balance_lines(weighed.balance)
    yield Paragraph(
        f"The same: what stands under {weighed.balance.about}. {sentence_case(weighed.balance.counted)}.", "quiet"
    )
    yield Paragraph("")
    yield from (Paragraph(words, "quiet") for words in STATES)


def begin_page() -> list[Paragraph]:
    """What this place is for, and which keys begin."""
    return [
        Paragraph("No quote yet.", "heading"),
        Paragraph(
            "An essay or a briefing paper begins here as an outline: headings, notes of your own, and the quotes it "
            "will print, each as its readers will see it."
        ),
        Paragraph(""),
        Paragraph("+ begins an essay. Then y keeps a passage for it, in a document, in Excerpts, in survey answers."),
        Paragraph("What is kept while no essay is open waits in Kept."),
    ]


# Moving in the outline


@dataclass(frozen=True, slots=True)
class Shift:
    """Parts that move together, and the part they will stand after; empty where they come first."""

    ids: tuple[str, ...]
    after: str


def shifted(outline: Outline, part_id: str, step: int, marked: Collection[str] = ()) -> Shift | None:
    """Where a part goes one up or down; a heading takes all under it past the next. None where it is at the end.

    What is marked goes together instead, in its order, past one part.
    """
    ids = [part.id for part in outline.parts]
    headings = {one.id for one in outline.parts if isinstance(one, WrittenPart) and one.kind is PartKind.HEADING}
    together = tuple(one for one in ids if one in marked)
    moving = together or outline.section(part_id) or (part_id,)
    if moving[0] not in ids:
        return None
    if together:
        headings = set()
    before, following = ids[: ids.index(moving[0])], ids[ids.index(moving[-1]) + 1 :]
    if step > 0:
        if not following:
            return None
        return Shift(
            moving,
            (outline.section(following[0]) if part_id in headings else following)[-1 if part_id in headings else 0],
        )
    if not before:
        return None
    place = len(before) - 1
    if part_id in headings:
        place = max((number for number, one in enumerate(before) if one in headings), default=0)
    return Shift(moving, before[place - 1] if place else "")

"""Excerpts as rows, and one excerpt in its place as a page to read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from qualcode.analysis.excerpt_rows import ExcerptRow, SaidLine, Surroundings
from qualcode.analysis.people import Attribute, Participant
from qualcode.analysis.returns.votes import NOT_RANKED
from qualcode.analysis.tallies import CodeTally
from qualcode.codebooks.code import Code, Codebook
from qualcode.exports.phrases import day_in_words, plural, sentence_case
from qualcode.transcripts.graphemes import cells, cut, cut_middle
from qualcode.transcripts.span import Span
from qualcode.transcripts.transcript import Kind
from qualcode.tui.screens.here import fact_phrases
from qualcode.tui.screens.kinds_apart import kind_columns
from qualcode.tui.widgets.drawn_rows import Column, Row
from qualcode.tui.widgets.reading_page import Paragraph
from qualcode.tui.widgets.shown import clock

ALL = "all"
LEGEND = "! against · ” quote kept"
_BETWEEN = " · "
_LONGEST_QUESTION = 24  # cells for which what stands beside it is put shorter; in fewer nobody could read it
_LEAST = 6  # cells of a code beside which it is said that a question was asked
_SHORTER = 16  # cells that a code keeps beside a question that is shown whole


def columns(*, of_several: bool) -> tuple[Column, ...]:
    """The columns of a list; where it shows several codes, each row says which."""
    never = 10_000
    return (
        Column("who", 6),
        Column("document", 20, least=104),
        Column("where", 9, least=56),
        Column("", 2),
        Column("under", 18, least=70 if of_several else never),
        Column("excerpt"),
        Column("id", 9, least=92 if of_several else 72),
    )


def code_columns(kinds: Sequence[str]) -> tuple[Column, ...]:
    """The columns of the codes: their excerpts, of each kind of document where there are several."""
    return (Column("code"), *(kind_columns(kinds, short=True) or (Column("excerpts", 8, right=True),)))


def code_rows(book: Codebook, tallies: Mapping[str, CodeTally], kinds: Sequence[str] = ()) -> list[Row]:
    """Everything, then areas and codes, each with its excerpts; an area counts each passage once."""
    tallied = tallies.values()
    every = [sum(tally.of_kind(kind).own for tally in tallied) for kind in kinds]
    rows = [Row(ALL, ("All codes", *(str(n) for n in every or [sum(tally.own for tally in tallied)])), "area")]
    for code, depth in book.walk():
        tally = tallies.get(code.id, CodeTally())
        numbers = [_number(code, one) for one in ([tally.of_kind(kind) for kind in kinds] or [tally])]
        look = "area" if code.is_area else "plain" if any(numbers) else "quiet"
        rows.append(Row(code.id, ("  " * depth + code.title, *(str(n) if n else "·" for n in numbers)), look))
    return rows


def _number(code: Code, tally: CodeTally) -> int:
    return tally.with_nested if code.is_area or not tally.own else tally.own


def row_of(found: ExcerptRow, book: Codebook, row_id: str) -> Row:
    """One excerpt as a row."""
    code = book.get(found.code_id)
    where = clock(found.seconds) if found.seconds is not None else f"turn {found.turn}" if found.turn else ""
    marks = ("!" if found.against else " ") + ("”" if found.kept else " ")
    return Row(
        row_id,
        (found.who, found.document, where, marks, code.title if code else "", found.words, found.id),
    )


def room_for_numbers(title: str, asked: str, width: int) -> int:
    """The cells that numbers have beside what a list shows: for a long question they are not put shorter."""
    return width - len(_BETWEEN) - cells(title) - min(cells(asked), _LONGEST_QUESTION)


def list_title(title: str, asked: str, brief: str, numbers: str, width: int) -> str:
    """`1.1 Routes in, who:P03 and … attr:role=carer · 3 excerpts`: a long question is cut in its middle.

    `asked` is what narrows the list, with what joins it to the title; empty where nothing does. Where nobody could
    read what is left of it, `brief` stands for it: `1.1 Routes in, a question · 3 excerpts`. Numbers are never cut.
    """
    room = width - len(_BETWEEN) - cells(numbers)
    if cells(title) + cells(asked) > room:
        left = room - cells(title)
        if left >= _LONGEST_QUESTION:
            asked = cut_middle(asked, left)
        else:
            if room - cells(asked) < _SHORTER and cells(brief) < cells(asked):
                asked = brief
            if room - cells(asked) < _LEAST:
                asked = ""
            title = cut(title, max(0, room - cells(asked)))
    return f"{title}{asked}{_BETWEEN}{numbers}" if title else numbers


def place_title(around: Surroundings) -> str:
    """`P03 interview, 27:15, turn 86 of 240`."""
    parts = [cut(around.document, 44)]  # so that the time and the turn have room
    if around.seconds is not None:
        parts.append(clock(around.seconds))
    if around.turn is not None:
        parts.append(f"turn {around.turn} of {around.turns}")
    return ", ".join(parts)


def place_page(
    around: Surroundings, people: Mapping[str, Participant], attributes: Sequence[Attribute], today: date
) -> list[Paragraph]:
    """The turns around an excerpt with its words bright, then its codes, memos and who speaks."""
    indent = min(16, max([4, *(cells(line.who) for line in around.said)]) + 2)
    found = [_said(line, indent) for line in around.said]
    found.append(Paragraph(""))
    for code in around.codes:
        when = day_in_words(date.fromisoformat(code.at[:10]))
        against = " · goes against it" if code.against else ""
        found.append(Paragraph(f"{code.title} ({code.coder}, {when}){against}", indent=8, label="code"))
    if around.kept:
        found.append(Paragraph("a quote of it is kept", indent=8, label="kept"))
    found += [Paragraph(f"{kind}: {words}", indent=8, label="memo") for kind, words in around.memos]
    found += [Paragraph(phrase, indent=8, label="votes") for phrase in around.voted]
    if around.voted:
        found.append(Paragraph(NOT_RANKED, "quiet", indent=8))
    person = people.get(around.participant_id or "")
    if person is not None:
        facts = ", ".join(fact_phrases(person, attributes))
        who = [person.pseudonym, facts, f"consent: {person.agreement.on(today)}"]
        found.append(Paragraph(" · ".join(part for part in who if part), indent=8, label="who"))
    return found


def _said(line: SaidLine, indent: int) -> Paragraph:
    """A turn, the excerpt's words between ‹ and ›: colour alone would not tell them."""
    inside = line.inside
    if inside is None:
        return Paragraph(line.words, "quiet" if line.asks else "plain", indent, line.who)
    words = f"{line.words[: inside.start]}‹{inside.of(line.words)}›{line.words[inside.end :]}"
    return Paragraph(words, "plain", indent, line.who, Span(inside.start, inside.end + 2))


def side_by_side(kinds: Sequence[str], most: int = 3) -> list[tuple[str, frozenset[str]]]:
    """Which kinds each column shows, side by side: the last takes those for which there is no column left."""
    alone = kinds if len(kinds) <= most else kinds[: most - 1]
    apart = [(sentence_case(plural(Kind(kind))), frozenset({kind})) for kind in alone]
    return apart if len(kinds) <= most else [*apart, ("Other kinds", frozenset(kinds[most - 1 :]))]

"""Themes in the making as rows, and one of them as a page."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from qualcode.analysis.counts.reach import Reaches
from qualcode.analysis.themes import Deed, Gathered, Theme, ThemeState
from qualcode.exports.phrases import day_in_words, plural
from qualcode.tui.screens.reach_rows import reach_lines
from qualcode.tui.widgets.drawn_rows import Column, Row
from qualcode.tui.widgets.reading_page import Paragraph

THEME_COLUMNS = (Column("claim"), Column("for", 5, right=True), Column("against", 7, right=True))
THING_COLUMNS = (Column("", 13), Column("passages", 8, right=True, least=60), Column(""))
SUPPORTS, OPPOSES = "supports", "goes against"
_MOST_DEEDS = 12


def theme_rows(one: Theme) -> list[Row]:
    """A theme with how many passages support it and go against it.

    For it count participants', where they take part; against it count all, whoever says them. Where a study
    has several kinds of document each has a line of its own: they are never added.
    """
    claim = one.claim if one.state is ThemeState.MAKING else f"{one.claim} ({one.state.value})"
    look = "plain" if one.state is ThemeState.MAKING else "quiet"
    if not one.kinds or not one.numbers:
        ours, theirs = one.numbers[0][1:] if one.numbers else (0, 0)
        return [Row(one.id, (claim, _number(ours), _number(theirs)), look)]
    return [
        Row(one.id, (claim, "", ""), look),
        *(
            Row(f"{one.id} {kind}", (f"  {plural(kind)}", _number(ours), _number(theirs)), "under")
            for kind, ours, theirs in one.numbers
            if kind is not None
        ),
    ]


def _number(number: int) -> str:
    return f"{number:,}" if number else "·"


def thing_rows(one: Theme) -> list[Row]:
    """What was gathered, what supports the claim first."""
    rows: list[Row] = []
    for side, things in ((SUPPORTS, one.supporting), (OPPOSES, one.opposing)):
        rows.append(Row(side, (side.capitalize(), "", ""), "heading"))
        rows += [row for thing in things for row in _thing_rows(one, thing)] or [
            Row(f"{side} nothing", ("", "", "nothing yet"), "under")
        ]
    return rows


def _thing_rows(one: Theme, thing: Gathered) -> list[Row]:
    """A gathered thing; of a code in a study with several kinds of document, each kind below it."""
    look = "quiet" if thing.gone else "plain"
    if not one.kinds or thing.table != "code" or not thing.passages:
        words = f"{thing.shown}{_opposing(len(thing.opposing))}"
        return [Row(thing.link_id, (thing.what, f"{len(thing.passages):,}", words), look)]
    opposing = dict(one.apart(thing.opposing))
    return [
        Row(thing.link_id, (thing.what, "", thing.shown), look),
        *(
            Row(
                f"{thing.link_id} {kind}",
                ("", f"{number:,}", f"  {plural(kind)}{_opposing(opposing.get(kind, 0))}"),
                "under",
            )
            for kind, number in one.apart(thing.passages)
            if kind is not None
        ),
    ]


def _opposing(number: int) -> str:
    """` · 1 of them goes against it`; empty of none."""
    return f" · {number:,} of them {'goes' if number == 1 else 'go'} against it" if number else ""


def begin_page() -> list[Paragraph]:
    """What this place is for, and which key begins."""
    return [
        Paragraph("No theme yet.", "heading"),
        Paragraph(
            "A theme is a claim in a sentence, across areas and kinds of document: what you have come to think the "
            "study says. Here it gathers what supports it and what goes against it, and you see how many people say "
            "so, and who never does."
        ),
        Paragraph(""),
        Paragraph("+ begins one with its claim; the claim and its note can change as often as you like."),
        Paragraph(
            "Then c gathers a code with all its excerpts, and Y gathers single excerpts, in Excerpts (F4) and under "
            "the counts (1)."
        ),
    ]


def theme_page(
    one: Theme, reaches: tuple[Reaches, Reaches] | None, deeds: Sequence[Deed], claims: dict[str, str]
) -> list[Paragraph]:
    """The claim and its note, how far both sides reach, and what was done to the theme."""
    found = [Paragraph(one.claim, "heading")]
    found += [Paragraph(words) for words in one.note.splitlines()]
    if one.state is ThemeState.MERGED and one.merged_into in claims:
        found.append(Paragraph(f"Merged into: {claims[one.merged_into]}", "quiet"))
    if one.split_from in claims:
        found.append(Paragraph(f"Split from: {claims[one.split_from or '']}", "quiet"))
    found.append(Paragraph(""))
    if reaches is None:
        found.append(Paragraph("Counting how far it reaches…", "quiet"))
    else:
        found += _side("What supports it", reaches[0])
        found += _side("What goes against it", reaches[1], silent=False)
        found.append(Paragraph(f"Counted: {reaches[0].counted}.", "quiet"))
    if one.on_both_sides:
        stands = "stands" if len(one.on_both_sides) == 1 else "stand"
        found.append(Paragraph(f"{one.in_words(one.on_both_sides)} {stands} on both sides.", "warning"))
    found += [Paragraph(""), Paragraph("What was done", "title")]
    for deed in deeds[:_MOST_DEEDS]:
        when = day_in_words(date.fromisoformat(deed.at[:10]))
        found.append(Paragraph(f"{when}, {deed.coder}: {deed.label}", "quiet"))
    if len(deeds) > _MOST_DEEDS:
        found.append(Paragraph(f"and {len(deeds) - _MOST_DEEDS:,} deeds before", "quiet"))
    return found


def _side(title: str, reaches: Reaches, *, silent: bool = True) -> list[Paragraph]:
    found = [Paragraph(title, "title")]
    used = [part for part in reaches.parts if part.excerpts]
    if not used:
        return [*found, Paragraph("Nothing yet.", "quiet"), Paragraph("")]
    for part in used:
        found += reach_lines(part, several=len(reaches.parts) > 1, opposing=False, silent=silent)
    return [*found, Paragraph("")]

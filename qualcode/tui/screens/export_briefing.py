"""The briefing papers in the export dialog: what is chosen of them, its rows, and what goes out."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from qualcode.codebooks.code import Codebook
from qualcode.exports.briefing_files import FORMATS, free_paths, paper_path
from qualcode.exports.briefing_material import BriefingChoices
from qualcode.exports.gather_briefing import Briefing
from qualcode.exports.page import Page
from qualcode.exports.phrases import counted, listed
from qualcode.exports.printed import Appearance
from qualcode.participants.attributes import Attribute
from qualcode.participants.disclosure import Audience, HeldBack
from qualcode.participants.names import Names
from qualcode.participants.recognising import FEWEST
from qualcode.tui.widgets.drawn_rows import Row

MOST_QUOTES = 9  # of one theme
_USUAL = frozenset([".docx"])


@dataclass(frozen=True)
class AskedBriefing:
    """The papers as they are asked for; for whom they are is said once for all reports.

    `wanted` is whether they are what is exported; `suffixes` are the formats, at least one; `where` is the folder as
    typed, empty for the study's exports folder.
    """

    wanted: bool = False
    choices: BriefingChoices = field(default_factory=BriefingChoices)
    suffixes: frozenset[str] = _USUAL
    where: str = ""

    @property
    def in_order(self) -> list[str]:
        """The formats in the order of the dialog."""
        return [suffix for suffix in FORMATS if suffix in self.suffixes]

    def folder(self, study: Path) -> Path:
        """Where they go, for a study whose file is given."""
        return study.parent / (Path(self.where).expanduser() if self.where else "exports")

    def places(self, papers: Sequence[Briefing], study: Path, names: Names, audience: Audience) -> Mapping[str, Path]:
        """What the file of each paper is called before it is numbered, by the id of its area."""
        outside = audience is Audience.OUTSIDE
        folder, suffix = self.folder(study), self.in_order[0]
        return {one.area_id: paper_path(folder, one.called, suffix, names, outside=outside) for one in papers}

    def kept(self) -> dict[str, Any]:
        """As it is remembered."""
        chosen = self.choices
        return {
            "wanted": self.wanted,
            "areas": list(chosen.areas),
            "by": list(chosen.by),
            "quotes": chosen.quotes,
            "leave_out_empty": chosen.leave_out_empty,
            "fewest": chosen.fewest,
            "suffixes": sorted(self.suffixes),
            "where": self.where,
        }

    @classmethod
    def from_kept(cls, kept: Mapping[str, Any]) -> AskedBriefing:
        """What was remembered. Raises ValueError, TypeError or AttributeError where it is not understood."""
        usual = BriefingChoices()
        choices = BriefingChoices(
            areas=tuple(str(one) for one in kept.get("areas", ())),
            by=tuple(str(one) for one in kept.get("by", ())),
            quotes=min(max(0, int(kept.get("quotes", usual.quotes))), MOST_QUOTES),
            leave_out_empty=kept.get("leave_out_empty") is True,
            fewest=FEWEST if kept.get("fewest") else 0,
        )
        suffixes = frozenset(kept.get("suffixes", _USUAL)) & FORMATS.keys()
        return cls(kept.get("wanted") is True, choices, suffixes or _USUAL, str(kept.get("where", "")))


@dataclass(frozen=True)
class Papers:
    """The papers that would be written now, for some readers."""

    papers: tuple[Briefing, ...]
    audience: Audience

    @property
    def pages(self) -> tuple[Page, ...]:
        """Their pages."""
        return tuple(one.page for one in self.papers)

    @cached_property
    def held_back(self) -> tuple[HeldBack, ...]:
        """What is held back from any of them."""
        return tuple(held for one in self.papers for held in one.held)

    @property
    def appearances(self) -> Iterator[Appearance]:
        """Those whose words are printed."""
        return (who for page in self.pages for one in page.excerpts for who in one.attribution.people)


def format_rows(asked: AskedBriefing) -> list[Row]:
    """The formats, several of which can be written at once."""
    return [
        Row(f"paper-as:{suffix}", (f"{_tick(suffix in asked.suffixes)} {name} ({suffix})",), spread=True)
        for suffix, name in FORMATS.items()
    ]


def which_rows(asked: AskedBriefing, book: Codebook, attributes: Sequence[Attribute]) -> list[Row]:
    """Which areas, and what is printed of each."""
    chosen = asked.choices
    areas = [area.title for area in book.areas() if area.id in chosen.areas]
    named = [one.name for one in attributes if one.id in chosen.by]
    quotes = f"up to {chosen.quotes} of each theme" if chosen.quotes else "none of themes"
    words = (
        ("briefing:areas", f"Areas       {listed(areas) or 'all in the totals'}"),
        ("briefing:by", f"Groups by   {listed(named) or 'none'}"),
        ("briefing:quotes", f"Quotes      {quotes}"),
    )
    return [Row(row_id, (said,), spread=True) for row_id, said in words]


def include_rows(asked: AskedBriefing) -> list[Row]:
    """What may be left out."""
    words = f"{_tick(not asked.choices.leave_out_empty)} sections that have nothing yet"
    hides = f"{_tick(bool(asked.choices.fewest))} numbers of fewer than {FEWEST} people hidden"
    return [Row("briefing:empty", (words,), spread=True), Row("briefing:fewest", (hides,), spread=True)]


def ticked_briefing(asked: AskedBriefing, row_id: str) -> AskedBriefing | None:
    """The choices after a tick; None where the row asks for more. The last format stays ticked."""
    what, _, name = row_id.partition(":")
    if what == "paper-as":
        return replace(asked, suffixes=(asked.suffixes ^ {name}) or asked.suffixes)
    if row_id == "briefing:empty":
        left_out = not asked.choices.leave_out_empty
        return replace(asked, choices=replace(asked.choices, leave_out_empty=left_out))
    if row_id == "briefing:fewest":
        fewest = 0 if asked.choices.fewest else FEWEST
        return replace(asked, choices=replace(asked.choices, fewest=fewest))
    return None


def with_areas(asked: AskedBriefing, book: Codebook, areas: Collection[str]) -> AskedBriefing:
    """The same of other areas, in the order of the codebook."""
    found = tuple(area.id for area in book.areas() if area.id in areas)
    return replace(asked, choices=replace(asked.choices, areas=found))


def said_of_papers(value: Papers) -> str:
    """`4 papers with 61 quotes`."""
    quotes = sum(len(page.excerpts) for page in value.pages)
    return f"{counted(len(value.papers), 'paper')} with {counted(quotes, 'quote')}"


def files_of(asked: AskedBriefing, value: Papers, study: Path, names: Names) -> list[Path]:
    """The files that would be written now. Raises Problem where no number is free."""
    places = asked.places(value.papers, study, names, value.audience)
    return [path for one in value.papers for path in free_paths(places[one.area_id], asked.in_order)]


def _tick(chosen: bool) -> str:
    return "[x]" if chosen else "[ ]"

"""The team lead's report in the export dialog: what is chosen of it, its rows, and the files it becomes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from qualcode.exports.files import report_path
from qualcode.exports.gather_reach import quoted_in
from qualcode.exports.lead import LeadChoices
from qualcode.exports.page import Page
from qualcode.exports.phrases import counted, listed
from qualcode.exports.writing import PAGE_FORMATS
from qualcode.participants.attributes import Attribute
from qualcode.participants.disclosure import Audience
from qualcode.participants.names import Names
from qualcode.participants.recognising import FEWEST
from qualcode.tui.widgets.drawn_rows import Row

LEAST_TOGETHER, MOST_TOGETHER = 2, 60  # codes looked at for where they meet
_USUAL = (".docx", ".html")
_FORMATS = {suffix: f"{name} ({suffix})" for suffix, name in PAGE_FORMATS.items()} | {
    ".csv": "CSV, a file for each table (.csv)",
    ".svg": "Pictures, a file for each (.svg)",
}


@dataclass(frozen=True)
class AskedLead:
    """The team lead's report as it is asked for; for whom it is is said once for all reports.

    `suffixes` are the formats, at least one; `where` is the file as typed, empty for the usual one.
    """

    choices: LeadChoices = field(default_factory=LeadChoices)
    suffixes: frozenset[str] = frozenset(_USUAL)
    where: str = ""

    def paths(self, study: Path, names: Names, audience: Audience) -> tuple[Path, ...]:
        """The files to write, one for each format; a bare name goes to the study's exports folder."""
        suffixes = [suffix for suffix in PAGE_FORMATS if suffix in self.suffixes]
        if not self.where:
            outside = audience is Audience.OUTSIDE
            return tuple(report_path(study, one, names, outside=outside, what="numbers") for one in suffixes)
        typed = Path(self.where).expanduser()
        folder = study.parent / "exports" if typed.parent == Path() else study.parent  # which an absolute one ignores
        stem = typed.name.removesuffix(typed.suffix) if typed.suffix.casefold() in PAGE_FORMATS else typed.name
        return tuple((folder / typed).with_name(f"{stem}{one}") for one in suffixes)

    def with_where(self, typed: str) -> AskedLead:
        """The same as another file; an ending that one of the formats has chooses that format."""
        suffix = Path(typed).suffix.casefold()
        return replace(self, where=typed, suffixes=frozenset([suffix]) if suffix in PAGE_FORMATS else self.suffixes)

    def kept(self) -> dict[str, Any]:
        """As it is remembered."""
        chosen = self.choices
        return {
            "coder_names": chosen.coder_names,
            "together": chosen.together,
            "title": chosen.title,
            "by": list(chosen.by),
            "fewest": chosen.fewest,
            "suffixes": sorted(self.suffixes),
            "where": self.where,
        }

    @classmethod
    def from_kept(cls, kept: Mapping[str, Any]) -> AskedLead:
        """What was remembered. Raises ValueError, TypeError or AttributeError where it is not understood."""
        usual = LeadChoices()
        choices = LeadChoices(
            coder_names=bool(kept.get("coder_names", usual.coder_names)),
            together=min(max(LEAST_TOGETHER, int(kept.get("together", usual.together))), MOST_TOGETHER),
            title=str(kept.get("title", "")),
            by=tuple(str(one) for one in kept.get("by", ())),
            fewest=FEWEST if kept.get("fewest") else 0,
        )
        suffixes = frozenset(kept.get("suffixes", _USUAL)) & PAGE_FORMATS.keys()
        return cls(choices, suffixes or frozenset(_USUAL), str(kept.get("where", "")))


def format_rows(lead: AskedLead) -> list[Row]:
    """The formats, several of which can be written at once."""
    return [
        Row(f"as:{suffix}", (f"{_tick(suffix in lead.suffixes)} {name}",), spread=True)
        for suffix, name in _FORMATS.items()
    ]


def which_rows(lead: AskedLead, attributes: Sequence[Attribute]) -> list[Row]:
    """What is counted beside what."""
    named = [one.name for one in attributes if one.id in lead.choices.by]
    return [
        Row("lead:by", (f"Groups by   {listed(named) or 'none'}",), spread=True),
        Row("lead:together", (f"Codes meet  the {lead.choices.together} with the most excerpts",), spread=True),
    ]


def include_rows(lead: AskedLead) -> list[Row]:
    """What may be left out or hidden."""
    hides = f"{_tick(bool(lead.choices.fewest))} numbers of fewer than {FEWEST} people hidden"
    return [
        Row("lead:coder_names", (f"{_tick(lead.choices.coder_names)} coder names",), spread=True),
        Row("lead:fewest", (hides,), spread=True),
    ]


def ticked_lead(lead: AskedLead, row_id: str) -> AskedLead | None:
    """The choices after a tick; None where the row asks for more. The last format stays ticked."""
    what, _, name = row_id.partition(":")
    if what == "as":
        return replace(lead, suffixes=(lead.suffixes ^ {name}) or lead.suffixes)
    if row_id == "lead:coder_names":
        return replace(lead, choices=replace(lead.choices, coder_names=not lead.choices.coder_names))
    if row_id == "lead:fewest":
        return replace(lead, choices=replace(lead.choices, fewest=0 if lead.choices.fewest else FEWEST))
    return None


def said_of(page: Page) -> str:
    """`14 tables and 6 pictures; nobody is quoted`, or how many excerpts are."""
    number = quoted_in(page)
    which = "that goes against its code" if number == 1 else "that go against their codes"
    quoted = f"quotes {counted(number, 'excerpt')} {which}" if number else "nobody is quoted"
    return f"{counted(len(page.tables), 'table')} and {counted(len(page.pictures), 'picture')}; {quoted}"


def named_outside(audience: Audience) -> str:
    """What those read who are called something, or are not in it at all."""
    if audience is Audience.OUTSIDE:
        return "left out: themes, who is missing, the state of each document; documents by kind and number"
    return "people by pseudonym; everything is counted, also what may not be quoted"


def _tick(chosen: bool) -> str:
    return "[x]" if chosen else "[ ]"

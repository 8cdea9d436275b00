"""Whose words an essay prints, and who could be recognised by what stands beside them: read apart, in words."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass

from qualcode.analysis.people import attributes
from qualcode.analysis.phrases import plural, sentence_case
from qualcode.essays.balance import Balance, KindBalance, Voice, balance
from qualcode.essays.outline import Outline
from qualcode.exports.quote_sheet import recognised_in_outline
from qualcode.exports.recognised import Recognised
from qualcode.participants.attributes import AppliesTo
from qualcode.transcripts.graphemes import cells, cut
from qualcode.tui.widgets.reading_page import Paragraph

_NAME, _BAR = 14, 8  # cells of a person's name, and of the longest bar
_MOST_GROUPS = 8


@dataclass(frozen=True)
class Weighed:
    """What is told of an essay as a whole."""

    balance: Balance
    recognised: Recognised

    def warnings(self, people: tuple[str, ...]) -> list[str]:
        """What is to be said of some people by their pseudonyms."""
        return [one.sentence for one in self.recognised.people if one.who in people]

    @property
    def warned(self) -> frozenset[str]:
        """The pseudonyms of everybody who could be recognised."""
        return frozenset(one.who for one in self.recognised.people)


def weighed(conn: sqlite3.Connection, outline: Outline) -> Weighed:
    """Weigh an essay, its groups by the first attribute that may be printed; on a copy: it counts all words."""
    printable = next((one.id for one in attributes(conn, AppliesTo.PARTICIPANT) if one.printable), None)
    essay_id = None if outline.essay is None else outline.essay.id
    return Weighed(balance(conn, essay_id, attribute_id=printable), recognised_in_outline(conn, outline))


def balance_lines(found: Balance) -> Iterator[Paragraph]:
    """A line for each person quoted, and one for those who are not; each kind of document for itself."""
    for kind in found.kinds:
        if kind.quoted or len(found.kinds) == 1:
            yield from _kind_lines(kind, found.attribute)


def _kind_lines(kind: KindBalance, attribute: str) -> Iterator[Paragraph]:
    named = f"Balance, {plural(kind.kind)}" if kind.kind is not None else "Balance"
    yield Paragraph(f"{cut(named, 23):<23}quotes   thousand words spoken", "title", unbroken=True)
    most = max((voice.quotes for voice in kind.voices), default=0)
    for voice in kind.quoted:
        bar = "█" * max(1, round(_BAR * voice.quotes / most))
        name = cut(voice.name, _NAME)
        line = f"{name}{' ' * (_NAME - cells(name))} {bar:<{_BAR}}{voice.quotes:>6}   {_thousands(voice)}"
        yield Paragraph(line, indent=1, unbroken=True)
    if kind.not_quoted:
        names = " · ".join(f"{voice.name} {_thousands(voice)}" for voice in kind.not_quoted)
        yield Paragraph(f"not quoted: {names}", "quiet", indent=1)
    if kind.nobodys:
        yield Paragraph(f"no participant’s: {kind.nobodys:,}", "quiet", indent=1)
    if kind.groups:
        shown = " · ".join(f"{group.name} {group.quotes}" for group in kind.groups[:_MOST_GROUPS])
        more = f" and {len(kind.groups) - _MOST_GROUPS} more" if len(kind.groups) > _MOST_GROUPS else ""
        yield Paragraph(f"{sentence_case(attribute)}: {shown}{more}", indent=1)
    yield Paragraph(kind.sentence(), "quiet", indent=1)


def _thousands(voice: Voice) -> str:
    return f"{voice.spoken / 1000:.1f}" if voice.spoken >= 50 or not voice.spoken else "<0.1"

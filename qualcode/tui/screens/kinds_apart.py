"""Numbers of several kinds of document: side by side, and added only where that is asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import Enum

from qualcode.analysis.excerpts import Excerpt
from qualcode.analysis.tallies import CodeTally, Extent
from qualcode.exports.phrases import counted, documents_of, in_kinds, plural
from qualcode.transcripts.transcript import Kind
from qualcode.tui.widgets.drawn_rows import Column

ONE_KIND = "All documents are of one kind: every number is here already."
_MOST_LONG = 3  # kinds whose headings are written out
_NAMES = 25  # cells that the cursor and the names of codes have at the least, whatever stands beside them
_HEADINGS = {
    Kind.INTERVIEW: ("interviews", "int."),
    Kind.FOCUS_GROUP: ("focus groups", "group"),
    Kind.FIELD_NOTE: ("field notes", "notes"),
    Kind.SURVEY_ANSWER: ("answers", "answ."),
    Kind.WORKSHOP_NOTE: ("workshops", "wksh."),
    Kind.PUBLIC_COMMENT: ("comments", "comm."),
    Kind.EVIDENCE: ("evidence", "evid."),
}


class Measure(Enum):
    """What the numbers count; SUM adds the kinds of document, and nothing else does."""

    EXCERPTS = "excerpts"
    OWN = "own excerpts"
    PEOPLE = "people"
    DOCUMENTS = "documents"
    SUM = "all kinds added"

    def after(self, offered: Sequence[Measure]) -> Measure:
        """The next of those that are offered."""
        return offered[(offered.index(self) + 1) % len(offered)]

    def of(self, tally: CodeTally) -> int:
        """The number in the tally of one kind of document; of the sum, and of excerpts, each passage once."""
        if self is Measure.OWN:
            return tally.own
        if self is Measure.PEOPLE:
            return tally.people
        return tally.documents if self is Measure.DOCUMENTS else tally.with_nested


OF_CODES = tuple(Measure)
OF_EXCERPTS = (Measure.EXCERPTS, Measure.PEOPLE, Measure.DOCUMENTS, Measure.SUM)


def kinds_coded(kinds: Sequence[str], tallies: Mapping[str, CodeTally]) -> tuple[str, ...]:
    """Those kinds in which anything is coded; all of them until anything is."""
    coded = {kind for tally in tallies.values() for kind, _ in tally.kinds}
    return tuple(kind for kind in kinds if kind in coded) or tuple(kinds)


def kind_columns(kinds: Sequence[str], *, short: bool = False) -> tuple[Column, ...]:
    """A column of figures for each kind, its heading written out where there are few and the list is wide.

    A list in which the names of codes would be cut leaves out the last ones: `kinds_left_out` names them.
    """
    length = 1 if short or len(kinds) > _MOST_LONG else 0
    headings = [_HEADINGS[Kind(kind)][length] for kind in kinds]
    found: list[Column] = []
    for heading in headings:
        width = max(5, len(heading))
        used = _NAMES + sum(one.width + 1 for one in found) + width + 1
        found.append(Column(heading, width, right=True, least=used if found else 0))
    return tuple(found)


def kinds_left_out(columns: Sequence[Column], width: int) -> str:
    """`no room for comm., evid.`: the columns that a list of `width` cells leaves out; empty where there are none."""
    left_out = [column.heading for column in columns if width < column.least]
    return f"no room for {', '.join(left_out)}" if left_out else ""


def each_passage_once(found: Sequence[Excerpt]) -> list[Excerpt]:
    """One excerpt of each passage: in an area a passage under two codes counts once."""
    return list({(one.document_id, one.start, one.stop): one for one in found}.values())


def numbers_found(
    found: Sequence[Excerpt],
    extent: Extent,
    kind_of: Mapping[str, str],
    measure: Measure = Measure.EXCERPTS,
    room: int = 200,
) -> str:
    """How many excerpts were found, of how many people and documents; of several kinds one measure for each.

    `3 excerpts in interviews · 1 in field notes`, `2 of 2 people in interviews`, `1 of 9 interviews`; where this
    is longer than `room` cells `excerpts: int. 3 · notes 1`, and `int. 3, notes 1` at last. `kind_of` gives the kind
    of each document by its id.
    """
    if not extent.kinds_apart:
        return _numbers(found, extent)
    if measure is Measure.SUM:
        added = _numbers(found, extent)
        short = f"added: {len(found):,} · {_people(found):,} people · {_documents(found):,} documents"
        return f"all kinds added: {added}" if len(added) + 17 <= room else short
    apart = [(Kind(kind), [one for one in found if kind_of.get(one.document_id) == kind]) for kind, _ in extent.kinds]
    apart = [(kind, here) for kind, here in apart if here and (measure is not Measure.PEOPLE or _people(here))]
    written = _written_out(apart, extent, measure)
    if len(written) <= room:
        return written
    count = {Measure.PEOPLE: _people, Measure.DOCUMENTS: _documents}.get(measure, len)
    numbers = [f"{_HEADINGS[kind][1]} {count(here):,}" for kind, here in apart]
    shorter = f"{measure.value}: {' · '.join(numbers)}"
    return shorter if len(shorter) <= room or measure is not Measure.EXCERPTS else ", ".join(numbers)


def _written_out(apart: Sequence[tuple[Kind, Sequence[Excerpt]]], extent: Extent, measure: Measure) -> str:
    if measure is Measure.EXCERPTS:
        return in_kinds(((kind, len(here)) for kind, here in apart), "excerpt")
    parts: list[str] = []
    for kind, here in apart:
        base = extent.of_kind(kind)
        if measure is Measure.DOCUMENTS:
            parts.append(f"{_documents(here):,} of {documents_of(kind, base.documents)}")
        else:
            noun = "" if parts else " people"
            parts.append(f"{_people(here):,} of {base.people:,}{noun} in {plural(kind)}")
    return " · ".join(parts) or f"0 {measure.value}"


def numbers_of_kind(found: Sequence[Excerpt], base: Extent) -> str:
    """`5 excerpts · 2 people` of one kind of document; evidence has no people."""
    excerpts = counted(len(found), "excerpt")
    return f"{excerpts} · {counted(_people(found), 'person', 'people')}" if base.people else excerpts


def _numbers(found: Sequence[Excerpt], extent: Extent) -> str:
    return (
        f"{counted(len(found), 'excerpt')} · {_people(found):,} of {extent.people:,} people · "
        f"{_documents(found):,} of {extent.documents:,} documents"
    )


def _people(found: Sequence[Excerpt]) -> int:
    return len({excerpt.participant_id for excerpt in found if excerpt.participant_id is not None})


def _documents(found: Sequence[Excerpt]) -> int:
    return len({excerpt.document_id for excerpt in found})

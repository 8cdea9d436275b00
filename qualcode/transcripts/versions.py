"""A document's text in its versions, and where a passage of one stands in another."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from qualcode.transcripts.span import Span
from qualcode.transcripts.splices import Splices


@dataclass(frozen=True, slots=True)
class Version:
    """A text version: `splices` lead to it from its parent, which the first one lacks."""

    id: str
    parent_id: str | None
    splices: Splices


@dataclass(frozen=True)
class Way:
    """The changes between two versions of a text, each taken forward or, where the flag says so, back.

    A span goes through them one after the other, as people saw it move when they made them. `known` is false
    where no way leads from one to the other; every span then stands empty at the start, for it must never be
    laid on words that nobody chose.
    """

    steps: tuple[tuple[Splices, bool], ...] = ()
    known: bool = True

    def span(self, span: Span) -> Span:
        """Where the span stands at the end of the way; empty where all its words were taken out."""
        if not self.known:
            return Span(0, 0)
        if span and self._whole is not None and not self._whole.touch(span.start, span.end):
            return self._whole.map_span(span)
        for splices, back in self.steps:
            span = splices.unmap_span(span) if back else splices.map_span(span)
        return span

    def offset(self, offset: int) -> int:
        """Where the character at `offset` stands at the end of the way."""
        if not self.known:
            return 0
        for splices, back in self.steps:
            offset = splices.unmap_offset(offset) if back else splices.map_offset(offset)
        return offset

    def changes(self, span: Span) -> bool:
        """True where words of the span are changed on the way, not only moved."""
        if not self.steps:
            return not self.known
        if self._whole is not None:
            return self._whole.touch(span.start, span.end)
        for splices, back in self.steps:
            if splices.back_within(span) if back else splices.touch(span.start, span.end):
                return True
            span = splices.unmap_span(span) if back else splices.map_span(span)
        return False

    @cached_property
    def _whole(self) -> Splices | None:
        """All changes as one, many times faster for the spans they do not touch; None where one is taken back."""
        whole = Splices()
        for splices, back in self.steps:
            if back:
                return None
            whole = whole.then(splices)
        return whole


class Versions:
    """The versions of one text. Two people may make one each on the same parent, so they form a tree."""

    def __init__(self, versions: Iterable[Version]) -> None:
        self._by_id = {version.id: version for version in versions}
        self._ways: dict[tuple[str, str], Way] = {}

    def way(self, start: str, goal: str) -> Way:
        """From the version `start` back to the nearest that both come from, then forward to `goal`."""
        if (start, goal) not in self._ways:
            self._ways[start, goal] = self._found(start, goal)
        return self._ways[start, goal]

    def _found(self, start: str, goal: str) -> Way:
        if start == goal:
            return Way()
        line = self._line(goal)
        back: list[tuple[Splices, bool]] = []
        for version in self._line(start):
            if any(version.id == one.id for one in line):
                shared = [one.id for one in line].index(version.id)
                forward = [(one.splices, False) for one in reversed(line[:shared])]
                return Way(tuple(step for step in (*back, *forward) if step[0]))
            back.append((version.splices, True))
        return Way(known=False)

    def _line(self, version_id: str) -> list[Version]:
        """A version, its parent, and so on to the first."""
        line: list[Version] = []
        cursor = self._by_id.get(version_id)
        while cursor is not None and cursor not in line:
            line.append(cursor)
            cursor = self._by_id.get(cursor.parent_id or "")
        return line

"""How a study was gathered, coded and counted, as the sentences a methods section can begin from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from qualcode.codebooks.code import Codebook
from qualcode.exports.phrases import counted, day_in_words, listed
from qualcode.exports.small_cells import few_in_words
from qualcode.exports.sources import Sources


@dataclass(frozen=True)
class Method:
    """What there is to say of it.

    `codings` is how many are counted, `excerpts` how many passages under one code they make, `changed_on` the day the
    codebook last changed, `version` that of the program.
    """

    sources: Sources
    book: Codebook
    codings: int
    excerpts: int
    changed_on: date | None
    version: str

    @property
    def prose(self) -> str:
        """The sentences as one paragraph."""
        return " ".join(self._sentences())

    def _sentences(self) -> Iterator[str]:
        yield self._material()
        areas = len(self.book.areas())
        retired = sum(not code.is_area and code.state == "retired" for code in self.book.codes)
        codes = sum(not code.is_area for code in self.book.codes)
        aside = f" ({retired:,} of them retired)" if retired else ""
        last = f", last changed on {day_in_words(self.changed_on)}" if self.changed_on is not None else ""
        yield f"The codebook has {counted(codes, 'code')}{aside} in {counted(areas, 'area')}{last}."
        if self.codings:
            are, make = ("is", "makes") if self.codings == 1 else ("are", "make")
            yield (
                f"{self._coders()} coded: {counted(self.codings, 'coding')} {are} counted "
                f"({self.sources.counted_codings}), which {make} {counted(self.excerpts, 'excerpt')}."
            )
        else:
            yield "No codings are counted yet."
        yield f"Coding and counting were done in qualcode {self.version}."

    def _material(self) -> str:
        sources = self.sources
        documents = listed([each.phrase for each in sources.documents]) or "no documents"
        people = sum(sources.participants.values()) - sources.in_several
        if len(sources.documents) > 1:
            return f"The material is {documents}; participants: {sources.in_each or 'none'}."
        return f"The material is {documents} with {few_in_words(counted(people, 'participant'), sources.fewest)}."

    def _coders(self) -> str:
        if self.sources.coder_names:
            return listed(self.sources.coder_names)
        return counted(self.sources.coders, "coder").capitalize()

"""What Excerpts knows of the study, whichever code is shown."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from qualcode.analysis.codes import Use, codebook, uses
from qualcode.analysis.counts.narrowing import narrowed_extent
from qualcode.analysis.excerpts import Excerpt, counted_phrase
from qualcode.analysis.people import Attribute, Participant, attributes, participants
from qualcode.analysis.questions.asked import excerpts_for
from qualcode.analysis.questions.within import within
from qualcode.analysis.tallies import CodeTally, Extent, document_kinds, extent
from qualcode.codebooks.code import Code, Codebook
from qualcode.exports.phrases import counted
from qualcode.tui.widgets.code_matching import code_choices
from qualcode.tui.widgets.code_picker import CodeOffer


@dataclass(frozen=True)
class Known:
    """What the place knows of the study, whichever code is shown."""

    book: Codebook = field(default_factory=lambda: Codebook(()))
    uses: Mapping[str, Use] = field(default_factory=dict)
    extent: Extent = field(default_factory=Extent)
    people: Mapping[str, Participant] = field(default_factory=dict)
    attributes: Sequence[Attribute] = ()
    counted: str = ""
    kinds: Mapping[str, str] = field(default_factory=dict)
    tallies: Mapping[str, CodeTally] = field(default_factory=dict)

    @property
    def counted_codes(self) -> Mapping[str, CodeTally]:
        """The tallies; until they are counted the codings of each code, where the study has one kind of document."""
        if self.tallies or self.extent.kinds_apart:
            return self.tallies
        return {code_id: CodeTally(use.codings, use.codings) for code_id, use in self.uses.items()}

    def offer(self, chosen: Sequence[Excerpt]) -> CodeOffer:
        """What the picker offers in the place of the excerpts' own code."""
        same = {excerpt.code_id for excerpt in chosen}
        # Of several kinds of document there is no one number.
        counts = {} if self.extent.kinds_apart else {code_id: use.codings for code_id, use in self.uses.items()}
        choices = code_choices(self.book, counts)
        title = f"Recode {counted(len(chosen), 'excerpt')}"
        return CodeOffer(title, choices, already=frozenset(same if len(same) == 1 else ()), several=False)


def answered(conn: sqlite3.Connection, question: str) -> tuple[list[Excerpt], Extent]:
    """The excerpts that a question finds, and out of how many people and documents. Raises QuestionProblem."""
    return excerpts_for(conn, question), narrowed_extent(conn, question)


def asked_of_code(conn: sqlite3.Connection, question: str, code: Code, *, earlier: bool) -> tuple[str, str]:
    """What a question finds under a code as a question of its own, and a sentence on it. Raises QuestionProblem."""
    words = within(conn, question, code.id, earlier=earlier)
    if earlier:
        return words, f"It finds what is shown now: what was made under an earlier wording of {code.title}."
    with_nested = " and the codes under it" if codebook(conn).children(code.id) else ""
    return words, f"It finds what is shown now: only excerpts under {code.title}{with_nested}."


def known(conn: sqlite3.Connection) -> Known:
    """Read it all; the tallies, which take longer, are left out."""
    return Known(
        book=codebook(conn),
        uses=uses(conn),
        extent=extent(conn),
        people={person.id: person for person in participants(conn)},
        attributes=attributes(conn),
        counted=counted_phrase(conn),
        kinds=document_kinds(conn),
    )

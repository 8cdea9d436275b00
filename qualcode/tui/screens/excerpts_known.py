"""What Excerpts knows of the study, whichever code is shown."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from qualcode.analysis.codes import Use, codebook, uses
from qualcode.analysis.counts.narrowing import narrowed_extent
from qualcode.analysis.excerpt_rows import excerpt_rows
from qualcode.analysis.excerpts import Excerpt, counted_phrase
from qualcode.analysis.people import Attribute, Participant, attributes, participants
from qualcode.analysis.questions.asked import excerpts_for
from qualcode.analysis.questions.parse import SAVED
from qualcode.analysis.questions.printing import printed
from qualcode.analysis.questions.saved import find_saved
from qualcode.analysis.questions.tree import Near, Node, Not, Or, Question, Term, all_of, any_of, leaves, parts_of
from qualcode.analysis.questions.typed import as_typed
from qualcode.analysis.questions.within import within
from qualcode.analysis.tallies import CodeTally, Extent, document_kinds, extent
from qualcode.codebooks.code import Code, Codebook
from qualcode.exports.phrases import counted
from qualcode.tui.screens.excerpts_rows import row_of
from qualcode.tui.widgets.code_matching import code_choices
from qualcode.tui.widgets.code_picker import CodeOffer
from qualcode.tui.widgets.drawn_rows import Row


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


@dataclass(frozen=True)
class Answer:
    """What a question finds, out of how many people and documents, and the question without a saved one in it."""

    excerpts: Sequence[Excerpt]
    extent: Extent
    written: str


def answered(conn: sqlite3.Connection, question: str) -> Answer:
    """Ask a question. Raises QuestionProblem."""
    return Answer(excerpts_for(conn, question), narrowed_extent(conn, question), written_out(conn, question))


def written_out(conn: sqlite3.Connection, words: str) -> str:
    """A question that can be asked, with the words of each saved one in its place; empty where it has no such words.

    There are none where a saved one within another says itself how near codes must lie.
    """
    asked = as_typed(conn, words)
    while isinstance(asked.tree, Term) and asked.tree.field == SAVED:
        saved = as_typed(conn, find_saved(conn, asked.tree.value).words)
        asked = saved if asked.reach is None else replace(saved, reach=saved.reach or asked.reach)
    if asked.tree is None or all(not _is_saved(one) for one, _ in leaves(asked.tree)):
        return printed(asked)
    tree = _written(conn, asked.tree)
    return "" if tree is None else printed(Question(tree, asked.reach))


def _is_saved(node: Node) -> bool:
    return isinstance(node, Term) and node.field == SAVED


def _written(conn: sqlite3.Connection, node: Node) -> Node | None:
    if isinstance(node, Term):
        if node.field != SAVED:
            return node
        saved = as_typed(conn, find_saved(conn, node.value).words)
        return None if saved.tree is None or saved.reach is not None else _written(conn, saved.tree)
    parts = [_written(conn, part) for part in parts_of(node)]
    known = [part for part in parts if part is not None]
    if len(known) < len(parts):
        return None
    if isinstance(node, Not):
        return Not(known[0])
    if isinstance(node, Near):
        return Near(known[0], known[1], node.within)
    return (any_of if isinstance(node, Or) else all_of)(known)


def rows_of(conn: sqlite3.Connection, chosen: Sequence[Excerpt], book: Codebook) -> dict[str, Row]:
    """Excerpts as rows, by the first coding of each."""
    found = zip(excerpt_rows(conn, chosen), (one.coding_ids[0] for one in chosen), strict=True)
    return {row_id: row_of(row, book, row_id) for row, row_id in found}


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

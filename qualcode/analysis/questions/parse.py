"""From the words of a question to its tree."""

from __future__ import annotations

from qualcode.analysis.questions.checks import NEAR_UNITS, REACH_UNITS, field_of, reach_of, term_of, words_term
from qualcode.analysis.questions.fields import NEAR, REACH
from qualcode.analysis.questions.problems import QuestionProblem
from qualcode.analysis.questions.tree import Near, Node, Not, Or, Question, Reach, Term, all_of, any_of
from qualcode.analysis.questions.words import Piece, What, pieces
from qualcode.transcripts.span import Span

SAVED = "@"  # the field of a term that stands for a saved question
_DEEPEST = 40


def parse(words: str) -> Question:
    """The question that some words ask; no words ask for everything.

    `not` binds closest, then `near:`, then `and` (which may be left out), then `or`. Raises QuestionProblem, with the
    place, where the words do not make a question.
    """
    found, reach, reach_place = _without_reach(list(pieces(words)))
    if not found:
        return Question(None, reach, reach_place)
    return Question(_Parser(found, len(words)).whole(), reach, reach_place)


def _without_reach(found: list[Piece]) -> tuple[list[Piece], Reach | None, Span]:
    """The pieces but for `in:` and an `and` that joins it to the others, and what `in:` says."""
    depth, kept, reach, place = 0, list[Piece](), None, Span(0, 0)
    joins = False  # the next `and` stands after in: at the beginning
    for number, piece in enumerate(found):
        depth += (piece.what is What.OPEN) - (piece.what is What.CLOSE)
        if piece.what is not What.FIELD or field_of(piece) != REACH:
            if not (joins and piece.says("and")):
                kept.append(piece)
            joins = False
            continue
        following = found[number + 1] if number + 1 < len(found) else None
        if depth or any(other is not None and other.says("or") for other in (kept[-1] if kept else None, following)):
            raise _misplaced(piece)
        if kept and kept[-1].says("not"):
            raise _misplaced(piece)
        if reach is not None:
            raise QuestionProblem(
                "How near codes must lie is said twice.", remedy="Take one of the two out.", place=piece.place
            )
        reach, place = reach_of(piece, REACH_UNITS), piece.place
        if kept and kept[-1].says("and"):
            kept.pop()
        elif not kept:
            joins = True
    return kept, reach, place


def _misplaced(piece: Piece) -> QuestionProblem:
    return QuestionProblem(
        "in: is about the whole question.",
        "It says how near codes must lie to one another, so it stands in no brackets, and with no “or” or “not”.",
        "Write it once, at the end.",
        piece.place,
    )


class _Parser:
    """Takes the pieces of a question one by one."""

    def __init__(self, found: list[Piece], length: int) -> None:
        self._pieces = found
        self._here = 0
        self._depth = 0
        self._end = Span(max(0, length - 1), length)

    def whole(self) -> Node:
        node = self._either()
        if (piece := self._piece) is not None:  # only a bracket stops a question
            raise QuestionProblem(
                "A bracket is closed here that was not opened.",
                remedy="Put one before, or take this one out.",
                place=piece.place,
            )
        return node

    @property
    def _piece(self) -> Piece | None:
        return self._pieces[self._here] if self._here < len(self._pieces) else None

    def _takes(self, word: str) -> bool:
        taken = (piece := self._piece) is not None and piece.says(word)
        self._here += taken
        return taken

    def _either(self) -> Node:
        parts = [self._both()]
        while self._takes("or"):
            parts.append(self._both())
        return any_of(parts)

    def _both(self) -> Node:
        parts = [self._nearby()]
        while (piece := self._piece) is not None and piece.what is not What.CLOSE and not piece.says("or"):
            self._takes("and")
            parts.append(self._nearby())
        return all_of(parts)

    def _nearby(self) -> Node:
        left = self._negated()
        piece = self._next_near()
        if piece is None:
            return left
        self._check_side(left, piece)
        within = reach_of(piece, NEAR_UNITS)
        right = self._negated()
        self._check_side(right, piece)
        if (again := self._next_near()) is not None:
            raise QuestionProblem(
                "near: joins two codes or words, not three.",
                remedy="Ask for two pairs: a near:20 b and b near:20 c.",
                place=again.place,
            )
        return Near(left, right, within, piece.place)

    def _next_near(self) -> Piece | None:
        piece = self._piece
        if piece is None or piece.what is not What.FIELD or field_of(piece) != NEAR:
            return None
        self._here += 1
        return piece

    def _check_side(self, side: Node, near: Piece) -> None:
        if not all(isinstance(one, Term) and one.field in ("code", "area", "text") for one in _sides(side)):
            raise QuestionProblem(
                "near: stands between two codes or words.",
                remedy="For example: code:1.5 near:20 “the bus”, or (code:1.5 or code:1.6) near:sentence text:rain.",
                place=near.place,
            )

    def _negated(self) -> Node:
        start = self._here
        while self._takes("not"):
            pass
        nots = self._here - start
        node = self._one()
        # A hundred of them say no more than one or two, and would make as deep a tree.
        for _ in range(nots if nots <= 2 else 2 - nots % 2):
            node = Not(node)
        return node

    def _one(self) -> Node:
        piece = self._piece
        if piece is None:
            raise self._unfinished(self._pieces[-1].place if self._pieces else self._end)
        if piece.what is What.CLOSE or piece.says("and") or piece.says("or"):
            raise self._unfinished(piece.place)
        self._here += 1
        if piece.what is What.OPEN:
            return self._bracketed(piece)
        if piece.what is What.WORDS:
            return words_term(piece)
        if piece.what is What.SAVED:
            return _saved(piece)
        field = field_of(piece)
        if field == NEAR:
            raise QuestionProblem(
                "near: stands between two codes or words.",
                remedy="For example: code:1.5 near:20 “the bus”.",
                place=piece.place,
            )
        return term_of(piece, field)

    def _bracketed(self, opening: Piece) -> Node:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise QuestionProblem(
                "Too many brackets stand in one another.", remedy="Take some out.", place=opening.place
            )
        node = self._either()
        if self._piece is None:
            raise QuestionProblem(
                "A bracket is opened here that is not closed.",
                remedy="Put “)” where it ends.",
                place=opening.place,
            )
        self._here += 1
        self._depth -= 1
        return node

    def _unfinished(self, place: Span) -> QuestionProblem:
        before = self._pieces[self._here - 1] if self._here else None
        if before is None or before.what is What.OPEN:
            here = "at the beginning" if before is None else "after “(”"
        else:
            here = f"after “{'near:' if before.what is What.FIELD else before.value}”"
        return QuestionProblem(
            f"Something is missing {here}.",
            remedy="A code, words or another thing to ask for must stand there; to look for the words “and”, “or” "
            "and “not” themselves, put them in quotation marks.",
            place=place,
        )


def _sides(side: Node) -> tuple[Node, ...]:
    return side.parts if isinstance(side, Or) else (side,)


def _saved(piece: Piece) -> Term:
    name = " ".join(piece.value.split())
    if not name:
        raise QuestionProblem(
            "Which saved question?", remedy="Write its name after the @, as @“night shifts”.", place=piece.place
        )
    return Term(SAVED, name, place=piece.place, value_place=piece.value_place)

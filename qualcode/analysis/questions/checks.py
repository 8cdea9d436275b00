"""What a value must be before any study is looked at: a kind, a state, a date, words, a distance."""

from __future__ import annotations

from collections.abc import Iterable

from qualcode.analysis.questions.days import days_asked
from qualcode.analysis.questions.fields import (
    ANY_MEMO,
    CHARTS,
    FIELDS,
    JOINING,
    NEAR,
    NO_DATE,
    REACH,
    STATES,
    SYNONYMS,
    WORDINGS,
    YES_OR_NO,
)
from qualcode.analysis.questions.problems import QuestionProblem, nearest_sentence
from qualcode.analysis.questions.tree import DOCUMENT, PASSAGE, SENTENCE, TURN, Reach, Term
from qualcode.analysis.questions.words import Piece
from qualcode.transcripts.boundaries import count_steps
from qualcode.transcripts.span import Span
from qualcode.transcripts.transcript import Kind

_MOST_WORDS = 100_000
_CLOSED = {
    "kind": tuple(map(str, Kind)),
    "state": STATES,
    "wording": WORDINGS,
    "chart": CHARTS,
    "against": YES_OR_NO,
    "kept": YES_OR_NO,
}
_COMPARED = {"code": ("=",), "under": ("=",), "date": ("=", "<", "<=", ">", ">=")}


def field_of(piece: Piece) -> str:
    """The field meant, by any of its names. Raises QuestionProblem where there is none of that name."""
    field = SYNONYMS.get(piece.field, piece.field)
    if field in FIELDS or field in (NEAR, REACH):
        return field
    near = nearest_sentence(f"{piece.field}:", (f"{name}:" for name in (*FIELDS, NEAR, REACH)))
    raise QuestionProblem(
        f"Nothing can be asked about “{piece.field}:”.",
        near or f"These can: {', '.join(f'{name}:' for name in FIELDS)}.",
        "To look for these very words, put them in quotation marks.",
        piece.field_place,
    )


def term_of(piece: Piece, field: str) -> Term:
    """A field with its value, as the tree has it. Raises QuestionProblem where it cannot be asked like that."""
    value, place = " ".join(piece.value.split()), piece.value_place if piece.value_place else piece.place
    if field == "attr":
        return _attribute(piece, value, place)
    if piece.compared and piece.compared not in _COMPARED.get(field, ()):
        raise QuestionProblem(
            f"“{piece.compared}” cannot stand after {field}:",
            remedy=f"Write {field}:VALUE without it.",
            place=piece.place,
        )
    if not value:
        raise _empty(field, piece)
    compared = piece.compared
    if field in _CLOSED:
        value = _one_of(field, value, _CLOSED[field], place)
    elif field == "date":
        compared = "" if compared == "=" else compared
        if value.casefold() == NO_DATE and not compared:
            value = NO_DATE
        elif days_asked(value) is None or (compared and ".." in value):
            raise bad_date(value, place)
    elif field == "text" or (field == "memo" and value.casefold() != ANY_MEMO):
        _check_words(value, field, place)
    elif field == "memo":
        value = ANY_MEMO
    return Term(field, value, "", compared, piece.place, place)


def words_term(piece: Piece) -> Term:
    """Bare or quoted words, which are looked for in what was said."""
    value = " ".join(piece.value.split())
    _check_words(value, "", piece.place)
    return Term("text", value, "", "", piece.place, piece.value_place)


def bad_date(value: str, place: Span) -> QuestionProblem:
    """That something is not a date, or a range that ends before it begins."""
    return QuestionProblem(
        f"“{value}” is not a date.",
        remedy="Write a day, month or year, or a range: 2019-03-12, 2019-03, 2019, 2019-03..2019-05.",
        place=place,
    )


def reach_of(piece: Piece, units: Iterable[Reach]) -> Reach:
    """How near, after `near:` or `in:`. Raises QuestionProblem for what is no distance."""
    value = piece.value.strip().casefold().removesuffix("s") if not piece.compared else ""
    known = {str(unit): unit for unit in units}
    if value in known:
        return known[value]
    if value.isdecimal() and value.isascii() and 0 < int(value[:9]) <= _MOST_WORDS:
        return Reach(words=int(value))
    choices = ", ".join(f"{piece.field}:{name}" for name in known)
    if not piece.value:
        raise _empty(piece.field, piece)
    raise QuestionProblem(
        f"“{piece.value}” does not say how near.",
        nearest_sentence(piece.value, known),
        f"Write a number of words, as {piece.field}:20, or {choices}.",
        piece.place,
    )


NEAR_UNITS = (SENTENCE, TURN)
REACH_UNITS = (PASSAGE, TURN, DOCUMENT)


def _attribute(piece: Piece, value: str, place: Span) -> Term:
    name = " ".join(piece.name.split())
    if not name:
        raise QuestionProblem(
            "Which attribute?", remedy="Write its name and its value, as attr:age>=60.", place=piece.place
        )
    if not piece.compared:
        raise QuestionProblem(
            f"No value is asked for of “{name}”.",
            remedy=f"Write attr:{name}=VALUE, or attr:{name}= for those of whom it is not known; a name of several "
            "words stands in quotation marks.",
            place=piece.place,
        )
    if not value and piece.compared not in ("=", "!="):
        raise _empty("attr", piece)
    return Term("attr", value, name, piece.compared, piece.place, place)


def _one_of(field: str, value: str, known: Iterable[str], place: Span) -> str:
    wanted = value.casefold().replace("-", " ").replace("_", " ")
    for one in known:
        if wanted == one:
            return one
    what = {"kind": "a kind of document", "state": "a state of reading"}.get(field, f"an answer to {field}:")
    choices = ", ".join(known)
    raise QuestionProblem(
        f"“{value}” is not {what}.", nearest_sentence(value, known, f"{field}:"), f"It can be: {choices}.", place
    )


def _check_words(value: str, field: str, place: Span) -> None:
    if not count_steps(value, Span(0, len(value))):
        said = "memos" if field == "memo" else "what was said"
        raise QuestionProblem(
            "There is no word to look for.", remedy=f"Give a word that may stand in {said}.", place=place
        )


def _empty(field: str, piece: Piece) -> QuestionProblem:
    about = FIELDS.get(field) or JOINING.get(f"{field}:", "")
    return QuestionProblem(
        f"Nothing stands after {field}:",
        f"{field}: means {about}." if about else "",
        "Write the value straight after the colon, without a space.",
        piece.place,
    )

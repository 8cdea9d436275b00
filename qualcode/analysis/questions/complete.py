"""What may stand where somebody is typing a question."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from qualcode.analysis.excerpt_rows import folded
from qualcode.analysis.questions.fields import (
    ANY_MEMO,
    CHARTS,
    FIELDS,
    INTERVIEWER,
    JOINING,
    NEARNESS,
    NO_DATE,
    REACHES,
    STATES,
    SYNONYMS,
    WORDINGS,
    YES_OR_NO,
)
from qualcode.analysis.questions.printing import in_words
from qualcode.analysis.questions.problems import QuestionProblem
from qualcode.analysis.questions.vocabulary import AttributeWord, CodeWord, Vocabulary, asked_by
from qualcode.analysis.questions.words import QUOTES, Piece, What, pieces
from qualcode.transcripts.span import Span
from qualcode.transcripts.transcript import Kind

MOST = 50  # are offered; who wants another types a letter more
_REST = re.compile(rf"[^\s()”{''.join(QUOTES)}]*")
_NUMBERS = ("number", "rank", "date", "scale")


@dataclass(frozen=True, slots=True)
class Completion:
    """Words to put at a place of the question (half-open, code points), and a line that explains them."""

    words: str
    place: Span
    about: str


@dataclass(frozen=True, slots=True)
class _Offer:
    words: str
    about: str
    found_by: tuple[str, ...]


def complete(words: str, cursor: int, vocabulary: Vocabulary) -> list[Completion]:
    """What may stand at the cursor, the likeliest first; nothing inside words that are looked for.

    Fields and codes where a new part begins; after a field what it can have.
    """
    typed, is_open = _typed(words[:cursor])
    if typed is None:
        return _fitting("", Span(cursor, cursor), _beginnings(vocabulary, ""))
    end = cursor + len((_REST.match(words, cursor) or [""])[0])
    if is_open and words[end : end + 1] in ('"', "”"):
        end += 1
    if typed.what is What.WORDS:
        if typed.quoted:
            return []
        return _fitting(typed.value, Span(typed.place.start, end), _beginnings(vocabulary, typed.value))
    start = typed.value_place.start
    if typed.what is What.SAVED:
        saved = (_Offer(in_words(name), question, (name,)) for name, question in vocabulary.saved)
        return _fitting(typed.value, Span(start, end), saved)
    field = SYNONYMS.get(typed.field, typed.field)
    if field == "attr" and not typed.compared:
        start = typed.field_place.end
        return _fitting(typed.name, Span(start, end), map(_name_offer, vocabulary.attributes))
    return _fitting(typed.value, Span(start, end), _values(field, typed, vocabulary))


def _typed(before: str) -> tuple[Piece | None, bool]:
    """The piece that ends at the cursor, None between pieces; and whether it is a quotation not yet closed."""
    is_open = False
    try:
        found = list(pieces(before))
    except QuestionProblem as problem:
        mark = before[problem.place.start]
        if mark not in QUOTES:
            return None, False
        found, is_open = list(pieces(before + QUOTES[mark][0])), True
    last = found[-1] if found else None
    if last is None or last.what in (What.OPEN, What.CLOSE) or last.place.end < len(before):
        return None, False
    # Right after a quotation that has its end, something new would begin.
    closed = not is_open and before[-1] in '"”“' and last.what is not What.SAVED
    return (None, False) if closed and last.what is What.WORDS else (last, is_open)


def _fitting(typed: str, place: Span, offers: Iterable[_Offer]) -> list[Completion]:
    """Those whose name begins as what was typed, then those with a word that does, then those that hold it."""
    wanted = folded(typed)
    ranked = ((rank, offer) for offer in offers if (rank := _rank(wanted, offer)) is not None)
    ordered = sorted(ranked, key=lambda pair: pair[0])  # equal ones stay as they came
    unique = {offer.words: offer for _, offer in reversed(ordered)}
    kept = [offer for _, offer in ordered if unique.pop(offer.words, None) is not None]
    return [Completion(offer.words, place, offer.about) for offer in kept[:MOST]]


def _rank(wanted: str, offer: _Offer) -> int | None:
    if not wanted:
        return 0
    names = [folded(name) for name in offer.found_by]
    if any(name.startswith(wanted) for name in names):
        return 0
    if any(word.startswith(wanted) for name in names for word in name.split()):
        return 1
    return 2 if len(wanted) > 1 and any(wanted in name for name in names) else None


def _beginnings(vocabulary: Vocabulary, typed: str) -> Iterator[_Offer]:
    """What a part of a question may begin with: a field; where something is typed also a code or a participant."""
    for name, about in FIELDS.items():
        yield _Offer(f"{name}:", about, (name, *(other for other, meant in SYNONYMS.items() if meant == name)))
    for name, about in JOINING.items():
        yield _Offer(name, about, (name,))
    if typed:
        for offer in _codes(vocabulary.codes):
            yield _Offer(f"code:{offer.words}", offer.about, offer.found_by)
        for offer in _people(vocabulary):
            yield _Offer(f"who:{offer.words}", offer.about, offer.found_by)


def _values(field: str, typed: Piece, vocabulary: Vocabulary) -> Iterator[_Offer]:
    if field in ("code", "under"):
        yield from _codes(vocabulary.codes)
    elif field == "area":
        yield from _codes(code for code in vocabulary.codes if code.is_area)
    elif field == "doc":
        yield from (_Offer(in_words(name), kind, (name,)) for name, kind in vocabulary.documents)
    elif field == "who":
        yield from _people(vocabulary)
    elif field == "coder":
        yield from (_Offer(in_words(name), "coder", (name,)) for name in vocabulary.coders)
    elif field == "attr":
        wanted = folded(typed.name)
        for attribute in vocabulary.attributes:
            if folded(attribute.name) == wanted:
                yield from (_Offer(in_words(one), attribute.name, (one,)) for one in attribute.values)
    else:
        for value, about in _CLOSED.get(field, {}).items():
            yield _Offer(in_words(value), about, (value,))


_CLOSED = {
    "kind": {str(kind): "kind of document" for kind in Kind},
    "state": dict.fromkeys(STATES, "state of reading"),
    "wording": dict.fromkeys(WORDINGS, "wording of the code it was coded under"),
    "against": dict.fromkeys(YES_OR_NO, "goes against its code"),
    "chart": dict(zip(CHARTS, ("nobody wrote in its cell", "something changed under its cell"), strict=True)),
    "kept": dict.fromkeys(YES_OR_NO, "kept as a quote"),
    "memo": {ANY_MEMO: "any memo"},
    "date": {NO_DATE: "no date is known"},
    "near": NEARNESS,
    "in": REACHES,
}


def _codes(codes: Iterable[CodeWord]) -> Iterator[_Offer]:
    listed = list(codes)
    for code, words in zip(listed, asked_by(listed), strict=True):
        about = f"{code.title} (area)" if code.is_area else code.title
        yield _Offer(in_words(words), about, (code.index, code.name, code.title) if code.index else (code.name,))


def _people(vocabulary: Vocabulary) -> Iterator[_Offer]:
    for name in vocabulary.people:
        yield _Offer(in_words(name), "participant", (name,))
    yield _Offer(INTERVIEWER, "an interviewer’s words", (INTERVIEWER,))


def _name_offer(attribute: AttributeWord) -> _Offer:
    compared = "=, <, <=, >, >=, !=" if attribute.kind in _NUMBERS else "=, !="
    words = in_words(attribute.name) + ("=" if attribute.kind not in _NUMBERS else "")
    return _Offer(words, f"{attribute.kind} of a {attribute.whose}: {compared}", (attribute.name,))

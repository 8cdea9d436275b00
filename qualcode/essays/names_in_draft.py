"""Names in a draft that are not to be printed: those of the study's list, and labels of speakers that name them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qualcode.analysis.people import Participant
from qualcode.essays.drafts.draft import Draft
from qualcode.essays.findings import Told, Trouble
from qualcode.participants.name_finding import Finder, Form
from qualcode.participants.names import Names, is_also_a_word
from qualcode.transcripts.quoting import in_marks
from qualcode.transcripts.span import Span
from qualcode.transcripts.speakers import may_be_name

_ASKS = re.compile(r"(?:Will|May)\s+(?:I|you|we|they|he|she|it|this|that|these|those|there|any\w*|every\w*|people)\b")
_BEGINS = re.compile(r"(?:^|[.!?…:][”’\"')\]]*\s+)[“‘\"'(\[]*$")
_WORDS_BESIDE = 5  # that say where a name stands
_NEAR = 8  # characters before a word, among which its sentence begins


@dataclass(frozen=True, slots=True)
class NameHere:
    """A name at a place of a draft, what is shown for it, and what is to be said of it."""

    paragraph: int
    span: Span
    shown: str
    told: Told
    notes: tuple[str, ...] = ()
    where: str = ""  # in words of the draft: after “…”
    place: str = ""  # where it stands beside the text; `paragraph` is then the first


def real_names(draft: Draft, names: Names) -> Iterator[NameHere]:
    """Every place where a name of the list stands; “Will you …” and “May I …” at a sentence's start are none."""
    for number, paragraph in enumerate(draft.paragraphs):
        for hit in names.hits(paragraph.words):
            if _asks(paragraph.words, hit.start):
                continue
            where = _where(paragraph.words, Span(hit.start, hit.end), names)
            sentence = f"A name of the study’s list stands here, {where}; {in_marks(hit.shown)} is shown for it."
            told = Told(Trouble.REAL_NAME, sentence)
            yield NameHere(number, Span(hit.start, hit.end), hit.shown, told, where=where)
    for beside in draft.beside:
        for hit in names.hits(beside.words):
            told = Told(
                Trouble.REAL_NAME, f"A name of the study’s list is in {beside.what}; “{hit.shown}” is shown for it."
            )
            yield NameHere(0, Span(0, len(draft.paragraphs[0].words)), hit.shown, told, place=beside.what)


def _where(text: str, span: Span, names: Names) -> str:
    """Where a name stands, by the words before it, or after it where it comes first; no listed name is in them."""
    before = names.show(text[: span.start]).split()[-_WORDS_BESIDE:]
    if before:
        return f"after {in_marks(' '.join(before))}"
    after = names.show(text[span.end :]).split()[:_WORDS_BESIDE]
    return f"before {in_marks(' '.join(after).lstrip(',;:.'))}" if after else "by itself"


def _asks(text: str, start: int) -> bool:
    """Whether a word that is also a name is none there, for a sentence begins with it and asks."""
    return _ASKS.match(text, start) is not None and _BEGINS.search(text[max(0, start - _NEAR) : start]) is not None


def labels(draft: Draft, names: Names, people: Sequence[Participant]) -> Iterator[NameHere]:
    """Labels of speakers as they were imported, where another name is shown for them; each person's once.

    One may be somebody else's name, too, so that a list of every place would hide what matters.
    """
    pseudonyms = [names.show(person.pseudonym) for person in people]
    known = {name.casefold() for name in pseudonyms}
    told = {
        label: shown
        for person, shown in zip(people, pseudonyms, strict=True)
        for label in person.labels
        if may_be_name(label) and label.casefold() not in known
    }
    written = list(told)
    finder = Finder(Form(label, "", place, as_written=not label.isupper()) for place, label in enumerate(written))
    places: dict[str, list[tuple[int, Span]]] = {}
    for number, paragraph in enumerate(draft.paragraphs):
        real = [Span(hit.start, hit.end) for hit in names.hits(paragraph.words)]
        for hit in finder.find(paragraph.words):
            span = Span(hit.start, hit.end)
            if not any(span.overlaps(one) for one in real):
                places.setdefault(written[hit.owners[0]], []).append((number, span))
    texts = [one.words for one in draft.paragraphs]
    for label, found in places.items():
        if is_also_a_word(label.capitalize(), texts):
            continue
        shown = told[label]
        first, span = found[0]
        where = _where(texts[first], span, names)
        sentence = (
            f"Here, {where}, a speaker is called as in a document that was imported; “{shown}” is shown for them."
        )
        others = (f"It stands in {len(found):,} places of the draft.",) if len(found) > 1 else ()
        yield NameHere(first, span, shown, Told(Trouble.LABEL, sentence), others, where)

"""Parts of people’s names that are on no list themselves: what tells them too, where it stands alone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from qualcode.participants.given_names import ALSO_WORDS, BETWEEN, KIN, TITLES
from qualcode.participants.name_finding import folded, likeness, words_of
from qualcode.participants.names import Name, Names, What, part_by_part
from qualcode.transcripts.stop_words import stop_words

_PEOPLE = (What.PERSON, What.THIRD_PARTY)
_LEAST = 2  # letters


def unlisted_parts(names: Names) -> Names:
    """The parts of the names of people on a list, as a list of their own; each is shown as its part of the name is.

    Left out are those that are on the list themselves, stand for a name, or of which somebody said that they are
    none; titles, and small words within a name.
    """
    known = {likeness(form) for name in names for form, _ in name.forms} | names.none
    known |= {(folded(word),) for name in names for _, shown in name.forms for word in words_of(shown)}
    found: dict[tuple[str, ...], Name] = {}
    for name in names:
        if name.what not in _PEOPLE:
            continue
        for real, shown in name.forms:
            parts = part_by_part(real, shown)
            for part, instead in parts.items() if len(parts) > 1 else ():
                bare = part.strip(".,")
                if likeness(bare) not in known and _tells(bare):
                    found.setdefault(likeness(bare), Name(bare, instead, name.what))
    return Names(found.values())


def _tells(part: str) -> bool:
    words = words_of(part)
    word = folded(words[0]) if len(words) == 1 else ""
    nobodys = word in TITLES or word in KIN or word in BETWEEN or word in stop_words("english")
    return len("".join(words)) >= _LEAST and part[:1] != part[:1].lower() and (not nobodys or word in ALSO_WORDS)


@dataclass(frozen=True, slots=True)
class PartAlone:
    """A part of a listed name that stands alone with a capital, and how often; `ordinary` where it is a word too."""

    part: str
    count: int
    ordinary: bool


def parts_alone(names: Names, texts: Iterable[str]) -> list[PartAlone]:
    """The parts of listed names that stand in texts, and are shown there as they stand."""
    parts = unlisted_parts(names)
    counts, small = [0] * len(parts), [False] * len(parts)
    for text in texts:
        shown = {at for hit in names.hits(text) for at in (hit.start, hit.end - 1)}
        for hit in parts.hits(text):
            if hit.start not in shown and hit.end - 1 not in shown:
                for owner in hit.owners:
                    counts[owner] += not text[hit.start].islower()
                    small[owner] |= text[hit.start].islower()
    return [
        PartAlone(part.real, count, is_small or is_ordinary(part.real))
        for part, count, is_small in zip(parts, counts, small, strict=True)
        if count
    ]


def is_ordinary(part: str) -> bool:
    """Whether a part of a name is a word of the language that everybody writes: Will, May, Hope."""
    return all(folded(word) in ALSO_WORDS for word in words_of(part))

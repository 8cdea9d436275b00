"""Parts of people’s names that are on no list themselves: what tells them too, where it stands alone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from qualcode.participants.given_names import ALSO_WORDS, BETWEEN, KIN, SHORTENED, TITLES, WORDS_AS_SURNAMES
from qualcode.participants.name_finding import folded, likeness, words_of
from qualcode.participants.names import Name, Names, Variant, What, part_by_part
from qualcode.transcripts.stop_words import stop_words

_PEOPLE = (What.PERSON, What.THIRD_PARTY)
_LEAST = 2  # letters
_BEFORE = 8  # characters that hold a title, with what stands after it


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


def words_apart(name: Name) -> list[Name]:
    """A name as it goes on a list: its parts that are words too (Hope) are names of their own, with capitals only."""
    parts = part_by_part(name.real, name.shown)
    apart = [one for one in name.variants if one.real in parts and len(parts) > 1 and is_ordinary(one.real)]
    if name.as_written or not apart:
        return [name]
    kept = tuple(one for one in name.variants if one not in apart)
    own = [
        Name(one.real, one.shown or name.shown, name.what, (Variant(one.real.upper()),), True, name.documents)
        for one in apart
        if one.real != one.real.lower()
    ]
    return [replace(name, variants=kept), *own]


def with_name(names: Iterable[Name], former: Iterable[Name], new: Iterable[Name]) -> list[Name]:
    """A list with a name as it is now, and its parts that are names of their own, in place of former ones."""
    before, added = list(former), list(new)
    shown = {pair for one in (*before, *added) for pair in part_by_part(one.real, one.shown).items()}
    again = {one.real for one in added}
    kept = [one for one in names if one not in before]
    return [*(one for one in kept if one.real not in again or (one.real, one.shown) not in shown), *added]


@dataclass(frozen=True, slots=True)
class PartAlone:
    """A part of a listed name that stands alone as a name, and how often; `ordinary` where it is a word too."""

    part: str
    count: int
    ordinary: bool


def parts_alone(names: Names, texts: Iterable[str]) -> list[PartAlone]:
    """The parts of listed names that stand in texts, and are shown there as they stand."""
    parts = unlisted_parts(names)
    counts, small = [0] * len(parts), [0] * len(parts)
    for text in texts:
        shown = {at for hit in names.hits(text) for at in (hit.start, hit.end - 1)}
        for hit in parts.hits(text):
            if hit.start not in shown and hit.end - 1 not in shown:
                for owner in hit.owners:
                    (small if stands_small(text, hit.start) else counts)[owner] += 1
    found = []
    for part, count, number in zip(parts, counts, small, strict=True):
        may_be_small = is_word_where_small(part.real)
        alone = count if may_be_small else count + number
        if alone:
            found.append(PartAlone(part.real, alone, is_ordinary(part.real) or (may_be_small and number > 0)))
    return found


def stands_small(text: str, start: int) -> bool:
    """Whether a word is written small at a place of a text, and no title before it makes it a name: mrs baker."""
    before = words_of(text[max(0, start - _BEFORE) : start])[-1:]
    return text[start].islower() and not any(folded(word) in SHORTENED for word in before)


def is_ordinary(part: str) -> bool:
    """Whether a part of a name is a word of the language that everybody writes: Will, May, Hope."""
    return all(folded(word) in ALSO_WORDS for word in words_of(part))


def is_word_where_small(part: str) -> bool:
    """Whether a part of a name is a word, no name, where it is written small: hope, baker.

    Any other is the name still: who types without capitals writes names so too.
    """
    return all(folded(word) in ALSO_WORDS | WORDS_AS_SURNAMES for word in words_of(part))

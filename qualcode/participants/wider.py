"""How the values of an attribute are told in print: numbers in bands, words by wider ones."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from qualcode.participants.numbers import number_in

_BAND = re.compile(r"(\S+) to under (\S+)")


@dataclass(frozen=True, slots=True)
class Wider:
    """Bands of `width`, from 0 on, for what is a number; a wider word for each value that has one.

    `words` are values, whatever their capitals, with what is told for them.
    """

    width: Decimal | None = None
    words: tuple[tuple[str, str], ...] = ()

    @classmethod
    def read(cls, stored: str) -> Wider:
        """As the study's file has it; empty for values told as they are."""
        if not stored:
            return AS_THEY_ARE
        held = json.loads(stored)
        width = number_in(str(held.get("width", "")))
        words = held.get("words", {})
        return cls(width if width else None, tuple((str(one), str(told)) for one, told in words.items()))

    @property
    def stored(self) -> str:
        """As the study's file has it."""
        if not self:
            return ""
        width = {"width": str(self.width)} if self.width is not None else {}
        return json.dumps({**width, "words": dict(self.words)}, ensure_ascii=False, sort_keys=True)

    def __bool__(self) -> bool:
        return self.width is not None or bool(self.words)

    def told(self, value: str) -> str:
        """A value as it is printed: `54` as `50 to under 60`, `commissioner` as `senior manager`."""
        meant = _key(value)
        for one, wider in self.words:
            if _key(one) == meant:
                return wider
        if self.width is None:
            return value
        number = number_in(value)
        return value if number is None else band(number, self.width)

    def with_words(self, words: Mapping[str, str]) -> Wider:
        """These words as well; a value given nothing is told as it is."""
        kept = {one: told for one, told in self.words if _key(one) not in set(map(_key, words))}
        return Wider(self.width, (*kept.items(), *((one, told) for one, told in words.items() if told)))

    @property
    def phrase(self) -> str:
        """`in bands of 10; commissioner as senior manager`, `as low to some`; empty for values told as they are."""
        by_word: dict[str, list[str]] = {}
        for one, word in self.words:
            by_word.setdefault(word, []).append(one)
        stretches = [word for word, ones in by_word.items() if word == f"{ones[0]} to {ones[-1]}"]
        told = [f"in bands of {self.width:,f}"] if self.width is not None else []
        told += [f"as {', '.join(stretches)}"] if stretches else []
        told += [f"{', '.join(ones)} as {word}" for word, ones in by_word.items() if word not in stretches]
        return "; ".join(told)


AS_THEY_ARE = Wider()


def band(number: Decimal, width: Decimal) -> str:
    """The band of a width, from a multiple of it, that a number is in: `50 to under 60`."""
    low = lowest(number, width)
    return f"{low:,f} to under {low + width:,f}"


def lowest(number: Decimal, width: Decimal) -> Decimal:
    """Where the band of a number begins."""
    return number // width * width - (width if number < 0 and number % width else 0)


def band_in(said: str) -> tuple[Decimal, Decimal] | None:
    """Where a band begins, and how wide it is; None where `said` is no band."""
    found = _BAND.fullmatch(said)
    low, high = (number_in(found[1]), number_in(found[2])) if found is not None else (None, None)
    return (low, high - low) if low is not None and high is not None and high > low else None


def _key(words: str) -> str:
    return " ".join(words.split()).casefold()

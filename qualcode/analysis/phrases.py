"""How numbers of things, lists of names and kinds of document are put in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

from qualcode.transcripts.transcript import Kind

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def day_in_words(day: date) -> str:
    """`22 November 2026`, whatever the machine's language."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def counted(number: int, one: str, many: str | None = None) -> str:
    """`1 excerpt`, `2 excerpts`, `1,200 people`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def rounded(exact: Decimal, places: int, *, down: bool = False) -> Decimal:
    """A number to so many decimals; halves go up, as spreadsheets show the same number, unless all goes `down`."""
    return exact.quantize(Decimal(1).scaleb(-places), ROUND_DOWN if down else ROUND_HALF_UP)


def in_percent(share: float, places: int = 0, *, down: bool = False) -> str:
    """A share from 0 to 1 in percent: `43%`; `<1%` where it is little but some, `>99%` where it is not all."""
    exact, step = Decimal(repr(share)) * 100, Decimal(1).scaleb(-places)
    if 0 < exact < step:
        return f"<{step:f}%"
    if 100 - step < exact < 100:
        return f">{100 - step:f}%"
    return f"{rounded(exact, places, down=down):,f}%"


def withdrew(people: int, documents: int = 0) -> str:
    """`2 people withdrew and are not counted; 1 document was withdrawn and is not counted`; empty of none."""
    some = f"{counted(people, 'person', 'people')} withdrew and {_are(people)} not counted"
    whole = f"{counted(documents, 'document')} {'was' if documents == 1 else 'were'} withdrawn"
    whole += f" and {_are(documents)} not counted"
    return "; ".join(phrase for number, phrase in ((people, some), (documents, whole)) if number)


def _are(number: int) -> str:
    return "is" if number == 1 else "are"


def listed(names: Sequence[str]) -> str:
    """`P03`, `P03 and P05`, `P03, P05 and P07`."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"


def sentence_case(words: str) -> str:
    """The same words with a capital at the start."""
    return words[:1].upper() + words[1:]


def plural(kind: Kind) -> str:
    """The name of several documents of one kind."""
    return "evidence" if kind is Kind.EVIDENCE else f"{kind.value}s"


def documents_of(kind: Kind, number: int) -> str:
    """`1 interview`, `8 interviews`, `2 pieces of evidence`."""
    if kind is Kind.EVIDENCE:
        return counted(number, "piece of evidence", "pieces of evidence")
    return counted(number, kind.value, plural(kind))


def in_kinds(numbers: Iterable[tuple[Kind, int]], one: str) -> str:
    """`3 excerpts in interviews · 1 in field notes`; kinds of document without any are left out."""
    parts: list[str] = []
    for kind, number in numbers:
        if number:
            parts.append(f"{number:,} in {plural(kind)}" if parts else f"{counted(number, one)} in {plural(kind)}")
    return " · ".join(parts) or counted(0, one)


def place(*, seconds: float | None = None, page: int | None = None, turn: int | None = None) -> str:
    """Where in a document: `26:40, turn 82`, an hour and more as `1:02:03`; empty where nothing is known."""
    parts: list[str] = []
    if seconds is not None:
        minutes, rest = divmod(int(seconds), 60)
        hours, minutes = divmod(minutes, 60)
        parts.append(f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes:02}:{rest:02}")
    if page is not None:
        parts.append(f"page {page}")
    if turn is not None:
        parts.append(f"turn {turn}")
    return ", ".join(parts)

"""Numbers as people write them in a cell."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation


def number_in(said: str) -> Decimal | None:
    """The number that a cell writes, with a point or a comma, with or without thousands; None where it is none.

    25% is 25.
    """
    bare = (
        said.strip().removesuffix("%").rstrip().replace("\u2212", "-").replace("\u00a0", " ").replace("\u202f", " ")
    )
    if not re.fullmatch(r"[+-]?[\d][\d.,' ]*(?:[eE][+-]?\d{1,3})?", bare):
        return None
    if re.fullmatch(r"[+-]?\d{1,3}(?:(?P<by>[,' ])\d{3})(?:(?P=by)\d{3})*(?:\.\d+)?", bare):
        bare = re.sub("[,' ]", "", bare)
    elif re.fullmatch(r"[+-]?\d{1,3}(?:\.\d{3}){2,}(?:,\d+)?", bare) or re.fullmatch(
        r"[+-]?\d{1,3}(?:\.\d{3})+,\d+", bare
    ):
        bare = bare.replace(".", "").replace(",", ".")
    elif re.fullmatch(r"[+-]?\d+,\d+", bare):
        bare = bare.replace(",", ".")
    try:
        return Decimal(bare)
    except InvalidOperation:
        return None

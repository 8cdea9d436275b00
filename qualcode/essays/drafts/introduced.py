"""Paragraphs without quotation marks that a draft nevertheless gives to somebody."""

from __future__ import annotations

import re

from qualcode.essays.drafts.draft import Draft, SetApart, Where
from qualcode.essays.drafts.quoted import is_source

_SAYS = re.compile(
    r"\b(?:said|says|told (?:us|me)|tells (?:us|me)|put it|puts it|recalled|remembered|explained|answered|replied|"
    r"in (?:his|her|their) (?:own )?words)\b[^.!?]{0,40}:\s*$",
    re.IGNORECASE,
)


def is_given(draft: Draft, paragraph: int, *, to_somebody: bool) -> bool:
    """Whether words set apart are a quotation by what stands beside them, and not merely indented.

    That is a line that says whose they are (`to_somebody`), or a sentence before that says somebody speaks.
    """
    here = draft.paragraphs[paragraph]
    if here.where is Where.TABLE:
        return False
    below = draft.paragraphs[paragraph + 1].words if paragraph + 1 < len(draft.paragraphs) else ""
    above = draft.paragraphs[paragraph - 1].words if paragraph else ""
    is_apart = here.set_apart is SetApart.INDENTED
    return (to_somebody and (is_apart or is_source(below))) or (is_apart and _SAYS.search(above) is not None)

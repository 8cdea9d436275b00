"""What a person may decide about how a file is read."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Choices:
    """How to read where a file does not tell: nothing is decided where all is as it stands here.

    `encoding` is a Python codec's name for texts that are not what they seem, None to find it. `margin_numbers`
    says what becomes of paragraph numbers in a PDF's margin: False leaves them out; True, and None as long as
    nobody was asked, keeps them.
    """

    encoding: str | None = None
    margin_numbers: bool | None = None


AS_FOUND = Choices()

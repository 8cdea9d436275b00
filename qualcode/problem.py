"""The one exception a person may meet."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass
class Problem(Exception):
    """Something a person can understand and act on, shown as a toast, a modal or a line on stderr.

    `title` says what is wrong in a few words, `detail` gives the facts, `remedy` says what to do next.
    """

    title: str
    detail: str = ""
    remedy: str = ""

    def __str__(self) -> str:
        return " ".join(part for part in (self.title, self.detail, self.remedy) if part)

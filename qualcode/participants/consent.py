"""What a participant agreed to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Consent(StrEnum):
    """From the most open to the strictest."""

    QUOTE = "quote"
    PARAPHRASE = "paraphrase only"
    ASK_FIRST = "must be asked first"
    TEAM_ONLY = "team only"
    NOT_RECORDED = "not recorded"
    WITHDRAWN = "withdrawn"

    @property
    def strictness(self) -> int:
        return list(Consent).index(self)


BINDING = (Consent.PARAPHRASE, Consent.ASK_FIRST, Consent.TEAM_ONLY, Consent.WITHDRAWN)
"""What somebody said that holds, whatever is done to their words: all but to be quoted, and nothing."""


@dataclass(frozen=True)
class Agreement:
    """A consent with the last day it holds and the words it was given in. `until` is inclusive."""

    consent: Consent = Consent.NOT_RECORDED
    until: date | None = None
    words: str = ""

    def on(self, day: date) -> Consent:
        """What holds on `day`: after `until`, a person must be asked again, unless the consent was stricter."""
        return strictest([self.consent, Consent.ASK_FIRST]) if self.has_run_out(day) else self.consent

    def has_run_out(self, day: date) -> bool:
        """Whether its last day is over."""
        return self.until is not None and day > self.until


def strictest(consents: Iterable[Consent]) -> Consent:
    """The one that binds where several apply; QUOTE where none does (nobody's words are in it)."""
    return max(consents, key=lambda consent: consent.strictness, default=Consent.QUOTE)

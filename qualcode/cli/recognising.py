"""The warning of who could be recognised in what a command writes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.cli.saying import say

if TYPE_CHECKING:
    from qualcode.exports.recognised import Recognised
    from qualcode.participants.disclosure import Audience


def warn(found: Recognised, audience: Audience) -> None:
    """Say who could be recognised: to those who print for readers outside, each with what would mend it."""
    for sentence in found.lines if audience.notice is None else (found.sentence,):
        if sentence:
            say(sentence, err=True)
    if found.people:
        say("To keep a fact out of print: qualcode participants --not-printable NAME", err=True)

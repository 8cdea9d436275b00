"""Whether words that a draft quotes are by whom it gives them to: a person, an interviewer or a publication."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable
from functools import cached_property

from qualcode.analysis.citations import Citations
from qualcode.essays.drafts.attributed import Claim
from qualcode.essays.drafts.publications import Given, GivenTo
from qualcode.essays.findings import Told, Trouble
from qualcode.essays.said import Said
from qualcode.essays.searched import Way
from qualcode.essays.voices import Voices
from qualcode.transcripts.quoting import in_marks

_MOST_SHOWN = 30  # words of the draft that say whose words others are
# (Hall, 2003), (Hall and Weick 2003a, p. 4), (Hall et al., 2003): and no month, interview or group
_AUTHOR_AND_YEAR = re.compile(
    r"(?:[^\W\d_][\w’'-]+(?:,?\s(?:and|&)\s[^\W\d_][\w’'-]+|\set\sal\.?|,\s[^\W\d_][\w’'-]+)*,?\s)"
    r"[(\[]?(?:1[5-9]|20)\d\d[a-z]?(?!\w)"
)
_PRIVATE = re.compile(
    r"\b(?:interview\w*|field ?notes?|fieldwork|diary|diaries|transcripts?|(?:focus )?groups?|workshops?|"
    r"surveys?|e-?mail|personal communication|our translation)\b|"
    r"\b(?:spring|summer|autumn|winter|jan(?:uary)?|feb(?:ruary)?|march|april|may|june|july|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?\s\d{4}",
    re.IGNORECASE,
)
# Osei 2019, Osei and Brandt: whom the name of a document names where it has no reference
_AUTHOR = re.compile(r"[^\W\d_a-z][\w’'-]{2,}(?=,?\s(?:et\sal|and\s[A-Z]|&|\(?\d{4}))")


class Whose:
    """Tells of passages that were found whose they are, where the draft says something else."""

    def __init__(self, conn: sqlite3.Connection, said: Said, voices: Voices) -> None:
        self._conn, self._said, self._voices = conn, said, voices

    def told(self, way: Way, claim: Claim, source_of: Callable[[], GivenTo]) -> list[Told]:
        """What is wrong about whom a passage is given to; `source_of` says to what publication."""
        if (evidence := self._voices.evidence(way)) is not None:
            return self._of_evidence(*evidence, claim, source_of)
        speaking = [one for match in way.found for one in self._voices.speakers(match)]
        asking = [is_interviewer for _, is_interviewer in speaking]
        if any(asking) and not claim.asked:
            whole = "An interviewer says this" if all(asking) else "Some of this is said by an interviewer"
            return [Told(Trouble.INTERVIEWER, f"{whole}, no participant.")]
        people = list(dict.fromkeys(person for person, _ in speaking if person is not None))
        claimed, near = self._voices.ids(claim.people), self._voices.ids(claim.others)
        if len(people) > 1 and not claimed and way.is_one_passage:
            return [Told(Trouble.JOINED, f"{self._voices.shown(people)} say this one after the other.")]
        if people and not claimed and (printed := self._printed(source_of())):
            return [
                self._wrong(self._voices.shown(people), printed, claim, sure=claim.sure or printed.startswith("("))
            ]
        others = [one for one in people if one not in claimed]
        if not others or (not claimed and (not near or not set(others).isdisjoint(near))):
            return []
        says = self._voices.shown(others)
        if len(others) < len(people):
            return [Told(Trouble.SOMEBODY_ELSE, f"{says} says some of it.")] * claim.sure
        given_to = self._voices.named(claim.people or claim.others)
        return [self._wrong(says, given_to, claim, sure=claim.sure and set(others).isdisjoint(near))]

    def _of_evidence(
        self, document_id: str, called: str, claim: Claim, source_of: Callable[[], GivenTo]
    ) -> list[Told]:
        """Whether words of a publication are given to a person, or to another publication."""
        source = source_of()
        authors = self._citations.authors(document_id)
        names = authors or [called, *_AUTHOR.findall(called)]
        # An author who is named anywhere in the sentence may be whom the brackets cite.
        if any(_stands_in(name, f"{source.words} {claim.words} {claim.source}") for name in names):
            return []
        if claim.people:
            return [self._wrong(in_marks(called), self._voices.named(claim.people), claim, sure=claim.sure)]
        printed = self._printed(source)
        if authors and printed:
            return [self._wrong(in_marks(called), printed, claim, sure=printed.startswith("("))]
        return []

    def _printed(self, source: GivenTo) -> str:
        """The publication that words are given to, as the draft has it; empty for none."""
        is_printed = source.given is Given.PUBLICATION or (
            source.given is Given.UNKNOWN and _AUTHOR_AND_YEAR.search(source.words) is not None
        )
        return source.words if is_printed and not _PRIVATE.search(source.words) else ""

    def _wrong(self, says: str, given_to: str, claim: Claim, *, sure: bool) -> Told:
        shown = self._said.names.show
        if sure:
            return Told(Trouble.SOMEBODY_ELSE, f"{says} says this; the draft gives it to {shown(given_to)}.")
        where = f": {in_marks(words)}" if (words := self._shortened(claim.words)) else "."
        return Told(Trouble.WHOSE, f"{says} says this; see whether the draft gives it to {shown(given_to)}{where}")

    def _shortened(self, words: str) -> str:
        """Words of the draft as they may be shown, the last of many."""
        shown = self._said.names.show(words).split()
        return " ".join(["…", *shown[-_MOST_SHOWN:]] if len(shown) > _MOST_SHOWN else shown)

    @cached_property
    def _citations(self) -> Citations:
        return Citations(self._conn)


def _stands_in(name: str, words: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", words, re.IGNORECASE) is not None

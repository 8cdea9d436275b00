"""What a report draws on: its documents and their participants by kind, whose codings it counts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from qualcode.exports.phrases import documents_of, in_kinds, listed, plural, sentence_case
from qualcode.exports.small_cells import number_told
from qualcode.transcripts.transcript import Kind


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of the study page: its label and what was written there."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class DocumentsOfKind:
    """How many documents of one kind the report draws on, and how many participants speak in them.

    `interviewers` is how many excerpts of the kind are in an interviewer's words alone.
    """

    kind: Kind
    number: int
    participants: int = 0
    interviewers: int = 0

    @property
    def phrase(self) -> str:
        """`8 interviews`."""
        return documents_of(self.kind, self.number)


@dataclass(frozen=True, slots=True)
class Sources:
    """What the report draws on.

    `in_several` is how many participants speak in more than one kind of document, and so count in each.
    `counted_codings` is the phrase that says which codings the numbers count; `coder_names` is empty unless
    coder names were asked for; `restricted_to` says which documents or people were chosen, empty for all; `narrowed`,
    that only what a question found is counted, and `asked_base`, that it is out of those the question asks for;
    `samples` are sentences on how survey answers were drawn;
    `interviewers_printed` says whether passages in an interviewer's words alone are. `examples_held` says what is
    held back of the codebook's examples. `stated` stands in place of all this where a report is not of codings.
    Numbers of some participants, and fewer than `fewest`, are not told.
    """

    documents: tuple[DocumentsOfKind, ...]
    coders: int
    counted_codings: str
    coder_names: tuple[str, ...] = ()
    restricted_to: str = ""
    samples: tuple[str, ...] = ()
    in_several: int = 0
    interviewers_printed: bool = True
    stated: tuple[Fact, ...] = ()
    examples_held: str = ""
    narrowed: bool = False
    asked_base: bool = False
    fewest: int = 0

    @property
    def participants(self) -> Mapping[Kind, int]:
        """How many speak in each kind of document that has any, in the order of the documents."""
        return {each.kind: each.participants for each in self.documents if each.participants}

    @property
    def facts(self) -> tuple[Fact, ...]:
        """The same as labelled lines, in the order every writer prints them."""
        if self.stated:
            return self.stated
        documents = listed([each.phrase for each in self.documents]) or "none"
        coders = listed(self.coder_names) if self.coder_names else f"{self.coders:,}"
        facts = [
            Fact("Documents", documents),
            Fact("Participants", self._participants_phrase()),
            Fact("Coders", coders),
            Fact("Codings counted", sentence_case(self.counted_codings)),
        ]
        facts += [Fact("Sample of answers", sentence) for sentence in self.samples]
        if any(each.interviewers for each in self.documents):
            facts.append(Fact("Interviewers’ words", self._interviewers_phrase()))
        if self.examples_held:
            facts.append(Fact("Codebook", self.examples_held))
        if self.narrowed:
            which = "; documents and participants are those it asks for" if self.asked_base else ""
            facts.append(Fact("Excerpts counted", f"Only those the question found, out of all of the above{which}"))
        if self.restricted_to:
            facts.insert(0, Fact("Drawn from", self.restricted_to))
        return tuple(facts)

    def _participants_phrase(self) -> str:
        """`9 in interviews and 4 in focus groups; 1 of them is in more than one kind of document`."""
        if len(self.documents) < 2:
            return number_told(sum(self.participants.values()), self.fewest)
        found = self.in_each
        if self.in_several:
            verb = "is" if self.in_several == 1 and not self.fewest else "are"
            several = number_told(self.in_several, self.fewest)
            found += f"; {several} of them {verb} in more than one kind of document"
        return found or "none"

    @property
    def in_each(self) -> str:
        """`9 in interviews and 4 in focus groups`."""
        return listed(
            [f"{number_told(number, self.fewest)} in {plural(kind)}" for kind, number in self.participants.items()]
        )

    def _interviewers_phrase(self) -> str:
        """`3 excerpts in interviews and 1 in focus groups; no participant’s words, and not printed`."""
        found = in_kinds([(each.kind, each.interviewers) for each in self.documents], "excerpt")
        printed = "" if self.interviewers_printed else ", and not printed"
        return f"{listed(found.split(' · '))}; no participant’s words{printed}"

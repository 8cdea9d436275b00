"""What somebody decides of speakers before it is done: values, and the sentences that tell them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from qualcode.analysis.speakers import SpeakerLine, SpeakerRow, likenesses_of
from qualcode.transcripts.quoting import in_marks


@dataclass(frozen=True, slots=True)
class Decision:
    """What is decided of one speaker of one document; what is None stays as it is.

    `into` is the speaker of the same document who takes over all turns. `asks` makes an interviewer of them;
    `person` is a participant's pseudonym, one in the study or a new one, and empty for nobody's.
    """

    speaker_id: str
    label: str | None = None
    into: str | None = None
    asks: bool = False
    person: str | None = None

    @property
    def says_who(self) -> bool:
        return self.asks or self.person is not None

    def with_who(self, who: str) -> Decision:
        """The same with another answer to who it is: `interviewer`, `nobody`, or a pseudonym."""
        asks = who == "interviewer"
        return replace(self, into=None, asks=asks, person=None if asks else "" if who == "nobody" else who)


Decisions = Mapping[str, Decision]


def as_decided(line: SpeakerLine, decisions: Decisions) -> SpeakerLine:
    """The line with the label and the person it will have."""
    decision = decisions.get(line.id)
    if decision is None:
        return line
    if decision.label is not None:
        line = replace(line, label=decision.label)
    if decision.says_who:
        line = replace(line, is_interviewer=decision.asks, participant_id=None, pseudonym=decision.person or None)
    return line


def joined(
    lines: Iterable[SpeakerLine], to: Sequence[SpeakerLine], decisions: Decisions | None = None
) -> list[Decision]:
    """The decisions that make speakers one with those of `to`, as these are by the decisions taken already.

    Where both speak in a document their turns become one speaker's; elsewhere they stand for the same person.
    """
    taken = decisions or {}
    by_document = {line.document_id: line.id for line in to}
    who = as_decided(to[0], taken).who
    found = []
    for line in lines:
        into = by_document.get(line.document_id)
        if into is not None and into != line.id:
            found.append(Decision(line.id, into=into))
        elif into is None:
            found.append(taken.get(line.id, Decision(line.id)).with_who(who))
    return found


def one_person(lines: Iterable[SpeakerLine], decisions: Decisions, said: Collection[str]) -> dict[str, str]:
    """Who of a document would stand for one participant through what is `said` of some: by id, the first of them."""
    together: dict[tuple[str, str], list[str]] = {}
    for line in lines:
        decision = decisions.get(line.id)
        pseudonym = as_decided(line, decisions).pseudonym
        if pseudonym is not None and (decision is None or decision.into is None):
            together.setdefault((line.document_id, pseudonym.casefold()), []).append(line.id)
    found = [ids for ids in together.values() if len(ids) > 1 and any(one in said for one in ids)]
    return {one: ids[0] for ids in found for one in ids}


def in_force(lines: Iterable[SpeakerLine], decisions: Decisions) -> dict[str, Decision]:
    """The decisions that would change one of the lines, without what is so already."""
    found = {}
    for line in lines:
        decision = decisions.get(line.id)
        if decision is None:
            continue
        if decision.into is None and decision.says_who and as_decided(line, {line.id: decision}).who == line.who:
            decision = replace(decision, asks=False, person=None)
        if decision.label == line.label:
            decision = replace(decision, label=None)
        if decision != Decision(line.id):
            found[line.id] = decision
    return found


def told(lines: Sequence[SpeakerLine], decisions: Decisions, known: Collection[str] | None = None) -> list[str]:
    """A sentence for each thing decided, like ones together, and for each participant who comes or falls silent.

    `known` are the pseudonyms in the study; without them nobody is called new.
    """
    by_id = {line.id: line for line in lines}
    places: dict[tuple[str, str], list[str]] = {}
    for line in lines:
        decision = decisions.get(line.id)
        for what in outcomes(decision, by_id) if decision is not None else ():
            places.setdefault((line.label, what), []).append(line.document)
    sentences = [f"{in_marks(label)} {what}, in {_named(names)}." for (label, what), names in places.items()]
    named = dict.fromkeys(one.person for one in decisions.values() if one.person and one.into is None)
    held = {one.casefold() for one in (named if known is None else known)}
    sentences += [f"{one} is a new participant." for one in named if one.casefold() not in held]
    sentences += [f"{one} then has no words in the study." for one in sorted(silenced(lines, decisions))]
    return sentences + consents_left(lines, decisions)


def outcomes(decision: Decision, by_id: Mapping[str, SpeakerLine]) -> list[str]:
    """What becomes of a speaker, as clauses after their label."""
    if decision.into is not None:
        other = by_id.get(decision.into)
        return [f"becomes one with {in_marks(other.label if other is not None else '?')}"]
    found = []
    if decision.label is not None:
        found.append(f"is called {in_marks(decision.label)}")
    if decision.asks:
        found.append("is an interviewer")
    elif decision.person is not None:
        found.append(f"is {decision.person}" if decision.person else "is nobody’s")
    return found


def consents_left(lines: Sequence[SpeakerLine], decisions: Decisions) -> list[str]:
    """A sentence for each speaker whose words will no longer stand under what a participant agreed to."""
    by_id = {line.id: line for line in lines}
    found: dict[tuple[str, str | None, str], None] = {}
    for line in lines:
        if line.consent and line.pseudonym != as_decided(_end(line, decisions, by_id), decisions).pseudonym:
            found[line.label, line.pseudonym, line.consent] = None
    return [
        f"The words of {in_marks(label)} no longer stand under what {pseudonym} agreed to ({consent})."
        for label, pseudonym, consent in found
    ]


def _end(line: SpeakerLine, decisions: Decisions, by_id: Mapping[str, SpeakerLine]) -> SpeakerLine:
    """Who takes over the turns of a speaker, at the end of every chain."""
    for _ in decisions:
        decision = decisions.get(line.id)
        into = by_id.get(decision.into) if decision is not None and decision.into is not None else None
        if into is None:
            break
        line = into
    return line


def silenced(lines: Iterable[SpeakerLine], decisions: Decisions) -> set[str]:
    """The pseudonyms of participants who speak now, and nowhere once the decisions are carried out."""
    before: set[str] = set()
    after: set[str] = set()
    for line in lines:
        decision = decisions.get(line.id)
        if line.pseudonym is not None:
            before.add(line.pseudonym)
        if (decision is None or decision.into is None) and (who := as_decided(line, decisions).pseudonym) is not None:
            after.add(who.casefold())
    return {one for one in before if one.casefold() not in after}


def _named(names: Sequence[str]) -> str:
    return in_marks(names[0]) if len(names) == 1 else f"{len(names):,} documents"


def suggested(rows: Sequence[SpeakerRow]) -> dict[str, Decision]:
    """The decisions that take every likeness for true."""
    by_id = {row.id: row for row in rows}
    alike = likenesses_of(rows)
    likes = {one.id: one.like for one in alike}
    nobodys = {one.id for one in alike if one.nobody}
    found: dict[str, Decision] = {}

    def steps(row_id: str) -> int:
        """How far a row is from the one that stays: those near it first, so that who it is reaches the others."""
        seen: list[str] = []
        while row_id not in seen and (like := likes.get(row_id)) is not None:
            seen.append(row_id)
            row_id = like
        return len(seen)

    for row_id in sorted(likes, key=steps):
        lines, like = by_id[row_id].lines, likes[row_id]
        if like is None:
            made = [Decision(line.id).with_who("nobody" if row_id in nobodys else "interviewer") for line in lines]
        else:
            made = joined(lines, by_id[like].lines, found)
        found |= {decision.speaker_id: decision for decision in made}
    return found

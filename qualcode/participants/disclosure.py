"""What may leave the study, as what, for whom. Words go in as `Verbatim` and leave only as `Cleared`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import final

from qualcode.participants.consent import Agreement, Consent, strictest
from qualcode.participants.names import Names
from qualcode.transcripts.span import Span
from qualcode.transcripts.splices import Splice, Splices


class Audience(StrEnum):
    """Who will read what leaves the study."""

    TEAM = "team"
    OUTSIDE = "outside"

    @property
    def notice(self) -> str | None:
        """The line that stands on every page for this audience."""
        return "For the study team only" if self is Audience.TEAM else None


@dataclass(frozen=True, slots=True)
class Objection:
    """What a person said against words in print, when asked: `why` is a phrase for the list of what was held back.

    Words are `refused` altogether, or as they were said: then readers outside do not get them.
    """

    why: str
    refused: bool = True


@dataclass(frozen=True, slots=True)
class Although:
    """Why words of a kept quote go to readers outside although consent does not allow it, and who says so.

    `quote` is its short id, `who` those who say it; `agreements` are those it stands under, which were overridden as
    they were on the day `on`. Or `said_no` who was asked, and they are printed all the same: then there are none.
    """

    quote: str
    who: tuple[str, ...]
    reason: str
    by: str
    on: date
    agreements: tuple[Agreement, ...]
    said_no: bool = False

    def frees(self, agreement: Agreement, on: date) -> bool:
        """Whether it overrides an agreement on a day: what was withdrawn never, nor what has run out since."""
        return (
            agreement in self.agreements
            and agreement.consent is not Consent.WITHDRAWN
            and agreement.has_run_out(on) is agreement.has_run_out(self.on)
        )


_AS_SAID = Splices()


@dataclass(frozen=True, slots=True)
class Line:
    """Words of one speaker: `who` as shown in print (P03, Interviewer), empty where nobody is named.

    `before` and `after` are what stands around the words in the document, so that a name which the passage cuts
    through is known; they never leave. `trim` is what is printed otherwise than it was said, counted in the words:
    what is left out, and the writer's own words.
    """

    who: str
    words: str
    is_question: bool = False
    before: str = ""
    after: str = ""
    trim: Splices = _AS_SAID


@dataclass(frozen=True)
class Verbatim:
    """Words as they stand in a document, not yet cleared to leave the study.

    `agreements` are those of every person who speaks in `lines` (interviewers aside) and of the document, whose id
    is `document`; where that is empty, names are replaced as anywhere. `objection` is what somebody who was asked
    said against printing some of the words; `approved` is the day on which the one person who speaks said yes to just
    these words; `although` is why all of them are printed where consent does not allow it.
    """

    id: str
    lines: tuple[Line, ...]
    agreements: tuple[Agreement, ...]
    participants: tuple[str, ...] = ()
    document: str = ""
    objection: Objection | None = None
    approved: date | None = None
    although: Although | None = None


_SEAL = object()


@final
class Cleared:
    """Words that may be shown to one audience. Only `clear` makes them.

    `although` is why readers outside may have them where consent does not allow it.
    """

    __slots__ = ("although", "audience", "id", "lines", "participants")

    def __init__(
        self, verbatim: Verbatim, audience: Audience, names: Names, seal: object, although: Although | None = None
    ) -> None:
        if seal is not _SEAL:
            raise TypeError("Cleared words come from participants.disclosure.clear alone")
        self.id = verbatim.id
        self.lines = tuple(_without_names(line, names, verbatim.document) for line in verbatim.lines)
        self.participants = tuple(map(names.show, verbatim.participants))
        self.audience = audience
        self.although = names.show_all(although)

    @property
    def text(self) -> str:
        """The words of all lines, questions aside, joined by spaces."""
        return " ".join(line.words for line in self.lines if not line.is_question)


@dataclass(frozen=True)
class HeldBack:
    """A passage that may not be shown to the audience, and the consent that says so; never its words.

    `objection` is why the person does not want it printed, who was asked; empty where nobody said so.
    """

    id: str
    participants: tuple[str, ...]
    consent: Consent
    expired: bool = False
    objection: str = ""

    @property
    def reason(self) -> str:
        """Why, as a phrase for the list of what was held back."""
        if self.objection:
            return self.objection
        return "the consent has run out; ask again" if self.expired else _REASONS[self.consent]


_REASONS = {
    Consent.QUOTE: "",
    Consent.PARAPHRASE: "to be paraphrased, not quoted",
    Consent.ASK_FIRST: "must be asked first",
    Consent.TEAM_ONLY: "for the study team only",
    Consent.NOT_RECORDED: "no consent is recorded",
    Consent.WITHDRAWN: "has withdrawn",
}


@dataclass(frozen=True)
class Clearance:
    """What may be shown, in the order given, and what was held back."""

    cleared: tuple[Cleared, ...]
    held_back: tuple[HeldBack, ...]


def _without_names(line: Line, names: Names, document: str) -> Line:
    whole = line.before + line.words + line.after
    span = Span(len(line.before), len(line.before) + len(line.words))
    if line.trim:
        words = _trimmed(line, names.splices(whole, document), names)
    else:
        words = names.show_part(whole, span, document)
    return Line(names.show(line.who), words, line.is_question)


def _trimmed(line: Line, hits: Splices, names: Names) -> str:
    """The words as they are printed; a name that the trim cuts through is replaced whole, beside what was cut."""
    start, end = len(line.before), len(line.before) + len(line.words)
    inside = [
        Splice(max(hit.start, start) - start, min(hit.end, end) - start, hit.text)
        for hit in hits
        if hit.start < end and start < hit.end
    ]
    trims = [Splice(one.start, one.end, names.show(one.text)) for one in line.trim]
    shown = [hit for hit in inside if not any(one.start <= hit.start and hit.end <= one.end for one in trims)]
    # The capital of a name goes with the name.
    cuts = [one for one in trims if not (one.growth == 2 and any(_crossed(one, hit) for hit in shown))]
    joined: list[Splice] = []
    for one in sorted((*shown, *cuts), key=lambda splice: (splice.start, splice.end)):
        if joined and _crossed(joined[-1], one):
            last = joined.pop()
            text = f"{last.text.rstrip()} {one.text.lstrip()}"
            joined.append(Splice(last.start, max(last.end, one.end), text))
        else:
            joined.append(one)
    return Splices(tuple(joined)).apply(line.words)


def _crossed(one: Splice, other: Splice) -> bool:
    """Whether two have words in common, or one stands within the other."""
    return one.start < other.end and other.start < one.end


def clear(
    verbatims: Iterable[Verbatim], audience: Audience, *, on: date, names: Names, reading: bool = False
) -> Clearance:
    """Judge each passage by the strictest consent that touches it on the day `on`, and replace the names in it.

    The team sees everything but what was withdrawn; outside sees only what may be quoted, of those who must be asked
    first what they approved, and what is printed although consent does not allow it, for a reason that was given.
    What a person refused when asked is printed for nobody; only the team `reading` it at the screen, where nothing
    leaves, sees it still. Neither sees a name of the list. From a backup of a study nothing goes outside.
    """
    cleared: list[Cleared] = []
    held: list[HeldBack] = []
    for verbatim in verbatims:
        although = although_that_frees(verbatim.although, verbatim.agreements, on)
        binding = strictest(_holds(one, on, verbatim.approved, although) for one in verbatim.agreements)
        allowed = binding is not Consent.WITHDRAWN if audience is Audience.TEAM else binding is Consent.QUOTE
        objection = objection_that_binds(verbatim.objection, audience, reading=reading)
        if audience is Audience.OUTSIDE and names.backup_of:
            objection = f"this is a backup of {names.backup_of}"
        if allowed and not objection:
            cleared.append(Cleared(verbatim, audience, names, _SEAL, although))
        else:
            expired = all(agreement.consent is not binding for agreement in verbatim.agreements)
            who = tuple(map(names.show, verbatim.participants))
            why = "" if binding is Consent.WITHDRAWN else objection
            held.append(HeldBack(verbatim.id, who, binding, expired, why))
    return Clearance(tuple(cleared), tuple(held))


def _holds(agreement: Agreement, on: date, approved: date | None, although: Although | None) -> Consent:
    """What holds on a day: who must be asked first, and was, and said yes, may be quoted; so may what is overridden.

    A yes from before the consent ran out has run out with it.
    """
    if although is not None and although.frees(agreement, on):
        return Consent.QUOTE
    consent = agreement.on(on)
    asked = approved is not None and (agreement.until is None or on <= agreement.until or approved > agreement.until)
    return Consent.QUOTE if consent is Consent.ASK_FIRST and asked else consent


def although_that_frees(although: Although | None, agreements: Iterable[Agreement], on: date) -> Although | None:
    """The same where it overrides something on a day; None where all that it could override allows the words."""
    if although is None or not any(one.on(on) is not Consent.QUOTE and although.frees(one, on) for one in agreements):
        return None
    return although


def objection_that_binds(objection: Objection | None, audience: Audience, *, reading: bool = False) -> str:
    """Why words may not be shown to an audience though they agreed to more; empty where that does not bind it."""
    if objection is None or (audience is Audience.TEAM and (reading or not objection.refused)):
        return ""
    return objection.why


def clear_for_themselves(verbatims: Iterable[Verbatim], *, names: Names) -> tuple[Cleared, ...]:
    """What people are asked about: their own words and questions put to them, for no other reader than they.

    Whatever they agreed to, they may read what they said; who withdrew is asked no more, so that is left out.
    """
    return tuple(
        Cleared(verbatim, Audience.OUTSIDE, names, _SEAL)
        for verbatim in verbatims
        if all(agreement.consent is not Consent.WITHDRAWN for agreement in verbatim.agreements)
    )

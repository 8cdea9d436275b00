"""What is found in a draft, as values, and the sentences that say what is wrong."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from qualcode.analysis.phrases import counted, listed
from qualcode.essays.aligned import Difference
from qualcode.essays.drafts.draft import Draft
from qualcode.essays.searched import MOST_LEFT_OUT, Way, Wording
from qualcode.participants.disclosure import Audience
from qualcode.participants.names import ListState
from qualcode.transcripts.span import Span

CITED = "from a publication"
OTHER_TEXT = "from another text"
NOT_OURS = "said to be no participant’s words"
AS_RECORDED = "trimmed as recorded"
_MOST_TOLD = 6  # differences of one quotation that are put in words


class Trouble(StrEnum):
    """What keeps words of a draft from being printed as they are."""

    ALTERED = "altered"
    PUNCTUATION = "other punctuation"
    JOINED = "joined from two places"
    NOT_FOUND = "not found"
    OPEN = "opens and is not closed"
    CLOSE = "closes and does not open"
    SENSE = "a cut that may change the sense"
    ADDED = "own words that may change the sense"
    SOMEBODY_ELSE = "somebody else’s words"
    WHOSE = "whose words"
    INTERVIEWER = "an interviewer’s words"
    OTHER_ID = "another passage’s id"
    OTHER_PLACE = "another place"
    CONSENT = "not to be quoted"
    REFUSED = "refused by the person"
    OTHER_WORDS = "other words wanted by the person"
    REAL_NAME = "a real name"
    LABEL = "a speaker’s label"
    RECOGNISABLE = "recognisable"
    UNPRINTABLE = "a fact not to be printed"


@dataclass(frozen=True, slots=True)
class Told:
    """A trouble, and a sentence on it for the writer.

    `in_copy` is what a copy of the draft says instead, where the sentence holds words that its readers may not have.
    """

    trouble: Trouble
    sentence: str
    in_copy: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """Where words of a quotation stand: `turn` counts from 1; `who` are pseudonyms, as people are shown."""

    document_id: str
    span: Span
    document: str
    turn: int
    seconds: float | None
    who: tuple[str, ...]


@dataclass(frozen=True)
class Finding:
    """A quotation of a draft, or a real name in it: `span` is half-open, code points of the paragraph's words.

    `found` says how the words stand to the study; `notes` are sentences on what is no trouble; `quotes` are the ids
    of kept quotes with words of it. `although` is why it is printed where consent does not allow it. `where` says in
    words of the draft where a name stands, `begins` how its paragraph begins: one looks for that in the draft.
    """

    paragraph: int
    span: Span
    place: str
    heading: str
    words: str
    found: str
    sources: tuple[Source, ...] = ()
    differences: tuple[Difference, ...] = ()
    troubles: tuple[Told, ...] = ()
    notes: tuple[str, ...] = ()
    quotes: tuple[str, ...] = ()
    although: str = ""
    where: str = ""
    begins: str = ""

    @property
    def is_name(self) -> bool:
        """Whether it is a real name, and no quotation."""
        return self.found in (Trouble.REAL_NAME, Trouble.LABEL)

    @property
    def may_be_others(self) -> bool:
        """Whether the study has nothing like it, so that one may say it is no participant's."""
        missing = any(told.trouble is Trouble.NOT_FOUND for told in self.troubles)
        return not self.is_name and not self.sources and (missing or self.is_untold)

    @property
    def is_untold(self) -> bool:
        """Whether nothing can be said of it: it is short, or stands in another text."""
        return not self.troubles and self.found in (CITED, OTHER_TEXT, NOT_OURS, Wording.TOO_SHORT)


@dataclass(frozen=True)
class Checked:
    """A draft with what was found in it, in its order. `names` is whether real names could be looked for."""

    draft: Draft
    audience: Audience
    findings: tuple[Finding, ...]
    names: ListState

    @property
    def problems(self) -> list[Finding]:
        """What the writer must look at."""
        return [finding for finding in self.findings if finding.troubles]


def told_of_words(
    wording: Wording, way: Way, differences: Sequence[Difference], sources: Sequence[Source]
) -> list[Told]:
    told = []
    if wording is Wording.JOINED:
        told.append(Told(Trouble.JOINED, _how_joined(way, sources)))
    if differences:
        told.append(Told(Trouble.ALTERED, f"{in_words(differences)}."))
    return told


def _how_joined(way: Way, sources: Sequence[Source]) -> str:
    documents = list(dict.fromkeys(source.document for source in sources))
    if len(documents) > 1:
        return f"Its parts come from {listed([f'“{name}”' for name in documents])}."
    if way.disordered:
        return "Its parts stand in another order there."
    if way.left_out > MOST_LEFT_OUT:
        return f"Its parts are far apart: {counted(way.left_out, 'word')} stand between them."
    return f"{counted(way.left_out, 'word')} were left out between its parts, and nothing says so."


def in_words(differences: Sequence[Difference]) -> str:
    """The differences in a sentence without its stop, the first few of many."""
    told = [str(one) for one in differences[:_MOST_TOLD]]
    if len(differences) > _MOST_TOLD:
        told.append(f"and {len(differences) - _MOST_TOLD} more")
    return "; ".join(told)

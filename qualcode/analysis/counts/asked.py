"""What is counted: by whom or what, in which measure, of which documents, people and excerpts."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from enum import StrEnum

from qualcode.analysis.excerpts import Excerpt


class By(StrEnum):
    """What the columns of a table are."""

    PARTICIPANT = "participant"
    DOCUMENT = "document"
    KIND = "kind of document"
    ROLE = "role of the speaker"
    ATTRIBUTE = "attribute"
    CODER = "coder"


class Role(StrEnum):
    """Whose words a passage is: nobody's are titles, field notes, evidence and speakers who are no participants."""

    PARTICIPANT = "participant"
    INTERVIEWER = "interviewer"
    NOBODY = "nobody"


class Measure(StrEnum):
    """What the numbers count, or what share they are."""

    EXCERPTS = "excerpts"
    PARTICIPANTS = "participants"
    DOCUMENTS = "documents"
    WORDS = "words"
    SHARE = "share of words"
    PER_THOUSAND = "excerpts per 1,000 words"

    @property
    def needs_words(self) -> bool:
        """Whether what was said must be counted word by word, which takes longer."""
        return self in (Measure.WORDS, Measure.SHARE, Measure.PER_THOUSAND)

    @property
    def is_whole(self) -> bool:
        """Whether its numbers are whole ones; a share is from 0 to 1."""
        return self not in (Measure.SHARE, Measure.PER_THOUSAND)


class Cut(StrEnum):
    """How numbers and dates are put in bands."""

    WIDTH = "equally wide"
    QUANTILE = "equally full"
    OWN = "own"


@dataclass(frozen=True, slots=True)
class Bands:
    """How many bands, and where they are cut; `at` are one's own cut points as one types them, each begins a band."""

    cut: Cut = Cut.WIDTH
    number: int = 4
    at: tuple[str, ...] = ()


@dataclass(frozen=True)
class Asked:
    """What a table is to count; None means all.

    `attribute_id` is whose values are the columns where it is counted by attribute. `documents` and `people` are ids:
    with `people` only their words are counted, and they are the base. `found` are the excerpts that a question found,
    counted instead of all; `narrowed` is whether a question said, too, which documents or people.
    Kinds of document have a part each unless they are wanted `together`. `with_words` tells the words said in every
    column, whatever is measured.
    """

    by: By = By.PARTICIPANT
    measure: Measure = Measure.EXCERPTS
    attribute_id: str | None = None
    bands: Bands = field(default_factory=Bands)
    documents: Collection[str] | None = None
    people: Collection[str] | None = None
    kinds: Collection[str] | None = None
    found: tuple[Excerpt, ...] | None = None
    narrowed: bool = False
    together: bool = False
    with_words: bool = False

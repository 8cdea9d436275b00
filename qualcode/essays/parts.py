"""The parts of an essay's outline as values: headings and notes, quotes as they will be printed, evidence cited."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from qualcode.essays.citing import Citation
from qualcode.essays.essay import Answer, PartKind
from qualcode.essays.essays import EssayLine
from qualcode.essays.meaning import Lost
from qualcode.essays.printing import in_one_line
from qualcode.essays.quotes import Checked, Use
from qualcode.participants.disclosure import Audience, Cleared
from qualcode.participants.names import ListState
from qualcode.transcripts.span import Span
from qualcode.transcripts.trim import Trim


@dataclass(frozen=True, slots=True)
class WrittenPart:
    """A heading or a note of the writer's."""

    id: str
    kind: PartKind
    words: str


@dataclass(frozen=True, slots=True)
class QuoteMemo:
    """What somebody wrote on a quote, why it is there; or on an essay."""

    id: str
    kind: str
    body: str


@dataclass(frozen=True, slots=True)
class AlsoIn:
    """Another essay that quotes some of the same words; `essay_id` is None where these are in Kept."""

    essay_id: str | None
    title: str
    quote_id: str


@dataclass(frozen=True, slots=True)
class QuotePart:
    """A quote of an outline, as it will be printed for the essay's readers on a day.

    `span` and `trim` count in the document's current text, half-open code points; `trim` names its version. `shown`
    is what the team may read on screen, None where it was withdrawn; `printed` is what the essay's readers will read,
    None where it is held back, and `held` says why. `look` are sentences on what to look at before it goes out.
    `codes` are titles of codes of counted codings, `also_in` other essays with the same words. `checked` is what the
    person said to these words, here or in another quote; `lapsed` says that they approved other words than those that
    are printed now. `voted` is what workshops said to its card, a phrase
    for each. `excerpt_ids` are the short ids of the excerpts of exactly its words.
    """

    id: str
    short_id: str
    document_id: str
    document: str
    span: Span
    trim: Trim
    shown: Cleared | None
    printed: Cleared | None
    held: str
    look: tuple[str, ...]
    citation: Citation
    codes: tuple[str, ...]
    memos: tuple[QuoteMemo, ...]
    also_in: tuple[AlsoIn, ...]
    uses: tuple[Use, ...]
    checked: Checked
    lost: Lost
    changed: bool
    created_at: str
    lapsed: bool = False
    voted: tuple[str, ...] = ()
    excerpt_ids: tuple[str, ...] = ()

    @property
    def is_called(self) -> frozenset[str]:
        """Every short id that names it: its own, and those of the excerpts of its words."""
        return frozenset((self.short_id, *self.excerpt_ids))

    @property
    def answer(self) -> Answer:
        """What the person said to the quote as it is printed now: an approval of other words is none."""
        return Answer.NONE if self.lapsed else self.checked.answer

    @property
    def state(self) -> str:
        """`held`, `see` or `ok`, for a list."""
        return "held" if self.held else "see" if self.look else "ok"

    @property
    def words(self) -> str:
        """The words for a list on screen, trimmed; empty where nobody may read them."""
        words = self.printed or self.shown
        return "" if words is None else in_one_line(words)


Part: TypeAlias = WrittenPart | QuotePart


@dataclass(frozen=True, slots=True)
class CitedEvidence:
    """A document of evidence that an essay cites: `(Okoro, 2019)`, and as the reference list has it.

    Both are empty where the document has no reference yet. `quoted` is whether a quote of the essay is from it.
    """

    document_id: str
    document: str
    citation: str
    entry: str
    quoted: bool


@dataclass(frozen=True)
class Outline:
    """An essay, or Kept where `essay` is None: its parts in order, and the evidence it cites, in that of the list.

    `emptied` are the ids of quotes that have no words any more: they were taken out of the text. `names` says whether
    the list of real names is at hand: without it nothing may be printed for outside. `memos` are those on the essay.
    """

    essay: EssayLine | None
    audience: Audience
    parts: tuple[Part, ...]
    evidence: tuple[CitedEvidence, ...] = ()
    emptied: tuple[str, ...] = ()
    names: ListState = ListState.NONE
    memos: tuple[QuoteMemo, ...] = ()

    @property
    def quotes(self) -> tuple[QuotePart, ...]:
        """The quotes alone."""
        return tuple(part for part in self.parts if isinstance(part, QuotePart))

    @property
    def held(self) -> tuple[QuotePart, ...]:
        """The quotes that may not be printed for the essay's readers."""
        return tuple(part for part in self.quotes if part.held)

    def section(self, heading_id: str) -> tuple[str, ...]:
        """The ids of a heading and of all that stands under it, up to the next heading."""
        found: list[str] = []
        for part in self.parts:
            if isinstance(part, WrittenPart) and part.kind is PartKind.HEADING:
                if found:
                    break
                if part.id == heading_id:
                    found.append(part.id)
            elif found:
                found.append(part.id)
        return tuple(found)

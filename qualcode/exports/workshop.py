"""A workshop pack as sections of a page: what to talk about, cards to cut out, a sheet for what comes back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from qualcode.analysis.memo_state import MemoState
from qualcode.analysis.returns.votes import NOT_RANKED
from qualcode.exports.briefing_material import LONGEST, BriefingMaterial
from qualcode.exports.memo_words import became_sentence
from qualcode.exports.page import Blanks, Cards, Paragraph, Part, Room, Section, Topic
from qualcode.exports.phrases import counted, listed
from qualcode.exports.printed import Appearance, Attribution, PrintedExcerpt
from qualcode.exports.reach_words import against_words, reached_words
from qualcode.exports.small_cells import is_small, number_told
from qualcode.participants.disclosure import HeldBack

MOST_CARDS, LONGEST_CARD = 16, 130  # cards, and words that fit on one
RETURN_HEADINGS = ("Card or question", "Words", "Votes", "Group")
BY_RULE = 2  # passages of each theme that are chosen where nothing was kept
_MOST_LINES = 5
_MOST_LISTED = 12  # ids of what was held back for one reason
_COUNTING = "Excerpts are of participants’ words where there are participants, each passage once."
_ROOM, _MORE_ROOM, _LEAST_ROWS = 3, 5, 12  # lines to write on; rows of the return sheet that are empty


class CardSource(StrEnum):
    """Where the quotes on the cards come from."""

    KEPT = "kept quotes"
    ESSAY = "essay"
    QUESTION = "question"


@dataclass(frozen=True)
class WorkshopChoices:
    """What goes into the packs: of which areas (ids), empty for all that are in the totals.

    `named` is the id of the essay or the words of the question, as `source` says. At most `most` cards are
    printed of an area. Numbers of some participants, and fewer than `fewest`, are not told.
    """

    areas: tuple[str, ...] = ()
    source: CardSource = CardSource.KEPT
    named: str = ""
    most: int = MOST_CARDS
    fewest: int = 0


@dataclass(frozen=True)
class Deck:
    """The cards of an area, and what could be none: `held`, and `long` by id and words.

    `left` is how many more there were than are printed. `by_rule` says that nothing was kept, so that passages were
    chosen by the rule of the briefing papers; `told` is how they were chosen. `look` is what to look at in a card, by
    its id.
    """

    cards: tuple[PrintedExcerpt, ...] = ()
    held: tuple[HeldBack, ...] = ()
    long: tuple[tuple[str, int], ...] = ()
    left: int = 0
    by_rule: bool = False
    told: str = ""
    look: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class WorkshopMaterial:
    """What the pack of one area needs.

    `dropped` is how many opportunities were dropped, and are not printed.
    """

    area: BriefingMaterial
    questions: Sequence[Topic]
    opportunities: Sequence[Topic]
    dropped: int
    deck: Deck


def sections(pack: WorkshopMaterial) -> Iterator[Section]:
    """The sections of a pack in their order."""
    yield Section("What was heard", tuple(_heard(pack)))
    for title, topics in (("Questions", pack.questions), ("Opportunities", pack.opportunities)):
        yield Section(title, tuple(_topics(topics)))
    yield Section("Anything else", (Room(_MORE_ROOM),))
    yield Section("Quote cards", tuple(_cards(pack.deck)), new_page=True)
    yield Section("Return sheet", tuple(_return_sheet(pack)), new_page=True)
    yield Section("For whoever runs the workshop", tuple(_told(pack)), new_page=True)
    yield Section("Held back", tuple(_held(pack.deck)), level=2)


def by_name_alone(excerpt: PrintedExcerpt) -> PrintedExcerpt:
    """A quote as a card has it: who says it by the pseudonym alone, and where only if nobody is named."""
    who = excerpt.attribution
    if who.people:
        named = Attribution(tuple(Appearance(person.name) for person in who.people))
    else:
        named = Attribution((), who.document)
    return PrintedExcerpt(excerpt.words, named)


def spread(found: Sequence[PrintedExcerpt], most: int) -> list[PrintedExcerpt]:
    """At most so many, one of everybody in turn, in the order they came in."""
    taken: list[tuple[int, int]] = []
    times = Counter[str]()
    for place, one in enumerate(found):
        who = one.attribution.text
        taken.append((times[who], place))
        times[who] += 1
    chosen = {place for _, place in sorted(taken)[:most]}
    return [one for place, one in enumerate(found) if place in chosen]


# The discussion sheet


def _heard(pack: WorkshopMaterial) -> Iterator[Part]:
    """Three to five lines, each number with its base."""
    area = pack.area
    if area.definition:
        yield Paragraph(area.definition)
    lines = list(_lines(pack))
    if not lines:
        where = " in interviews, groups or notes" if area.excerpts else ""
        yield Paragraph(f"Nothing is coded under this area{where} yet.", quiet=True)
        return
    yield from map(Paragraph, lines)
    yield Paragraph(f"{_COUNTING} Counted: {area.method.sources.counted_codings}.", quiet=True)


def _lines(pack: WorkshopMaterial) -> Iterator[str]:
    area = pack.area
    fewest = area.choices.fewest
    against = against_words(area.reaches, fewest)
    last = list(filter(None, (f"Against what the codes say: {against}." if against else "", _survey(area))))
    first = [f"The area as a whole: {said}." for said in [reached_words(area.reaches, fewest)] if said]
    heard = [theme for theme in area.themes if theme.is_heard and not theme.depth]
    room = _MOST_LINES - len(first) - len(last)
    themes = [f"{theme.title}: {reached_words(theme.reaches, fewest)}." for theme in heard[:room]]
    yield from (*first, *themes, *last)


def _survey(area: BriefingMaterial) -> str:
    few = area.choices.fewest
    told = [
        f"{number_told(one.answers, few)} of {number_told(one.of_answers, few)} answers to “{one.question}”"
        if is_small(one.answers, few) or is_small(one.of_answers, few)
        else f"{one.answers:,} of {counted(one.of_answers, 'answer')} to “{one.question}”"
        for one in area.survey
    ]
    return f"In the survey: {'; '.join(told)}." if told else ""


def _topics(topics: Sequence[Topic]) -> Iterator[Part]:
    """With room to write; what would fill it is told to the team alone, since this sheet is handed out."""
    if not topics:
        yield Room(_MORE_ROOM)
    for topic in topics:
        yield topic
        yield Room(_ROOM)


# Cards and the return sheet


def _cards(deck: Deck) -> Iterator[Part]:
    if deck.cards:
        yield Cards(deck.cards)
    else:
        yield Paragraph("No quote of this area can be printed on a card.", quiet=True)


def _return_sheet(pack: WorkshopMaterial) -> Iterator[Part]:
    yield Paragraph(
        "Write a line for each card or question you spoke about: its id, what was said in your own words, how many "
        "votes it got, and the name of your group."
    )
    named = [(topic.id,) for topic in (*pack.questions, *pack.opportunities)]
    rows = (*named, *[("",)] * max(_LEAST_ROWS - len(named), _LEAST_ROWS // 2))
    yield Blanks(f"What came back on {pack.area.area}", RETURN_HEADINGS, (32, 90, 17, 31), rows)


def _told(pack: WorkshopMaterial) -> Iterator[Part]:
    """What is not handed out: how to use the pack, and what is not in it."""
    deck = pack.deck
    yield Paragraph("Do not hand this page out.")
    yield Paragraph(
        "Cut the cards out, four to a page. Whoever speaks is there by pseudonym alone. What is written on the "
        "return sheet, or typed as a table with the same headings, comes back with: qualcode workshop returns FILE "
        "--workshop NAME."
    )
    yield Paragraph(f"What each group votes is told beside the quote or question. {NOT_RANKED}")
    if deck.told:
        yield Paragraph(deck.told)
    if pack.questions or pack.opportunities:
        yield Paragraph(
            "Of each question and opportunity the first line is printed as the team wrote it, with its state and "
            "why: read these before you hand them out."
        )
    for kind, topics in (("question", pack.questions), ("opportunity", pack.opportunities)):
        if not topics:
            yield Paragraph(
                f"Memos of the kind {kind} about the area, its codes or passages stand on the discussion sheet; "
                "there is none yet.",
                quiet=True,
            )
    if pack.dropped:
        verb = "was" if pack.dropped == 1 else "were"
        yield Paragraph(
            f"{counted(pack.dropped, 'opportunity', 'opportunities')} {verb} dropped and not printed.", quiet=True
        )
    if deck.left:
        yield Paragraph(f"{counted(deck.left, 'more quote')} found; at most {len(deck.cards)} printed.", quiet=True)
    for card_id, words in deck.long:
        yield Paragraph(
            f"{card_id}: too long for a card ({words:,} words; {LONGEST_CARD} fit). Trim it in Quotes.", quiet=True
        )
    if deck.look:
        yield Paragraph(f"{counted(len(deck.look), 'card')} to look at before you hand them out:")
    for card_id, why in deck.look:
        yield Paragraph(f"{card_id}: {why}.", quiet=True)


def _held(deck: Deck) -> Iterator[Part]:
    """What of the area is on no card, and why."""
    if not deck.held:
        yield Paragraph("Nothing was held back from the cards.")
    reasons: dict[str, list[str]] = {}
    for one in deck.held:
        reasons.setdefault(one.reason, []).append(one.id)
    for reason, ids in reasons.items():
        which = f" ({listed(ids)})" if len(ids) <= _MOST_LISTED else ""
        yield Paragraph(f"{counted(len(ids), 'passage')}: {reason}{which}.", quiet=True)


def rule_words(choices: WorkshopChoices, title: str, *, by_rule: bool) -> str:
    """How the cards were chosen; `title` is that of the essay, or the question as its readers may read it."""
    if by_rule:
        return (
            "No quote is kept for this area yet, so the cards were chosen by a rule, not by anybody’s judgement: of "
            f"each theme at most {counted(BY_RULE, 'passage')} of at most {LONGEST} words, of different people, and "
            "some that go against."
        )
    found = {
        CardSource.KEPT: "the quotes kept, in whatever essay or none, that have a code of the area",
        CardSource.ESSAY: f"the quotes of “{title}” that have a code of the area",
        CardSource.QUESTION: f"the passages under the area’s codes that answer {title}",
    }[choices.source]
    return f"The cards are {found}; of everybody one in turn where there are more than {choices.most}."


def topic_of(short: str, words: str, became: str) -> Topic:
    """A question or opportunity by its first line, with its state; nobody needs to read that it was raised."""
    says = bool(became) and became != MemoState.RAISED
    return Topic(short, words, (became_sentence(became),) if says else ())

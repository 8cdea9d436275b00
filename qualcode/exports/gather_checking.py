"""From a study to what each person is asked to check: their own words as they will be printed, and what for."""

from __future__ import annotations

import re
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from qualcode.analysis.citations import Citations
from qualcode.analysis.documents import OpenDocument, open_document
from qualcode.analysis.linked_quotations import quotations
from qualcode.analysis.objections import objection_to
from qualcode.analysis.people import Participant, attributes, participants
from qualcode.analysis.standing_nos import StandingNos
from qualcode.analysis.verbatims import speaker_of
from qualcode.essays.citing import cited_people, style_of
from qualcode.essays.essay import Answer, PartKind
from qualcode.essays.essays import essays
from qualcode.essays.outline import outline
from qualcode.essays.parts import Outline, QuotePart, WrittenPart
from qualcode.essays.printing import printed_turns, prints, verbatim_of_quote
from qualcode.essays.sheet_words import short_code
from qualcode.exports.gather import names_for
from qualcode.participants.disclosure import Audience, Cleared, Line, Verbatim, clear_for_themselves
from qualcode.transcripts.transcript import Turn
from qualcode.transcripts.trim import digest_of_print, kept_spans


@dataclass(frozen=True, slots=True)
class Point:
    """What a quote supports: the title of its essay and the heading or note that it stands under, as far as told."""

    essay: str
    under: str


@dataclass(frozen=True)
class ToCheck:
    """Words of one person that are printed in one or several places, in the order of `quotes` (their ids).

    `words` are the person's own with the question before them, as printed; `printed` is the whole quote, by whose
    digest a later look tells whether it changed. `among` says that others speak in it, too.
    """

    quotes: tuple[str, ...]
    short_ids: tuple[str, ...]
    words: Cleared
    citation: str
    points: tuple[Point, ...]
    printed: str
    answer: Answer
    among: bool = False

    @property
    def code(self) -> str:
        """What tells on paper which words were shown."""
        return short_code(digest_of_print(self.printed))


@dataclass(frozen=True)
class AskedPerson:
    """Somebody to be asked; `answered` is how many of their quotes need no question, by what they said."""

    participant_id: str
    pseudonym: str
    quotes: tuple[ToCheck, ...]
    answered: tuple[tuple[Answer, int], ...] = ()


@dataclass(frozen=True)
class Asking:
    """Everybody to be asked; how many quotes were withdrawn, and how many are of nobody who could be asked."""

    people: tuple[AskedPerson, ...]
    withdrew: int = 0
    nobodys: int = 0


def to_be_checked(
    conn: sqlite3.Connection,
    on: date,
    essay_ids: Sequence[str | None] | None = None,
    participant_ids: Iterable[str] | None = None,
    *,
    again: bool = False,
) -> Asking:
    """The quotes of some essays (None among them is Kept; all where none are given), by the people who say them.

    On a copy. What somebody answered already is asked only `again`, and what they refused then only in other words,
    which leave some of it out. Raises Problem where the study's list of names is not at hand.
    """
    return _Gathering(conn, on, again=again).asking(essay_ids, participant_ids)


class _Gathering:
    """Reads each document once."""

    def __init__(self, conn: sqlite3.Connection, on: date, *, again: bool) -> None:
        self._conn, self._on, self._again = conn, on, again
        self._names = names_for(conn, Audience.OUTSIDE)
        self._people = {person.id: person for person in participants(conn)}
        self._attributes = attributes(conn)
        self._citations = Citations(conn)
        self._nos = StandingNos(conn)
        self._documents: dict[str, OpenDocument | None] = {}
        coders = [str(row[0]) for row in conn.execute("SELECT name FROM coder")]
        named = sorted(filter(None, (*(one.pseudonym for one in self._people.values()), *coders)), key=len)
        # Who took part, and who coded: the longest first, for one may begin another.
        self._named = re.compile(rf"(?i)(?<!\w)(?:{'|'.join(map(re.escape, reversed(named))) or '(?!)'})(?!\w)")

    def asking(self, essay_ids: Sequence[str | None] | None, participant_ids: Iterable[str] | None) -> Asking:
        """Everybody, in the order of their pseudonyms."""
        if essay_ids is None:
            essay_ids = (*(one.id for one in essays(self._conn).essays), None)
        wanted = None if participant_ids is None else frozenset(participant_ids)
        asked: dict[str, dict[tuple[str, str], ToCheck]] = defaultdict(dict)
        answered: dict[str, dict[Answer, int]] = defaultdict(lambda: defaultdict(int))
        withdrew = nobodys = 0
        for essay_id in essay_ids:
            found = outline(self._conn, essay_id, self._on)
            for part, above in _placed(found):
                if part.shown is None:
                    withdrew += 1
                    continue
                whose = self._speaking(part)
                nobodys += not whose
                for person in whose:
                    if wanted is not None and person.id not in wanted:
                        continue
                    if (answer := self._answered(part)) is not None:
                        answered[person.id][answer] += 1
                    elif (one := self._to_check(found, part, person, above, among=len(whose) > 1)) is not None:
                        key = (one.code, part.document_id)
                        asked[person.id][key] = _joined(asked[person.id].get(key), one)
        people = [
            AskedPerson(
                person,
                self._names.show(self._people[person].pseudonym),
                tuple(asked[person].values()),
                tuple(answered[person].items()),
            )
            for person in self._people
            if person in asked or person in answered
        ]
        return Asking(tuple(sorted(people, key=lambda one: (len(one.pseudonym), one.pseudonym))), withdrew, nobodys)

    def _answered(self, part: QuotePart) -> Answer | None:
        """What is known of a quote as it is printed now, so that nobody is asked; None where somebody is."""
        if part.answer is Answer.REFUSED or self._is_refused(part):
            return None if self._again and self._is_milder(part) else Answer.REFUSED
        if part.answer is Answer.CHANGED:
            agreed = part.shown is not None and prints(part.shown, part.checked.words)
            return None if self._again and agreed else Answer.CHANGED
        return Answer.APPROVED if part.answer is Answer.APPROVED and not self._again else None

    def _is_refused(self, part: QuotePart) -> bool:
        """Whether it prints words that were refused in another quote."""
        document = self._document(part.document_id)
        if document is None:
            return False
        found = objection_to(document.text, kept_spans(part.span, part.trim), document.objected)
        return found is not None and found.refused

    def _is_milder(self, part: QuotePart) -> bool:
        """Whether it leaves out, or puts otherwise, something of all that was refused of its passage."""
        kept = kept_spans(part.span, part.trim)
        refused = [one for one in self._nos.against(part.document_id, [part.span]) if one.refused]
        whole = self._nos.wholly_in(part.document_id, kept)
        document = self._document(part.document_id)
        assert document is not None, "what was refused was read from it"
        elsewhere = [one for one in document.objected if one.answer and one.answer.document_id != part.document_id]
        return (
            bool(refused)
            and not any(one in whole for one in refused)
            and objection_to(document.text, kept, elsewhere) is None
        )

    def _speaking(self, part: QuotePart) -> list[Participant]:
        """The participants whose words a quote prints; those of evidence are nobody's to ask."""
        document = self._document(part.document_id)
        if document is None or self._citations.of(part.document_id, part.span):
            return []
        speakers = (speaker_of(document, turn) for turn in printed_turns(document, part.span, part.trim))
        ids = dict.fromkeys(one.participant_id for one in speakers if one is not None and not one.is_interviewer)
        return [self._people[one] for one in ids if one in self._people]

    def _to_check(
        self, found: Outline, part: QuotePart, person: Participant, above: Sequence[str], *, among: bool
    ) -> ToCheck | None:
        document = self._document(part.document_id)
        assert document is not None, "whose words they are was read from it"
        own, turns = self._own(document, part, person)
        cleared = clear_for_themselves([own], names=self._names)
        if not cleared or not any(line.words for line in cleared[0].lines):
            return None
        essay_id = None if found.essay is None else found.essay.id
        style = style_of(self._conn, essay_id)
        citation = cited_people(document, turns, self._people, self._attributes, style, part.short_id)
        title = "" if found.essay is None else found.essay.title
        under = next(filter(None, (self._told(words, person, cleared[0]) for words in above)), "")
        return ToCheck(
            quotes=(part.id,),
            short_ids=(part.short_id,),
            words=cleared[0],
            citation=self._names.show(citation.text),
            points=(Point(self._told(title, person, cleared[0]), under),),
            printed=part.words,
            answer=part.answer,
            among=among,
        )

    def _own(self, document: OpenDocument, part: QuotePart, person: Participant) -> tuple[Verbatim, list[Turn]]:
        """The person's own words of a quote, with the questions put to them; nobody else's."""
        turns = printed_turns(document, part.span, part.trim)
        whole = verbatim_of_quote(part.short_id, document, part.span, part.trim, self._people, None, Audience.OUTSIDE)
        lines: list[Line] = []
        own: list[Turn] = []
        for line, turn in zip(whole.lines, turns, strict=True):
            speaker = speaker_of(document, turn)
            if speaker is not None and speaker.participant_id == person.id and not speaker.is_interviewer:
                if not own and not lines and (asked := _question(document, turn)) is not None:
                    lines.append(Line("Interviewer", asked.span.of(document.text), is_question=True))
                own.append(turn)
                lines.append(line)
            elif speaker is not None and speaker.is_interviewer:
                lines.append(replace(line, is_question=True))
        kept = replace(
            whole,
            lines=tuple(lines),
            participants=(person.pseudonym,),
            agreements=(person.agreement,),
            objection=None,
        )
        return kept, own

    # What is told of the essay

    def _told(self, words: str, person: Participant, own: Cleared) -> str:
        """A writer's words as the person may read them: empty where they tell of others, or quote others' words."""
        shown = " ".join(self._names.show(words).split())
        for quotation in quotations(shown):
            if quotation.id or not _is_in(quotation.words, own.text):
                return ""
        named = (one.casefold() for one in self._named.findall(shown))
        return shown if all(one == person.pseudonym.casefold() for one in named) else ""

    def _document(self, document_id: str) -> OpenDocument | None:
        if document_id not in self._documents:
            self._documents[document_id] = open_document(self._conn, document_id)
        return self._documents[document_id]


def _placed(found: Outline) -> Iterator[tuple[QuotePart, tuple[str, ...]]]:
    """The quotes, each with the heading above it and the note before it."""
    heading = note = ""
    for part in found.parts:
        if isinstance(part, WrittenPart):
            if part.kind is PartKind.HEADING:
                heading, note = part.words, ""
            else:
                note = part.words
        else:
            yield part, tuple(filter(None, (heading, note)))


def _question(document: OpenDocument, turn: Turn) -> Turn | None:
    """What the interviewer said just before a turn."""
    before = document.turns.index(turn) - 1
    if before < 0:
        return None
    speaker = speaker_of(document, document.turns[before])
    return document.turns[before] if speaker is not None and speaker.is_interviewer else None


def _joined(held: ToCheck | None, one: ToCheck) -> ToCheck:
    """The same words in one place more."""
    if held is None:
        return one
    points = tuple(dict.fromkeys((*held.points, *one.points)))
    return replace(held, quotes=held.quotes + one.quotes, short_ids=held.short_ids + one.short_ids, points=points)


def _is_in(words: str, said: str) -> bool:
    bare, among = (" ".join(re.findall(r"\w+", one.casefold())) for one in (words, said))
    return f" {bare} " in f" {among} "

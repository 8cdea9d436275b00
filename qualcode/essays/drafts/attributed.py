"""Whom a draft says a quotation is by: a pseudonym in brackets, after a dash, before a colon or in the sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from qualcode.essays.drafts.around import BRACKET, Around, WordsAround, one_line
from qualcode.essays.drafts.cells import Cells
from qualcode.essays.drafts.draft import Draft, SetApart, Where
from qualcode.essays.drafts.pseudonyms import AFTER_NAME, Pseudonyms
from qualcode.essays.drafts.quoted import Quoted
from qualcode.essays.drafts.speaking import (
    Reading,
    Speaks,
    goes_on,
    in_brackets,
    is_going_on,
    refers_back,
    says_who,
    speaker_after,
    speaker_before,
    subject_of,
)
from qualcode.transcripts.boundaries import count_words

_DASH = re.compile(r"[”’\"'»«“‹›″＂」』,.;:!?…\s]{0,10}[—–-]{1,2}\s*([^.;:!?\n(]{1,80})")
_ASKED = re.compile(r"\b(?:interviewers?|asked|ask|question|prompted|INT)\b", re.IGNORECASE)
_POINTS_BACK = re.compile(r"[”’\"')\]\s.]*(?:this|that|these|those|such|so|thus)\b[^.;:!?]{0,60}", re.IGNORECASE)
_MOST_OF_NOBODY = 3  # words beside a quotation that leave it to the sentences around it to say whose it is
_MOST_TO_SIGN = 3  # characters between a quotation and the sign of its note: a mark, a stop
_MOST_IN_NOTE = 20  # words of a note that says whose words are quoted
_MOST_IN_CELL = 8  # words of a cell that says whose words another holds
_MOST_BACK = 3  # sentences in which a pronoun's person is looked for, and paragraphs set apart one after the other


@dataclass(frozen=True, slots=True)
class Claim:
    """Whose words a draft says a quotation is: `people` by their places in the list of pseudonyms.

    `sure` is whether it says so (in brackets, after a dash, before a colon, as the subject of what says it), and does
    not merely name them near; `beside` whether it says so right beside the words, and not in a sentence around them.
    `others` are named in the same sentence. `asked` is whether an interviewer is said to
    speak. `words` are the writer's, in which it says so; `source` those in brackets, after a dash or below.
    """

    people: tuple[int, ...] = ()
    sure: bool = False
    beside: bool = False
    others: tuple[int, ...] = ()
    asked: bool = False
    words: str = ""
    source: str = ""


class Attributions:
    """The pseudonyms of a study, looked for around the quotations of one draft."""

    def __init__(self, draft: Draft, names: Pseudonyms, quotations: Iterable[Quoted]) -> None:
        self._draft, self._names = draft, names
        self._around = WordsAround(draft, quotations)
        self._cells = Cells(draft)

    def of(self, quoted: Quoted) -> Claim:
        """Whom the draft gives as the speaker; nobody where it does not say."""
        labels = list(self._names.label.finditer(quoted.words))
        if labelled := [place for label in labels for place in self._names.owners_in(label[1] or "")]:
            return Claim(
                tuple(dict.fromkeys(labelled)),
                sure=True,
                beside=True,
                asked=any(label[1] is None for label in labels),
            )
        claim = self._beside_paragraph(quoted) if quoted.apart is not SetApart.NOT else self._in_sentence(quoted)
        if labels:
            claim = replace(claim, asked=True)
        if claim.people:
            return claim
        if self._draft.paragraphs[quoted.paragraph].where is Where.TABLE:
            claim = self._in_row(quoted.paragraph) or claim
        return claim if claim.people or claim.others else self._under_heading(quoted.paragraph, claim)

    def _under_heading(self, paragraph: int, claim: Claim) -> Claim:
        """Whom the heading names that a quotation stands under: it may be theirs."""
        heading = self._draft.heading_above(paragraph)
        named = in_brackets(heading, self._names.find)
        return replace(claim, others=named, words=heading) if named else claim

    # In its sentence

    def _in_sentence(self, quoted: Quoted) -> Claim:
        around = self._around.of(quoted)
        named = self._names.mentioned(around.all_before, around.all_after)
        before, after = speaker_before(around.before, self._names.find), speaker_after(around.after, self._names.find)
        if before.speaks is Speaks.NOBODY and not self._names.find(around.before):
            # What begins a sentence may go on after the first of its quotations.
            before = replace(speaker_before(around.all_before, self._names.find), sure=False)
            before = before if before.speaks is Speaks.PERSON else Reading()
        asked = self._is_asked(around, before, after)
        people, source = self._right_after(around.after)
        if people:
            return Claim(people, sure=True, beside=True, asked=asked, words=around.words, source=source)
        # What stands between two quotations and names a speaker mostly goes with the first: “…”, said P01, and “…”.
        goes_with_last = around.before != around.all_before
        if goes_with_last and not goes_on(around.before):
            before = replace(before, sure=False)
        if (noted := self._in_note(quoted)) is not None:
            return replace(noted, asked=asked)
        reading = after if after.sure and (goes_with_last or not before.sure) else before
        if reading.speaks is Speaks.NOBODY:
            reading = after
        by_colon = reading is before and reading.sure and around.before.rstrip(" \t\n“‘\"'«„").endswith(":")
        claim = Claim(reading.people, reading.sure, beside=by_colon, asked=asked, words=around.words, source=source)
        if not named and (reading.speaks is Speaks.PRONOUN or refers_back(around.before)):
            return self._by_pronoun(around.earlier, claim)
        beside = f"{around.all_before} {around.all_after}"
        if not named and count_words(beside) <= _MOST_OF_NOBODY and not says_who(beside):
            if self._stands_alone(quoted):
                return self._beside_paragraph(quoted)
            claim = self._by_sentences_beside(around, claim)
        elif not named and (people := self._pointing_back(around.following)):
            claim = replace(claim, people=people, words=around.words_and_following)
        others = tuple(one for one in named if one not in claim.people)
        return replace(claim, others=others)

    def _right_after(self, text: str) -> tuple[tuple[int, ...], str]:
        """Whom brackets right after a quotation give, or a dash and no more than a name and facts, and the words."""
        at = 0
        source: list[str] = []
        people: tuple[int, ...] = ()
        while (bracket := BRACKET.match(text, at)) is not None:
            people = people or in_brackets(bracket[1], self._names.find_labels)
            source.append(bracket[1])
            at = bracket.end()
        dash = _DASH.match(text, at)
        if not people and dash is not None and self._names.only_says_who(f"— {dash[1]}"):
            hits = self._names.find_labels(dash[1])
            if hits and not dash[1][: hits[0].start].strip() and AFTER_NAME.match(dash[1], hits[0].end):
                return in_brackets(dash[1], self._names.find_labels), dash[1]
        return people, "; ".join(source)

    def _in_note(self, quoted: Quoted) -> Claim | None:
        """Whom the note gives whose sign stands right after a quotation."""
        for sign in self._draft.paragraphs[quoted.paragraph].signs:
            if quoted.span.end <= sign.at <= quoted.span.end + _MOST_TO_SIGN:
                for one in self._draft.paragraphs:
                    if (one.where, one.note) == (sign.where, sign.note) and count_words(one.words) <= _MOST_IN_NOTE:
                        people = in_brackets(one.words, self._names.find_labels)
                        return Claim(people, sure=True, beside=True, source=one.words) if people else None
        return None

    def _is_asked(self, around: Around, before: Reading, after: Reading) -> bool:
        """Whether an interviewer is said to ask this, and nobody else to say it."""
        speaking = [one.speaks for one in (before, after) if one.speaks is not Speaks.NOBODY]
        if Speaks.INTERVIEWER in speaking:
            return True
        if any(one.speaks is Speaks.PRONOUN or (one.speaks is Speaks.PERSON and one.sure) for one in (before, after)):
            return False
        return _ASKED.search(f"{around.all_before} {around.all_after}") is not None

    def _by_pronoun(self, earlier: Sequence[str], claim: Claim) -> Claim:
        """Whom “she” may mean: the subject of the nearest sentence before it that names anybody."""
        for sentence in earlier[:_MOST_BACK]:
            if named := self._names.mentioned(sentence):
                people = subject_of(sentence, self._names.find).people
                others = tuple(one for one in named if one not in people)
                return replace(claim, people=people, others=others, words=f"{one_line(sentence)} {claim.words}")
        return claim

    def _by_sentences_beside(self, around: Around, claim: Claim) -> Claim:
        """Whom the sentence after one that only quotes says to have said it, or whom the one before is about."""
        said_after = speaker_after(around.following, self._names.find) if not claim.people else Reading()
        if people := self._pointing_back(around.following) or (said_after.people if said_after.sure else ()):
            return replace(claim, people=people, words=around.words_and_following)
        nearest = around.earlier[0] if around.earlier else ""
        if (subject := subject_of(nearest, self._names.find)).sure:
            others = tuple(one for one in self._names.mentioned(nearest) if one not in subject.people)
            return replace(claim, people=subject.people, others=others, words=f"{one_line(nearest)} {around.words}")
        return claim

    def _pointing_back(self, following: str) -> tuple[int, ...]:
        """Whom “This was P05’s view.” names."""
        found = _POINTS_BACK.match(following)
        return self._names.mentioned(found[0]) if found is not None else ()

    # Beside a paragraph

    def _beside_paragraph(self, quoted: Quoted) -> Claim:
        """What the end of a paragraph set apart says, or the one after it, or the last sentence before it."""
        following = self._words(self._cells.after(quoted.paragraph))
        for source in (
            self._names.tail_words(quoted.words),
            following if self._names.only_says_who(following) else "",
        ):
            if people := in_brackets(source, self._names.find_labels):
                return Claim(people, sure=True, beside=True, source=source)
            if self._names.says_interviewer(source):
                return Claim((), asked=True, beside=True, source=source)
        return self._from_above(quoted.paragraph) or self._from_below(quoted.paragraph) or Claim()

    def _from_above(self, paragraph: int) -> Claim | None:
        """Whom what stands above gives, over others that are set apart and say nothing."""
        above = self._cells.before(paragraph)
        is_next = True
        for _ in range(_MOST_BACK):
            if above is None or self._draft.paragraphs[above].set_apart is SetApart.NOT:
                break
            words = self._words(above)
            if self._names.only_says_who(words) or in_brackets(
                self._names.tail_words(words), self._names.find_labels
            ):
                return None
            above, is_next = self._cells.before(above), False
        if above is None or self._draft.paragraphs[above].heading or self._names.only_says_who(self._words(above)):
            return None
        return self._by_paragraph_before(above, is_next=is_next)

    def _from_below(self, paragraph: int) -> Claim | None:
        """Whom what stands below gives, under others that are set apart: one source may be that of both."""
        below = self._cells.after(paragraph)
        for _ in range(_MOST_BACK):
            if below is None or self._draft.paragraphs[below].set_apart is SetApart.NOT:
                break
            if people := in_brackets(self._names.tail_words(self._words(below)), self._names.find_labels):
                return Claim(people, words=self._names.tail_words(self._words(below)))
            below = self._cells.after(below)
        words = self._words(below)
        people = in_brackets(words, self._names.find_labels) if self._names.only_says_who(words) else ()
        return Claim(people, words=one_line(words)) if people else None

    def _by_paragraph_before(self, paragraph: int, *, is_next: bool) -> Claim | None:
        """Whom the last sentence of the paragraph before introduces."""
        sentences = self._around.last_sentences(paragraph)
        if not sentences:
            return None
        last = sentences[0]
        introduces = is_going_on(last)
        reading = speaker_before(last, self._names.find) if introduces else subject_of(last, self._names.find)
        sure = reading.sure and introduces and is_next
        claim = Claim(reading.people, sure, beside=sure and last.rstrip().endswith(":"), words=one_line(last))
        if introduces:
            named = self._names.mentioned(last)
            claim = replace(claim, others=tuple(one for one in named if one not in reading.people))
            claim = replace(claim, asked=reading.speaks is Speaks.INTERVIEWER)
            if reading.speaks is Speaks.PRONOUN and not named:
                return self._by_pronoun(sentences[1:], claim)
            if reading.speaks is Speaks.NOBODY and not named:
                return replace(claim, asked=_ASKED.search(last) is not None)
        elif not reading.sure:
            return None
        return claim

    # In a table

    def _in_row(self, paragraph: int) -> Claim | None:
        """Whom the cells of the same row name that say little else; else the cell above one that is empty."""
        named: list[tuple[int, ...]] = []
        for cell in self._cells.beside(paragraph):
            words = " ".join(self._words(one) for one in cell)
            if count_words(words) <= _MOST_IN_CELL and (people := in_brackets(words, self._names.find_labels)):
                named.append(people)
        if named:
            others = tuple(one for people in named[1:] for one in people if one not in named[0])
            return Claim(
                named[0], sure=not others, beside=not others, others=others, words=self._row_words(paragraph)
            )
        for cell in self._cells.above(paragraph):
            words = " ".join(self._words(one) for one in cell)
            if count_words(words) <= _MOST_IN_CELL and (people := in_brackets(words, self._names.find_labels)):
                return Claim(people, words=words)
        return None

    def _row_words(self, paragraph: int) -> str:
        cells = self._cells.beside(paragraph)
        return " · ".join(one_line(" ".join(self._words(one) for one in cell)) for cell in cells)

    def _stands_alone(self, quoted: Quoted) -> bool:
        """Whether a quotation in marks is all that its paragraph holds."""
        text = self._draft.paragraphs[quoted.paragraph].words
        return not re.search(r"\w", text[: quoted.span.start] + text[quoted.span.end :])

    def _words(self, paragraph: int | None) -> str:
        return "" if paragraph is None else self._draft.paragraphs[paragraph].words

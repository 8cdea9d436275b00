"""The sheet on which somebody checks their own words before they are printed, one for each person."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import count
from pathlib import Path

from qualcode.essays.essay import Answer
from qualcode.essays.sheet_words import (
    AMONG,
    ASK,
    CROSS,
    DAY,
    LABELS,
    OWN_WORDS,
    SIGNED,
    opening,
    passage_heading,
    sheet_code,
    sign_as_you_like,
    title,
    what_for,
)
from qualcode.exports.files import Written, check_name, file_name
from qualcode.exports.gather import names_for, study_facts
from qualcode.exports.gather_checking import AskedPerson, Asking, ToCheck, to_be_checked
from qualcode.exports.page import Blanks, Page, Paragraph, Part, Section
from qualcode.exports.phrases import counted
from qualcode.exports.printed import Attribution, PrintedExcerpt
from qualcode.exports.spoken import spoken
from qualcode.participants.disclosure import Audience
from qualcode.participants.names import Names

_WAYS = {
    Answer.APPROVED: "approved as they are printed",
    Answer.CHANGED: "waiting for other words the person wants",
    Answer.REFUSED: "refused",
}


@dataclass(frozen=True)
class SheetChoices:
    """Whom to ask about what: essays by id, None among them for Kept, all where none are given; people by id."""

    essay_ids: tuple[str | None, ...] | None = None
    participant_ids: tuple[str, ...] | None = None
    again: bool = False


@dataclass(frozen=True)
class CheckingSheets:
    """A page for each person, and what was read for them."""

    pages: tuple[tuple[AskedPerson, Page], ...]
    asking: Asking

    @property
    def asked(self) -> tuple[tuple[str, str], ...]:
        """The ids of the quotes that nobody answered to yet, each with its words as they are printed."""
        return tuple(
            (quote, one.printed)
            for person, _ in self.pages
            for one in person.quotes
            if one.answer in (Answer.NONE, Answer.ASKED)
            for quote in one.quotes
        )

    @property
    def sentences(self) -> tuple[str, ...]:
        """Who is asked about how much, and who is not, and why."""
        return tuple(_told(self.asking))


def checking_sheets(conn: sqlite3.Connection, choices: SheetChoices, made_on: datetime) -> CheckingSheets:
    """The sheets, judged on the day of `made_on`; on a copy, for it reads every document that is quoted.

    Raises Problem where the study's list of names is not at hand.
    """
    asking = to_be_checked(conn, made_on.date(), choices.essay_ids, choices.participant_ids, again=choices.again)
    study, names = study_facts(conn)[0], names_for(conn, Audience.OUTSIDE)
    tag = spoken(conn)
    pages = [(one, _signed(names.show_all(_page(one, study, made_on, tag)))) for one in asking.people if one.quotes]
    return CheckingSheets(tuple(pages), asking)


def sheet_paths(folder: Path, sheets: CheckingSheets, suffix: str) -> list[Path]:
    """A file for each person, named by the pseudonym alone."""
    found: list[Path] = []
    taken: set[str] = set()
    for person, _ in sheets.pages:
        # Two people may have been given one pseudonym.
        names = (f"{person.pseudonym}-to-check{f' {number}' if number > 1 else ''}" for number in count(1))
        paths = (folder / file_name(name, suffix) for name in names)
        path = next(one for one in paths if str(one).casefold() not in taken)
        taken.add(str(path).casefold())
        found.append(path)
    return found


def release_sheets(names: Names, sheets: CheckingSheets, paths: Sequence[Path]) -> Written:
    """Write a sheet for each person; none where any of them has a name of the list in it, which raises Problem."""
    from qualcode.exports.leaving import leaving  # with its first use
    from qualcode.exports.writing import write_page  # with its first use

    for path in paths:
        check_name(path, names)
    with leaving(names, *(page for _, page in sheets.pages)) as going:
        every = [write_page(page, path) for (_, page), path in zip(sheets.pages, paths, strict=True)]
    said = [sentence for written in every for sentence in written.sentences]
    return Written(tuple(path for written in every for path in written.paths), (*said, *going.sentences))


def _page(person: AskedPerson, study: str, made_on: datetime, tag: str) -> Page:
    return Page(
        title(person.pseudonym),
        study,
        made_on,
        Audience.OUTSIDE,
        (_opening(person, study), *_quotes(person), _signature(person)),
        contents=False,
        language=tag,
    )


def _opening(person: AskedPerson, study: str) -> Section:
    words = opening(study, person.pseudonym, len(person.quotes))
    return Section(ASK, tuple(map(Paragraph, words)))


def _quotes(person: AskedPerson) -> Iterator[Section]:
    for number, quote in enumerate(person.quotes, start=1):
        yield Section(passage_heading(f"{number}", f"{len(person.quotes)}"), tuple(_quote(quote, person)))


def _quote(quote: ToCheck, person: AskedPerson) -> Iterator[Part]:
    for point in quote.points:
        yield Paragraph(what_for(point.essay, point.under), quiet=True)
    yield PrintedExcerpt(quote.words, Attribution((), quote.citation))
    if quote.among:
        yield Paragraph(AMONG, quiet=True)
    rows = tuple((label, "", "") for label in LABELS.values())
    yield Blanks("", (f"Passage {', '.join(quote.short_ids)} · {quote.code}", CROSS, OWN_WORDS), (5, 2, 8), rows)


def _signature(person: AskedPerson) -> Section:
    said = Paragraph(sign_as_you_like(person.pseudonym), quiet=True)
    return Section(SIGNED, (said, _to_sign("")))


def _to_sign(code: str) -> Blanks:
    return Blanks("", (f"{SIGNED} · {code}" if code else SIGNED, DAY), (3, 1), (("", ""),))


def _signed(page: Page) -> Page:
    """The page with what tells, when it comes back, whether all that it printed still stands on it."""
    *sections, last = page.sections
    code = sheet_code(_printed(page))
    return replace(page, sections=(*sections, replace(last, parts=(*last.parts[:-1], _to_sign(code)))))


def _printed(page: Page) -> Iterator[str]:
    """What a sheet prints, line by line, in the order in which it is read back."""
    yield from (page.title, f"{page.study}, {page.day}")
    for section in page.sections:
        yield section.title
        for part in section.parts:
            if isinstance(part, Paragraph):
                yield part.words
            elif isinstance(part, PrintedExcerpt):
                several = len({line.who for line in part.words.lines}) > 1
                yield from (f"{line.who} {line.words}" if several else line.words for line in part.words.lines)
                yield f"{part.attribution.text} ({part.id})"
            elif isinstance(part, Blanks):
                yield from (*part.headings, *(row[0] for row in part.rows))


def _told(asking: Asking) -> Iterator[str]:
    asked = [one for one in asking.people if one.quotes]
    number = sum(len(one.quotes) for one in asked)
    yield (
        f"{counted(number, 'passage')} for {counted(len(asked), 'person', 'people')} to check."
        if asked
        else "There is nobody to ask about any quote."
    )
    for answer, phrase in _WAYS.items():
        some = sum(one_of for one in asking.people for known, one_of in one.answered if known is answer)
        if some:
            yield f"{counted(some, 'quote')} left out: {phrase}."
    if asking.withdrew:
        yield f"{counted(asking.withdrew, 'quote')} left out: withdrawn."
    if asking.nobodys:
        yield f"{counted(asking.nobodys, 'quote')} left out: evidence, or words of nobody who is known."

"""From a study to a report: the one place where exports read the study's file."""

from __future__ import annotations

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from qualcode.analysis.citations import Citations
from qualcode.analysis.code_examples import withheld
from qualcode.analysis.codes import codebook
from qualcode.analysis.counts.asked import Asked
from qualcode.analysis.counts.narrowing import narrowed_base
from qualcode.analysis.counts.scope import scope
from qualcode.analysis.documents import DocumentLine, OpenDocument, documents, open_document
from qualcode.analysis.excerpts import Choice, Excerpt, counted_phrase, excerpts
from qualcode.analysis.naming import names_of
from qualcode.analysis.notes import kept_quotes
from qualcode.analysis.people import attributes, participants
from qualcode.analysis.samples import samples
from qualcode.analysis.verbatims import document_consents
from qualcode.analysis.withdrawals import withdrawals
from qualcode.codebooks.code import Codebook
from qualcode.exports.although import told_to_team
from qualcode.exports.choices import ReportChoices
from qualcode.exports.gather_accounts import cleared_words
from qualcode.exports.gather_question import in_words, those_found
from qualcode.exports.material import Material
from qualcode.exports.names import with_names_for
from qualcode.exports.phrases import counted, day_in_words, documents_of, listed, sentence_case
from qualcode.exports.printed import PrintedMemo
from qualcode.exports.report import Report
from qualcode.exports.small_cells import few_in_words
from qualcode.exports.sources import DocumentsOfKind, Fact, Sources
from qualcode.exports.spoken import spoken
from qualcode.exports.themed import NO_AREA, Themed
from qualcode.participants.disclosure import Audience, Cleared, HeldBack
from qualcode.participants.name_marks import IncompleteNames, MarkedNames
from qualcode.participants.names import ListState, Names
from qualcode.problem import Problem
from qualcode.transcripts.span import Span
from qualcode.transcripts.transcript import Kind


def report(conn: sqlite3.Connection, choices: ReportChoices, made_on: datetime) -> Report:
    """The themed excerpts of a study as values; `made_on` carries its zone, and its day decides consent."""
    chosen = counted_material(conn, material(conn, choices, made_on.date()))
    study = _asked_for(conn, chosen, choices.question)
    wanted = _wanted_codes(study.book, choices.codes)
    found = _found(conn, study, choices, wanted)
    choice = Themed(study, choices, found, made_on.date())
    chapters = tuple(
        chapter for area in [*study.book.areas(), NO_AREA] if (chapter := choice.chapter(area)) is not None
    )
    held = [excerpt for excerpt in choice.in_chapters() if excerpt.id in choice.held]
    value = Report(
        title=choices.title or f"{study.title}: themed excerpts",
        study=study.title,
        made_on=made_on,
        audience=choices.audience,
        sources=_sources(conn, study, choices, choice, _restriction(conn, chosen, choices)),
        areas=chapters,
        study_page=study.page,
        counts=choice.tables() if choices.counts else (),
        held_back=tuple(choice.held[excerpt.id] for excerpt in held),
        held_back_kinds=tuple(Kind(study.documents[excerpt.document_id].kind) for excerpt in held)
        if len(study.kinds) > 1
        else (),
        codebook=choice.appendix() if choices.codebook else (),
        language=spoken(conn),
    )
    return told_to_team(conn, study.names.show_all(value))


def _found(
    conn: sqlite3.Connection, study: Material, choices: ReportChoices, codes: set[str] | None
) -> list[Excerpt]:
    """The excerpts in question. Raises QuestionProblem where they cannot be asked for."""
    found = excerpts(conn, Choice(codes=codes, documents=set(study.documents), coders=choices.coders))
    if not choices.question.strip():
        return found
    found, people = those_found(conn, choices.question, found), study.asked_people
    # Of some coders' codings alone, a part of what was found may be somebody else's words.
    return found if people is None else [one for one in found if one.participant_id in people]


def names_for(conn: sqlite3.Connection, audience: Audience) -> Names:
    """The list of names to replace. Raises Problem where the study has one, but not here, and outsiders will read."""
    names = names_of(conn)
    if audience is Audience.OUTSIDE and isinstance(names, IncompleteNames):
        raise names.why
    if audience is Audience.OUTSIDE and names.state is ListState.MISSING:
        remedy = "Copy the list here from the machine it was made on."
        if isinstance(names, MarkedNames) and not names:  # none of its names stands in the study
            remedy += " Or say that there is nothing to hide: qualcode names nothing-to-hide REASON"
        raise Problem(
            "The list of names of this study is not on this machine.",
            "Without it nobody can tell which names must not be read outside the team, so nothing was written.",
            remedy,
        )
    return names


def study_facts(conn: sqlite3.Connection) -> tuple[str, tuple[Fact, ...]]:
    """The study's title, and what its page says."""
    sql = "SELECT title, question, dates, team, funder, ethics, destroy_by FROM study"
    title, *values, last = conn.execute(sql).fetchone()
    labels = ("Question", "Dates", "Team", "Funder", "Ethics reference", "To be destroyed by")
    values.append(day_in_words(date.fromisoformat(last)) if last else "")
    return title, tuple(Fact(label, value) for label, value in zip(labels, values, strict=True) if value)


def document_numbers(every: Iterable[DocumentLine]) -> dict[str, str]:
    """`Interview 3` by id, for all documents in their order, so that one has the same number in every report."""
    counters: Counter[str] = Counter()
    numbers = {}
    for line in every:
        counters[line.kind] += 1
        numbers[line.id] = f"{sentence_case(line.kind)} {counters[line.kind]}"
    return numbers


def material(conn: sqlite3.Connection, choices: ReportChoices, day: date) -> Material:
    """Read the study once, for the documents in question, judged on a day."""
    title, page = study_facts(conn)
    every = documents(conn)
    lines = [
        line
        for line in every
        if (choices.documents is None or line.id in choices.documents)
        and (choices.kinds is None or line.kind in choices.kinds)
    ]
    opened = {line.id: document for line in lines if (document := open_document(conn, line.id))}
    coders = dict(conn.execute("SELECT id, name FROM coder"))
    book, gone = codebook(conn), withheld(conn, day)
    return Material(
        title=title,
        page=page,
        book=with_names_for(conn, gone.without(book), choices.audience, day),
        examples_held=gone.sentence(book) if choices.codebook else "",
        people={person.id: person for person in participants(conn)},
        attributes=attributes(conn),
        documents=opened,
        numbers=document_numbers(every),
        consents=document_consents(conn),
        coders=coders,
        # They may quote or name anybody, and nobody has cleared them.
        memos=memos_on_codings(conn, coders if choices.coder_names else {}, day)
        if choices.memos and choices.audience is Audience.TEAM
        else {},
        kept=_kept(conn),
        names=names_for(conn, choices.audience),
        citations=Citations(conn),
        narrowed=bool(choices.question.strip()),
    )


def counted_material(conn: sqlite3.Connection, study: Material) -> Material:
    """The same without people who withdrew, and without the documents that are left out for them."""
    gone = withdrawals(conn)
    kept = {one: document for one, document in study.documents.items() if one not in gone.documents}
    return replace(study, documents=kept, withdrew=gone.people)


def _asked_for(conn: sqlite3.Connection, study: Material, question: str) -> Material:
    """The same out of the documents and people that a question asks for. Raises QuestionProblem."""
    asked = narrowed_base(conn, Asked(documents=study.documents.keys()), question)
    if not asked.narrowed:
        return study
    there = scope(conn, asked.documents, asked.people).sources
    kept = {one: document for one, document in study.documents.items() if one in there}
    people = None if asked.people is None else frozenset(asked.people)
    return replace(study, documents=kept, asked_base=True, asked_people=people)


def _sources(
    conn: sqlite3.Connection, study: Material, choices: ReportChoices, themed: Themed, restricted_to: str
) -> Sources:
    found = themed.in_chapters()
    coders = {coder for excerpt in found for coder in excerpt.coder_ids}
    of_kinds: dict[Kind, list[OpenDocument]] = defaultdict(list)
    for document in study.documents.values():
        of_kinds[Kind(document.kind)].append(document)
    asked = Counter(study.documents[e.document_id].kind for e in found if e.id in themed.interviewers)
    speaking = Counter(person for chosen in of_kinds.values() for person in study.participants_in(chosen))
    return Sources(
        documents=tuple(
            DocumentsOfKind(kind, len(chosen), len(study.participants_in(chosen)), asked[kind])
            for kind, chosen in sorted(of_kinds.items(), key=lambda pair: pair[0].place)
        ),
        in_several=sum(kinds > 1 for kinds in speaking.values()),
        interviewers_printed=themed.prints_interviewers,
        coders=len(coders),
        counted_codings=few_in_words(counted_phrase(conn), choices.fewest),
        fewest=choices.fewest,
        coder_names=tuple(sorted(study.coders[c] for c in coders)) if choices.coder_names else (),
        restricted_to=restricted_to,
        narrowed=study.narrowed,
        asked_base=study.asked_base,
        examples_held=study.examples_held if choices.audience is Audience.TEAM else "",
        samples=tuple(one.sentence for one in samples(conn) if not study.documents.keys().isdisjoint(one.documents)),
    )


def _restriction(conn: sqlite3.Connection, study: Material, choices: ReportChoices) -> str:
    parts = []
    if choices.codes is not None:
        named = [code.title for code, _ in study.book.walk() if code.id in choices.codes]
        parts.append("codes " + ", ".join(named))
    if choices.kinds is not None:
        wanted = [str(kind) for kind in Kind if kind in choices.kinds]
        parts.append(f"documents of the {'kind' if len(wanted) == 1 else 'kinds'} {listed(wanted)}")
    if choices.documents is not None:
        kinds = Counter(Kind(document.kind) for document in study.documents.values())
        chosen = [documents_of(kind, kinds[kind]) for kind in Kind if kinds[kind]]
        parts.append(f"{listed(chosen)}, chosen" if chosen else "no documents")
    if choices.coders is not None:
        names = sorted(study.coders[coder] for coder in choices.coders)
        coders = listed(names) if choices.coder_names else counted(len(names), "chosen coder")
        parts.append(f"the codings of {coders}")
    if study.narrowed:
        parts.append(in_words(conn, choices, study.book))
    return "; ".join(parts)


def memos_on_codings(conn: sqlite3.Connection, names: Mapping[str, str], on: date) -> dict[str, list[PrintedMemo]]:
    """Memos for the team by the id of the coding they are about, without quotations that may not be printed."""
    found: dict[str, list[PrintedMemo]] = defaultdict(list)
    for coding, kind, body, coder, at in conn.execute(
        "SELECT l.on_id, m.kind, m.body, m.coder_id, m.created_at FROM memo m JOIN memo_link l ON l.memo_id = m.id "
        "WHERE l.on_table = 'coding' AND m.deleted_at IS NULL AND l.deleted_at IS NULL ORDER BY m.created_at"
    ):
        words, _ = cleared_words(conn, body, Audience.TEAM, on)
        found[coding].append(PrintedMemo(kind, words, date.fromisoformat(at[:10]), names.get(coder, "")))
    return found


def _kept(conn: sqlite3.Connection) -> dict[str, list[Span]]:
    return {document: [quote.span for quote in quotes] for document, quotes in kept_quotes(conn).items()}


def _wanted_codes(book: Codebook, codes: frozenset[str] | None) -> set[str] | None:
    """The ids asked for with all that stands under them."""
    return None if codes is None else set().union(*(book.with_descendants(code) for code in codes))


@dataclass(frozen=True)
class Passage:
    """An excerpt for a list: cleared words with who, where and under which code."""

    id: str
    code: str
    code_id: str
    document_id: str
    start: int
    stop: int
    who: str
    document: str
    place: str
    against: bool
    words: Cleared
    coding_ids: tuple[str, ...] = ()


@dataclass(frozen=True)
class Passages:
    """A list of excerpts, and what was held back.

    `unasked` is how many are in an interviewer's words alone, which readers outside get only where asked for.
    """

    items: tuple[Passage, ...]
    held_back: tuple[HeldBack, ...]
    unasked: int = 0


def passages(
    conn: sqlite3.Connection, choices: ReportChoices, made_on: datetime, among: Sequence[Excerpt] | None = None
) -> Passages:
    """The excerpts in question for a list, judged for the audience on the day of `made_on`.

    `among` are those in question where they are found already; each must lie in a document of `choices`.
    """
    study = material(conn, choices, made_on.date())
    wanted = _wanted_codes(study.book, choices.codes)
    found = among
    if found is None:
        found = _found(conn, study, choices, wanted)
    chosen = Themed(study, choices, list(found), made_on.date())
    unasked = set() if chosen.prints_interviewers else chosen.interviewers - chosen.held.keys()
    order = {code.id: place for place, (code, _) in enumerate(study.book.walk())}
    items = []
    for excerpt in sorted(found, key=lambda e: order[e.code_id]):
        if excerpt.id not in chosen.cleared or excerpt.id in unasked:
            continue
        attribution = chosen.attribution(excerpt)
        items.append(
            Passage(
                id=excerpt.id,
                code=study.book[excerpt.code_id].title,
                code_id=excerpt.code_id,
                document_id=excerpt.document_id,
                start=excerpt.start,
                stop=excerpt.stop,
                who=", ".join(person.name for person in attribution.people),
                document=attribution.document,
                place=attribution.place,
                against=excerpt.against,
                words=chosen.cleared[excerpt.id],
                coding_ids=excerpt.coding_ids,
            )
        )
    return Passages(study.names.show_all(tuple(items)), tuple(chosen.held.values()), len(unasked))

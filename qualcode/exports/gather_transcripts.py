"""From a study to coded transcripts: each document's turns as they may be read, with the codings in their margin."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import datetime

from qualcode.analysis.documents import DocumentLine, documents
from qualcode.analysis.documents import open_document as opened
from qualcode.exports.although import although_in
from qualcode.exports.coded import CodedTranscript, TranscriptChoices
from qualcode.exports.gather_coded import Laying, TranscriptStudy
from qualcode.exports.phrases import counted, listed
from qualcode.exports.sources import Fact
from qualcode.participants.disclosure import Audience, HeldBack
from qualcode.problem import Problem


@dataclass(frozen=True)
class Withheld:
    """A document of which nothing may be read, by what it may be called: whose words it has, for each reason once."""

    called: str
    held: tuple[HeldBack, ...]

    @property
    def sentence(self) -> str:
        """`Interview 4: for the study team only (P04); has withdrawn (P05).`"""
        who = [f"{one.reason} ({listed(one.participants)})" if one.participants else one.reason for one in self.held]
        return f"{self.called}: {'; '.join(who)}."


@dataclass(frozen=True)
class Transcripts:
    """The transcripts that would be written, and the documents of which nothing may be read, with the reason."""

    transcripts: tuple[CodedTranscript, ...]
    withheld: tuple[Withheld, ...] = ()


def transcripts(
    conn: sqlite3.Connection, choices: TranscriptChoices, made_on: datetime, *, most: int | None = None
) -> Transcripts:
    """Coded transcripts as values; `made_on` carries its zone, and its day decides consent. On a copy.

    With `most` only the first so many that may be read are judged: to be looked at, and never written. Raises Problem
    where there is nothing to write, or outsiders will read and the list of names is not at hand.
    """
    every = documents(conn)
    if choices.documents:
        lines = [line for line in every if line.id in choices.documents]
    else:
        lines = [line for line in every if line.codings and line.question_id is None]
    if not lines:
        raise Problem("There is no coded transcript to write.", remedy="Code something first, or name a document.")
    study = TranscriptStudy(conn, choices, made_on, every)
    made: list[CodedTranscript] = []
    for line in lines:
        made.append(_transcript(study, line))
        if most is not None and sum(any(one.said()) for one in made) >= most:
            break
    names = study.names
    read = tuple(_told(conn, names.show_all(one)) for one in made if any(one.said()))
    withheld = [one for one in made if not any(one.said())]
    return Transcripts(read, tuple(_whole(one) for one in withheld if one.held))


def _told(conn: sqlite3.Connection, one: CodedTranscript) -> CodedTranscript:
    """With what goes to readers outside although consent does not allow it, for the team."""
    told = although_in(conn, one.made_on.date(), one) if one.audience is Audience.TEAM else []
    return replace(one, facts=(*one.facts, *(Fact("Readers outside", sentence) for sentence in told)))


def _whole(one: CodedTranscript) -> Withheld:
    """A document of which nothing may be read, and why: of its participants’ words, of all where nobody speaks."""
    apart: dict[str, list[HeldBack]] = defaultdict(list)
    # A heading is nobody's, and has no consent: that is not why what people said is held back.
    for held in [held for held in one.held if held.participants] or one.held:
        apart[held.reason].append(held)
    return Withheld(
        one.called,
        tuple(
            replace(
                some[0],
                id=one.called,
                participants=tuple(dict.fromkeys(p for each in some for p in each.participants)),
            )
            for some in apart.values()
        ),
    )


def _transcript(study: TranscriptStudy, line: DocumentLine) -> CodedTranscript:
    document = opened(study.conn, line.id)
    if document is None:
        raise Problem("A document is no longer in the study.", remedy="Choose again.")
    outside = study.choices.audience is Audience.OUTSIDE
    return Laying(study, document, study.numbers[line.id] if outside else document.called).transcript(line)


def held_sentence(value: Transcripts) -> str:
    """What is held back of all of them, or that nothing is."""
    turns = sum(len(one.held) for one in value.transcripts)
    codings = sum(len(one.left_out) for one in value.transcripts)
    parts = [counted(turns, "passage")] if turns else []
    parts += [counted(len(value.withheld), "whole document")] if value.withheld else []
    if not parts:
        return "Nothing was held back."
    out = f", and {counted(codings, 'coding')} with them" if codings else ""
    return f"Held back: {listed(parts)}{out}. Their words are in no file."

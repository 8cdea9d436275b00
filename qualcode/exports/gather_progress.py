"""From a study to the figures of its progress, of those documents and open questions that are looked at."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from qualcode.analysis.counts.scope import scope
from qualcode.analysis.excerpts import Choice, Excerpt, excerpts
from qualcode.analysis.progress import coverages, progress_lines, question_progress
from qualcode.analysis.study import coders
from qualcode.analysis.tallies import document_kinds
from qualcode.analysis.withdrawals import documents_withdrawn, withdrew_phrase
from qualcode.exports.figures import Table
from qualcode.exports.gather_question import written_out
from qualcode.exports.phrases import sentence_case
from qualcode.exports.progress_figures import ANYBODY, kinds_table, progress_table, questions_table
from qualcode.exports.small_cells import few_in_words
from qualcode.transcripts.transcript import Kind


@dataclass(frozen=True)
class ProgressShown:
    """What is looked at: documents and open questions by their ids, and whose codings, None for anybody's.

    The others say how they were chosen, empty where they were not: `state` as in `that are read`, the `letters` of a
    name, and a `question` about documents. Numbers of some participants, and fewer than `fewest`, are hidden, and the
    numbers of each document are left out.
    """

    documents: Collection[str]
    questions: Collection[str] = ()
    coder_id: str | None = None
    state: str = ""
    letters: str = ""
    question: str = ""
    fewest: int = 0


def progress_figures(conn: sqlite3.Connection, shown: ProgressShown) -> list[Table]:
    """The tables of what is looked at, none of what there is none of; on a copy, for it counts every word.

    Documents that were withdrawn are left out, as from the team lead's report. Raises Problem where the question
    cannot be asked.
    """
    gone = documents_withdrawn(conn)
    every = [line for line in progress_lines(conn, coder_id=shown.coder_id) if line.document.id not in gone]
    lines = [line for line in every if line.document.id in shown.documents]
    asked = question_progress(conn, shown.coder_id)
    questions = [one for one in asked if one.id in shown.questions]
    words = coverages(conn, [line.document.id for line in lines], shown.coder_id)
    by = ANYBODY if shown.coder_id is None else coders(conn).get(shown.coder_id, "one coder")
    whose = "anybody’s codings" if shown.coder_id is None else f"codings of {by}"
    counted = _sentences(few_in_words(withdrew_phrase(conn), shown.fewest), f"Counted: {whose}")
    which, letters = _which(conn, shown), _with(shown.letters)
    of_documents = _sentences(f"Only documents {which}: {len(lines):,} of {len(every):,}" if which else "")
    of_questions = _sentences(f"Only questions {letters}: {len(questions):,} of {len(asked):,}" if letters else "")
    tables: list[Table] = []
    if lines:
        tables.append(
            _noted(
                kinds_table(lines, words, by, people=people_behind(conn, shown), fewest=shown.fewest),
                of_documents,
                counted,
            )
        )
    if questions:
        tables.append(_noted(questions_table(questions, fewest=shown.fewest), of_questions, counted))
    if lines and not shown.fewest:
        each = progress_table(lines, words, lambda line: line.document.called, by)
        tables.append(_noted(each, of_documents, counted))
    return tables


def people_behind(conn: sqlite3.Connection, shown: ProgressShown) -> dict[Kind, tuple[int, int]]:
    """How many participants speak in what is looked at, and how many of them have coded words, by kind."""
    whole = scope(conn, shown.documents)
    found = excerpts(conn, Choice(documents=shown.documents))
    mine = (one for one in found if shown.coder_id is None or shown.coder_id in one.coder_ids)
    coded = coded_people(conn, mine)
    return {kind: (len(whole.of(kind).people), coded.get(kind, 0)) for kind in whole.kinds}


def coded_people(conn: sqlite3.Connection, found: Iterable[Excerpt]) -> dict[Kind, int]:
    """How many participants have words under a code, by kind of document."""
    kinds = document_kinds(conn)
    people: dict[Kind, set[str]] = {}
    for one in found:
        if one.participant_id is not None:
            people.setdefault(Kind(kinds[one.document_id]), set()).add(one.participant_id)
    return {kind: len(some) for kind, some in people.items()}


def _which(conn: sqlite3.Connection, shown: ProgressShown) -> str:
    """How documents were chosen: `that are read, with “garden”`; empty where all are looked at."""
    finds = f"that the question “{written_out(conn, shown.question)}” finds" if shown.question else ""
    return ", ".join(filter(None, (shown.state, _with(shown.letters), finds)))


def _with(letters: str) -> str:
    return f"with “{letters}”" if letters else ""


def _sentences(*said: str) -> tuple[str, ...]:
    return tuple(f"{sentence_case(words)}." for words in said if words)


def _noted(table: Table, *notes: Sequence[str]) -> Table:
    return replace(table, notes=(*table.notes, *(note for some in notes for note in some)))

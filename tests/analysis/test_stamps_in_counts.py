"""A transcript with time stamps inside its turns has the numbers that it has without them, wherever words count."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from qualcode.analysis.collocations import Pairs, collocations
from qualcode.analysis.counts.asked import Asked, By, Measure
from qualcode.analysis.counts.tables import table
from qualcode.analysis.documents import open_document
from qualcode.analysis.excerpts import excerpts
from qualcode.analysis.progress import coverages, progress_lines
from qualcode.analysis.said_within import said_within
from qualcode.analysis.speakers import speaker_lines
from qualcode.analysis.words_within import elsewhere, frequent_words
from qualcode.edits.clock import FixedClock
from qualcode.edits.codebook import ImportCodebook
from qualcode.edits.codings import AddCodings, NewCoding
from qualcode.project.importing import arrivals
from qualcode.project.project import Project
from qualcode.transcripts.importers import read
from qualcode.transcripts.stamps import times_in
from qualcode.transcripts.transcript import Kind, Transcript, Turn
from tests.screens.shown_study import BOOK, NOON

SAID: Sequence[tuple[str, str]] = (
    ("INT", "How did [00:00:10] you hear of it?"),
    ("P03", "It was a card [00:00:20] on the board, at 10:30. [0:25] A card (00:00:30) on the board."),
    ("P04", "#00:00:40-0# Same here {00:45} 00:00:50."),
    ("P03", "A card on [ 1:00 ] the board, nothing else, on the [1:05 - 1:10] board."),
)


def written() -> Transcript:
    text, turns = "", []
    for label, words in SAID:
        start = len(text) + len(label) + 2
        turns.append(Turn(start, start + len(words), label))
        text += f"{label}: {words}\n"
    return Transcript("stamped", text, tuple(turns))


def without_stamps(found: Transcript) -> Transcript:
    """The same with spaces in the place of stamps, so that every turn begins and ends where it did."""
    text = found.text
    for turn in found.turns:
        for _, span in times_in(text, turn.span):
            text = text[: span.start] + " " * len(span) + text[span.end :]
    return replace(found, text=text)


def numbers(path: Path, transcript: Transcript, every: int) -> dict[str, object]:
    """All numbers of words of a study in which every so many turns are coded."""
    with Project.create(path, "Stamps", clock=FixedClock(NOON)) as project:
        project.sign_in("Ana")
        project.make(ImportCodebook(BOOK, "small"))
        project.make(arrivals([transcript], Kind.INTERVIEW))
        conn = project.conn
        (code,) = conn.execute("SELECT id FROM code WHERE idx = '1.1'").fetchone()
        (line,) = progress_lines(conn)
        document = open_document(conn, line.document.id)
        assert document is not None
        spans = [turn.span for number, turn in enumerate(document.turns) if number % every == 1]
        project.make(AddCodings([NewCoding(line.document.id, span, code) for span in spans]))
        counts = {
            (by, measure): [
                (part.columns, part.base, part.total, part.rows)
                for part in table(conn, Asked(by, measure, with_words=True)).parts
            ]
            for by in (By.ROLE, By.PARTICIPANT)
            for measure in (Measure.WORDS, Measure.SHARE, Measure.PER_THOUSAND)
        }
        (said,) = said_within(conn, excerpts(conn))
        frequent = frequent_words(conn, said, with_stop_words=True)
        return {
            "counts": [[(one[1], one[2].own, one[2].nested) for one in parts] for parts in counts.values()],
            "bases": [[column.base for column in one[0]] for parts in counts.values() for one in parts],
            "progress": coverages(conn, [line.document.id]).popitem()[1],
            "said": (said.words, said.excerpts),
            "frequent": frequent,
            "elsewhere": elsewhere(conn, said, [one.key for one in frequent.words], with_stop_words=True),
            "together": collocations(conn, said, Pairs(least=2)),
            "speakers": [(one.label, one.words) for one in speaker_lines(conn)],
        }


def test_stamps_are_in_no_number_of_words(tmp_path: Path) -> None:
    stamped, plain = written(), without_stamps(written())
    assert "00:" not in plain.text.replace("10:30", "")
    found = numbers(tmp_path / "with.qualcode", stamped, 2)
    assert found == numbers(tmp_path / "without.qualcode", plain, 2)
    assert found["said"] == (25, 2)


@pytest.mark.parametrize("every", [2, 5])
def test_a_transcription_service_s_stamps_are_in_no_number_of_words(
    real_files: Path, tmp_path: Path, every: int
) -> None:
    (stamped,) = read(real_files / "transcripts/hitsave_ccbysa/Wintermoor Tactics Club interview transcription.md")
    plain = without_stamps(stamped)
    assert plain.text != stamped.text
    assert numbers(tmp_path / "with.qualcode", stamped, every) == numbers(tmp_path / "without.qualcode", plain, every)

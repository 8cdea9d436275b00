"""Made-up studies of a given size, always the same."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

from qualcode.codebooks.csv_files import CodebookRow
from qualcode.edits.codebook import ImportCodebook
from qualcode.edits.codings import AddCodings, NewCoding
from qualcode.edits.documents import ImportDocuments, Incoming
from qualcode.project.project import Project
from qualcode.transcripts.span import Span
from qualcode.transcripts.transcript import Kind, Transcript, Turn

_SPEECH = (
    "the bus came late and so I went home again because nobody had said which room it was in and the kettle was cold "
    "but she waved me over with her stick and I thought well there you are then I could sit with that for an hour"
)
_CONSONANTS, _VOWELS = "bdfghklmnprstvw", "aeiou"


@dataclass(frozen=True)
class Vocabulary:
    """The words that speech is made of, and how often each comes, added up; all as often where that is None."""

    words: Sequence[str]
    often: Sequence[float] | None = None


FEW = Vocabulary(_SPEECH.split())


def many(number: int = 30_000) -> Vocabulary:
    """As many words as an interview study has, each as often as in speech: by its rank."""
    rng = random.Random(11)
    found = dict.fromkeys(_SPEECH.split())
    while len(found) < number:
        found["".join(rng.choice(_CONSONANTS) + rng.choice(_VOWELS) for _ in range(rng.randint(2, 4)))] = None
    return Vocabulary(list(found), list(accumulate(1 / (rank + 2.7) for rank in range(number))))


def words(rng: random.Random, count: int, vocabulary: Vocabulary = FEW) -> str:
    """So many words in sentences of five to twenty."""
    sentences = []
    while count > 0:
        length = min(count, rng.randint(5, 20))
        chosen = rng.choices(vocabulary.words, cum_weights=vocabulary.often, k=length)
        sentences.append(" ".join(chosen).capitalize() + ".")
        count -= length
    return " ".join(sentences)


def transcript(
    name: str, rng: random.Random, length: int, vocabulary: Vocabulary = FEW
) -> tuple[Transcript, tuple[Span, ...]]:
    """An interview of `length` words in turns, with its sentences."""
    pieces, turns, sentences, offset = [], [], [], 0
    speaker, left = "Interviewer", length
    while left > 0:
        count = min(left, rng.randint(4, 20) if speaker == "Interviewer" else rng.randint(20, 120))
        said = words(rng, count, vocabulary)
        start = offset + len(speaker) + 2
        turns.append(Turn(start, start + len(said), speaker))
        at = start
        for sentence in said.split(". "):
            end = min(at + len(sentence) + 1, start + len(said))
            sentences.append(Span(at, end))
            at = end + 1
        pieces.append(f"{speaker}: {said}\n")
        offset += len(pieces[-1])
        left -= count
        speaker = "Ines" if speaker == "Interviewer" else "Interviewer"
    return Transcript(name, "".join(pieces), tuple(turns)), tuple(sentences)


def codebook(codes: int) -> list[CodebookRow]:
    """Six areas that share `codes` codes."""
    rows = [CodebookRow("", f"Area {a}", str(a), "", f"Area {a}") for a in range(1, 7)]
    for number in range(codes):
        area = number % 6 + 1
        rows.append(CodebookRow("", f"Area {area}", f"{area}.{number // 6 + 1}", str(area), f"Code number {number}"))
    return rows


def make(path: Path, *, documents: int, length: int, codes: int, codings: int, vocabulary: Vocabulary = FEW) -> Path:
    """A study file of that size at `path`; one that is there already is taken as it is."""
    if path.exists():
        return path
    path.parent.mkdir(parents=True, exist_ok=True)
    rng = random.Random(7)
    with Project.create(path, "Benchmark") as project:
        project.sign_in("Ana")
        project.make(ImportCodebook(codebook(codes), "benchmark"))
        code_ids = [row[0] for row in project.conn.execute("SELECT id FROM code WHERE is_area = 0 ORDER BY num")]
        made = []
        for first in range(0, documents, 100):
            numbers = range(first, min(first + 100, documents))
            arrivals = [transcript(f"Interview {n}", rng, length, vocabulary) for n in numbers]
            edit = ImportDocuments([Incoming(read, Kind.INTERVIEW, sentences) for read, sentences in arrivals])
            project.make(edit)
            made += list(zip(edit.imported, (sentences for _, sentences in arrivals), strict=True))
        batch = []
        for _ in range(codings):
            document_id, sentences = rng.choice(made)
            batch.append(NewCoding(document_id, rng.choice(sentences), rng.choice(code_ids)))
            if len(batch) == 5000:
                project.make(AddCodings(batch))
                batch = []
        if batch:
            project.make(AddCodings(batch))
    return path

"""Samples of survey answers to code: drawn by a seed, the same on every computer, and told in one sentence."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from qualcode.participants.attributes import tidy
from qualcode.problem import Problem

NOT_STATED = "not stated"


@dataclass(frozen=True, slots=True)
class Stratum:
    """A group of answers: how many there are, and how many of them were drawn."""

    name: str
    answers: int
    drawn: int


@dataclass(frozen=True)
class Draw:
    """The answers drawn, in the order of the file, with how they were drawn."""

    seed: int
    question_id: str | None
    attribute_id: str | None
    drawn_from: int
    strata: tuple[Stratum, ...]
    documents: tuple[str, ...]


def draw(
    conn: sqlite3.Connection,
    size: int,
    seed: int,
    *,
    by: str | None = None,
    question_id: str | None = None,
) -> Draw:
    """Draw `size` survey answers, of one question or all, in proportion to the values of the attribute `by`.

    Each value, and having none, is a stratum. A stratum gives its share rounded down; what is left goes to those
    that lost most by rounding, of equal ones to the larger, then to the first by name. Within a stratum come first
    the answers with the least sha256 of the seed, the question's wording, the answer and its number among equal
    answers: so the same file and seed give the same set everywhere. Who has withdrawn is left out. Raises Problem for
    a size below one.
    """
    if size < 1:
        raise Problem("A sample needs at least one answer.", remedy="For example: --answers 300")
    strata: dict[str, list[tuple[str, int, str]]] = {}
    alike: Counter[tuple[str, str]] = Counter()
    found = _answers(conn, question_id, by)
    for place, (document_id, wording, digest, value) in enumerate(found):
        alike[wording, digest] += 1
        key = hashlib.sha256(f"{seed}\x1f{wording}\x1f{digest}\x1f{alike[wording, digest]}".encode()).hexdigest()
        strata.setdefault(tidy(value or "") or NOT_STATED, []).append((key, place, document_id))
    shares = shares_of({name: len(some) for name, some in strata.items()}, size)
    drawn = [one for name, some in strata.items() for one in sorted(some)[: shares[name]]]
    return Draw(
        seed,
        question_id,
        by,
        len(found),
        tuple(
            Stratum(name, len(strata[name]), shares[name])
            for name in sorted(strata, key=lambda n: (n == NOT_STATED, n))
        ),
        tuple(document_id for _, _, document_id in sorted(drawn, key=lambda one: one[1])),
    )


def shares_of(sizes: Mapping[str, int], wanted: int) -> dict[str, int]:
    """How many of `wanted` each stratum gives: proportional, by the largest remainder; all where there are fewer."""
    total = sum(sizes.values())
    wanted = min(wanted, total)
    if not wanted:
        return dict.fromkeys(sizes, 0)
    shares = {name: wanted * size // total for name, size in sizes.items()}
    left = wanted - sum(shares.values())
    by_remainder = sorted(sizes, key=lambda name: (-(wanted * sizes[name] % total), -sizes[name], name))
    for name in by_remainder[:left]:
        shares[name] += 1
    return shares


def _answers(
    conn: sqlite3.Connection, question_id: str | None, by: str | None
) -> list[tuple[str, str, str, str | None]]:
    """Every answer's id, its question's wording, the sha256 of its first text, and the value of the attribute."""
    where = "AND d.question_id = ?" if question_id is not None else ""
    return conn.execute(
        "SELECT d.id, q.wording, v.sha256, json_extract(p.attributes, ?) FROM document d "
        "JOIN question q ON q.id = d.question_id AND q.deleted_at IS NULL "
        "JOIN text_version v ON v.document_id = d.id AND v.number = 1 "
        "LEFT JOIN speaker s ON s.document_id = d.id AND s.deleted_at IS NULL AND NOT s.is_interviewer "
        "LEFT JOIN participant p ON p.id = s.participant_id "
        "WHERE d.deleted_at IS NULL AND 'withdrawn' NOT IN (coalesce(d.consent, ''), coalesce(p.consent, '')) "
        f"{where} GROUP BY d.id ORDER BY d.position, d.num",
        (f'$."{by or ""}"', *([question_id] if question_id is not None else [])),
    ).fetchall()


@dataclass(frozen=True)
class SampleLine:
    """A sample that was drawn: `documents` are still in the study, `coded` of them have a coding."""

    id: str
    name: str
    seed: int
    question: str | None
    attribute: str | None
    drawn_from: int
    strata: tuple[Stratum, ...]
    documents: tuple[str, ...]
    coded: int
    created_at: str

    @property
    def drawn(self) -> int:
        """How many were drawn, those no longer in the study too."""
        return sum(stratum.drawn for stratum in self.strata)

    @property
    def sentence(self) -> str:
        """How it was drawn, and what is missing of it now, for the methods paragraph of a report."""
        told = methods_sentence(self.drawn, self.drawn_from, self.seed, self.question, self.attribute, self.strata)
        gone = self.drawn - len(self.documents)
        verb = "was" if gone == 1 else "were"
        return f"{told} {gone:,} of them {verb} taken out of the study since." if gone else told


def samples(conn: sqlite3.Connection) -> list[SampleLine]:
    """The samples in the order they were drawn."""
    if not conn.execute("SELECT count(*) FROM sqlite_master WHERE name = 'sample'").fetchone()[0]:
        return []
    living = {
        row[0] for row in conn.execute("SELECT id FROM document WHERE deleted_at IS NULL AND question_id != ''")
    }
    coded = {row[0] for row in conn.execute("SELECT DISTINCT document_id FROM coding_seen")}
    found = []
    for row in conn.execute(
        "SELECT s.id, s.name, s.seed, q.wording, a.name, s.drawn_from, s.strata, s.documents, s.created_at "
        "FROM sample s LEFT JOIN question q ON q.id = s.question_id LEFT JOIN attribute a ON a.id = s.attribute_id "
        "WHERE s.deleted_at IS NULL ORDER BY s.num"
    ):
        documents = tuple(one for one in json.loads(row[7]) if one in living)
        strata = tuple(Stratum(*one) for one in json.loads(row[6]))
        found.append(
            SampleLine(
                id=row[0],
                name=row[1],
                seed=row[2],
                question=row[3],
                attribute=row[4],
                drawn_from=row[5],
                strata=strata,
                documents=documents,
                coded=sum(one in coded for one in documents),
                created_at=row[8],
            )
        )
    return found


def methods_sentence(
    size: int, drawn_from: int, seed: int, question: str | None, attribute: str | None, strata: Sequence[Stratum]
) -> str:
    """How a sample was drawn, for the methods paragraph of a report."""
    of = f" to “{question}”" if question else ""
    if size == drawn_from:
        return f"All {size:,} survey answers{of} are in the sample."
    if attribute is None:
        return f"Of {drawn_from:,} survey answers{of}, {size:,} were drawn at random (seed {seed})."
    groups = ", ".join(f"{one.name} {one.drawn:,} of {one.answers:,}" for one in strata)
    return (
        f"Of {drawn_from:,} survey answers{of}, {size:,} were drawn at random in proportion to {attribute} "
        f"(largest remainder, seed {seed}): {groups}."
    )


def find_sample(conn: sqlite3.Connection, named: str) -> SampleLine:
    """The sample of that name. Raises Problem where there is none."""
    found = next((line for line in samples(conn) if line.name.casefold() == named.strip().casefold()), None)
    if found is None:
        raise Problem(f"No sample is called “{named}”.", remedy="“qualcode sample” lists them.")
    return found

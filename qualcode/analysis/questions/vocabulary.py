"""The words that a study has for a question: its codes, documents, people, attributes and coders, as shown."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from qualcode.analysis.codes import codebook
from qualcode.analysis.excerpt_rows import folded
from qualcode.analysis.naming import names_of
from qualcode.analysis.people import attributes
from qualcode.analysis.questions.saved import saved_questions
from qualcode.participants.attributes import AppliesTo, Attribute, AttributeKind, is_missing, parts_of

_MOST_VALUES = 500  # of one attribute: nobody looks for one by its beginning among more


@dataclass(frozen=True, slots=True)
class CodeWord:
    """A code or area by its index number and name."""

    index: str
    name: str
    is_area: bool

    @property
    def title(self) -> str:
        """Index and name, as in `1.2 Routes in`."""
        return f"{self.index} {self.name}".strip()


def asked_by(codes: Sequence[CodeWord]) -> list[str]:
    """What each code of a study is asked by: its number; its name where it has none of its own, else both."""
    numbers, names = Counter(code.index for code in codes), Counter(folded(code.name) for code in codes)
    return [
        code.index
        if code.index and numbers[code.index] == 1
        else code.name
        if names[folded(code.name)] == 1
        else code.title
        for code in codes
    ]


@dataclass(frozen=True, slots=True)
class AttributeWord:
    """An attribute with the values it can have, those of a choice in their order and others the most frequent first.

    `whose` is participant or document; a number or a date has no list of values.
    """

    name: str
    kind: str
    whose: str
    values: tuple[str, ...] = ()


@dataclass(frozen=True)
class Vocabulary:
    """All that can be named in a question. `documents` and `saved` come with what tells more of each."""

    codes: tuple[CodeWord, ...] = ()
    documents: tuple[tuple[str, str], ...] = ()
    people: tuple[str, ...] = ()
    attributes: tuple[AttributeWord, ...] = ()
    coders: tuple[str, ...] = ()
    saved: tuple[tuple[str, str], ...] = ()


def vocabulary(conn: sqlite3.Connection) -> Vocabulary:
    """What a study has to ask about, names of its list as they are shown; for a copy where many took part."""
    people = conn.execute("SELECT pseudonym, attributes FROM participant WHERE deleted_at IS NULL").fetchall()
    documents = conn.execute(
        "SELECT coalesce(nullif(title, ''), name), kind, attributes, question_id FROM document "
        "WHERE deleted_at IS NULL ORDER BY position, name"
    ).fetchall()
    found = Vocabulary(
        codes=tuple(CodeWord(code.index, code.name, code.is_area) for code, _ in codebook(conn).walk()),
        # An answer to a survey is called by a number that nobody types.
        documents=tuple((name, kind) for name, kind, _, question in documents if question is None),
        people=tuple(sorted((row[0] for row in people), key=lambda name: (len(name), name))),
        attributes=(
            *_attributes(conn, AppliesTo.PARTICIPANT, [row[1] for row in people]),
            *_attributes(conn, AppliesTo.DOCUMENT, [row[2] for row in documents]),
        ),
        coders=tuple(row[0] for row in conn.execute("SELECT name FROM coder WHERE deleted_at IS NULL ORDER BY num")),
        saved=tuple((one.name, one.words) for one in saved_questions(conn)),
    )
    return names_of(conn).show_all(found)


def _attributes(conn: sqlite3.Connection, whose: AppliesTo, held: list[str]) -> list[AttributeWord]:
    counts: dict[str, Counter[str]] = {}
    for values in held:
        for attribute_id, value in json.loads(values).items():
            counts.setdefault(attribute_id, Counter())[str(value)] += 1
    return [
        AttributeWord(one.name, one.kind, str(whose), _values(one, counts.get(one.id, Counter())))
        for one in attributes(conn, whose)
    ]


def _values(attribute: Attribute, counts: Counter[str]) -> tuple[str, ...]:
    kind = AttributeKind(attribute.kind)
    if kind in (AttributeKind.NUMBER, AttributeKind.RANK, AttributeKind.DATE):
        return ()
    used: Counter[str] = Counter()
    for value, count in counts.items():
        for part in parts_of(value) if kind is AttributeKind.SEVERAL else (value,):
            if not is_missing(part):
                used[part] += count
    return tuple(dict.fromkeys((*attribute.choices, *(value for value, _ in used.most_common(_MOST_VALUES)))))

"""Bringing a survey in, coding alike answers together, and marking a sample of answers to code."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from qualcode.analysis.samples import Draw
from qualcode.analysis.surveys import answer_words
from qualcode.edits.codings import AddCodings, NewCoding
from qualcode.edits.ids import natural_id, new_id
from qualcode.edits.participants import living
from qualcode.edits.store import Row, Store, digest_of
from qualcode.participants.attributes import AppliesTo, AttributeKind, ValueType, checked_choices
from qualcode.participants.survey_choices import QuestionChoice, Role, labels
from qualcode.participants.survey_joining import Joining, Same
from qualcode.participants.survey_people import Respondent, SurveyPeople
from qualcode.problem import Problem
from qualcode.transcripts.quoting import in_marks
from qualcode.transcripts.span import Span
from qualcode.transcripts.transcript import Kind

_SHORTEST_ID = 5  # letters; every value of every person is kept under one
_LETTERS = "0123456789abcdefghjkmnpqrstvwxyz"


@dataclass
class ImportSurvey:
    """Bring a survey in: a participant for each person who is not there yet, a document for each open answer.

    `sentences` are those of every answer, in the order of people and their answers (half-open, code points);
    `joining` names those who are there. A survey that is in the study already is left as it is. After `make`:
    `survey_id`, `already` where it was there, how many `people` and `answers` came in, and how many `joined`.
    Raises Problem where somebody who is to be joined is gone.
    """

    survey: SurveyPeople
    sentences: Sequence[tuple[Span, ...]]
    joining: Joining = field(default_factory=Joining)
    survey_id: str = ""
    already: bool = False
    people: int = 0
    answers: int = 0
    joined: int = 0

    def apply(self, store: Store) -> str:
        table, choices = self.survey.table, self.survey.choices
        same = store.rows(
            "SELECT id, name, deleted_at FROM survey WHERE source_sha256 = ? AND sheet = ?", table.sha256, table.sheet
        )
        living = next((row for row in same if row["deleted_at"] is None), None)
        if living is not None:
            self.survey_id, self.already = living["id"], True
            return f"Survey {in_marks(living['name'])}"
        self.survey_id = _free_id(store, "survey", table.sha256, table.sheet, str(len(same)))
        questions = _questions(store, self.survey_id, choices.kept)
        people = self._people(store, questions)
        self.answers = self._add_answers(store, questions, people)
        self.joined = len(self.joining.people)
        self.people = len(people) - self.joined
        number = (store.value("SELECT max(position) FROM survey") or 0) + 1
        survey: Row = {
            "id": self.survey_id,
            "name": choices.name,
            "source_name": table.file_name,
            "source_sha256": table.sha256,
            "sheet": table.sheet,
            "odd": json.dumps([*self.survey.odd, *self._met()], ensure_ascii=False),
            "position": number,
            "created_at": store.now,
        }
        store.add("survey", [survey])
        return f"Survey {in_marks(choices.name)}"

    def _met(self) -> Sequence[str]:
        """Sentences on those who were in the study before."""
        return [self.joining.said, *self.joining.doubts] if self.joining.said else self.joining.doubts

    def _people(self, store: Store, questions: Sequence[Row]) -> list[Row]:
        """A row for everybody, in order: those who are new are added, what is said of the others is filled in."""
        there = self.joining.people
        new = [person for place, person in enumerate(self.survey.people) if place not in there]
        names = iter(_free_names(store, [person.pseudonym for person in new]))
        rows: list[Row] = []
        arriving: list[Row] = []
        for place, person in enumerate(self.survey.people):
            values = _values(person, self.survey_id, questions)
            if place in there:
                rows.append(self._fill(store, there[place].id, values))
            else:
                rows.append(_participant(store, person, next(names), values))
                arriving.append(rows[-1])
        store.add("participant", arriving)
        return rows

    def _fill(self, store: Store, participant_id: str, values: Mapping[str, str]) -> Row:
        """Keep what a survey says of somebody who is there; what is known already stays unless it is replaced."""
        row = living(store, participant_id)
        held = json.loads(row["attributes"])
        wanted = self.joining.how is Same.REPLACE
        new = {key: value for key, value in values.items() if wanted or not held.get(key)}
        store.set("participant", participant_id, attributes=new)
        return row

    def _add_answers(self, store: Store, questions: Sequence[Row], people: Sequence[Row]) -> int:
        position = (store.value("SELECT max(position) FROM document") or 0) + 1
        sentences = iter(self.sentences)
        texts: list[tuple[str, str]] = []
        documents: list[Row] = []
        versions: list[Row] = []
        speakers: list[Row] = []
        for person, row in zip(self.survey.people, people, strict=True):
            for answer in person.answers:
                document, version, speaker = new_id(), new_id(), new_id()
                question = questions[answer.place]
                digest = digest_of(answer.text)
                texts.append((digest, answer.text))
                speakers.append(
                    {
                        "id": speaker,
                        "document_id": document,
                        "label": row["pseudonym"],
                        "participant_id": row["id"],
                    }
                )
                versions.append(
                    {
                        "id": version,
                        "document_id": document,
                        "number": 1,
                        "sha256": digest,
                        "turns": json.dumps([(answer.words.start, answer.words.end, speaker, None)]),
                        "sentences": json.dumps([edge for one in next(sentences) for edge in (one.start, one.end)]),
                        "created_at": store.now,
                    }
                )
                documents.append(
                    {
                        "id": document,
                        "name": f"{question['label']} · {row['pseudonym']}",
                        "kind": str(Kind.SURVEY_ANSWER),
                        "question_id": question["id"],
                        "version_id": version,
                        "position": position + len(documents),
                        "created_at": store.now,
                    }
                )
        store.conn.executemany("INSERT OR IGNORE INTO text VALUES (?, ?)", texts)
        store.add("speaker", speakers)
        store.add("text_version", versions)
        store.add("document", documents)
        return len(documents)


def _values(person: Respondent, survey_id: str, questions: Sequence[Row]) -> dict[str, str]:
    """What is kept of a person: what they did with each question, and the facts, by the keys of both."""
    values = {survey_id: person.states}
    for place, value in person.facts.items():
        values[questions[place]["attribute_id"] or questions[place]["id"]] = value
    return values


def _participant(store: Store, person: Respondent, pseudonym: str, values: Mapping[str, str]) -> Row:
    return {
        "id": new_id(),
        "pseudonym": pseudonym,
        "source_id": None if person.source_id == pseudonym else person.source_id,
        # Without spaces, as there is one for each person and it is journalled too.
        "attributes": json.dumps(values, ensure_ascii=False, separators=(",", ":")),
        "created_at": store.now,
    }


def _questions(store: Store, survey_id: str, kept: Sequence[QuestionChoice]) -> list[Row]:
    """A row for each kept question, those of facts with their attribute."""
    attributes = _attributes(store, [question.type for question in kept if question.role is Role.FACT])
    rows: list[Row] = []
    for place, (question, label) in enumerate(zip(kept, labels(kept), strict=True)):
        rows.append(
            {
                "id": _free_id(store, "question", survey_id, str(place)),
                "survey_id": survey_id,
                "place": place,
                "label": label,
                "wording": question.wording,
                "routing": question.routing,
                "asked_if": "" if question.asked_if is None else str(question.asked_if),
                "attribute_id": attributes[question.type.name] if question.role is Role.FACT else None,
                "none_words": json.dumps(question.nones, ensure_ascii=False),
            }
        )
    store.add("question", rows)
    return rows


def _attributes(store: Store, types: Sequence[ValueType]) -> dict[str, str]:
    """The ids of participant attributes by name; one of the name that is there already stays what it is."""
    known = {
        row["name"].casefold(): row["id"]
        for row in store.rows(
            "SELECT id, name FROM attribute WHERE applies_to = 'participant' AND deleted_at IS NULL"
        )
    }
    new: list[Row] = []
    for kind in types:
        key = kind.name.casefold()
        if key in known:
            continue
        fields: Row = {"name": kind.name, "kind": str(kind.kind), "choices": _choices(kind)}
        known[key] = _free_id(store, "attribute", str(AppliesTo.PARTICIPANT), key)
        before = store.row("attribute", known[key])
        if before is not None:
            store.set("attribute", known[key], **fields, deleted_at=None)
        else:
            new.append({"id": known[key], "applies_to": "participant", **fields, "position": len(known)})
    store.add("attribute", new)
    return {kind.name: known[kind.name.casefold()] for kind in types}


def _choices(kind: ValueType) -> str:
    kept = checked_choices(AttributeKind(kind.kind), kind.choices) if kind.kind.has_choices else ()
    return json.dumps(kept, ensure_ascii=False)


def short_natural(*parts: str, letters: int = _SHORTEST_ID) -> str:
    """An id of some letters, the same wherever the same parts are named; it begins with a figure, so is no name."""
    bits = int(natural_id(*parts).replace("-", ""), 16)
    return str(bits % 10) + "".join(_LETTERS[bits >> 5 * place & 31] for place in range(1, letters))


def _free_id(store: Store, table: str, *parts: str) -> str:
    """The shortest natural id that no other row of the study has; the row of an undone import keeps its own."""
    for letters in range(_SHORTEST_ID, 20):
        short = short_natural(table, *parts, letters=letters)
        row = store.row(table, short)
        if row is None or (table == "attribute" and row["deleted_at"] and row["name"].casefold() == parts[-1]):
            return short
    return new_id()


def _free_names(store: Store, wanted: Sequence[str]) -> list[str]:
    """The pseudonyms, with a mark before each where somebody in the study has one of them: S2-R0001."""
    taken = {
        row["pseudonym"].casefold()
        for row in store.rows("SELECT pseudonym FROM participant WHERE deleted_at IS NULL")
    }
    mark, number = "", 1
    while any(f"{mark}{name}".casefold() in taken for name in wanted):
        number += 1
        mark = f"S{number}-"
    return [f"{mark}{name}" for name in wanted]


@dataclass(frozen=True)
class CodeAnswers:
    """Put one code on the whole of each answer, such as all that say the same, as one action.

    Raises Problem when the code is gone or retired, or an answer is gone.
    """

    document_ids: Sequence[str]
    code_id: str
    coder_id: str | None = None

    def apply(self, store: Store) -> str:
        words: Mapping[str, Span] = answer_words(store.conn, self.document_ids)
        gone = [one for one in self.document_ids if one not in words]
        if gone or not self.document_ids:
            raise Problem("An answer is no longer in the study.", remedy="Read the list again with esc.")
        name = store.value("SELECT name FROM code WHERE id = ?", self.code_id)
        number = len(words)
        label = f"{in_marks(name)} on {number:,} {'answer' if number == 1 else 'answers'}"
        codings = [NewCoding(one, words[one], self.code_id, self.coder_id) for one in self.document_ids]
        return AddCodings(codings, label).apply(store)


@dataclass
class MarkSample:
    """Keep a drawn sample, and say who is to code it where `for_coder` names one. After `make`: `id`."""

    draw: Draw
    name: str
    for_coder: str | None = None
    id: str = ""

    def apply(self, store: Store) -> str:
        if not self.draw.documents:
            raise Problem("There is nothing to draw from.", remedy="Bring a survey in first: qualcode survey FILE")
        row: Row = {
            "name": self.name,
            "seed": self.draw.seed,
            "question_id": self.draw.question_id,
            "attribute_id": self.draw.attribute_id,
            "drawn_from": self.draw.drawn_from,
            "strata": json.dumps([[s.name, s.answers, s.drawn] for s in self.draw.strata], ensure_ascii=False),
            "documents": json.dumps(self.draw.documents),
            "created_at": store.now,
        }
        self.id = store.add("sample", [row])[0]
        if self.for_coder is not None:
            for document_id in self.draw.documents:
                store.set("document", document_id, for_coder=self.for_coder)
        return f"Sample of {len(self.draw.documents):,} answers"

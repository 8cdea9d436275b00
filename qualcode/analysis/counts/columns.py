"""The columns of a table: which passages and which words stand in each, and out of how many."""

from __future__ import annotations

import sqlite3
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import compress, count, repeat

from qualcode.analysis.counts.asked import Asked, By, Role
from qualcode.analysis.counts.bands import Groups, groups
from qualcode.analysis.counts.kept import kept
from qualcode.analysis.counts.passages import Passage, Passages
from qualcode.analysis.counts.scope import Base, Scope, Source
from qualcode.analysis.counts.words import SpokenTurn, SpokenWords
from qualcode.analysis.excerpts import is_interviewers
from qualcode.analysis.naming import names_of
from qualcode.analysis.people import attributes
from qualcode.analysis.phrases import plural, sentence_case
from qualcode.participants.attributes import AppliesTo, Attribute
from qualcode.problem import Problem
from qualcode.transcripts.transcript import Kind

Places = tuple[int, ...]
_NONE: Places = ()
Place = tuple[str, int, int]  # the document, and half-open code points of its current text


@dataclass(frozen=True, slots=True)
class Column:
    """A column: `key` tells it from the others in the same question, `base` is out of how many."""

    key: str
    name: str
    base: Base


@dataclass(frozen=True)
class Columns:
    """The columns of one part, and where passages and turns belong: places from 0, none, or several.

    `overlap` is whether anything may stand in several. Where `by_turn`, words belong to the column of who says them,
    else to that of the passage. `words` are those said in all columns, each once; None where they were not counted.
    """

    columns: tuple[Column, ...]
    of_passages: Callable[[Passages], list[Places]]
    of_turn: Callable[[Source, SpokenTurn], Places]
    overlap: bool = False
    by_turn: bool = True
    words: int | None = None

    def with_words(self, spoken: SpokenWords, scope: Scope) -> Columns:
        """The same with the words said in each."""
        said = [0] * len(self.columns)
        whole = 0
        for one, source in scope.sources.items():
            for turn, words in zip(spoken.turns(one), spoken.numbers(one), strict=True):
                places = self.of_turn(source, turn)
                whole += words if places and turn.counts else 0
                for place in places:
                    said[place] += words
        return replace(
            self,
            words=whole,
            columns=tuple(
                replace(column, base=replace(column.base, words=words))
                for column, words in zip(self.columns, said, strict=True)
            ),
        )


def columns(conn: sqlite3.Connection, asked: Asked, scope: Scope, found: Passages) -> Columns:
    """The columns that are asked for. Raises Problem where the attribute is gone."""
    if asked.by is By.PARTICIPANT:
        alone = Groups(tuple(scope.people), {one: (n,) for n, one in enumerate(scope.people)})
        return _by_group(scope, alone, scope.people)
    if asked.by is By.DOCUMENT:
        return _by_document(
            scope, [(one, source.name) for one, source in scope.sources.items()], lambda source: source.id
        )
    if asked.by is By.KIND:
        kinds = [(kind.value, sentence_case(plural(kind))) for kind in scope.kinds]
        return _by_document(scope, kinds, lambda source: source.kind.value)
    if asked.by is By.ROLE:
        return _by_role(scope, partial(roles, conn, scope))
    if asked.by is By.CODER:
        return _by_coder(scope, names_of(conn).show_all(dict(conn.execute("SELECT id, name FROM coder"))), found)
    attribute, applies_to = attribute_of(conn, asked.attribute_id)
    show = names_of(conn).show
    if applies_to is AppliesTo.PARTICIPANT:
        made = groups(attribute, scope.values_of_people(attribute.id), asked.bands)
        return _by_group(scope, made, {name: show(name) for name in made.names})
    made = groups(attribute, scope.values_of_documents(attribute.id), asked.bands)
    return _by_document_group(scope, made, {name: show(name) for name in made.names})


def attribute_of(conn: sqlite3.Connection, attribute_id: str | None) -> tuple[Attribute, AppliesTo]:
    """An attribute and what it is a fact about. Raises Problem where it is gone."""
    for applies_to in AppliesTo:
        for attribute in attributes(conn, applies_to):
            if attribute.id == attribute_id:
                return attribute, applies_to
    raise Problem("This attribute is no longer in the study.", remedy="Choose another.")


def _by_group(scope: Scope, made: Groups, names: Mapping[str, str]) -> Columns:
    """Columns of participants, or of groups of them, as they are named."""
    members: dict[int, list[str]] = defaultdict(list)
    for person, places in made.of.items():
        for place in places:
            members[place].append(person)
    found = []
    for place, name in enumerate(made.names):
        found.append(Column(name, names[name], scope.base_of(members[place])))

    def of_person(person: str | None) -> Places:
        return made.of.get(person or "", _NONE)

    return Columns(
        tuple(found),
        lambda found: list(map(of_person, found.people)),
        lambda _, turn: of_person(turn.speaker.participant_id) if turn.counts and turn.speaker else _NONE,
        made.overlap,
    )


def _by_document(scope: Scope, named: Iterable[tuple[str, str]], key_of: Callable[[Source], str]) -> Columns:
    """Columns of documents, or of what each has just one of."""
    keys = list(named)
    place_of = {key: place for place, (key, _) in enumerate(keys)}
    made = Groups(tuple(key for key, _ in keys), {o: (place_of[key_of(s)],) for o, s in scope.sources.items()})
    return _by_document_group(scope, made, dict(keys))


def _by_document_group(scope: Scope, made: Groups, names: Mapping[str, str]) -> Columns:
    members: dict[int, list[str]] = defaultdict(list)
    for document, places in made.of.items():
        for place in places:
            members[place].append(document)
    return Columns(
        tuple(Column(key, names[key], scope.base(members[place])) for place, key in enumerate(made.names)),
        lambda found: list(map(made.of.get, found.documents, repeat(_NONE))),
        lambda source, turn: made.of[source.id] if turn.counts else _NONE,
        made.overlap,
    )


_ROLES = (Role.PARTICIPANT, Role.INTERVIEWER, Role.NOBODY)
_ROLE_NAMES = ("Participants", "Interviewers", "Nobody named")


def _by_role(scope: Scope, roles_of: Callable[[Passages], list[Role]]) -> Columns:
    asking = {one.document_id for one in scope.speakers.values() if one.asks}
    bases = (
        scope.base_of(scope.people),
        Base(0, len(asking & scope.sources.keys())),
        Base(0, len(scope.sources)),
    )

    def of_turn(source: Source, turn: SpokenTurn) -> Places:
        if turn.speaker is not None and turn.speaker.participant_id is not None:
            return (0,) if turn.counts else _NONE
        return (1,) if turn.speaker is not None and turn.speaker.asks and source.kind is not Kind.EVIDENCE else (2,)

    places = {role: (place,) for place, role in enumerate(_ROLES)}
    return Columns(
        tuple(Column(*each) for each in zip(_ROLES, _ROLE_NAMES, bases, strict=True)),
        lambda found: list(map(places.__getitem__, roles_of(found))),
        of_turn,
    )


def roles(conn: sqlite3.Connection, scope: Scope, found: Passages) -> list[Role]:
    """Whose words each of the passages is: an interviewer's where nobody else speaks in it."""
    asking = in_interviewers_words(conn, scope, found)
    return [
        Role.PARTICIPANT if person is not None else Role.INTERVIEWER if number in asking else Role.NOBODY
        for number, person in enumerate(found.people)
    ]


def in_interviewers_words(conn: sqlite3.Connection, scope: Scope, found: Passages) -> frozenset[int]:
    """Which of the passages are in interviewers' words alone, from 0."""
    told = frozenset(compress(count(), found.asks))
    return told | _by_turns(conn, scope, found) if None in found.asks else told


def _by_turns(conn: sqlite3.Connection, scope: Scope, found: Passages) -> set[int]:
    """Which passages are in interviewers' words alone, of those of which only their turns tell."""
    with_questions = {speaker.document_id for speaker in scope.speakers.values() if speaker.asks}
    each = enumerate(zip(found.asks, found.people, found.documents, strict=True))
    untold = [n for n, (asks, person, one) in each if asks is None and person is None and one in with_questions]
    places = {number: _place(found[number]) for number in untold}
    known = kept(conn, _no_places)
    unknown: dict[str, list[Place]] = defaultdict(list)
    for place in places.values():
        if place not in known:
            unknown[place[0]].append(place)
    for document, own in unknown.items():
        source = scope.sources[document]
        turns = conn.execute(
            "SELECT start, stop, speaker_id IN (SELECT id FROM speaker WHERE document_id = ? AND is_interviewer) "
            "FROM turn WHERE version_id = ? ORDER BY start",
            (document, source.version_id),
        ).fetchall()
        starts = [turn[0] for turn in turns]
        for place in own:
            known[place] = is_interviewers(source.kind, None, partial(_asking, turns, starts, place))
    return {number for number, place in places.items() if known.get(place)}


def _place(passage: Passage) -> Place:
    return passage.document_id, passage.start, passage.stop


def _no_places(_: sqlite3.Connection) -> dict[Place, bool]:
    """Whether places are in interviewers' words alone, as far as anybody asked: none at first."""
    return {}


def _asking(turns: Sequence[tuple[int, int, int | None]], starts: Sequence[int], place: Place) -> list[bool]:
    """Of each turn that a passage touches, whether an interviewer has it."""
    _, start, stop = place
    near = turns[max(bisect_right(starts, start) - 1, 0) : bisect_left(starts, stop)]
    return [bool(asks) for _, ends, asks in near if ends > start]


def _by_coder(scope: Scope, names: Mapping[str, str], found: Passages) -> Columns:
    """Columns of those who coded, each with the documents they coded: an excerpt stands in each of its coders'."""
    together = set(zip(found.coders, found.documents, strict=True))
    coded: dict[str, set[str]] = defaultdict(set)
    for coders, document in together:
        for coder in coders:
            coded[coder].add(document)
    ordered = sorted(coded, key=lambda coder: (names.get(coder, "").casefold(), coder))
    place_of = {coder: place for place, coder in enumerate(ordered)}
    in_document: dict[str, list[int]] = defaultdict(list)
    for coder in ordered:
        for document in coded[coder]:
            in_document[document].append(place_of[coder])
    places = {coders: tuple(place_of[coder] for coder in coders) for coders, _ in together}
    return Columns(
        tuple(Column(coder, names.get(coder, ""), scope.base(coded[coder])) for coder in ordered),
        lambda found: list(map(places.__getitem__, found.coders)),
        lambda source, turn: tuple(in_document[source.id]) if turn.counts else _NONE,
        overlap=any(len(coders) > 1 for coders in places),
        by_turn=False,
    )

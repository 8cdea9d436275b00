"""Essays: ordered outlines of headings, quotes and the writer's notes, with the evidence that they cite."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from qualcode.analysis.phrases import counted
from qualcode.edits.ids import new_id
from qualcode.edits.outlines import PART_GONE, living_essay, living_quote, outline_rows, places_after
from qualcode.edits.store import Row, Store
from qualcode.essays.citing import CitationStyle
from qualcode.essays.essay import EssayKind, EssayState, PartKind
from qualcode.essays.places import between
from qualcode.participants.disclosure import Audience
from qualcode.problem import Problem
from qualcode.transcripts.clean import clean
from qualcode.transcripts.quoting import in_marks
from qualcode.transcripts.transcript import Kind


@dataclass(frozen=True)
class NewEssay:
    """Begin an essay or a briefing paper, the last in the list. Raises Problem where it has no title of its own."""

    title: str
    kind: EssayKind = EssayKind.ESSAY
    audience: Audience = Audience.OUTSIDE
    about: str = ""
    id: str = field(default_factory=new_id)

    def apply(self, store: Store) -> str:
        title = _titled(store, self.title, self.id)
        last = store.value("SELECT max(place) FROM essay WHERE deleted_at IS NULL")
        row: Row = {"id": self.id, "title": title, "about": self.about.strip(), "kind": str(EssayKind(self.kind))}
        row |= {"audience": str(Audience(self.audience)), "place": between(last or None, None)}
        row |= {"coder_id": store.writer.coder_id, "created_at": store.now}
        store.add("essay", [row])
        return f"New {self.kind} {in_marks(title)}"


@dataclass(frozen=True)
class ChangeEssay:
    """Say of an essay what it is called, what it is about, what it is, how far, or for whom; None leaves each.

    Raises Problem where the essay is gone, or would have no title of its own.
    """

    essay_id: str
    title: str | None = None
    about: str | None = None
    kind: EssayKind | None = None
    state: EssayState | None = None
    audience: Audience | None = None

    def apply(self, store: Store) -> str:
        row = living_essay(store, self.essay_id)
        fields: Row = {}
        if self.title is not None:
            fields["title"] = _titled(store, self.title, self.essay_id)
        if self.about is not None:
            fields["about"] = self.about.strip()
        for name, value in (("kind", self.kind), ("state", self.state), ("audience", self.audience)):
            if value is not None:
                fields[name] = str(value)
        store.set("essay", self.essay_id, **fields)
        said = f"the {fields.get('kind', row['kind'])} {in_marks(fields.get('title', row['title']))}"
        if list(fields) == ["title"]:
            return f"{in_marks(row['title'])} is called {in_marks(fields['title'])} now"
        if list(fields) == ["state"]:
            return f"State of {said}: {fields['state']}"
        if list(fields) == ["audience"]:
            who = "for the study team" if self.audience is Audience.TEAM else "for readers outside the team"
            return f"Audience of {said}: {who}"
        return said[0].upper() + said[1:]


@dataclass(frozen=True)
class MoveEssay:
    """Put an essay after another in the list, or first (None). Raises Problem where one is gone."""

    essay_id: str
    after: str | None = None

    def apply(self, store: Store) -> str:
        row = living_essay(store, self.essay_id)
        low = living_essay(store, self.after)["place"] if self.after is not None else None
        high = store.value(
            "SELECT min(place) FROM essay WHERE deleted_at IS NULL AND id != ? AND place > ?",
            self.essay_id,
            low or "",
        )
        if self.after != self.essay_id:
            store.set("essay", self.essay_id, place=between(low, high))
        return f"Place of {in_marks(row['title'])} in the list"


@dataclass(frozen=True)
class RemoveEssay:
    """Remove an essay with its headings and notes; its quotes go to Kept. Raises Problem where it is gone."""

    essay_id: str

    def apply(self, store: Store) -> str:
        row = living_essay(store, self.essay_id)
        parts = outline_rows(store, self.essay_id)
        quotes = [part["id"] for part in parts if part["tbl"] == "quote"]
        store.set_many("quote", {one: {"essay_id": None, "place": ""} for one in quotes})
        store.remove("essay_part", [part["id"] for part in parts if part["tbl"] == "essay_part"])
        store.remove("essay_source", [one["id"] for one in _sources(store, self.essay_id)])
        store.remove("essay", [self.essay_id])
        went = f"; {counted(len(quotes), 'quote')} went to Kept" if quotes else ""
        return f"Removal of the {row['kind']} {in_marks(row['title'])}{went}"


@dataclass(frozen=True)
class AddPart:
    """Put a heading or a note into an essay: after a part of it, at the end (None), or first (`outlines.FIRST`).

    Raises Problem where the essay or the part is gone, or nothing is written.
    """

    essay_id: str
    kind: PartKind
    words: str
    after: str | None = None
    id: str = field(default_factory=new_id)

    def apply(self, store: Store) -> str:
        row = living_essay(store, self.essay_id)
        words = _worded(self.kind, self.words)
        (place,) = places_after(store, self.essay_id, self.after, 1)
        part: Row = {"id": self.id, "essay_id": self.essay_id, "kind": str(PartKind(self.kind)), "words": words}
        part |= {"place": place, "coder_id": store.writer.coder_id, "created_at": store.now}
        store.add("essay_part", [part])
        return f"{_said_of(part)} in {in_marks(row['title'])}"


@dataclass(frozen=True)
class ChangePart:
    """Put a heading or a note in other words, or make it the other; None leaves each.

    Raises Problem where it is gone, or would have no words.
    """

    part_id: str
    words: str | None = None
    kind: PartKind | None = None

    def apply(self, store: Store) -> str:
        row = _living_part(store, self.part_id)
        kind = PartKind(row["kind"] if self.kind is None else self.kind)
        words = _worded(kind, row["words"] if self.words is None else self.words)
        store.set("essay_part", self.part_id, words=words, kind=str(kind))
        return _said_of({"kind": kind, "words": words})


@dataclass(frozen=True)
class RemoveParts:
    """Remove headings and notes. Raises Problem where one is gone."""

    part_ids: Sequence[str]

    def apply(self, store: Store) -> str:
        rows = [_living_part(store, one) for one in self.part_ids]
        store.remove("essay_part", self.part_ids)
        if len(rows) == 1:
            return f"Removal of the {_said_of(rows[0])[0].lower()}{_said_of(rows[0])[1:]}"
        return f"Removal of {counted(len(rows), 'part')} of an essay"


@dataclass(frozen=True)
class MoveParts:
    """Put headings, notes and quotes together into an essay, in the order given: its own or those of another.

    They stand after a part of it, at its end (None), or first (`outlines.FIRST`). Raises Problem where one of them,
    the essay or the part is gone, or the part is itself among them.
    """

    ids: Sequence[str]
    essay_id: str
    after: str | None = None

    def apply(self, store: Store) -> str:
        row = living_essay(store, self.essay_id)
        if self.after and self.after in self.ids:
            raise Problem("A part cannot stand after itself.", remedy="Choose another place.")
        held = [_part_or_quote(store, one) for one in self.ids]
        places = places_after(store, self.essay_id, self.after, len(self.ids), self.ids)
        for (table, part), place in zip(held, places, strict=True):
            store.set(table, part["id"], essay_id=self.essay_id, place=place)
        if len(held) > 1:
            return f"{counted(len(held), 'part')} moved in {in_marks(row['title'])}"
        table, part = held[0]
        what = "Quote" if table == "quote" else _said_of(part)
        return f"{what} moved {'in' if part['essay_id'] == self.essay_id else 'to'} {in_marks(row['title'])}"


@dataclass(frozen=True)
class CiteEvidence:
    """Say that an essay cites a document of evidence. Raises Problem where it does, or the document is none."""

    essay_id: str
    document_id: str
    id: str = field(default_factory=new_id)

    def apply(self, store: Store) -> str:
        row = living_essay(store, self.essay_id)
        document = store.row("document", self.document_id)
        if document is None or document["deleted_at"] or document["kind"] != Kind.EVIDENCE:
            raise Problem(
                "Only evidence is cited.",
                "What people said is quoted; a report or an article is cited with its authors and year.",
                "Choose a document of the kind evidence.",
            )
        if any(one["document_id"] == self.document_id for one in _sources(store, self.essay_id)):
            raise Problem(f"{in_marks(row['title'])} cites this already.", remedy="Nothing was changed; move on.")
        own: Row = {"coder_id": store.writer.coder_id, "created_at": store.now}
        store.add(
            "essay_source", [{"id": self.id, "essay_id": self.essay_id, "document_id": self.document_id, **own}]
        )
        return f"{in_marks(row['title'])} cites {in_marks(document['title'] or document['name'])}"


@dataclass(frozen=True)
class StopCiting:
    """Say that an essay no longer cites a document. Raises Problem where it does not."""

    essay_id: str
    document_id: str

    def apply(self, store: Store) -> str:
        row = living_essay(store, self.essay_id)
        held = [one["id"] for one in _sources(store, self.essay_id) if one["document_id"] == self.document_id]
        if not held:
            raise Problem(f"{in_marks(row['title'])} does not cite this.", remedy="Nothing was changed; move on.")
        store.remove("essay_source", held)
        return f"{in_marks(row['title'])} cites one source less"


@dataclass(frozen=True)
class SetCitationStyle:
    """Choose what stands after the quotes of an essay, or of all essays that have no style of their own.

    None takes the style away again. Raises Problem where the essay is gone.
    """

    style: CitationStyle | None
    essay_id: str | None = None

    def apply(self, store: Store) -> str:
        stored = "" if self.style is None else self.style.stored
        if self.essay_id is None:
            store.set("study", store.value("SELECT id FROM study"), quote_style=stored)
            return "How quotes are cited"
        row = living_essay(store, self.essay_id)
        store.set("essay", self.essay_id, style=stored)
        return f"How quotes are cited in {in_marks(row['title'])}"


def _titled(store: Store, title: str, essay_id: str) -> str:
    """A title on one line. Raises Problem where there is none, or another essay has it: by it each is found."""
    bare = " ".join(clean(title).split())
    if not bare:
        raise Problem("An essay needs a title.", remedy="Type one; it can be changed at any time.")
    others = store.conn.execute("SELECT title FROM essay WHERE deleted_at IS NULL AND id <> ?", (essay_id,))
    if bare.casefold() in (other.casefold() for (other,) in others):
        raise Problem(f"There is an essay called {in_marks(bare)} already.", remedy="Give this one another title.")
    return bare


def _worded(kind: PartKind, words: str) -> str:
    """The words of a heading on one line, of a note as they are. Raises Problem where there are none."""
    bare = clean(words).strip() if kind == PartKind.NOTE else " ".join(clean(words).split())
    if not bare:
        raise Problem(f"A {kind} needs words.", remedy="Type some, or remove it.")
    return bare


_SHORT = 40


def _said_of(part: Row) -> str:
    """`Heading “The card in the chemist’s”`, for history and undo."""
    words = " ".join(part["words"].split())
    return f"{part['kind'].capitalize()} “{words if len(words) <= _SHORT else words[: _SHORT - 1].rstrip() + '…'}”"


def _living_part(store: Store, part_id: str) -> Row:
    row = store.row("essay_part", part_id)
    if row is None or row["deleted_at"]:
        raise PART_GONE
    return row


def _part_or_quote(store: Store, row_id: str) -> tuple[str, Row]:
    if store.row("essay_part", row_id) is not None:
        return "essay_part", _living_part(store, row_id)
    return "quote", living_quote(store, row_id)


def _sources(store: Store, essay_id: str) -> list[Row]:
    return store.rows("SELECT * FROM essay_source WHERE essay_id = ? AND deleted_at IS NULL", essay_id)

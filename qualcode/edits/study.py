"""The study itself: its page, and who codes."""

from __future__ import annotations

from dataclasses import dataclass, field

from qualcode.edits.days import as_day
from qualcode.edits.ids import natural_id, new_id
from qualcode.edits.store import Store
from qualcode.problem import Problem
from qualcode.transcripts.boundaries import words_in
from qualcode.transcripts.quoting import in_marks
from qualcode.transcripts.span import Span

PAGE = ("title", "question", "dates", "team", "funder", "ethics", "destroy_by")


@dataclass(frozen=True)
class BeginStudy:
    """Make the study's own row, once."""

    title: str
    id: str = field(default_factory=new_id)

    def apply(self, store: Store) -> str:
        store.add("study", [{"id": self.id, "title": self.title, "created_at": store.now}])
        return f"New study {in_marks(self.title)}"


@dataclass(frozen=True)
class ChangeStudy:
    """Fill in the study page. Raises Problem when there is no title left, or the last day is no date.

    `stop_words` are the study's own words left out of word lists, in any order and punctuation; they replace those
    before.
    """

    fields: dict[str, str]

    def apply(self, store: Store) -> str:
        if unknown := set(self.fields) - {*PAGE, "unit", "language", "stop_words"}:
            raise KeyError(sorted(unknown))
        if "title" in self.fields and not self.fields["title"].strip():
            raise Problem("The study needs a title.", remedy="Type one.")
        study = store.value("SELECT id FROM study")
        fields: dict[str, str | None] = {name: value.strip() for name, value in self.fields.items()}
        if "destroy_by" in fields:
            fields["destroy_by"] = as_day(fields["destroy_by"])
        if "stop_words" in self.fields:
            fields["stop_words"] = _each_once(self.fields["stop_words"])
        store.set("study", study, **fields)
        return "Study page"


def _each_once(typed: str) -> str:
    """The words of what was typed, in small letters and alphabetical order."""
    words = (span.of(typed).casefold() for span in words_in(typed, Span(0, len(typed))))
    return " ".join(sorted(dict.fromkeys(words)))


@dataclass(frozen=True)
class AddCoder:
    """Add a person who codes; the same id comes from the same name in the same study."""

    name: str
    study_id: str

    @property
    def id(self) -> str:
        return natural_id("coder", self.study_id, " ".join(self.name.split()).casefold())

    def apply(self, store: Store) -> str:
        name = " ".join(self.name.split())
        if not name:
            raise Problem("A coder needs a name or initials.", remedy="Type one.")
        if store.row("coder", self.id) is None:
            store.add("coder", [{"id": self.id, "name": name, "created_at": store.now}])
        else:
            store.set("coder", self.id, deleted_at=None)
        return f"Coder {in_marks(name)}"


@dataclass(frozen=True)
class PinCode:
    """Give a code one of the digits 1-9 for one coder, or take it back with slot 0."""

    coder_id: str
    code_id: str
    slot: int

    def apply(self, store: Store) -> str:
        pins = store.rows("SELECT * FROM pin WHERE coder_id = ? AND deleted_at IS NULL", self.coder_id)
        store.remove("pin", [p["id"] for p in pins if p["code_id"] == self.code_id or p["slot"] == self.slot])
        if self.slot:
            store.add("pin", [{"coder_id": self.coder_id, "code_id": self.code_id, "slot": self.slot}])
        return "Pinned code"

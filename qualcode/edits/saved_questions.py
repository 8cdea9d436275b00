"""Questions kept under a name, to be asked again."""

from __future__ import annotations

from dataclasses import dataclass, field

from qualcode.edits.ids import new_id
from qualcode.edits.store import Row, Store
from qualcode.problem import Problem
from qualcode.transcripts.clean import plain
from qualcode.transcripts.quoting import in_marks

_GONE = Problem("This question is no longer saved.", remedy="Nothing was changed; move on.")


@dataclass(frozen=True)
class SaveQuestion:
    """Keep a question under a name; `instead` puts it in the place of one that has the name.

    Raises Problem without a name or words, or where another has the name and nobody said `instead`.
    """

    name: str
    words: str
    instead: bool = False
    id: str = field(default_factory=new_id)

    def apply(self, store: Store) -> str:
        name, words = _named(self.name), self.words.strip()
        if not words:
            raise Problem("There is no question to save.", remedy="Write the question first.")
        held = _holder(store, name)
        if held is not None and not self.instead:
            raise _taken(name)
        if held is not None:
            store.set("saved_question", held, name=name, words=words)
            return f"Saved question {in_marks(name)}, in other words"
        own = {"coder_id": store.writer.coder_id, "created_at": store.now}
        store.add("saved_question", [{"id": self.id, "name": name, "words": words, **own}])
        return f"Saved question {in_marks(name)}"


@dataclass(frozen=True)
class RenameQuestion:
    """Give a saved question another name. Raises Problem where it is gone, or another has the name."""

    question_id: str
    name: str

    def apply(self, store: Store) -> str:
        row, name = _living(store, self.question_id), _named(self.name)
        if _holder(store, name) not in (None, self.question_id):
            raise _taken(name)
        store.set("saved_question", self.question_id, name=name)
        return f"The saved question {in_marks(row['name'])} is called {in_marks(name)}"


@dataclass(frozen=True)
class ForgetQuestion:
    """No longer keep a question; undo brings it back. Raises Problem where it is gone."""

    question_id: str

    def apply(self, store: Store) -> str:
        row = _living(store, self.question_id)
        store.remove("saved_question", [self.question_id])
        return f"The question {in_marks(row['name'])} no longer saved"


def _named(name: str) -> str:
    bare = " ".join(plain(name).strip().removeprefix("@").split())
    if not bare:
        raise Problem("A saved question needs a name.", remedy="Type one, such as night shifts.")
    return bare


def _holder(store: Store, name: str) -> str | None:
    """The id of the saved question that has a name, whatever its capitals."""
    rows = store.rows("SELECT id, name FROM saved_question WHERE deleted_at IS NULL ORDER BY num")
    return next((row["id"] for row in rows if row["name"].casefold() == name.casefold()), None)


def _taken(name: str) -> Problem:
    return Problem(
        f"Another question is saved as {in_marks(name)}.", remedy="Choose another name, or save it instead of that."
    )


def _living(store: Store, question_id: str) -> Row:
    row = store.row("saved_question", question_id)
    if row is None or row["deleted_at"]:
        raise _GONE
    return row

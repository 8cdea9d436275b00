"""Words that drafts quote and no participant said: a term, a title, another text. Said once for every draft."""

from __future__ import annotations

from dataclasses import dataclass

from qualcode.edits.ids import natural_id
from qualcode.edits.store import Store
from qualcode.essays.not_ours import KIND, plain
from qualcode.problem import Problem
from qualcode.transcripts.clean import clean
from qualcode.transcripts.quoting import in_marks

_SHOWN = 8  # words in a label


@dataclass(frozen=True)
class SayNotOurs:
    """Say that words are no participant's, or (`is_so` false) take that back; said again, nothing changes.

    Raises Problem where there are no words.
    """

    words: str
    is_so: bool = True

    def apply(self, store: Store) -> str:
        words = " ".join(clean(self.words).split())
        if not plain(words):
            raise Problem("There are no words in it.", remedy="Give the words as the draft quotes them.")
        study = store.value("SELECT id FROM study")
        row_id = natural_id("not ours", study, plain(words))
        row = store.row("essay_part", row_id)
        if row is None and self.is_so:
            part = {"id": row_id, "essay_id": study, "kind": KIND, "words": words}
            store.add("essay_part", [{**part, "coder_id": store.writer.coder_id, "created_at": store.now}])
        elif row is not None and self.is_so and row["deleted_at"]:
            store.set("essay_part", row_id, deleted_at=None)
        elif row is not None and not self.is_so and not row["deleted_at"]:
            store.remove("essay_part", [row_id])
        some = words.split()
        said = in_marks(" ".join([*some[:_SHOWN], "…"] if len(some) > _SHOWN else some))
        return f"{said}: no participant’s words" if self.is_so else f"{said}: looked for in drafts again"

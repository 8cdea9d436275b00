"""What a finished draft uses of the study, recorded as one step."""

from __future__ import annotations

from dataclasses import dataclass

from qualcode.analysis.phrases import counted
from qualcode.edits.essays import ChangeEssay, NewEssay
from qualcode.edits.quotes import KeepQuote, RecordUse
from qualcode.edits.store import Store
from qualcode.essays.essay import EssayState
from qualcode.essays.used import Used
from qualcode.participants.disclosure import Audience
from qualcode.transcripts.clean import clean
from qualcode.transcripts.quoting import in_marks


@dataclass(frozen=True)
class RecordDraft:
    """Record that a finished text of a title uses what was found in it, in place of what was recorded of it before.

    Passages that were not kept go into the essay of that title, which is made, finished, where there is none. Raises
    Problem where a quote is gone, or the text has no title.
    """

    found: Used
    title: str
    file: str = ""
    audience: Audience = Audience.OUTSIDE

    def apply(self, store: Store) -> str:
        title = " ".join(clean(self.title).split())
        essay = self._essay(store, title) if self.found.passages else None
        new = [KeepQuote(document, span, essay_id=essay) for document, span in self.found.passages]
        for one in new:
            one.apply(store)
        quotes = [*self.found.quotes, *(one.id for one in new)]
        RecordUse(quotes, title, self.file).apply(store)
        uses = store.rows("SELECT id, quote_id FROM used_in WHERE title = ? AND deleted_at IS NULL", title)
        gone = [use["id"] for use in uses if use["quote_id"] not in quotes]
        store.remove("used_in", gone)
        label = f"{counted(len(dict.fromkeys(quotes)), 'quote')} used in {in_marks(title)}"
        return f"{label}; {counted(len(gone), 'quote')} no longer" if gone else label

    def _essay(self, store: Store, title: str) -> str:
        """The essay of a title, by its id."""
        rows = store.rows("SELECT id, title FROM essay WHERE deleted_at IS NULL ORDER BY place, id")
        found = next((row["id"] for row in rows if row["title"].casefold() == title.casefold()), None)
        if found is not None:
            return str(found)
        made = NewEssay(title, audience=self.audience, about=f"What the finished text {in_marks(title)} quotes.")
        made.apply(store)
        ChangeEssay(made.id, state=EssayState.FINISHED).apply(store)
        return made.id


def recorded_in_words(found: Used, label: str, *, changed: bool) -> str:
    """What was recorded, and what not: `12 quotes used in “Going in”. 3 quotations were not entered: 3 altered.`"""
    new = len(found.passages)
    kept = (
        f"{counted(new, 'passage')} not kept before {'is' if new == 1 else 'are'} in that essay now." if new else ""
    )
    said = f"{label}." if changed else "It was recorded already."
    return " ".join(filter(None, (said, kept if changed else "", found.left_in_words)))


def nothing_in_words(found: Used) -> str:
    """Why nothing was recorded."""
    return " ".join(filter(None, ("It uses no words of the study that can be recorded.", found.left_in_words)))

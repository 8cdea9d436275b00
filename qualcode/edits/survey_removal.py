"""Taking a whole survey out of a study."""

from __future__ import annotations

import json
from dataclasses import dataclass

from qualcode.analysis.survey_removal import removal
from qualcode.edits.store import Store
from qualcode.transcripts.quoting import in_marks


@dataclass(frozen=True)
class RemoveSurvey:
    """Take a survey out with its questions, answers and the people who came with it alone; undo brings all back.

    Of those who stay, what they did in this survey is no longer kept; the facts they gave are. Who withdrew or agreed
    to less than to be quoted, stays with nothing but that, so that it holds where the survey is brought in again.
    Raises Problem where the survey is gone already.
    """

    survey_id: str

    def apply(self, store: Store) -> str:
        going = removal(store.conn, self.survey_id)
        for table, ids in (
            ("document", going.answers),
            ("sample", going.samples),
            ("participant", going.people),
            ("attribute", going.facts),
            ("question", going.questions),
            ("survey", (going.id,)),
        ):
            store.remove(table, ids)
        for person, _ in going.staying:
            store.set("participant", person, attributes=dict.fromkeys((going.id, *going.questions)))
        for person, _ in going.bound:
            held = json.loads(store.value("SELECT attributes FROM participant WHERE id = ?", person))
            store.set("participant", person, attributes=dict.fromkeys(held))
        return f"Removal of the survey {in_marks(going.name)}"

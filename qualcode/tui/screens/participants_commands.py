"""What can be done in the table of participants."""

from __future__ import annotations

from qualcode.tui.commands import Command

COMMANDS = (
    Command(
        "participants.edit", "enter", "open", "participant: Edit",
        "Opens the cell to write or choose in; on a name, all that is known of the person. esc leaves a cell as "
        "it was.",
        "Edit", pane="people", of_pane=True,
    ),
    Command(
        "participants.add", "plus", "add", "participants: New, or bring in a table…",
        "A new participant, a new attribute, or a table (csv, xlsx) with a preview.", "New, bring in",
    ),
    Command(
        "participants.facts", "f", "facts", "participants: Sort, and what the columns are…",
        "Sorts by the column under the cursor, changes its attribute, says which may be printed.", "Columns…",
    ),
    Command(
        "participants.remove", "d", "remove", "participant: Empty the cell, or take out",
        "Empties the cell; on a name takes out a person who speaks in no document.", "Empty",
    ),
    Command(
        "participants.interviewer", "I,upper_i", "interviewer", "participant: Is an interviewer",
        "Says that this person asks the questions: in every document, and no longer in this table.",
        "Interviewer",
    ),
    Command(
        "participants.erase", "", "erase", "participant: Erase…",
        "Shows what goes with a person who withdrew, then takes it out of the study and its backups for good.",
    ),
    Command("participants.memo", "m", "memo", "participant: Memo", "Writes a memo on the participant.", "Memo"),
    Command(
        "participants.filter", "slash", "filter", "participants: Filter",
        "Shows only those with these letters in name, consent, facts or documents.", "Filter",
    ),
    Command("participants.side", "i", "side", "participants: The pane beside it", "Shows or hides one person."),
    Command("participants.back", "escape", "back", "participants: Go back", "Goes back.", "Back"),
)  # fmt: skip

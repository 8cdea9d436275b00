"""What can be done in the review of speakers."""

from __future__ import annotations

from qualcode.tui.commands import Command

COMMANDS = (
    Command(
        "speakers.edit", "enter", "open", "speaker: Who is it…",
        "Says that they are one with another, a participant, an interviewer, nobody, or called otherwise.",
        "Who…", pane="speakers", of_pane=True,
    ),
    Command(
        "speakers.mark", "space", "mark", "speaker: Mark", "Marks them; keys then act on all that are marked.",
        "Mark",
    ),
    Command(
        "speakers.merge", "M,upper_m", "merge", "speakers: Make the marked ones one…",
        "Asks which one stays; their turns become one speaker's, their words one participant's.", "Join",
    ),
    Command(
        "speakers.interviewer", "I,upper_i", "interviewer", "speaker: Is an interviewer",
        "Says that they ask the questions, in all their documents.", "Asks",
    ),
    Command(
        "speakers.participants", "p", "person", "speaker: Whose words…",
        "Says which participant they are; a new pseudonym makes a new participant.", "Whose",
    ),
    Command(
        "speakers.text-menu", "R,upper_r", "unlabelled", "turns: Say who speaks those without a label…",
        "Gives the turns of a document that have no label to one speaker, or to two in turn; done at once.",
        shown="R",
    ),
    Command(
        "speakers.remove", "d", "undecide", "speaker: Leave as it was", "Takes away what was decided of them.",
    ),
    Command("speakers.rename", "", "rename", "speaker: Another label…", "Gives them another label."),
    Command(
        "speakers.suggested", "", "suggested", "speakers: Take every suggestion",
        "Decides of all that look like others what they look like; nothing is saved yet.",
    ),
    Command(
        "speakers.save", "ctrl+s", "save", "speakers: Save the review",
        "Carries out all that was decided, as one step.", "Save",
    ),
    Command(
        "speakers.filter", "slash", "filter", "speakers: Filter",
        "Shows only those with these letters in label, participant or documents.",
    ),
    Command("speakers.side", "i", "side", "speakers: The pane beside it", "Shows or hides their first turns."),
    Command(
        "speakers.back", "escape", "back", "speakers: Go back", "Goes back; asks first where nothing is saved.",
        "Back",
    ),
)  # fmt: skip

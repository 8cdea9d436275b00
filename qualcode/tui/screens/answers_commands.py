"""What one can do in the list of survey answers."""

from __future__ import annotations

from qualcode.tui.commands import Command

ANSWERS = (
    Command(
        "answers.open", "enter", "open", "answer: Open as a document",
        "Opens the answer, to code a part of it; on a question, goes to its answers.", "Open", of_pane=True,
    ),
    Command(
        "answers.code", "c", "code", "answers: Code…",
        "Chooses a code for the whole answer, and for all that say the same.", "Code…",
    ),
    Command(
        "answers.same-code", "a", "same_code", "answers: Same code again", "Applies the last code again.",
        "Same again",
    ),
    Command(
        "answers.pinned-1", "1,2,3,4,5,6,7,8,9", "screen.digit(1)", "answers: Pinned or recent code",
        "Applies the code of that digit; the last lines list them.", "Pinned", of_pane=True, shown="1-9",
    ),
    Command(
        "answers.remove", "d", "remove", "answers: Take the codes off",
        "Takes your codes off the whole answer, and off all that say the same.", "Uncode",
    ),
    Command(
        "answers.mark", "space", "mark", "answer: Mark", "Marks it; keys then act on all that are marked.", "Mark"
    ),
    Command(
        "answers.next-uncoded", "right_curly_bracket", "uncoded(1)", "answers: Next uncoded",
        "Goes to the next answer without a code.", "Uncoded", shown="}",
    ),
    Command(
        "answers.previous-uncoded", "left_curly_bracket", "uncoded(-1)", "answers: Previous uncoded",
        "Goes to the one before without a code.", shown="{",
    ),
    Command("answers.memo", "m", "memo", "answer: Memo", "Writes a memo on the answer.", "Memo", roomy=True),
    Command("answers.quote", "y", "keep", "answer: Keep as a quote", "Keeps it for an essay.", "Quote", roomy=True),
    Command(
        "answers.filter", "f", "form", "answers: Show only…",
        "Those not coded yet, those of a sample, or those of people with a fact: role = nurse.", "Show only…",
    ),
    Command("answers.find", "slash", "filter", "answers: Find words", "Shows those with these words.", "Find"),
    Command(
        "answers.order", "", "order", "answers: Most frequent first, or as they came",
        "Puts answers that many people gave in the same words first; again, as they came.",
    ),
    Command("answers.side", "i", "side", "answers: The list of questions", "Shows or hides the questions."),
    Command(
        "answers.remove-survey", "D,upper_d", "remove_survey", "survey: Remove…",
        "Takes the whole survey of this question out of the study, after saying what goes with it.", "Remove survey",
        pane="questions-pane", only_there=True, roomy=True, shown="D",
    ),
    Command("answers.back", "escape", "back", "answers: Go back", "Goes back.", "Back"),
)  # fmt: skip

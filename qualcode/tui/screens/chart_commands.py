"""What one can do in Chart."""

from __future__ import annotations

from qualcode.tui.commands import Command
from qualcode.tui.screens.asking import SAVING
from qualcode.tui.screens.themes import VIEW_COMMANDS

COMMANDS = (
    Command(
        "chart.open", "enter", "open", "cell: Write its summary",
        "Opens the summary or portrait to write in; on an excerpt, opens its document there.", "Write", of_pane=True,
    ),
    *VIEW_COMMANDS,
    Command(
        "chart.rests", "space", "rests", "excerpt: The summary rests on it, or not",
        "Says whether what is written in the cell rests on the excerpt.", "Rests on", pane="rows-0", only_there=True,
    ),
    Command(
        "chart.quote", "y", "quote", "excerpt: Put its words into the summary",
        "Puts the excerpt's words in as a quotation that stays linked to it.", "Quote", pane="rows-0",
    ),
    Command(
        "chart.nothing", "minus", "say('nothing said')", "cell: Asked, and nothing said",
        "Says that the question was asked and nothing was said.", "Nothing said",
    ),
    Command(
        "chart.not-asked", "underscore", "say('not asked')", "cell: Not asked", "Says that it was not asked.",
    ),
    Command(
        "chart.stands", "w", "stands", "cell: Looked at again, it stands",
        "For a summary under which something changed: it stands with what is there now.",
    ),
    Command("chart.remove", "d", "remove", "cell: Take out what is written", "Takes it out; u brings it back."),
    Command(
        "chart.form", "f", "form", "chart: Area, rows, order…",
        "Which area, who or what the rows are, which of them, which facts stand first, and their order.",
        "Area, rows…",
    ),
    Command(
        "chart.next", "right_curly_bracket", "waiting(1)", "cell: Next that waits",
        "The next cell that is coded and not summarised, or to be looked at again.", "Next waiting",
    ),
    Command("chart.previous", "left_curly_bracket", "waiting(-1)", "cell: The one before that waits", "Backwards."),
    Command(
        "chart.ask", "slash", "filter", "chart: Only rows that a question finds",
        "Shows only the rows that a question finds, such as attr:role=carer or kind:interview.", "Question",
    ),
    *SAVING,
    Command("chart.memo", "m", "memo", "code: Memo", "Writes a memo on the code of the column.", "Memo"),
    Command("chart.side", "i", "side", "chart: The opened cell", "Shows or hides the cell below the chart."),
    Command("chart.export", "x", "export", "chart: Export…", "Word, Excel to fill in and bring back, the clipboard."),
    Command(
        "chart.arrive", "plus", "arrive", "chart: Bring back one filled in with Excel…",
        "Shows what it would change first.",
    ),
    Command("chart.back", "escape", "back", "chart: Back", "From the excerpts to the chart; then shows all rows."),
)  # fmt: skip

"""What each command of the views of Themes promises."""

from __future__ import annotations

from qualcode.tui.screens.chart import ChartScreen
from qualcode.tui.screens.choose_path import ChoosePath
from qualcode.tui.screens.counts import CountsScreen
from qualcode.tui.screens.making import MakingScreen
from qualcode.tui.screens.modal import Modal
from qualcode.tui.screens.questions import Choose
from qualcode.tui.screens.themes import ThemesView
from qualcode.tui.screens.words_within import WordsWithinScreen
from qualcode.tui.widgets.drawn_table import DrawnTable
from qualcode.tui.widgets.pane import Pane
from qualcode.tui.widgets.reading_page import ReadingPage
from tests.screens.commands_of_places import marked, titled
from tests.screens.commands_of_text import same
from tests.screens.every_command import Row, Seen

_ASKED = "slash “who:P01” enter"


def column(seen: Seen) -> str:
    """The heading of the chart's column under the cursor."""
    table = seen.one("#chart", DrawnTable)
    return next((one.heading for one in table._columns if one.id == table.column_id), "")


COUNTS = (
    Row("place.themes", "a view of themes is there", "f2 f5", lambda seen: isinstance(seen.screen, ThemesView)),
    Row("themes.counts", "the counts are there", "2 1", lambda seen: seen.on(CountsScreen)),
    Row("themes.chart", "the chart is there", "2", lambda seen: seen.on(ChartScreen)),
    Row("themes.making", "the themes are there", "3", lambda seen: seen.on(MakingScreen)),
    Row("counts.open", "its excerpts have the keys", "enter", lambda seen: seen.rows("#rows-0").has_focus,
        after="escape"),
    Row("counts.form", "what is counted is asked", "f", lambda seen: isinstance(seen.screen, Modal)),
    Row("counts.measure", "something else is counted", "percent_sign",
        lambda seen: "· participants ·" in titled(seen, "#table-pane"), after=" ".join(["percent_sign"] * 5)),
    Row("counts.ask", "only what the question finds is counted", _ASKED, lambda seen: "only who:P01" in seen.text,
        after="escape"),
    Row("question.save", "its name asks it again", "ctrl+s “mine” enter", lambda seen: "@mine" in seen.said, _ASKED,
        edits=True, after="escape"),
    Row("question.saved", "those that were saved are offered", "", lambda seen: seen.on(Choose),
        f"{_ASKED} ctrl+s “mine” enter", chosen=True, after="escape escape"),
    Row("counts.side", "the pane is gone", "i", lambda seen: not seen.one("#beside-pane", Pane).display, after="i"),
    Row("counts.mark", "it is marked", "enter space", lambda seen: same(marked(seen, "#rows-0"), 1),
        after="escape escape"),
    Row("counts.quote", "it is kept", "enter y", lambda seen: "quote" in seen.said, edits=True),
    Row("counts.copy", "the words are on the clipboard", "enter home C",
        lambda seen: "It was a card" in seen.app.clipboard and "P01" in seen.app.clipboard),
    Row("counts.against", "it goes against its code", "enter home exclamation_mark",
        lambda seen: "going against" in seen.said, edits=True),
    Row("theme.gather", "it is under the theme", "Y down enter", lambda seen: "“Nobody tells you”" in seen.said,
        edits=True),
    Row("counts.memo", "the memo is in the study", "m “why” escape", lambda seen: "emo" in seen.said, "down",
        edits=True),
    Row("counts.export", "as what it is written is asked", "x", lambda seen: seen.on(Choose)),
    Row("counts.reach", "as what it is written is asked", "", lambda seen: seen.on(Choose), chosen=True),
    Row("counts.back", "the table has the keys", "escape", lambda seen: seen.one("#counts", DrawnTable).has_focus,
        "enter"),
    Row("counts.beside", "the views beside are offered", "", lambda seen: seen.on(Choose), chosen=True),
    Row("counts.words", "the words within the code are there", "", lambda seen: seen.on(WordsWithinScreen),
        chosen=True),
)  # fmt: skip

CHART = (
    Row("chart.open", "what is written is in the cell", "enter “abc” escape", lambda seen: "● abc" in seen.text,
        edits=True),
    Row("chart.rests", "it rests on it no longer", "space",
        lambda seen: "rests on 0 of 1" in seen.one("#summary", ReadingPage).text, "enter “abc” escape tab",
        edits=True),
    Row("chart.quote", "its words are in the summary", "tab y", lambda seen: "● “It was a card" in seen.text,
        edits=True),
    Row("chart.nothing", "the cell says so", "minus", lambda seen: "– asked, nothing" in seen.text, "down right",
        edits=True, after="up left"),
    Row("chart.not-asked", "the cell says so", "underscore", lambda seen: "□ not asked" in seen.text, "down right",
        edits=True, after="up left"),
    Row("chart.remove", "the cell is as before", "d", lambda seen: "● abc" not in seen.text,
        "enter “abc” escape", edits=True),
    Row("chart.form", "which chart is asked", "f", lambda seen: isinstance(seen.screen, Modal)),
    Row("chart.ask", "only the rows that the question finds are there", _ASKED,
        lambda seen: "1 of 2 participants" in seen.text, after="escape"),
    Row("chart.next", "the next cell that waits is under the cursor", "right_curly_bracket",
        lambda seen: same(column(seen), "1.2 Routes in")),
    Row("chart.previous", "the one before is under the cursor", "left_curly_bracket",
        lambda seen: same(column(seen), "1.1 Knowing what exists"), "right_curly_bracket"),
    Row("chart.memo", "the memo is in the study", "m “why” escape", lambda seen: "emo" in seen.said, "right",
        edits=True),
    Row("chart.side", "the cell below is gone", "i", lambda seen: not seen.screen.query_one("#cell").display,
        after="i"),
    Row("chart.export", "as what it is written is asked", "x", lambda seen: seen.on(Choose)),
    Row("chart.arrive", "a file is asked for", "plus", lambda seen: seen.on(ChoosePath)),
    Row("chart.back", "the chart has the keys", "escape", lambda seen: seen.one("#chart", DrawnTable).has_focus,
        "tab"),
)  # fmt: skip

MAKING = (
    Row("making.open", "claim and note are written", "enter", lambda seen: isinstance(seen.screen, Modal)),
    Row("making.new", "the claim is in the list", "plus “Quite new” enter", lambda seen: "Quite new" in seen.text,
        edits=True),
    Row("making.code", "the code is under the theme", "c “rou” enter", lambda seen: "1.2 Routes in" in seen.text,
        edits=True),
    Row("making.against", "it stands on the other side", "tab exclamation_mark",
        lambda seen: seen.text.index("Goes against") < seen.text.index("1.1 Knowing what exists"), edits=True),
    Row("making.mark", "it is marked", "tab space", lambda seen: same(marked(seen, "#things"), 1),
        after="escape escape"),
    Row("making.remove", "it is dropped", "d", lambda seen: "Cards work (dropped)" in seen.text, edits=True),
    Row("making.merge", "it is part of the other", "M enter", lambda seen: "Cards work (merged)" in seen.text,
        edits=True),
    Row("making.split", "what was marked is under a new theme", "tab space S “Quite new” enter",
        lambda seen: "Quite new" in seen.text, edits=True),
    Row("making.down", "it stands after the next one", "J", lambda seen: same(seen.rows("#themes").place, 1),
        edits=True),
    Row("making.up", "it stands before the one above", "K", lambda seen: same(seen.rows("#themes").place, 0), "down",
        edits=True),
    Row("making.words", "the words within the theme are there", "", lambda seen: seen.on(WordsWithinScreen),
        chosen=True),
    Row("making.side", "the pane is gone", "i", lambda seen: not seen.one("#about-pane", Pane).display, after="i"),
    Row("making.export", "as what they are written is asked", "x", lambda seen: seen.on(Choose)),
    Row("making.back", "the themes have the keys", "escape", lambda seen: seen.rows("#themes").has_focus, "tab"),
)  # fmt: skip

"""One declaration for each thing a person can do: its key, footer, palette entry, help and name for another key.

How a place joins the shell:

* A place (Codebook, Excerpts, …) is a `qualcode.tui.screens.place.Place`. It sets `MODE` (its name in `PLACES`),
  `COMMANDS_HERE` (a tuple of `Command`) with `BINDINGS = bindings(COMMANDS_HERE)`, `HINTS` (the ids of its three
  most useful commands), `CRUMB` (its name in the top line), and yields its panes from `compose_place()`. Top line,
  tab bar, hints and footer come from `Place`. Where its class is found stands in `qualcode.tui.places`.
* `Command.action` is an ordinary Textual action: `action_NAME` on the place, or on the pane whose id is
  `Command.pane`. A pane with bindings of its own declares `of_pane=True`: it is then listed, not bound again.
* `Place.shell` is the application as a `Shell` (see `qualcode.tui.shell`): `read` a function of the connection,
  `make` an edit (a `Problem` is shown and None comes back), `say`, `show_problem`, `open_document`, `go`.
* `async def refresh_place(self)` reads and draws; it is called when the place is first shown and, once it is on top
  again, after any change made elsewhere. Override `study_changed(made)` to do with less.
* Undo, redo, places, palette, help and leaving are declared here, in `EVERYWHERE`, and work in every place.
* Words from a study are never markup: `Static(…, markup=False)`, `Content(words)` for titles of panes
  (`qualcode.tui.widgets.pane.Pane` does it), `shell.say`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from textual.binding import Binding


@dataclass(frozen=True, slots=True)
class Command:
    """A thing a person can do.

    `keys` are Textual's key names with commas between, empty where only the palette has it; `title` reads
    `noun: Verb`; `words` is a sentence for help; `footer` its label in the last line, empty where it has none there.
    `pane` is the id of the pane it belongs to, empty where the place itself does it. `shown` is the key as printed,
    where Textual's name would not read well. `only_there` keeps it out of the footer while another pane has
    the focus; `roomy` keeps it out of the footer below 100 columns.
    """

    id: str
    keys: str
    action: str
    title: str
    words: str
    footer: str = ""
    pane: str = ""
    of_pane: bool = False
    shown: str = ""
    only_there: bool = False
    roomy: bool = False

    @property
    def letters(self) -> list[str]:
        """The keys one by one."""
        return [key for key in self.keys.split(",") if key]

    def key_shown(self, keys: str | None = None) -> str:
        """The first key as a person reads it; `keys` are those it was given in the settings."""
        if self.shown and keys is None:
            return self.shown
        return key_name((keys or self.keys).split(",")[0])


_NAMES = {
    "exclamation_mark": "!",
    "question_mark": "?",
    "equals_sign": "=",
    "percent_sign": "%",
    "plus": "+",
    "minus": "-",
    "slash": "/",
    "asterisk": "*",
    "number_sign": "#",
    "colon": ":",
    "escape": "esc",
    "right_square_bracket": "]",
    "left_square_bracket": "[",
    "right_curly_bracket": "}",
    "left_curly_bracket": "{",
    "greater_than_sign": ">",
    "less_than_sign": "<",
    "full_stop": ".",
    "comma": ",",
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    "pageup": "page up",
    "pagedown": "page down",
    "delete": "del",
}


def key_name(key: str) -> str:
    """A key as printed: `!` for exclamation_mark, `F2` for f2, `C` for upper_c."""
    if key.startswith("upper_"):
        return key[-1].upper()
    *held, last = key.split("+") if key != "+" else [key]
    if last.startswith("f") and last[1:].isdigit():
        last = last.upper()
    return "+".join([*held, _NAMES.get(last, last)])


def bindings(commands: Iterable[Command]) -> list[Binding]:
    """The bindings of the commands that their place or the application carries out itself.

    `/` comes before the keys typed right after it, which would else act on the list: they are for the bar it opens.
    """
    return [
        Binding(
            command.keys,
            command.action,
            command.title,
            show=bool(command.footer),
            id=command.id,
            priority="slash" in command.letters,
        )
        for command in commands
        if command.keys and not command.of_pane
    ]


@dataclass(frozen=True, slots=True)
class Tab:
    """A place in the tab bar: the mode's name, its digit (F2, g2) and its name for people."""

    mode: str
    digit: int
    name: str


PLACES = (
    Tab("documents", 2, "Documents"),
    Tab("codebook", 3, "Codebook"),
    Tab("excerpts", 4, "Excerpts"),
    Tab("themes", 5, "Themes"),
    Tab("quotes", 7, "Quotes"),
    Tab("export", 8, "Export"),
    Tab("memos", 9, "Memos"),
)

EVERYWHERE = (
    Command(
        "study.undo", "u,ctrl+z", "undo", "study: Undo",
        "Takes back the last thing you did, and says what it was.", "Undo",
    ),
    Command(
        "study.redo", "U,upper_u,ctrl+y", "redo", "study: Redo",
        "Does again what you took back last.",
    ),
    *(
        Command(
            f"place.{tab.mode}", f"f{tab.digit}", f"go('{tab.mode}')", f"place: {tab.name}",
            f"g then {tab.digit} does the same.", shown=f"F{tab.digit}",
        )
        for tab in PLACES
    ),
    Command(
        "program.go", "g", "go_key", "place: Go to, by its digit",
        "Then a digit goes to that place, and g to the top.",
    ),
    Command(
        "program.id", "", "ask_for_id", "place: Go to an id…",
        "Any that a report, sheet or list prints, of an excerpt, quote, memo or card; All commands takes one too.",
    ),
    Command(
        "program.palette", "colon,ctrl+p", "palette", "program: All commands",
        "Finds any command by a few letters of its name, with its key beside it.",
    ),
    Command(
        "program.help", "question_mark,f1", "help", "program: Help",
        "Tells the keys of where you are; pressed again, all keys.", "Help",
    ),
    Command("program.leave-hint", "q", "leave_hint", "program: How to leave", "Says how to leave."),
    Command("program.leave", "ctrl+q", "leave", "program: Leave", "Leaves; all that you did is saved."),
    Command(
        "program.settings", "", "settings", "program: Settings…",
        "Colours, reading width, stripes, motion, hints and messages, on this machine.",
    ),
    Command("program.theme", "", "theme", "program: Change colours", "Dark, light, high contrast and others."),
    Command(
        "study.page", "", "over('study_page')", "study: Page", "What it is about: question, dates, team, ethics."
    ),
    Command("study.history", "", "over('history')", "study: History", "Who did what, when; takes any of it back."),
    Command("study.coder", "", "who_codes", "study: Who codes", "Says who is at the keyboard from now on."),
    Command(
        "study.participants", "", "over('participants')", "participants: Table", "Pseudonyms, consent and facts."
    ),
    Command(
        "study.speakers", "", "over('speakers')", "speakers: Review", "Which labels are one, who asks, whose words."
    ),
    Command("study.names", "", "names", "names: List…", "Real names, and what is shown for them on every page."),
    Command(
        "study.names-sought", "", "look_for_names", "names: Look for more…",
        "Offers words of the texts that look like names and are not on the list.",
    ),
    Command(
        "survey.bring-in", "", "survey_import", "survey: Bring in…",
        "Brings the answers of a survey in from a csv or xlsx file, after you have seen what becomes of each column.",
    ),
    Command(
        "survey.answers", "", "over('survey_answers')", "survey: Answers",
        "Codes the open answers of a survey, one by one.",
    ),
    Command(
        "workshop.returns", "", "returns", "workshop: Bring in returns…",
        "Takes in what groups said and voted in a workshop, pasted or from a file, once you saw it line by line.",
    ),
    Command(
        "study.said", "V,upper_v", "over('said')", "words: Find in all documents…",
        "Looks for a word with its other forms, or for a phrase, in all documents; codes the places in one go.",
        shown="V",
    ),
    Command(
        "study.progress", "H,upper_h", "over('progress')", "study: Progress",
        "How much of what was said is coded in each document, and what is left; enter goes on coding.", shown="H",
    ),
    Command(
        "study.meeting", "", "over('meeting')", "codes: Which of them meet",
        "How many excerpts of a code stand in the same words as another’s, in the same turn, or near it.",
    ),
    Command(
        "study.words-within", "", "over('words_within')", "words: Said within a code or theme",
        "What people say there: frequent words and pairs of words, and each in its places.",
    ),
    Command(
        "study.new-codes", "", "over('new_codes')", "codes: New in each document",
        "How many codes are new in each document, one after the other, and when nothing new came (saturation).",
    ),
    Command(
        "study.missing", "", "over('missing')", "participants: Who is still missing",
        "How many are wanted with a value, or with two at once, beside those there are (sampling).",
    ),
    Command(
        "study.groups", "", "over('groups')", "groups: Side by side",
        "What each group of participants says under each code, with its base.",
    ),
    Command("study.welcome", "", "welcome", "study: Open another", "Goes back to the welcome screen."),
    Command("tutorial.begin", "", "tutorial('begin')", "tutorial: Begin", "Eight cards to learn by doing."),
    Command("tutorial.go-on", "", "tutorial('go-on')", "tutorial: Go on", "Goes on at the card that was open last."),
    Command(
        "tutorial.next", "full_stop", "tutorial('next')", "tutorial: Pass over this card",
        "Goes on to the next card of the tutorial.",
    ),
    Command(
        "tutorial.close", "comma", "tutorial('close')", "tutorial: Close", "Puts the tutorial's card away.",
    ),
    Command("tutorial.open", "", "tutorial('open')", "tutorial: Open your Word page", "Opens the page it wrote."),
    Command(
        "tutorial.folder", "", "tutorial('folder')", "tutorial: Show your Word page in its folder",
        "Shows where the page it wrote lies.",
    ),
)  # fmt: skip

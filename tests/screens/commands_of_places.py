"""What each command of the places promises."""

from __future__ import annotations

from qualcode.tui.screens.answers import AnswersScreen
from qualcode.tui.screens.at_length import AtLength
from qualcode.tui.screens.choose_path import ChoosePath
from qualcode.tui.screens.codebook import CodebookScreen
from qualcode.tui.screens.coding import CodingScreen
from qualcode.tui.screens.documents import DocumentsScreen
from qualcode.tui.screens.excerpts import ExcerptsScreen
from qualcode.tui.screens.export import ExportScreen
from qualcode.tui.screens.help import HelpScreen
from qualcode.tui.screens.history import HistoryScreen
from qualcode.tui.screens.memos import MemosScreen
from qualcode.tui.screens.modal import Modal
from qualcode.tui.screens.palette import Palette
from qualcode.tui.screens.participants import ParticipantsScreen
from qualcode.tui.screens.progress import ProgressScreen
from qualcode.tui.screens.questions import AskLine, Choose, YesNo
from qualcode.tui.screens.quotes import QuotesScreen
from qualcode.tui.screens.returns import ReturnsScreen
from qualcode.tui.screens.said import SaidScreen
from qualcode.tui.screens.settings import SettingsScreen
from qualcode.tui.screens.speakers import SpeakersScreen
from qualcode.tui.screens.study_page import StudyPageScreen
from qualcode.tui.widgets.pane import Pane
from qualcode.tui.widgets.trim_view import TrimView
from tests.screens.commands_of_text import same
from tests.screens.every_command import Row, Seen


def titled(seen: Seen, pane: str = "#list-pane") -> str:
    """The title of a pane."""
    return str(seen.one(pane, Pane).border_title)


def marked(seen: Seen, rows: str) -> int:
    """How many rows of a table are marked."""
    return len(seen.rows(rows).marked)


def most_first(screen: object) -> bool:
    """Whether the answers that many gave stand first."""
    assert isinstance(screen, AnswersScreen)
    return screen._most_first


DOCUMENTS = (
    Row("documents.open", "the document is open for coding", "enter", lambda seen: seen.on(CodingScreen)),
    Row("documents.import", "a file or a folder is asked for", "plus", lambda seen: seen.on(ChoosePath)),
    Row("documents.state", "the list says how far the reading is", "w down enter",
        lambda seen: " read " in seen.text, edits=True),
    Row("documents.coder", "the list says who is to code it", "W down enter",
        lambda seen: "Ana" in seen.text.split("saved", 1)[1], edits=True),
    Row("documents.facts", "its details are asked for", "f", lambda seen: isinstance(seen.screen, Modal)),
    Row("documents.attributes", "what is kept about documents is asked for", "F",
        lambda seen: isinstance(seen.screen, Modal)),
    Row("documents.memo", "the memo is in the study", "m “why” escape",
        lambda seen: "Memo" in seen.said or "memo" in seen.said, edits=True),
    Row("documents.remove", "it is out of the list", "d",
        lambda seen: "out of the study" in seen.said, edits=True),
    Row("documents.find", "only what has these letters is shown", "slash “work” enter",
        lambda seen: "workshop" in seen.text and "garden" not in seen.text),
    Row("documents.participants", "the table of people is open", "p", lambda seen: seen.on(ParticipantsScreen)),
    Row("documents.page", "the study's page is open", "Z", lambda seen: seen.on(StudyPageScreen)),
    Row("documents.history", "the history is open", "z", lambda seen: seen.on(HistoryScreen)),
)  # fmt: skip

EVERYWHERE = (
    Row("study.undo", "it is taken back, and said what it was", "d u",
        lambda seen: seen.said.startswith("Undid: ")),
    Row("study.redo", "it is done again", "d u U", lambda seen: "gain" in seen.said, edits=True),
    Row("place.documents", "the documents are there", "f2", lambda seen: seen.on(DocumentsScreen), "f3"),
    Row("place.codebook", "the codebook is there", "f3", lambda seen: seen.on(CodebookScreen)),
    Row("place.excerpts", "the excerpts are there", "f4", lambda seen: seen.on(ExcerptsScreen)),
    Row("place.quotes", "the essays are there", "f7", lambda seen: seen.on(QuotesScreen)),
    Row("place.export", "the export is there", "f8", lambda seen: seen.on(ExportScreen)),
    Row("place.memos", "the memos are there", "f9", lambda seen: seen.on(MemosScreen)),
    Row("program.go", "a digit after g goes to its place", "g 3", lambda seen: seen.on(CodebookScreen)),
    Row("program.palette", "all commands can be looked for", "colon", lambda seen: seen.on(Palette)),
    Row("program.help", "the keys of this place are told", "question_mark", lambda seen: seen.on(HelpScreen)),
    Row("program.leave-hint", "how to leave is said", "q", lambda seen: "ctrl+q" in seen.said),
    Row("program.settings", "the settings are there", "", lambda seen: seen.on(SettingsScreen), chosen=True),
    Row("program.theme", "colours are offered", "", lambda seen: seen.on(Choose), chosen=True),
    Row("study.page", "the study's page is open", "", lambda seen: seen.on(StudyPageScreen), chosen=True),
    Row("study.history", "the history is open", "", lambda seen: seen.on(HistoryScreen), chosen=True),
    Row("study.coder", "who codes is asked", "", lambda seen: seen.on(AskLine), chosen=True),
    Row("study.participants", "the people are there", "", lambda seen: seen.on(ParticipantsScreen), chosen=True),
    Row("study.speakers", "the speakers are there", "", lambda seen: seen.on(SpeakersScreen), chosen=True),
    Row("study.names", "the names or what to do are told", "",
        lambda seen: isinstance(seen.screen, Modal) or "name" in seen.said, chosen=True),
    Row("study.names-sought", "what may be names, or that there is none, is told", "",
        lambda seen: isinstance(seen.screen, Modal) or "looks like a name" in seen.said, chosen=True),
    Row("survey.bring-in", "a file is asked for", "", lambda seen: seen.on(ChoosePath), chosen=True),
    Row("workshop.returns", "what came back can be pasted", "", lambda seen: seen.on(ReturnsScreen), chosen=True),
    Row("survey.answers", "the answers are there", "", lambda seen: seen.on(AnswersScreen), chosen=True),
    Row("study.said", "words are asked for", "V", lambda seen: seen.on(SaidScreen)),
    Row("study.progress", "how much is coded is told", "H", lambda seen: seen.on(ProgressScreen)),
)  # fmt: skip

EXCERPTS = (
    Row("excerpts.open", "the document is open at the passage", "enter",
        lambda seen: seen.on(CodingScreen) and same(seen.selected, "It was a card on the board in the chemist’s."),
        after="f4"),
    Row("excerpts.mark", "it is marked", "space", lambda seen: same(marked(seen, "#rows-0"), 1), after="escape"),
    Row("excerpts.mark-all", "all that are shown are marked", "",
        lambda seen: same(marked(seen, "#rows-0"), len(seen.rows("#rows-0").row_ids)), chosen=True, after="escape"),
    Row("excerpts.recode", "it stands under the other code", "r “ben” enter",
        lambda seen: "recoded as “Benefit”" in seen.said, edits=True),
    Row("excerpts.remove", "it is off the list", "d",
        lambda seen: seen.said.startswith("Removal of"), edits=True),
    Row("excerpts.against", "it goes against its code", "exclamation_mark",
        lambda seen: "going against" in seen.said, edits=True),
    Row("excerpts.quote", "it is kept", "y", lambda seen: "quote" in seen.said, edits=True),
    Row("excerpts.copy", "the words are on the clipboard", "C",
        lambda seen: "It was a card" in seen.app.clipboard and "P01" in seen.app.clipboard),
    Row("excerpts.example", "that it is taken is said", "", lambda seen: "Example of" in seen.said, edits=True,
        chosen=True),
    Row("excerpts.memo", "the memo is in the study", "m “why” escape", lambda seen: "emo" in seen.said, edits=True),
    Row("excerpts.filter", "only those with the words are shown", "slash “train” enter",
        lambda seen: "with “train”" in seen.text, after="escape"),
    Row("excerpts.form", "which are shown is asked", "f", lambda seen: isinstance(seen.screen, Modal)),
    Row("excerpts.apart", "kinds of document stand side by side", "2",
        lambda seen: seen.one("#pane-1", Pane).display, after="1"),
    Row("excerpts.one", "all are in one list again", "1",
        lambda seen: not seen.one("#pane-1", Pane).display, "2"),
    Row("excerpts.measure", "other numbers are told", "percent_sign",
        lambda seen: "people" in seen.text,
        after="percent_sign percent_sign percent_sign"),
    Row("excerpts.side", "the list of codes is gone", "i",
        lambda seen: "Evidence" not in seen.text, after="i"),
    Row("excerpts.export", "the export is there", "x", lambda seen: seen.on(ExportScreen)),
)  # fmt: skip

QUOTES = (
    Row("quotes.open-essay", "its outline has the keys", "escape enter",
        lambda seen: seen.rows("#parts").has_focus),
    Row("quotes.open", "the document is open at the passage", "enter",
        lambda seen: seen.on(CodingScreen) and seen.selected.startswith("It was a card")),
    Row("quotes.down", "it stands under the next heading", "J", lambda seen: same(seen.rows("#parts").place, 2),
        edits=True),
    Row("quotes.up", "it stands before the heading", "K", lambda seen: same(seen.rows("#parts").place, 0),
        edits=True),
    Row("quotes.new", "the heading is in the outline", "plus enter “Train” enter",
        lambda seen: "Train" in seen.text, edits=True),
    Row("quotes.remove", "it is in Kept", "d", lambda seen: "moved to Kept" in seen.said, edits=True),
    Row("quotes.leave-out", "[…] will be printed for it", "tab d", lambda seen: "“[…] was a card" in seen.text,
        edits=True),
    Row("quotes.add-words", "they will be printed in brackets", "tab plus “She” ctrl+s",
        lambda seen: "“[She] was a card" in seen.text, edits=True),
    Row("quotes.capital", "it will be printed as a small letter", "tab tilde",
        lambda seen: "“[i]t was a card" in seen.text, edits=True),
    Row("quotes.as-said", "all of it will be printed", "", lambda seen: "as it was said" in seen.said,
        before="tab d", chosen=True, edits=True),
    Row("quotes.as-now", "that nothing was changed is said", "", lambda seen: "was not changed" in seen.said,
        chosen=True),
    Row("quotes.emptied", "that each has its words is said", "", lambda seen: "has its words" in seen.said,
        chosen=True),
    Row("quotes.memo", "the memo stands beside it", "m “why” escape", lambda seen: "why" in seen.text, edits=True),
    Row("quotes.like", "what is like it is offered, or that nothing is", "L",
        lambda seen: isinstance(seen.screen, Modal) or "Nobody who is not quoted" in seen.said),
    Row("quotes.answer", "what the person said is asked", "", lambda seen: isinstance(seen.screen, Modal),
        chosen=True),
    Row("quotes.although", "that nobody said no is said", "", lambda seen: "Nobody said no" in seen.said,
        chosen=True),
    Row("quotes.sheets", "whether they were asked is asked", "", lambda seen: "Sheets to be checked" in seen.text,
        chosen=True),
    Row("quotes.returned", "a file is asked for", "", lambda seen: seen.on(ChoosePath), chosen=True),
    Row("quotes.style", "what stands there is asked", "", lambda seen: isinstance(seen.screen, Modal), chosen=True),
    Row("quotes.cite", "that there is no evidence is said", "", lambda seen: "kind evidence" in seen.said,
        chosen=True),
    Row("quotes.draft", "a file is asked for", "", lambda seen: seen.on(ChoosePath), chosen=True),
    Row("quotes.export", "as what is asked", "x", lambda seen: isinstance(seen.screen, Modal)),
    Row("quotes.another", "it is in the other essay", "A down enter",
        lambda seen: "moved to “Access”" in seen.said, edits=True),
    Row("quotes.mark", "it is marked", "space", lambda seen: same(marked(seen, "#parts"), 1), after="escape"),
    Row("quotes.copy", "the words are on the clipboard", "C",
        lambda seen: seen.app.clipboard.startswith("“It was a card") and "P01" in seen.app.clipboard),
    Row("quotes.find", "only what has the words is shown", "slash “board” enter",
        lambda seen: "After it" not in seen.text and "with “board”" in seen.text, after="escape"),
    Row("quotes.form", "what it is called is asked", "f", lambda seen: isinstance(seen.screen, Modal)),
    Row("quotes.state", "the list says how far it is", "w down enter", lambda seen: "draft" in seen.text,
        edits=True),
    Row("quotes.side", "the pane beside is gone", "i",
        lambda seen: not seen.screen.query_one("#right").display, after="i"),
    Row("quotes.pane", "the words of the quote have the keys", "tab",
        lambda seen: seen.one("#trim", TrimView).has_focus),
    Row("quotes.pane-before", "the list has the keys", "shift+tab", lambda seen: seen.rows("#essays").has_focus),
    Row("quotes.back", "the list has the keys", "escape", lambda seen: seen.rows("#essays").has_focus),
)  # fmt: skip

MEMOS = (
    Row("memos.write", "what is written is saved on esc", "enter “Zed” escape",
        lambda seen: "Zed" in seen.text, edits=True),
    Row("memos.follow", "what it is linked with is open", "tab enter", lambda seen: seen.on(CodebookScreen)),
    Row("memos.new", "the memo is in the list", "plus “Quite new” escape",
        lambda seen: "Quite new" in seen.text, edits=True),
    Row("memos.down", "it stands after the next one", "J", lambda seen: seen.rows("#memos").place > 0, edits=True),
    Row("memos.up", "it stands before the one above", "K",
        lambda seen: same(seen.rows("#memos").place, 0), "down", edits=True),
    Row("memos.mark", "it is marked", "space", lambda seen: same(marked(seen, "#memos"), 1), after="escape"),
    Row("memos.mark-all", "all are marked", "", lambda seen: same(marked(seen, "#memos"), 3), chosen=True,
        after="escape"),
    Row("memos.remove", "it is off the list", "d", lambda seen: "Removal of" in seen.said, edits=True),
    Row("memos.memo", "the memo on it is in the list", "m “On this” escape",
        lambda seen: "On this" in seen.text, edits=True),
    Row("memos.link", "what to link it with is asked", "", lambda seen: isinstance(seen.screen, Modal), chosen=True),
    Row("memos.kind", "it is of that kind", "down enter", lambda seen: "ind" in seen.said, chosen=True, edits=True),
    Row("memos.state", "what became of it is told, and why", "w down enter “Both want it” enter",
        lambda seen: "opportunity, chosen" in seen.text and "Both want it" in seen.text, "down down", edits=True),
    Row("memos.find", "only those with the words are shown", "slash “train” enter",
        lambda seen: "1 of 3 · with “train”" in seen.text, after="escape"),
    Row("memos.filter", "which are shown is asked", "f", lambda seen: isinstance(seen.screen, Modal)),
    Row("memos.side", "the pane is gone", "i", lambda seen: not seen.one("#memo-pane", Pane).display, after="i"),
    Row("memos.export", "where it is written is asked, or said", "x",
        lambda seen: isinstance(seen.screen, Modal) or "docx" in seen.said),
)  # fmt: skip

PARTICIPANTS = (
    Row("participants.edit", "the consent is another", "right enter down enter",
        lambda seen: not isinstance(seen.screen, Modal), edits=True),
    Row("participants.add", "the new participant is in the table", "plus end enter “P12” enter",
        lambda seen: "P12" in seen.text, edits=True),
    Row("participants.facts", "what can be done with the column is asked", "right right right f",
        lambda seen: isinstance(seen.screen, Modal)),
    Row("participants.remove", "the cell is empty", "d",
        lambda seen: "gardener" not in seen.text, "right right right", edits=True),
    Row("participants.interviewer", "they are no longer in the table", "I",
        lambda seen: "Participants · 1" in seen.text, edits=True),
    Row("participants.erase", "what goes is shown", "", lambda seen: seen.on(AtLength), chosen=True),
    Row("participants.memo", "the memo is in the study", "m “why” escape",
        lambda seen: "emo" in seen.said, edits=True),
    Row("participants.filter", "only those with the letters are shown", "slash “joiner” enter",
        lambda seen: "Participants · 1" in seen.text, after="escape"),
    Row("participants.side", "the pane is gone", "i",
        lambda seen: not seen.one("#person-pane", Pane).display, after="i"),
    Row("participants.back", "the documents are there", "escape", lambda seen: seen.on(DocumentsScreen)),
)  # fmt: skip

SPEAKERS = (
    Row("speakers.edit", "who it is is asked", "enter", lambda seen: seen.on(Choose)),
    Row("speakers.mark", "they are marked", "space", lambda seen: same(marked(seen, "#speakers"), 1), after="escape"),
    Row("speakers.merge", "which one stays is asked", "M", lambda seen: seen.on(Choose), "space space",
        after="escape escape"),
    Row("speakers.interviewer", "it is decided, not saved yet", "I",
        lambda seen: "→ interviewer" in seen.text, "end", after="d"),
    Row("speakers.participants", "whose words they are is asked", "p", lambda seen: seen.on(Choose)),
    Row("speakers.text-menu", "that every turn has a label is said", "R",
        lambda seen: "Every turn of talk has a label." in seen.said),
    Row("speakers.remove", "what was decided is taken away", "d",
        lambda seen: "decided, not saved" not in seen.text, "end I"),
    Row("speakers.rename", "another label is asked for", "", lambda seen: seen.on(AskLine), chosen=True),
    Row("speakers.suggested", "nothing looks alike here, and that is said", "",
        lambda seen: "decided, not saved" not in seen.text and bool(seen.said), chosen=True),
    Row("speakers.save", "all that was decided is done as one step", "ctrl+s enter “a wrong label” enter",
        lambda seen: "u takes it back" in seen.said, "end I", edits=True),
    Row("speakers.filter", "only those with the letters are shown", "slash “P02” enter",
        lambda seen: "P01" not in seen.text, after="escape"),
    Row("speakers.side", "the pane is gone", "i",
        lambda seen: not seen.one("#speaker-pane", Pane).display, after="i"),
    Row("speakers.back", "the documents are there", "escape", lambda seen: seen.on(DocumentsScreen)),
)  # fmt: skip

SAID = (
    Row("said.open", "the document is open at the place", "enter",
        lambda seen: seen.on(CodingScreen) and same(seen.selected, "card")),
    Row("said.mark", "it is marked", "space", lambda seen: same(marked(seen, "#hits"), 1), after="escape"),
    Row("said.mark-all", "all are marked", "asterisk", lambda seen: same(marked(seen, "#hits"), 2), after="escape"),
    Row("said.code", "all that are marked are coded in one go", "c “ben” enter",
        lambda seen: "on 2 passages" in seen.said, "asterisk", edits=True),
    Row("said.same-code", "the last code is applied", "a", lambda seen: "on 1 passage" in seen.said,
        "c “rou” enter home u down", edits=True),
    Row("said.grow", "the turn is coded, no more the sentence", "e", lambda seen: "turn" in seen.text, after="E"),
    Row("said.shrink", "the words are coded, no more the sentence", "E",
        lambda seen: "c codes the words" in seen.text, after="e"),
    Row("said.form", "how they are looked for is asked", "f", lambda seen: seen.on(Choose)),
    Row("said.find", "other words are looked for", "slash “train” enter", lambda seen: "“train”" in seen.text),
    Row("said.back", "the documents are there", "escape", lambda seen: seen.on(DocumentsScreen)),
)  # fmt: skip

PROGRESS = (
    Row("progress.form", "which documents is asked", "", lambda seen: isinstance(seen.screen, Modal), chosen=True),
    Row("progress.open", "the document is open where no code is", "enter", lambda seen: seen.on(CodingScreen)),
    Row("progress.filter", "whose codings count is asked", "f", lambda seen: isinstance(seen.screen, Modal)),
    Row("progress.find", "only those with the letters are shown", "slash “work” enter",
        lambda seen: "garden" not in seen.text, after="escape"),
    Row("progress.export", "as what it is written is asked", "x", lambda seen: seen.on(Choose)),
    Row("progress.back", "the documents are there", "escape", lambda seen: seen.on(DocumentsScreen)),
)  # fmt: skip

EXPORT = (
    Row("export.preview", "the preview is gone", "i",
        lambda seen: not seen.one("#preview-pane", Pane).display, after="i"),
    Row("export.why", "what is held back is told", "", lambda seen: bool(seen.said) or isinstance(seen.screen, Modal),
        chosen=True),
    Row("export.who", "who could be recognised is told", "",
        lambda seen: bool(seen.said) or isinstance(seen.screen, Modal), chosen=True),
    Row("export.lead", "the report of numbers is previewed", "", lambda seen: "[x] A web page (.html)" in seen.text,
        chosen=True),
    Row("export.briefing", "the papers are previewed", "", lambda seen: "(•) Briefing papers" in seen.text,
        chosen=True),
    Row("export.workshop", "the packs are previewed", "", lambda seen: "(•) Workshop packs" in seen.text,
        chosen=True),
    Row("export.quotes", "which essay can be chosen", "", lambda seen: "(•) Quote sheet" in seen.text
        and "Essay " in seen.text, chosen=True),
    Row("export.checking", "whose quotes can be chosen", "", lambda seen: "(•) Checking sheets" in seen.text
        and "People " in seen.text, chosen=True),
    Row("export.transcripts", "the transcripts are previewed", "", lambda seen: "coded transcript" in seen.text,
        chosen=True),
    Row("export.participants", "the table is previewed", "", lambda seen: "About this table" in seen.text,
        chosen=True),
    Row("export.codebook", "the codebook is previewed", "", lambda seen: "(•) Codebook" in seen.text
        and "CSV, to bring in again" in seen.text, chosen=True),
)  # fmt: skip

HISTORY = (
    Row("history.take-back", "what it changes is asked first", "enter", lambda seen: seen.on(YesNo), "down"),
    Row("history.back", "the documents are there", "escape", lambda seen: seen.on(DocumentsScreen)),
)  # fmt: skip

CODEBOOK = (
    Row("codebook.edit", "what was written is saved on esc", "enter end “Zed” escape",
        lambda seen: "Zed" in seen.text, "down", edits=True),
    Row("codebook.new", "the code is in the tree", "plus “Quite new” enter",
        lambda seen: "Quite new" in seen.text, "down", edits=True),
    Row("codebook.nest", "it stands under the one above", "greater_than_sign",
        lambda seen: "u takes it back" in seen.said, "down down", edits=True),
    Row("codebook.unnest", "it stands a level further out", "less_than_sign",
        lambda seen: "u takes it back" in seen.said, "end", edits=True),
    Row("codebook.down", "it stands after the next one", "J",
        lambda seen: same(seen.rows("#tree").place, 2), "down", edits=True),
    Row("codebook.up", "it stands before the one above", "K",
        lambda seen: same(seen.rows("#tree").place, 1), "down down", edits=True),
    Row("codebook.retire", "a code that was used is retired", "d",
        lambda seen: "(retired)" in seen.text, "down", edits=True),
    Row("codebook.renumber", "how numbers are given is asked", "",
        lambda seen: isinstance(seen.screen, Modal), "down J", chosen=True),
    Row("codebook.memo", "the memo is in the study", "m “why” escape", lambda seen: "emo" in seen.said, edits=True),
    Row("codebook.filter", "only those with the letters are shown", "slash “sleep” enter",
        lambda seen: "Sleep" in seen.text and "Routes in" not in seen.text, after="escape"),
    Row("codebook.side", "what a code means is gone", "i",
        lambda seen: not seen.one("#meaning-pane", Pane).display, after="i"),
    Row("codebook.fold", "the codes under it are hidden", "left",
        lambda seen: same(len(seen.rows("#tree").row_ids), 4), after="right"),
    Row("codebook.unfold", "the codes under it are shown", "right",
        lambda seen: same(len(seen.rows("#tree").row_ids), 6), "left"),
    Row("codebook.excerpts", "the excerpts of the code are there", "", lambda seen: seen.on(ExcerptsScreen),
        chosen=True),
    Row("codebook.measure", "other numbers are told", "percent_sign",
        lambda seen: "people" in str(seen.one("#tree-pane", Pane).border_subtitle),
        after="percent_sign percent_sign percent_sign"),
)  # fmt: skip

ANSWERS = (
    Row("answers.open", "the answer is open as a document", "enter", lambda seen: seen.on(CodingScreen)),
    Row("answers.code", "all that say the same are coded", "c “rou” enter",
        lambda seen: titled(seen).endswith("3 coded"), edits=True),
    Row("answers.same-code", "the last code is applied", "a",
        lambda seen: titled(seen).endswith("4 coded"), "c “rou” enter down", edits=True),
    Row("answers.pinned-1", "the code of the digit is applied", "1",
        lambda seen: titled(seen).endswith("4 coded"), "c “rou” enter down", edits=True),
    Row("answers.remove", "one's own codes are off", "d",
        lambda seen: titled(seen).endswith("0 coded"), "c “rou” enter", edits=True),
    Row("answers.mark", "it is marked", "space", lambda seen: same(marked(seen, "#answers"), 1), after="escape"),
    Row("answers.next-uncoded", "the next one without a code is under the cursor", "right_curly_bracket",
        lambda seen: same(seen.rows("#answers").place, 2), "down c “rou” enter home"),
    Row("answers.previous-uncoded", "the one before without a code is under the cursor", "left_curly_bracket",
        lambda seen: same(seen.rows("#answers").place, 0), "down c “rou” enter home down down"),
    Row("answers.memo", "the memo is in the study", "m “why” escape", lambda seen: "emo" in seen.said, edits=True),
    Row("answers.quote", "it is kept", "y", lambda seen: "uote" in seen.said, edits=True),
    Row("answers.filter", "which are shown is asked", "f", lambda seen: seen.on(Choose)),
    Row("answers.find", "only those with the words are shown", "slash “card” enter",
        lambda seen: "with “card” · 1 answer" in titled(seen), after="escape"),
    Row("answers.order", "those given most often stand first", "", lambda seen: most_first(seen.screen),
        chosen=True),
    Row("answers.side", "the questions are gone", "i",
        lambda seen: not seen.one("#questions-pane", Pane).display, after="i"),
    Row("answers.remove-survey", "the survey is out of the study", "D enter",
        lambda seen: "No survey yet." in seen.text, edits=True),
    Row("answers.back", "the documents are there", "escape", lambda seen: seen.on(DocumentsScreen)),
)  # fmt: skip

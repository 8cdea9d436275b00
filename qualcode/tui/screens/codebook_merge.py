"""Merging codes: what they mean side by side, which one stays, and what it means from then on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, cast

from textual import work
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.geometry import Region

from qualcode.analysis.codes import Use
from qualcode.analysis.recodings import MergePreview, merge_preview
from qualcode.codebooks.code import Code, Codebook, State
from qualcode.edits.merging import MergeCodes
from qualcode.edits.reasons import Because
from qualcode.exports.phrases import counted
from qualcode.problem import Problem
from qualcode.tui.reading import read_apart
from qualcode.tui.screens.code_picker import Applied, CodeChosen, CodePickerScreen
from qualcode.tui.screens.codebook_ask import AskForm
from qualcode.tui.screens.codebook_edits import WHY, fields_of
from qualcode.tui.screens.modal import Modal
from qualcode.tui.screens.questions import Choose
from qualcode.tui.shell import Shell
from qualcode.tui.widgets.code_matching import code_choices
from qualcode.tui.widgets.code_picker import CodeOffer
from qualcode.tui.widgets.form import Field
from qualcode.tui.widgets.pane import Pane
from qualcode.tui.widgets.reading_page import Paragraph, ReadingPage
from qualcode.tui.widgets.words import Words

_WORDED = ("name", "definition", "use_when", "do_not_use_when", "example")


@dataclass(frozen=True)
class Merging:
    """A merge that was agreed to: the edit, the code that stays, and what to say once it is done."""

    survivor_id: str
    edit: Because
    said: str


async def ask_other(app: App[Any], book: Codebook, uses: Mapping[str, Use], here: Code, beside: Region) -> str | None:
    """Ask which code or area is to be merged with one; its id."""
    if here.is_area:
        choices = [(area.id, area.title, "") for area in book.areas() if area is not here]
        if not choices:
            return None
        return await app.push_screen_wait(Choose(f"Merge {here.title} with which area?", choices))

    async def apply(chosen: CodeChosen) -> Applied:
        return Applied(chosen.code_id, "Choose a code of the codebook.")

    counts = {code_id: use.codings for code_id, use in uses.items()}
    others = [choice for choice in code_choices(book, counts) if choice.id != here.id]
    offer = CodeOffer(f"Merge {here.title} with which code?", others, verb="choose", several=False)
    return await app.push_screen_wait(CodePickerScreen(offer, apply, beside))


async def ask_merge(app: App[Any], codes: Sequence[Code]) -> Merging | None:
    """Show what merging codes would do, and ask which one stays, what it means from then on, and why."""
    preview = await app.push_screen_wait(MergeScreen(codes))
    if preview is None:
        return None
    survivor = next(code for code in codes if code.id == preview.survivor.id)
    others = [code for code in codes if code is not survivor]
    values = await app.push_screen_wait(MergedWording(survivor, others))
    if values is None:
        return None
    fields = {name: values[name] for name in _WORDED if values[name] != getattr(survivor, name)}
    edit = MergeCodes(survivor.id, [code.id for code in others], fields)
    return Merging(survivor.id, Because(edit, values["why"]), _done(preview))


class MergeScreen(Modal[MergePreview]):
    """What codes say of themselves side by side, the one that stays on the left; gives what merging would do."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left,right,tab", "turn", "Let another stay", show=False, priority=True),
        Binding("enter", "go_on", "Go on", show=False, priority=True),
    ]

    DEFAULT_CSS = """
    MergeScreen > .box { width: 96%; max-width: 116; height: 90%; max-height: 34; }
    MergeScreen Horizontal { height: 1fr; }
    MergeScreen Pane { width: 1fr; }
    MergeScreen ReadingPage { height: 1fr; background: $surface; scrollbar-size-vertical: 1; }
    MergeScreen #does { height: auto; max-height: 6; }
    """

    def __init__(self, codes: Sequence[Code]) -> None:
        keys = "← → another stays · ↑↓ read on · enter goes on to its wording · esc back"
        super().__init__(f"Merge {len(codes)} {'areas' if codes[0].is_area else 'codes'}", keys=keys)
        self._codes = list(codes)
        self._preview: MergePreview | None = None

    def compose_box(self) -> ComposeResult:
        with Horizontal():
            with Pane(id="stays"):
                yield ReadingPage(id="stays-page")
            with Pane(id="goes"):
                yield ReadingPage(id="goes-page")
        yield Words("", id="does")

    def on_mount(self) -> None:
        """Begin with the first that can stay."""
        living = [code for code in self._codes if code.state is not State.RETIRED]
        if living and living[0] is not self._codes[0]:
            self._codes.sort(key=lambda code: code is not living[0])
        self.query_one("#stays-page").focus()
        self._look()

    def action_turn(self) -> None:
        """Let the next code stay."""
        self._codes = [*self._codes[1:], self._codes[0]]
        self._look()

    def action_go_on(self) -> None:
        """Give the one that stays."""
        if self._preview is not None:
            self.dismiss(self._preview)

    @work(exclusive=True, group="look")
    async def _look(self) -> None:
        self._preview = None
        does = self.query_one("#does", Words)
        does.update("Counting…")
        shell = cast(Shell, self.app)
        survivor, *others = self._codes
        try:
            found = await read_apart(shell.lane, merge_preview, survivor.id, [code.id for code in others])
        except Problem as problem:
            does.update(str(problem))
            return
        used = [counted(found.codings[code.id], "coding") for code in self._codes]
        self.query_one("#stays", Pane).entitle(f"stays: {survivor.title}", used[0])
        self.query_one("#goes", Pane).entitle(
            "goes: " + ", ".join(code.title for code in others), ", ".join(used[1:])
        )
        self.query_one("#stays-page", ReadingPage).show(code_paragraphs(found, 0))
        self.query_one("#goes-page", ReadingPage).show(
            [one for number in range(1, len(self._codes)) for one in code_paragraphs(found, number)]
        )
        if survivor.state is State.RETIRED:
            does.update(f"“{survivor.name}” is retired and cannot stay. → lets another stay.")
            return
        does.update(" ".join(sentences(found)))
        self._preview = found


def code_paragraphs(found: MergePreview, number: int) -> list[Paragraph]:
    """What one of the codes says of itself, where they differ; 0 is the one that stays."""
    code = (found.survivor, *found.merged)[number]
    page = [Paragraph(code.title, "title")] if len(found.merged) > 1 else []
    for label, values in found.differences:
        words = values[number]
        page += [Paragraph(label.capitalize(), "heading"), Paragraph(words or "nothing", _look(words), indent=2)]
    return [*page, Paragraph("")]


def _look(words: str) -> str:
    return "plain" if words else "quiet"


def sentences(found: MergePreview) -> list[str]:
    """What the merge would do."""
    moved = sum(number for code_id, number in found.codings.items() if code_id != found.survivor.id)
    said = [f"{counted(moved, 'coding')} {'comes' if moved == 1 else 'come'} under “{found.survivor.name}”."]
    larger = max(found.merged, key=lambda code: found.codings[code.id])
    if found.codings[larger.id] > found.codings[found.survivor.id] and larger.state is not State.RETIRED:
        said.insert(0, f"“{larger.name}”, which goes, has more codings than what stays: → lets another stay.")
    if found.joined:
        said.append(
            f"{counted(found.joined, 'coding')} {'says' if found.joined == 1 else 'say'} the same as another of the "
            "same coder on the same passage, and will be joined with it."
        )
    if found.differing:
        said.append(f"{found.differing:,} of them differ on whether it goes against the code; then it does.")
    if found.nested:
        said.append(f"{counted(len(found.nested), 'code')} below come along.")
    if found.earlier:
        counts = "counts as" if found.earlier == 1 else "count as"
        said.append(
            f"{counted(found.earlier, 'coding')} then {counts} made under an earlier wording, to be read again."
        )
    said.append("One undo takes it all back.")
    return said


def _done(found: MergePreview) -> str:
    moved = sum(number for code_id, number in found.codings.items() if code_id != found.survivor.id)
    joined = f", {found.joined:,} joined with another" if found.joined else ""
    return f"{counted(moved, 'coding')} came over{joined}."


class MergedWording(AskForm):
    """What the code that stays is called and means from then on; what the others say can be read above."""

    DEFAULT_CSS: ClassVar[str] = """
    MergedWording > .box { width: 96%; max-width: 90; height: 90%; max-height: 36; }
    MergedWording Form { height: 1fr; max-height: 100%; }
    MergedWording > .box > .said > .words { max-height: 7; }
    """

    def __init__(self, survivor: Code, others: Sequence[Code]) -> None:
        own: list[Field] = [one for one in fields_of(survivor) if one.name in _WORDED]
        said = [f"{code.name}: {code.definition}" for code in others if code.definition]
        super().__init__(
            f"What “{survivor.name}” means from now on",
            [*own, WHY],
            "\n".join(said),
            needed="It needs a name.",
        )
        self._keys = "enter in the name or the reason merges · tab next · esc back"

"""What changes essays and their outlines: beginning, writing, moving, removing, and whom they are for."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import replace

from textual import work

from qualcode.analysis.phrases import counted
from qualcode.analysis.questions.asked import question_of
from qualcode.analysis.questions.problems import QuestionProblem
from qualcode.edits.essays import (
    AddPart,
    ChangeEssay,
    ChangePart,
    MoveEssay,
    MoveParts,
    NewEssay,
    RemoveEssay,
    RemoveParts,
)
from qualcode.edits.outlines import FIRST
from qualcode.edits.quotes import AgreeToText, DropQuote, ToKept, UseAgain
from qualcode.edits.store import Edit
from qualcode.edits.together import Together
from qualcode.essays.essay import EssayKind, EssayState, PartKind
from qualcode.essays.essays import EssayLine, EssayList
from qualcode.essays.kept import KeptOrder, KeptView
from qualcode.essays.outline import Outline, Part, QuotePart, WrittenPart
from qualcode.participants.disclosure import Audience
from qualcode.project.project import Made
from qualcode.tui.screens.codebook_ask import AskForm
from qualcode.tui.screens.filtered import Filtered
from qualcode.tui.screens.questions import AskLine, Choose
from qualcode.tui.screens.quotes_place import remember_essay
from qualcode.tui.screens.quotes_rows import KEPT, audience_in_words, row_of, section_of, shifted
from qualcode.tui.screens.quotes_weighing import Weighed
from qualcode.tui.widgets.drawn_rows import DrawnRows
from qualcode.tui.widgets.form import Field

_NEW, _TOO, _UNDER = "new", "too:", "under:"
_FOR = {audience_in_words(one): one for one in Audience}
_PART_TITLES = {PartKind.HEADING: "Heading", PartKind.NOTE: "Note"}


class ChangesEssays(Filtered):
    """A list of essays and Kept (`#essays`), and the outline of the one under the cursor (`#parts`)."""

    def __init__(self) -> None:
        super().__init__()
        self._list = EssayList((), 0)
        self._outline: Outline | None = None
        self._weighed: Weighed | None = None  # the essay that is shown, once that is read
        self._at: str | None = None  # the essay that the cursor goes to once it is in the list
        self._part_at: str | None = None  # the same of a part of the outline
        self._view_of_kept = KeptView()
        self._shifting: frozenset[str] = frozenset()  # the parts that were moved by a key just now
        self._kept_under: tuple[str, str] | None = None  # the essay and heading that passages are kept under

    @property
    def _essays(self) -> DrawnRows:
        return self.query_one("#essays", DrawnRows)

    @property
    def _parts(self) -> DrawnRows:
        return self.query_one("#parts", DrawnRows)

    @property
    def _essay(self) -> EssayLine | None:
        """The essay under the cursor; None on Kept."""
        return next((one for one in self._list.essays if one.id == self._essays.row_id), None)

    @property
    def _part(self) -> Part | None:
        """What is under the cursor in the outline, whichever list has the focus; None until the outline is read."""
        return next((one for one in self._parts_here if one.id == self._parts.row_id), None)

    @property
    def _parts_here(self) -> tuple[Part, ...]:
        """The parts of the essay under the cursor: none while the outline is still that of the one before."""
        read = self._outline
        return read.parts if read is not None and row_of(read) == self._essays.row_id else ()

    @property
    def _in_list(self) -> bool:
        """Whether the list of essays has the focus."""
        return self.focused is self._essays

    def _chosen(self) -> list[Part]:
        """What is marked in the outline, in its order, else what is under the cursor."""
        wanted = self._parts.marked or (self._parts.row_id,)
        return [one for one in self._parts_here if one.id in wanted]

    @abstractmethod
    def _draw_parts(self) -> None:
        """Draw the outline that is read."""

    async def study_changed(self, made: Made) -> None:
        """Draw again after a change; what a key has moved in the outline is drawn already."""
        shifting, self._shifting = self._shifting, frozenset()
        if self._stale or made.undoes or {change.row_id for change in made.changes} != shifting:
            await super().study_changed(made)

    async def _do(self, edit: Edit) -> bool:
        made = await self.shell.make(edit)
        if made is None:
            return False
        self._parts.unmark_all()
        self.shell.say(f"{made.label}. u takes it back." if made.changes else "It was so already.")
        return True

    # Beginning and writing

    @work
    async def action_new(self) -> None:
        """Begin an essay; in an outline put in a heading or a note after what is under the cursor."""
        essay = self._essay
        if self._in_list or essay is None:
            await self._begin()
            return
        choices = [(str(kind), title, "") for kind, title in _PART_TITLES.items()]
        chosen = await self.app.push_screen_wait(Choose(f"Into “{essay.title}”", choices))
        if chosen is None:
            return
        kind = PartKind(chosen)
        words = await self._ask_words(kind, "")
        if words is None:
            return
        here = self._part
        new = AddPart(essay.id, kind, words, None if here is None else here.id)
        self._part_at = new.id
        await self._do(new)

    async def _begin(self) -> str | None:
        """Ask for an essay and begin it; its id."""
        fields = [
            Field("title", "Title"),
            Field("kind", "What it is", str(EssayKind.ESSAY), "choice", tuple(map(str, EssayKind))),
            Field("audience", "Who will read it", audience_in_words(Audience.OUTSIDE), "choice", tuple(_FOR)),
        ]
        values = await self.app.push_screen_wait(AskForm("New essay", fields, needed="An essay needs a title."))
        if values is None:
            return None
        new = NewEssay(values["title"], EssayKind(values["kind"]), _FOR[values["audience"]])
        self._at = new.id
        if not await self._do(new):
            self._at = None
            return None
        await remember_essay(self.shell, new.id)
        self._kept_under = None
        return new.id

    async def _ask_words(self, kind: PartKind, words: str) -> str | None:
        title = _PART_TITLES[kind]
        if kind is PartKind.HEADING:
            return await self.app.push_screen_wait(AskLine(title, "", value=words))
        field = Field("words", "Your own words, for yourself: no export prints them as somebody’s.", words, "words")
        values = await self.app.push_screen_wait(AskForm(title, [field], needed="A note needs words."))
        return None if values is None else values["words"]

    @work
    async def _write(self, part: WrittenPart) -> None:
        words = await self._ask_words(part.kind, part.words)
        if words is not None and words.strip() != part.words:
            await self._do(ChangePart(part.id, words))

    @work
    async def action_form(self) -> None:
        """Say what the essay is called, what it is about, what it is and for whom."""
        one = self._essay
        if one is None:
            await self._ask_view()
            return
        fields = [
            Field("title", "Title", one.title),
            Field("about", "What it is about", one.about, "words"),
            Field("kind", "What it is", str(one.kind), "choice", tuple(map(str, EssayKind))),
            Field("audience", "Who will read it", audience_in_words(one.audience), "choice", tuple(_FOR)),
        ]
        values = await self.app.push_screen_wait(AskForm("Essay", fields, needed="An essay needs a title."))
        if values is None:
            return
        title, about = values["title"].strip(), values["about"].strip()
        kind, audience = EssayKind(values["kind"]), _FOR[values["audience"]]
        edit = ChangeEssay(
            one.id,
            title if title != one.title else None,
            about if about != one.about else None,
            kind if kind is not one.kind else None,
            audience=audience if audience is not one.audience else None,
        )
        if edit != ChangeEssay(one.id):
            await self._do(edit)

    async def _ask_view(self) -> None:
        """Ask in which order kept quotes are to stand, and what they are to be about."""
        view = self._view_of_kept
        while True:
            fields = [
                Field("question", "A question, such as code:1.2 or attr:role=carer", view.question),
                Field("order", "In the order of", str(view.order), "choice", tuple(map(str, KeptOrder))),
            ]
            values = await self.app.push_screen_wait(AskForm("Kept quotes", fields))
            if values is None:
                return
            view = KeptView(KeptOrder(values["order"]), " ".join(values["question"].split()))
            try:
                if view.question:
                    await self.shell.read(question_of, view.question)
                break
            except QuestionProblem as problem:
                self.shell.show_problem(problem)
        self._view_of_kept = view
        await self.refresh_place()

    @work
    async def action_state(self) -> None:
        """Say how far the essay is."""
        one = self._essay
        if one is None:
            self.shell.say("Kept is no essay: it has no state.")
            return
        choices = [(str(state), str(state), "") for state in EssayState]
        chosen = await self.app.push_screen_wait(Choose(f"How far is “{one.title}”?", choices, chosen=str(one.state)))
        if chosen is not None and chosen != one.state:
            await self._do(ChangeEssay(one.id, state=EssayState(chosen)))

    # Moving and removing

    async def action_shift(self, step: int) -> None:
        """Move the essay in the list, or what is under the cursor in the outline, up or down."""
        if self._in_list:
            await self._shift_essay(step)
        elif self._part is not None and self._outline is not None and self._outline.essay is not None:
            move = shifted(self._outline, self._parts.row_id, step, self._parts.marked)
            if move is None:
                return
            self._shifting = frozenset(move.ids)
            if await self.shell.make(MoveParts(move.ids, self._outline.essay.id, move.after or FIRST)) is not None:
                # A long outline takes a second to read: of what was moved all is known.
                self._outline = _moved(self._outline, move.ids, move.after)
                self._draw_parts()
            else:
                self._shifting = frozenset()
        elif self._outline is not None:
            self.shell.say("Kept has no order of your own: f chooses one, A puts a quote into an essay.")

    async def _shift_essay(self, step: int) -> None:
        ids = [one.id for one in self._list.essays]
        if (at := self._essays.row_id) not in ids or not 0 <= (place := ids.index(at) + step) < len(ids):
            return
        ids.remove(at)
        if await self.shell.make(MoveEssay(at, ids[place - 1] if place else None)) is not None:
            by_id = {one.id: one for one in self._list.essays}
            ids.insert(place, at)
            self._list = replace(self._list, essays=tuple(by_id[one] for one in ids))
            self._draw()

    async def action_remove(self) -> None:
        """Remove the essay, or what is under the cursor or marked in the outline."""
        if self._in_list:
            if (essay := self._essay) is not None:
                await self._do(RemoveEssay(essay.id))
            else:
                self.shell.say("Kept stays: tab goes to its quotes.")
            return
        parts = self._chosen()
        quotes = [one.id for one in parts if isinstance(one, QuotePart)]
        written = [one.id for one in parts if isinstance(one, WrittenPart)]
        edits: list[Edit] = [RemoveParts(written)] if written else []
        label = None
        if quotes and self._outline is not None and self._outline.essay is None:
            edits += [DropQuote(one) for one in quotes]
            label = f"{counted(len(quotes), 'quote')} no longer kept"
        elif quotes:
            edits.append(ToKept(quotes))
            label = f"{counted(len(parts), 'part')} taken out of the essay; quotes are in Kept"
        if edits:
            await self._do(edits[0] if len(edits) == 1 else Together(edits, label))

    async def action_drop_emptied(self) -> None:
        """No longer keep the quotes whose words are no longer in the text."""
        emptied = () if self._outline is None else self._outline.emptied
        if not emptied:
            self.shell.say("Every quote here has its words.")
            return
        label = f"{counted(len(emptied), 'quote')} without words no longer kept"
        await self._do(Together([DropQuote(one) for one in emptied], label))

    @work
    async def action_as_now(self) -> None:
        """Say that the words are right as their document has them now."""
        quotes = [one.id for one in self._chosen() if isinstance(one, QuotePart) and one.changed]
        if self._in_list or not quotes:
            self.shell.say("Its document was not changed since it was kept.")
        else:
            await self._do(AgreeToText(quotes))

    @work
    async def action_another(self) -> None:
        """Put what is under the cursor, or marked, under another heading, or into another essay."""
        parts = self._chosen()
        if not parts or self._outline is None:
            self.shell.say("Go to a quote of the outline first: tab.")
            return
        here = self._outline.essay
        others = [one for one in self._list.essays if here is None or one.id != here.id]
        quotes = [one.id for one in parts if isinstance(one, QuotePart)]
        choices = [(_UNDER + one.id, f"Under “{one.words}”", "") for one in _other_headings(self._outline, parts)]
        choices += [(one.id, f"Move to “{one.title}”", "") for one in others]
        if len(quotes) == len(parts):
            choices += [(_TOO + one.id, f"Use in “{one.title}” too", "") for one in others]
            choices += [(KEPT, "Take out, into Kept", "")] if here is not None else []
        choices.append((_NEW, "A new essay…", ""))
        what = "this" if len(parts) == 1 else f"{len(parts)} marked"
        chosen = await self.app.push_screen_wait(Choose(f"Put {what} into", choices))
        if chosen == _NEW:
            chosen = await self._begin()
        if chosen is None:
            return
        edit: Edit
        if chosen.startswith(_UNDER) and here is not None:
            ids = [part.id for part in parts]
            section = self._outline.section(chosen.removeprefix(_UNDER))
            edit = MoveParts(ids, here.id, [one for one in section if one not in ids][-1])
        elif chosen == KEPT:
            edit = ToKept(quotes)
        elif chosen.startswith(_TOO):
            uses = [UseAgain(one, chosen.removeprefix(_TOO)) for one in quotes]
            edit = uses[0] if len(uses) == 1 else Together(uses, f"{len(uses)} quotes used in another essay too")
        else:
            edit = MoveParts([one.id for one in parts], chosen)
        await self._do(edit)


def _other_headings(outline: Outline, parts: Sequence[Part]) -> list[WrittenPart]:
    """The headings of an outline under which parts do not all stand already; none where one of them is a heading."""
    headings = [one for one in outline.parts if isinstance(one, WrittenPart) and one.kind is PartKind.HEADING]
    if any(part in headings for part in parts):
        return []
    return [one for one in headings if {section_of(outline, part.id) for part in parts} != {one}]


def _moved(outline: Outline, ids: Sequence[str], after: str) -> Outline:
    """The outline with some parts after another, or first."""
    by_id = {part.id: part for part in outline.parts}
    order = [one for one in by_id if one not in ids]
    place = order.index(after) + 1 if after else 0
    return replace(outline, parts=tuple(by_id[one] for one in (*order[:place], *ids, *order[place:])))

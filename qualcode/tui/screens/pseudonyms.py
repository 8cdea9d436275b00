"""Asking what is shown for a name, and where: its form, and a preview of every place."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets.option_list import Option

from qualcode.edits.pseudonyms import Passage
from qualcode.participants.names import Name, Names, Variant, What, is_also_a_word, part_by_part, variants_found
from qualcode.problem import Problem
from qualcode.project.for_good import Outcome, Place, places, texts
from qualcode.transcripts.clean import plain
from qualcode.transcripts.graphemes import cut
from qualcode.tui.screens.at_length import AtLength
from qualcode.tui.screens.modal import Modal
from qualcode.tui.widgets.form import Field, Form
from qualcode.tui.widgets.marked_options import MarkedOptions

_MOST_SHOWN = 400
_LIST_STILL_HOLDS = (
    "The list of names on this machine still holds the name. To take it off: “names: List…” among all commands, then "
    "the name, then “Take it off the list”."
)
_AROUND = 44


@dataclass(frozen=True)
class Parts:
    """What the study says of a name about to be hidden: its parts that stand alone, and whether it is a word too."""

    variants: tuple[tuple[Variant, int], ...]
    is_a_word: bool


def parts_of(conn: sqlite3.Connection, name: Name) -> Parts:
    """What the texts of the study say of a name."""
    words = texts(conn)
    return Parts(tuple(variants_found(name, words)), is_also_a_word(name.real, words))


def places_of(conn: sqlite3.Connection, *names: Name) -> list[Place]:
    """Every place where some names stand, whatever documents they were kept to."""
    return list(places(conn, Names([replace(name, documents=None) for name in names])))


class ReplacedForGood(AtLength):
    """What was replaced, and what still holds the name: files by the names they really have."""

    def __init__(self, outcome: Outcome) -> None:
        left = outcome.left
        still = [f"The name still stands in {', '.join(file.name for file in left)}."] if left else []
        said = [*outcome.sentences[:1], *still, _LIST_STILL_HOLDS, *outcome.sentences[1:]]
        super().__init__("Replaced for good", "\n\n".join(said), real_names=True)


class NameForm(Modal[Name]):
    """The words, what is shown for them, and how they are found."""

    DEFAULT_CSS = """
    NameForm Form { height: auto; max-height: 20; background: $surface; }
    NameForm Form Tick { background: $surface; }
    """

    def __init__(self, name: Name, found: Parts) -> None:
        super().__init__(
            "Show another name",
            "The words stay in the study; every screen, copy and report shows the replacement. The list is kept on "
            "this machine, outside the study.",
            "enter every place it stands in · tab next · esc back",
        )
        self._before = name
        self._found = found
        known = {one.real: one for one in name.variants}
        self._also = {one.real: one for one, _ in found.variants} | known
        counts = {one.real: count for one, count in found.variants}
        self._fields = [
            Field("shown", f"“{name.real}” is shown as", name.shown, hint="P03, or another name, or [town]"),
            Field("real", "The words, as they stand", name.real),
            Field("what", "It is a", str(name.what), "choice", tuple(map(str, What))),
            *(
                Field(f"also {form}", f"also “{form}” alone: {_counted(counts.get(form, 0))}", "yes", "tick")
                for form in self._also
            ),
            Field("more", "Also written as (with commas between)", "", hint="a nickname, another spelling"),
            Field("as_written", "only with these capitals: it is another word too", "", "tick"),
        ]
        if name.as_written or found.is_a_word:
            self._fields[-1] = replace(self._fields[-1], value="yes")

    def compose_box(self) -> ComposeResult:
        yield Form(self._fields, enter_saves=True, real_names=True)

    @on(Form.GivenUp)
    def _given_up(self) -> None:
        self.dismiss(None)

    @on(Form.Done)
    def _done(self, event: Form.Done) -> None:
        values = event.form.values
        more = [part.strip() for part in values["more"].split(",") if part.strip()]
        kept = [form for form in self._also if values[f"also {form}"]]
        name = replace(
            self._before,
            real=values["real"],
            shown=values["shown"],
            what=What(values["what"]),
            as_written=bool(values["as_written"]),
            variants=(*map(Variant, more), *self._with_their_own(kept, values["real"], values["shown"])),
        )
        try:
            Names([name])
        except Problem as problem:
            self.notify(f"{problem} {problem.remedy}", severity="warning", markup=False)
            event.form.stay()
            return
        self.dismiss(name)

    def _with_their_own(self, kept: Sequence[str], real: str, shown: str) -> list[Variant]:
        """Each part of the name with its own part of the replacement, where that has as many."""
        own = part_by_part(real, shown)
        return [Variant(form, own.get(form, self._also[form].shown)) for form in kept]


@dataclass(frozen=True)
class Chosen:
    """In which documents (ids) a name is replaced, and the places that change: those left as said, and no longer."""

    documents: frozenset[str]
    left: tuple[Passage, ...] = ()
    again: tuple[Passage, ...] = ()


class NamePreview(Modal[Chosen]):
    """Every place a name stands in, under its document; documents and single places are ticked off."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("space", "tick", "Tick", show=False)]
    DEFAULT_CSS = """
    NamePreview > .box { width: 110; }
    NamePreview OptionList, NamePreview OptionList:focus { max-height: 24; }
    """

    def __init__(
        self, title: str, found: Sequence[Place], left_out: frozenset[str] = frozenset(), *, enter: str = "keep"
    ) -> None:
        keys = f"space a document or a place on or off · enter {enter} · esc back"
        super().__init__(title, f"It stands in {_counted(len(found))} of the texts.", keys)
        self._found: dict[str, list[Place]] = {}
        for place in found:
            self._found.setdefault(place.document_id, []).append(place)
        self._most = max(3, _MOST_SHOWN // max(1, len(self._found)))
        self._ticked = {document for document in self._found if document not in left_out}
        self._before = {_passage(place) for place in found if place.left}
        self._left = set(self._before)

    def compose_box(self) -> ComposeResult:
        yield MarkedOptions(*self._options(), real_names=True)

    def _options(self) -> list[Option]:
        options: list[Option] = []
        for document, found in self._found.items():
            tick = "[x]" if document in self._ticked else "[ ]"
            options.append(Option(Content.styled(f"{tick} {plain(found[0].document)}, {len(found)}", "bold")))
            options += [Option(_in_its_words(place, _passage(place) in self._left)) for place in found[: self._most]]
        return options or [Option(Content("    It stands nowhere in the texts, and is kept for what comes."))]

    def on_mount(self) -> None:
        self.query_one(MarkedOptions).focus()

    def action_tick(self) -> None:
        """Tick the document or the place under the cursor on or off."""
        listed = self.query_one(MarkedOptions)
        at = listed.highlighted or 0
        row = self._row_at(at)
        if row is None:
            return
        if isinstance(row, str):
            self._ticked ^= {row}
        else:
            self._left ^= {_passage(row)}
        listed.clear_options()
        listed.add_options(self._options())
        listed.highlighted = at

    def _row_at(self, place: int) -> str | Place | None:
        """The document whose heading stands on a row, or the place."""
        for document, found in self._found.items():
            if place == 0:
                return document
            rows = 1 + min(len(found), self._most)
            if place < rows:
                return found[place - 1]
            place -= rows
        return None

    @on(MarkedOptions.OptionSelected)
    def _selected(self) -> None:
        left, again = sorted(self._left - self._before), sorted(self._before - self._left)
        self.dismiss(Chosen(frozenset(self._ticked), tuple(left), tuple(again)))


def _passage(place: Place) -> Passage:
    return place.document_id, place.span


def _in_its_words(place: Place, left: bool) -> Content:
    """A place in what stands around it, the name struck out and what will be shown after it; or that it is left."""
    before = plain(place.before).lstrip()
    if len(before) > _AROUND:
        before = "… " + before[-_AROUND:].partition(" ")[2]
    if left:
        after = cut(plain(place.after), _AROUND)
        return Content.assemble(
            f"    {before}", (plain(place.real), "bold"), after, ("  as it stands", "$text-muted")
        )
    return Content.assemble(
        f"    {before}",
        (plain(place.real), "strike $text-muted"),
        (f" {plain(place.shown)}", "bold $primary"),
        cut(plain(place.after), _AROUND),
    )


def _counted(number: int) -> str:
    return f"{number:,} place" if number == 1 else f"{number:,} places"

"""What a row of the export dialog asks for: codes, documents, a question, a number, a name."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from textual import work

from qualcode.analysis.questions.asked import question_of
from qualcode.analysis.questions.vocabulary import vocabulary
from qualcode.exports.writing import FORMATS
from qualcode.participants.disclosure import Audience
from qualcode.problem import Problem
from qualcode.tui.screens.codebook_ask import AskForm
from qualcode.tui.screens.export_boxes import TickMany
from qualcode.tui.screens.export_briefing import MOST_QUOTES, with_areas
from qualcode.tui.screens.export_choices import Asked
from qualcode.tui.screens.export_kind import OneOf, Option, Several, Typed
from qualcode.tui.screens.export_lead import LEAST_TOGETHER, MOST_TOGETHER
from qualcode.tui.screens.export_offered import Offered
from qualcode.tui.screens.export_picked import chosen_of, option_of
from qualcode.tui.screens.place import Place
from qualcode.tui.screens.question_box import AskQuestion
from qualcode.tui.screens.questions import Choose
from qualcode.tui.widgets.form import Field

_TYPED = {
    "per_code": ("Excerpts of each code", "Kept quotes come first, then one of each participant in turn.", "At most"),
    "lead:together": (
        "Codes that meet",
        "The codes with the most excerpts, each beside all others.",
        f"How many, from {LEAST_TOGETHER} to {MOST_TOGETHER}",
    ),
    "briefing:quotes": (
        "Quotes of each theme",
        "Of different people: kept quotes first, then whoever was quoted least in the paper.",
        f"At most, from 0 to {MOST_QUOTES}",
    ),
    "title": ("Title", "It stands on the first page.", "Title (empty: the study’s)"),
    "template": (
        "House template",
        "Its styles, page and header are used for the Word file.",
        "A .docx file, or nothing",
    ),
    "where": ("Where", "A name goes to the study’s exports folder; a path goes where it says.", "File"),
}
_QUESTION = "Printed and counted is only what it finds, and the report says so. Nothing typed means all."
_HINT = "attr:role=carer and bus* · @a saved one"


class AsksForExport(Place):
    """The export dialog as far as it asks in boxes of its own."""

    def __init__(self) -> None:
        super().__init__()
        self._asked = Asked()
        self._offered = Offered()

    def _chosen(self, asked: Asked) -> None:
        """Take up other choices."""

    @work
    async def _ask(self, row_id: str) -> None:
        kind = self._asked.kind
        option = (
            option_of(kind, self._asked.of_kind, row_id, self._offered, self._asked.audience)
            if kind is not None
            else None
        )
        if option is not None:
            await self._ask_option(option)
        elif row_id == "codes":
            await self._ask_codes()
        elif row_id == "documents":
            await self._ask_documents()
        elif row_id == "question":
            await self._ask_question()
        elif row_id in ("lead:by", "briefing:by"):
            await self._ask_groups()
        elif row_id == "briefing:areas":
            await self._ask_areas()
        elif row_id in _TYPED:
            await self._ask_line(row_id)

    async def _ask_option(self, option: Option) -> None:
        """Ask for what is chosen of the kind of document."""
        picked = self._asked.of_kind
        if isinstance(option, Several):
            found = await self.app.push_screen_wait(
                TickMany(option.label, option.choices, picked.several(option.name), f"None means {option.nothing}.")
            )
            if found is not None:
                values = [one for one, _ in option.choices if one in found]
                self._chosen(self._asked.with_picked(picked.with_choice(option.name, *values)))
        elif isinstance(option, OneOf):
            choices = [(value, words, "") for value, words in option.choices]
            one = await self.app.push_screen_wait(Choose(option.label, choices, "", chosen_of(option, picked)))
            if one is not None:
                self._chosen(self._asked.with_picked(picked.with_choice(option.name, one)))
        elif isinstance(option, Typed):
            form = AskForm(option.label, [Field("it", option.hint, picked.one(option.name))], option.words)
            typed = await self.app.push_screen_wait(form)
            if typed is None:
                return
            said = " ".join(typed["it"].split())
            try:
                if said:
                    option.check(said)
                self._chosen(self._asked.with_picked(picked.with_choice(option.name, said)))
            except Problem as problem:
                self.shell.show_problem(problem)

    async def _ask_codes(self) -> None:
        choices = self._asked.choices
        rows = [(code.id, "  " * depth + code.title) for code, depth in self._offered.book.walk()]
        found = await self.app.push_screen_wait(TickMany("Codes and areas", rows, choices.codes or ()))
        if found is not None:
            self._chosen(replace(self._asked, choices=replace(choices, codes=found or None)))

    async def _ask_documents(self) -> None:
        choices = self._asked.choices
        rows = [(line.id, line.name) for line in self._offered.documents]
        found = await self.app.push_screen_wait(TickMany("Documents", rows, choices.documents or ()))
        if found is not None:
            self._chosen(replace(self._asked, choices=replace(choices, documents=found or None)))

    async def _ask_question(self) -> None:
        async def try_out(words: str) -> object:
            return await self.shell.read(question_of, words)

        known = await self.shell.read(vocabulary)
        box = AskQuestion(
            "Only what a question finds",
            _QUESTION,
            question=self._asked.choices.question,
            vocabulary=known,
            try_out=try_out,
            hint=_HINT,
        )
        found = await self.app.push_screen_wait(box)
        if found is not None:
            self._chosen(replace(self._asked, choices=replace(self._asked.choices, question=found)))

    async def _ask_groups(self) -> None:
        asked, outside = self._asked, self._asked.choices.audience is Audience.OUTSIDE
        chosen = asked.briefing.choices.by if asked.briefing.wanted else asked.lead.choices.by
        known = [one for one in self._offered.attributes if one.printable or not outside]
        if not known:
            self.shell.say("There is nothing to make groups of yet. p in Documents shows what is known of people.")
            return
        rows = [(one.id, one.name) for one in known]
        words = "What is known of participants. Nothing ticked means no groups."
        found = await self.app.push_screen_wait(TickMany("Groups beside each other", rows, chosen, words))
        if found is not None:
            by = tuple(one.id for one in known if one.id in found)
            self._chosen(_with_groups(asked, by))

    async def _ask_areas(self) -> None:
        asked = self._asked.briefing
        rows = [(area.id, area.title) for area in self._offered.book.areas()]
        words = "A paper for each. Nothing ticked means all that are in the totals."
        found = await self.app.push_screen_wait(TickMany("Areas", rows, asked.choices.areas, words))
        if found is not None:
            self._chosen(replace(self._asked, briefing=with_areas(asked, self._offered.book, found)))

    async def _ask_line(self, row_id: str) -> None:
        title, words, hint = _TYPED[row_id]
        form = AskForm(title, [Field("it", hint, _typed_before(self._asked, row_id))], words)
        found = await self.app.push_screen_wait(form)
        if found is None:
            return
        try:
            self._chosen(with_typed(self._asked, row_id, " ".join(found["it"].split())))
        except Problem as problem:
            self.shell.show_problem(problem)


def _typed_before(asked: Asked, row_id: str) -> str:
    choices, lead = asked.choices, asked.lead
    return {
        "per_code": "" if choices.per_code is None else str(choices.per_code),
        "lead:together": str(lead.choices.together),
        "title": lead.choices.title if asked.numbers else choices.title,
        "template": asked.template,
        "where": _where_before(asked),
        "briefing:quotes": str(asked.briefing.choices.quotes),
    }[row_id]


def _where_before(asked: Asked) -> str:
    if asked.kind is not None:
        return asked.of_kind.where
    return asked.briefing.where if asked.briefing.wanted else asked.lead.where if asked.numbers else asked.where


def with_typed(asked: Asked, row_id: str, typed: str) -> Asked:
    """The choices with what was typed for a row. Raises Problem where it does not fit."""
    if row_id == "per_code":
        if typed and not typed.isdecimal():
            raise Problem(f"“{typed}” is not a number.", remedy="Type 3, or nothing for all.")
        return replace(asked, choices=replace(asked.choices, per_code=int(typed) if typed else None))
    if row_id == "template":
        if typed and not Path(typed).expanduser().is_file():
            raise Problem(f"There is no file {typed}.", remedy="Check the name and the folder.")
        return replace(asked, template=typed)
    if asked.kind is not None:
        return asked.with_picked(asked.kind.with_where(asked.of_kind, typed))
    if asked.briefing.wanted:
        return _briefing_with(asked, row_id, typed)
    if asked.numbers:
        return _lead_with(asked, row_id, typed)
    if row_id == "title":
        return replace(asked, choices=replace(asked.choices, title=typed))
    suffix = Path(typed).suffix.casefold()
    return replace(asked, where=typed, suffix=suffix if suffix in FORMATS else asked.suffix)


def _with_groups(asked: Asked, by: tuple[str, ...]) -> Asked:
    if asked.briefing.wanted:
        choices = replace(asked.briefing.choices, by=by)
        return replace(asked, briefing=replace(asked.briefing, choices=choices))
    return replace(asked, lead=replace(asked.lead, choices=replace(asked.lead.choices, by=by)))


def _briefing_with(asked: Asked, row_id: str, typed: str) -> Asked:
    briefing = asked.briefing
    if row_id == "where":
        return replace(asked, briefing=replace(briefing, where=typed))
    if not typed.isdecimal() or int(typed) > MOST_QUOTES:
        raise Problem(
            f"“{typed}” is not a number of quotes.", remedy=f"Type a number from 0 to {MOST_QUOTES}, such as 2."
        )
    choices = replace(briefing.choices, quotes=int(typed))
    return replace(asked, briefing=replace(briefing, choices=choices))


def _lead_with(asked: Asked, row_id: str, typed: str) -> Asked:
    lead = asked.lead
    if row_id == "where":
        return replace(asked, lead=lead.with_where(typed))
    if row_id == "title":
        return replace(asked, lead=replace(lead, choices=replace(lead.choices, title=typed)))
    if not typed.isdecimal() or not LEAST_TOGETHER <= int(typed) <= MOST_TOGETHER:
        raise Problem(
            f"“{typed}” is not a number of codes that can be shown beside each other.",
            remedy=f"Type a number from {LEAST_TOGETHER} to {MOST_TOGETHER}.",
        )
    return replace(asked, lead=replace(lead, choices=replace(lead.choices, together=int(typed))))

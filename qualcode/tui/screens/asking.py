"""A place whose list can be narrowed by a question: typed in its bar, filled in as a form, or one that was saved."""

from __future__ import annotations

from collections.abc import Mapping

from textual import on, work

from qualcode.analysis.named_ids import is_typed_id
from qualcode.analysis.questions.asked import question_of
from qualcode.analysis.questions.form import Form, form_of, words_of
from qualcode.analysis.questions.printing import in_words
from qualcode.analysis.questions.problems import QuestionProblem
from qualcode.analysis.questions.saved import saved_questions
from qualcode.analysis.questions.tree import DOCUMENT, PASSAGE, TURN, Reach
from qualcode.analysis.questions.typed import as_typed
from qualcode.analysis.questions.vocabulary import Vocabulary, vocabulary
from qualcode.edits.saved_questions import ForgetQuestion, SaveQuestion
from qualcode.problem import Problem
from qualcode.tui.commands import Command
from qualcode.tui.screens.codebook_ask import AskForm
from qualcode.tui.screens.filtered import Filtered
from qualcode.tui.screens.questions import AskLine, Choose, YesNo
from qualcode.tui.widgets.form import Field
from qualcode.tui.widgets.question_bar import QuestionBar

SAVING = (
    Command(
        "question.save", "ctrl+s", "save_question", "question: Save under a name…",
        "Keeps the question for the whole team; @ and its name asks it again, alone or inside another.",
    ),
    Command("question.saved", "", "saved_questions", "question: Saved…", "Asks one that was saved, or forgets it."),
)  # fmt: skip
ANY = "any"
_FORGET = "forget:"
_ALL_OF, _ONE_OF = "all of them meet", "one of them is enough"
_REACHES = {"in the same passage": PASSAGE, "in the same turn": TURN, "in the same document": DOCUMENT}
_JOINED = "; "


def is_question(words: str) -> bool:
    """Whether words are a question, and not letters to look for: it has a field, a saved question, or is an id."""
    return ":" in words or words.lstrip().startswith("@") or is_typed_id(words)


class Asks(Filtered):
    """A place with a `QuestionBar`; `answer` shows what a question finds."""

    @property
    def question(self) -> str:
        """The question that is shown now, empty where none is."""
        return self._wanted if is_question(self._wanted) else ""

    @property
    def asked_within(self) -> str:
        """What a question is asked among, beyond its own words: `under 1.1 Routes in`; empty where that is all."""
        return ""

    async def question_to_save(self) -> tuple[str, str]:
        """The question that finds again what is shown, and a sentence on what that is. Raises QuestionProblem."""
        return self.question, ""

    async def answer(self, words: str) -> None:
        """Show what a question finds, everything where it is empty. Raises Problem, mostly QuestionProblem."""

    def action_filter(self) -> None:
        """Type letters, or a question."""
        super().action_filter()
        self._learn()

    @work(exclusive=True, group="vocabulary")
    async def _learn(self) -> None:
        bar = self.query_one(QuestionBar)
        bar.know(await self.shell.read(vocabulary))

    @on(QuestionBar.Asked)
    async def _question_asked(self, event: QuestionBar.Asked) -> None:
        bar = self.query_one(QuestionBar)
        if bar.takes(event.words):
            try:
                await self.answer(event.words)
            except Problem as problem:
                self._refuse(problem)
                return
        else:
            self.narrow(event.words)
        bar.done()

    async def _ask(self, words: str) -> None:
        """Ask what was not typed in the bar; where it cannot be asked, open the bar at the place."""
        try:
            await self.answer(words)
        except Problem as problem:
            self.query_one(QuestionBar).open(words)
            self._refuse(problem)

    def _refuse(self, problem: Problem) -> None:
        if isinstance(problem, QuestionProblem):
            self.query_one(QuestionBar).refuse(problem)
        else:
            self.shell.show_problem(problem)

    # As a form

    @work
    async def action_ask_form(self) -> None:
        """Fill the question in as a form."""
        known = await self.shell.read(vocabulary)
        form = form_of(await self.shell.read(as_typed, self.question)) if self.question else Form()
        if form is None:
            self.shell.say("This question is richer than the form. / goes on typing it.")
            return
        title = ", ".join(filter(None, ("Which are shown", self.asked_within)))
        values = await self.app.push_screen_wait(QuestionForm(title, question_fields(form, known)))
        if values is not None:
            await self._ask(words_of(form_filled(values)))

    # Saved

    @work
    async def action_save_question(self) -> None:
        """Keep the question under a name."""
        if not self.question:
            self.shell.say("There is no question to save. / types one.")
            return
        try:
            words, told = await self.question_to_save()
        except QuestionProblem as problem:
            self.shell.show_problem(problem)
            return
        saved = "\n".join(filter(None, (words, told)))
        name = await self.app.push_screen_wait(
            AskLine("Save the question as", saved, placeholder="such as carers on waiting")
        )
        if name is None:
            return
        try:
            await self.shell.read(question_of, words, saving=name)
        except QuestionProblem as problem:
            self.shell.show_problem(problem)
            return
        taken = {one.name.casefold() for one in await self.shell.read(saved_questions)}
        instead = name.removeprefix("@").strip().casefold() in taken
        if instead and not await self.app.push_screen_wait(
            YesNo(f"“{name}” is saved already", "The new question would stand in its place.", "puts it there")
        ):
            return
        made = await self.shell.make(SaveQuestion(name, words, instead=instead))
        if made is not None:
            self.shell.say(f"{made.label}. @{in_words(name.removeprefix('@').strip())} asks it again.")

    @work
    async def action_saved_questions(self) -> None:
        """Ask one that was saved, or forget one."""
        saved = await self.shell.read(saved_questions)
        if not saved:
            self.shell.say("No question is saved yet. / types one, ctrl+s saves it.")
            return
        choices = [(one.id, one.name, f"{one.words} · {one.coder}".rstrip(" ·")) for one in saved]
        choices += [(_FORGET + one.id, f"Forget {one.name}", "") for one in saved]
        chosen = await self.app.push_screen_wait(Choose("Saved questions", choices))
        if chosen is None:
            return
        if chosen.startswith(_FORGET):
            made = await self.shell.make(ForgetQuestion(chosen.removeprefix(_FORGET)))
            if made is not None:
                self.shell.say(f"{made.label}. u takes it back.")
            return
        await self._ask(next(one.words for one in saved if one.id == chosen))


class QuestionForm(AskForm):
    """A question as a form; any field may stay empty."""

    def refusal(self, values: Mapping[str, str]) -> str:
        """Why the form cannot be taken as it is; empty where it can."""
        try:
            form_filled(values)
        except Problem as problem:
            return str(problem)
        return ""


def question_fields(form: Form, known: Vocabulary) -> list[Field]:
    """The fields of a question."""
    reach = next((name for name, one in _REACHES.items() if one == (form.reach or PASSAGE)), "")
    reaches = tuple(_REACHES)
    if not reach and form.reach is not None:
        reach = f"at most {form.reach.words} words between"
        reaches = (*reaches, reach)
    attributes = _JOINED.join(f"{name}{compared}{value}" for name, compared, value in form.attributes)
    facts = ", ".join(one.name for one in known.attributes[:6])
    return [
        Field(
            "codes", "Codes or areas, by number or name", _JOINED.join((*form.areas, *form.codes)), hint="1.5; 3.1"
        ),
        Field("every", "Of several codes", _ALL_OF if form.every else _ONE_OF, "choice", (_ONE_OF, _ALL_OF)),
        Field("reach", "They meet", reach, "choice", reaches),
        Field("kinds", "Kinds of document", _JOINED.join(form.kinds), hint="interview; focus group"),
        Field("documents", "Documents", _JOINED.join(form.documents)),
        Field("people", "Participants", _JOINED.join(form.people), hint="P03; P07"),
        Field("attributes", f"Facts{f': {facts}' if facts else ''}", attributes, hint="role=carer; age>=60"),
        Field("coder", "Coded by", form.coder),
        Field("text", "Words said in it", form.text, hint="mentor*"),
        Field("memo", "Words in a memo on it, or any", form.memo),
        Field("date", "Date of the document", form.date, hint="2019-03..2019-05"),
    ]


def form_filled(values: Mapping[str, str]) -> Form:
    """The question that was filled in. Raises Problem where a fact has no comparison."""
    chosen = values["reach"]
    words = "".join(letter for letter in chosen if letter.isdigit())
    return Form(
        codes=_parts(values["codes"]),
        every=values["every"] == _ALL_OF,
        kinds=_parts(values["kinds"]),
        documents=_parts(values["documents"]),
        people=_parts(values["people"]),
        attributes=tuple(map(_fact, _parts(values["attributes"]))),
        coder=values["coder"],
        text=values["text"],
        memo=values["memo"],
        date=values["date"],
        reach=None if chosen == next(iter(_REACHES)) else _REACHES.get(chosen) or Reach(words=int(words)),
    )


def _parts(words: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in words.split(";") if part.strip())


def _fact(words: str) -> tuple[str, str, str]:
    for compared in ("!=", ">=", "<=", "=", ">", "<"):
        name, found, value = words.partition(compared)
        if found:
            return name.strip(), compared, value.strip()
    raise Problem(f"“{words}” does not say what the fact is compared with.", remedy="Write role=carer, or age>=60.")
